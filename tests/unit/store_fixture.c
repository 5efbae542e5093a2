/* For the tests of store/: one console's end of a journal, and what it heard. */
#include "tests/unit/store_fixture.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

static void
free_delivery(gpointer d)
{
	delivery_free_payload(d);
}

static void
forget(struct desk *d)
{
	g_ptr_array_set_size(d->kept, 0);
	g_ptr_array_set_size(d->lost, 0);
	g_ptr_array_set_size(d->due, 0);
	g_ptr_array_set_size(d->order, 0);
	g_ptr_array_set_size(d->retries, 0);
	g_hash_table_remove_all(d->past);
	memset(&d->journal, 0, sizeof d->journal);
	d->complaints = 0;
}

static void
hear_consoles(struct desk *d, const struct event *e)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < e->n_peers; i++)
		g_string_append_printf(text, "%s%s@%s%s", i ? " " : "", e->peers[i].person,
		                       e->peers[i].terminal, e->peers[i].is_self ? "(self)" : "");
	g_free(d->consoles);
	d->consoles = g_string_free(text, FALSE);
}

static void
hear_event(struct desk *d, int kind, const struct event *e)
{
	if (e->kind == EVENT_KEPT)
		g_ptr_array_add(d->order, g_strdup(e->cause));
	if (e->kind == EVENT_KEPT && kind == MESSAGE_STORED)
		g_ptr_array_add(d->kept, g_strdup(e->cause));
	if (e->kind == EVENT_LOST) {
		g_ptr_array_add(d->lost, g_strdup(e->cause));
		g_strlcpy(d->reason, e->text, sizeof d->reason);
	}
	if (e->kind == EVENT_RETRY)
		g_ptr_array_add(d->retries, g_strdup_printf("%s: %s", e->cause, e->text));
	if (e->kind == EVENT_CONSOLES)
		hear_consoles(d, e);
	if (kind == MESSAGE_PAST && e->kind != EVENT_KEPT && e->kind != EVENT_RETRY)
		g_hash_table_insert(d->past, g_strdup(e->id), g_strdup(event_kind_name(e->kind)));
}

static void
hear_events(struct desk *d, int kind, const struct event_batch *batch)
{
	for (guint i = 0; i < batch->events->len; i++)
		hear_event(d, kind, g_ptr_array_index(batch->events, i));
}

static void
hear_journal(struct desk *d, const struct journal_state *journal)
{
	d->journal = *journal;
	d->complaints += !journal->open;
}

void
desk_listen(struct desk *d, const guint *count, guint n, int ms)
{
	int64_t until_us = clock_monotonic_us() + ms * MSEC_US;
	struct message m;

	while (*count < n && clock_monotonic_us() < until_us) {
		struct pollfd fd = { .fd = mailbox_fd(d->mailbox), .events = POLLIN };

		poll(&fd, 1, 20);
		while (mailbox_take(d->mailbox, &m)) {
			if (m.kind == MESSAGE_DUE) {
				g_ptr_array_add(d->due, m.payload);
				continue;
			}
			if (m.kind == MESSAGE_REPEAT) {
				d->repeats++;
				continue;
			}
			if (m.kind == MESSAGE_JOURNAL)
				hear_journal(d, m.payload);
			else
				hear_events(d, m.kind, m.payload);
			m.free_payload(m.payload);
		}
	}
}

void
desk_start(struct desk *d)
{
	struct message of_before;
	guint never = 0;

	while (mailbox_take(d->mailbox, &of_before))
		of_before.free_payload(of_before.payload);
	forget(d);
	d->store = store_start(d->path, d->mailbox);
	for (int i = 0; i < 3000 && !d->journal.read; i++)
		desk_listen(d, &never, 1, 20);
	assert_true(d->journal.read);
}

