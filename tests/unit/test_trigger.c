/* Triggers of risks: hold times, set and clear levels, episodes in the journal, clocks and costs. */
#include "tests/unit/fixture.h"

#include "room/derive.h"
#include "room/needs.h"
#include "room/supplier.h"

/* order_path triggers on order success below 99.9 for 2 min, and is over at 99.92 for 2 min. */
static struct trigger
on_order_success(void)
{
	return (struct trigger){ .metric = "order_success",
		                 .above = NAN,
		                 .below = 99.9,
		                 .clear = 99.92,
		                 .count = UNSAID,
		                 .hold_us = 2 * MIN_US,
		                 .clear_hold_us = UNSAID };
}

static void
say_triggers(struct room *room, const char *risk, const struct trigger *triggers, size_t n,
             bool needs_all)
{
	struct risk said = unsaid_risk(risk);

	said.triggers = triggers;
	said.n_triggers = n;
	said.needs_all = needs_all;
	say_risk(room, &said);
}

static struct room *
room_with_trigger(void)
{
	struct room *room = fixture_room();
	struct metric metric = unsaid_metric("order_success");
	struct trigger trigger = on_order_success();

	metric.unit = "%";
	metric.decimals = 2;
	metric.max_age_us = MIN_US;
	say_metric(room, &metric);
	say_triggers(room, "order_path", &trigger, 1, false);
	return room;
}

/* What the rules derive at this offset, applied; how many triggers and clearings that were. */
static unsigned
derive(struct room *room, int64_t offset_us)
{
	struct event_batch *batch = event_batch_new();
	unsigned n = 0;

	room_derive(room, fixture_now() + offset_us, batch);
	for (guint i = 0; i < batch->events->len; i++) {
		const struct event *event = g_ptr_array_index(batch->events, i);

		n += event->kind == EVENT_TRIGGER || event->kind == EVENT_CLEAR;
	}
	room_apply_batch(room, batch);
	event_batch_free(&batch);
	return n;
}

static void
measure(struct room *room, double value, int64_t offset_us)
{
	sample(room, "order_success", fixture_now() + offset_us, value);
}

/* One value each ten seconds from..to, derived after each; gives the number of turns. */
static unsigned
measure_through(struct room *room, double value, int64_t from_s, int64_t to_s)
{
	unsigned n = 0;

	for (int64_t s = from_s; s <= to_s; s += 10) {
		measure(room, value, s * SEC_US);
		n += derive(room, s * SEC_US);
	}
	return n;
}

static void
triggers_once_it_held(void **state)
{
	struct room *room = room_with_trigger();
	const struct risk_state *risk = room_risk(room, "order_path");
	struct risk_live live;

	(void)state;
	assert_int_equal(measure_through(room, 99.95, -60, -10), 0);
	assert_int_equal(risk_live(room, risk, fixture_now()).stage, RISK_CALM);
	assert_int_equal(measure_through(room, 99.41, 0, 110), 0);
	live = risk_live(room, risk, fixture_now() + 110 * SEC_US);
	assert_int_equal(live.stage, RISK_HOLDING);
	assert_true(live.since_us == fixture_now());
	assert_true(live.due_us == fixture_now() + 2 * MIN_US);
	assert_int_equal(derive(room, 119 * SEC_US), 0);
	assert_int_equal(derive(room, 120 * SEC_US), 1);
	assert_true(risk->is_triggered);
	assert_true(risk->began_us == fixture_now());
	assert_true(risk->triggered_us == fixture_now() + 120 * SEC_US);
	assert_string_equal(risk->by, "order_success 99.41% < 99.90%");
	assert_int_equal(derive(room, 121 * SEC_US), 0);
	room_free(&room);
}

static void
clears_at_its_own_level_after_its_own_time(void **state)
{
	struct room *room = room_with_trigger();
	const struct risk_state *risk = room_risk(room, "order_path");

	(void)state;
	assert_int_equal(measure_through(room, 99.4, 0, 120), 1);
	/* better than the threshold, not as good as the clear level */
	assert_int_equal(measure_through(room, 99.91, 130, 600), 0);
	assert_int_equal(risk_live(room, risk, fixture_now() + 600 * SEC_US).stage, RISK_TRIGGERED);
	assert_int_equal(measure_through(room, 99.95, 610, 720), 0);
	assert_int_equal(risk_live(room, risk, fixture_now() + 720 * SEC_US).stage, RISK_EASING);
	assert_int_equal(measure_through(room, 99.95, 730, 730), 1);
	assert_false(risk->is_triggered);
	assert_int_equal(risk->episodes, 1);
	room_free(&room);
}

