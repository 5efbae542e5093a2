/* The report as JSON: all figures, for scripts. */
#include "app/json_out.h"
#include "app/report.h"
#include "base/text.h"
#include "panels/words.h"
#include "room/budget.h"
#include "room/course.h"
#include "room/proposal.h"

#include <json-c/json.h>
#include <math.h>
#include <string.h>

static void
out_text(struct json_object *to, const char *key, const char *text)
{
	char *clean = text_clean(text, text ? strlen(text) : 0, TEXT_MAX_BODY, NULL);

	json_out_text(to, key, clean);
	g_free(clean);
}

static struct json_object *
add_row(struct json_object *rows)
{
	struct json_object *row = json_object_new_object();

	json_object_array_add(rows, row);
	return row;
}

static struct json_object *
add_list(struct json_object *to, const char *key)
{
	struct json_object *rows = json_object_new_array();

	json_object_object_add(to, key, rows);
	return rows;
}

static struct json_object *
add_object(struct json_object *to, const char *key)
{
	struct json_object *object = json_object_new_object();

	json_object_object_add(to, key, object);
	return object;
}

static void
out_indicator(struct json_object *row, const struct indicator *i)
{
	out_text(row, "metric", i->metric->is.id);
	out_text(row, "group", i->metric->is.group);
	json_out_number(row, "value", i->value);
	json_out_number(row, "target", i->target);
	json_object_object_add(row, "reached",
	                       i->reached == REACHED_UNKNOWN
	                           ? NULL
	                           : json_object_new_boolean(i->reached == REACHED_YES));
	json_out_number(row, "attained", i->attained);
	json_out_number(row, "against_baseline", i->against_baseline);
	json_out_number(row, "against_benchmark", i->against_benchmark);
}

static void
out_goals(struct json_object *doc, const struct review *r)
{
	static const char *const stages[] = { "before", "during", "after" };
	struct json_object *rows = add_list(doc, "goals");

	for (guint s = 0; s < r->stages->len; s++) {
		const struct review_stage *stage =
		    &g_array_index(r->stages, struct review_stage, s);
		struct json_object *row = add_row(rows), *list;

		out_text(row, "moment", stage->title);
		json_out_time(row, "at", stage->at_us);
		json_out_text(row, "stage", stages[stage->evaluation.stage]);
		json_out_number(row, "score", stage->evaluation.all.score);
		list = add_list(row, "groups");
		for (guint i = 0; i < stage->evaluation.groups->len; i++) {
			const struct group_score *score =
			    &g_array_index(stage->evaluation.groups, struct group_score, i);
			struct json_object *group = add_row(list);

			out_text(group, "group", score->group);
			json_out_number(group, "score", score->score);
			json_out_count(group, "known", score->known);
			json_out_count(group, "reached", score->reached);
		}
		list = add_list(row, "indicators");
		for (guint i = 0; i < stage->evaluation.indicators->len; i++)
			out_indicator(add_row(list), &g_array_index(stage->evaluation.indicators,
			                                            struct indicator, i));
	}
}

static void
out_phases(struct json_object *doc, const struct review *r)
{
	struct json_object *rows = add_list(doc, "phases");

	for (guint i = 0; i < r->room->phases->len; i++) {
		const struct phase *phase = g_ptr_array_index(r->room->phases, i);
		const struct course *course = room_course(r->room, phase->id);
		struct json_object *row = add_row(rows);

		out_text(row, "id", phase->id);
		out_text(row, "parent", phase->parent);
		json_out_time(row, "planned_start", phase->start_us);
		json_out_time(row, "planned_end", phase->end_us);
		json_out_time(row, "actual_start", phase->actual_start_us);
		json_out_time(row, "actual_end", phase->actual_end_us);
		json_out_seconds(row, "held_s", phase_held_us(r->room, phase, r->to_us));
		json_out_flag(row, "red",
		              (course && course->red_since_us != UNSAID) ||
		                  phase_is_red(r->room, phase, r->to_us));
	}
	rows = add_list(doc, "gates");
	for (guint i = 0; i < r->room->gates->len; i++) {
		static const char *const answers[] = { "open", "accepted", "refused" };
		const struct gate_state *gate = g_ptr_array_index(r->room->gates, i);
		struct json_object *row = add_row(rows);

		out_text(row, "id", gate->is.id);
		out_text(row, "owner", gate->is.owner);
		json_out_time(row, "due", gate_due_us(r->room, gate));
		json_out_text(row, "answer", answers[gate->answer]);
		out_text(row, "by", gate->by);
		json_out_time(row, "at", gate->at_us);
		out_text(row, "why", gate->why);
	}
}

