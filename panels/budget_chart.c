/* The chart of the budget panel: actual against plan, and the cone of the forecasts. */
#include "panels/budget.h"

#include "base/lang.h"
#include "base/quantity.h"

#include <math.h>

enum { POINTS_MAX = 200 };

static void
y_label(double value, char *buf, size_t size)
{
	money_short((int64_t)value, buf, size);
}

/* n points from one instant to another of what `at` gives. */
static void
sample(const struct room *room, struct point *points, size_t n, int64_t from_us, int64_t to_us,
       double (*at)(const struct room *room, int64_t at_us))
{
	for (size_t i = 0; i < n; i++) {
		points[i].at_us =
		    from_us + (int64_t)((double)(to_us - from_us) * (double)i / (double)(n - 1));
		points[i].value = at(room, points[i].at_us);
	}
}

static double
planned_at(const struct room *room, int64_t at_us)
{
	return (double)budget_planned_at(room, NULL, at_us);
}

static double
actual_at(const struct room *room, int64_t at_us)
{
	return (double)budget_actual_at(room, at_us);
}

/* From the money spent so far, straight to where a method ends; nothing beyond the chart's edge. */
static void
forecast(struct point *points, size_t n, const struct chart *chart, struct point from, double to)
{
	for (size_t i = 0; i < n; i++) {
		double share = (double)i / (double)(n - 1),
		       value = from.value + (to - from.value) * share;

		points[i].at_us =
		    from.at_us + (int64_t)((double)(chart->to_us - from.at_us) * share);
		points[i].value = value <= chart->high ? value : NAN;
	}
}

/* Room for the cone, as long as it does not press the rest flat. */
static double
highest(const struct budget *b)
{
	double most = b->forecast_high == UNSAID ? 0 : (double)b->forecast_high;

	return fmax((double)b->planned, fmin(most, 1.5 * (double)b->planned)) * 1.05;
}

void
budget_chart(const struct panel_context *ctx, const struct budget *b, const struct canvas *c)
{
	const struct define_room *is = &ctx->room->is;
	struct point plan[POINTS_MAX], actual[POINTS_MAX], cone[3][POINTS_MAX];
	size_t n = (size_t)CLAMP(c->width, 2, POINTS_MAX);
	int64_t until_us = CLAMP(ctx->now_us, is->event_start_us + SEC_US, is->event_end_us);
	struct point from = { until_us, (double)b->actual };
	struct chart_series series[5] = {
		{ actual, n, ROLE_BAR, true, _("actual") },
		{ plan, n, ROLE_PLAN, false, lang_in("budget", "plan") },
		{ cone[0], n, ROLE_FORECAST, false,
		  _("forecast: lowest, present pace, highest EAC") },
		{ cone[1], n, ROLE_FORECAST, false, NULL },
		{ cone[2], n, ROLE_FORECAST, false, NULL },
	};
	struct chart_mark marks[] = {
		{ (double)b->planned, ROLE_DIM, _("budget") },
		{ is->spend_cap * (double)b->planned, ROLE_DIM, _("spend cap") },
	};
	struct chart chart = { .series = series,
		               .n_series = b->forecast_end == UNSAID ? 2 : 5,
		               .marks = marks,
		               .n_marks = G_N_ELEMENTS(marks),
		               .from_us = is->event_start_us,
		               .to_us = is->event_end_us,
		               .now_us = ctx->now_us,
		               .low = 0,
		               .high = highest(b),
		               .zone = ctx->room->zone,
		               .y_label = y_label };

	if (is->event_start_us == UNSAID || is->event_end_us <= is->event_start_us)
		return;
	sample(ctx->room, plan, n, is->event_start_us, is->event_end_us, planned_at);
	sample(ctx->room, actual, n, is->event_start_us, until_us, actual_at);
	if (b->forecast_end != UNSAID) {
		forecast(cone[0], n, &chart, from, (double)b->forecast_low);
		forecast(cone[1], n, &chart, from, (double)b->forecast_end);
		forecast(cone[2], n, &chart, from, (double)b->forecast_high);
	}
	widget_chart(c, &chart);
}