/* Three hours around both levels, each value for less than the hold times. */
static void
does_not_flap(void **state)
{
	static const double swing[] = { 99.89, 99.91, 99.88, 99.93, 99.87, 99.905 };
	struct room *room = room_with_trigger();
	unsigned before = 0, after = 0;

	(void)state;
	for (int64_t s = 0; s < 5400; s += 10) {
		measure(room, swing[(size_t)s / 10 % G_N_ELEMENTS(swing)], s * SEC_US);
		before += derive(room, s * SEC_US);
	}
	assert_int_equal(before, 0);
	assert_int_equal(measure_through(room, 99.4, 5400, 5520), 1);
	for (int64_t s = 5530; s < 10800; s += 10) {
		measure(room, swing[(size_t)s / 10 % G_N_ELEMENTS(swing)], s * SEC_US);
		after += derive(room, s * SEC_US);
	}
	assert_int_equal(after, 0);
	assert_true(room_risk(room, "order_path")->is_triggered);
	room_free(&room);
}

static void
nothing_follows_from_what_cannot_be_measured(void **state)
{
	struct room *room = room_with_trigger();
	const struct risk_state *risk = room_risk(room, "order_path");

	(void)state;
	assert_true(risk_live(room, risk, fixture_now()).is_unknown);
	measure(room, 99.4, 0);
	/* stale after a minute: it does not hold on by itself */
	assert_int_equal(derive(room, 5 * MIN_US), 0);
	assert_int_equal(measure_through(room, 99.4, 400, 520), 1);
	measure(room, 99.99, 530 * SEC_US);
	assert_int_equal(derive(room, HOUR_US), 0);
	assert_true(risk_live(room, risk, fixture_now() + HOUR_US).is_unknown);
	assert_true(risk->is_triggered);
	room_free(&room);
}

/* Two consoles that see the same derive the same event; applied twice it counts once. */
static void
every_console_derives_the_same(void **state)
{
	struct room *a = room_with_trigger(), *b = room_with_trigger();
	struct event_batch *from_a = event_batch_new(), *from_b = event_batch_new();
	const struct event *one, *other;

	(void)state;
	measure_through(a, 99.4, 0, 110);
	measure_through(b, 99.4, 0, 110);
	room_derive(a, fixture_now() + 120 * SEC_US, from_a);
	room_derive(b, fixture_now() + 121 * SEC_US, from_b);
	one = g_ptr_array_index(from_a->events, 0);
	other = g_ptr_array_index(from_b->events, 0);
	assert_string_equal(one->id, other->id);
	assert_string_equal(one->person, "");
	assert_true(event_is_durable(one->kind));
	room_apply_batch(a, from_a);
	room_apply_batch(a, from_b);
	assert_int_equal(room_risk(a, "order_path")->episodes, 1);
	assert_true(room_risk(a, "order_path")->triggered_us == fixture_now() + 120 * SEC_US);
	event_batch_free(&from_a);
	event_batch_free(&from_b);
	room_free(&a);
	room_free(&b);
}

static void
turn(struct room *room, enum event_kind kind, const char *id, const char *cause, int64_t offset_us)
{
	apply_one(room, &(struct event){ .kind = kind,
	                                 .id = id,
	                                 .cause = cause,
	                                 .subject = "order_path",
	                                 .person = "",
	                                 .text = "it held",
	                                 .number = fixture_now(),
	                                 .at_us = fixture_now() + offset_us });
}

static void
restart_keeps_an_open_trigger(void **state)
{
	struct room *room = room_with_trigger();
	const struct risk_state *risk = room_risk(room, "order_path");
	GPtrArray *needs;

	(void)state;
	turn(room, EVENT_TRIGGER, "t1", "", -HOUR_US);
	assert_true(risk->is_triggered);
	/* before the first sample nobody knows */
	assert_int_equal(derive(room, 0), 0);
	assert_int_equal(risk_live(room, risk, fixture_now()).stage, RISK_TRIGGERED);
	needs = room_needs(room);
	assert_int_equal(needs->len, 1);
	assert_string_equal(g_ptr_array_index(needs, 0), "t1");
	g_ptr_array_unref(needs);
	assert_int_equal(measure_through(room, 99.95, 10, 130), 1);
	assert_false(risk->is_triggered);
	room_free(&room);
}

