/* The floor of the journal: bare SQLite that commits rows as large as the journal's. */
#include "tests/bench/floor_commit.h"

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an acknowledgement has in the journal, in bytes: the event's body, its two hashes, and the
 * delivery's body. */
enum { EVENT_BYTES = 130, HASHES_BYTES = 128, DELIVERY_BYTES = 400, ID_BYTES = 36 };

struct floor_commit {
	sqlite3 *db;
	sqlite3_stmt *event, *delivery;
	unsigned n;
	char text[DELIVERY_BYTES + 1];
};

static void
must(struct floor_commit *floor, bool ok)
{
	if (ok)
		return;
	fprintf(stderr, "bench: bare SQLite: %s\n", sqlite3_errmsg(floor->db));
	exit(1);
}

static void
run(struct floor_commit *floor, const char *sql)
{
	must(floor, sqlite3_exec(floor->db, sql, NULL, NULL, NULL) == SQLITE_OK);
}

struct floor_commit *
floor_commit_open(const char *path)
{
	struct floor_commit *floor = g_new0(struct floor_commit, 1);

	memset(floor->text, 'x', DELIVERY_BYTES);
	must(floor, sqlite3_open(path, &floor->db) == SQLITE_OK);
	run(floor, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
	           "CREATE TABLE event(seq INTEGER PRIMARY KEY, id TEXT UNIQUE, body TEXT,"
	           " hashes TEXT);"
	           "CREATE TABLE outbox(id TEXT PRIMARY KEY, body TEXT)");
	must(floor,
	     sqlite3_prepare_v2(floor->db, "INSERT INTO event(id, body, hashes) VALUES(?, ?, ?)",
	                        -1, &floor->event, NULL) == SQLITE_OK &&
	         sqlite3_prepare_v2(floor->db, "INSERT INTO outbox(id, body) VALUES(?, ?)", -1,
	                            &floor->delivery, NULL) == SQLITE_OK);
	return floor;
}

static void
insert(struct floor_commit *floor, sqlite3_stmt *st)
{
	must(floor, sqlite3_step(st) == SQLITE_DONE);
	sqlite3_reset(st);
}

/* Ids without an order, as the journal's are. */
static void
commit_row(struct floor_commit *floor)
{
	char id[ID_BYTES + 1];

	snprintf(id, sizeof id, "%08x-%027u", floor->n * 2654435761u, floor->n);
	floor->n++;
	sqlite3_bind_text(floor->event, 1, id, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(floor->event, 2, floor->text, EVENT_BYTES, SQLITE_STATIC);
	sqlite3_bind_text(floor->event, 3, floor->text, HASHES_BYTES, SQLITE_STATIC);
	insert(floor, floor->event);
	sqlite3_bind_text(floor->delivery, 1, id, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(floor->delivery, 2, floor->text, DELIVERY_BYTES, SQLITE_STATIC);
	insert(floor, floor->delivery);
}

void
floor_commit_rows(struct floor_commit *floor, unsigned n)
{
	run(floor, "BEGIN IMMEDIATE");
	for (unsigned i = 0; i < n; i++)
		commit_row(floor);
	run(floor, "COMMIT");
}

void
floor_commit_close(struct floor_commit **floor)
{
	sqlite3_finalize((*floor)->event);
	sqlite3_finalize((*floor)->delivery);
	sqlite3_close((*floor)->db);
	g_free(*floor);
	*floor = NULL;
}
