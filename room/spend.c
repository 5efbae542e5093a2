/* Spending over time: of each line and of all, planned to date, reported, and at what rate. */
#include "room/apply.h"
#include "room/budget.h"
#include "room/metric.h"

#include <math.h>

int64_t
minor_add(int64_t a, int64_t b)
{
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		return a > 0 ? INT64_MAX : -INT64_MAX;
	return sum;
}

/* Never UNSAID, however large. */
int64_t
minor_round(double amount)
{
	if (isnan(amount))
		return 0;
	if (fabs(amount) >= (double)INT64_MAX)
		return amount > 0 ? INT64_MAX : -INT64_MAX;
	return (int64_t)llround(amount);
}

/* What of a move is to be spent by an instant, when the line's curve stands at `share` then. */
static double
moved_by(const struct room *room, const struct line *is, const struct line_move *move,
         int64_t at_us, double share)
{
	double before = curve_at(room, is->curve, is->n_curve, move->at_us);

	if (at_us < move->at_us)
		return 0;
	return (double)move->minor * (before < 1 ? (share - before) / (1 - before) : 1);
}

static int64_t
line_planned_at(const struct room *room, const struct line_state *line, int64_t at_us)
{
	double share = curve_at(room, line->is.curve, line->is.n_curve, at_us);
	double sum = (double)line->stated_minor * share;

	for (guint i = 0; i < line->moves->len; i++)
		sum += moved_by(room, &line->is, &g_array_index(line->moves, struct line_move, i),
		                at_us, share);
	return minor_round(sum);
}

int64_t
budget_planned_at(const struct room *room, const struct line_state *line, int64_t at_us)
{
	int64_t sum = 0;

	if (line)
		return line_planned_at(room, line, at_us);
	for (guint i = 0; i < room->lines->len; i++)
		sum = minor_add(sum, line_planned_at(room, room->lines->pdata[i], at_us));
	return sum;
}

/* Before the first report: linear from nothing at the event's start. */
static double
before_first_report(const struct room *room, struct point first, int64_t at_us)
{
	double start = (double)room->is.event_start_us;
	double passed = (double)at_us - start, whole = (double)first.at_us - start;

	if (room->is.event_start_us == UNSAID || passed <= 0)
		return 0;
	return first.value * passed / whole;
}

static double
line_actual_at(const struct room *room, const struct line_state *line, int64_t at_us)
{
	struct point first;

	if (line->history->len == 0)
		return 0;
	first = g_array_index(line->history, struct point, 0);
	if (at_us < first.at_us)
		return before_first_report(room, first, at_us);
	return history_at(line->history, at_us);
}

int64_t
budget_actual_at(const struct room *room, int64_t at_us)
{
	int64_t sum = 0;

	for (guint i = 0; i < room->lines->len; i++)
		sum =
		    minor_add(sum, minor_round(line_actual_at(room, room->lines->pdata[i], at_us)));
	return sum;
}

double
line_rate(const struct line_state *line)
{
	const GArray *history = line->history;
	struct point first, last;
	int64_t from_us;

	if (history->len == 0)
		return NAN;
	first = g_array_index(history, struct point, 0);
	last = g_array_index(history, struct point, history->len - 1);
	from_us = MAX(first.at_us, last.at_us - DAY_US);
	if (last.at_us - from_us < BUDGET_RATE_MIN_US)
		return NAN;
	return (last.value - history_at(history, from_us)) * (double)DAY_US /
	       (double)(last.at_us - from_us);
}

int64_t
spend_runs_out_us(const struct room *room, int64_t planned, int64_t actual, double rate_per_day,
                  int64_t as_of_us)
{
	double left = (double)planned - (double)actual, at_us;
	int64_t end_us = room->is.event_end_us;

	if (planned <= 0 || as_of_us == UNSAID)
		return UNSAID;
	if (left <= 0)
		return as_of_us;
	if (!(rate_per_day > 0) || end_us == UNSAID)
		return UNSAID;
	at_us = (double)as_of_us + left / rate_per_day * (double)DAY_US;
	return at_us < (double)end_us ? (int64_t)at_us : UNSAID;
}
