/* Contingency plans: their definition, and the present run as the fold of what happened to each. */
#include "room/plan.h"

#include "base/lang.h"
#include "room/alert.h"
#include "room/apply.h"

#include <string.h>

struct plan_turn {
	enum event_kind kind;
	int64_t at_us, number;
	char *id, *cause, *person, *text;
	bool kept;
};

static void
turn_free(void *data)
{
	struct plan_turn *turn = data;

	g_free(turn->id);
	g_free(turn->cause);
	g_free(turn->person);
	g_free(turn->text);
	g_free(turn);
}

struct plan_state *
room_plan(const struct room *room, const char *id)
{
	for (guint i = 0; id && i < room->plans->len; i++) {
		struct plan_state *plan = g_ptr_array_index(room->plans, i);

		if (strcmp(plan->is.id, id) == 0)
			return plan;
	}
	return NULL;
}

const struct plan_state *
room_plan_of(const struct room *room, const char *subject)
{
	const struct alert *alert = room_alert(room, subject);
	const struct risk_state *risk = alert ? alert->risk : room_risk(room, subject);

	return risk ? room_plan(room, risk->is.plan) : NULL;
}

static struct plan_state *
find_or_add(struct room *room, const char *id)
{
	struct plan_state *plan = room_plan(room, id);

	if (plan)
		return plan;
	plan = g_new0(struct plan_state, 1);
	plan->is = (struct plan){ .id = room_str(room, id),
		                  .title = room_str(room, id),
		                  .team = "",
		                  .resources = "",
		                  .at_us = UNSAID,
		                  .rpo_us = UNSAID,
		                  .rto_us = UNSAID };
	plan->offered_us = plan->started_us = plan->ended_us = UNSAID;
	plan->offer_id = plan->run_id = plan->by = plan->why = "";
	plan->turns = g_ptr_array_new_with_free_func(turn_free);
	g_ptr_array_add(room->plans, plan);
	return plan;
}

static void
say_steps(struct room *room, struct plan_state *plan, const struct plan *said)
{
	struct plan_step *steps = g_new0(struct plan_step, said->n_steps);

	for (size_t i = 0; i < said->n_steps; i++) {
		steps[i] = said->steps[i];
		steps[i].title = room_str(room, said->steps[i].title);
		steps[i].owner = room_str(room, said->steps[i].owner);
	}
	g_free((void *)plan->is.steps);
	plan->is.steps = steps;
	plan->is.n_steps = said->n_steps;
	plan->steps = g_renew(struct step_state, plan->steps, said->n_steps);
}

static void
clear_steps(struct plan_state *plan)
{
	for (size_t i = 0; i < plan->is.n_steps; i++)
		plan->steps[i] = (struct step_state){
			.began_us = UNSAID, .done_us = UNSAID, .by = "", .text = ""
		};
}

static void
offer(struct plan_state *plan, const struct plan_turn *turn)
{
	if (plan->stage == PLAN_RUNNING || plan->stage == PLAN_OFFERED)
		return;
	plan->stage = PLAN_OFFERED;
	plan->offered_us = turn->at_us;
	plan->offer_id = turn->id;
	plan->by = "";
	plan->why = turn->text;
}

static void
start(struct plan_state *plan, const struct plan_turn *turn)
{
	if (plan->stage == PLAN_RUNNING)
		return;
	if (plan->stage != PLAN_OFFERED) {
		plan->offered_us = UNSAID;
		plan->offer_id = "";
		plan->why = turn->text;
	}
	plan->stage = PLAN_RUNNING;
	plan->started_us = turn->at_us;
	plan->ended_us = UNSAID;
	plan->run_id = turn->id;
	plan->by = turn->person;
	plan->missed_rto = false;
	clear_steps(plan);
	if (plan->is.n_steps > 0)
		plan->steps[0].began_us = turn->at_us;
}

/* Steps are ticked in their order: a tick of a step that is not the next one's turn counts for nothing, as the
 * second of two people who ticked it at once. */
static void
tick(struct plan_state *plan, const struct plan_turn *turn)
{
	int now = plan_step_now(plan);

	if (now < 0 || turn->number != now + 1)
		return;
	plan->steps[now].done_us = turn->at_us;
	plan->steps[now].by = turn->person;
	plan->steps[now].text = turn->text;
	if ((size_t)now + 1 < plan->is.n_steps)
		plan->steps[now + 1].began_us = turn->at_us;
}

