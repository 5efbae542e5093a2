/* The process is killed again and again while it acknowledges: nothing that it was told to be kept is
 * lost. WARROOM_KILL_ROUNDS sets how often ("make check-kill" does); by default seconds' worth. */
#include "store/verify.h"
#include "tests/unit/store_fixture.h"

#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* A journal serves so many rounds: with a longer past a process would only read in its short life. */
enum { DEFAULT_ROUNDS = 200, JOURNAL_ROUNDS = 50, ID_BYTES = 36, LEAST_MS = 2, MOST_MS = 60 };
enum { PATIENCE_MS = 60000 };

/* In the child: acknowledges without end and writes each id that was confirmed. */
static void
acknowledge_until_killed(const struct desk *parents, int out)
{
	/* with a mailbox of its own: the parent's is shared */
	struct desk *d = desk_beside(parents);
	guint told = 0;

	g_random_set_seed((guint32)getpid()); /* or all children make the same ids */
	desk_start(d);
	for (;;) {
		g_free(acknowledge(d->store, "am/1", HOUR_US));
		desk_listen(d, &d->kept->len, told + 1, 1000);
		for (; told < d->kept->len; told++)
			if (write(out, g_ptr_array_index(d->kept, told), ID_BYTES) != ID_BYTES)
				_exit(1);
	}
}

/* At a random instant after its start; or, if it is to be busy, after its first confirmation, however long that
 * takes here. */
static void
kill_once(const struct desk *d, bool is_busy, GPtrArray *confirmed)
{
	int fds[2];
	struct pollfd first;
	char id[ID_BYTES + 1] = "";
	pid_t child;

	assert_int_equal(pipe(fds), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		acknowledge_until_killed(d, fds[1]);
	close(fds[1]);
	first = (struct pollfd){ .fd = fds[0], .events = POLLIN };
	if (is_busy)
		assert_int_equal(poll(&first, 1, PATIENCE_MS), 1);
	g_usleep((gulong)g_random_int_range(LEAST_MS * 1000, MOST_MS * 1000));
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	while (read(fds[0], id, ID_BYTES) == ID_BYTES)
		g_ptr_array_add(confirmed, g_strdup(id));
	close(fds[0]);
}

static void
assert_integrity(const char *path)
{
	sqlite3 *db;
	sqlite3_stmt *st;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &st, NULL),
	                 SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(st, 0), "ok");
	sqlite3_finalize(st);
	sqlite3_close(db);
}

/* One journal through its rounds; gives how many acknowledgements were confirmed. */
static guint
kill_rounds(int rounds)
{
	GPtrArray *confirmed = g_ptr_array_new_with_free_func(g_free);
	struct verification v;
	struct err e = { "" };
	void *state;
	struct desk *d;
	guint n;

	desk_set_up(&state);
	d = state;
	for (int i = 0; i < rounds; i++)
		kill_once(d, i % 2, confirmed);
	desk_start(d);
	assert_true(d->journal.open);
	for (guint i = 0; i < confirmed->len; i++)
		assert_non_null(g_hash_table_lookup(d->past, g_ptr_array_index(confirmed, i)));
	store_stop(&d->store);
	if (!store_verify(d->path, &v, &e))
		fail_msg("%s", e.text);
	assert_int_equal(v.integrity, INTEGRITY_OK);
	assert_integrity(d->path);
	n = confirmed->len;
	g_ptr_array_unref(confirmed);
	desk_tear_down(&state);
	return n;
}

static void
nothing_confirmed_is_lost_by_a_kill(void **state)
{
	const char *asked = getenv("WARROOM_KILL_ROUNDS");
	int rounds = asked ? atoi(asked) : DEFAULT_ROUNDS;
	guint confirmed = 0;

	(void)state;
	for (int left = rounds; left > 0; left -= JOURNAL_ROUNDS)
		confirmed += kill_rounds(MIN(left, JOURNAL_ROUNDS));
	print_message("%d rounds, %u confirmed, none lost\n", rounds, confirmed);
	assert_true(confirmed >= (guint)rounds / 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(nothing_confirmed_is_lost_by_a_kill) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
