/* Inside net/: times of a calendar in the zones that it names. */
#ifndef NET_ICAL_TIME_H
#define NET_ICAL_TIME_H

#include "base/clock.h"

#include <libical/ical.h>

/* The zone of a time: one of the system's (owned), or one that the calendar defines (lent). */
struct ical_zone {
	GTimeZone *system; /* NULL: `own` */
	icaltimezone *own;
};

/* What a property says. is_date: a day, at its midnight. */
struct ical_time {
	int64_t local_us; /* what the clock shows in the zone, counted as if it were UTC */
	bool is_date;
	struct ical_zone zone;
};

/* False when the property holds no time, or one in a zone that is known neither here nor in the calendar: the
 * name of that one stands in *zone (lent), else NULL. `room` is the zone of days and of times without one. */
bool ical_time_read(struct ical_time *t, icalproperty *property, icalcomponent *calendar,
                    GTimeZone *room, const char **zone);
void ical_time_clear(struct ical_time *t);

/* What the clock shows, counted as if it were UTC; UNSAID when it is no time. And back. */
int64_t ical_local_us(const struct icaltimetype *tt);
struct icaltimetype ical_local_time(int64_t local_us, bool is_date);

/* The instant at which the zone's clock shows it; UNSAID: none that we can tell. */
int64_t ical_instant_us(const struct ical_zone *zone, int64_t local_us);

#endif
