/* Metrics: samples and their history, thresholds with hold, verdicts, and the pace. */
#include "room/metric.h"

#include "room/apply.h"

#include <math.h>

struct metric_state *
room_metric(const struct room *room, const char *id)
{
	for (guint i = 0; i < room->metrics->len; i++) {
		struct metric_state *metric = g_ptr_array_index(room->metrics, i);

		if (g_str_equal(metric->is.id, id))
			return metric;
	}
	return NULL;
}

static struct metric_state *
add_metric(struct room *room, const char *id)
{
	struct metric_state *metric = g_new(struct metric_state, 1);

	*metric = (struct metric_state){
		.is = {
			.id = room_str(room, id),
			.title = room_str(room, id),
			.unit = "",
			.group = "",
			.source = "",
			.target = NAN,
			.warn = NAN,
			.crit = NAN,
			.decimals = METRIC_DECIMALS,
			.baseline = NAN,
		},
		.value = NAN,
		.at_us = UNSAID,
		.first_sample_us = UNSAID,
		.history = history_new(),
		.warn_since_us = UNSAID,
		.crit_since_us = UNSAID,
	};
	g_ptr_array_add(room->metrics, metric);
	return metric;
}

/* The milder limit comes first: what lies beyond it is worse, so the other way is better. */
static enum direction
infer_direction(const struct metric *is)
{
	double mild[] = { is->warn, is->target, is->target };
	double harsh[] = { is->crit, is->warn, is->crit };

	for (size_t i = 0; i < G_N_ELEMENTS(mild); i++) {
		if (harsh[i] < mild[i])
			return DIRECTION_HIGHER;
		if (harsh[i] > mild[i])
			return DIRECTION_LOWER;
	}
	return DIRECTION_HIGHER;
}

static bool
is_worse(const struct metric_state *metric, double value, double than)
{
	return metric->is.direction == DIRECTION_LOWER ? value > than : value < than;
}

/* How far back the history is past the threshold without a break. */
static int64_t
past_since_us(const struct metric_state *metric, double threshold)
{
	int64_t since_us = metric->at_us;

	for (guint i = metric->history->len; i > 0; i--) {
		const struct point *point = &g_array_index(metric->history, struct point, i - 1);

		if (!is_worse(metric, point->value, threshold))
			break;
		since_us = point->at_us;
	}
	return since_us;
}

/* What is known stays: thinning may have taken the point where it began. */
static void
watch(const struct metric_state *metric, double threshold, int64_t *since_us)
{
	if (isnan(metric->value) || !is_worse(metric, metric->value, threshold))
		*since_us = UNSAID;
	else if (*since_us == UNSAID)
		*since_us = past_since_us(metric, threshold);
}

static void
watch_thresholds(struct metric_state *metric)
{
	watch(metric, metric->is.warn, &metric->warn_since_us);
	watch(metric, metric->is.crit, &metric->crit_since_us);
}

static void
watch_thresholds_afresh(struct metric_state *metric)
{
	metric->warn_since_us = UNSAID;
	metric->crit_since_us = UNSAID;
	watch_thresholds(metric);
}

static void
say_limits(struct metric_state *metric, const struct metric *said)
{
	struct metric *is = &metric->is;
	struct metric before = *is;

	room_say_number(&is->target, said->target);
	room_say_number(&is->warn, said->warn);
	room_say_number(&is->crit, said->crit);
	if (said->direction != DIRECTION_UNSAID) {
		is->direction = said->direction;
		metric->direction_stated = true;
	}
	if (!metric->direction_stated)
		is->direction = infer_direction(is);
	if (is->direction != before.direction || is->warn != before.warn || is->crit != before.crit)
		watch_thresholds_afresh(metric);
}

static void
define_metric(struct room *room, const struct metric *said)
{
	struct metric_state *metric = room_metric(room, said->id);
	struct metric *is;

	if (!metric)
		metric = add_metric(room, said->id);
	is = &metric->is;
	room_say(room, &is->title, said->title);
	room_say(room, &is->unit, said->unit);
	room_say(room, &is->group, said->group);
	room_say(room, &is->source, said->source);
	room_say_int(&is->hold_us, said->hold_us);
	room_say_int(&is->max_age_us, said->max_age_us);
	room_say_int(&is->decimals, said->decimals);
	room_say_number(&is->baseline, said->baseline);
	curve_say(room, &metric->pace, &is->n_pace, said->pace, said->n_pace);
	is->pace = metric->pace;
	say_limits(metric, said);
	room->version++;
}

