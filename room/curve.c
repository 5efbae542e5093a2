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

double
curve_at(const struct room *room, const struct curve_share *curve, size_t n, int64_t at_us)
{
	double sum = 0, passed = 0;

	for (size_t i = 0; i < n; i++) {
		const struct phase *phase = placed(room, &curve[i]);

		if (!phase)
			continue;
		sum += curve[i].share;
		passed += curve[i].share * passed_share(phase->start_us, phase->end_us, at_us);
	}
	return sum > 0 ? passed / sum : even_over_event(room, at_us);
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
