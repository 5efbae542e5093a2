/* What sources showed, as the journal keeps it: what changed, once for all consoles. */
#include "base/hash.h"
#include "base/lang.h"
#include "store/codec_define.h"
#include "store/codec_observed.h"
#include "store/sqlite.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

/* A metric is kept at most so often; one that does not change, so often. */
#define SAMPLE_EVERY_US (10 * SEC_US)
#define SAMPLE_LIVES_US HOUR_US
/* That a source answered is kept so often: the age of what it showed, after a restart. */
#define ANSWER_EVERY_US (30 * SEC_US)
/* A metric that was watched this lately has its recent course in the journal; its other courses are as they
 * were this lately. */
#define WATCHED_US (SAMPLE_LIVES_US + 10 * MIN_US)
#define COURSE_LIVES_US DAY_US
/* An action goes first: observations do not wait long for the other consoles. */
#define PATIENCE_US (100 * MSEC_US)

/* An observation on its way into the tables. */
struct seen {
	char *subject; /* of the table `shown` */
	int64_t at_us;
	char *body; /* NULL: no row is written of it */
	char *hash; /* "" = it is gone, or has no content */
};

/* What the table `shown` has of its subject. */
struct kept {
	bool is_there, is_same;
	bool is_showing;
	int64_t at_us, since_us;
};

struct writer {
	struct journal *j;
	sqlite3_stmt *look, *insert, *show, *watched;
	int64_t after_seq;
};

/* Does it say the same? The journal's proof is another one (sqlite_chain.c). */
static char *
hash_of(const char *body)
{
	return g_strdup_printf("%016" G_GINT64_MODIFIER "x", hash_text(HASH_START, body));
}

static struct seen
seen_alert(const struct event *event)
{
	char *key = event->kind == EVENT_ALERT
	                ? g_strconcat(event->alert->source, "/", event->alert->fingerprint, NULL)
	                : g_strdup(event->subject);
	struct seen seen = { .subject = g_strconcat("alert ", key, NULL),
		             .at_us = event->at_us,
		             .body = codec_observed(event) };

	seen.hash = event->kind == EVENT_ALERT ? hash_of(seen.body) : g_strdup("");
	g_free(key);
	return seen;
}

static struct seen
seen_sample(const struct event *event)
{
	char value[G_ASCII_DTOSTR_BUF_SIZE];

	return (struct seen){
		.subject = g_strconcat("sample ", event->subject, NULL),
		.at_us =
		    event->sample_us != UNSAID ? MIN(event->sample_us, event->at_us) : event->at_us,
		.body = codec_observed(event),
		.hash = g_strdup(g_ascii_dtostr(value, sizeof value, event->value)),
	};
}

static struct seen
seen_answer(const struct event *event)
{
	return (struct seen){ .subject = g_strconcat("source ", event->subject, NULL),
		              .at_us = event->at_us,
		              .hash = g_strdup("") };
}

/* Who is on duty is known to a start, too: turns have their own times. */
static struct seen
seen_roster(const struct event *event)
{
	char *body = codec_observed(event);

	return (struct seen){ .subject = g_strconcat("roster ", event->subject, NULL),
		              .at_us = event->at_us,
		              .body = body,
		              .hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, body, -1) };
}

/* What replay shows, and a start does not: the subject's name keeps it out of the last known. A metric's
 * state is one, whenever a console found it. */
static struct seen
seen_told(const struct event *event)
{
	char *body = codec_observed(event);

	return (struct seen){ .subject = g_strconcat("told:", event_kind_name(event->kind),
		                                     event->target, " ", event->subject, NULL),
		              .at_us = event->at_us,
		              .body = body,
		              .hash = event->kind == EVENT_METRIC_STATE
		                          ? g_strdup_printf("%d", (int)event->number)
		                          : hash_of(body) };
}

static void
seen_clear(struct seen *seen)
{
	g_free(seen->subject);
	g_free(seen->body);
	g_free(seen->hash);
}

