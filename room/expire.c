/* What time ends: acknowledgements, and what was handled but still fires. */
#include "room/ack.h"
#include "room/apply.h"

/* How long the room remembers that an alert was handled which no source shows. */
static const int64_t mark_keep_us = DAY_US;

/* Handled and still firing: it ends as an acknowledgement of that tier would. UNSAID = never. */
static int64_t
done_until_us(const struct alert *alert)
{
	if (alert->done_us == UNSAID || alert->ack || !alert->tier ||
	    alert->tier->is.expiry_us == UNSAID)
		return UNSAID;
	return alert->done_us + alert->tier->is.expiry_us;
}

static bool
expire_alert(struct room *room, struct alert *alert, int64_t now_us)
{
	struct event event = {
		.kind = EVENT_UNACK, .at_us = now_us, .person = "", .subject = alert->key
	};
	int64_t done_end_us = done_until_us(alert);
	int64_t end_us = ack_end_expired(&alert->ack, now_us);

	if (done_end_us != UNSAID && done_end_us <= now_us) {
		ack_reopen(room, alert, &event, done_end_us, "handled, but still firing");
	} else if (end_us != UNSAID) {
		event.at_us = end_us;
		ack_asks_again(room, alert, &event, end_us, "expired");
	} else {
		return false;
	}
	alert_changed(room, alert);
	return true;
}

static void
expire_marks(struct room *room, int64_t now_us)
{
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, room->marks);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct mark *mark = value;

		ack_end_expired(&mark->ack, now_us);
		if (mark->ack || (mark->done_us != UNSAID && now_us - mark->done_us < mark_keep_us))
			continue;
		g_hash_table_iter_remove(&iter);
		mark_free(mark);
	}
}

/* Is there anything on this alert that is over? */
static bool
is_due(const struct alert *alert, int64_t now_us)
{
	int64_t done_end_us = done_until_us(alert);

	for (const struct ack *ack = alert->ack; ack; ack = ack->next) {
		if (ack->until_us != UNSAID && ack->until_us <= now_us && ack->state != ACK_PENDING)
			return true;
	}
	return done_end_us != UNSAID && done_end_us <= now_us;
}

bool
room_expire(struct room *room, int64_t now_us)
{
	GPtrArray *due = g_ptr_array_new();
	GHashTableIter iter;
	bool changed = false;
	void *alert;

	g_hash_table_iter_init(&iter, room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &alert)) {
		if (is_due(alert, now_us))
			g_ptr_array_add(due, alert);
	}
	for (guint i = 0; i < due->len; i++)
		changed |= expire_alert(room, g_ptr_array_index(due, i), now_us);
	g_ptr_array_unref(due);
	expire_marks(room, now_us);
	return changed;
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
