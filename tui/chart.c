/* A chart: scale, axes, labels, legend. */
#include "tui/chart_plot.h"

#include "base/clock.h"
#include "base/lang.h"
#include "base/quantity.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MIN_LABELLED_WIDTH = 20, MIN_LABELLED_HEIGHT = 4, MIN_LEGEND_HEIGHT = 8, LABEL_SIZE = 32 };

/* The 1, 2, 2.5, 5 or 10 times a power of ten that is about as large. */
static double
nice_step(double about)
{
	static const double steps[] = { 1, 2, 2.5, 5, 10 };
	double power = pow(10, floor(log10(about)));
	size_t i = 0;

	while (i < G_N_ELEMENTS(steps) - 1 && steps[i] * power < about * 0.75)
		i++;
	return steps[i] * power;
}

/* How many steps the y axis has room for: few, since numbers are to be read. */
static int
step_count(int rows)
{
	return rows < 3 ? 1 : rows < 8 ? 2 : rows < 16 ? 4 : 5;
}

/* A mark is part of the scale when that does not squeeze the data into a corner. */
static void
include_marks(const struct chart *chart, double *low, double *high)
{
	double from = *low, to = *high;

	for (size_t i = 0; i < chart->n_marks; i++) {
		double value = chart->marks[i].value, wide = MAX(to, value) - MIN(from, value);

		if (isfinite(value) && (to <= from || wide <= 3 * (to - from))) {
			*low = MIN(*low, value);
			*high = MAX(*high, value);
		}
	}
}

/* The values at the edges of a plot of so many rows, and the step between ticks. False: there is
 * nothing to show. */
static bool
scale(const struct chart *chart, int rows, double *low, double *high, double *step)
{
	bool any = false;

	*low = *high = NAN;
	for (size_t i = 0; i < chart->n_series; i++)
		any |= graph_range(chart->series[i].points, chart->series[i].n, low, high);
	if (any)
		include_marks(chart, low, high);
	if (!isnan(chart->low) && !isnan(chart->high)) {
		*low = chart->low;
		*high = chart->high;
	}
	if (!any)
		return false;
	if (*high <= *low) {
		double around = *low == 0 ? 1 : fabs(*low) * 0.1;

		*low -= around;
		*high = *low + 2 * around;
	}
	*step = nice_step((*high - *low) / step_count(rows));
	if (isnan(chart->low) || isnan(chart->high)) {
		/* On quarters of a step: tight, and yet not another scale at each new value. */
		*low = floor(*low / *step * 4 + 1e-9) * *step / 4;
		*high = ceil(*high / *step * 4 - 1e-9) * *step / 4;
	}
	return true;
}

static double
first_tick(double low, double step)
{
	return ceil(low / step - 1e-6) * step;
}

static void
label_of(const struct chart *chart, double value, double step, char buf[LABEL_SIZE])
{
	int decimals = step >= 1 ? 0 : CLAMP((int)ceil(-log10(step) - 1e-9), 1, 4);

	/* Rounding leaves -0.0 or 1e-17 where zero is meant. */
	if (fabs(value) < step * 1e-6)
		value = 0;
	if (chart->y_label)
		chart->y_label(value, buf, LABEL_SIZE);
	else
		number_short(value, decimals, buf, LABEL_SIZE);
}

static int
label_cells(const struct canvas *c, const struct chart *chart, double low, double high, double step)
{
	char buf[LABEL_SIZE];
	int cells = 0;

	for (double value = first_tick(low, step); value <= high + step * 1e-6; value += step) {
		label_of(chart, value, step, buf);
		cells = MAX(cells, canvas_width(c, buf));
	}
	return cells;
}

/* A band without an end has NAN there, which no value is beyond. */
static bool
is_in(const struct chart_band *band, double value)
{
	return !(value < band->from) && !(value > band->to);
}

static bool
is_in_band(const struct chart *chart, double value)
{
	for (size_t i = 0; i < chart->n_bands; i++)
		if (is_in(&chart->bands[i], value))
			return true;
	return false;
}

static void
draw_axis_line(const struct canvas *c, int x, const struct plot *plot, const struct chart *chart)
{
	int top = plot->area.y - c->y;

	canvas_vline(c, x, top, plot->area.height, ROLE_FRAME);
	for (int row = 0; row < plot->area.height; row++)
		for (size_t i = 0; i < chart->n_bands; i++)
			if (is_in(&chart->bands[i], plot_value(plot, row)))
				canvas_text(c, x, top + row, chart->bands[i].role,
				            chart->bands[i].is_heavy ? "█" : "▌");
}

