/* The journal looked at or mended from outside a session, on a connection of its own. */
#include "store/admin.h"

#include "base/lang.h"
#include "store/codec.h"
#include "store/sqlite.h"

#include <sqlite3.h>
#include <string.h>

static bool
exists(const char *path)
{
	return path && g_file_test(path, G_FILE_TEST_EXISTS);
}

bool
admin_read_past(const char *path, void (*take)(struct event_batch *batch, void *data), void *data,
                struct err *e)
{
	struct journal j = { .db = NULL };
	bool ok;

	if (!exists(path))
		return true;
	if (!journal_open_reading(&j, path, e))
		return false;
	ok = journal_follow(&j, take, data, e);
	journal_close(&j);
	return ok;
}

bool
admin_read_present(const char *path, const char *basis,
                   void (*take)(struct event_batch *batch, void *data), void *data, struct err *e)
{
	struct journal j = { .db = NULL };
	bool ok;

	if (!exists(path))
		return true;
	if (!journal_open_reading(&j, path, e))
		return false;
	ok = journal_follow_checkpoint(&j, basis, take, data, e) &&
	     journal_follow(&j, take, data, e) && journal_tell_present(&j, take, data, e);
	journal_close(&j);
	return ok;
}

static void
row_free(void *row)
{
	struct outbox_row *r = row;

	delivery_free(&r->delivery);
	g_free(r->state);
	g_free(r);
}

/* A lease ends with its time, or with the process that holds it. */
static bool
is_leased(const char *owner, int64_t until_us)
{
	if (!owner || !*owner || until_us <= clock_real_us())
		return false;
	return !owner_is_dead(owner);
}

static void
add_row(GPtrArray *rows, sqlite3_stmt *st)
{
	struct delivery *d = codec_delivery_read(journal_text(st, 0));
	struct outbox_row *row;

	if (!d)
		return; /* of a later version */
	d->attempts = (unsigned)sqlite3_column_int(st, 3);
	row = g_new0(struct outbox_row, 1);
	row->delivery = d;
	row->state = g_strdup(journal_text(st, 1));
	row->due_us = sqlite3_column_int64(st, 2);
	row->is_leased = is_leased(journal_text(st, 4), sqlite3_column_int64(st, 5));
	g_ptr_array_add(rows, row);
}

GPtrArray *
admin_outbox(const char *path, struct err *e)
{
	static const char sql[] =
	    "SELECT body, state, due_us, attempts, owner, lease_until_us FROM outbox"
	    " ORDER BY state <> 'waiting', due_us";
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
	sqlite3_stmt *st = NULL;
	struct journal j = { .db = NULL };
	bool ok;

	if (!exists(path))
		return rows;
	if (!journal_open_reading(&j, path, e)) {
		g_ptr_array_unref(rows);
		return NULL;
	}
	ok = sqlite3_prepare_v2(j.db, sql, -1, &st, NULL) == SQLITE_OK;
	while (ok && sqlite3_step(st) == SQLITE_ROW)
		add_row(rows, st);
	ok = sqlite3_finalize(st) == SQLITE_OK && ok;
	if (!ok) {
		err_set(e, _("the outbox cannot be read: %s"), sqlite3_errmsg(j.db));
		g_clear_pointer(&rows, g_ptr_array_unref);
	}
	journal_close(&j);
	return rows;
}

/* State of a row as owned text, NULL when there is none; whether a console is at it. */
static char *
state_of(struct journal *j, const char *id, bool *leased)
{
	sqlite3_stmt *st = NULL;
	char *state = NULL;

	if (sqlite3_prepare_v2(j->db,
	                       "SELECT state, owner, lease_until_us FROM outbox WHERE id = ?", -1,
	                       &st, NULL) == SQLITE_OK) {
		sqlite3_bind_text(st, 1, id, -1, SQLITE_STATIC);
		if (sqlite3_step(st) == SQLITE_ROW) {
			state = g_strdup(journal_text(st, 0));
			*leased = is_leased(journal_text(st, 1), sqlite3_column_int64(st, 2));
		}
	}
	sqlite3_finalize(st);
	return state;
}

/* Opens the journal to change a row, and says how that row is; NULL with a sentence, and then
 * nothing is open. */
static char *
open_to_change(struct journal *j, const char *path, const char *id, struct err *e)
{
	bool leased = false, is_open;
	char *state;

	if (!exists(path)) {
		err_set(e, _("there is no journal at %s"), path ? path : _("any path"));
		return NULL;
	}
	*j = (struct journal){ .db = NULL };
	if (!journal_open(j, path, e))
		return NULL;
	/* what happened before is of no interest here */
	j->seq = journal_int(j, "SELECT max(seq) FROM event");
	state = state_of(j, id, &leased);
	is_open = state && (!strcmp(state, "waiting") || !strcmp(state, "refused"));
	if (!state)
		err_set(e, _("the outbox has no delivery %.60s: see 'warroom outbox list'"), id);
	else if (!is_open)
		err_set(e, _("delivery %.60s is over: it is %s"), id, state);
	else if (leased && !strcmp(state, "waiting"))
		err_set(
		    e,
		    _("a console is delivering %.60s at this moment: look again in half a minute"),
		    id);
	if (!is_open || (leased && !strcmp(state, "waiting"))) {
		g_clear_pointer(&state, g_free);
		journal_close(j);
	}
	return state;
}

bool
admin_outbox_retry(const char *path, const char *id, struct err *e)
{
	struct journal j;
	char *state = open_to_change(&j, path, id, e);
	bool ok;

	if (!state)
		return false;
	/* only as it was seen: a console may have taken it since */
	ok = journal_run(
	    &j,
	    "UPDATE outbox SET state = 'waiting', due_us = ?, owner = '', lease_until_us = 0"
	    " WHERE id = ? AND state = ?",
	    "iss", clock_real_us(), id, state);
	if (!ok)
		err_set(e, _("the outbox cannot be written: %s"), sqlite3_errmsg(j.db));
	g_free(state);
	journal_close(&j);
	return ok;
}

static void
forget(struct event_batch *batch, void *data)
{
	(void)data;
	event_batch_free(&batch);
}

bool
admin_outbox_drop(const char *path, const struct event_batch *refused, struct err *e)
{
	const char *id = ((const struct event *)g_ptr_array_index(refused->events, 0))->cause;
	struct journal j;
	char *state = open_to_change(&j, path, id, e);
	bool ok;

	if (!state)
		return false;
	ok = !strcmp(state, "refused") || journal_append(&j, refused, NULL, forget, NULL, e);
	if (ok && !journal_run(
		      &j, "UPDATE outbox SET state = 'dropped' WHERE id = ? AND state = 'refused'",
		      "s", id))
		ok = err_set(e, _("the outbox cannot be written: %s"), sqlite3_errmsg(j.db));
	g_free(state);
	journal_close(&j);
	return ok;
}
