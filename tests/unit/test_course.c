/* Courses of a metric: gaps, the whole event, last year, the forecast, the pace by hours. */
#include "tests/unit/fixture.h"

static int64_t
now(void)
{
	return fixture_now();
}

static struct metric_state *
add_metric(struct room *room, const char *id)
{
	struct metric metric = unsaid_metric(id);

	metric.target = 3.2;
	metric.max_age_us = MIN_US;
	say_metric(room, &metric);
	return room_metric(room, id);
}

static void
load(struct room *room, const char *id, const char *course, const struct point *points, size_t n)
{
	apply_one(room, &(struct event){ .kind = EVENT_HISTORY,
	                                 .at_us = now(),
	                                 .subject = id,
	                                 .target = course,
	                                 .points = points,
	                                 .n_points = n });
}

static void
test_missing_data_is_a_gap(void **state)
{
	struct room *room = new_room();
	const struct metric_state *metric = add_metric(room, "conversion");
	const struct point *points;
	GArray *course;

	(void)state;
	for (int i = 0; i < 20; i++)
		if (i < 8 || i > 14)
			sample(room, "conversion", now() + i * 20 * SEC_US, 3 + i * 0.01);
	course = metric_course(room, metric, now(), now() + HOUR_US);
	points = (const struct point *)(const void *)course->data;
	assert_int_equal(course->len, 14); /* 13 and what nobody knows */
	assert_near(points[7].value, 3.07, 1e-9);
	assert_true(isnan(points[8].value));
	assert_true(points[8].at_us > points[7].at_us && points[8].at_us < points[9].at_us);
	assert_near(points[9].value, 3.15, 1e-9);
	g_array_unref(course);
	/* A part: one on either side of it. */
	course = metric_course(room, metric, now() + 30 * SEC_US, now() + 70 * SEC_US);
	assert_int_equal(course->len, 4); /* 20, 40, 60, 80 s */
	g_array_unref(course);
	room_free(&room);
}

static void
test_one_sample_and_none(void **state)
{
	struct room *room = new_room();
	const struct metric_state *metric = add_metric(room, "conversion");
	GArray *course = metric_course(room, metric, 0, now());

	(void)state;
	assert_int_equal(course->len, 0);
	assert_true(metric_known_from_us(metric) == UNSAID);
	assert_true(isnan(metric_baseline(room, metric, now())));
	assert_true(isnan(metric_forecast(room, metric, now())));
	g_array_unref(course);
	sample(room, "conversion", now(), 3.1);
	course = metric_course(room, metric, 0, now());
	assert_int_equal(course->len, 1);
	assert_int_equal(metric_known_from_us(metric), now());
	g_array_unref(course);
	room_free(&room);
}

static void
test_the_event_goes_before_what_is_recent(void **state)
{
	struct room *room = new_room();
	const struct metric_state *metric = add_metric(room, "conversion");
	const struct point event[] = { { now() - 3 * HOUR_US, 2.8 },
		                       { now() - 2 * HOUR_US, NAN },
		                       { now() - HOUR_US, 2.9 },
		                       { now() - 10 * SEC_US, 2.95 } };
	const struct point recent[] = { { now() - 30 * SEC_US, 3.0 }, { now(), 3.1 } };
	GArray *course;

	(void)state;
	load(room, "conversion", HISTORY_EVENT, event, G_N_ELEMENTS(event));
	assert_true(isnan(metric->value));
	load(room, "conversion", "", recent, G_N_ELEMENTS(recent));
	/* Before the first sample the last that was loaded is what is known. */
	assert_near(metric->value, 3.1, 0);
	assert_int_equal(metric->at_us, now());
	course = metric_course(room, metric, 0, now());
	assert_int_equal(course->len, 4);
	assert_near(g_array_index(course, struct point, 0).value, 2.8, 0);
	assert_near(g_array_index(course, struct point, 2).value, 3.0, 0);
	g_array_unref(course);
	assert_int_equal(metric_known_from_us(metric), now() - 3 * HOUR_US);
	room_free(&room);
}

