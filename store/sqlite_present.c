/* The last known: what the sources showed when the journal last heard of them. */
#include "store/codec.h"
#include "base/lang.h"
#include "store/codec_observed.h"
#include "store/sqlite.h"

#include <sqlite3.h>
#include <string.h>

enum { PRESENT_BATCH = 500 };

/* A metric's line goes back so far from its last sample, a point for each step. */
#define HISTORY_US (4 * HOUR_US)
#define HISTORY_STEP_US (30 * SEC_US)
/* What is gone is told so long, since the room keeps what nobody has seen of it; and no more. */
#define GONE_US DAY_US
enum { GONE_MAX = 2000 };

struct teller {
	struct journal *j;
	struct event_batch *batch;
	journal_take *take;
	void *data;
};

static struct event *
tell(struct teller *t, enum event_kind kind, int64_t at_us, const char *subject)
{
	struct event *event;

	if (t->batch->events->len >= PRESENT_BATCH) {
		journal_give(t->batch, t->take, t->data);
		t->batch = event_batch_new();
	}
	event = event_batch_add(t->batch, kind, at_us);
	event->subject = codec_text(t->batch, subject);
	event->is_remembered = true;
	return event;
}

static void
tell_answer(struct teller *t, sqlite3_stmt *st)
{
	struct event *event =
	    tell(t, EVENT_SOURCE, sqlite3_column_int64(st, 1), journal_text(st, 0));

	event->source = event->subject;
}

/* As the room would have it, had it watched: first seen when this firing was first observed. */
static void
tell_alert(struct teller *t, sqlite3_stmt *st)
{
	int64_t since_us = sqlite3_column_int64(st, 3);
	struct event *event =
	    tell(t, EVENT_ALERT, sqlite3_column_int64(st, 1), journal_text(st, 0));

	if (!codec_observed_read(t->batch, event, journal_text(st, 2)))
		g_ptr_array_set_size(t->batch->events, (gint)t->batch->events->len - 1);
	else if (event->alert->starts_us != UNSAID)
		event->at_us = MAX(since_us, MIN(event->alert->starts_us, event->at_us));
	else
		event->at_us = since_us;
}

/* The points before a metric's last sample. */
static void
tell_history(struct teller *t, sqlite3_stmt *points, const char *metric, int64_t at_us)
{
	struct event *event = tell(t, EVENT_HISTORY, at_us, metric);
	struct point *point =
	    event_batch_alloc(t->batch, (HISTORY_US / HISTORY_STEP_US + 2) * sizeof *point);

	event->points = point;
	sqlite3_bind_text(points, 1, metric, -1, SQLITE_STATIC);
	sqlite3_bind_int64(points, 2, at_us - HISTORY_US);
	sqlite3_bind_int64(points, 3, at_us);
	sqlite3_bind_int64(points, 4, HISTORY_STEP_US);
	while (event->n_points < HISTORY_US / HISTORY_STEP_US + 2 &&
	       sqlite3_step(points) == SQLITE_ROW)
		point[event->n_points++] = (struct point){ sqlite3_column_int64(points, 0),
			                                   sqlite3_column_double(points, 1) };
	sqlite3_reset(points);
}

static void
tell_sample(struct teller *t, sqlite3_stmt *st, sqlite3_stmt *points)
{
	const char *metric = journal_text(st, 0);
	int64_t at_us = sqlite3_column_int64(st, 1);
	struct event *event;

	tell_history(t, points, metric, at_us);
	event = tell(t, EVENT_SAMPLE, at_us, metric);
	if (!codec_observed_read(t->batch, event, journal_text(st, 2)))
		g_ptr_array_set_size(t->batch->events, (gint)t->batch->events->len - 1);
}

static void
tell_roster(struct teller *t, sqlite3_stmt *st)
{
	struct event *event =
	    tell(t, EVENT_ROSTER, sqlite3_column_int64(st, 1), journal_text(st, 0));

	if (!codec_observed_read(t->batch, event, journal_text(st, 2)))
		g_ptr_array_set_size(t->batch->events, (gint)t->batch->events->len - 1);
}

