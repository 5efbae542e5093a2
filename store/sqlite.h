/* The journal's SQLite connection. Only the files sqlite*.c know the library. */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include "base/err.h"
#include "room/delivery.h"
#include "room/event.h"
#include "store/store.h"

#include <stdatomic.h>

struct sqlite3;
struct sqlite3_stmt;

enum { SCHEMA_VERSION = 3 };

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
	int64_t schema;     /* the version of its tables: another than ours only when reading */
	bool is_reading;    /* opened by journal_open_reading() */
	bool is_drill;      /* set before opening: the journal of a drill is wanted, or of a room */
	bool takes_newer;   /* which also opens one of a newer version: what it knows of it */
	/* Another program's lock is waited for so long; 0 = 5 s. Once *hurry_us (monotonic clock; lent,
	 * set by any thread; NULL = never) is not 0, no longer than until then. */
	int64_t patience_us;
	const _Atomic int64_t *hurry_us;
	int64_t waits_since_us; /* monotonic clock: the lock that was waited for last */
};

/* The file that every append goes into first; NULL when it has none. Lent until journal_close(). */
const char *journal_log_path(const struct journal *j);
/* Rows that this connection has written since it was opened. */
int64_t journal_written(const struct journal *j);

/* Takes a batch of past events. */
typedef void journal_take(struct event_batch *batch, void *data);

/*
 * Opens or makes the file (NULL: in memory) with its tables. Refuses a file of a newer version (j->schema),
 * and file systems on which SQLite's locks do not hold; brings one of an older version up to
 * date. False with a sentence for a person.
 */
bool journal_open(struct journal *j, const char *path, struct err *e) MUST_USE;
/* What happened in a drill and what happened must never be in one file: false with a sentence when the
 * open file is a drill's and a room's is wanted, or the other way round. */
bool journal_check_drill(struct journal *j, struct err *e) MUST_USE;
/*
 * Opens a file that is there to read it: it is not made, upgraded or locked for writing. One on a
 * medium that cannot be written is read as well, unless its last events are still in the file
 * FILE-wal beside it. False with a sentence.
 */
bool journal_open_reading(struct journal *j, const char *path, struct err *e) MUST_USE;
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

/*
 * At the start, before journal_follow(): gives the events up to the checkpoint that the present
 * rests on, if the journal has one that a room with the same definitions (`basis`) wrote; else
 * nothing.
 */
bool journal_follow_checkpoint(struct journal *j, const char *basis, journal_take *take, void *data,
                               struct err *e) MUST_USE;

/* Writes a checkpoint, see store_checkpoint(); leaves one alone that is nearly as new. */
bool journal_checkpoint(struct journal *j, const GPtrArray *ids, int64_t seq, const char *basis,
                        struct err *e) MUST_USE;

/* Is it an observation that journal_observe() may keep? Also what a start does not tell, but replay: what
 * endpoints define, the states of metrics, and how sources are. */
bool journal_is_kept(const struct event *event);

/*
 * Keeps of these observations (struct event *) what is news to the journal, in one transaction:
 * not what it has already, or of earlier than what it has; of a metric's samples one in ten
 * seconds. Another console's lock is waited for only a moment.
 */
bool journal_observe(struct journal *j, const GPtrArray *events, struct err *e) MUST_USE;

/* Gives what the sources showed last, as remembered events: when each source last answered, the
 * alerts that fire, and each metric's history and last sample. */
bool journal_tell_present(struct journal *j, journal_take *take, void *data,
                          struct err *e) MUST_USE;

struct growth {
	bool more;         /* there is more to do at once */
	bool is_too_large; /* larger than the limit, and nothing is left that may be deleted */
	int64_t used_bytes;
};

/*
 * A slice of what keeps the journal small: samples are thinned by their age, what was shown of alerts
 * goes after 90 days, and beyond limit_bytes (0: none) the oldest observations go. What is shown now
 * stays, and every event: they are the proof.
 */
bool journal_tend_growth(struct journal *j, int64_t limit_bytes, struct growth *growth,
                         struct err *e) MUST_USE;

/* Has another connection written since the last call (or the opening)? Writes nothing. */
bool journal_has_changed(struct journal *j);

/* Leases the deliveries that are due and adds them to `due`, an empty array without a free function: each
 * struct delivery * becomes the caller's (delivery_free). On failure it stays empty. *next_us becomes the
 * real time of the next one due, UNSAID if none. */
bool journal_take_due(struct journal *j, GPtrArray *due, int64_t *next_us, struct err *e) MUST_USE;

/* The wall clock was set by step_us: what waits for its time waits as long as it was to. Any number of
 * consoles may say so. */
bool journal_move_due(struct journal *j, int64_t step_us, struct err *e) MUST_USE;

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

/* A column of the row that a statement stands at, until its next step. Never NULL: what is damaged
 * reads as "". */
struct sqlite3_stmt;
const char *journal_text(struct sqlite3_stmt *st, int column);

/* Is the process that calls itself so no longer alive, for sure? One in another container may
 * be. */
bool owner_is_dead(const char *owner);

/* Gives a batch, or frees it if it is empty. */
void journal_give(struct event_batch *batch, journal_take *take, void *data);
/* Gives it only when it is full. The one to go on with. */
struct event_batch *journal_give_full(struct event_batch *batch, journal_take *take, void *data);

/* Gives the rows of a query that selects seq, id, at_us, kind, person, terminal_user, body, with
 * `seq` for its parameter; *seq becomes that of the last one. */
bool journal_give_events(struct journal *j, const char *sql, int64_t *seq, journal_take *take,
                         void *data, struct err *e) MUST_USE;

/* A row of the table `event`, added to the batch; NULL: it is of a later version. */
struct row;
struct event *journal_read_event(struct event_batch *batch, const struct row *row);
/* The same for an observation by its columns; one that cannot be read is NULL, too. */
struct event *journal_read_observed(struct event_batch *batch, const char *kind_name, int64_t at_us,
                                    const char *subject, const char *body);

/* A sentence about a journal of a later version. False. */
bool journal_is_newer(struct err *e, int64_t version);

/* In sqlite_schema.c: makes the tables, or brings them up to date. */
bool schema_prepare(struct journal *j, struct err *e) MUST_USE;

/* In sqlite_outbox.c, inside the transaction of journal_append(). */
bool outbox_insert(struct journal *j, const struct delivery *d) MUST_USE;
bool outbox_outcome(struct journal *j, const struct event *outcome) MUST_USE;
/* This console is alive: what it holds stays its own. Inside the transaction of journal_present().
 */
bool outbox_hold_on(struct journal *j, int64_t now_us) MUST_USE;

#endif
