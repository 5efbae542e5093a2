/* Checkpoints: the events that the present rests on, so that a start need not read all. */
#include "store/sqlite_chain.h"

#include "base/lang.h"
#include "room/room.h"

#include <sqlite3.h>

/* A checkpoint that another console wrote so few events ago is left. */
enum { NEARLY_AS_NEW = STORE_CHECKPOINT_EVERY / 2 };

static int64_t
read_checkpoint(struct journal *j, const char *basis)
{
	sqlite3_stmt *st = NULL;
	int64_t seq = -1;

	if (sqlite3_prepare_v2(j->db, "SELECT seq FROM checkpoint WHERE basis = ?", -1, &st,
	                       NULL) == SQLITE_OK) {
		sqlite3_bind_text(st, 1, basis, -1, SQLITE_STATIC);
		if (sqlite3_step(st) == SQLITE_ROW)
			seq = sqlite3_column_int64(st, 0);
	}
	sqlite3_finalize(st);
	return seq;
}

bool
journal_follow_checkpoint(struct journal *j, const char *basis, journal_take *take, void *data,
                          struct err *e)
{
	int64_t seq = -1, last = 0;
	bool ok;

	if (j->seq > 0 || j->schema < 3)
		return true;
	/* one moment: another console may write a new one meanwhile */
	if (!journal_exec(j, "BEGIN"))
		return journal_fail(j, e, _("the journal cannot be read"));
	seq = read_checkpoint(j, basis);
	ok = seq < 0 ||
	     journal_give_events(j,
	                         "SELECT e.seq, e.id, e.at_us, e.kind, e.person, e.terminal_user,"
	                         " e.body FROM checkpoint_event c JOIN event e ON e.seq = c.seq"
	                         " WHERE c.seq > ? ORDER BY c.seq",
	                         &last, take, data, e);
	(void)!journal_exec(j, "COMMIT");
	if (ok && seq > 0)
		j->seq = seq;
	return ok;
}

static bool
add_needed(struct journal *j, const GPtrArray *ids, int64_t seq)
{
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(j->db,
	                             "INSERT OR IGNORE INTO checkpoint_event SELECT seq FROM event"
	                             " WHERE id = ? AND seq <= ?",
	                             -1, &st, NULL) == SQLITE_OK;

	for (guint i = 0; ok && i < ids->len; i++) {
		sqlite3_bind_text(st, 1, g_ptr_array_index(ids, i), -1, SQLITE_STATIC);
		sqlite3_bind_int64(st, 2, seq);
		ok = sqlite3_step(st) == SQLITE_DONE && sqlite3_reset(st) == SQLITE_OK;
	}
	return sqlite3_finalize(st) == SQLITE_OK && ok;
}

/* What follows from an event that is in, and what it follows from: half a story would be told
 * otherwise. */
static bool
add_related(struct journal *j, int64_t seq)
{
	static const char effects[] =
	    "INSERT OR IGNORE INTO checkpoint_event SELECT f.seq FROM checkpoint_event c"
	    " JOIN event n ON n.seq = c.seq JOIN event f ON f.cause = n.id WHERE f.seq <= ?";
	static const char causes[] =
	    "INSERT OR IGNORE INTO checkpoint_event SELECT n.seq FROM checkpoint_event c"
	    " JOIN event f ON f.seq = c.seq JOIN event n ON n.id = f.cause WHERE n.seq <= ?";
	int added;

	do {
		if (!journal_run(j, effects, "i", seq))
			return false;
		added = sqlite3_changes(j->db);
		if (!journal_run(j, causes, "i", seq))
			return false;
		added += sqlite3_changes(j->db);
	} while (added > 0);
	return true;
}

static bool
write_checkpoint(struct journal *j, const GPtrArray *ids, int64_t seq, const char *basis)
{
	int64_t from = seq - ROOM_LOG_MAX;

	return journal_exec(j, "DELETE FROM checkpoint; DELETE FROM checkpoint_event") &&
	       add_needed(j, ids, seq) &&
	       journal_run(j,
	                   "INSERT OR IGNORE INTO checkpoint_event SELECT seq FROM event"
	                   " WHERE seq > ? AND seq <= ?",
	                   "ii", from, seq) &&
	       add_related(j, seq) &&
	       journal_run(j, "INSERT INTO checkpoint(seq, basis) VALUES(?, ?)", "is", seq, basis);
}

bool
journal_checkpoint(struct journal *j, const GPtrArray *ids, int64_t seq, const char *basis,
                   struct err *e)
{
	bool ok;

	if (!journal_exec(j, "BEGIN IMMEDIATE"))
		return journal_fail(j, e, _("the journal cannot be written"));
	/* whoever came first: two rooms of different definitions do not take turns */
	ok = journal_int(j, "SELECT max(seq) FROM checkpoint") + NEARLY_AS_NEW > seq ||
	     write_checkpoint(j, ids, seq, basis);
	return journal_commit(j, ok, e);
}
