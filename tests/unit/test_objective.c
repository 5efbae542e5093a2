/* Error budgets of service objectives: windows by the event's length, counts, ratios. */
#include "tests/unit/fixture.h"

#include "room/objective.h"

static void
test_windows_scale_with_the_event(void **state)
{
	struct burn_window w = burn_window_for(30 * DAY_US, 0);

	(void)state;
	assert_int_equal(w.long_us, HOUR_US);
	assert_int_equal(w.short_us, 5 * MIN_US);
	assert_near(w.limit, 14.4, 0);
	w = burn_window_for(DAY_US, 0);
	assert_int_equal(w.long_us, 2 * MIN_US);
	assert_int_equal(w.short_us, 10 * SEC_US);
	w = burn_window_for(3 * DAY_US, 1);
	assert_int_equal(w.long_us, 36 * MIN_US);
	assert_int_equal(w.short_us, 3 * MIN_US);
	w = burn_window_for(3 * DAY_US, 2);
	assert_int_equal(w.long_us, 72 * 6 * MIN_US);
	assert_false(w.is_urgent);
}

/* An event of 30 days; 99.9 % of 1,000,000 requests: 1,000 may go wrong. */
static struct room *
room_with_counters(const char *good)
{
	struct room *room = new_room();
	struct define_room is = unsaid_room();
	struct metric total = unsaid_metric("requests"), part = unsaid_metric("part");
	struct objective o = { .id = "api",
		               .target = 0.999,
		               .total = "requests",
		               .good = good ? "part" : NULL,
		               .bad = good ? NULL : "part" };

	is.event_start_us = at("2026-10-01");
	is.event_end_us = at("2026-10-31");
	say_room(room, &is);
	total.target = 1e6;
	total.max_age_us = part.max_age_us = HOUR_US;
	say_metric(room, &total);
	say_metric(room, &part);
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_OBJECTIVE, .objective = &o });
	return room;
}

static struct objective_budget
look(const struct room *room, int64_t now_us)
{
	return objective_budget(room, room_objective(room, "api"), now_us);
}

static void
count(struct room *room, const char *when, double total, double part)
{
	sample(room, "requests", at(when), total);
	sample(room, "part", at(when), part);
}

static void
test_counts(void **state)
{
	struct room *room = room_with_counters(NULL);
	struct objective_budget b;

	(void)state;
	assert_int_equal(look(room, at("2026-10-11")).verdict, OBJECTIVE_UNKNOWN);
	count(room, "2026-10-10 12:00", 280000, 180);
	count(room, "2026-10-10 23:55", 299000, 199);
	count(room, "2026-10-11", 300000, 200);
	b = look(room, at("2026-10-11"));
	assert_near(b.budget, 1000, 1e-6);
	assert_near(b.bad, 200, 0);
	assert_near(b.left, 0.8, 1e-9);
	assert_near(b.windows[1].long_rate, 1, 1e-9); /* 1 of 1000: what the objective allows */
	assert_int_equal(b.verdict, OBJECTIVE_GOOD);
	assert_true(isnan(b.windows[2].long_rate)); /* three days back: not measured */
	assert_true(b.exhausted_us == UNSAID);      /* 24 days at burn 1, 20 left */
	assert_int_equal(look(room, at("2026-10-11 02:00")).verdict, OBJECTIVE_UNKNOWN); /* stale */
	room_free(&room);
}

