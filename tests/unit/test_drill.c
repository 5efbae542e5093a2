/* A drill's score, worked by hand. */
#include "room/drill.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const int64_t FIRED = 1000 * HOUR_US;

struct setup {
	struct room *room;
	struct drill *drill;
	struct event_batch *batch;
};

static void
add_team(struct setup *s, const char *id, const char *person)
{
	struct team *team = event_batch_alloc(s->batch, sizeof *team);
	struct person *who = event_batch_alloc(s->batch, sizeof *who);

	team->id = team->title = id;
	who->id = who->name = person;
	who->team = id;
	event_batch_add(s->batch, EVENT_DEFINE_TEAM, 0)->team = team;
	event_batch_add(s->batch, EVENT_DEFINE_PERSON, 0)->define_person = who;
}

static void
open_setup(struct setup *s, const struct drill_expect *expects, guint n)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof *expects);

	if (n > 0)
		g_array_append_vals(list, expects, n);
	*s = (struct setup){ room_new(), drill_new(list), event_batch_new() };
	g_array_unref(list);
	add_team(s, "tech", "lin");
	add_team(s, "ops", "feng");
	room_apply_batch(s->room, s->batch);
}

static void
close_setup(struct setup *s)
{
	drill_free(&s->drill);
	room_free(&s->room);
	event_batch_free(&s->batch);
}

static void
fire(struct setup *s, const char *title, int64_t at_us)
{
	struct event *e = event_batch_add(s->batch, EVENT_ALERT, at_us);
	struct alert_data *alert = event_batch_alloc(s->batch, sizeof *alert);

	alert->title = title;
	alert->starts_us = at_us;
	e->alert = alert;
	e->subject = "am/1";
	drill_hear(s->drill, e);
}

static void
act(struct setup *s, enum event_kind kind, const char *subject, const char *person,
    int64_t after_us)
{
	struct event *e = event_batch_add(s->batch, kind, FIRED + after_us);

	e->id = event_batch_uuid(s->batch);
	e->subject = subject;
	e->person = person;
	drill_hear(s->drill, e);
}

static const struct drill_expect flood = {
	.alert = "Flood",
	.plan = "scale",
	.by = "tech",
	.limit_us = { 5 * MIN_US, 5 * MIN_US, 10 * MIN_US, 30 * MIN_US },
};

static enum drill_verdict
verdict(const struct setup *s, enum drill_step step, int64_t after_us)
{
	return drill_judge(&g_array_index(drill_incidents(s->drill), struct drill_incident, 0),
	                   s->room, step, FIRED + after_us);
}

static void
answers_in_time_are_full_points_late_or_by_others_half(void **state)
{
	struct setup s;
	struct drill_sum sum;

	(void)state;
	open_setup(&s, &flood, 1);
	fire(&s, "Flood", FIRED);
	act(&s, EVENT_ACK, "am/1", "lin", 2 * MIN_US);
	act(&s, EVENT_NOTE, "am/1", "feng", 3 * MIN_US);
	act(&s, EVENT_PLAN_START, "scale", "lin", 12 * MIN_US);
	assert_int_equal(verdict(&s, DRILL_SEEN, HOUR_US), DRILL_IN_TIME);
	assert_int_equal(verdict(&s, DRILL_REPORTED, HOUR_US), DRILL_BY_OTHERS);
	assert_int_equal(verdict(&s, DRILL_ACTED, HOUR_US), DRILL_LATE);
	assert_int_equal(verdict(&s, DRILL_DONE, HOUR_US), DRILL_MISSED);
	sum = drill_sum(s.drill, s.room, NULL, FIRED + HOUR_US);
	assert_int_equal(sum.points, 100 + 50 + 50);
	assert_int_equal(sum.of, 400);
	assert_int_equal(drill_percent(&sum), 50);
	assert_int_equal(drill_mean_us(&sum, DRILL_SEEN), 2 * MIN_US);
	sum = drill_sum(s.drill, s.room, "lin", FIRED + HOUR_US);
	assert_int_equal(drill_percent(&sum), 75);
	sum = drill_sum(s.drill, s.room, "feng", FIRED + HOUR_US);
	assert_int_equal(drill_percent(&sum), 50);
	sum = drill_sum(s.drill, s.room, "tech", FIRED + HOUR_US);
	assert_int_equal(sum.steps, 4);
	close_setup(&s);
}

