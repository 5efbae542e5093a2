/* One target of a script's action, from the word on the command line to what became of it. */
#include "app/script_target.h"

#include "app/alert_out.h"
#include "base/lang.h"
#include "base/text.h"
#include "room/alert.h"
#include "store/admin.h"

#include <string.h>

struct script_target *
script_target_new(const char *asked)
{
	struct script_target *t = g_new0(struct script_target, 1);

	t->asked = text_clean(asked, strlen(asked), TEXT_MAX_SUMMARY, NULL);
	t->title = g_strdup("");
	t->remote_id = g_strdup("");
	t->took = g_strdup("");
	return t;
}

void
script_target_free(void *target)
{
	struct script_target *t = target;

	g_free(t->asked);
	g_free(t->subject);
	g_free(t->title);
	g_free(t->id);
	g_free(t->remote_id);
	g_free(t->took);
	g_free(t->took_id);
	g_free(t->refused);
	g_free(t);
}

void
script_target_refuse(struct script_target *t, const char *why)
{
	g_free(t->refused);
	t->refused = g_strdup(*why ? why : _("no reason was given"));
}

/* The action itself: what it takes back is known only now. */
static void
begin(struct script_target *t, const struct room *room, const struct event *event)
{
	const struct ack *ack = event->kind == EVENT_UNACK ? room_ack(room, event->cause) : NULL;

	t->id = g_strdup(event->id);
	t->kind = event->kind;
	if (!ack)
		return;
	t->must_leave = ack->deliverable && ack->state != ACK_REFUSED;
	g_free(t->remote_id);
	t->remote_id = g_strdup(ack->remote_id);
	g_free(t->took);
	t->took = g_strdup_printf(ack->kind == ACK_SILENCE ? _("the silence of %s")
	                                                   : _("the acknowledgement of %s"),
	                          ack->person);
	t->took_id = g_strdup(ack->id);
}

void
script_target_hear(struct script_target *t, const struct room *room, const struct event *event)
{
	if (!t->id && t->subject && *event->id && !strcmp(event->subject, t->subject))
		begin(t, room, event);
	if (!t->id || strcmp(event->cause, t->id) != 0)
		return;
	t->is_kept |= event->kind == EVENT_KEPT || event->kind == EVENT_SENT;
	t->is_sent |= event->kind == EVENT_SENT;
	if (event->kind == EVENT_LOST || event->kind == EVENT_REFUSED)
		script_target_refuse(t, event->text);
}

/* Taken back before anything had left: the outbox holds no request for it. */
static bool
is_cancelled(const struct script_target *t, const struct session *s)
{
	char *path = session_journal_path(s);
	GPtrArray *rows = path ? admin_outbox(path, NULL) : NULL;
	bool found = !rows;

	for (guint i = 0; rows && i < rows->len; i++)
		found |= !strcmp(
		    ((const struct outbox_row *)g_ptr_array_index(rows, i))->delivery->id, t->id);
	if (rows)
		g_ptr_array_unref(rows);
	g_free(path);
	return !found;
}

static bool
is_still_shown(const struct script_target *t, const struct room *room)
{
	const struct alert *alert = room_alert(room, t->subject);

	for (size_t i = 0; alert && *t->remote_id && i < alert->more->n_silenced_by; i++)
		if (!strcmp(alert->more->silenced_by[i], t->remote_id))
			return true;
	return false;
}

static const char *
taken_back_state(struct script_target *t, const struct session *s)
{
	if (t->must_leave && !t->is_sent && is_cancelled(t, s))
		t->must_leave = false;
	if (!t->is_sent)
		return N_("kept");
	return is_still_shown(t, s->room) ? N_("sent") : N_("confirmed");
}

const char *
script_target_state(struct script_target *t, const struct session *s)
{
	const struct ack *ack = t->id ? room_ack(s->room, t->id) : NULL;

	if (ack &&
	    (ack->state == ACK_REFUSED || ack->state == ACK_LOST || ack->state == ACK_ENDED) &&
	    !t->refused)
		script_target_refuse(t, ack->reason);
	if (t->refused)
		return N_("refused");
	if (!t->id || !t->is_kept)
		return N_("pending");
	if (ack)
		return alert_out_ack_state(ack->state);
	return t->kind == EVENT_UNACK ? taken_back_state(t, s) : N_("kept");
}

bool
script_target_is_open(struct script_target *t, const struct session *s)
{
	const char *state = script_target_state(t, s);
	const struct ack *ack = t->id ? room_ack(s->room, t->id) : NULL;

	if (strcmp(state, "kept") != 0 && strcmp(state, "sent") != 0)
		return false;
	return ack ? ack->deliverable : t->must_leave;
}

bool
script_target_is_over(struct script_target *t, const struct session *s, bool to_the_end)
{
	return strcmp(script_target_state(t, s), "pending") != 0 &&
	       !(to_the_end && script_target_is_open(t, s));
}
