/* Is the journal what was written? Walks the chain of hashes and compares it with the anchor. */
#include "store/sqlite_chain.h"
#include "base/lang.h"
#include "store/verify.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <string.h>

enum { CHAIN_SINCE_VERSION = 2 };

/* The seq of the event that the query finds by a hash, -1 if there is none. */
static int64_t
find_seq(struct journal *j, const char *sql, const char *hash)
{
	sqlite3_stmt *st = NULL;
	int64_t seq = -1;

	if (sqlite3_prepare_v2(j->db, sql, -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_text(st, 1, hash, -1, SQLITE_STATIC);
		if (sqlite3_step(st) == SQLITE_ROW)
			seq = sqlite3_column_int64(st, 0);
	}
	sqlite3_finalize(st);
	return seq;
}

/* An event that is whole does not follow the one before it: where is the one that it does
 * follow? */
static void
judge_break(struct journal *j, struct verification *v, const char *prev, int64_t seq)
{
	int64_t true_prev = *prev ? find_seq(j, "SELECT seq FROM event WHERE hash = ?", prev) : 0;
	int64_t true_next = find_seq(j, "SELECT seq FROM event WHERE prev = ?", v->head.hash);

	if (true_prev > seq) {
		v->integrity = INTEGRITY_REORDERED;
		v->seq = seq;
	} else if (true_next > seq || true_prev >= 0) {
		v->integrity = INTEGRITY_ADDED;
		v->seq = true_next > seq ? v->head.seq : true_prev;
	} else {
		v->integrity = INTEGRITY_MISSING;
		v->seq = v->head.seq;
	}
}

/* The next event of the chain; false when it breaks here. */
static bool
walk_one(struct journal *j, struct verification *v, sqlite3_stmt *st)
{
	int64_t seq = sqlite3_column_int64(st, 0);
	const char *prev = journal_text(st, 7), *said = journal_text(st, 8);
	struct row row = chain_row(st, 1);
	char hash[CHAIN_HASH_SIZE];

	chain_hash(hash, prev, &row);
	if (strcmp(hash, said) != 0) {
		v->integrity = INTEGRITY_CHANGED;
		v->seq = seq;
		return false;
	}
	if (strcmp(prev, v->head.hash) != 0) {
		judge_break(j, v, prev, seq);
		return false;
	}
	if (seq == v->anchor.seq && strcmp(hash, v->anchor.hash) != 0) {
		v->integrity = INTEGRITY_REPLACED;
		v->seq = seq;
		return false;
	}
	v->head.seq = seq;
	g_strlcpy(v->head.hash, hash, sizeof v->head.hash);
	v->events++;
	return true;
}

static bool
walk(struct journal *j, struct verification *v, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int step = SQLITE_ERROR;
	bool is_whole = true;

	if (sqlite3_prepare_v2(
		j->db,
		"SELECT seq, id, at_us, kind, person, terminal_user, body, prev, hash FROM event"
		" ORDER BY seq",
		-1, &st, NULL) == SQLITE_OK)
		while (is_whole && (step = sqlite3_step(st)) == SQLITE_ROW)
			is_whole = walk_one(j, v, st);
	if (is_whole && step != SQLITE_DONE)
		journal_fail(j, e, _("the journal cannot be read"));
	sqlite3_finalize(st);
	if (is_whole && v->head.seq < v->anchor.seq) {
		v->integrity = INTEGRITY_CUT;
		v->seq = v->head.seq;
	}
	return !is_whole || step == SQLITE_DONE;
}

static bool
check_version(const struct journal *j, struct err *e)
{
	if (j->schema >= CHAIN_SINCE_VERSION)
		return true;
	return err_set(
	    e,
	    _("the journal is of an older version without hashes: a console brings it up to date"));
}

bool
store_verify(const char *path, struct verification *v, struct err *e)
{
	struct journal j = { .db = NULL };
	bool ok;

	*v = (struct verification){ .integrity = INTEGRITY_OK };
	/* before the journal: that may grow meanwhile, and must not seem shorter than its anchor */
	if (!anchor_read(path, &v->anchor))
		v->anchor = (struct anchor){ .seq = 0 };
	/* one transaction: all is read as it was at one moment */
	ok = journal_open_reading(&j, path, e) && check_version(&j, e) &&
	     (journal_exec(&j, "BEGIN") || journal_fail(&j, e, _("the journal cannot be read"))) &&
	     walk(&j, v, e);
	journal_close(&j);
	return ok;
}

char *
verification_text(const struct verification *v)
{
	switch (v->integrity) {
	case INTEGRITY_OK:
		if (v->events == 0)
			return g_strdup(_("ok (no event yet)"));
		return g_strdup_printf(_("ok (%" PRId64 " events, head %" PRId64 " %s)"), v->events,
		                       v->head.seq, v->head.hash);
	case INTEGRITY_CHANGED:
		return g_strdup_printf(_("changed at seq %" PRId64), v->seq);
	case INTEGRITY_MISSING:
		return g_strdup_printf(_("missing after seq %" PRId64), v->seq);
	case INTEGRITY_REORDERED:
		return g_strdup_printf(_("reordered at seq %" PRId64), v->seq);
	case INTEGRITY_ADDED:
		return g_strdup_printf(_("added after seq %" PRId64), v->seq);
	case INTEGRITY_CUT:
		return g_strdup_printf(
		    _("tail cut after seq %" PRId64 ": the anchor knows of seq %" PRId64), v->seq,
		    v->anchor.seq);
	case INTEGRITY_REPLACED:
		break;
	}
	return g_strdup_printf(
	    _("replaced at seq %" PRId64 ": the anchor knows another event there"), v->seq);
}
