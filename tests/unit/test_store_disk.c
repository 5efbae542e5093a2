/* What a disk does to the journal: it fills up, and a crash tears the end of what was being
 * written. */
#include "store/verify.h"
#include "tests/unit/store_fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void
assert_whole(const struct desk *d)
{
	sqlite3 *db;
	sqlite3_stmt *st;

	assert_int_equal(sqlite3_open(d->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &st, NULL),
	                 SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(st, 0), "ok");
	sqlite3_finalize(st);
	sqlite3_close(db);
}

/* A small file system on the desk's directory, seen by this program only. False: the system
 * does not let us. */
static bool
mount_small(const struct desk *d)
{
	return unshare(CLONE_NEWNS) == 0 &&
	       mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("tmpfs", d->dir, "tmpfs", 0, "size=400k") == 0;
}

/* Acknowledges until one is lost; gives how many were asked for. */
static guint
fill(struct desk *d)
{
	guint asked = 0;

	while (d->lost->len == 0 && asked < 2000) {
		g_free(acknowledge(d->store, "am/1", HOUR_US));
		asked++;
		for (int i = 0; i < 250 && d->kept->len + d->lost->len < asked; i++)
			desk_listen(d, &d->lost->len, 1, 20);
	}
	return asked;
}

static void
a_full_disk_refuses_says_so_and_recovers(void **state)
{
	struct desk *d = *state, *after = desk_beside(d);
	char *ballast = g_build_filename(d->dir, "ballast", NULL), *bytes = g_malloc0(160 * 1024);
	guint asked, kept;

	if (!mount_small(d)) {
		print_message("skipped: mounting a small tmpfs needs root\n");
		desk_close(after);
		g_free(ballast);
		g_free(bytes);
		skip();
	}
	assert_true(g_file_set_contents(ballast, bytes, 160 * 1024, NULL));
	desk_start(d);
	assert_true(d->journal.open);
	asked = fill(d);
	assert_int_equal(d->lost->len, 1);
	assert_int_equal(d->kept->len, asked - 1);
	assert_non_null(strstr(d->reason, "full"));
	for (int i = 0; i < 50 && d->journal.open; i++)
		desk_listen(d, &d->lost->len, 2, 20);
	assert_false(d->journal.open);
	kept = d->kept->len;

	assert_int_equal(g_unlink(ballast), 0);
	for (int i = 0; i < 100 && !d->journal.open; i++)
		desk_listen(d, &d->kept->len, kept + 1, 50);
	assert_true(d->journal.open);
	g_free(acknowledge(d->store, "am/1", HOUR_US));
	desk_listen(d, &d->kept->len, kept + 1, 3000);
	assert_int_equal(d->kept->len, kept + 1);

	/* no false word: what was said to be kept is there, what was said to be lost is not */
	desk_start(after);
	assert_int_equal(g_hash_table_size(after->past), kept + 1);
	for (guint i = 0; i < d->kept->len; i++)
		assert_non_null(g_hash_table_lookup(after->past, g_ptr_array_index(d->kept, i)));
	assert_null(g_hash_table_lookup(after->past, g_ptr_array_index(d->lost, 0)));
	desk_close(after);
	store_stop(&d->store);
	assert_whole(d);
	umount2(d->dir, MNT_DETACH);
	g_free(ballast);
	g_free(bytes);
}

/* In the child: acknowledges, writes what was confirmed, and waits for its death. */
static void
acknowledge_and_hang(struct desk *d, guint n, int out)
{
	desk_start(d);
	for (guint i = 0; i < n; i++) {
		g_free(acknowledge(d->store, "am/1", HOUR_US));
		desk_listen(d, &d->kept->len, i + 1, 1000);
		if (d->kept->len != i + 1 || write(out, g_ptr_array_index(d->kept, i), 36) != 36)
			_exit(1);
	}
	close(out);
	pause();
	_exit(1);
}

/* A journal whose console was killed; gives the ids that it had confirmed. */
static GPtrArray *
leave_behind(struct desk *d, guint n)
{
	GPtrArray *confirmed = g_ptr_array_new_with_free_func(g_free);
	char id[37] = "";
	int fds[2];
	pid_t child;

	assert_int_equal(pipe(fds), 0);
	child = fork();
	if (child == 0)
		acknowledge_and_hang(d, n, fds[1]);
	close(fds[1]);
	while (read(fds[0], id, 36) == 36)
		g_ptr_array_add(confirmed, g_strdup(id));
	close(fds[0]);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	assert_int_equal(confirmed->len, n);
	return confirmed;
}

