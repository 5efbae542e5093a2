/* Inside store/: the store, and what its thread does. */
#ifndef STORE_STORE_THREAD_H
#define STORE_STORE_THREAD_H

#include "store/observed.h"
#include "store/sqlite.h"
#include "store/wal_watch.h"

#include <pthread.h>
#include <stdatomic.h>

enum request_kind {
	REQUEST_APPEND = 1,
	REQUEST_PRESENT,
	REQUEST_OBSERVE,
	REQUEST_OBSERVE_LATE, /* with the next word that this console is there */
	REQUEST_CHECKPOINT,
	REQUEST_STOP
};

struct append {
	struct event_batch *events;
	GPtrArray *deliveries; /* NULL: none */
	int64_t asked_us;      /* monotonic clock */
};

struct checkpoint {
	GPtrArray *ids;
	int64_t seq;
};

struct store {
	pthread_t thread;
	struct mailbox *in, *to_ui;
	struct store_options is; /* texts owned */
	_Atomic int64_t
	    hurry_us;           /* monotonic clock: when it is to have stopped; 0 = not asked to */
	atomic_bool has_missed; /* observations were not even taken: too much waited in `in` */
	/* of the store thread */
	bool only_reads; /* asked to, or the journal is of a newer version */
	struct journal journal;
	struct journal_state state;
	struct observed *observed;
	int64_t kept_us;          /* monotonic clock: the last action that was kept; 0 */
	int64_t observe_us;       /* monotonic clock: the next write of observations; UNSAID */
	bool is_observed_late;    /* the last write of them failed */
	int64_t next_due_us;      /* real clock; UNSAID */
	struct presence *who;     /* NULL: not said */
	int64_t next_presence_us; /* monotonic clock */
	int64_t next_growth_us;   /* monotonic clock */
	struct wal_watch wal;     /* whether another console has appended */
	int64_t written;          /* rows that this one has, when that was looked at last */
	char *consoles;           /* who was posted last */
	bool has_told_present;
	struct clock_watch clock;
	bool is_stopping;
};

/* The thread: payload is the struct store. Requests are taken in order. */
void *store_run(void *store);

void presence_free(void *presence);

#endif