static void
take_sample(struct room *room, struct metric_state *metric, const struct event *event)
{
	int64_t at_us =
	    event->sample_us != UNSAID ? MIN(event->sample_us, event->at_us) : event->at_us;

	if (!isfinite(event->value) || at_us < MAX(metric->at_us, 0))
		return;
	metric->value = event->value;
	metric->at_us = at_us;
	/* a history that comes later knows better than what is remembered */
	if (metric->first_sample_us == UNSAID && !event->is_remembered)
		metric->first_sample_us = at_us;
	if (is_said(event->source))
		room_say(room, &metric->is.source, event->source);
	history_put(metric->history, (struct point){ at_us, event->value }, METRIC_HISTORY_MAX);
	watch_thresholds(metric);
	room->version++;
}

static bool
is_before_samples(const struct metric_state *metric, int64_t at_us)
{
	return metric->first_sample_us == UNSAID || at_us < metric->first_sample_us;
}

static bool
has_history(const struct metric_state *metric)
{
	return metric->history->len > 0 &&
	       is_before_samples(metric, g_array_index(metric->history, struct point, 0).at_us);
}

static void
take_history(struct room *room, struct metric_state *metric, const struct event *event)
{
	GArray *samples = metric->history;

	if (event->is_remembered && has_history(metric))
		return;
	metric->history = history_new();
	for (size_t i = 0; i < event->n_points; i++) {
		struct point point = event->points[i];

		if (isfinite(point.value) && point.at_us >= 0 &&
		    is_before_samples(metric, point.at_us))
			history_put(metric->history, point, METRIC_HISTORY_MAX);
	}
	for (guint i = 0; i < samples->len; i++) {
		struct point point = g_array_index(samples, struct point, i);

		if (!is_before_samples(metric, point.at_us))
			history_put(metric->history, point, METRIC_HISTORY_MAX);
	}
	g_array_unref(samples);
	watch_thresholds_afresh(metric);
	room->version++;
}

void
metric_apply(struct room *room, const struct event *event)
{
	struct metric_state *metric;

	if (event->kind == EVENT_DEFINE_METRIC && event->metric && is_said(event->metric->id))
		define_metric(room, event->metric);
	if (event->kind != EVENT_SAMPLE && event->kind != EVENT_HISTORY)
		return;
	metric = room_metric(room, event->subject);
	if (metric && event->kind == EVENT_SAMPLE)
		take_sample(room, metric, event);
	else if (metric)
		take_history(room, metric, event);
}

void
metric_fini(struct room *room)
{
	for (guint i = 0; i < room->metrics->len; i++) {
		struct metric_state *metric = g_ptr_array_index(room->metrics, i);

		g_array_unref(metric->history);
		g_free(metric->pace);
		g_free(metric);
	}
}

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

static bool
has_held(const struct metric_state *metric, int64_t since_us, int64_t now_us)
{
	return since_us != UNSAID && now_us - since_us >= metric->is.hold_us;
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
	if (has_held(metric, metric->crit_since_us, now_us))
		return METRIC_CRIT;
	if (has_held(metric, metric->warn_since_us, now_us))
		return METRIC_WARN;
	return is_worse(metric, metric->value, goal) ? METRIC_MISSED : METRIC_GOOD;
}

double
metric_expected(const struct room *room, const struct metric_state *metric, int64_t now_us)
{
	if (metric->is.n_pace == 0)
		return NAN;
	return metric->is.target * curve_at(room, metric->is.pace, metric->is.n_pace, now_us);
}

double
metric_pace(const struct room *room, const struct metric_state *metric, int64_t now_us)
{
	double expected = metric_expected(room, metric, now_us);

	return expected != 0 ? (metric->value - expected) / expected : NAN;
}
