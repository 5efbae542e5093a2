/* The budget as a whole: plan to date, burn, forecast, shares, and the room's rules about them. */
#include "room/budget.h"

#include "room/apply.h"
#include "room/metric.h"

#include <math.h>

enum { MINOR_PER_MAJOR = 100 };

static int64_t
add(int64_t a, int64_t b)
{
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		return a > 0 ? INT64_MAX : -INT64_MAX;
	return sum;
}

/* NAN is nothing. Never UNSAID, however large. */
static int64_t
to_minor(double amount)
{
	if (isnan(amount))
		return 0;
	if (fabs(amount) >= (double)INT64_MAX)
		return amount > 0 ? INT64_MAX : -INT64_MAX;
	return (int64_t)llround(amount);
}

static double
share(double part, double whole)
{
	return whole > 0 ? part / whole : NAN;
}

static const struct line_state *
line_at(const struct room *room, guint i)
{
	return g_ptr_array_index(room->lines, i);
}

int64_t
budget_planned_at(const struct room *room, const struct line_state *line, int64_t at_us)
{
	int64_t sum = 0;

	if (line)
		return to_minor((double)line->is.planned_minor *
		                curve_at(room, line->is.curve, line->is.n_curve, at_us));
	for (guint i = 0; i < room->lines->len; i++)
		sum = add(sum, budget_planned_at(room, line_at(room, i), at_us));
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
		sum = add(sum, to_minor(line_actual_at(room, line_at(room, i), at_us)));
	return sum;
}

/* Minor units a day over the last 24 h of a line's reports; NAN if they span too little. */
static double
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

/* What is summed over the lines on the way to a budget. */
struct sums {
	double planned[LINE_RESERVE + 1], actual[LINE_RESERVE + 1]; /* by class */
	double planned_as_of; /* by the lines that report, at the as-of of each */
	double return_actual, return_planned, weight_actual, weight_planned;
	int64_t last_as_of_us; /* UNSAID */
};

static void
sum_return(struct sums *sums, const struct line *is)
{
	if (isnan(is->return_ratio))
		return;
	sums->weight_actual += (double)is->actual_minor;
	sums->weight_planned += (double)is->planned_minor;
	sums->return_actual += is->return_ratio * (double)is->actual_minor;
	sums->return_planned += is->return_ratio * (double)is->planned_minor;
}

static void
sum_report(struct budget *b, struct sums *sums, const struct room *room,
           const struct line_state *line)
{
	int64_t as_of_us = line->is.as_of_us;
	double rate = line_rate(line);

	if (as_of_us == UNSAID)
		return;
	b->as_of_us = b->as_of_us == UNSAID ? as_of_us : MIN(b->as_of_us, as_of_us);
	sums->last_as_of_us = MAX(sums->last_as_of_us, as_of_us);
	sums->planned_as_of += (double)budget_planned_at(room, line, as_of_us);
	if (!isnan(rate))
		b->rate_per_day = isnan(b->rate_per_day) ? rate : b->rate_per_day + rate;
}

static struct sums
sum_lines(struct budget *b, const struct room *room)
{
	struct sums sums = { .last_as_of_us = UNSAID };

	for (guint i = 0; i < room->lines->len; i++) {
		const struct line_state *line = line_at(room, i);

		b->planned = add(b->planned, line->is.planned_minor);
		b->committed = add(b->committed, line->is.committed_minor);
		b->actual = add(b->actual, line->is.actual_minor);
		sums.planned[line->is.class] += (double)line->is.planned_minor;
		sums.actual[line->is.class] += (double)line->is.actual_minor;
		sum_return(&sums, &line->is);
		sum_report(b, &sums, room, line);
	}
	return sums;
}

static double
sustainable_per_day(const struct budget *b, const struct room *room, int64_t now_us)
{
	double left_us = (double)room->is.event_end_us - (double)now_us;

	if (room->is.event_end_us == UNSAID || left_us <= 0)
		return NAN;
	return fmax(0, (double)b->planned - (double)b->actual) * (double)DAY_US / left_us;
}

static int64_t
forecast_end(const struct budget *b, const struct sums *sums)
{
	if (sums->planned_as_of <= 0)
		return UNSAID;
	return to_minor((double)b->actual * (double)b->planned / sums->planned_as_of);
}

static int64_t
runs_out_us(const struct budget *b, const struct sums *sums, const struct room *room)
{
	double left = (double)b->planned - (double)b->actual, at_us;
	int64_t end_us = room->is.event_end_us;

	if (b->planned <= 0 || sums->last_as_of_us == UNSAID)
		return UNSAID;
	if (left <= 0)
		return sums->last_as_of_us;
	if (!(b->rate_per_day > 0) || end_us == UNSAID)
		return UNSAID;
	at_us = (double)sums->last_as_of_us + left / b->rate_per_day * (double)DAY_US;
	return at_us < (double)end_us ? (int64_t)at_us : UNSAID;
}

static void
fill_shares(struct budget *b, const struct sums *sums)
{
	b->core = share(sums->planned[LINE_CORE], (double)b->planned);
	b->other = share(sums->planned[LINE_OTHER], (double)b->planned);
	b->reserve = share(sums->planned[LINE_RESERVE], (double)b->planned);
	b->core_actual = share(sums->actual[LINE_CORE], (double)b->actual);
	b->other_actual = share(sums->actual[LINE_OTHER], (double)b->actual);
	b->reserve_actual = share(sums->actual[LINE_RESERVE], (double)b->actual);
}

static void
fill_loss(struct budget *b, const struct room *room)
{
	const struct metric_state *metric = room_metric(room, room->is.loss_metric);

	b->loss = UNSAID;
	b->loss_share = NAN;
	if (!metric || isnan(metric->value))
		return;
	b->loss = to_minor(metric->value * MINOR_PER_MAJOR);
	b->loss_share = share((double)b->loss, (double)b->planned);
}

/* Comparisons with an undefined share are false: what is unknown breaks no rule. */
static void
fill_rules(struct budget *b, const struct define_room *is)
{
	b->core_too_small = b->core < is->core_share_min;
	b->other_too_big = b->other > is->other_share_max;
	b->loss_over_cap = b->loss_share > is->loss_cap;
	b->spend_over_cap = b->burn > is->spend_cap;
}

static double
earned(const struct budget *b, const struct room *room)
{
	const struct metric_state *metric = room_metric(room, room->is.earned_metric);

	if (!metric || !(metric->is.target > 0) || isnan(metric->value))
		return NAN;
	return CLAMP(metric->value / metric->is.target, 0, 1) * (double)b->planned;
}

struct budget
room_budget(const struct room *room, int64_t now_us)
{
	struct budget b = { .as_of_us = UNSAID, .rate_per_day = NAN };
	struct sums sums = sum_lines(&b, room);

	b.planned_now = budget_planned_at(room, NULL, now_us);
	b.burn = share((double)b.actual, (double)b.planned);
	b.plan = share((double)b.planned_now, (double)b.planned);
	b.sustainable_per_day = sustainable_per_day(&b, room, now_us);
	b.forecast_end = forecast_end(&b, &sums);
	b.runs_out_us = runs_out_us(&b, &sums, room);
	fill_shares(&b, &sums);
	fill_loss(&b, room);
	fill_rules(&b, &room->is);
	b.return_ratio = sums.weight_actual > 0 ? sums.return_actual / sums.weight_actual
	                                        : share(sums.return_planned, sums.weight_planned);
	b.ev = earned_value((double)b.planned, (double)b.planned_now, earned(&b, room),
	                    (double)b.actual);
	return b;
}
