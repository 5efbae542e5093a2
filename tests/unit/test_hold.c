/* The course of a phase: people start and end it, hold and resume it, answer its roll call; and what
 * the rules say of late gates and red entries. */
#include "tests/unit/fixture.h"

#include "room/apply.h"
#include "room/fever.h"

#include <limits.h>

/* A kept action of wang's; its id is `id`. */
static void
say(struct room *room, enum event_kind kind, const char *id, const char *phase, const char *when,
    bool accepted)
{
	apply_one(room, &(struct event){ .kind = kind,
	                                 .id = id,
	                                 .subject = phase,
	                                 .person = "wang",
	                                 .text = "because",
	                                 .at_us = at(when),
	                                 .accepted = accepted });
	apply_one(room, &(struct event){ .kind = EVENT_KEPT, .cause = id, .at_us = at(when) });
}

static int64_t
expected_start(const struct room *room, const char *id, const char *now)
{
	return phase_expected_start_us(room, room_phase(room, id), at(now));
}

static int64_t
expected_end(const struct room *room, const char *id, const char *now)
{
	return phase_expected_end_us(room, room_phase(room, id), at(now));
}

static void
test_a_hold_moves_the_end_and_what_begins_with_it(void **state)
{
	struct room *room = new_room_with_phases();

	(void)state;
	say(room, EVENT_HOLD, "h1", "conversion", "2026-10-24 07:54", false);
	assert_string_equal(phase_hold(room, room_phase(room, "conversion"))->why, "because");
	assert_int_equal(expected_end(room, "conversion", "2026-10-24 07:59"),
	                 at("2026-10-24 08:05"));
	assert_int_equal(expected_start(room, "clearance", "2026-10-24 07:59"),
	                 at("2026-10-24 08:05"));
	/* the clock stands still: six minutes are left as long as it is held */
	assert_int_equal(room_next_boundary(room, at("2026-10-24 09:30")).at_us,
	                 at("2026-10-24 09:36"));
	assert_string_equal(room_phase_at(room, at("2026-10-24 09:30"), UINT_MAX)->id,
	                    "conversion");
	/* nothing else moved, and the plan is what it was */
	assert_int_equal(expected_end(room, "clearance", "2026-10-24 09:30"), at("2026-10-25"));
	assert_int_equal(expected_end(room, "peak", "2026-10-24 09:30"), at("2026-10-25"));
	assert_int_equal(room_phase(room, "clearance")->start_us, at("2026-10-24 08:00"));

	say(room, EVENT_RESUME, "r1", "conversion", "2026-10-24 09:30", false);
	assert_null(room_hold(room));
	assert_int_equal(
	    phase_held_us(room, room_phase(room, "conversion"), at("2026-10-24 12:00")),
	    96 * MIN_US);
	assert_int_equal(expected_end(room, "conversion", "2026-10-24 12:00"),
	                 at("2026-10-24 09:36"));
	assert_string_equal(room_phase_at(room, at("2026-10-24 09:36"), UINT_MAX)->id, "clearance");
	room_free(&room);
}

static void
test_a_hold_around_a_phase_holds_it(void **state)
{
	struct room *room = new_room_with_phases();

	(void)state;
	say(room, EVENT_HOLD, "h1", "peak", "2026-10-24 07:00", false);
	say(room, EVENT_HOLD, "h2", "conversion", "2026-10-24 07:10", false);
	say(room, EVENT_RESUME, "r2", "conversion", "2026-10-24 07:20", false);
	say(room, EVENT_RESUME, "r1", "peak", "2026-10-24 07:30", false);
	/* the ten minutes in which both were held count once */
	assert_int_equal(expected_end(room, "conversion", "2026-10-24 07:40"),
	                 at("2026-10-24 08:30"));
	assert_int_equal(expected_end(room, "clearance", "2026-10-24 07:40"),
	                 at("2026-10-25 00:30"));
	assert_int_equal(expected_start(room, "tail", "2026-10-24 07:40"), at("2026-10-25 00:30"));
	assert_int_equal(expected_end(room, "tail", "2026-10-24 07:40"), at("2026-11-12"));
	assert_int_equal(expected_end(room, "traffic", "2026-10-24 07:40"), at("2026-10-22 08:00"));
	room_free(&room);
}

