/* What sources showed, in the journal: kept once, and what a console that starts knows of it. */
#include "room/metric.h"
#include "room/alert.h"
#include "store/admin.h"
#include "store/codec_observed.h"
#include "store/replay.h"
#include "tests/unit/store_fixture.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

#define START_US (1000000 * SEC_US)

static int64_t
count(const struct desk *d, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	int64_t n = 0;

	assert_int_equal(sqlite3_open(d->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

static void
add_alert(struct event_batch *batch, int64_t at_us, const char *fingerprint, const char *summary)
{
	struct event *event = event_batch_add(batch, EVENT_ALERT, at_us);
	struct alert_data *a = event_batch_alloc(batch, sizeof *a);
	struct label *label = event_batch_alloc(batch, sizeof *label);

	*label = (struct label){ "job", "node" };
	a->source = "am";
	a->fingerprint = event_batch_str(batch, fingerprint);
	a->title = "DiskFull";
	a->summary = event_batch_str(batch, summary);
	a->team = a->runbook = a->link = a->held_by = a->held_comment = "";
	a->labels = label;
	a->n_labels = 1;
	a->starts_us = START_US - MIN_US;
	event->source = "am";
	event->alert = a;
}

static void
add_sample(struct event_batch *batch, int64_t at_us, double value)
{
	struct event *event = event_batch_add(batch, EVENT_SAMPLE, at_us);

	event->source = "prom";
	event->subject = "orders";
	event->sample_us = at_us;
	event->value = value;
}

static void
add_answer(struct event_batch *batch, int64_t at_us, const char *source)
{
	struct event *event = event_batch_add(batch, EVENT_SOURCE, at_us);
	struct source_report *report = event_batch_alloc(batch, sizeof *report);

	report->health = SOURCE_LIVE;
	report->reason = "";
	report->next_try_us = report->skew_us = UNSAID;
	event->source = event->subject = source;
	event->report = report;
}

static void
add_gone(struct event_batch *batch, int64_t at_us, const char *key)
{
	event_batch_add(batch, EVENT_ALERT_GONE, at_us)->subject = event_batch_str(batch, key);
}

/* Stopping writes what waits. */
static void
observe(struct desk *d, struct event_batch *batch)
{
	desk_start(d);
	store_observe(d->store, batch);
	store_stop(&d->store);
}

static void
what_several_consoles_see_is_kept_once(void **state)
{
	struct desk *d = *state;

	for (int console = 0; console < 3; console++) {
		struct event_batch *batch = event_batch_new();

		add_alert(batch, START_US + console * SEC_US, "1", "92% full");
		add_alert(batch, START_US + console * SEC_US, "2", "93% full");
		observe(d, batch);
	}
	assert_int_equal(count(d, "SELECT count(*) FROM observation"), 2);
}

static void
what_is_older_than_the_last_known_is_left_out(void **state)
{
	struct desk *d = *state;
	struct event_batch *batch = event_batch_new();

	add_alert(batch, START_US + 10 * SEC_US, "1", "95% full");
	add_alert(batch, START_US, "1", "92% full");
	add_gone(batch, START_US + 5 * SEC_US, "am/1");
	add_gone(batch, START_US + 20 * SEC_US, "am/1");
	add_gone(batch, START_US + 21 * SEC_US, "am/1");
	observe(d, batch);
	assert_int_equal(count(d, "SELECT count(*) FROM observation WHERE kind = 'alert'"), 1);
	assert_int_equal(count(d, "SELECT count(*) FROM observation WHERE kind = 'alert-gone'"), 1);
}

/* Replay needs them; a start does not tell them. */
static void
what_an_endpoint_defines_is_kept_when_it_changed(void **state)
{
	struct desk *d = *state;
	struct event_batch *batch = event_batch_new();
	const struct raci_cell cell = { "tech", RACI_R | RACI_A, "wang" };
	struct risk risk = { .id = "pay",
		             .level = RISK_KEY,
		             .probability = 0.5,
		             .scope = NAN,
		             .recovery_cost_minor = 7,
		             .affected_users = NAN,
		             .user_value_minor = UNSAID,
		             .harm = NAN,
		             .raci = &cell,
		             .n_raci = 1 };
	struct replay *replay;
	const struct event *got;
	struct err e = { "" };

	for (int64_t i = 0; i < 3; i++) {
		struct event *event =
		    event_batch_add(batch, EVENT_DEFINE_RISK, START_US + i * SEC_US);
		struct risk *said = event_batch_alloc(batch, sizeof *said);

		*said = risk;
		said->recovery_cost_minor = i < 2 ? 7 : 9;
		event->subject = "pay";
		event->risk = said;
	}
	observe(d, batch);
	assert_int_equal(count(d, "SELECT count(*) FROM observation WHERE kind = 'define-risk'"),
	                 2);
	replay = replay_open(d->path, &e);
	assert_non_null(replay);
	batch = event_batch_new();
	got = replay_next(replay, batch, &e);
	assert_non_null(got);
	assert_string_equal(got->risk->id, "pay");
	assert_null(got->risk->title);
	assert_int_equal(got->risk->level, RISK_KEY);
	assert_int_equal(got->risk->recovery_cost_minor, 7);
	assert_int_equal(got->risk->user_value_minor, UNSAID);
	assert_true(got->risk->probability == 0.5 && isnan(got->risk->harm));
	assert_int_equal(got->risk->raci[0].letters, RACI_R | RACI_A);
	assert_string_equal(got->risk->raci[0].person, "wang");
	got = replay_next(replay, batch, &e);
	assert_int_equal(got->risk->recovery_cost_minor, 9);
	event_batch_free(&batch);
	replay_close(&replay);
}

static void
samples_are_kept_when_they_change_and_not_too_often(void **state)
{
	struct desk *d = *state;
	struct event_batch *batch = event_batch_new();

	for (int i = 0; i < 30; i++)
		add_sample(batch, START_US + i * SEC_US, i);
	for (int i = 30; i < 4000; i += 10)
		add_sample(batch, START_US + i * SEC_US, 7);
	observe(d, batch);
	/* at 0, 10, 20, 30 s, and once more after an hour without a change */
	assert_int_equal(count(d, "SELECT count(*) FROM observation"), 5);
}

static void
an_alert_reads_as_it_was_written(void **state)
{
	struct event_batch *batch = event_batch_new();
	const char *silences[] = { "s1", "s2" };
	struct label labels[] = { { "job", "node" }, { "城市", "\"杭州\"" } };
	struct alert_data a = { .source = "am",
		                .fingerprint = "f",
		                .title = "t",
		                .summary = "a\\b \"c\"\nd/e\x01",
		                .team = "ops",
		                .runbook = "http://r/1",
		                .link = "",
		                .labels = labels,
		                .n_labels = 2,
		                .starts_us = 5,
		                .inhibited = true,
		                .silenced_by = silences,
		                .n_silenced_by = 2,
		                .held_by = "lin",
		                .held_comment = "mine",
		                .held_until_us = 9,
		                .hidden_text = true };
	struct event *written = event_batch_add(batch, EVENT_ALERT, 1), *read;
	char *text, *again;

	(void)state;
	written->alert = &a;
	text = codec_observed(written);
	read = event_batch_add(batch, EVENT_ALERT, 1);
	assert_non_null(strstr(text, "\"summary\":\"a\\\\b \\\"c\\\"\\nd/e\\u0001\","));
	assert_true(codec_observed_read(batch, read, text));
	a.summary = read->alert->summary; /* the control is gone */
	g_free(text);
	text = codec_observed(written);
	again = codec_observed(read);
	assert_string_equal(text, again);
	assert_string_equal(read->alert->labels[1].value, "\"杭州\"");
	assert_string_equal(read->alert->silenced_by[1], "s2");
	assert_true(read->alert->starts_us == 5 && read->alert->held_until_us == 9);
	assert_true(read->alert->inhibited && read->alert->hidden_text);
	assert_false(codec_observed_read(batch, read, "[]"));
	g_free(text);
	g_free(again);
	event_batch_free(&batch);
}

static struct line
spent(const char *id, int64_t minor, int64_t as_of_us)
{
	return (struct line){ .id = id,
		              .title = "on-site ads 广告",
		              .class = LINE_CORE,
		              .planned_minor = 800,
		              .committed_minor = UNSAID,
		              .actual_minor = minor,
		              .as_of_us = as_of_us,
		              .floor_minor = UNSAID,
		              .cap_minor = UNSAID,
		              .return_ratio = NAN };
}

static void
what_was_spent_is_kept_when_it_changes(void **state)
{
	struct desk *d = *state;
	struct event_batch *batch = event_batch_new();

	for (int i = 0; i < 20; i++) {
		struct line *line = event_batch_alloc(batch, sizeof *line);

		*line = spent("ads", i < 10 ? i : 10, START_US);
		event_batch_add(batch, EVENT_DEFINE_LINE, START_US + i * MIN_US)->line = line;
	}
	observe(d, batch);
	/* from the eleventh on nothing changed */
	assert_int_equal(count(d, "SELECT count(*) FROM observation WHERE kind = 'define-line'"),
	                 11);
}

static void
count_past(struct event_batch *batch, void *data)
{
	GString *told = data;

	for (guint i = 0; i < batch->events->len; i++) {
		const struct event *event = g_ptr_array_index(batch->events, i);

		g_string_append_printf(told, "%s ", event_kind_name(event->kind));
		if (event->line)
			assert_true(event->line->actual_minor == 7 &&
			            event->line->as_of_us == START_US &&
			            event->line->committed_minor == UNSAID &&
			            isnan(event->line->return_ratio) && !event->line->team &&
			            event->line->class == LINE_CORE);
	}
	event_batch_free(&batch);
}

static void
the_whole_past_is_told_in_the_order_of_time(void **state)
{
	struct desk *d = *state;
	struct event_batch *batch = event_batch_new();
	GString *told = g_string_new(NULL);
	struct line line = spent("ads", 7, START_US);
	struct err e = { "" };

	desk_start(d);
	g_free(acknowledge(d->store, "am/1", HOUR_US)); /* at 1000 s */
	store_stop(&d->store);
	add_sample(batch, START_US + MIN_US, 3);
	add_alert(batch, START_US, "1", "92% full");
	event_batch_add(batch, EVENT_DEFINE_LINE, START_US + SEC_US)->line = &line;
	add_gone(batch, START_US + 2 * MIN_US, "am/1");
	observe(d, batch);
	assert_true(admin_read_all(d->path, count_past, told, &e));
	assert_string_equal(told->str, "ack kept alert define-line sample alert-gone ");
	g_string_free(told, TRUE);
}

static void
define(struct room *room)
{
	struct event_batch *batch = event_batch_new();
	struct define_source am = { .name = "am", .kind = "alertmanager", .shows = "alerts" };
	struct define_source prom = { .name = "prom", .kind = "prometheus", .shows = "metrics" };
	struct metric orders = { .id = "orders", .target = 100, .warn = 90, .crit = 80 };

	am.period_us = prom.period_us = 10 * SEC_US;
	orders.hold_us = orders.max_age_us = orders.decimals = UNSAID;
	orders.baseline = 0;
	event_batch_add(batch, EVENT_DEFINE_SOURCE, 0)->define_source = &am;
	event_batch_add(batch, EVENT_DEFINE_SOURCE, 0)->define_source = &prom;
	event_batch_add(batch, EVENT_DEFINE_METRIC, 0)->metric = &orders;
	room_apply_batch(room, batch);
	event_batch_free(&batch);
}

static void
take(struct event_batch *batch, void *room)
{
	room_apply_batch(room, batch);
	event_batch_free(&batch);
}

/* A console that starts on the journal. */
static struct room *
remembering(const struct desk *d)
{
	struct room *room = room_new();
	struct err e = { "" };

	define(room);
	assert_true(admin_read_present(d->path, "", take, room, &e));
	return room;
}

static void
apply(struct room *room, struct event_batch *batch)
{
	struct event_batch *gone = event_batch_new();

	room_apply_batch(room, batch);
	for (guint i = 0; i < batch->events->len; i++)
		alert_unlisted(room, g_ptr_array_index(batch->events, i), gone);
	room_apply_batch(room, gone);
	event_batch_free(&batch);
	event_batch_free(&gone);
}

static struct desk *
yesterday(struct desk *d)
{
	struct event_batch *batch = event_batch_new();

	add_alert(batch, START_US, "1", "92% full");
	add_alert(batch, START_US, "2", "93% full");
	add_alert(batch, START_US, "3", "94% full");
	for (int i = 0; i < 6; i++)
		add_sample(batch, START_US + i * MIN_US, 100 + i);
	add_gone(batch, START_US + MIN_US, "am/3");
	add_answer(batch, START_US + 2 * MIN_US, "am");
	observe(d, batch);
	return d;
}

static void
a_start_shows_the_last_known_with_its_age(void **state)
{
	struct room *room = remembering(yesterday(*state));
	const struct source_state *am = room_source(room, "am");
	const struct metric_state *orders = room_metric(room, "orders");

	assert_int_equal(g_hash_table_size(room->alerts), 2);
	assert_true(room_alert(room, "am/1")->is_remembered);
	assert_string_equal(room_alert(room, "am/2")->summary, "93% full");
	assert_true(am->is_remembered && am->last_ok_us == START_US + 2 * MIN_US);
	assert_int_equal(am->health, SOURCE_WAITING);
	assert_true(orders->value == 105 && orders->at_us == START_US + 5 * MIN_US);
	assert_int_equal(orders->history->len, 6);
	room_free(&room);
}

/* Nobody has seen it, though it is over: that must not be lost with a restart. */
static void
what_was_urgent_and_gone_unseen_asks_after_a_restart(void **state)
{
	struct desk *d = yesterday(*state);
	struct room *room = room_new();
	struct tier urgent = { .id = "u", .title = "urgent", .brief = "URG", .rank = 1 };
	struct event_batch *batch = event_batch_new();
	struct err e = { "" };
	guint lines;

	define(room);
	event_batch_add(batch, EVENT_DEFINE_TIER, 0)->tier = &urgent;
	room_apply_batch(room, batch);
	event_batch_free(&batch);
	lines = room->log->len;
	assert_true(admin_read_present(d->path, "", take, room, &e));
	assert_int_equal(g_hash_table_size(room->alerts), 3);
	assert_true(room_alert(room, "am/3")->recovered_us == START_US + MIN_US);
	assert_string_equal(room_alert(room, "am/3")->summary, "94% full");
	assert_true(alert_is_unseen(room_alert(room, "am/3")));
	assert_int_equal(room->log->len, lines); /* it is no news */

	batch = event_batch_new();
	add_answer(batch, START_US + HOUR_US, "am");
	apply(room, batch);
	assert_non_null(room_alert(room, "am/3"));
	room_free(&room);
}

/* As the session does: a slice at a time, and from the first again when the store has missed some. */
static void
tell_again(struct desk *d, const struct room *room)
{
	enum { SLICE = 1000 };
	guint heard;

	do {
		bool more = true;

		heard = d->repeats;
		for (uint32_t from = 0; more; from += SLICE) {
			struct event_batch *batch = event_batch_new();

			more = alert_tell_again(room, from, from + SLICE, START_US + SEC_US, batch);
			store_observe(d->store, batch);
			/* the session waits a second */
			desk_listen(d, &d->repeats, heard + 1, more ? 400 : 1500);
			more = more && d->repeats == heard;
		}
	} while (d->repeats > heard);
}

/* More than may wait in memory: the rest is asked for, and the room has it all. */
static void
of_a_flood_all_is_kept_in_the_end(void **state)
{
	enum { MANY = 15000, BATCH = 3000 };
	struct desk *d = *state;
	struct room *room = room_new();

	define(room);
	desk_start(d);
	for (int b = 0; b < MANY / BATCH; b++) {
		struct event_batch *batch = event_batch_new();

		for (int i = 0; i < BATCH; i++) {
			char name[16];

			g_snprintf(name, sizeof name, "%d", b * BATCH + i);
			add_alert(batch, START_US, name, "92% full");
		}
		room_apply_batch(room, batch);
		store_observe(d->store, batch);
	}
	desk_listen(d, &d->repeats, 1, 20000);
	assert_int_equal(d->repeats, 1);
	assert_true(count(d, "SELECT count(*) FROM shown") < MANY);
	tell_again(d, room);
	store_stop(&d->store);
	assert_int_equal(count(d, "SELECT count(*) FROM shown"), MANY);
	/* what was there already is the same to the journal */
	assert_int_equal(count(d, "SELECT count(*) FROM observation"), MANY);
	room_free(&room);
}

static void
the_first_answer_ends_what_it_no_longer_lists(void **state)
{
	struct room *room = remembering(yesterday(*state));
	struct event_batch *batch = event_batch_new();

	add_alert(batch, START_US + HOUR_US, "1", "92% full");
	add_answer(batch, START_US + HOUR_US, "am");
	apply(room, batch);
	assert_int_equal(g_hash_table_size(room->alerts), 1);
	assert_false(room_alert(room, "am/1")->is_remembered);
	assert_true(room_alert(room, "am/1")->observed_us == START_US); /* not counted anew */
	assert_false(room_source(room, "am")->is_remembered);
	assert_int_equal(room->alerts_remembered, 0);
	room_free(&room);
}

/* The sources may be quicker than the disk. */
static void
what_is_remembered_comes_too_late_after_an_answer(void **state)
{
	struct desk *d = yesterday(*state);
	struct room *room = room_new();
	struct event_batch *batch = event_batch_new();
	struct err e = { "" };

	define(room);
	add_alert(batch, START_US + HOUR_US, "1", "99% full");
	add_answer(batch, START_US + HOUR_US, "am");
	add_sample(batch, START_US + HOUR_US, 500);
	apply(room, batch);
	assert_true(admin_read_present(d->path, "", take, room, &e));
	assert_int_equal(g_hash_table_size(room->alerts), 1);
	assert_string_equal(room_alert(room, "am/1")->summary, "99% full");
	assert_true(room_metric(room, "orders")->value == 500);
	assert_int_equal(room_metric(room, "orders")->history->len, 6);
	assert_true(room_source(room, "am")->last_ok_us == START_US + HOUR_US);
	room_free(&room);
}

static void
an_action_does_not_wait_for_a_storm_of_observations(void **state)
{
	enum { STORM = 8000, BATCH = 400 };
	struct desk *d = *state;
	struct event_batch *batch = NULL;
	guint never = 0;

	desk_start(d);
	for (int i = 0; i < STORM; i++) {
		char name[16];

		if (i % BATCH == 0)
			batch = event_batch_new();
		g_snprintf(name, sizeof name, "%d", i);
		add_alert(batch, START_US, name, "on fire");
		if (i % BATCH == BATCH - 1)
			store_observe(d->store, batch);
	}
	for (int i = 0; i < 200 && count(d, "SELECT count(*) FROM observation") == 0; i++)
		desk_listen(d, &never, 1, 20);
	g_free(acknowledge(d->store, "am/1", HOUR_US));
	desk_listen(d, &d->kept->len, 1, 5000);
	assert_int_equal(d->kept->len, 1);
	assert_in_range(count(d, "SELECT count(*) FROM observation"), 1, STORM - 1);
	store_stop(&d->store);
}

/* Its instant is the one at which it was due; what it rests on came to be known later, and waits to be written. */
static void
a_replay_knows_the_alert_before_what_a_rule_made_of_it(void **state)
{
	struct desk *d = *state;
	struct event_batch *seen = event_batch_new(), *derived = event_batch_new();
	struct event_batch *batch = event_batch_new();
	struct event *event = event_batch_add(derived, EVENT_ESCALATE, START_US - HOUR_US);
	struct err e = { "" };
	struct replay *replay;

	event->id = "e1";
	event->subject = "am/1";
	event->text = "at once";
	add_alert(seen, START_US, "1", "92% full");
	desk_start(d);
	store_observe(d->store, seen);
	store_append(d->store, derived, NULL);
	desk_listen(d, &d->kept->len, 1, 60000);
	assert_int_equal(d->kept->len, 1);
	store_stop(&d->store);
	replay = replay_open(d->path, &e);
	assert_non_null(replay);
	assert_int_equal(replay_next(replay, batch, &e)->kind, EVENT_ALERT);
	assert_int_equal(replay_next(replay, batch, &e)->kind, EVENT_ESCALATE);
	event_batch_free(&batch);
	replay_close(&replay);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_set_up, desk_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(what_several_consoles_see_is_kept_once),
		TEST(what_is_older_than_the_last_known_is_left_out),
		TEST(what_an_endpoint_defines_is_kept_when_it_changed),
		TEST(samples_are_kept_when_they_change_and_not_too_often),
		TEST(an_alert_reads_as_it_was_written),
		TEST(what_was_spent_is_kept_when_it_changes),
		TEST(the_whole_past_is_told_in_the_order_of_time),
		TEST(a_replay_knows_the_alert_before_what_a_rule_made_of_it),
		TEST(a_start_shows_the_last_known_with_its_age),
		TEST(what_was_urgent_and_gone_unseen_asks_after_a_restart),
		TEST(of_a_flood_all_is_kept_in_the_end),
		TEST(the_first_answer_ends_what_it_no_longer_lists),
		TEST(what_is_remembered_comes_too_late_after_an_answer),
		TEST(an_action_does_not_wait_for_a_storm_of_observations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
