/* The runs of plans in the review, and what people decided. */
#include "room/review.h"

#include "base/lang.h"
#include "room/decision.h"
#include "room/phase.h"
#include "room/proposal.h"

#include <string.h>

void
plan_run_free(void *run)
{
	struct plan_run *r = run;

	g_free(r->by);
	g_free(r->why);
	g_free(r->ended_by);
	g_free(r->feedback);
	g_free(r->id);
	g_free(r);
}

unsigned
plan_run_steps(uint64_t bits)
{
	return (unsigned)__builtin_popcountll(bits);
}

int64_t
plan_run_took_us(const struct plan_run *run)
{
	if (run->started_us == UNSAID || run->ended_us == UNSAID)
		return UNSAID;
	return run->ended_us - (run->offered_us != UNSAID ? run->offered_us : run->started_us);
}

/* The last run of a plan that has not ended; NULL. */
static struct plan_run *
open_run(const struct review *r, const struct plan_state *plan)
{
	for (guint i = r->runs->len; i-- > 0;) {
		struct plan_run *run = g_ptr_array_index(r->runs, i);

		if (run->plan == plan && run->ended_us == UNSAID)
			return run;
	}
	return NULL;
}

static struct plan_run *
begin(struct review *r, const struct plan_state *plan, const struct event *event)
{
	struct plan_run *run = g_new(struct plan_run, 1);

	*run = (struct plan_run){ .plan = plan,
		                  .offered_us = UNSAID,
		                  .started_us = UNSAID,
		                  .ended_us = UNSAID,
		                  .by = g_strdup(""),
		                  .why = g_strdup(event->text),
		                  .ended_by = g_strdup(""),
		                  .feedback = g_strdup(""),
		                  .id = g_strdup("") };
	g_ptr_array_add(r->runs, run);
	return run;
}

static void
start(struct plan_run *run, const struct event *event)
{
	if (run->started_us != UNSAID)
		return; /* somebody was first */
	run->started_us = event->at_us;
	g_free(run->by);
	run->by = g_strdup(event->person);
	g_free(run->id);
	run->id = g_strdup(event->id);
	if (!*run->why) {
		g_free(run->why);
		run->why = g_strdup(event->text);
	}
}

static void
end(struct plan_run *run, const struct event *event)
{
	run->ended_us = event->at_us;
	run->is_aborted = event->kind == EVENT_PLAN_ABORT;
	g_free(run->ended_by);
	run->ended_by = g_strdup(event->person);
	g_free(run->feedback);
	run->feedback = g_strdup(event->text);
}

static uint64_t
step_bit(const struct event *event)
{
	return event->number >= 1 && event->number <= 64 ? UINT64_C(1) << (event->number - 1) : 0;
}

void
plan_run_take(struct review *r, const struct event *event)
{
	bool begins = event->kind == EVENT_PLAN_OFFER || event->kind == EVENT_PLAN_START;
	const struct plan_state *plan;
	struct plan_run *run;

	if (event->kind < EVENT_PLAN_OFFER || event->kind > EVENT_PLAN_CLOSE)
		return;
	plan = room_plan(r->room, event->subject);
	run = plan ? open_run(r, plan) : NULL;
	if (plan && !run && begins)
		run = begin(r, plan, event);
	if (!run)
		return;
	if (event->kind == EVENT_PLAN_OFFER && run->started_us == UNSAID)
		run->offered_us =
		    run->offered_us == UNSAID ? event->at_us : MIN(run->offered_us, event->at_us);
	else if (event->kind == EVENT_PLAN_START)
		start(run, event);
	else if (event->kind == EVENT_PLAN_STEP)
		run->done |= step_bit(event);
	else if (event->kind == EVENT_PLAN_LATE && event->number == 0)
		run->missed_rto = true;
	else if (event->kind == EVENT_PLAN_LATE)
		run->late |= step_bit(event);
	else if (!begins)
		end(run, event);
}

void
ruling_free(void *ruling)
{
	struct ruling *r = ruling;

	g_free(r->person);
	g_free(r->about);
	g_free(r->why);
	g_free(r);
}

static char *
about_phase(const struct review *r, const struct event *event)
{
	const struct phase *phase = room_phase(r->room, event->subject);
	const char *title = phase ? phase->title : event->subject;

	switch (event->kind) {
	case EVENT_HOLD:
		return g_strdup_printf(_("phase %s: held"), title);
	case EVENT_RESUME:
		return g_strdup_printf(_("phase %s: resumed"), title);
	case EVENT_ROLL:
		return g_strdup_printf(event->accepted ? _("phase %s: go by %s")
		                                       : _("phase %s: NO-GO by %s"),
		                       title, event->target);
	default:
		return g_strdup_printf(
		    event->accepted ? _("phase %s: started") : _("phase %s: ended"), title);
	}
}

static char *
about_money(const struct review *r, const struct event *event)
{
	const struct proposal_state *p =
	    room_proposal(r->room, event->kind == EVENT_PROPOSE ? event->id : event->cause);
	const char *verb = event->kind == EVENT_PROPOSE ? _("proposed")
	                   : event->accepted            ? _("approved")
	                                                : _("refused");

	return p ? g_strdup_printf(_("move from %s to %s: %s"), p->from, p->to, verb)
	         : g_strdup_printf(_("move %s: %s"), event->subject, verb);
}

static char *
about_plan(const struct review *r, const struct event *event)
{
	const struct plan_state *plan = room_plan(r->room, event->subject);

	return g_strdup_printf(_("plan %s: %s"), plan ? plan->is.title : event->subject,
	                       event->kind == EVENT_PLAN_START ? _("started") : _("not now"));
}

static char *
about_gate(const struct review *r, const struct event *event)
{
	const struct gate_state *gate = room_gate(r->room, event->subject);

	return g_strdup_printf(_("gate %s: %s"), gate ? gate->is.title : event->subject,
	                       event->accepted ? _("accepted") : _("refused"));
}

static char *
about_words(const struct review *r, const struct event *event)
{
	return g_strdup_printf(event->kind == EVENT_DECIDE ? _("decision on %s")
	                                                   : _("correction on %s"),
	                       subject_title(r->room, event->subject));
}

static char *
about(const struct review *r, const struct event *event)
{
	switch (event->kind) {
	case EVENT_GATE:
		return about_gate(r, event);
	case EVENT_DECIDE:
	case EVENT_CORRECT:
		return about_words(r, event);
	case EVENT_PHASE:
	case EVENT_HOLD:
	case EVENT_RESUME:
	case EVENT_ROLL:
		return about_phase(r, event);
	case EVENT_PROPOSE:
	case EVENT_APPROVE:
		return about_money(r, event);
	case EVENT_PLAN_START:
	case EVENT_PLAN_ABORT:
		return about_plan(r, event);
	default:
		return NULL;
	}
}

void
ruling_take(struct review *r, const struct event *event)
{
	struct ruling *ruling;
	char *what = *event->person ? about(r, event) : NULL;

	if (!what)
		return;
	ruling = g_new(struct ruling, 1);
	*ruling = (struct ruling){ .at_us = event->at_us,
		                   .kind = event->kind,
		                   .person = g_strdup(event->person),
		                   .about = what,
		                   .why = g_strdup(event->text) };
	g_ptr_array_add(r->rulings, ruling);
}
