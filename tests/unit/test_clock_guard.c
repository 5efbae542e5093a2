/* F41: a clock that is set, and clocks that differ: seen, said once in the log and for as long as it is so in the header,
 * and every countdown follows the clock. */
#include "app/clock_guard.h"
#include "tests/unit/fixture.h"

#include <string.h>

static void
a_step_is_told_from_time_that_goes_by(void **state)
{
	static const int64_t steps[] = { HOUR_US,      -HOUR_US,    10 * MIN_US,
		                         -10 * MIN_US, 45 * SEC_US, -45 * SEC_US };
	struct clock_watch w = { .has_looked = false };
	int64_t real_us = fixture_now(), start_us = 1000 * SEC_US;

	(void)state;
	assert_int_equal(clock_watch_step_between_us(&w, real_us, start_us), 0);
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		/* a second goes by, the machine sleeps for three hours, the time server pulls gently */
		assert_int_equal(
		    clock_watch_step_between_us(&w, real_us += SEC_US, start_us += SEC_US), 0);
		real_us += 3 * HOUR_US;
		start_us += 3 * HOUR_US;
		assert_int_equal(clock_watch_step_between_us(&w, real_us, start_us), 0);
		assert_int_equal(clock_watch_step_between_us(&w, real_us + SEC_US, start_us), 0);
		real_us += steps[i];
		assert_int_equal(clock_watch_step_between_us(&w, real_us, start_us), steps[i]);
		assert_int_equal(clock_watch_step_between_us(&w, real_us, start_us), 0);
	}
}

static void
answer_with_skew(struct room *room, int64_t skew_us)
{
	struct event_batch *batch = event_batch_new();
	struct event *e = event_batch_add(batch, EVENT_SOURCE, fixture_now());
	struct source_report *report = event_batch_alloc(batch, sizeof *report);

	*report = (struct source_report){
		.health = SOURCE_LIVE, .reason = "", .skew_us = skew_us, .next_try_us = UNSAID
	};
	e->subject = "alertmanager";
	e->report = report;
	room_apply_batch(room, batch);
	event_batch_free(&batch);
}

/* What one look says; "" = nothing. g_free. */
static char *
look(struct clock_guard *g, struct room *room, bool is_real)
{
	struct event_batch *batch = event_batch_new();
	char *text = NULL;

	clock_guard_look(g, room, fixture_now(), is_real, batch);
	if (batch->events->len > 0)
		text = g_strdup(((struct event *)g_ptr_array_index(batch->events, 0))->text);
	room_apply_batch(room, batch);
	event_batch_free(&batch);
	return text ? text : g_strdup("");
}

static void
assert_look(struct clock_guard *g, struct room *room, const char *said, const char *header)
{
	char *text = look(g, room, true), buf[64];

	assert_true(*said ? strstr(text, said) != NULL : !*text);
	assert_string_equal(clock_guard_text(g, room, buf, sizeof buf), header);
	g_free(text);
}

static void
clocks_that_differ_are_said_once_and_shown_on(void **state)
{
	struct room *room = fixture_room();
	struct clock_guard g = { .step_us = 0 };
	unsigned long logged;
	char *text;

	(void)state;
	assert_look(&g, room, "", "");
	answer_with_skew(room, 25 * SEC_US);
	assert_look(&g, room, "", "");
	logged = room->logged;
	answer_with_skew(room, 45 * SEC_US);
	assert_look(&g, room, "the clock of source alertmanager is 45s ahead of ours",
	            "CLOCK 45s BEHIND alertmanager");
	assert_true(room->logged == logged + 1);
	answer_with_skew(room, 25 * SEC_US);
	assert_look(&g, room, "", "CLOCK 25s BEHIND alertmanager");
	answer_with_skew(room, SEC_US);
	assert_look(&g, room, "agrees with ours again", "");
	answer_with_skew(room, -45 * SEC_US);
	assert_look(&g, room, "the clock of source alertmanager is 45s behind ours",
	            "CLOCK 45s AHEAD OF alertmanager");
	/* a room on another time than ours differs by will */
	g = (struct clock_guard){ .step_us = 0 };
	text = look(&g, room, false);
	assert_string_equal(text, "");
	g_free(text);
	room_free(&room);
}

static void
a_clock_that_is_set_is_said_and_shown(void **state)
{
	struct room *room = fixture_room();
	struct clock_guard g = { .step_us = 0 };

	(void)state;
	assert_look(&g, room, "", "");
	g.watch.ahead_us += HOUR_US; /* as before it was set back by an hour */
	assert_look(&g, room, "was set back by 1h00", "CLOCK SET BACK 1h00");
	assert_look(&g, room, "", "CLOCK SET BACK 1h00");
	g.watch.ahead_us -= 10 * MIN_US;
	assert_look(&g, room, "was set forward by 10m", "CLOCK SET FORWARD 10m");
	g.stepped_us -= HOUR_US;
	assert_look(&g, room, "", "");
	room_free(&room);
}

/* Nothing is counted down: what is left is worked out anew from the clock each time. */
static void
countdowns_follow_the_clock(void **state)
{
	static const int64_t steps[] = { HOUR_US, -HOUR_US, 10 * MIN_US, -10 * MIN_US };
	struct room *room = fixture_room();
	int64_t now_us = fixture_now();
	struct boundary next = room_next_boundary(room, now_us);

	(void)state;
	assert_true(next.at_us != UNSAID);
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		int64_t set_us = now_us + steps[i];

		room_next_boundary(room,
		                   set_us); /* a look at the other time leaves nothing behind */
		if (set_us < next.at_us && steps[i] > 0)
			assert_int_equal(room_next_boundary(room, set_us).at_us, next.at_us);
		assert_int_equal(room_next_boundary(room, now_us).at_us, next.at_us);
	}
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_step_is_told_from_time_that_goes_by),
		cmocka_unit_test(clocks_that_differ_are_said_once_and_shown_on),
		cmocka_unit_test(a_clock_that_is_set_is_said_and_shown),
		cmocka_unit_test(countdowns_follow_the_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
