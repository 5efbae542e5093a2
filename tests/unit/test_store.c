/* The journal and its outbox: what is confirmed is there after a kill, and what must leave is due
 * exactly once. */
#include "room/message.h"
#include "store/store.h"

#include <glib/gstdio.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct desk {
	char *dir, *path;
	struct mailbox *mailbox;
	struct store *store;
	/* what was heard so far */
	GPtrArray *kept, *lost, *due; /* ids; due: struct delivery */
	GHashTable *past;             /* id -> kind name */
	struct journal_state journal;
	char reason[256];
};

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
	g_hash_table_remove_all(d->past);
	memset(&d->journal, 0, sizeof d->journal);
}

static void
hear_events(struct desk *d, int kind, const struct event_batch *batch)
{
	for (guint i = 0; i < batch->events->len; i++) {
		const struct event *e = g_ptr_array_index(batch->events, i);

		if (kind == MESSAGE_PAST && e->kind != EVENT_KEPT)
			g_hash_table_insert(d->past, g_strdup(e->id),
			                    g_strdup(event_kind_name(e->kind)));
		else if (e->kind == EVENT_KEPT && kind == MESSAGE_STORED)
			g_ptr_array_add(d->kept, g_strdup(e->cause));
		else if (e->kind == EVENT_LOST) {
			g_ptr_array_add(d->lost, g_strdup(e->cause));
			g_strlcpy(d->reason, e->text, sizeof d->reason);
		}
	}
}

/* Listens until *count reaches n, or the time is up. */
static void
listen_for(struct desk *d, const guint *count, guint n, int ms)
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
			if (m.kind == MESSAGE_JOURNAL)
				d->journal = *(struct journal_state *)m.payload;
			else
				hear_events(d, m.kind, m.payload);
			m.free_payload(m.payload);
		}
	}
}

static void
start(struct desk *d)
{
	guint never = 0;

	forget(d);
	d->store = store_start(d->path, d->mailbox);
	for (int i = 0; i < 100 && !d->journal.read; i++)
		listen_for(d, &never, 1, 20);
	assert_true(d->journal.read);
}

static int
set_up(void **state)
{
	struct desk *d = g_new0(struct desk, 1);

	d->dir = g_dir_make_tmp("warroom-store-XXXXXX", NULL);
	d->path = g_build_filename(d->dir, "deeper", "room.db", NULL);
	d->mailbox = mailbox_new();
	d->kept = g_ptr_array_new_with_free_func(g_free);
	d->lost = g_ptr_array_new_with_free_func(g_free);
	d->due = g_ptr_array_new_with_free_func(free_delivery);
	d->past = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	*state = d;
	return 0;
}

static int
tear_down(void **state)
{
	struct desk *d = *state;
	char *command = g_strdup_printf("rm -rf '%s'", d->dir);

	store_stop(&d->store);
	if (system(command) != 0)
		fail_msg("cannot remove %s", d->dir);
	g_free(command);
	mailbox_free(&d->mailbox);
	g_ptr_array_unref(d->kept);
	g_ptr_array_unref(d->lost);
	g_ptr_array_unref(d->due);
	g_hash_table_unref(d->past);
	g_free(d->path);
	g_free(d->dir);
	g_free(d);
	return 0;
}

/* An acknowledgement as the session makes it; gives its id (the caller's). */
static char *
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

static void
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

static void
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

static void
an_acknowledgement_is_durable_and_leaves_once(void **state)
{
	struct desk *d = *state;
	const struct delivery *due;
	char *id;

	start(d);
	assert_true(d->journal.open);
	id = acknowledge(d->store, "am/1", 0);
	listen_for(d, &d->due->len, 1, 2000);
	assert_string_equal(g_ptr_array_index(d->kept, 0), id);
	due = g_ptr_array_index(d->due, 0);
	assert_string_equal(due->id, id);
	assert_string_equal(due->comment, "我来看 \"quoted\"");
	assert_string_equal(due->labels[0].value, "OrderSuccessLow");
	assert_int_equal(due->attempts, 0);
	listen_for(d, &d->due->len, 2, 100);
	assert_int_equal(d->due->len, 1);

	/* killed between its lease and the answer: the next one must look before it sends */
	store_stop(&d->store);
	assert_int_equal(g_access(d->path, F_OK), 0);
	start(d);
	assert_string_equal(g_hash_table_lookup(d->past, id), "ack");

	tell_outcome(d->store, EVENT_SENT, id, "silence-7", 0);
	store_stop(&d->store);
	start(d);
	assert_int_equal(g_hash_table_size(d->past), 2);
	listen_for(d, &d->due->len, 1, 100);
	assert_int_equal(d->due->len, 0);
	g_free(id);
}

static void
what_is_taken_back_within_the_grace_never_leaves(void **state)
{
	struct desk *d = *state;
	char *id;

	start(d);
	id = acknowledge(d->store, "am/1", 300 * MSEC_US);
	take_back(d->store, "am/1", id);
	listen_for(d, &d->kept->len, 2, 2000);
	assert_int_equal(d->kept->len, 2);
	listen_for(d, &d->due->len, 1, 500);
	assert_int_equal(d->due->len, 0);
	g_free(id);
}

