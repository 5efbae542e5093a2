/* The budget as a whole: plan to date, burn, forecast, shares, and the room's rules about them. */
#include "room/budget.h"

#include "room/apply.h"
#include "room/metric.h"

#include <math.h>

enum { MINOR_PER_MAJOR = 100 };

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

		b->planned = minor_add(b->planned, line->is.planned_minor);
		b->committed = minor_add(b->committed, line->is.committed_minor);
		b->actual = minor_add(b->actual, line->is.actual_minor);
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
	return minor_round((double)b->actual * (double)b->planned / sums->planned_as_of);
}

/* After the last as-of. */
static int64_t
eac_at_rate(const struct budget *b, const struct sums *sums, const struct room *room)
{
	double left_us = (double)room->is.event_end_us - (double)sums->last_as_of_us;

	if (isnan(b->rate_per_day) || room->is.event_end_us == UNSAID)
		return UNSAID;
	return minor_round((double)b->actual + b->rate_per_day * fmax(0, left_us) / (double)DAY_US);
}

static void
widen(struct budget *b, double forecast)
{
	int64_t minor = minor_round(forecast);

	if (isnan(forecast))
		return;
	b->forecast_low = b->forecast_low == UNSAID ? minor : MIN(b->forecast_low, minor);
	b->forecast_high = b->forecast_high == UNSAID ? minor : MAX(b->forecast_high, minor);
}

static void
fill_spread(struct budget *b)
{
	b->forecast_low = b->forecast_high = UNSAID;
	widen(b, b->forecast_end == UNSAID ? NAN : (double)b->forecast_end);
	widen(b, b->ev.eac);
	widen(b, b->ev.eac_atypical);
	widen(b, b->ev.eac_cost_and_schedule);
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

	b->loss = b->loss_left = UNSAID;
	b->loss_share = NAN;
	if (!metric || isnan(metric->value))
		return;
	b->loss = minor_round(metric->value * MINOR_PER_MAJOR);
	b->loss_share = share((double)b->loss, (double)b->planned);
	b->loss_left = minor_round(room->is.loss_cap * (double)b->planned - (double)b->loss);
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
	b.runs_out_us =
	    spend_runs_out_us(room, b.planned, b.actual, b.rate_per_day, sums.last_as_of_us);
	b.eac_at_rate = eac_at_rate(&b, &sums, room);
	b.spend_left = minor_round(room->is.spend_cap * (double)b.planned - (double)b.actual);
	fill_shares(&b, &sums);
	fill_loss(&b, room);
	fill_rules(&b, &room->is);
	b.return_ratio = sums.weight_actual > 0 ? sums.return_actual / sums.weight_actual
	                                        : share(sums.return_planned, sums.weight_planned);
	b.ev = earned_value((double)b.planned, (double)b.planned_now, earned(&b, room),
	                    (double)b.actual);
	fill_spread(&b);
	return b;
}