/* Last in time wins, not last to arrive. */
static void
order_of_arrival_does_not_matter(void **state)
{
	struct room *room = room_with_trigger();
	const struct risk_state *risk = room_risk(room, "order_path");

	(void)state;
	turn(room, EVENT_TRIGGER, "t2", "", 30 * MIN_US);
	turn(room, EVENT_CLEAR, "c1", "t1", 20 * MIN_US);
	turn(room, EVENT_TRIGGER, "t1b", "", MIN_US);
	turn(room, EVENT_TRIGGER, "t1", "", 0);
	assert_true(risk->is_triggered);
	assert_string_equal(risk->trigger_id, "t2");
	assert_true(risk->triggered_us == fixture_now() + 30 * MIN_US);
	assert_int_equal(risk->episodes, 2);
	room_free(&room);
}

static void
timeline_says_what_and_for_how_long(void **state)
{
	struct room *room = room_with_trigger();
	const struct entry *entry;

	(void)state;
	turn(room, EVENT_TRIGGER, "t1", "", 0);
	turn(room, EVENT_CLEAR, "c1", "t1", 12 * MIN_US);
	entry = g_ptr_array_index(room->log, room->log->len - 2);
	assert_non_null(strstr(entry->text, "triggered: it held"));
	assert_string_equal(entry->subject, "order_path");
	assert_string_equal(entry->team, "tech");
	entry = g_ptr_array_index(room->log, room->log->len - 1);
	assert_non_null(strstr(entry->text, "cleared after 12m"));
	room_free(&room);
}

static struct trigger
on_alerts(int64_t count, int64_t hold_us)
{
	return (struct trigger){ .metric = "",
		                 .above = NAN,
		                 .below = NAN,
		                 .clear = NAN,
		                 .count = count,
		                 .hold_us = hold_us,
		                 .clear_hold_us = UNSAID };
}

static void
alerts_trigger_by_their_number(void **state)
{
	struct room *room = fixture_room();
	struct trigger trigger = on_alerts(2, MIN_US);
	const struct label label = { "alertname", "OrderSuccessLow" };
	struct alert_data second = {
		.title = "OrderSuccessLow", .fingerprint = "second", .labels = &label, .n_labels = 1
	};
	const struct risk_state *risk = room_risk(room, "order_path");
	char *key;

	(void)state;
	say_triggers(room, "order_path", &trigger, 1, false);
	fixture_poll(room, "am", SOURCE_LIVE, "", -MIN_US);
	fixture_poll(room, "feed", SOURCE_LIVE, "", -MIN_US);
	fixture_alert(room, "OrderSuccessLow", "critical", 10 * MIN_US);
	assert_int_equal(derive(room, 0), 0);
	second.starts_us = fixture_now();
	key = g_strdup(fixture_observe(room, &second, 0));
	/* since the second one began, not the first */
	assert_int_equal(derive(room, 59 * SEC_US), 0);
	assert_true(risk_live(room, risk, fixture_now()).since_us == fixture_now());
	assert_int_equal(derive(room, MIN_US), 1);
	assert_string_equal(risk->by, "2 alerts firing, limit 2");
	fixture_gone(room, key, 5 * MIN_US);
	fixture_poll(room, "am", SOURCE_LIVE, "", 6 * MIN_US);
	fixture_poll(room, "feed", SOURCE_LIVE, "", 6 * MIN_US);
	assert_int_equal(derive(room, 6 * MIN_US - SEC_US), 0);
	assert_int_equal(derive(room, 6 * MIN_US), 1);
	assert_false(risk->is_triggered);
	g_free(key);
	room_free(&room);
}

