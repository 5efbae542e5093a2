/* What a list of so many alerts costs: time, CPU of its polls, memory, keys. */
#include "tests/bench/desk.h"
#include "tests/bench/proc_use.h"
#include "tests/bench/stub.h"
#include "tests/bench/table.h"

#include <math.h>
#include <stdio.h>

enum {
	PERIOD_S = 5,
	LOAD_MS = 60000,
	POLLS = 2,
	WARM_POLLS = 5, /* with these memory has reached what it will be */
	KEYS_AT_ONCE = 20,
	MANY = 100000
};

/* Reads on until the process has done next to nothing for a while. */
static struct proc_use
until_settled(struct pty_run *r)
{
	int64_t end_us = clock_monotonic_us() + LOAD_MS * MSEC_US;
	struct proc_use before, after = proc_use(r->pid);

	do {
		before = after;
		pty_run_for(r, 400);
		after = proc_use(r->pid);
	} while (after.cpu_us - before.cpu_us > 20 * MSEC_US && clock_monotonic_us() < end_us);
	return after;
}

/* CPU of a period with its poll, in ms, mean of some; NAN when no answer was taken in all that
 * time. */
static double
cpu_of_polls(struct pty_run *r, const struct stub *stub)
{
	int64_t end_us = clock_monotonic_us() + LOAD_MS * MSEC_US;
	struct proc_use before = until_settled(r), after;
	unsigned first = stub_lists(stub), answers;

	while ((answers = stub_lists(stub)) < first + POLLS && clock_monotonic_us() < end_us)
		pty_run_for(r, 50);
	after = until_settled(r);
	return answers > first ? (double)(after.cpu_us - before.cpu_us) / 1000 / (answers - first)
	                       : NAN;
}

