/* Series of measured values, and the table that the bench prints of them. */
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

void table_head(void);
/* A title for the rows that follow; what they are compared with stands behind it. */
void table_part(const char *title, const char *with);
/* with: NAN where there is nothing to compare with. target: "" where there is none. */
void table_row(const char *what, double ours, double with, const char *target);

#endif
