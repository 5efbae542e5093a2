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
		fixture_poll(room, "am", i % 2 ? SOURCE_LIVE : SOURCE_FAILING, "", i * MIN_US);
	assert_in_range(room->log->len, ROOM_LOG_MAX / 2, ROOM_LOG_MAX);
	assert_true(((struct entry *)room->log->pdata[room->log->len - 1])->at_us ==
	            fixture_now() + (ROOM_LOG_MAX + 9) * MIN_US);
}

/* F20: two seconds up, two seconds down, for ten minutes. */
static void
tells_of_a_flapping_source_once_a_minute(void **state)
{
	struct room *room = *state;
	unsigned failures = 0, recoveries = 0;

	for (int i = 0; i < 300; i++)
		fixture_poll(room, "am", i % 2 ? SOURCE_FAILING : SOURCE_LIVE, i % 2 ? "tls" : "",
		             i * 2 * SEC_US);
	for (guint i = 0; i < room->log->len; i++) {
		const char *text = ((struct entry *)room->log->pdata[i])->text;

		failures += strstr(text, "tls") != NULL;
		recoveries += strstr(text, "live again") != NULL;
	}
	assert_in_range(failures, 9, 10);
	assert_in_range(recoveries, failures - 1, failures);
	assert_string_equal(((struct entry *)room->log->pdata[0])->text, "source am fails: tls");
	assert_string_equal(((struct entry *)room->log->pdata[2])->text,
	                    "source am comes and goes, failed 15 times: tls");
	assert_int_equal(room_source(room, "am")->health, SOURCE_FAILING);
	/* it stays so: nothing is left untold */
	fixture_poll(room, "am", SOURCE_FAILING, "tls", 700 * SEC_US);
	assert_true(room_source(room, "am")->is_told_failing);
	fixture_poll(room, "am", SOURCE_LIVE, "", 702 * SEC_US);
	assert_string_equal(((struct entry *)room->log->pdata[room->log->len - 1])->text,
	                    "source am is live again");
}

static void
poll_with_skew(struct room *room, int64_t skew_us, int64_t after_us)
{
	const struct source_report report = {
		.health = SOURCE_LIVE, .reason = "", .next_try_us = UNSAID, .skew_us = skew_us
	};
	const struct event event = { .kind = EVENT_SOURCE,
		                     .at_us = fixture_now() + after_us,
		                     .subject = "am",
		                     .source = "am",
		                     .report = &report };

	apply_one(room, &event);
}

/* F41: what the Date of its answers tells. */
static void
says_when_clocks_differ(void **state)
{
	struct room *room = *state;
	const struct source_state *am = room_source(room, "am");
	char text[96];

	poll_with_skew(room, UNSAID, 0);
	assert_int_equal(source_clock(am), CLOCK_RIGHT);
	poll_with_skew(room, 5 * SEC_US, SEC_US);
	assert_int_equal(source_clock(am), CLOCK_RIGHT);
	assert_int_equal(room->log->len, 0);
	poll_with_skew(room, -7 * SEC_US, 2 * SEC_US);
	assert_int_equal(source_clock(am), CLOCK_DIFFERS);
	assert_null(room_wrong_clock(room));
	poll_with_skew(room, 45 * SEC_US, 3 * SEC_US);
	assert_int_equal(source_clock(am), CLOCK_WRONG);
	assert_ptr_equal(room_wrong_clock(room), am);
	assert_string_equal(source_clock_text(am, text, sizeof text),
	                    "its clock is 45s ahead of this machine's");
	poll_with_skew(room, -4 * SEC_US, 4 * SEC_US); /* right, but not by the margin */
	poll_with_skew(room, -7 * SEC_US, 5 * SEC_US);
	poll_with_skew(room, SEC_US, 6 * SEC_US);
	assert_int_equal(room->log->len, 3);
	assert_string_equal(
	    ((struct entry *)room->log->pdata[0])->text,
	    "source am: its clock is 7s behind this machine's; set the clock that is wrong");
	assert_string_equal(((struct entry *)room->log->pdata[2])->text,
	                    "source am: its clock is right again");
	poll_with_skew(room, 45 * SEC_US, 7 * SEC_US);
	fixture_poll(room, "am", SOURCE_FAILING, "tls", 8 * SEC_US);
	assert_null(room_wrong_clock(room));
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
		cmocka_unit_test_setup_teardown(tells_of_a_flapping_source_once_a_minute,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(says_when_clocks_differ, fixture_setup,
		                                fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
