/* What time ends: acknowledgements, and what was handled but still fires. */
#include "base/lang.h"
#include "room/ack.h"
#include "room/apply.h"
#include "room/dossier.h"
#include "room/order.h"

/* What a line calls a DONE that time ended. */
#define HANDLED N_("handled")

/* Handled and still firing: it ends as an acknowledgement of that tier would. UNSAID = never. */
static int64_t
done_until_us(const struct alert *alert)
{
	if (alert->more->done_us == UNSAID || alert->ack || !alert->tier ||
	    alert->tier->is.expiry_us == UNSAID)
		return UNSAID;
	return alert->more->done_us + alert->tier->is.expiry_us;
}

/* What ends `id`. Its instant is the end itself, however late somebody looks: a journal that is read
 * when nobody was there at the time gives the same room. */
static void
add(struct event_batch *batch, const char *id, const char *key, const char *what,
    const char *person, int64_t end_us)
{
	struct event *event = event_batch_add(batch, EVENT_EXPIRE, end_us);

	event->id = event_batch_derived_id(batch, EVENT_EXPIRE, id);
	event->cause = event_batch_str(batch, id);
	event->subject = event_batch_str(batch, key);
	event->target = event_batch_str(batch, person);
	event->text = what;
}

int64_t
expire_due_us(const struct alert *alert)
{
	int64_t done_us = done_until_us(alert), due_us = done_us == UNSAID ? INT64_MAX : done_us;

	for (const struct ack *ack = alert->ack; ack; ack = ack->next) {
		if (ack->until_us != UNSAID && ack->state != ACK_PENDING)
			due_us = MIN(due_us, ack->until_us);
	}
	return due_us;
}

static void
derive_chain(const struct ack *ack, int64_t now_us, struct event_batch *batch)
{
	for (; ack; ack = ack->next) {
		if (ack->until_us != UNSAID && ack->until_us <= now_us && ack->state != ACK_PENDING)
			add(batch, ack->id, ack->alert_key,
			    ack->kind == ACK_SEEN ? N_("acknowledgement") : N_("silence"),
			    ack->person, ack->until_us);
	}
}

void
expire_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	GPtrArray *due = order_due(room->order, now_us);
	GHashTableIter iter;
	void *value;

	for (guint i = 0; i < due->len; i++) {
		const struct alert *alert = g_ptr_array_index(due, i);
		int64_t end_us = done_until_us(alert);

		derive_chain(alert->ack, now_us, batch);
		if (end_us != UNSAID && end_us <= now_us)
			add(batch, alert->more->done_id, alert->key, HANDLED, alert->more->done_by,
			    end_us);
	}
	g_ptr_array_unref(due);
	g_hash_table_iter_init(&iter, room->marks);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		derive_chain(((const struct mark *)value)->ack, now_us, batch);
}

/* Handled long ago, and it still fires: unless a later feedback says otherwise. */
static void
expire_done(struct room *room, const struct event *event)
{
	struct dossier *d = dossier_find(room, event->subject);
	struct alert *alert = room_alert(room, event->subject);
	struct mark *mark = g_hash_table_lookup(room->marks, event->subject);

	if (!d || !g_str_equal(d->done_id, event->cause))
		return;
	d->done_over_us = event->at_us;
	if (alert)
		ack_forget_done(&alert_more(alert)->done_by, &alert_more(alert)->done_text,
		                &alert_more(alert)->done_id, &alert_more(alert)->done_us);
	else if (mark)
		ack_forget_done(&mark->done_by, &mark->done_text, &mark->done_id, &mark->done_us);
	dossier_settle(room, d);
}

void
expire_apply(struct room *room, const struct event *event)
{
	struct alert *alert;
	struct ack *ack;
	bool is_done;

	if (event->kind != EVENT_EXPIRE)
		return;
	is_done = g_str_equal(event->text, HANDLED);
	ack = room_ack(room, event->cause);
	alert = room_alert(room, event->subject);
	if (ack)
		ack_expire(room, ack);
	else
		expire_done(room, event);
	log_once(room, event, alert ? alert->team : "",
	         is_done ? _("%s by %s, but still firing: %s") : _("%s by %s expired: %s"),
	         *event->text ? _(event->text) : "", event->target,
	         ack_title(room, event->subject));
	if (alert) {
		ack_reopened(alert, event->at_us,
		             is_done ? N_("handled, but still firing") : N_("expired"));
		alert_changed(room, alert);
	}
	room_alerts_changed(room);
}

/* The earlier one of those that lie ahead. */
static int64_t
ahead(int64_t best_us, int64_t at_us, int64_t now_us)
{
	if (at_us == UNSAID || at_us <= now_us)
		return best_us;
	return best_us == UNSAID ? at_us : MIN(best_us, at_us);
}

int64_t
room_next_alert_deadline(const struct room *room, int64_t now_us)
{
	GHashTableIter iter;
	int64_t best_us = UNSAID;
	void *value;

	g_hash_table_iter_init(&iter, room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct alert *alert = value;

		if (alert->recovered_us == UNSAID && alert_is_unseen(alert) && alert->tier &&
		    alert->tier->is.limit_us != UNSAID)
			best_us =
			    ahead(best_us, alert->asks_since_us + alert->tier->is.limit_us, now_us);
		for (const struct ack *ack = alert->ack; ack; ack = ack->next)
			best_us = ahead(best_us, ack->until_us, now_us);
		best_us = ahead(best_us, done_until_us(alert), now_us);
	}
	return best_us;
}
