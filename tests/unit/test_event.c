/* Event batches own what they point to; kinds have lasting names; deliveries are copied whole. */
#include "tests/unit/fixture.h"
#include "room/delivery.h"

static void
new_event_says_nothing(void **state)
{
	struct event_batch *batch = event_batch_new();
	struct event *event = event_batch_add(batch, EVENT_NOTE, 42);

	(void)state;
	assert_true(event->at_us == 42);
	assert_string_equal(event->person, "");
	assert_true(event->until_us == UNSAID);
	assert_true(event->value != event->value);
	assert_null(event->alert);
	event_batch_free(&batch);
	assert_null(batch);
	event_batch_free(&batch);
}

static void
batch_owns_its_texts(void **state)
{
	struct event_batch *batch = event_batch_new();
	char text[] = "lin";
	const char *copy = event_batch_str(batch, text);
	const char *one = event_batch_uuid(batch), *other = event_batch_uuid(batch);

	(void)state;
	text[0] = 'x';
	assert_string_equal(copy, "lin");
	assert_string_equal(event_batch_str(batch, NULL), "");
	assert_int_equal(strlen(one), 36);
	assert_string_not_equal(one, other);
	event_batch_free_payload(batch);
}

static void
every_kind_has_a_name_of_its_own(void **state)
{
	(void)state;
	for (int kind = EVENT_NONE + 1; kind < EVENT_KINDS; kind++)
		assert_int_equal(event_kind_by_name(event_kind_name((enum event_kind)kind)), kind);
	assert_int_equal(event_kind_by_name("nonsense"), EVENT_NONE);
	assert_int_equal(event_kind_by_name(""), EVENT_NONE);
	assert_string_equal(event_kind_name(EVENT_ACK), "ack");
}

static void
actions_and_outcomes_are_durable(void **state)
{
	(void)state;
	assert_true(event_is_durable(EVENT_ACK));
	assert_true(event_is_durable(EVENT_GATE));
	assert_true(event_is_durable(EVENT_SENT));
	assert_true(event_is_durable(EVENT_REFUSED));
	assert_false(event_is_durable(EVENT_KEPT));
	assert_false(event_is_durable(EVENT_RETRY));
	assert_false(event_is_durable(EVENT_ALERT));
	assert_false(event_is_durable(EVENT_DEFINE_RISK));
}

static void
delivery_is_copied_whole(void **state)
{
	struct delivery *d = delivery_new(), *copy;

	(void)state;
	g_free(d->comment);
	d->comment = g_strdup("on it");
	d->attempts = 3;
	delivery_add_label(d, "alertname", "StockOut");
	copy = delivery_copy(d);
	delivery_free(&d);
	assert_null(d);
	assert_string_equal(copy->comment, "on it");
	assert_string_equal(copy->labels[0].value, "StockOut");
	assert_int_equal(copy->attempts, 3);
	delivery_free_payload(copy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_event_says_nothing),
		cmocka_unit_test(batch_owns_its_texts),
		cmocka_unit_test(every_kind_has_a_name_of_its_own),
		cmocka_unit_test(actions_and_outcomes_are_durable),
		cmocka_unit_test(delivery_is_copied_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