static void
test_a_long_event_is_thinned_evenly(void **state)
{
	struct room *room = new_room();
	const struct metric_state *metric = add_metric(room, "conversion");
	int64_t least_us = INT64_MAX, most_us = 0;

	(void)state;
	for (int i = 0; i < 10 * METRIC_EVENT_MAX; i++)
		sample(room, "conversion", now() + i * 10 * SEC_US, i);
	assert_in_range(metric->event_history->len, METRIC_EVENT_MAX / 2, METRIC_EVENT_MAX);
	for (guint i = 1; i < metric->event_history->len; i++) {
		const struct point *p = &g_array_index(metric->event_history, struct point, i);

		least_us = MIN(least_us, p[0].at_us - p[-1].at_us);
		most_us = MAX(most_us, p[0].at_us - p[-1].at_us);
	}
	assert_true(most_us <= 2 * least_us);
	assert_int_equal(g_array_index(metric->event_history, struct point, 0).at_us, now());
	room_free(&room);
}

static const struct curve_share pace[] = { { "warmup", 0.3 }, { "peak", 0.5 }, { "tail", 0.2 } };

static const struct metric_state *
add_gmv(struct room *room, double baseline)
{
	struct metric gmv = unsaid_metric("gmv");

	gmv.target = 200e6;
	gmv.baseline = baseline;
	gmv.pace = pace;
	gmv.n_pace = 3;
	say_metric(room, &gmv);
	return room_metric(room, "gmv");
}

static void
test_last_year_by_its_course_or_by_the_curve(void **state)
{
	struct room *room = new_room_with_phases();
	const struct metric_state *gmv = add_gmv(room, 160e6);
	int64_t then = at("2026-10-23");
	const struct point course[] = { { then - HOUR_US, 90e6 }, { then + HOUR_US, 94e6 } };

	(void)state;
	sample(room, "gmv", then, 112.31e6);
	/* 160 M at the end: 0.55 of it by now. */
	assert_near(metric_baseline(room, gmv, then), 88e6, 1e-3);
	assert_near(metric_against_baseline(room, gmv, then), 24.31 / 88, 1e-9);
	load(room, "gmv", HISTORY_BASELINE, course, 2);
	assert_near(metric_baseline(room, gmv, then), 92e6, 1e-3);
	assert_near(metric_baseline(room, gmv, then + 2 * HOUR_US),
	            160e6 * curve_at(room, pace, 3, then + 2 * HOUR_US), 1e-3);
	room_free(&room);
}

static void
test_of_nothing_there_is_no_share(void **state)
{
	struct room *room = new_room_with_phases();
	const struct metric_state *gmv = add_gmv(room, 0);

	(void)state;
	sample(room, "gmv", at("2026-09-15"), 0);
	assert_true(isnan(metric_against_baseline(room, gmv, at("2026-09-15"))));
	assert_true(isnan(metric_forecast(room, gmv, at("2026-09-15"))));
	assert_true(isnan(metric_pace(room, gmv, at("2026-09-15"))));
	room_free(&room);
}

static void
test_forecast_goes_on_as_far_from_its_pace(void **state)
{
	struct room *room = new_room_with_phases();
	const struct metric_state *gmv = add_gmv(room, NAN);

	(void)state;
	sample(room, "gmv", at("2026-10-23"), 112.31e6); /* 110 M expected: +2.1 % */
	assert_near(metric_forecast(room, gmv, at("2026-10-23")), 204.2e6, 1);
	assert_near(metric_pace(room, gmv, at("2026-10-23")), 0.021, 1e-9);
	room_free(&room);
}

