/* A threshold that counts after a hold and ends at a level of its own, so that it does not flap. */
#ifndef ROOM_THRESHOLD_H
#define ROOM_THRESHOLD_H

#include "room/define.h"

struct threshold_rule {
	enum direction better;
	double level; /* what is worse than it is past the threshold; NAN: never */
	double
	    clear; /* once it counts, it counts until the value is no worse than this; NAN: level */
	int64_t hold_us;       /* it counts once the value was past it so long without a break */
	int64_t clear_hold_us; /* and no longer once the value was clear so long without a break */
};

/* Start with all UNSAID: threshold_none. */
struct threshold {
	int64_t past_us;  /* since when the value is past the level without a break */
	int64_t set_us;   /* since when it counts */
	int64_t clear_us; /* while it counts: since when the value is clear without a break */
};
extern const struct threshold threshold_none;

/* The value at this instant, not earlier than the last one. Until the next one it stays so. */
void threshold_see(struct threshold *threshold, const struct threshold_rule *rule, double value,
                   int64_t at_us);

/* Since when it counts at this instant, not earlier than the last value; UNSAID: it does not. */
int64_t threshold_since_us(const struct threshold *threshold, const struct threshold_rule *rule,
                           int64_t now_us);

/* Is the value worse than that one? False when either is NAN. */
bool threshold_is_worse(enum direction better, double value, double than);

#endif
