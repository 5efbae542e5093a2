/* The risks panel: who answers for what (the RACI matrix), what burns, and what it costs. */
#include "panels/risks.h"

#include "base/lang.h"
#include "panels/panels.h"
#include "panels/words.h"

#include <limits.h>

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
	switch (s->order) {
	case RISKS_BY_PRESSURE:
		return room_risks_by_pressure(ctx->room);
	case RISKS_BY_COST:
		return room_risks_by_cost(ctx->room);
	case RISKS_BY_IMPACT:
		return room_risks_by_impact(ctx->room);
	default:
		return g_ptr_array_ref(ctx->room->risks);
	}
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
	static const char *const views[] = { "", N_("  costs"), N_("  heat map"), N_("  checks") };
	static const char *const orders[] = { "", N_("  by pressure"), N_("  by cost"),
		                              N_("  by impact") };
	const struct risks_state *s = state;
	unsigned burning = 0, triggered = 0, hard = 0;
	GArray *defects = room_defects(ctx->room, NULL, ctx->now_us);
	GString *head = g_string_new(_("Risks"));

	for (guint i = 0; i < ctx->room->risks->len; i++) {
		const struct risk_state *risk = g_ptr_array_index(ctx->room->risks, i);

		burning += risk_heat(risk) == RISK_BURNING;
		triggered += risk->is_triggered;
	}
	if (triggered > 0)
		g_string_append_printf(head, _("  triggered %u"), triggered);
	for (guint i = 0; i < defects->len; i++)
		hard += g_array_index(defects, struct defect, i).hard;
	if (burning > 0)
		g_string_append_printf(head, _("  burning %u"), burning);
	if (hard > 0)
		g_string_append_printf(head, _("  defects %u"), hard);
	if (*views[s->shows])
		g_string_append(head, _(views[s->shows]));
	if (s->shows != RISKS_CHECKS && *orders[s->order])
		g_string_append(head, _(orders[s->order]));
	g_strlcpy(title, head->str, size);
	g_string_free(head, TRUE);
	g_array_unref(defects);
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
		return rows_say(intent, _("no risk is selected"));
	if (action == ACTION_ALERTS_OF)
		return filter_alerts(risk, intent);
	if (action == ACTION_PLAN)
		return rows_start_plan(ctx, risk->is.id, intent);
	return rows_say(intent, "%s",
	                *risk->is.runbook ? risk->is.runbook : _("this risk has no runbook"));
}

/* The checks have no selected row; drawing holds the first line within them. */
static bool
scroll_checks(struct risks_state *s, enum action action, int height)
{
	int half = MAX(height / 2, 1);

	switch (action) {
	case ACTION_DOWN:
	case ACTION_UP:
		s->first_check += action == ACTION_DOWN ? 1 : -1;
		break;
	case ACTION_PAGE_DOWN:
	case ACTION_PAGE_UP:
		s->first_check += action == ACTION_PAGE_DOWN ? half : -half;
		break;
	case ACTION_TOP:
	case ACTION_BOTTOM:
		s->first_check = action == ACTION_TOP ? 0 : INT_MAX / 2;
		break;
	default:
		return false;
	}
	s->first_check = MAX(s->first_check, 0);
	return true;
}

static enum reaction
risks_act(void *state, const struct panel_context *ctx, enum action action, int height,
          struct intent *intent)
{
	struct risks_state *s = state;
	GPtrArray *shown = risks_shown(s, ctx);
	struct rows rows = risks_rows(shown);
	bool moved = s->shows != RISKS_CHECKS && rows_act(&s->view, &rows, action, height);

	g_ptr_array_unref(shown);
	if (moved || (s->shows == RISKS_CHECKS && scroll_checks(s, action, height)))
		return REACTION_DRAW;
	switch (action) {
	case ACTION_LEFT:
		s->first_team = MAX(s->first_team - 1, 0);
		return REACTION_DRAW;
	case ACTION_RIGHT:
		s->first_team++;
		return REACTION_DRAW;
	case ACTION_SORT:
		s->order = (s->order + 1) % RISKS_ORDERS;
		return REACTION_DRAW;
	case ACTION_VIEW:
		s->shows = (s->shows + 1) % RISKS_VIEWS;
		return REACTION_DRAW;
	case ACTION_ALERTS_OF:
	case ACTION_PLAN:
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
risks_find(void *state, const struct panel_context *ctx, const char *text, struct seek *seek)
{
	struct risks_state *s = state;
	GPtrArray *shown = risks_shown(s, ctx);
	struct rows rows = risks_rows(shown);
	bool found = rows_find(&s->view, &rows, ctx, text, seek, words_of);

	g_ptr_array_unref(shown);
	return found;
}

static void
risks_fini(void *state)
{
	list_view_fini(&((struct risks_state *)state)->view);
}

static const enum action actions[] = {
	ACTION_VIEW,      ACTION_ALERTS_OF,   ACTION_PLAN,
	ACTION_DETAILS,   ACTION_RUNBOOK,     ACTION_SORT,
	ACTION_SEARCH,    ACTION_SEARCH_NEXT, ACTION_SEARCH_PREVIOUS,
	ACTION_DOWN,      ACTION_UP,          ACTION_LEFT,
	ACTION_RIGHT,     ACTION_TOP,         ACTION_BOTTOM,
	ACTION_PAGE_DOWN, ACTION_PAGE_UP,     ACTION_NONE,
};

const struct panel_ops panel_risks = {
	.name = "risks",
	.title = N_("Risks"),
	.what = N_(
	    "Who does (R), answers (A), is consulted (C) and informed (I) for each risk, what "
	    "burns or is triggered now, and what it costs; further views: costs and clocks, the heat "
	    "map, defects of the matrix and suppliers."),
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
	.tell = risks_tell,
	.select = risks_select,
	.fini = risks_fini,
};
