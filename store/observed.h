/* Observations that wait to be written: taken in slices, and never more than memory can bear. */
#ifndef STORE_OBSERVED_H
#define STORE_OBSERVED_H

#include "room/event.h"

/* More are not kept waiting, since a batch holds the memory of its events: the oldest batches are given
 * up, but for the last one, and what they said is asked for again (MESSAGE_REPEAT). */
enum { OBSERVED_MAX = 2000 };

struct observed;

struct observed *observed_new(void);
/* Sets *o to NULL. */
void observed_free(struct observed **o);

/* Adds those of the batch that the journal may keep; takes it. */
void observed_add(struct observed *o, struct event_batch *batch);

/* The oldest of those that wait, at most `max` (struct event *, lent by the queue until
 * observed_drop()); the array is the caller's. */
GPtrArray *observed_slice(const struct observed *o, guint max);
/* The oldest `n` are written. */
void observed_drop(struct observed *o, guint n);

/* Were some given up since this was asked last? */
bool observed_has_given_up(struct observed *o);

size_t observed_count(const struct observed *o);

#endif