static bool
look_up(const struct writer *w, const struct seen *seen, struct kept *kept)
{
	int step;

	*kept = (struct kept){ .at_us = UNSAID };
	sqlite3_bind_text(w->look, 1, seen->subject, -1, SQLITE_STATIC);
	step = sqlite3_step(w->look);
	if (step == SQLITE_ROW) {
		const char *hash = journal_text(w->look, 0);

		kept->is_there = true;
		kept->is_showing = *hash;
		kept->is_same = strcmp(hash, seen->hash) == 0;
		kept->at_us = sqlite3_column_int64(w->look, 1);
		kept->since_us = sqlite3_column_int64(w->look, 2);
	}
	sqlite3_reset(w->look);
	return step == SQLITE_ROW || step == SQLITE_DONE;
}

static bool
is_news(enum event_kind kind, const struct seen *seen, const struct kept *kept)
{
	int64_t age_us = kept->is_there ? seen->at_us - kept->at_us : INT64_MAX;

	if (age_us < 0)
		return false;
	if (!seen->body)
		return age_us >= ANSWER_EVERY_US;
	if (kind == EVENT_HISTORY)
		return age_us >= COURSE_LIVES_US;
	if (kind == EVENT_SAMPLE)
		return age_us >= (kept->is_same ? SAMPLE_LIVES_US : SAMPLE_EVERY_US);
	return kept->is_there ? !kept->is_same : kind != EVENT_ALERT_GONE;
}

static bool
run(sqlite3_stmt *st)
{
	bool ok = sqlite3_step(st) == SQLITE_DONE;

	return sqlite3_reset(st) == SQLITE_OK && ok;
}

static bool
insert(const struct writer *w, enum event_kind kind, const struct seen *seen)
{
	const char *subject = strchr(seen->subject, ' ') + 1;

	sqlite3_bind_int64(w->insert, 1, w->after_seq);
	sqlite3_bind_int64(w->insert, 2, seen->at_us);
	sqlite3_bind_text(w->insert, 3, event_kind_name(kind), -1, SQLITE_STATIC);
	sqlite3_bind_text(w->insert, 4, subject, -1, SQLITE_STATIC);
	sqlite3_bind_text(w->insert, 5, seen->body, -1, SQLITE_STATIC);
	return run(w->insert);
}

static bool
show(const struct writer *w, const struct seen *seen, const struct kept *kept)
{
	int64_t n = !seen->body ? 0 : sqlite3_last_insert_rowid(w->j->db);

	sqlite3_bind_text(w->show, 1, seen->subject, -1, SQLITE_STATIC);
	sqlite3_bind_int64(w->show, 2, n);
	sqlite3_bind_int64(w->show, 3, seen->at_us);
	sqlite3_bind_int64(w->show, 4, kept->is_showing ? kept->since_us : seen->at_us);
	sqlite3_bind_text(w->show, 5, seen->hash, -1, SQLITE_STATIC);
	return run(w->show);
}

/* Takes what it was seen to be. */
static bool
keep_seen(const struct writer *w, enum event_kind kind, struct seen seen)
{
	struct kept kept;
	bool ok = look_up(w, &seen, &kept);

	if (ok && is_news(kind, &seen, &kept))
		ok = (!seen.body || insert(w, kind, &seen)) && show(w, &seen, &kept);
	seen_clear(&seen);
	return ok;
}

/* The recent course, asked for by a console that starts, is news only where nobody watched; what was
 * observed just now may be written before it. */
static bool
was_watched(const struct writer *w, const struct event *event)
{
	bool yes;

	sqlite3_bind_text(w->watched, 1, event->subject, -1, SQLITE_STATIC);
	sqlite3_bind_int64(w->watched, 2, event->at_us - WATCHED_US);
	sqlite3_bind_int64(w->watched, 3, event->at_us - MIN_US);
	yes = sqlite3_step(w->watched) == SQLITE_ROW;
	sqlite3_reset(w->watched);
	return yes;
}

