/* What stands on an alert against what its source shows, also while the alert is not shown. */
#include "base/lang.h"
#include "room/ack.h"
#include "room/apply.h"
#include "room/dossier.h"
#include "room/team.h"

#include <string.h>

bool
ack_is_new_firing(int64_t before_us, int64_t starts_us)
{
	return before_us != UNSAID && starts_us != UNSAID && starts_us > before_us &&
	       starts_us - before_us > SEC_US;
}

struct mark *
mark_get(struct room *room, const char *key)
{
	struct mark *mark = g_hash_table_lookup(room->marks, key);

	if (mark)
		return mark;
	mark = g_new0(struct mark, 1);
	mark->key = g_strdup(key);
	mark->starts_us = mark->rank = mark->done_us = UNSAID;
	mark->done_by = mark->done_text = mark->done_id = ack_no_text;
	g_hash_table_insert(room->marks, mark->key, mark);
	return mark;
}

void
mark_free(struct mark *mark)
{
	g_free(mark->key);
	ack_text(&mark->done_by, "");
	ack_text(&mark->done_text, "");
	ack_text(&mark->done_id, "");
	g_free(mark);
}

struct ack **
ack_chain(struct room *room, const char *key)
{
	struct alert *alert = room_alert(room, key);

	return alert ? &alert->ack : &mark_get(room, key)->ack;
}

void
ack_park(struct room *room, struct alert *alert)
{
	struct mark *mark;

	if (!alert->ack && alert->more->done_us == UNSAID)
		return;
	mark = mark_get(room, alert->key);
	mark->starts_us = alert->starts_us;
	mark->rank = alert->tier ? alert->tier->is.rank : UNSAID;
	mark->ack = alert->ack;
	alert->ack = NULL;
	ack_text(&mark->done_by, alert->more->done_by);
	ack_text(&mark->done_text, alert->more->done_text);
	ack_text(&mark->done_id, alert->more->done_id);
	mark->done_us = alert->more->done_us;
}

void
ack_forget_done(char **by, char **text, char **id, int64_t *at_us)
{
	ack_text(by, "");
	ack_text(text, "");
	ack_text(id, "");
	*at_us = UNSAID;
}

static void
forget_done(struct alert *alert)
{
	struct alert_more *more = alert_more(alert);

	ack_forget_done(&more->done_by, &more->done_text, &more->done_id, &more->done_us);
}

/* The room has not seen the firing that these belong to: only their own time can tell. */
static void
end_earlier(struct room *room, struct alert *alert, const struct event *event)
{
	bool ended = false;

	for (struct ack *ack = alert->ack, *next; ack; ack = next) {
		next = ack->next;
		if (alert->starts_us > ack->at_us) {
			ack_drop(&alert->ack, ack, alert->starts_us, N_("fired again"));
			ended = true;
		}
	}
	if (alert->more->done_us != UNSAID && alert->starts_us > alert->more->done_us) {
		forget_done(alert);
		ended = true;
	}
	if (ended)
		ack_asks_again(room, alert, event, UNSAID, N_("fired again"));
}

static void
recall_done(struct alert *alert, const struct mark *mark)
{
	struct alert_more *more = alert_more(alert);

	ack_text(&more->done_by, mark->done_by);
	ack_text(&more->done_text, mark->done_text);
	ack_text(&more->done_id, mark->done_id);
	more->done_us = mark->done_us;
}

void
ack_unpark(struct room *room, struct alert *alert, const struct event *event)
{
	struct mark *mark = g_hash_table_lookup(room->marks, alert->key);

	if (!mark)
		return;
	g_hash_table_remove(room->marks, mark->key);
	alert->ack = mark->ack;
	if (mark->done_us != UNSAID)
		recall_done(alert, mark);
	if (mark->starts_us == UNSAID)
		end_earlier(room, alert, event);
	else if (ack_is_new_firing(mark->starts_us, alert->starts_us))
		ack_reopen(room, alert, event, UNSAID, N_("fired again"));
	else if (mark->rank != UNSAID && alert->tier && alert->tier->is.rank < mark->rank)
		ack_reopen(room, alert, event, event->at_us, N_("severity rose"));
	mark_free(mark);
}

void
alert_asks_since(const struct room *room, struct alert *alert, int64_t since_us)
{
	struct dossier *d = dossier_find(room, alert->key);

	alert->asks_base_us = since_us;
	alert->asks_since_us = MAX(since_us, dossier_asks_since_us(d));
	alert->escalated = dossier_escalated(d, alert->asks_since_us);
	if (d && *alert->title && strcmp(d->title, alert->title) != 0)
		ack_text(&d->title, alert->title);
}

