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
	bool is_newer;    /* of a newer version: it is followed, and never open */
	char reason[256]; /* a sentence when not open; "" */
	/* a sentence on what will become a trouble; "" */
	char warning[256];
	/* the newest event on which the checkpoint that was read rests; 0 = all was read */
	int64_t checkpoint_seq;
};

/* How a store is started. Texts are copied. */
struct store_options {
	const char *path;    /* NULL: in memory */
	const char *basis;   /* another one when the room has other definitions; NULL = "" */
	int64_t limit_bytes; /* what the file may grow to; 0 = anything */
	bool leaves_due;     /* what is due to leave is left to other consoles: no MESSAGE_DUE */
	bool is_reading;     /* see store_start_reading() */
	bool is_drill;       /* the journal of a drill, which the file says; never both */
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
 *
 * What is posted before MESSAGE_JOURNAL: the events from the last checkpoint on (all, if there is
 * none of the same basis), then what the sources showed last, as remembered observations.
 * MESSAGE_PAST and MESSAGE_STORED say in `seq` up to which event they bring the room.
 */
struct store *store_start_with(const struct store_options *options, struct mailbox *to_ui);
/* The same, with nothing but a path. */
struct store *store_start(const char *path, struct mailbox *to_ui);

/*
 * Follows the journal without ever writing: the past and what others do is posted as above, and who
 * is connected; MESSAGE_JOURNAL says `read`, never `open`, and a reason while the file is not
 * there or cannot be read: it is looked for every 2 s. store_append() is answered EVENT_LOST.
 */
struct store *store_start_reading(const char *path, struct mailbox *to_ui);

/* Finishes what was handed in, stops the thread, closes the file; sets *store to NULL. At most
 * about a second, two when another program holds the file's lock, unless the disk hangs. */
void store_stop(struct store **store);

/*
 * Appends actions or outcomes, with the deliveries that belong to them (an array of struct
 * delivery *, NULL = none), in one transaction. An event whose id is there already is not
 * written again. Another program's lock is waited for up to 15 s. Takes both. An EVENT_SENT or EVENT_REFUSED ends the outbox row of its cause;
 * an EVENT_RETRY postpones it to until_us and counts an attempt. An EVENT_UNACK whose
 * acknowledgement was never tried ends both rows: nothing leaves. UI thread.
 */
void store_append(struct store *store, struct event_batch *events, GPtrArray *deliveries);

/*
 * Keeps what changed of these observations (EVENT_ALERT, EVENT_ALERT_GONE, EVENT_SAMPLE, and that a
 * source answered), as the room was told them: once, however many consoles hand them in. Takes the
 * batch. They are collected for a second, values of metrics and what says only how a source is until the next
 * presence, and never keep an action waiting; there is no answer. Of a
 * flood some are given up, and MESSAGE_REPEAT asks for them when there is room again. A journal in memory keeps none. UI thread.
 */
void store_observe(struct store *store, struct event_batch *events);

/* After so many events since the last one a checkpoint is worth its while. */
enum { STORE_CHECKPOINT_EVERY = 5000 };

/*
 * Writes that a room that has been told all events up to `seq` rests on those with these ids (owned
 * char *, see room_needs()), what follows from them, and the last ROOM_LOG_MAX. From then on a
 * start with the same basis reads only those and what came after. Takes the array. UI thread.
 */
void store_checkpoint(struct store *store, GPtrArray *ids, int64_t seq);

/* What is to be said when nothing is left that may be deleted of a journal beyond its limit. */
void store_warning(int64_t used_bytes, int64_t limit_bytes, char *buf, size_t size);
/* The same of a file, by its size alone; "" when it is not there or not too large. Any thread. */
void store_file_warning(const char *path, int64_t limit_bytes, char *buf, size_t size);

/* Says who is at this console (copied): from then on it is on the list of MESSAGE_PRESENT in
 * every console. UI thread. */
void store_present(struct store *store, const struct presence *who);

#endif
