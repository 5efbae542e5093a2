/* Times of a calendar in the zones that it names: the system's where it knows the name, since calendars carry old
 * rules along; else what the calendar defines. */
#include "net/ical_time.h"

#include <string.h>

enum { ZONE_NAME_MAX = 64, ZONE_RULES_MAX = 32 };

/* The name is a path below the system's zones for GLib: nothing that leaves them. */
static bool
is_name(const char *tzid)
{
	return *tzid && strlen(tzid) <= ZONE_NAME_MAX && g_ascii_isalpha(*tzid) &&
	       !strstr(tzid, "..") &&
	       tzid[strspn(tzid, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "/_+-")] == '\0';
}

/* "/softwarestudio.org/Tzfile/Europe/Berlin" ends with a name of the system. */
static GTimeZone *
system_zone(const char *tzid)
{
	GTimeZone *zone = is_name(tzid) ? g_time_zone_new_identifier(tzid) : NULL;
	const char *slash = *tzid == '/' ? strchr(tzid + 1, '/') : NULL;

	for (; !zone && slash; slash = strchr(slash + 1, '/'))
		if (is_name(slash + 1))
			zone = g_time_zone_new_identifier(slash + 1);
	return zone;
}

static bool
is_empty(const short *list)
{
	return *list == ICAL_RECURRENCE_ARRAY_MAX;
}

/* A zone's clock changes on a day of the year; anything else is made to cost memory. */
static bool
is_tame(icalcomponent *observance)
{
	int n = 0;

	for (icalproperty *p = icalcomponent_get_first_property(observance, ICAL_RRULE_PROPERTY); p;
	     p = icalcomponent_get_next_property(observance, ICAL_RRULE_PROPERTY)) {
		icalvalue *value = icalproperty_get_value(p);
		struct icalrecurrencetype rule;

		if (!value || icalvalue_isa(value) != ICAL_RECUR_VALUE || ++n > 1)
			return false;
		rule = icalvalue_get_recur(value);
		if (rule.freq != ICAL_YEARLY_RECURRENCE || rule.rscale || !is_empty(rule.by_hour) ||
		    !is_empty(rule.by_minute) || !is_empty(rule.by_second) ||
		    !is_empty(rule.by_week_no) || !is_empty(rule.by_year_day) ||
		    is_empty(rule.by_month))
			return false;
	}
	return true;
}

static icaltimezone *
own_zone(icalcomponent *calendar, const char *tzid)
{
	icaltimezone *found = icalcomponent_get_timezone(calendar, tzid);
	int n = 0;

	for (icalcomponent *z =
	         icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT);
	     z && found; z = icalcomponent_get_next_component(calendar, ICAL_VTIMEZONE_COMPONENT))
		for (icalcomponent *o = icalcomponent_get_first_component(z, ICAL_ANY_COMPONENT); o;
		     o = icalcomponent_get_next_component(z, ICAL_ANY_COMPONENT))
			if (++n > ZONE_RULES_MAX || !is_tame(o))
				return NULL;
	return found;
}

int64_t
ical_local_us(const struct icaltimetype *tt)
{
	GDateTime *at =
	    g_date_time_new_utc(tt->year, tt->month, tt->day, tt->is_date ? 0 : tt->hour,
	                        tt->is_date ? 0 : tt->minute, tt->is_date ? 0 : tt->second);
	int64_t us = at ? g_date_time_to_unix(at) * SEC_US : UNSAID;

	if (at)
		g_date_time_unref(at);
	/* far from any roster: sums of them must not overflow */
	return us != UNSAID && tt->year >= 1900 && tt->year <= 2200 ? us : UNSAID;
}

struct icaltimetype
ical_local_time(int64_t local_us, bool is_date)
{
	GDateTime *at = g_date_time_new_from_unix_utc(local_us / SEC_US);
	struct icaltimetype tt = { .year = g_date_time_get_year(at),
		                   .month = g_date_time_get_month(at),
		                   .day = g_date_time_get_day_of_month(at),
		                   .hour = g_date_time_get_hour(at),
		                   .minute = g_date_time_get_minute(at),
		                   .second = g_date_time_get_second(at),
		                   .is_date = is_date };

	g_date_time_unref(at);
	return tt;
}

int64_t
ical_instant_us(const struct ical_zone *zone, int64_t local_us)
{
	struct icaltimetype tt = ical_local_time(local_us, false);
	GDateTime *at;
	int64_t us;

	if (!zone->system)
		return (int64_t)icaltime_as_timet_with_zone(tt, zone->own) * SEC_US;
	at =
	    g_date_time_new(zone->system, tt.year, tt.month, tt.day, tt.hour, tt.minute, tt.second);
	us = at ? g_date_time_to_unix(at) * SEC_US : UNSAID;
	if (at)
		g_date_time_unref(at);
	return us;
}

/* Days, and times that name no zone, are the room's. */
static void
find_zone(struct ical_time *t, const struct icaltimetype *tt, const char *tzid,
          icalcomponent *calendar, GTimeZone *room)
{
	t->zone = (struct ical_zone){ NULL, NULL };
	if (icaltime_is_utc(*tt))
		t->zone.system = g_time_zone_new_utc();
	else if (tt->is_date || !tzid)
		t->zone.system = g_time_zone_ref(room);
	else
		t->zone.system = system_zone(tzid);
	if (!t->zone.system)
		t->zone.own = own_zone(calendar, tzid);
}

bool
ical_time_read(struct ical_time *t, icalproperty *property, icalcomponent *calendar,
               GTimeZone *room, const char **zone)
{
	icalvalue *value = icalproperty_get_value(property);
	icalvalue_kind kind = value ? icalvalue_isa(value) : ICAL_NO_VALUE;
	icalparameter *named = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
	const char *tzid = named ? icalparameter_get_tzid(named) : NULL;
	struct icaltimetype tt;

	*zone = NULL;
	if (kind == ICAL_DATE_VALUE)
		tt = icalvalue_get_date(value);
	else if (kind == ICAL_DATETIME_VALUE)
		tt = icalvalue_get_datetime(value);
	else if (kind == ICAL_PERIOD_VALUE)
		tt = icalvalue_get_period(value).start;
	else
		return false;
	t->is_date = tt.is_date;
	t->local_us = ical_local_us(&tt);
	if (t->local_us == UNSAID)
		return false;
	find_zone(t, &tt, tzid, calendar, room);
	if (!t->zone.system && !t->zone.own)
		*zone = tzid;
	return !*zone;
}

void
ical_time_clear(struct ical_time *t)
{
	if (t->zone.system)
		g_time_zone_unref(t->zone.system);
	t->zone.system = NULL;
}
