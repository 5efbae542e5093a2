/* The report's last sections: money, plans, decisions, what to change. */
#include "app/report.h"
#include "base/lang.h"
#include "panels/words.h"
#include "room/proposal.h"

#include <math.h>

enum { STEPS = 80 };

static void
cell_money(struct report_part *table, const struct review *r, int64_t minor)
{
	char text[40];

	report_cell(table, "%s", words_money(r->room, minor, text, sizeof text));
}

static void
cell_share(struct report_part *table, double share)
{
	char text[16];

	report_cell(table, "%s", words_percent(share, text, sizeof text));
}

static void
put_lines(struct report_doc *doc, const struct review *r, const struct budget *b)
{
	GArray *lines = room_outlooks(r->room, BY_LINE, r->to_us);
	struct report_part *table = report_table(
	    doc,
	    _("Line|Team|>Planned|>Planned by then|>Committed|>Spent|>Spent share|>Forecast|>Return"));

	for (guint i = 0; i < lines->len; i++) {
		const struct outlook *o = &g_array_index(lines, struct outlook, i);
		const struct line_state *line = room_line(r->room, o->key);

		report_cell(table, "%s%s", o->title, o->is_over_cap ? _(" OVER ITS CAP") : "");
		report_cell(table, "%s", line ? line->is.team : "");
		cell_money(table, r, o->planned);
		cell_money(table, r, o->planned_now);
		cell_money(table, r, o->committed);
		cell_money(table, r, o->actual);
		cell_share(table, o->burn);
		cell_money(table, r, o->forecast);
		if (isfinite(o->return_ratio))
			report_cell(table, "%.1f", o->return_ratio);
		else
			report_cell(table, "-");
	}
	report_cell(table, _("all"));
	report_cell(table, " ");
	cell_money(table, r, b->planned);
	cell_money(table, r, b->planned_now);
	cell_money(table, r, b->committed);
	cell_money(table, r, b->actual);
	cell_share(table, b->burn);
	cell_money(table, r, b->forecast_end);
	if (isfinite(b->return_ratio))
		report_cell(table, "%.1f", b->return_ratio);
	else
		report_cell(table, "-");
	g_array_unref(lines);
}

static void
add_point(GArray *points, int64_t at_us, int64_t minor)
{
	struct point point = { at_us, (double)minor / 100 };

	g_array_append_val(points, point);
}

/* Planned and spent over the event, and where it goes at the pace so far. */
static void
put_burn(struct report_doc *doc, const struct review *r, const struct budget *b)
{
	int64_t from_us = r->room->is.event_start_us, to_us = r->room->is.event_end_us;
	GArray *planned = g_array_new(FALSE, FALSE, sizeof(struct point));
	GArray *actual = g_array_new(FALSE, FALSE, sizeof(struct point));
	GArray *forecast = g_array_new(FALSE, FALSE, sizeof(struct point));
	struct report_chart *chart =
	    report_chart(doc, _("money planned and spent"), from_us, to_us);

	for (int i = 0; i <= STEPS; i++) {
		int64_t at_us = from_us + (to_us - from_us) / STEPS * i;

		add_point(planned, at_us, budget_planned_at(r->room, NULL, at_us));
		if (b->as_of_us != UNSAID && at_us < b->as_of_us)
			add_point(actual, at_us, budget_actual_at(r->room, at_us));
	}
	if (b->as_of_us != UNSAID)
		add_point(actual, b->as_of_us, b->actual);
	if (b->as_of_us != UNSAID && b->forecast_end != UNSAID && b->as_of_us < to_us) {
		add_point(forecast, b->as_of_us, b->actual);
		add_point(forecast, to_us, b->forecast_end);
	}
	g_free(chart->unit);
	chart->unit = g_strdup(r->room->is.currency);
	report_series(chart, _("spent"), SERIES_MAIN, actual);
	report_series(chart, _("planned"), SERIES_PLAN, planned);
	report_series(chart, _("forecast"), SERIES_FORECAST, forecast);
}

