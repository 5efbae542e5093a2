/* A source that says by itself when something changed: its next poll begins at once. Net thread. */
#ifndef NET_LISTENER_H
#define NET_LISTENER_H

#include "net/poll.h"

/* What comes within this is one poll; and between two such polls is at least a second, and four times as long as
 * the last one took. */
#define LISTENER_GATHER_US (300 * MSEC_US)

struct listener;

/* Listens to the source of the poller (lent), while that answers its polls. NULL: its kind tells nothing. */
struct listener *listener_new(struct net_core *core, struct poller *poller);
/* Its transfer must be gone already (transfer_pool_free). NULL: nothing. */
void listener_free(void *listener);

/* Begins to listen, again after a failure, and hurries the poller, when their times have come. */
void listener_run(struct listener *l, int64_t mono_us);
/* The monotonic instant at which it wants to run again; NEVER. */
int64_t listener_next_us(const struct listener *l);

#endif
