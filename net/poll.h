/* The polls of one source: its rounds, their schedule, and what they tell the room. Net thread. */
#ifndef NET_POLL_H
#define NET_POLL_H

#include "net/core.h"

struct poller;

/* Takes conf over; the first round is due at once. number: which of the sources it is. */
struct poller *poller_new(struct net_core *core, struct source_conf *conf, unsigned number);
/* Its transfers must be gone already (transfer_pool_free). */
void poller_free(void *poller);

struct source *poller_source(const struct poller *p);

/* Begins a round if one is due. */
void poller_run(struct poller *p, int64_t mono_us);
/* The monotonic instant at which it wants to run again; NEVER while a round is under way. */
int64_t poller_next_us(const struct poller *p);
/* Did the last round bring all answers; and how long did it take? */
bool poller_is_well(const struct poller *p);
int64_t poller_lasted_us(const struct poller *p);
/* A round now, or right after the one under way. */
void poller_hurry(struct poller *p);

#endif
