/* The metrics panel: value against target, which way it is off, its pace and its course. */
#include "panels/panels.h"
#include "panels/rows.h"
#include "panels/words.h"

#include "base/quantity.h"
#include "room/metric.h"

#include <math.h>
#include <string.h>

struct metrics_state {
	struct list_view view;
	GPtrArray *order; /* struct metric_state * as the rows stand; NULL before its first use */
};

enum { SIGN, TITLE, VALUE, UNIT, TARGET, PACE, SPARK, COLUMNS };

static const char *
metric_id(const void *of, int i)
{
	return ((const struct metric_state *)g_ptr_array_index((const GPtrArray *)of, i))->is.id;
}

/* What is past a threshold stands first, so that a small pane shows it; the rest as configured. */
static int
place(const struct panel_context *ctx, const struct metric_state *metric)
{
	switch (metric_verdict(ctx->room, metric, ctx->now_us)) {
	case METRIC_CRIT:
		return 0;
	case METRIC_WARN:
		return 1;
	default:
		return 2;
	}
}

static struct rows
metric_rows(struct metrics_state *s, const struct panel_context *ctx)
{
	const GPtrArray *metrics = ctx->room->metrics;

	if (!s->order)
		s->order = g_ptr_array_new();
	g_ptr_array_set_size(s->order, 0);
	for (int at = 0; at <= 2; at++)
		for (guint i = 0; i < metrics->len; i++)
			if (place(ctx, g_ptr_array_index(metrics, i)) == at)
				g_ptr_array_add(s->order, g_ptr_array_index(metrics, i));
	return (struct rows){ .n = (int)s->order->len, .id = metric_id, .of = s->order };
}

static const struct metric_state *
selected_metric(struct metrics_state *s, const struct panel_context *ctx)
{
	struct rows rows = metric_rows(s, ctx);
	int at = rows_selected(&s->view, &rows);

	return at < 0 ? NULL : g_ptr_array_index(s->order, at);
}

static const struct {
	enum sign sign;
	enum role role;
	const char *word;
} verdicts[] = {
	[METRIC_UNKNOWN] = { SIGN_UNKNOWN, ROLE_DIM, "never measured" },
	[METRIC_STALE] = { SIGN_UNKNOWN, ROLE_STALE, "stale" },
	[METRIC_GOOD] = { SIGN_GOOD, ROLE_GOOD, "on target" },
	[METRIC_MISSED] = { SIGN_NEAR, ROLE_WARN, "misses its target" },
	[METRIC_WARN] = { SIGN_WARN, ROLE_WARN, "past its warning threshold" },
	[METRIC_CRIT] = { SIGN_BAD, ROLE_CRIT, "past its critical threshold" },
};

static char *
value_text(const struct metric_state *metric, double value, char *buf, size_t size)
{
	return number_short(value, (int)metric->is.decimals, buf, size);
}

/* ">=99.9", "" without a target. */
static void
target_text(const struct canvas *c, const struct metric_state *metric, char *buf, size_t size)
{
	char value[32];

	buf[0] = '\0';
	if (isfinite(metric->is.target))
		words_print(
		    buf, size, "%s%s",
		    words_sign(c, metric->is.direction == DIRECTION_LOWER ? SIGN_LE : SIGN_GE),
		    value_text(metric, metric->is.target, value, sizeof(value)));
}

/* The pace of a cumulative metric; for a stale one, since when. */
static enum role
pace_text(const struct panel_context *ctx, const struct metric_state *metric,
          enum metric_verdict verdict, char *buf, size_t size)
{
	double pace = metric_pace(ctx->room, metric, ctx->now_us);
	char span[16];

	buf[0] = '\0';
	if (verdict == METRIC_STALE) {
		words_print(buf, size, "old %s",
		            duration_coarse(ctx->now_us - metric->at_us, span, sizeof(span)));
		return ROLE_STALE;
	}
	if (!isfinite(pace))
		return ROLE_DIM;
	words_print(buf, size, "%+.1f%%", pace * 100);
	return pace < -0.05 ? ROLE_WARN : ROLE_TEXT;
}

static void
draw_row(const struct panel_context *ctx, const struct canvas *c, const struct column *cols, int y,
         const struct metric_state *metric, bool is_selected)
{
	struct row row = row_begin(c, y, is_selected);
	enum metric_verdict verdict = metric_verdict(ctx->room, metric, ctx->now_us);
	enum role role = verdicts[verdict].role,
		  plain = verdict == METRIC_GOOD ? ROLE_STRONG : role;
	char text[64];

	row_put(&row, &cols[SIGN], role, words_sign(c, verdicts[verdict].sign));
	row_put(&row, &cols[TITLE], ROLE_TEXT, metric->is.title);
	row_put(&row, &cols[VALUE], plain, value_text(metric, metric->value, text, sizeof(text)));
	row_put(&row, &cols[UNIT], ROLE_DIM, metric->is.unit);
	target_text(c, metric, text, sizeof(text));
	row_put(&row, &cols[TARGET], ROLE_DIM, text);
	role = pace_text(ctx, metric, verdict, text, sizeof(text));
	row_put(&row, &cols[PACE], role, text);
	if (cols[SPARK].cells > 0)
		widget_sparkline(
		    c, cols[SPARK].x, y, cols[SPARK].cells,
		    row_role(&row, verdict >= METRIC_WARN ? verdicts[verdict].role : ROLE_DIM),
		    (const struct point *)(const void *)metric->history->data,
		    metric->history->len);
}

