/* The risks panel's heat map: probability by impact, each risk by its letter. */
#include "panels/risks.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "panels/words.h"

#include <stdio.h>

enum { LABEL = 6, FIELD_LEAST = 6, FIELD_MOST = 14, LEGEND_LEAST = 30, BAND_HEIGHT_MOST = 3 };

/* "a" calm, "A" triggered; after 26 of them digits, then '+'. */
static char
letter_of(const struct room *room, const struct risk_state *risk)
{
	for (guint i = 0; i < room->risks->len; i++) {
		if (g_ptr_array_index(room->risks, i) != risk)
			continue;
		if (i < 26)
			return (char)((risk->is_triggered ? 'A' : 'a') + (int)i);
		return i < 36 ? (char)('0' + (int)(i - 26)) : '+';
	}
	return '?';
}

static enum role
letter_role(const struct panel_context *ctx, const struct risk_state *risk)
{
	if (risk->is_triggered)
		return ROLE_CRIT;
	if (risk_live(ctx->room, risk, ctx->now_us).stage == RISK_HOLDING)
		return ROLE_WARN;
	return ROLE_STRONG;
}

static bool
is_at(const struct panel_context *ctx, const struct risk_state *risk, struct risk_place place)
{
	struct risk_place at = risk_place(ctx->room, risk);

	return at.probability == place.probability && at.impact == place.impact;
}

/* The letters of a field; where they do not all fit, the last cells say how many more. */
static void
draw_letters(const struct panel_context *ctx, const struct canvas *field, struct risk_place place,
             const struct risk_state *selected)
{
	const GPtrArray *risks = ctx->room->risks;
	int n = 0, room_for, y = field->height / 2, drawn = 0;

	for (guint i = 0; i < risks->len; i++)
		n += is_at(ctx, g_ptr_array_index(risks, i), place);
	room_for = MAX(field->width - 3, 1);
	if (n > room_for)
		room_for = MAX(room_for - 2, 0);
	for (guint i = 0; i < risks->len && drawn < room_for; i++) {
		const struct risk_state *risk = g_ptr_array_index(risks, i);
		char text[2] = { letter_of(ctx->room, risk), '\0' };

		if (!is_at(ctx, risk, place))
			continue;
		canvas_text(field, 2 + drawn, y,
		            risk == selected ? ROLE_CURSOR : letter_role(ctx, risk), text);
		drawn++;
	}
	if (n > drawn)
		canvas_printf(field, 2 + drawn, y, ROLE_STRONG, "+%d", n - drawn);
}

static void
draw_field(const struct panel_context *ctx, const struct canvas *field, struct risk_place place,
           const struct risk_state *selected)
{
	static const enum role roles[] = { ROLE_DIM, ROLE_WARN, ROLE_CRIT };
	static const enum sign signs[] = { SIGN_DOT, SIGN_NEAR, SIGN_WARN };
	int heat = risk_place_heat(place);

	canvas_text(field, 0, field->height / 2, roles[heat], words_sign(field, signs[heat]));
	draw_letters(ctx, field, place, selected);
}

static void
draw_impact_labels(const struct panel_context *ctx, const struct canvas *c, int y, int cells)
{
	char money[32], text[40];

	for (int impact = 0; impact < RISK_BANDS; impact++) {
		int64_t from = risk_band_minor(ctx->room, impact);

		if (from == UNSAID)
			continue;
		words_print(text, sizeof(text), ">%s", money_short(from, money, sizeof(money)));
		canvas_field(c, LABEL + impact * cells, y, cells - 1, ROLE_DIM, text);
	}
}

