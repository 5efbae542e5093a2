/* Gates: an answer shows at once, counts when it is kept, and goes when it is lost. */
#include "tests/unit/fixture.h"

static struct room *
room_with_gate(void)
{
	struct room *room = new_room();
	struct gate gate = { .id = "load-test",
		             .title = "load test",
		             .phase = "peak",
		             .team = "service",
		             .due_us = at("2026-10-20 18:00") };

	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_GATE, .gate = &gate });
	return room;
}

static void
answer(struct room *room, const char *id, const char *person, bool accepted, const char *why)
{
	apply_one(room, &(struct event){ .kind = EVENT_GATE,
	                                 .at_us = 1000,
	                                 .id = id,
	                                 .subject = "load-test",
	                                 .person = person,
	                                 .text = why,
	                                 .accepted = accepted });
}

static void
outcome(struct room *room, enum event_kind kind, const char *cause)
{
	apply_one(room, &(struct event){ .kind = kind, .at_us = 2000, .cause = cause, .text = "disk full" });
}

static unsigned
accepted(const struct room *room)
{
	unsigned signed_count, all;

	room_gate_counts(room, &signed_count, &all);
	return signed_count;
}

static const char *
last_log(const struct room *room)
{
	return ((struct entry *)g_ptr_array_index(room->log, room->log->len - 1))->text;
}

static void
test_signature_counts_when_kept(void **state)
{
	struct room *room = room_with_gate();
	const struct gate_state *gate = room_gate(room, "load-test");

	(void)state;
	assert_int_equal(gate->answer, GATE_OPEN);
	answer(room, "u1", "xu", true, "8,000 calls an hour held");
	assert_int_equal(gate->answer, GATE_SIGNED);
	assert_string_equal(gate->pending_id, "u1");
	assert_string_equal(gate->by, "xu");
	assert_string_equal(gate->why, "8,000 calls an hour held");
	assert_int_equal(gate->at_us, 1000);
	assert_int_equal(accepted(room), 0);
	assert_string_equal(last_log(room), "accepted gate load test: 8,000 calls an hour held");
	outcome(room, EVENT_KEPT, "u1");
	assert_string_equal(gate->pending_id, "");
	assert_int_equal(accepted(room), 1);
	room_free(&room);
}

static void
test_lost_answer_brings_back_the_one_before(void **state)
{
	struct room *room = room_with_gate();
	const struct gate_state *gate = room_gate(room, "load-test");

	(void)state;
	answer(room, "u1", "xu", true, "fine");
	outcome(room, EVENT_KEPT, "u1");
	answer(room, "u2", "li", false, "agents missing");
	assert_int_equal(gate->answer, GATE_REFUSED);
	outcome(room, EVENT_LOST, "u2");
	assert_int_equal(gate->answer, GATE_SIGNED);
	assert_string_equal(gate->by, "xu");
	assert_string_equal(gate->why, "fine");
	assert_string_equal(gate->pending_id, "");
	assert_non_null(strstr(last_log(room), "disk full"));
	room_free(&room);
}

static void
test_two_pending_answers_settle_each_for_itself(void **state)
{
	struct room *room = room_with_gate();
	const struct gate_state *gate = room_gate(room, "load-test");

	(void)state;
	answer(room, "u1", "xu", true, NULL);
	answer(room, "u2", "li", false, NULL);
	outcome(room, EVENT_KEPT, "u1");
	assert_string_equal(gate->pending_id, "u2");
	outcome(room, EVENT_LOST, "u2");
	assert_int_equal(gate->answer, GATE_SIGNED);
	assert_string_equal(gate->by, "xu");
	outcome(room, EVENT_LOST, "u1"); /* kept already: can't be lost */
	assert_int_equal(gate->answer, GATE_SIGNED);
	room_free(&room);
}

static void
test_the_same_action_twice_is_one(void **state)
{
	struct room *room = room_with_gate();
	const struct gate_state *gate = room_gate(room, "load-test");

	(void)state;
	answer(room, "u1", "xu", true, NULL);
	outcome(room, EVENT_KEPT, "u1");
	answer(room, "u1", "xu", true, NULL);
	assert_string_equal(gate->pending_id, "");
	assert_int_equal(room->log->len, 1);
	answer(room, "u2", "li", false, NULL);
	outcome(room, EVENT_KEPT, "u2");
	answer(room, "u1", "xu", true, NULL); /* read again, though it is history by now */
	assert_int_equal(gate->answer, GATE_REFUSED);
	room_free(&room);
}

static void
test_answer_before_the_gate_is_stated_is_not_lost(void **state)
{
	struct room *room = new_room();
	struct gate gate = { .id = "stock", .title = "stock ready", .due_us = UNSAID };

	(void)state;
	apply_one(room, &(struct event){ .kind = EVENT_GATE,
	                                 .id = "u1",
	                                 .subject = "stock",
	                                 .person = "he",
	                                 .accepted = true });
	outcome(room, EVENT_KEPT, "u1");
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_GATE, .gate = &gate });
	assert_string_equal(room_gate(room, "stock")->is.title, "stock ready");
	assert_string_equal(room_gate(room, "stock")->by, "he");
	assert_int_equal(accepted(room), 1);
	room_free(&room);
}

static void
test_definition_keeps_what_it_does_not_say(void **state)
{
	struct room *room = room_with_gate();
	struct gate later = { .id = "load-test", .criteria = "8 x load", .due_us = UNSAID };
	struct gate first = { .id = "stock", .due_us = at("2026-10-01") };

	(void)state;
	answer(room, "u1", "xu", false, "no");
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_GATE, .gate = &later });
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_GATE, .gate = &first });
	assert_string_equal(room_gate(room, "load-test")->is.team, "service");
	assert_string_equal(room_gate(room, "load-test")->is.criteria, "8 x load");
	assert_int_equal(room_gate(room, "load-test")->answer, GATE_REFUSED);
	assert_ptr_equal(g_ptr_array_index(room->gates, 0), room_gate(room, "stock"));
	room_free(&room);
}

/* Two sites answer without knowing of each other: the later word counts, whichever arrives first. */
static void
test_the_later_word_counts_whatever_the_order(void **state)
{
	(void)state;
	for (int is_first = 0; is_first < 2; is_first++) {
		struct room *room = room_with_gate();

		for (int i = 0; i < 2; i++) {
			bool is_sign = i == is_first;

			apply_one(room, &(struct event){ .kind = EVENT_GATE,
			                                 .at_us = is_sign ? 1000 : 2000,
			                                 .id = is_sign ? "u9" : "u1",
			                                 .subject = "load-test",
			                                 .accepted = is_sign });
			outcome(room, EVENT_KEPT, is_sign ? "u9" : "u1");
		}
		assert_int_equal(room_gate(room, "load-test")->answer, GATE_REFUSED);
		room_free(&room);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_signature_counts_when_kept),
		cmocka_unit_test(test_lost_answer_brings_back_the_one_before),
		cmocka_unit_test(test_two_pending_answers_settle_each_for_itself),
		cmocka_unit_test(test_the_same_action_twice_is_one),
		cmocka_unit_test(test_answer_before_the_gate_is_stated_is_not_lost),
		cmocka_unit_test(test_the_later_word_counts_whatever_the_order),
		cmocka_unit_test(test_definition_keeps_what_it_does_not_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
