/* A queue between threads with a descriptor that can be polled. */
#ifndef BASE_MAILBOX_H
#define BASE_MAILBOX_H

#include "base/err.h"

#include <stdbool.h>

struct mailbox;

/* What crosses: `payload` belongs to the mailbox from post to take, then to the taker. */
struct message {
	int kind;
	void *payload;
	void (*free_payload)(void *payload);
};

/* A new empty mailbox; the owner frees it when no thread can post any more. NULL when the system
 * has no descriptor left. */
struct mailbox *mailbox_new(void);

/* Frees the mailbox and every message still in it; sets *mb to NULL. */
void mailbox_free(struct mailbox **mb);

/* Readable (poll POLLIN) while messages wait of which one was posted. The mailbox keeps it. Any thread. */
int mailbox_fd(const struct mailbox *mb);

/* Hands payload over; never blocks longer than the lock. Any thread. */
void mailbox_post(struct mailbox *mb, int kind, void *payload, void (*free_payload)(void *));

/* The same, but wakes nobody: for what may wait until the taker looks anyway. Any thread. */
void mailbox_leave(struct mailbox *mb, int kind, void *payload, void (*free_payload)(void *));

/* Waits until fewer than `most` messages wait, at most timeout_ms; false when they still do. For a
 * thread that may post faster than the other one takes: what waits costs memory. Any thread. */
bool mailbox_has_room(struct mailbox *mb, unsigned most, int timeout_ms) MUST_USE;

/* Takes the oldest message into *m; false when there is none. The taker owns the payload. One
 * thread. */
bool mailbox_take(struct mailbox *mb, struct message *m);

#endif
