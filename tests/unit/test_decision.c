/* Decisions: chains from a signal to a done action, and corrections that keep what they correct. */
#include "tests/unit/fixture.h"

#include "room/decision.h"

static const char *const key = "am/OrderSuccessLow";

static void
decide(struct room *room, const char *id, const char *subject, int64_t offset_us)
{
	fixture_deed(room,
	             &(struct event){ .kind = EVENT_DECIDE,
	                              .id = id,
	                              .person = "wang",
	                              .subject = subject,
	                              .text = "degrade search: the order path needs its capacity" },
	             offset_us);
}

/* The one open chain; NULL: there is none. */
static const struct chain *
only_chain(const struct room *room, GPtrArray **chains)
{
	*chains = room_chains(room);
	assert_true((*chains)->len <= 1);
	return (*chains)->len ? g_ptr_array_index(*chains, 0) : NULL;
}

static void
an_urgent_alert_that_is_seen_waits_for_a_decision_and_that_for_its_end(void **state)
{
	struct room *room = *state;
	const struct chain *chain;
	GPtrArray *chains;

	fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);
	fixture_alert(room, "StockOut", "warning", MIN_US);
	assert_null(only_chain(room, &chains));
	g_ptr_array_unref(chains);
	fixture_ack(room, key, "lin", 0);
	chain = only_chain(room, &chains);
	assert_string_equal(chain->title, "OrderSuccessLow");
	assert_null(chain->decision);
	assert_true(chain->since_us == fixture_now());
	g_ptr_array_unref(chains);

	decide(room, "d1", key, 2 * MIN_US);
	chain = only_chain(room, &chains);
	assert_string_equal(chain->decision->person, "wang");
	assert_true(chain->since_us == fixture_now() + 2 * MIN_US);
	g_ptr_array_unref(chains);

	fixture_deed(room,
	             &(struct event){ .kind = EVENT_DONE,
	                              .id = "f1",
	                              .person = "lin",
	                              .subject = key,
	                              .text = "search degraded" },
	             5 * MIN_US);
	assert_null(only_chain(room, &chains));
	g_ptr_array_unref(chains);
}

static void
a_triggered_risk_waits_for_a_decision_until_it_clears(void **state)
{
	struct room *room = *state;
	GPtrArray *chains;

	apply_one(room, &(struct event){ .kind = EVENT_TRIGGER,
	                                 .at_us = fixture_now(),
	                                 .id = "t1",
	                                 .cause = "",
	                                 .person = "",
	                                 .subject = "courier",
	                                 .text = "signed on time 96%",
	                                 .target = "",
	                                 .number = fixture_now() - MIN_US });
	assert_string_equal(only_chain(room, &chains)->subject, "courier");
	g_ptr_array_unref(chains);
	decide(room, "d1", "courier", MIN_US);
	assert_non_null(only_chain(room, &chains)->decision);
	g_ptr_array_unref(chains);
	apply_one(room, &(struct event){ .kind = EVENT_CLEAR,
	                                 .at_us = fixture_now() + HOUR_US,
	                                 .id = "c1",
	                                 .cause = "t1",
	                                 .person = "",
	                                 .subject = "courier",
	                                 .text = "",
	                                 .target = "" });
	assert_null(only_chain(room, &chains));
	g_ptr_array_unref(chains);
}

static void
a_decision_about_the_room_is_done_when_somebody_says_so(void **state)
{
	struct room *room = *state;
	GPtrArray *chains;

	decide(room, "d1", "", 0);
	assert_string_equal(only_chain(room, &chains)->title, "the room");
	g_ptr_array_unref(chains);
	fixture_deed(room,
	             &(struct event){ .kind = EVENT_DONE,
	                              .id = "f1",
	                              .cause = "d1",
	                              .person = "lin",
	                              .text = "all told" },
	             MIN_US);
	assert_null(only_chain(room, &chains));
	g_ptr_array_unref(chains);
	assert_string_equal(((struct entry *)room->log->pdata[room->log->len - 1])->text,
	                    "done: degrade search: the order path needs its capacity: all told");
}

static void
correct(struct room *room, const char *id, const char *cause, const char *text, int64_t offset_us)
{
	fixture_deed(
	    room,
	    &(struct event){
		.kind = EVENT_CORRECT, .id = id, .cause = cause, .person = "lin", .text = text },
	    offset_us);
}

static void
a_correction_keeps_what_it_corrects_and_the_last_one_stands(void **state)
{
	struct room *room = *state;
	const struct decision *decision;
	guint before;

	decide(room, "d1", "", 0);
	decision = room_decision(room, "d1");
	before = room->log->len;
	/* the later one arrives first */
	correct(room, "c2", "d1", "degrade reviews", 2 * MIN_US);
	correct(room, "c1", "d1", "degrade coupons", MIN_US);
	assert_string_equal(room_correction(room, "d1")->text, "degrade reviews");
	assert_string_equal(decision_words(room, decision), "degrade reviews");
	assert_string_equal(decision->text, "degrade search: the order path needs its capacity");
	assert_int_equal(room->log->len, before + 2);
	/* a correction may be corrected */
	correct(room, "c3", "c2", "degrade reviews and coupons", 3 * MIN_US);
	assert_string_equal(decision_words(room, decision), "degrade reviews and coupons");
}

static void
a_decision_that_is_not_kept_does_not_count(void **state)
{
	struct room *room = *state;

	fixture_act(room, EVENT_DECIDE, "d1", "", "lin", 0);
	assert_null(room_decision(room, "d1"));
	fixture_outcome(room, EVENT_LOST, "d1", "disk full", 0);
	assert_null(room_decision(room, "d1"));
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(an_urgent_alert_that_is_seen_waits_for_a_decision_and_that_for_its_end),
		TEST(a_triggered_risk_waits_for_a_decision_until_it_clears),
		TEST(a_decision_about_the_room_is_done_when_somebody_says_so),
		TEST(a_correction_keeps_what_it_corrects_and_the_last_one_stands),
		TEST(a_decision_that_is_not_kept_does_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
