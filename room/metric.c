/* Metrics: what is stated, sampled and remembered of them. */
#include "room/metric.h"

#include "base/lang.h"
#include "room/apply.h"

#include <math.h>
#include <string.h>

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
			.benchmark = NAN,
			.team = "",
			.warn_clear = NAN,
			.crit_clear = NAN,
		},
		.value = NAN,
		.at_us = UNSAID,
		.first_sample_us = UNSAID,
		.asked_since_us = UNSAID,
		.state_since_us = UNSAID,
		.history = history_new(),
		.event_history = history_new(),
		.baseline = history_new(),
		.warn = threshold_none,
		.crit = threshold_none,
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

struct threshold_rule
metric_warn_rule(const struct metric *is)
{
	return (struct threshold_rule){ is->direction, is->warn, is->warn_clear, is->hold_us,
		                        is->clear_hold_us };
}

struct threshold_rule
metric_crit_rule(const struct metric *is)
{
	return (struct threshold_rule){ is->direction, is->crit, is->crit_clear, is->hold_us,
		                        is->clear_hold_us };
}

static void
watch_thresholds(struct metric_state *metric, double value, int64_t at_us)
{
	struct threshold_rule warn = metric_warn_rule(&metric->is),
			      crit = metric_crit_rule(&metric->is);

	threshold_see(&metric->warn, &warn, value, at_us);
	threshold_see(&metric->crit, &crit, value, at_us);
}

static void
watch_thresholds_afresh(struct metric_state *metric)
{
	metric->warn = metric->crit = threshold_none;
	for (guint i = 0; i < metric->history->len; i++) {
		const struct point *point = &g_array_index(metric->history, struct point, i);

		watch_thresholds(metric, point->value, point->at_us);
	}
}

static bool
has_same_thresholds(const struct metric *a, const struct metric *b)
{
	return a->direction == b->direction && a->warn == b->warn && a->crit == b->crit &&
	       a->warn_clear == b->warn_clear && a->crit_clear == b->crit_clear &&
	       a->hold_us == b->hold_us && a->clear_hold_us == b->clear_hold_us;
}

static void
say_limits(struct metric_state *metric, const struct metric *said)
{
	struct metric *is = &metric->is;
	struct metric before = *is;

	room_say_number(&is->target, said->target);
	room_say_number(&is->warn, said->warn);
	room_say_number(&is->crit, said->crit);
	room_say_number(&is->warn_clear, said->warn_clear);
	room_say_number(&is->crit_clear, said->crit_clear);
	room_say_int(&is->hold_us, said->hold_us);
	room_say_int(&is->clear_hold_us, said->clear_hold_us);
	if (said->direction != DIRECTION_UNSAID) {
		is->direction = said->direction;
		metric->direction_stated = true;
	}
	if (!metric->direction_stated)
		is->direction = infer_direction(is);
	if (!has_same_thresholds(is, &before))
		watch_thresholds_afresh(metric);
}

static void
say_pace(struct room *room, struct metric_state *metric, const struct metric *said)
{
	struct metric *is = &metric->is;

	curve_say(room, &metric->pace, &is->n_pace, said->pace, said->n_pace);
	is->pace = metric->pace;
	if (!said->hours)
		return;
	memcpy(metric->hours, said->hours, sizeof metric->hours);
	is->hours = metric->hours;
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
	room_say(room, &is->team, said->team);
	room_say_int(&is->max_age_us, said->max_age_us);
	room_say_int(&is->decimals, said->decimals);
	room_say_number(&is->baseline, said->baseline);
	room_say_number(&is->benchmark, said->benchmark);
	room_say_number(&is->weight, said->weight);
	say_pace(room, metric, said);
	say_limits(metric, said);
	room->version++;
}

/* What only adds up fell: its counter began anew, and so does its pace. */
static void
note_reset(struct room *room, const struct metric_state *metric, const struct event *event)
{
	if (metric->is.n_pace > 0 && metric->is.direction == DIRECTION_HIGHER &&
	    event->value < metric->value * METRIC_RESET_SHARE)
		room_log(room, event, metric->is.team,
		         _("%s fell from %.6g to %.6g: was its counter started anew?"),
		         metric->is.title, metric->value, event->value);
}

