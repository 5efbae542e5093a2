/* The room out of a long journal, with a checkpoint and without, against SQLite walking the rows. */
#include "tests/bench/desk.h"
#include "tests/bench/table.h"

#include "room/needs.h"
#include "store/admin.h"
#include "store/sqlite.h"

#include <stdio.h>
#include <stdlib.h>

enum { STARTS = 7, FRAME_MS = 5000 };
enum { EVENTS = 1000000, BATCH = 10000, ALERTS = 5000 };

static void
forget(struct event_batch *batch, void *data)
{
	(void)data;
	event_batch_free(&batch);
}

static void
take(struct event_batch *batch, void *room)
{
	room_apply_batch(room, batch);
	event_batch_free(&batch);
}

static void
must(bool ok, const struct err *e)
{
	if (!ok)
		g_error("bench_journal: %s", e->text);
}

static struct event_batch *
some_events(int from)
{
	struct event_batch *batch = event_batch_new();
	char key[32];

	for (int i = from; i < from + BATCH; i++) {
		struct event *event =
		    event_batch_add(batch, i % 50 ? EVENT_NOTE : EVENT_ACK, i * SEC_US);

		snprintf(key, sizeof key, "am/%d", i % ALERTS);
		event->id = event_batch_uuid(batch);
		event->person = "lin";
		event->subject = event_batch_str(batch, key);
		event->text = "looking at the cache of this region";
		event->until_us = event->at_us + HOUR_US;
	}
	return batch;
}

static void
fill(struct journal *j, const char *path)
{
	struct err e = { "" };

	must(journal_open(j, path, &e), &e);
	for (int i = 0; i < EVENTS; i += BATCH) {
		struct event_batch *batch = some_events(i);

		must(journal_append(j, batch, NULL, forget, NULL, &e), &e);
		event_batch_free(&batch);
	}
}

static double
walk_ms(struct journal *j)
{
	int64_t from_us = clock_monotonic_us();

	(void)journal_int(j, "SELECT sum(length(id) + length(kind) + length(person) + length(body))"
	                     " FROM event");
	return (double)(clock_monotonic_us() - from_us) / 1e3;
}

static double
fold_ms(const char *path, bool all, struct room **room)
{
	int64_t from_us = clock_monotonic_us();
	struct err e = { "" };

	*room = room_new();
	if (all)
		must(admin_read_past(path, take, *room, &e), &e);
	else
		must(admin_read_present(path, "", take, *room, &e), &e);
	return (double)(clock_monotonic_us() - from_us) / 1e3;
}

/* The first frame of a console on it, and of a bare ncurses program; the fastest of some starts, in turn. */
static void
start_on(const struct desk *d, const char *path)
{
	struct desk there = *d;
	char *config = desk_config(d, desk_dead_port(), "5s", "4s");
	GArray *frame[2] = { series_new(), series_new() };
	double ours, floor;

	there.journal = (char *)path;
	for (int i = 0; i < STARTS; i++) {
		struct pty_run r;

		desk_start_room(&there, &r, config, "war", WIDE, HIGH);
		series_add_span(frame[0], r.started_us, pty_run_until_text(&r, "help", FRAME_MS),
		                FRAME_MS);
		desk_quit(&r);
		desk_start_floor(d, &r, "floor_clock", NULL, WIDE, HIGH);
		series_add_span(frame[1], r.started_us, pty_run_until_text(&r, "help", FRAME_MS),
		                FRAME_MS);
		desk_quit(&r);
	}
	g_free(config);
	ours = series_median_free(&frame[0]);
	floor = series_median_free(&frame[1]);
	table_bar(BAR_START_LONG, ours, floor);
	table_part("A console on that journal, without a checkpoint", "floor_clock, bare ncurses");
	table_row("first whole frame, ms", ours, floor, "<= 10x");
}

void
bench_journal(const struct desk *d)
{
	char *dir = g_dir_make_tmp("warroom-bench-XXXXXX", NULL);
	char *path = g_build_filename(dir, "long.db", NULL);
	char *command = g_strdup_printf("rm -rf '%s'", dir);
	struct journal j = { .db = NULL };
	struct room *room;
	struct err e = { "" };
	GPtrArray *ids;
	double floor_ms, all_ms, some_ms;

	fill(&j, path);
	floor_ms = walk_ms(&j);
	all_ms = fold_ms(path, true, &room);
	ids = room_needs(room);
	must(journal_checkpoint(&j, ids, j.seq, "", &e), &e);
	g_ptr_array_unref(ids);
	room_free(&room);
	some_ms = fold_ms(path, false, &room);
	room_free(&room);
	journal_close(&j);
	table_part("A journal of 1,000,000 events", "SQLite walking all rows");
	table_row("the room without a checkpoint, ms", all_ms, floor_ms, "");
	table_row("the room with one, ms", some_ms, floor_ms, "<= 2,000 ms");
	start_on(d, path);
	if (system(command) != 0)
		fprintf(stderr, "bench: cannot remove %s\n", dir);
	g_free(command);
	g_free(path);
	g_free(dir);
}
