/* Histories: points in time, in order, bounded by thinning what is old. */
#include "room/apply.h"

#include <math.h>

GArray *
history_new(void)
{
	return g_array_new(FALSE, FALSE, sizeof(struct point));
}

static struct point *
at(const GArray *history, guint i)
{
	return &g_array_index(history, struct point, i);
}

/* How many points are at or before this instant. */
static guint
count_until(const GArray *history, int64_t at_us)
{
	guint low = 0, high = history->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (at(history, middle)->at_us <= at_us)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
thin(GArray *history)
{
	guint half = history->len / 2, kept = 0;

	for (guint i = 0; i < half; i += 2)
		*at(history, kept++) = *at(history, i);
	g_array_remove_range(history, kept, half - kept);
}

void
history_put(GArray *history, struct point point, guint max)
{
	guint i = count_until(history, point.at_us);

	if (i > 0 && at(history, i - 1)->at_us == point.at_us)
		*at(history, i - 1) = point;
	else
		g_array_insert_val(history, i, point);
	if (history->len > max)
		thin(history);
}

static void
halve(GArray *history)
{
	guint kept = 0;

	for (guint i = 0; i < history->len; i += 2)
		*at(history, kept++) = *at(history, i);
	g_array_set_size(history, kept);
}

void
history_put_coarse(GArray *history, struct point point, guint max, int64_t *step_us)
{
	int64_t last_us = history->len > 0 ? at(history, history->len - 1)->at_us : 0, mean_us;

	if (history->len > 0 && (point.at_us <= last_us || point.at_us - last_us < *step_us))
		return;
	g_array_append_val(history, point);
	if (history->len <= max)
		return;
	mean_us = (point.at_us - at(history, 0)->at_us) / (history->len - 1);
	halve(history);
	*step_us = *step_us > 0 ? 2 * *step_us : 2 * mean_us;
}

double
history_at(const GArray *history, int64_t at_us)
{
	guint i = count_until(history, at_us);
	const struct point *before, *after;

	if (i == 0)
		return NAN;
	before = at(history, i - 1);
	if (i == history->len)
		return before->value;
	after = at(history, i);
	return before->value + (after->value - before->value) *
	                           ((double)at_us - (double)before->at_us) /
	                           ((double)after->at_us - (double)before->at_us);
}