/* Puts the file and its log there anew, the log with another end. */
static void
lay_out(const struct desk *d, const GBytes *db, const GBytes *wal, gsize length,
        const char *garbage)
{
	char *wal_path = g_strconcat(d->path, "-wal", NULL),
	     *shm_path = g_strconcat(d->path, "-shm", NULL);
	GString *log = g_string_new_len(g_bytes_get_data((GBytes *)wal, NULL), (gssize)length);

	g_string_append(log, garbage);
	g_unlink(shm_path);
	assert_true(g_file_set_contents(d->path, g_bytes_get_data((GBytes *)db, NULL),
	                                (gssize)g_bytes_get_size((GBytes *)db), NULL));
	assert_true(g_file_set_contents(wal_path, log->str, (gssize)log->len, NULL));
	g_string_free(log, TRUE);
	g_free(shm_path);
	g_free(wal_path);
}

static GBytes *
read_bytes(const char *path, const char *suffix)
{
	char *name = g_strconcat(path, suffix, NULL), *bytes = NULL;
	gsize size = 0;

	assert_true(g_file_get_contents(name, &bytes, &size, NULL));
	g_free(name);
	return g_bytes_new_take(bytes, size);
}

/* Opens, is whole, and has the first so many of what was confirmed; gives how many. */
static guint
count_first(struct desk *d, const GPtrArray *confirmed)
{
	struct verification v;
	struct err e = { "" };
	guint n = 0;

	desk_start(d);
	assert_true(d->journal.open);
	while (n < confirmed->len && g_hash_table_lookup(d->past, g_ptr_array_index(confirmed, n)))
		n++;
	assert_int_equal(g_hash_table_size(d->past), n);
	store_stop(&d->store);
	assert_whole(d);
	if (!store_verify(d->path, &v, &e))
		fail_msg("%s", e.text);
	assert_int_equal(v.integrity, INTEGRITY_OK);
	assert_int_equal(v.events, n);
	return n;
}

static void
forget_anchor(const struct desk *d)
{
	char *path = g_strconcat(d->path, ".anchor", NULL);

	g_unlink(path);
	g_free(path);
}

static void
a_torn_end_of_the_log_costs_only_what_was_torn(void **state)
{
	enum { N = 8, CUTS = 100 };
	struct desk *d = *state;
	GPtrArray *confirmed = leave_behind(d, N);
	GBytes *db = read_bytes(d->path, ""), *wal = read_bytes(d->path, "-wal");
	gsize size = g_bytes_get_size(wal);
	guint before = 0;

	/* what was being written and not confirmed when the machine died: any part of it, or
	 * nonsense */
	lay_out(d, db, wal, size, "");
	assert_int_equal(count_first(d, confirmed), N);
	forget_anchor(d);
	lay_out(d, db, wal, size, "half a frame that never became a whole one");
	assert_int_equal(count_first(d, confirmed), N);

	/* a disk that lost what it had said to hold: the rest stands */
	for (gsize left = 1; left <= CUTS; left++) {
		guint n;

		forget_anchor(d);
		lay_out(d, db, wal, size * left / CUTS - (left % 7 && left < CUTS ? left % 7 : 0),
		        "");
		n = count_first(d, confirmed);
		assert_true(n >= before);
		before = n;
	}
	assert_int_equal(before, N);
	g_bytes_unref(db);
	g_bytes_unref(wal);
	g_ptr_array_unref(confirmed);
}

/* One byte of the log is another one: what was written before it stands. */
static void
a_flipped_byte_of_the_log_costs_only_what_follows(void **state)
{
	enum { N = 8, FLIPS = 100 };
	struct desk *d = *state;
	GPtrArray *confirmed = leave_behind(d, N);
	GBytes *db = read_bytes(d->path, ""), *wal = read_bytes(d->path, "-wal");
	gsize size = g_bytes_get_size(wal);
	guint before = 0;

	for (gsize i = 0; i < FLIPS; i++) {
		char *bytes = g_memdup2(g_bytes_get_data(wal, NULL), size);
		GBytes *flipped = g_bytes_new_take(bytes, size);
		guint n;

		bytes[size * i / FLIPS] ^= (char)(1 << i % 8);
		forget_anchor(d);
		lay_out(d, db, flipped, size, "");
		n = count_first(d, confirmed);
		assert_true(n >= before);
		before = n;
		g_bytes_unref(flipped);
	}
	assert_true(before >= N - 1);
	g_bytes_unref(db);
	g_bytes_unref(wal);
	g_ptr_array_unref(confirmed);
}

