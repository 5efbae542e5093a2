/* The hash chain: whatever is done to the journal's file behind its back is found, and named. */
#include "store/anchor.h"
#include "store/verify.h"
#include "tests/unit/store_fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { EVENTS = 10 };

static void
run_sql(const char *path, const char *sql)
{
	sqlite3 *db;
	char *message = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
append(struct desk *d, guint n)
{
	guint before = d->kept->len;

	for (guint i = 0; i < n; i++)
		g_free(acknowledge(d->store, "am/1", HOUR_US));
	desk_listen(d, &d->kept->len, before + n, 5000);
	assert_int_equal(d->kept->len, before + n);
}

/* A closed journal of EVENTS events with its anchor. */
static void
write_journal(struct desk *d)
{
	desk_start(d);
	append(d, EVENTS);
	store_stop(&d->store);
}

static void
assert_verdict(const struct desk *d, const char *expected)
{
	struct verification v;
	struct err e;
	char *text;

	if (!store_verify(d->path, &v, &e))
		fail_msg("%s", e.text);
	text = verification_text(&v);
	if (!g_str_has_prefix(text, expected))
		fail_msg("'%s' and not '%s'", text, expected);
	g_free(text);
}

static void
a_journal_as_it_was_written_is_ok(void **state)
{
	struct desk *d = *state;
	struct verification v;
	struct anchor anchor;
	struct err e;

	desk_start(d);
	append(d, EVENTS);
	/* also while a console has it open, and before anything was anchored */
	assert_verdict(d, "ok (10 events, head 10 ");
	store_stop(&d->store);
	assert_verdict(d, "ok (10 events, head 10 ");
	assert_true(store_verify(d->path, &v, &e));
	assert_true(anchor_read(d->path, &anchor));
	assert_int_equal(anchor.seq, EVENTS);
	assert_string_equal(anchor.hash, v.head.hash);
	desk_start(d);
	append(d, 1);
	assert_verdict(d, "ok (11 events, head 11 ");
}

/* Each is done to a fresh copy of the same journal. */
static const struct {
	const char *sql, *verdict;
} deeds[] = {
	{ "UPDATE event SET person = 'wang' WHERE seq = 4", "changed at seq 4" },
	{ "UPDATE event SET at_us = at_us + 1 WHERE seq = 10", "changed at seq 10" },
	{ "UPDATE event SET body = replace(body, '我来看', '') WHERE seq = 1", "changed at seq 1" },
	/* a letter moved from one field to the next */
	{ "UPDATE event SET person = 'li', terminal_user = 'n' WHERE seq = 2", "changed at seq 2" },
	{ "DELETE FROM event WHERE seq = 4", "missing after seq 3" },
	{ "DELETE FROM event WHERE seq = 1", "missing after seq 0" },
	{ "DELETE FROM event WHERE seq = 4; UPDATE event SET seq = seq - 1 WHERE seq > 4",
	  "missing after seq 3" },
	{ "UPDATE event SET seq = 99 WHERE seq = 5; UPDATE event SET seq = 5 WHERE seq = 6;"
	  "UPDATE event SET seq = 6 WHERE seq = 99",
	  "reordered at seq 5" },
	{ "UPDATE event SET seq = 99 WHERE seq = 2; UPDATE event SET seq = 2 WHERE seq = 9;"
	  "UPDATE event SET seq = 9 WHERE seq = 99",
	  "reordered at seq 2" },
	/* a copy under another id */
	{ "UPDATE event SET seq = seq + 1000 WHERE seq > 5; UPDATE event SET seq = seq - 998"
	  " WHERE seq > 1000;"
	  "INSERT INTO event(seq, id, at_us, kind, person, terminal_user, body, prev, hash) SELECT 6, id || 'x', at_us, kind, person, terminal_user, body,"
	  " prev, hash FROM event"
	  " WHERE seq = 5",
	  "changed at seq 6" },
	{ "DELETE FROM event WHERE seq > 7", "tail cut after seq 7" },
	{ "DELETE FROM event", "tail cut after seq 0" },
};

static void
every_deed_is_named(void **state)
{
	struct desk *d = *state;
	char *whole = NULL;
	gsize size;

	write_journal(d);
	assert_true(g_file_get_contents(d->path, &whole, &size, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(deeds); i++) {
		run_sql(d->path, deeds[i].sql);
		assert_verdict(d, deeds[i].verdict);
		assert_true(g_file_set_contents(d->path, whole, (gssize)size, NULL));
		assert_verdict(d, "ok (10 events");
	}
	g_free(whole);
}

/* Whichever row it is: 100 of each deed on a journal of 100 events. */
static void
every_deed_is_found_on_every_row(void **state)
{
	enum { ROWS = 100 };
	/* of the row n */
	static const char *const deeds_on_row[] = {
		"UPDATE event SET body = body || ' ' WHERE seq = n",
		"DELETE FROM event WHERE seq = n",
		("UPDATE event SET seq = 0 WHERE seq = n; UPDATE event SET seq = n WHERE seq = n + 1;"
		 "UPDATE event SET seq = n + 1 WHERE seq = 0"),
		"DELETE FROM event WHERE seq >= n",
	};
	struct desk *d = *state;
	char *whole = NULL;
	gsize size;

	desk_start(d);
	append(d, ROWS + 1);
	store_stop(&d->store);
	assert_true(g_file_get_contents(d->path, &whole, &size, NULL));
	for (int i = 0; i < (int)G_N_ELEMENTS(deeds_on_row) * ROWS; i++) {
		char row[16];
		GString *sql = g_string_new(deeds_on_row[i / ROWS]);
		struct verification v;
		struct err e = { "" };

		snprintf(row, sizeof row, " %d", i % ROWS + 1);
		g_string_replace(sql, " n", row, 0);
		run_sql(d->path, sql->str);
		if (!store_verify(d->path, &v, &e))
			fail_msg("%s", e.text);
		assert_int_not_equal(v.integrity, INTEGRITY_OK);
		assert_true(g_file_set_contents(d->path, whole, (gssize)size, NULL));
		g_string_free(sql, TRUE);
	}
	assert_verdict(d, "ok (101 events");
	g_free(whole);
}

/* A forger who knows the chain makes whole hashes: then one is too many, or all after it are
 * others. */
static void
a_forged_event_is_found(void **state)
{
	struct desk *d = *state, *forger = desk_beside(d);
	char *forged = g_strconcat(d->path, "-forged", NULL), *sql;

	write_journal(d);
	g_free(forger->path);
	forger->path = forged;
	write_journal(forger);
	sql = g_strdup_printf(
	    "ATTACH '%s' AS other; UPDATE event SET seq = -seq WHERE seq > 5;"
	    "UPDATE event SET seq = 1 - seq WHERE seq < 0;"
	    "INSERT INTO event(seq, id, at_us, kind, person, terminal_user, body, prev, hash) SELECT 6, id, at_us, kind, person, terminal_user, body, prev, hash"
	    " FROM other.event WHERE seq = 1",
	    forged);
	run_sql(d->path, sql);
	assert_verdict(d, "added after seq 5");
	g_free(sql);

	/* the whole file replaced by another one, the anchor still of the first */
	assert_int_equal(g_rename(forged, d->path), 0);
	assert_verdict(d, "replaced at seq 10");
	desk_close(forger);
}

static void
a_cut_tail_stays_known_when_the_journal_grows_on(void **state)
{
	struct desk *d = *state;

	write_journal(d);
	run_sql(d->path, "DELETE FROM event WHERE seq > 7");
	desk_start(d);
	append(d, 60);
	store_stop(&d->store);
	assert_verdict(d, "replaced at seq 10");
}

static void
two_consoles_write_one_chain(void **state)
{
	struct desk *lin = *state, *sun = desk_beside(lin);
	struct anchor anchor;

	desk_start(lin);
	desk_start(sun);
	for (int i = 0; i < 60; i++)
		g_free(acknowledge((i % 2 ? lin : sun)->store, "am/1", HOUR_US));
	desk_listen(lin, &lin->order->len, 60, 5000);
	assert_verdict(lin, "ok (60 events");
	/* 50 have been anchored without anybody leaving */
	assert_true(anchor_read(lin->path, &anchor));
	assert_true(anchor.seq >= 50);
	desk_close(sun);
	assert_verdict(lin, "ok (60 events");
}

/* The journal of version 1 as it was made then. */
static const char version_1[] =
    "PRAGMA journal_mode=WAL;"
    "CREATE TABLE event("
    "  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at_us INTEGER NOT NULL, kind TEXT NOT"
    " NULL,"
    "  person TEXT NOT NULL, terminal_user TEXT NOT NULL, body TEXT NOT NULL) STRICT;"
    "CREATE TABLE outbox("
    "  id TEXT PRIMARY KEY, kind TEXT NOT NULL, ack_id TEXT NOT NULL, remote_id TEXT NOT NULL,"
    "  due_us INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT"
    " 'waiting',"
    "  owner TEXT NOT NULL DEFAULT '', lease_until_us INTEGER NOT NULL DEFAULT 0, body TEXT NOT"
    " NULL) STRICT;"
    "CREATE INDEX outbox_due ON outbox(state, due_us);"
    "CREATE TABLE probe(n INTEGER) STRICT;"
    "PRAGMA user_version = 1;"
    "INSERT INTO event VALUES"
    " (1, 'a', 1000, 'ack', 'lin', 'ops',"
    " '{\"subject\":\"am/1\",\"text\":\"我来看\",\"until_us\":2000}'),"
    " (2, 'a/sent', 1001, 'sent', '', '', '{\"cause\":\"a\",\"remote_id\":\"silence-1\"}'),"
    " (5, 'n', 1002, 'note', 'sun', 'ops', '{\"text\":\"calm\"}');"
    "INSERT INTO outbox(id, kind, ack_id, remote_id, due_us, body) VALUES"
    " ('b', 'ack', '', '', 0, '{\"id\":\"b\",\"kind\":\"ack\",\"source\":\"am\",\"labels\":{}}');";

static void
a_journal_of_version_1_is_brought_up_to_date(void **state)
{
	struct desk *d = *state;
	char *dir = g_path_get_dirname(d->path);
	struct verification v;
	struct err e = { "" };

	assert_int_equal(g_mkdir(dir, 0700), 0);
	run_sql(d->path, version_1);
	assert_false(store_verify(d->path, &v, &e));
	assert_non_null(strstr(e.text, "older version"));
	desk_start(d);
	assert_true(d->journal.open);
	assert_string_equal(g_hash_table_lookup(d->past, "a"), "ack");
	assert_string_equal(g_hash_table_lookup(d->past, "a/sent"), "sent");
	assert_string_equal(g_hash_table_lookup(d->past, "n"), "note");
	desk_listen(d, &d->due->len, 1, 1000);
	assert_string_equal(((struct delivery *)g_ptr_array_index(d->due, 0))->id, "b");
	append(d, 2);
	assert_verdict(d, "ok (5 events, head 5 ");
	g_free(dir);
}

static void
a_journal_of_a_newer_version_is_left_alone(void **state)
{
	struct desk *d = *state;

	write_journal(d);
	run_sql(d->path, "PRAGMA user_version = 4");
	desk_start(d);
	assert_false(d->journal.open);
	assert_non_null(strstr(d->journal.reason, "newer warroom"));
}

static void
what_is_no_journal_cannot_be_verified(void **state)
{
	struct desk *d = *state;
	struct verification v;
	struct err e = { "" };

	assert_false(store_verify(d->path, &v, &e));
	assert_true(*e.text);
	assert_false(g_file_test(d->path, G_FILE_TEST_EXISTS));
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_set_up, desk_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_journal_as_it_was_written_is_ok),
		TEST(every_deed_is_named),
		TEST(every_deed_is_found_on_every_row),
		TEST(a_forged_event_is_found),
		TEST(a_cut_tail_stays_known_when_the_journal_grows_on),
		TEST(two_consoles_write_one_chain),
		TEST(a_journal_of_version_1_is_brought_up_to_date),
		TEST(a_journal_of_a_newer_version_is_left_alone),
		TEST(what_is_no_journal_cannot_be_verified),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