static void
y_label(double value, char *buf, size_t size)
{
	number_short(value, fabs(value) < 100 ? 2 : 0, buf, size);
}

/* The course of one metric, with its target and thresholds. */
static void
draw_chart(const struct panel_context *ctx, const struct canvas *c,
           const struct metric_state *metric)
{
	const struct point *points = (const struct point *)(const void *)metric->history->data;
	struct chart_series series = { points, metric->history->len, ROLE_BAR, false, NULL };
	struct chart_mark marks[3];
	struct chart chart = { .series = &series,
		               .n_series = 1,
		               .marks = marks,
		               .now_us = UNSAID,
		               .low = NAN,
		               .high = NAN,
		               .zone = ctx->room->zone,
		               .y_label = y_label };
	struct canvas below = canvas_part(c, 0, 1, c->width, c->height - 1);
	struct pen pen = { .c = c };

	pen_write(&pen, ROLE_STRONG, "%s", metric->is.title);
	pen_write(&pen, ROLE_DIM, "  %s", metric->is.unit);
	if (metric->history->len < 2) {
		pen_write(&pen, ROLE_DIM,
		          "  no history yet: it fills with each answer of its source");
		return;
	}
	if (isfinite(metric->is.target))
		marks[chart.n_marks++] =
		    (struct chart_mark){ metric->is.target, ROLE_PLAN, "target" };
	if (isfinite(metric->is.warn))
		marks[chart.n_marks++] = (struct chart_mark){ metric->is.warn, ROLE_WARN, "warn" };
	if (isfinite(metric->is.crit))
		marks[chart.n_marks++] = (struct chart_mark){ metric->is.crit, ROLE_CRIT, "crit" };
	chart.from_us = points[0].at_us;
	chart.to_us = MAX(points[metric->history->len - 1].at_us, chart.from_us + MIN_US);
	widget_chart(&below, &chart);
}

/* Rows that the chart of the selected metric takes at the bottom: none in a small panel. */
static int
chart_height(int height, int n)
{
	if (height < 20)
		return 0;
	return MAX(height - n - 2, height / 3);
}

static void
metrics_draw(void *state, const struct panel_context *ctx, const struct canvas *c)
{
	struct metrics_state *s = state;
	struct column cols[COLUMNS] = {
		[SIGN] = { .least = 1 },
		[TITLE] = { .head = "METRIC", .least = 12, .most = 26 },
		[VALUE] = { .head = "VALUE", .least = 9, .tail = 4 },
		[UNIT] = { .head = "", .least = 4, .most = 6, .drop = 4 },
		[TARGET] = { .head = "TARGET", .least = 10, .tail = 4, .drop = 1 },
		[PACE] = { .head = "PACE", .least = 7, .right = true, .drop = 3 },
		[SPARK] = { .head = "", .least = 8, .most = 60, .drop = 2 },
	};
	struct rows rows = metric_rows(s, ctx);
	int chart = rows.n ? chart_height(c->height, rows.n) : 0;
	int head = c->height > 2 ? 1 : 0, height = c->height - head - (chart ? chart + 1 : 0);
	int selected = rows_sync(&s->view, &rows, height);
	struct canvas list = canvas_part(c, 0, head, c->width, height);

	if (rows.n == 0) {
		words_empty(ctx, c, "metrics",
		            "no metrics are configured: add metrics = (...), each with a source "
		            "and a query");
		return;
	}
	columns_fit(cols, COLUMNS, 2, c->width - 3);
	if (head)
		columns_head(c, 0, cols, COLUMNS);
	for (int i = s->view.top; i < rows.n && i - s->view.top < height; i++)
		draw_row(ctx, &list, cols, i - s->view.top, g_ptr_array_index(s->order, i),
		         i == selected);
	if (rows.n > height)
		widget_scroll(&list, s->view.top, height, rows.n);
	if (chart > 0) {
		struct canvas part = canvas_part(c, 0, c->height - chart, c->width, chart);

		draw_chart(ctx, &part, g_ptr_array_index(s->order, selected));
	}
}

