/* How the risks panel draws its matrix. */
#include "panels/risks.h"

#include "base/quantity.h"
#include "base/text.h"
#include "panels/words.h"

/* Cells that level, shortest title and counts take beside the matrix, with the gaps. */
enum { NARROW_REST = 18 };

/* Cells that "▲ 2/3" takes; with less it is "▲2". */
enum { HEAT_FULL = 5 };

enum { LEVEL, TITLE, HEAT, MATRIX, COST, IMPACT, DEFECT, COLUMNS };

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
	int matrix = matrix_width(teams);
	bool is_wide = width >= matrix + 36;
	int left = width - 3 - (has_defects ? NARROW_REST + 7 : NARROW_REST);
	const struct column all[COLUMNS] = {
		[LEVEL] = { .least = 1 },
		[TITLE] = { .head = "RISK", .least = 10, .most = 30 },
		[HEAT] = { .head = is_wide ? "FIRES" : "", .least = is_wide ? HEAT_FULL : 3 },
		[MATRIX] = { .least = is_wide ? matrix : CLAMP(left, 3, matrix),
		             .most = matrix,
		             .drop = 1 },
		[COST] = { .head = "COST", .least = is_wide ? 7 : 0, .tail = 4, .drop = 3 },
		[IMPACT] = { .head = "IMPACT", .least = is_wide ? 7 : 0, .tail = 4, .drop = 4 },
		[DEFECT] = { .head = has_defects ? "DEFECT" : "",
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

/* "▲ 2/3": unseen of firing; "▲2" where there is little room. */
static void
draw_heat(const struct row *row, const struct column *col, const struct risk_state *risk)
{
	const char *blank = col->cells < HEAT_FULL ? "" : " ";
	char text[32];

	switch (risk_heat(risk)) {
	case RISK_BURNING:
		words_print(text, sizeof(text), "%s%s%u", words_sign(row->c, SIGN_UP), blank,
		            risk->unseen);
		if (col->cells >= HEAT_FULL)
			words_print(text, sizeof(text), "%s %u/%u", words_sign(row->c, SIGN_UP),
			            risk->unseen, risk->firing);
		row_put(row, col, ROLE_CRIT, text);
		break;
	case RISK_SEEN:
		words_print(text, sizeof(text), "%s%s%u", words_sign(row->c, SIGN_FULL_DOT), blank,
		            risk->firing);
		row_put(row, col, ROLE_SEEN, text);
		break;
	case RISK_QUIET:
		row_put(row, col, ROLE_DIM, words_sign(row->c, SIGN_DOT));
		break;
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

static const char *
level_letter(enum risk_level level)
{
	static const char *const letters[] = { "-", "G", "K", "U" };

	return letters[level];
}

static void
draw_row(const struct risks_state *s, const struct panel_context *ctx, const struct canvas *c,
         const struct column *cols, int y, const GPtrArray *teams, const struct risk_state *risk,
         bool is_selected)
{
	struct row row = row_begin(c, y, is_selected);
	bool is_stale = words_all_stale(ctx, "risks");
	int64_t cost = risk_cost_minor(risk), impact = risk_user_impact_minor(risk);
	char money[32];

	row_put(&row, &cols[LEVEL], risk->is.level == RISK_URGENT ? ROLE_STRONG : ROLE_DIM,
	        level_letter(risk->is.level));
	row_put(&row, &cols[TITLE], is_stale ? ROLE_STALE : ROLE_TEXT, risk->is.title);
	draw_heat(&row, &cols[HEAT], risk);
	draw_matrix(&row, &cols[MATRIX], teams, s->first_team, risk);
	row_put(&row, &cols[COST], ROLE_TEXT,
	        cost == UNSAID ? "-" : money_short(cost, money, sizeof(money)));
	row_put(&row, &cols[IMPACT], ROLE_TEXT,
	        impact == UNSAID ? "-" : money_short(impact, money, sizeof(money)));
	draw_defect(&row, &cols[DEFECT], ctx, risk);
}

void
risks_draw(void *state, const struct panel_context *ctx, const struct canvas *c)
{
	struct risks_state *s = state;
	GPtrArray *shown = risks_shown(s, ctx), *teams = risks_teams(ctx->room);
	struct rows rows = risks_rows(shown);
	struct column cols[COLUMNS];
	int head = c->height > 2 ? 1 : 0, height = c->height - head;
	int selected = rows_sync(&s->view, &rows, height);
	struct row heads = { .c = c };

	s->first_team = MIN(s->first_team, MAX((int)teams->len - 1, 0));
	lay_out(cols, teams, has_defects(ctx), c->width);
	if (shown->len == 0)
		words_empty(
		    ctx, c, "risks",
		    "no risks are configured: add risks = (...), with a RACI letter for each team");
	if (head && shown->len > 0) {
		columns_head(c, 0, cols, COLUMNS);
		draw_matrix(&heads, &cols[MATRIX], teams, s->first_team, NULL);
	}
	for (int i = s->view.top; i < rows.n && i - s->view.top < height; i++)
		draw_row(s, ctx, c, cols, head + i - s->view.top, teams,
		         g_ptr_array_index(shown, i), i == selected);
	if (rows.n > height) {
		struct canvas list = canvas_part(c, 0, head, c->width, height);

		widget_scroll(&list, s->view.top, height, rows.n);
	}
	g_ptr_array_unref(teams);
	g_ptr_array_unref(shown);
}
