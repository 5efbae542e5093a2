/* The whole journal once more, event by event, as the room came to know it. */
#ifndef STORE_REPLAY_H
#define STORE_REPLAY_H

#include "base/err.h"
#include "room/event.h"

struct replay;

/* Opens a journal, or a backup copy of one, to read it; nothing is made, locked or written. NULL with
 * a sentence: it is not there, or no journal. One thread. */
struct replay *replay_open(const char *path, struct err *e) MUST_USE;
/* Sets *replay to NULL. */
void replay_close(struct replay **replay);

/*
 * The next event, added to the batch: what people did and rules derived in the order of the journal, and
 * between them what was observed, by its instant, but before whatever was journaled after it was.
 * Old observations are thinned. An action counts as kept; its EVENT_KEPT is left to the caller. NULL at
 * the end, or with a sentence in e (text "" at the end) where the journal cannot be read.
 */
const struct event *replay_next(struct replay *replay, struct event_batch *batch,
                                struct err *e) MUST_USE;

/* When a source last showed something or answered (told every half minute); UNSAID: never. */
int64_t replay_last_heard_us(struct replay *replay);

#endif
