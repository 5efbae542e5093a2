/* The metrics panel: value against target, which way it is off, its pace and its course. */
#include "panels/panels.h"
#include "panels/metrics.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "tui/graph.h"

#include <math.h>
#include <string.h>

enum { SIGN, TITLE, VALUE, UNIT, TARGET, PACE, YEAR, SPARK, COLUMNS };

/* What a sparkline covers. */
static const int64_t SPARK_US = HOUR_US;

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

static const struct metric_words verdicts[] = {
	[METRIC_UNKNOWN] = { SIGN_UNKNOWN, ROLE_DIM, N_("never measured") },
	[METRIC_STALE] = { SIGN_UNKNOWN, ROLE_STALE, N_("stale") },
	[METRIC_GOOD] = { SIGN_GOOD, ROLE_GOOD, N_("on target") },
	[METRIC_MISSED] = { SIGN_NEAR, ROLE_WARN, N_("misses its target") },
	[METRIC_WARN] = { SIGN_WARN, ROLE_WARN, N_("past its warning threshold") },
	[METRIC_CRIT] = { SIGN_BAD, ROLE_CRIT, N_("past its critical threshold") },
};

const struct metric_words *
metric_words(enum metric_verdict verdict)
{
	return &verdicts[verdict];
}

char *
metric_value_text(const struct metric_state *metric, double value, char *buf, size_t size)
{
	return number_short(value, (int)metric->is.decimals, buf, size);
}

void
metric_target_text(const struct canvas *c, const struct metric_state *metric, char *buf,
                   size_t size)
{
	char value[32];

	buf[0] = '\0';
	if (isfinite(metric->is.target))
		words_print(
		    buf, size, "%s%s",
		    words_sign(c, metric->is.direction == DIRECTION_LOWER ? SIGN_LE : SIGN_GE),
		    metric_value_text(metric, metric->is.target, value, sizeof(value)));
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
		words_print(buf, size, _("old %s"),
		            duration_coarse(ctx->now_us - metric->at_us, span, sizeof(span)));
		return ROLE_STALE;
	}
	if (!isfinite(pace))
		return ROLE_DIM;
	words_print(buf, size, "%+.1f%%", pace * 100);
	return pace < -0.05 ? ROLE_WARN : ROLE_TEXT;
}

/* The last hour, cell by cell; where nothing was measured, nothing is drawn. */
static void
draw_spark(const struct panel_context *ctx, const struct canvas *c, const struct column *column,
           int y, enum role role, const struct metric_state *metric)
{
	int n = 2 * column->cells; /* braille shows two a cell */
	double *values = g_new(double, (gsize)n);
	struct point *points = g_new0(struct point, (gsize)n);
	int64_t from_us = ctx->now_us - SPARK_US;
	GArray *course = metric_course(ctx->room, metric, from_us, ctx->now_us);

	if (graph_canvas(c).graphs != GRAPHS_BRAILLE)
		n = column->cells;
	graph_columns((const struct point *)(const void *)course->data, course->len, from_us,
	              ctx->now_us, values, n);
	for (int i = 0; i < n; i++)
		points[i].value = values[i];
	widget_sparkline(c, column->x, y, column->cells, role, points, (size_t)n);
	g_array_unref(course);
	g_free(points);
	g_free(values);
}

static void
draw_row(const struct panel_context *ctx, const struct canvas *c, const struct column *cols, int y,
         const struct metric_state *metric, bool is_selected)
{
	struct row row = row_begin(c, y, is_selected);
	enum metric_verdict verdict = metric_verdict(ctx->room, metric, ctx->now_us);
	enum role role = verdicts[verdict].role,
		  plain = verdict == METRIC_GOOD ? ROLE_STRONG : role;
	double against;
	char text[64];

	row_put(&row, &cols[SIGN], role, words_sign(c, verdicts[verdict].sign));
	row_put(&row, &cols[TITLE], ROLE_TEXT, metric->is.title);
	row_put(&row, &cols[VALUE], plain,
	        metric_value_text(metric, metric->value, text, sizeof(text)));
	row_put(&row, &cols[UNIT], ROLE_DIM, metric->is.unit);
	metric_target_text(c, metric, text, sizeof(text));
	row_put(&row, &cols[TARGET], ROLE_DIM, text);
	role = pace_text(ctx, metric, verdict, text, sizeof(text));
	row_put(&row, &cols[PACE], role, text);
	against = metric_against_baseline(ctx->room, metric, ctx->now_us);
	text[0] = '\0';
	if (isfinite(against))
		words_print(text, sizeof(text), "%+.1f%%", against * 100);
	row_put(&row, &cols[YEAR], ROLE_DIM, text);
	if (cols[SPARK].cells > 0)
		draw_spark(
		    ctx, c, &cols[SPARK], y,
		    row_role(&row, verdict >= METRIC_WARN ? verdicts[verdict].role : ROLE_DIM),
		    metric);
}

