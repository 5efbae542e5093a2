/* The journal's SQLite connection: opening, appending, reading. */
#include "store/sqlite.h"

#include "store/codec.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { SCHEMA_VERSION = 1, BUSY_TIMEOUT_MS = 5000, READ_BATCH = 500 };

static const char schema[] =
    "CREATE TABLE event("
    "  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at_us INTEGER NOT NULL, kind TEXT NOT NULL,"
    "  person TEXT NOT NULL, terminal_user TEXT NOT NULL, body TEXT NOT NULL) STRICT;"
    "CREATE TABLE outbox("
    "  id TEXT PRIMARY KEY, kind TEXT NOT NULL, ack_id TEXT NOT NULL, remote_id TEXT NOT NULL,"
    "  due_us INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'waiting',"
    "  owner TEXT NOT NULL DEFAULT '', lease_until_us INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL) STRICT;"
    "CREATE INDEX outbox_due ON outbox(state, due_us);"
    "CREATE TABLE probe(n INTEGER) STRICT;"
    "PRAGMA user_version = 1;";

static bool
fail(const struct journal *j, struct err *e, const char *what)
{
	int code = j->db ? sqlite3_errcode(j->db) : SQLITE_NOMEM;

	if (code == SQLITE_FULL)
		return err_set(e, "the disk of the journal is full: make room");
	if (code == SQLITE_READONLY || code == SQLITE_PERM || code == SQLITE_AUTH)
		return err_set(
		    e, "the journal or its directory cannot be written: check its owner and mode");
	if (code == SQLITE_BUSY)
		return err_set(e, "another program holds the journal for longer than %d s",
		               BUSY_TIMEOUT_MS / 1000);
	if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
		return err_set(
		    e, "the journal is damaged or is no journal: move it away, or restore a copy");
	if (code == SQLITE_IOERR)
		return err_set(
		    e,
		    "the journal's disk is full or fails: make room, or look at the system's log");
	return err_set(e, "%s: %s", what, j->db ? sqlite3_errmsg(j->db) : "out of memory");
}

static bool
exec(struct journal *j, const char *sql)
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
			    "%s is on %s, where the journal's locks do not hold: put it on a local disk",
			    dir, refused[i].name);
	return true;
}

/*
 * The directory and the file get their modes before SQLite opens the file: afterwards this process
 * must not open it again, because closing any descriptor of it drops SQLite's locks.
 */
static bool
prepare_file(const char *path, struct err *e)
{
	char *dir = g_path_get_dirname(path);
	bool ok = false;
	int fd;

	if (g_mkdir_with_parents(dir, 0700) != 0) {
		err_set(e, "cannot make the directory %s: %s", dir, g_strerror(errno));
	} else if (check_file_system(dir, e)) {
		fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		ok = fd >= 0 || errno == EEXIST;
		if (!ok)
			err_set(e, "cannot make %s: %s", path, g_strerror(errno));
		if (fd >= 0)
			close(fd);
	}
	g_free(dir);
	return ok;
}

