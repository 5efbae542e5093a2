/* The room at any moment of a journal: order, stepping, jumping, playing. */
#include "app/player.h"

#include "room/alert.h"
#include "store/admin.h"
#include "store/replay.h"
#include "tests/unit/store_fixture.h"

#include <stdio.h>
#include <string.h>

#define START_US (1000000 * SEC_US)

static void
add_alert(struct desk *d, int64_t at_us, const char *fingerprint)
{
	struct event_batch *batch = event_batch_new();
	struct event *event = event_batch_add(batch, EVENT_ALERT, at_us);
	struct alert_data *a = event_batch_alloc(batch, sizeof *a);

	a->source = event->source = "am";
	a->fingerprint = fingerprint;
	event->subject = event_batch_str(batch, fingerprint);
	a->title = "DiskFull";
	a->summary = a->team = a->runbook = a->link = a->held_by = a->held_comment = "";
	a->starts_us = at_us;
	event->alert = a;
	store_observe(d->store, batch);
}

static void
add_note(struct desk *d, int64_t at_us, const char *text)
{
	struct event_batch *batch = event_batch_new();
	struct event *event = event_batch_add(batch, EVENT_NOTE, at_us);

	event->id = event_batch_uuid(batch);
	event->person = "lin";
	event->text = text;
	store_append(d->store, batch, NULL);
}

/* Notes at 10, 20 and 30 s, an alert at 15 s that is written after all of them. */
static void
fill(struct desk *d)
{
	desk_start(d);
	add_note(d, START_US + 10 * SEC_US, "one");
	add_note(d, START_US + 20 * SEC_US, "two");
	add_note(d, START_US + 30 * SEC_US, "three");
	add_alert(d, START_US + 15 * SEC_US, "1");
	store_stop(&d->store);
}

static struct room *
begin(void *data)
{
	struct room *room = room_new();
	struct event_batch *batch = event_batch_new();
	struct tier urgent = { .id = "urgent",
		               .title = "urgent",
		               .brief = "URG",
		               .rank = 1,
		               .limit_us = MIN_US,
		               .expiry_us = HOUR_US,
		               .feedback_us = UNSAID };

	(void)data;
	event_batch_add(batch, EVENT_DEFINE_TIER, 0)->tier = &urgent;
	room_apply_batch(room, batch);
	event_batch_free(&batch);
	return room;
}

static struct player *
play(const struct desk *d)
{
	struct err e = { "" };
	struct player *p = player_new(d->path, begin, NULL, &e);

	assert_string_equal(e.text, "");
	assert_non_null(p);
	return p;
}

/* "note note alert": from a journal or its copy. */
static char *
kinds_in(const char *path)
{
	struct err e = { "" };
	struct replay *r = replay_open(path, &e);
	struct event_batch *batch = event_batch_new();
	GString *text = g_string_new(NULL);
	const struct event *event;

	assert_non_null(r);
	while ((event = replay_next(r, batch, &e)))
		g_string_append_printf(text, "%s%s", text->len ? " " : "",
		                       event_kind_name(event->kind));
	assert_string_equal(e.text, "");
	event_batch_free(&batch);
	replay_close(&r);
	return g_string_free(text, FALSE);
}

static void
what_was_observed_stands_where_it_was_and_not_where_it_was_written(void **state)
{
	struct desk *d = *state;
	char *copy = g_strconcat(d->path, ".copy", NULL), *kinds;
	struct err e = { "" };

	fill(d);
	kinds = kinds_in(d->path);
	assert_string_equal(kinds, "note alert note note");
	g_free(kinds);
	assert_true(admin_backup(d->path, copy, &e));
	kinds = kinds_in(copy);
	assert_string_equal(kinds, "note alert note note");
	g_free(kinds);
	remove(copy);
	g_free(copy);
	copy = g_strconcat(d->path, ".copy.anchor", NULL);
	remove(copy);
	g_free(copy);
}

/* Another console appends an event whose clock is behind: it is not seen before what was there. */
static void
what_was_written_before_an_event_comes_before_it(void **state)
{
	struct desk *d = *state;
	char *kinds;

	desk_start(d);
	add_alert(d, START_US + 15 * SEC_US, "1");
	store_stop(&d->store);
	desk_start(d);
	add_note(d, START_US + 10 * SEC_US, "late");
	store_stop(&d->store);
	kinds = kinds_in(d->path);
	assert_string_equal(kinds, "alert note");
	g_free(kinds);
}

