/* The journal's tables, and what brings those of an older version up to date. */
#include "store/sqlite_chain.h"

#include "base/lang.h"

#include <sqlite3.h>

/* seq has no gaps; prev and hash are the chain, see sqlite_chain.h. */
static const char event_table[] =
    "CREATE TABLE event("
    "  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at_us INTEGER NOT NULL, kind TEXT NOT"
    " NULL,"
    "  person TEXT NOT NULL, terminal_user TEXT NOT NULL, body TEXT NOT NULL,"
    "  prev TEXT NOT NULL, hash TEXT NOT NULL) STRICT;";

static const char outbox_table[] =
    "CREATE TABLE outbox("
    "  id TEXT PRIMARY KEY, kind TEXT NOT NULL, ack_id TEXT NOT NULL, remote_id TEXT NOT NULL,"
    "  due_us INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT"
    " 'waiting',"
    "  owner TEXT NOT NULL DEFAULT '', lease_until_us INTEGER NOT NULL DEFAULT 0, body TEXT NOT"
    " NULL) STRICT;"
    "CREATE INDEX outbox_due ON outbox(state, due_us);";

/* What version 2 brought beside the chain: failed tries as other consoles show them, and who is
 * connected. */
static const char since_2[] =
    "ALTER TABLE outbox ADD COLUMN retry_by TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE outbox ADD COLUMN retry_us INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE outbox ADD COLUMN retry_at_us INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE outbox ADD COLUMN retry_until_us INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE outbox ADD COLUMN retry_text TEXT NOT NULL DEFAULT '';"
    "DROP TABLE IF EXISTS probe;"
    "CREATE TABLE probe(pad BLOB NOT NULL) STRICT;"
    "CREATE TABLE console("
    "  id TEXT PRIMARY KEY, person TEXT NOT NULL, terminal_user TEXT NOT NULL, terminal TEXT NOT"
    " NULL,"
    "  host TEXT NOT NULL, pid INTEGER NOT NULL, mode TEXT NOT NULL, seen_us INTEGER NOT NULL)"
    " STRICT;"
    "PRAGMA user_version = 2;";

/*
 * What version 3 brought: which site an event came from ('' = made here; not hashed, since each site has
 * its own chain), which deliveries and consoles are another site's, how far this journal and the one
 * that sites share are in step, what sources showed (thinned by age, so outside of the chain) and
 * what of it was the last (`shown`: subject "alert KEY", "sample METRIC" or "source NAME"; n: its
 * observation; since_us: since it is shown without a break; hash: of its content, "" = gone),
 * and the events that the room's present state rests on.
 */
static const char since_3[] =
    "ALTER TABLE event ADD COLUMN site TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE event ADD COLUMN cause TEXT AS (CASE WHEN json_valid(body)"
    " THEN json_extract(body, '$.cause') END) VIRTUAL;"
    "CREATE INDEX event_cause ON event(cause) WHERE cause IS NOT NULL;"
    "ALTER TABLE outbox ADD COLUMN site TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE outbox ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE console ADD COLUMN site TEXT NOT NULL DEFAULT '';"
    /* one console of the machine keeps the journals in step */
    "CREATE TABLE link("
    "  name TEXT PRIMARY KEY, pushed_seq INTEGER NOT NULL DEFAULT 0,"
    "  revision INTEGER NOT NULL DEFAULT 0, cluster TEXT NOT NULL DEFAULT '',"
    "  identity TEXT NOT NULL, sites INTEGER NOT NULL DEFAULT 1, owner TEXT NOT NULL DEFAULT '',"
    "  lease_until_us INTEGER NOT NULL DEFAULT 0, linked INTEGER NOT NULL DEFAULT 0,"
    "  since_us INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '') STRICT;"
    /* after_seq: the last event when it was written */
    "CREATE TABLE observation("
    "  n INTEGER PRIMARY KEY AUTOINCREMENT, after_seq INTEGER NOT NULL, at_us INTEGER NOT NULL,"
    "  kind TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL) STRICT;"
    "CREATE INDEX observation_subject ON observation(kind, subject, at_us);"
    "CREATE TABLE shown("
    "  subject TEXT PRIMARY KEY, n INTEGER NOT NULL, at_us INTEGER NOT NULL,"
    "  since_us INTEGER NOT NULL, hash TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    /* how far each pass of sqlite_growth.c has come */
    "CREATE TABLE thinned(pass INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT;"
    /* a row of checkpoint_event: an event up to `seq` that the room's present state rests on, as
     * a room of these definitions (basis) folds it */
    "CREATE TABLE checkpoint(seq INTEGER NOT NULL, basis TEXT NOT NULL) STRICT;"
    "CREATE TABLE checkpoint_event(seq INTEGER PRIMARY KEY) STRICT;"
    "PRAGMA user_version = 3;";

