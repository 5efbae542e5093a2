/* Buffer against work, as critical-chain scheduling charts it: is the time that was kept in reserve used up
 * faster than the work gets done? */
#ifndef ROOM_FEVER_H
#define ROOM_FEVER_H

#include "room/course.h"

/*
 * The work of a span is planned evenly over all of it but the last `time_buffer_share`, which is the
 * buffer. Buffer used = (time passed - time in which the work that is done was planned) / buffer;
 * below 0 (ahead of the plan) it is 0; above 1 the end is missed. Holds use it up like any time.
 */
struct fever {
	double work;    /* done, 0..1; NAN: nobody has stated it, and nothing is measured */
	double planned; /* of the work, by now, 0..1 */
	double used;    /* of the buffer, 0... */
	int64_t
	    behind_us; /* the same as time: how long ago the work done was planned to be; >= 0 */
	enum fever_zone { FEVER_GREEN, FEVER_YELLOW, FEVER_RED } zone;
};

/* Share of the buffer that may be used before a zone ends, at this share of the work: lines from
 * 15% (yellow) and 30% (red) at no work to 75% and 90% at all of it. */
double fever_limit(enum fever_zone ends, double work);

/* Not measured (NAN) before its start, without planned times, and without buffer. */
struct fever phase_fever(const struct room *room, const struct phase *phase, int64_t now_us);

/* The event: its work is that of the top-level phases by their planned length. */
struct fever room_fever(const struct room *room, int64_t now_us);

#endif
