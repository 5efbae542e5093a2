/* The journal's SQLite connection. Only the files sqlite*.c know the library. */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include "base/err.h"
#include "room/delivery.h"
#include "room/event.h"
#include "store/store.h"

struct sqlite3;
struct sqlite3_stmt;

/* Lives on the store thread. All zero before the first journal_open(); may be opened again
 * after journal_close(), and then goes on after the last event that was given. */
struct journal {
	struct sqlite3 *db;
	char *path;                         /* NULL: in memory */
	char owner[128];                    /* this console, see owner_is_dead() */
	struct sqlite3_stmt *version_query; /* tells whether another console has written */
	int64_t version;
	int64_t seq;        /* of the last event that the room has been given */
	int64_t retry_us;   /* of the last failed delivery elsewhere that the room was given */
	int64_t anchor_seq; /* of the last head that was anchored */
};

/* Takes a batch of past events. */
typedef void journal_take(struct event_batch *batch, void *data);

/*
 * Opens or makes the file (NULL: in memory) with its tables. Refuses a file of a newer version,
 * and file systems on which SQLite's locks do not hold; brings one of an older version up to
 * date. False with a sentence for a person.
 */
bool journal_open(struct journal *j, const char *path, struct err *e) MUST_USE;
/* Takes this console off the list and anchors the head, if it was open. */
void journal_close(struct journal *j);

/* Can it be written now? Writes as much as several actions into a table of its own. */
bool journal_probe(struct journal *j, struct err *e) MUST_USE;

/*
 * Appends the durable events of the batch and the deliveries (may be NULL) in one transaction,
 * and lets outcomes end or postpone their outbox rows. All or nothing. What other consoles
 * appended before is given first, so that every room sees the journal's order.
 */
bool journal_append(struct journal *j, const struct event_batch *events,
                    const GPtrArray *deliveries, journal_take *take, void *data,
                    struct err *e) MUST_USE;

/* Gives every event after the last one given, in order, in batches (taken). After each action
 * stands its EVENT_KEPT. */
bool journal_follow(struct journal *j, journal_take *take, void *data, struct err *e) MUST_USE;

/* Has another connection written since the last call (or the opening)? Writes nothing. */
bool journal_has_changed(struct journal *j);

/* Leases the deliveries that are due and gives them (the caller's; struct delivery *, freed
 * with delivery_free); *next_us becomes the real time of the next one due, UNSAID if none. */
bool journal_take_due(struct journal *j, GPtrArray *due, int64_t *next_us, struct err *e) MUST_USE;

/* Gives the failed tries of other consoles' deliveries since the last one given, as EVENT_RETRY. */
bool journal_follow_retries(struct journal *j, journal_take *take, void *data,
                            struct err *e) MUST_USE;

/* Writes that this console is there and takes those that are gone off the list. */
bool journal_present(struct journal *j, const struct presence *who, struct err *e) MUST_USE;
/* One EVENT_CONSOLES with those on the list; the caller's. */
struct event_batch *journal_consoles(struct journal *j);

/* --- among the files sqlite*.c --- */

/* A sentence about the library's last error. False. */
bool journal_fail(const struct journal *j, struct err *e, const char *what);
/* Statements without parameters. False: the library's error is set. */
bool journal_exec(struct journal *j, const char *sql) MUST_USE;
/* One statement with parameters by printf-like letters: s text, i int64_t. Runs it to its end.
 * False: the library's error is set. */
bool journal_run(struct journal *j, const char *sql, const char *types, ...) MUST_USE;
/* Ends the transaction: commits if ok, else rolls back. */
bool journal_commit(struct journal *j, bool ok, struct err *e) MUST_USE;

/* The first column of the first row; -1 if there is none. */
int64_t journal_int(struct journal *j, const char *sql);

/* Is the process that calls itself so no longer alive, for sure? One in another container may
 * be. */
bool owner_is_dead(const char *owner);

/* Gives a batch, or frees it if it is empty. */
void journal_give(struct event_batch *batch, journal_take *take, void *data);

/* In sqlite_schema.c: makes the tables, or brings them up to date. */
bool schema_prepare(struct journal *j, struct err *e) MUST_USE;

/* In sqlite_outbox.c, inside the transaction of journal_append(). */
bool outbox_insert(struct journal *j, const struct delivery *d) MUST_USE;
bool outbox_outcome(struct journal *j, const struct event *outcome) MUST_USE;
/* This console is alive: what it holds stays its own. Inside the transaction of journal_present().
 */
bool outbox_hold_on(struct journal *j, int64_t now_us) MUST_USE;

#endif
