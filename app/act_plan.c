/* What a person can do to a contingency plan: start it, tick its step, abort it, close it. */
#include "app/act.h"
#include "app/permission.h"

#include "base/lang.h"
#include "room/plan.h"
#include "room/team.h"

#include <stdio.h>
#include <string.h>

static const char *
title(const struct room *room, const char *id)
{
	const struct plan_state *plan = room_plan(room, id);

	return plan ? plan->is.title : NULL;
}

static const char *
find(const struct room *room, const char *word, struct err *e)
{
	const struct plan_state *plan = room_plan(room, word);

	if (plan)
		return plan->is.id;
	err_set(e, _("there is no plan '%.60s': see 'warroom plan list'"), word);
	return NULL;
}

static bool
is_owner(const struct plan_state *plan, const struct person *p)
{
	for (size_t i = 0; p && i < plan->is.n_steps; i++)
		if (!strcmp(plan->is.steps[i].owner, p->id) ||
		    !strcmp(plan->is.steps[i].owner, p->team))
			return true;
	return false;
}

static bool
allows(const struct room *room, const char *person, enum intent_kind kind, const char *id,
       char *why, size_t size)
{
	const struct plan_state *plan = room_plan(room, id);
	const struct person *p = room_person(room, person);
	char who[96];

	(void)kind;
	if (!room->is.team_only || !plan || !*plan->is.team || is_owner(plan, p) ||
	    permission_of(room, person) >= PERMISSION_LEAD ||
	    (p && !strcmp(p->team, plan->is.team)))
		return true;
	snprintf(why, size,
	         _("%.16s has no step in this plan and is not of team %.16s (team_only): it needs "
	           "those, or a lead (%s)"),
	         person, plan->is.team,
	         permission_holders(room, PERMISSION_LEAD, NULL, who, sizeof who));
	return false;
}

const struct deed_object deed_plan = {
	.one = "plan", .many = N_("plans"), .title = title, .find = find, .allows = allows
};

/* The plan if it runs; otherwise it is left out. */
static const struct plan_state *
running(struct act *a, const char *id)
{
	const struct plan_state *plan = room_plan(a->s->room, id);

	if (plan && plan->stage == PLAN_RUNNING)
		return plan;
	act_skip(a, plan ? plan->is.title : id,
	         plan ? _("does not run") : _("is no plan of this room"));
	return NULL;
}

static struct event *
event_of_run(struct act *a, enum event_kind kind, const struct plan_state *plan)
{
	struct event *e = act_event(a, kind, plan->is.id);

	e->cause = event_batch_str(a->batch, plan->run_id);
	return e;
}

void
act_plan_start(struct act *a, const char *id)
{
	const struct plan_state *plan = room_plan(a->s->room, id);

	if (!plan || plan->stage == PLAN_RUNNING)
		act_skip(a, plan ? plan->is.title : id,
		         plan ? _("runs already") : _("is no plan of this room"));
	else
		act_event(a, EVENT_PLAN_START, id);
}

/* The step of the key press: when somebody else has ticked it meanwhile, the next one is not. */
void
act_plan_step(struct act *a, const char *id)
{
	const struct plan_state *plan = running(a, id);
	int64_t now = plan ? plan_step_now(plan) + 1 : 0;
	int64_t step = a->intent->number == UNSAID ? now : a->intent->number;

	if (!plan)
		return;
	if (now > (int64_t)plan->is.n_steps)
		act_skip(a, plan->is.title, _("has no step left: close it"));
	else if (step != now)
		act_skip(a, plan->is.title, _("has gone on: look again"));
	else
		event_of_run(a, EVENT_PLAN_STEP, plan)->number = step;
}

void
act_plan_abort(struct act *a, const char *id)
{
	const struct plan_state *plan = room_plan(a->s->room, id);

	if (plan && plan->stage == PLAN_OFFERED)
		act_event(a, EVENT_PLAN_ABORT, id)->cause =
		    event_batch_str(a->batch, plan->offer_id);
	else if ((plan = running(a, id)))
		event_of_run(a, EVENT_PLAN_ABORT, plan);
}

void
act_plan_close(struct act *a, const char *id)
{
	const struct plan_state *plan = running(a, id);

	if (plan && plan_step_now(plan) < (int)plan->is.n_steps)
		act_skip(a, plan->is.title, _("has steps left: tick them, or abort it"));
	else if (plan)
		event_of_run(a, EVENT_PLAN_CLOSE, plan);
}
