/* The lines of the budget, or their sums by team, region or class, as rows. */
#include "panels/budget.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "panels/words.h"

#include <math.h>

enum {
	SIGN,
	TITLE,
	TEAM,
	CLASS,
	PLANNED,
	COMMITTED,
	ACTUAL,
	BURN,
	BAR,
	FORECAST,
	RUNS_OUT,
	RETURN,
	AS_OF,
	COLUMNS
};

const char *budget_class_word(enum line_class class)
{
	static const char *const words[] = { "-", N_("core"), N_("other"), N_("reserve") };

	return _(words[class]);
}

struct line_words
budget_line_words(const struct canvas *c, const struct outlook *of)
{
	if (of->as_of_us == UNSAID)
		return (struct line_words){ words_sign(c, SIGN_UNKNOWN), _("no actual reported"),
			                    ROLE_DIM };
	if (of->is_over_cap)
		return (struct line_words){ words_sign(c, SIGN_BAD), _("over its cap"), ROLE_CRIT };
	if (of->actual > of->planned)
		return (struct line_words){ words_sign(c, SIGN_BAD), _("over its plan"),
			                    ROLE_CRIT };
	if (of->is_stale)
		return (struct line_words){ words_sign(c, SIGN_UNKNOWN),
			                    _("stale: reported too long ago"), ROLE_STALE };
	if ((double)of->actual > (double)of->planned_now * 1.1)
		return (struct line_words){ words_sign(c, SIGN_UP), _("ahead of its plan to date"),
			                    ROLE_WARN };
	return (struct line_words){ words_sign(c, SIGN_GOOD), _("within its plan"), ROLE_GOOD };
}

static void
put_money(const struct row *row, const struct column *column, enum role role, int64_t minor)
{
	char text[32] = "-";

	if (minor != UNSAID)
		money_short(minor, text, sizeof text);
	row_put(row, column, role, text);
}

/* "07:30", and a sign beside one that is too old. */
static void
put_as_of(const struct panel_context *ctx, const struct row *row, const struct column *column,
          const struct outlook *of)
{
	char when[32], text[48];

	words_print(text, sizeof text, "%s%s",
	            words_when_column(ctx->room, of->as_of_us, ctx->now_us, when, sizeof when),
	            of->is_stale ? "!" : "");
	row_put(row, column, of->is_stale ? ROLE_STALE : ROLE_DIM, text);
}

static void
draw_row(const struct panel_context *ctx, const struct canvas *c, const struct column *cols, int y,
         const struct outlook *of, enum grouping by, bool is_selected)
{
	const struct line_state *line = by == BY_LINE ? room_line(ctx->room, of->key) : NULL;
	struct row row = row_begin(c, y, is_selected);
	struct line_words words = budget_line_words(c, of);
	char text[32];

	row_put(&row, &cols[SIGN], words.role, words.sign);
	row_put(&row, &cols[TITLE], words_all_stale(ctx, "budget") ? ROLE_STALE : ROLE_TEXT,
	        of->title);
	if (line)
		row_put(&row, &cols[TEAM], ROLE_TEXT, words_team(ctx->room, line->is.team));
	else
		words_print(text, sizeof text, "%u", of->n_lines);
	if (!line)
		row_put(&row, &cols[TEAM], ROLE_DIM, text);
	if (line)
		row_put(&row, &cols[CLASS], ROLE_DIM, budget_class_word(of->class));
	put_money(&row, &cols[PLANNED], ROLE_TEXT, of->planned);
	put_money(&row, &cols[COMMITTED], ROLE_TEXT, of->committed);
	put_money(&row, &cols[ACTUAL], ROLE_STRONG, of->actual);
	row_put(&row, &cols[BURN], words.role == ROLE_GOOD ? ROLE_TEXT : words.role,
	        words_percent(of->burn, text, sizeof text));
	if (cols[BAR].cells > 0 && isfinite(of->burn))
		widget_bar(c, cols[BAR].x, y, cols[BAR].cells, CLAMP(of->burn, 0, 1),
		           words.role == ROLE_CRIT ? ROLE_CRIT : ROLE_BAR, ROLE_BAR_REST);
	put_money(&row, &cols[FORECAST],
	          of->forecast != UNSAID && of->forecast > of->planned ? ROLE_WARN : ROLE_TEXT,
	          of->forecast);
	row_put(&row, &cols[RUNS_OUT], of->runs_out_us == UNSAID ? ROLE_DIM : ROLE_CRIT,
	        of->runs_out_us == UNSAID ? _("lasts")
	                                  : words_when_column(ctx->room, of->runs_out_us,
	                                                      ctx->now_us, text, sizeof text));
	words_print(text, sizeof text, "%.2f", of->return_ratio);
	row_put(&row, &cols[RETURN], ROLE_TEXT, isfinite(of->return_ratio) ? text : "-");
	put_as_of(ctx, &row, &cols[AS_OF], of);
}

void
budget_lines(const struct panel_context *ctx, const struct canvas *c, const GArray *outlooks,
             enum grouping by, int top, int selected)
{
	static const char *const heads[GROUPINGS] = { N_("LINE"), N_("TEAM"), N_("REGION"),
		                                      N_("CLASS") };
	struct column cols[COLUMNS] = {
		[SIGN] = { .least = 1 },
		[TITLE] = { .head = _(heads[by]), .least = 12, .most = 24 },
		[TEAM] = { .head = by == BY_LINE ? _("TEAM") : _("LINES"), .least = 5, .drop = 6 },
		[CLASS] = { .head = _("CLASS"), .least = by == BY_LINE ? 7 : 0, .drop = 7 },
		[PLANNED] = { .head = _("PLANNED"), .least = 8, .tail = 4, .widens = 1, .drop = 2 },
		[COMMITTED] = { .head = _("COMMITTED"),
		                .least = 9,
		                .tail = 4,
		                .widens = 1,
		                .drop = 9 },
		[ACTUAL] = { .head = _("ACTUAL"), .least = 8, .tail = 4, .widens = 1 },
		[BURN] = { .head = _("BURN"), .least = 6, .tail = 3 },
		[BAR] = { .head = "", .least = 10, .most = 40, .drop = 5 },
		[FORECAST] = { .head = _("AT END"), .least = 8, .tail = 4, .widens = 1, .drop = 8 },
		[RUNS_OUT] = { .head = _("RUNS OUT"), .least = 11, .drop = 4 },
		[RETURN] = { .head = _("RETURN"), .least = 6, .tail = 3, .drop = 3 },
		[AS_OF] = { .head = _("AS OF"), .least = 12, .drop = 10 },
	};
	int height = c->height - 1;
	struct canvas list = canvas_part(c, 0, 1, c->width, height);

	columns_fit(cols, COLUMNS, 2, c->width - 3);
	columns_head(c, 0, cols, COLUMNS);
	for (int i = top; i < (int)outlooks->len && i - top < height; i++)
		draw_row(ctx, &list, cols, i - top, &g_array_index(outlooks, struct outlook, i), by,
		         i == selected);
	if ((int)outlooks->len > height)
		widget_scroll(&list, top, height, (int)outlooks->len);
}
