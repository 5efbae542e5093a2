/* When a console looks whether another one has written to their journal. */
#include "store/wal_watch.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define NOW_US (1000 * SEC_US)

static char *folder, *wal;

static int
make_log(void **state)
{
	(void)state;
	folder = g_dir_make_tmp("warroom-test-XXXXXX", NULL);
	wal = g_build_filename(folder, "journal.db-wal", NULL);
	return g_file_set_contents(wal, "", 0, NULL) ? 0 : -1;
}

static int
remove_log(void **state)
{
	(void)state;
	g_unlink(wal);
	g_rmdir(folder);
	g_free(wal);
	g_free(folder);
	return 0;
}

/* As SQLite does: into the file that is there. */
static void
append(void)
{
	FILE *f = fopen(wal, "a");

	assert_non_null(f);
	fputs("a frame", f);
	assert_int_equal(fclose(f), 0);
}

static void
look(struct wal_watch *w, bool has_changed, int64_t now_us)
{
	assert_true(wal_watch_take(w, wal, false, now_us));
	wal_watch_looked(w, has_changed, now_us);
}

static void
nothing_written_is_hardly_looked_at(void **state)
{
	struct wal_watch w;

	(void)state;
	wal_watch_init(&w);
	look(&w, false, NOW_US);
	assert_false(wal_watch_take(&w, wal, false, NOW_US + 4 * SEC_US));
	look(&w, false, NOW_US + 5 * SEC_US);
	wal_watch_end(&w);
}

static void
what_another_wrote_is_looked_for_until_it_counts(void **state)
{
	int64_t now_us = NOW_US + SEC_US;
	struct wal_watch w;
	int looks = 0;

	(void)state;
	wal_watch_init(&w);
	look(&w, false, NOW_US);
	append();
	look(&w, false, now_us);
	for (; w.next_us < NOW_US + 2 * SEC_US; looks++) { /* its disk takes a second */
		assert_true(w.next_us <= now_us + 200 * MSEC_US);
		now_us = w.next_us;
		look(&w, false, now_us);
	}
	assert_in_range(looks, 5, 15);
	look(&w, true, w.next_us);
	now_us = w.next_us;
	look(&w, false, now_us); /* another may have written at the same time */
	assert_true(w.next_us >= now_us + 200 * MSEC_US);
	look(&w, false, w.next_us);
	assert_true(w.next_us >= now_us + 5 * SEC_US);
	wal_watch_end(&w);
}

static void
what_we_wrote_is_looked_at_once_more(void **state)
{
	struct wal_watch w;

	(void)state;
	wal_watch_init(&w);
	look(&w, false, NOW_US);
	append();
	assert_true(wal_watch_take(&w, wal, true, NOW_US + SEC_US));
	wal_watch_looked(&w, false, NOW_US + SEC_US);
	assert_int_equal(w.next_us, NOW_US + SEC_US + 200 * MSEC_US);
	look(&w, false, w.next_us);
	assert_true(w.next_us >= NOW_US + 6 * SEC_US);
	wal_watch_end(&w);
}

static void
without_the_kernel_it_looks_by_the_clock(void **state)
{
	struct wal_watch w;

	(void)state;
	wal_watch_init(&w);
	assert_true(wal_watch_take(&w, NULL, false, NOW_US));
	wal_watch_looked(&w, false, NOW_US);
	assert_int_equal(w.next_us, NOW_US + 200 * MSEC_US);
	look(&w, false, w.next_us); /* now there is a log */
	assert_true(w.next_us >= NOW_US + 5 * SEC_US);
	g_unlink(wal); /* and now it is gone */
	look(&w, false, w.next_us);
	assert_true(w.next_us <= NOW_US + 6 * SEC_US);
	wal_watch_end(&w);
}

static void
a_kernel_that_did_not_tell_is_not_trusted_again(void **state)
{
	struct wal_watch w;

	(void)state;
	wal_watch_init(&w);
	look(&w, false, NOW_US);
	look(&w, true, NOW_US + 5 * SEC_US); /* a change, and not a word about it */
	for (int64_t now_us = w.next_us; now_us < NOW_US + 10 * SEC_US; now_us = w.next_us) {
		look(&w, false, now_us);
		assert_int_equal(w.next_us, now_us + 200 * MSEC_US);
	}
	wal_watch_end(&w);
}

#define WITH_LOG(test) cmocka_unit_test_setup_teardown(test, make_log, remove_log)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_LOG(nothing_written_is_hardly_looked_at),
		WITH_LOG(what_another_wrote_is_looked_for_until_it_counts),
		WITH_LOG(what_we_wrote_is_looked_at_once_more),
		WITH_LOG(without_the_kernel_it_looks_by_the_clock),
		WITH_LOG(a_kernel_that_did_not_tell_is_not_trusted_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
