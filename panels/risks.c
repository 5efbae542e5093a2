/* The risks panel: who answers for what (the RACI matrix), what burns, and what it costs. */
#include "panels/risks.h"

#include "panels/panels.h"
#include "panels/words.h"

#include <string.h>

static const char *
risk_id(const void *of, int i)
{
	return ((const struct risk_state *)g_ptr_array_index((const GPtrArray *)of, i))->is.id;
}

struct rows
risks_rows(const GPtrArray *shown)
{
	return (struct rows){ .n = (int)shown->len, .id = risk_id, .of = shown };
}

GPtrArray *
risks_shown(const struct risks_state *s, const struct panel_context *ctx)
{
	return s->is_by_cost ? room_risks_by_cost(ctx->room) : g_ptr_array_ref(ctx->room->risks);
}

const struct risk_state *
risks_selected(struct risks_state *s, const struct panel_context *ctx)
{
	GPtrArray *shown = risks_shown(s, ctx);
	struct rows rows = risks_rows(shown);
	int at = rows_selected(&s->view, &rows);
	const struct risk_state *risk = at < 0 ? NULL : g_ptr_array_index(shown, at);

	g_ptr_array_unref(shown);
	return risk;
}

GPtrArray *
risks_teams(const struct room *room)
{
	GPtrArray *teams = g_ptr_array_new();

	for (guint t = 0; t < room->teams->len; t++) {
		const struct team *team = g_ptr_array_index(room->teams, t);
		bool has_letter = false;

		for (guint r = 0; r < room->risks->len && !has_letter; r++)
			has_letter = risk_cell(g_ptr_array_index(room->risks, r), team->id) != NULL;
		if (has_letter)
			g_ptr_array_add(teams, (gpointer)team);
	}
	return teams;
}

static void
risks_head(void *state, const struct panel_context *ctx, char *title, size_t size)
{
	unsigned burning = 0, hard = 0;
	GArray *defects = room_defects(ctx->room, NULL, ctx->now_us);
	GString *head = g_string_new("Risks");

	for (guint i = 0; i < ctx->room->risks->len; i++)
		burning += risk_heat(g_ptr_array_index(ctx->room->risks, i)) == RISK_BURNING;
	for (guint i = 0; i < defects->len; i++)
		hard += g_array_index(defects, struct defect, i).hard;
	if (burning > 0)
		g_string_append_printf(head, "  burning %u", burning);
	if (hard > 0)
		g_string_append_printf(head, "  defects %u", hard);
	if (((struct risks_state *)state)->is_by_cost)
		g_string_append(head, "  by cost");
	g_strlcpy(title, head->str, size);
	g_string_free(head, TRUE);
	g_array_unref(defects);
}

static void
add_people(GString *to, const struct panel_context *ctx, const struct risk_state *risk)
{
	char letters[8];

	g_string_append(to, "who answers now:\n");
	for (size_t i = 0; i < risk->is.n_raci; i++) {
		const struct raci_cell *cell = &risk->is.raci[i];
		const struct person *person = raci_person(ctx->room, cell, ctx->now_us);

		g_string_append_printf(
		    to, "  %-3s %s: %s%s%s\n",
		    raci_letters(cell->letters, letters, sizeof(letters)),
		    words_team(ctx->room, cell->team), person ? person->name : "nobody is on duty",
		    person && *person->contact ? ", " : "", person ? person->contact : "");
	}
}

static void
add_costs(GString *to, const struct panel_context *ctx, const struct risk_state *risk)
{
	int64_t cost = risk_cost_minor(risk), impact = risk_user_impact_minor(risk);
	double late = ctx->room->is.late_cost_factor;
	char now[32], later[32], window[16];

	if (cost == UNSAID)
		g_string_append(
		    to, "cost: unknown: scope, recovery cost or probability is not stated\n");
	else
		words_detail(
		    to, "cost", "%s handled within %s, %s later",
		    words_money(ctx->room, cost, now, sizeof(now)),
		    duration_coarse(ctx->room->is.response_window_us, window, sizeof(window)),
		    words_money(ctx->room, (int64_t)((double)cost * late), later, sizeof(later)));
	words_detail(to, "user impact", "%s", words_money(ctx->room, impact, now, sizeof(now)));
	words_detail(to, "probability", "%s",
	             words_percent(risk->is.probability, now, sizeof(now)));
	words_detail(to, "scope of impact", "%s", words_percent(risk->is.scope, now, sizeof(now)));
	words_detail(to, "recovery cost", "%s",
	             words_money(ctx->room, risk->is.recovery_cost_minor, now, sizeof(now)));
}

