/* Sideways notices: each team is told once, and asked again when it does not answer. */
#include "tests/unit/fixture.h"

#include "room/sideways.h"

static const char *const key = "am/StockOut";

static void
tell_teams(struct room *room)
{
	struct risk said = unsaid_risk("stock_out");

	said.notify_teams = "merch supply";
	say_risk(room, &said);
}

static guint
open_of(const struct room *room, const char *team)
{
	GPtrArray *open = room_open_notices(room, team);
	guint n = open->len;

	g_ptr_array_unref(open);
	return n;
}

static void
an_urgent_alert_tells_each_team_once(void **state)
{
	struct room *room = *state;

	tell_teams(room);
	fixture_alert(room, "StockOut", "warning", 0);
	assert_false(fixture_derive(room, fixture_now()));
	fixture_alert(room, "StockOut", "critical", 0);
	assert_true(fixture_derive(room, fixture_now()));
	assert_int_equal(open_of(room, NULL), 2);
	assert_int_equal(open_of(room, "supply"), 1);
	assert_false(fixture_derive(room, fixture_now() + SEC_US));
}

static void
a_triggered_risk_tells_them_too(void **state)
{
	struct room *room = *state;
	GPtrArray *open;

	tell_teams(room);
	apply_one(room, &(struct event){ .kind = EVENT_TRIGGER,
	                                 .at_us = fixture_now(),
	                                 .id = "t1",
	                                 .cause = "",
	                                 .person = "",
	                                 .subject = "stock_out",
	                                 .text = "",
	                                 .target = "",
	                                 .number = fixture_now() });
	fixture_derive(room, fixture_now());
	open = room_open_notices(room, "merch");
	assert_string_equal(((struct notice *)open->pdata[0])->subject, "stock_out");
	g_ptr_array_unref(open);
}

static void
an_answer_or_an_acknowledgement_of_the_team_closes_it(void **state)
{
	struct room *room = *state;
	GPtrArray *open;

	tell_teams(room);
	fixture_alert(room, "StockOut", "critical", 0);
	fixture_derive(room, fixture_now());
	/* of another team: no answer */
	fixture_ack(room, key, "lin", MIN_US);
	fixture_derive(room, fixture_now() + MIN_US);
	assert_int_equal(open_of(room, NULL), 2);
	fixture_ack(room, key, "chen", MIN_US);
	fixture_derive(room, fixture_now() + 2 * MIN_US);
	assert_int_equal(open_of(room, "merch"), 0);
	open = room_open_notices(room, "supply");
	fixture_deed(room,
	             &(struct event){ .kind = EVENT_ANSWER,
	                              .id = "n1",
	                              .cause = ((struct notice *)open->pdata[0])->id,
	                              .person = "he",
	                              .subject = key,
	                              .text = "two days of stock in Jiaxing" },
	             3 * MIN_US);
	g_ptr_array_unref(open);
	assert_int_equal(open_of(room, NULL), 0);
	/* answered: the same firing tells nobody again */
	assert_false(fixture_derive(room, fixture_now() + 4 * MIN_US));
}

static void
silence_is_overdue_once(void **state)
{
	struct room *room = *state;
	GPtrArray *open;

	tell_teams(room);
	fixture_alert(room, "StockOut", "critical", 0);
	fixture_derive(room, fixture_now());
	fixture_ack(room, key, "chen", MIN_US);
	fixture_derive(room, fixture_now() + 2 * MIN_US);
	assert_true(fixture_derive(room, fixture_now() + 6 * MIN_US));
	open = room_open_notices(room, NULL);
	assert_int_equal(open->len, 1);
	assert_true(((struct notice *)open->pdata[0])->is_late);
	assert_string_equal(((struct notice *)open->pdata[0])->team, "supply");
	g_ptr_array_unref(open);
	assert_false(fixture_derive(room, fixture_now() + 7 * MIN_US));
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(an_urgent_alert_tells_each_team_once),
		TEST(a_triggered_risk_tells_them_too),
		TEST(an_answer_or_an_acknowledgement_of_the_team_closes_it),
		TEST(silence_is_overdue_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
