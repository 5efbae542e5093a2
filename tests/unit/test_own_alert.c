/* Alerts of the room itself: raised once, changed, cleared, acknowledged without a target. */
#include "room/own_alert.h"
#include "tests/unit/fixture.h"

#define KEY "room/own:RiskNoAccountable:payment"

/* The matrix's row of `payment` has no A since 07:50. */
static struct own_alert
no_accountable(bool holds)
{
	return (struct own_alert){ .rule = "RiskNoAccountable",
		                   .about = "payment",
		                   .title = "payment: nobody answers for it",
		                   .severity = "warning",
		                   .team = "tech",
		                   .since_us = fixture_now() - 4 * MIN_US,
		                   .holds = holds };
}

/* What the rule derives is applied, as a session does; gives how many events there were. */
static guint
derive(struct room *room, const struct own_alert *alert, int64_t offset_us)
{
	struct event_batch *batch = event_batch_new();
	guint n;

	own_alert_set(room, fixture_now() + offset_us, alert, batch);
	n = batch->events->len;
	room_apply_batch(room, batch);
	event_batch_free(&batch);
	return n;
}

static void
test_it_is_an_alert_like_any_other(void **state)
{
	struct room *room = *state;
	struct own_alert bad = no_accountable(true), good = no_accountable(false);
	const struct alert *alert;

	assert_int_equal(derive(room, &good, 0), 0);
	assert_int_equal(derive(room, &bad, 0), 1);
	alert = room_alert(room, KEY);
	assert_string_equal(alert->source, OWN_ALERT_SOURCE);
	assert_string_equal(alert->title, "payment: nobody answers for it");
	assert_string_equal(alert_label(alert, "alertname"), "RiskNoAccountable");
	assert_string_equal(alert_label(alert, "subject"), "payment");
	assert_string_equal(alert->team, "tech");
	assert_string_equal(alert->tier->is.id, "key");
	assert_int_equal(alert_remaining_us(alert, fixture_now()), 11 * MIN_US);
	assert_true(alert_is_unseen(alert));
	assert_int_equal(derive(room, &good, SEC_US), 1);
	assert_null(room_alert(room, KEY));
	assert_int_equal(derive(room, &good, 2 * SEC_US), 0);
}

static void
test_it_is_raised_once_and_again_when_it_changed(void **state)
{
	struct room *room = *state;
	struct own_alert bad = no_accountable(true);

	derive(room, &bad, 0);
	bad.since_us = UNSAID; /* a rule that does not know since when */
	assert_int_equal(derive(room, &bad, SEC_US), 0);
	fixture_ack(room, KEY, "lin", 2 * SEC_US);
	bad.summary = "the row has R lin and no A";
	assert_int_equal(derive(room, &bad, 3 * SEC_US), 1);
	assert_int_equal(derive(room, &bad, 4 * SEC_US), 0);
	/* The same firing: who has it has it still. A higher severity asks again. */
	assert_true(alert_is_seen(room_alert(room, KEY)));
	bad.severity = "critical";
	assert_int_equal(derive(room, &bad, 5 * SEC_US), 1);
	assert_true(alert_is_unseen(room_alert(room, KEY)));
	assert_string_equal(room_alert(room, KEY)->tier->is.id, "urgent");
}

static void
test_an_acknowledgement_is_kept_and_that_is_all(void **state)
{
	struct room *room = *state;
	struct own_alert bad = no_accountable(true), good = no_accountable(false);
	struct define_source named_so = { .name = "room", .kind = "json", .shows = "room", .period_us = 15 * SEC_US, .can_ack = true };
	struct event event = { .kind = EVENT_DEFINE_SOURCE, .define_source = &named_so };

	apply_one(room, &event);
	derive(room, &bad, 0);
	fixture_act(room, EVENT_ACK, "a1", KEY, "lin", SEC_US);
	assert_false(room_ack(room, "a1")->deliverable);
	fixture_outcome(room, EVENT_KEPT, "a1", "", SEC_US);
	assert_true(alert_is_seen(room_alert(room, KEY)));
	/* Nothing is under way, so it leaves with its condition; back at once it is known still. */
	derive(room, &good, 2 * SEC_US);
	assert_null(room_alert(room, KEY));
	derive(room, &bad, 3 * SEC_US);
	assert_true(alert_is_seen(room_alert(room, KEY)));
	/* A new firing asks again. */
	bad.since_us = fixture_now() + 10 * SEC_US;
	derive(room, &good, 4 * SEC_US);
	derive(room, &bad, 10 * SEC_US);
	assert_true(alert_is_unseen(room_alert(room, KEY)));
}

static void
test_an_urgent_one_that_nobody_saw_stays(void **state)
{
	struct room *room = *state;
	struct own_alert bad = no_accountable(true), good = no_accountable(false);

	bad.severity = "critical";
	derive(room, &bad, 0);
	derive(room, &good, SEC_US);
	assert_true(room_alert(room, KEY)->recovered_us != UNSAID);
	assert_int_equal(derive(room, &good, 2 * SEC_US), 0);
	assert_int_equal(derive(room, &bad, 3 * SEC_US), 1);
	assert_true(room_alert(room, KEY)->recovered_us == UNSAID);
}

static void
test_its_key_tells_it_from_a_source_named_so(void **state)
{
	char *key = own_alert_key("RiskNoAccountable", "payment");

	(void)state;
	assert_string_equal(key, KEY);
	assert_true(own_alert_is(key));
	assert_false(own_alert_is("room/f1"));
	assert_false(own_alert_is(NULL));
	g_free(key);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_it_is_an_alert_like_any_other, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(test_it_is_raised_once_and_again_when_it_changed,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_an_acknowledgement_is_kept_and_that_is_all,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_an_urgent_one_that_nobody_saw_stays,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test(test_its_key_tells_it_from_a_source_named_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
