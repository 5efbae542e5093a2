/* An event of a calendar, and when it takes place: rules, single dates, and what they leave out. */
#include "net/ical_event.h"

#include "base/lang.h"
#include "base/text.h"

#include <string.h>

/* Steps of one rule: 50 years of days. */
enum { STEPS_MAX = 20000, DATES_MAX = 2000 };

static icalproperty *
property_of(icalcomponent *c, icalproperty_kind kind)
{
	return icalcomponent_get_first_property(c, kind);
}

/* Why a time cannot be read. */
static bool
refuse(const char *what, const char *zone, struct err *e)
{
	char *clean = zone ? text_clean(zone, strlen(zone), 64, NULL) : NULL;

	if (zone)
		err_set(
		    e,
		    _("its %s is in the zone '%s', which is known neither here nor in the calendar"),
		    what, clean);
	else
		err_set(e, _("its %s is no time"), what);
	g_free(clean);
	return false;
}

static bool
is_same_zone(const struct ical_time *a, const struct ical_time *b)
{
	if (a->zone.system && b->zone.system)
		return !strcmp(g_time_zone_get_identifier(a->zone.system),
		               g_time_zone_get_identifier(b->zone.system));
	return a->zone.own && a->zone.own == b->zone.own;
}

static bool
read_duration(struct ical_event *event, icalproperty *p, struct err *e)
{
	icalvalue *value = icalproperty_get_value(p);
	struct icaldurationtype d;

	if (!value || icalvalue_isa(value) != ICAL_DURATION_VALUE)
		return err_set(e, _("its DURATION is none"));
	d = icalvalue_get_duration(value);
	if (d.is_neg || d.weeks > 1000 || d.days > 1000 || d.hours > 10000 || d.minutes > 100000 ||
	    d.seconds > 1000000)
		return err_set(e, _("its DURATION is none that a turn has"));
	event->length_us = (d.weeks * 7 + d.days) * DAY_US;
	event->exact_us = d.hours * HOUR_US + d.minutes * MIN_US + d.seconds * SEC_US;
	return true;
}

/* A turn from 09:00 to 17:00 ends at 17:00 also where the clock was changed in between. */
static bool
read_end(struct ical_event *event, icalproperty *p, GTimeZone *room, struct err *e)
{
	struct ical_time end;
	const char *zone;

	if (!ical_time_read(&end, p, event->calendar, room, &zone))
		return refuse("DTEND", zone, e);
	if (is_same_zone(&event->start, &end))
		event->length_us = end.local_us - event->start.local_us;
	else
		event->exact_us = ical_instant_us(&end.zone, end.local_us) -
		                  ical_instant_us(&event->start.zone, event->start.local_us);
	ical_time_clear(&end);
	if (event->length_us < 0 || event->exact_us < 0 || event->length_us > 1000 * DAY_US)
		return err_set(e, _("it ends before it begins, or years later"));
	return true;
}

static bool
read_length(struct ical_event *event, GTimeZone *room, struct err *e)
{
	icalproperty *end = property_of(event->component, ICAL_DTEND_PROPERTY);
	icalproperty *duration = property_of(event->component, ICAL_DURATION_PROPERTY);

	if (end)
		return read_end(event, end, room, e);
	if (duration)
		return read_duration(event, duration, e);
	event->length_us = event->start.is_date ? DAY_US : 0;
	return true;
}

static bool
read_moved(struct ical_event *event, GTimeZone *room, struct err *e)
{
	icalproperty *p = property_of(event->component, ICAL_RECURRENCEID_PROPERTY);
	const char *zone;

	if (!p)
		return true;
	event->is_moved = true;
	return ical_time_read(&event->moved, p, event->calendar, room, &zone) ||
	       refuse("RECURRENCE-ID", zone, e);
}

static void
read_words(struct ical_event *event)
{
	icalproperty *uid = property_of(event->component, ICAL_UID_PROPERTY);
	icalproperty *status = property_of(event->component, ICAL_STATUS_PROPERTY);
	icalvalue *value = uid ? icalproperty_get_value(uid) : NULL;

	event->uid =
	    value && icalvalue_isa(value) == ICAL_TEXT_VALUE ? icalvalue_get_text(value) : "";
	value = status ? icalproperty_get_value(status) : NULL;
	event->is_cancelled = value && icalvalue_isa(value) == ICAL_STATUS_VALUE &&
	                      icalvalue_get_status(value) == ICAL_STATUS_CANCELLED;
}

bool
ical_event_read(struct ical_event *event, icalcomponent *component, icalcomponent *calendar,
                GTimeZone *room, struct err *e)
{
	icalproperty *start = property_of(component, ICAL_DTSTART_PROPERTY);
	const char *zone;
	bool is_ok;

	*event = (struct ical_event){ .component = component, .calendar = calendar, .uid = "" };
	read_words(event);
	if (!start)
		return err_set(e, _("it has no DTSTART"));
	is_ok = ical_time_read(&event->start, start, calendar, room, &zone) ||
	        refuse("DTSTART", zone, e);
	is_ok = is_ok && read_length(event, room, e) && read_moved(event, room, e);
	if (!is_ok)
		ical_event_clear(event);
	return is_ok;
}

void
ical_event_clear(struct ical_event *event)
{
	ical_time_clear(&event->start);
	ical_time_clear(&event->moved);
}

/* The walk over the occurrences of one event. */
struct walk {
	const struct ical_event *event;
	int64_t from_us, to_us;
	GTimeZone *room;
	ical_take *take;
	void *user;
	GHashTable *left_out; /* instants, and days by what the clock shows, of EXDATE */
	bool is_enough;
};