/* A silent source may hide alerts: the trigger stays until it speaks again. */
static void
silent_source_clears_nothing(void **state)
{
	struct room *room = fixture_room();
	struct trigger trigger = on_alerts(1, 0);
	const char *key;

	(void)state;
	say_triggers(room, "order_path", &trigger, 1, false);
	key = fixture_alert(room, "OrderSuccessLow", "critical", 0);
	fixture_ack(room, key, "lin", 0);
	assert_int_equal(derive(room, 0), 1);
	fixture_gone(room, key, MIN_US);
	fixture_poll(room, "am", SOURCE_FAILING, "network: refused", MIN_US);
	assert_int_equal(derive(room, MIN_US), 0);
	fixture_poll(room, "am", SOURCE_LIVE, "", 2 * MIN_US);
	fixture_poll(room, "feed", SOURCE_LIVE, "", 2 * MIN_US);
	assert_int_equal(derive(room, 2 * MIN_US), 1);
	room_free(&room);
}

static void
matches_choose_the_alerts(void **state)
{
	struct room *room = fixture_room();
	const struct matcher m = { "alertname", MATCH_EQUAL, "CrawlerAttack" };
	const struct matcher_list list = { &m, 1 };
	struct trigger trigger = on_alerts(UNSAID, 0);

	(void)state;
	trigger.matches = &list;
	trigger.n_matches = 1;
	fixture_alert(room, "OrderSuccessLow", "critical", 0);
	fixture_alert(room, "CrawlerAttack", "warning", 0);
	say_triggers(room, "payment", &trigger, 1, false);
	assert_int_equal(derive(room, 0), 1);
	assert_true(room_risk(room, "payment")->is_triggered);
	/* said anew: counted anew */
	trigger.count = 2;
	say_triggers(room, "payment", &trigger, 1, false);
	assert_int_equal(
	    ((struct condition *)g_ptr_array_index(room_risk(room, "payment")->conditions, 0))
		->firing,
	    1);
	room_free(&room);
}

static void
silenced_alerts_do_not_count(void **state)
{
	struct room *room = fixture_room();
	struct trigger trigger = on_alerts(1, 0);
	const char *key;

	(void)state;
	say_triggers(room, "order_path", &trigger, 1, false);
	key = fixture_alert(room, "OrderSuccessLow", "critical", 0);
	fixture_act(room, EVENT_SILENCE, "s1", key, "lin", 0);
	fixture_outcome(room, EVENT_KEPT, "s1", "", 0);
	assert_int_equal(derive(room, SEC_US), 0);
	room_free(&room);
}

static void
all_conditions_or_any(void **state)
{
	struct room *room = room_with_trigger();
	struct trigger both[] = { on_order_success(), on_alerts(1, 0) };
	const struct risk_state *risk = room_risk(room, "order_path");

	(void)state;
	say_triggers(room, "order_path", both, 2, true);
	assert_int_equal(measure_through(room, 99.4, 0, 300), 0);
	fixture_alert(room, "OrderSuccessLow", "critical", 0);
	assert_int_equal(measure_through(room, 99.4, 310, 310), 1);
	assert_string_equal(risk->by, "order_success 99.40% < 99.90%; 1 alert firing, limit 1");
	/* one of them is over: so is the whole */
	assert_int_equal(measure_through(room, 99.95, 320, 430), 0);
	assert_int_equal(measure_through(room, 99.95, 440, 440), 1);
	assert_false(risk->is_triggered);
	/* any: the alert alone is enough */
	say_triggers(room, "order_path", both, 2, false);
	assert_int_equal(measure_through(room, 99.95, 450, 450), 1);
	assert_true(risk->is_triggered);
	room_free(&room);
}

/* Domain: handled within 2 hours, an incident costs a third of what it costs later. */
static void
clock_of_two_hours_shows_both_costs(void **state)
{
	struct room *room = room_with_trigger();
	const struct risk_state *risk = room_risk(room, "order_path");
	struct risk said = unsaid_risk("order_path");
	struct risk_clock clock;

	(void)state;
	assert_true(risk_clock(room, risk, fixture_now()).late_cost_minor == UNSAID);
	/* 30 % x 80 % x 5.0 M = 1.2 M */
	said.probability = 0.3;
	said.scope = 0.8;
	said.recovery_cost_minor = 500000000;
	said.level = RISK_URGENT;
	say_risk(room, &said);
	clock = risk_clock(room, risk, fixture_now());
	assert_true(clock.window_left_us == UNSAID && clock.limit_left_us == UNSAID);
	assert_true(clock.cost_minor == 120000000 && clock.late_cost_minor == 360000000);
	turn(room, EVENT_TRIGGER, "t1", "", 0);
	clock = risk_clock(room, risk, fixture_now() + 30 * MIN_US);
	assert_true(clock.window_left_us == 90 * MIN_US);
	assert_true(clock.limit_left_us == -25 * MIN_US); /* urgent: 5 min */
	assert_true(clock.cost_minor == 120000000);
	clock = risk_clock(room, risk, fixture_now() + 2 * HOUR_US + SEC_US);
	assert_true(clock.window_left_us == -SEC_US);
	assert_true(clock.cost_minor == 360000000);
	room_free(&room);
}

