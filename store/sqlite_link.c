/* The link's row in the journal: who keeps it, how far it is, and how it stands. */
#include "store/link.h"

#include "base/lang.h"
#include "base/text.h"

#include <sqlite3.h>
#include <string.h>

/* A keeper that has not said so for this long hangs. */
#define LEASE_US (10 * SEC_US)

static void
read_row(struct journal *j, sqlite3_stmt *st, struct link_row *row)
{
	const char *owner = journal_text(st, 4);
	char *said;

	row->pushed_seq = sqlite3_column_int64(st, 0);
	row->revision = sqlite3_column_int64(st, 1);
	g_strlcpy(row->cluster, journal_text(st, 2), sizeof row->cluster);
	g_strlcpy(row->identity, journal_text(st, 3), sizeof row->identity);
	row->is_mine = strcmp(owner, j->owner) == 0;
	row->is_held =
	    *owner && sqlite3_column_int64(st, 5) > clock_real_us() && !owner_is_dead(owner);
	row->state.is_linked = row->is_held && sqlite3_column_int64(st, 6) != 0;
	row->state.since_us = sqlite3_column_int64(st, 7);
	row->state.sites = sqlite3_column_int64(st, 8);
	said = text_clean(journal_text(st, 9), strlen(journal_text(st, 9)),
	                  sizeof row->state.reason - 1, NULL);
	g_strlcpy(row->state.reason,
	          row->is_held ? said : _("no console or watch of this site runs"),
	          sizeof row->state.reason);
	g_free(said);
}

bool
link_read(struct journal *j, const char *site, struct link_row *row, struct err *e)
{
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(
		      j->db,
		      "SELECT pushed_seq, revision, cluster, identity, owner, lease_until_us,"
		      " linked, since_us, sites, reason FROM link WHERE name = ?",
		      -1, &st, NULL) == SQLITE_OK;

	*row = (struct link_row){ .revision = 0 };
	g_strlcpy(row->state.name, site, sizeof row->state.name);
	if (ok)
		sqlite3_bind_text(st, 1, site, -1, SQLITE_STATIC);
	if (ok && sqlite3_step(st) == SQLITE_ROW)
		read_row(j, st, row);
	return (sqlite3_finalize(st) == SQLITE_OK && ok) ||
	       journal_fail(j, e, _("the journal cannot be read"));
}

bool
link_take(struct journal *j, const char *site, struct link_row *row, struct err *e)
{
	char *identity;
	bool ok;

	if (!link_read(j, site, row, e))
		return false;
	if (row->is_held && !row->is_mine)
		return true;
	if (!journal_exec(j, "BEGIN IMMEDIATE"))
		return journal_fail(j, e, _("the journal cannot be written"));
	ok = link_read(j, site, row, e);
	if (ok && (!row->is_held || row->is_mine)) {
		identity = g_uuid_string_random();
		ok = journal_run(j,
		                 "INSERT INTO link(name, identity, since_us) VALUES(?, ?, ?)"
		                 " ON CONFLICT(name) DO NOTHING",
		                 "ssi", site, identity, clock_real_us()) &&
		     journal_run(j,
		                 "UPDATE link SET since_us ="
		                 " CASE WHEN owner <> ?1 AND linked THEN ?3 ELSE since_us END,"
		                 " linked = linked AND owner = ?1, owner = ?1,"
		                 " lease_until_us = ?2 WHERE name = ?4",
		                 "siis", j->owner, clock_real_us() + LEASE_US, clock_real_us(),
		                 site) &&
		     link_read(j, site, row, e);
		g_free(identity);
	}
	return journal_commit(j, ok, e);
}

void
link_leave(struct journal *j, const char *site)
{
	(void)!journal_run(
	    j,
	    "UPDATE link SET owner = '', since_us = CASE WHEN linked THEN ? ELSE since_us END,"
	    " linked = 0 WHERE name = ? AND owner = ?",
	    "iss", clock_real_us(), site, j->owner);
}

bool
link_note(struct journal *j, const char *site, const struct link_row *row, struct err *e)
{
	return journal_run(j,
	                   "UPDATE link SET pushed_seq = ?, revision = ?, cluster = ?,"
	                   " lease_until_us = ? WHERE name = ? AND owner = ?",
	                   "iisiss", row->pushed_seq, row->revision, row->cluster,
	                   clock_real_us() + LEASE_US, site, j->owner) ||
	       journal_fail(j, e, _("the journal cannot be written"));
}

bool
link_tell(struct journal *j, const struct site_state *state, struct err *e)
{
	return journal_run(j,
	                   "UPDATE link SET linked = ?, since_us = ?, sites = ?, reason = ?"
	                   " WHERE name = ? AND owner = ?",
	                   "iiisss", (int64_t)state->is_linked, state->since_us, state->sites,
	                   state->reason, state->name, j->owner) ||
	       journal_fail(j, e, _("the journal cannot be written"));
}

bool
site_look(const char *path, const char *name, struct site_state *state, struct err *e)
{
	struct journal j = { .db = NULL };
	struct link_row row;
	bool ok;

	*state = (struct site_state){ .name = "" };
	if (!path || !g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	ok = sqlite3_open_v2(path, &j.db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) ==
	     SQLITE_OK;
	if (!ok)
		journal_fail(&j, e, _("the journal cannot be read"));
	ok = ok && link_read(&j, name, &row, e);
	if (ok && *row.identity)
		*state = row.state;
	sqlite3_close(j.db);
	return ok;
}
