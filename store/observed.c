/* Observations that wait to be written: taken in slices, and never more than memory can bear. */
#include "store/observed.h"

#include "store/sqlite.h"

struct observed {
	GQueue batches; /* struct event_batch *, oldest first; only events that may be kept */
	guint done;     /* of the oldest batch's events */
	size_t count;
	bool has_given_up;
};

struct observed *
observed_new(void)
{
	struct observed *o = g_new0(struct observed, 1);

	g_queue_init(&o->batches);
	return o;
}

void
observed_free(struct observed **o)
{
	if (!*o)
		return;
	g_queue_clear_full(&(*o)->batches, event_batch_free_payload);
	g_free(*o);
	*o = NULL;
}

static void
drop_oldest_batch(struct observed *o)
{
	struct event_batch *batch = g_queue_pop_head(&o->batches);

	o->count -= batch->events->len - o->done;
	o->done = 0;
	event_batch_free(&batch);
}

void
observed_add(struct observed *o, struct event_batch *batch)
{
	guint kept = 0;

	for (guint i = 0; i < batch->events->len; i++) {
		gpointer event = g_ptr_array_index(batch->events, i);

		if (journal_is_kept(event))
			batch->events->pdata[kept++] = event;
	}
	g_ptr_array_set_size(batch->events, (gint)kept);
	if (kept == 0) {
		event_batch_free(&batch);
		return;
	}
	g_queue_push_tail(&o->batches, batch);
	o->count += kept;
	while (o->count > OBSERVED_MAX && o->batches.length > 1) {
		drop_oldest_batch(o);
		o->has_given_up = true;
	}
}

bool
observed_has_given_up(struct observed *o)
{
	bool yes = o->has_given_up;

	o->has_given_up = false;
	return yes;
}

GPtrArray *
observed_slice(const struct observed *o, guint max)
{
	GPtrArray *slice = g_ptr_array_new();
	guint from = o->done;

	for (const GList *l = o->batches.head; l && slice->len < max; l = l->next) {
		const struct event_batch *batch = l->data;

		for (guint i = from; i < batch->events->len && slice->len < max; i++)
			g_ptr_array_add(slice, g_ptr_array_index(batch->events, i));
		from = 0;
	}
	return slice;
}

void
observed_drop(struct observed *o, guint n)
{
	while (n > 0 && o->batches.head) {
		const struct event_batch *batch = o->batches.head->data;
		guint left = batch->events->len - o->done;

		if (n >= left) {
			n -= left;
			drop_oldest_batch(o);
		} else {
			o->done += n;
			o->count -= n;
			n = 0;
		}
	}
}

size_t
observed_count(const struct observed *o)
{
	return o->count;
}
