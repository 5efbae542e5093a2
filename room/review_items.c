/* What the review says must change, with who answers for it. */
#include "room/review.h"

#include "base/lang.h"
#include "room/decision.h"
#include "room/escalate.h"
#include "room/phase.h"
#include "room/team.h"

#include <math.h>
#include <string.h>

const char *
review_accountable(const struct room *room, const char *risk, const char *team, int64_t at_us)
{
	const struct risk_state *state = room_risk(room, risk);
	const struct person *person = NULL;

	for (size_t i = 0; state && i < state->is.n_raci; i++) {
		const struct raci_cell *cell = &state->is.raci[i];

		if (!(cell->letters & RACI_A))
			continue;
		person = raci_person(room, cell, at_us);
		return person ? person->id : cell->team;
	}
	person = *team ? team_on_duty(room, team, at_us) : NULL;
	return person ? person->id : team;
}

static void
free_improvement(void *improvement)
{
	g_free(((struct improvement *)improvement)->text);
	g_free(improvement);
}

static void add(GPtrArray *list, const char *owner, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void
add(GPtrArray *list, const char *owner, const char *fmt, ...)
{
	struct improvement *improvement = g_new(struct improvement, 1);
	va_list ap;

	va_start(ap, fmt);
	improvement->text = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	improvement->owner = owner ? owner : "";
	g_ptr_array_add(list, improvement);
}

/* The last incident of a key; NULL. */
static const struct incident *
incident_of(const struct review *r, const char *key)
{
	for (guint n = r->incidents->len; n-- > 0;) {
		const struct incident *i = g_ptr_array_index(r->incidents, n);

		if (!i->is_risk && strcmp(i->key, key) == 0)
			return i;
	}
	return NULL;
}

static void
add_supervised(const struct review *r, GPtrArray *list)
{
	GPtrArray *open = room_supervised(r->room);

	for (guint n = 0; n < open->len; n++) {
		const struct supervised *item = g_ptr_array_index(open, n);
		const struct incident *i = incident_of(r, item->key);

		add(list, i ? review_accountable(r->room, i->risk, i->team, r->to_us) : item->to,
		    _("close %s: it missed a limit, step %d was reached, and nobody has said what was done"),
		    i ? i->title : item->title, (int)item->step);
	}
	g_ptr_array_unref(open);
}

static bool
is_supervised(const GPtrArray *open, const char *key)
{
	for (guint n = 0; n < open->len; n++)
		if (!strcmp(((const struct supervised *)g_ptr_array_index(open, n))->key, key))
			return true;
	return false;
}

static void
add_missed(const struct review *r, GPtrArray *list)
{
	GPtrArray *open = room_supervised(r->room);
	char limit[16], took[16];

	for (guint n = 0; n < r->incidents->len; n++) {
		const struct incident *i = g_ptr_array_index(r->incidents, n);

		if (i->is_risk || i->missed == 0 || i->limit_us == UNSAID ||
		    (i->seen_us == UNSAID && is_supervised(open, i->key)))
			continue; /* or it is said above */
		duration_coarse(i->limit_us, limit, sizeof limit);
		if (i->seen_us != UNSAID)
			add(list, review_accountable(r->room, i->risk, i->team, i->asks_us),
			    _("%s was seen after %s, the limit is %s"), i->title,
			    duration_coarse(i->seen_us - i->asks_us, took, sizeof took), limit);
		else
			add(list, review_accountable(r->room, i->risk, i->team, i->asks_us),
			    _("%s was seen by nobody, the limit is %s"), i->title, limit);
	}
	g_ptr_array_unref(open);
}

static void
add_warnings(const struct review *r, GPtrArray *list)
{
	for (guint n = 0; n < r->incidents->len; n++) {
		const struct incident *i = g_ptr_array_index(r->incidents, n);

		if (i->is_risk && !i->is_answered && i->recovered_us != UNSAID)
			add(list, review_accountable(r->room, i->risk, i->team, i->asks_us),
			    _("risk %s triggered and cleared without a real alert or a plan: look at its levels"),
			    i->title);
	}
}

static void
add_decisions(const struct review *r, GPtrArray *list)
{
	GPtrArray *chains = room_chains(r->room);

	for (guint n = 0; n < chains->len; n++) {
		const struct chain *chain = g_ptr_array_index(chains, n);

		if (chain->decision)
			add(list, chain->decision->person,
			    _("carry out what was decided on %s: %s"), chain->title,
			    decision_words(r->room, chain->decision));
	}
	g_ptr_array_unref(chains);
}

static void
add_gates(const struct review *r, GPtrArray *list)
{
	for (guint n = 0; n < r->room->gates->len; n++) {
		const struct gate_state *gate = g_ptr_array_index(r->room->gates, n);
		const char *owner = *gate->is.owner ? gate->is.owner : gate->is.team;
		int64_t due_us = gate_due_us(r->room, gate);

		if (due_us == UNSAID || due_us > r->to_us)
			continue;
		if (!gate_is_accepted(gate))
			add(list, owner, _("gate %s was due and is not accepted"), gate->is.title);
		else if (gate->at_us > due_us && gate->at_us >= r->from_us)
			add(list, owner, _("gate %s was accepted after it was due"),
			    gate->is.title);
	}
}

static void
add_plans(const struct review *r, GPtrArray *list)
{
	for (guint n = 0; n < r->runs->len; n++) {
		const struct plan_run *run = g_ptr_array_index(r->runs, n);
		int64_t took_us = plan_run_took_us(run);
		bool is_late = run->missed_rto ||
		               (run->plan->is.rto_us != UNSAID && took_us > run->plan->is.rto_us);

		if (is_late)
			add(list, run->plan->is.team, _("plan %s missed its recovery time"),
			    run->plan->is.title);
		else if (run->late)
			add(list, run->plan->is.team, _("plan %s: %u of its steps were late"),
			    run->plan->is.title, plan_run_steps(run->late));
		if (run->started_us != UNSAID && run->ended_us == UNSAID)
			add(list, *run->by ? run->by : run->plan->is.team,
			    _("plan %s was never closed"), run->plan->is.title);
	}
}

static void
add_indicators(const struct review *r, GPtrArray *list)
{
	const struct review_stage *last;

	if (r->stages->len == 0)
		return;
	last = &g_array_index(r->stages, struct review_stage, r->stages->len - 1);
	for (guint n = 0; n < last->evaluation.indicators->len; n++) {
		const struct indicator *i =
		    &g_array_index(last->evaluation.indicators, struct indicator, n);

		if (i->reached == REACHED_NO)
			add(list, i->metric->is.team, _("%s missed its target (%.1f%% reached)"),
			    i->metric->is.title, 100 * i->attained);
	}
}

GPtrArray *
review_improvements(const struct review *r)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(free_improvement);

	if (r->from_us == UNSAID)
		return list;
	add_supervised(r, list);
	add_missed(r, list);
	add_decisions(r, list);
	add_gates(r, list);
	add_plans(r, list);
	add_warnings(r, list);
	add_indicators(r, list);
	return list;
}
