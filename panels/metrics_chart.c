/* The chart of one metric: its course against target, thresholds, pace and baseline, with a cursor. */
#include "panels/metrics.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "room/phase.h"
#include "tui/graph.h"

#include <math.h>

/* In the order of the keys, shortest first; 0: as long as the phase or the event. */
static const struct {
	enum metrics_span span;
	const char *name;
	int64_t length_us;
} spans[] = {
	{ SPAN_15_MIN, N_("15 min"), 15 * MIN_US },
	{ SPAN_1_H, N_("1 h"), HOUR_US },
	{ SPAN_6_H, N_("6 h"), 6 * HOUR_US },
	{ SPAN_24_H, N_("24 h"), DAY_US },
	{ SPAN_PHASE, N_("phase"), 0 },
	{ SPAN_EVENT, "event", 0 },
};

static int
span_place(enum metrics_span span)
{
	int place = 0;

	while (spans[place].span != span)
		place++;
	return place;
}

static const char *
span_name(enum metrics_span span)
{
	/* the sale, not what happens in it */
	return span == SPAN_EVENT ? lang_in("span", "event") : _(spans[span_place(span)].name);
}

/* Where the phase or the event is unknown, as much as is known. */
static void
choose_times(struct metrics_state *s, const struct panel_context *ctx,
             const struct metric_state *metric)
{
	const struct define_room *is = &ctx->room->is;
	const struct phase *phase = room_phase_at(ctx->room, ctx->now_us, UINT_MAX);
	int64_t length_us = spans[span_place(s->span)].length_us;
	int64_t known_us = metric_known_from_us(metric);

	s->to_us = ctx->now_us;
	s->from_us = ctx->now_us - (length_us > 0 ? length_us : DAY_US);
	if (length_us == 0 && known_us != UNSAID)
		s->from_us = MIN(known_us, ctx->now_us - MIN_US);
	if (s->span == SPAN_PHASE && phase && phase_end_us(phase) != UNSAID &&
	    phase_start_us(phase) != UNSAID) {
		s->from_us = phase_start_us(phase);
		s->to_us = phase_end_us(phase);
	} else if (s->span == SPAN_EVENT && is->event_start_us != UNSAID &&
	           is->event_end_us != UNSAID) {
		s->from_us = is->event_start_us;
		s->to_us = is->event_end_us;
	}
	s->to_us = MAX(s->to_us, s->from_us + MIN_US);
}

/* A chart under way. */
struct drawing {
	const struct panel_context *ctx;
	const struct metric_state *metric;
	int64_t from_us, to_us;
	struct chart_series series[4];
	struct chart_mark marks[3];
	struct chart_band bands[2];
	GArray *owned[4]; /* the points of the series */
	struct chart chart;
};

/* A long way off, it would press the course flat: only a chart up to the end is for comparing. */
static bool
would_squeeze(const struct drawing *d, const GArray *points)
{
	const struct chart_series *course = &d->series[0];
	double low = NAN, high = NAN, all_low, all_high;

	if (d->to_us > d->ctx->now_us)
		return false;
	if (!graph_range(course->points, course->n, &low, &high))
		return false;
	all_low = low;
	all_high = high;
	graph_range((const struct point *)(const void *)points->data, points->len, &all_low,
	            &all_high);
	return all_high - all_low > 3 * MAX(high - low, fabs(high) * 0.01);
}

/* Takes the points over. */
static void
add_series(struct drawing *d, GArray *points, enum role role, const char *title)
{
	size_t i = d->chart.n_series;
	double low = NAN, high = NAN;
	const struct point *data = (const struct point *)(const void *)points->data;

	if (i > 0 && (!graph_range(data, points->len, &low, &high) || would_squeeze(d, points))) {
		g_array_unref(points);
		return;
	}
	d->owned[i] = points;
	d->series[i] = (struct chart_series){ data, points->len, role, false, title };
	d->chart.n_series++;
}

typedef double (*question)(const struct room *room, const struct metric_state *metric,
                           int64_t at_us);

/* What it was or will be all along, at as many instants as a wide screen has columns. */
static GArray *
ask_along(const struct drawing *d, question ask, double times, int64_t from_us)
{
	enum { STEPS = 120 };
	GArray *points = g_array_new(FALSE, FALSE, sizeof(struct point));

	for (int i = 0; i <= STEPS && from_us <= d->to_us; i++) {
		int64_t at_us = from_us + (d->to_us - from_us) / STEPS * i;
		struct point point = { at_us, times * ask(d->ctx->room, d->metric, at_us) };

		g_array_append_val(points, point);
	}
	return points;
}

