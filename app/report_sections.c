/* The report's first sections: what it is about, goals against results, phases and gates. */
#include "app/report.h"
#include "base/lang.h"
#include "base/quantity.h"
#include "panels/words.h"
#include "room/budget.h"
#include "room/course.h"

#include <math.h>
#include <string.h>

/* A course is drawn with at most so many steps; what does not fit into the tables is in JSON. */
enum { STEPS = 160, GROUPS_MAX = 8 };

static unsigned
count_rank(const struct review *r, int64_t rank)
{
	unsigned n = 0;

	for (guint i = 0; i < r->incidents->len; i++) {
		const struct incident *incident = g_ptr_array_index(r->incidents, i);

		n += !incident->is_risk && (rank == 0 || incident->rank == rank);
	}
	return n;
}

static void
put_glance(struct report_doc *doc, const struct review *r)
{
	struct warning_quality warnings = review_warnings(r);
	GArray *times = review_times(r);
	const struct review_times *all = &g_array_index(times, struct review_times, 0);
	struct budget budget = room_budget(r->room, r->to_us);
	struct report_part *list = report_list(doc);
	char clock[32], spent[40], planned[40];

	report_cell(
	    list,
	    _("alerts: %u (urgent %u, key %u), %u of them missed a limit, %u were seen by nobody"),
	    all->incidents, count_rank(r, 1), count_rank(r, 2), all->missed, all->unseen);
	report_cell(list, _("until seen: median %s"),
	            all->see.n ? duration_clock(all->see.median_us, clock, sizeof clock) : "-");
	report_cell(list, _("risks triggered: %u; plans begun or offered: %u; decisions: %u"),
	            warnings.triggers, r->runs->len, r->rulings->len);
	report_cell(list, _("money: %s spent of %s"),
	            words_money(r->room, budget.actual, spent, sizeof spent),
	            words_money(r->room, budget.planned, planned, sizeof planned));
	g_array_unref(times);
}

struct report_doc *
report_doc_of(const struct review *r)
{
	char *title = g_strdup_printf(_("Review: %s"), r->room->is.name);
	struct report_doc *doc = report_doc_new(title, r->room->is.zone);
	char from[48], to[48];

	g_free(title);
	if (r->from_us == UNSAID || r->events + r->observations == 0) {
		report_text(doc,
		            _("The journal is empty for this time: there is nothing to review."));
		return doc;
	}
	report_text(doc, _("From %s to %s: %u events and %u observations of the journal."),
	            words_instant(r->room, r->from_us, from, sizeof from),
	            words_instant(r->room, r->to_us, to, sizeof to), r->events, r->observations);
	put_glance(doc, r);
	report_goals(doc, r);
	report_phases(doc, r);
	report_incidents(doc, r);
	report_times(doc, r);
	report_money(doc, r);
	report_plans(doc, r);
	report_decisions(doc, r);
	report_improvements(doc, r);
	return doc;
}

static const char *
stage_word(enum event_stage stage)
{
	static const char *const words[] = { N_("before the event"), N_("during"),
		                             N_("after the event") };

	return _(words[stage]);
}

static struct report_part *
goal_table(struct report_doc *doc, const struct review *r)
{
	struct report_part *table = report_table(doc, _("Group|Indicator|>Target"));
	char when[32];

	for (guint i = 0; i < r->stages->len; i++) {
		const struct review_stage *stage =
		    &g_array_index(r->stages, struct review_stage, i);

		report_column(
		    table, true, "%s, %s", stage->title,
		    instant_day(stage->at_us, r->room->zone, DAY_MINUTE, when, sizeof when));
	}
	report_column(table, false, _("Reached"));
	report_column(table, true, _("To last year"));
	report_column(table, true, _("To the trade"));
	return table;
}

static void
cell_change(struct report_part *table, double change)
{
	if (isfinite(change))
		report_cell(table, "%+.1f%%", 100 * change);
	else
		report_cell(table, "-");
}

