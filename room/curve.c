/* Phase curves: how much of a plan is expected by an instant. */
#include "room/metric.h"

#include "room/apply.h"
#include "room/phase.h"

#include <math.h>

/* Doubles, so that no pair of instants overflows; they hold microseconds exactly for 285 years. */
static double
passed_share(int64_t start_us, int64_t end_us, int64_t at_us)
{
	double start = (double)start_us, end = (double)end_us, at = (double)at_us;

	if (at >= end)
		return 1;
	return at <= start ? 0 : (at - start) / (end - start);
}

static double
even_over_event(const struct room *room, int64_t at_us)
{
	if (room->is.event_start_us == UNSAID || room->is.event_end_us == UNSAID)
		return NAN;
	return passed_share(room->is.event_start_us, room->is.event_end_us, at_us);
}

/* NULL: the share can't be placed in time. */
static const struct phase *
placed(const struct room *room, const struct curve_share *share)
{
	const struct phase *phase = share->phase ? room_phase(room, share->phase) : NULL;

	if (!phase || phase->start_us == UNSAID || phase->end_us == UNSAID)
		return NULL;
	return isfinite(share->share) && share->share > 0 ? phase : NULL;
}

/* Local seconds since midnight. */
static int64_t
second_of_day(GTimeZone *zone, int64_t at_us)
{
	int64_t at_s = at_us / SEC_US;
	gint interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, at_s);
	int64_t local_s = at_s + (interval < 0 ? 0 : g_time_zone_get_offset(zone, interval));

	return (local_s % 86400 + 86400) % 86400;
}

/* The weight of [from_us, to_us), in hours of weight 1: whole days at once where the clock does not
 * change, else from one full local hour to the next. */
static double
weigh(GTimeZone *zone, const double *hours, double day, int64_t from_us, int64_t to_us)
{
	double sum = 0;

	while (from_us < to_us) {
		int64_t second = second_of_day(zone, from_us), step_us;

		if (to_us - from_us >= DAY_US && second_of_day(zone, from_us + DAY_US) == second) {
			sum += day;
			from_us += DAY_US;
			continue;
		}
		step_us = (3600 - second % 3600) * SEC_US - from_us % SEC_US;
		step_us = MIN(step_us, to_us - from_us);
		sum += hours[second / 3600] * (double)step_us / HOUR_US;
		from_us += step_us;
	}
	return sum;
}

static double
passed_by_hours(const struct room *room, const double *hours, double day, int64_t start_us,
                int64_t end_us, int64_t at_us)
{
	double all;

	if (at_us <= start_us || at_us >= end_us)
		return passed_share(start_us, end_us, at_us);
	all = weigh(room->zone, hours, day, start_us, end_us);
	return all > 0 ? weigh(room->zone, hours, day, start_us, at_us) / all
	               : passed_share(start_us, end_us, at_us);
}

double
curve_at_hours(const struct room *room, const struct curve_share *curve, size_t n,
               const double *hours, int64_t at_us)
{
	double sum = 0, passed = 0, day = 0;

	for (int i = 0; hours && i < HOURS_A_DAY; i++)
		day += hours[i];
	for (size_t i = 0; i < n; i++) {
		const struct phase *phase = placed(room, &curve[i]);

		if (!phase)
			continue;
		sum += curve[i].share;
		passed += curve[i].share *
		          (day > 0 ? passed_by_hours(room, hours, day, phase->start_us,
		                                     phase->end_us, at_us)
		                   : passed_share(phase->start_us, phase->end_us, at_us));
	}
	return sum > 0 ? passed / sum : even_over_event(room, at_us);
}

double
curve_at(const struct room *room, const struct curve_share *curve, size_t n, int64_t at_us)
{
	return curve_at_hours(room, curve, n, NULL, at_us);
}

void
curve_say(struct room *room, struct curve_share **dst, size_t *n_dst, const struct curve_share *src,
          size_t n)
{
	struct curve_share *copy;

	if (!src)
		return;
	copy = g_new(struct curve_share, n);
	for (size_t i = 0; i < n; i++)
		copy[i] = (struct curve_share){ room_str(room, src[i].phase), src[i].share };
	g_free(*dst);
	*dst = copy;
	*n_dst = n;
}
