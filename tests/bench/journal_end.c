/* One end of the journal without a console around it. */
#include "tests/bench/journal_end.h"

#include "room/message.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

enum { WAIT_MS = 10000 };

/* The next message; ends the bench when none comes. */
static struct message
next_message(struct journal_end *end)
{
	struct pollfd fd = { .fd = mailbox_fd(end->mailbox), .events = POLLIN };
	struct message m;

	if (poll(&fd, 1, WAIT_MS) <= 0 || !mailbox_take(end->mailbox, &m)) {
		fprintf(stderr, "bench: the journal does not answer\n");
		exit(1);
	}
	return m;
}

static void
drop(struct message *m)
{
	if (m->free_payload)
		m->free_payload(m->payload);
}

void
journal_end_open(struct journal_end *end, const char *path)
{
	const struct store_options options = { .path = path, .leaves_due = true };
	bool is_open = false;

	end->mailbox = mailbox_new();
	end->store = store_start_with(&options, end->mailbox);
	while (!is_open) {
		struct message m = next_message(end);

		is_open =
		    m.kind == MESSAGE_JOURNAL && ((const struct journal_state *)m.payload)->open;
		drop(&m);
	}
}

void
journal_end_close(struct journal_end *end)
{
	store_stop(&end->store);
	mailbox_free(&end->mailbox);
}

static struct event *
add_event(struct event_batch *batch, enum event_kind kind, int64_t at_us)
{
	struct event *e = event_batch_add(batch, kind, at_us);

	e->id = event_batch_uuid(batch);
	e->person = event_batch_str(batch, "lin");
	e->text = event_batch_str(batch, "gateway looked after, nothing to see");
	return e;
}

void
journal_end_note(struct journal_end *end)
{
	struct event_batch *batch = event_batch_new();
	struct message m;

	add_event(batch, EVENT_NOTE, clock_real_us());
	store_append(end->store, batch, NULL);
	while (mailbox_take(end->mailbox, &m))
		drop(&m);
}

static struct delivery *
new_delivery(const struct event *ack)
{
	struct delivery *d = delivery_new();

	d->kind = EVENT_ACK;
	delivery_set(&d->id, ack->id);
	delivery_set(&d->source, "alertmanager");
	delivery_set(&d->alert_key, ack->subject);
	delivery_set(&d->comment, ack->text);
	delivery_add_label(d, "alertname", "OrderSuccessLow");
	delivery_add_label(d, "severity", "critical");
	d->at_us = ack->at_us;
	d->until_us = ack->until_us;
	d->not_before_us = ack->at_us + HOUR_US;
	return d;
}

void
journal_end_acknowledge(struct journal_end *end, unsigned n)
{
	struct event_batch *batch = event_batch_new();
	GPtrArray *deliveries = g_ptr_array_new();
	bool is_answered = false;

	for (unsigned i = 0; i < n; i++) {
		struct event *ack = add_event(batch, EVENT_ACK, clock_real_us());
		char key[32];

		snprintf(key, sizeof key, "alertmanager/%016x", i);
		ack->subject = event_batch_str(batch, key);
		ack->until_us = ack->at_us + HOUR_US;
		g_ptr_array_add(deliveries, new_delivery(ack));
	}
	store_append(end->store, batch, deliveries);
	while (!is_answered) {
		struct message m = next_message(end);

		is_answered = m.kind == MESSAGE_STORED;
		drop(&m);
	}
}
