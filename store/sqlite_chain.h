/* The hash chain over the journal's events. */
#ifndef STORE_SQLITE_CHAIN_H
#define STORE_SQLITE_CHAIN_H

#include "store/anchor.h"
#include "store/sqlite.h"

/* After so many events the head is anchored anew. */
enum { ANCHOR_EVERY = 50 };

/* A row of the table `event` but its place in the chain. All text is lent. */
struct row {
	const char *id, *kind, *person, *terminal_user, *body;
	const char
	    *site; /* that it came from; NULL: made here. Not hashed: each site has its chain */
	int64_t at_us;
};

/*
 * hash = SHA-256 in hex over the texts prev, id, at_us in decimal, kind, person, terminal_user,
 * body, each as "LENGTH:TEXT," (bytes; a netstring), so that no two rows read the same. prev is
 * the hash of the event before, "" for the first. Pure.
 */
void chain_hash(char hash[CHAIN_HASH_SIZE], const char *prev, const struct row *row);

/* The columns id, at_us, kind, person, terminal_user, body of a result from column `first` on;
 * lent until the next step. */
struct row chain_row(struct sqlite3_stmt *st, int first);

/* In sqlite_event.c: adds the event of a row to the batch; an action is followed by the word that it is
 * kept. One of a later version is left out. */
void journal_add_event(struct event_batch *batch, const struct row *row);

/* The last event: seq 0 and hash "" in an empty journal. */
bool chain_head(struct journal *j, struct anchor *head) MUST_USE;

/* Appends an event after *head, which becomes this one; an event whose id is there already is
 * left out and changes nothing. Inside a transaction. */
bool chain_append(struct journal *j, struct anchor *head, const struct row *row) MUST_USE;

/* Keeps the head outside of the journal: beside it and in the system's log. Not when the
 * journal does not contain what was anchored before: that is said in the system's log, and the
 * old anchor stays as the proof. In memory: nothing. */
void chain_anchor(struct journal *j);

#endif
