/* How the risks panel draws its matrix. */
#include "panels/risks.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "base/text.h"
#include "panels/words.h"

/* Cells that level, shortest title, state and counts take beside the matrix, with the gaps; and
 * what money, wide counts and the clock take. */
enum { NARROW_REST = 20, MONEY_REST = 38, CLOCK_REST = 53 };

/* Cells that "▲ 2/3" takes; with less it is "▲2". */
enum { HEAT_FULL = 5 };

enum { LEVEL, TITLE, STATE, CLOCK, HEAT, MATRIX, COST, IMPACT, DEFECT, COLUMNS };

static int
team_cells(const struct team *team)
{
	return CLAMP(text_width(*team->brief ? team->brief : team->id), 3, 5);
}

static int
matrix_width(const GPtrArray *teams)
{
	int width = 0;

	for (guint i = 0; i < teams->len; i++)
		width += team_cells(g_ptr_array_index(teams, i)) + 1;
	return MAX(width - 1, 3);
}

static bool
has_defects(const struct panel_context *ctx)
{
	GArray *defects = room_defects(ctx->room, NULL, ctx->now_us);
	bool has = defects->len > 0;

	g_array_unref(defects);
	return has;
}

/* The matrix is what the panel is for: where it does not fit beside them, money and long titles go
 * first. */
static void
lay_out(struct column *cols, const GPtrArray *teams, bool has_defects, int width)
{
	int matrix = matrix_width(teams), letter = risks_letter_cells(), more = 2 * (letter - 1);
	bool is_wide = width >= matrix + MONEY_REST + more,
	     has_clock = width >= matrix + CLOCK_REST + more;
	int left = width - 3 - more - (has_defects ? NARROW_REST + 8 : NARROW_REST);
	const struct column all[COLUMNS] = {
		[LEVEL] = { .least = letter },
		[TITLE] = { .head = _("RISK"), .least = width < 24 ? 7 : 10, .most = 30 },
		[STATE] = { .head = has_clock ? _("STATE") : "", .least = has_clock ? 5 : letter },
		[CLOCK] = { .head = has_clock ? _("    CLOCK") : "",
		            .least = has_clock ? 9 : 0,
		            .right = true },
		[HEAT] = { .head = is_wide ? _("FIRES") : "", .least = is_wide ? HEAT_FULL : 3 },
		[MATRIX] = { .least = is_wide ? matrix : CLAMP(left, 3, matrix),
		             .most = matrix,
		             .drop = 1 },
		[COST] = { .head = _("COST"),
		           .least = is_wide ? 7 : 0,
		           .tail = 4,
		           .widens = 1,
		           .drop = 3 },
		[IMPACT] = { .head = _("IMPACT"),
		             .least = is_wide ? 7 : 0,
		             .tail = 4,
		             .widens = 1,
		             .drop = 4 },
		[DEFECT] = { .head = has_defects ? _("DEFECT") : "",
		             .least = has_defects ? 6 : 0,
		             .most = 14,
		             .drop = 2 },
	};

	for (int i = 0; i < COLUMNS; i++)
		cols[i] = all[i];
	columns_fit(cols, COLUMNS, 2, width - 3);
}

static enum role
letters_role(unsigned letters)
{
	return letters & (RACI_R | RACI_A) ? ROLE_STRONG : ROLE_TEXT;
}

/* Heads of the matrix (risk NULL) or the letters of one risk. */
static void
draw_matrix(const struct row *row, const struct column *col, const GPtrArray *teams, int first,
            const struct risk_state *risk)
{
	int x = col->x, end = col->x + col->cells;

	for (guint i = (guint)first; i < teams->len; i++) {
		const struct team *team = g_ptr_array_index(teams, i);
		const struct raci_cell *cell = risk ? risk_cell(risk, team->id) : NULL;
		int cells = team_cells(team);
		char letters[8];

		if (x + cells > end) {
			if (!risk)
				canvas_text(row->c, x - 1, row->y, ROLE_DIM,
				            words_sign(row->c, SIGN_MORE));
			break;
		}
		if (!risk)
			canvas_field(row->c, x, row->y, cells, ROLE_DIM,
			             *team->brief ? team->brief : team->id);
		else if (cell)
			canvas_field(row->c, x, row->y, cells,
			             row_role(row, letters_role(cell->letters)),
			             raci_letters(cell->letters, letters, sizeof(letters)));
		else
			canvas_field(row->c, x, row->y, cells, row_role(row, ROLE_DIM),
			             words_sign(row->c, SIGN_DOT));
		x += cells + 1;
	}
}

