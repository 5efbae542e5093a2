/* F45: journals of every version that there was, and of one that is still to come: no acknowledgement is lost. */
#include "store/sqlite.h"
#include "store/verify.h"
#include "tests/unit/store_fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* What the tables of versions 2 and 3 have in common, as version 2 made them; the hashes are of another program. */
static const char version_2[] =
    "PRAGMA journal_mode=WAL;"
    "CREATE TABLE event("
    "  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at_us INTEGER NOT NULL, kind TEXT NOT NULL,"
    "  person TEXT NOT NULL, terminal_user TEXT NOT NULL, body TEXT NOT NULL,"
    "  prev TEXT NOT NULL, hash TEXT NOT NULL) STRICT;"
    "CREATE TABLE outbox("
    "  id TEXT PRIMARY KEY, kind TEXT NOT NULL, ack_id TEXT NOT NULL, remote_id TEXT NOT NULL,"
    "  due_us INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'waiting',"
    "  owner TEXT NOT NULL DEFAULT '', lease_until_us INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL,"
    "  retry_by TEXT NOT NULL DEFAULT '', retry_us INTEGER NOT NULL DEFAULT 0,"
    "  retry_at_us INTEGER NOT NULL DEFAULT 0, retry_until_us INTEGER NOT NULL DEFAULT 0,"
    "  retry_text TEXT NOT NULL DEFAULT '') STRICT;"
    "CREATE INDEX outbox_due ON outbox(state, due_us);"
    "CREATE TABLE probe(pad BLOB NOT NULL) STRICT;"
    "CREATE TABLE console("
    "  id TEXT PRIMARY KEY, person TEXT NOT NULL, terminal_user TEXT NOT NULL, terminal TEXT NOT NULL,"
    "  host TEXT NOT NULL, pid INTEGER NOT NULL, mode TEXT NOT NULL, seen_us INTEGER NOT NULL) STRICT;"
    "PRAGMA user_version = 2;"
    "INSERT INTO event VALUES"
    " (1, 'a', 1000, 'ack', 'lin', 'ops',"
    " '{\"subject\":\"am/1\",\"text\":\"我来看\",\"until_us\":2000}',"
    " '',"
    " '6c194b8ed2cdd4ff56fd0c87048d7b06b3767455618480adb60ffce8abf5508f'),"
    " (2, 'a/sent', 1001, 'sent', '', '',"
    " '{\"cause\":\"a\",\"remote_id\":\"silence-1\"}',"
    " '6c194b8ed2cdd4ff56fd0c87048d7b06b3767455618480adb60ffce8abf5508f',"
    " 'b843665e1011a9934c2b0ef25f2c85047538c02acbd9d44007a42e630d5c4d05'),"
    " (3, 'b', 1002, 'ack', 'sun', 'ops',"
    " '{\"subject\":\"am/2\",\"text\":\"mine\",\"until_us\":2000}',"
    " 'b843665e1011a9934c2b0ef25f2c85047538c02acbd9d44007a42e630d5c4d05',"
    " '7d00e8df31f0eb6f3dea833a6c7093040e327d21672dd8e56e52e7daab1d3f0a');"

    "INSERT INTO outbox(id, kind, ack_id, remote_id, due_us, body) VALUES"
    " ('b', 'ack', '', '', 0, '{\"id\":\"b\",\"kind\":\"ack\",\"source\":\"am\",\"labels\":{}}');";

/* As a console of that version writes: what it does not know of has a default, or is refused. */
static const char append_of_1[] =
    "INSERT INTO event(seq, id, at_us, kind, person, terminal_user, body)"
    " SELECT max(seq) + 1, 'old', 1, 'note', '', '', '{}' FROM event";
static const char append_of_2[] =
    "INSERT INTO event(seq, id, at_us, kind, person, terminal_user, body, prev, hash)"
    " SELECT seq + 1, 'old', 1, 'note', '', '', '{}', hash, 'x' FROM event ORDER BY seq DESC LIMIT 1";

/* SQLite's answer. */
static int
run_sql(const struct desk *d, const char *sql)
{
	char *dir = g_path_get_dirname(d->path);
	sqlite3 *db;
	int code;

	(void)!g_mkdir(dir, 0700);
	assert_int_equal(sqlite3_open(d->path, &db), SQLITE_OK);
	code = sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_close(db);
	g_free(dir);
	return code;
}

static int64_t
version_of(const struct desk *d)
{
	struct journal j = { .takes_newer = true };
	struct err e = { "" };
	int64_t version;

	assert_true(journal_open_reading(&j, d->path, &e));
	version = j.schema;
	journal_close(&j);
	return version;
}

static void
assert_ok(const struct desk *d, int64_t events)
{
	struct verification v;
	struct err e = { "" };

	if (!store_verify(d->path, &v, &e))
		fail_msg("%s", e.text);
	assert_int_equal(v.integrity, INTEGRITY_OK);
	assert_int_equal(v.events, events);
}