/* Rows that the chart of the selected metric takes at the bottom: none in a small panel. */
static int
chart_height(int height, int n)
{
	if (height < 20)
		return 0;
	return MAX(height - n - 2, MAX(height / 3, 9));
}

static void
draw_list(struct metrics_state *s, const struct panel_context *ctx, const struct canvas *c)
{
	struct column cols[COLUMNS] = {
		[SIGN] = { .least = 1 },
		[TITLE] = { .head = _("METRIC"), .least = 12, .most = 26 },
		[VALUE] = { .head = _("VALUE"), .least = 9, .tail = 4, .widens = 2 },
		[UNIT] = { .head = "", .least = 4, .most = 6, .drop = 5 },
		[TARGET] = { .head = _("TARGET"), .least = 10, .tail = 4, .widens = 2, .drop = 1 },
		[PACE] = { .head = _("PACE"), .least = 7, .right = true, .drop = 3 },
		[YEAR] = { .head = _("LAST YEAR"), .least = 9, .right = true, .drop = 4 },
		[SPARK] = { .head = _("LAST HOUR"), .least = 9, .most = 60, .drop = 2 },
	};
	struct rows rows = metric_rows(s, ctx);
	int chart = chart_height(c->height, rows.n);
	int head = c->height > 2 ? 1 : 0, height = c->height - head - (chart ? chart + 1 : 0);
	int selected = rows_sync(&s->view, &rows, height);
	struct canvas list = canvas_part(c, 0, head, c->width, height);

	columns_fit(cols, COLUMNS, 2, c->width - 3);
	if (head)
		columns_head(c, 0, cols, COLUMNS);
	for (int i = s->view.top; i < rows.n && i - s->view.top < height; i++)
		draw_row(ctx, &list, cols, i - s->view.top, g_ptr_array_index(s->order, i),
		         i == selected);
	if (rows.n > height)
		widget_scroll(&list, s->view.top, height, rows.n);
	s->has_chart = chart > 0;
	if (s->has_chart) {
		struct canvas part = canvas_part(c, 0, c->height - chart, c->width, chart);

		metrics_draw_chart(s, ctx, &part, g_ptr_array_index(s->order, selected));
	}
}

static void
metrics_draw(void *state, const struct panel_context *ctx, const struct canvas *c)
{
	struct metrics_state *s = state;
	const struct metric_state *metric = selected_metric(s, ctx);

	s->has_chart = false;
	if (ctx->room->metrics->len == 0) {
		words_empty(ctx, c, N_("metrics"),
		            _("no metrics are configured: add metrics = (...), each with a source "
		              "and a query"));
	} else if (s->showing == METRICS_SCHEME) {
		metrics_draw_scheme(s, ctx, c);
	} else if (s->showing == METRICS_CHART && metric) {
		s->has_chart = true;
		metrics_draw_chart(s, ctx, c, metric);
	} else {
		draw_list(s, ctx, c);
	}
}

static void
metrics_head(void *state, const struct panel_context *ctx, char *title, size_t size)
{
	unsigned crit = 0, warn = 0, stale = 0;
	GString *head = g_string_new(_("Metrics"));

	(void)state;
	for (guint i = 0; i < ctx->room->metrics->len; i++) {
		enum metric_verdict v = metric_verdict(
		    ctx->room, g_ptr_array_index(ctx->room->metrics, i), ctx->now_us);

		crit += v == METRIC_CRIT;
		warn += v == METRIC_WARN;
		stale += v == METRIC_STALE;
	}
	if (crit > 0)
		g_string_append_printf(head, _("  crit %u"), crit);
	if (warn > 0)
		g_string_append_printf(head, _("  warn %u"), warn);
	if (stale > 0)
		g_string_append_printf(head, _("  STALE %u"), stale);
	g_strlcpy(title, head->str, size);
	g_string_free(head, TRUE);
}

static void
add_number(GString *to, const struct metric_state *metric, const char *name, double value)
{
	char text[32];

	if (isfinite(value))
		words_detail(to, name, "%s %s",
		             metric_value_text(metric, value, text, sizeof(text)), metric->is.unit);
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
	words_detail(to, _("metric"), "%s (%s)", metric->is.title, metric->is.id);
	words_detail(to, _("state"), "%s",
	             _(verdicts[metric_verdict(ctx->room, metric, ctx->now_us)].word));
	add_number(to, metric, _("value"), metric->value);
	words_detail(to, _("measured"), "%s",
	             words_instant(ctx->room, metric->at_us, text, sizeof(text)));
	words_detail(to, _("better"), "%s",
	             metric->is.direction == DIRECTION_LOWER ? _("lower") : _("higher"));
	add_number(to, metric, _("target"), metric->is.target);
	add_number(to, metric, _("warning at"), metric->is.warn);
	add_number(to, metric, _("critical at"), metric->is.crit);
	if (metric->is.hold_us > 0)
		words_detail(to, _("counts after"), "%s",
		             duration_coarse(metric->is.hold_us, text, sizeof(text)));
	if (metric->state_since_us != UNSAID)
		words_detail(to, _("so since"), "%s",
		             words_instant(ctx->room, metric->state_since_us, text, sizeof(text)));
	add_number(to, metric, _("expected by now"),
	           metric_expected(ctx->room, metric, ctx->now_us));
	pace = metric_pace(ctx->room, metric, ctx->now_us);
	if (isfinite(pace))
		words_detail(to, _("pace"), "%+.1f%%", pace * 100);
	add_number(to, metric, _("at the end"), metric_forecast(ctx->room, metric, ctx->now_us));
	add_number(to, metric, _("last year"), metric_baseline(ctx->room, metric, ctx->now_us));
	add_number(to, metric, _("benchmark"), metric->is.benchmark);
	words_detail(to, _("team"), "%s", metric->is.team);
	words_detail(to, _("group"), "%s", metric->is.group);
	words_detail(to, _("source"), "%s", metric->is.source);
	return g_string_free(to, FALSE);
}