static void
out_incident(struct json_object *row, const struct incident *i)
{
	struct json_object *lines;

	json_out_text(row, "kind", i->is_risk ? "risk" : "alert");
	out_text(row, "key", i->key);
	out_text(row, "title", i->title);
	out_text(row, "tier", i->tier);
	out_text(row, "team", i->team);
	out_text(row, "risk", i->risk);
	json_out_time(row, "first_seen", i->first_us);
	json_out_time(row, "asked", i->asks_us);
	json_out_seconds(row, "limit_s", i->limit_us);
	json_out_time(row, "acknowledged", i->seen_us);
	out_text(row, "acknowledged_by", i->seen_by);
	json_out_time(row, "done", i->handled_us);
	out_text(row, "done_by", i->handled_by);
	out_text(row, "feedback", i->feedback);
	json_out_time(row, "recovered", i->recovered_us);
	json_out_count(row, "limits_missed", i->missed);
	out_text(row, "escalated_to", i->escalated_to);
	if (i->is_risk)
		json_out_flag(row, "right", i->is_answered);
	lines = add_list(row, "timeline");
	for (guint k = 0; k < i->lines->len; k++) {
		const struct review_line *line = g_ptr_array_index(i->lines, k);
		struct json_object *entry = add_row(lines);

		json_out_time(entry, "at", line->at_us);
		out_text(entry, "person", line->person);
		out_text(entry, "text", line->text);
	}
}

static void
out_spread(struct json_object *to, const char *key, const struct spread *spread)
{
	struct json_object *object = add_object(to, key);

	json_out_count(object, "n", spread->n);
	json_out_seconds(object, "median_s", spread->median_us);
	json_out_seconds(object, "p90_s", spread->p90_us);
	json_out_seconds(object, "worst_s", spread->worst_us);
}

static void
out_times(struct json_object *doc, const struct review *r)
{
	GArray *times = review_times(r);
	struct json_object *rows = add_list(doc, "times");

	for (guint i = 0; i < times->len; i++) {
		const struct review_times *t = &g_array_index(times, struct review_times, i);
		struct json_object *row = add_row(rows);

		out_text(row, "tier", t->tier);
		out_text(row, "team", t->team);
		json_out_count(row, "alerts", t->incidents);
		json_out_count(row, "unseen", t->unseen);
		json_out_count(row, "missed_a_limit", t->missed);
		out_spread(row, "see", &t->see);
		out_spread(row, "handle", &t->handle);
		out_spread(row, "recover", &t->recover);
	}
	g_array_unref(times);
}

static void
out_warnings(struct json_object *doc, const struct review *r)
{
	struct warning_quality q = review_warnings(r);
	struct json_object *row = add_object(doc, "warnings");

	json_out_count(row, "triggers", q.triggers);
	json_out_count(row, "right", q.right);
	json_out_count(row, "wrong", q.wrong);
	json_out_count(row, "open", q.open);
	json_out_number(row, "right_share", q.share);
	json_out_count(row, "handed_over", q.handed_over);
	json_out_count(row, "misdirected", q.misdirected);
}

static void
out_proposals(struct json_object *to, const struct review *r)
{
	static const char *const states[] = { "open", "approved", "refused", "lapsed" };
	struct json_object *rows = add_list(to, "proposals");

	for (guint i = 0; i < r->room->proposals->len; i++) {
		const struct proposal_state *p = g_ptr_array_index(r->room->proposals, i);
		struct json_object *row;

		if (!p->is_stated ||
		    (p->decided_us != UNSAID ? p->decided_us : p->at_us) < r->from_us)
			continue;
		row = add_row(rows);
		json_out_time(row, "at", p->at_us);
		out_text(row, "by", p->by);
		out_text(row, "from", p->from);
		out_text(row, "to", p->to);
		json_out_money(row, "amount", p->amount_minor);
		json_out_text(row, "state", states[p->status]);
		json_out_time(row, "decided", p->decided_us);
		out_text(row, "why", p->why);
	}
}

