/* F11: each operation of SQLite on its files fails in turn, once or for good, with an error or as a full disk. */
/*
 * Over opening, appending, many at once, a checkpoint, observations, and a second console that follows and goes. Nothing
 * crashes or leaks, nothing is said to be kept that is not, and afterwards the journal opens with all that was. A
 * sample; WARROOM_TORTURE=all takes each ("make check-torture").
 */
#include "store/sqlite.h"
#include "store/verify.h"
#include "tests/unit/failing_vfs.h"

#include <dirent.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { BULK = 120, STEP = 17 };

struct bench {
	char *dir, *path;
	GHashTable *kept;  /* ids that were confirmed */
	GHashTable *heard; /* ids that the second console was given, or a last look found */
	guint twice;       /* ids that came more than once to it */
	guint
	    withheld; /* ids that were kept, and not given to it, though it was told that this was all */
	unsigned made; /* the number of the next event */
};

static struct event *
add_ack(struct bench *b, struct event_batch *batch)
{
	struct event *e = event_batch_add(batch, EVENT_ACK, 1000 * SEC_US + b->made);
	char id[24];

	g_snprintf(id, sizeof id, "ack-%u", b->made++);
	e->id = event_batch_str(batch, id);
	e->person = "lin";
	e->subject = "am/1";
	e->text = "looking at it";
	e->until_us = 2000 * SEC_US;
	return e;
}

static struct delivery *
delivery_of(const struct event *e)
{
	struct delivery *d = delivery_new();

	d->kind = EVENT_ACK;
	delivery_set(&d->id, e->id);
	delivery_set(&d->source, "am");
	delivery_set(&d->alert_key, e->subject);
	d->at_us = d->not_before_us = e->at_us;
	return d;
}

static void
free_delivery(gpointer d)
{
	delivery_free_payload(d);
}

static void
ignore(struct event_batch *batch, void *data)
{
	(void)data;
	event_batch_free(&batch);
}

/* As the store thread does it: confirmed is what the append says that it wrote. */
static void
append(struct bench *b, struct journal *j, unsigned n)
{
	struct event_batch *batch = event_batch_new();
	GPtrArray *deliveries = g_ptr_array_new_with_free_func(free_delivery);
	struct err e = { "" };

	for (unsigned i = 0; i < n; i++)
		g_ptr_array_add(deliveries, delivery_of(add_ack(b, batch)));
	if (journal_append(j, batch, deliveries, ignore, NULL, &e))
		for (unsigned i = 0; i < n; i++)
			g_hash_table_add(b->kept,
			                 g_strdup(((struct event *)batch->events->pdata[i])->id));
	else if (!*e.text)
		fail_msg("an append failed without a reason");
	g_ptr_array_unref(deliveries);
	event_batch_free(&batch);
}

static void
hear(struct event_batch *batch, void *data)
{
	struct bench *b = data;

	for (guint i = 0; i < batch->events->len; i++) {
		const struct event *e = g_ptr_array_index(batch->events, i);

		if (e->kind == EVENT_ACK)
			b->twice += !g_hash_table_add(b->heard, g_strdup(e->id));
	}
	event_batch_free(&batch);
}

static void
observe(struct journal *j)
{
	struct event_batch *batch = event_batch_new();
	struct err e = { "" };

	for (int i = 0; i < 20; i++) {
		struct event *sample = event_batch_add(batch, EVENT_SAMPLE, (2000 + i) * SEC_US);
		char name[24];

		g_snprintf(name, sizeof name, "metric-%d", i);
		sample->subject = event_batch_str(batch, name);
		sample->value = i;
	}
	if (!journal_observe(j, batch->events, &e))
		assert_true(*e.text);
	event_batch_free(&batch);
}

static void
checkpoint(struct journal *j)
{
	GPtrArray *ids = g_ptr_array_new();
	struct err e = { "" };

	g_ptr_array_add(ids, "ack-0");
	g_ptr_array_add(ids, "ack-1");
	if (!journal_checkpoint(j, ids, j->seq, "basis", &e))
		assert_true(*e.text);
	g_ptr_array_unref(ids);
}

