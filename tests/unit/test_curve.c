/* Phase curves: how much of a plan is expected by an instant. */
#include "tests/unit/fixture.h"

static void
test_shares_spread_evenly_over_their_phases(void **state)
{
	static const struct curve_share curve[] = { { "warmup", 0.3 },
		                                    { "peak", 0.5 },
		                                    { "tail", 0.2 } };
	struct room *room = new_room_with_phases();

	(void)state;
	assert_near(curve_at(room, curve, 3, at("2026-09-15")), 0, 1e-12);
	assert_near(curve_at(room, curve, 3, at("2026-10-03")), 0.15, 1e-12); /* half of 36 days */
	assert_near(curve_at(room, curve, 3, at("2026-10-21")), 0.3, 1e-12);
	assert_near(curve_at(room, curve, 3, at("2026-10-23")), 0.55, 1e-12);
	assert_near(curve_at(room, curve, 3, at("2026-11-03")), 0.9, 1e-12);
	assert_near(curve_at(room, curve, 3, at("2027-01-01")), 1, 1e-12);
	room_free(&room);
}

static void
test_a_parent_and_its_child_may_both_have_shares(void **state)
{
	static const struct curve_share curve[] = { { "peak", 0.5 }, { "clearance", 0.5 } };
	struct room *room = new_room_with_phases();

	(void)state;
	/* 3 of 4 days and 8 of 24 hours of peak; nothing of clearance. */
	assert_near(curve_at(room, curve, 2, at("2026-10-24 08:00")), 0.5 * 80 / 96, 1e-12);
	assert_near(curve_at(room, curve, 2, at("2026-10-24 16:00")), 0.5 * 88 / 96 + 0.25, 1e-12);
	room_free(&room);
}

static void
test_planned_time_counts_not_the_actual(void **state)
{
	static const struct curve_share curve[] = { { "peak", 1 } };
	struct room *room = new_room_with_phases();
	struct phase late = unsaid_phase("peak");

	(void)state;
	late.actual_start_us = at("2026-10-22");
	say_phase(room, &late);
	assert_near(curve_at(room, curve, 1, at("2026-10-22")), 0.25, 1e-12);
	room_free(&room);
}

static void
test_shares_are_normalised(void **state)
{
	static const struct curve_share percent[] = { { "warmup", 30 }, { "peak", 70 } };
	static const struct curve_share odd[] = {
		{ "warmup", 1 }, { "nowhere", 5 }, { "peak", NAN }, { "tail", -3 }, { NULL, 2 },
	};
	struct room *room = new_room_with_phases();

	(void)state;
	assert_near(curve_at(room, percent, 2, at("2026-10-21")), 0.3, 1e-12);
	assert_near(curve_at(room, odd, 5, at("2026-10-03")), 0.5, 1e-12);
	room_free(&room);
}

static void
test_empty_curve_is_even_over_the_event(void **state)
{
	static const struct curve_share nowhere[] = { { "nowhere", 1 } };
	struct room *room = new_room();

	(void)state;
	assert_near(curve_at(room, NULL, 0, at("2026-10-14")), 0.5, 1e-12); /* 29 of 58 days */
	assert_near(curve_at(room, nowhere, 1, at("2026-10-14")), 0.5, 1e-12);
	assert_near(curve_at(room, NULL, 0, at("2026-01-01")), 0, 0);
	assert_near(curve_at(room, NULL, 0, INT64_MAX), 1, 0);
	room_free(&room);
	room = room_new();
	assert_true(isnan(curve_at(room, NULL, 0, 0)));
	room_free(&room);
}

static void
test_phase_without_length_is_a_step(void **state)
{
	static const struct curve_share curve[] = { { "moment", 1 } };
	struct room *room = new_room();

	(void)state;
	add_phase(room, "moment", NULL, "2026-10-24", "2026-10-24");
	assert_near(curve_at(room, curve, 1, at("2026-10-24") - 1), 0, 0);
	assert_near(curve_at(room, curve, 1, at("2026-10-24")), 1, 0);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shares_spread_evenly_over_their_phases),
		cmocka_unit_test(test_a_parent_and_its_child_may_both_have_shares),
		cmocka_unit_test(test_planned_time_counts_not_the_actual),
		cmocka_unit_test(test_shares_are_normalised),
		cmocka_unit_test(test_empty_curve_is_even_over_the_event),
		cmocka_unit_test(test_phase_without_length_is_a_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
