/* Everything about a risk: its chain from alert to the person on duty, its trigger, its costs. */
#include "panels/risks.h"

#include "base/lang.h"
#include "panels/words.h"
#include "room/alert.h"
#include "room/supplier.h"

enum { ALERTS_SHOWN = 5 };

static void
add_stage(GString *to, const struct panel_context *ctx, const struct risk_state *risk)
{
	struct risk_live live = risk_live(ctx->room, risk, ctx->now_us);
	char began[32], at[32], left[16];

	words_when(ctx->room, risk->triggered_us, ctx->now_us, at, sizeof(at));
	words_when(ctx->room, risk->is_triggered ? risk->began_us : live.since_us, ctx->now_us,
	           began, sizeof(began));
	switch (live.stage) {
	case RISK_NO_TRIGGER:
		words_detail(to, _("trigger"), "%s", _("none is configured"));
		break;
	case RISK_CALM:
		words_detail(to, _("trigger"), "%s", _("quiet"));
		break;
	case RISK_HOLDING:
		words_detail(to, _("trigger"), _("holds since %s, triggers in %s: %s"), began,
		             duration_coarse(MAX(live.due_us - ctx->now_us, 0), left, sizeof(left)),
		             live.by);
		break;
	case RISK_TRIGGERED:
	case RISK_EASING:
		words_detail(to, _("trigger"), _("TRIGGERED %s, began %s: %s"), at, began, live.by);
		break;
	}
	if (live.stage == RISK_EASING)
		words_detail(
		    to, _("clears"), _("in %s if it stays so"),
		    duration_coarse(MAX(live.due_us - ctx->now_us, 0), left, sizeof(left)));
	if (live.is_unknown)
		words_detail(to, _("frozen"), "%s",
		             _("something that it watches cannot be measured now"));
	if (risk->episodes > 0)
		words_detail(to, _("episodes"), "%u", risk->episodes);
}

static void
add_watched(GString *to, const struct panel_context *ctx, const struct risk_state *risk)
{
	for (guint i = 0; i < risk->conditions->len; i++) {
		struct standing one = condition_standing(
		    ctx->room, g_ptr_array_index(risk->conditions, i), ctx->now_us);

		words_detail(to, i > 0 && risk->is.needs_all ? _("  and") : _("  watches"), "%s",
		             one.text);
	}
	for (guint i = 0; i < ctx->room->suppliers->len; i++) {
		const struct supplier_state *supplier = g_ptr_array_index(ctx->room->suppliers, i);

		if (room_risk(ctx->room, supplier->is.risk) == risk)
			words_detail(to, _("  watches"), "%s",
			             supplier_standing(ctx->room, supplier, ctx->now_us).text);
	}
}

/* The chain: which alerts, then who does and who answers for them. */
static void
add_alerts(GString *to, const struct panel_context *ctx, const struct risk_state *risk)
{
	struct feed_filter filter = { .risk = risk->is.id };
	GPtrArray *feed = room_feed(ctx->room, &filter, ctx->now_us);

	words_detail(to, _("alerts"), _("%u firing, %u unseen"), risk->firing, risk->unseen);
	for (guint i = 0; i < MIN(feed->len, ALERTS_SHOWN); i++) {
		const struct alert *alert = g_ptr_array_index(feed, i);

		g_string_append_printf(to, "  %s %s: %s\n",
		                       alert->tier ? alert->tier->is.brief : "-",
		                       *alert->summary ? alert->summary : alert->title,
		                       words_ack(alert, ctx->now_us).text);
	}
	if (feed->len > ALERTS_SHOWN)
		g_string_append_printf(to, _("  and %u more\n"), feed->len - ALERTS_SHOWN);
	g_ptr_array_unref(feed);
}

