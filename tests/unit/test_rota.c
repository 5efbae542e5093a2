/* Rosters of other systems on the room's people. The fixture's now is 07:54 in Shanghai. */
#include "tests/unit/fixture.h"

#include "room/roster.h"
#include "room/rota.h"

#define TURNS(list) (list), sizeof(list) / sizeof *(list)

static void
say(struct room *room, const struct roster_turn *turns, size_t n, const char *from, const char *to,
    bool is_remembered)
{
	static const char *const teams[] = { "tech" };
	const struct roster roster = { .from_us = from ? at(from) : UNSAID,
		                       .to_us = to ? at(to) : UNSAID,
		                       .teams = teams,
		                       .n_teams = 1,
		                       .turns = turns,
		                       .n_turns = n };

	apply_one(room, &(struct event){ .kind = EVENT_ROSTER,
	                                 .at_us = fixture_now(),
	                                 .source = "pager",
	                                 .subject = "pager/0",
	                                 .roster = &roster,
	                                 .is_remembered = is_remembered });
}

static struct roster_turn
turn(const char *name, const char *email, int64_t level, const char *from, const char *to)
{
	return (struct roster_turn){ .person = "",
		                     .name = name,
		                     .email = email,
		                     .team = "tech",
		                     .role = "",
		                     .level = level,
		                     .start_us = from ? at(from) : UNSAID,
		                     .end_us = to ? at(to) : UNSAID };
}

/* lin is of team tech, with a shift by day. */
static void
add_people(struct room *room)
{
	struct person lin = unsaid_person("lin", "tech"), zhou = unsaid_person("zhou", "tech");

	lin.name = "Lin Yue";
	lin.email = "lin@example.com";
	lin.shift_from_min = 8 * 60;
	lin.shift_to_min = 20 * 60;
	zhou.name = "Zhou Min";
	zhou.permission = PERMISSION_LEAD;
	say_person(room, &lin);
	say_person(room, &zhou);
}

static const char *
on_duty(const struct room *room, const char *local)
{
	const struct person *person = team_on_duty(room, "tech", at(local));

	return person ? person->name : "";
}

static void
a_roster_wins_over_shifts_while_it_covers_them_and_turns_over_by_the_clock(void **state)
{
	struct room *room = *state;
	const struct roster_turn turns[] = {
		turn("", "LIN@example.com", 1, "2026-10-24 00:00", "2026-10-24 12:00"),
		turn("zhou", "", 1, "2026-10-24 12:00", "2026-10-25 00:00"),
	};
	const struct person *lin;

	add_people(room);
	lin = room_person(room, "lin");
	assert_int_equal(person_duty(room, lin, at("2026-10-24 07:54")), DUTY_OFF);
	say(room, TURNS(turns), "2026-10-23 00:00", "2026-10-26 00:00", false);
	assert_int_equal(person_duty(room, lin, at("2026-10-24 07:54")), DUTY_ON);
	assert_int_equal(person_duty(room, lin, at("2026-10-24 13:00")), DUTY_OFF);
	assert_string_equal(on_duty(room, "2026-10-24 07:54"), "Lin Yue");
	assert_string_equal(on_duty(room, "2026-10-24 12:00"), "Zhou Min");
	assert_true(person_shift_end_us(room, lin, at("2026-10-24 07:54")) ==
	            at("2026-10-24 12:00"));
	assert_string_equal(person_relief(room, lin, at("2026-10-24 07:54"))->id, "zhou");
	/* a gap is nobody, although lin's shift would say so */
	assert_string_equal(on_duty(room, "2026-10-25 09:00"), "");
	/* beyond what the roster speaks of, shifts count again */
	assert_int_equal(person_duty(room, lin, at("2026-10-26 09:00")), DUTY_ON);
}

