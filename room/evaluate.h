/* The evaluation scheme: its indicators against target, last year and benchmark, scored by group. */
#ifndef ROOM_EVALUATE_H
#define ROOM_EVALUATE_H

#include "room/metric.h"

enum event_stage { STAGE_BEFORE, STAGE_DURING, STAGE_AFTER };
enum reached { REACHED_UNKNOWN, REACHED_YES, REACHED_NO };

struct indicator {
	const struct metric_state *metric;
	double value;  /* at the instant of the evaluation; NAN: not known */
	double target; /* of a cumulative metric what its pace expects by then */
	enum reached reached;
	double
	    attained; /* share of the target reached, 0..1; a lower-is-better one: target / value */
	double against_baseline, against_benchmark; /* (value - x) / |x|; NAN */
};

/* Score: mean of `attained` by weight over the known ones, 0..1; NAN when none is known. */
struct group_score {
	const char *group;
	unsigned indicators, known, reached;
	double score;
};

struct evaluation {
	enum event_stage stage; /* by the event's planned times */
	GArray
	    *indicators; /* struct indicator, by group in the order that the metrics state them */
	GArray *groups;  /* struct group_score */
	struct group_score all; /* by weight over all indicators; its group is "" */
};

/*
 * The metrics with a weight above 0, as they were at an instant: the value is that of the metric's
 * course there, unknown in a gap, before it was measured, and when it is stale. In the future nothing
 * is known. evaluation_clear() after use; what it points to is the room's.
 */
struct evaluation room_evaluate(const struct room *room, int64_t at_us);
void evaluation_clear(struct evaluation *evaluation);

#endif
