/* The evaluation: the indicators before, now and at the end, scored by group. */
#include "panels/metrics.h"

#include "base/lang.h"
#include "room/evaluate.h"

#include <math.h>
#include <string.h>

enum { SIGN, TITLE, BEFORE, NOW, END, TARGET, YEAR, BENCHMARK, SCORE, COLUMNS };

/* The same indicators at two times, in the same order. */
struct scheme {
	struct evaluation before, now;
};

static void
put_change(const struct row *row, const struct column *column, double change)
{
	char text[24] = "-";

	if (isfinite(change))
		words_print(text, sizeof text, "%+.1f%%", change * 100);
	row_put(row, column, isfinite(change) ? ROLE_TEXT : ROLE_DIM, text);
}

static const struct metric_words *
reached_words(enum reached reached)
{
	return metric_words(reached == REACHED_YES  ? METRIC_GOOD
	                    : reached == REACHED_NO ? METRIC_MISSED
	                                            : METRIC_UNKNOWN);
}

static void
draw_indicator(const struct panel_context *ctx, const struct canvas *c, const struct column *cols,
               int y, const struct scheme *scheme, guint n)
{
	const struct indicator *i = &g_array_index(scheme->now.indicators, struct indicator, n);
	const struct indicator *was =
	    &g_array_index(scheme->before.indicators, struct indicator, n);
	const struct metric_words *words = reached_words(i->reached);
	struct row row = row_begin_still(c, y);
	char text[64];
	double end = scheme->now.stage == STAGE_AFTER
	                 ? i->value
	                 : metric_forecast(ctx->room, i->metric, ctx->now_us);

	row_put(&row, &cols[SIGN], words->role, words_sign(c, words->sign));
	row_put(&row, &cols[TITLE], ROLE_TEXT, i->metric->is.title);
	row_put(&row, &cols[BEFORE], ROLE_DIM,
	        metric_value_text(i->metric, was->value, text, sizeof text));
	row_put(&row, &cols[NOW], i->reached == REACHED_NO ? words->role : ROLE_STRONG,
	        metric_value_text(i->metric, i->value, text, sizeof text));
	row_put(&row, &cols[END], ROLE_DIM, metric_value_text(i->metric, end, text, sizeof text));
	metric_target_text(c, i->metric, text, sizeof text);
	row_put(&row, &cols[TARGET], ROLE_DIM, text);
	put_change(&row, &cols[YEAR], i->against_baseline);
	put_change(&row, &cols[BENCHMARK], i->against_benchmark);
	words_percent(i->attained, text, sizeof text);
	row_put(&row, &cols[SCORE], ROLE_TEXT, text);
}

static void
draw_group(const struct canvas *c, const struct column *cols, int y, const char *title,
           const struct group_score *group)
{
	struct row row = row_begin_still(c, y);
	char text[64];

	words_print(text, sizeof text, "%s %u/%u", title, group->reached, group->indicators);
	row_put(&row, &cols[TITLE], ROLE_TITLE, text);
	words_percent(group->score, text, sizeof text);
	row_put(&row, &cols[SCORE], ROLE_STRONG, text);
}

/* Each group's score above its indicators; the whole stands first. */
static void
draw_lines(const struct panel_context *ctx, const struct canvas *c, const struct column *cols,
           int skip, const struct scheme *scheme)
{
	const struct evaluation *now = &scheme->now;
	const char *group = NULL;
	guint groups = 0;
	int line = -skip;

	if (line >= 0)
		draw_group(c, cols, line, _("all"), &now->all);
	line++;
	for (guint n = 0; n < now->indicators->len; n++) {
		const struct metric *is =
		    &g_array_index(now->indicators, struct indicator, n).metric->is;

		if (!group || strcmp(group, is->group) != 0) {
			group = is->group;
			if (line >= 0 && line < c->height)
				draw_group(c, cols, line, group,
				           &g_array_index(now->groups, struct group_score, groups));
			groups++;
			line++;
		}
		if (line >= 0 && line < c->height)
			draw_indicator(ctx, c, cols, line, scheme, n);
		line++;
	}
}

static struct scheme
evaluate(const struct panel_context *ctx)
{
	const struct define_room *is = &ctx->room->is;
	int64_t now_us = is->event_end_us != UNSAID && ctx->now_us > is->event_end_us
	                     ? is->event_end_us
	                     : ctx->now_us;
	struct scheme scheme = { .now = room_evaluate(ctx->room, now_us) };

	scheme.before =
	    room_evaluate(ctx->room, is->event_start_us != UNSAID ? is->event_start_us : 0);
	return scheme;
}

void
metrics_draw_scheme(struct metrics_state *s, const struct panel_context *ctx,
                    const struct canvas *c)
{
	struct column cols[COLUMNS] = {
		[SIGN] = { .least = 1 },
		[TITLE] = { .head = _("INDICATOR"), .least = 12, .most = 26 },
		[BEFORE] = { .head = _("BEFORE"), .least = 8, .tail = 4, .widens = 2, .drop = 3 },
		[NOW] = { .head = lang_in("metric", "NOW"), .least = 8, .tail = 4, .widens = 2 },
		[END] = { .head = _("AT END"), .least = 8, .tail = 4, .widens = 2, .drop = 4 },
		[TARGET] = { .head = _("TARGET"), .least = 10, .tail = 4, .widens = 2, .drop = 1 },
		[YEAR] = { .head = _("LAST YEAR"), .least = 9, .right = true, .drop = 2 },
		[BENCHMARK] = { .head = _("BENCHMARK"), .least = 9, .right = true, .drop = 5 },
		[SCORE] = { .head = _("SCORE"), .least = 7, .right = true },
	};
	struct scheme scheme = evaluate(ctx);
	int lines = 1 + (int)(scheme.now.indicators->len + scheme.now.groups->len);
	struct canvas list = canvas_part(c, 0, 1, c->width, c->height - 1);

	s->scrolled = CLAMP(s->scrolled, 0, MAX(lines - list.height, 0));
	if (scheme.now.indicators->len == 0) {
		words_calm(c, ROLE_DIM,
		           _("no metric is an indicator of the evaluation: give some a weight"));
	} else {
		columns_fit(cols, COLUMNS, 2, c->width - 3);
		columns_head(c, 0, cols, COLUMNS);
		draw_lines(ctx, &list, cols, s->scrolled, &scheme);
		if (lines > list.height)
			widget_scroll(&list, s->scrolled, list.height, lines);
	}
	evaluation_clear(&scheme.before);
	evaluation_clear(&scheme.now);
}