static void
item_ratio(struct report_part *list, const char *name, double value)
{
	if (isfinite(value))
		report_cell(list, "%s %.2f", name, value);
	else
		report_cell(list, "%s -", name);
}

static void
put_rules(struct report_doc *doc, const struct review *r, const struct budget *b)
{
	struct report_part *list = report_list(doc);
	const struct define_room *is = &r->room->is;
	char one[40], other[40], third[40];

	report_cell(list, _("as of %s"), words_instant(r->room, b->as_of_us, one, sizeof one));
	report_cell(list, _("core %s, other %s, reserve %s of the plan%s%s"),
	            words_percent(b->core, one, sizeof one),
	            words_percent(b->other, other, sizeof other),
	            words_percent(b->reserve, third, sizeof third),
	            b->core_too_small ? _("; core is too small") : "",
	            b->other_too_big ? _("; other is too big") : "");
	report_cell(list, _("loss %s (%s of the plan, at most %s)%s"),
	            words_money(r->room, b->loss, one, sizeof one),
	            words_percent(b->loss_share, other, sizeof other),
	            words_percent(is->loss_cap, third, sizeof third),
	            b->loss_over_cap ? _(": OVER") : "");
	report_cell(list, _("spent at most %s of the plan: %s"),
	            words_percent(is->spend_cap, one, sizeof one),
	            b->spend_over_cap ? _("MISSED") : lang_in("promise", "kept"));
	item_ratio(list, _("cost performance (CPI)"), b->ev.cpi);
	item_ratio(list, _("schedule performance (SPI)"), b->ev.spi);
	report_cell(list, _("estimate at completion (EAC) %s"),
	            words_money(r->room, isfinite(b->ev.eac) ? minor_round(b->ev.eac) : UNSAID, one,
	                        sizeof one));
}

static void
put_moves(struct report_doc *doc, const struct review *r)
{
	static const char *const states[] = { N_("open"), N_("approved"), N_("refused"),
		                              N_("lapsed") };
	struct report_part *table = NULL;
	char when[32];

	for (guint i = 0; i < r->room->proposals->len; i++) {
		const struct proposal_state *p = g_ptr_array_index(r->room->proposals, i);

		if (!p->is_stated ||
		    (p->decided_us != UNSAID ? p->decided_us : p->at_us) < r->from_us)
			continue;
		if (!table)
			table =
			    report_table(doc, _("Proposed|By|From|To|>Amount|State|Decided|Why"));
		report_cell(table, "%s",
		            instant_day(p->at_us, r->room->zone, DAY_MINUTE, when, sizeof when));
		report_cell(table, "%s", *p->by ? words_person(r->room, p->by) : _("the rule"));
		report_cell(table, "%s", p->from);
		report_cell(table, "%s", p->to);
		cell_money(table, r, p->amount_minor);
		report_cell(table, "%s", _(states[p->status]));
		report_cell(table, "%s",
		            p->decided_us == UNSAID ? "-"
		                                    : instant_day(p->decided_us, r->room->zone,
		                                                  DAY_MINUTE, when, sizeof when));
		report_cell(table, "%s", p->why);
	}
	if (!table)
		report_text(doc, _("No money was proposed to be moved."));
}

void
report_money(struct report_doc *doc, const struct review *r)
{
	struct budget b = room_budget(r->room, r->to_us);

	report_heading(doc, 2, _("Money planned and spent"));
	if (r->room->lines->len == 0) {
		report_text(doc, _("The room has no budget lines."));
		return;
	}
	put_rules(doc, r, &b);
	put_lines(doc, r, &b);
	if (r->room->is.event_start_us != UNSAID && r->room->is.event_end_us != UNSAID)
		put_burn(doc, r, &b);
	put_moves(doc, r);
}