static int64_t *
copy_of(int64_t us)
{
	return g_memdup2(&us, sizeof us);
}

/* Days are told from instants by the odd microsecond, which no time of a calendar has. */
static void
read_left_out(struct walk *w)
{
	icalcomponent *c = w->event->component;
	int n = 0;

	for (icalproperty *p = property_of(c, ICAL_EXDATE_PROPERTY); p && n++ < DATES_MAX;
	     p = icalcomponent_get_next_property(c, ICAL_EXDATE_PROPERTY)) {
		struct ical_time t = { 0 };
		const char *zone;

		if (ical_time_read(&t, p, w->event->calendar, w->room, &zone))
			g_hash_table_add(w->left_out,
			                 copy_of(t.is_date ? t.local_us + 1
			                                   : ical_instant_us(&t.zone, t.local_us)));
		ical_time_clear(&t);
	}
}

static bool
is_left_out(const struct walk *w, int64_t local_us, int64_t start_us)
{
	int64_t day = local_us - (local_us % DAY_US + DAY_US) % DAY_US + 1;

	return g_hash_table_contains(w->left_out, &start_us) ||
	       g_hash_table_contains(w->left_out, &day);
}

static void
offer(struct walk *w, const struct ical_zone *zone, int64_t local_us)
{
	const struct ical_event *event = w->event;
	int64_t start_us = ical_instant_us(zone, local_us);
	int64_t end_us = ical_instant_us(zone, local_us + event->length_us);

	if (start_us == UNSAID || end_us == UNSAID || w->is_enough)
		return;
	end_us += event->exact_us;
	if (end_us > w->from_us && start_us < w->to_us && !is_left_out(w, local_us, start_us))
		w->is_enough = !w->take(w->user, event, start_us, end_us);
}

static bool
is_over(const struct ical_event *event, const struct icaltimetype *until, int64_t until_us,
        int64_t local_us)
{
	if (until->year == 0)
		return false;
	if (until->is_date)
		return local_us - (local_us % DAY_US + DAY_US) % DAY_US > until_us;
	return (icaltime_is_utc(*until) ? ical_instant_us(&event->start.zone, local_us)
	                                : local_us) > until_us;
}

/* libical counts in clock time without a zone; UNTIL, which may be UTC, is held against it here. */
static bool
follow_rule(struct walk *w, struct icalrecurrencetype rule, struct err *e)
{
	const struct ical_event *event = w->event;
	const struct icaltimetype until = rule.until;
	int64_t until_us = until.year ? ical_local_us(&until) : UNSAID, local_us = 0;
	icalrecur_iterator *iterator;
	int steps = 0;

	if (rule.freq < ICAL_HOURLY_RECURRENCE || rule.freq > ICAL_YEARLY_RECURRENCE || rule.rscale)
		return err_set(e, _("its RRULE is none that a roster has"));
	rule.until = (struct icaltimetype){ 0 };
	iterator = icalrecur_iterator_new(
	    rule, ical_local_time(event->start.local_us, event->start.is_date));
	if (!iterator)
		return err_set(e, _("its RRULE is none"));
	while (!w->is_enough && steps++ < STEPS_MAX) {
		struct icaltimetype next = icalrecur_iterator_next(iterator);

		local_us = next.year ? ical_local_us(&next) : UNSAID;
		if (local_us == UNSAID || local_us > w->to_us + DAY_US ||
		    is_over(event, &until, until_us, local_us))
			break;
		if (local_us != event->start.local_us &&
		    local_us + event->length_us + event->exact_us > w->from_us - 2 * DAY_US)
			offer(w, &event->start.zone, local_us);
	}
	icalrecur_iterator_free(iterator);
	return steps <= STEPS_MAX || err_set(e, _("its RRULE takes more than %d steps"), STEPS_MAX);
}

static bool
follow_rules(struct walk *w, struct err *e)
{
	icalcomponent *c = w->event->component;
	bool is_ok = true;

	for (icalproperty *p = property_of(c, ICAL_RRULE_PROPERTY); p && is_ok;
	     p = icalcomponent_get_next_property(c, ICAL_RRULE_PROPERTY)) {
		icalvalue *value = icalproperty_get_value(p);

		is_ok = (value && icalvalue_isa(value) == ICAL_RECUR_VALUE)
		            ? follow_rule(w, icalvalue_get_recur(value), e)
		            : err_set(e, _("its RRULE is none"));
	}
	return is_ok;
}

static void
follow_dates(struct walk *w)
{
	icalcomponent *c = w->event->component;
	int n = 0;

	for (icalproperty *p = property_of(c, ICAL_RDATE_PROPERTY); p && n++ < DATES_MAX;
	     p = icalcomponent_get_next_property(c, ICAL_RDATE_PROPERTY)) {
		struct ical_time t = { 0 };
		const char *zone;

		if (ical_time_read(&t, p, w->event->calendar, w->room, &zone))
			offer(w, &t.zone, t.local_us);
		ical_time_clear(&t);
	}
}

bool
ical_event_occur(const struct ical_event *event, int64_t from_us, int64_t to_us, GTimeZone *room,
                 ical_take *take, void *user, struct err *e)
{
	struct walk w = { .event = event,
		          .from_us = from_us,
		          .to_us = to_us,
		          .room = room,
		          .take = take,
		          .user = user,
		          .left_out =
		              g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL) };
	bool is_ok = true;

	read_left_out(&w);
	offer(&w, &event->start.zone, event->start.local_us);
	if (!event->is_moved) {
		is_ok = follow_rules(&w, e);
		follow_dates(&w);
	}
	g_hash_table_unref(w.left_out);
	return is_ok;
}
