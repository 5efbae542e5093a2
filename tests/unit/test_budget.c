/* The budget: plan to date, reports, burn and forecast, shares and the room's rules. */
#include "tests/unit/fixture.h"

enum { YUAN = 100 };
#define MILLION (INT64_C(1000000) * YUAN)

static struct line
unsaid_line(const char *id)
{
	return (struct line){
		.id = id,
		.planned_minor = UNSAID,
		.committed_minor = UNSAID,
		.actual_minor = UNSAID,
		.as_of_us = UNSAID,
		.floor_minor = UNSAID,
		.cap_minor = UNSAID,
		.return_ratio = NAN,
	};
}

static void
say_line(struct room *room, const struct line *said)
{
	apply_one(room, &(struct event){
			    .kind = EVENT_DEFINE_LINE, .at_us = at("2026-12-31"), .line = said });
}

static void
plan(struct room *room, const char *id, enum line_class class, int64_t planned_minor)
{
	struct line line = unsaid_line(id);

	line.class = class;
	line.planned_minor = planned_minor;
	say_line(room, &line);
}

static void
report(struct room *room, const char *id, const char *as_of, int64_t actual_minor)
{
	struct line line = unsaid_line(id);

	line.as_of_us = at(as_of);
	line.actual_minor = actual_minor;
	say_line(room, &line);
}

/* The 50 million yuan of the example room. */
static struct room *
room_with_plan(void)
{
	static const struct {
		const char *id;
		enum line_class class;
		double millions;
	} lines[] = {
		{ "stock", LINE_CORE, 12.0 },      { "hosting", LINE_CORE, 5.2 },
		{ "security", LINE_CORE, 1.2 },    { "ads", LINE_CORE, 8.0 },
		{ "kol", LINE_CORE, 5.0 },         { "promo", LINE_CORE, 3.8 },
		{ "logistics", LINE_OTHER, 5.5 },  { "temp_staff", LINE_OTHER, 3.05 },
		{ "gifts", LINE_OTHER, 1.2 },      { "brand", LINE_OTHER, 0.8 },
		{ "reserve", LINE_RESERVE, 4.25 },
	};
	struct room *room = new_room_with_phases();

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		plan(room, lines[i].id, lines[i].class,
		     (int64_t)llround(lines[i].millions * (double)MILLION));
	return room;
}

/* One line of 58 million yuan: one a day, evenly. */
static struct room *
room_with_even_line(void)
{
	struct room *room = new_room();

	plan(room, "ads", LINE_CORE, 58 * MILLION);
	return room;
}

static void
test_shares_of_the_example(void **state)
{
	struct room *room = room_with_plan();
	struct budget b = room_budget(room, at("2026-10-24 07:54"));

	(void)state;
	assert_int_equal(b.planned, 50 * MILLION);
	assert_near(b.core, 0.704, 1e-12);
	assert_near(b.other, 0.211, 1e-12);
	assert_near(b.reserve, 0.085, 1e-12);
	assert_false(b.core_too_small || b.other_too_big || b.loss_over_cap || b.spend_over_cap);
	assert_near(b.burn, 0, 0);
	assert_true(isnan(b.core_actual));
	assert_true(isnan(b.rate_per_day));
	assert_true(b.as_of_us == UNSAID && b.loss == UNSAID && b.forecast_end == UNSAID);
	room_free(&room);
}

static void
test_shares_that_break_the_rules(void **state)
{
	struct room *room = new_room();
	struct budget b;

	(void)state;
	plan(room, "stock", LINE_CORE, 60 * MILLION);
	plan(room, "gifts", LINE_OTHER, 40 * MILLION);
	report(room, "stock", "2026-10-01", 60 * MILLION);
	report(room, "gifts", "2026-10-01", 36 * MILLION);
	b = room_budget(room, at("2026-10-01"));
	assert_true(b.core_too_small);
	assert_true(b.other_too_big);
	assert_true(b.spend_over_cap); /* 96 % */
	assert_near(b.core_actual, 0.625, 1e-12);
	room_free(&room);
}

