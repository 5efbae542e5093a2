/* The risks panel's checks: what is wrong with the matrix, and the suppliers' scores. */
#include "panels/risks.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "panels/words.h"
#include "room/supplier.h"

#include <math.h>

/* A line of the checks; the text is owned by the array. */
struct check {
	char *text;
	enum sign sign;
	enum role role;
};

static void
check_clear(void *element)
{
	g_free(((struct check *)element)->text);
}

static void
add_defects(const struct panel_context *ctx, GArray *lines)
{
	GArray *defects = room_defects(ctx->room, NULL, ctx->now_us);

	for (int pass = 0; pass < 2; pass++) {
		for (guint i = 0; i < defects->len; i++) {
			const struct defect *defect = &g_array_index(defects, struct defect, i);
			struct check line = { g_strdup(defect->text), SIGN_NEAR, ROLE_WARN };

			if (defect->hard)
				line = (struct check){ line.text, SIGN_WARN, ROLE_CRIT };
			if (defect->hard == (pass == 0))
				g_array_append_val(lines, line);
			else
				g_free(line.text);
		}
	}
	if (defects->len == 0) {
		struct check line = { g_strdup(
					  _("the matrix is sound: one A, an R, everybody can be "
			                    "reached")),
			              SIGN_GOOD, ROLE_GOOD };

		g_array_append_val(lines, line);
	}
	g_array_unref(defects);
}

static void
add_supplier(const struct panel_context *ctx, const struct supplier_state *supplier, GArray *lines)
{
	const struct risk_state *risk = room_risk(ctx->room, supplier->is.risk);
	double score = supplier_score(ctx->room, supplier);
	char now[32], threshold[32];
	struct check line = { .sign = SIGN_GOOD, .role = ROLE_TEXT };

	if (isnan(score)) {
		line.sign = SIGN_UNKNOWN;
		line.role = ROLE_STALE;
	} else if (supplier_is_low(ctx->room, supplier)) {
		line.sign = SIGN_WARN;
		line.role = ROLE_CRIT;
	}
	number_short(score, 1, now, sizeof(now));
	number_short(supplier->is.threshold, 1, threshold, sizeof(threshold));
	line.text = g_strdup_printf(_("supplier %s: score %s, threshold %s%s%s%s%s"),
	                            supplier->is.title, now, threshold, risk ? _(", risk ") : "",
	                            risk ? risk->is.title : "", *supplier->is.team ? ", " : "",
	                            words_team(ctx->room, supplier->is.team));
	g_array_append_val(lines, line);
}

void
risks_draw_checks(struct risks_state *s, const struct panel_context *ctx, const struct canvas *c)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct check));
	int n;

	g_array_set_clear_func(lines, check_clear);
	add_defects(ctx, lines);
	for (guint i = 0; i < ctx->room->suppliers->len; i++)
		add_supplier(ctx, g_ptr_array_index(ctx->room->suppliers, i), lines);
	n = (int)lines->len;
	s->first_check = CLAMP(s->first_check, 0, MAX(n - c->height, 0));
	for (int i = s->first_check; i < n && i - s->first_check < c->height; i++) {
		const struct check *line = &g_array_index(lines, struct check, i);

		canvas_text(c, 1, i - s->first_check, line->role, words_sign(c, line->sign));
		canvas_field(c, 3, i - s->first_check, c->width - 4, ROLE_TEXT, line->text);
	}
	widget_scroll(c, s->first_check, c->height, n);
	g_array_unref(lines);
}