static void
metrics_head(void *state, const struct panel_context *ctx, char *title, size_t size)
{
	unsigned crit = 0, warn = 0, stale = 0;
	GString *head = g_string_new("Metrics");

	(void)state;
	for (guint i = 0; i < ctx->room->metrics->len; i++) {
		enum metric_verdict v = metric_verdict(
		    ctx->room, g_ptr_array_index(ctx->room->metrics, i), ctx->now_us);

		crit += v == METRIC_CRIT;
		warn += v == METRIC_WARN;
		stale += v == METRIC_STALE;
	}
	if (crit > 0)
		g_string_append_printf(head, "  crit %u", crit);
	if (warn > 0)
		g_string_append_printf(head, "  warn %u", warn);
	if (stale > 0)
		g_string_append_printf(head, "  STALE %u", stale);
	g_strlcpy(title, head->str, size);
	g_string_free(head, TRUE);
}

static void
add_number(GString *to, const struct metric_state *metric, const char *name, double value)
{
	char text[32];

	if (isfinite(value))
		words_detail(to, name, "%s %s", value_text(metric, value, text, sizeof(text)),
		             metric->is.unit);
}

static char *
metrics_details(void *state, const struct panel_context *ctx)
{
	const struct metric_state *metric = selected_metric(state, ctx);
	GString *to;
	double pace;
	char text[64];

	if (!metric)
		return NULL;
	to = g_string_new(NULL);
	words_detail(to, "metric", "%s (%s)", metric->is.title, metric->is.id);
	words_detail(to, "state", "%s",
	             verdicts[metric_verdict(ctx->room, metric, ctx->now_us)].word);
	add_number(to, metric, "value", metric->value);
	words_detail(to, "measured", "%s",
	             words_instant(ctx->room, metric->at_us, text, sizeof(text)));
	words_detail(to, "better", "%s",
	             metric->is.direction == DIRECTION_LOWER ? "lower" : "higher");
	add_number(to, metric, "target", metric->is.target);
	add_number(to, metric, "warning at", metric->is.warn);
	add_number(to, metric, "critical at", metric->is.crit);
	if (metric->is.hold_us > 0)
		words_detail(to, "counts after", "%s",
		             duration_coarse(metric->is.hold_us, text, sizeof(text)));
	if (metric->state_since_us != UNSAID)
		words_detail(to, "so since", "%s",
		             words_instant(ctx->room, metric->state_since_us, text, sizeof(text)));
	add_number(to, metric, "expected by now", metric_expected(ctx->room, metric, ctx->now_us));
	pace = metric_pace(ctx->room, metric, ctx->now_us);
	if (isfinite(pace))
		words_detail(to, "pace", "%+.1f%%", pace * 100);
	add_number(to, metric, "baseline", metric->is.baseline);
	words_detail(to, "group", "%s", metric->is.group);
	words_detail(to, "source", "%s", metric->is.source);
	return g_string_free(to, FALSE);
}

static enum reaction
metrics_act(void *state, const struct panel_context *ctx, enum action action, int height,
            struct intent *intent)
{
	struct metrics_state *s = state;
	struct rows rows = metric_rows(s, ctx);

	(void)intent;
	return rows_act(&s->view, &rows, action, height) ? REACTION_DRAW : REACTION_PASS;
}

static void
words_of(const void *of, int i, const struct panel_context *ctx, GString *to)
{
	const struct metric_state *metric = g_ptr_array_index((const GPtrArray *)of, i);

	g_string_append_printf(to, "%s %s %s %s", metric->is.id, metric->is.title, metric->is.group,
	                       verdicts[metric_verdict(ctx->room, metric, ctx->now_us)].word);
}

static bool
metrics_find(void *state, const struct panel_context *ctx, const char *text, bool again)
{
	struct metrics_state *s = state;
	struct rows rows = metric_rows(s, ctx);

	return rows_find(&s->view, &rows, ctx, text, again, words_of);
}

static void
metrics_fini(void *state)
{
	struct metrics_state *s = state;

	list_view_fini(&s->view);
	if (s->order)
		g_ptr_array_unref(s->order);
}

static const enum action actions[] = {
	ACTION_DETAILS, ACTION_SEARCH, ACTION_SEARCH_NEXT, ACTION_DOWN,    ACTION_UP,
	ACTION_TOP,     ACTION_BOTTOM, ACTION_PAGE_DOWN,   ACTION_PAGE_UP, ACTION_NONE,
};

const struct panel_ops panel_metrics = {
	.name = "metrics",
	.title = "Metrics",
	.what = "Each metric's value against its target, its pace and its course; zoomed, with a "
		"chart of the selected one.",
	.min_width = 28,
	.min_height = 4,
	.state_size = sizeof(struct metrics_state),
	.actions = actions,
	.shows = "metrics",
	.draw = metrics_draw,
	.head = metrics_head,
	.act = metrics_act,
	.find = metrics_find,
	.details = metrics_details,
	.fini = metrics_fini,
};
