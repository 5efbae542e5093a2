/* Series of measured values, and the tables that the bench prints of them: first what must be reached, then all. */
#ifndef TESTS_BENCH_TABLE_H
#define TESTS_BENCH_TABLE_H

#include <glib.h>
#include <stdint.h>

/* Values in the order in which they were measured (double). */
GArray *series_new(void);
void series_add(GArray *series, double value);
/* The time between two instants in ms; an instant that never came (UNSAID) counts as timeout_ms. */
void series_add_span(GArray *series, int64_t from_us, int64_t to_us, int timeout_ms);
/* The value below which a share of the values lies: 0.5 is the median. 0 when there is none. */
double series_at(const GArray *series, double share);
double series_median_free(GArray **series);

/* What must be reached, in the order of the first table; its words and limits stand in table.c. */
enum bar {
	BAR_START,
	BAR_KEY,
	BAR_KEY_MANY,
	BAR_KEY_MANY_P99,
	BAR_KEY_HANG,
	BAR_QUIT_HANG,
	BAR_BURST_MS,
	BAR_BURST_BYTES,
	BAR_WRITES,
	BAR_CLEARS,
	BAR_IDLE_BYTES,
	BAR_IDLE_BYTES_WIDE,
	BAR_STEP,
	BAR_STEP_WAR,
	BAR_IDLE_CPU,
	BAR_IDLE_WAKEUPS,
	BAR_SOURCES,
	BAR_INGEST,
	BAR_MEMORY_MANY,
	BAR_MEMORY_GROWTH,
	BAR_POLL_CHANGED,
	BAR_POLL_SAME,
	BAR_FILTER,
	BAR_KEPT_P99,
	BAR_KEPT_BULK,
	BAR_START_LONG,
	BAR_MEMORY_DEMO,
	BARS
};
/* Enters what was found, once a run; where there are several the worst counts. with: the floor or peer of the
 * same run, NAN where the limit is one of the value itself. */
void table_bar(enum bar bar, double ours, double with);
/* What was entered for it; NAN when nothing was. */
double table_bar_value(enum bar bar);

/* Prints what was entered, and then all rows, which wait until here. */
void table_print(void);

void table_head(void);
/* A line of its own. */
void table_line(const char *line);
/* A title for the rows that follow; what they are compared with stands behind it. */
void table_part(const char *title, const char *with);
/* with: NAN where there is nothing to compare with. target: "" where there is none. */
void table_row(const char *what, double ours, double with, const char *target);

#endif