static bool
scroll_scheme(struct metrics_state *s, enum action action, int height)
{
	switch (action) {
	case ACTION_DOWN:
		s->scrolled++;
		return true;
	case ACTION_UP:
		s->scrolled--;
		return true;
	case ACTION_PAGE_DOWN:
		s->scrolled += height / 2;
		return true;
	case ACTION_PAGE_UP:
		s->scrolled -= height / 2;
		return true;
	case ACTION_TOP:
		s->scrolled = 0;
		return true;
	case ACTION_BOTTOM:
		s->scrolled = G_MAXINT / 2;
		return true;
	default:
		return false;
	}
}

/* Enter goes closer: from the list to the chart (and there the console shows the details); back
 * goes the same way. */
static bool
show(struct metrics_state *s, const struct panel_context *ctx, enum action action)
{
	if (action == ACTION_EVALUATE) {
		s->showing = s->showing == METRICS_SCHEME ? METRICS_LIST : METRICS_SCHEME;
	} else if (action == ACTION_DETAILS && s->showing == METRICS_LIST &&
	           selected_metric(s, ctx)) {
		s->showing = METRICS_CHART;
	} else if (action == ACTION_BACK && s->has_cursor && s->showing != METRICS_SCHEME) {
		s->has_cursor = false;
	} else if (action == ACTION_BACK && s->showing != METRICS_LIST) {
		s->showing = METRICS_LIST;
	} else {
		return false;
	}
	return true;
}

static enum reaction
metrics_act(void *state, const struct panel_context *ctx, enum action action, int height,
            struct intent *intent)
{
	struct metrics_state *s = state;
	struct rows rows = metric_rows(s, ctx);

	(void)intent;
	if (s->showing == METRICS_SCHEME ? scroll_scheme(s, action, height)
	                                 : metrics_chart_act(s, ctx, action))
		return REACTION_DRAW;
	if (show(s, ctx, action))
		return REACTION_DRAW;
	return rows_act(&s->view, &rows, action, height) ? REACTION_DRAW : REACTION_PASS;
}

static void
words_of(const void *of, int i, const struct panel_context *ctx, GString *to)
{
	const struct metric_state *metric = g_ptr_array_index((const GPtrArray *)of, i);

	g_string_append_printf(to, "%s %s %s %s", metric->is.id, metric->is.title, metric->is.group,
	                       _(verdicts[metric_verdict(ctx->room, metric, ctx->now_us)].word));
}

static bool
metrics_find(void *state, const struct panel_context *ctx, const char *text, struct seek *seek)
{
	struct metrics_state *s = state;
	struct rows rows = metric_rows(s, ctx);

	return rows_find(&s->view, &rows, ctx, text, seek, words_of);
}

static void
tell(void *state, const struct panel_context *ctx, struct tell *t)
{
	struct metrics_state *s = state;

	metric_rows(s, ctx);
	if (s->showing == METRICS_SCHEME)
		metrics_tell_scheme(ctx, t);
	else
		metrics_tell(ctx, s->order, t);
}

static bool
select_row(void *state, const struct panel_context *ctx, const char *id)
{
	struct metrics_state *s = state;
	struct rows rows = metric_rows(s, ctx);

	return rows_select(&s->view, &rows, id);
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
	ACTION_DETAILS,      ACTION_BACK,
	ACTION_LEFT,         ACTION_RIGHT,
	ACTION_SPAN_SHORTER, ACTION_SPAN_LONGER,
	ACTION_EVALUATE,     ACTION_SEARCH,
	ACTION_SEARCH_NEXT,  ACTION_SEARCH_PREVIOUS,
	ACTION_DOWN,         ACTION_UP,
	ACTION_TOP,          ACTION_BOTTOM,
	ACTION_PAGE_DOWN,    ACTION_PAGE_UP,
	ACTION_NONE,
};

const struct panel_ops panel_metrics = {
	.name = "metrics",
	.title = N_("Metrics"),
	.what =
	    N_("Each metric's value against its target, its pace, last year and its course. Enter "
	       "shows the chart of the selected one; E scores the indicators by group."),
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
	.tell = tell,
	.select = select_row,
	.fini = metrics_fini,
};
