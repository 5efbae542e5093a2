/* Sources: how their polls went, what is stale, and what stands in the log. */
#include "tests/unit/fixture.h"

static void
goes_from_waiting_to_live_and_stale(void **state)
{
	struct room *room = *state;
	const int64_t now = fixture_now();

	assert_int_equal(room_source_counts(room, now).waiting, 2);
	fixture_poll(room, "am", SOURCE_LIVE, "", 0);
	assert_false(source_is_stale(room_source(room, "am"), now + 10 * SEC_US));
	assert_true(source_is_stale(room_source(room, "am"), now + 11 * SEC_US));
	assert_int_equal(room_source_counts(room, now).live, 1);
	assert_int_equal(room_source_counts(room, now + MIN_US).stale, 1);
}

static void
logs_only_changes(void **state)
{
	struct room *room = *state;

	fixture_poll(room, "am", SOURCE_LIVE, "", 0);
	assert_int_equal(room->log->len, 0);
	fixture_poll(room, "am", SOURCE_FAILING, "network: connection refused", SEC_US);
	fixture_poll(room, "am", SOURCE_FAILING, "network: connection refused", 2 * SEC_US);
	fixture_poll(room, "am", SOURCE_LIVE, "", 3 * SEC_US);
	fixture_poll(room, "am", SOURCE_LIVE, "", 4 * SEC_US);
	assert_int_equal(room->log->len, 2);
	assert_non_null(strstr(((struct entry *)room->log->pdata[0])->text, "connection refused"));
	assert_non_null(strstr(((struct entry *)room->log->pdata[1])->text, "live again"));
}

static void
failing_keeps_the_last_good_answer(void **state)
{
	struct room *room = *state;
	struct source_state *am = room_source(room, "am");

	fixture_poll(room, "am", SOURCE_LIVE, "", 0);
	fixture_poll(room, "am", SOURCE_FAILING, "token", MIN_US);
	assert_true(am->last_ok_us == fixture_now());
	assert_true(am->last_try_us == fixture_now() + MIN_US);
	assert_string_equal(am->reason, "token");
	assert_true(source_is_stale(am, fixture_now() + MIN_US));
	assert_null(room_source(room, "nobody"));
}

static void
log_is_trimmed_from_its_old_end(void **state)
{
	struct room *room = *state;

	for (int i = 0; i < ROOM_LOG_MAX + 10; i++)
		fixture_poll(room, "am", i % 2 ? SOURCE_LIVE : SOURCE_FAILING, "", i * SEC_US);
	assert_in_range(room->log->len, ROOM_LOG_MAX / 2, ROOM_LOG_MAX);
	assert_true(((struct entry *)room->log->pdata[room->log->len - 1])->at_us ==
	            fixture_now() + (ROOM_LOG_MAX + 9) * SEC_US);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(goes_from_waiting_to_live_and_stale, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(logs_only_changes, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(failing_keeps_the_last_good_answer, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(log_is_trimmed_from_its_old_end, fixture_setup,
		                                fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
