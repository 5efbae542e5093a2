/* Until an acknowledgement is durable, against bare SQLite that commits rows of the same size. */
#include "tests/bench/desk.h"
#include "tests/bench/floor_commit.h"
#include "tests/bench/journal_end.h"
#include "tests/bench/table.h"

#include <math.h>
#include <unistd.h>

enum { SINGLES = 500, BULKS = 15, BULK = 1000, PAUSE_US = 4000 };

struct series {
	GArray *single, *bulk;
};

static void
time_ours(struct journal_end *end, unsigned n, GArray *series)
{
	int64_t from_us = clock_monotonic_us();

	journal_end_acknowledge(end, n);
	series_add_span(series, from_us, clock_monotonic_us(), 0);
}

static void
time_floor(struct floor_commit *floor, unsigned n, GArray *series)
{
	int64_t from_us = clock_monotonic_us();

	floor_commit_rows(floor, n);
	series_add_span(series, from_us, clock_monotonic_us(), 0);
}

void
bench_kept(const struct desk *d)
{
	char *path = g_build_filename(d->folder, "kept.db", NULL),
	     *bare = g_build_filename(d->folder, "bare.db", NULL);
	struct floor_commit *floor = floor_commit_open(bare);
	struct journal_end end;
	struct series ours = { series_new(), series_new() }, with = { series_new(), series_new() };

	journal_end_open(&end, path);
	for (int i = 0; i < SINGLES; i++) {
		time_ours(&end, 1, ours.single);
		time_floor(floor, 1, with.single);
		usleep(PAUSE_US);
	}
	for (int i = 0; i < BULKS; i++) {
		time_ours(&end, BULK, ours.bulk);
		time_floor(floor, BULK, with.bulk);
	}
	table_bar(BAR_KEPT_P99, series_at(ours.single, 0.99), NAN);
	table_bar(BAR_KEPT_BULK, series_at(ours.bulk, 0.5), NAN);
	table_part("An acknowledgement is durable, idle journal",
	           "bare SQLite, rows of the same size");
	table_row("one, p50, ms", series_at(ours.single, 0.5), series_at(with.single, 0.5), "");
	table_row("one, p99, ms", series_at(ours.single, 0.99), series_at(with.single, 0.99),
	          "<= 5 ms");
	table_row("1,000 at once, p50, ms", series_at(ours.bulk, 0.5), series_at(with.bulk, 0.5),
	          "<= 100 ms");
	journal_end_close(&end);
	floor_commit_close(&floor);
	g_array_unref(ours.single);
	g_array_unref(ours.bulk);
	g_array_unref(with.single);
	g_array_unref(with.bulk);
	g_free(path);
	g_free(bare);
}
