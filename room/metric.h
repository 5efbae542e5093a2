/* Metrics: value against target, thresholds with hold, pace. */
#ifndef ROOM_METRIC_H
#define ROOM_METRIC_H

#include "room/room.h"
#include "room/threshold.h"

enum { METRIC_HISTORY_MAX = 720, METRIC_EVENT_MAX = 1440, METRIC_DECIMALS = 2 };

/* A metric that says no max_age_us and whose source states no period is stale after this. */
#define METRIC_MAX_AGE_US MIN_US
/* A value that adds up and falls below this share of the last one is a counter started anew. */
#define METRIC_RESET_SHARE 0.5

enum metric_verdict {
	METRIC_UNKNOWN, /* never measured */
	METRIC_STALE,   /* measured, but too old to be believed */
	METRIC_GOOD,
	METRIC_MISSED, /* target missed, no threshold passed */
	METRIC_WARN,
	METRIC_CRIT
};

struct metric_state {
	/* direction is never unsaid: where nobody states it, the order of target, warn and crit
	 * does (higher if they say nothing). hold_us and max_age_us are 0, decimals
	 * METRIC_DECIMALS until stated; source is who fed the last sample. */
	struct metric is;
	bool direction_stated;
	struct curve_share *pace;  /* owned; is.pace points to it */
	double hours[HOURS_A_DAY]; /* is.hours points to it, if they were stated */
	/* NAN: never measured. Before the first sample the last one of the loaded history. */
	double value;
	/* Of value; UNSAID. Never later than when the sample came: a sensor whose clock runs
	 * ahead must not look fresh for ever. */
	int64_t at_us;
	int64_t first_sample_us; /* EVENT_HISTORY replaces what is before; UNSAID */
	/* struct point, oldest first, at most METRIC_HISTORY_MAX: beyond it the older half is
	 * thinned. Samples that are not numbers, older than the last, or from before 1970 are
	 * left out. */
	GArray *history;
	/* The same over the whole event, coarse, at most METRIC_EVENT_MAX; and what it is compared
	 * with, moved to this event's time (may reach into the future); both may be empty. */
	GArray *event_history, *baseline;
	int64_t event_step_us, baseline_step_us; /* least distance of their points */
	struct threshold warn, crit; /* by the history if that goes back further than the samples */
	int64_t asked_since_us;      /* the first answer or failure of its source; UNSAID */
	/* The verdict as of the last EVENT_METRIC_STATE, and since when it is in force; UNSAID. */
	enum metric_verdict state;
	int64_t state_since_us;
};

struct metric_state *room_metric(const struct room *room, const char *id);

/* A threshold counts once it held for hold_us, until the value was at its clear level for
 * clear_hold_us. A stale metric is never good: older than
 * max_age_us, else than three periods of its source, else than METRIC_MAX_AGE_US. A metric with
 * a pace curve misses its target when it is behind what the curve expects now. */
enum metric_verdict metric_verdict(const struct room *room, const struct metric_state *metric,
                                   int64_t now_us);

/* What the pace curve expects now (target x cumulative share); NAN without a curve. */
double metric_expected(const struct room *room, const struct metric_state *metric, int64_t now_us);
/* (value - expected) / expected; NAN if undefined. */
double metric_pace(const struct room *room, const struct metric_state *metric, int64_t now_us);

/* Since when the thresholds that count do: of crit, else of warn; UNSAID: none does. */
int64_t metric_past_since_us(const struct metric_state *metric, int64_t now_us);
struct threshold_rule metric_warn_rule(const struct metric *is);
struct threshold_rule metric_crit_rule(const struct metric *is);

/* Where a cumulative metric ends if it goes on as far from its pace as it is now (value / cumulative
 * share); NAN without a curve, or while that expects nothing. */
double metric_forecast(const struct room *room, const struct metric_state *metric, int64_t now_us);

/* What last year (or whatever it is compared with) showed at this moment of the event: its course
 * where that is known, else the stated baseline, of a cumulative metric by its curve. NAN: unknown. */
double metric_baseline(const struct room *room, const struct metric_state *metric, int64_t at_us);
/* (value - baseline) / |baseline|; NAN where there is none or it is 0. */
double metric_against_baseline(const struct room *room, const struct metric_state *metric,
                               int64_t now_us);

/*
 * The known points within [from_us, to_us] and one on either side, oldest first: the recent ones, and
 * before them those of the whole event. Between two that are further apart than the metric may be old
 * (and than three times the distance before) stands one that is NAN: nobody knows what was there.
 * struct point; the caller's: g_array_unref.
 */
GArray *metric_course(const struct room *room, const struct metric_state *metric, int64_t from_us,
                      int64_t to_us);
/* The first instant of which anything is known; UNSAID. */
int64_t metric_known_from_us(const struct metric_state *metric);

/* How old a value may be before it is stale, by the rule above. */
int64_t metric_max_age_us(const struct room *room, const struct metric_state *metric);

/* Cumulative share (0..1) of a phase curve at an instant: each phase's share spread evenly over
 * its planned time (a parent's over the parent's). Shares that do not sum to 1 are normalised; a
 * share that is not above 0, or whose phase is unknown or has no planned time, is left out. An
 * empty curve (or one with nothing left) runs evenly from event start to end; NAN if the event's
 * times are unsaid. */
double curve_at(const struct room *room, const struct curve_share *curve, size_t n, int64_t at_us);
/* The same, where a phase's share goes over its time by the weight of the local hour (HOURS_A_DAY of
 * them; NULL, or none above 0: evenly). The hours of a day with a change of the clock count as they
 * are lived. */
double curve_at_hours(const struct room *room, const struct curve_share *curve, size_t n,
                      const double *hours, int64_t at_us);

#endif