static void
draw_fields(const struct panel_context *ctx, const struct canvas *c,
            const struct risk_state *selected)
{
	int cells = CLAMP((c->width - LABEL) / RISK_BANDS, 1, FIELD_MOST);
	int height = CLAMP((c->height - 2) / RISK_BANDS, 1, BAND_HEIGHT_MOST);

	canvas_field(c, 0, 0, c->width, ROLE_DIM, _("PROBABILITY by COST if it happens"));
	for (int row = 0; row < RISK_BANDS; row++) {
		int band = RISK_BANDS - 1 - row, y = 1 + row * height;

		canvas_printf(c, 0, y + height / 2, ROLE_DIM, "%s%.0f%%", words_sign(c, SIGN_GE),
		              risk_band_probability(band) * 100);
		for (int impact = 0; impact < RISK_BANDS; impact++) {
			struct canvas field =
			    canvas_part(c, LABEL + impact * cells, y, cells, height);

			draw_field(ctx, &field, (struct risk_place){ band, impact }, selected);
		}
	}
	draw_impact_labels(ctx, c, 1 + RISK_BANDS * height, cells);
}

/* "A order path  30% x 4.00M  TRIG". The state stays: without it only the letter's colour would tell. */
static void
draw_legend(struct risks_state *s, const struct panel_context *ctx, const struct canvas *c,
            const GPtrArray *shown)
{
	struct column cols[] = {
		{ .least = 1 },
		{ .head = _("RISK"), .least = 8, .most = 24 },
		{ .head = _("PROB"), .least = 4, .right = true },
		{ .head = _("COST"), .least = 7, .tail = 4, .widens = 1, .drop = 1 },
		{ .head = c->width < 34 ? "" : _("STATE"),
		  .least = c->width < 34 ? risks_letter_cells() : 5 },
	};
	int selected = risks_begin_rows(s, c, shown, 1);

	columns_fit(cols, G_N_ELEMENTS(cols), 2, c->width - 3);
	columns_head(c, 0, cols, G_N_ELEMENTS(cols));
	for (int i = s->view.top; i < (int)shown->len && i - s->view.top < c->height - 1; i++) {
		const struct risk_state *risk = g_ptr_array_index(shown, i);
		struct row row = row_begin(c, 1 + i - s->view.top, i == selected);
		struct risk_words words = risks_words(c, ctx, risk);
		int64_t cost = risk_cost_minor(risk);
		char text[32] = { letter_of(ctx->room, risk), '\0' };

		row_put(&row, &cols[0], letter_role(ctx, risk), text);
		row_put(&row, &cols[1], ROLE_TEXT, risk->is.title);
		if (risk->is.probability >= 0)
			words_print(text, sizeof(text), "%.0f%%", risk->is.probability * 100);
		row_put(&row, &cols[2], ROLE_TEXT, risk->is.probability >= 0 ? text : "-");
		row_put(&row, &cols[3], ROLE_TEXT,
		        cost == UNSAID ? "-" : money_short(cost, text, sizeof(text)));
		row_put(&row, &cols[4], words.role, cols[4].cells < 5 ? words.brief : words.state);
	}
}

void
risks_draw_map(struct risks_state *s, const struct panel_context *ctx, const struct canvas *c,
               const GPtrArray *shown)
{
	int least = LABEL + RISK_BANDS * FIELD_LEAST, lines = RISK_BANDS + 2;
	bool is_beside = c->width >= least + LEGEND_LEAST && c->height >= lines;
	int width = is_beside ? MIN(c->width - LEGEND_LEAST - 2, LABEL + RISK_BANDS * FIELD_MOST)
	                      : c->width;
	struct canvas map = canvas_part(c, 0, 0, width, is_beside ? c->height : lines);
	struct canvas legend = canvas_part(c, width + 2, 0, c->width - width - 2, c->height);

	if (!is_beside)
		legend = canvas_part(c, 0, lines, c->width, c->height - lines);
	if (c->width < LABEL + RISK_BANDS * 3 || c->height < lines) {
		draw_legend(s, ctx, c, shown);
		return;
	}
	draw_fields(ctx, &map, risks_selected(s, ctx));
	if (legend.height > 1 && legend.width > 12)
		draw_legend(s, ctx, &legend, shown);
}
