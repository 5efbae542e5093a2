/* Daily shifts: where they begin and end by the wall clock of the room's zone. */
#include "room/shift.h"

static bool
has_shift(const struct person *person)
{
	return person->shift_from_min != UNSAID && person->shift_to_min != UNSAID;
}

/* The instant of a wall-clock minute of the day that `local` lies in, plus so many days. Built from
 * the calendar and not from midnight + minutes, so that a day of 23 or 25 hours comes out right. */
static int64_t
minute_of_day_us(const struct room *room, GDateTime *local, int days, int64_t minute)
{
	GDateTime *day = g_date_time_add_days(local, days);
	int64_t whole_days = minute / (24 * 60);
	GDateTime *date = g_date_time_add_days(day, (int)whole_days);
	int64_t rest = minute % (24 * 60);
	GDateTime *at = g_date_time_new(
	    room->zone, g_date_time_get_year(date), g_date_time_get_month(date),
	    g_date_time_get_day_of_month(date), (int)(rest / 60), (int)(rest % 60), 0);
	int64_t us = at ? g_date_time_to_unix(at) * SEC_US : UNSAID;

	g_date_time_unref(day);
	g_date_time_unref(date);
	if (at)
		g_date_time_unref(at);
	return us;
}

static GDateTime *
local_of(const struct room *room, int64_t at_us)
{
	GDateTime *utc = g_date_time_new_from_unix_utc(at_us / SEC_US);
	GDateTime *local = utc ? g_date_time_to_timezone(utc, room->zone) : NULL;

	if (utc)
		g_date_time_unref(utc);
	return local;
}

/* A shift over midnight may have begun yesterday. */
int64_t
shift_end_us(const struct room *room, const struct person *person, int64_t now_us)
{
	bool over_midnight = person->shift_to_min <= person->shift_from_min;
	GDateTime *local = has_shift(person) ? local_of(room, now_us) : NULL;
	int64_t end_us = UNSAID;

	for (int day = over_midnight ? -1 : 0; local && day <= 0 && end_us == UNSAID; day++) {
		int64_t from = minute_of_day_us(room, local, day, person->shift_from_min);
		int64_t to =
		    minute_of_day_us(room, local, day + over_midnight, person->shift_to_min);

		if (from != UNSAID && to != UNSAID && now_us >= from && now_us < to)
			end_us = to;
	}
	if (local)
		g_date_time_unref(local);
	return end_us;
}

/* The first instant after this at which the clock shows the minute of the day. */
static int64_t
next_us(const struct room *room, int64_t minute, int64_t after_us)
{
	GDateTime *local = local_of(room, after_us);
	int64_t found_us = UNSAID;

	for (int day = -1; local && day <= 1 && found_us == UNSAID; day++) {
		int64_t at_us = minute_of_day_us(room, local, day, minute);

		if (at_us != UNSAID && at_us > after_us)
			found_us = at_us;
	}
	if (local)
		g_date_time_unref(local);
	return found_us;
}

int64_t
shift_boundary_us(const struct room *room, const struct person *person, int64_t after_us)
{
	if (!has_shift(person))
		return UNSAID;
	return MIN(next_us(room, person->shift_from_min, after_us),
	           next_us(room, person->shift_to_min, after_us));
}

int64_t
shift_next_end_us(const struct room *room, const struct person *person, int64_t after_us)
{
	return has_shift(person) ? next_us(room, person->shift_to_min, after_us) : UNSAID;
}
