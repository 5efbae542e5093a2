/* Acknowledgements: from the key press to the proof, and what becomes of each. */
#include "room/ack.h"

#include "base/lang.h"
#include "room/apply.h"
#include "room/dossier.h"
#include "room/own_alert.h"

#include <string.h>

struct ack *
room_ack(const struct room *room, const char *id)
{
	return id ? g_hash_table_lookup(room->acks, id) : NULL;
}

char ack_no_text[] = "";

void
ack_text(char **dst, const char *text)
{
	char *copy = text && *text ? g_strdup(text) : ack_no_text;

	if (*dst != ack_no_text)
		g_free(*dst);
	*dst = copy;
}

const char *
ack_title(const struct room *room, const char *key)
{
	const struct alert *alert = room_alert(room, key);

	return alert ? alert->title : key;
}

static bool
counts(const struct ack *ack)
{
	return ack->state >= ACK_KEPT && ack->state <= ACK_REFUSED;
}

const struct ack *
ack_standing(const struct ack *chain, enum ack_kind kind)
{
	for (; chain; chain = chain->next) {
		if (chain->kind == kind && counts(chain))
			return chain;
	}
	return NULL;
}

bool
ack_is_open(const struct ack *chain)
{
	for (; chain; chain = chain->next) {
		if (chain->state == ACK_PENDING || chain->state == ACK_REFUSED ||
		    (chain->state == ACK_KEPT && chain->deliverable) || chain->taken_back_by[0])
			return true;
	}
	return false;
}

static void
unlink_from(struct ack **chain, struct ack *ack)
{
	while (*chain && *chain != ack)
		chain = &(*chain)->next;
	if (*chain)
		*chain = ack->next;
	ack->next = NULL;
}

void
ack_drop(struct ack **chain, struct ack *ack, int64_t at_us, const char *reason)
{
	unlink_from(chain, ack);
	ack->state = ACK_ENDED;
	ack->dropped_us = at_us;
	ack_text(&ack->reason, reason);
	ack_text(&ack->taken_back_by, "");
}

void
ack_deliver(struct ack *ack, enum ack_state state)
{
	ack->delivered = state;
	if (ack->state != ACK_ENDED)
		ack->state = state;
}

static bool
source_takes_acks(const struct room *room, const char *key)
{
	if (own_alert_is(key))
		return false;
	for (guint i = 0; i < room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(room->sources, i);
		size_t n = strlen(source->is.name);

		if (strncmp(key, source->is.name, n) == 0 && key[n] == '/')
			return source->is.can_ack;
	}
	return false;
}

static struct ack *
ack_new(const struct room *room, const struct event *event)
{
	const struct alert *alert = room_alert(room, event->subject);
	struct ack *ack = g_new0(struct ack, 1);

	ack->id = g_strdup(event->id);
	ack->kind = event->kind == EVENT_ACK ? ACK_SEEN : ACK_SILENCE;
	ack->alert_key = g_strdup(event->subject);
	ack->person = g_strdup(event->person);
	ack->comment = g_strdup(event->text);
	ack->at_us = ack->since_us = event->at_us;
	ack->until_us = event->until_us;
	ack->kept_us = ack->taken_back_us = ack->dropped_us = UNSAID;
	ack->delivered = ACK_KEPT;
	ack->first = "";
	ack->remote_id = ack->reason = ack->taken_back_by = ack->taken_back_id = ack_no_text;
	ack->deliverable =
	    source_takes_acks(room, event->subject) && (!alert || alert->recovered_us == UNSAID);
	return ack;
}

static void
ack_free(struct ack *ack)
{
	g_free(ack->id);
	g_free(ack->alert_key);
	g_free(ack->person);
	g_free(ack->comment);
	ack_text(&ack->remote_id, "");
	ack_text(&ack->reason, "");
	ack_text(&ack->taken_back_by, "");
	ack_text(&ack->taken_back_id, "");
	g_free(ack);
}

/* In front of what it replaces, else at the end. */
void
ack_place_pending(struct ack **chain, struct ack *ack)
{
	ack->since_us = ack->at_us;
	if (*chain && dossier_takes_place(ack, *chain)) {
		if (strcmp((*chain)->person, ack->person) == 0 && (*chain)->kind == ack->kind)
			ack->since_us = (*chain)->since_us;
		ack->next = *chain;
		*chain = ack;
		return;
	}
	while (*chain)
		chain = &(*chain)->next;
	ack->next = NULL;
	*chain = ack;
}

GPtrArray *
ack_take_pending(struct ack **chain)
{
	GPtrArray *pending = g_ptr_array_new();

	while (*chain) {
		struct ack *ack = *chain;
		guint at = 0;

		if (ack->state != ACK_PENDING) {
			chain = &ack->next;
			continue;
		}
		*chain = ack->next;
		while (at < pending->len && ((struct ack *)pending->pdata[at])->at_us <= ack->at_us)
			at++;
		g_ptr_array_insert(pending, (gint)at, ack);
	}
	return pending;
}

static void
begin(struct room *room, const struct event *event)
{
	struct ack *ack;

	/* an action may come twice: from this keyboard, and back from the journal */
	if (!event->id[0] || room_ack(room, event->id))
		return;
	ack = ack_new(room, event);
	g_hash_table_insert(room->acks, ack->id, ack);
	ack_place_pending(ack_chain(room, event->subject), ack);
}

static void
kept(struct room *room, struct ack *ack, const struct event *event)
{
	struct dossier *d = dossier_get(room, ack->alert_key);

	if (ack->is_durable || ack->state == ACK_LOST)
		return;
	unlink_from(ack_chain(room, ack->alert_key), ack);
	ack->is_durable = true;
	ack->kept_us = event->at_us;
	if (ack->state == ACK_PENDING)
		ack->state = ACK_KEPT;
	dossier_add_ack(d, ack);
	dossier_settle(room, d);
	ack_log_kept(room, ack);
	ack_reword_later(room, d, ack);
}