static void
no_factor_no_cost(void **state)
{
	struct room *room = room_with_trigger();
	struct risk said = unsaid_risk("order_path");
	struct risk_clock clock;

	(void)state;
	said.probability = 0;
	said.scope = 0.8;
	said.recovery_cost_minor = 500000000;
	said.affected_users = 0;
	said.user_value_minor = 12000;
	said.harm = 1;
	say_risk(room, &said);
	turn(room, EVENT_TRIGGER, "t1", "", 0);
	clock = risk_clock(room, room_risk(room, "order_path"), fixture_now() + 3 * HOUR_US);
	assert_true(clock.cost_minor == 0 && clock.late_cost_minor == 0);
	assert_true(risk_user_impact_minor(room_risk(room, "order_path")) == 0);
	room_free(&room);
}

static void
say_supplier(struct room *room, const char *metric, double score)
{
	const struct supplier said = { .id = "east_parcel",
		                       .title = "East Parcel",
		                       .risk = "courier",
		                       .team = "logis",
		                       .metric = metric,
		                       .score = score,
		                       .threshold = 75,
		                       .clear = 78,
		                       .hold_us = 0 };

	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_SUPPLIER,
	                                 .supplier = &said,
	                                 .at_us = fixture_now() });
}

static void
supplier_below_its_threshold_triggers_its_risk(void **state)
{
	struct room *room = fixture_room();
	const struct risk_state *risk = room_risk(room, "courier");

	(void)state;
	say_supplier(room, NULL, NAN);
	assert_int_equal(derive(room, 0), 0);
	assert_int_equal(risk_live(room, risk, fixture_now()).stage, RISK_CALM);
	say_supplier(room, NULL, 82);
	assert_int_equal(derive(room, 0), 0);
	say_supplier(room, NULL, 71);
	assert_int_equal(derive(room, 0), 1);
	assert_string_equal(risk->by, "supplier East Parcel scores 71, limit 75");
	say_supplier(room, NULL, 76);
	assert_int_equal(derive(room, SEC_US), 0);
	say_supplier(room, NULL, 80);
	assert_int_equal(derive(room, 2 * SEC_US), 1);
	assert_false(risk->is_triggered);
	room_free(&room);
}

static void
supplier_is_scored_by_a_metric(void **state)
{
	struct room *room = fixture_room();
	struct metric metric = unsaid_metric("east_score");

	(void)state;
	metric.max_age_us = HOUR_US;
	say_metric(room, &metric);
	say_supplier(room, "east_score", NAN);
	assert_int_equal(derive(room, 0), 0);
	sample(room, "east_score", fixture_now(), 60);
	assert_true(supplier_is_low(room, room_supplier(room, "east_parcel")));
	assert_int_equal(derive(room, SEC_US), 1);
	assert_true(room_risk(room, "courier")->is_triggered);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(triggers_once_it_held),
		cmocka_unit_test(clears_at_its_own_level_after_its_own_time),
		cmocka_unit_test(does_not_flap),
		cmocka_unit_test(nothing_follows_from_what_cannot_be_measured),
		cmocka_unit_test(every_console_derives_the_same),
		cmocka_unit_test(restart_keeps_an_open_trigger),
		cmocka_unit_test(order_of_arrival_does_not_matter),
		cmocka_unit_test(timeline_says_what_and_for_how_long),
		cmocka_unit_test(alerts_trigger_by_their_number),
		cmocka_unit_test(silent_source_clears_nothing),
		cmocka_unit_test(matches_choose_the_alerts),
		cmocka_unit_test(silenced_alerts_do_not_count),
		cmocka_unit_test(all_conditions_or_any),
		cmocka_unit_test(clock_of_two_hours_shows_both_costs),
		cmocka_unit_test(no_factor_no_cost),
		cmocka_unit_test(supplier_below_its_threshold_triggers_its_risk),
		cmocka_unit_test(supplier_is_scored_by_a_metric),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
