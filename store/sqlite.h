/* The journal's SQLite connection. Only sqlite.c and sqlite_outbox.c know the library. */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include "base/err.h"
#include "room/delivery.h"
#include "room/event.h"

struct sqlite3;

/* Lives on the store thread. */
struct journal {
	struct sqlite3 *db;
	char owner[64]; /* who leases outbox rows: pid and a random part */
};

/*
 * Opens or makes the file (NULL: in memory) with its tables. Refuses a file of a newer version, and
 * file systems on which SQLite's locks do not hold. False with a sentence for a person.
 */
bool journal_open(struct journal *j, const char *path, struct err *e) MUST_USE;
void journal_close(struct journal *j);

/* Can it be written now? A tiny write, undone. */
bool journal_probe(struct journal *j, struct err *e) MUST_USE;

/*
 * Appends the durable events of the batch and the deliveries (may be NULL) in one transaction, and
 * lets outcomes end or postpone their outbox rows. All or nothing.
 */
bool journal_append(struct journal *j, const struct event_batch *events,
                    const GPtrArray *deliveries, struct err *e) MUST_USE;

/* Calls back with every event in order, in batches (taken). After each action stands its
 * EVENT_KEPT. */
bool journal_read(struct journal *j, void (*take)(struct event_batch *batch, void *data),
                  void *data, struct err *e) MUST_USE;

/* Leases the deliveries that are due and gives them (the caller's; struct delivery *, freed with
 * delivery_free); *next_us becomes the real time of the next one due, UNSAID if none. */
bool journal_take_due(struct journal *j, GPtrArray *due, int64_t *next_us, struct err *e) MUST_USE;

/* In sqlite_outbox.c, inside the transaction of journal_append(). */
bool outbox_insert(struct journal *j, const struct delivery *d);
bool outbox_outcome(struct journal *j, const struct event *outcome);

/* One statement with parameters by printf-like letters: s text, i int64_t. Runs it to its end.
 * False: the library's error is set. */
bool journal_run(struct journal *j, const char *sql, const char *types, ...) MUST_USE;

#endif
