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

/* What one look says; "" = nothing. g_free. */
static char *
look(struct clock_guard *g, struct room *room)
{
	struct event_batch *batch = event_batch_new();
	char *text = NULL;

	clock_guard_look(g, fixture_now(), batch);
	if (batch->events->len > 0)
		text = g_strdup(((struct event *)g_ptr_array_index(batch->events, 0))->text);
	room_apply_batch(room, batch);
	event_batch_free(&batch);
	return text ? text : g_strdup("");
}

static void
assert_look(struct clock_guard *g, struct room *room, const char *said, const char *header)
{
	char *text = look(g, room), buf[64];

	assert_true(*said ? strstr(text, said) != NULL : !*text);
	assert_string_equal(clock_guard_text(g, buf, sizeof buf), header);
	g_free(text);
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
		cmocka_unit_test(a_clock_that_is_set_is_said_and_shown),
		cmocka_unit_test(countdowns_follow_the_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