static void
add_people(GString *to, const struct panel_context *ctx, const struct risk_state *risk)
{
	char letters[8];

	g_string_append(to, _("who answers now:\n"));
	for (size_t i = 0; i < risk->is.n_raci; i++) {
		const struct raci_cell *cell = &risk->is.raci[i];
		const struct person *person = raci_person(ctx->room, cell, ctx->now_us);

		g_string_append_printf(to, "  %-3s %s: %s%s%s\n",
		                       raci_letters(cell->letters, letters, sizeof(letters)),
		                       words_team(ctx->room, cell->team),
		                       person ? person->name : _("nobody is on duty"),
		                       person && *person->contact ? ", " : "",
		                       person ? person->contact : "");
	}
}

static void
add_clock(GString *to, const struct panel_context *ctx, const struct risk_state *risk)
{
	struct risk_clock clock = risk_clock(ctx->room, risk, ctx->now_us);
	char left[32];

	if (clock.limit_left_us != UNSAID)
		words_detail(to, _("limit to respond"), "%s",
		             duration_limit(clock.limit_left_us, left, sizeof(left)));
	if (clock.window_left_us != UNSAID)
		words_detail(to, _("clock"), "%s %s",
		             duration_clock(ABS(clock.window_left_us), left, sizeof(left)),
		             clock.window_left_us < 0 ? _("late: it costs more now")
		                                      : _("left at the low cost"));
}

static void
add_costs(GString *to, const struct panel_context *ctx, const struct risk_state *risk)
{
	struct risk_clock clock = risk_clock(ctx->room, risk, ctx->now_us);
	int64_t cost = risk_cost_minor(risk), impact = risk_user_impact_minor(risk);
	char now[32], later[32], window[16];

	if (cost == UNSAID)
		g_string_append(
		    to, _("cost: unknown: scope, recovery cost or probability is not stated\n"));
	else
		words_detail(
		    to, _("cost"), _("%s handled within %s, %s later"),
		    words_money(ctx->room, cost, now, sizeof(now)),
		    duration_coarse(ctx->room->is.response_window_us, window, sizeof(window)),
		    words_money(ctx->room, clock.late_cost_minor, later, sizeof(later)));
	words_detail(to, _("user impact"), "%s", words_money(ctx->room, impact, now, sizeof(now)));
	words_detail(to, _("probability"), "%s",
	             words_percent(risk->is.probability, now, sizeof(now)));
	words_detail(to, _("scope of impact"), "%s",
	             words_percent(risk->is.scope, now, sizeof(now)));
	words_detail(to, _("recovery cost"), "%s",
	             words_money(ctx->room, risk->is.recovery_cost_minor, now, sizeof(now)));
}

static void
add_defects(GString *to, const struct panel_context *ctx, const struct risk_state *risk)
{
	GArray *defects = room_defects(ctx->room, risk, ctx->now_us);

	for (guint i = 0; i < defects->len; i++) {
		const struct defect *defect = &g_array_index(defects, struct defect, i);

		words_detail(to, defect->hard ? _("DEFECT") : _("weak point"), "%s", defect->text);
	}
	g_array_unref(defects);
}

char *
risks_details(void *state, const struct panel_context *ctx)
{
	const struct risk_state *risk = risks_selected(state, ctx);
	GString *to;

	if (!risk)
		return NULL;
	to = g_string_new(NULL);
	words_detail(to, _("risk"), "%s", risk->is.title);
	words_detail(to, _("kind"), "%s", risk->is.kind);
	words_detail(to, _("level"), "%s", words_level(risk->is.level));
	add_stage(to, ctx, risk);
	add_clock(to, ctx, risk);
	add_defects(to, ctx, risk);
	add_alerts(to, ctx, risk);
	add_people(to, ctx, risk);
	words_detail(to, _("plan"), "%s", risk->is.plan);
	words_detail(to, _("runbook"), "%s", risk->is.runbook);
	add_watched(to, ctx, risk);
	add_costs(to, ctx, risk);
	return g_string_free(to, FALSE);
}