static struct desk *
desk_new(const char *dir, const char *path)
{
	struct desk *d = g_new0(struct desk, 1);

	d->dir = g_strdup(dir);
	d->path = g_strdup(path);
	d->mailbox = mailbox_new();
	d->kept = g_ptr_array_new_with_free_func(g_free);
	d->lost = g_ptr_array_new_with_free_func(g_free);
	d->due = g_ptr_array_new_with_free_func(free_delivery);
	d->order = g_ptr_array_new_with_free_func(g_free);
	d->retries = g_ptr_array_new_with_free_func(g_free);
	d->past = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return d;
}

int
desk_set_up(void **state)
{
	char *dir = g_dir_make_tmp("warroom-store-XXXXXX", NULL);
	char *path = g_build_filename(dir, "deeper", "room.db", NULL);

	*state = desk_new(dir, path);
	g_free(path);
	g_free(dir);
	return 0;
}

struct desk *
desk_beside(const struct desk *d)
{
	return desk_new(d->dir, d->path);
}

void
desk_close(struct desk *d)
{
	store_stop(&d->store);
	mailbox_free(&d->mailbox);
	g_ptr_array_unref(d->kept);
	g_ptr_array_unref(d->lost);
	g_ptr_array_unref(d->due);
	g_ptr_array_unref(d->order);
	g_ptr_array_unref(d->retries);
	g_hash_table_unref(d->past);
	g_free(d->consoles);
	g_free(d->path);
	g_free(d->dir);
	g_free(d);
}

int
desk_tear_down(void **state)
{
	struct desk *d = *state;
	char *command = g_strdup_printf("rm -rf '%s'", d->dir);

	desk_close(d);
	if (system(command) != 0)
		fail_msg("'%s' failed", command);
	g_free(command);
	return 0;
}

char *
acknowledge(struct store *store, const char *key, int64_t grace_us)
{
	struct event_batch *batch = event_batch_new();
	struct event *e = event_batch_add(batch, EVENT_ACK, 1000 * SEC_US);
	struct delivery *d = delivery_new();
	GPtrArray *deliveries = g_ptr_array_new();
	char *id;

	e->id = event_batch_uuid(batch);
	e->person = "lin";
	e->subject = event_batch_str(batch, key);
	e->text = "我来看 \"quoted\"";
	e->until_us = 2000 * SEC_US;
	id = g_strdup(e->id);
	d->kind = EVENT_ACK;
	delivery_set(&d->id, id);
	delivery_set(&d->source, "am");
	delivery_set(&d->alert_key, key);
	delivery_set(&d->comment, e->text);
	delivery_add_label(d, "alertname", "OrderSuccessLow");
	d->at_us = e->at_us;
	d->until_us = e->until_us;
	d->not_before_us = e->at_us + grace_us;
	g_ptr_array_add(deliveries, d);
	store_append(store, batch, deliveries);
	return id;
}

void
take_back(struct store *store, const char *key, const char *ack_id)
{
	struct event_batch *batch = event_batch_new();
	struct event *e = event_batch_add(batch, EVENT_UNACK, 1001 * SEC_US);
	struct delivery *d = delivery_new();
	GPtrArray *deliveries = g_ptr_array_new();

	e->id = event_batch_uuid(batch);
	e->cause = event_batch_str(batch, ack_id);
	e->subject = event_batch_str(batch, key);
	d->kind = EVENT_UNACK;
	delivery_set(&d->id, e->id);
	delivery_set(&d->ack_id, ack_id);
	d->at_us = d->not_before_us = e->at_us;
	g_ptr_array_add(deliveries, d);
	store_append(store, batch, deliveries);
}

void
tell_outcome(struct store *store, enum event_kind kind, const char *id, const char *remote_id,
             int64_t delay_us)
{
	struct event_batch *batch = event_batch_new();
	struct event *e = event_batch_add(batch, kind, 1002 * SEC_US);

	e->cause = event_batch_str(batch, id);
	e->remote_id = event_batch_str(batch, remote_id);
	e->until_us = e->at_us + delay_us;
	store_append(store, batch, NULL);
}