static void
test_plan_to_date_follows_the_phase_curve(void **state)
{
	static const struct curve_share curve[] = { { "warmup", 0.2 }, { "peak", 0.8 } };
	struct room *room = room_with_plan();
	struct line ads = unsaid_line("ads");

	(void)state;
	ads.curve = curve;
	ads.n_curve = 2;
	say_line(room, &ads);
	assert_int_equal(budget_planned_at(room, room_line(room, "ads"), at("2026-10-23")),
	                 (int64_t)(0.6 * 8 * (double)MILLION));
	/* Half the event is over: half of all other lines, and 29 of 36 days of warm-up. */
	assert_int_equal(budget_planned_at(room, NULL, at("2026-10-14")),
	                 21 * MILLION + llround(0.2 * 29 / 36 * 8 * (double)MILLION));
	assert_int_equal(budget_planned_at(room, NULL, at("2026-11-12")), 50 * MILLION);
	room_free(&room);
}

static void
test_reports_are_kept_in_order(void **state)
{
	struct room *room = room_with_even_line();
	const struct line_state *line = room_line(room, "ads");

	(void)state;
	report(room, "ads", "2026-10-02", 20 * MILLION);
	report(room, "ads", "2026-10-04", 24 * MILLION);
	report(room, "ads", "2026-10-04", 26 * MILLION); /* corrected */
	report(room, "ads", "2026-10-03", 23 * MILLION); /* comes late, fits */
	report(room, "ads", "2026-10-01", 21 * MILLION); /* comes late, can't be */
	assert_int_equal(line->history->len, 3);
	assert_int_equal(line->is.actual_minor, 26 * MILLION);
	assert_int_equal(line->is.as_of_us, at("2026-10-04"));
	assert_int_equal(budget_actual_at(room, at("2026-10-02 12:00")), 21.5 * (double)MILLION);
	assert_int_equal(budget_actual_at(room, at("2026-11-01")), 26 * MILLION);
	assert_int_equal(budget_actual_at(room, at("2026-09-23 12:00")), 10 * MILLION);
	assert_int_equal(budget_actual_at(room, at("2026-09-01")), 0);
	room_free(&room);
}

static void
test_definition_keeps_what_it_does_not_say(void **state)
{
	struct room *room = room_with_even_line();
	struct line said = unsaid_line("ads");
	const struct line *is = &room_line(room, "ads")->is;

	(void)state;
	report(room, "ads", "2026-10-02", 20 * MILLION);
	said.title = "on-site ads";
	said.committed_minor = 30 * MILLION;
	say_line(room, &said);
	assert_int_equal(is->planned_minor, 58 * MILLION);
	assert_int_equal(is->actual_minor, 20 * MILLION);
	assert_int_equal(is->committed_minor, 30 * MILLION);
	assert_int_equal(is->class, LINE_CORE);
	assert_int_equal(is->as_of_us, at("2026-10-02"));
	room_free(&room);
}

static void
test_report_from_the_future_counts_from_when_it_came(void **state)
{
	struct room *room = room_with_even_line();

	(void)state;
	report(room, "ads", "2029-01-01", 20 * MILLION);
	assert_int_equal(room_line(room, "ads")->is.as_of_us, at("2026-12-31"));
	room_free(&room);
}

static void
test_burn_rate_and_forecast(void **state)
{
	struct room *room = room_with_even_line();
	struct budget b;

	(void)state;
	/* Half the event: 29 M planned; 43.5 M spent, the last 3 M in 24 hours. */
	report(room, "ads", "2026-10-12", 30 * MILLION);
	report(room, "ads", "2026-10-13", (int64_t)(40.5 * (double)MILLION));
	report(room, "ads", "2026-10-14", (int64_t)(43.5 * (double)MILLION));
	b = room_budget(room, at("2026-10-14"));
	assert_near(b.burn, 0.75, 1e-12);
	assert_near(b.plan, 0.5, 1e-12);
	assert_near(b.rate_per_day, 3.0 * (double)MILLION, 1);
	assert_near(b.sustainable_per_day, 0.5 * (double)MILLION, 1);
	assert_int_equal(b.forecast_end, 87 * MILLION);
	assert_int_equal(b.runs_out_us, at("2026-10-18 20:00")); /* 14.5 M at 3 M a day */
	room_free(&room);
}

