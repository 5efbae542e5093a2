/* Contingency plans: offered by a trigger or a time, run step by step against their limits, closed with
 * feedback. */
#include "tests/unit/fixture.h"

#include "room/apply.h"
#include "room/needs.h"
#include "room/plan.h"

static const struct plan_step steps[] = { { "page the engineers", "lin", 3 * MIN_US },
	                                  { "switch the traffic", "wang", 10 * MIN_US },
	                                  { "check", "", UNSAID } };

static void
say_plan(struct room *room, const char *id, bool auto_start, int64_t at_us)
{
	struct plan plan = { .id = id,
		             .title = "switch over",
		             .team = "tech",
		             .at_us = at_us,
		             .rpo_us = UNSAID,
		             .rto_us = 30 * MIN_US,
		             .auto_start = auto_start,
		             .steps = steps,
		             .n_steps = 3 };

	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_PLAN, .plan = &plan });
}

static struct room *
room_with_plan(bool auto_start)
{
	struct room *room = new_room();
	struct risk risk = unsaid_risk("order_path");
	/* never measured: the risk itself neither triggers nor clears */
	struct trigger never = {
		.metric = "order_success", .below = 99.9, .above = NAN, .clear = NAN
	};

	risk.triggers = &never;
	risk.n_triggers = 1;
	risk.plan = "switch";
	say_risk(room, &risk);
	say_plan(room, "switch", auto_start, UNSAID);
	return room;
}

static void
happen(struct room *room, enum event_kind kind, const char *id, const char *subject,
       const char *cause, int64_t number, int64_t at_us)
{
	struct event_batch *batch = event_batch_new();
	struct event *event = event_batch_add(batch, kind, at_us);

	event->id = id;
	event->subject = subject;
	event->cause = cause;
	event->number = number;
	event->person = "lin";
	event->text = "words";
	room_apply_batch(room, batch);
	event_batch_free(&batch);
}

static void
kept(struct room *room, const char *id)
{
	struct event_batch *batch = event_batch_new();

	event_batch_add(batch, EVENT_KEPT, 0)->cause = id;
	room_apply_batch(room, batch);
	event_batch_free(&batch);
}

/* Lets the rules say what follows now, and lets that in. Gives how many events. */
static guint
let_time_pass(struct room *room, int64_t now_us)
{
	struct event_batch *batch = event_batch_new();
	guint n;

	plan_derive(room, now_us, batch);
	n = batch->events->len;
	room_apply_batch(room, batch);
	event_batch_free(&batch);
	return n;
}

static void
trigger(struct room *room, int64_t at_us)
{
	happen(room, EVENT_TRIGGER, "t1", "order_path", "", at_us, at_us);
}

static void
a_trigger_offers_the_plan_once_and_a_person_runs_it(void **state)
{
	struct room *room = room_with_plan(false);
	const struct plan_state *plan = room_plan(room, "switch");
	int64_t now = fixture_now();

	(void)state;
	assert_int_equal(let_time_pass(room, now), 0);
	assert_int_equal(plan->stage, PLAN_ARMED);
	trigger(room, now);
	assert_int_equal(let_time_pass(room, now), 1);
	assert_int_equal(let_time_pass(room, now + SEC_US), 0);
	assert_int_equal(plan->stage, PLAN_OFFERED);
	assert_string_equal(plan->why, "order_path: words");
	assert_int_equal(plan_rto_left_us(plan, now + 5 * MIN_US), 25 * MIN_US);
	happen(room, EVENT_PLAN_START, "s1", "switch", "", UNSAID, now + MIN_US);
	assert_int_equal(plan->stage, PLAN_RUNNING);
	assert_true(plan->is_pending);
	kept(room, "s1");
	assert_false(plan->is_pending);
	assert_int_equal(plan_step_now(plan), 0);
	assert_int_equal(plan_step_left_us(plan, now + 2 * MIN_US), 2 * MIN_US);
	happen(room, EVENT_PLAN_STEP, "k1", "switch", "s1", 1, now + 3 * MIN_US);
	/* two people tick one step: the second one ticks nothing */
	happen(room, EVENT_PLAN_STEP, "k1b", "switch", "s1", 1, now + 3 * MIN_US + 1);
	assert_int_equal(plan_step_now(plan), 1);
	assert_string_equal(plan->steps[0].by, "lin");
	happen(room, EVENT_PLAN_STEP, "k2", "switch", "s1", 2, now + 4 * MIN_US);
	happen(room, EVENT_PLAN_STEP, "k3", "switch", "s1", 3, now + 5 * MIN_US);
	assert_int_equal(plan_step_now(plan), 3);
	happen(room, EVENT_PLAN_CLOSE, "c1", "switch", "s1", UNSAID, now + 6 * MIN_US);
	assert_int_equal(plan->stage, PLAN_DONE);
	assert_string_equal(plan->why, "words");
	/* the risk is still triggered: its offer was answered */
	assert_int_equal(let_time_pass(room, now + HOUR_US), 0);
	room_free(&room);
}