/* The axis on the left of the plot, and its labels, which end before it. */
static void
draw_y_axis(const struct canvas *c, const struct plot *plot, const struct chart *chart, double step)
{
	int axis = plot->area.x - c->x - 1, top = plot->area.y - c->y, last = -1;
	char buf[LABEL_SIZE];

	draw_axis_line(c, axis, plot, chart);
	for (double value = first_tick(plot->low, step); value <= plot->high + step * 1e-6;
	     value += step) {
		int row = plot_row(plot, value);

		if (row == last)
			continue;
		label_of(chart, value, step, buf);
		canvas_field_right(c, 0, top + row, axis, ROLE_DIM, buf);
		if (!is_in_band(chart, plot_value(plot, row)))
			canvas_text(c, axis, top + row, ROLE_FRAME, "┤");
		last = row;
	}
}

/* The step between time labels of so many cells, in seconds. */
static int64_t
time_step_s(const struct plot *plot, int cells)
{
	static const int64_t steps_s[] = { 10,     30,     60,      120,     300,    600,   900,
		                           1800,   3600,   7200,    10800,   21600,  43200, 86400,
		                           172800, 604800, 1209600, 2592000, 7776000 };
	double cell_us = (double)(plot->to_us - plot->from_us) / plot->area.width;
	size_t i = 0;

	while (i < G_N_ELEMENTS(steps_s) - 1 &&
	       (double)(steps_s[i] * SEC_US) < cell_us * (cells + 2))
		i++;
	return steps_s[i];
}

/* Seconds that local time is ahead of UTC at a local (STANDARD) or UTC (UNIVERSAL) time. */
static int64_t
offset_s(GTimeZone *zone, GTimeType type, int64_t time_s)
{
	gint interval = g_time_zone_find_interval(zone, type, time_s);

	return interval < 0 ? 0 : g_time_zone_get_offset(zone, interval);
}

static void
time_label(const struct chart *chart, int64_t at_us, int64_t local_s, int64_t step_s,
           char buf[LABEL_SIZE])
{
	if (step_s >= 86400 || local_s % 86400 == 0)
		instant_day(at_us, chart->zone, DAY_ALONE, buf, LABEL_SIZE);
	else
		instant_format(at_us, chart->zone, step_s < 60 ? "%H:%M:%S" : "%H:%M", buf,
		               LABEL_SIZE);
}

/* Ticks and labels below the plot: on round local times, none over another. */
static void
draw_times(const struct canvas *c, const struct plot *plot, const struct chart *chart)
{
	int left = plot->area.x - c->x, y = plot->area.y - c->y + plot->area.height, free_from = 0;
	bool is_short = plot->to_us - plot->from_us < 10 * MIN_US;
	int64_t step_s = time_step_s(plot, is_short ? 8 : 5);
	int64_t from_s = plot->from_us / SEC_US;
	int64_t local_s = from_s + offset_s(chart->zone, G_TIME_TYPE_UNIVERSAL, from_s);
	char buf[LABEL_SIZE];

	for (local_s += (step_s - local_s % step_s) % step_s;; local_s += step_s) {
		int64_t at_us =
		    (local_s - offset_s(chart->zone, G_TIME_TYPE_STANDARD, local_s)) * SEC_US;
		int column = plot_column(plot, at_us), cells, x;

		if (at_us > plot->to_us)
			break;
		time_label(chart, at_us, local_s, step_s, buf);
		cells = canvas_width(c, buf);
		x = MIN(left + column - cells / 2, c->width - cells);
		if (column < 0 || x < free_from)
			continue;
		canvas_text(c, left + column, y, ROLE_FRAME, "┴");
		canvas_text(c, x, y + 1, ROLE_DIM, buf);
		free_from = x + cells + 1;
	}
}

static void
draw_x_axis(const struct canvas *c, const struct plot *plot, const struct chart *chart)
{
	int left = plot->area.x - c->x, y = plot->area.y - c->y + plot->area.height, now;

	canvas_text(c, left - 1, y, ROLE_FRAME, "└");
	canvas_hline(c, left, y, plot->area.width, ROLE_FRAME);
	if (chart->zone)
		draw_times(c, plot, chart);
	now = chart->now_us == UNSAID ? -1 : plot_column(plot, chart->now_us);
	if (now >= 0)
		canvas_text(c, left + now, y, ROLE_STRONG, "▲");
}

