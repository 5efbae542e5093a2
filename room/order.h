/* Inside room/: all alerts in the order in which they press, and when each is due; kept as they
 * change, so that nobody has to walk and sort them. */
#ifndef ROOM_ORDER_H
#define ROOM_ORDER_H

#include "room/alert.h"

/* The place of an alert. What does not change with time: a clock that runs is held by its deadline,
 * one that stands by what was left. */
struct place {
	struct alert *alert; /* NULL: it left the room */
	int64_t key_us;      /* the deadline, or what is left; INT64_MAX without a limit */
	uint64_t number;     /* of the alert */
	uint32_t rank;       /* of its tier; UINT32_MAX without one */
	uint8_t class;       /* enum class */
	bool is_stopped;     /* the clock stands */
	bool is_firing, is_refused;
};
enum class { CLASS_UNSEEN, CLASS_SEEN, CLASS_MUTED };

/* One of a view's: what is known of each place. */
enum known { VERDICT_SHOWN = 1, VERDICT_KNOWN = 2 };

/*
 * Lives as long as the room and the views on it: whoever holds a reference can tell by its address
 * whether a room is still the same. A place is called by its slot, a number that stays as long as
 * the alert does and is given again afterwards; 0 is nobody's.
 */
struct order {
	guint refs;
	GArray *places;     /* struct place, by slot */
	GArray *due;        /* int64_t, by slot: see alert_due_us(); INT64_MAX = never */
	GByteArray *states; /* by slot: is it among the rows, does it wait in `changed` */
	GArray *free;       /* guint32: slots that may be given again */
	GArray *rows;       /* guint32: slots in order; of one class those whose clock runs first */
	GArray *changed;    /* guint32: slots that are to be put at their place */
	GPtrArray *verdicts;        /* GByteArray *, by slot, one a view: lent */
	struct alert_counts counts; /* all but `overdue` */
	/* before this instant nobody owes feedback that was not called late yet (supervise.c) */
	int64_t feedback_due_us;
};

struct order *order_new(void);
void order_unref(struct order *order);

/* An alert is new or changed; or it is about to leave. */
void order_touch(struct order *order, struct alert *alert);
void order_leave(struct order *order, struct alert *alert);

/* Puts what changed at its place. O(n) in the number of alerts when anything did, without a look at
 * those that did not. */
void order_settle(struct order *order);

/* How many of the unseen ones have a deadline before this instant. It must be settled. */
unsigned order_overdue(const struct order *order, int64_t now_us);

/* The alerts for which something may be due at this instant (see alert_due_us()). Owned by the
 * caller: g_ptr_array_unref. */
GPtrArray *order_due(struct order *order, int64_t now_us);

/* Walks the slots in the order of an instant: zeroed but for these two; 0 at the end. It must be
 * settled. */
struct order_walk {
	const struct order *order;
	int64_t now_us;
	guint running, running_end, stopped, stopped_end;
};
uint32_t order_next(struct order_walk *walk);

static inline struct place *
order_place(const struct order *order, uint32_t slot)
{
	return &g_array_index(order->places, struct place, slot);
}

/* When an escalation, or the end of what stands on it, is due next for this alert: it is to be
 * looked at from then on. INT64_MAX = never. */
int64_t alert_due_us(const struct alert *alert);
int64_t expire_due_us(const struct alert *alert);
int64_t escalate_due_us(const struct alert *alert);

#endif
