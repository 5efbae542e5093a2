/* Alerts: matched to tier, risk and team, their clock, and how they go. */
#include "tests/unit/fixture.h"

static void
tier_risk_and_team_are_found(void **state)
{
	struct room *room = *state;
	const struct alert *order =
	    room_alert(room, fixture_alert(room, "OrderSuccessLow", "critical", 0));
	const struct alert *other =
	    room_alert(room, fixture_alert(room, "CrawlerAttack", "info", 0));

	assert_string_equal(order->tier->is.id, "urgent");
	assert_string_equal(order->risk->is.id, "order_path");
	assert_string_equal(order->team, "tech");
	assert_string_equal(other->tier->is.id, "general");
	assert_null(other->risk);
	assert_string_equal(other->team, "");
	assert_string_equal(alert_label(order, "severity"), "critical");
	assert_null(alert_label(order, "job"));
}

static void
own_team_counts_if_the_room_knows_it(void **state)
{
	struct room *room = *state;
	const struct label labels[] = { { "alertname", "StockOut" } };
	struct alert_data data = { .title = "StockOut",
		                   .labels = labels,
		                   .n_labels = 1,
		                   .team = "supply",
		                   .starts_us = UNSAID };

	assert_string_equal(room_alert(room, fixture_observe(room, &data, 0))->team, "supply");
	data.team = "moon";
	assert_string_equal(room_alert(room, fixture_observe(room, &data, 0))->team, "merch");
	say_team(room, "moon", "moon base");
	assert_string_equal(room_alert(room, "am/StockOut")->team, "moon");
}

static void
tiers_are_kept_most_urgent_first(void **state)
{
	struct room *room = *state;
	struct tier said = unsaid_tier("general");
	const char *key = fixture_alert(room, "CrawlerAttack", "info", 0);

	assert_string_equal(((struct tier_state *)room->tiers->pdata[0])->is.id, "urgent");
	said.limit_us = MIN_US;
	say_tier(room, &said);
	assert_string_equal(room_tier(room, "general")->is.brief, "GEN");
	assert_true(alert_remaining_us(room_alert(room, key), fixture_now()) == MIN_US);
}

static void
clock_turns_from_the_start_of_the_firing(void **state)
{
	struct room *room = *state;
	struct alert_data ahead = { .title = "Ahead", .starts_us = fixture_now() + HOUR_US };
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", 3 * MIN_US);

	assert_true(alert_remaining_us(room_alert(room, key), fixture_now()) == 2 * MIN_US);
	assert_true(alert_remaining_us(room_alert(room, key), fixture_now() + 3 * MIN_US) ==
	            -MIN_US);
	assert_true(room_next_alert_deadline(room, fixture_now()) == fixture_now() + 2 * MIN_US);
	/* A sender whose clock is ahead gains no time. */
	key = fixture_observe(room, &ahead, 0);
	assert_true(alert_remaining_us(room_alert(room, key), fixture_now()) == HOUR_US);
}

static void
observation_is_replaced_whole(void **state)
{
	struct room *room = *state;
	const struct label labels[] = { { "alertname", "X" }, { "pod", "a" } };
	struct alert_data data = { .title = "X",
		                   .summary = "first",
		                   .labels = labels,
		                   .n_labels = 2,
		                   .starts_us = UNSAID };
	const char *key = fixture_observe(room, &data, 0);

	data.summary = "second";
	data.n_labels = 1;
	fixture_observe(room, &data, SEC_US);
	assert_string_equal(room_alert(room, key)->summary, "second");
	assert_null(alert_label(room_alert(room, key), "pod"));
	assert_string_equal(room_alert(room, key)->fingerprint, "X");
	assert_true(room_alert(room, key)->observed_us == fixture_now());
}

static void
urgent_one_that_recovers_unseen_stays(void **state)
{
	struct room *room = *state;
	const char *urgent = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_gone(room, fixture_alert(room, "StockOut", "warning", MIN_US), 0);
	assert_null(room_alert(room, "am/StockOut"));
	fixture_gone(room, urgent, 0);
	assert_true(room_alert(room, urgent)->recovered_us == fixture_now());
	assert_int_equal(room_risk(room, "order_path")->firing, 0);
	fixture_ack(room, "am/OrderSuccessLow", "lin", MIN_US);
	assert_null(room_alert(room, "am/OrderSuccessLow"));
}

static void
waits_for_an_acknowledgement_under_way(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "StockOut", "warning", MIN_US);

	fixture_ack(room, key, "chen", 0);
	fixture_gone(room, key, SEC_US);
	assert_non_null(room_alert(room, "am/StockOut"));
	fixture_outcome(room, EVENT_SENT, "ack-chen", "silence-1", 2 * SEC_US);
	assert_null(room_alert(room, "am/StockOut"));
}

static void
held_at_its_source_is_seen(void **state)
{
	struct room *room = *state;
	const char *silence = "not-ours";
	struct alert_data data = { .title = "X", .held_by = "maria", .starts_us = UNSAID };
	const char *key = fixture_observe(room, &data, 0);

	assert_true(alert_is_seen(room_alert(room, key)));
	assert_string_equal(room_alert(room, key)->more->held_by, "maria");
	data.held_by = "";
	fixture_observe(room, &data, SEC_US);
	assert_true(alert_is_unseen(room_alert(room, key)));
	assert_string_equal(room_alert(room, key)->more->reopened, "no longer held at its source");
	data.silenced_by = &silence;
	data.n_silenced_by = 1;
	fixture_observe(room, &data, 2 * SEC_US);
	assert_true(alert_is_seen(room_alert(room, key)));
}

static void
log_tells_of_urgent_and_key_ones(void **state)
{
	struct room *room = *state;

	fixture_alert(room, "CrawlerAttack", "info", 0);
	assert_int_equal(room->log->len, 0);
	fixture_gone(room, fixture_alert(room, "StockOut", "warning", MIN_US), 0);
	assert_int_equal(room->log->len, 2);
	assert_string_equal(((struct entry *)room->log->pdata[0])->text, "KEY: StockOut");
	assert_string_equal(((struct entry *)room->log->pdata[1])->text, "recovered: StockOut");
	assert_string_equal(((struct entry *)room->log->pdata[1])->team, "merch");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(tier_risk_and_team_are_found, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(own_team_counts_if_the_room_knows_it, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(tiers_are_kept_most_urgent_first, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(clock_turns_from_the_start_of_the_firing,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(observation_is_replaced_whole, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(urgent_one_that_recovers_unseen_stays,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(waits_for_an_acknowledgement_under_way,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(held_at_its_source_is_seen, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(log_tells_of_urgent_and_key_ones, fixture_setup,
		                                fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
