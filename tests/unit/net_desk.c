/* The UI thread's side of the net thread: starts it, and takes messages until the wanted one came. */
#include "tests/unit/net_desk.h"

#include <poll.h>

static void
free_batch(void *batch)
{
	event_batch_free_payload(batch);
}

struct desk
desk_open_all(GPtrArray *sources, const struct net_options *options)
{
	struct desk desk = { .mail = mailbox_new(),
		             .batches = g_ptr_array_new_with_free_func(free_batch) };
	struct err e;

	desk.net = net_start(sources, options, desk.mail, &e);
	assert_non_null(desk.net);
	return desk;
}

struct desk
desk_open(struct source_conf *conf, const struct net_options *options)
{
	GPtrArray *sources = g_ptr_array_new_with_free_func(source_conf_free_element);

	g_ptr_array_add(sources, conf);
	return desk_open_all(sources, options);
}

void
desk_close(struct desk *desk)
{
	int64_t start_us = clock_monotonic_us();

	net_stop(&desk->net);
	assert_true(clock_monotonic_us() - start_us <
	            5 * SEC_US); /* promised: 100 ms; the machine may be busy */
	mailbox_free(&desk->mail);
	g_ptr_array_unref(desk->batches);
}

static void
take_all(struct desk *desk)
{
	struct message m;

	while (mailbox_take(desk->mail, &m))
		g_ptr_array_add(desk->batches, m.payload);
}

/* The next event that was not looked at; NULL: none by now. */
static const struct event *
next(struct desk *desk)
{
	while (desk->batch < desk->batches->len) {
		const struct event_batch *batch = g_ptr_array_index(desk->batches, desk->batch);

		if (desk->event < batch->events->len)
			return event_at(batch, desk->event++);
		desk->batch++;
		desk->event = 0;
	}
	return NULL;
}

const struct event *
desk_wait_of(struct desk *desk, enum event_kind kind, const char *source)
{
	int64_t end_us = clock_monotonic_us() + PATIENCE_US;

	while (clock_monotonic_us() < end_us) {
		struct pollfd fd = { .fd = mailbox_fd(desk->mail), .events = POLLIN };
		const struct event *event;

		while ((event = next(desk)))
			if (event->kind == kind && (!source || !g_strcmp0(event->source, source)))
				return event;
		poll(&fd, 1, 100);
		take_all(desk);
	}
	fail_msg("no event of the kind %s came", event_kind_name(kind));
	return NULL;
}

const struct event *
desk_wait(struct desk *desk, enum event_kind kind)
{
	return desk_wait_of(desk, kind, NULL);
}

unsigned
desk_count(const struct desk *desk, enum event_kind kind)
{
	unsigned n = 0;

	for (guint i = 0; i < desk->batches->len; i++) {
		const struct event_batch *batch = g_ptr_array_index(desk->batches, i);

		for (guint k = 0; k < batch->events->len; k++)
			n += event_at(batch, k)->kind == kind;
	}
	return n;
}
