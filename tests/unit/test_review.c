/* The review: incidents with their times, warnings, plans and what to improve, from a list of events. */
#include "room/review.h"

#include "tests/unit/fixture.h"

#include <math.h>

/* What happens at so many seconds after 08:00. */
static struct event *
happens(struct event_batch *batch, enum event_kind kind, int64_t seconds)
{
	return event_batch_add(batch, kind, at("2026-10-24 08:00") + seconds * SEC_US);
}

static void
fires(struct event_batch *batch, int64_t seconds, const char *name, const char *severity)
{
	struct event *event = happens(batch, EVENT_ALERT, seconds);
	struct alert_data *a = event_batch_alloc(batch, sizeof *a);
	struct label *labels = event_batch_alloc(batch, 2 * sizeof *labels);

	labels[0] = (struct label){ "alertname", name };
	labels[1] = (struct label){ "severity", severity };
	*a = (struct alert_data){ .source = "am",
		                  .fingerprint = name,
		                  .title = name,
		                  .summary = "",
		                  .team = "",
		                  .runbook = "",
		                  .link = "",
		                  .held_by = "",
		                  .held_comment = "",
		                  .labels = labels,
		                  .n_labels = 2,
		                  .starts_us = event->at_us };
	event->subject = event_batch_str(batch, name);
	event->alert = a;
}

static struct event *
acts(struct event_batch *batch, enum event_kind kind, int64_t seconds, const char *subject,
     const char *person, const char *text)
{
	struct event *event = happens(batch, kind, seconds);
	struct event *kept = happens(batch, EVENT_KEPT, seconds);

	event->id = kept->cause = event_batch_uuid(batch);
	event->subject = event_batch_str(batch, subject);
	event->person = event_batch_str(batch, person);
	event->text = event_batch_str(batch, text);
	return event;
}

static void
gone(struct event_batch *batch, int64_t seconds, const char *key)
{
	happens(batch, EVENT_ALERT_GONE, seconds)->subject = event_batch_str(batch, key);
}

/* Takes and frees the batch. */
static struct review *
review_of(struct room *room, struct event_batch *batch, int64_t from_us, int64_t to_us)
{
	struct review *r = review_new(room, from_us, to_us);

	for (guint i = 0; i < batch->events->len; i++)
		review_take(r, g_ptr_array_index(batch->events, i));
	review_end(r);
	event_batch_free(&batch);
	return r;
}

static const struct incident *
incident(const struct review *r, guint n)
{
	assert_true(n < r->incidents->len);
	return g_ptr_array_index(r->incidents, n);
}

static void
durations_have_a_median_a_90th_percentile_and_a_worst(void **state)
{
	static const int64_t ten[] = { 10, 1, 9, 2, 8, 3, 7, 4, 6, 5 };
	GArray *list = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct spread s = spread_of(list);

	(void)state;
	assert_true(s.n == 0 && s.median_us == UNSAID && s.p90_us == UNSAID);
	g_array_append_vals(list, ten, 1);
	s = spread_of(list);
	assert_true(s.median_us == 10 && s.p90_us == 10 && s.worst_us == 10);
	g_array_set_size(list, 0);
	g_array_append_vals(list, ten, 10);
	s = spread_of(list);
	assert_true(s.median_us == 5 && s.p90_us == 9 && s.worst_us == 10);
	g_array_unref(list);
}

static void
an_incident_is_seen_handled_and_recovers(void **state)
{
	struct room *room = fixture_room();
	struct event_batch *batch = event_batch_new();
	struct event *step;
	struct review *r;
	const struct incident *i;

	(void)state;
	fires(batch, 0, "OrderSuccessLow", "critical");
	step = acts(batch, EVENT_ESCALATE, 300, "am/OrderSuccessLow", "", "nobody has it after 5m");
	step->target = "wang";
	step->number = 2;
	step->until_us = step->at_us;
	acts(batch, EVENT_ACK, 360, "am/OrderSuccessLow", "lin", "on it");
	acts(batch, EVENT_DONE, 600, "am/OrderSuccessLow", "wang", "pool raised");
	gone(batch, 720, "am/OrderSuccessLow");
	r = review_of(room, batch, UNSAID, UNSAID);
	assert_int_equal(r->incidents->len, 1);
	i = incident(r, 0);
	assert_string_equal(i->tier, "urgent");
	assert_string_equal(i->risk, "order_path");
	assert_true(i->seen_us - i->asks_us == 360 * SEC_US);
	assert_string_equal(i->seen_by, "lin");
	assert_true(i->handled_us - i->asks_us == 600 * SEC_US);
	assert_string_equal(i->feedback, "pool raised");
	assert_true(i->recovered_us - i->asks_us == 720 * SEC_US);
	assert_true(i->missed == 1 && i->step == 2);
	assert_string_equal(i->escalated_to, "wang");
	assert_int_equal(i->lines->len, 5);
	review_free(&r);
	room_free(&room);
}