static void
out_money(struct json_object *doc, const struct review *r)
{
	struct budget b = room_budget(r->room, r->to_us);
	GArray *lines = room_outlooks(r->room, BY_LINE, r->to_us);
	struct json_object *to = add_object(doc, "money"), *rows;

	json_out_time(to, "as_of", b.as_of_us);
	json_out_money(to, "planned", b.planned);
	json_out_money(to, "planned_by_then", b.planned_now);
	json_out_money(to, "committed", b.committed);
	json_out_money(to, "spent", b.actual);
	json_out_money(to, "forecast", b.forecast_end);
	json_out_money(to, "eac", isfinite(b.ev.eac) ? minor_round(b.ev.eac) : UNSAID);
	json_out_number(to, "cpi", b.ev.cpi);
	json_out_number(to, "spi", b.ev.spi);
	json_out_number(to, "core", b.core);
	json_out_number(to, "other", b.other);
	json_out_number(to, "reserve", b.reserve);
	json_out_number(to, "loss_share", b.loss_share);
	json_out_number(to, "return", b.return_ratio);
	rows = add_list(to, "lines");
	for (guint i = 0; i < lines->len; i++) {
		const struct outlook *o = &g_array_index(lines, struct outlook, i);
		struct json_object *row = add_row(rows);

		out_text(row, "id", o->key);
		json_out_money(row, "planned", o->planned);
		json_out_money(row, "planned_by_then", o->planned_now);
		json_out_money(row, "committed", o->committed);
		json_out_money(row, "spent", o->actual);
		json_out_money(row, "forecast", o->forecast);
		json_out_number(row, "return", o->return_ratio);
	}
	g_array_unref(lines);
	out_proposals(to, r);
}

static void
out_runs(struct json_object *doc, const struct review *r)
{
	struct json_object *rows = add_list(doc, "plans");

	for (guint i = 0; i < r->runs->len; i++) {
		const struct plan_run *run = g_ptr_array_index(r->runs, i);
		struct json_object *row = add_row(rows);

		out_text(row, "plan", run->plan->is.id);
		out_text(row, "because", run->why);
		json_out_time(row, "offered", run->offered_us);
		json_out_time(row, "started", run->started_us);
		out_text(row, "started_by", run->by);
		json_out_time(row, "ended", run->ended_us);
		out_text(row, "ended_by", run->ended_by);
		json_out_flag(row, "aborted", run->is_aborted);
		json_out_count(row, "steps", (int64_t)run->plan->is.n_steps);
		json_out_count(row, "steps_done", plan_run_steps(run->done));
		json_out_count(row, "steps_late", plan_run_steps(run->late));
		json_out_seconds(row, "rto_s", run->plan->is.rto_us);
		json_out_seconds(row, "took_s", plan_run_took_us(run));
		json_out_flag(row, "missed_rto", run->missed_rto);
		out_text(row, "feedback", run->feedback);
	}
}

static void
out_words(struct json_object *doc, const struct review *r)
{
	GPtrArray *items = review_improvements(r);
	struct json_object *rows = add_list(doc, "decisions");

	for (guint i = 0; i < r->rulings->len; i++) {
		const struct ruling *ruling = g_ptr_array_index(r->rulings, i);
		struct json_object *row = add_row(rows);

		json_out_time(row, "at", ruling->at_us);
		json_out_text(row, "kind", event_kind_name(ruling->kind));
		out_text(row, "person", ruling->person);
		out_text(row, "what", ruling->about);
		out_text(row, "why", ruling->why);
	}
	rows = add_list(doc, "improvements");
	for (guint i = 0; i < items->len; i++) {
		const struct improvement *item = g_ptr_array_index(items, i);
		struct json_object *row = add_row(rows);

		out_text(row, "what", item->text);
		out_text(row, "owner", item->owner);
	}
	g_ptr_array_unref(items);
}

char *
report_json(const struct review *r)
{
	struct json_object *doc = json_object_new_object(), *rows;
	char *text;

	out_text(doc, "room", r->room->is.name);
	json_out_time(doc, "from", r->from_us);
	json_out_time(doc, "to", r->to_us);
	json_out_count(doc, "events", r->events);
	json_out_count(doc, "observations", r->observations);
	out_goals(doc, r);
	if (r->from_us != UNSAID) {
		out_phases(doc, r);
		rows = add_list(doc, "incidents");
		for (guint i = 0; i < r->incidents->len; i++)
			out_incident(add_row(rows), g_ptr_array_index(r->incidents, i));
		out_times(doc, r);
		out_warnings(doc, r);
		out_money(doc, r);
		out_runs(doc, r);
		out_words(doc, r);
	}
	text = json_out_take(doc);
	return text;
}
