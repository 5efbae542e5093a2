/* What keeps the journal small: observations are thinned by age, and the oldest go first. */
#include "store/sqlite.h"

#include "base/lang.h"

#include <sqlite3.h>

/* So many rows are looked at in one transaction; so many pages are given back in one. */
enum { ROWS = 2000, PAGES = 1000 };

/* From an age on a metric keeps one sample for each step of time; without a step, what was shown of
 * alerts goes. The numbers stand in journals. */
static const struct pass {
	int64_t number, age_us, step_us;
} passes[] = {
	{ 1, 6 * HOUR_US, MIN_US },
	{ 2, 2 * DAY_US, 10 * MIN_US },
	{ 3, 30 * DAY_US, HOUR_US },
	{ 4, 90 * DAY_US, 0 },
};

static int64_t
find_int(struct journal *j, const char *sql, const int64_t *values, int n)
{
	sqlite3_stmt *st = NULL;
	int64_t value = -1;

	if (sqlite3_prepare_v2(j->db, sql, -1, &st, NULL) == SQLITE_OK) {
		for (int i = 0; i < n; i++)
			sqlite3_bind_int64(st, i + 1, values[i]);
		if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_type(st, 0) != SQLITE_NULL)
			value = sqlite3_column_int64(st, 0);
	}
	sqlite3_finalize(st);
	return value;
}

static bool
thin_samples(struct journal *j, const struct pass *pass, int64_t from, int64_t to)
{
	return journal_run(j,
	                   "DELETE FROM observation AS o WHERE n > ? AND n <= ?"
	                   " AND kind IN ('sample', 'define-line')"
	                   " AND n NOT IN (SELECT n FROM shown)"
	                   " AND EXISTS (SELECT 1 FROM observation p WHERE p.kind = o.kind"
	                   " AND p.subject = o.subject AND p.at_us > o.at_us"
	                   " AND p.at_us < (o.at_us / ? + 1) * ?)",
	                   "iiii", from, to, pass->step_us, pass->step_us);
}

static bool
drop_gone(struct journal *j, int64_t from, int64_t to, int64_t before_us)
{
	return journal_run(j,
	                   "DELETE FROM observation WHERE n > ? AND n <= ? AND kind <> 'sample'"
	                   " AND n NOT IN (SELECT n FROM shown WHERE hash <> '')",
	                   "ii", from, to) &&
	       journal_run(j, "DELETE FROM shown WHERE hash = '' AND n > 0 AND at_us < ?", "i",
	                   before_us);
}

/* The next rows of a pass; *more = it has not come to its age yet. */
static bool
go_on(struct journal *j, const struct pass *pass, int64_t now_us, bool *more)
{
	int64_t from =
	    MAX(find_int(j, "SELECT n FROM thinned WHERE pass = ?", &pass->number, 1), 0);
	int64_t to = find_int(j,
	                      "SELECT max(n) FROM (SELECT n, at_us FROM observation WHERE n > ?"
	                      " ORDER BY n LIMIT ?) WHERE at_us < ?",
	                      (int64_t[]){ from, ROWS, now_us - pass->age_us }, 3);

	if (to < 0)
		return true;
	*more = true;
	return (pass->step_us ? thin_samples(j, pass, from, to)
	                      : drop_gone(j, from, to, now_us - pass->age_us)) &&
	       journal_run(j, "INSERT OR REPLACE INTO thinned(pass, n) VALUES(?, ?)", "ii",
	                   pass->number, to);
}

static bool
thin(struct journal *j, bool *more)
{
	/* by the clock of the rooms, which may be a shifted one */
	int64_t now_us = journal_int(j, "SELECT max(at_us) FROM shown");
	bool ok = true;

	for (size_t i = 0; ok && now_us > 0 && i < G_N_ELEMENTS(passes); i++)
		ok = go_on(j, &passes[i], now_us, more);
	return ok;
}

static int64_t
used_bytes(struct journal *j)
{
	return (journal_int(j, "PRAGMA page_count") - journal_int(j, "PRAGMA freelist_count")) *
	       journal_int(j, "PRAGMA page_size");
}

/* What is shown now stays, and every action. */
static bool
drop_oldest(struct journal *j, int64_t limit_bytes, struct growth *growth)
{
	if (limit_bytes <= 0 || growth->used_bytes <= limit_bytes)
		return true;
	if (!journal_run(j,
	                 "DELETE FROM observation WHERE n IN (SELECT n FROM observation WHERE n NOT"
	                 " IN (SELECT n FROM shown WHERE hash <> '') ORDER BY n LIMIT ?)",
	                 "i", (int64_t)ROWS))
		return false;
	growth->more |= sqlite3_changes(j->db) > 0;
	growth->is_too_large = sqlite3_changes(j->db) == 0;
	return true;
}

/* Pages that are free are used again; where they are many, or the file is too large, the disk gets
 * them back. */
static bool
give_back(struct journal *j, int64_t limit_bytes, struct growth *growth)
{
	int64_t pages = journal_int(j, "PRAGMA page_count"),
		free = journal_int(j, "PRAGMA freelist_count");
	bool is_large = limit_bytes > 0 && pages * journal_int(j, "PRAGMA page_size") > limit_bytes;
	char sql[64];

	if (journal_int(j, "PRAGMA auto_vacuum") != 2 || free == 0 ||
	    !(is_large || (free > PAGES && free > pages / 4)))
		return true;
	g_snprintf(sql, sizeof sql, "PRAGMA incremental_vacuum(%d)", PAGES);
	growth->more |= free > PAGES;
	return journal_exec(j, sql);
}

bool
journal_tend_growth(struct journal *j, int64_t limit_bytes, struct growth *growth, struct err *e)
{
	bool ok;

	*growth = (struct growth){ .used_bytes = used_bytes(j) };
	if (!journal_exec(j, "BEGIN IMMEDIATE"))
		return journal_fail(j, e, _("the journal cannot be written"));
	ok = thin(j, &growth->more) && drop_oldest(j, limit_bytes, growth) &&
	     give_back(j, limit_bytes, growth);
	return journal_commit(j, ok, e);
}