static void
with_auto_start_it_runs_by_itself(void **state)
{
	struct room *room = room_with_plan(true);
	const struct plan_state *plan = room_plan(room, "switch");
	int64_t now = fixture_now();

	(void)state;
	trigger(room, now);
	let_time_pass(room, now);
	let_time_pass(room, now + SEC_US);
	assert_int_equal(plan->stage, PLAN_RUNNING);
	assert_string_equal(plan->by, "");
	assert_int_equal(let_time_pass(room, now + 2 * SEC_US), 0);
	room_free(&room);
}

static void
what_takes_too_long_is_late_once(void **state)
{
	struct room *room = room_with_plan(false);
	const struct plan_state *plan = room_plan(room, "switch");
	int64_t now = fixture_now();

	(void)state;
	happen(room, EVENT_PLAN_START, "s1", "switch", "", UNSAID, now);
	assert_int_equal(let_time_pass(room, now + 3 * MIN_US), 0);
	assert_int_equal(let_time_pass(room, now + 3 * MIN_US + SEC_US), 1);
	assert_int_equal(let_time_pass(room, now + 3 * MIN_US + 2 * SEC_US), 0);
	assert_true(plan->steps[0].is_late);
	assert_int_equal(room_plan_counts(room).late, 1);
	assert_false(plan->missed_rto);
	happen(room, EVENT_PLAN_STEP, "k1", "switch", "s1", 1, now + 4 * MIN_US);
	assert_int_equal(room_plan_counts(room).late, 0);
	happen(room, EVENT_PLAN_STEP, "k2", "switch", "s1", 2, now + 5 * MIN_US);
	/* the last step has no limit; the recovery time still runs */
	assert_int_equal(let_time_pass(room, now + 31 * MIN_US), 1);
	assert_true(plan->missed_rto);
	room_free(&room);
}

static void
its_time_offers_a_pre_emptive_plan(void **state)
{
	struct room *room = new_room();
	int64_t now = fixture_now();

	(void)state;
	say_plan(room, "prices", false, now);
	assert_int_equal(let_time_pass(room, now - SEC_US), 0);
	assert_int_equal(let_time_pass(room, now), 1);
	assert_int_equal(room_plan(room, "prices")->stage, PLAN_OFFERED);
	/* not now: and then it is not offered again */
	happen(room, EVENT_PLAN_ABORT, "a1", "prices", room_plan(room, "prices")->offer_id, UNSAID,
	       now + 1);
	assert_int_equal(room_plan(room, "prices")->stage, PLAN_ABORTED);
	assert_int_equal(let_time_pass(room, now + HOUR_US), 0);
	room_free(&room);
}

static void
what_the_journal_loses_did_not_happen(void **state)
{
	struct room *room = room_with_plan(false);
	struct event_batch *batch = event_batch_new();

	(void)state;
	happen(room, EVENT_PLAN_START, "s1", "switch", "", UNSAID, fixture_now());
	event_batch_add(batch, EVENT_LOST, fixture_now())->cause = "s1";
	room_apply_batch(room, batch);
	event_batch_free(&batch);
	assert_int_equal(room_plan(room, "switch")->stage, PLAN_ARMED);
	room_free(&room);
}

/* As two sites that were cut off read it: in any order the same run comes out. */
static void
the_order_of_arrival_does_not_matter(void **state)
{
	static const struct {
		enum event_kind kind;
		const char *id, *cause;
		int64_t number, at_min;
	} events[] = { { EVENT_PLAN_START, "s1", "", UNSAID, 0 },
		       { EVENT_PLAN_STEP, "k1", "s1", 1, 1 },
		       { EVENT_PLAN_STEP, "k1b", "s1", 1, 2 },
		       { EVENT_PLAN_START, "s2", "", UNSAID, 1 },
		       { EVENT_PLAN_STEP, "k2", "s1", 2, 3 } };
	static const int orders[][5] = { { 0, 1, 2, 3, 4 }, { 4, 3, 2, 1, 0 }, { 2, 0, 4, 3, 1 } };

	(void)state;
	for (size_t o = 0; o < G_N_ELEMENTS(orders); o++) {
		struct room *room = room_with_plan(false);
		const struct plan_state *plan = room_plan(room, "switch");
		GPtrArray *needs;

		for (size_t i = 0; i < 5; i++) {
			int e = orders[o][i];

			happen(room, events[e].kind, events[e].id, "switch", events[e].cause,
			       events[e].number, fixture_now() + events[e].at_min * MIN_US);
			kept(room, events[e].id);
		}
		assert_string_equal(plan->run_id, "s1");
		assert_int_equal(plan_step_now(plan), 2);
		assert_int_equal(plan->steps[0].done_us, fixture_now() + MIN_US);
		needs = room_needs(room);
		assert_int_equal(needs->len, 4); /* all of the run that counts, and its double */
		g_ptr_array_unref(needs);
		room_free(&room);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_trigger_offers_the_plan_once_and_a_person_runs_it),
		cmocka_unit_test(with_auto_start_it_runs_by_itself),
		cmocka_unit_test(what_takes_too_long_is_late_once),
		cmocka_unit_test(its_time_offers_a_pre_emptive_plan),
		cmocka_unit_test(what_the_journal_loses_did_not_happen),
		cmocka_unit_test(the_order_of_arrival_does_not_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
