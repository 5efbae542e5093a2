/* Checkpoints: a start that reads only what the present rests on sees the same room. */
#include "room/alert.h"
#include "room/needs.h"
#include "store/admin.h"
#include "store/sqlite.h"
#include "tests/unit/store_fixture.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { EVENTS = 15000, ALERTS = 900 };
#define START_US (1000000 * SEC_US)

static void
forget(struct event_batch *batch, void *data)
{
	(void)data;
	event_batch_free(&batch);
}

static struct event *
act(struct event_batch *batch, enum event_kind kind, int i, const char *key, const char *text)
{
	struct event *event = event_batch_add(batch, kind, START_US + i * SEC_US);
	char id[32];

	snprintf(id, sizeof id, "event-%d", i);
	event->id = event_batch_str(batch, id);
	event->person = i % 2 ? "lin" : "sun";
	event->subject = event_batch_str(batch, key);
	event->text = text;
	return event;
}

/* A long event: alerts acknowledged, taken back, sent, silenced, done, and notes on all of it. */
static struct event_batch *
long_story(void)
{
	struct event_batch *batch = event_batch_new();
	char key[32], cause[32];

	for (int i = 0; i < EVENTS; i++) {
		snprintf(key, sizeof key, "am/%d", i / 5 % ALERTS);
		snprintf(cause, sizeof cause, "event-%d", i - 1);
		switch (i % 5) {
		case 0:
			act(batch, i % 3 ? EVENT_ACK : EVENT_SILENCE, i, key, "on it");
			break;
		case 1:
			if (i % 2)
				act(batch, EVENT_UNACK, i, key, "")->cause =
				    event_batch_str(batch, cause);
			else
				act(batch, EVENT_SENT, i, key, "")->cause =
				    event_batch_str(batch, cause);
			break;
		case 2:
			if (i % 7 == 0)
				act(batch, EVENT_DONE, i, key, "restarted");
			else
				act(batch, EVENT_NOTE, i, key, "looked");
			break;
		default:
			act(batch, EVENT_NOTE, i, "", "said");
		}
	}
	return batch;
}

static void
write_events(struct journal *j, const char *path)
{
	struct event_batch *batch = long_story();
	struct err e = { "" };

	assert_true(journal_open(j, path, &e));
	assert_true(journal_append(j, batch, NULL, forget, NULL, &e));
	event_batch_free(&batch);
}

static guint taken;

static void
take(struct event_batch *batch, void *room)
{
	taken += batch->events->len;
	room_apply_batch(room, batch);
	event_batch_free(&batch);
}

/* What is asked of a room once its sources have answered: who has which alert, and the log. */
static char *
picture(struct room *room)
{
	GString *text = g_string_new(NULL);
	struct event_batch *batch = event_batch_new();

	for (int i = 0; i < ALERTS; i++) {
		struct event *event = event_batch_add(batch, EVENT_ALERT, START_US + DAY_US);
		struct alert_data *a = event_batch_alloc(batch, sizeof *a);
		char name[16];

		snprintf(name, sizeof name, "%d", i);
		a->source = "am";
		a->fingerprint = event_batch_str(batch, name);
		a->title = a->summary = a->team = a->runbook = a->link = "";
		a->held_by = a->held_comment = "";
		a->starts_us = START_US - DAY_US;
		event->alert = a;
	}
	room_apply_batch(room, batch);
	for (int i = 0; i < ALERTS; i++) {
		char key[16];
		const struct alert *alert;

		snprintf(key, sizeof key, "am/%d", i);
		alert = room_alert(room, key);
		g_string_append_printf(text, "%s", key);
		for (const struct ack *ack = alert->ack; ack; ack = ack->next)
			g_string_append_printf(text, " %s %s %d %" PRId64, ack->id, ack->person,
			                       ack->state, ack->since_us);
		g_string_append_printf(text, " [%s %s %" PRId64 "]\n", alert->more->done_by,
		                       alert->more->done_text, alert->more->done_us);
	}
	for (guint i = room->log->len - 500; i < room->log->len; i++)
		g_string_append_printf(text, "%s\n",
		                       ((struct entry *)g_ptr_array_index(room->log, i))->text);
	event_batch_free(&batch);
	return g_string_free(text, FALSE);
}

