/* The whole journal once more: events and observations, merged into the order in which the room came
 * to know them. */
#include "store/replay.h"

#include "base/lang.h"
#include "store/sqlite.h"
#include "store/sqlite_chain.h"

#include <sqlite3.h>
#include <string.h>

struct replay {
	struct journal journal;
	sqlite3_stmt *events, *observations;
	/* they stand on a row; a statement that is not there does not */
	bool has_event, has_observation;
};

/* To the next row. False: the journal cannot be read. */
static bool
advance(sqlite3_stmt *st, bool *has_row)
{
	int step = sqlite3_step(st);

	*has_row = step == SQLITE_ROW;
	return step == SQLITE_ROW || step == SQLITE_DONE;
}

static bool
prepare(struct replay *r)
{
	sqlite3 *db = r->journal.db;

	/* one state of the file, though consoles write it meanwhile */
	if (!journal_exec(&r->journal, "BEGIN") ||
	    sqlite3_prepare_v2(db,
	                       "SELECT seq, id, at_us, kind, person, terminal_user, body"
	                       " FROM event ORDER BY seq",
	                       -1, &r->events, NULL) != SQLITE_OK ||
	    !advance(r->events, &r->has_event))
		return false;
	if (r->journal.schema < 3) /* it kept no observations */
		return true;
	return sqlite3_prepare_v2(db,
	                          "SELECT after_seq, at_us, kind, subject, body FROM observation"
	                          " ORDER BY n",
	                          -1, &r->observations, NULL) == SQLITE_OK &&
	       advance(r->observations, &r->has_observation);
}

struct replay *
replay_open(const char *path, struct err *e)
{
	struct replay *r;

	if (!path || !g_file_test(path, G_FILE_TEST_EXISTS)) {
		err_set(e, _("there is no journal %s"), path ? path : _("(it is in memory)"));
		return NULL;
	}
	r = g_new0(struct replay, 1);
	if (!journal_open_reading(&r->journal, path, e)) {
		g_free(r);
		return NULL;
	}
	if (!prepare(r)) {
		journal_fail(&r->journal, e, _("the journal cannot be read"));
		replay_close(&r);
	}
	return r;
}

void
replay_close(struct replay **replay)
{
	struct replay *r = *replay;

	if (!r)
		return;
	*replay = NULL;
	sqlite3_finalize(r->events);
	sqlite3_finalize(r->observations);
	journal_close(&r->journal);
	g_free(r);
}

int64_t
replay_last_heard_us(struct replay *r)
{
	int64_t at_us = r->journal.schema < 3
	                    ? -1
	                    : journal_int(&r->journal, "SELECT ifnull(max(at_us), -1) FROM shown");

	return at_us < 0 ? UNSAID : at_us;
}

/* NULL: of a later version. */
static const struct event *
take_event(const struct replay *r, struct event_batch *batch)
{
	struct row row = chain_row(r->events, 1);

	return journal_read_event(batch, &row);
}

/* NULL: of a later version. */
static const struct event *
take_observation(const struct replay *r, struct event_batch *batch)
{
	sqlite3_stmt *st = r->observations;

	return journal_read_observed(batch, journal_text(st, 2), sqlite3_column_int64(st, 1),
	                             journal_text(st, 3), journal_text(st, 4));
}

/* An observation is written up to some seconds after it was made: until then the journal goes on. */
static bool
is_observation_next(const struct replay *r)
{
	if (!r->has_event || !r->has_observation)
		return r->has_observation;
	return sqlite3_column_int64(r->observations, 0) < sqlite3_column_int64(r->events, 0) ||
	       sqlite3_column_int64(r->observations, 1) <= sqlite3_column_int64(r->events, 2);
}

const struct event *
replay_next(struct replay *r, struct event_batch *batch, struct err *e)
{
	const struct event *event = NULL;
	bool ok = true;

	*e->text = '\0';
	while (ok && !event && (r->has_event || r->has_observation)) {
		if (is_observation_next(r)) {
			event = take_observation(r, batch);
			ok = advance(r->observations, &r->has_observation);
		} else {
			event = take_event(r, batch);
			ok = advance(r->events, &r->has_event);
		}
	}
	if (ok)
		return event;
	journal_fail(&r->journal, e, _("the journal cannot be read"));
	return NULL;
}