static bool
chain_all(struct journal *j)
{
	struct anchor head = { .seq = 0 };
	sqlite3_stmt *st = NULL;
	bool ok =
	    sqlite3_prepare_v2(
		j->db,
		"SELECT id, at_us, kind, person, terminal_user, body FROM event_1 ORDER BY seq", -1,
		&st, NULL) == SQLITE_OK;

	while (ok && sqlite3_step(st) == SQLITE_ROW) {
		struct row row = chain_row(st, 0);

		ok = chain_append(j, &head, &row);
	}
	return sqlite3_finalize(st) == SQLITE_OK && ok;
}

/* The table is made anew and not altered: its columns have no default, so that a warroom of
 * version 1 that still runs is refused what it would append without a hash. */
static bool
upgrade_from_1(struct journal *j)
{
	return journal_exec(j, "ALTER TABLE event RENAME TO event_1") &&
	       journal_exec(j, event_table) && chain_all(j) &&
	       journal_exec(j, "DROP TABLE event_1") && journal_exec(j, since_2);
}

static bool
make(struct journal *j)
{
	return journal_exec(j, event_table) && journal_exec(j, outbox_table) &&
	       journal_exec(j, since_2) && journal_exec(j, since_3);
}

/* One after the other, from the version that it has. */
static bool
upgrade(struct journal *j, int64_t version)
{
	return (version >= 2 || upgrade_from_1(j)) && (version >= 3 || journal_exec(j, since_3));
}

/* SQLite's place in the header of the file for whose it is: "wrdr" in a drill's, 0 in a room's. */
enum { DRILL_ID = 0x77726472 };

bool
journal_check_drill(struct journal *j, struct err *e)
{
	int64_t id = journal_int(j, "PRAGMA application_id");
	bool is_marked = id == DRILL_ID;

	if (id < 0)
		return journal_fail(j, e, _("the journal cannot be opened"));
	if (is_marked == j->is_drill)
		return true;
	return err_set(e,
	               is_marked ? _("%s is the journal of a drill: a room needs one of its own")
	                         : _("%s is the journal of a room: a drill needs one of its own"),
	               j->path ? j->path : _("the journal"));
}

static bool
mark(struct journal *j)
{
	char *set = g_strdup_printf("PRAGMA application_id = %d", j->is_drill ? DRILL_ID : 0);
	bool ok = journal_exec(j, set);

	g_free(set);
	return ok;
}

bool
schema_prepare(struct journal *j, struct err *e)
{
	int64_t version;
	bool ok;

	/* before anything is in the file: what is deleted later gives its room back */
	(void)!journal_exec(j, "PRAGMA auto_vacuum=INCREMENTAL");
	/* IMMEDIATE: two consoles that start at once must not both make the tables */
	if (!journal_exec(
		j, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; BEGIN"
		   " IMMEDIATE"))
		return journal_fail(j, e, _("the journal cannot be opened"));
	version = journal_int(j, "PRAGMA user_version");
	if (version < 0) { /* it could not be read: nothing is known that could be upgraded */
		journal_fail(j, e, _("the journal cannot be opened"));
		(void)!journal_exec(j, "ROLLBACK");
		return false;
	}
	if (version > SCHEMA_VERSION) {
		(void)!journal_exec(j, "ROLLBACK");
		j->schema = version;
		return journal_is_newer(e, version);
	}
	if (version > 0 && !journal_check_drill(j, e)) {
		(void)!journal_exec(j, "ROLLBACK");
		return false;
	}
	ok = version == 0 ? make(j) && mark(j) : upgrade(j, version);
	if (!ok || !journal_exec(j, "COMMIT"))
		return journal_fail(j, e, _("the journal cannot be made or brought up to date"));
	j->schema = SCHEMA_VERSION;
	return true;
}
