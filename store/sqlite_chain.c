/* The hash chain over the journal's events: appending to it, and anchoring its head. */
#include "store/sqlite_chain.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static void
add_text(GChecksum *sum, const char *text)
{
	char length[32];
	size_t n = strlen(text);

	snprintf(length, sizeof length, "%zu:", n);
	g_checksum_update(sum, (const guchar *)length, -1);
	g_checksum_update(sum, (const guchar *)text, (gssize)n);
	g_checksum_update(sum, (const guchar *)",", 1);
}

void
chain_hash(char hash[CHAIN_HASH_SIZE], const char *prev, const struct row *row)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	char at[32];

	snprintf(at, sizeof at, "%" PRId64, row->at_us);
	add_text(sum, prev);
	add_text(sum, row->id);
	add_text(sum, at);
	add_text(sum, row->kind);
	add_text(sum, row->person);
	add_text(sum, row->terminal_user);
	add_text(sum, row->body);
	g_strlcpy(hash, g_checksum_get_string(sum), CHAIN_HASH_SIZE);
	g_checksum_free(sum);
}

struct row
chain_row(sqlite3_stmt *st, int first)
{
	return (struct row){
		.id = journal_text(st, first),
		.at_us = sqlite3_column_int64(st, first + 1),
		.kind = journal_text(st, first + 2),
		.person = journal_text(st, first + 3),
		.terminal_user = journal_text(st, first + 4),
		.body = journal_text(st, first + 5),
	};
}

bool
chain_head(struct journal *j, struct anchor *head)
{
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(j->db, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1",
	                             -1, &st, NULL) == SQLITE_OK;

	*head = (struct anchor){ .seq = 0 };
	if (ok && sqlite3_step(st) == SQLITE_ROW) {
		head->seq = sqlite3_column_int64(st, 0);
		g_strlcpy(head->hash, journal_text(st, 1), sizeof head->hash);
	}
	return sqlite3_finalize(st) == SQLITE_OK && ok;
}

bool
chain_append(struct journal *j, struct anchor *head, const struct row *row)
{
	struct anchor next = { .seq = head->seq + 1 };

	chain_hash(next.hash, head->hash, row);
	if (!journal_run(
		j,
		"INSERT INTO event(seq, id, at_us, kind, person, terminal_user, body, prev, hash)"
		" VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO NOTHING",
		"isissssss", next.seq, row->id, row->at_us, row->kind, row->person,
		row->terminal_user, row->body, head->hash, next.hash))
		return false;
	if (sqlite3_changes(j->db) == 0)
		return true;
	*head = next;
	/* not above: tables of an older version, while they are upgraded, have no such column */
	return !row->site || !*row->site ||
	       journal_run(j, "UPDATE event SET site = ? WHERE seq = ?", "si", row->site, next.seq);
}

/* For sure not: one that cannot be looked for is not missing. */
static bool
lacks(struct journal *j, const struct anchor *anchor)
{
	sqlite3_stmt *st = NULL;
	bool yes = false;

	if (sqlite3_prepare_v2(j->db, "SELECT 1 FROM event WHERE seq = ? AND hash = ?", -1, &st,
	                       NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, anchor->seq);
		sqlite3_bind_text(st, 2, anchor->hash, -1, SQLITE_STATIC);
		yes = sqlite3_step(st) == SQLITE_DONE;
	}
	sqlite3_finalize(st);
	return yes;
}

void
chain_anchor(struct journal *j)
{
	struct anchor head, before;

	/* the anchor is read first: another console may move both on meanwhile, and the journal
	 * moves first */
	bool has_before = j->path && anchor_read(j->path, &before);

	if (!j->path || !chain_head(j, &head))
		return;
	if (has_before && lacks(j, &before))
		anchor_warn(j->path, &before);
	else if (head.seq > (has_before ? before.seq : 0))
		anchor_write(j->path, &head);
	j->anchor_seq = head.seq;
}