/* As on a DVD, or a snapshot mounted to look at. */
static void
a_medium_that_cannot_be_written_is_read_and_proved(void **state)
{
	struct desk *d = *state;
	struct verification v;
	struct err e = { "" };
	guint none = 0;
	char *id;

	desk_start(d);
	id = acknowledge(d->store, "am/1", HOUR_US);
	desk_listen(d, &d->kept->len, 1, 1000);
	store_stop(&d->store);
	if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount(d->dir, d->dir, NULL, MS_BIND, NULL) != 0) {
		print_message("skipped: mounting a directory read-only needs root\n");
		g_free(id);
		skip();
	}
	assert_int_equal(mount(NULL, d->dir, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL), 0);
	if (!store_verify(d->path, &v, &e))
		fail_msg("%s", e.text);
	assert_int_equal(v.integrity, INTEGRITY_OK);
	assert_int_equal(v.events, 1);
	d->store = store_start_reading(d->path, d->mailbox);
	desk_listen(d, &none, 1, 300);
	assert_string_equal(g_hash_table_lookup(d->past, id), "ack");
	assert_true(d->journal.read && !d->journal.open);
	assert_string_equal(d->journal.reason, "");
	store_stop(&d->store);

	/* who wants to act there is told why not */
	desk_start(d);
	assert_false(d->journal.open);
	if (!strstr(d->journal.reason, "cannot be written"))
		fail_msg("it says: %s", d->journal.reason);
	g_free(acknowledge(d->store, "am/1", HOUR_US));
	desk_listen(d, &d->lost->len, 1, 1000);
	assert_int_equal(d->lost->len, 1);
	store_stop(&d->store);
	desk_listen(d, &none, 1, 50);
	umount2(d->dir, MNT_DETACH);
	g_free(id);
}

/* Somebody else's file: said, and mended without a restart. */
static void
a_journal_of_another_owner_is_refused_until_it_is_ours(void **state)
{
	struct desk *d = *state;
	char *deeper = g_path_get_dirname(d->path);
	guint never = 0;
	bool is_root = geteuid() == 0;

	desk_start(d);
	store_stop(&d->store);
	assert_int_equal(chmod(d->dir, 0755) | chmod(deeper, 0755) | chmod(d->path, 0), 0);
	if (is_root) /* whom no mode stops */
		assert_int_equal(seteuid(65534), 0);
	desk_start(d);
	if (is_root)
		assert_int_equal(seteuid(0), 0);
	assert_false(d->journal.open);
	assert_non_null(strstr(d->journal.reason, "cannot be written: check its owner and mode"));
	assert_int_equal(chmod(d->path, 0600), 0);
	for (int i = 0; i < 60 && !d->journal.open; i++)
		desk_listen(d, &never, 1, 50);
	assert_true(d->journal.open);
	g_free(deeper);
}

static void
run_sql(const struct desk *d, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(d->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* A colleague's console has upgraded it: this one shows what it can, follows, and never writes. */
static void
a_journal_of_a_newer_version_is_looked_at_only(void **state)
{
	struct desk *d = *state;
	char *id;

	desk_start(d);
	id = acknowledge(d->store, "am/1", HOUR_US);
	desk_listen(d, &d->kept->len, 1, 1000);
	store_stop(&d->store);
	run_sql(d,
	        "PRAGMA user_version = 4; ALTER TABLE event ADD COLUMN mood TEXT;"
	        "INSERT INTO event(seq, id, at_us, kind, person, terminal_user, body, prev, hash)"
	        " SELECT 2, 'new', at_us, 'dance', '', '', body, hash, 'x' FROM event");
	desk_start(d);
	assert_true(d->journal.is_newer && !d->journal.open);
	assert_non_null(strstr(d->journal.reason, "by a newer warroom (version 4"));
	assert_string_equal(g_hash_table_lookup(d->past, id), "ack");
	g_free(acknowledge(d->store, "am/2", HOUR_US));
	desk_listen(d, &d->lost->len, 1, 1000);
	assert_int_equal(d->lost->len, 1);
	assert_non_null(strstr(d->reason, "look only"));
	assert_true(d->journal.is_newer);
	g_free(id);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_set_up, desk_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_full_disk_refuses_says_so_and_recovers),
		TEST(a_medium_that_cannot_be_written_is_read_and_proved),
		TEST(a_journal_of_another_owner_is_refused_until_it_is_ours),
		TEST(a_journal_of_a_newer_version_is_looked_at_only),
		TEST(a_torn_end_of_the_log_costs_only_what_was_torn),
		TEST(a_flipped_byte_of_the_log_costs_only_what_follows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
