/* Keys in the feed while polls run, and while all endpoints hang, against a bare ncurses table. */
#include "tests/bench/desk.h"
#include "tests/bench/stub.h"
#include "tests/bench/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	ALERTS = 1000,
	CHANGED = 5,
	ROUNDS = 3,
	KEYS = 70,
	BURST = 200,
	ANSWER_MS = 1000,
	LOAD_MS = 10000
};

/* What one kind of run gave. */
struct answers {
	GArray *first, *last; /* ms to the first and the last byte after a key */
	GArray *burst_ms, *burst_bytes;
	GArray *quit;
};

void
bench_press(struct pty_run *r, int n, GArray *first, GArray *last)
{
	for (int i = 0; i < n; i++) {
		int64_t pressed_us;

		pty_run_for(r, 38 + i * 7 % 25);
		pty_run_until_still(r, 15, ANSWER_MS);
		pressed_us = clock_monotonic_us();
		pty_run_type(r, "j");
		series_add_span(first, pressed_us, pty_run_until_output(r, ANSWER_MS), ANSWER_MS);
		series_add_span(last, pressed_us, pty_run_until_still(r, 20, ANSWER_MS), ANSWER_MS);
	}
}

static void
press_at_once(struct pty_run *r, struct answers *a)
{
	char keys[BURST + 1];
	size_t before;
	int64_t pressed_us;

	memset(keys, 'j', BURST);
	keys[BURST] = '\0';
	pty_run_until_still(r, 50, ANSWER_MS);
	before = r->bytes;
	pressed_us = clock_monotonic_us();
	pty_run_type(r, keys);
	series_add_span(a->burst_ms, pressed_us, pty_run_until_still(r, 20, ANSWER_MS), ANSWER_MS);
	series_add(a->burst_bytes, (double)(r->bytes - before));
}

/* All of it with a list that is there; from row 60 on, so that each key scrolls. */
static void
use_list(struct pty_run *r, struct answers *a)
{
	char keys[61];

	memset(keys, 'j', 60);
	keys[60] = '\0';
	pty_run_type(r, keys);
	pty_run_for(r, 500);
	bench_press(r, KEYS, a->first, a->last);
	press_at_once(r, a);
	series_add(a->quit, desk_quit(r));
}

static void
use_room(const struct desk *d, bool hangs, struct answers *a)
{
	struct stub *stub = stub_start(ALERTS);
	char *config = desk_config(d, stub_port(stub), "1s", "800ms");
	struct pty_run r;

	stub_set_churn(stub, CHANGED);
	desk_start_room(d, &r, config, "alerts", WIDE, HIGH);
	if (pty_run_until_text(&r, STUB_ALERT, LOAD_MS) == UNSAID)
		fprintf(stderr, "bench: the alerts are not shown within %d ms\n", LOAD_MS);
	pty_run_for(&r, 1000);
	if (hangs) {
		stub_hang(stub);
		pty_run_for(&r, 1500);
	}
	use_list(&r, a);
	stub_stop(&stub);
	g_free(config);
}

static void
answers_init(struct answers *a)
{
	*a = (struct answers){ series_new(), series_new(), series_new(), series_new(),
		               series_new() };
}

static void
answers_fini(struct answers *a)
{
	g_array_unref(a->first);
	g_array_unref(a->last);
	g_array_unref(a->burst_ms);
	g_array_unref(a->burst_bytes);
	g_array_unref(a->quit);
}

static void
print(const struct answers *healthy, const struct answers *hung, const struct answers *floor)
{
	table_bar(BAR_KEY, series_at(healthy->first, 0.5), series_at(floor->first, 0.5));
	table_bar(BAR_KEY_HANG, series_at(hung->first, 0.5), series_at(healthy->first, 0.5));
	table_bar(BAR_QUIT_HANG, series_at(hung->quit, 0.5), NAN);
	table_bar(BAR_BURST_MS, series_at(healthy->burst_ms, 0.5), NAN);
	table_bar(BAR_BURST_BYTES, series_at(healthy->burst_bytes, 0.5), NAN);
	table_part("Keys in the feed, 200x50, 1,000 alerts polled each second, 5 changed",
	           "floor_table, bare ncurses");
	table_row("key to first byte, p50, ms", series_at(healthy->first, 0.5),
	          series_at(floor->first, 0.5), "<= 2x");
	table_row("key to first byte, p99, ms", series_at(healthy->first, 0.99),
	          series_at(floor->first, 0.99), "<= 25 ms");
	table_row("key to last byte, p50, ms", series_at(healthy->last, 0.5),
	          series_at(floor->last, 0.5), "<= 3x");
	table_row("key to last byte, p99, ms", series_at(healthy->last, 0.99),
	          series_at(floor->last, 0.99), "");
	table_row("200 keys in one write, until still, ms", series_at(healthy->burst_ms, 0.5),
	          series_at(floor->burst_ms, 0.5), "<= 60 ms");
	table_row("200 keys in one write, bytes", series_at(healthy->burst_bytes, 0.5),
	          series_at(floor->burst_bytes, 0.5), "<= 40,000");
	table_part("The same while every endpoint hangs",
	           "the same console with healthy endpoints");
	table_row("key to first byte, p50, ms", series_at(hung->first, 0.5),
	          series_at(healthy->first, 0.5), "<= 1.5x");
	table_row("key to first byte, p99, ms", series_at(hung->first, 0.99),
	          series_at(healthy->first, 0.99), "<= 25 ms");
	table_row("Q to the end of the process, ms", series_at(hung->quit, 0.5),
	          series_at(healthy->quit, 0.5), "<= 100 ms");
}

void
bench_keys(const struct desk *d)
{
	struct answers healthy, hung, floor;

	answers_init(&healthy);
	answers_init(&hung);
	answers_init(&floor);
	for (int i = 0; i < ROUNDS; i++) {
		struct pty_run r;

		use_room(d, false, &healthy);
		desk_start_floor(d, &r, "floor_table", "1000", WIDE, HIGH);
		use_list(&r, &floor);
		use_room(d, true, &hung);
	}
	print(&healthy, &hung, &floor);
	answers_fini(&healthy);
	answers_fini(&hung);
	answers_fini(&floor);
}