static void
add_all_series(struct drawing *d)
{
	const struct room *room = d->ctx->room;
	double pace = metric_pace(room, d->metric, d->ctx->now_us);

	add_series(d, metric_course(room, d->metric, d->from_us, MIN(d->to_us, d->ctx->now_us)),
	           ROLE_BAR, _("this year"));
	add_series(d, ask_along(d, metric_baseline, 1, d->from_us), ROLE_DIM, _("last year"));
	if (d->metric->is.n_pace == 0)
		return;
	add_series(d, ask_along(d, metric_expected, 1, d->from_us), ROLE_PLAN, _("pace"));
	if (isfinite(pace) && d->to_us > d->ctx->now_us)
		add_series(d, ask_along(d, metric_expected, 1 + pace, d->ctx->now_us),
		           ROLE_FORECAST, _("forecast"));
}

static void
add_mark(struct drawing *d, double value, enum role role, const char *title)
{
	if (isfinite(value))
		d->marks[d->chart.n_marks++] = (struct chart_mark){ value, role, title };
}

static void
add_band(struct drawing *d, double from, double to, enum role role, bool is_heavy)
{
	if (isfinite(from))
		d->bands[d->chart.n_bands++] =
		    d->metric->is.direction == DIRECTION_LOWER
			? (struct chart_band){ from, to, role, is_heavy }
			: (struct chart_band){ to, from, role, is_heavy };
}

/* The step of the ticks needs as many decimals as the values have. */
static void
y_label(double value, char *buf, size_t size)
{
	number_short(value, fabs(value) < 100 ? 2 : 0, buf, size);
}

/* Of a value near 100 that moves by hundredths. */
static void
y_label_fine(double value, char *buf, size_t size)
{
	number_short(value, 2, buf, size);
}

static void
begin(struct drawing *d)
{
	const struct metric *is = &d->metric->is;
	int64_t end_us = d->ctx->room->is.event_end_us;
	/* The end of a cumulative metric is its target; on the way its pace is. */
	bool shows_target = is->n_pace == 0 || end_us == UNSAID || d->to_us >= end_us;

	d->chart = (struct chart){ .series = d->series,
		                   .marks = d->marks,
		                   .bands = d->bands,
		                   .from_us = d->from_us,
		                   .to_us = d->to_us,
		                   .now_us = d->to_us > d->ctx->now_us ? d->ctx->now_us : UNSAID,
		                   .low = NAN,
		                   .high = NAN,
		                   .zone = d->ctx->room->zone,
		                   .y_label = is->decimals >= 2 ? y_label_fine : y_label };
	add_all_series(d);
	if (d->chart.n_series == 1)
		d->series[0].title = NULL;
	if (shows_target)
		add_mark(d, is->target, ROLE_PLAN, _("target"));
	add_mark(d, is->warn, ROLE_WARN, _("warn"));
	add_mark(d, is->crit, ROLE_CRIT, _("crit"));
	add_band(d, is->warn, is->crit, ROLE_WARN, false);
	add_band(d, is->crit, NAN, ROLE_CRIT, true);
}

static void
finish(struct drawing *d)
{
	for (size_t i = 0; i < d->chart.n_series; i++)
		g_array_unref(d->owned[i]);
}

/* One line on what it is now. */
static void
write_facts(const struct panel_context *ctx, const struct canvas *c,
            const struct metric_state *metric)
{
	enum metric_verdict verdict = metric_verdict(ctx->room, metric, ctx->now_us);
	const struct metric_words *words = metric_words(verdict);
	double pace = metric_pace(ctx->room, metric, ctx->now_us);
	double against = metric_against_baseline(ctx->room, metric, ctx->now_us);
	struct pen pen = { .c = c };
	char text[64];

	pen_write(&pen, ROLE_STRONG, "%s", metric->is.title);
	pen_write(&pen, words->role, "  %s", words_sign(c, words->sign));
	pen_write(&pen, verdict == METRIC_GOOD ? ROLE_STRONG : words->role, " %s",
	          metric_value_text(metric, metric->value, text, sizeof text));
	pen_write(&pen, ROLE_DIM, " %s", metric->is.unit);
	metric_target_text(c, metric, text, sizeof text);
	pen_write(&pen, ROLE_DIM, "  %s", text);
	if (verdict == METRIC_STALE)
		pen_write(&pen, ROLE_STALE, _("  stale: %s"),
		          words_ago(metric->at_us, ctx->now_us, text, sizeof text));
	else if (metric->state_since_us != UNSAID && verdict >= METRIC_WARN)
		pen_write(
		    &pen, words->role, _("  since %s"),
		    words_when(ctx->room, metric->state_since_us, ctx->now_us, text, sizeof text));
	if (isfinite(pace))
		pen_write(&pen, pace < -0.05 ? ROLE_WARN : ROLE_TEXT, _("  pace %+.1f%%"),
		          pace * 100);
	if (isfinite(against))
		pen_write(&pen, ROLE_TEXT, _("  last year %+.1f%%"), against * 100);
	if (isfinite(metric_forecast(ctx->room, metric, ctx->now_us)))
		pen_write(&pen, ROLE_TEXT, _("  at the end %s"),
		          metric_value_text(metric, metric_forecast(ctx->room, metric, ctx->now_us),
		                            text, sizeof text));
}

