/* Acknowledgements: from the key press to the proof, and every way in which one ends. */
#include "tests/unit/fixture.h"

static struct alert *
alert_of(struct room *room)
{
	return room_alert(room, "am/OrderSuccessLow");
}

/* The alert again, as the source shows it with this silence (NULL: none). */
static void
shows(struct room *room, const char *severity, const char *silence, int64_t starts_us,
      int64_t offset_us)
{
	const struct label labels[] = { { "alertname", "OrderSuccessLow" },
		                        { "severity", severity } };
	struct alert_data data = { .title = "OrderSuccessLow",
		                   .labels = labels,
		                   .n_labels = 2,
		                   .silenced_by = &silence,
		                   .n_silenced_by = silence ? 1 : 0 };

	data.starts_us = fixture_now() + starts_us;
	fixture_observe(room, &data, offset_us);
}

static bool
log_has(const struct room *room, const char *text)
{
	for (guint i = 0; i < room->log->len; i++) {
		if (strstr(((struct entry *)g_ptr_array_index(room->log, i))->text, text))
			return true;
	}
	return false;
}

static void
goes_from_pending_to_confirmed(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", 3 * MIN_US);

	fixture_act(room, EVENT_ACK, "a1", key, "lin", 0);
	assert_int_equal(alert_of(room)->ack->state, ACK_PENDING);
	assert_false(alert_is_seen(alert_of(room)));
	fixture_outcome(room, EVENT_KEPT, "a1", "", SEC_US);
	assert_int_equal(room_ack(room, "a1")->state, ACK_KEPT);
	assert_true(alert_is_seen(alert_of(room)));
	/* The clock stopped at the key press, with two of five minutes left. */
	assert_true(alert_remaining_us(alert_of(room), fixture_now() + HOUR_US) == 2 * MIN_US);
	fixture_outcome(room, EVENT_RETRY, "a1", "503", 2 * SEC_US);
	assert_int_equal(room_ack(room, "a1")->retries, 1);
	fixture_outcome(room, EVENT_SENT, "a1", "silence-1", 3 * SEC_US);
	assert_int_equal(room_ack(room, "a1")->state, ACK_SENT);
	shows(room, "critical", "silence-1", -3 * MIN_US, 5 * SEC_US);
	assert_int_equal(room_ack(room, "a1")->state, ACK_CONFIRMED);
	assert_true(alert_of(room)->more->held_since_us == UNSAID);
}

static void
is_confirmed_by_an_earlier_observation(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_ack(room, key, "lin", 0);
	shows(room, "critical", "silence-1", -MIN_US, SEC_US);
	assert_true(alert_of(room)->more->held_since_us != UNSAID);
	fixture_outcome(room, EVENT_SENT, "ack-lin", "silence-1", 2 * SEC_US);
	assert_int_equal(room_ack(room, "ack-lin")->state, ACK_CONFIRMED);
	assert_true(alert_of(room)->more->held_since_us == UNSAID);
}

static void
asks_again_when_removed_at_the_source(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_ack(room, key, "lin", 0);
	fixture_outcome(room, EVENT_SENT, "ack-lin", "silence-1", SEC_US);
	shows(room, "critical", "silence-1", -MIN_US, 2 * SEC_US);
	shows(room, "critical", NULL, -MIN_US, 7 * SEC_US);
	assert_int_equal(room_ack(room, "ack-lin")->state, ACK_ENDED);
	assert_null(alert_of(room)->ack);
	assert_string_equal(alert_of(room)->more->reopened, "removed at am");
	assert_true(alert_is_unseen(alert_of(room)));
}

static void
lost_does_not_count(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_act(room, EVENT_ACK, "a1", key, "lin", 0);
	fixture_outcome(room, EVENT_LOST, "a1", "disk full", SEC_US);
	assert_null(alert_of(room)->ack);
	assert_int_equal(room_ack(room, "a1")->state, ACK_LOST);
	assert_string_equal(alert_of(room)->more->reopened, "not kept: disk full");
}

static void
refused_stays_until_dealt_with(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_ack(room, key, "lin", 0);
	fixture_outcome(room, EVENT_REFUSED, "ack-lin", "403 forbidden", SEC_US);
	assert_int_equal(alert_of(room)->ack->state, ACK_REFUSED);
	assert_true(alert_is_seen(alert_of(room)));
	assert_true(log_has(room, "403 forbidden"));
	fixture_gone(room, key, MIN_US);
	assert_non_null(alert_of(room));
	assert_int_equal(room_alert_counts(room, fixture_now()).refused, 1);
	fixture_act(room, EVENT_DONE, "d1", key, "lin", 2 * MIN_US);
	fixture_outcome(room, EVENT_KEPT, "d1", "", 2 * MIN_US);
	assert_null(alert_of(room));
}

static void
first_one_wins_and_the_next_one_takes_over(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_ack(room, key, "lin", 0);
	fixture_ack(room, key, "zhao", SEC_US);
	assert_string_equal(alert_of(room)->ack->person, "lin");
	assert_true(log_has(room, "lin was first"));
	fixture_act(room, EVENT_UNACK, "u1", key, "lin", MIN_US);
	fixture_outcome(room, EVENT_KEPT, "u1", "", MIN_US);
	assert_string_equal(alert_of(room)->ack->person, "zhao");
	assert_true(alert_is_seen(alert_of(room)));
}