static void
test_late_reports_do_not_look_like_savings(void **state)
{
	struct room *room = room_with_even_line();
	struct budget b;

	(void)state;
	report(room, "ads", "2026-10-11", 26 * MILLION); /* to plan, but three days ago */
	b = room_budget(room, at("2026-10-14"));
	assert_int_equal(b.planned_now, 29 * MILLION);
	assert_int_equal(b.forecast_end, 58 * MILLION);
	assert_int_equal(b.as_of_us, at("2026-10-11"));
	room_free(&room);
}

static void
test_rate_is_unknown_from_too_little(void **state)
{
	struct room *room = room_with_even_line();

	(void)state;
	report(room, "ads", "2026-10-14 08:00", 30 * MILLION);
	assert_true(isnan(room_budget(room, at("2026-10-14 09:00")).rate_per_day));
	report(room, "ads", "2026-10-14 08:05", 31 * MILLION);
	assert_true(isnan(room_budget(room, at("2026-10-14 09:00")).rate_per_day));
	report(room, "ads", "2026-10-14 09:00", 31 * MILLION);
	assert_near(room_budget(room, at("2026-10-14 09:00")).rate_per_day, 24.0 * (double)MILLION,
	            1);
	room_free(&room);
}

static void
test_run_out(void **state)
{
	struct room *room = room_with_even_line();

	(void)state;
	report(room, "ads", "2026-10-13", 28 * MILLION);
	report(room, "ads", "2026-10-14", 29 * MILLION); /* lasts to the very end */
	assert_true(room_budget(room, at("2026-10-14")).runs_out_us == UNSAID);
	report(room, "ads", "2026-10-15", 58 * MILLION);
	assert_int_equal(room_budget(room, at("2026-10-16")).runs_out_us, at("2026-10-15"));
	assert_true(isnan(room_budget(room, at("2026-11-12")).sustainable_per_day));
	room_free(&room);
}

static void
test_loss_and_earned_value_come_from_metrics(void **state)
{
	struct room *room = room_with_plan();
	struct define_room is = unsaid_room();
	struct metric gmv = unsaid_metric("gmv"), loss = unsaid_metric("loss");
	struct budget b;

	(void)state;
	is.earned_metric = "gmv";
	is.loss_metric = "loss";
	say_room(room, &is);
	gmv.target = 200e6;
	say_metric(room, &gmv);
	say_metric(room, &loss);
	b = room_budget(room, at("2026-10-24"));
	assert_true(b.loss == UNSAID);
	assert_true(isnan(b.ev.ev));

	sample(room, "gmv", at("2026-10-24"), 121.4e6);
	sample(room, "loss", at("2026-10-24"), 450000.255);
	b = room_budget(room, at("2026-10-24"));
	assert_near(b.ev.ev, 0.607 * 50 * (double)MILLION, 1);
	assert_int_equal(b.loss, 45000026);
	assert_near(b.loss_share, 0.009, 1e-8);
	assert_false(b.loss_over_cap);

	sample(room, "gmv", at("2026-10-25"), 250e6);
	sample(room, "loss", at("2026-10-25"), 1500001);
	b = room_budget(room, at("2026-10-25"));
	assert_near(b.ev.ev, 50 * (double)MILLION, 1); /* no more than all can be earned */
	assert_true(b.loss_over_cap);
	room_free(&room);
}

