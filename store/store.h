/* The journal: what people did, durable, and the outbox of what must still leave the room. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/err.h"
#include "base/mailbox.h"
#include "room/delivery.h"
#include "room/event.h"

struct store;

/* How often a console says in the journal that it is there. */
#define PRESENCE_US (10 * SEC_US)

/* Who is at this console, for the others on the same journal. */
struct presence {
	const char *person, *terminal_user;
	const char *terminal; /* "pts/3"; "" */
	const char *mode;     /* "console", ... */
};

/* Payload of MESSAGE_JOURNAL. */
struct journal_state {
	bool open;        /* actions can be kept */
	bool read;        /* all past events have been posted */
	char reason[256]; /* a sentence when not open; "" */
};

/*
 * Any number of processes may share one file on one machine: what one appends is posted in the
 * others within a quarter of a second, as MESSAGE_PAST, and every one of them is told of all
 * events in the same order: its own as MESSAGE_STORED in their place among the others'. Each
 * due delivery is given to one of them; when that one dies, to another.
 *
 * Starts the store thread on the SQLite file (made with mode 0600 in a directory made with
 * 0700; WAL, synchronous=FULL). Never waits: everything that comes back is posted to `to_ui`
 * (MESSAGE_PAST, then MESSAGE_JOURNAL, later MESSAGE_STORED, MESSAGE_PRESENT and MESSAGE_DUE,
 * each due delivery once per lease). If the file cannot be opened or written, the store is
 * degraded: it says so in MESSAGE_JOURNAL, keeps trying, and every append is answered
 * EVENT_LOST with the reason. path NULL: a journal in memory.
 */
struct store *store_start(const char *path, struct mailbox *to_ui);

/* The same, but what is due to leave the room is left to other consoles: no MESSAGE_DUE. */
struct store *store_start_leaving_due(const char *path, struct mailbox *to_ui);

/* Finishes what was handed in, stops the thread, closes the file; sets *store to NULL. At most
 * about a second unless the disk hangs. */
void store_stop(struct store **store);

/*
 * Appends actions or outcomes, with the deliveries that belong to them (an array of struct
 * delivery *, NULL = none), in one transaction. An event whose id is there already is not
 * written again. Takes both. An EVENT_SENT or EVENT_REFUSED ends the outbox row of its cause;
 * an EVENT_RETRY postpones it to until_us and counts an attempt. An EVENT_UNACK whose
 * acknowledgement was never tried ends both rows: nothing leaves. UI thread.
 */
void store_append(struct store *store, struct event_batch *events, GPtrArray *deliveries);

/* Says who is at this console (copied): from then on it is on the list of MESSAGE_PRESENT in
 * every console. UI thread. */
void store_present(struct store *store, const struct presence *who);

#endif
