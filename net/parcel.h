/* Inside net/deliver.c and net/parcel.c: a delivery on its way, and all of them. Net thread. */
#ifndef NET_PARCEL_H
#define NET_PARCEL_H

#include "net/poll.h"

struct deliveries {
	struct net_core *core;
	GPtrArray *pollers; /* lent */
	GPtrArray *parcels; /* struct parcel *, in the order in which they came */
	GHashTable *tried;  /* ids that were sent to their target without a clear answer yet */
	GHashTable *undone; /* ids of acknowledgements that have been taken back */
};

/* A job with what the thread needs around it. */
struct parcel {
	struct deliveries *ds;
	struct poller *poller; /* NULL: there is no such source */
	struct job job;
	int64_t came_us;       /* on the room's clock */
	struct parcel *leader; /* whose request it travels in; NULL: its own */
	GPtrArray *followers;  /* struct parcel *: what travels in its request; NULL: none */
	int64_t resume_us;     /* monotonic: its next request waits until then; 0: none waits */
	bool is_running;
	bool is_alone; /* it was refused together with others: not with others again */
};

/* Takes the delivery over. poller: lent, NULL: there is no such source. */
struct parcel *parcel_new(struct deliveries *ds, struct poller *poller, struct delivery *delivery);
void parcel_free(void *parcel);

/* May it ever be delivered? False: job.why tells why not. */
bool parcel_is_deliverable(struct parcel *parcel);
/* Asks the kind of source what to do first, and does it; the parcel may have ended then. */
void parcel_ask(struct parcel *parcel);
/* Sends its request. */
void parcel_send(struct parcel *parcel);
/* Tells what became of it, and of what travels in its request, and lets them go. */
void parcel_end(struct parcel *parcel, enum event_kind kind, int64_t until_us);

#endif