static const char *
run_state(const struct plan_run *run)
{
	if (run->is_aborted)
		return run->started_us == UNSAID ? _("not now") : _("aborted");
	if (run->ended_us != UNSAID)
		return _("done");
	return run->started_us != UNSAID ? _("running") : _("offered");
}

static void
put_run(struct report_part *table, const struct review *r, const struct plan_run *run)
{
	int64_t began_us = run->offered_us != UNSAID ? run->offered_us : run->started_us;
	int64_t took_us = plan_run_took_us(run), rto_us = run->plan->is.rto_us;
	bool is_late = run->missed_rto || (rto_us != UNSAID && took_us > rto_us);
	char when[32], took[32], rto[32];

	report_cell(table, "%s",
	            instant_day(began_us, r->room->zone, DAY_SECOND, when, sizeof when));
	report_cell(table, "%s", run->plan->is.title);
	report_cell(table, "%s", run->why);
	report_cell(table, "%s",
	            run->started_us == UNSAID ? "-"
	            : *run->by                ? words_person(r->room, run->by)
	                                      : _("the rule"));
	report_cell(table, "%s", run_state(run));
	report_cell(table, _("%u of %u"), plan_run_steps(run->done),
	            (unsigned)run->plan->is.n_steps);
	report_cell(table, "%u", plan_run_steps(run->late));
	report_cell(table, _("%s of %s%s"),
	            took_us == UNSAID ? "-" : duration_clock(took_us, took, sizeof took),
	            rto_us == UNSAID ? "-" : duration_clock(rto_us, rto, sizeof rto),
	            is_late ? _(" MISSED") : "");
	report_cell(table, "%s", run->feedback);
}

void
report_plans(struct report_doc *doc, const struct review *r)
{
	struct report_part *table;

	report_heading(doc, 2, _("Plans"));
	if (r->runs->len == 0) {
		report_text(doc, _("No plan was offered or started."));
		return;
	}
	table = report_table(
	    doc, _("Began|Plan|Because|Started by|State|>Steps|>Late|>Time of RTO|Feedback"));
	for (guint i = 0; i < r->runs->len; i++)
		put_run(table, r, g_ptr_array_index(r->runs, i));
}

void
report_decisions(struct report_doc *doc, const struct review *r)
{
	struct report_part *table;
	char when[32];

	report_heading(doc, 2, _("Decisions"));
	if (r->rulings->len == 0) {
		report_text(doc, _("No decision is on record."));
		return;
	}
	table = report_table(doc, _("Time|Who|What|Why"));
	for (guint i = 0; i < r->rulings->len; i++) {
		const struct ruling *ruling = g_ptr_array_index(r->rulings, i);

		report_cell(
		    table, "%s",
		    instant_day(ruling->at_us, r->room->zone, DAY_SECOND, when, sizeof when));
		report_cell(table, "%s", words_person(r->room, ruling->person));
		report_cell(table, "%s", ruling->about);
		report_cell(table, "%s", ruling->why);
	}
}

void
report_improvements(struct report_doc *doc, const struct review *r)
{
	static const char *const questions[] = {
		N_("What went well, and should be done so again:"),
		N_("What went badly, and why:"),
		N_("What we will do otherwise, who does it, and until when:"),
	};
	GPtrArray *items = review_improvements(r);
	struct report_part *part;

	report_heading(doc, 2, _("To improve"));
	if (items->len == 0)
		report_text(doc, _("Nothing is open, and no limit was missed."));
	part = items->len ? report_table(doc, _("What|Who answers")) : NULL;
	for (guint i = 0; i < items->len; i++) {
		const struct improvement *item = g_ptr_array_index(items, i);

		report_cell(part, "%s", item->text);
		report_cell(part, "%s", words_person(r->room, item->owner));
	}
	g_ptr_array_unref(items);
	report_heading(doc, 2, _("Lessons"));
	report_text(doc, _("To be filled in together:"));
	part = report_list(doc);
	for (size_t i = 0; i < G_N_ELEMENTS(questions); i++)
		report_cell(part, "%s", _(questions[i]));
}
