/* The budget panel: burn against plan, forecast, earned value, shares, and the lines. */
#include "panels/budget.h"

#include "base/quantity.h"
#include "panels/panels.h"
#include "panels/words.h"

#include <math.h>
#include <string.h>

struct budget_state {
	struct list_view view;
};

enum { SIGN, TITLE, TEAM, CLASS, PLANNED, COMMITTED, ACTUAL, BURN, BAR, RETURN, AS_OF, COLUMNS };

static const char *
line_id(const void *of, int i)
{
	return ((const struct line_state *)g_ptr_array_index((const GPtrArray *)of, i))->is.id;
}

static struct rows
line_rows(const struct panel_context *ctx)
{
	return (
	    struct rows){ .n = (int)ctx->room->lines->len, .id = line_id, .of = ctx->room->lines };
}

static const char *class_word(enum line_class class)
{
	static const char *const words[] = { "-", "core", "other", "reserve" };

	return words[class];
}

static double
burn_of(const struct line_state *line)
{
	return line->is.planned_minor > 0
	           ? (double)line->is.actual_minor / (double)line->is.planned_minor
	           : NAN;
}

struct line_words
budget_line_words(const struct panel_context *ctx, const struct canvas *c,
                  const struct line_state *line)
{
	int64_t planned_now = budget_planned_at(ctx->room, line, ctx->now_us),
		actual = line->is.actual_minor;

	if (line->is.as_of_us == UNSAID)
		return (struct line_words){ words_sign(c, SIGN_UNKNOWN), "no actual reported",
			                    ROLE_DIM };
	if (line->is.cap_minor > 0 && actual > line->is.cap_minor)
		return (struct line_words){ words_sign(c, SIGN_BAD), "over its cap", ROLE_CRIT };
	if (actual > line->is.planned_minor)
		return (struct line_words){ words_sign(c, SIGN_BAD), "over its plan", ROLE_CRIT };
	if ((double)actual > (double)planned_now * 1.1)
		return (struct line_words){ words_sign(c, SIGN_UP), "ahead of its plan to date",
			                    ROLE_WARN };
	return (struct line_words){ words_sign(c, SIGN_GOOD), "within its plan", ROLE_GOOD };
}

static void
draw_line(const struct panel_context *ctx, const struct canvas *c, const struct column *cols, int y,
          const struct line_state *line, bool is_selected)
{
	struct row row = row_begin(c, y, is_selected);
	struct line_words words = budget_line_words(ctx, c, line);
	double burn = burn_of(line);
	char text[32];

	row_put(&row, &cols[SIGN], words.role, words.sign);
	row_put(&row, &cols[TITLE], words_all_stale(ctx, "budget") ? ROLE_STALE : ROLE_TEXT,
	        line->is.title);
	row_put(&row, &cols[TEAM], ROLE_TEXT, words_team(ctx->room, line->is.team));
	row_put(&row, &cols[CLASS], ROLE_DIM, class_word(line->is.class));
	row_put(&row, &cols[PLANNED], ROLE_TEXT,
	        money_short(line->is.planned_minor, text, sizeof(text)));
	row_put(&row, &cols[COMMITTED], ROLE_TEXT,
	        money_short(line->is.committed_minor, text, sizeof(text)));
	row_put(&row, &cols[ACTUAL], ROLE_STRONG,
	        money_short(line->is.actual_minor, text, sizeof(text)));
	row_put(&row, &cols[BURN], words.role == ROLE_GOOD ? ROLE_TEXT : words.role,
	        words_percent(burn, text, sizeof(text)));
	if (cols[BAR].cells > 0 && isfinite(burn))
		widget_bar(c, cols[BAR].x, y, cols[BAR].cells, CLAMP(burn, 0, 1),
		           words.role == ROLE_CRIT ? ROLE_CRIT : ROLE_BAR, ROLE_BAR_REST);
	words_print(text, sizeof(text), "%.2f", line->is.return_ratio);
	row_put(&row, &cols[RETURN], ROLE_TEXT, isfinite(line->is.return_ratio) ? text : "-");
	row_put(&row, &cols[AS_OF], ROLE_DIM,
	        words_when(ctx->room, line->is.as_of_us, ctx->now_us, text, sizeof(text)));
}

