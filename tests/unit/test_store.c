/* The journal and its outbox: what is confirmed is there after a kill, and what must leave is
 * due exactly once. */
#include "tests/unit/store_fixture.h"

#include "store/codec.h"
#include "store/sqlite.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void
how_the_person_was_known_is_kept(void **state)
{
	struct event_batch *batch = event_batch_new();
	struct event *said = event_batch_add(batch, EVENT_ACK, 0),
		     *read = event_batch_add(batch, EVENT_ACK, 0);
	char *text;

	(void)state;
	said->proof = "pin";
	text = codec_event(said);
	assert_true(codec_event_read(batch, read, text));
	assert_string_equal(read->proof, "pin");
	/* journals from before there was a proof */
	assert_true(codec_event_read(batch, read, "{\"subject\":\"am/1\"}"));
	assert_string_equal(read->proof, "");
	g_free(text);
	event_batch_free(&batch);
}

/* F41: a delivery that was to wait two seconds waits two seconds, though the clock went back an hour meanwhile. */
static void
a_clock_that_is_set_back_holds_no_delivery(void **state)
{
	struct desk *d = *state;
	struct journal j = { .db = NULL };
	struct err e = { "" };
	GPtrArray *due = g_ptr_array_new();
	int64_t next_us = UNSAID, now_us;

	desk_start(d);
	/* as it looks an hour before: due in an hour and two seconds */
	g_free(acknowledge(d->store, "am/1", HOUR_US + 2 * SEC_US));
	desk_listen(d, &d->kept->len, 1, 60000);
	store_stop(&d->store);
	assert_true(journal_open(&j, d->path, &e));
	/* every console finds the step */
	for (int console = 0; console < 3; console++)
		assert_true(journal_move_due(&j, -HOUR_US, &e));
	now_us = clock_real_us();
	assert_true(journal_take_due(&j, due, &next_us, &e));
	if (due->len == 0) { /* this machine may have been slow */
		assert_true(next_us > now_us - 5 * SEC_US);
		assert_true(next_us <= now_us + 2 * SEC_US);
	}
	g_ptr_array_foreach(due, (GFunc)(void (*)(void))delivery_free_payload, NULL);
	g_ptr_array_unref(due);
	journal_close(&j);
}

static void
an_acknowledgement_is_durable_and_leaves_once(void **state)
{
	struct desk *d = *state;
	const struct delivery *due;
	char *id;

	desk_start(d);
	assert_true(d->journal.open);
	id = acknowledge(d->store, "am/1", 0);
	desk_listen(d, &d->due->len, 1, 2000);
	assert_string_equal(g_ptr_array_index(d->kept, 0), id);
	due = g_ptr_array_index(d->due, 0);
	assert_string_equal(due->id, id);
	assert_string_equal(due->comment, "我来看 \"quoted\"");
	assert_string_equal(due->labels[0].value, "OrderSuccessLow");
	assert_int_equal(due->attempts, 0);
	desk_listen(d, &d->due->len, 2, 100);
	assert_int_equal(d->due->len, 1);

	/* killed between its lease and the answer: the next one must look before it sends */
	store_stop(&d->store);
	assert_int_equal(g_access(d->path, F_OK), 0);
	desk_start(d);
	assert_string_equal(g_hash_table_lookup(d->past, id), "ack");

	tell_outcome(d->store, EVENT_SENT, id, "silence-7", 0);
	store_stop(&d->store);
	desk_start(d);
	assert_int_equal(g_hash_table_size(d->past), 2);
	desk_listen(d, &d->due->len, 1, 100);
	assert_int_equal(d->due->len, 0);
	g_free(id);
}

static void
what_is_taken_back_within_the_grace_never_leaves(void **state)
{
	struct desk *d = *state;
	char *id;

	desk_start(d);
	id = acknowledge(d->store, "am/1", 300 * MSEC_US);
	take_back(d->store, "am/1", id);
	desk_listen(d, &d->kept->len, 2, 2000);
	assert_int_equal(d->kept->len, 2);
	desk_listen(d, &d->due->len, 1, 500);
	assert_int_equal(d->due->len, 0);
	g_free(id);
}

static void
taking_back_waits_for_the_answer_and_learns_the_remote_id(void **state)
{
	struct desk *d = *state;
	const struct delivery *due;
	char *id;

	desk_start(d);
	id = acknowledge(d->store, "am/1", 0);
	desk_listen(d, &d->due->len, 1, 2000);
	take_back(d->store, "am/1", id);
	desk_listen(d, &d->due->len, 2, 150);
	assert_int_equal(d->due->len, 1);
	tell_outcome(d->store, EVENT_SENT, id, "silence-9", 0);
	desk_listen(d, &d->due->len, 2, 2000);
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

	desk_start(d);
	id = acknowledge(d->store, "am/1", 0);
	desk_listen(d, &d->due->len, 1, 2000);
	tell_outcome(d->store, EVENT_RETRY, id, "", SEC_US);
	desk_listen(d, &d->due->len, 2, 500);
	assert_int_equal(d->due->len, 1);
	desk_listen(d, &d->due->len, 2, 3000);
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
	desk_start(d);
	assert_false(d->journal.open);
	assert_non_null(strstr(d->journal.reason, "/dev/null"));
	id = acknowledge(d->store, "am/1", 0);
	desk_listen(d, &d->lost->len, 1, 2000);
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
	    "this is somebody's letter and not a journal, however long it is; it must stay as it"
	    " was";

	g_mkdir_with_parents(dir, 0700);
	assert_true(g_file_set_contents(d->path, text, -1, NULL));
	desk_start(d);
	assert_false(d->journal.open);
	store_stop(&d->store);
	assert_true(g_file_get_contents(d->path, &after, NULL, NULL));
	assert_string_equal(after, text);
	g_free(after);
	g_free(dir);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_set_up, desk_tear_down)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(how_the_person_was_known_is_kept),
		TEST(a_clock_that_is_set_back_holds_no_delivery),
		TEST(an_acknowledgement_is_durable_and_leaves_once),
		TEST(what_is_taken_back_within_the_grace_never_leaves),
		TEST(taking_back_waits_for_the_answer_and_learns_the_remote_id),
		TEST(a_retry_comes_later_and_says_that_it_was_tried),
		TEST(a_journal_that_cannot_be_made_refuses_and_says_why),
		TEST(a_file_that_is_no_journal_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