void
ack_take_back(struct room *room, struct ack *ack, const struct deed *deed, const char *reason)
{
	struct dossier *d = dossier_get(room, ack->alert_key);

	if (ack->taken_back_us != UNSAID &&
	    dossier_is_before(ack->taken_back_us, ack->taken_back_id, deed->at_us, deed->id))
		return;
	ack->taken_back_us = deed->at_us;
	ack_text(&ack->taken_back_id, deed->id);
	ack_text(&ack->reason, reason);
	dossier_settle(room, d);
	ack_reword_later(room, d, ack);
}

void
ack_expire(struct room *room, struct ack *ack)
{
	if (ack->is_expired)
		return;
	ack->is_expired = true;
	dossier_settle(room, dossier_get(room, ack->alert_key));
}

static void
lost(struct room *room, struct ack *ack, const struct event *event)
{
	struct alert *alert = room_alert(room, ack->alert_key);
	char *reason = g_strdup_printf(_("not kept: %s"), event->text);

	if (ack->state == ACK_PENDING) {
		unlink_from(ack_chain(room, ack->alert_key), ack);
		ack->state = ACK_LOST;
		ack_text(&ack->reason, event->text);
		if (alert)
			ack_asks_again(room, alert, event, UNSAID, reason);
	}
	g_free(reason);
}

static void
sent(struct room *room, struct ack *ack, const struct event *event)
{
	struct alert *alert = room_alert(room, ack->alert_key);

	if (event->remote_id[0] && !ack->remote_id[0]) {
		ack_text(&ack->remote_id, event->remote_id);
		g_hash_table_insert(room->remote_ids, ack->remote_id, ack);
	}
	kept(room, ack, event);
	if (ack->delivered == ACK_KEPT || ack->delivered == ACK_REFUSED) {
		bool was_refused = ack->delivered == ACK_REFUSED;

		ack_deliver(ack, ACK_SENT);
		if (ack->state == ACK_SENT)
			ack_text(&ack->reason, event->text);
		if (was_refused)
			dossier_settle(room, dossier_get(room, ack->alert_key));
	}
	if (alert && ack->state == ACK_SENT && ack_is_shown(room, alert, ack))
		ack_deliver(ack, ACK_CONFIRMED);
	if (alert)
		alert_hold(room, alert, event->at_us);
}

static void
refused(struct room *room, struct ack *ack, const struct event *event)
{
	const struct alert *alert = room_alert(room, ack->alert_key);
	struct event line = *event;

	kept(room, ack, event);
	if (ack->delivered == ACK_KEPT || ack->delivered == ACK_SENT) {
		ack_deliver(ack, ACK_REFUSED);
		if (ack->state == ACK_REFUSED)
			ack_text(&ack->reason, event->text);
		dossier_settle(room, dossier_get(room, ack->alert_key));
	}
	line.subject = ack->alert_key;
	line.person = ack->person;
	room_log(room, &line, alert ? alert->team : "", _("REFUSED by its source: %s: %s"),
	         ack_title(room, ack->alert_key), event->text);
}

static void
retry(struct ack *ack, const struct event *event)
{
	ack->retries++;
	ack_text(&ack->reason, event->text);
}

static void
outcome(struct room *room, const struct event *event)
{
	struct ack *ack = room_ack(room, event->cause);

	if (!ack)
		return;
	if (event->kind == EVENT_KEPT)
		kept(room, ack, event);
	else if (event->kind == EVENT_LOST)
		lost(room, ack, event);
	else if (event->kind == EVENT_SENT)
		sent(room, ack, event);
	else if (event->kind == EVENT_REFUSED)
		refused(room, ack, event);
	else
		retry(ack, event);
	if (room_alert(room, ack->alert_key))
		alert_changed(room, room_alert(room, ack->alert_key));
	room_alerts_changed(room);
}

static bool
is_of_deed(struct room *room, const struct event *event)
{
	return (event->kind == EVENT_KEPT && deed_kept(room, event)) ||
	       (event->kind == EVENT_LOST && deed_lost(room, event)) ||
	       (event->kind == EVENT_REFUSED && deed_refused(room, event));
}

void
ack_apply(struct room *room, const struct event *event)
{
	switch (event->kind) {
	case EVENT_ACK:
	case EVENT_SILENCE:
		begin(room, event);
		break;
	case EVENT_UNACK:
	case EVENT_DONE:
	case EVENT_NOTE:
	case EVENT_ASSIGN:
	case EVENT_DECIDE:
	case EVENT_CORRECT:
	case EVENT_DUTY:
	case EVENT_HANDOVER:
		deed_begin(room, event);
		break;
	case EVENT_ESCALATE:
	case EVENT_ANSWER:
		if (!is_said(event->person))
			return;
		deed_begin(room, event);
		break;
	case EVENT_KEPT:
	case EVENT_LOST:
	case EVENT_SENT:
	case EVENT_RETRY:
	case EVENT_REFUSED:
		if (!is_of_deed(room, event))
			outcome(room, event);
		return;
	default:
		return;
	}
	if (room_alert(room, event->subject))
		alert_changed(room, room_alert(room, event->subject));
	room_alerts_changed(room);
}

void
ack_fini(struct room *room)
{
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, room->acks);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		ack_free(value);
	g_hash_table_remove_all(room->dossiers);
	g_hash_table_remove_all(room->acks);
	g_hash_table_remove_all(room->remote_ids);
	g_hash_table_iter_init(&iter, room->marks);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		mark_free(value);
	g_hash_table_remove_all(room->marks);
	deed_fini(room);
}
