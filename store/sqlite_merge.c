/* What a journal gives to other sites, and how what they did is let into it. */
#include "store/codec.h"
#include "base/lang.h"
#include "store/link.h"
#include "store/sqlite_chain.h"

#include <sqlite3.h>
#include <string.h>

static const char unsent_sql[] =
    "SELECT e.seq, e.id, e.at_us, e.kind, e.person, e.terminal_user, e.body, e.site, e.cause,"
    " o.body FROM event AS e LEFT JOIN outbox AS o ON o.id = e.id AND o.state = 'waiting'"
    " WHERE e.seq > ? AND (e.site = '' OR ?) ORDER BY e.seq LIMIT ?";

static char *
copy(sqlite3_stmt *st, int column)
{
	return g_strdup(journal_text(st, column));
}

static char *
copy_if_any(sqlite3_stmt *st, int column)
{
	return g_strdup((const char *)sqlite3_column_text(st, column));
}

static struct site_event *
read_unsent(sqlite3_stmt *st, const struct site_conf *conf)
{
	struct site_event *e = site_event_new();
	const char *site = journal_text(st, 7);

	e->seq = sqlite3_column_int64(st, 0);
	e->id = copy(st, 1);
	e->at_us = sqlite3_column_int64(st, 2);
	e->kind = copy(st, 3);
	e->person = copy(st, 4);
	e->terminal_user = copy(st, 5);
	e->body = copy(st, 6);
	e->site = g_strdup(*site ? site : conf->name);
	e->delivery = copy_if_any(st, 9);
	if (strchr(e->id, '/')) /* only an outcome is named after its cause */
		e->cause = copy_if_any(st, 8);
	return e;
}

bool
link_unsent(struct journal *j, const struct site_conf *conf, int64_t pushed_seq, bool all,
            guint most, GPtrArray *list, int64_t *last_seq, struct err *e)
{
	int64_t head = MAX(journal_int(j, "SELECT max(seq) FROM event"), pushed_seq);
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(j->db, unsent_sql, -1, &st, NULL) == SQLITE_OK;

	if (ok) {
		sqlite3_bind_int64(st, 1, pushed_seq);
		sqlite3_bind_int64(st, 2, all);
		sqlite3_bind_int64(st, 3, most);
	}
	while (ok && sqlite3_step(st) == SQLITE_ROW) {
		struct site_event *event = read_unsent(st, conf);

		*last_seq = event->seq;
		g_ptr_array_add(list, event);
	}
	/* the others up to the head are other sites' */
	if (list->len < most)
		*last_seq = list->len ? MAX(*last_seq, head) : head;
	return (sqlite3_finalize(st) == SQLITE_OK && ok) ||
	       journal_fail(j, e, _("the journal cannot be read"));
}

bool
link_knows(struct journal *j, const char *id)
{
	sqlite3_stmt *st = NULL;
	bool yes = false;

	if (sqlite3_prepare_v2(j->db, "SELECT 1 FROM event WHERE id = ?", -1, &st, NULL) ==
	    SQLITE_OK) {
		sqlite3_bind_text(st, 1, id, -1, SQLITE_STATIC);
		yes = sqlite3_step(st) == SQLITE_ROW;
	}
	sqlite3_finalize(st);
	return yes;
}

/* What an outcome of elsewhere means for the row of its cause here. */
static bool
apply_outcome(struct journal *j, const struct site_event *event)
{
	struct event_batch *batch = event_batch_new();
	struct event *e = event_batch_add(batch, event_kind_by_name(event->kind), event->at_us);
	bool ok = !codec_event_read(batch, e, event->body) || outbox_outcome(j, e);

	/* taken back at its own site before it was tried: nothing leaves from anywhere */
	if (ok && e->kind == EVENT_UNACK && !event->delivery)
		ok = journal_run(j,
		                 "UPDATE outbox SET state = 'taken back' WHERE id = ? AND state ="
		                 " 'waiting' AND site = ?",
		                 "ss", e->cause, event->site);
	event_batch_free(&batch);
	return ok;
}

/* One's own that comes back, as when the journal was lost, stays one's own. */
static bool
append(struct journal *j, struct anchor *head, const struct site_conf *conf,
       const struct site_event *event, unsigned *came)
{
	const char *site = strcmp(event->site, conf->name) ? event->site : "";
	struct row row = { .id = event->id,
		           .kind = event->kind,
		           .person = event->person,
		           .terminal_user = event->terminal_user,
		           .body = event->body,
		           .site = site,
		           .at_us = event->at_us };
	int64_t before = head->seq;

	if (!chain_append(j, head, &row))
		return false;
	if (head->seq == before)
		return true;
	(*came)++;
	return (!event->delivery || outbox_take_in(j, site, event)) && apply_outcome(j, event);
}

bool
link_merge(struct journal *j, const struct site_conf *conf, const GPtrArray *events,
           const struct link_row *row, unsigned *came, struct err *e)
{
	struct anchor head;
	unsigned n = 0;
	bool ok;

	if (!journal_exec(j, "BEGIN IMMEDIATE"))
		return journal_fail(j, e, _("the journal cannot be written"));
	ok = chain_head(j, &head);
	for (guint i = 0; ok && i < events->len; i++)
		ok = append(j, &head, conf, g_ptr_array_index(events, i), &n);
	ok = ok && link_note(j, conf->name, row, e);
	if (!journal_commit(j, ok, e))
		return false;
	*came += n;
	if (head.seq - j->anchor_seq >= ANCHOR_EVERY)
		chain_anchor(j);
	return true;
}
