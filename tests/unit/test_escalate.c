/* Escalation: the way up while nobody has an alert, and the list that only feedback empties. */
#include "tests/unit/fixture.h"

#include "room/apply.h"
#include "room/escalate.h"

static const char *const key = "am/OrderSuccessLow";

static struct alert *
alert_of(struct room *room)
{
	return room_alert(room, key);
}

static void
say_path(struct room *room)
{
	static const struct escalation_step steps[] = { { 0, "R" },
		                                        { 5 * MIN_US, "wang" },
		                                        { 15 * MIN_US, "zhou" } };
	struct tier tier = unsaid_tier(alert_of(room)->tier->is.id);

	tier.escalate = steps;
	tier.n_escalate = 3;
	say_tier(room, &tier);
}

static guint
supervised(const struct room *room)
{
	GPtrArray *items = room_supervised(room);
	guint n = items->len;

	g_ptr_array_unref(items);
	return n;
}

static void
goes_up_step_by_step_each_once(void **state)
{
	struct room *room = *state;

	fixture_alert(room, "OrderSuccessLow", "critical", 0);
	say_path(room);
	assert_true(fixture_derive(room, fixture_now()));
	assert_int_equal(alert_of(room)->escalated->step, 1);
	/* a notice at once is no missed limit */
	assert_int_equal(supervised(room), 0);
	assert_false(fixture_derive(room, fixture_now() + 4 * MIN_US));
	assert_true(fixture_derive(room, fixture_now() + 5 * MIN_US + SEC_US));
	assert_int_equal(alert_of(room)->escalated->step, 2);
	assert_string_equal(alert_of(room)->escalated->to, "wang");
	assert_true(alert_of(room)->escalated->at_us == fixture_now() + 5 * MIN_US);
	assert_int_equal(supervised(room), 1);
	assert_false(fixture_derive(room, fixture_now() + 6 * MIN_US));
	assert_true(fixture_derive(room, fixture_now() + 15 * MIN_US));
	assert_string_equal(alert_of(room)->escalated->to, "zhou");
	assert_false(fixture_derive(room, fixture_now() + 30 * MIN_US));
}

static void
stops_when_somebody_has_it(void **state)
{
	struct room *room = *state;

	fixture_alert(room, "OrderSuccessLow", "critical", 0);
	say_path(room);
	fixture_derive(room, fixture_now());
	fixture_ack(room, key, "lin", MIN_US);
	assert_false(fixture_derive(room, fixture_now() + 20 * MIN_US));
	/* it asks again from its expiry on, and the way begins anew */
	fixture_derive(room, fixture_now() + MIN_US + HOUR_US);
	assert_null(alert_of(room)->escalated);
	assert_true(fixture_derive(room, fixture_now() + MIN_US + HOUR_US + SEC_US));
	assert_int_equal(alert_of(room)->escalated->step, 1);
}

static void
two_rooms_derive_the_same_event(void **state)
{
	struct event_batch *one = event_batch_new(), *two = event_batch_new();
	void *other;

	fixture_setup(&other);
	fixture_alert(*state, "OrderSuccessLow", "critical", 6 * MIN_US);
	fixture_alert(other, "OrderSuccessLow", "critical", 6 * MIN_US);
	escalate_derive(*state, fixture_now(), one);
	escalate_derive(other, fixture_now() + SEC_US, two);
	assert_int_equal(one->events->len, 1);
	assert_string_equal(((struct event *)one->events->pdata[0])->id,
	                    ((struct event *)two->events->pdata[0])->id);
	event_batch_free(&one);
	event_batch_free(&two);
	fixture_teardown(&other);
}

static guint
count_rank(const struct room *room, const struct event_batch *batch, int64_t rank)
{
	guint n = 0;

	for (guint i = 0; i < batch->events->len; i++) {
		const struct event *event = g_ptr_array_index(batch->events, i);

		n += room_alert(room, event->subject)->tier->is.rank == rank;
	}
	return n;
}

