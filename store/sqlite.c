/* The journal's SQLite connection: opening, closing, running statements. */
#include "store/sqlite_chain.h"

#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#define PATIENCE_US (5 * SEC_US)

bool
journal_fail(const struct journal *j, struct err *e, const char *what)
{
	int code = j->db ? sqlite3_errcode(j->db) : SQLITE_NOMEM;

	if (code == SQLITE_FULL)
		return err_set(e, _("the disk of the journal is full: make room"));
	if (code == SQLITE_READONLY || code == SQLITE_PERM || code == SQLITE_AUTH ||
	    code == SQLITE_CANTOPEN)
		return err_set(
		    e,
		    _("the journal or its directory cannot be written: check its owner and mode"));
	if (code == SQLITE_BUSY)
		return err_set(
		    e, _("another program holds the journal for too long: 'fuser %s' says which"),
		    j->path ? j->path : "");
	if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
		return err_set(
		    e,
		    _("the journal is damaged or is no journal: move it away, or restore a copy"));
	if (code == SQLITE_IOERR)
		return err_set(
		    e,
		    _("the journal's disk is full or fails: make room, or look at the system's log"));
	return err_set(e, "%s: %s", what, j->db ? sqlite3_errmsg(j->db) : _("out of memory"));
}

bool
journal_exec(struct journal *j, const char *sql)
{
	return sqlite3_exec(j->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

bool
journal_run(struct journal *j, const char *sql, const char *types, ...)
{
	sqlite3_stmt *st = NULL;
	va_list ap;
	bool ok = sqlite3_prepare_v2(j->db, sql, -1, &st, NULL) == SQLITE_OK;

	va_start(ap, types);
	for (int i = 0; ok && types[i]; i++) {
		if (types[i] == 'i')
			ok = sqlite3_bind_int64(st, i + 1, va_arg(ap, int64_t)) == SQLITE_OK;
		else
			ok = sqlite3_bind_text(st, i + 1, va_arg(ap, const char *), -1,
			                       SQLITE_TRANSIENT) == SQLITE_OK;
	}
	va_end(ap);
	while (ok) {
		int step = sqlite3_step(st);

		if (step == SQLITE_DONE)
			break;
		ok = step == SQLITE_ROW;
	}
	return sqlite3_finalize(st) == SQLITE_OK && ok;
}

/* File systems whose locks SQLite cannot trust: a journal there can be damaged by a second
 * console. */
static bool
check_file_system(const char *dir, struct err *e)
{
	static const struct {
		unsigned long magic;
		const char *name;
	} refused[] = { { 0x6969, "NFS" },      { 0x517B, "SMB" },        { 0xFF534D42, "CIFS" },
		        { 0xFE534D42, "SMB2" }, { 0x0BD00BD0, "Lustre" }, { 0x47504653, "GPFS" } };
	struct statfs fs;

	if (statfs(dir, &fs) != 0)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(refused); i++)
		if (((unsigned long)fs.f_type & 0xFFFFFFFFul) == refused[i].magic)
			return err_set(
			    e,
			    _("%s is on %s, where the journal's locks do not hold: put it on a"
			      " local disk"),
			    dir, refused[i].name);
	return true;
}

/*
 * The directory and the file get their modes before SQLite opens the file: afterwards this
 * process must not open it again, because closing any descriptor of it drops SQLite's locks.
 */
static bool
prepare_file(const char *path, struct err *e)
{
	char *dir = g_path_get_dirname(path);
	bool ok = false;
	int fd;

	if (g_mkdir_with_parents(dir, 0700) != 0) {
		err_set(e, _("cannot make the directory %s: %s"), dir, g_strerror(errno));
	} else if (check_file_system(dir, e)) {
		fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		ok = fd >= 0 || errno == EEXIST;
		if (!ok)
			err_set(e, _("cannot make %s: %s"), path, g_strerror(errno));
		if (fd >= 0)
			close(fd);
	}
	g_free(dir);
	return ok;
}

const char *
journal_text(sqlite3_stmt *st, int column)
{
	const char *text = (const char *)sqlite3_column_text(st, column);

	return text ? text : "";
}

int64_t
journal_int(struct journal *j, const char *sql)
{
	sqlite3_stmt *st = NULL;
	int64_t value = -1;

	if (sqlite3_prepare_v2(j->db, sql, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		value = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return value;
}

/* Processes of one number may live side by side in several containers: the name of their number
 * space tells them apart. */
static void
name_process_space(char *name, size_t size)
{
	ssize_t n = readlink("/proc/self/ns/pid", name, size - 1);

	name[MAX(n, 0)] = '\0';
}

static void
name_owner(struct journal *j)
{
	char *random_part = g_uuid_string_random(), space[40];

	name_process_space(space, sizeof space);
	snprintf(j->owner, sizeof j->owner, "%d %s %s", (int)getpid(), space, random_part);
	g_free(random_part);
}

bool
owner_is_dead(const char *owner)
{
	char space[40], theirs[40] = "";
	int pid;

	name_process_space(space, sizeof space);
	/* one of version 1 has no space, but a random part of another form */
	return sscanf(owner, "%d %39s", &pid, theirs) == 2 && strcmp(space, theirs) == 0 &&
	       kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

static int64_t
read_version(struct journal *j)
{
	int64_t version = -1;

	if (sqlite3_step(j->version_query) == SQLITE_ROW)
		version = sqlite3_column_int64(j->version_query, 0);
	sqlite3_reset(j->version_query);
	return version;
}

bool
journal_has_changed(struct journal *j)
{
	int64_t version = read_version(j);
	bool yes = version != j->version;

	j->version = version;
	return yes;
}

const char *
journal_log_path(const struct journal *j)
{
	const char *file = j->path ? sqlite3_db_filename(j->db, "main") : NULL;

	return file && *file ? sqlite3_filename_wal(file) : NULL;
}

int64_t
journal_written(const struct journal *j)
{
	return sqlite3_total_changes64(j->db);
}

static bool
watch_version(struct journal *j, struct err *e)
{
	if (sqlite3_prepare_v2(j->db, "PRAGMA data_version", -1, &j->version_query, NULL) !=
	    SQLITE_OK)
		return journal_fail(j, e, _("the journal cannot be opened"));
	j->version = read_version(j);
	return true;
}

/* As SQLite's own timeout does, but it can be told to hurry. */
static int
wait_for_lock(void *journal, int times)
{
	struct journal *j = journal;
	int64_t now_us = clock_monotonic_us(), hurry_us = j->hurry_us ? *j->hurry_us : 0;
	int64_t until_us;

	if (times == 0)
		j->waits_since_us = now_us;
	until_us = j->waits_since_us + (j->patience_us ? j->patience_us : PATIENCE_US);
	if (hurry_us)
		until_us = MIN(until_us, hurry_us);
	if (now_us >= until_us)
		return 0;
	g_usleep((gulong)MIN(until_us - now_us, MIN(MSEC_US << MIN(times, 6), 50 * MSEC_US)));
	return 1;
}

static bool
set_up(struct journal *j, struct err *e)
{
	sqlite3_busy_handler(j->db, wait_for_lock, j);
	return schema_prepare(j, e) && watch_version(j, e);
}

/* Closes without a word to anybody. */
static void
drop(struct journal *j)
{
	sqlite3_finalize(j->version_query);
	j->version_query = NULL;
	sqlite3_close(j->db);
	j->db = NULL;
	g_free(j->path);
	j->path = NULL;
}

bool
journal_open(struct journal *j, const char *path, struct err *e)
{
	bool ok;

	name_owner(j);
	j->is_reading = false;
	if (path && !prepare_file(path, e))
		return false;
	j->path = g_strdup(path);
	ok = sqlite3_open_v2(path ? path : ":memory:", &j->db,
	                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
	                     NULL) == SQLITE_OK;
	if (!ok)
		journal_fail(j, e, _("the journal cannot be opened"));
	ok = ok && set_up(j, e);
	if (!ok)
		drop(j);
	return ok;
}

static bool
open_to_read(struct journal *j, const char *file, int flags)
{
	int flag = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | flags;

	sqlite3_close(j->db);
	j->db = NULL;
	if (sqlite3_open_v2(file, &j->db, flag, NULL) != SQLITE_OK)
		return false;
	sqlite3_busy_handler(j->db, wait_for_lock, j);
	j->schema = journal_int(j, "PRAGMA user_version");
	return j->schema >= 0;
}

/* Nobody writes to a medium that cannot be written: then no locks are needed, for which SQLite
 * would have to make a file. */
static bool
open_still(struct journal *j, struct err *e)
{
	char *log = g_strconcat(j->path, "-wal", NULL), *uri;
	GStatBuf at;
	bool ok;

	if (g_stat(log, &at) == 0 && at.st_size > 0) {
		err_set(
		    e,
		    _("the last events of %s are still in the file %s, and its directory cannot be"
		      " written: copy both to one that can"),
		    j->path, log);
		g_free(log);
		return false;
	}
	uri = g_filename_to_uri(j->path, NULL, NULL);
	g_free(log);
	log = g_strconcat(uri ? uri : "", "?immutable=1", NULL);
	ok = uri && open_to_read(j, log, SQLITE_OPEN_URI);
	if (!ok)
		journal_fail(j, e, _("the journal cannot be read"));
	g_free(log);
	g_free(uri);
	return ok;
}

bool
journal_is_newer(struct err *e, int64_t version)
{
	return err_set(
	    e,
	    _("the journal was written by a newer warroom (version %d, this one knows %d):"
	      " look only"),
	    (int)version, SCHEMA_VERSION);
}

static bool
check_schema(const struct journal *j, struct err *e)
{
	if (j->schema > SCHEMA_VERSION && !j->takes_newer)
		return journal_is_newer(e, j->schema);
	return j->schema > 0 || err_set(e, _("%s is no journal of warroom"), j->path);
}

bool
journal_open_reading(struct journal *j, const char *path, struct err *e)
{
	bool ok;

	name_owner(j);
	j->is_reading = true;
	j->path = g_canonicalize_filename(path, NULL);
	ok = open_to_read(j, j->path, 0);
	if (!ok && j->db && (sqlite3_errcode(j->db) & 0xff) == SQLITE_CANTOPEN &&
	    g_file_test(j->path, G_FILE_TEST_IS_REGULAR))
		ok = open_still(j, e);
	else if (!ok)
		journal_fail(j, e, _("the journal cannot be read"));
	ok = ok && check_schema(j, e) && watch_version(j, e);
	if (!ok)
		drop(j);
	return ok;
}

void
journal_close(struct journal *j)
{
	if (!j->db)
		return;
	if (j->is_reading) {
		drop(j);
		return;
	}
	/* a row that stays is taken off by the next console that looks */
	(void)!journal_run(j, "DELETE FROM console WHERE id = ?", "s", j->owner);
	chain_anchor(j);
	drop(j);
}

bool
journal_commit(struct journal *j, bool ok, struct err *e)
{
	/* a full disk shows only here, after every statement said it was done */
	if (ok && journal_exec(j, "COMMIT"))
		return true;
	journal_fail(j, e, _("the journal cannot be written"));
	(void)!journal_exec(j, "ROLLBACK");
	return false;
}

/* More than an action takes, so that a word of recovery is not taken back by the next key
 * press; what it took of the log is free again for that. */
bool
journal_probe(struct journal *j, struct err *e)
{
	bool ok = journal_exec(j, "BEGIN IMMEDIATE; DELETE FROM probe;"
	                          "INSERT INTO probe VALUES(randomblob(32768))");

	return journal_commit(j, ok, e) && (journal_exec(j, "PRAGMA wal_checkpoint(PASSIVE)") ||
	                                    journal_fail(j, e, _("the journal cannot be written")));
}
