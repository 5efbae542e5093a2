/* The journal looked at or mended from outside a session, on a connection of its own. */
#ifndef STORE_ADMIN_H
#define STORE_ADMIN_H

#include "base/err.h"
#include "room/delivery.h"
#include "room/event.h"

/*
 * Hands every event of the journal file to `take` (which owns the batch), in order, each action
 * followed by its EVENT_KEPT. The file is opened read-only: nothing is made, locked or written. A
 * file that is not there yet is an empty journal. False with a sentence. Any thread; blocks on the
 * disk.
 */
bool admin_read_past(const char *path, void (*take)(struct event_batch *batch, void *data),
                     void *data, struct err *e) MUST_USE;

/* The same of everything: also what the sources showed, and all in the order of time (what they showed
 * before what was done at that instant). It is the journal of one moment, whoever writes it. */
bool admin_read_all(const char *path, void (*take)(struct event_batch *batch, void *data),
                    void *data, struct err *e) MUST_USE;

/* The same of what a room at present rests on: the events from the last checkpoint of this basis
 * on, then what the sources showed last, as remembered observations. */
bool admin_read_present(const char *path, const char *basis,
                        void (*take)(struct event_batch *batch, void *data), void *data,
                        struct err *e) MUST_USE;

/* Copies the journal as it is at one moment into a file that must not be there yet (mode 0600), with
 * its anchor, while others may write it. False with a sentence, and then there is no copy. */
bool admin_backup(const char *path, const char *copy, struct err *e) MUST_USE;

/* One delivery as the outbox has it. Texts are owned. */
struct outbox_row {
	struct delivery *delivery; /* attempts is filled in */
	char *state;               /* "waiting", "sent", "refused", "taken back", "dropped" */
	int64_t due_us; /* the real clock's instant of the next attempt, while it waits */
	bool is_leased; /* a console is at it now */
};

/* All rows, those that wait first, then by due instant; read-only as above. struct outbox_row *,
 * the caller's: g_ptr_array_unref. NULL with a sentence. */
GPtrArray *admin_outbox(const char *path, struct err *e) MUST_USE;

/* Makes a row that waits or was refused due now. False with a sentence: no such row, or a console
 * is at it. */
bool admin_outbox_retry(const char *path, const char *id, struct err *e) MUST_USE;

/*
 * Gives a row up. While it waits, `refused` (an EVENT_REFUSED whose cause is the id; who gave it
 * up, and why) is kept in the journal with it, so that every room shows that it will not happen;
 * one that was refused before only leaves the list. False with a sentence.
 */
bool admin_outbox_drop(const char *path, const struct event_batch *refused, struct err *e) MUST_USE;

#endif