/* Each event is written and told: a flood of them at once would keep everything else waiting. */
static void
a_flood_goes_up_the_most_urgent_first(void **state)
{
	struct room *room = *state;
	struct event_batch *batch = event_batch_new();
	guint looks = 0;
	char name[32];

	for (int i = 0; i < ESCALATE_MOST; i++) {
		g_snprintf(name, sizeof name, "Late%d", i);
		fixture_alert(room, name, i % 2 ? "critical" : "warning", 3 * HOUR_US);
	}
	escalate_derive(room, fixture_now(), batch);
	assert_in_range(batch->events->len, ESCALATE_MOST - 1, ESCALATE_MOST + 1);
	assert_int_equal(count_rank(room, batch, 1), batch->events->len);
	while (batch->events->len > 0) {
		room_apply_batch(room, batch);
		event_batch_free(&batch);
		batch = event_batch_new();
		escalate_derive(room, fixture_now(), batch);
		assert_in_range(looks++, 0, 10);
	}
	event_batch_free(&batch);
	for (int i = 0; i < ESCALATE_MOST; i++) {
		g_snprintf(name, sizeof name, "am/Late%d", i);
		assert_int_equal(room_alert(room, name)->escalated->step,
		                 escalation_steps(room_alert(room, name)));
	}
}

static void
only_feedback_closes_an_item(void **state)
{
	struct room *room = *state;
	GPtrArray *items;

	fixture_alert(room, "OrderSuccessLow", "critical", 6 * MIN_US);
	fixture_derive(room, fixture_now());
	fixture_ack(room, key, "lin", MIN_US);
	fixture_outcome(room, EVENT_SENT, "ack-lin", "silence-1", MIN_US);
	fixture_gone(room, key, 2 * MIN_US);
	assert_null(alert_of(room));
	items = room_supervised(room);
	assert_int_equal(items->len, 1);
	{
		const struct supervised *item = g_ptr_array_index(items, 0);

		assert_string_equal(item->title, "OrderSuccessLow");
		assert_true(item->since_us == fixture_now() - MIN_US);
		assert_true(item->seen_us == fixture_now() + MIN_US);
		assert_true(item->feedback_due_us == fixture_now() + MIN_US + 2 * HOUR_US);
	}
	g_ptr_array_unref(items);
	fixture_act(room, EVENT_DONE, "d1", key, "lin", 3 * MIN_US);
	assert_int_equal(supervised(room), 1);
	fixture_outcome(room, EVENT_KEPT, "d1", "", 3 * MIN_US);
	assert_int_equal(supervised(room), 0);
	/* not so, after all: it is owed again */
	fixture_deed(room,
	             &(struct event){ .kind = EVENT_UNACK,
	                              .id = "u1",
	                              .subject = key,
	                              .person = "lin",
	                              .target = DEED_DONE,
	                              .cause = "d1" },
	             4 * MIN_US);
	fixture_outcome(room, EVENT_KEPT, "u1", "", 4 * MIN_US);
	assert_int_equal(supervised(room), 1);
}

static void
feedback_that_does_not_come_is_said_once(void **state)
{
	struct room *room = *state;
	GPtrArray *items;

	fixture_alert(room, "OrderSuccessLow", "critical", 6 * MIN_US);
	fixture_derive(room, fixture_now());
	fixture_ack(room, key, "lin", MIN_US);
	fixture_outcome(room, EVENT_SENT, "ack-lin", "silence-1", MIN_US);
	fixture_gone(room, key, 2 * MIN_US);
	fixture_derive(room, fixture_now() + HOUR_US);
	assert_true(fixture_derive(room, fixture_now() + MIN_US + 2 * HOUR_US));
	assert_false(fixture_derive(room, fixture_now() + 3 * HOUR_US));
	items = room_supervised(room);
	assert_true(((struct supervised *)items->pdata[0])->is_feedback_late);
	g_ptr_array_unref(items);
	assert_string_equal(
	    ((struct entry *)room->log->pdata[room->log->len - 1])->text,
	    "feedback overdue from lin: nobody said what was done about OrderSuccessLow");
	assert_string_equal(room_supervised_title(room, key), "OrderSuccessLow");
}