/* The worst defect of the row; "+2" when there are more. */
static void
draw_defect(const struct row *row, const struct column *col, const struct panel_context *ctx,
            const struct risk_state *risk)
{
	GArray *defects = room_defects(ctx->room, risk, ctx->now_us);
	const struct defect *worst =
	    defects->len ? &g_array_index(defects, struct defect, 0) : NULL;
	char text[32];

	if (worst) {
		words_print(text, sizeof(text), "%s%s",
		            words_sign(row->c, worst->hard ? SIGN_WARN : SIGN_NEAR), worst->brief);
		if (defects->len > 1 && col->cells > text_width(text) + 3)
			words_print(text, sizeof(text), "%s%s +%u",
			            words_sign(row->c, worst->hard ? SIGN_WARN : SIGN_NEAR),
			            worst->brief, defects->len - 1);
		row_put(row, col, worst->hard ? ROLE_CRIT : ROLE_WARN, text);
	}
	g_array_unref(defects);
}

static void
draw_row(const struct risks_state *s, const struct panel_context *ctx, const struct canvas *c,
         const struct column *cols, int y, const GPtrArray *teams, const struct risk_state *risk,
         bool is_selected)
{
	struct row row = row_begin(c, y, is_selected);
	bool is_stale = words_all_stale(ctx, "risks");
	struct risk_words words = risks_words(c, ctx, risk);
	enum role heat;
	int64_t cost = risk_cost_minor(risk), impact = risk_user_impact_minor(risk);
	char money[32];

	row_put(&row, &cols[LEVEL], risk->is.level == RISK_URGENT ? ROLE_STRONG : ROLE_DIM,
	        risks_level_letter(risk->is.level));
	row_put(&row, &cols[TITLE], is_stale ? ROLE_STALE : ROLE_TEXT, risk->is.title);
	row_put(&row, &cols[STATE], words.role, cols[CLOCK].cells ? words.state : words.brief);
	row_put(&row, &cols[CLOCK], words.clock_role, words.clock);
	heat = risks_heat_words(c, risk, cols[HEAT].cells, money, sizeof(money));
	row_put(&row, &cols[HEAT], heat, money);
	draw_matrix(&row, &cols[MATRIX], teams, s->first_team, risk);
	row_put(&row, &cols[COST], ROLE_TEXT,
	        cost == UNSAID ? "-" : money_short(cost, money, sizeof(money)));
	row_put(&row, &cols[IMPACT], ROLE_TEXT,
	        impact == UNSAID ? "-" : money_short(impact, money, sizeof(money)));
	draw_defect(&row, &cols[DEFECT], ctx, risk);
}

int
risks_begin_rows(struct risks_state *s, const struct canvas *c, const GPtrArray *shown, int head)
{
	struct rows rows = risks_rows(shown);
	int height = c->height - head, selected = rows_sync(&s->view, &rows, height);

	if (rows.n > height) {
		struct canvas list = canvas_part(c, 0, head, c->width, height);

		widget_scroll(&list, s->view.top, height, rows.n);
	}
	return selected;
}

void
risks_draw_matrix(struct risks_state *s, const struct panel_context *ctx, const struct canvas *c,
                  const GPtrArray *shown)
{
	GPtrArray *teams = risks_teams(ctx->room);
	struct column cols[COLUMNS];
	int head = c->height > 2 ? 1 : 0, n = (int)shown->len;
	int selected = risks_begin_rows(s, c, shown, head);
	struct row heads = { .c = c };

	s->first_team = MIN(s->first_team, MAX((int)teams->len - 1, 0));
	lay_out(cols, teams, has_defects(ctx), c->width);
	if (head) {
		columns_head(c, 0, cols, COLUMNS);
		draw_matrix(&heads, &cols[MATRIX], teams, s->first_team, NULL);
	}
	for (int i = s->view.top; i < n && i - s->view.top < c->height - head; i++)
		draw_row(s, ctx, c, cols, head + i - s->view.top, teams,
		         g_ptr_array_index(shown, i), i == selected);
	g_ptr_array_unref(teams);
}

void
risks_draw(void *state, const struct panel_context *ctx, const struct canvas *c)
{
	struct risks_state *s = state;
	GPtrArray *shown = risks_shown(s, ctx);

	if (shown->len == 0)
		words_empty(
		    ctx, c, N_("risks"),
		    _("no risks are configured: add risks = (...), with a RACI letter for each team"));
	else if (s->shows == RISKS_LIST)
		risks_draw_list(s, ctx, c, shown);
	else if (s->shows == RISKS_MAP)
		risks_draw_map(s, ctx, c, shown);
	else if (s->shows == RISKS_CHECKS)
		risks_draw_checks(s, ctx, c);
	else
		risks_draw_matrix(s, ctx, c, shown);
	g_ptr_array_unref(shown);
}