static void
take_sample(struct room *room, struct metric_state *metric, const struct event *event)
{
	int64_t at_us =
	    event->sample_us != UNSAID ? MIN(event->sample_us, event->at_us) : event->at_us;

	if (!isfinite(event->value) || at_us < MAX(metric->at_us, 0))
		return;
	note_reset(room, metric, event);
	metric->value = event->value;
	metric->at_us = at_us;
	/* a history that comes later knows better than what is remembered */
	if (metric->first_sample_us == UNSAID && !event->is_remembered)
		metric->first_sample_us = at_us;
	if (is_said(event->source))
		room_say(room, &metric->is.source, event->source);
	history_put(metric->history, (struct point){ at_us, event->value }, METRIC_HISTORY_MAX);
	history_put_coarse(metric->event_history, (struct point){ at_us, event->value },
	                   METRIC_EVENT_MAX, &metric->event_step_us);
	watch_thresholds(metric, event->value, at_us);
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

/* Before the first sample the last of what was loaded is what is known. */
static void
take_last_known(struct metric_state *metric)
{
	const struct point *last;

	if (metric->first_sample_us != UNSAID || metric->history->len == 0)
		return;
	last = &g_array_index(metric->history, struct point, metric->history->len - 1);
	metric->value = last->value;
	metric->at_us = last->at_us;
}

static void
take_recent(struct metric_state *metric, const struct event *event)
{
	GArray *samples = metric->history;

	if (event->is_remembered && has_history(metric))
		return;
	metric->history = history_new();
	for (size_t i = 0; i < event->n_points; i++) {
		struct point point = event->points[i];

		if (isfinite(point.value) && point.at_us >= 0 && point.at_us <= event->at_us &&
		    is_before_samples(metric, point.at_us))
			history_put(metric->history, point, METRIC_HISTORY_MAX);
	}
	for (guint i = 0; i < samples->len; i++) {
		struct point point = g_array_index(samples, struct point, i);

		if (!is_before_samples(metric, point.at_us))
			history_put(metric->history, point, METRIC_HISTORY_MAX);
	}
	g_array_unref(samples);
	take_last_known(metric);
	watch_thresholds_afresh(metric);
}

/* Replaces a course that is drawn, not judged; what came before 1970 or is no number is left out. */
static void
take_course(GArray *course, int64_t *step_us, const struct event *event)
{
	g_array_set_size(course, 0);
	*step_us = 0;
	for (size_t i = 0; i < event->n_points; i++)
		if (isfinite(event->points[i].value) && event->points[i].at_us >= 0)
			history_put_coarse(course, event->points[i], METRIC_EVENT_MAX, step_us);
}

static void
take_history(struct room *room, struct metric_state *metric, const struct event *event)
{
	if (g_strcmp0(event->target, HISTORY_BASELINE) == 0)
		take_course(metric->baseline, &metric->baseline_step_us, event);
	else if (g_strcmp0(event->target, HISTORY_EVENT) == 0)
		take_course(metric->event_history, &metric->event_step_us, event);
	else
		take_recent(metric, event);
	room->version++;
}

/* From the first answer of its source on, it could have been measured. */
static void
note_asked(struct room *room, const struct event *event)
{
	for (guint i = 0; i < room->metrics->len; i++) {
		struct metric_state *metric = g_ptr_array_index(room->metrics, i);

		if (metric->asked_since_us == UNSAID &&
		    strcmp(metric->is.source, event->subject) == 0)
			metric->asked_since_us = event->at_us;
	}
}

static bool
is_bad(enum metric_verdict verdict)
{
	return verdict == METRIC_WARN || verdict == METRIC_CRIT;
}

static void
log_state(struct room *room, const struct metric_state *metric, const struct event *event,
          enum metric_verdict before)
{
	enum metric_verdict now = metric->state;
	const struct metric *is = &metric->is;

	if (is_bad(now))
		room_log(room, event, is->team,
		         now == METRIC_CRIT ? _("%s is past its critical threshold: %.6g %s")
		                            : _("%s is past its warning threshold: %.6g %s"),
		         is->title, metric->value, is->unit);
	else if (is_bad(before) && now != METRIC_STALE)
		room_log(room, event, is->team, _("%s is back: %.6g %s"), is->title, metric->value,
		         is->unit);
}

static void
enter_state(struct room *room, struct metric_state *metric, const struct event *event)
{
	enum metric_verdict before = metric->state;

	if (event->number < METRIC_UNKNOWN || event->number > METRIC_CRIT)
		return;
	metric->state = (enum metric_verdict)event->number;
	metric->state_since_us = event->sample_us;
	if (metric->state != before)
		log_state(room, metric, event, before);
	room->version++;
}

void
metric_apply(struct room *room, const struct event *event)
{
	struct metric_state *metric;

	if (event->kind == EVENT_DEFINE_METRIC && event->metric && is_said(event->metric->id))
		define_metric(room, event->metric);
	if (event->kind == EVENT_SOURCE)
		note_asked(room, event);
	if (event->kind != EVENT_SAMPLE && event->kind != EVENT_HISTORY &&
	    event->kind != EVENT_METRIC_STATE)
		return;
	metric = room_metric(room, event->subject);
	if (metric && event->kind == EVENT_SAMPLE)
		take_sample(room, metric, event);
	else if (metric && event->kind == EVENT_HISTORY)
		take_history(room, metric, event);
	else if (metric)
		enter_state(room, metric, event);
}

void
metric_fini(struct room *room)
{
	for (guint i = 0; i < room->metrics->len; i++) {
		struct metric_state *metric = g_ptr_array_index(room->metrics, i);

		g_array_unref(metric->history);
		g_array_unref(metric->event_history);
		g_array_unref(metric->baseline);
		g_free(metric->pace);
		g_free(metric);
	}
}