static void
test_earned_value_of_the_room_is_the_vector(void **state)
{
	struct room *room = new_room();
	struct define_room is = unsaid_room();
	struct metric gmv = unsaid_metric("gmv");
	struct earned_value v;

	(void)state;
	is.earned_metric = "gmv";
	say_room(room, &is);
	gmv.target = 200;
	say_metric(room, &gmv);
	sample(room, "gmv", at("2026-10-14"), 80);
	plan(room, "all", LINE_CORE, 100 * YUAN);
	report(room, "all", "2026-10-14", 45 * YUAN);
	v = room_budget(room, at("2026-10-14")).ev;
	assert_near(v.cpi, 0.8889, 5e-5);
	assert_near(v.spi, 0.8, 1e-9);
	assert_near(v.eac, 112.5 * YUAN, 1e-6);
	room_free(&room);
}

static void
test_return_is_weighted_by_what_was_spent(void **state)
{
	struct room *room = new_room();
	struct line ads = unsaid_line("ads"), kol = unsaid_line("kol");

	(void)state;
	assert_true(isnan(room_budget(room, 0).return_ratio));
	ads.planned_minor = kol.planned_minor = 100;
	ads.return_ratio = 3;
	kol.return_ratio = 5;
	say_line(room, &ads);
	say_line(room, &kol);
	plan(room, "stock", LINE_CORE, 1000); /* says nothing about its return */
	assert_near(room_budget(room, 0).return_ratio, 4, 1e-12);
	report(room, "ads", "2026-10-01", 30);
	report(room, "kol", "2026-10-01", 10);
	assert_near(room_budget(room, 0).return_ratio, 3.5, 1e-12);
	room_free(&room);
}

static void
test_absurd_amounts_do_not_overflow(void **state)
{
	struct room *room = new_room();
	struct budget b;

	(void)state;
	plan(room, "a", LINE_CORE, INT64_MAX);
	plan(room, "b", LINE_CORE, INT64_MAX);
	report(room, "a", "2026-09-16", INT64_MAX);
	report(room, "b", "2026-09-15 00:01", INT64_MAX);
	b = room_budget(room, at("2026-10-14"));
	assert_int_equal(b.planned, INT64_MAX);
	assert_int_equal(b.actual, INT64_MAX);
	assert_int_equal(b.forecast_end, INT64_MAX);
	room_free(&room);
}

static void
test_long_history_is_thinned(void **state)
{
	struct room *room = room_with_even_line();
	struct line line = unsaid_line("ads");
	const struct line_state *ads = room_line(room, "ads");

	(void)state;
	for (int64_t i = 0; i < 5000; i++) {
		line.as_of_us = at("2026-09-15") + i * MIN_US;
		line.actual_minor = i * YUAN;
		say_line(room, &line);
	}
	assert_in_range(ads->history->len, LINE_HISTORY_MAX / 2, LINE_HISTORY_MAX);
	assert_int_equal(budget_actual_at(room, at("2026-09-15 10:01")), 601 * YUAN);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shares_of_the_example),
		cmocka_unit_test(test_shares_that_break_the_rules),
		cmocka_unit_test(test_plan_to_date_follows_the_phase_curve),
		cmocka_unit_test(test_reports_are_kept_in_order),
		cmocka_unit_test(test_definition_keeps_what_it_does_not_say),
		cmocka_unit_test(test_report_from_the_future_counts_from_when_it_came),
		cmocka_unit_test(test_burn_rate_and_forecast),
		cmocka_unit_test(test_late_reports_do_not_look_like_savings),
		cmocka_unit_test(test_rate_is_unknown_from_too_little),
		cmocka_unit_test(test_run_out),
		cmocka_unit_test(test_loss_and_earned_value_come_from_metrics),
		cmocka_unit_test(test_earned_value_of_the_room_is_the_vector),
		cmocka_unit_test(test_return_is_weighted_by_what_was_spent),
		cmocka_unit_test(test_absurd_amounts_do_not_overflow),
		cmocka_unit_test(test_long_history_is_thinned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