/* 2 % of an hour's requests fail: burn 20, above 14.4 in both windows. */
static void
test_fast_burn_calls_only_while_the_short_window_burns_too(void **state)
{
	struct room *room = room_with_counters("good");
	struct objective_budget b;

	(void)state;
	count(room, "2026-10-10 18:00", 290000, 290000);
	count(room, "2026-10-10 23:00", 299000, 299000);
	count(room, "2026-10-11", 300000, 299980);
	b = look(room, at("2026-10-11"));
	assert_near(b.burn, 20, 1e-6);
	assert_true(b.windows[0].is_exceeded);
	assert_int_equal(b.verdict, OBJECTIVE_CRIT);
	/* 98 % of the budget at 20 times: 1.47 days. */
	assert_near((double)(b.exhausted_us - at("2026-10-11")) / (double)HOUR_US, 35.28, 1e-6);
	count(room, "2026-10-11 00:05", 300100, 300080);
	b = look(room, at("2026-10-11 00:05"));
	assert_true(b.windows[0].long_rate > 14.4);
	assert_near(b.windows[0].short_rate, 0, 1e-9);
	assert_int_equal(b.verdict, OBJECTIVE_GOOD);
	room_free(&room);
}

static void
test_overspent_is_negative(void **state)
{
	struct room *room = room_with_counters(NULL);
	struct objective_budget b;

	(void)state;
	count(room, "2026-10-11", 300000, 1250);
	b = look(room, at("2026-10-11"));
	assert_near(b.left, -0.25, 1e-9);
	assert_int_equal(b.verdict, OBJECTIVE_SPENT);
	assert_int_equal(b.exhausted_us, at("2026-10-11"));
	room_free(&room);
}

static void
test_nothing_asked_is_unknown_not_infinite(void **state)
{
	struct room *room = room_with_counters(NULL);
	struct objective_budget b;

	(void)state;
	count(room, "2026-10-01 00:10", 0, 0);
	count(room, "2026-10-11", 0, 0);
	b = look(room, at("2026-10-11"));
	assert_true(isnan(b.burn));
	assert_near(b.left, 1, 1e-9); /* a million are expected */
	assert_true(b.exhausted_us == UNSAID);
	room_free(&room);
}

/* Of 30 days with 99.9 %: 43.2 minutes. Half of the six measured hours at 99.8 %. */
static void
test_ratio(void **state)
{
	struct room *room = room_with_counters(NULL);
	struct objective o = {
		.id = "api", .target = 0.999, .total = "", .bad = "", .ratio = "up"
	};
	struct metric up = unsaid_metric("up");
	struct objective_budget b;

	(void)state;
	up.max_age_us = HOUR_US;
	say_metric(room, &up);
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_OBJECTIVE, .objective = &o });
	sample(room, "up", at("2026-10-10 18:00"), 100);
	sample(room, "up", at("2026-10-10 21:00"), 100);
	sample(room, "up", at("2026-10-10 21:00") + 1, 99.8);
	sample(room, "up", at("2026-10-11"), 99.8);
	b = look(room, at("2026-10-11"));
	assert_near(b.windows[0].long_rate, 2, 1e-6);
	assert_near(b.windows[1].long_rate, 1, 0.02);
	assert_int_equal(b.since_us, at("2026-10-10 18:00"));
	assert_near(b.left, 1 - 0.36 / 43.2, 1e-4); /* 3 h x 0.2 % = 0.36 minutes */
	room_free(&room);
}

static void
test_slow_polling_says_so_and_calls_nobody(void **state)
{
	struct room *room = room_with_counters(NULL);
	struct define_source source = { .name = "prom", .period_us = 10 * MIN_US };
	struct metric requests = unsaid_metric("requests");

	(void)state;
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_SOURCE, .define_source = &source });
	requests.source = "prom";
	say_metric(room, &requests);
	count(room, "2026-10-10 18:00", 290000, 0);
	count(room, "2026-10-11", 300000, 900);
	assert_true(look(room, at("2026-10-11")).windows[0].is_too_coarse);
	assert_false(look(room, at("2026-10-11")).windows[0].is_exceeded);
	assert_false(look(room, at("2026-10-11")).windows[1].is_too_coarse);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_windows_scale_with_the_event),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_fast_burn_calls_only_while_the_short_window_burns_too),
		cmocka_unit_test(test_overspent_is_negative),
		cmocka_unit_test(test_nothing_asked_is_unknown_not_infinite),
		cmocka_unit_test(test_ratio),
		cmocka_unit_test(test_slow_polling_says_so_and_calls_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