static void
test_a_hold_counts_when_it_is_kept(void **state)
{
	struct room *room = new_room_with_phases();
	struct event hold = {
		.kind = EVENT_HOLD, .id = "h1", .subject = "peak", .at_us = at("2026-10-24")
	};

	(void)state;
	apply_one(room, &hold);
	assert_null(room_hold(room));
	assert_non_null(phase_pending(room, room_phase(room, "peak")));
	apply_one(room, &(struct event){ .kind = EVENT_LOST, .cause = "h1", .text = "disk full" });
	assert_null(phase_pending(room, room_phase(room, "peak")));
	assert_null(room_hold(room));
	room_free(&room);
}

/* Two consoles hold, one resumes; whatever order the journal brings them in. */
static void
test_order_of_arrival_does_not_matter(void **state)
{
	static const struct {
		enum event_kind kind;
		const char *id, *when;
	} said[] = { { EVENT_HOLD, "a", "2026-10-24 07:00" },
		     { EVENT_HOLD, "b", "2026-10-24 07:05" },
		     { EVENT_RESUME, "c", "2026-10-24 07:10" },
		     { EVENT_HOLD, "d", "2026-10-24 07:20" } };
	static const unsigned orders[][4] = { { 0, 1, 2, 3 }, { 3, 2, 1, 0 }, { 2, 0, 3, 1 } };

	(void)state;
	for (size_t o = 0; o < G_N_ELEMENTS(orders); o++) {
		struct room *room = new_room_with_phases();
		const struct course *course;

		for (size_t i = 0; i < 4; i++)
			say(room, said[orders[o][i]].kind, said[orders[o][i]].id, "peak",
			    said[orders[o][i]].when, false);
		course = room_course(room, "peak");
		assert_int_equal(course->holds->len, 2);
		assert_int_equal(g_array_index(course->holds, struct hold, 0).to_us,
		                 at("2026-10-24 07:10"));
		assert_int_equal(room_hold(room)->from_us, at("2026-10-24 07:20"));
		room_free(&room);
	}
}

static void
test_what_a_person_states_goes_before_the_endpoint(void **state)
{
	struct room *room = new_room_with_phases();
	struct phase stated = unsaid_phase("clearance");
	const struct phase *clearance = room_phase(room, "clearance");

	(void)state;
	stated.actual_start_us = at("2026-10-24 08:01");
	say_phase(room, &stated);
	assert_int_equal(clearance->actual_start_us, at("2026-10-24 08:01"));
	say(room, EVENT_PHASE, "s1", "clearance", "2026-10-24 08:04", true);
	say_phase(room, &stated);
	assert_int_equal(clearance->actual_start_us, at("2026-10-24 08:04"));
	say(room, EVENT_PHASE, "e1", "clearance", "2026-10-24 22:00", false);
	assert_int_equal(clearance->actual_end_us, at("2026-10-24 22:00"));
	assert_string_equal(room_phase_at(room, at("2026-10-24 22:30"), UINT_MAX)->id, "peak");
	/* ended by mistake: it is started again */
	say(room, EVENT_PHASE, "s2", "clearance", "2026-10-24 22:01", true);
	assert_true(clearance->actual_end_us == UNSAID);
	room_free(&room);
}

static void
test_actions_before_the_phase_is_stated_are_not_lost(void **state)
{
	struct room *room = new_room();

	(void)state;
	say(room, EVENT_PHASE, "s1", "live", "2026-10-23 20:05", true);
	add_phase(room, "live", NULL, "2026-10-23 20:00", "2026-10-23 22:00");
	assert_int_equal(room_phase(room, "live")->actual_start_us, at("2026-10-23 20:05"));
	room_free(&room);
}

static void
ask(struct room *room, const char *phase)
{
	static const char *const teams[] = { "tech", "service" };
	struct phase said = unsaid_phase(phase);

	said.roll = teams;
	said.n_roll = G_N_ELEMENTS(teams);
	say_phase(room, &said);
}

static void
answer(struct room *room, const char *id, const char *team, const char *when, bool is_go)
{
	apply_one(room, &(struct event){ .kind = EVENT_ROLL,
	                                 .id = id,
	                                 .subject = "clearance",
	                                 .target = team,
	                                 .person = "li",
	                                 .text = "agents missing",
	                                 .at_us = at(when),
	                                 .accepted = is_go });
	apply_one(room, &(struct event){ .kind = EVENT_KEPT, .cause = id });
}