static void
test_a_counter_that_began_anew_is_told(void **state)
{
	struct room *room = new_room_with_phases();
	const struct entry *last;

	(void)state;
	add_gmv(room, NAN);
	sample(room, "gmv", at("2026-10-23"), 112e6);
	sample(room, "gmv", at("2026-10-23 00:01"), 111.9e6); /* a correction */
	assert_int_equal(room->log->len, 0);
	sample(room, "gmv", at("2026-10-23 00:02"), 40e3);
	assert_int_equal(room->log->len, 1);
	last = g_ptr_array_index(room->log, 0);
	assert_string_equal(last->text,
	                    "gmv fell from 1.119e+08 to 40000: was its counter started anew?");
	room_free(&room);
}

/* Sales only in the hours 8 to 9 (weight 1) and 20 to 22 (weight 1.5 each). */
static void
test_shares_go_by_the_hours_of_the_day(void **state)
{
	static const double hours[HOURS_A_DAY] = { [8] = 1, [20] = 1.5, [21] = 1.5 };
	struct room *room = new_room_with_phases();
	const struct curve_share peak = { "peak", 1 }; /* four days from October 21 on */

	(void)state;
	assert_near(curve_at_hours(room, &peak, 1, hours, at("2026-10-21 08:00")), 0, 1e-12);
	assert_near(curve_at_hours(room, &peak, 1, hours, at("2026-10-21 08:30")), 0.5 / 16, 1e-12);
	assert_near(curve_at_hours(room, &peak, 1, hours, at("2026-10-21 19:00")), 1.0 / 16, 1e-12);
	assert_near(curve_at_hours(room, &peak, 1, hours, at("2026-10-23 21:00")), 10.5 / 16,
	            1e-12);
	assert_near(curve_at_hours(room, &peak, 1, hours, at("2026-10-25")), 1, 0);
	/* Over all phases: 0.3 before, and half of the peak's half after two days. */
	assert_near(curve_at_hours(room, pace, 3, hours, at("2026-10-23")), 0.55, 1e-12);
	room_free(&room);
}

/* In New York the clock goes back at 2:00 on November 1, 2026: the hour from 1 to 2 is lived twice. */
static void
test_the_hours_of_a_day_with_a_change_of_the_clock(void **state)
{
	static const double hours[HOURS_A_DAY] = { [1] = 1, [12] = 1 };
	static const double none[HOURS_A_DAY] = { 0 };
	const struct curve_share day = { "day", 1 };
	struct define_room said = unsaid_room();
	struct phase phase = unsaid_phase("day");
	struct room *room = room_new();

	(void)state;
	said.zone = "America/New_York";
	say_room(room, &said);
	assert_true(instant_parse("2026-11-01 00:00", room->zone, &phase.start_us, NULL));
	phase.end_us = phase.start_us + 25 * HOUR_US;
	say_phase(room, &phase);
	assert_near(curve_at_hours(room, &day, 1, hours, phase.start_us + 2 * HOUR_US), 1.0 / 3,
	            1e-12);
	assert_near(curve_at_hours(room, &day, 1, hours, phase.start_us + 3 * HOUR_US), 2.0 / 3,
	            1e-12);
	assert_near(curve_at_hours(room, &day, 1, hours, phase.start_us + 14 * HOUR_US), 1, 1e-12);
	/* No weight at all: evenly. */
	assert_near(curve_at_hours(room, &day, 1, none, phase.start_us + 5 * HOUR_US), 0.2, 1e-12);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_missing_data_is_a_gap),
		cmocka_unit_test(test_one_sample_and_none),
		cmocka_unit_test(test_the_event_goes_before_what_is_recent),
		cmocka_unit_test(test_a_long_event_is_thinned_evenly),
		cmocka_unit_test(test_last_year_by_its_course_or_by_the_curve),
		cmocka_unit_test(test_of_nothing_there_is_no_share),
		cmocka_unit_test(test_forecast_goes_on_as_far_from_its_pace),
		cmocka_unit_test(test_a_counter_that_began_anew_is_told),
		cmocka_unit_test(test_shares_go_by_the_hours_of_the_day),
		cmocka_unit_test(test_the_hours_of_a_day_with_a_change_of_the_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
