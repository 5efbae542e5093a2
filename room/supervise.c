/* The supervision list: limits that were missed, until somebody says what was done. */
#include "room/escalate.h"

#include "room/ack.h"
#include "room/apply.h"
#include "room/dossier.h"

#include <string.h>

/* Feedback is asked back after this, where the tier does not say. */
static const int64_t feedback_within_us = 2 * HOUR_US;

/* A later DONE closes it; one that came before does not. */
static bool
is_open(const struct dossier *d, const struct escalation *e)
{
	return e->is_missed && e->at_us > d->done_us;
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

static int64_t
seen_us(const struct dossier *d, int64_t since_us)
{
	for (guint i = 0; i < d->acks->len; i++) {
		const struct ack *ack = d->acks->pdata[i];

		if (ack->kind == ACK_SEEN && ack->at_us >= since_us)
			return ack->at_us;
	}
	return UNSAID;
}

static struct supervised *
item_of(const struct room *room, const struct dossier *d)
{
	const struct escalation *first = first_open(d), *last;
	struct supervised *item;
	int64_t within_us = feedback_within_us;

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
	item->seen_us = seen_us(d, first->at_us);
	if (item->alert && item->alert->tier && item->alert->tier->is.feedback_us != UNSAID)
		within_us = item->alert->tier->is.feedback_us;
	item->feedback_due_us =
	    (item->seen_us != UNSAID ? item->seen_us : item->since_us) + within_us;
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

void
supervise_needs(const struct room *room, GPtrArray *ids)
{
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, room->dossiers);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct dossier *d = value;
		const struct alert *alert = room_alert(room, d->key);
		bool is_listed = first_open(d) != NULL;

		for (guint i = 0; i < d->escalations->len; i++) {
			const struct escalation *e = g_ptr_array_index(d->escalations, i);

			if ((is_listed && e->at_us > d->done_us) ||
			    (alert && e->at_us >= alert->asks_since_us))
				needs_add(ids, e->id);
		}
	}
}