static void
test_go_needs_everybody(void **state)
{
	struct room *room = new_room_with_phases();
	const struct phase *clearance;
	GArray *rows;

	(void)state;
	ask(room, "clearance");
	clearance = room_phase(room, "clearance");
	assert_ptr_equal(room_roll_phase(room, at("2026-10-24 07:54")), clearance);
	assert_false(phase_is_go(room, clearance));
	answer(room, "a", "tech", "2026-10-24 07:40", true);
	answer(room, "c", "service", "2026-10-24 07:45", false);
	answer(room, "b", "service", "2026-10-24 07:42", true); /* an older word, read later */
	rows = phase_roll(room, clearance);
	assert_int_equal(g_array_index(rows, struct roll, 1).answer, ROLL_NO_GO);
	assert_string_equal(g_array_index(rows, struct roll, 1).why, "agents missing");
	g_array_unref(rows);
	assert_int_equal(phase_roll_counts(room, clearance).no_go, 1);
	answer(room, "d", "service", "2026-10-24 07:50", true);
	assert_true(phase_is_go(room, clearance));
	/* GO and started: the call is over */
	assert_null(room_roll_phase(room, at("2026-10-24 08:00")));
	assert_true(phase_is_go(room, room_phase(room, "tail")));
	room_free(&room);
}

static void
test_who_may_answer_the_roll(void **state)
{
	struct room *room = fixture_room();
	struct person viewer = unsaid_person("guest", "tech");

	(void)state;
	viewer.permission = PERMISSION_VIEWER;
	say_person(room, &viewer);
	assert_true(roll_may_answer(room, "lin", "tech"));
	assert_false(roll_may_answer(room, "lin", "service"));
	assert_true(roll_may_answer(room, "zhou", "service")); /* a lead */
	assert_false(roll_may_answer(room, "guest", "tech"));
	assert_false(roll_may_answer(room, "nobody", "tech"));
	room_free(&room);
}

/* What the rules derive at this instant, applied as the session does; how many events. */
static guint
derive(struct room *room, const char *now)
{
	struct event_batch *batch = event_batch_new();
	guint n;

	phase_derive(room, at(now), batch);
	n = batch->events->len;
	room_apply_batch(room, batch);
	event_batch_free(&batch);
	return n;
}

static const char *
last_log(const struct room *room)
{
	return ((struct entry *)g_ptr_array_index(room->log, room->log->len - 1))->text;
}

static void
test_late_gates_and_red_entries_are_derived_once(void **state)
{
	struct room *room = new_room_with_phases();
	struct gate gate = { .id = "load",
		             .title = "load test",
		             .phase = "clearance",
		             .owner = "li",
		             .due_us = at("2026-10-24 06:00") };

	(void)state;
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_GATE, .gate = &gate });
	assert_int_equal(derive(room, "2026-10-24 05:59"), 0);
	assert_int_equal(derive(room, "2026-10-24 06:00"), 1);
	assert_string_equal(last_log(room),
	                    "gate load test is LATE: not signed when it was due, waits for li");
	assert_int_equal(derive(room, "2026-10-24 07:59"), 0);
	/* a due time that moves is missed anew */
	gate.due_us = at("2026-10-24 07:00");
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_GATE, .gate = &gate });
	assert_int_equal(derive(room, "2026-10-24 07:59"), 1);
	assert_int_equal(derive(room, "2026-10-24 08:00"), 1);
	assert_string_equal(last_log(room), "phase clearance is entered RED: load test not signed");
	assert_int_equal(room_course(room, "clearance")->red_since_us, at("2026-10-24 08:00"));
	assert_int_equal(derive(room, "2026-10-24 12:00"), 0);
	room_free(&room);
}

static void
test_two_consoles_derive_the_same_event(void **state)
{
	struct room *room = new_room_with_phases();
	struct gate gate = { .id = "load", .phase = "clearance", .due_us = at("2026-10-24 06:00") };
	struct event_batch *one = event_batch_new(), *two = event_batch_new();

	(void)state;
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_GATE, .gate = &gate });
	phase_derive(room, at("2026-10-24 06:00"), one);
	phase_derive(room, at("2026-10-24 07:30"), two);
	assert_string_equal(((struct event *)one->events->pdata[0])->id,
	                    ((struct event *)two->events->pdata[0])->id);
	assert_int_equal(((struct event *)two->events->pdata[0])->at_us, at("2026-10-24 06:00"));
	event_batch_free(&one);
	event_batch_free(&two);
	room_free(&room);
}

