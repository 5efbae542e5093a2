/* The outbox: what must still leave the room, who is at it, and what came of it. */
#include "store/link.h"

#include "base/lang.h"
#include "store/codec.h"

#include <sqlite3.h>

/* Renewed as often as a console says that it is there, since one that has many deliveries for a slow
 * target holds the last of them for long. */
#define LEASE_US (30 * SEC_US)

/*
 * Is there a row that was never tried? Then nobody outside knows of the action yet. In a room that
 * sites share another site may have tried it: one that holds it, or one that took it over
 * while this one was cut off.
 */
static bool
is_untried(struct journal *j, const char *id)
{
	sqlite3_stmt *st = NULL;
	bool yes = false;

	if (sqlite3_prepare_v2(
		j->db,
		"SELECT 1 FROM outbox AS o WHERE id = ? AND state = 'waiting' AND attempts = 0 AND"
		" site = '' AND NOT EXISTS (SELECT 1 FROM link, event WHERE event.id = o.id AND"
		"  link.linked = 0 AND event.seq <= link.pushed_seq)",
		-1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_text(st, 1, id, -1, SQLITE_STATIC);
		yes = sqlite3_step(st) == SQLITE_ROW;
	}
	sqlite3_finalize(st);
	return yes;
}

/* The row's time on the real clock: deliveries count from their key press on the room's clock,
 * which a demo shifts. */
static int64_t
due_us(const struct delivery *d)
{
	return clock_real_us() +
	       (d->not_before_us == UNSAID ? 0 : MAX(d->not_before_us - d->at_us, 0));
}

bool
outbox_insert(struct journal *j, const struct delivery *d)
{
	char *body;
	bool ok;

	if (d->kind == EVENT_UNACK && is_untried(j, d->ack_id))
		return journal_run(j, "UPDATE outbox SET state = 'taken back' WHERE id = ?", "s",
		                   d->ack_id);
	body = codec_delivery(d);
	ok = journal_run(j,
	                 "INSERT OR IGNORE INTO outbox(id, kind, ack_id, remote_id, due_us, body)"
	                 " VALUES(?, ?, ?, ?, ?, ?)",
	                 "ssssis", d->id, event_kind_name(d->kind), d->ack_id, d->remote_id,
	                 due_us(d), body);
	g_free(body);
	return ok;
}

/* Why it failed stands in the row for the other consoles. */
static bool
postpone(struct journal *j, const struct event *o, int64_t now_us)
{
	return journal_run(
	    j,
	    "UPDATE outbox SET due_us = ?, owner = '', lease_until_us = 0, retry_by = ?,"
	    " retry_us = ?,"
	    " retry_at_us = ?, retry_until_us = ?, retry_text = ? WHERE id = ? AND state ="
	    " 'waiting'",
	    "isiiiss", now_us + MAX(o->until_us - o->at_us, SEC_US), j->owner, now_us, o->at_us,
	    o->until_us, o->text, o->cause);
}

bool
outbox_outcome(struct journal *j, const struct event *o)
{
	switch (o->kind) {
	case EVENT_SENT:
		/* what takes it back needs to know what the target calls it */
		return journal_run(j,
		                   "UPDATE outbox SET state = 'sent', remote_id = ? WHERE id = ?",
		                   "ss", o->remote_id, o->cause) &&
		       journal_run(
			   j,
			   "UPDATE outbox SET remote_id = ? WHERE ack_id = ? AND state = 'waiting'",
			   "ss", o->remote_id, o->cause);
	case EVENT_REFUSED:
		/* what was never taken needs no taking back */
		return journal_run(
		    j,
		    "UPDATE outbox SET state = 'refused' WHERE id = ? OR (ack_id = ? AND state ="
		    " 'waiting')",
		    "ss", o->cause, o->cause);
	case EVENT_RETRY:
		return postpone(j, o, clock_real_us());
	default:
		return true;
	}
}

/* A lease ends with its time, or with the process that holds it. */
static bool
is_leased(const char *owner, int64_t until_us, int64_t now_us)
{
	return *owner && until_us > now_us && !owner_is_dead(owner);
}

/* What is to be taken back must be settled first, or the target could see them in the wrong
 * order. In a room that sites share a row waits for its claim while they are linked; and each
 * attempt counts as a second one, which looks at the target first: another site may have
 * delivered it while they were not. */
static const char due_sql[] =
    "SELECT id, body, max(attempts, EXISTS (SELECT 1 FROM link)), remote_id, owner,"
    " lease_until_us, due_us FROM outbox AS o WHERE state = 'waiting' AND site = ''"
    " AND (claimed OR NOT EXISTS (SELECT 1 FROM link WHERE linked AND"
    "  lease_until_us > 1000000 * CAST(strftime('%s', 'now') AS INTEGER))) AND NOT EXISTS"
    "  (SELECT 1 FROM outbox AS a WHERE a.id = o.ack_id AND a.state = 'waiting') ORDER BY due_us";

static void
add_due(sqlite3_stmt *st, GPtrArray *due, int64_t *next_us, int64_t now_us)
{
	int64_t lease_us = sqlite3_column_int64(st, 5), at_us = sqlite3_column_int64(st, 6);
	bool leased = is_leased(journal_text(st, 4), lease_us, now_us);
	struct delivery *d;

	if (leased || at_us > now_us) {
		int64_t then_us = leased ? lease_us : at_us;

		*next_us = *next_us == UNSAID ? then_us : MIN(*next_us, then_us);
		return;
	}
	d = codec_delivery_read(journal_text(st, 1));
	if (!d)
		return;
	d->attempts = (unsigned)sqlite3_column_int(st, 2);
	codec_read_owned(&d->remote_id, journal_text(st, 3));
	g_ptr_array_add(due, d);
}

static bool
find_due(struct journal *j, GPtrArray *due, int64_t *next_us, int64_t now_us)
{
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(j->db, due_sql, -1, &st, NULL) == SQLITE_OK;

	*next_us = UNSAID;
	while (ok && sqlite3_step(st) == SQLITE_ROW)
		add_due(st, due, next_us, now_us);
	return sqlite3_finalize(st) == SQLITE_OK && ok;
}

static bool
lease(struct journal *j, const GPtrArray *due, int64_t now_us)
{
	bool ok = true;

	for (guint i = 0; ok && i < due->len; i++) {
		const struct delivery *d = g_ptr_array_index(due, i);

		ok = journal_run(
		    j,
		    "UPDATE outbox SET owner = ?, lease_until_us = ?, attempts = attempts + 1"
		    " WHERE id = ?",
		    "sis", j->owner, now_us + LEASE_US, d->id);
	}
	return ok;
}

bool
outbox_hold_on(struct journal *j, int64_t now_us)
{
	return journal_run(j,
	                   "UPDATE outbox SET lease_until_us = ? WHERE owner = ? AND state ="
	                   " 'waiting' AND lease_until_us > ?",
	                   "isi", now_us + LEASE_US, j->owner, now_us);
}

static void
drop_all(GPtrArray *due)
{
	for (guint i = 0; i < due->len; i++)
		delivery_free_payload(g_ptr_array_index(due, i));
	g_ptr_array_set_size(due, 0);
}

bool
journal_take_due(struct journal *j, GPtrArray *due, int64_t *next_us, struct err *e)
{
	int64_t now_us = clock_real_us();
	bool ok = find_due(j, due, next_us, now_us);

	/* most of the time nothing is due, and then nothing is locked or written */
	if (ok && due->len == 0)
		return true;
	/* read again under the lock: another console may have leased them meanwhile */
	drop_all(due);
	ok = ok && journal_run(j, "BEGIN IMMEDIATE", "") && find_due(j, due, next_us, now_us) &&
	     lease(j, due, now_us);
	if (ok && journal_run(j, "COMMIT", ""))
		return true;
	err_set(e, _("the outbox cannot be written: %s"), sqlite3_errmsg(j->db));
	(void)!journal_run(j, "ROLLBACK", "");
	drop_all(due);
	return false;
}

bool
journal_move_due(struct journal *j, int64_t step_us, struct err *e)
{
	/* not twice: a row that another console moved would come to lie long ago */
	return journal_run(j,
	                   "UPDATE outbox SET due_us = due_us + ?1 WHERE state = 'waiting'"
	                   " AND due_us > ?2 AND due_us + ?1 > ?2 - ?3",
	                   "iii", step_us, clock_real_us(), 5 * SEC_US) ||
	       journal_fail(j, e, _("the outbox cannot be written"));
}

bool
journal_follow_retries(struct journal *j, journal_take *take, void *data, struct err *e)
{
	struct event_batch *batch = event_batch_new();
	sqlite3_stmt *st = NULL;
	bool ok =
	    sqlite3_prepare_v2(
		j->db,
		"SELECT id, retry_us, retry_at_us, retry_until_us, retry_text FROM outbox"
		" WHERE state = 'waiting' AND retry_us > ? AND retry_by <> ? ORDER BY retry_us",
		-1, &st, NULL) == SQLITE_OK;

	if (ok) {
		sqlite3_bind_int64(st, 1, j->retry_us);
		sqlite3_bind_text(st, 2, j->owner, -1, SQLITE_STATIC);
	}
	while (ok && sqlite3_step(st) == SQLITE_ROW) {
		struct event *retry =
		    event_batch_add(batch, EVENT_RETRY, sqlite3_column_int64(st, 2));

		j->retry_us = sqlite3_column_int64(st, 1);
		retry->cause = codec_text(batch, journal_text(st, 0));
		retry->until_us = sqlite3_column_int64(st, 3);
		retry->text = codec_text(batch, journal_text(st, 4));
	}
	journal_give(batch, take, data);
	return (sqlite3_finalize(st) == SQLITE_OK && ok) ||
	       journal_fail(j, e, _("the outbox cannot be read"));
}

bool
outbox_take_in(struct journal *j, const char *holder, const struct site_event *event)
{
	struct delivery *d = codec_delivery_read(event->delivery);
	bool ok =
	    !d || journal_run(j,
	                      "INSERT OR IGNORE INTO outbox(id, kind, ack_id, remote_id, due_us,"
	                      " attempts, body, site) VALUES(?, ?, ?, ?, ?, 1, ?, ?)",
	                      "ssssiss", d->id, event_kind_name(d->kind), d->ack_id, d->remote_id,
	                      clock_real_us(), event->delivery, holder);

	delivery_free(&d);
	return ok;
}

static void
link_delivery_free(void *delivery)
{
	struct link_delivery *d = delivery;

	g_free(d->id);
	g_free(d->source);
	g_free(d->holder);
	g_free(d);
}

GPtrArray *
link_waiting(struct journal *j)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(link_delivery_free);
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(j->db,
	                       "SELECT id, body, site, claimed FROM outbox WHERE state ="
	                       " 'waiting'",
	                       -1, &st, NULL) == SQLITE_OK)
		while (sqlite3_step(st) == SQLITE_ROW) {
			struct delivery *d = codec_delivery_read(journal_text(st, 1));
			struct link_delivery *row = g_new(struct link_delivery, 1);

			*row = (struct link_delivery){
				g_strdup(journal_text(st, 0)),
				g_strdup(d ? d->source : ""),
				g_strdup(journal_text(st, 2)),
				sqlite3_column_int(st, 3) != 0,
			};
			g_ptr_array_add(list, row);
			delivery_free(&d);
		}
	sqlite3_finalize(st);
	return list;
}

bool
link_give(struct journal *j, const char *id, const char *holder, struct err *e)
{
	return journal_run(j,
	                   "UPDATE outbox SET site = ?1, claimed = (?1 = ''), due_us = ?2,"
	                   " attempts = max(attempts, 1) WHERE id = ?3 AND state = 'waiting'",
	                   "sis", holder, clock_real_us(), id) ||
	       journal_fail(j, e, _("the outbox cannot be written"));
}

bool
link_claim(struct journal *j, const char *id, struct err *e)
{
	return journal_run(j, "UPDATE outbox SET claimed = 1 WHERE id = ?", "s", id) ||
	       journal_fail(j, e, _("the outbox cannot be written"));
}

bool
link_settle(struct journal *j, const char *id, struct err *e)
{
	return journal_run(j, "UPDATE outbox SET state = 'sent' WHERE id = ? AND state = 'waiting'",
	                   "s", id) ||
	       journal_fail(j, e, _("the outbox cannot be written"));
}