static guint
count_late(const struct event_batch *batch)
{
	guint n = 0;

	for (guint i = 0; i < batch->events->len; i++)
		n += ((struct event *)batch->events->pdata[i])->kind == EVENT_FEEDBACK_LATE;
	return n;
}

/* As with the escalations of a flood. */
static void
a_flood_of_late_feedback_is_said_by_and_by(void **state)
{
	const guint over = 10;
	struct room *room = *state;
	struct event_batch *batch;
	guint left = FEEDBACK_MOST + over;
	char name[32];

	for (guint i = 0; i < left; i++) {
		g_snprintf(name, sizeof name, "Late%u", i);
		fixture_alert(room, name, "critical", 6 * MIN_US);
	}
	while (fixture_derive(room, fixture_now()))
		assert_true(supervised(room) <= left);
	assert_int_equal(supervised(room), left);
	for (int look = 0; look < 3; look++) {
		batch = event_batch_new();
		supervise_derive(room, fixture_now() + 3 * HOUR_US, batch);
		assert_int_equal(count_late(batch), MIN(left, FEEDBACK_MOST));
		left -= count_late(batch);
		room_apply_batch(room, batch);
		event_batch_free(&batch);
	}
	assert_int_equal(left, 0);
}

static void
a_person_escalates_once_it_is_kept(void **state)
{
	struct room *room = *state;

	fixture_alert(room, "OrderSuccessLow", "critical", 0);
	say_path(room);
	apply_one(room, &(struct event){ .kind = EVENT_ESCALATE,
	                                 .at_us = fixture_now() + MIN_US,
	                                 .id = "e1",
	                                 .cause = "",
	                                 .person = "lin",
	                                 .subject = key,
	                                 .target = "wang",
	                                 .text = "the gateway is down",
	                                 .number = 2,
	                                 .until_us = UNSAID });
	assert_null(alert_of(room)->escalated);
	fixture_outcome(room, EVENT_KEPT, "e1", "", MIN_US);
	assert_string_equal(alert_of(room)->escalated->to, "wang");
	assert_string_equal(alert_of(room)->escalated->person, "lin");
	/* the rule goes on from there */
	fixture_derive(room, fixture_now() + 6 * MIN_US);
	assert_int_equal(alert_of(room)->escalated->step, 2);
	assert_int_equal(supervised(room), 0);
}

/* What the rule keeps is known again, so that it can be told in another language; nobody's words are. */
static void
why_it_went_up_is_told(void **state)
{
	struct room *room = *state;
	char why[160];

	fixture_alert(room, "OrderSuccessLow", "critical", 0);
	say_path(room);
	fixture_derive(room, fixture_now());
	assert_string_equal(alert_of(room)->escalated->why, "at once");
	assert_string_equal(escalation_words("at once", why, sizeof why), "at once");
	fixture_derive(room, fixture_now() + 6 * MIN_US);
	assert_string_equal(alert_of(room)->escalated->why, "nobody has it after 5m");
	assert_ptr_equal(escalation_words(alert_of(room)->escalated->why, why, sizeof why), why);
	assert_string_equal(why, "nobody has it after 5m");
	assert_string_equal(escalation_words("the gateway is down", why, sizeof why),
	                    "the gateway is down");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(goes_up_step_by_step_each_once),
		TEST(stops_when_somebody_has_it),
		TEST(two_rooms_derive_the_same_event),
		TEST(a_flood_goes_up_the_most_urgent_first),
		TEST(only_feedback_closes_an_item),
		TEST(feedback_that_does_not_come_is_said_once),
		TEST(a_flood_of_late_feedback_is_said_by_and_by),
		TEST(a_person_escalates_once_it_is_kept),
		TEST(why_it_went_up_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
