/* Metrics: value against target, thresholds with hold, pace. */
#ifndef ROOM_METRIC_H
#define ROOM_METRIC_H

#include "room/room.h"

enum { METRIC_HISTORY_MAX = 720, METRIC_DECIMALS = 2 };

/* A metric that says no max_age_us and whose source states no period is stale after this. */
#define METRIC_MAX_AGE_US MIN_US

struct metric_state {
	/* direction is never unsaid: where nobody states it, the order of target, warn and crit
	 * does (higher if they say nothing). hold_us and max_age_us are 0, decimals
	 * METRIC_DECIMALS until stated; source is who fed the last sample. */
	struct metric is;
	bool direction_stated;
	struct curve_share *pace; /* owned; is.pace points to it */
	double value;             /* NAN: never measured */
	/* Of value; UNSAID. Never later than when the sample came: a sensor whose clock runs
	 * ahead must not look fresh for ever. */
	int64_t at_us;
	int64_t first_sample_us; /* EVENT_HISTORY replaces what is before; UNSAID */
	/* struct point, oldest first, at most METRIC_HISTORY_MAX: beyond it the older half is
	 * thinned. Samples that are not numbers, older than the last, or from before 1970 are
	 * left out. */
	GArray *history;
	/* Since when the value is past the threshold, by the history if that goes back further than
	 * the samples; UNSAID. */
	int64_t warn_since_us, crit_since_us;
};

struct metric_state *room_metric(const struct room *room, const char *id);

enum metric_verdict {
	METRIC_UNKNOWN, /* never measured */
	METRIC_STALE,   /* measured, but too old to be believed */
	METRIC_GOOD,
	METRIC_MISSED, /* target missed, no threshold passed */
	METRIC_WARN,
	METRIC_CRIT
};
/* A threshold counts once it held for hold_us. A stale metric is never good: older than
 * max_age_us, else than three periods of its source, else than METRIC_MAX_AGE_US. A metric with
 * a pace curve misses its target when it is behind what the curve expects now. */
enum metric_verdict metric_verdict(const struct room *room, const struct metric_state *metric,
                                   int64_t now_us);

/* What the pace curve expects now (target x cumulative share); NAN without a curve. */
double metric_expected(const struct room *room, const struct metric_state *metric, int64_t now_us);
/* (value - expected) / expected; NAN if undefined. */
double metric_pace(const struct room *room, const struct metric_state *metric, int64_t now_us);

/* How old a value may be before it is stale, by the rule above. */
int64_t metric_max_age_us(const struct room *room, const struct metric_state *metric);

/* Cumulative share (0..1) of a phase curve at an instant: each phase's share spread evenly over
 * its planned time (a parent's over the parent's). Shares that do not sum to 1 are normalised; a
 * share that is not above 0, or whose phase is unknown or has no planned time, is left out. An
 * empty curve (or one with nothing left) runs evenly from event start to end; NAN if the event's
 * times are unsaid. */
double curve_at(const struct room *room, const struct curve_share *curve, size_t n, int64_t at_us);

#endif
