/* The evaluation scheme: its indicators against target, last year and benchmark, scored by group. */
#include "room/evaluate.h"

#include "room/apply.h"

#include <math.h>
#include <string.h>

static bool
is_after_last(const struct metric_state *metric, int64_t at_us)
{
	return metric->at_us != UNSAID && at_us >= metric->at_us;
}

static double
value_at(const struct room *room, const struct metric_state *metric, int64_t at_us)
{
	GArray *course;
	double value;

	if (is_after_last(metric, at_us))
		return at_us - metric->at_us > metric_max_age_us(room, metric) ? NAN
		                                                               : metric->value;
	course = metric_course(room, metric, at_us, at_us);
	value = history_at(course, at_us);
	/* After the last point nothing was seen. */
	if (course->len == 0 || g_array_index(course, struct point, course->len - 1).at_us < at_us)
		value = NAN;
	g_array_unref(course);
	return value;
}

static double
difference(double value, double from)
{
	return from != 0 ? (value - from) / fabs(from) : NAN;
}

static double
attained(const struct indicator *i, enum direction better)
{
	double good = better == DIRECTION_LOWER ? i->target : i->value;
	double whole = better == DIRECTION_LOWER ? i->value : i->target;

	if (i->reached == REACHED_UNKNOWN)
		return NAN;
	if (i->reached == REACHED_YES)
		return 1;
	/* Shares of nothing, or of less than nothing, mean nothing: it was missed. */
	return whole > 0 ? CLAMP(good / whole, 0, 1) : 0;
}

static double
benchmark_at(const struct room *room, const struct metric_state *metric, int64_t at_us)
{
	const struct metric *is = &metric->is;

	if (is->n_pace == 0)
		return is->benchmark;
	return is->benchmark * curve_at_hours(room, is->pace, is->n_pace, is->hours, at_us);
}

static struct indicator
indicator_of(const struct room *room, const struct metric_state *metric, int64_t at_us)
{
	enum direction better = metric->is.direction;
	struct indicator i = { .metric = metric, .value = value_at(room, metric, at_us) };

	i.target = metric->is.n_pace > 0 ? metric_expected(room, metric, at_us) : metric->is.target;
	if (isfinite(i.value) && isfinite(i.target))
		i.reached =
		    threshold_is_worse(better, i.value, i.target) ? REACHED_NO : REACHED_YES;
	i.attained = attained(&i, better);
	i.against_baseline = difference(i.value, metric_baseline(room, metric, at_us));
	i.against_benchmark = difference(i.value, benchmark_at(room, metric, at_us));
	return i;
}

static struct group_score
score(const GArray *indicators, const char *group)
{
	struct group_score score = { .group = group };
	double sum = 0, weights = 0;

	for (guint n = 0; n < indicators->len; n++) {
		const struct indicator *i = &g_array_index(indicators, struct indicator, n);

		if (*group && strcmp(i->metric->is.group, group) != 0)
			continue;
		score.indicators++;
		if (i->reached == REACHED_UNKNOWN)
			continue;
		score.known++;
		score.reached += i->reached == REACHED_YES;
		sum += i->attained * i->metric->is.weight;
		weights += i->metric->is.weight;
	}
	score.score = weights > 0 ? sum / weights : NAN;
	return score;
}

/* The indicators of one group, which is not empty. */
static void
add_group(const struct room *room, const char *group, int64_t at_us, struct evaluation *to)
{
	struct group_score whole;

	for (guint i = 0; i < room->metrics->len; i++) {
		const struct metric_state *metric = g_ptr_array_index(room->metrics, i);

		if (metric->is.weight > 0 && strcmp(metric->is.group, group) == 0) {
			struct indicator indicator = indicator_of(room, metric, at_us);

			g_array_append_val(to->indicators, indicator);
		}
	}
	whole = score(to->indicators, group);
	g_array_append_val(to->groups, whole);
}

static bool
has_group(const GArray *groups, const char *group)
{
	for (guint i = 0; i < groups->len; i++)
		if (strcmp(g_array_index(groups, struct group_score, i).group, group) == 0)
			return true;
	return false;
}

static enum event_stage
stage_at(const struct room *room, int64_t at_us)
{
	if (room->is.event_start_us != UNSAID && at_us < room->is.event_start_us)
		return STAGE_BEFORE;
	return room->is.event_end_us != UNSAID && at_us >= room->is.event_end_us ? STAGE_AFTER
	                                                                         : STAGE_DURING;
}

struct evaluation
room_evaluate(const struct room *room, int64_t at_us)
{
	struct evaluation evaluation = {
		.stage = stage_at(room, at_us),
		.indicators = g_array_new(FALSE, FALSE, sizeof(struct indicator)),
		.groups = g_array_new(FALSE, FALSE, sizeof(struct group_score)),
	};

	for (guint i = 0; i < room->metrics->len; i++) {
		const struct metric_state *metric = g_ptr_array_index(room->metrics, i);

		if (metric->is.weight > 0 && !has_group(evaluation.groups, metric->is.group))
			add_group(room, metric->is.group, at_us, &evaluation);
	}
	evaluation.all = score(evaluation.indicators, "");
	return evaluation;
}

void
evaluation_clear(struct evaluation *evaluation)
{
	g_clear_pointer(&evaluation->indicators, g_array_unref);
	g_clear_pointer(&evaluation->groups, g_array_unref);
}
