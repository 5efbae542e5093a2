/* Inside net/: an event of a calendar, and when it takes place. */
#ifndef NET_ICAL_EVENT_H
#define NET_ICAL_EVENT_H

#include "base/err.h"
#include "net/ical_time.h"

/* Its begin and its length: by the clock on the wall, then exact. */
struct ical_event {
	icalcomponent *component, *calendar; /* lent */
	const char *uid;                     /* lent; "" */
	struct ical_time start;
	int64_t length_us, exact_us;
	struct ical_time moved; /* RECURRENCE-ID: it stands in for that occurrence */
	bool is_moved, is_cancelled;
};

/* False with why it cannot be used; then there is nothing to clear. */
bool ical_event_read(struct ical_event *event, icalcomponent *component, icalcomponent *calendar,
                     GTimeZone *room, struct err *e) MUST_USE;
void ical_event_clear(struct ical_event *event);

/* One occurrence, by what the clock shows where it is and as instants. False: enough. */
typedef bool ical_take(void *user, const struct ical_event *event, int64_t start_us,
                       int64_t end_us);

/* Its occurrences that end after from_us and begin before to_us, EXDATE left out; in order but for RDATE. False with why there
 * may be more of them. */
bool ical_event_occur(const struct ical_event *event, int64_t from_us, int64_t to_us,
                      GTimeZone *room, ical_take *take, void *user, struct err *e) MUST_USE;

#endif
