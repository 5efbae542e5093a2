/* Series of measured values, and the table that the bench prints. */
#include "tests/bench/table.h"

#include "base/clock.h"

#include <math.h>
#include <stdio.h>

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

void
table_head(void)
{
	printf("%-58s %11s %11s %7s  %s\n", "", "warroom", "beside it", "ratio", "target");
}

void
table_part(const char *title, const char *with)
{
	printf("\n%s  [beside it: %s]\n", title, with);
	fflush(stdout);
}

/* Three digits that say something. */
static void
print_number(double value)
{
	if (isnan(value))
		printf(" %11s", "-");
	else
		printf(" %11.*f", fabs(value) < 10 ? 2 : fabs(value) < 100 ? 1 : 0, value);
}

void
table_row(const char *what, double ours, double with, const char *target)
{
	printf("  %-56s", what);
	print_number(ours);
	print_number(with);
	if (with > 0 && !isnan(ours))
		printf(" %6.1fx", ours / with);
	else
		printf(" %7s", "-");
	printf("  %s\n", target);
	fflush(stdout);
}
