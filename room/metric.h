/* Metrics: value against target, thresholds with hold, pace. */
#ifndef ROOM_METRIC_H
#define ROOM_METRIC_H

#include "room/room.h"

enum { METRIC_HISTORY_MAX = 720 };

struct metric_state {
	struct metric is;
	double value;      /* NAN: never measured */
	int64_t at_us;     /* of value; UNSAID */
	GArray *history;   /* struct point, oldest first, at most METRIC_HISTORY_MAX */
	int64_t warn_since_us, crit_since_us; /* since when the value is past it; UNSAID */
};

struct metric_state *room_metric(const struct room *room, const char *id);

enum metric_verdict {
	METRIC_UNKNOWN, /* never measured */
	METRIC_STALE,   /* measured, but too old to be believed */
	METRIC_GOOD,
	METRIC_MISSED,  /* target missed, no threshold passed */
	METRIC_WARN,
	METRIC_CRIT
};
/* A threshold counts once it held for hold_us. A stale metric is never good. */
enum metric_verdict metric_verdict(const struct room *room, const struct metric_state *metric, int64_t now_us);

/* What the pace curve expects now (target x cumulative share); NAN without a curve. */
double metric_expected(const struct room *room, const struct metric_state *metric, int64_t now_us);
/* (value - expected) / expected; NAN if undefined. */
double metric_pace(const struct room *room, const struct metric_state *metric, int64_t now_us);

/* Cumulative share (0..1) of a phase curve at an instant: each phase's share spread evenly over its time.
 * An empty curve runs evenly from event start to end. */
double curve_at(const struct room *room, const struct curve_share *curve, size_t n, int64_t at_us);

#endif