static void
same_person_extends(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_ack(room, key, "lin", 0);
	fixture_act(room, EVENT_ACK, "a2", key, "lin", 30 * MIN_US);
	assert_true(alert_is_seen(alert_of(room)));
	fixture_outcome(room, EVENT_KEPT, "a2", "", 30 * MIN_US);
	assert_string_equal(alert_of(room)->ack->id, "a2");
	assert_null(alert_of(room)->ack->next);
	assert_true(alert_of(room)->ack->until_us == fixture_now() + 90 * MIN_US);
	assert_true(alert_remaining_us(alert_of(room), fixture_now() + HOUR_US) == 4 * MIN_US);
}

static void
extension_that_is_lost_leaves_the_old_one(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_ack(room, key, "lin", 0);
	fixture_act(room, EVENT_ACK, "a2", key, "lin", 30 * MIN_US);
	fixture_outcome(room, EVENT_LOST, "a2", "disk full", 30 * MIN_US);
	assert_string_equal(alert_of(room)->ack->id, "ack-lin");
	assert_true(alert_is_seen(alert_of(room)));
}

static void
acknowledgement_replaces_a_silence(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_act(room, EVENT_SILENCE, "s1", key, "zhao", 0);
	fixture_outcome(room, EVENT_KEPT, "s1", "", 0);
	assert_true(alert_is_silenced(alert_of(room)));
	assert_false(alert_is_seen(alert_of(room)));
	fixture_ack(room, key, "lin", MIN_US);
	assert_false(alert_is_silenced(alert_of(room)));
	assert_true(alert_is_seen(alert_of(room)));
	assert_int_equal(room_ack(room, "s1")->state, ACK_ENDED);
}

static void
taking_back_counts_once_kept(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_ack(room, key, "lin", 0);
	fixture_act(room, EVENT_UNACK, "u1", key, "lin", MIN_US);
	assert_string_equal(alert_of(room)->ack->taken_back_by, "u1");
	assert_true(alert_is_seen(alert_of(room)));
	fixture_outcome(room, EVENT_LOST, "u1", "disk full", MIN_US);
	assert_string_equal(alert_of(room)->ack->taken_back_by, "");
	fixture_act(room, EVENT_UNACK, "u2", key, "lin", 2 * MIN_US);
	fixture_outcome(room, EVENT_KEPT, "u2", "", 2 * MIN_US);
	assert_null(alert_of(room)->ack);
	assert_string_equal(alert_of(room)->more->reopened, "taken back by lin");
	/* It buys no time: the clock runs from the start. */
	assert_true(alert_remaining_us(alert_of(room), fixture_now() + 2 * MIN_US) == 2 * MIN_US);
	fixture_outcome(room, EVENT_REFUSED, "u2", "404", 3 * MIN_US);
	assert_non_null(strstr(alert_of(room)->more->reopened, "404"));
}

static void
expires(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_ack(room, key, "lin", 0);
	assert_true(room_next_alert_deadline(room, fixture_now()) == fixture_now() + HOUR_US);
	assert_false(fixture_derive(room, fixture_now() + HOUR_US - 1));
	assert_true(fixture_derive(room, fixture_now() + HOUR_US + SEC_US));
	assert_string_equal(alert_of(room)->more->reopened, "expired");
	assert_true(alert_remaining_us(alert_of(room), fixture_now() + HOUR_US) == 5 * MIN_US);
	assert_false(fixture_derive(room, fixture_now() + HOUR_US + 2 * SEC_US));
}

static void
fires_again(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_ack(room, key, "lin", 0);
	fixture_outcome(room, EVENT_SENT, "ack-lin", "silence-1", 0);
	fixture_gone(room, "am/OrderSuccessLow", MIN_US);
	assert_null(alert_of(room));
	/* The same firing again (the source was restarted): still seen. */
	shows(room, "critical", NULL, -MIN_US, 2 * MIN_US);
	assert_true(alert_is_seen(alert_of(room)));
	fixture_gone(room, "am/OrderSuccessLow", 3 * MIN_US);
	shows(room, "critical", NULL, 4 * MIN_US, 4 * MIN_US);
	assert_true(alert_is_unseen(alert_of(room)));
	assert_string_equal(alert_of(room)->more->reopened, "fired again");
}

static void
asks_again_when_severity_rises(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "warning", 10 * MIN_US);

	fixture_ack(room, key, "lin", 0);
	shows(room, "critical", NULL, -10 * MIN_US, MIN_US);
	assert_string_equal(alert_of(room)->more->reopened, "severity rose");
	assert_true(alert_is_unseen(alert_of(room)));
	assert_true(alert_remaining_us(alert_of(room), fixture_now() + MIN_US) == 5 * MIN_US);
}

