/* The dead-man switch: a metric or a source that ought to speak and is silent is an alert. */
#include "room/own_alert.h"
#include "tests/unit/fixture.h"

#define WATCH "room/own:MetricSilent:price_watch"
#define ORDERS "room/own:MetricSilent:orders"
#define AM "room/own:SourceSilent:am"

/* Source prom (each 10 s) feeds the price watch, which may be 5 minutes old, and orders. */
static int
setup(void **state)
{
	struct define_source prom = { .name = "prom",
		                      .kind = "prometheus",
		                      .shows = "metrics",
		                      .period_us = 10 * SEC_US },
			     am = { .name = "am",
		                    .kind = "alertmanager",
		                    .shows = "alerts",
		                    .period_us = 5 * SEC_US,
		                    .can_ack = true };
	struct metric watch = unsaid_metric("price_watch"), orders = unsaid_metric("orders");
	struct room *room;

	fixture_setup(state);
	room = *state;
	watch.source = orders.source = "prom";
	watch.team = "merch";
	watch.max_age_us = 5 * MIN_US;
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_SOURCE, .define_source = &prom });
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_SOURCE, .define_source = &am });
	say_metric(room, &watch);
	say_metric(room, &orders);
	return 0;
}

static void
pass(struct room *room, int64_t offset_us)
{
	fixture_derive(room, fixture_now() + offset_us);
}

static void
test_a_metric_older_than_it_may_be_is_an_alert(void **state)
{
	struct room *room = *state;
	const struct alert *alert;

	fixture_poll(room, "prom", SOURCE_LIVE, "", 0);
	sample(room, "price_watch", fixture_now(), 3.2);
	sample(room, "orders", fixture_now() + 5 * MIN_US, 99);
	fixture_poll(room, "prom", SOURCE_LIVE, "", 5 * MIN_US);
	pass(room, 5 * MIN_US);
	assert_null(room_alert(room, WATCH));
	fixture_poll(room, "prom", SOURCE_LIVE, "", 5 * MIN_US + SEC_US);
	pass(room, 5 * MIN_US + SEC_US);
	alert = room_alert(room, WATCH);
	assert_non_null(alert);
	assert_string_equal(alert->title, "price_watch is silent");
	assert_string_equal(
	    alert->summary,
	    "price_watch: no value for more than 5m, last 10-24 07:54:00, from prom");
	assert_string_equal(alert->team, "merch");
	assert_string_equal(alert->tier->is.id, "key");
	assert_int_equal(alert->starts_us, fixture_now() + 5 * MIN_US);
	assert_null(room_alert(room, ORDERS));
	assert_int_equal(room_metric(room, "price_watch")->state, METRIC_STALE);
	/* It speaks again. */
	sample(room, "price_watch", fixture_now() + 6 * MIN_US, 3.1);
	pass(room, 6 * MIN_US);
	assert_null(room_alert(room, WATCH));
}

static void
test_a_metric_never_heard_counts_from_when_it_was_asked(void **state)
{
	struct room *room = *state;

	pass(room, 0);
	assert_null(room_alert(room, ORDERS));
	fixture_poll(room, "prom", SOURCE_LIVE, "", 0);
	pass(room, 30 * SEC_US);
	assert_null(room_alert(room, ORDERS));
	fixture_poll(room, "prom", SOURCE_LIVE, "", 30 * SEC_US);
	pass(room, 31 * SEC_US);
	assert_non_null(room_alert(room, ORDERS));
	assert_null(room_alert(room, WATCH));
}

static void
test_a_silent_source_speaks_for_its_metrics(void **state)
{
	struct room *room = *state;

	fixture_poll(room, "prom", SOURCE_LIVE, "", 0);
	fixture_poll(room, "am", SOURCE_LIVE, "", 0);
	sample(room, "orders", fixture_now(), 99);
	sample(room, "price_watch", fixture_now(), 3);
	fixture_poll(room, "prom", SOURCE_FAILING, "network: connection refused", 10 * SEC_US);
	pass(room, MIN_US);
	assert_null(room_alert(room, ORDERS));
	assert_null(room_alert(room, AM));
	pass(room, MIN_US + SEC_US);
	assert_string_equal(room_alert(room, AM)->tier->is.id, "urgent"); /* the room is blind */
	assert_string_equal(room_alert(room, "room/own:SourceSilent:prom")->tier->is.id, "key");
	assert_null(room_alert(room, ORDERS));
	/* What states an age of its own has its own alert whatever the reason. */
	pass(room, 6 * MIN_US);
	assert_non_null(room_alert(room, WATCH));
	assert_null(room_alert(room, ORDERS));
	fixture_poll(room, "prom", SOURCE_LIVE, "", 6 * MIN_US);
	fixture_poll(room, "am", SOURCE_LIVE, "", 6 * MIN_US);
	pass(room, 6 * MIN_US);
	assert_null(room_alert(room, "room/own:SourceSilent:prom"));
	assert_true(room_alert(room, AM)->recovered_us != UNSAID); /* urgent, and nobody saw it */
}

static void
test_a_change_of_state_is_in_the_log(void **state)
{
	struct room *room = *state;
	struct metric limits = unsaid_metric("orders");
	const struct metric_state *metric = room_metric(room, "orders");
	const struct entry *last;
	guint lines;

	limits.title = "order success";
	limits.unit = "%";
	limits.direction = DIRECTION_HIGHER;
	limits.warn = 99.8;
	limits.crit = 99.5;
	say_metric(room, &limits);
	sample(room, "orders", fixture_now(), 99.95);
	pass(room, 0);
	assert_int_equal(metric->state, METRIC_GOOD);
	lines = room->log->len;
	sample(room, "orders", fixture_now() + SEC_US, 99.41);
	pass(room, SEC_US);
	pass(room, 2 * SEC_US);
	assert_int_equal(room->log->len, lines + 1);
	last = g_ptr_array_index(room->log, lines);
	assert_string_equal(last->text, "order success is past its critical threshold: 99.41 %");
	assert_int_equal(metric->state_since_us, fixture_now() + SEC_US);
	sample(room, "orders", fixture_now() + 3 * SEC_US, 99.9);
	pass(room, 3 * SEC_US);
	last = g_ptr_array_index(room->log, lines + 1);
	assert_string_equal(last->text, "order success is back: 99.9 %");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_metric_older_than_it_may_be_is_an_alert,
		                                setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
		    test_a_metric_never_heard_counts_from_when_it_was_asked, setup,
		    fixture_teardown),
		cmocka_unit_test_setup_teardown(test_a_silent_source_speaks_for_its_metrics, setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(test_a_change_of_state_is_in_the_log, setup,
		                                fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