static void
levels_say_who_is_called_first(void **state)
{
	struct room *room = *state;
	const struct roster_turn turns[] = {
		turn("Zhou Min", "", 2, "2026-10-24 00:00", "2026-10-25 00:00"),
		turn("Lin Yue", "", 1, "2026-10-24 00:00", "2026-10-24 12:00"),
		turn("Lin Yue", "", 1, "2026-10-24 12:00", "2026-10-24 18:00"),
	};
	const struct person *lin;

	add_people(room);
	lin = room_person(room, "lin");
	say(room, TURNS(turns), "2026-10-23 00:00", "2026-10-26 00:00", false);
	assert_string_equal(on_duty(room, "2026-10-24 07:54"), "Lin Yue"); /* not the lead */
	assert_true(person_shift_end_us(room, lin, at("2026-10-24 07:54")) ==
	            at("2026-10-24 18:00")); /* two turns without a gap are one */
	assert_string_equal(on_duty(room, "2026-10-24 19:00"), "Zhou Min");
}

static void
who_is_not_of_the_room_is_on_duty_and_may_look(void **state)
{
	struct room *room = *state;
	const struct roster_turn turns[] = {
		turn("Bob Li", "bob@example.com", 1, NULL, "2026-10-24 12:00"),
		turn("On call: Lin Yue (tech)", "", 1, "2026-10-24 12:00", NULL),
	};
	struct person said;
	const struct person *bob;

	add_people(room);
	say(room, TURNS(turns), NULL, NULL, false);
	bob = team_on_duty(room, "tech", at("2026-10-24 07:54"));
	assert_string_equal(bob->id, "pager/bob@example.com");
	assert_true(bob->is_guest);
	assert_int_equal(bob->permission, PERMISSION_VIEWER);
	assert_true(person_is_shown(room, bob, at("2026-10-24 07:54")));
	assert_false(person_is_shown(room, bob, at("2026-10-24 12:00")));
	assert_string_equal(on_duty(room, "2026-10-24 12:00"), "Lin Yue");
	assert_true(person_shift_end_us(room, room_person(room, "lin"), at("2026-10-24 13:00")) ==
	            UNSAID);
	/* once somebody says who that is, it is that person's turn */
	said = unsaid_person("bob", "tech");
	said.email = "bob@example.com";
	say_person(room, &said);
	assert_string_equal(team_on_duty(room, "tech", at("2026-10-24 07:54"))->id, "bob");
	assert_false(person_is_shown(room, bob, at("2026-10-24 07:54")));
}

static void
a_sign_counts_until_the_turn_ends_and_a_remembered_roster_until_a_live_one(void **state)
{
	struct room *room = *state;
	const struct roster_turn turns[] = { turn("lin", "", 1, "2026-10-24 00:00",
		                                  "2026-10-24 12:00") };
	const struct roster_turn old[] = { turn("zhou", "", 1, NULL, NULL) };
	const struct person *lin;

	add_people(room);
	lin = room_person(room, "lin");
	say(room, TURNS(old), NULL, NULL, true);
	assert_string_equal(on_duty(room, "2026-10-24 07:54"), "Zhou Min");
	say(room, TURNS(turns), "2026-10-23 00:00", "2026-10-26 00:00", false);
	say(room, TURNS(old), NULL, NULL, true);
	assert_string_equal(on_duty(room, "2026-10-24 07:54"), "Lin Yue");
	fixture_deed(
	    room,
	    &(struct event){ .kind = EVENT_DUTY, .id = "s1", .person = "zhou", .subject = "lin" },
	    0);
	assert_int_equal(person_duty(room, lin, at("2026-10-24 08:00")), DUTY_OFF);
	assert_true(person_sign(room, lin, at("2026-10-24 11:59")) != NULL);
	assert_null(person_sign(room, lin, at("2026-10-24 12:00")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    a_roster_wins_over_shifts_while_it_covers_them_and_turns_over_by_the_clock,
		    fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(levels_say_who_is_called_first, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(who_is_not_of_the_room_is_on_duty_and_may_look,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
		    a_sign_counts_until_the_turn_ends_and_a_remembered_roster_until_a_live_one,
		    fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