static bool
keep_course(const struct writer *w, const struct event *event)
{
	struct kept none = { .at_us = UNSAID };
	struct seen seen;
	bool ok;

	if (*event->target)
		return keep_seen(w, event->kind, seen_told(event));
	if (was_watched(w, event))
		return true;
	seen = seen_told(event);
	ok = insert(w, event->kind, &seen) && show(w, &seen, &none);
	seen_clear(&seen);
	return ok;
}

static bool
keep(const struct writer *w, const struct event *event)
{
	switch (event->kind) {
	case EVENT_SAMPLE:
		return keep_seen(w, event->kind, seen_sample(event));
	case EVENT_ALERT:
	case EVENT_ALERT_GONE:
		return keep_seen(w, event->kind, seen_alert(event));
	case EVENT_ROSTER:
		return keep_seen(w, event->kind, seen_roster(event));
	case EVENT_HISTORY:
		return keep_course(w, event);
	case EVENT_SOURCE:
		if (event->report->health == SOURCE_LIVE &&
		    !keep_seen(w, event->kind, seen_answer(event)))
			return false;
		return keep_seen(w, event->kind, seen_told(event));
	default:
		return keep_seen(w, event->kind, seen_told(event));
	}
}

static bool
prepare(struct writer *w, struct journal *j)
{
	*w = (struct writer){ .j = j };
	if (sqlite3_prepare_v2(j->db, "SELECT hash, at_us, since_us FROM shown WHERE subject = ?",
	                       -1, &w->look, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(
		j->db,
		"INSERT INTO observation(after_seq, at_us, kind, subject, body) VALUES(?, ?, ?, ?, ?)",
		-1, &w->insert, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(
		j->db,
		"INSERT OR REPLACE INTO shown(subject, n, at_us, since_us, hash) VALUES(?, ?, ?, ?, ?)",
		-1, &w->show, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(j->db,
	                       "SELECT 1 FROM observation WHERE kind = 'sample' AND subject = ?"
	                       " AND at_us > ? AND at_us < ? LIMIT 1",
	                       -1, &w->watched, NULL) != SQLITE_OK)
		return false;
	w->after_seq = MAX(journal_int(j, "SELECT max(seq) FROM event"), 0);
	return true;
}

static bool
write_all(struct journal *j, const GPtrArray *events)
{
	struct writer w;
	bool ok = prepare(&w, j);

	for (guint i = 0; ok && i < events->len; i++)
		ok = keep(&w, g_ptr_array_index(events, i));
	sqlite3_finalize(w.look);
	sqlite3_finalize(w.insert);
	sqlite3_finalize(w.show);
	sqlite3_finalize(w.watched);
	return ok;
}

bool
journal_is_kept(const struct event *event)
{
	if (event->kind == EVENT_SAMPLE)
		return isfinite(event->value);
	if (event->kind == EVENT_SOURCE)
		return event->report && event->report->health != SOURCE_WAITING;
	if (event->kind == EVENT_HISTORY)
		return event->n_points > 0;
	if (event->kind == EVENT_ROSTER)
		return event->roster != NULL;
	if (event->kind == EVENT_METRIC_STATE || codec_define_knows(event->kind))
		return true;
	return (event->kind == EVENT_ALERT && event->alert) || event->kind == EVENT_ALERT_GONE;
}

bool
journal_observe(struct journal *j, const GPtrArray *events, struct err *e)
{
	int64_t patience_us = j->patience_us;
	bool ok;

	j->patience_us = PATIENCE_US;
	ok = journal_exec(j, "BEGIN IMMEDIATE");
	j->patience_us = patience_us;
	if (!ok)
		return journal_fail(j, e, _("observations cannot be kept"));
	return journal_commit(j, write_all(j, events), e);
}
