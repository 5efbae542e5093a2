/* The risks in sentences: where each stands, who answers, what it costs; then the checks. */
#include "panels/risks.h"

#include "base/lang.h"
#include "panels/words.h"
#include "room/supplier.h"

#include <stdlib.h>

static void
tell_stage(const struct panel_context *ctx, const struct risk_state *risk, struct tell *t)
{
	struct risk_live live = risk_live(ctx->room, risk, ctx->now_us);
	struct risk_clock clock = risk_clock(ctx->room, risk, ctx->now_us);
	char span[16] = "";

	if (live.due_us != UNSAID)
		duration_coarse(MAX(live.due_us - ctx->now_us, 0), span, sizeof span);
	if (live.stage == RISK_HOLDING)
		tell_also(t, _(", will trigger in %s: %s"), span, live.by);
	else if (live.stage == RISK_TRIGGERED)
		tell_also(t, _(", TRIGGERED: %s"), live.by);
	else if (live.stage == RISK_EASING)
		tell_also(t, _(", TRIGGERED, clears in %s if it stays so"), span);
	if (live.is_unknown)
		tell_also(t, _(", something that it watches cannot be measured"));
	if (clock.window_left_us != UNSAID)
		tell_also(t, _(", %s %s"),
		          duration_coarse(llabs(clock.window_left_us), span, sizeof span),
		          clock.window_left_us < 0 ? _("past the window: it costs more now")
		                                   : _("left at the low cost"));
}

static void
tell_people(const struct panel_context *ctx, const struct risk_state *risk, struct tell *t)
{
	char letters[8];

	for (size_t i = 0; i < risk->is.n_raci; i++) {
		const struct raci_cell *cell = &risk->is.raci[i];
		const struct person *person = raci_person(ctx->room, cell, ctx->now_us);

		tell_also(t, i ? _(", %s %s") : _("; RACI %s %s"),
		          raci_letters(cell->letters, letters, sizeof letters),
		          words_team(ctx->room, cell->team));
		if (cell->letters & (RACI_R | RACI_A))
			tell_also(t, " %s", person ? person->name : _("NOBODY"));
	}
}

static void
tell_risk(const struct panel_context *ctx, const struct risk_state *risk, struct tell *t)
{
	int64_t impact = risk_user_impact_minor(risk);
	char cost[32];

	tell_row(t, risk->is.id, _("%s: %s"), risk->is.title, words_level(risk->is.level));
	tell_stage(ctx, risk, t);
	if (risk->firing > 0)
		tell_also(t, _("; %u alerts fire, %u unseen"), risk->firing, risk->unseen);
	tell_also(t, _("; cost %s"),
	          words_money(ctx->room, risk_clock(ctx->room, risk, ctx->now_us).cost_minor, cost,
	                      sizeof cost));
	if (impact != UNSAID)
		tell_also(t, _(", user impact %s"),
		          words_money(ctx->room, impact, cost, sizeof cost));
	tell_people(ctx, risk, t);
	tell_also(t, _("."));
}

static void
tell_defects(const struct panel_context *ctx, struct tell *t)
{
	GArray *defects = room_defects(ctx->room, NULL, ctx->now_us);

	if (defects->len == 0)
		tell_say(t, _("The matrix is sound: one A, an R, everybody can be reached."));
	for (guint i = 0; i < defects->len; i++) {
		const struct defect *defect = &g_array_index(defects, struct defect, i);

		tell_say(t, "%s: %s.", defect->hard ? _("DEFECT") : _("Weak point"), defect->text);
	}
	g_array_unref(defects);
}

void
risks_tell(void *state, const struct panel_context *ctx, struct tell *t)
{
	GPtrArray *shown = risks_shown(state, ctx);
	unsigned triggered = 0;

	for (guint i = 0; i < shown->len; i++)
		triggered += ((const struct risk_state *)shown->pdata[i])->is_triggered;
	tell_say(t, _("Risks: %u, of which %u triggered."), shown->len, triggered);
	for (guint i = 0; i < shown->len; i++)
		tell_risk(ctx, g_ptr_array_index(shown, i), t);
	g_ptr_array_unref(shown);
	if (ctx->room->risks->len > 0)
		tell_defects(ctx, t);
	for (guint i = 0; i < ctx->room->suppliers->len; i++) {
		const struct supplier_state *s = g_ptr_array_index(ctx->room->suppliers, i);

		tell_say(t, _("%s%s."),
		         supplier_is_low(ctx->room, s) ? _("BELOW ITS LIMIT: ") : _("Check: "),
		         supplier_standing(ctx->room, s, ctx->now_us).text);
	}
}

bool
risks_select(void *state, const struct panel_context *ctx, const char *id)
{
	struct risks_state *s = state;
	GPtrArray *shown = risks_shown(s, ctx);
	struct rows rows = risks_rows(shown);
	bool found = rows_select(&s->view, &rows, id);

	g_ptr_array_unref(shown);
	return found;
}
