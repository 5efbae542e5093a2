/* Phases: the tree, what runs now, the next boundary, RED, and what is late. */
#include "tests/unit/fixture.h"

#include <limits.h>

static const struct phase *
nth(const struct room *room, guint i)
{
	return g_ptr_array_index(room->phases, i);
}

static void
test_parents_stand_before_children(void **state)
{
	static const char *const order[] = { "warmup",     "peak",      "traffic",
		                             "conversion", "clearance", "tail" };
	static const unsigned depths[] = { 0, 0, 1, 1, 1, 0 };
	struct room *room = new_room_with_phases();

	(void)state;
	assert_int_equal(room->phases->len, 6);
	for (guint i = 0; i < 6; i++) {
		assert_string_equal(nth(room, i)->id, order[i]);
		assert_int_equal(phase_depth(room, nth(room, i)), depths[i]);
	}
	assert_ptr_equal(phase_parent(room, room_phase(room, "traffic")), room_phase(room, "peak"));
	room_free(&room);
}

static void
test_innermost_phase_and_by_depth(void **state)
{
	struct room *room = new_room_with_phases();
	int64_t now = at("2026-10-24 07:54");

	(void)state;
	assert_string_equal(room_phase_at(room, now, UINT_MAX)->id, "conversion");
	assert_string_equal(room_phase_at(room, now, 0)->id, "peak");
	assert_string_equal(room_phase_at(room, at("2026-10-24 08:00"), UINT_MAX)->id, "clearance");
	assert_string_equal(room_phase_at(room, at("2026-09-15"), UINT_MAX)->id, "warmup");
	assert_null(room_phase_at(room, at("2026-11-12"), UINT_MAX));
	assert_null(room_phase_at(room, at("2026-09-14 23:59"), UINT_MAX));
	room_free(&room);
}

static void
test_of_two_that_overlap_the_later_runs(void **state)
{
	struct room *room = new_room_with_phases();

	(void)state;
	add_phase(room, "live", NULL, "2026-10-23 20:00", "2026-10-23 22:00");
	assert_string_equal(room_phase_at(room, at("2026-10-23 21:00"), 0)->id, "live");
	assert_string_equal(room_phase_at(room, at("2026-10-23 22:00"), 0)->id, "peak");
	room_free(&room);
}

static void
test_actual_time_counts_when_stated(void **state)
{
	struct room *room = new_room_with_phases();
	struct phase late = unsaid_phase("clearance"), held = unsaid_phase("conversion");

	(void)state;
	late.actual_start_us = at("2026-10-24 09:00");
	held.actual_end_us = at("2026-10-24 09:00");
	say_phase(room, &late);
	say_phase(room, &held);
	assert_string_equal(room_phase_at(room, at("2026-10-24 08:30"), UINT_MAX)->id,
	                    "conversion");
	assert_string_equal(room_phase(room, "clearance")->parent, "peak");
	assert_int_equal(phase_end_us(room_phase(room, "clearance")), at("2026-10-25"));
	room_free(&room);
}

static void
test_cycles_and_unknown_parents_are_top_level(void **state)
{
	struct room *room = new_room();

	(void)state;
	add_phase(room, "a", "b", "2026-10-01", "2026-10-02");
	add_phase(room, "b", "a", "2026-10-01", "2026-10-03");
	add_phase(room, "self", "self", "2026-10-04", "2026-10-05");
	add_phase(room, "orphan", "nobody", "2026-10-06", "2026-10-07");
	add_phase(room, "child", "a", "2026-10-01", "2026-10-02");
	assert_int_equal(room->phases->len, 5);
	assert_int_equal(phase_depth(room, room_phase(room, "a")), 0);
	assert_int_equal(phase_depth(room, room_phase(room, "b")), 0);
	assert_int_equal(phase_depth(room, room_phase(room, "self")), 0);
	assert_int_equal(phase_depth(room, room_phase(room, "orphan")), 0);
	assert_int_equal(phase_depth(room, room_phase(room, "child")), 1);
	room_free(&room);
}

static void
test_too_many_phases_are_not_taken(void **state)
{
	struct room *room = new_room();
	char id[16];

	(void)state;
	for (int i = 0; i < PHASES_MAX + 5; i++) {
		g_snprintf(id, sizeof(id), "p%d", i);
		add_phase(room, id, NULL, "2026-10-01", "2026-10-02");
	}
	assert_int_equal(room->phases->len, PHASES_MAX);
	assert_int_equal(room->log->len, 1);
	room_free(&room);
}