static void
tell_row(struct teller *t, sqlite3_stmt *st, sqlite3_stmt *points)
{
	enum event_kind kind = event_kind_by_name(journal_text(st, 4));

	if (kind == EVENT_NONE)
		tell_answer(t, st);
	else if (kind == EVENT_ALERT)
		tell_alert(t, st);
	else if (kind == EVENT_SAMPLE)
		tell_sample(t, st, points);
	else if (kind == EVENT_ROSTER)
		tell_roster(t, st);
}

/* The alert as it was, and that it is gone: the room knows which of them still ask. */
static bool
tell_gone(struct teller *t)
{
	static const char rows[] =
	    "SELECT substr(s.subject, 7), s.at_us, (SELECT body FROM observation o WHERE o.kind ="
	    " 'alert' AND o.subject = substr(s.subject, 7) AND o.at_us <= s.at_us"
	    " ORDER BY o.at_us DESC LIMIT 1) AS was, s.since_us FROM shown s"
	    " WHERE s.hash = '' AND s.subject >= 'alert ' AND s.subject < 'alert!'"
	    " AND substr(s.subject, 1, 15) <> 'alert room/own:'"
	    " AND s.at_us > (SELECT max(at_us) FROM shown) - ? ORDER BY s.at_us DESC LIMIT ?";
	sqlite3_stmt *st = NULL;
	int step = SQLITE_ERROR;

	if (sqlite3_prepare_v2(t->j->db, rows, -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, GONE_US);
		sqlite3_bind_int(st, 2, GONE_MAX);
		while ((step = sqlite3_step(st)) == SQLITE_ROW) {
			if (sqlite3_column_type(st, 2) == SQLITE_NULL)
				continue;
			tell_alert(t, st);
			tell(t, EVENT_ALERT_GONE, sqlite3_column_int64(st, 1), journal_text(st, 0));
		}
	}
	return sqlite3_finalize(st) == SQLITE_OK && step == SQLITE_DONE;
}

bool
journal_tell_present(struct journal *j, journal_take *take, void *data, struct err *e)
{
	/* how sources are first: with them alerts are known to be old */
	static const char rows[] =
	    "SELECT substr(s.subject, 8), s.at_us, NULL, 0, '' FROM shown s"
	    " WHERE s.subject >= 'source ' AND s.subject < 'source!'"
	    " UNION ALL"
	    " SELECT o.subject, s.at_us, o.body, s.since_us, o.kind FROM shown s JOIN observation o"
	    " ON o.n = s.n WHERE s.hash <> '' AND s.subject < 'source '"
	    /* alerts of the room itself: each console raises its own */
	    " AND substr(s.subject, 1, 15) <> 'alert room/own:'";
	static const char history[] =
	    "SELECT max(at_us), json_extract(body, '$.value') FROM observation"
	    " WHERE kind = 'sample' AND subject = ? AND at_us >= ? AND at_us < ?"
	    " GROUP BY at_us / ? ORDER BY 1";
	struct teller t = { j, event_batch_new(), take, data };
	sqlite3_stmt *st = NULL, *points = NULL;
	int step = SQLITE_ERROR;

	if (j->schema < 3) { /* it kept none */
		event_batch_free(&t.batch);
		return true;
	}
	if (sqlite3_prepare_v2(j->db, rows, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(j->db, history, -1, &points, NULL) == SQLITE_OK)
		while ((step = sqlite3_step(st)) == SQLITE_ROW)
			tell_row(&t, st, points);
	if (step == SQLITE_DONE && !tell_gone(&t))
		step = SQLITE_ERROR;
	journal_give(t.batch, take, data);
	sqlite3_finalize(points);
	if (sqlite3_finalize(st) != SQLITE_OK || step != SQLITE_DONE)
		return journal_fail(j, e, _("the journal cannot be read"));
	return true;
}