static void
state_work(struct room *room, const char *phase, double done)
{
	struct phase said = unsaid_phase(phase);

	said.done_share = done;
	say_phase(room, &said);
}

/* Clearance: 16 h, of which the last 2 h 24 are buffer and 13 h 36 work. */
static void
test_buffer_used_against_work_done(void **state)
{
	struct room *room = new_room_with_phases();
	const struct phase *clearance = room_phase(room, "clearance");
	int64_t now = at("2026-10-24 14:48"); /* half of the time for work */
	struct fever fever = phase_fever(room, clearance, now);

	(void)state;
	assert_true(isnan(fever.work));
	state_work(room, "clearance", 0.5);
	fever = phase_fever(room, clearance, now);
	assert_near(fever.used, 0, 1e-9);
	assert_near(fever.planned, 0.5, 1e-9);
	state_work(room, "clearance", 0.4); /* 81.6 min of 144 */
	fever = phase_fever(room, clearance, now);
	assert_near(fever.used, 81.6 / 144, 1e-9);
	assert_int_equal(fever.zone, FEVER_RED); /* more than 0.30 + 0.60 x 0.4 */
	fever = phase_fever(room, clearance, now - 30 * MIN_US);
	assert_near(fever.used, 51.6 / 144, 1e-9);
	assert_int_equal(fever.zone, FEVER_GREEN);
	fever = phase_fever(room, clearance, now - 22 * MIN_US);
	assert_int_equal(fever.zone, FEVER_YELLOW);
	state_work(room, "clearance", 0.9); /* at its end, with a tenth of the work to do */
	assert_near(phase_fever(room, clearance, at("2026-10-25")).used, (144 + 81.6) / 144, 1e-9);
	assert_true(isnan(phase_fever(room, clearance, at("2026-10-24 07:59")).work));
	room_free(&room);
}

static void
test_buffer_of_the_event_and_without_any(void **state)
{
	struct room *room = new_room_with_phases();
	struct define_room none = unsaid_room();

	(void)state;
	assert_true(isnan(room_fever(room, at("2026-10-23")).work)); /* nobody said anything */
	state_work(room, "warmup", 1);
	state_work(room, "peak", 0.5);
	assert_near(room_fever(room, at("2026-10-23")).work, (36 + 2) / 58.0, 1e-9);
	none.time_buffer_share = 0;
	say_room(room, &none);
	assert_true(isnan(room_fever(room, at("2026-10-23")).work));
	room_free(&room);
}

static void
test_work_that_lags_is_on_the_board(void **state)
{
	struct room *room = new_room_with_phases();
	GArray *late;

	(void)state;
	state_work(room, "clearance", 0.4);
	late = room_late(room, at("2026-10-24 14:48"));
	assert_int_equal(late->len, 1);
	assert_string_equal(g_array_index(late, struct late, 0).phase->id, "clearance");
	assert_int_equal(g_array_index(late, struct late, 0).by_us / SEC_US, 81 * 60 + 36);
	g_array_unref(late);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_hold_moves_the_end_and_what_begins_with_it),
		cmocka_unit_test(test_a_hold_around_a_phase_holds_it),
		cmocka_unit_test(test_a_hold_counts_when_it_is_kept),
		cmocka_unit_test(test_order_of_arrival_does_not_matter),
		cmocka_unit_test(test_what_a_person_states_goes_before_the_endpoint),
		cmocka_unit_test(test_actions_before_the_phase_is_stated_are_not_lost),
		cmocka_unit_test(test_go_needs_everybody),
		cmocka_unit_test(test_who_may_answer_the_roll),
		cmocka_unit_test(test_late_gates_and_red_entries_are_derived_once),
		cmocka_unit_test(test_buffer_used_against_work_done),
		cmocka_unit_test(test_buffer_of_the_event_and_without_any),
		cmocka_unit_test(test_work_that_lags_is_on_the_board),
		cmocka_unit_test(test_two_consoles_derive_the_same_event),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
