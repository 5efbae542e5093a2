/* The journal: what people did, durable, and the outbox of what must still leave the room. */
#include "store/store.h"

#include "base/lang.h"
#include "store/store_thread.h"

#include <glib/gstdio.h>

/* So long a store that is to stop still waits for another program's lock. */
#define LAST_WAIT_US (3 * SEC_US / 2)
/* The start is for other things. */
#define FIRST_GROWTH_US (3 * MIN_US)

/* While the disk is slow, observations that come are given up when so many requests wait. */
enum { REQUESTS_WAITING = 16 };

static void
delivery_free_element(gpointer d)
{
	delivery_free_payload(d);
}

static void
append_free(void *payload)
{
	struct append *a = payload;

	event_batch_free(&a->events);
	if (a->deliveries)
		g_ptr_array_unref(a->deliveries);
	g_free(a);
}

static void
checkpoint_free(void *payload)
{
	struct checkpoint *c = payload;

	g_ptr_array_unref(c->ids);
	g_free(c);
}

struct store *
store_start_with(const struct store_options *options, struct mailbox *to_ui)
{
	struct store *s = g_new0(struct store, 1);

	s->is = *options;
	s->is.path = g_strdup(options->path);
	s->is.basis = g_strdup(options->basis ? options->basis : "");
	s->in = mailbox_new();
	s->to_ui = to_ui;
	s->observed = observed_new();
	s->observe_us = UNSAID;
	s->next_growth_us = clock_monotonic_us() + FIRST_GROWTH_US;
	if (!s->in || pthread_create(&s->thread, NULL, store_run, s) != 0)
		g_error("%s", _("the system has no descriptor or thread left for the journal"));
	return s;
}

struct store *
store_start(const char *path, struct mailbox *to_ui)
{
	return store_start_with(&(struct store_options){ .path = path }, to_ui);
}

struct store *
store_start_reading(const char *path, struct mailbox *to_ui)
{
	return store_start_with(&(struct store_options){ .path = path, .is_reading = true }, to_ui);
}

void
store_stop(struct store **store)
{
	struct store *s = *store;

	if (!s)
		return;
	*store = NULL;
	s->hurry_us = clock_monotonic_us() + LAST_WAIT_US;
	mailbox_post(s->in, REQUEST_STOP, NULL, NULL);
	pthread_join(s->thread, NULL);
	mailbox_free(&s->in);
	presence_free(s->who);
	g_free(s->consoles);
	observed_free(&s->observed);
	g_free((char *)s->is.path);
	g_free((char *)s->is.basis);
	g_free(s);
}

void
store_append(struct store *store, struct event_batch *events, GPtrArray *deliveries)
{
	struct append *a = g_new(struct append, 1);

	if (deliveries)
		g_ptr_array_set_free_func(deliveries, delivery_free_element);
	*a = (struct append){ events, deliveries, clock_monotonic_us() };
	mailbox_post(store->in, REQUEST_APPEND, a, append_free);
}

void
store_present(struct store *store, const struct presence *who)
{
	struct presence *copy = g_new(struct presence, 1);

	*copy = (struct presence){ g_strdup(who->person), g_strdup(who->terminal_user),
		                   g_strdup(who->terminal), g_strdup(who->mode) };
	mailbox_post(store->in, REQUEST_PRESENT, copy, presence_free);
}

/* Comes with every poll, and is mostly no news; of a metric one value in ten seconds is kept: it can wait until the thread
 * wakes for something else. */
static bool
is_routine(const struct event_batch *events)
{
	for (guint i = 0; i < events->events->len; i++) {
		const struct event *event = g_ptr_array_index(events->events, i);

		if (event->kind != EVENT_SOURCE && event->kind != EVENT_SAMPLE)
			return false;
	}
	return true;
}

void
store_observe(struct store *store, struct event_batch *events)
{
	bool is_kept = store->is.path && !store->is.is_reading && events->events->len > 0;

	if (is_kept && mailbox_has_room(store->in, REQUESTS_WAITING, 0)) {
		if (is_routine(events))
			mailbox_leave(store->in, REQUEST_OBSERVE_LATE, events, event_batch_free_payload);
		else
			mailbox_post(store->in, REQUEST_OBSERVE, events, event_batch_free_payload);
		return;
	}
	if (is_kept)
		atomic_store(&store->has_missed, true);
	event_batch_free(&events);
}

void
store_checkpoint(struct store *store, GPtrArray *ids, int64_t seq)
{
	struct checkpoint *c = g_new(struct checkpoint, 1);

	*c = (struct checkpoint){ ids, seq };
	mailbox_post(store->in, REQUEST_CHECKPOINT, c, checkpoint_free);
}

void
store_warning(int64_t used_bytes, int64_t limit_bytes, char *buf, size_t size)
{
	char *used = g_format_size((guint64)used_bytes),
	     *limit = g_format_size((guint64)limit_bytes);

	g_snprintf(buf, (gulong)size,
	           _("the journal is %s, its limit %s; actions are kept as proof: raise"
	             " journal_limit, or 'warroom backup', then a new journal path or room name"),
	           used, limit);
	g_free(used);
	g_free(limit);
}

void
store_file_warning(const char *path, int64_t limit_bytes, char *buf, size_t size)
{
	GStatBuf at;

	*buf = '\0';
	if (limit_bytes > 0 && g_stat(path, &at) == 0 && at.st_size > limit_bytes)
		store_warning(at.st_size, limit_bytes, buf, size);
}
