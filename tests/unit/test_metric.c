/* Metrics: samples, history, thresholds that hold, verdicts, pace. */
#include "tests/unit/fixture.h"

static const int64_t T0 = INT64_C(1792800000) * SEC_US;

/* Order success: better higher, target 99.9, warning 99.9, critical 99.5, each after 30 s. */
static struct metric_state *
add_order_success(struct room *room)
{
	struct metric metric = unsaid_metric("order_success");

	metric.unit = "%";
	metric.target = 99.9;
	metric.warn = 99.9;
	metric.crit = 99.5;
	metric.hold_us = 30 * SEC_US;
	say_metric(room, &metric);
	return room_metric(room, "order_success");
}

static void
test_unmeasured_is_unknown(void **state)
{
	struct room *room = new_room();
	const struct metric_state *metric = add_order_success(room);

	(void)state;
	assert_true(isnan(metric->value));
	assert_int_equal(metric_verdict(room, metric, T0), METRIC_UNKNOWN);
	sample(room, "order_success", T0, NAN);
	sample(room, "order_success", T0, INFINITY);
	assert_int_equal(metric_verdict(room, metric, T0), METRIC_UNKNOWN);
	assert_int_equal(metric->history->len, 0);
	sample(room, "nobody-stated-me", T0, 1);
	assert_int_equal(room->metrics->len, 1);
	room_free(&room);
}

static void
test_threshold_counts_after_its_hold(void **state)
{
	struct room *room = new_room();
	const struct metric_state *metric = add_order_success(room);

	(void)state;
	sample(room, "order_success", T0, 99.95);
	assert_int_equal(metric_verdict(room, metric, T0), METRIC_GOOD);
	sample(room, "order_success", T0 + 10 * SEC_US, 99.41);
	assert_int_equal(metric_verdict(room, metric, T0 + 10 * SEC_US), METRIC_MISSED);
	sample(room, "order_success", T0 + 25 * SEC_US, 99.45);
	assert_int_equal(metric->crit.past_us, T0 + 10 * SEC_US);
	assert_int_equal(metric_verdict(room, metric, T0 + 40 * SEC_US), METRIC_CRIT);
	/* Back above critical, but still past the warning that began with it. */
	sample(room, "order_success", T0 + 41 * SEC_US, 99.6);
	assert_int_equal(metric_verdict(room, metric, T0 + 41 * SEC_US), METRIC_WARN);
	sample(room, "order_success", T0 + 42 * SEC_US, 99.9);
	assert_true(metric_past_since_us(metric, T0 + 42 * SEC_US) == UNSAID);
	assert_int_equal(metric_verdict(room, metric, T0 + 42 * SEC_US), METRIC_GOOD);
	room_free(&room);
}

static void
test_direction_is_inferred(void **state)
{
	struct room *room = new_room();
	struct metric lower = unsaid_metric("return_rate"), said = unsaid_metric("return_rate");
	struct metric targeted = unsaid_metric("refund"), plain = unsaid_metric("qps");

	(void)state;
	lower.warn = 14;
	lower.crit = 15;
	targeted.target = 60;
	targeted.warn = 90;
	say_metric(room, &lower);
	say_metric(room, &targeted);
	say_metric(room, &plain);
	assert_int_equal(add_order_success(room)->is.direction, DIRECTION_HIGHER);
	assert_int_equal(room_metric(room, "return_rate")->is.direction, DIRECTION_LOWER);
	assert_int_equal(room_metric(room, "refund")->is.direction, DIRECTION_LOWER);
	assert_int_equal(room_metric(room, "qps")->is.direction, DIRECTION_HIGHER);
	said.direction = DIRECTION_HIGHER; /* who states it is believed */
	say_metric(room, &said);
	assert_int_equal(room_metric(room, "return_rate")->is.direction, DIRECTION_HIGHER);
	room_free(&room);
}

static void
test_new_threshold_is_judged_by_the_history(void **state)
{
	struct room *room = new_room();
	struct metric stricter = unsaid_metric("order_success");
	const struct metric_state *metric = add_order_success(room);

	(void)state;
	sample(room, "order_success", T0, 99.99);
	sample(room, "order_success", T0 + 20 * SEC_US, 99.95);
	sample(room, "order_success", T0 + 60 * SEC_US, 99.95);
	stricter.warn = 99.97;
	say_metric(room, &stricter);
	assert_int_equal(metric->warn.past_us, T0 + 20 * SEC_US);
	assert_int_equal(metric_verdict(room, metric, T0 + 60 * SEC_US), METRIC_WARN);
	room_free(&room);
}

static void
test_old_value_is_stale_never_good(void **state)
{
	struct room *room = new_room();
	struct metric own = unsaid_metric("order_success");
	struct define_source source = { .name = "prometheus",
		                        .kind = "prometheus",
		                        .period_us = 30 * SEC_US };
	const struct metric_state *metric = add_order_success(room);

	(void)state;
	sample(room, "order_success", T0, 100);
	assert_int_equal(metric_max_age_us(room, metric), METRIC_MAX_AGE_US);
	assert_int_equal(metric_verdict(room, metric, T0 + METRIC_MAX_AGE_US), METRIC_GOOD);
	assert_int_equal(metric_verdict(room, metric, T0 + METRIC_MAX_AGE_US + 1), METRIC_STALE);

	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_SOURCE, .define_source = &source });
	apply_one(room, &(struct event){ .kind = EVENT_SAMPLE,
	                                 .at_us = T0 + 1,
	                                 .value = 100,
	                                 .sample_us = T0 + 1,
	                                 .subject = "order_success",
	                                 .source = "prometheus" });
	assert_string_equal(metric->is.source, "prometheus");
	assert_int_equal(metric_max_age_us(room, metric), 90 * SEC_US);

	own.max_age_us = 300 * SEC_US;
	say_metric(room, &own);
	assert_int_equal(metric_max_age_us(room, metric), 300 * SEC_US);
	room_free(&room);
}

