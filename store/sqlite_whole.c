/* The whole journal in the order of time: events, and what the sources showed. */
#include "store/admin.h"
#include "base/lang.h"
#include "store/sqlite_chain.h"

#include <sqlite3.h>

static bool
give_all(struct journal *j, const char *sql, journal_take *take, void *data, struct err *e)
{
	struct event_batch *batch = event_batch_new();
	sqlite3_stmt *st = NULL;
	int step = SQLITE_ERROR;

	if (sqlite3_prepare_v2(j->db, sql, -1, &st, NULL) == SQLITE_OK) {
		while ((step = sqlite3_step(st)) == SQLITE_ROW) {
			struct row row = chain_row(st, 1);

			if (sqlite3_column_int(st, 0))
				(void)journal_read_observed(batch, row.kind, row.at_us, row.id,
				                            row.body);
			else
				journal_add_event(batch, &row);
			batch = journal_give_full(batch, take, data);
		}
	}
	journal_give(batch, take, data);
	if (sqlite3_finalize(st) != SQLITE_OK || step != SQLITE_DONE)
		return journal_fail(j, e, _("the journal cannot be read"));
	return true;
}

bool
admin_read_all(const char *path, void (*take)(struct event_batch *batch, void *data), void *data,
               struct err *e)
{
	static const char events[] =
	    "SELECT 0, id, at_us, kind, person, terminal_user, body, seq FROM event"
	    " ORDER BY at_us, seq";
	static const char all[] =
	    "SELECT 0 AS observed, id, at_us, kind, person, terminal_user, body, seq AS place"
	    " FROM event UNION ALL"
	    " SELECT 1, subject, at_us, kind, '', '', body, n FROM observation"
	    " ORDER BY at_us, observed DESC, place";
	struct journal j = { .db = NULL };
	bool ok;

	if (!path || !g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	if (!journal_open_reading(&j, path, e))
		return false;
	ok = give_all(&j, j.schema < 3 ? events : all, take, data, e);
	journal_close(&j);
	return ok;
}
