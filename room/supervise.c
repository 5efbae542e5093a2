/* The supervision list: limits that were missed, until somebody says what was done. */
#include "room/escalate.h"

#include "base/lang.h"
#include "room/ack.h"
#include "room/apply.h"
#include "room/dossier.h"
#include "room/order.h"

#include <string.h>

/* Feedback is asked back after this, where the tier does not say. */
static const int64_t feedback_within_us = 2 * HOUR_US;

/* A later DONE closes it; one that came before does not. */
static bool
is_open(const struct dossier *d, const struct escalation *e)
{
	return e->is_missed && e->at_us > dossier_done_us(d);
}

static const struct escalation *
first_open(const struct dossier *d)
{
	for (guint i = 0; i < d->escalations->len; i++) {
		if (is_open(d, d->escalations->pdata[i]))
			return d->escalations->pdata[i];
	}
	return NULL;
}

/* The first acknowledgement at or after that still stands; NULL: nobody has it. */
static const struct ack *
seen(const struct dossier *d, int64_t since_us)
{
	for (guint i = 0; i < d->acks->len; i++) {
		const struct ack *ack = d->acks->pdata[i];

		if (ack->kind == ACK_SEEN && ack->state != ACK_ENDED && ack->at_us >= since_us)
			return ack;
	}
	return NULL;
}

static int64_t
feedback_due_us(const struct room *room, const struct dossier *d, const struct escalation *first,
                const struct ack *had)
{
	const struct alert *alert = room_alert(room, d->key);
	int64_t within_us = feedback_within_us;

	if (alert && alert->tier && alert->tier->is.feedback_us != UNSAID)
		within_us = alert->tier->is.feedback_us;
	return (had ? had->at_us : first->at_us) + within_us;
}

static struct supervised *
item_of(const struct room *room, const struct dossier *d)
{
	const struct escalation *first = first_open(d), *last;
	const struct ack *had = first ? seen(d, first->at_us) : NULL;
	struct supervised *item;

	if (!first)
		return NULL;
	item = g_new0(struct supervised, 1);
	last = dossier_escalated(d, first->at_us);
	item->key = d->key;
	item->alert = room_alert(room, d->key);
	item->title = item->alert ? item->alert->title : *d->title ? d->title : d->key;
	item->since_us = first->at_us;
	item->step = last->step;
	item->to = last->to;
	item->seen_us = had ? had->at_us : UNSAID;
	item->first_id = first->id;
	item->owes = had ? had->person : last->to;
	item->is_feedback_late = first->is_feedback_late;
	item->feedback_due_us = feedback_due_us(room, d, first, had);
	return item;
}

static gint
by_age(gconstpointer a, gconstpointer b)
{
	const struct supervised *x = *(const struct supervised *const *)a;
	const struct supervised *y = *(const struct supervised *const *)b;

	if (x->since_us != y->since_us)
		return x->since_us < y->since_us ? -1 : 1;
	return strcmp(x->key, y->key);
}

GPtrArray *
room_supervised(const struct room *room)
{
	GPtrArray *items = g_ptr_array_new_with_free_func(g_free);
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, room->dossiers);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct supervised *item = item_of(room, value);

		if (item)
			g_ptr_array_add(items, item);
	}
	g_ptr_array_sort(items, by_age);
	return items;
}

const char *
room_supervised_title(const struct room *room, const char *key)
{
	const struct dossier *d = dossier_find(room, key);
	struct supervised *item = d ? item_of(room, d) : NULL;
	const char *title = item ? item->title : NULL;

	g_free(item);
	return title;
}

static void
derive_late(const struct supervised *item, struct event_batch *batch)
{
	struct event *event = event_batch_add(batch, EVENT_FEEDBACK_LATE, item->feedback_due_us);

	event->id = event_batch_derived_id(batch, EVENT_FEEDBACK_LATE, item->first_id);
	event->cause = event_batch_str(batch, item->first_id);
	event->subject = event_batch_str(batch, item->key);
	event->target = event_batch_str(batch, item->owes);
}

/* When feedback is due that was not called late yet; INT64_MAX: never. */
static int64_t
next_due_us(const struct room *room, const struct dossier *d)
{
	const struct escalation *first = first_open(d);

	if (!first || first->is_feedback_late)
		return INT64_MAX;
	return feedback_due_us(room, d, first, seen(d, first->at_us));
}

void
supervise_touch(struct room *room, const char *key)
{
	struct dossier *d = dossier_find(room, key);
	bool is_open;

	if (!d || d->escalations->len == 0)
		return;
	is_open = first_open(d) != NULL;
	room->order->supervised += is_open;
	room->order->supervised -= d->is_supervised;
	d->is_supervised = is_open;
	room->order->feedback_due_us = MIN(room->order->feedback_due_us, next_due_us(room, d));
}

unsigned
room_supervised_count(const struct room *room)
{
	return room->order->supervised;
}

/* After a storm there are very many of them: nobody looks before the first one can be due, and of what one
 * look leaves over, the first is due at once. */
void
supervise_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	int64_t next_us = INT64_MAX;
	GPtrArray *late;
	GHashTableIter iter;
	void *value;

	if (now_us < room->order->feedback_due_us)
		return;
	late = g_ptr_array_new_with_free_func(g_free);
	g_hash_table_iter_init(&iter, room->dossiers);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		int64_t due_us = next_due_us(room, value);

		next_us = MIN(next_us, due_us);
		if (due_us <= now_us)
			g_ptr_array_add(late, item_of(room, value));
	}
	g_ptr_array_sort(late, by_age);
	for (guint i = 0; i < late->len && i < FEEDBACK_MOST; i++)
		derive_late(g_ptr_array_index(late, i), batch);
	g_ptr_array_unref(late);
	room->order->feedback_due_us = next_us;
}

void
supervise_apply(struct room *room, const struct event *event)
{
	struct dossier *d =
	    event->kind == EVENT_FEEDBACK_LATE ? dossier_find(room, event->subject) : NULL;
	const struct alert *alert = room_alert(room, event->subject);

	for (guint i = 0; d && i < d->escalations->len; i++) {
		struct escalation *e = g_ptr_array_index(d->escalations, i);

		if (strcmp(e->id, event->cause) != 0 || e->is_feedback_late)
			continue;
		e->is_feedback_late = true;
		room_log(room, event, alert ? alert->team : "",
		         _("feedback overdue%s%s: nobody said what was done about %s"),
		         *event->target ? _(" from ") : "", event->target,
		         alert       ? alert->title
		         : *d->title ? d->title
		                     : d->key);
		room_alerts_changed(room);
	}
}

void
supervise_needs(const struct room *room, GPtrArray *ids)
{
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, room->dossiers);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct dossier *d = value;
		const struct alert *alert = room_alert(room, d->key);
		bool is_listed = first_open(d) != NULL, any = false;

		for (guint i = 0; i < d->escalations->len; i++) {
			const struct escalation *e = g_ptr_array_index(d->escalations, i);

			if ((is_listed && e->at_us > dossier_done_us(d)) ||
			    (alert && e->at_us >= alert->asks_since_us)) {
				needs_add(ids, e->id);
				if (e->is_feedback_late)
					needs_add_derived(ids, EVENT_FEEDBACK_LATE, e->id);
				any = true;
			}
		}
		/* without it those that it closed would be open again */
		if (any)
			needs_add(ids, d->done_id);
	}
}