static void
draw_lines(struct budget_state *s, const struct panel_context *ctx, const struct canvas *c)
{
	struct column cols[COLUMNS] = {
		[SIGN] = { .least = 1 },
		[TITLE] = { .head = "LINE", .least = 12, .most = 24 },
		[TEAM] = { .head = "TEAM", .least = 5, .drop = 4 },
		[CLASS] = { .head = "CLASS", .least = 7, .drop = 5 },
		[PLANNED] = { .head = "PLANNED", .least = 8, .tail = 4, .drop = 2 },
		[COMMITTED] = { .head = "COMMITTED", .least = 9, .tail = 4, .drop = 6 },
		[ACTUAL] = { .head = "ACTUAL", .least = 8, .tail = 4 },
		[BURN] = { .head = "BURN", .least = 6, .tail = 3 },
		[BAR] = { .head = "", .least = 10, .most = 40, .drop = 3 },
		[RETURN] = { .head = "RETURN", .least = 6, .tail = 3, .drop = 7 },
		[AS_OF] = { .head = "AS OF", .least = 11, .drop = 8 },
	};
	struct rows rows = line_rows(ctx);
	int height = c->height - 1, selected = rows_sync(&s->view, &rows, height);
	struct canvas list = canvas_part(c, 0, 1, c->width, height);

	columns_fit(cols, COLUMNS, 2, c->width - 3);
	columns_head(c, 0, cols, COLUMNS);
	for (int i = s->view.top; i < rows.n && i - s->view.top < height; i++)
		draw_line(ctx, &list, cols, i - s->view.top, g_ptr_array_index(ctx->room->lines, i),
		          i == selected);
	if (rows.n > height)
		widget_scroll(&list, s->view.top, height, rows.n);
}

/* Rows for the lines below the chart: none while the chart needs them more. */
static int
lines_height(int rest, int n)
{
	if (rest < 13)
		return 0;
	return MIN(n + 1, MAX(rest - 8, rest / 2));
}

static void
budget_draw(void *state, const struct panel_context *ctx, const struct canvas *c)
{
	struct budget b;
	struct canvas part;
	int used, lines;

	if (ctx->room->lines->len == 0) {
		words_empty(ctx, c, "budget",
		            "no budget is configured: add budget = (...), one entry a line");
		return;
	}
	b = room_budget(ctx->room, ctx->now_us);
	used = budget_figures(ctx, &b, c, c->height);
	lines = lines_height(c->height - used, (int)ctx->room->lines->len);
	part = canvas_part(c, 0, used, c->width, c->height - used - lines);
	if (part.height >= 4 && part.width >= 20)
		budget_chart(ctx, &b, &part);
	part = canvas_part(c, 0, c->height - lines, c->width, lines);
	if (lines > 0)
		draw_lines(state, ctx, &part);
}

static const struct line_state *
selected_line(struct budget_state *s, const struct panel_context *ctx)
{
	struct rows rows = line_rows(ctx);
	int at = rows_selected(&s->view, &rows);

	return at < 0 ? NULL : g_ptr_array_index(ctx->room->lines, at);
}