static void
what_there_is_still_time_for_does_not_count(void **state)
{
	struct setup s;
	struct drill_sum sum;

	(void)state;
	open_setup(&s, &flood, 1);
	assert_int_equal(verdict(&s, DRILL_SEEN, HOUR_US), DRILL_OPEN); /* nothing has fired */
	fire(&s, "Flood", FIRED);
	assert_int_equal(verdict(&s, DRILL_SEEN, 5 * MIN_US), DRILL_OPEN);
	assert_int_equal(verdict(&s, DRILL_SEEN, 5 * MIN_US + 1), DRILL_MISSED);
	sum = drill_sum(s.drill, s.room, NULL, FIRED + 4 * MIN_US);
	assert_int_equal(sum.of, 0);
	assert_int_equal(drill_percent(&sum), -1);
	assert_true(drill_mean_us(&sum, DRILL_SEEN) == UNSAID);
	close_setup(&s);
}

static void
nothing_expected_is_no_division_by_nothing(void **state)
{
	struct setup s;
	struct drill_sum sum;

	(void)state;
	open_setup(&s, NULL, 0);
	fire(&s, "Flood", FIRED);
	sum = drill_sum(s.drill, s.room, NULL, FIRED + HOUR_US);
	assert_int_equal(drill_percent(&sum), -1);
	assert_int_equal(drill_percent(&(struct drill_sum){ .of = 0 }), -1);
	close_setup(&s);
}

static void
the_first_deed_counts_and_what_the_journal_lost_does_not(void **state)
{
	struct setup s;
	const struct drill_incident *incident;
	struct event *lost;

	(void)state;
	open_setup(&s, &flood, 1);
	fire(&s, "Flood", FIRED);
	act(&s, EVENT_ACK, "am/1", "feng", 4 * MIN_US);
	act(&s, EVENT_ACK, "am/1", "lin", 2 * MIN_US); /* arrives later, happened before */
	act(&s, EVENT_ACK, "am/other", "lin", MIN_US);
	incident = &g_array_index(drill_incidents(s.drill), struct drill_incident, 0);
	assert_int_equal(drill_took_us(incident, DRILL_SEEN), 2 * MIN_US);
	lost = event_batch_add(s.batch, EVENT_LOST, FIRED + 3 * MIN_US);
	lost->cause = incident->deeds[DRILL_SEEN].id;
	drill_hear(s.drill, lost);
	assert_true(drill_took_us(incident, DRILL_SEEN) == UNSAID);
	close_setup(&s);
}

static void
a_rule_acts_for_whoever_arranged_it_but_reports_nothing(void **state)
{
	struct setup s;

	(void)state;
	open_setup(&s, &flood, 1);
	fire(&s, "Flood", FIRED);
	act(&s, EVENT_PLAN_START, "scale", "",
	    -MIN_US); /* the trigger was quicker than the alert */
	act(&s, EVENT_ESCALATE, "am/1", "", MIN_US);
	assert_int_equal(verdict(&s, DRILL_ACTED, HOUR_US), DRILL_IN_TIME);
	assert_int_equal(verdict(&s, DRILL_REPORTED, HOUR_US), DRILL_MISSED);
	close_setup(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_in_time_are_full_points_late_or_by_others_half),
		cmocka_unit_test(what_there_is_still_time_for_does_not_count),
		cmocka_unit_test(nothing_expected_is_no_division_by_nothing),
		cmocka_unit_test(the_first_deed_counts_and_what_the_journal_lost_does_not),
		cmocka_unit_test(a_rule_acts_for_whoever_arranged_it_but_reports_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