/* 0 stands for the recovery time of the run as a whole. */
static void
late(struct plan_state *plan, const struct plan_turn *turn)
{
	if (turn->number == 0)
		plan->missed_rto = true;
	else if (turn->number > 0 && (size_t)turn->number <= plan->is.n_steps)
		plan->steps[turn->number - 1].is_late = true;
}

static void
end(struct plan_state *plan, const struct plan_turn *turn, enum plan_stage stage)
{
	plan->stage = stage;
	plan->ended_us = turn->at_us;
	plan->by = turn->person;
	plan->why = turn->text;
}

static void
take_turn(struct plan_state *plan, const struct plan_turn *turn)
{
	bool is_of_run = strcmp(turn->cause, plan->run_id) == 0 && plan->stage == PLAN_RUNNING;
	bool is_of_offer = strcmp(turn->cause, plan->offer_id) == 0 && plan->stage == PLAN_OFFERED;

	if (turn->kind == EVENT_PLAN_OFFER)
		offer(plan, turn);
	else if (turn->kind == EVENT_PLAN_START)
		start(plan, turn);
	else if (turn->kind == EVENT_PLAN_STEP && is_of_run)
		tick(plan, turn);
	else if (turn->kind == EVENT_PLAN_LATE && is_of_run)
		late(plan, turn);
	else if (turn->kind == EVENT_PLAN_ABORT && (is_of_run || is_of_offer))
		end(plan, turn, PLAN_ABORTED);
	else if (turn->kind == EVENT_PLAN_CLOSE && is_of_run)
		end(plan, turn, PLAN_DONE);
}