static const struct indicator *
indicator_at(const struct review *r, guint stage, guint n)
{
	return &g_array_index(
	    g_array_index(r->stages, struct review_stage, stage).evaluation.indicators,
	    struct indicator, n);
}

static void
put_indicator(struct report_part *table, const struct review *r, guint n)
{
	static const char *const reached[] = { N_("unknown"), N_("yes"), N_("NO") };
	const struct indicator *last = indicator_at(r, r->stages->len - 1, n);
	const struct metric *is = &last->metric->is;
	char text[32];

	report_cell(table, "%s", is->group);
	report_cell(table, "%s%s%s", is->title, *is->unit ? ", " : "", is->unit);
	report_cell(table, "%s", number_short(is->target, (int)is->decimals, text, sizeof text));
	for (guint s = 0; s < r->stages->len; s++)
		report_cell(table, "%s",
		            number_short(indicator_at(r, s, n)->value, (int)is->decimals, text,
		                         sizeof text));
	report_cell(table, "%s", _(reached[last->reached]));
	cell_change(table, last->against_baseline);
	cell_change(table, last->against_benchmark);
}

static void
cell_score(struct report_part *table, const struct group_score *score)
{
	if (isfinite(score->score))
		report_cell(table, _("%.0f%% (%u of %u)"), 100 * score->score, score->reached,
		            score->known);
	else
		report_cell(table, "-");
}

static void
put_scores(struct report_doc *doc, const struct review *r)
{
	const GArray *groups = g_array_index(r->stages, struct review_stage, 0).evaluation.groups;
	guint n_groups = MIN(groups->len, GROUPS_MAX);
	struct report_part *table = report_table(doc, _("Moment|Stage|>Score of all"));

	for (guint g = 0; g < n_groups; g++)
		report_column(table, true, "%s",
		              g_array_index(groups, struct group_score, g).group);
	for (guint s = 0; s < r->stages->len; s++) {
		const struct review_stage *stage =
		    &g_array_index(r->stages, struct review_stage, s);
		const struct evaluation *e = &stage->evaluation;

		report_cell(table, "%s", stage->title);
		report_cell(table, "%s", stage_word(e->stage));
		cell_score(table, &e->all);
		for (guint g = 0; g < n_groups; g++)
			cell_score(table, &g_array_index(e->groups, struct group_score, g));
	}
}

/* The worst of each step: what a review is about, and a thinned line must not hide. Between samples that
 * are further apart than the journal leaves out is a gap. */
static GArray *
thin(const struct review *r, const struct metric *is, const GArray *course)
{
	GArray *points = g_array_new(FALSE, FALSE, sizeof(struct point));
	int64_t step_us = MAX((r->to_us - r->from_us) / STEPS, 1), last = -1, before_us = UNSAID;

	for (guint i = 0; i < course->len; i++) {
		struct point point = g_array_index(course, struct point, i);
		int64_t step = (point.at_us - r->from_us) / step_us;

		if (step == last) {
			struct point *kept = &g_array_index(points, struct point, points->len - 1);

			if (threshold_is_worse(is->direction, point.value, kept->value))
				kept->value = point.value;
		} else {
			if (before_us != UNSAID && point.at_us - before_us > is->max_age_us)
				g_array_append_val(points, ((struct point){ before_us, NAN }));
			g_array_append_val(points, point);
		}
		last = step;
		before_us = point.at_us;
	}
	return points;
}

static void
put_courses(struct report_doc *doc, const struct review *r)
{
	for (guint i = 0; i < r->room->metrics->len; i++) {
		const struct metric_state *metric = g_ptr_array_index(r->room->metrics, i);
		const GArray *course = g_hash_table_lookup(r->courses, metric->is.id);
		struct report_chart *chart;

		if (!course || course->len < 2 || !(metric->is.weight > 0))
			continue;
		chart = report_chart(doc, metric->is.title, r->from_us, r->to_us);
		g_free(chart->unit);
		chart->unit = g_strdup(metric->is.unit);
		chart->decimals = (int)metric->is.decimals;
		/* of what adds up the target is that of the whole event */
		if (metric->is.n_pace == 0)
			chart->target = metric->is.target;
		chart->is_stepped = true; /* what does not change is not journaled */
		report_series(chart, metric->is.title, SERIES_MAIN, thin(r, &metric->is, course));
	}
}