/* The plain program on the same list: its CPU in ms and its peak memory in MB. */
static void
run_peer(const struct desk *d, const struct stub *stub, double *cpu_ms, double *peak_mb)
{
	char *url = g_strdup_printf("http://127.0.0.1:%u/api/v2/alerts", stub_port(stub));
	struct rusage use = { 0 };
	struct pty_run r;

	desk_start_floor(d, &r, "floor_json", url, 80, 24);
	pty_run_until_end(&r, LOAD_MS, &use);
	*cpu_ms = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1000 +
	          (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1000;
	*peak_mb = (double)use.ru_maxrss / 1024;
	g_free(url);
}

struct feed {
	double shown_ms, first_cpu_ms, same_cpu_ms, changed_cpu_ms, peak_mb, growth_mb;
	GArray *first, *last; /* ms to the first and last byte after a key */
};

static double
peak_mb(const struct pty_run *r)
{
	return (double)proc_use(r->pid).peak_kb / 1024;
}

/* While so many polls bring changes. */
static void
press_for(struct pty_run *r, const struct stub *stub, unsigned polls, struct feed *f)
{
	int64_t end_us = clock_monotonic_us() + (2 * polls * PERIOD_S + 60) * SEC_US;
	unsigned first = stub_lists(stub), answers = 0;
	double warm_mb = NAN;

	while (answers < polls && clock_monotonic_us() < end_us) {
		bench_press(r, KEYS_AT_ONCE, f->first, f->last);
		answers = stub_lists(stub) - first;
		if (isnan(warm_mb) && answers >= WARM_POLLS)
			warm_mb = peak_mb(r);
	}
	f->peak_mb = peak_mb(r);
	f->growth_mb = f->peak_mb - warm_mb;
}

static void
use_room(const struct desk *d, struct stub *stub, unsigned n_alerts, unsigned polls, struct feed *f)
{
	char *config = desk_config(d, stub_port(stub), "5s", "4s");
	struct proc_use at_frame, at_list;
	struct pty_run r;
	int64_t shown_us;

	desk_start_room(d, &r, config, "alerts", WIDE, HIGH);
	pty_run_until_text(&r, "help", LOAD_MS);
	at_frame = proc_use(r.pid);
	shown_us = pty_run_until_text(&r, STUB_ALERT, LOAD_MS);
	f->shown_ms = shown_us == UNSAID ? NAN : (double)(shown_us - r.started_us) / MSEC_US;
	for (int64_t end_us = clock_monotonic_us() + LOAD_MS * MSEC_US;
	     !stub_lists(stub) && clock_monotonic_us() < end_us;)
		pty_run_for(&r, 50);
	at_list = until_settled(&r);
	f->first_cpu_ms = (double)(at_list.cpu_us - at_frame.cpu_us) / 1000;
	f->same_cpu_ms = cpu_of_polls(&r, stub);
	stub_set_churn(stub, n_alerts / 100);
	f->changed_cpu_ms = cpu_of_polls(&r, stub);
	press_for(&r, stub, polls, f);
	desk_quit(&r);
	g_free(config);
}

static void
enter_bars(unsigned n_alerts, const struct feed *f, double peer_cpu_ms)
{
	static double few_p50_ms = NAN;
	double p50_ms = series_at(f->first, 0.5);

	if (n_alerts < MANY) {
		few_p50_ms = p50_ms;
		return;
	}
	table_bar(BAR_KEY_MANY, p50_ms, few_p50_ms);
	table_bar(BAR_KEY_MANY_P99, series_at(f->first, 0.99), NAN);
	table_bar(BAR_INGEST, f->first_cpu_ms, peer_cpu_ms);
	table_bar(BAR_MEMORY_MANY, f->peak_mb, NAN);
	table_bar(BAR_MEMORY_GROWTH, f->growth_mb, NAN);
	table_bar(BAR_POLL_CHANGED, f->changed_cpu_ms, f->first_cpu_ms);
	table_bar(BAR_POLL_SAME, f->same_cpu_ms, f->first_cpu_ms);
}

static void
print(const char *title, const struct feed *f, double peer_cpu_ms, double peer_peak_mb)
{
	table_part(title, "floor_json, one GET into one json-c tree");
	table_row("start to the first alert on the screen, ms", f->shown_ms, NAN, "");
	table_row("CPU of the first poll, ms", f->first_cpu_ms, peer_cpu_ms, "<= 0.8x");
	table_row("CPU of 5 s with a poll, unchanged, ms", f->same_cpu_ms, peer_cpu_ms,
	          "<= 0.1x of the first poll");
	table_row("CPU of 5 s with a poll, 1 % changed, ms", f->changed_cpu_ms, peer_cpu_ms,
	          "<= 0.2x of the first poll");
	table_row("peak resident memory, MB", f->peak_mb, peer_peak_mb, "<= 90 MB");
	table_row("its growth after the fifth of the polls with keys, MB", f->growth_mb, NAN, "");
	table_row("key to first byte, p50, ms", series_at(f->first, 0.5), NAN,
	          "<= 1.5x of 1,000 alerts");
	table_row("key to last byte, p50, ms", series_at(f->last, 0.5), NAN, "");
	table_row("key to first byte, p99, ms", series_at(f->first, 0.99), NAN, "<= 20 ms");
	table_row("key to first byte, the slowest, ms", series_at(f->first, 1), NAN, "");
}

void
bench_feed(const struct desk *d, unsigned n_alerts)
{
	struct stub *stub = stub_start_calm(n_alerts);
	struct feed f = { .first = series_new(), .last = series_new() };
	double peer_cpu_ms, peer_peak_mb;
	char title[96];

	use_room(d, stub, n_alerts, n_alerts < MANY ? WARM_POLLS : 20, &f);
	run_peer(d, stub, &peer_cpu_ms, &peer_peak_mb);
	stub_stop(&stub);
	snprintf(title, sizeof title, "A list of %u alerts, 200x50, polled each %d s", n_alerts,
	         PERIOD_S);
	print(title, &f, peer_cpu_ms, peer_peak_mb);
	enter_bars(n_alerts, &f, peer_cpu_ms);
	g_array_unref(f.first);
	g_array_unref(f.last);
}

void
bench_storm(const struct desk *d, unsigned n_alerts)
{
	struct stub *stub = stub_start(n_alerts);
	struct feed f = { .first = series_new(), .last = series_new() };
	double peer_cpu_ms, peer_peak_mb;
	char title[96];

	use_room(d, stub, n_alerts, WARM_POLLS + 1, &f);
	run_peer(d, stub, &peer_cpu_ms, &peer_peak_mb);
	stub_stop(&stub);
	snprintf(title, sizeof title,
	         "The same, %u alerts of two hours ago: 250 escalations a second", n_alerts);
	print(title, &f, peer_cpu_ms, peer_peak_mb);
	g_array_unref(f.first);
	g_array_unref(f.last);
}
