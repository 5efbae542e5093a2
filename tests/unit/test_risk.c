/* Risks: cost, user impact, and how they burn. */
#include "tests/unit/fixture.h"

static void
cost_and_impact_are_products(void **state)
{
	struct room *room = *state;
	struct risk said = unsaid_risk("payment");

	assert_true(risk_cost_minor(room_risk(room, "payment")) == UNSAID);
	assert_true(risk_user_impact_minor(room_risk(room, "payment")) == UNSAID);
	said.scope = 0.5;
	said.recovery_cost_minor = 1000000;
	said.probability = 0.2;
	said.affected_users = 3000;
	said.user_value_minor = 12000;
	said.harm = 0.25;
	say_risk(room, &said);
	assert_true(risk_cost_minor(room_risk(room, "payment")) == 100000);
	assert_true(risk_user_impact_minor(room_risk(room, "payment")) == 9000000);
}

static void
impact_beyond_all_money_is_held(void **state)
{
	struct room *room = *state;
	struct risk said = unsaid_risk("payment");

	said.affected_users = 1e300;
	said.user_value_minor = INT64_MAX;
	said.harm = 1;
	say_risk(room, &said);
	assert_true(risk_user_impact_minor(room_risk(room, "payment")) == INT64_MAX);
}

static void
dearest_first_and_unsaid_last(void **state)
{
	struct room *room = *state;
	struct risk said = unsaid_risk("courier");
	GPtrArray *risks;

	said.scope = said.probability = 1;
	said.recovery_cost_minor = 5;
	say_risk(room, &said);
	said.id = "stock_out";
	said.recovery_cost_minor = 6;
	say_risk(room, &said);
	risks = room_risks_by_cost(room);
	assert_string_equal(((struct risk_state *)risks->pdata[0])->is.id, "stock_out");
	assert_string_equal(((struct risk_state *)risks->pdata[1])->is.id, "courier");
	assert_int_equal(risks->len, 4);
	g_ptr_array_unref(risks);
}

static void
say_place(struct room *room, const char *id, double probability, double scope, int64_t cost_minor)
{
	struct risk said = unsaid_risk(id);

	said.probability = probability;
	said.scope = scope;
	said.recovery_cost_minor = cost_minor;
	say_risk(room, &said);
}

static void
assert_place(const struct room *room, const char *id, int probability, int impact)
{
	struct risk_place place = risk_place(room, room_risk(room, id));

	assert_int_equal(place.probability, probability);
	assert_int_equal(place.impact, impact);
}

static void
map_places_risks_in_bands(void **state)
{
	struct room *room = *state;

	assert_place(room, "order_path", -1, -1);
	assert_true(risk_band_minor(room, 4) == UNSAID);
	say_place(room, "order_path", 0.3, 0.5, 800); /* 400: the worst */
	say_place(room, "payment", 0.7, 0.5, 401);    /* 201: more than half of it */
	say_place(room, "stock_out", 0.29, 0.5, 400); /* 200: not more than half */
	say_place(room, "courier", 0, 0, 800);
	assert_place(room, "order_path", 2, 4);
	assert_place(room, "payment", 4, 4);
	assert_place(room, "stock_out", 1, 3);
	assert_place(room, "courier", 0, 0);
	assert_true(risk_band_minor(room, 4) == 200 && risk_band_minor(room, 1) == 25);
	assert_int_equal(risk_place_heat((struct risk_place){ 2, 4 }), 2);
	assert_int_equal(risk_place_heat((struct risk_place){ 1, 3 }), 1);
	assert_int_equal(risk_place_heat((struct risk_place){ 0, 3 }), 0);
}

/* A probability of nought is a cost of nought, not an unknown one. */
static void
zero_factors_are_said(void **state)
{
	struct room *room = *state;

	say_place(room, "payment", 0, 0.5, 1000000);
	assert_true(risk_cost_minor(room_risk(room, "payment")) == 0);
}

static void
burns_until_somebody_has_it(void **state)
{
	struct room *room = *state;
	const struct risk_state *risk = room_risk(room, "order_path");
	const char *key;

	assert_int_equal(risk_heat(risk), RISK_QUIET);
	key = fixture_alert(room, "OrderSuccessLow", "critical", 0);
	assert_int_equal(risk_heat(risk), RISK_BURNING);
	fixture_ack(room, key, "lin", 0);
	assert_int_equal(risk_heat(risk), RISK_SEEN);
	fixture_outcome(room, EVENT_SENT, "ack-lin", "silence-1", SEC_US);
	fixture_gone(room, key, MIN_US);
	assert_int_equal(risk_heat(risk), RISK_QUIET);
}

static void
new_matches_are_applied_to_alerts_that_exist(void **state)
{
	struct room *room = *state;
	const struct matcher m = { "alertname", MATCH_EQUAL, "CrawlerAttack" };
	const struct matcher_list list = { &m, 1 };
	struct risk said = unsaid_risk("payment");
	const char *key = fixture_alert(room, "CrawlerAttack", "warning", 0);

	assert_null(room_alert(room, key)->risk);
	said.matches = &list;
	said.n_matches = 1;
	say_risk(room, &said);
	assert_ptr_equal(room_alert(room, key)->risk, room_risk(room, "payment"));
	assert_string_equal(room_alert(room, key)->team, "tech");
	assert_int_equal(room_risk(room, "payment")->firing, 1);
}

static void
broken_match_is_left_out_and_logged(void **state)
{
	struct room *room = *state;
	const struct matcher m[] = { { "a", MATCH_REGEX, "(" }, { "alertname", MATCH_EQUAL, "X" } };
	const struct matcher_list lists[] = { { &m[0], 1 }, { &m[1], 1 } };
	struct risk said = unsaid_risk("payment");

	said.matches = lists;
	said.n_matches = 2;
	say_risk(room, &said);
	assert_int_equal(room_risk(room, "payment")->compiled->len, 1);
	assert_int_equal(room->log->len, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(cost_and_impact_are_products, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(impact_beyond_all_money_is_held, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(dearest_first_and_unsaid_last, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(map_places_risks_in_bands, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(zero_factors_are_said, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(burns_until_somebody_has_it, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(new_matches_are_applied_to_alerts_that_exist,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(broken_match_is_left_out_and_logged, fixture_setup,
		                                fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
