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

static double
sustainable_per_day(const struct budget *b, const struct room *room, int64_t now_us)
{
	double left_us = (double)room->is.event_end_us - (double)now_us;

	if (room->is.event_end_us == UNSAID || left_us <= 0)
		return NAN;
	return fmax(0, (double)b->planned - (double)b->actual) * (double)DAY_US / left_us;
}

/* After the last as-of. */
static int64_t
eac_at_rate(const struct budget *b, int64_t last_as_of_us, const struct room *room)
{
	double left_us = (double)room->is.event_end_us - (double)last_as_of_us;

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

/* Shares of what is planned and of what is spent, by class. */
static void
fill_shares(struct budget *b, const struct room *room, int64_t now_us)
{
	double planned[LINE_RESERVE + 1] = { 0 }, actual[LINE_RESERVE + 1] = { 0 };
	GArray *classes = room_outlooks(room, BY_CLASS, now_us);

	for (guint i = 0; i < classes->len; i++) {
		const struct outlook *of = &g_array_index(classes, struct outlook, i);

		planned[of->class] = (double)of->planned;
		actual[of->class] = (double)of->actual;
	}
	g_array_unref(classes);
	b->core = share(planned[LINE_CORE], (double)b->planned);
	b->other = share(planned[LINE_OTHER], (double)b->planned);
	b->reserve = share(planned[LINE_RESERVE], (double)b->planned);
	b->core_actual = share(actual[LINE_CORE], (double)b->actual);
	b->other_actual = share(actual[LINE_OTHER], (double)b->actual);
	b->reserve_actual = share(actual[LINE_RESERVE], (double)b->actual);
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
	struct outlook all = room_outlook(room, now_us);
	struct budget b = { .planned = all.planned,
		            .committed = all.committed,
		            .actual = all.actual,
		            .as_of_us = all.as_of_us,
		            .planned_now = all.planned_now,
		            .burn = all.burn,
		            .rate_per_day = all.rate_per_day,
		            .forecast_end = all.forecast,
		            .runs_out_us = all.runs_out_us,
		            .return_ratio = all.return_ratio };

	b.plan = share((double)b.planned_now, (double)b.planned);
	b.sustainable_per_day = sustainable_per_day(&b, room, now_us);
	b.eac_at_rate = eac_at_rate(&b, all.last_as_of_us, room);
	b.spend_left = minor_round(room->is.spend_cap * (double)b.planned - (double)b.actual);
	fill_shares(&b, room, now_us);
	fill_loss(&b, room);
	fill_rules(&b, &room->is);
	b.ev = earned_value((double)b.planned, (double)b.planned_now, earned(&b, room),
	                    (double)b.actual);
	fill_spread(&b);
	return b;
}