static void
the_room_is_as_it_was_at_each_instant(void **state)
{
	struct desk *d = *state;
	struct player *p;

	fill(d);
	p = play(d);
	assert_int_equal(player_at_us(p), START_US + 30 * SEC_US);
	assert_non_null(room_alert(player_room(p), "am/1"));
	player_go(p, START_US + 14 * SEC_US);
	assert_null(room_alert(player_room(p), "am/1"));
	assert_int_equal(player_room(p)->log->len, 1);
	player_go(p, START_US + 15 * SEC_US);
	assert_non_null(room_alert(player_room(p), "am/1"));
	player_go(p, START_US + DAY_US);
	assert_int_equal(player_at_us(p), START_US + 30 * SEC_US);
	player_free(&p);
}

static void
stepping_goes_from_line_to_line_of_the_log_both_ways(void **state)
{
	static const struct player_search any = { .kind = EVENT_NONE };
	struct desk *d = *state;
	struct player *p;

	fill(d);
	p = play(d);
	assert_false(player_find(p, &any, 1));
	assert_true(player_find(p, &any, -1));
	assert_int_equal(player_at_us(p), START_US + 20 * SEC_US);
	assert_true(player_find(p, &any, -1));
	assert_int_equal(player_at_us(p), START_US + 15 * SEC_US);
	assert_true(player_find(p, &any, -1));
	assert_false(player_find(p, &any, -1));
	assert_int_equal(player_done(p), 1);
	assert_non_null(strstr(player_said(p)->text, "one"));
	assert_true(player_find(p, &any, 1));
	assert_int_equal(player_done(p), 2);
	player_free(&p);
}

static void
a_jump_finds_kinds_subjects_and_what_was_urgent(void **state)
{
	struct desk *d = *state;
	struct player_search search;
	struct player *p;
	struct err e = { "" };

	fill(d);
	p = play(d);
	assert_false(player_search_read("nonsense", &search, &e));
	assert_non_null(strstr(e.text, "nonsense"));
	assert_true(player_search_read("urgent AM/1", &search, &e));
	assert_true(player_find(p, &search, -1));
	assert_int_equal(player_at_us(p), START_US + 15 * SEC_US);
	assert_false(player_find(p, &search, 1));
	g_free(search.subject);
	assert_true(player_search_read("alert other", &search, &e));
	player_go(p, START_US);
	assert_false(player_find(p, &search, 1));
	g_free(search.subject);
	assert_true(player_search_read("note", &search, &e));
	assert_true(player_find(p, &search, 1));
	assert_int_equal(player_at_us(p), START_US + 20 * SEC_US);
	player_free(&p);
}

static void
time_passes_at_its_speed_and_stops_at_the_end(void **state)
{
	struct desk *d = *state;
	struct player *p;

	fill(d);
	p = play(d);
	assert_false(player_pass(p, SEC_US)); /* it stands */
	player_play(p, true);                 /* from the end: anew */
	assert_int_equal(player_at_us(p), START_US + 10 * SEC_US);
	assert_true(player_pass(p, 3 * SEC_US));
	assert_int_equal(player_at_us(p), START_US + 13 * SEC_US);
	player_change_speed(p, 1);
	assert_int_equal(player_speed(p), 10);
	assert_true(player_pass(p, SEC_US / 2));
	assert_int_equal(player_at_us(p), START_US + 18 * SEC_US);
	assert_non_null(room_alert(player_room(p), "am/1"));
	assert_true(player_pass(p, HOUR_US));
	assert_false(player_is_playing(p));
	assert_int_equal(player_at_us(p), START_US + 30 * SEC_US);
	player_free(&p);
}

/* Panels keep what they made of a room by its versions. */
static void
another_room_never_has_a_version_that_was_shown(void **state)
{
	struct desk *d = *state;
	struct player *p;
	unsigned long shown;

	fill(d);
	p = play(d);
	shown = player_room(p)->alerts_version;
	player_go(p, START_US + 14 * SEC_US);
	assert_true(player_room(p)->alerts_version > shown);
	shown = player_room(p)->version;
	player_go(p, START_US + 11 * SEC_US);
	assert_true(player_room(p)->version > shown);
	player_free(&p);
}

static void
what_cannot_be_replayed_is_said(void **state)
{
	struct desk *d = *state;
	struct err e = { "" };

	assert_null(player_new(d->path, begin, NULL, &e));
	assert_non_null(strstr(e.text, "no journal"));
	desk_start(d);
	store_stop(&d->store);
	assert_null(player_new(d->path, begin, NULL, &e));
	assert_non_null(strstr(e.text, "empty"));
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_set_up, desk_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(what_was_observed_stands_where_it_was_and_not_where_it_was_written),
		TEST(what_was_written_before_an_event_comes_before_it),
		TEST(the_room_is_as_it_was_at_each_instant),
		TEST(stepping_goes_from_line_to_line_of_the_log_both_ways),
		TEST(a_jump_finds_kinds_subjects_and_what_was_urgent),
		TEST(time_passes_at_its_speed_and_stops_at_the_end),
		TEST(another_room_never_has_a_version_that_was_shown),
		TEST(what_cannot_be_replayed_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