static int
read_int(struct journal *j, const char *sql)
{
	sqlite3_stmt *st = NULL;
	int value = -1;

	if (sqlite3_prepare_v2(j->db, sql, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		value = sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	return value;
}

static bool
prepare_schema(struct journal *j, struct err *e)
{
	int version;

	/* IMMEDIATE: two consoles that start at once must not both make the tables */
	if (!exec(
		j,
		"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; BEGIN IMMEDIATE"))
		return fail(j, e, "the journal cannot be opened");
	version = read_int(j, "PRAGMA user_version");
	if (version > SCHEMA_VERSION) {
		(void)exec(j, "ROLLBACK");
		return err_set(
		    e, "the journal was written by a newer warroom (version %d, this one knows %d)",
		    version, SCHEMA_VERSION);
	}
	if ((version == 0 && !exec(j, schema)) || !exec(j, "COMMIT"))
		return fail(j, e, "the journal cannot be made");
	return true;
}

bool
journal_open(struct journal *j, const char *path, struct err *e)
{
	char *random_part = g_uuid_string_random();

	snprintf(j->owner, sizeof j->owner, "%d %s", (int)getpid(), random_part);
	g_free(random_part);
	j->db = NULL;
	if (path && !prepare_file(path, e))
		return false;
	if (sqlite3_open_v2(path ? path : ":memory:", &j->db,
	                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
	                    NULL) != SQLITE_OK) {
		fail(j, e, "the journal cannot be opened");
		journal_close(j);
		return false;
	}
	sqlite3_busy_timeout(j->db, BUSY_TIMEOUT_MS);
	if (!prepare_schema(j, e)) {
		journal_close(j);
		return false;
	}
	return true;
}

void
journal_close(struct journal *j)
{
	sqlite3_close(j->db);
	j->db = NULL;
}

static bool
commit_or_roll_back(struct journal *j, bool ok, struct err *e)
{
	/* a full disk shows only here, after every statement said it was done */
	if (ok && exec(j, "COMMIT"))
		return true;
	fail(j, e, "the journal cannot be written");
	(void)exec(j, "ROLLBACK");
	return false;
}

bool
journal_probe(struct journal *j, struct err *e)
{
	return commit_or_roll_back(
	    j, exec(j, "BEGIN IMMEDIATE; INSERT INTO probe VALUES(1); DELETE FROM probe"), e);
}

/* An outcome has no id of its own: one is made from its cause, so that it is written once. */
static char *
event_id(const struct event *event)
{
	return *event->id ? g_strdup(event->id)
	                  : g_strconcat(event->cause, "/", event_kind_name(event->kind), NULL);
}

static bool
insert_event(struct journal *j, const struct event *event)
{
	char *id = event_id(event), *body = codec_event(event);
	bool ok =
	    journal_run(j,
	                "INSERT OR IGNORE INTO event(id, at_us, kind, person, terminal_user, body)"
	                " VALUES(?, ?, ?, ?, ?, ?)",
	                "sissss", id, event->at_us, event_kind_name(event->kind), event->person,
	                event->terminal_user, body);

	g_free(id);
	g_free(body);
	return ok;
}

bool
journal_append(struct journal *j, const struct event_batch *events, const GPtrArray *deliveries,
               struct err *e)
{
	bool ok = exec(j, "BEGIN IMMEDIATE");

	if (!ok)
		return fail(j, e, "the journal cannot be written");
	for (guint i = 0; ok && deliveries && i < deliveries->len; i++)
		ok = outbox_insert(j, g_ptr_array_index(deliveries, i));
	for (guint i = 0; ok && i < events->events->len; i++) {
		const struct event *event = g_ptr_array_index(events->events, i);

		ok = (!event_is_durable(event->kind) || insert_event(j, event)) &&
		     outbox_outcome(j, event);
	}
	return commit_or_roll_back(j, ok, e);
}

static const char *
column(sqlite3_stmt *st, int i)
{
	const char *text = (const char *)sqlite3_column_text(st, i);

	return text ? text : "";
}

/* Into the batch; an action is followed by the word that it is kept. */
static void
read_event(sqlite3_stmt *st, struct event_batch *batch)
{
	enum event_kind kind = event_kind_by_name(column(st, 2));
	struct event *event;

	if (kind == EVENT_NONE)
		return; /* of a later version */
	event = event_batch_add(batch, kind, sqlite3_column_int64(st, 1));
	event->id = event_batch_str(batch, column(st, 0));
	event->person = event_batch_str(batch, column(st, 3));
	event->terminal_user = event_batch_str(batch, column(st, 4));
	if (!codec_event_read(batch, event, column(st, 5)))
		event->text = "(this event cannot be read)";
	if (!*event->cause || kind == EVENT_UNACK) {
		struct event *kept = event_batch_add(batch, EVENT_KEPT, event->at_us);

		kept->cause = event->id;
	}
}

bool
journal_read(struct journal *j, void (*take)(struct event_batch *batch, void *data), void *data,
             struct err *e)
{
	struct event_batch *batch = event_batch_new();
	sqlite3_stmt *st = NULL;
	int step = SQLITE_DONE;

	if (sqlite3_prepare_v2(
		j->db,
		"SELECT id, at_us, kind, person, terminal_user, body FROM event ORDER BY seq", -1,
		&st, NULL) == SQLITE_OK)
		while ((step = sqlite3_step(st)) == SQLITE_ROW) {
			read_event(st, batch);
			if (batch->events->len >= READ_BATCH) {
				take(batch, data);
				batch = event_batch_new();
			}
		}
	take(batch, data);
	if (sqlite3_finalize(st) != SQLITE_OK || step != SQLITE_DONE)
		return fail(j, e, "the journal cannot be read");
	return true;
}
