/* The alerts panel: the tiered feed, its selection and marks, and what can be done with an alert.
 */
#include "panels/alerts.h"

#include "base/lang.h"
#include "panels/panels.h"
#include "panels/words.h"

#include <string.h>

/* Nothing is done to a row that took the selection this short a time ago: the key was meant for the
 * one that went. */
enum { REPLACED_US = 400000 };

bool
alerts_is_marked(const struct alerts_state *s, const char *key)
{
	return s->marks && g_hash_table_contains(s->marks, key);
}

static void
add_marked(const struct alerts_state *s, struct intent *intent)
{
	GList *keys = g_list_sort(g_hash_table_get_keys(s->marks), (GCompareFunc)strcmp);

	for (GList *key = keys; key; key = key->next)
		intent_add(intent, key->data);
	g_list_free(keys);
}

static bool
has_something_to_take_back(struct alerts_state *s, const struct panel_context *ctx)
{
	const struct alert *selected = alerts_selected(s, ctx);

	return (s->marks && g_hash_table_size(s->marks) > 0) || (selected && selected->ack);
}

/* What ACK_ALL covers without marks: everything shown that nobody has. */
static void
add_shown(struct alerts_state *s, const struct panel_context *ctx, struct intent *intent)
{
	const GPtrArray *feed = alerts_whole_feed(s, ctx);

	for (guint i = 0; i < feed->len; i++) {
		const struct alert *alert = g_ptr_array_index(feed, i);

		if (!alert_is_seen(alert) && !alert_is_silenced(alert))
			intent_add(intent, alert->key);
	}
}

static enum reaction
intend(struct alerts_state *s, const struct panel_context *ctx, enum intent_kind kind, bool all,
       struct intent *intent)
{
	const struct alert *selected = alerts_selected(s, ctx);
	guint marked = s->marks ? g_hash_table_size(s->marks) : 0;

	if (!all && marked == 0 && s->replaced_us && ctx->now_us - s->replaced_us < REPLACED_US)
		return rows_say(intent,
		                _("the selected alert has just gone: look again, then repeat"));
	intent->kind = kind;
	if (marked > 0)
		add_marked(s, intent);
	else if (all)
		add_shown(s, ctx, intent);
	else if (selected)
		intent_add(intent, selected->key);
	if (intent->subjects->len == 0)
		return rows_say(intent, "%s",
		                all && selected ? _("somebody has every alert that is shown")
		                                : _("no alert is selected"));
	intent->ask = all || intent->subjects->len > 1 || !selected ||
	              strcmp(g_ptr_array_index(intent->subjects, 0), selected->key) != 0;
	return REACTION_INTENT;
}

static enum reaction
show_runbook(struct alerts_state *s, const struct panel_context *ctx, struct intent *intent)
{
	const struct alert *alert = alerts_selected(s, ctx);
	const char *url;

	if (!alert)
		return rows_say(intent, _("no alert is selected"));
	url = *alert->runbook ? alert->runbook : alert->risk ? alert->risk->is.runbook : "";
	return rows_say(intent, "%s",
	                *url ? url : _("neither this alert nor its risk has a runbook"));
}

static enum reaction
start_plan(struct alerts_state *s, const struct panel_context *ctx, struct intent *intent)
{
	const struct alert *alert = alerts_selected(s, ctx);

	return alert ? rows_start_plan(ctx, alert->key, intent)
	             : rows_say(intent, _("no alert is selected"));
}

/* Clears the marks; the console clears the filter. */
static enum reaction
go_back(struct alerts_state *s)
{
	if (!s->marks || g_hash_table_size(s->marks) == 0)
		return REACTION_PASS;
	g_hash_table_remove_all(s->marks);
	return REACTION_DRAW;
}

/* A decision is on one alert. */
static enum reaction
decide(struct alerts_state *s, const struct panel_context *ctx, struct intent *intent)
{
	const struct alert *selected = alerts_selected(s, ctx);

	if (!selected)
		return rows_say(intent, _("no alert is selected"));
	intent->kind = INTENT_DECIDE;
	intent_add(intent, selected->key);
	return REACTION_INTENT;
}

static enum reaction
alerts_act(void *state, const struct panel_context *ctx, enum action action, int height,
           struct intent *intent)
{
	struct alerts_state *s = state;
	struct rows rows = alerts_rows(s, ctx);

	g_clear_pointer(&s->before, g_free);
	if (rows_act(&s->view, &rows, action, height))
		return REACTION_DRAW;
	switch (action) {
	case ACTION_ACK:
		return intend(s, ctx, INTENT_ACK, false, intent);
	case ACTION_ACK_ALL:
		return intend(s, ctx, INTENT_ACK, true, intent);
	case ACTION_UNACK:
		if (!has_something_to_take_back(s, ctx))
			return REACTION_PASS; /* the last act of the person, wherever it was */
		return intend(s, ctx, INTENT_UNACK, false, intent);
	case ACTION_SILENCE:
		return intend(s, ctx, INTENT_SILENCE, false, intent);
	case ACTION_ESCALATE:
		return intend(s, ctx, INTENT_ESCALATE, false, intent);
	case ACTION_ASSIGN:
		return intend(s, ctx, INTENT_ASSIGN, false, intent);
	case ACTION_DECIDE:
		return decide(s, ctx, intent);
	case ACTION_NOTE:
		return intend(s, ctx, INTENT_NOTE, false, intent);
	case ACTION_DONE:
		return intend(s, ctx, INTENT_DONE, false, intent);
	case ACTION_PLAN:
		return start_plan(s, ctx, intent);
	case ACTION_MARK:
	case ACTION_MARK_RANGE:
	case ACTION_MARK_ALL:
	case ACTION_MARK_INVERT:
		return alerts_mark(s, ctx, action, height, intent);
	case ACTION_RUNBOOK:
		return show_runbook(s, ctx, intent);
	case ACTION_BACK:
		return go_back(s);
	default:
		return REACTION_PASS;
	}
}

