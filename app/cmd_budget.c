/* `warroom budget`: the money for scripts. */
#include "app/budget_out.h"
#include "app/command.h"
#include "app/json_out.h"
#include "app/script.h"
#include "app/verbs.h"
#include "app/out.h"
#include "base/lang.h"
#include "base/text.h"
#include "panels/words.h"
#include "room/budget.h"

#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *class_word(enum line_class class)
{
	return class == LINE_CORE      ? N_("core")
	       : class == LINE_RESERVE ? N_("reserve")
	                               : N_("other");
}

/* A number of minor units as money; NAN and what is too large for it are unsaid. */
static int64_t
minor_of(double minor)
{
	return isfinite(minor) && fabs(minor) < 9e18 ? (int64_t)minor : UNSAID;
}

static struct json_object *
earned_json(const struct earned_value *ev)
{
	struct json_object *row = json_object_new_object();

	json_out_money(row, "bac", minor_of(ev->bac));
	json_out_money(row, "pv", minor_of(ev->pv));
	json_out_money(row, "ev", minor_of(ev->ev));
	json_out_money(row, "ac", minor_of(ev->ac));
	json_out_number(row, "cpi", ev->cpi);
	json_out_number(row, "spi", ev->spi);
	json_out_money(row, "eac", minor_of(ev->eac));
	json_out_money(row, "etc", minor_of(ev->etc));
	json_out_money(row, "vac", minor_of(ev->vac));
	json_out_money(row, "eac_rest_as_planned", minor_of(ev->eac_atypical));
	json_out_money(row, "eac_cost_and_schedule", minor_of(ev->eac_cost_and_schedule));
	json_out_number(row, "tcpi", ev->tcpi);
	return row;
}

static struct json_object *
lines_json(const struct room *room, int64_t now_us)
{
	struct json_object *rows = json_object_new_array();

	for (guint i = 0; i < room->lines->len; i++) {
		const struct line_state *line = g_ptr_array_index(room->lines, i);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "id", line->is.id);
		json_out_text(row, "title", line->is.title);
		json_out_text(row, "team", line->is.team);
		json_out_text(row, "region", line->is.region);
		json_out_text(row, "class", class_word(line->is.class));
		json_out_money(row, "planned", line->is.planned_minor);
		json_out_money(row, "planned_now", budget_planned_at(room, line, now_us));
		json_out_money(row, "committed", line->is.committed_minor);
		json_out_money(row, "actual", line->is.actual_minor);
		json_out_time(row, "as_of", line->is.as_of_us);
		budget_out_outlook(row, room, line, now_us);
		json_object_array_add(rows, row);
	}
	return rows;
}

static void
print_json(const struct session *s)
{
	struct budget b = room_budget(s->room, session_now_us(s));
	struct json_object *doc = json_out_document(s);

	json_out_text(doc, "currency", s->room->is.currency);
	json_out_money(doc, "planned", b.planned);
	json_out_money(doc, "planned_now", b.planned_now);
	json_out_money(doc, "committed", b.committed);
	json_out_money(doc, "actual", b.actual);
	json_out_time(doc, "as_of", b.as_of_us);
	json_out_number(doc, "burn", b.burn);
	json_out_number(doc, "plan", b.plan);
	json_out_money(doc, "rate_per_day", minor_of(b.rate_per_day));
	json_out_money(doc, "sustainable_per_day", minor_of(b.sustainable_per_day));
	json_out_money(doc, "forecast_end", b.forecast_end);
	json_out_money(doc, "forecast_low", b.forecast_low);
	json_out_money(doc, "forecast_high", b.forecast_high);
	json_out_money(doc, "eac_at_rate", b.eac_at_rate);
	json_out_money(doc, "spend_left", b.spend_left);
	json_out_money(doc, "loss_left", b.loss_left);
	json_out_number(doc, "return", b.return_ratio);
	json_out_time(doc, "runs_out", b.runs_out_us);
	json_out_number(doc, "core_share", b.core);
	json_out_number(doc, "other_share", b.other);
	json_out_number(doc, "reserve_share", b.reserve);
	json_out_money(doc, "loss", b.loss);
	json_out_number(doc, "loss_share", b.loss_share);
	json_out_flag(doc, "core_too_small", b.core_too_small);
	json_out_flag(doc, "other_too_big", b.other_too_big);
	json_out_flag(doc, "loss_over_cap", b.loss_over_cap);
	json_out_flag(doc, "spend_over_cap", b.spend_over_cap);
	json_object_object_add(doc, "earned_value", earned_json(&b.ev));
	json_object_object_add(doc, "lines", lines_json(s->room, session_now_us(s)));
	json_object_object_add(doc, "teams",
	                       budget_out_groups(s->room, BY_TEAM, session_now_us(s)));
	json_object_object_add(doc, "regions",
	                       budget_out_groups(s->room, BY_REGION, session_now_us(s)));
	json_object_object_add(doc, "proposals", budget_out_proposals(s->room));
	json_object_object_add(doc, "objectives",
	                       budget_out_objectives(s->room, session_now_us(s)));
	json_out_sources(doc, s);
	json_out_print(doc);
}