static bool
has_legend(const struct canvas *c, const struct chart *chart)
{
	if (c->height < MIN_LEGEND_HEIGHT || c->width < MIN_LABELLED_WIDTH)
		return false;
	for (size_t i = 0; i < chart->n_series; i++)
		if (chart->series[i].title)
			return true;
	return false;
}

static void
draw_legend(const struct canvas *c, int x, const struct chart *chart)
{
	for (size_t i = 0; i < chart->n_series; i++) {
		const struct chart_series *s = &chart->series[i];
		const char *sign = s->role == ROLE_FORECAST ? "··"
		                   : s->filled              ? "██"
		                   : s->role == ROLE_DIM    ? "╌ "
		                                            : "──";

		if (!s->title || x + 3 + canvas_width(c, s->title) > c->width)
			continue;
		x += canvas_text(c, x, 0, s->role, sign) + 1;
		x += canvas_text(c, x, 0, ROLE_DIM, s->title) + 2;
	}
}

/* On the left, where a line that is still rising leaves room; one title a row. */
static void
draw_mark_titles(const struct plot *plot, const struct chart *chart)
{
	for (size_t i = 0; i < chart->n_marks; i++) {
		const struct chart_mark *mark = &chart->marks[i];
		bool taken = !mark->title || mark->value < plot->low || mark->value > plot->high;

		for (size_t j = 0; j < i && !taken; j++)
			taken = chart->marks[j].title && plot_row(plot, chart->marks[j].value) ==
			                                     plot_row(plot, mark->value);
		if (!taken)
			canvas_field(&plot->area, 1, plot_row(plot, mark->value),
			             plot->area.width / 2, mark->role, mark->title);
	}
}

static void
draw_plot(const struct plot *plot, const struct chart *chart)
{
	for (size_t i = 0; i < chart->n_marks; i++)
		if (chart->marks[i].value >= plot->low && chart->marks[i].value <= plot->high)
			plot_mark(plot, &chart->marks[i]);
	if (chart->now_us != UNSAID)
		plot_now(plot, chart->now_us);
	if (chart->cursor_us != 0)
		plot_cursor(plot, chart->cursor_us);
	for (size_t i = 0; i < chart->n_series; i++)
		if (chart->series[i].filled)
			plot_series(plot, &chart->series[i]);
	for (size_t i = 0; i < chart->n_series; i++)
		if (!chart->series[i].filled)
			plot_series(plot, &chart->series[i]);
	if (plot->area.width >= MIN_LABELLED_WIDTH)
		draw_mark_titles(plot, chart);
}

static void
draw_empty(const struct canvas *c)
{
	const char *text = _("no data yet");
	int cells = MIN(canvas_width(c, text), c->width);

	canvas_field(c, (c->width - cells) / 2, c->height / 2, cells, ROLE_DIM, text);
}

int
widget_chart(const struct canvas *c, const struct chart *chart)
{
	struct canvas own = graph_canvas(c);
	struct plot plot = { .from_us = chart->from_us,
		             .to_us = MAX(chart->to_us, chart->from_us + 1) };
	int top = has_legend(c, chart) ? 1 : 0, below = c->height >= MIN_LABELLED_HEIGHT ? 2 : 0;
	int left = 0;
	double step;

	if (!scale(chart, c->height - top - below, &plot.low, &plot.high, &step)) {
		draw_empty(c);
		return 0;
	}
	if (c->width >= MIN_LABELLED_WIDTH)
		left = MIN(label_cells(&own, chart, plot.low, plot.high, step), c->width / 3) + 1;
	else if (below)
		left = 1;
	plot.area = canvas_part(&own, left, top, c->width - left, c->height - top - below);
	if (plot.area.width < 1 || plot.area.height < 1)
		return 0;
	draw_plot(&plot, chart);
	if (left > 1)
		draw_y_axis(&own, &plot, chart, step);
	else if (left)
		canvas_vline(&own, 0, top, plot.area.height, ROLE_FRAME);
	if (below)
		draw_x_axis(&own, &plot, chart);
	if (top)
		draw_legend(&own, left, chart);
	return plot.area.width;
}