static void
alerts_head(void *state, const struct panel_context *ctx, char *title, size_t size)
{
	struct alerts_state *s = state;
	const struct alert_counts counts = room_alert_counts(ctx->room, ctx->now_us);
	GString *head = g_string_new(_("Alerts"));

	alerts_feed(s, ctx); /* whether the filter is through is of this frame */
	for (guint i = 0; i < ctx->room->tiers->len; i++) {
		const struct tier_state *tier = g_ptr_array_index(ctx->room->tiers, i);

		if (tier->is.rank > 0 && tier->is.rank < 8 && counts.by_rank[tier->is.rank] > 0)
			g_string_append_printf(head, "  %s %u", tier->is.brief,
			                       counts.by_rank[tier->is.rank]);
	}
	if (counts.unseen > 0)
		g_string_append_printf(head, _("   unseen %u"), counts.unseen);
	if (counts.overdue > 0)
		g_string_append_printf(head, _("   overdue %u"), counts.overdue);
	if (counts.refused > 0)
		g_string_append_printf(head, _("   REFUSED %u"), counts.refused);
	if (counts.silenced > 0)
		g_string_append_printf(head, _("   silenced %u"), counts.silenced);
	if (s->marks && g_hash_table_size(s->marks) > 0)
		g_string_append_printf(head, _("   marked %u"), g_hash_table_size(s->marks));
	if (s->filter.line)
		g_string_append_printf(head, _("   filter: %s%s"), s->filter.line,
		                       alerts_is_through(s) ? "" : " ...");
	if (s->search.needle)
		g_string_append(head, _("   searching ..."));
	words_print(title, size, "%s", head->str);
	g_string_free(head, TRUE);
}

static void
alerts_set_filter(void *state, const char *text)
{
	struct alerts_state *s = state;

	/* what the last letter hid is selected again when it shows again */
	if (!s->before) {
		s->before = g_strdup(s->view.selected);
	} else {
		g_free(s->view.selected);
		s->view.selected = g_strdup(s->before);
	}
	alert_filter_parse(&s->filter, text);
	alerts_ask(s);
}

static const char *
alerts_filter(const void *state)
{
	const struct alerts_state *s = state;

	return s->filter.line ? s->filter.line : "";
}

static void
alerts_fini(void *state)
{
	struct alerts_state *s = state;

	list_view_fini(&s->view);
	g_clear_pointer(&s->before, g_free);
	g_clear_pointer(&s->marked_last, g_free);
	if (s->marks)
		g_hash_table_unref(s->marks);
	s->marks = NULL;
	alert_filter_clear(&s->filter);
	alerts_forget_search(s);
	feed_view_free(&s->feed);
}

/* clang-format off */
static const enum action actions[] = {
	ACTION_ACK,
	ACTION_ACK_ALL,
	ACTION_UNACK,
	ACTION_DONE,
	ACTION_SILENCE,
	ACTION_ESCALATE, ACTION_ASSIGN, ACTION_DECIDE,
	ACTION_NOTE,
	ACTION_PLAN,
	ACTION_MARK,
	ACTION_MARK_RANGE, ACTION_MARK_ALL, ACTION_MARK_INVERT,
	ACTION_DETAILS,
	ACTION_RUNBOOK,
	ACTION_SEARCH,
	ACTION_SEARCH_NEXT, ACTION_SEARCH_PREVIOUS,
	ACTION_FILTER,
	ACTION_BACK,
	ACTION_DOWN,
	ACTION_UP,
	ACTION_TOP,
	ACTION_BOTTOM,
	ACTION_PAGE_DOWN,
	ACTION_PAGE_UP,
	ACTION_NONE,
};
/* clang-format on */

const struct panel_ops panel_alerts = {
	.name = "alerts",
	.title = N_("Alerts"),
	.what = N_("What fires, most pressing first, who answers for it and who has it; the limit "
	           "counts down until somebody does."),
	.min_width = 36,
	.min_height = 4,
	.state_size = sizeof(struct alerts_state),
	.actions = actions,
	.shows = "alerts",
	.draw = alerts_draw,
	.head = alerts_head,
	.act = alerts_act,
	.set_filter = alerts_set_filter,
	.find = alerts_find,
	.filter = alerts_filter,
	.work = alerts_work,
	.details = alerts_details,
	.copy = alerts_copy,
	.tell = alerts_tell,
	.select = alerts_select,
	.fini = alerts_fini,
};
