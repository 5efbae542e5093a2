/* Several consoles on one journal: each sees what the others do, in the same order; each
 * delivery leaves through one. */
#include "tests/unit/store_fixture.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void
an_action_shows_in_the_other_console_within_a_second(void **state)
{
	struct desk *lin = *state, *sun = desk_beside(lin);
	char *id;

	desk_start(lin);
	desk_start(sun);
	id = acknowledge(lin->store, "am/1", HOUR_US);
	desk_listen(sun, &sun->order->len, 1, 1000);
	assert_string_equal(g_hash_table_lookup(sun->past, id), "ack");
	assert_string_equal(g_ptr_array_index(sun->order, 0), id);

	tell_outcome(lin->store, EVENT_SENT, id, "silence-1", 0);
	for (int i = 0; i < 10 && g_hash_table_size(sun->past) < 2; i++)
		desk_listen(sun, &sun->order->len, 2, 100);
	assert_int_equal(g_hash_table_size(sun->past), 2);

	/* its own it has already: nothing comes back to it */
	desk_listen(lin, &lin->order->len, 2, 500);
	assert_int_equal(lin->order->len, 1);
	assert_int_equal(g_hash_table_size(lin->past), 0);
	g_free(id);
	desk_close(sun);
}

static void
all_consoles_are_told_in_the_same_order(void **state)
{
	enum { EACH = 40 };
	struct desk *lin = *state, *sun = desk_beside(lin), *late = desk_beside(lin);

	desk_start(lin);
	desk_start(sun);
	for (int i = 0; i < EACH; i++) {
		g_free(acknowledge(lin->store, "am/1", HOUR_US));
		g_free(acknowledge(sun->store, "am/1", HOUR_US));
	}
	desk_listen(lin, &lin->order->len, 2 * EACH, 10000);
	desk_listen(sun, &sun->order->len, 2 * EACH, 10000);
	desk_start(late);
	desk_listen(late, &late->order->len, 2 * EACH, 1000);
	assert_int_equal(late->order->len, 2 * EACH);
	for (guint i = 0; i < 2 * EACH; i++) {
		assert_string_equal(g_ptr_array_index(lin->order, i),
		                    g_ptr_array_index(late->order, i));
		assert_string_equal(g_ptr_array_index(sun->order, i),
		                    g_ptr_array_index(late->order, i));
	}
	assert_int_equal(lin->lost->len + sun->lost->len, 0);
	desk_close(late);
	desk_close(sun);
}

static void
each_delivery_is_given_to_one_console(void **state)
{
	enum { N = 60 };
	struct desk *lin = *state, *sun = desk_beside(lin);
	GHashTable *given = g_hash_table_new(g_str_hash, g_str_equal);

	desk_start(lin);
	desk_start(sun);
	for (int i = 0; i < N; i++)
		g_free(acknowledge((i % 2 ? lin : sun)->store, "am/1", i % 3 ? 0 : 300 * MSEC_US));
	for (int i = 0; i < 100 && lin->due->len + sun->due->len < N; i++) {
		desk_listen(lin, &lin->due->len, N, 50);
		desk_listen(sun, &sun->due->len, N, 50);
	}
	desk_listen(lin, &lin->due->len, N, 300);
	desk_listen(sun, &sun->due->len, N, 300);
	assert_int_equal(lin->due->len + sun->due->len, N);
	for (guint i = 0; i < N; i++) {
		const struct desk *by = i < lin->due->len ? lin : sun;
		const struct delivery *d =
		    g_ptr_array_index(by->due, i < lin->due->len ? i : i - lin->due->len);

		assert_true(g_hash_table_add(given, d->id));
	}
	g_hash_table_unref(given);
	desk_close(sun);
}

/* In the child: acknowledges, is given the delivery, and tells so. */
static void
take_a_delivery_and_hang(struct desk *d, int out)
{
	const struct presence who = { "lin", "lin", "pts/1", "console" };

	desk_start(d);
	store_present(d->store, &who);
	g_free(acknowledge(d->store, "am/1", 0));
	desk_listen(d, &d->due->len, 1, 3000);
	if (d->due->len == 1 && write(out, "!", 1) == 1)
		pause();
	_exit(1);
}

static void
what_a_dead_console_had_goes_to_another(void **state)
{
	struct desk *d = *state;
	const struct presence who = { "sun", "sun", "tty1", "console" };
	const struct delivery *due;
	int fds[2];
	pid_t child;
	char told;

	assert_int_equal(pipe(fds), 0);
	child = fork();
	if (child == 0)
		take_a_delivery_and_hang(d, fds[1]);
	close(fds[1]);
	assert_int_equal(read(fds[0], &told, 1), 1);
	close(fds[0]);
	desk_start(d);
	store_present(d->store, &who);
	desk_listen(d, &d->due->len, 1, 500);
	assert_int_equal(d->due->len, 0);
	assert_string_equal(d->consoles, "lin@pts/1 sun@tty1(self)");

	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	/* the console next says that it is there, and then looks */
	store_present(d->store, &who);
	desk_listen(d, &d->due->len, 1, 3000);
	assert_int_equal(d->due->len, 1);
	due = g_ptr_array_index(d->due, 0);
	assert_int_equal(due->attempts, 1); /* so it is looked for before it is sent */
	desk_listen(d, &d->due->len, 2, 100);
	assert_string_equal(d->consoles, "sun@tty1(self)");
}

