/* What time ends: acknowledgements, and what was handled but still fires. */
#include "room/ack.h"
#include "room/apply.h"

#include <string.h>

/* Handled and still firing: it ends as an acknowledgement of that tier would. UNSAID = never. */
static int64_t
done_until_us(const struct alert *alert)
{
	if (alert->done_us == UNSAID || alert->ack || !alert->tier ||
	    alert->tier->is.expiry_us == UNSAID)
		return UNSAID;
	return alert->done_us + alert->tier->is.expiry_us;
}

/* What ends `id`. Its instant is the end itself, however late somebody looks: a journal that is read
 * when nobody was there at the time gives the same room. */
static void
add(struct event_batch *batch, const char *id, const char *key, int64_t end_us)
{
	struct event *event = event_batch_add(batch, EVENT_EXPIRE, end_us);

	event->id = event_batch_derived_id(batch, EVENT_EXPIRE, id);
	event->cause = event_batch_str(batch, id);
	event->subject = event_batch_str(batch, key);
}

static void
derive_chain(const struct ack *ack, int64_t now_us, struct event_batch *batch)
{
	for (; ack; ack = ack->next) {
		if (ack->until_us != UNSAID && ack->until_us <= now_us && ack->state != ACK_PENDING)
			add(batch, ack->id, ack->alert_key, ack->until_us);
	}
}

void
expire_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct alert *alert = value;
		int64_t end_us = done_until_us(alert);

		derive_chain(alert->ack, now_us, batch);
		if (end_us != UNSAID && end_us <= now_us)
			add(batch, alert->done_id, alert->key, end_us);
	}
	g_hash_table_iter_init(&iter, room->marks);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		derive_chain(((const struct mark *)value)->ack, now_us, batch);
}

void
expire_apply(struct room *room, const struct event *event)
{
	struct ack *ack;
	struct alert *alert;

	if (event->kind != EVENT_EXPIRE)
		return;
	ack = room_ack(room, event->cause);
	alert = room_alert(room, event->subject);
	if (ack && ack->state != ACK_ENDED && ack->state != ACK_LOST) {
		ack_end(ack_chain(room, ack->alert_key), ack, "expired");
		if (alert)
			ack_asks_again(room, alert, event, event->at_us, "expired");
	} else if (alert && alert->done_us != UNSAID && g_str_equal(alert->done_id, event->cause)) {
		ack_reopen(room, alert, event, event->at_us, "handled, but still firing");
	}
	if (alert)
		alert_changed(room, alert);
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

static void
chain_needs(const struct ack *ack, GPtrArray *ids)
{
	for (; ack; ack = ack->next) {
		if (ack->state != ACK_PENDING)
			needs_add(ids, ack->id);
	}
}

static const struct ack *
standing_chain(const struct room *room, const char *key)
{
	const struct alert *alert = room_alert(room, key);
	const struct mark *mark = alert ? NULL : g_hash_table_lookup(room->marks, key);

	return alert ? alert->ack : mark ? mark->ack : NULL;
}

/* Those that a standing one extends say since when its person has the alert. */
static void
extended_needs(const struct room *room, const struct ack *ended, GPtrArray *ids)
{
	for (const struct ack *ack = standing_chain(room, ended->alert_key); ack; ack = ack->next) {
		if (ended->at_us >= ack->since_us && ended->at_us < ack->at_us &&
		    ended->kind == ack->kind && strcmp(ended->person, ack->person) == 0)
			needs_add(ids, ended->id);
	}
}

void
ack_needs(const struct room *room, GPtrArray *ids)
{
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct alert *alert = value;

		chain_needs(alert->ack, ids);
		needs_add(ids, alert->done_id);
	}
	g_hash_table_iter_init(&iter, room->marks);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct mark *mark = value;

		chain_needs(mark->ack, ids);
		needs_add(ids, mark->done_id);
	}
	g_hash_table_iter_init(&iter, room->acks);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct ack *ack = value;

		if (ack->state == ACK_ENDED)
			extended_needs(room, ack, ids);
	}
}