static void
test_disordered_and_future_samples(void **state)
{
	struct room *room = new_room();
	const struct metric_state *metric = add_order_success(room);

	(void)state;
	sample(room, "order_success", T0, 99);
	sample(room, "order_success", T0 - 1, 98);
	assert_near(metric->value, 99, 0);
	assert_int_equal(metric->history->len, 1);
	sample(room, "order_success", T0, 97); /* the same instant, corrected */
	assert_near(metric->value, 97, 0);
	assert_int_equal(metric->history->len, 1);
	apply_one(room, &(struct event){ .kind = EVENT_SAMPLE,
	                                 .at_us = T0 + SEC_US,
	                                 .value = 96,
	                                 .subject = "order_success",
	                                 .sample_us = T0 + DAY_US });
	assert_int_equal(metric->at_us, T0 + SEC_US);
	assert_near(metric->value, 96, 0);
	room_free(&room);
}

static void
test_history_goes_before_the_samples(void **state)
{
	struct room *room = new_room();
	const struct metric_state *metric = add_order_success(room);
	const struct point points[] = {
		{ T0 - 60 * SEC_US, 99.95 }, { T0 - 45 * SEC_US, 99.2 }, { T0 - 40 * SEC_US, NAN },
		{ T0 - 20 * SEC_US, 99.3 },  { T0 + 5 * SEC_US, 50 },
	};
	struct event history = { .kind = EVENT_HISTORY,
		                 .at_us = T0,
		                 .subject = "order_success",
		                 .points = points,
		                 .n_points = G_N_ELEMENTS(points) };

	(void)state;
	sample(room, "order_success", T0, 99.4);
	sample(room, "order_success", T0 + 10 * SEC_US, 99.4);
	assert_int_equal(metric_verdict(room, metric, T0 + 10 * SEC_US), METRIC_MISSED);
	apply_one(room, &history);
	apply_one(room, &history); /* replaces itself */
	assert_int_equal(metric->history->len, 5);
	assert_near(metric->value, 99.4, 0);
	/* It was critical before this console looked. */
	assert_int_equal(metric->crit.past_us, T0 - 45 * SEC_US);
	assert_int_equal(metric_verdict(room, metric, T0 + 10 * SEC_US), METRIC_CRIT);
	room_free(&room);
}

static void
test_history_is_bounded_and_keeps_its_span(void **state)
{
	struct room *room = new_room();
	const struct metric_state *metric = add_order_success(room);
	const struct point *first, *last;

	(void)state;
	sample(room, "order_success", T0, 100);
	for (int64_t i = 1; i < 10 * METRIC_HISTORY_MAX; i++)
		sample(room, "order_success", T0 + i * SEC_US, 99);
	assert_in_range(metric->history->len, METRIC_HISTORY_MAX / 2, METRIC_HISTORY_MAX);
	first = &g_array_index(metric->history, struct point, 0);
	last = &g_array_index(metric->history, struct point, metric->history->len - 1);
	assert_int_equal(first->at_us, T0);
	assert_int_equal(last->at_us, metric->at_us);
	assert_int_equal(metric->crit.past_us, T0 + SEC_US);
	room_free(&room);
}

static void
test_pace_against_the_curve(void **state)
{
	static const struct curve_share pace[] = { { "warmup", 0.3 },
		                                   { "peak", 0.5 },
		                                   { "tail", 0.2 } };
	struct room *room = new_room_with_phases();
	struct metric gmv = unsaid_metric("gmv");
	const struct metric_state *metric;
	int64_t now = at("2026-10-23");

	(void)state;
	gmv.target = 200e6;
	gmv.pace = pace;
	gmv.n_pace = 3;
	say_metric(room, &gmv);
	metric = room_metric(room, "gmv");
	assert_near(metric_expected(room, metric, now), 110e6, 1e-3);
	assert_true(isnan(metric_pace(room, metric, now)));
	sample(room, "gmv", now, 112.31e6);
	assert_near(metric_pace(room, metric, now), 0.021, 1e-9);
	/* Far from 200 M, but ahead of where it should be. */
	assert_int_equal(metric_verdict(room, metric, now), METRIC_GOOD);
	sample(room, "gmv", now + SEC_US, 100e6);
	assert_int_equal(metric_verdict(room, metric, now + SEC_US), METRIC_MISSED);
	assert_true(isnan(metric_pace(room, metric, at("2026-09-15"))));
	assert_true(isnan(metric_expected(room, add_order_success(room), now)));
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unmeasured_is_unknown),
		cmocka_unit_test(test_threshold_counts_after_its_hold),
		cmocka_unit_test(test_direction_is_inferred),
		cmocka_unit_test(test_new_threshold_is_judged_by_the_history),
		cmocka_unit_test(test_old_value_is_stale_never_good),
		cmocka_unit_test(test_disordered_and_future_samples),
		cmocka_unit_test(test_history_goes_before_the_samples),
		cmocka_unit_test(test_history_is_bounded_and_keeps_its_span),
		cmocka_unit_test(test_pace_against_the_curve),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
