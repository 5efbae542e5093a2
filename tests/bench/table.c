/* Series of measured values, and the tables that the bench prints. */
#include "tests/bench/table.h"

#include "base/clock.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* A limit of the value, or with is_ratio of the value over what ran beside it. */
static const struct {
	const char *what, *unit;
	double limit;
	bool is_ratio;
} bars[BARS] = {
	/* clang-format off */
	[BAR_START] = { "first frame, war layout, endpoints dead", "ms", 6, true },
	[BAR_KEY] = { "key in 1,000 alerts, p50", "ms", 2, true },
	[BAR_KEY_MANY] = { "key in 100,000 alerts, p50, beside that in 1,000", "ms", 1.5, true },
	[BAR_KEY_MANY_P99] = { "key in 100,000 alerts, p99, 1 % change a poll", "ms", 20, false },
	[BAR_KEY_HANG] = { "key while every endpoint hangs, p50", "ms", 1.5, true },
	[BAR_QUIT_HANG] = { "quit while every endpoint hangs", "ms", 100, false },
	[BAR_BURST_MS] = { "200 keys in one write, until still", "ms", 60, false },
	[BAR_BURST_BYTES] = { "200 keys in one write", "bytes", 40000, false },
	[BAR_WRITES] = { "terminal writes a frame", "", 2, false },
	[BAR_CLEARS] = { "full clears an idle minute", "", 0, false },
	[BAR_IDLE_BYTES] = { "idle minute, 12 sources, 80x24", "bytes", 2500, false },
	[BAR_IDLE_BYTES_WIDE] = { "idle minute, 12 sources, war 200x50", "bytes", 2500, false },
	[BAR_STEP] = { "a step of the cursor, 80x24", "bytes", 300, false },
	[BAR_STEP_WAR] = { "a step of the cursor, war 200x50", "bytes", 1000, false },
	[BAR_IDLE_CPU] = { "idle minute, 12 sources at 15 s, CPU", "ms", 300, false },
	[BAR_IDLE_WAKEUPS] = { "idle minute, 12 sources at 15 s, wake-ups", "", 200, false },
	[BAR_SOURCES] = { "200 sources at 15 s, 1,000 series, of a core", "%", 5, false },
	[BAR_INGEST] = { "first poll of 100,000 alerts, CPU", "ms", 0.8, true },
	[BAR_MEMORY_MANY] = { "100,000 alerts, peak memory", "MB", 90, false },
	[BAR_MEMORY_GROWTH] = { "  its growth over the last 15 of 20 polls", "MB", 2, false },
	[BAR_POLL_CHANGED] = { "next poll of 100,000, 1 % changed, of the first", "ms", 0.2, true },
	[BAR_POLL_SAME] = { "next poll of 100,000, none changed, of the first", "ms", 0.1, true },
	[BAR_FILTER] = { "a letter of the filter in 100,000 alerts, p50", "ms", 30, false },
	[BAR_KEPT_P99] = { "an acknowledgement is durable, p99", "ms", 5, false },
	[BAR_KEPT_BULK] = { "1,000 acknowledgements are durable", "ms", 100, false },
	[BAR_START_LONG] = { "first frame on 1,000,000 events", "ms", 10, true },
	[BAR_MEMORY_DEMO] = { "the demo, peak memory", "MB", 24, false },
	/* clang-format on */
};

static struct {
	bool is_there;
	double ours, with;
} found[BARS];

/* The rows that wait. */
static GString *rows;

GArray *
series_new(void)
{
	return g_array_new(FALSE, FALSE, sizeof(double));
}

void
series_add(GArray *series, double value)
{
	g_array_append_val(series, value);
}