static void
what_was_taken_back_is_not_seen(void **state)
{
	struct room *room = fixture_room();
	struct event_batch *batch = event_batch_new();
	struct event *ack;
	struct review *r;

	(void)state;
	fires(batch, 0, "StockOut", "warning");
	ack = acts(batch, EVENT_ACK, 10, "am/StockOut", "lin", "");
	acts(batch, EVENT_UNACK, 20, "am/StockOut", "lin", "not mine")->cause = ack->id;
	acts(batch, EVENT_ACK, 60, "am/StockOut", "chen", "");
	r = review_of(room, batch, UNSAID, UNSAID);
	assert_true(incident(r, 0)->seen_us - incident(r, 0)->asks_us == 60 * SEC_US);
	assert_string_equal(incident(r, 0)->seen_by, "chen");
	review_free(&r);
	room_free(&room);
}

static void
a_later_start_is_another_incident_and_the_same_one_goes_on(void **state)
{
	struct room *room = fixture_room();
	struct event_batch *batch = event_batch_new();
	struct event *step;
	struct review *r;

	(void)state;
	/* the rule is quicker than the journal of what sources show */
	step = acts(batch, EVENT_ESCALATE, -1, "am/StockOut", "", "at once");
	step->target = "chen";
	fires(batch, 0, "StockOut", "warning");
	gone(batch, 60, "am/StockOut");
	fires(batch, 600, "StockOut", "warning");
	r = review_of(room, batch, UNSAID, UNSAID);
	assert_int_equal(r->incidents->len, 2);
	assert_int_equal(incident(r, 0)->lines->len, 3);
	assert_int_equal(incident(r, 0)->missed, 0);
	assert_true(incident(r, 1)->recovered_us == UNSAID);
	review_free(&r);
	room_free(&room);
}

static void
times_are_by_tier_and_team_and_nothing_divides_by_zero(void **state)
{
	struct room *room = fixture_room();
	struct event_batch *batch = event_batch_new();
	struct review *r;
	GArray *rows;
	const struct review_times *all, *urgent, *key;

	(void)state;
	fires(batch, 0, "OrderSuccessLow", "critical");
	fires(batch, 0, "StockOut", "warning");
	acts(batch, EVENT_ACK, 30, "am/OrderSuccessLow", "lin", "");
	r = review_of(room, batch, UNSAID, UNSAID);
	rows = review_times(r);
	all = &g_array_index(rows, struct review_times, 0);
	urgent = all + 1;
	key = all + 2;
	assert_true(all->incidents == 2 && all->unseen == 1 && all->see.n == 1);
	assert_string_equal(urgent->tier, "urgent");
	assert_true(urgent->incidents == 1 && urgent->see.median_us == 30 * SEC_US);
	assert_true(key->incidents == 1 && key->see.n == 0 && key->see.worst_us == UNSAID);
	assert_true(isnan(review_warnings(r).share));
	g_array_unref(rows);
	review_free(&r);
	room_free(&room);
}

static void
trigger(struct event_batch *batch, int64_t seconds, const char *risk, int64_t clears)
{
	struct event *event = happens(batch, EVENT_TRIGGER, seconds), *clear;

	event->id = event_batch_uuid(batch);
	event->subject = risk;
	event->number = event->at_us;
	event->text = "past its level";
	if (clears > 0) {
		clear = happens(batch, EVENT_CLEAR, clears);
		clear->id = event_batch_uuid(batch);
		clear->cause = event->id;
		clear->subject = risk;
	}
}

static void
a_warning_is_right_when_an_alert_came_with_it(void **state)
{
	struct room *room = fixture_room();
	struct event_batch *batch = event_batch_new();
	struct warning_quality q;
	GPtrArray *items;
	struct review *r;

	(void)state;
	fires(batch, 5, "OrderSuccessLow", "critical");
	trigger(batch, 10, "order_path", 100);
	trigger(batch, 200, "stock_out", 300);
	trigger(batch, 400, "courier", 0);
	acts(batch, EVENT_ACK, 500, "am/OrderSuccessLow", "lin", "");
	r = review_of(room, batch, UNSAID, UNSAID);
	q = review_warnings(r);
	assert_true(q.triggers == 3 && q.right == 1 && q.wrong == 1 && q.open == 1);
	assert_near(q.share, 0.5, 1e-9);
	items = review_improvements(r);
	assert_int_equal(items->len, 1);
	assert_non_null(strstr(((struct improvement *)items->pdata[0])->text, "stock-out"));
	assert_string_equal(((struct improvement *)items->pdata[0])->owner, "chen");
	g_ptr_array_unref(items);
	review_free(&r);
	room_free(&room);
}

static void
hand_overs_that_go_on_were_misdirected(void **state)
{
	struct room *room = fixture_room();
	struct event_batch *batch = event_batch_new();
	struct warning_quality q;
	struct review *r;

	(void)state;
	fires(batch, 0, "OrderSuccessLow", "critical");
	acts(batch, EVENT_ESCALATE, 10, "am/OrderSuccessLow", "lin", "stock?")->target = "merch";
	acts(batch, EVENT_ESCALATE, 20, "am/OrderSuccessLow", "chen", "no")->target = "sun";
	r = review_of(room, batch, UNSAID, UNSAID);
	q = review_warnings(r);
	assert_true(q.handed_over == 2 && q.misdirected == 1);
	review_free(&r);
	room_free(&room);
}

