/* Everything about the selected alert, as text. */
#include "panels/alerts.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "panels/words.h"
#include "room/escalate.h"
#include "room/risk.h"
#include "room/roster.h"
#include "room/sideways.h"
#include "room/team.h"

#include <stdlib.h>
#include <string.h>

static const char *const ack_states[] = {
	[ACK_PENDING] = N_("pending"), [ACK_KEPT] = N_("kept"),
	[ACK_SENT] = N_("sent"),       [ACK_CONFIRMED] = N_("confirmed"),
	[ACK_REFUSED] = N_("REFUSED"), [ACK_LOST] = N_("NOT KEPT"),
	[ACK_ENDED] = N_("ended"),
};

static void
add_times(GString *to, const struct panel_context *ctx, const struct alert *alert)
{
	char at[64], ago[32];

	words_detail(to, _("starts"), "%s, %s",
	             words_instant(ctx->room, alert->starts_us, at, sizeof(at)),
	             words_ago(alert->starts_us, ctx->now_us, ago, sizeof(ago)));
	words_detail(to, _("first seen here"), "%s",
	             words_instant(ctx->room, alert->observed_us, at, sizeof(at)));
	if (alert->recovered_us != UNSAID)
		words_detail(to, _("recovered"), "%s",
		             words_instant(ctx->room, alert->recovered_us, at, sizeof(at)));
}

static void
add_tier(GString *to, const struct panel_context *ctx, const struct alert *alert)
{
	int64_t left_us = alert_remaining_us(alert, ctx->now_us);
	char limit[16], left[16];

	if (!alert->tier)
		return;
	words_detail(to, _("tier"), _("%s, limit %s, %s %s"), alert->tier->is.title,
	             duration_coarse(alert->tier->is.limit_us, limit, sizeof(limit)),
	             left_us < 0 ? _("OVERDUE by") : _("left"),
	             duration_coarse(llabs(left_us), left, sizeof(left)));
}

static void
add_risk(GString *to, const struct panel_context *ctx, const struct alert *alert)
{
	const struct risk_state *risk = alert->risk;
	char cost[32], letters[8];

	if (!risk) {
		g_string_append(to, _("risk: none matches\n"));
		return;
	}
	words_detail(to, _("risk"), _("%s (%s), cost %s"), risk->is.title,
	             words_level(risk->is.level),
	             words_money(ctx->room, risk_cost_minor(risk), cost, sizeof(cost)));
	for (size_t i = 0; i < risk->is.n_raci; i++) {
		const struct raci_cell *cell = &risk->is.raci[i];
		const struct person *person = raci_person(ctx->room, cell, ctx->now_us);

		g_string_append_printf(
		    to, "  %s %s: %s%s%s\n", raci_letters(cell->letters, letters, sizeof(letters)),
		    words_team(ctx->room, cell->team), person ? person->name : _("nobody"),
		    person && *person->contact ? ", " : "", person ? person->contact : "");
	}
	words_detail(to, _("plan"), "%s", risk->is.plan);
}

static gint
by_time(gconstpointer a, gconstpointer b)
{
	const struct ack *x = *(struct ack *const *)a, *y = *(struct ack *const *)b;

	return x->at_us < y->at_us ? -1 : x->at_us > y->at_us;
}

static void
add_ack(GString *to, const struct panel_context *ctx, const struct ack *ack)
{
	char at[32], until[32];

	g_string_append_printf(to, _("  %s %s by %s: %s"),
	                       words_when(ctx->room, ack->at_us, ctx->now_us, at, sizeof(at)),
	                       ack->kind == ACK_SILENCE ? _("silence") : _("acknowledged"),
	                       words_person(ctx->room, ack->person), _(ack_states[ack->state]));
	if (ack->state < ACK_REFUSED && !ack->deliverable)
		g_string_append(to, _(" (its source takes no acknowledgements)"));
	if (ack->retries > 0)
		g_string_append_printf(to, _(", %u retries"), ack->retries);
	if (*ack->reason)
		g_string_append_printf(to, ", %s", _(ack->reason));
	if (ack->until_us != UNSAID)
		g_string_append_printf(
		    to, _(", until %s"),
		    words_when(ctx->room, ack->until_us, ctx->now_us, until, sizeof(until)));
	if (*ack->comment)
		g_string_append_printf(to, ": \"%s\"", ack->comment);
	g_string_append_c(to, '\n');
}

static void
add_acks(GString *to, const struct panel_context *ctx, const struct alert *alert)
{
	GPtrArray *acks = g_ptr_array_new();
	GHashTableIter iter;
	gpointer ack;

	g_hash_table_iter_init(&iter, ctx->room->acks);
	while (g_hash_table_iter_next(&iter, NULL, &ack))
		if (strcmp(((struct ack *)ack)->alert_key, alert->key) == 0)
			g_ptr_array_add(acks, ack);
	g_ptr_array_sort(acks, by_time);
	if (acks->len > 0)
		g_string_append(to, _("acknowledgements:\n"));
	for (guint i = 0; i < acks->len; i++)
		add_ack(to, ctx, g_ptr_array_index(acks, i));
	g_ptr_array_unref(acks);
}

