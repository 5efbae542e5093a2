/* The roster: signing in and out, hand-overs, assignments. The fixture's now is 07:54. */
#include "tests/unit/fixture.h"

#include "room/roster.h"

static const char *const key = "am/OrderSuccessLow";

static struct person *
with_shift(struct room *room, const char *id, int64_t from_min, int64_t to_min)
{
	struct person said = unsaid_person(id, NULL);

	said.shift_from_min = from_min;
	said.shift_to_min = to_min;
	say_person(room, &said);
	return room_person(room, id);
}

static void
sign(struct room *room, const char *id, const char *person, bool is_in, int64_t offset_us)
{
	fixture_deed(room,
	             &(struct event){ .kind = EVENT_DUTY,
	                              .id = id,
	                              .person = "wang",
	                              .subject = person,
	                              .accepted = is_in },
	             offset_us);
}

static enum duty
duty_at(const struct room *room, const struct person *person, const char *local)
{
	return person_duty(room, person, at(local));
}

static void
signing_out_wins_over_the_shift_until_its_next_boundary(void **state)
{
	struct room *room = *state;
	struct person *lin = with_shift(room, "lin", 20 * 60, 9 * 60);

	sign(room, "s1", "lin", false, 0);
	assert_int_equal(duty_at(room, lin, "2026-10-24 07:53"), DUTY_OFF);
	assert_int_equal(duty_at(room, lin, "2026-10-24 08:59"), DUTY_OFF);
	assert_int_equal(duty_at(room, lin, "2026-10-24 20:00"), DUTY_ON);
}

static void
signing_in_early_goes_over_into_the_shift(void **state)
{
	struct room *room = *state;
	struct person *zhao = with_shift(room, "zhao", 8 * 60, 20 * 60);

	sign(room, "s1", "zhao", true, 0);
	assert_int_equal(duty_at(room, zhao, "2026-10-24 07:55"), DUTY_ON);
	assert_true(person_shift_end_us(room, zhao, at("2026-10-24 07:55")) ==
	            at("2026-10-24 20:00"));
	assert_int_equal(duty_at(room, zhao, "2026-10-24 20:00"), DUTY_OFF);
}

static void
the_last_sign_counts_whatever_came_first(void **state)
{
	struct room *room = *state;
	struct person *lin = room_person(room, "lin");

	lin->duty = DUTY_STANDBY;
	sign(room, "s2", "lin", true, 2 * MIN_US);
	sign(room, "s1", "lin", false, MIN_US);
	/* without a shift it lasts until the next one, also against what was stated */
	assert_int_equal(person_duty(room, lin, fixture_now() + 30 * DAY_US), DUTY_ON);
}

static void
who_takes_over_is_on_duty_at_the_end_of_the_shift(void **state)
{
	struct room *room = *state;
	struct person *wang = with_shift(room, "wang", 20 * 60, 8 * 60);
	struct person *lin = with_shift(room, "lin", 20 * 60, 8 * 60);

	with_shift(room, "zhao", 8 * 60, 20 * 60);
	assert_string_equal(person_relief(room, wang, fixture_now())->id, "zhao");
	with_shift(room, "zhao", 9 * 60, 20 * 60);
	assert_null(person_relief(room, lin, fixture_now()));
}

static void
a_watch_is_handed_over_to_one_who_is_then_first(void **state)
{
	struct room *room = *state;
	struct person *zhao = with_shift(room, "zhao", 8 * 60, 20 * 60);

	with_shift(room, "wang", 0, 24 * 60);
	assert_string_equal(team_on_duty(room, "tech", fixture_now())->id, "wang");
	fixture_deed(room,
	             &(struct event){ .kind = EVENT_HANDOVER,
	                              .id = "h1",
	                              .person = "wang",
	                              .subject = "tech",
	                              .target = "zhao",
	                              .text = "unseen 2" },
	             0);
	assert_string_equal(team_watch(room, "tech")->text, "unseen 2");
	assert_int_equal(person_duty(room, zhao, fixture_now()), DUTY_ON);
	assert_string_equal(team_on_duty(room, "tech", fixture_now())->id, "zhao");
	/* when that one's time is over, the old order holds again */
	assert_string_equal(team_on_duty(room, "tech", at("2026-10-24 20:00"))->id, "wang");
}

static void
assign(struct room *room, const char *id, const char *to, int64_t offset_us)
{
	fixture_deed(
	    room,
	    &(struct event){
		.kind = EVENT_ASSIGN, .id = id, .person = "wang", .subject = key, .target = to },
	    offset_us);
}

static void
an_assigned_alert_is_that_persons_load_until_another_has_it(void **state)
{
	struct room *room = *state;
	const struct person *lin = room_person(room, "lin"), *zhao = room_person(room, "zhao");

	fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);
	assign(room, "a2", "lin", 2);
	assign(room, "a1", "zhao", 1);
	assert_string_equal(alert_assigned(room, room_alert(room, key))->to, "lin");
	assert_int_equal(person_load(room, lin), 1);
	assert_true(alert_is_unseen(room_alert(room, key)));
	fixture_ack(room, key, "zhao", MIN_US);
	assert_int_equal(person_load(room, lin), 0);
	assert_int_equal(person_load(room, zhao), 1);
}

static void
what_was_handled_is_nobodys_any_more(void **state)
{
	struct room *room = *state;

	fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);
	assign(room, "a1", "lin", 0);
	fixture_deed(
	    room,
	    &(struct event){ .kind = EVENT_DONE, .id = "d1", .person = "lin", .subject = key },
	    MIN_US);
	assert_null(alert_assigned(room, room_alert(room, key)));
	assert_int_equal(person_load(room, room_person(room, "lin")), 0);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(signing_out_wins_over_the_shift_until_its_next_boundary),
		TEST(signing_in_early_goes_over_into_the_shift),
		TEST(the_last_sign_counts_whatever_came_first),
		TEST(who_takes_over_is_on_duty_at_the_end_of_the_shift),
		TEST(a_watch_is_handed_over_to_one_who_is_then_first),
		TEST(an_assigned_alert_is_that_persons_load_until_another_has_it),
		TEST(what_was_handled_is_nobodys_any_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