static gint
by_turn(gconstpointer a, gconstpointer b)
{
	const struct plan_turn *x = *(struct plan_turn *const *)a;
	const struct plan_turn *y = *(struct plan_turn *const *)b;

	if (x->at_us != y->at_us)
		return x->at_us < y->at_us ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* In the order of time and id, whatever the order in which they came. */
static void
fold(struct plan_state *plan)
{
	g_ptr_array_sort(plan->turns, by_turn);
	plan->stage = PLAN_ARMED;
	plan->offered_us = plan->started_us = plan->ended_us = UNSAID;
	plan->offer_id = plan->run_id = plan->by = plan->why = "";
	plan->is_pending = plan->missed_rto = false;
	clear_steps(plan);
	for (guint i = 0; i < plan->turns->len; i++) {
		const struct plan_turn *turn = g_ptr_array_index(plan->turns, i);

		take_turn(plan, turn);
		plan->is_pending = !turn->kept;
	}
}

static void
define(struct room *room, const struct plan *said)
{
	struct plan_state *plan = find_or_add(room, said->id);

	room_say(room, &plan->is.title, said->title);
	room_say(room, &plan->is.team, said->team);
	room_say(room, &plan->is.resources, said->resources);
	room_say_int(&plan->is.at_us, said->at_us);
	room_say_int(&plan->is.rpo_us, said->rpo_us);
	room_say_int(&plan->is.rto_us, said->rto_us);
	plan->is.auto_start |= said->auto_start;
	if (said->steps)
		say_steps(room, plan, said);
	fold(plan);
	room->version++;
}

static bool
is_turn(enum event_kind kind)
{
	return kind == EVENT_PLAN_OFFER || kind == EVENT_PLAN_START || kind == EVENT_PLAN_STEP ||
	       kind == EVENT_PLAN_LATE || kind == EVENT_PLAN_ABORT || kind == EVENT_PLAN_CLOSE;
}

static struct plan_turn *
find_turn(const struct plan_state *plan, const char *id)
{
	for (guint i = 0; i < plan->turns->len; i++) {
		struct plan_turn *turn = g_ptr_array_index(plan->turns, i);

		if (strcmp(turn->id, id) == 0)
			return turn;
	}
	return NULL;
}

bool
plan_has_turn(const struct plan_state *plan, const char *id)
{
	return find_turn(plan, id) != NULL;
}

/* "step 2 of 5 done: TITLE", for the timeline. */
static void
log_turn(struct room *room, const struct plan_state *plan, const struct event *event)
{
	size_t n = event->number > 0 ? (size_t)event->number : 0;
	const char *step = n > 0 && n <= plan->is.n_steps ? plan->is.steps[n - 1].title : "";
	const char *colon = *event->text ? ": " : "";

	if (event->kind == EVENT_PLAN_OFFER)
		room_log(room, event, plan->is.team, _("plan offered: %s%s%s"), plan->is.title,
		         colon, event->text);
	else if (event->kind == EVENT_PLAN_START)
		room_log(room, event, plan->is.team,
		         *event->person ? _("plan started: %s%s%s")
		                        : _("plan started by itself: %s%s%s"),
		         plan->is.title, colon, event->text);
	else if (event->kind == EVENT_PLAN_STEP)
		room_log(room, event, plan->is.team, _("plan %s: step %zu of %zu done: %s%s%s"),
		         plan->is.title, n, plan->is.n_steps, step, colon, event->text);
	else if (event->kind == EVENT_PLAN_LATE && n == 0)
		room_log(room, event, plan->is.team, _("plan %s: RECOVERY TIME MISSED"),
		         plan->is.title);
	else if (event->kind == EVENT_PLAN_LATE)
		room_log(room, event, plan->is.team, _("plan %s: step %zu LATE: %s"),
		         plan->is.title, n, step);
	else
		room_log(room, event, plan->is.team,
		         event->kind == EVENT_PLAN_ABORT ? _("plan aborted: %s%s%s")
		                                         : _("plan closed: %s%s%s"),
		         plan->is.title, colon, event->text);
}

static void
add_turn(struct room *room, const struct event *event)
{
	/* what happened may be read before an endpoint states the plan: nothing is lost */
	struct plan_state *plan = find_or_add(room, event->subject);
	struct plan_turn *turn;

	if (!is_said(event->id) || find_turn(plan, event->id))
		return;
	turn = g_new(struct plan_turn, 1);
	*turn = (struct plan_turn){ .kind = event->kind,
		                    .at_us = event->at_us,
		                    .number = event->number,
		                    .id = g_strdup(event->id),
		                    .cause = g_strdup(event->cause),
		                    .person = g_strdup(event->person),
		                    .text = g_strdup(event->text) };
	g_ptr_array_add(plan->turns, turn);
	fold(plan);
	log_turn(room, plan, event);
	room->version++;
}

static void
settle(struct room *room, const struct event *event)
{
	for (guint i = 0; i < room->plans->len; i++) {
		struct plan_state *plan = g_ptr_array_index(room->plans, i);
		struct plan_turn *turn = find_turn(plan, event->cause);

		if (!turn || turn->kept)
			continue;
		turn->kept = event->kind == EVENT_KEPT;
		if (!turn->kept) {
			room_log(room, event, plan->is.team, "NOT KEPT, do it again: plan %s: %s",
			         plan->is.title, event->text);
			g_ptr_array_remove(plan->turns, turn);
		}
		fold(plan);
		room->version++;
	}
}

void
plan_apply(struct room *room, const struct event *event)
{
	if (event->kind == EVENT_DEFINE_PLAN && event->plan && is_said(event->plan->id))
		define(room, event->plan);
	else if (is_turn(event->kind) && is_said(event->subject))
		add_turn(room, event);
	else if (event->kind == EVENT_KEPT || event->kind == EVENT_LOST)
		settle(room, event);
}

/* All of the last offer and run: what came before it has no part in the present. */
void
plan_needs(const struct room *room, GPtrArray *ids)
{
	for (guint i = 0; i < room->plans->len; i++) {
		const struct plan_state *plan = g_ptr_array_index(room->plans, i);

		for (guint k = 0; k < plan->turns->len; k++) {
			const struct plan_turn *turn = g_ptr_array_index(plan->turns, k);
			bool is_of_last =
			    strcmp(turn->id, plan->run_id) == 0 ||
			    (is_said(turn->cause) && (strcmp(turn->cause, plan->run_id) == 0 ||
			                              strcmp(turn->cause, plan->offer_id) == 0));

			if (turn->kept && (is_of_last || turn->kind == EVENT_PLAN_OFFER))
				needs_add(ids, turn->id);
		}
	}
}

void
plan_fini(struct room *room)
{
	for (guint i = 0; i < room->plans->len; i++) {
		struct plan_state *plan = g_ptr_array_index(room->plans, i);

		g_ptr_array_unref(plan->turns);
		g_free((void *)plan->is.steps);
		g_free(plan->steps);
		g_free(plan);
	}
}