static void
taking_back_waits_for_the_answer_and_learns_the_remote_id(void **state)
{
	struct desk *d = *state;
	const struct delivery *due;
	char *id;

	start(d);
	id = acknowledge(d->store, "am/1", 0);
	listen_for(d, &d->due->len, 1, 2000);
	take_back(d->store, "am/1", id);
	listen_for(d, &d->due->len, 2, 150);
	assert_int_equal(d->due->len, 1);
	tell_outcome(d->store, EVENT_SENT, id, "silence-9", 0);
	listen_for(d, &d->due->len, 2, 2000);
	assert_int_equal(d->due->len, 2);
	due = g_ptr_array_index(d->due, 1);
	assert_int_equal(due->kind, EVENT_UNACK);
	assert_string_equal(due->remote_id, "silence-9");
	g_free(id);
}

static void
a_retry_comes_later_and_says_that_it_was_tried(void **state)
{
	struct desk *d = *state;
	const struct delivery *again;
	char *id;

	start(d);
	id = acknowledge(d->store, "am/1", 0);
	listen_for(d, &d->due->len, 1, 2000);
	tell_outcome(d->store, EVENT_RETRY, id, "", SEC_US);
	listen_for(d, &d->due->len, 2, 500);
	assert_int_equal(d->due->len, 1);
	listen_for(d, &d->due->len, 2, 3000);
	assert_int_equal(d->due->len, 2);
	again = g_ptr_array_index(d->due, 1);
	assert_int_equal(again->attempts, 1);
	g_free(id);
}

static void
a_journal_that_cannot_be_made_refuses_and_says_why(void **state)
{
	struct desk *d = *state;
	char *id;

	g_free(d->path);
	d->path = g_strdup("/dev/null/room.db");
	start(d);
	assert_false(d->journal.open);
	assert_non_null(strstr(d->journal.reason, "/dev/null"));
	id = acknowledge(d->store, "am/1", 0);
	listen_for(d, &d->lost->len, 1, 2000);
	assert_string_equal(g_ptr_array_index(d->lost, 0), id);
	assert_true(*d->reason);
	assert_int_equal(d->due->len, 0);
	g_free(id);
}

static void
a_file_that_is_no_journal_is_left_alone(void **state)
{
	struct desk *d = *state;
	char *dir = g_path_get_dirname(d->path), *after = NULL;
	const char text[] =
	    "this is somebody's letter and not a journal, however long it is; it must stay as it was";

	g_mkdir_with_parents(dir, 0700);
	assert_true(g_file_set_contents(d->path, text, -1, NULL));
	start(d);
	assert_false(d->journal.open);
	store_stop(&d->store);
	assert_true(g_file_get_contents(d->path, &after, NULL, NULL));
	assert_string_equal(after, text);
	g_free(after);
	g_free(dir);
}

/* In the child: acknowledges without end and writes each id that was confirmed. */
static void
acknowledge_until_killed(struct desk *d, int out)
{
	guint told = 0;

	start(d);
	for (int i = 0;; i++) {
		char *id = acknowledge(d->store, "am/1", HOUR_US);

		g_free(id);
		listen_for(d, &d->kept->len, told + 1, 1000);
		for (; told < d->kept->len; told++)
			if (write(out, g_ptr_array_index(d->kept, told), 36) != 36)
				_exit(1);
	}
}

static void
nothing_confirmed_is_lost_by_a_kill(void **state)
{
	struct desk *d = *state;
	GPtrArray *confirmed = g_ptr_array_new_with_free_func(g_free);

	for (int round = 0; round < 40; round++) {
		int fds[2];
		char id[37] = "";
		pid_t child;

		assert_int_equal(pipe(fds), 0);
		child = fork();
		if (child == 0)
			acknowledge_until_killed(d, fds[1]);
		close(fds[1]);
		g_usleep((gulong)(5000 + round * 1000));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		while (read(fds[0], id, 36) == 36)
			g_ptr_array_add(confirmed, g_strdup(id));
		close(fds[0]);
	}
	assert_true(confirmed->len > 40);
	start(d);
	assert_true(d->journal.open);
	for (guint i = 0; i < confirmed->len; i++)
		assert_non_null(g_hash_table_lookup(d->past, g_ptr_array_index(confirmed, i)));
	g_ptr_array_unref(confirmed);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(an_acknowledgement_is_durable_and_leaves_once),
		TEST(what_is_taken_back_within_the_grace_never_leaves),
		TEST(taking_back_waits_for_the_answer_and_learns_the_remote_id),
		TEST(a_retry_comes_later_and_says_that_it_was_tried),
		TEST(a_journal_that_cannot_be_made_refuses_and_says_why),
		TEST(a_file_that_is_no_journal_is_left_alone),
		TEST(nothing_confirmed_is_lost_by_a_kill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