void
report_goals(struct report_doc *doc, const struct review *r)
{
	guint n = g_array_index(r->stages, struct review_stage, 0).evaluation.indicators->len;
	struct report_part *table;

	report_heading(doc, 2, _("Goals against results"));
	if (n == 0) {
		report_text(doc, _("No metric of this room has a weight in the evaluation."));
		return;
	}
	put_scores(doc, r);
	table = goal_table(doc, r);
	for (guint i = 0; i < n; i++)
		put_indicator(table, r, i);
	report_text(
	    doc, _("Reached: at the end, of what adds up against its pace by then. Courses show the"
	           " worst value of each step of time."));
	put_courses(doc, r);
}

static void
cell_when(struct report_part *table, const struct review *r, int64_t at_us)
{
	char text[32];

	report_cell(table, "%s",
	            at_us == UNSAID ? "-"
	                            : instant_format(at_us, r->room->zone, "%Y-%m-%d %H:%M", text,
	                                             sizeof text));
}

static void
put_phase(struct report_part *table, const struct review *r, const struct phase *phase)
{
	const struct course *course = room_course(r->room, phase->id);
	int64_t held_us = phase_held_us(r->room, phase, r->to_us);
	bool is_red =
	    (course && course->red_since_us != UNSAID) || phase_is_red(r->room, phase, r->to_us);
	char held[16];

	report_cell(table, "%s%s", phase_depth(r->room, phase) > 0 ? "– " : "", phase->title);
	cell_when(table, r, phase->start_us);
	cell_when(table, r, phase->end_us);
	cell_when(table, r, phase->actual_start_us);
	cell_when(table, r, phase->actual_end_us);
	report_cell(table, "%s", held_us > 0 ? duration_coarse(held_us, held, sizeof held) : "-");
	report_cell(table, "%s",
	            is_red                                    ? _("RED: gates were open")
	            : phase_start_us(phase) > r->to_us        ? _("not yet")
	            : phase_roll_counts(r->room, phase).no_go ? _("with a no-go")
	                                                      : _("in order"));
}

static void
put_gate(struct report_part *table, const struct review *r, const struct gate_state *gate)
{
	static const char *const answers[] = { NC_("gate", "OPEN"), NC_("gate", "accepted"),
		                               NC_("gate", "REFUSED") };
	int64_t due_us = gate_due_us(r->room, gate);
	int64_t until_us = gate_is_accepted(gate) ? gate->at_us : r->to_us;
	char late[16];

	report_cell(table, "%s", gate->is.title);
	report_cell(table, "%s", words_person(r->room, gate->is.owner));
	cell_when(table, r, due_us);
	report_cell(table, "%s", lang_in("gate", answers[gate->answer]));
	report_cell(table, "%s", *gate->by ? words_person(r->room, gate->by) : "-");
	cell_when(table, r, gate->at_us);
	report_cell(table, "%s",
	            due_us != UNSAID && until_us > due_us
	                ? duration_coarse(until_us - due_us, late, sizeof late)
	                : "-");
	report_cell(table, "%s", gate->why);
}

void
report_phases(struct report_doc *doc, const struct review *r)
{
	struct report_part *table;

	report_heading(doc, 2, _("Phases and gates"));
	table = report_table(
	    doc, _("Phase|Planned start|Planned end|Actual start|Actual end|>Held|Entered"));
	for (guint i = 0; i < r->room->phases->len; i++)
		put_phase(table, r, g_ptr_array_index(r->room->phases, i));
	if (r->room->gates->len == 0)
		return;
	table = report_table(doc, _("Gate|Owner|Due|Answer|By|At|>Late by|Why"));
	for (guint i = 0; i < r->room->gates->len; i++)
		put_gate(table, r, g_ptr_array_index(r->room->gates, i));
}
