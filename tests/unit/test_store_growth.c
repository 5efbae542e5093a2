/* The journal stays small: what is thinned and dropped, and what never is; and its backup. */
#include "store/admin.h"
#include "store/sqlite.h"
#include "store/verify.h"
#include "tests/unit/store_fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define NOW_US (200 * DAY_US)

static void
forget(struct event_batch *batch, void *data)
{
	(void)data;
	event_batch_free(&batch);
}

static void
open_journal(struct journal *j, const struct desk *d)
{
	struct err e = { "" };

	*j = (struct journal){ .db = NULL };
	assert_true(journal_open(j, d->path, &e));
}

static void
put(struct journal *j, const char *kind, const char *subject, int64_t at_us, const char *hash)
{
	char *shown = g_strconcat(*kind == 's' ? "sample " : "alert ", subject, NULL);

	assert_true(journal_run(j,
	                        "INSERT INTO observation(after_seq, at_us, kind, subject, body)"
	                        " VALUES(0, ?, ?, ?, '{\"value\":1.0}')",
	                        "iss", at_us, kind, subject));
	assert_true(journal_run(j,
	                        "INSERT OR REPLACE INTO shown(subject, n, at_us, since_us, hash)"
	                        " VALUES(?, (SELECT max(n) FROM observation), ?, ?, ?)",
	                        "siis", shown, at_us, at_us, hash));
	g_free(shown);
}

static void
tend(struct journal *j, int64_t limit_bytes, struct growth *growth)
{
	struct err e = { "" };

	do
		assert_true(journal_tend_growth(j, limit_bytes, growth, &e));
	while (growth->more);
}

static void
samples_are_thinned_by_age(void **state)
{
	struct growth growth;
	struct journal j;

	open_journal(&j, *state);
	assert_true(journal_exec(&j, "BEGIN"));
	for (int64_t at_us = NOW_US - 40 * DAY_US; at_us < NOW_US - 39 * DAY_US;
	     at_us += 2 * MIN_US)
		put(&j, "sample", "orders", at_us, "1");
	for (int64_t at_us = NOW_US - 3 * DAY_US; at_us < NOW_US - 70 * HOUR_US;
	     at_us += 30 * SEC_US)
		put(&j, "sample", "orders", at_us, "1");
	for (int64_t at_us = NOW_US - DAY_US; at_us < NOW_US - 23 * HOUR_US; at_us += 10 * SEC_US)
		put(&j, "sample", "orders", at_us, "1");
	for (int64_t at_us = NOW_US - HOUR_US; at_us <= NOW_US; at_us += 10 * SEC_US)
		put(&j, "sample", "orders", at_us, "1");
	assert_true(journal_exec(&j, "COMMIT"));
	tend(&j, 0, &growth);
	/* one an hour of a day, one in ten minutes of two hours, one a minute of one, and all */
	assert_int_equal(journal_int(&j, "SELECT count(*) FROM observation"), 24 + 12 + 60 + 361);
	tend(&j, 0, &growth);
	assert_int_equal(journal_int(&j, "SELECT count(*) FROM observation"), 24 + 12 + 60 + 361);
	journal_close(&j);
}

static void
old_alerts_leave_when_they_are_gone(void **state)
{
	struct growth growth;
	struct journal j;

	open_journal(&j, *state);
	put(&j, "alert", "am/1", NOW_US - 100 * DAY_US, "x");
	put(&j, "alert", "am/2", NOW_US - 100 * DAY_US, "x");
	put(&j, "alert-gone", "am/2", NOW_US - 99 * DAY_US, "");
	put(&j, "alert", "am/3", NOW_US, "x");
	tend(&j, 0, &growth);
	assert_int_equal(journal_int(&j, "SELECT count(*) FROM observation"), 2);
	assert_int_equal(journal_int(&j, "SELECT count(*) FROM observation WHERE subject = 'am/1'"),
	                 1);
	assert_int_equal(journal_int(&j, "SELECT count(*) FROM shown"), 2);
	journal_close(&j);
}

static void
append_notes(struct journal *j, int n)
{
	struct event_batch *batch = event_batch_new();
	struct err e = { "" };

	for (int i = 0; i < n; i++) {
		struct event *event = event_batch_add(batch, EVENT_NOTE, NOW_US);

		event->id = event_batch_uuid(batch);
		event->person = "lin";
		event->text = "so it was";
	}
	assert_true(journal_append(j, batch, NULL, forget, NULL, &e));
	event_batch_free(&batch);
}

static int64_t
size_of(const struct desk *d)
{
	struct stat at;

	assert_int_equal(stat(d->path, &at), 0);
	return at.st_size;
}

static void
beyond_the_limit_observations_go_and_actions_stay(void **state)
{
	enum { LIMIT = 600000, NOTES = 500 };
	struct desk *d = *state;
	struct growth growth;
	struct journal j;
	int64_t before;

	open_journal(&j, d);
	append_notes(&j, NOTES);
	assert_true(journal_exec(&j, "BEGIN"));
	for (int i = 0; i < 20000; i++)
		put(&j, "alert", "am/1", NOW_US - i, "x");
	assert_true(journal_exec(&j, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)"));
	before = size_of(d);
	assert_true(before > 2 * LIMIT);
	tend(&j, LIMIT, &growth);
	assert_false(growth.is_too_large);
	assert_true(journal_exec(&j, "PRAGMA wal_checkpoint(TRUNCATE)"));
	assert_true(size_of(d) < before / 2); /* the disk has its room back */
	assert_int_equal(journal_int(&j, "SELECT count(*) FROM event"), NOTES);
	tend(&j, 10000, &growth);
	assert_true(growth.is_too_large);
	assert_int_equal(journal_int(&j, "SELECT count(*) FROM observation"), 1); /* shown now */
	assert_int_equal(journal_int(&j, "SELECT count(*) FROM event"), NOTES);
	journal_close(&j);
}

static gpointer
write_on(gpointer desk)
{
	struct journal j;

	open_journal(&j, desk);
	for (int i = 0; i < 60; i++)
		append_notes(&j, 20);
	journal_close(&j);
	return NULL;
}

static void
a_backup_under_load_is_whole(void **state)
{
	struct desk *d = *state;
	struct journal j;
	struct verification v;
	struct err e = { "" };
	struct stat at;
	GThread *writer;

	open_journal(&j, d);
	append_notes(&j, 2000);
	writer = g_thread_new("writer", write_on, d);
	for (int i = 0; i < 5; i++) {
		char *copy = g_strdup_printf("%s/copy-%d.db", d->dir, i);

		assert_true(admin_backup(d->path, copy, &e));
		assert_true(store_verify(copy, &v, &e));
		assert_int_equal(v.integrity, INTEGRITY_OK);
		assert_true(v.events >= 2000);
		assert_int_equal(stat(copy, &at), 0);
		assert_int_equal(at.st_mode & 0777, 0600);
		assert_false(admin_backup(d->path, copy, &e));
		assert_non_null(strstr(e.text, "is there already"));
		g_free(copy);
	}
	g_thread_join(writer);
	journal_close(&j);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(samples_are_thinned_by_age, desk_set_up,
		                                desk_tear_down),
		cmocka_unit_test_setup_teardown(old_alerts_leave_when_they_are_gone, desk_set_up,
		                                desk_tear_down),
		cmocka_unit_test_setup_teardown(beyond_the_limit_observations_go_and_actions_stay,
		                                desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(a_backup_under_load_is_whole, desk_set_up,
		                                desk_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
