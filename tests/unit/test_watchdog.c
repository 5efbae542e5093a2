/* The alert that always fires: no problem while it does, an alert of the room when it is missing. */
#include "room/derive.h"
#include "room/watchdog.h"
#include "tests/unit/fixture.h"

#define DEAD "room/own:AlertingPathDead:am"

static void
answers(struct room *room, enum source_health health, int64_t offset_us)
{
	struct source_report said = { .health = health, .reason = "", .skew_us = UNSAID };

	apply_one(room, &(struct event){ .kind = EVENT_SOURCE,
	                                 .at_us = fixture_now() + offset_us,
	                                 .source = "am",
	                                 .subject = "am",
	                                 .report = &said });
}

static void
pass(struct room *room, int64_t offset_us)
{
	struct event_batch *batch = event_batch_new();

	room_derive(room, fixture_now() + offset_us, batch);
	room_apply_batch(room, batch);
	event_batch_free(&batch);
}

static void
fires(struct room *room, const char *fingerprint, int64_t offset_us)
{
	struct label label = { "alertname", "Watchdog" };
	struct alert_data data = { .source = "am",
		                   .fingerprint = fingerprint,
		                   .title = "Watchdog",
		                   .labels = &label,
		                   .n_labels = 1,
		                   .starts_us = fixture_now() };

	apply_one(room, &(struct event){ .kind = EVENT_ALERT,
	                                 .at_us = fixture_now() + offset_us,
	                                 .source = "am",
	                                 .subject = "am/w",
	                                 .alert = &data });
}

static void
ends(struct room *room, const char *key, int64_t offset_us)
{
	apply_one(room, &(struct event){ .kind = EVENT_ALERT_GONE,
	                                 .at_us = fixture_now() + offset_us,
	                                 .source = "am",
	                                 .subject = key });
}

static int
setup(void **state)
{
	struct define_source said = { .name = "am",
		                      .kind = "alertmanager",
		                      .shows = "alerts",
		                      .period_us = 5 * SEC_US,
		                      .can_ack = true,
		                      .watchdog = "Watchdog",
		                      .watchdog_after_us = 2 * MIN_US };

	fixture_setup(state);
	apply_one(*state, &(struct event){ .kind = EVENT_DEFINE_SOURCE, .define_source = &said });
	return 0;
}

static void
test_while_it_fires_it_is_no_problem(void **state)
{
	struct room *room = *state;
	guint before = g_hash_table_size(room->alerts);

	fires(room, "w", 0);
	answers(room, SOURCE_LIVE, 0);
	pass(room, 0);
	assert_int_equal(g_hash_table_size(room->alerts), before);
	assert_null(room_alert(room, "am/w"));
	answers(room, SOURCE_LIVE, HOUR_US);
	pass(room, HOUR_US);
	assert_null(room_alert(room, DEAD));
}

static void
test_its_absence_is_an_alert_of_the_room(void **state)
{
	struct room *room = *state;
	const struct alert *alert;

	fires(room, "w", 0);
	answers(room, SOURCE_LIVE, 0);
	ends(room, "am/w", 10 * SEC_US);
	answers(room, SOURCE_LIVE, 10 * SEC_US);
	pass(room, 10 * SEC_US + 2 * MIN_US - SEC_US);
	assert_null(room_alert(room, DEAD));
	answers(room, SOURCE_LIVE, 2 * MIN_US + 10 * SEC_US);
	pass(room, 2 * MIN_US + 10 * SEC_US);
	alert = room_alert(room, DEAD);
	assert_non_null(alert);
	assert_string_equal(alert->tier->is.id, "key");
	assert_string_equal(alert->title, "the alerting path is dead: no Watchdog at am");
	fires(room, "w", 3 * MIN_US);
	answers(room, SOURCE_LIVE, 3 * MIN_US);
	pass(room, 3 * MIN_US);
	assert_null(room_alert(room, DEAD));
}

static void
test_one_that_never_came_is_missing_too(void **state)
{
	struct room *room = *state;

	answers(room, SOURCE_LIVE, 0);
	pass(room, 2 * MIN_US - SEC_US);
	assert_null(room_alert(room, DEAD));
	answers(room, SOURCE_LIVE, 2 * MIN_US);
	pass(room, 2 * MIN_US);
	assert_non_null(room_alert(room, DEAD));
}

/* Two Prometheus servers, say: the path lives as long as one of them is heard. */
static void
test_one_of_several_is_enough(void **state)
{
	struct room *room = *state;

	fires(room, "w1", 0);
	fires(room, "w2", 0);
	answers(room, SOURCE_LIVE, 0);
	ends(room, "am/w1", SEC_US);
	answers(room, SOURCE_LIVE, HOUR_US);
	pass(room, HOUR_US);
	assert_null(room_alert(room, DEAD));
}

/* What is measured no longer is not told to be dead; its silence is an alert of its own. */
static void
test_a_source_that_fails_says_nothing_of_it(void **state)
{
	struct room *room = *state;

	answers(room, SOURCE_LIVE, 0);
	answers(room, SOURCE_FAILING, MIN_US);
	pass(room, HOUR_US);
	assert_null(room_alert(room, DEAD));
	assert_non_null(room_alert(room, "room/own:SourceSilent:am"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_while_it_fires_it_is_no_problem, setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(test_its_absence_is_an_alert_of_the_room, setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(test_one_that_never_came_is_missing_too, setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(test_one_of_several_is_enough, setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(test_a_source_that_fails_says_nothing_of_it, setup,
		                                fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
