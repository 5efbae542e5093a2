/* What a step of the cursor through the feed sends, and what a letter of a filter or a search costs on a long
 * list. */
#include "tests/bench/desk.h"
#include "tests/bench/proc_use.h"
#include "tests/bench/stub.h"
#include "tests/bench/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FEW_ALERTS = 1000, STEPS = 200, ANSWER_MS = 2000, LOAD_MS = 60000 };

static double
mean(const GArray *series)
{
	double sum = 0;

	for (guint i = 0; i < series->len; i++)
		sum += g_array_index(series, double, i);
	return series->len ? sum / series->len : 0;
}

/* Bytes of each of many steps down a list that is longer than the pane. */
static GArray *
step(struct pty_run *r)
{
	GArray *bytes = series_new();

	for (int i = 0; i < STEPS; i++) {
		size_t before;

		pty_run_until_still(r, 15, ANSWER_MS);
		before = r->bytes;
		pty_run_type(r, "j");
		pty_run_until_output(r, ANSWER_MS);
		pty_run_until_still(r, 10, ANSWER_MS);
		series_add(bytes, (double)(r->bytes - before));
	}
	return bytes;
}

/* The endpoints hang once the list is there, so that what is sent is the answer to the key; the
 * clocks go on. */
static GArray *
step_room(const struct desk *d, const char *layout, int columns, int rows)
{
	struct stub *stub = stub_start(FEW_ALERTS);
	char *config = desk_config(d, stub_port(stub), "1s", "800ms");
	struct pty_run r;
	GArray *bytes;

	desk_start_room(d, &r, config, layout, columns, rows);
	if (pty_run_until_text(&r, "order success", LOAD_MS) == UNSAID)
		fprintf(stderr, "bench: the alerts are not shown\n");
	pty_run_for(&r, 1500);
	stub_hang(stub);
	bytes = step(&r);
	desk_quit(&r);
	stub_stop(&stub);
	g_free(config);
	return bytes;
}

void
bench_steps(const struct desk *d)
{
	static const struct {
		const char *layout, *target;
		int columns, rows;
		enum bar bar;
	} screens[] = { { "oncall", "<= 300", 80, 24, BAR_STEP },
		        { "war", "<= 1,000", WIDE, HIGH, BAR_STEP_WAR } };

	table_part("Bytes of one step of the cursor, 200 steps down 1,000 alerts",
	           "floor_table, one pane, bare ncurses");
	for (size_t i = 0; i < G_N_ELEMENTS(screens); i++) {
		GArray *ours = step_room(d, screens[i].layout, screens[i].columns, screens[i].rows);
		struct pty_run r;
		GArray *floor;
		char what[64];

		desk_start_floor(d, &r, "floor_table", "1000", screens[i].columns, screens[i].rows);
		pty_run_for(&r, 300);
		floor = step(&r);
		desk_quit(&r);
		snprintf(what, sizeof what, "%s %dx%d, median", screens[i].layout,
		         screens[i].columns, screens[i].rows);
		table_bar(screens[i].bar, series_at(ours, 0.5), NAN);
		table_row(what, series_at(ours, 0.5), series_at(floor, 0.5), screens[i].target);
		snprintf(what, sizeof what, "%s %dx%d, mean", screens[i].layout, screens[i].columns,
		         screens[i].rows);
		table_row(what, mean(ours), mean(floor), "");
		snprintf(what, sizeof what, "%s %dx%d, most", screens[i].layout, screens[i].columns,
		         screens[i].rows);
		table_row(what, series_at(ours, 1), series_at(floor, 1), "");
		g_array_unref(ours);
		g_array_unref(floor);
	}
}

static void
until_idle(struct pty_run *r)
{
	int64_t end_us = clock_monotonic_us() + LOAD_MS * MSEC_US;
	struct proc_use before, after = proc_use(r->pid);

	do {
		before = after;
		pty_run_for(r, 500);
		after = proc_use(r->pid);
	} while (after.cpu_us - before.cpu_us > 30 * MSEC_US && clock_monotonic_us() < end_us);
}

/* Each of these keys: ms to the first byte of its answer, and to the last before 60 ms of silence. */
static void
type(struct pty_run *r, const char *keys, GArray *first, GArray *last)
{
	for (; *keys; keys++) {
		char key[2] = { *keys, '\0' };
		int64_t pressed_us;

		pty_run_for(r, 150);
		pty_run_until_still(r, 15, ANSWER_MS);
		pressed_us = clock_monotonic_us();
		pty_run_type(r, key);
		series_add_span(first, pressed_us, pty_run_until_output(r, ANSWER_MS), ANSWER_MS);
		series_add_span(last, pressed_us, pty_run_until_still(r, 60, ANSWER_MS), ANSWER_MS);
	}
}

void
bench_filter(const struct desk *d, unsigned n_alerts)
{
	static const char *const words[] = { "shop-0004", "gateway 77", "nowhere", "tech 99" };
	struct stub *stub = stub_start(n_alerts);
	char *config = desk_config(d, stub_port(stub), "1h", "50s"), title[96];
	GArray *first = series_new(), *last = series_new(), *sought = series_new(),
	       *missed = series_new(), *ends = series_new();
	struct pty_run r;

	desk_start_room(d, &r, config, "alerts", WIDE, HIGH);
	pty_run_until_text(&r, STUB_ALERT, LOAD_MS);
	until_idle(&r);
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		pty_run_type(&r, "f");
		pty_run_for(&r, 100);
		type(&r, words[i], first, last);
		pty_run_type(&r, "\025"); /* C-u: the whole line away */
		until_idle(&r);
		pty_run_type(&r, "\r");
		pty_run_for(&r, 200);
	}
	pty_run_type(&r, "/099999");
	type(&r, "\r", sought, ends);
	pty_run_type(&r, "/nowhere");
	type(&r, "\r", missed, ends);
	desk_quit(&r);
	stub_stop(&stub);
	snprintf(title, sizeof title, "Filter and search in %u alerts, 200x50", n_alerts);
	table_bar(BAR_FILTER, series_at(first, 0.5), NAN);
	table_part(title, "nothing");
	table_row("a letter of the filter to first byte, p50, ms", series_at(first, 0.5), NAN,
	          "<= 30 ms");
	table_row("a letter of the filter to first byte, most, ms", series_at(first, 1), NAN, "");
	table_row("a letter of the filter, until all is found, p50, ms", series_at(last, 0.5), NAN,
	          "");
	table_row("a letter of the filter, until all is found, most, ms", series_at(last, 1), NAN,
	          "");
	table_row("search to first byte, ms", MAX(series_at(sought, 1), series_at(missed, 1)), NAN,
	          "<= 30 ms");
	table_row("search to the last row or through all in vain, ms", series_at(ends, 1), NAN, "");
	g_array_unref(first);
	g_array_unref(last);
	g_array_unref(sought);
	g_array_unref(missed);
	g_array_unref(ends);
	g_free(config);
}