/* To whom it was given, who owes feedback on a missed limit, which team has not answered a notice. */
static void
add_people(GString *to, const struct panel_context *ctx, const struct alert *alert)
{
	const struct assignment *given = alert_assigned(ctx->room, alert);
	GPtrArray *items = room_supervised(ctx->room),
		  *notices = room_open_notices(ctx->room, NULL);
	char at[64];

	if (given)
		words_detail(to, _("assigned"), _("%s to %s by %s%s%s"),
		             words_instant(ctx->room, given->at_us, at, sizeof(at)),
		             words_person(ctx->room, given->to), given->by,
		             *given->text ? ": " : "", given->text);
	for (guint i = 0; i < items->len; i++) {
		const struct supervised *item = g_ptr_array_index(items, i);

		if (strcmp(item->key, alert->key) == 0)
			words_detail(
			    to, _("supervised"), _("feedback of %s %s %s (d says what was done)"),
			    words_person(ctx->room, item->owes),
			    item->is_feedback_late ? _("OVERDUE since") : _("is due"),
			    words_instant(ctx->room, item->feedback_due_us, at, sizeof(at)));
	}
	for (guint i = 0; i < notices->len; i++) {
		const struct notice *notice = g_ptr_array_index(notices, i);

		if (strcmp(notice->subject, alert->key) == 0)
			words_detail(to, _("notice"), _("to %s, %s"),
			             words_team(ctx->room, notice->team),
			             notice->is_late ? _("answer OVERDUE") : _("not answered"));
	}
	g_ptr_array_unref(items);
	g_ptr_array_unref(notices);
}

static void
add_state(GString *to, const struct panel_context *ctx, const struct alert *alert)
{
	struct ack_words state = words_ack(alert, ctx->now_us);
	char at[64], why[160];

	words_detail(to, _("state"), "%s", state.text);
	if (alert_is_unseen(alert) && *alert->more->reopened)
		words_detail(to, _("asks again because"), "%s", _(alert->more->reopened));
	if (alert->escalated)
		words_detail(to, _("escalated"), _("%s step %d of %d to %s%s%s: %s"),
		             words_instant(ctx->room, alert->escalated->at_us, at, sizeof(at)),
		             (int)alert->escalated->step, (int)escalation_steps(alert),
		             words_person(ctx->room, alert->escalated->to),
		             *alert->escalated->person ? _(" by ") : "", alert->escalated->person,
		             escalation_words(alert->escalated->why, why, sizeof(why)));
	add_people(to, ctx, alert);
	if (*alert->more->held_by)
		words_detail(
		    to, _("held at its source by"), "%s%s%s: %s", alert->more->held_by,
		    alert->more->held_until_us ? _(" until ") : "",
		    alert->more->held_until_us
			? words_instant(ctx->room, alert->more->held_until_us, at, sizeof(at))
			: "",
		    alert->more->held_comment);
	for (size_t i = 0; i < alert->more->n_silenced_by; i++)
		words_detail(to, _("silenced by"), "%s", alert->more->silenced_by[i]);
	if (*alert->more->done_by)
		words_detail(to, _("done"), _("%s by %s: %s"),
		             words_instant(ctx->room, alert->more->done_us, at, sizeof(at)),
		             words_person(ctx->room, alert->more->done_by), alert->more->done_text);
	add_acks(to, ctx, alert);
}

/* What people said and did about it, from the timeline. */
static void
add_history(GString *to, const struct panel_context *ctx, const struct alert *alert)
{
	bool any = false;

	for (guint i = 0; i < ctx->room->log->len; i++) {
		const struct entry *entry = g_ptr_array_index(ctx->room->log, i);
		char at[32];

		if (strcmp(entry->subject, alert->key) != 0)
			continue;
		if (!any)
			g_string_append(to, _("timeline:\n"));
		any = true;
		g_string_append_printf(
		    to, "  %s %s\n",
		    words_when(ctx->room, entry->at_us, ctx->now_us, at, sizeof(at)), entry->text);
	}
}

char *
alerts_details(void *state, const struct panel_context *ctx)
{
	const struct alert *alert = alerts_selected(state, ctx);
	GString *to;
	char who[64];

	if (!alert)
		return NULL;
	to = g_string_new(NULL);
	words_detail(to, _("alert"), "%s", alert->title);
	words_detail(to, _("summary"), "%s", alert->summary);
	if (alert->hidden_text)
		g_string_append(to,
		                _("warning: its text held invisible characters, shown as marks\n"));
	add_tier(to, ctx, alert);
	add_state(to, ctx, alert);
	add_times(to, ctx, alert);
	words_detail(to, _("team"), "%s", words_team(ctx->room, alert->team));
	words_answerable(ctx->room, alert, ctx->now_us, who, sizeof(who));
	words_detail(to, "A / R", "%s", who);
	add_risk(to, ctx, alert);
	words_detail(to, _("runbook"), "%s",
	             *alert->runbook || !alert->risk ? alert->runbook : alert->risk->is.runbook);
	words_detail(to, _("link"), "%s", alert->link);
	words_detail(to, _("source"), "%s, %s", alert->source, alert->fingerprint);
	if (alert->n_labels > 0)
		g_string_append(to, _("labels:\n"));
	for (size_t i = 0; i < alert->n_labels; i++)
		g_string_append_printf(to, "  %s = %s\n", alert->labels[i].name,
		                       alert->labels[i].value);
	add_history(to, ctx, alert);
	return g_string_free(to, FALSE);
}
