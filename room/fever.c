/* Buffer against work, as critical-chain scheduling charts it. */
#include "room/fever.h"

#include <math.h>

double
fever_limit(enum fever_zone ends, double work)
{
	return (ends == FEVER_GREEN ? 0.15 : 0.30) + 0.60 * CLAMP(work, 0, 1);
}

/* Doubles, so that no pair of instants overflows. */
static struct fever
measure(const struct room *room, double start, double end, double now, double work)
{
	struct fever fever = { .work = NAN, .planned = NAN, .used = NAN };
	double buffer = room->is.time_buffer_share * (end - start), time = end - start - buffer;
	double behind;

	if (isnan(work) || now < start || !(time > 0) || !(buffer > 0))
		return fever;
	behind = work < 1 ? MAX(now - start - work * time, 0) : 0;
	fever.work = work;
	fever.planned = MIN((now - start) / time, 1);
	fever.used = behind / buffer;
	fever.behind_us = (int64_t)MIN(behind, 9e18);
	if (fever.used > fever_limit(FEVER_YELLOW, work))
		fever.zone = FEVER_RED;
	else if (fever.used > fever_limit(FEVER_GREEN, work))
		fever.zone = FEVER_YELLOW;
	return fever;
}

struct fever
phase_fever(const struct room *room, const struct phase *phase, int64_t now_us)
{
	bool is_planned = phase->start_us != UNSAID && phase->end_us != UNSAID;

	return measure(room, (double)phase->start_us, (double)phase->end_us, (double)now_us,
	               is_planned ? phase->done_share : NAN);
}

/* What has not started needs no word; of what runs or is over, somebody has to say it. */
static double
work_of(const struct phase *phase, int64_t now_us)
{
	if (!isnan(phase->done_share))
		return phase->done_share;
	return phase->start_us > now_us ? 0 : NAN;
}

struct fever
room_fever(const struct room *room, int64_t now_us)
{
	double done = 0, all = 0;

	for (guint i = 0; i < room->phases->len; i++) {
		const struct phase *phase = g_ptr_array_index(room->phases, i);
		double length = (double)phase->end_us - (double)phase->start_us;

		if (phase_depth(room, phase) > 0 || phase->start_us == UNSAID ||
		    phase->end_us == UNSAID)
			continue;
		done += length * work_of(phase, now_us);
		all += length;
	}
	if (room->is.event_start_us == UNSAID || room->is.event_end_us == UNSAID)
		done = NAN;
	return measure(room, (double)room->is.event_start_us, (double)room->is.event_end_us,
	               (double)now_us, all > 0 ? done / all : NAN);
}