/* The known point next to the cursor; NULL where the course has a gap, or nothing was measured. */
static const struct point *
point_at(const GArray *course, int64_t at_us, int64_t near_us)
{
	const struct point *best = NULL;

	for (guint i = 0; i < course->len; i++) {
		const struct point *point = &g_array_index(course, struct point, i);

		if (!best || ABS(point->at_us - at_us) <= ABS(best->at_us - at_us))
			best = point;
	}
	if (!best || !isfinite(best->value))
		return NULL;
	return best->at_us <= at_us + near_us ? best : NULL;
}

static void
write_number(struct pen *pen, const struct metric_state *metric, const char *name, double value)
{
	char text[32];

	if (isfinite(value))
		pen_pair(pen, name, ROLE_TEXT, "%s",
		         metric_value_text(metric, value, text, sizeof text));
}

/* What stands at the cursor: the measured point nearest to it, with its own time. */
static void
write_cursor(const struct metrics_state *s, const struct panel_context *ctx, const struct canvas *c,
             const struct metric_state *metric)
{
	int64_t column_us = (s->to_us - s->from_us) / MAX(s->columns, 1);
	GArray *course = metric_course(ctx->room, metric, s->from_us, s->to_us);
	const struct point *point = point_at(course, s->cursor_us, column_us);
	int64_t at_us = point ? point->at_us : s->cursor_us;
	struct pen pen = { .c = c, .y = 1 };
	char text[64];

	instant_day(at_us, ctx->room->zone, DAY_SECOND, text, sizeof text);
	pen_write(&pen, ROLE_KEY, "%s", text);
	if (point)
		pen_write(&pen, ROLE_STRONG, "  %s %s",
		          metric_value_text(metric, point->value, text, sizeof text),
		          metric->is.unit);
	else
		pen_write(&pen, ROLE_STALE, "  %s",
		          s->cursor_us > ctx->now_us ? _("still to come")
		                                     : _("nothing was measured"));
	write_number(&pen, metric, _("  pace "), metric_expected(ctx->room, metric, at_us));
	write_number(&pen, metric, _("  last year "), metric_baseline(ctx->room, metric, at_us));
	g_array_unref(course);
}

static void
write_span(const struct metrics_state *s, const struct panel_context *ctx, const struct canvas *c,
           const struct metric_state *metric)
{
	int64_t known_us = metric_known_from_us(metric);
	struct pen pen = { .c = c, .y = 1 };
	char text[32];

	pen_write(&pen, ROLE_DIM, _("span "));
	pen_write(&pen, ROLE_TEXT, "%s", span_name(s->span));
	if (known_us != UNSAID && known_us > s->from_us + (s->to_us - s->from_us) / 50) {
		instant_day(known_us, ctx->room->zone, DAY_MINUTE, text, sizeof text);
		pen_write(&pen, ROLE_DIM, _("  known from %s on"), text);
	}
	pen_write(&pen, ROLE_DIM, _("  + - the span, h l a cursor to read values"));
}

void
metrics_draw_chart(struct metrics_state *s, const struct panel_context *ctx, const struct canvas *c,
                   const struct metric_state *metric)
{
	int facts = c->height >= 6 ? 2 : 1;
	struct canvas below = canvas_part(c, 0, facts, c->width, c->height - facts);
	struct drawing d = { .ctx = ctx, .metric = metric };

	choose_times(s, ctx, metric);
	d.from_us = s->from_us;
	d.to_us = s->to_us;
	write_facts(ctx, c, metric);
	if (facts > 1 && s->has_cursor)
		write_cursor(s, ctx, c, metric);
	else if (facts > 1)
		write_span(s, ctx, c, metric);
	begin(&d);
	if (s->has_cursor)
		d.chart.cursor_us = CLAMP(s->cursor_us, s->from_us, s->to_us);
	s->columns = widget_chart(&below, &d.chart);
	finish(&d);
}

/* By one column; the first press shows it at the newest value. */
static void
move_cursor(struct metrics_state *s, const struct panel_context *ctx, int by)
{
	int64_t column_us = MAX((s->to_us - s->from_us) / MAX(s->columns, 1), 1);

	if (!s->has_cursor)
		s->cursor_us = MIN(ctx->now_us, s->to_us);
	else
		s->cursor_us += by * column_us;
	s->has_cursor = true;
	s->cursor_us = CLAMP(s->cursor_us, s->from_us, s->to_us);
}

static void
change_span(struct metrics_state *s, int by)
{
	s->span = spans[CLAMP(span_place(s->span) + by, 0, SPANS - 1)].span;
	s->has_cursor = false;
}

bool
metrics_chart_act(struct metrics_state *s, const struct panel_context *ctx, enum action action)
{
	if (!s->has_chart)
		return false;
	switch (action) {
	case ACTION_LEFT:
		move_cursor(s, ctx, -1);
		return true;
	case ACTION_RIGHT:
		move_cursor(s, ctx, 1);
		return true;
	case ACTION_SPAN_SHORTER:
		change_span(s, -1);
		return true;
	case ACTION_SPAN_LONGER:
		change_span(s, 1);
		return true;
	default:
		return false;
	}
}