static void
take_due(struct journal *j)
{
	GPtrArray *due = g_ptr_array_new();
	struct err e = { "" };
	int64_t next_us;

	if (!journal_take_due(j, due, &next_us, &e)) {
		assert_true(*e.text);
		assert_int_equal(due->len, 0);
	}
	g_ptr_array_foreach(due, (GFunc)(void (*)(void))free_delivery, NULL);
	g_ptr_array_unref(due);
}

/* One that cannot be opened is tried again, as the store thread tries it. */
static bool
open_journal(struct bench *b, struct journal *j)
{
	struct err e = { "" };

	for (int i = 0; i < 2 && !j->db; i++)
		if (!journal_open(j, b->path, &e))
			assert_true(*e.text);
	return j->db != NULL;
}

static guint
not_heard(const struct bench *b)
{
	GHashTableIter iter;
	gpointer id;
	guint n = 0;

	g_hash_table_iter_init(&iter, b->kept);
	while (g_hash_table_iter_next(&iter, &id, NULL))
		n += !g_hash_table_contains(b->heard, id);
	return n;
}

static void
look_and_follow(struct bench *b)
{
	struct journal other = { .db = NULL };
	struct err e = { "" };

	if (!journal_open_reading(&other, b->path, &e)) {
		assert_true(*e.text);
		return;
	}
	/* what a follow has given and then failed is not given again by the next */
	if (journal_follow(&other, hear, b, &e) || journal_follow(&other, hear, b, &e))
		b->withheld += not_heard(b);
	else
		assert_true(*e.text);
	if (!journal_tell_present(&other, ignore, NULL, &e))
		assert_true(*e.text);
	journal_close(&other);
}

/* The whole life of a console beside another. */
static void
live(struct bench *b)
{
	struct presence who = { "lin", "lin", "pts/1", "console" };
	struct journal j = { .db = NULL };
	struct err e = { "" };

	if (!open_journal(b, &j))
		return;
	(void)!journal_present(&j, &who, &e);
	append(b, &j, 1);
	append(b, &j, 1);
	observe(&j);
	append(b, &j, BULK);
	take_due(&j);
	checkpoint(&j);
	look_and_follow(b);
	(void)!journal_probe(&j, &e);
	append(b, &j, 1);
	journal_close(&j);
	/* the next start */
	if (!open_journal(b, &j))
		return;
	append(b, &j, 1);
	journal_close(&j);
}

static void
forget(struct bench *b)
{
	static const char *const suffixes[] = { "", "-wal", "-shm", "-journal", ".anchor" };

	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		char *name = g_strconcat(b->path, suffixes[i], NULL);

		(void)!unlink(name);
		g_free(name);
	}
	g_hash_table_remove_all(b->kept);
	g_hash_table_remove_all(b->heard);
	b->made = b->twice = b->withheld = 0;
}

static int
open_files(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int n = 0;

	while (readdir(dir))
		n++;
	closedir(dir);
	return n;
}

/* Nothing fails any more: it opens, is whole, and has what was confirmed, once. NULL, or what is wrong. */
static const char *
fault_of(struct bench *b)
{
	struct journal j = { .db = NULL };
	struct verification v;
	struct err e = { "" };
	const char *fault = NULL;
	guint kept;

	if (b->twice)
		return "a console was given an event twice";
	if (b->withheld)
		return "a console was told that it has all, and has not";
	g_hash_table_remove_all(b->heard);
	if (!journal_open(&j, b->path, &e))
		return "it does not open any more";
	if (journal_int(&j, "SELECT integrity_check = 'ok' FROM pragma_integrity_check") != 1)
		fault = "it is damaged";
	if (!journal_follow(&j, hear, b, &e))
		fault = "it cannot be read";
	if (not_heard(b))
		fault = "what was said to be kept is not there";
	kept = g_hash_table_size(b->kept);
	append(b, &j, 1);
	if (g_hash_table_size(b->kept) == kept)
		fault = "it takes nothing any more";
	journal_close(&j);
	if (!fault && (!store_verify(b->path, &v, &e) || v.integrity != INTEGRITY_OK))
		fault = "its chain is not whole";
	return fault;
}

