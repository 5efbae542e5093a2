/* What time and triggers do to plans: offered, started by themselves, late. */
#include "room/plan.h"

#include "room/apply.h"
#include "room/risk.h"

#include <inttypes.h>
#include <string.h>

int
plan_step_now(const struct plan_state *plan)
{
	if (plan->stage != PLAN_RUNNING)
		return -1;
	for (size_t i = 0; i < plan->is.n_steps; i++)
		if (plan->steps[i].done_us == UNSAID)
			return (int)i;
	return (int)plan->is.n_steps;
}

int64_t
plan_step_left_us(const struct plan_state *plan, int64_t now_us)
{
	int now = plan_step_now(plan);

	if (now < 0 || (size_t)now >= plan->is.n_steps || plan->is.steps[now].limit_us == UNSAID)
		return UNSAID;
	return plan->steps[now].began_us + plan->is.steps[now].limit_us - now_us;
}

int64_t
plan_rto_left_us(const struct plan_state *plan, int64_t now_us)
{
	bool runs = plan->stage == PLAN_RUNNING;

	if (plan->is.rto_us == UNSAID || (!runs && plan->stage != PLAN_OFFERED))
		return UNSAID;
	return (plan->offered_us != UNSAID ? plan->offered_us : plan->started_us) +
	       plan->is.rto_us - now_us;
}

struct plan_counts
room_plan_counts(const struct room *room)
{
	struct plan_counts counts = { 0 };

	for (guint i = 0; i < room->plans->len; i++) {
		const struct plan_state *plan = g_ptr_array_index(room->plans, i);
		int now = plan_step_now(plan);

		counts.offered += plan->stage == PLAN_OFFERED;
		counts.running += plan->stage == PLAN_RUNNING;
		counts.late += plan->stage == PLAN_RUNNING &&
		               (plan->missed_rto ||
		                ((size_t)now < plan->is.n_steps && plan->steps[now].is_late));
	}
	return counts;
}

/* An event of the rule about a plan, its id made from `cause`, unless the room has it already. */
static struct event *
derive(const struct plan_state *plan, enum event_kind kind, const char *cause, int64_t now_us,
       struct event_batch *batch)
{
	char *whole = g_strdup_printf("%s %s", plan->is.id, cause);
	const char *id = event_batch_derived_id(batch, kind, whole);
	struct event *event = NULL;

	g_free(whole);
	if (!plan_has_turn(plan, id)) {
		event = event_batch_add(batch, kind, now_us);
		event->id = id;
		event->subject = event_batch_str(batch, plan->is.id);
	}
	return event;
}

static void
derive_offers(const struct room *room, const struct plan_state *plan, int64_t now_us,
              struct event_batch *batch)
{
	struct event *event;
	char time[32];

	for (guint i = 0; i < room->risks->len; i++) {
		const struct risk_state *risk = g_ptr_array_index(room->risks, i);

		if (!risk->is_triggered || strcmp(risk->is.plan, plan->is.id) != 0)
			continue;
		event = derive(plan, EVENT_PLAN_OFFER, risk->trigger_id, now_us, batch);
		if (event) {
			char *text = g_strdup_printf("%s: %s", risk->is.title, risk->by);

			event->text = event_batch_str(batch, text);
			g_free(text);
		}
	}
	if (plan->is.at_us == UNSAID || plan->is.at_us > now_us)
		return;
	g_snprintf(time, sizeof time, "at %" PRId64, plan->is.at_us);
	event = derive(plan, EVENT_PLAN_OFFER, time, now_us, batch);
	if (event)
		event->text = "its time has come";
}

static void
derive_late(const struct plan_state *plan, int64_t number, int64_t left_us, int64_t now_us,
            struct event_batch *batch)
{
	struct event *event;
	char *cause;

	if (left_us == UNSAID || left_us >= 0)
		return;
	cause = g_strdup_printf("%s %" PRId64, plan->run_id, number);
	event = derive(plan, EVENT_PLAN_LATE, cause, now_us, batch);
	if (event) {
		event->cause = event_batch_str(batch, plan->run_id);
		event->number = number;
	}
	g_free(cause);
}

void
plan_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	for (guint i = 0; i < room->plans->len; i++) {
		const struct plan_state *plan = g_ptr_array_index(room->plans, i);

		if (plan->stage != PLAN_RUNNING)
			derive_offers(room, plan, now_us, batch);
		if (plan->stage == PLAN_OFFERED && plan->is.auto_start) {
			struct event *event =
			    derive(plan, EVENT_PLAN_START, plan->offer_id, now_us, batch);

			if (event)
				event->text = event_batch_str(batch, plan->why);
		}
		if (plan->stage == PLAN_RUNNING) {
			derive_late(plan, plan_step_now(plan) + 1, plan_step_left_us(plan, now_us),
			            now_us, batch);
			derive_late(plan, 0, plan_rto_left_us(plan, now_us), now_us, batch);
		}
	}
}
