/* What a minute without a key costs, against a bare ncurses program with a clock. */
#include "tests/bench/desk.h"
#include "tests/bench/proc_use.h"
#include "tests/bench/stub.h"
#include "tests/bench/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SETTLE_MS = 4000, WATCH_S = 30, TOLD_MS = 75000, KNOWN_MS = 16000 };

/* Each for a minute. */
struct idle {
	double bytes, writes, wakeups, cpu_ms;
	double chunks, clears; /* of output; of the whole screen */
};

static double
clears_in(const char *output)
{
	double n = 0;

	for (const char *at = output; (at = strstr(at, "\033[2J")); at++)
		n++;
	return n;
}

static struct idle
watch(struct pty_run *r)
{
	const double minutes = WATCH_S / 60.0;
	struct proc_use before, after;
	double clears;
	unsigned chunks;
	size_t bytes;

	pty_run_for(r, SETTLE_MS);
	before = proc_use(r->pid);
	bytes = r->bytes;
	chunks = r->chunks;
	g_string_truncate(r->tail, 0);
	pty_run_for(r, WATCH_S * 1000);
	after = proc_use(r->pid);
	bytes = r->bytes - bytes;
	chunks = r->chunks - chunks;
	clears = clears_in(r->tail->str);
	desk_quit(r);
	return (struct idle){ .bytes = (double)bytes / minutes,
		              .chunks = chunks / minutes,
		              .clears = clears / minutes,
		              .writes = (double)(after.writes - before.writes) / minutes,
		              .wakeups = (double)(after.wakeups - before.wakeups) / minutes,
		              .cpu_ms = (double)(after.cpu_us - before.cpu_us) / 1000 / minutes };
}

static struct idle
watch_room(const struct desk *d, unsigned port)
{
	char *config = desk_config(d, port, "5s", "4s");
	struct pty_run r;

	desk_start_room(d, &r, config, "oncall", 80, 24);
	g_free(config);
	return watch(&r);
}

static void
print(const char *title, struct idle ours, struct idle floor, const char *const targets[3])
{
	table_part(title, "floor_clock, bare ncurses");
	table_row("bytes to the terminal", ours.bytes, floor.bytes, targets[0]);
	table_row("chunks of output, one a frame", ours.chunks, floor.chunks, "");
	table_row("clears of the whole screen", ours.clears, floor.clears, "0");
	table_row("write calls, all descriptors", ours.writes, floor.writes, "");
	table_row("wake-ups, all threads", ours.wakeups, floor.wakeups, targets[1]);
	table_row("CPU, ms", ours.cpu_ms, floor.cpu_ms, targets[2]);
}

/* 12 sources at 15 s, as many answers as they give in a minute, and none of them brings anything new. news_ms: until the room
 * has told what it makes of them. */
static void
bench_twelve(const struct desk *d, struct idle floor, const char *layout, int columns, int rows,
             int news_ms)
{
	static const char *const targets[] = { "<= 2,500", "<= 200", "<= 300 ms" };
	struct stub *stub = stub_start_aged(1000, 5 * DAY_US);
	char *config = desk_config_twelve(d, stub_port(stub), "15s", "4s");
	struct pty_run r;
	struct idle ours;
	char title[128];

	desk_start_room(d, &r, config, layout, columns, rows);
	pty_run_for(&r, news_ms);
	ours = watch(&r);
	g_free(config);
	stub_stop(&stub);
	snprintf(
	    title, sizeof title,
	    "Idle minute (30 s x 2), %dx%d, layout %s, 12 sources each 15 s, 1,000 alerts unchanged",
	    columns, rows, layout);
	print(title, ours, floor, targets);
	table_bar(columns == WIDE ? BAR_IDLE_BYTES_WIDE : BAR_IDLE_BYTES, ours.bytes, NAN);
	table_bar(BAR_IDLE_CPU, ours.cpu_ms, NAN);
	table_bar(BAR_IDLE_WAKEUPS, ours.wakeups, NAN);
	table_bar(BAR_CLEARS, ours.clears, NAN);
	/* a frame a second, whatever came in between */
	table_bar(BAR_WRITES, ours.chunks / 60, NAN);
}

void
bench_idle(const struct desk *d)
{
	static const char *const dead_targets[] = { "<= 2,500", "", "<= 50 ms" };
	static const char *const polled_targets[] = { "", "", "<= 500 ms" };
	struct stub *stub = stub_start(1000);
	struct idle floor, dead, polled;
	struct pty_run r;

	desk_start_floor(d, &r, "floor_clock", NULL, 80, 24);
	floor = watch(&r);
	dead = watch_room(d, desk_dead_port());
	polled = watch_room(d, stub_port(stub));
	stub_stop(&stub);
	print("Idle minute (30 s x 2), 80x24, layout oncall, every endpoint dead", dead, floor,
	      dead_targets);
	print("Idle minute (30 s x 2), same, 1,000 alerts unchanged, 3 endpoints each 5 s", polled,
	      floor, polled_targets);
	/* a thousand limits are missed at once, sales that are nothing make the rules propose what to do, and a minute
	 * after the start a risk triggers; all of it stands in the journal of the second run */
	bench_twelve(d, floor, "oncall", 80, 24, TOLD_MS);
	bench_twelve(d, floor, "war", WIDE, HIGH, KNOWN_MS);
}