enum { MONEY_CELLS = 7 };

/* To the right: 万 is one letter in two cells and three bytes. */
static char *
money_column(const struct room *room, int64_t minor, char *buf, size_t size)
{
	char money[48];

	words_money(room, minor, money, sizeof money);
	g_snprintf(buf, (gulong)size, "%*s%s", MAX(MONEY_CELLS - text_width(money), 0), "", money);
	return buf;
}

static void
print_text(const struct session *s)
{
	struct budget b = room_budget(s->room, session_now_us(s));
	const struct room *room = s->room;
	int64_t now_us = session_now_us(s);
	char a[48], c[48], d[48], when[48];

	out_say(_("spent %s of %s, committed %s; burn %s"),
	        words_money(room, b.actual, a, sizeof a), words_money(room, b.planned, c, sizeof c),
	        words_money(room, b.committed, d, sizeof d),
	        words_percent(b.burn, when, sizeof when));
	out_say(_(", plan %s, forecast at the end %s"), words_percent(b.plan, a, sizeof a),
	        words_money(room, b.forecast_end, c, sizeof c));
	if (b.runs_out_us != UNSAID)
		out_say(_(", RUNS OUT %s"), words_instant(room, b.runs_out_us, when, sizeof when));
	out_say(_("%s%s%s%s; as of %s\n"), b.spend_over_cap ? _(", SPENT OVER THE CAP") : "",
	        b.loss_over_cap ? _(", LOSS OVER THE CAP") : "",
	        b.core_too_small ? _(", core share too small") : "",
	        b.other_too_big ? _(", other share too big") : "",
	        words_instant(room, b.as_of_us, when, sizeof when));
	for (guint i = 0; i < room->lines->len; i++) {
		const struct line_state *line = g_ptr_array_index(room->lines, i);

		out_say("%-16s  ", line->is.id);
		out_cells(_(class_word(line->is.class)), 7);
		out_say(_("  actual %s  planned %s  by now %s  %s\n"),
		        money_column(room, line->is.actual_minor, a, sizeof a),
		        money_column(room, line->is.planned_minor, c, sizeof c),
		        money_column(room, budget_planned_at(room, line, now_us), d, sizeof d),
		        line->is.title);
	}
	budget_out_print_proposals(room);
}

/* FROM TO AMOUNT -m WHY: what the console would have been told in one line. */
static int
propose(const struct options *o, int n, char **words)
{
	const char *keys[] = { words[0], NULL };
	struct script script = { .kind = INTENT_PROPOSE, .name = "budget propose", .keys = keys };
	int code;

	if (n != 3 || !verbs_has_words(o))
		return verbs_wrong(_("write budget propose FROM TO AMOUNT -m WHY"));
	script.words = g_strdup_printf("%s %s %s", words[1], words[2], o->comment);
	code = script_run(&script, o);
	g_free(script.words);
	return code;
}

static const struct verb verbs[] = {
	{ "propose FROM TO AMOUNT", "budget propose", INTENT_PROPOSE, NULL, propose },
	{ "approve ID", "budget approve", INTENT_APPROVE, NULL, NULL },
	{ "refuse ID", "budget refuse", INTENT_OPPOSE, N_("say why it is refused: -m TEXT"), NULL },
	{ .usage = NULL },
};

static int
run(int argc, char **argv)
{
	static const struct verbs budget = {
		.command = "budget",
		.summary = N_(
		    "list asks every source once and prints what is planned, committed and spent, and the\n"
		    "proposals. propose FROM TO AMOUNT -m WHY asks to move money between two lines;\n"
		    "approve ID and refuse ID -m WHY answer it for your team."),
		.which = N_(
		    "which proposal? give the start of its ID, as 'warroom budget list' prints it"),
		.print_json = print_json,
		.print_text = print_text,
		.verbs = verbs,
	};

	return verbs_run(&budget, argc, argv);
}

const struct command cmd_budget = {
	.name = "budget",
	.run = run,
	.synopsis = "list | propose FROM TO AMOUNT -m WHY | approve ID | refuse ID -m WHY [--json]",
	.help = N_("print the money and the moves proposed; propose, approve or refuse one"),
};