static char *
told(const char *path, const char *basis, bool all)
{
	struct room *room = room_new();
	struct err e = { "" };
	char *text;

	taken = 0;
	if (all)
		assert_true(admin_read_past(path, take, room, &e));
	else
		assert_true(admin_read_present(path, basis, take, room, &e));
	text = picture(room);
	room_free(&room);
	return text;
}

static void
checkpoint(struct journal *j, int64_t seq, const char *basis)
{
	struct room *room = room_new();
	struct err e = { "" };
	GPtrArray *ids;

	assert_true(admin_read_past(j->path, take, room, &e));
	ids = room_needs(room);
	assert_true(journal_checkpoint(j, ids, seq, basis, &e));
	g_ptr_array_unref(ids);
	room_free(&room);
}

static void
the_room_is_the_same_and_less_is_read(void **state)
{
	struct desk *d = *state;
	struct journal j = { .db = NULL };
	char *all, *some;
	guint read_by_all;

	write_events(&j, d->path);
	checkpoint(&j, j.seq, "double11");
	journal_close(&j);
	all = told(d->path, "", true);
	read_by_all = taken;
	some = told(d->path, "double11", false);
	assert_string_equal(all, some);
	assert_true(taken < read_by_all);
	g_free(some);
	/* of other definitions: who knows what this room needs */
	some = told(d->path, "another", false);
	assert_string_equal(all, some);
	assert_int_equal(taken, read_by_all);
	g_free(some);
	g_free(all);
}

static void
what_came_after_it_is_read_too(void **state)
{
	struct desk *d = *state;
	struct journal j = { .db = NULL };
	struct event_batch *batch = event_batch_new();
	struct err e = { "" };
	char *all, *some;

	write_events(&j, d->path);
	checkpoint(&j, j.seq, "");
	act(batch, EVENT_ACK, EVENTS + 1, "am/1", "mine");
	assert_true(journal_append(&j, batch, NULL, forget, NULL, &e));
	event_batch_free(&batch);
	journal_close(&j);
	all = told(d->path, "", true);
	some = told(d->path, "", false);
	assert_string_equal(all, some);
	assert_non_null(strstr(some, "event-15001"));
	g_free(all);
	g_free(some);
}

static void
one_that_is_nearly_as_new_is_left(void **state)
{
	struct desk *d = *state;
	struct journal j = { .db = NULL };
	int64_t before;

	write_events(&j, d->path);
	checkpoint(&j, j.seq - 100, "a");
	before = journal_int(&j, "SELECT seq FROM checkpoint");
	assert_int_equal(before, j.seq - 100);
	checkpoint(&j, j.seq, "b");
	assert_int_equal(journal_int(&j, "SELECT seq FROM checkpoint"), before);
	journal_close(&j);
}

/* The store says from where on it was read, and up to where it brings the room. */
static void
a_store_hands_it_on(void **state)
{
	struct desk *d = *state;
	struct journal j = { .db = NULL };
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);

	write_events(&j, d->path);
	journal_close(&j);
	desk_start(d);
	assert_int_equal(d->journal.checkpoint_seq, 0);
	g_ptr_array_add(ids, g_strdup("event-0"));
	store_checkpoint(d->store, ids, EVENTS);
	store_stop(&d->store);
	desk_start(d);
	assert_int_equal(d->journal.checkpoint_seq, EVENTS);
	assert_non_null(g_hash_table_lookup(d->past, "event-0"));
	assert_null(g_hash_table_lookup(d->past, "event-3"));
	assert_non_null(g_hash_table_lookup(d->past, "event-14999"));
	store_stop(&d->store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_room_is_the_same_and_less_is_read, desk_set_up,
		                                desk_tear_down),
		cmocka_unit_test_setup_teardown(what_came_after_it_is_read_too, desk_set_up,
		                                desk_tear_down),
		cmocka_unit_test_setup_teardown(one_that_is_nearly_as_new_is_left, desk_set_up,
		                                desk_tear_down),
		cmocka_unit_test_setup_teardown(a_store_hands_it_on, desk_set_up, desk_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