static void
only_what_was_under_way_in_the_span_is_told(void **state)
{
	struct room *room = fixture_room();
	struct event_batch *batch = event_batch_new();
	struct review *r;
	int64_t from_us = at("2026-10-24 08:10"), to_us = at("2026-10-24 08:20");

	(void)state;
	fires(batch, 0, "OrderSuccessLow", "critical");
	fires(batch, 1, "StockOut", "warning");
	gone(batch, 60, "am/StockOut");
	fires(batch, 700, "CourierLate", "warning");
	gone(batch, 1300, "am/OrderSuccessLow");
	r = review_of(room, batch, from_us, to_us);
	assert_int_equal(r->incidents->len, 2);
	assert_string_equal(incident(r, 0)->title, "OrderSuccessLow");
	assert_true(incident(r, 0)->recovered_us == UNSAID); /* by then */
	assert_string_equal(incident(r, 1)->title, "CourierLate");
	assert_int_equal(r->observations, 1);
	review_free(&r);
	room_free(&room);
}

static void
a_plan_run_counts_each_step_once(void **state)
{
	static const struct plan_step steps[] = { { "page", "lin", MIN_US }, { "go", "", UNSAID } };
	struct plan plan = { .id = "switch",
		             .title = "switch",
		             .team = "tech",
		             .at_us = UNSAID,
		             .rpo_us = UNSAID,
		             .rto_us = 2 * MIN_US,
		             .steps = steps,
		             .n_steps = 2 };
	struct room *room = fixture_room();
	struct event_batch *batch = event_batch_new();
	const struct plan_run *run;
	struct event *start;
	struct review *r;

	(void)state;
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_PLAN, .plan = &plan });
	acts(batch, EVENT_PLAN_OFFER, 0, "switch", "", "orders fail");
	start = acts(batch, EVENT_PLAN_START, 10, "switch", "lin", "");
	for (int twice = 0; twice < 2; twice++) {
		struct event *step = acts(batch, EVENT_PLAN_STEP, 20 + twice, "switch", "lin", "");

		step->cause = start->id;
		step->number = 1;
	}
	acts(batch, EVENT_PLAN_CLOSE, 180, "switch", "lin", "well")->cause = start->id;
	r = review_of(room, batch, UNSAID, UNSAID);
	assert_int_equal(r->runs->len, 1);
	run = g_ptr_array_index(r->runs, 0);
	assert_int_equal(plan_run_steps(run->done), 1);
	assert_true(plan_run_took_us(run) == 180 * SEC_US);
	assert_string_equal(run->why, "orders fail");
	assert_string_equal(run->feedback, "well");
	assert_int_equal(r->rulings->len, 1); /* that it was started */
	review_free(&r);
	room_free(&room);
}

static void
bars_are_whole_hours_and_not_too_many(void **state)
{
	struct room *room = fixture_room();
	struct event_batch *batch = event_batch_new();
	int64_t step_us;
	struct review *r;
	GArray *bars;

	(void)state;
	fires(batch, 0, "OrderSuccessLow", "critical");
	fires(batch, 10, "StockOut", "warning");
	fires(batch, 4 * 24 * 3600, "CourierLate", "warning");
	r = review_of(room, batch, UNSAID, UNSAID);
	bars = review_incidents_by(r, 96, &step_us);
	assert_true(step_us == 2 * HOUR_US);
	assert_int_equal(bars->len, 49);
	assert_int_equal(g_array_index(bars, unsigned, 0), 2);
	assert_int_equal(g_array_index(bars, unsigned, 48), 1);
	g_array_unref(bars);
	review_free(&r);
	room_free(&room);
}

static void
nothing_happened_is_no_review(void **state)
{
	struct room *room = fixture_room();
	struct review *r = review_of(room, event_batch_new(), UNSAID, UNSAID);
	GPtrArray *items = review_improvements(r);
	int64_t step_us;
	GArray *bars = review_incidents_by(r, 96, &step_us);

	(void)state;
	assert_true(r->from_us == UNSAID && r->incidents->len == 0 && items->len == 0);
	assert_int_equal(bars->len, 0);
	g_array_unref(bars);
	g_ptr_array_unref(items);
	review_free(&r);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations_have_a_median_a_90th_percentile_and_a_worst),
		cmocka_unit_test(an_incident_is_seen_handled_and_recovers),
		cmocka_unit_test(what_was_taken_back_is_not_seen),
		cmocka_unit_test(a_later_start_is_another_incident_and_the_same_one_goes_on),
		cmocka_unit_test(times_are_by_tier_and_team_and_nothing_divides_by_zero),
		cmocka_unit_test(a_warning_is_right_when_an_alert_came_with_it),
		cmocka_unit_test(hand_overs_that_go_on_were_misdirected),
		cmocka_unit_test(only_what_was_under_way_in_the_span_is_told),
		cmocka_unit_test(a_plan_run_counts_each_step_once),
		cmocka_unit_test(bars_are_whole_hours_and_not_too_many),
		cmocka_unit_test(nothing_happened_is_no_review),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
