/* The contingency plans in sentences: which run and at which step, which are offered, which wait. */
#include "panels/plans.h"

#include "base/lang.h"
#include "panels/words.h"
#include "room/plan.h"
#include "room/team.h"

#include <stdlib.h>

/* ", 4m left", ", OVERDUE by 31s" of a clock's name; nothing without one. */
static void
tell_left(struct tell *t, const char *name, int64_t left_us)
{
	char span[16];

	if (left_us == UNSAID)
		return;
	duration_coarse(llabs(left_us), span, sizeof span);
	if (left_us < 0)
		tell_also(t, _(", %s OVERDUE by %s"), name, span);
	else
		tell_also(t, _(", %s left to the %s"), span, name);
}

static void
tell_step(const struct panel_context *ctx, const struct plan_state *plan, size_t i, struct tell *t)
{
	const struct plan_step *step = &plan->is.steps[i];
	const struct step_state *state = &plan->steps[i];
	bool is_now = plan_step_now(plan) == (int)i;

	tell_say(t, _("Step %zu of %zu, %s: %s"), i + 1, plan->is.n_steps, step->title,
	         state->done_us != UNSAID ? _("done")
	         : is_now                 ? _("ITS TURN")
	                                  : _("waits"));
	if (state->done_us != UNSAID)
		tell_also(t, _("%s by %s%s%s"), state->is_late ? _(" LATE") : "",
		          words_person(ctx->room, state->by), *state->text ? _(": ") : "",
		          state->text);
	else if (*step->owner)
		tell_also(t, _(", owner %s"),
		          room_person(ctx->room, step->owner) ? words_person(ctx->room, step->owner)
		                                              : words_team(ctx->room, step->owner));
	if (is_now)
		tell_left(t, _("limit"), plan_step_left_us(plan, ctx->now_us));
	tell_also(t, _("."));
}

static void
tell_plan(const struct panel_context *ctx, const struct plan_state *plan, struct tell *t)
{
	static const char *const stages[] = { N_("armed"), N_("OFFERED, 'plan' starts it"),
		                              N_("RUNNING"), N_("done"), N_("aborted") };
	bool runs = plan->stage == PLAN_RUNNING;

	tell_row(t, plan->is.id, _("Plan %s: %s%s%s; team %s"), plan->is.title,
	         _(stages[plan->stage]), *plan->why ? _(": ") : "", plan->why,
	         words_team(ctx->room, plan->is.team));
	tell_left(t, _("recovery time"), plan_rto_left_us(plan, ctx->now_us));
	tell_also(t, _("."));
	for (size_t i = 0; runs && i < plan->is.n_steps; i++)
		tell_step(ctx, plan, i, t);
	if (runs && plan_step_now(plan) == (int)plan->is.n_steps)
		tell_say(t, _("All its steps are done: 'done' closes it with feedback."));
}

void
plans_tell(const struct panel_context *ctx, struct tell *t)
{
	static const enum plan_stage order[] = { PLAN_RUNNING, PLAN_OFFERED, PLAN_ARMED, PLAN_DONE,
		                                 PLAN_ABORTED };
	struct plan_counts n = room_plan_counts(ctx->room);

	tell_say(t, _("Plans: %u run, %u offered, %u late, of %u."), n.running, n.offered, n.late,
	         ctx->room->plans->len);
	for (size_t o = 0; o < G_N_ELEMENTS(order); o++)
		for (guint i = 0; i < ctx->room->plans->len; i++) {
			const struct plan_state *plan = g_ptr_array_index(ctx->room->plans, i);

			if (plan->stage == order[o])
				tell_plan(ctx, plan, t);
		}
}