void
series_add_span(GArray *series, int64_t from_us, int64_t to_us, int timeout_ms)
{
	series_add(series, to_us == UNSAID ? timeout_ms : (double)(to_us - from_us) / MSEC_US);
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double
series_at(const GArray *series, double share)
{
	double *sorted, value = 0;

	if (series->len == 0)
		return 0;
	sorted = g_memdup2(series->data, series->len * sizeof *sorted);
	qsort(sorted, series->len, sizeof *sorted, compare);
	value = sorted[(guint)(share * (series->len - 1) + 0.5)];
	g_free(sorted);
	return value;
}

double
series_median_free(GArray **series)
{
	double median = series_at(*series, 0.5);

	g_array_unref(*series);
	*series = NULL;
	return median;
}

static GString *
waiting(void)
{
	if (!rows)
		rows = g_string_new(NULL);
	return rows;
}

void
table_head(void)
{
	g_string_append_printf(waiting(), "\n%-58s %11s %11s %7s  %s\n", "", "warroom", "beside it",
	                       "ratio", "target");
}

/* Whoever waits sees on standard error where it is. */
void
table_part(const char *title, const char *with)
{
	g_string_append_printf(waiting(), "\n%s  [beside it: %s]\n", title, with);
	fprintf(stderr, "bench: %s: done\n", title);
}

void
table_line(const char *line)
{
	g_string_append_printf(waiting(), "%s\n", line);
}

/* Three digits that say something. */
static void
add_number(GString *to, double value)
{
	if (isnan(value))
		g_string_append_printf(to, " %11s", "-");
	else
		g_string_append_printf(to, " %11.*f",
		                       fabs(value) < 10    ? 2
		                       : fabs(value) < 100 ? 1
		                                           : 0,
		                       value);
}

static void
add_ratio(GString *to, double ours, double with)
{
	if (with > 0 && !isnan(ours))
		g_string_append_printf(to, " %6.1fx", ours / with);
	else
		g_string_append_printf(to, " %7s", "-");
}

void
table_row(const char *what, double ours, double with, const char *target)
{
	g_string_append_printf(waiting(), "  %-56s", what);
	add_number(rows, ours);
	add_number(rows, with);
	add_ratio(rows, ours, with);
	g_string_append_printf(rows, "  %s\n", target);
}

static double
judged(enum bar bar, double ours, double with)
{
	return bars[bar].is_ratio ? ours / with : ours;
}

void
table_bar(enum bar bar, double ours, double with)
{
	double was = judged(bar, found[bar].ours, found[bar].with), now = judged(bar, ours, with);

	if (found[bar].is_there && was >= now)
		return;
	found[bar].is_there = true;
	found[bar].ours = ours;
	found[bar].with = with;
}

double
table_bar_value(enum bar bar)
{
	return found[bar].is_there ? found[bar].ours : NAN;
}

static void
print_bar(enum bar bar)
{
	GString *line = g_string_new(NULL);
	double value = judged(bar, found[bar].ours, found[bar].with);

	g_string_printf(line, "%s%s%s", bars[bar].what, *bars[bar].unit ? ", " : "",
	                bars[bar].unit);
	printf("%-58s", line->str);
	g_string_truncate(line, 0);
	if (found[bar].is_there) {
		add_number(line, found[bar].ours);
		add_number(line, found[bar].with);
		if (bars[bar].is_ratio && !isnan(value))
			g_string_append_printf(line, " %6.2fx", value);
		else
			g_string_append_printf(line, " %7s", "-");
	} else {
		g_string_append_printf(line, " %11s %11s %7s", "-", "-", "-");
	}
	printf("%s %8g%s  %s\n", line->str, bars[bar].limit, bars[bar].is_ratio ? "x" : " ",
	       !found[bar].is_there || isnan(value) ? "not measured"
	       : value <= bars[bar].limit           ? "met"
	                                            : "MISSED");
	g_string_free(line, TRUE);
}

void
table_print(void)
{
	printf("%-58s %11s %11s %7s %9s\n", "", "warroom", "beside it", "ratio", "must reach");
	for (enum bar bar = 0; bar < BARS; bar++)
		print_bar(bar);
	printf("%s", waiting()->str);
	g_string_free(rows, TRUE);
	rows = NULL;
}