/* Gives how many operations there were. */
static unsigned long
run_once(struct bench *b, unsigned long n, bool is_lasting, bool is_full)
{
	sqlite3_int64 memory = sqlite3_memory_used();
	int files = open_files();
	const char *fault;
	unsigned long count;

	forget(b);
	failing_vfs_arm(n, is_lasting, is_full);
	live(b);
	count = failing_vfs_count();
	if (n > 0 && n < count && failing_vfs_failed() == 0)
		fail_msg("operation %lu did not fail", n);
	failing_vfs_arm(0, false, false);
	fault = fault_of(b);
	if (!fault && sqlite3_memory_used() > memory)
		fault = "SQLite's memory leaks";
	if (!fault && open_files() != files)
		fault = "a file stays open";
	if (fault)
		fail_msg("operation %lu of %lu fails%s%s: %s", n, count,
		         is_lasting ? " for good" : "", is_full ? ", the disk is full" : "", fault);
	return count;
}

static int
month(void)
{
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	return tm.tm_year * 12 + tm.tm_mon;
}

static void
each(struct bench *b, bool is_lasting, bool is_full)
{
	bool takes_all = !g_strcmp0(g_getenv("WARROOM_TORTURE"), "all");
	unsigned long end, step = takes_all ? 1 : STEP;

	run_once(b, 0, false, false); /* what the library allocates once and for all */
	end = run_once(b, 0, false, false);
	assert_true(end > 100);
	assert_int_equal(g_hash_table_size(b->kept), BULK + 5);
	/* other ones each month, but the same in every build of a month */
	for (unsigned long n = takes_all ? 1 : 1 + (unsigned long)month() % step; n <= end;
	     n += step)
		run_once(b, n, is_lasting, is_full);
	print_message("every %lu. of %lu operations\n", step, end);
}

static void
f11_one_operation_that_fails_costs_no_word(void **state)
{
	each(*state, false, false);
}

static void
f11_a_disk_that_fails_for_good_costs_no_word(void **state)
{
	each(*state, true, false);
}

static void
f11_a_disk_that_is_full_for_a_moment_costs_no_word(void **state)
{
	each(*state, false, true);
}

static void
f11_a_disk_that_is_full_for_good_costs_no_word(void **state)
{
	each(*state, true, true);
}

static int
set_up(void **state)
{
	struct bench *b = g_new0(struct bench, 1);

	failing_vfs_install();
	/* memory, where there is: nothing here is about the time that a disk takes */
	b->dir = g_mkdtemp(g_strdup("/dev/shm/warroom-io-XXXXXX"));
	if (!b->dir)
		b->dir = g_dir_make_tmp("warroom-io-XXXXXX", NULL);
	b->path = g_build_filename(b->dir, "room.db", NULL);
	b->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	b->heard = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	*state = b;
	return 0;
}

/* That somebody is there is said every ten seconds, and a disk wakes a thread several times: it is not waited for. */
static void
a_presence_waits_for_no_disk_and_an_action_does(void **state)
{
	struct bench *b = *state;
	struct presence who = { "lin", "lin", "pts/1", "console" };
	struct journal j = { .db = NULL };
	struct err e = { "" };

	failing_vfs_arm(0, false, false);
	assert_true(open_journal(b, &j));
	failing_vfs_arm(0, false, false);
	assert_true(journal_present(&j, &who, &e));
	assert_int_equal(failing_vfs_syncs(), 0);
	append(b, &j, 1);
	assert_true(failing_vfs_syncs() > 0);
	journal_close(&j);
}

static int
tear_down(void **state)
{
	struct bench *b = *state;

	forget(b);
	assert_int_equal(rmdir(b->dir), 0);
	g_hash_table_unref(b->kept);
	g_hash_table_unref(b->heard);
	g_free(b->dir);
	g_free(b->path);
	g_free(b);
	return 0;
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(f11_one_operation_that_fails_costs_no_word),
		TEST(f11_a_disk_that_fails_for_good_costs_no_word),
		TEST(f11_a_disk_that_is_full_for_a_moment_costs_no_word),
		TEST(f11_a_disk_that_is_full_for_good_costs_no_word),
		TEST(a_presence_waits_for_no_disk_and_an_action_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