char *
risks_details(void *state, const struct panel_context *ctx)
{
	const struct risk_state *risk = risks_selected(state, ctx);
	GArray *defects;
	GString *to;

	if (!risk)
		return NULL;
	to = g_string_new(NULL);
	words_detail(to, "risk", "%s", risk->is.title);
	words_detail(to, "kind", "%s", risk->is.kind);
	words_detail(to, "level", "%s", words_level(risk->is.level));
	words_detail(to, "alerts", "%u firing, %u unseen", risk->firing, risk->unseen);
	defects = room_defects(ctx->room, risk, ctx->now_us);
	for (guint i = 0; i < defects->len; i++) {
		const struct defect *defect = &g_array_index(defects, struct defect, i);

		words_detail(to, defect->hard ? "DEFECT" : "weak point", "%s", defect->text);
	}
	g_array_unref(defects);
	add_people(to, ctx, risk);
	add_costs(to, ctx, risk);
	words_detail(to, "plan", "%s", risk->is.plan);
	words_detail(to, "runbook", "%s", risk->is.runbook);
	return g_string_free(to, FALSE);
}

static enum reaction
filter_alerts(const struct risk_state *risk, struct intent *intent)
{
	intent->kind = INTENT_FILTER;
	intent->panel = g_strdup("alerts");
	intent->text = g_strdup_printf("risk:%s", risk->is.id);
	return REACTION_INTENT;
}

static enum reaction
act_on(struct risks_state *s, const struct panel_context *ctx, enum action action,
       struct intent *intent)
{
	const struct risk_state *risk = risks_selected(s, ctx);

	if (!risk)
		return rows_say(intent, "no risk is selected");
	if (action == ACTION_ALERTS_OF)
		return filter_alerts(risk, intent);
	return rows_say(intent, "%s",
	                *risk->is.runbook ? risk->is.runbook : "this risk has no runbook");
}

static enum reaction
risks_act(void *state, const struct panel_context *ctx, enum action action, int height,
          struct intent *intent)
{
	struct risks_state *s = state;
	GPtrArray *shown = risks_shown(s, ctx);
	struct rows rows = risks_rows(shown);
	bool moved = rows_act(&s->view, &rows, action, height);

	g_ptr_array_unref(shown);
	if (moved)
		return REACTION_DRAW;
	switch (action) {
	case ACTION_LEFT:
		s->first_team = MAX(s->first_team - 1, 0);
		return REACTION_DRAW;
	case ACTION_RIGHT:
		s->first_team++;
		return REACTION_DRAW;
	case ACTION_SORT:
		s->is_by_cost = !s->is_by_cost;
		return REACTION_DRAW;
	case ACTION_ALERTS_OF:
	case ACTION_RUNBOOK:
		return act_on(s, ctx, action, intent);
	default:
		return REACTION_PASS;
	}
}

static void
words_of(const void *of, int i, const struct panel_context *ctx, GString *to)
{
	const struct risk_state *risk = g_ptr_array_index((const GPtrArray *)of, i);

	(void)ctx;
	g_string_append_printf(to, "%s %s %s %s", risk->is.id, risk->is.title, risk->is.kind,
	                       words_level(risk->is.level));
}

static bool
risks_find(void *state, const struct panel_context *ctx, const char *text, bool again)
{
	struct risks_state *s = state;
	GPtrArray *shown = risks_shown(s, ctx);
	struct rows rows = risks_rows(shown);
	bool found = rows_find(&s->view, &rows, ctx, text, again, words_of);

	g_ptr_array_unref(shown);
	return found;
}

static void
risks_fini(void *state)
{
	list_view_fini(&((struct risks_state *)state)->view);
}

static const enum action actions[] = {
	ACTION_ALERTS_OF,   ACTION_DETAILS, ACTION_RUNBOOK,   ACTION_SORT,    ACTION_SEARCH,
	ACTION_SEARCH_NEXT, ACTION_DOWN,    ACTION_UP,        ACTION_LEFT,    ACTION_RIGHT,
	ACTION_TOP,         ACTION_BOTTOM,  ACTION_PAGE_DOWN, ACTION_PAGE_UP, ACTION_NONE,
};

const struct panel_ops panel_risks = {
	.name = "risks",
	.title = "Risks",
	.what = "Who does (R), answers (A), is consulted (C) and informed (I) for each risk, what "
		"burns now, and what it costs.",
	.min_width = 28,
	.min_height = 4,
	.state_size = sizeof(struct risks_state),
	.actions = actions,
	.shows = "risks",
	.draw = risks_draw,
	.head = risks_head,
	.act = risks_act,
	.find = risks_find,
	.details = risks_details,
	.fini = risks_fini,
};
