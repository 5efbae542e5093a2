/* What a metric says: verdict, pace, forecast, baseline, and the course to draw. */
#include "room/metric.h"

#include "room/apply.h"

#include <math.h>

int64_t
metric_max_age_us(const struct room *room, const struct metric_state *metric)
{
	const struct source_state *source = room_source(room, metric->is.source);

	if (metric->is.max_age_us > 0)
		return metric->is.max_age_us;
	if (source && source->is.period_us > 0)
		return MIN(source->is.period_us, INT64_MAX / 3) * 3;
	return METRIC_MAX_AGE_US;
}

static int64_t
crit_since_us(const struct metric_state *metric, int64_t now_us)
{
	struct threshold_rule rule = metric_crit_rule(&metric->is);

	return threshold_since_us(&metric->crit, &rule, now_us);
}

static int64_t
warn_since_us(const struct metric_state *metric, int64_t now_us)
{
	struct threshold_rule rule = metric_warn_rule(&metric->is);

	return threshold_since_us(&metric->warn, &rule, now_us);
}

int64_t
metric_past_since_us(const struct metric_state *metric, int64_t now_us)
{
	int64_t crit_us = crit_since_us(metric, now_us);

	return crit_us != UNSAID ? crit_us : warn_since_us(metric, now_us);
}

enum metric_verdict
metric_verdict(const struct room *room, const struct metric_state *metric, int64_t now_us)
{
	double goal =
	    metric->is.n_pace > 0 ? metric_expected(room, metric, now_us) : metric->is.target;

	if (isnan(metric->value))
		return METRIC_UNKNOWN;
	if (now_us - metric->at_us > metric_max_age_us(room, metric))
		return METRIC_STALE;
	if (crit_since_us(metric, now_us) != UNSAID)
		return METRIC_CRIT;
	if (warn_since_us(metric, now_us) != UNSAID)
		return METRIC_WARN;
	return threshold_is_worse(metric->is.direction, metric->value, goal) ? METRIC_MISSED
	                                                                     : METRIC_GOOD;
}

/* Cumulative share expected; NAN without a curve. */
static double
share_at(const struct room *room, const struct metric_state *metric, int64_t at_us)
{
	const struct metric *is = &metric->is;

	return is->n_pace > 0 ? curve_at_hours(room, is->pace, is->n_pace, is->hours, at_us) : NAN;
}

double
metric_expected(const struct room *room, const struct metric_state *metric, int64_t now_us)
{
	return metric->is.target * share_at(room, metric, now_us);
}

double
metric_pace(const struct room *room, const struct metric_state *metric, int64_t now_us)
{
	double expected = metric_expected(room, metric, now_us);

	return expected != 0 ? (metric->value - expected) / expected : NAN;
}

double
metric_forecast(const struct room *room, const struct metric_state *metric, int64_t now_us)
{
	double share = share_at(room, metric, now_us);

	return share > 0 ? metric->value / share : NAN;
}

static struct point *
at(const GArray *history, guint i)
{
	return &g_array_index(history, struct point, i);
}

double
metric_baseline(const struct room *room, const struct metric_state *metric, int64_t at_us)
{
	const GArray *course = metric->baseline;

	if (course->len > 0 && at_us >= at(course, 0)->at_us &&
	    at_us <= at(course, course->len - 1)->at_us)
		return history_at(course, at_us);
	return metric->is.n_pace > 0 ? metric->is.baseline * share_at(room, metric, at_us)
	                             : metric->is.baseline;
}

double
metric_against_baseline(const struct room *room, const struct metric_state *metric, int64_t now_us)
{
	double baseline = metric_baseline(room, metric, now_us);

	return baseline != 0 ? (metric->value - baseline) / fabs(baseline) : NAN;
}

/* A course under way: the distance of the last two points that had no gap between them. */
struct course {
	GArray *points;
	int64_t max_age_us, usual_us;
};

static void
append(struct course *course, struct point point)
{
	const struct point *last =
	    course->points->len > 0 ? at(course->points, course->points->len - 1) : NULL;
	int64_t apart_us = last ? point.at_us - last->at_us : 0;
	struct point gap = { last ? last->at_us + apart_us / 2 : 0, NAN };

	if (last && apart_us <= 0)
		return;
	if (course->usual_us > 0 && apart_us > course->max_age_us &&
	    apart_us > 3 * course->usual_us)
		g_array_append_val(course->points, gap);
	else if (last)
		course->usual_us = apart_us;
	g_array_append_val(course->points, point);
}

/* Those within the time and one on either side. */
static void
append_part(struct course *course, const GArray *from, int64_t from_us, int64_t to_us)
{
	for (guint i = 0; i < from->len; i++) {
		if (i + 1 < from->len && at(from, i + 1)->at_us < from_us)
			continue;
		append(course, *at(from, i));
		if (at(from, i)->at_us > to_us)
			break;
	}
}

GArray *
metric_course(const struct room *room, const struct metric_state *metric, int64_t from_us,
              int64_t to_us)
{
	struct course course = { history_new(), metric_max_age_us(room, metric), 0 };
	int64_t recent_us = metric->history->len > 0 ? at(metric->history, 0)->at_us : INT64_MAX;
	const GArray *event = metric->event_history;

	for (guint i = 0; i < event->len && at(event, i)->at_us < recent_us; i++)
		if (from_us < recent_us && at(event, i)->at_us <= to_us &&
		    (i + 1 == event->len || at(event, i + 1)->at_us >= from_us))
			append(&course, *at(event, i));
	append_part(&course, metric->history, from_us, to_us);
	return course.points;
}

int64_t
metric_known_from_us(const struct metric_state *metric)
{
	int64_t known_us = metric->history->len > 0 ? at(metric->history, 0)->at_us : UNSAID;

	if (metric->event_history->len > 0)
		known_us = known_us == UNSAID ? at(metric->event_history, 0)->at_us
		                              : MIN(known_us, at(metric->event_history, 0)->at_us);
	return known_us;
}
