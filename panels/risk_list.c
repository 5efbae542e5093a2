/* The risks panel's list of costs: where each risk stands, its clock, what it costs now and later. */
#include "panels/risks.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "panels/words.h"

enum { LEVEL, TITLE, STATE, CLOCK, LIMIT, COST, LATE, IMPACT, HEAT, PERSON, BY, COLUMNS };

static void
lay_out(struct column *cols, int width)
{
	const struct column all[COLUMNS] = {
		[LEVEL] = { .least = risks_letter_cells() },
		[TITLE] = { .head = _("RISK"), .least = width < 24 ? 7 : 10, .most = 26 },
		[STATE] = { .head = _("STATE"), .least = 5 },
		[CLOCK] = { .head = _("    CLOCK"), .least = 9, .right = true, .drop = 1 },
		[LIMIT] = { .head = _(" LIMIT"), .least = 6, .right = true, .drop = 7 },
		[COST] = { .head = _("COST NOW"), .least = 8, .tail = 4, .widens = 1, .drop = 2 },
		[LATE] = { .head = lang_in("cost", "LATE"),
		           .least = 7,
		           .tail = 4,
		           .widens = 1,
		           .drop = 4 },
		[IMPACT] = { .head = _("IMPACT"), .least = 7, .tail = 4, .widens = 1, .drop = 5 },
		[HEAT] = { .head = _("FIRES"), .least = 5, .drop = 3 },
		[PERSON] = { .head = "A / R", .least = 11, .most = 16, .drop = 6 },
		[BY] = { .head = _("BY"), .least = width > 60 ? 8 : 0, .most = -1, .drop = 8 },
	};

	for (int i = 0; i < COLUMNS; i++)
		cols[i] = all[i];
	columns_fit(cols, COLUMNS, 2, width - 3);
}

static const char *
person_of(const struct panel_context *ctx, const struct risk_state *risk, unsigned letter)
{
	for (size_t i = 0; i < risk->is.n_raci; i++) {
		const struct person *person =
		    risk->is.raci[i].letters & letter
			? raci_person(ctx->room, &risk->is.raci[i], ctx->now_us)
			: NULL;

		if (person)
			return person->id;
	}
	return "-";
}

static void
put_money(const struct row *row, const struct column *col, enum role role, int64_t minor)
{
	char money[32];

	row_put(row, col, role, minor == UNSAID ? "-" : money_short(minor, money, sizeof(money)));
}

static void
draw_row(const struct panel_context *ctx, const struct canvas *c, const struct column *cols, int y,
         const struct risk_state *risk, bool is_selected)
{
	struct row row = row_begin(c, y, is_selected);
	struct risk_words words = risks_words(c, ctx, risk);
	struct risk_clock clock = risk_clock(ctx->room, risk, ctx->now_us);
	struct risk_live live = risk_live(ctx->room, risk, ctx->now_us);
	bool is_late = clock.window_left_us != UNSAID && clock.window_left_us < 0;
	enum role heat;
	char text[64];

	row_put(&row, &cols[LEVEL], risk->is.level == RISK_URGENT ? ROLE_STRONG : ROLE_DIM,
	        risks_level_letter(risk->is.level));
	row_put(&row, &cols[TITLE], words_all_stale(ctx, "risks") ? ROLE_STALE : ROLE_TEXT,
	        risk->is.title);
	row_put(&row, &cols[STATE], words.role, words.state);
	row_put(&row, &cols[CLOCK], words.clock_role, words.clock);
	if (clock.limit_left_us != UNSAID)
		row_put(&row, &cols[LIMIT], clock.limit_left_us < 0 ? ROLE_CRIT : ROLE_TEXT,
		        duration_limit(clock.limit_left_us, text, sizeof(text)));
	put_money(&row, &cols[COST], is_late ? ROLE_CRIT : ROLE_TEXT, clock.cost_minor);
	put_money(&row, &cols[LATE], ROLE_DIM, clock.late_cost_minor);
	put_money(&row, &cols[IMPACT], ROLE_TEXT, risk_user_impact_minor(risk));
	heat = risks_heat_words(c, risk, cols[HEAT].cells, text, sizeof(text));
	row_put(&row, &cols[HEAT], heat, text);
	words_print(text, sizeof(text), "%s / %s", person_of(ctx, risk, RACI_A),
	            person_of(ctx, risk, RACI_R));
	row_put(&row, &cols[PERSON], ROLE_TEXT, text);
	row_put(&row, &cols[BY], ROLE_TEXT, live.by);
}

void
risks_draw_list(struct risks_state *s, const struct panel_context *ctx, const struct canvas *c,
                const GPtrArray *shown)
{
	struct column cols[COLUMNS];
	int head = c->height > 2 ? 1 : 0, n = (int)shown->len;
	int selected = risks_begin_rows(s, c, shown, head);

	lay_out(cols, c->width);
	if (head)
		columns_head(c, 0, cols, COLUMNS);
	for (int i = s->view.top; i < n && i - s->view.top < c->height - head; i++)
		draw_row(ctx, c, cols, head + i - s->view.top, g_ptr_array_index(shown, i),
		         i == selected);
}