static void
test_next_boundary(void **state)
{
	struct room *room = new_room_with_phases();
	struct boundary next = room_next_boundary(room, at("2026-10-24 07:54"));

	(void)state;
	assert_int_equal(next.at_us - at("2026-10-24 07:54"), 6 * MIN_US);
	assert_string_equal(next.title, "clearance");
	assert_true(next.is_start);

	/* Peak and its traffic begin together as warm-up ends: the outer beginning. */
	next = room_next_boundary(room, at("2026-10-20"));
	assert_string_equal(next.phase->id, "peak");
	assert_true(next.is_start);

	next = room_next_boundary(room, at("2026-09-01"));
	assert_string_equal(next.title, "warmup");

	/* The event ends with its tail. */
	next = room_next_boundary(room, at("2026-11-11"));
	assert_null(next.phase);
	assert_false(next.is_start);
	assert_string_equal(next.title, "Double 11");

	next = room_next_boundary(room, at("2026-11-12"));
	assert_true(next.at_us == UNSAID);
	room_free(&room);
}

static void
test_event_without_phases_has_boundaries(void **state)
{
	struct room *room = new_room();
	struct boundary next = room_next_boundary(room, at("2026-09-01"));

	(void)state;
	assert_true(next.is_start);
	assert_int_equal(next.at_us, at("2026-09-15"));
	room_free(&room);
	room = room_new();
	assert_true(room_next_boundary(room, 0).at_us == UNSAID);
	room_free(&room);
}

static void
say_gate(struct room *room, const char *id, const char *phase, int64_t due_us)
{
	struct gate gate = { .id = id, .phase = phase, .due_us = due_us };

	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_GATE, .gate = &gate });
}

static void
test_entered_with_an_open_gate_is_red(void **state)
{
	struct room *room = new_room_with_phases();
	const struct phase *clearance = room_phase(room, "clearance");
	int64_t start = at("2026-10-24 08:00");

	(void)state;
	say_gate(room, "load-test", "clearance", UNSAID);
	assert_false(phase_is_red(room, clearance, start - 1));
	assert_true(phase_is_red(room, clearance, start));
	assert_false(phase_is_red(room, room_phase(room, "conversion"), start));

	apply_one(room, &(struct event){ .kind = EVENT_GATE,
	                                 .id = "u1",
	                                 .subject = "load-test",
	                                 .person = "xu",
	                                 .accepted = true });
	assert_true(phase_is_red(room, clearance, start)); /* not durable yet */
	apply_one(room, &(struct event){ .kind = EVENT_KEPT, .cause = "u1" });
	assert_false(phase_is_red(room, clearance, start));
	room_free(&room);
}

static void
test_late_is_worst_first(void **state)
{
	struct room *room = new_room_with_phases();
	struct phase slipped = unsaid_phase("traffic"), undone = unsaid_phase("warmup");
	int64_t now = at("2026-10-24 08:00");
	GArray *late;

	(void)state;
	slipped.actual_start_us = at("2026-10-21 03:00");
	say_phase(room, &slipped);
	undone.done_share = 0.9;
	say_phase(room, &undone);
	say_gate(room, "load-test", "clearance", now - 2 * HOUR_US);
	say_gate(room, "stock", "tail", UNSAID); /* due when tail starts: not yet */
	late = room_late(room, now);
	assert_int_equal(late->len, 3);
	assert_string_equal(g_array_index(late, struct late, 0).phase->id, "warmup");
	assert_int_equal(g_array_index(late, struct late, 0).by_us, 3 * DAY_US + 8 * HOUR_US);
	assert_string_equal(g_array_index(late, struct late, 1).phase->id, "traffic");
	assert_int_equal(g_array_index(late, struct late, 1).by_us, 3 * HOUR_US);
	assert_string_equal(g_array_index(late, struct late, 2).gate->is.id, "load-test");
	assert_int_equal(g_array_index(late, struct late, 2).by_us, 2 * HOUR_US);
	g_array_unref(late);
	room_free(&room);
}

static void
test_extreme_instants_do_not_overflow(void **state)
{
	struct room *room = new_room();
	struct phase phase = unsaid_phase("p");
	GArray *late;

	(void)state;
	phase.start_us = INT64_MIN + 1;
	phase.actual_start_us = INT64_MAX;
	say_phase(room, &phase);
	late = room_late(room, 0);
	assert_int_equal(g_array_index(late, struct late, 0).by_us, INT64_MAX);
	g_array_unref(late);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parents_stand_before_children),
		cmocka_unit_test(test_innermost_phase_and_by_depth),
		cmocka_unit_test(test_of_two_that_overlap_the_later_runs),
		cmocka_unit_test(test_actual_time_counts_when_stated),
		cmocka_unit_test(test_cycles_and_unknown_parents_are_top_level),
		cmocka_unit_test(test_too_many_phases_are_not_taken),
		cmocka_unit_test(test_next_boundary),
		cmocka_unit_test(test_event_without_phases_has_boundaries),
		cmocka_unit_test(test_entered_with_an_open_gate_is_red),
		cmocka_unit_test(test_late_is_worst_first),
		cmocka_unit_test(test_extreme_instants_do_not_overflow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
