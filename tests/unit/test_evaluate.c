/* The evaluation scheme: targets reached, against last year and benchmark, scored by group. */
#include "room/evaluate.h"
#include "tests/unit/fixture.h"

static void
add(struct room *room, const char *id, const char *group, enum direction better, double target,
    double weight)
{
	struct metric metric = unsaid_metric(id);

	metric.group = group;
	metric.direction = better;
	metric.target = target;
	metric.weight = weight;
	metric.baseline = target * 0.5;
	metric.benchmark = 0;
	say_metric(room, &metric);
}

static const struct indicator *
indicator(const struct evaluation *evaluation, const char *id)
{
	for (guint i = 0; i < evaluation->indicators->len; i++) {
		const struct indicator *at =
		    &g_array_index(evaluation->indicators, struct indicator, i);

		if (strcmp(at->metric->is.id, id) == 0)
			return at;
	}
	return NULL;
}

/* Sales: conversion 3.04 of 3.2 (0.95, weight 3), order value reached (weight 1). Cost: 115 % where 92
 * was meant: 0.8. */
static void
test_scores_by_group_and_weight(void **state)
{
	struct room *room = new_room();
	int64_t now = at("2026-10-24 07:54");
	struct evaluation e;
	const struct group_score *sales, *cost;

	(void)state;
	add(room, "conversion", "sales", DIRECTION_HIGHER, 3.2, 3);
	add(room, "supply_cost", "cost", DIRECTION_LOWER, 92, 1);
	add(room, "order_value", "sales", DIRECTION_HIGHER, 370, 1);
	add(room, "not_in_the_scheme", "sales", DIRECTION_HIGHER, 1, NAN);
	sample(room, "conversion", now, 3.04);
	sample(room, "supply_cost", now, 115);
	sample(room, "order_value", now, 400);
	e = room_evaluate(room, now);
	assert_int_equal(e.stage, STAGE_DURING);
	assert_int_equal(e.indicators->len, 3);
	assert_int_equal(e.groups->len, 2);
	assert_near(indicator(&e, "conversion")->attained, 0.95, 1e-12);
	assert_int_equal(indicator(&e, "conversion")->reached, REACHED_NO);
	assert_near(indicator(&e, "conversion")->against_baseline, 0.9, 1e-12); /* 3.04 to 1.6 */
	assert_true(isnan(indicator(&e, "conversion")->against_benchmark));     /* of 0 */
	assert_near(indicator(&e, "supply_cost")->attained, 0.8, 1e-12);
	assert_near(indicator(&e, "order_value")->attained, 1, 0);
	sales = &g_array_index(e.groups, struct group_score, 0);
	cost = &g_array_index(e.groups, struct group_score, 1);
	assert_string_equal(sales->group, "sales");
	assert_near(sales->score, (0.95 * 3 + 1) / 4, 1e-12);
	assert_int_equal(sales->reached, 1);
	assert_near(cost->score, 0.8, 1e-12);
	assert_near(e.all.score, (0.95 * 3 + 1 + 0.8) / 5, 1e-12);
	evaluation_clear(&e);
	room_free(&room);
}

static void
test_what_is_not_known_is_neither_good_nor_bad(void **state)
{
	struct room *room = new_room();
	int64_t now = at("2026-10-24 07:54");
	struct evaluation e;

	(void)state;
	add(room, "nps", "brand", DIRECTION_HIGHER, 60, 1);
	add(room, "voice", "brand", DIRECTION_HIGHER, 40, 1);
	add(room, "aimless", "brand", DIRECTION_HIGHER, NAN, 1);
	sample(room, "voice", now - DAY_US, 42); /* stale */
	sample(room, "aimless", now, 5);
	e = room_evaluate(room, now);
	assert_int_equal(e.all.indicators, 3);
	assert_int_equal(e.all.known, 0);
	assert_true(isnan(e.all.score));
	evaluation_clear(&e);
	/* As it was yesterday, it was known; and nothing is known of tomorrow. */
	e = room_evaluate(room, now - DAY_US);
	assert_int_equal(e.all.known, 1);
	assert_near(e.all.score, 1, 0);
	evaluation_clear(&e);
	e = room_evaluate(room, now + DAY_US);
	assert_int_equal(e.all.known, 0);
	evaluation_clear(&e);
	room_free(&room);
}

static void
test_zero_and_negative_targets(void **state)
{
	struct room *room = new_room();
	int64_t now = at("2026-10-24 07:54");
	struct evaluation e;

	(void)state;
	add(room, "gap", "market", DIRECTION_HIGHER, 0, 1);
	add(room, "defects", "market", DIRECTION_LOWER, 0, 1);
	sample(room, "gap", now, -2);
	sample(room, "defects", now, 0);
	e = room_evaluate(room, now);
	assert_near(indicator(&e, "gap")->attained, 0, 0);
	assert_near(indicator(&e, "defects")->attained, 1, 0);
	assert_true(isnan(indicator(&e, "gap")->against_baseline));
	evaluation_clear(&e);
	room_free(&room);
}

/* GMV is judged by what its pace expects by then, and at the end by its target. */
static void
test_before_during_and_after(void **state)
{
	static const struct curve_share pace[] = { { "warmup", 0.3 },
		                                   { "peak", 0.5 },
		                                   { "tail", 0.2 } };
	struct room *room = new_room_with_phases();
	struct metric gmv = unsaid_metric("gmv");
	struct evaluation e;

	(void)state;
	gmv.group = "sales";
	gmv.target = 200e6;
	gmv.weight = 1;
	gmv.pace = pace;
	gmv.n_pace = 3;
	gmv.max_age_us = DAY_US;
	say_metric(room, &gmv);
	sample(room, "gmv", at("2026-09-14 12:00"), 0);
	sample(room, "gmv", at("2026-10-23"), 112e6);
	sample(room, "gmv", at("2026-11-12"), 196e6);
	e = room_evaluate(room, at("2026-09-14 12:00"));
	assert_int_equal(e.stage, STAGE_BEFORE);
	evaluation_clear(&e);
	e = room_evaluate(room, at("2026-10-23"));
	assert_int_equal(e.stage, STAGE_DURING);
	assert_near(indicator(&e, "gmv")->value, 112e6, 0);
	assert_near(indicator(&e, "gmv")->target, 110e6, 1e-3);
	assert_int_equal(indicator(&e, "gmv")->reached, REACHED_YES);
	evaluation_clear(&e);
	e = room_evaluate(room, at("2026-11-12"));
	assert_int_equal(e.stage, STAGE_AFTER);
	assert_near(indicator(&e, "gmv")->attained, 0.98, 1e-9);
	evaluation_clear(&e);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scores_by_group_and_weight),
		cmocka_unit_test(test_what_is_not_known_is_neither_good_nor_bad),
		cmocka_unit_test(test_zero_and_negative_targets),
		cmocka_unit_test(test_before_during_and_after),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