void
ack_reopened(struct alert *alert, int64_t at_us, const char *reason)
{
	struct alert_more *more;

	if (at_us < alert->more->reopened_us ||
	    (at_us == alert->more->reopened_us && strcmp(reason, alert->more->reopened) < 0))
		return;
	more = alert_more(alert);
	more->reopened_us = at_us;
	ack_text(&more->reopened, reason);
}

void
ack_asks_again(struct room *room, struct alert *alert, const struct event *event, int64_t since_us,
               const char *reason)
{
	if (!alert_is_unseen(alert))
		return;
	if (since_us != UNSAID)
		alert_asks_since(room, alert, since_us);
	ack_reopened(alert, event->at_us, reason);
	room_log(room, event, alert->team, _("asks again (%s): %s"), _(reason), alert->title);
}

void
ack_reopen(struct room *room, struct alert *alert, const struct event *event, int64_t since_us,
           const char *reason)
{
	bool stood =
	    alert->ack || alert->more->done_us != UNSAID || alert->more->held_since_us != UNSAID;

	while (alert->ack)
		ack_drop(&alert->ack, alert->ack, event->at_us, reason);
	forget_done(alert);
	if (stood)
		ack_asks_again(room, alert, event, since_us, reason);
}

static bool
is_silenced_by(const struct alert *alert, const char *remote_id)
{
	for (size_t i = 0; remote_id[0] && i < alert->more->n_silenced_by; i++) {
		if (strcmp(alert->more->silenced_by[i], remote_id) == 0)
			return true;
	}
	return false;
}

static bool
is_held_by(const struct room *room, const struct alert *alert, const char *person)
{
	const struct person *known = room_person(room, person);

	return alert->more->held_by[0] &&
	       (strcmp(alert->more->held_by, person) == 0 ||
	        (known && strcmp(alert->more->held_by, known->name) == 0));
}

/* A target that gives no id of its own shows by any holder that it took the acknowledgement. */
bool
ack_is_shown(const struct room *room, const struct alert *alert, const struct ack *ack)
{
	if (is_silenced_by(alert, ack->remote_id) || is_held_by(room, alert, ack->person))
		return true;
	return !ack->remote_id[0] && alert->more->held_by[0];
}

void
ack_compare(struct room *room, struct alert *alert, const struct event *event)
{
	char *removed = g_strdup_printf(_("removed at %s"), alert->source);

	for (struct ack *ack = alert->ack, *next; ack; ack = next) {
		bool is_shown = ack_is_shown(room, alert, ack);
		bool is_over = ack->until_us != UNSAID && event->at_us >= ack->until_us;

		next = ack->next;
		if (ack->state == ACK_SENT && is_shown)
			ack_deliver(ack, ACK_CONFIRMED);
		if (ack->state != ACK_CONFIRMED || is_shown)
			continue;
		ack_drop(&alert->ack, ack, event->at_us, is_over ? N_("expired") : removed);
		ack_asks_again(room, alert, event, event->at_us, is_over ? N_("expired") : removed);
	}
	g_free(removed);
}

/* Is the holder that the source names someone of this room, through this room? */
static bool
holder_is_ours(const struct room *room, const struct alert *alert)
{
	for (const struct ack *ack = alert->ack; ack; ack = ack->next) {
		if (is_held_by(room, alert, ack->person) ||
		    (ack->state == ACK_CONFIRMED && !ack->remote_id[0]))
			return true;
	}
	return false;
}

/* A silence of this room counts for the alert that it was made for by its acknowledgement; on
 * another alert that it happens to match it counts while it stands. */
static bool
is_foreign(const struct room *room, const struct alert *alert, const char *silence)
{
	const struct ack *ack = g_hash_table_lookup(room->remote_ids, silence);

	if (!ack)
		return true;
	return strcmp(ack->alert_key, alert->key) != 0 && ack->state != ACK_ENDED;
}

void
alert_hold(const struct room *room, struct alert *alert, int64_t at_us)
{
	/* where the source lists its silences, they say more than the name of the one who holds */
	bool is_held = alert->more->held_by[0] && alert->more->n_silenced_by == 0 &&
	               !holder_is_ours(room, alert);

	for (size_t i = 0; !is_held && i < alert->more->n_silenced_by; i++)
		is_held = is_foreign(room, alert, alert->more->silenced_by[i]);
	if (is_held != (alert->more->held_since_us != UNSAID))
		alert_more(alert)->held_since_us = is_held ? at_us : UNSAID;
}