static void
is_kept_for_an_alert_that_comes_later(void **state)
{
	struct room *room = *state;

	fixture_ack(room, "am/OrderSuccessLow", "lin", 0);
	shows(room, "critical", NULL, -MIN_US, SEC_US);
	assert_string_equal(alert_of(room)->ack->person, "lin");
	assert_true(alert_of(room)->ack->deliverable);

	fixture_ack(room, "am/PaymentGatewaySlow", "zhao", -5 * MIN_US);
	fixture_alert(room, "PaymentGatewaySlow", "critical", MIN_US);
	assert_string_equal(room_alert(room, "am/PaymentGatewaySlow")->more->reopened, "fired again");
}

/* The journal says nothing of the firing between two acknowledgements. */
static void
the_right_one_of_a_journal_stands(void **state)
{
	struct room *room = *state;

	fixture_ack(room, "am/OrderSuccessLow", "lin", -30 * MIN_US);
	fixture_ack(room, "am/OrderSuccessLow", "zhao", -5 * MIN_US);
	shows(room, "critical", NULL, -10 * MIN_US, 0);
	assert_string_equal(alert_of(room)->ack->person, "zhao");
	assert_true(alert_is_seen(alert_of(room)));
}

/* What a console hears whose person pressed the key `mine`, when zhao's came first into the
 * journal, though lin pressed first. */
static void
hear_both(struct room *room, const char *key, const char *mine)
{
	if (strcmp(mine, "z") == 0)
		fixture_act(room, EVENT_ACK, "z", key, "zhao", SEC_US);
	else
		fixture_act(room, EVENT_ACK, "l", key, "lin", 0);
	fixture_act(room, EVENT_ACK, "z", key, "zhao", SEC_US);
	fixture_outcome(room, EVENT_KEPT, "z", "", SEC_US);
	fixture_act(room, EVENT_ACK, "l", key, "lin", 0);
	fixture_outcome(room, EVENT_KEPT, "l", "", 0);
}

static void
two_at_once_end_the_same_in_every_console(void **state)
{
	struct room *room = *state;
	void *other;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_setup(&other);
	fixture_alert(other, "OrderSuccessLow", "critical", MIN_US);
	hear_both(room, key, "l");
	hear_both(other, key, "z");
	for (int i = 0; i < 2; i++) {
		const struct ack *first = alert_of(i ? other : room)->ack;

		assert_string_equal(first->person, "lin");
		assert_string_equal(first->next->person, "zhao");
		assert_null(first->next->next);
		assert_true(log_has(i ? other : room, "(lin was first)"));
	}
	fixture_teardown(&other);
}

/* lin extends while zhao's comes between: zhao was not first, lin had it before. */
static void
an_extension_under_way_keeps_its_place(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_ack(room, key, "lin", 0);
	fixture_act(room, EVENT_ACK, "l2", key, "lin", 2 * SEC_US);
	fixture_ack(room, key, "zhao", SEC_US);
	fixture_outcome(room, EVENT_KEPT, "l2", "", 2 * SEC_US);
	assert_string_equal(alert_of(room)->ack->id, "l2");
	assert_true(alert_of(room)->ack->since_us == fixture_now());
	assert_string_equal(alert_of(room)->ack->next->person, "zhao");
	assert_int_equal(room_ack(room, "ack-lin")->state, ACK_ENDED);
}

static void
handled_stops_the_clock_and_ends_too(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);

	fixture_act(room, EVENT_DONE, "d1", key, "lin", 0);
	assert_false(alert_is_seen(alert_of(room)));
	fixture_outcome(room, EVENT_KEPT, "d1", "", 0);
	assert_true(alert_is_seen(alert_of(room)));
	assert_string_equal(alert_of(room)->more->done_by, "lin");
	assert_true(fixture_derive(room, fixture_now() + HOUR_US));
	assert_string_equal(alert_of(room)->more->reopened, "handled, but still firing");
	assert_string_equal(alert_of(room)->more->done_by, "");
}

static void
notes_are_logged_once_kept(void **state)
{
	struct room *room = *state;

	fixture_act(room, EVENT_NOTE, "n1", "", "lin", 0);
	assert_int_equal(room->log->len, 0);
	fixture_outcome(room, EVENT_KEPT, "n1", "", 0);
	assert_true(log_has(room, "on it"));
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(goes_from_pending_to_confirmed),
		TEST(is_confirmed_by_an_earlier_observation),
		TEST(asks_again_when_removed_at_the_source),
		TEST(lost_does_not_count),
		TEST(refused_stays_until_dealt_with),
		TEST(first_one_wins_and_the_next_one_takes_over),
		TEST(same_person_extends),
		TEST(extension_that_is_lost_leaves_the_old_one),
		TEST(acknowledgement_replaces_a_silence),
		TEST(taking_back_counts_once_kept),
		TEST(expires),
		TEST(fires_again),
		TEST(asks_again_when_severity_rises),
		TEST(is_kept_for_an_alert_that_comes_later),
		TEST(the_right_one_of_a_journal_stands),
		TEST(two_at_once_end_the_same_in_every_console),
		TEST(an_extension_under_way_keeps_its_place),
		TEST(handled_stops_the_clock_and_ends_too),
		TEST(notes_are_logged_once_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
