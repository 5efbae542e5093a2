/* Deliveries: each action to its target once, with what became of it told to the room. Net thread.
 */
#ifndef NET_DELIVER_H
#define NET_DELIVER_H

#include "net/poll.h"

struct deliveries;

/* pollers: struct poller *, lent. */
struct deliveries *deliveries_new(struct net_core *core, GPtrArray *pollers);
/* Its transfers must be gone already (transfer_pool_free); what was under way is left to the
 * outbox. */
void deliveries_free(struct deliveries **ds);

/* Takes the delivery; one with the same id that is here already is kept instead. */
void deliveries_add(struct deliveries *ds, struct delivery *delivery);

/* Begins what may begin. */
void deliveries_run(struct deliveries *ds);
/* How long until something may begin that waits for its time; NEVER. */
int64_t deliveries_wait_us(const struct deliveries *ds);

#endif