/* A number out of the file, as another program sees it. */
static int64_t
ask_number(const char *path, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	int64_t n;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(db, 1000), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	n = sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int64(st, 0) : -1;
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

/* The last of many deliveries to a slow target: its console is at it, but not there yet. */
static void
what_a_living_console_has_stays_its_own(void **state)
{
	struct desk *d = *state;
	const struct presence who = { "lin", "lin", "pts/1", "console" };
	int64_t until_us = clock_real_us() + 5 * SEC_US;
	char *sql =
	    g_strdup_printf("UPDATE outbox SET lease_until_us = %" G_GINT64_FORMAT, until_us);
	guint never = 0;

	desk_start(d);
	g_free(acknowledge(d->store, "am/1", 0));
	desk_listen(d, &d->due->len, 1, 1000);
	assert_int_equal(d->due->len, 1);
	ask_number(d->path, sql);
	store_present(d->store, &who);
	desk_listen(d, &never, 1, 300);
	assert_true(ask_number(d->path, "SELECT lease_until_us FROM outbox") > until_us);
	assert_int_equal(ask_number(d->path, "SELECT attempts FROM outbox"), 1);
	g_free(sql);
}

/* Nothing is said to be kept, and nobody waits for it; then it is kept. */
static void
what_another_program_holds_up_is_kept_when_it_lets_go(void **state)
{
	struct desk *d = *state;
	sqlite3 *db;

	desk_start(d);
	assert_int_equal(sqlite3_open(d->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	g_free(acknowledge(d->store, "am/1", HOUR_US));
	desk_listen(d, &d->kept->len, 1, 300);
	assert_int_equal(d->kept->len + d->lost->len, 0);
	assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	desk_listen(d, &d->kept->len, 1, 3000);
	assert_int_equal(d->kept->len, 1);
	assert_int_equal(d->complaints, 0);
}

static void
consoles_that_come_and_go_are_told(void **state)
{
	struct desk *lin = *state, *sun = desk_beside(lin);
	const struct presence here = { "lin", "lin", "pts/1", "console" },
			      there = { "sun", "sun", "tty1", "console" };
	guint never = 0;

	desk_start(lin);
	desk_start(sun);
	store_present(lin->store, &here);
	desk_listen(lin, &never, 1, 300);
	assert_string_equal(lin->consoles, "lin@pts/1(self)");
	store_present(sun->store, &there);
	desk_listen(lin, &never, 1, 600);
	assert_string_equal(lin->consoles, "lin@pts/1(self) sun@tty1");
	desk_close(sun);
	desk_listen(lin, &never, 1, 600);
	assert_string_equal(lin->consoles, "lin@pts/1(self)");
}

static void
why_a_delivery_failed_shows_in_the_other_console(void **state)
{
	struct desk *lin = *state, *sun = desk_beside(lin);
	struct event_batch *batch = event_batch_new();
	struct event *e = event_batch_add(batch, EVENT_RETRY, 1002 * SEC_US);
	char *id, *expected;

	desk_start(lin);
	desk_start(sun);
	id = acknowledge(lin->store, "am/1", 0);
	desk_listen(lin, &lin->kept->len, 1, 1000);
	e->cause = event_batch_str(batch, id);
	e->text = "503 busy";
	e->until_us = e->at_us + MIN_US;
	store_append(lin->store, batch, NULL);
	desk_listen(sun, &sun->retries->len, 1, 1000);
	expected = g_strconcat(id, ": 503 busy", NULL);
	assert_int_equal(sun->retries->len, 1);
	assert_string_equal(g_ptr_array_index(sun->retries, 0), expected);
	desk_listen(lin, &lin->retries->len, 1, 300);
	assert_int_equal(lin->retries->len, 0);
	g_free(expected);
	g_free(id);
	desk_close(sun);
}

/* What it could not keep in that time it says to be lost. */
static void
a_held_lock_delays_the_end_only_a_little(void **state)
{
	struct desk *d = *state;
	int64_t began_us;
	guint none = 0;
	sqlite3 *db;

	desk_start(d);
	assert_int_equal(sqlite3_open(d->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	for (int i = 0; i < 3; i++)
		g_free(acknowledge(d->store, "am/1", HOUR_US));
	began_us = clock_monotonic_us();
	store_stop(&d->store);
	assert_true(clock_monotonic_us() - began_us < 3 * SEC_US);
	sqlite3_close(db);
	desk_listen(d, &none, 1, 50);
	assert_int_equal(d->lost->len, 3);
	assert_non_null(strstr(d->reason, "another program holds the journal"));
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_set_up, desk_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(an_action_shows_in_the_other_console_within_a_second),
		TEST(all_consoles_are_told_in_the_same_order),
		TEST(each_delivery_is_given_to_one_console),
		TEST(what_a_dead_console_had_goes_to_another),
		TEST(what_a_living_console_has_stays_its_own),
		TEST(what_another_program_holds_up_is_kept_when_it_lets_go),
		TEST(a_held_lock_delays_the_end_only_a_little),
		TEST(consoles_that_come_and_go_are_told),
		TEST(why_a_delivery_failed_shows_in_the_other_console),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
