/* Who is connected: the consoles on one journal tell each other that they are there. */
#include "store/link.h"

#include "base/lang.h"
#include "store/codec.h"

#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* Three missed: it hangs, or its container is gone. */
#define GONE_US (3 * PRESENCE_US + 5 * SEC_US)

static bool
remove_gone(struct journal *j, int64_t now_us)
{
	GPtrArray *gone = g_ptr_array_new_with_free_func(g_free);
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(j->db, "SELECT id, seen_us, site FROM console", -1, &st,
	                             NULL) == SQLITE_OK;

	while (ok && sqlite3_step(st) == SQLITE_ROW) {
		const char *id = journal_text(st, 0);

		bool is_dead = sqlite3_column_bytes(st, 2) == 0 && owner_is_dead(id);

		if (is_dead || now_us - sqlite3_column_int64(st, 1) > GONE_US)
			g_ptr_array_add(gone, g_strdup(id));
	}
	ok = sqlite3_finalize(st) == SQLITE_OK && ok;
	for (guint i = 0; ok && i < gone->len; i++)
		ok = journal_run(j, "DELETE FROM console WHERE id = ?", "s",
		                 g_ptr_array_index(gone, i));
	g_ptr_array_unref(gone);
	return ok;
}

static bool
write_presence(struct journal *j, const struct presence *who, struct err *e)
{
	int64_t now_us = clock_real_us();
	bool ok = journal_exec(j, "BEGIN IMMEDIATE");

	if (!ok)
		return journal_fail(j, e, _("the journal cannot be written"));
	ok = remove_gone(j, now_us) && outbox_hold_on(j, now_us) &&
	     journal_run(
		 j,
		 "INSERT OR REPLACE INTO console(id, person, terminal_user, terminal, host, pid,"
		 " mode, seen_us)"
		 " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
		 "sssssisi", j->owner, who->person, who->terminal_user, who->terminal,
		 g_get_host_name(), (int64_t)getpid(), who->mode, now_us);
	return journal_commit(j, ok, e);
}

/* Others are to read it now; after a power cut nobody is there, so the disk is not waited for. */
bool
journal_present(struct journal *j, const struct presence *who, struct err *e)
{
	bool ok;

	if (!journal_exec(j, "PRAGMA synchronous=NORMAL"))
		return journal_fail(j, e, _("the journal cannot be written"));
	ok = write_presence(j, who, e);
	return journal_exec(j, "PRAGMA synchronous=FULL")
	           ? ok
	           : journal_fail(j, e, _("the journal cannot be written"));
}

static void
add_peer(struct event_batch *batch, struct peer *peer, sqlite3_stmt *st, const char *self)
{
	*peer = (struct peer){
		.id = codec_text(batch, journal_text(st, 0)),
		.person = codec_text(batch, journal_text(st, 1)),
		.terminal_user = codec_text(batch, journal_text(st, 2)),
		.terminal = codec_text(batch, journal_text(st, 3)),
		.mode = codec_text(batch, journal_text(st, 4)),
		.site = codec_text(batch, journal_text(st, 5)),
	};
	peer->is_self = strcmp(peer->id, self) == 0;
}

/* Those of this site, or all. */
static struct event_batch *
read_consoles(struct journal *j, bool all)
{
	struct event_batch *batch = event_batch_new();
	/* of no instant: a room may run on a shifted clock */
	struct event *event = event_batch_add(batch, EVENT_CONSOLES, UNSAID);
	int64_t n = MAX(journal_int(j, "SELECT count(*) FROM console"), 0);
	struct peer *peers = event_batch_alloc(batch, (size_t)n * sizeof *peers + 1);
	sqlite3_stmt *st = NULL;

	event->peers = peers;
	if (sqlite3_prepare_v2(j->db,
	                       "SELECT id, person, terminal_user, terminal, mode, site FROM console"
	                       " WHERE site = '' OR ? ORDER BY site, person, terminal, id",
	                       -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_bind_int(st, 1, all) == SQLITE_OK)
		while (event->n_peers < (size_t)n && sqlite3_step(st) == SQLITE_ROW)
			add_peer(batch, &peers[event->n_peers++], st, j->owner);
	sqlite3_finalize(st);
	return batch;
}

struct event_batch *
journal_consoles(struct journal *j)
{
	return read_consoles(j, true);
}

struct event_batch *
link_consoles_here(struct journal *j)
{
	return read_consoles(j, false);
}

bool
link_drop_consoles(struct journal *j, const char *site, struct err *e)
{
	return journal_run(j, "DELETE FROM console WHERE site <> '' AND (site = ?1 OR ?1 = '')",
	                   "s", site) ||
	       journal_fail(j, e, _("the journal cannot be written"));
}

bool
link_put_consoles(struct journal *j, const char *site, const struct peer *peers, size_t n,
                  struct err *e)
{
	bool ok = journal_exec(j, "BEGIN IMMEDIATE");

	if (!ok)
		return journal_fail(j, e, _("the journal cannot be written"));
	ok = link_drop_consoles(j, site, e);
	for (size_t i = 0; ok && i < n; i++) {
		char *id = g_strconcat(site, "/", peers[i].id, NULL);

		ok = journal_run(
		    j,
		    "INSERT OR REPLACE INTO console(id, person, terminal_user, terminal, host, pid,"
		    " mode, seen_us, site) VALUES(?, ?, ?, ?, '', 0, ?, ?, ?)",
		    "sssssis", id, peers[i].person, peers[i].terminal_user, peers[i].terminal,
		    peers[i].mode, clock_real_us(), site);
		g_free(id);
	}
	return journal_commit(j, ok, e);
}

bool
link_refresh_consoles(struct journal *j, struct err *e)
{
	return journal_run(j, "UPDATE console SET seen_us = ? WHERE site <> ''", "i",
	                   clock_real_us()) ||
	       journal_fail(j, e, _("the journal cannot be written"));
}
