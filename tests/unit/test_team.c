/* Teams and people: definitions merge, shifts run over midnight and clock changes. */
#include "tests/unit/fixture.h"

static int64_t
instant(const char *text)
{
	int64_t us = UNSAID;

	assert_true(instant_parse_rfc3339(text, &us));
	return us;
}

static struct person *
with_shift(struct room *room, int64_t from_min, int64_t to_min)
{
	struct person said = unsaid_person("lin", NULL);

	said.shift_from_min = from_min;
	said.shift_to_min = to_min;
	say_person(room, &said);
	return room_person(room, "lin");
}

static enum duty
duty_at(const struct room *room, const struct person *person, const char *text)
{
	return person_duty(room, person, instant(text));
}

static void
unsaid_fields_leave_the_old(void **state)
{
	struct room *room = *state;
	struct person said = unsaid_person("wang", NULL);

	said.contact = "138";
	say_person(room, &said);
	assert_string_equal(room_person(room, "wang")->team, "tech");
	assert_string_equal(room_person(room, "wang")->contact, "138");
	assert_int_equal(room_person(room, "wang")->permission, PERMISSION_LEAD);
}

static void
shift_runs_over_midnight(void **state)
{
	struct room *room = *state;
	struct person *lin = with_shift(room, 20 * 60, 8 * 60);

	assert_int_equal(duty_at(room, lin, "2026-10-24T19:59:59+08:00"), DUTY_OFF);
	assert_int_equal(duty_at(room, lin, "2026-10-24T20:00:00+08:00"), DUTY_ON);
	assert_int_equal(duty_at(room, lin, "2026-10-25T03:00:00+08:00"), DUTY_ON);
	assert_int_equal(duty_at(room, lin, "2026-10-25T08:00:00+08:00"), DUTY_OFF);
	assert_true(person_shift_end_us(room, lin, instant("2026-10-24T23:00:00+08:00")) ==
	            instant("2026-10-25T08:00:00+08:00"));
	assert_true(person_shift_end_us(room, lin, instant("2026-10-24T12:00:00+08:00")) == UNSAID);
}

static void
shift_may_end_at_midnight(void **state)
{
	struct room *room = *state;
	struct person *lin = with_shift(room, 16 * 60, 24 * 60);

	assert_int_equal(duty_at(room, lin, "2026-10-24T23:59:59+08:00"), DUTY_ON);
	assert_int_equal(duty_at(room, lin, "2026-10-25T00:00:00+08:00"), DUTY_OFF);
}

/* In Berlin the night to 2026-10-25 has an hour more: the shift ends by the wall clock. */
static void
shift_follows_the_wall_clock_over_a_clock_change(void **state)
{
	struct room *room = *state;
	struct person *lin = with_shift(room, 22 * 60, 6 * 60);

	g_time_zone_unref(room->zone);
	room->zone = g_time_zone_new_identifier("Europe/Berlin");
	assert_int_equal(duty_at(room, lin, "2026-10-25T05:59:00+01:00"), DUTY_ON);
	assert_int_equal(duty_at(room, lin, "2026-10-25T06:00:00+01:00"), DUTY_OFF);
	assert_true(person_shift_end_us(room, lin, instant("2026-10-24T23:00:00+02:00")) ==
	            instant("2026-10-25T06:00:00+01:00"));
}

static void
stated_duty_wins_over_the_shift(void **state)
{
	struct room *room = *state;
	struct person *lin = with_shift(room, 8 * 60, 20 * 60);
	struct person said = unsaid_person("lin", NULL);

	assert_int_equal(duty_at(room, lin, "2026-10-24T12:00:00+08:00"), DUTY_ON);
	said.duty = DUTY_AWAY;
	say_person(room, &said);
	assert_int_equal(duty_at(room, lin, "2026-10-24T12:00:00+08:00"), DUTY_AWAY);
}

static void
lead_on_duty_comes_first(void **state)
{
	struct room *room = *state;
	struct person wang = unsaid_person("wang", NULL);

	assert_string_equal(team_on_duty(room, "tech", fixture_now())->id, "wang");
	wang.duty = DUTY_OFF;
	say_person(room, &wang);
	assert_string_equal(team_on_duty(room, "tech", fixture_now())->id, "lin");
	assert_null(team_on_duty(room, "fin", fixture_now()));
}

static void
load_counts_what_a_person_has(void **state)
{
	struct room *room = *state;

	fixture_ack(room, fixture_alert(room, "OrderSuccessLow", "critical", 0), "lin", 0);
	fixture_alert(room, "StockOut", "warning", 0);
	assert_int_equal(person_load(room, room_person(room, "lin")), 1);
	assert_int_equal(person_load(room, room_person(room, "zhao")), 0);
}

static void
load_follows_the_alert_to_the_next_person_and_ends_with_it(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", 0);
	const struct person *lin = room_person(room, "lin"), *zhao = room_person(room, "zhao");

	fixture_ack(room, key, "lin", 0);
	fixture_ack(room, key, "zhao", SEC_US);
	assert_int_equal(person_load(room, lin), 1);
	fixture_act(room, EVENT_UNACK, "u1", key, "lin", MIN_US);
	fixture_outcome(room, EVENT_KEPT, "u1", "", MIN_US);
	assert_int_equal(person_load(room, lin), 0);
	assert_int_equal(person_load(room, zhao), 1);
	fixture_gone(room, key, 2 * MIN_US);
	assert_int_equal(person_load(room, zhao), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(unsaid_fields_leave_the_old, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(shift_runs_over_midnight, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(shift_may_end_at_midnight, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(shift_follows_the_wall_clock_over_a_clock_change,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(stated_duty_wins_over_the_shift, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(lead_on_duty_comes_first, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(
		    load_follows_the_alert_to_the_next_person_and_ends_with_it, fixture_setup,
		    fixture_teardown),
		cmocka_unit_test_setup_teardown(load_counts_what_a_person_has, fixture_setup,
		                                fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