static void
assert_has_both(const struct desk *d)
{
	assert_string_equal(g_hash_table_lookup(d->past, "a"), "ack");
	assert_string_equal(g_hash_table_lookup(d->past, "a/sent"), "sent");
	assert_string_equal(g_hash_table_lookup(d->past, "b"), "ack");
}

/* Opened, it has both acknowledgements, delivers what waited, takes another, and all that stays. */
static void
assert_goes_on(struct desk *d)
{
	char *id;

	desk_start(d);
	assert_true(d->journal.open);
	assert_has_both(d);
	desk_listen(d, &d->due->len, 1, 60000);
	assert_string_equal(((struct delivery *)g_ptr_array_index(d->due, 0))->id, "b");
	id = acknowledge(d->store, "am/3", HOUR_US);
	desk_listen(d, &d->kept->len, 1, 60000);
	assert_int_equal(d->kept->len, 1);
	store_stop(&d->store);
	assert_int_equal(version_of(d), SCHEMA_VERSION);
	assert_ok(d, 4);

	desk_start(d);
	assert_has_both(d);
	assert_string_equal(g_hash_table_lookup(d->past, id), "ack");
	store_stop(&d->store);
	g_free(id);
}

static void
f45_version_2_is_brought_up_to_date(void **state)
{
	struct desk *d = *state;

	assert_int_equal(run_sql(d, version_2), SQLITE_OK);
	assert_ok(d, 3);
	assert_goes_on(d);
	/* a console of version 2 that still runs knows enough to write; one of 1 cannot */
	assert_int_equal(run_sql(d, append_of_1), SQLITE_CONSTRAINT);
	assert_int_equal(run_sql(d, append_of_2), SQLITE_OK);
}

/* Version 1 had neither the chain nor what version 2 brought beside it. */
static void
f45_version_1_is_brought_up_to_date(void **state)
{
	struct desk *d = *state;

	assert_int_equal(run_sql(d, version_2), SQLITE_OK);
	assert_int_equal(
	    run_sql(
		d,
		"ALTER TABLE event DROP COLUMN prev; ALTER TABLE event DROP COLUMN hash;"
		"ALTER TABLE outbox DROP COLUMN retry_by; ALTER TABLE outbox DROP COLUMN retry_us;"
		"ALTER TABLE outbox DROP COLUMN retry_at_us;"
		"ALTER TABLE outbox DROP COLUMN retry_until_us;"
		"ALTER TABLE outbox DROP COLUMN retry_text; DROP TABLE console;"
		"PRAGMA user_version = 1"),
	    SQLITE_OK);
	assert_goes_on(d);
	assert_int_equal(run_sql(d, append_of_1), SQLITE_CONSTRAINT);
}

static void
f45_version_3_is_opened_as_it_is(void **state)
{
	struct desk *d = *state;

	assert_int_equal(run_sql(d, version_2), SQLITE_OK);
	desk_start(d);
	store_stop(&d->store);
	assert_int_equal(version_of(d), 3);
	/* the lease of the console before, which this process still is */
	assert_int_equal(run_sql(d, "UPDATE outbox SET owner = '', lease_until_us = 0"), SQLITE_OK);
	assert_goes_on(d);
}

/* All that is written to disk of it; what reads it may make the file of shared memory beside it. */
static char *
checksum(const struct desk *d)
{
	char *bytes = NULL, *sum;
	gsize size = 0;

	assert_true(g_file_get_contents(d->path, &bytes, &size, NULL));
	sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (guchar *)bytes, size);
	g_free(bytes);
	return sum;
}

/* After a colleague's upgrade and one's own downgrade: everything is shown, nothing is written. */
static void
f45_a_newer_version_is_read_and_not_changed(void **state)
{
	struct desk *d = *state;
	char *before, *after;

	assert_int_equal(run_sql(d, version_2), SQLITE_OK);
	desk_start(d);
	store_stop(&d->store);
	assert_int_equal(
	    run_sql(d, "ALTER TABLE event ADD COLUMN mood TEXT; PRAGMA user_version = 4"),
	    SQLITE_OK);
	before = checksum(d);
	desk_start(d);
	assert_true(d->journal.read && d->journal.is_newer && !d->journal.open);
	assert_non_null(strstr(d->journal.reason, "by a newer warroom (version 4"));
	assert_has_both(d);
	g_free(acknowledge(d->store, "am/3", 0));
	desk_listen(d, &d->lost->len, 1, 60000);
	assert_int_equal(d->lost->len, 1);
	assert_int_equal(d->due->len, 0);
	store_stop(&d->store);
	after = checksum(d);
	assert_string_equal(after, before);
	assert_int_equal(version_of(d), 4);
	g_free(before);
	g_free(after);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_set_up, desk_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(f45_version_1_is_brought_up_to_date),
		TEST(f45_version_2_is_brought_up_to_date),
		TEST(f45_version_3_is_opened_as_it_is),
		TEST(f45_a_newer_version_is_read_and_not_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