static char *
budget_details(void *state, const struct panel_context *ctx)
{
	const struct line_state *line = selected_line(state, ctx);
	const struct canvas plain = { .glyphs = GLYPHS_UTF8 };
	GString *to;
	char text[64];

	if (!line)
		return NULL;
	to = g_string_new(NULL);
	words_detail(to, "line", "%s", line->is.title);
	words_detail(to, "state", "%s", budget_line_words(ctx, &plain, line).text);
	words_detail(to, "class", "%s", class_word(line->is.class));
	words_detail(to, "team", "%s", words_team(ctx->room, line->is.team));
	words_detail(to, "region", "%s", line->is.region);
	words_detail(to, "planned", "%s", money_long(line->is.planned_minor, text, sizeof(text)));
	words_detail(
	    to, "planned to date", "%s",
	    money_long(budget_planned_at(ctx->room, line, ctx->now_us), text, sizeof(text)));
	words_detail(to, "committed", "%s",
	             money_long(line->is.committed_minor, text, sizeof(text)));
	words_detail(to, "actual", "%s", money_long(line->is.actual_minor, text, sizeof(text)));
	words_detail(to, "burn", "%s", words_percent(burn_of(line), text, sizeof(text)));
	words_detail(to, "as of", "%s",
	             words_instant(ctx->room, line->is.as_of_us, text, sizeof(text)));
	words_detail(to, "floor", "%s",
	             words_money(ctx->room, line->is.floor_minor, text, sizeof(text)));
	words_detail(to, "cap", "%s",
	             words_money(ctx->room, line->is.cap_minor, text, sizeof(text)));
	if (isfinite(line->is.return_ratio))
		words_detail(to, "return", "%.2f", line->is.return_ratio);
	return g_string_free(to, FALSE);
}

static void
budget_head(void *state, const struct panel_context *ctx, char *title, size_t size)
{
	struct budget b = room_budget(ctx->room, ctx->now_us);
	unsigned over = 0;
	const struct canvas plain = { .glyphs = GLYPHS_UTF8 };

	(void)state;
	for (guint i = 0; i < ctx->room->lines->len; i++)
		over +=
		    budget_line_words(ctx, &plain, g_ptr_array_index(ctx->room->lines, i)).role ==
		    ROLE_CRIT;
	words_print(title, size, "Budget%s%s", b.spend_over_cap ? "  OVER CAP" : "",
	            b.loss_over_cap ? "  LOSS OVER CAP" : "");
	if (over > 0) {
		size_t used = strlen(title);

		words_print(title + used, size - used, "  lines over %u", over);
	}
}

static enum reaction
budget_act(void *state, const struct panel_context *ctx, enum action action, int height,
           struct intent *intent)
{
	struct budget_state *s = state;
	struct rows rows = line_rows(ctx);

	(void)intent;
	return rows_act(&s->view, &rows, action, height) ? REACTION_DRAW : REACTION_PASS;
}

static void
words_of(const void *of, int i, const struct panel_context *ctx, GString *to)
{
	const struct line_state *line = g_ptr_array_index((const GPtrArray *)of, i);

	g_string_append_printf(to, "%s %s %s %s", line->is.title, line->is.region,
	                       words_team(ctx->room, line->is.team), class_word(line->is.class));
}

static bool
budget_find(void *state, const struct panel_context *ctx, const char *text, bool again)
{
	struct rows rows = line_rows(ctx);

	return rows_find(&((struct budget_state *)state)->view, &rows, ctx, text, again, words_of);
}

static void
budget_fini(void *state)
{
	list_view_fini(&((struct budget_state *)state)->view);
}

static const enum action actions[] = {
	ACTION_DETAILS, ACTION_SEARCH, ACTION_SEARCH_NEXT, ACTION_DOWN,    ACTION_UP,
	ACTION_TOP,     ACTION_BOTTOM, ACTION_PAGE_DOWN,   ACTION_PAGE_UP, ACTION_NONE,
};

const struct panel_ops panel_budget = {
	.name = "budget",
	.title = "Budget",
	.what = "Money spent against the plan to date, the forecast, earned value, and, with room, "
		"each line.",
	.min_width = 30,
	.min_height = 3,
	.state_size = sizeof(struct budget_state),
	.actions = actions,
	.shows = "budget",
	.draw = budget_draw,
	.head = budget_head,
	.act = budget_act,
	.find = budget_find,
	.details = budget_details,
	.fini = budget_fini,
};
