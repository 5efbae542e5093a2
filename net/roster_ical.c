/* Rosters as iCalendar (RFC 5545): each event is a turn of its attendees, or of whom its summary names. */
#include "net/roster.h"

#include "base/lang.h"
#include "base/text.h"
#include "net/ical_event.h"
#include "net/late_ical.h"

#include <string.h>

/* Looked at before libical sees a byte: it was made for calendars of friends. */
enum {
	LINES_MAX = 40000,
	LINE_BYTES_MAX = 64 * 1024,
	COMPONENTS_MAX = 5000,
	DEPTH_MAX = 8,
	NAME_LEAST = 8,
	ATTENDEES_MAX = 8
};

/* A calendar takes milliseconds; one that takes longer is made to. */
#define READING_MOST_US (2 * SEC_US)

static char *
path(const char *id, int64_t from_us, int64_t to_us)
{
	return roster_native.path(id, from_us, to_us);
}

static bool
check_line(const char *line, size_t len, unsigned *components, unsigned *depth, struct err *e)
{
	if (len >= 6 && !g_ascii_strncasecmp(line, "BEGIN:", 6)) {
		(*components)++;
		(*depth)++;
	} else if (len >= 3 && !g_ascii_strncasecmp(line, "END", 3)) {
		if (*depth == 0) /* libical would say so on the screen */
			return err_set(e, _("content: an END has no BEGIN"));
		(*depth)--;
	}
	if (*components > COMPONENTS_MAX)
		return err_set(e, _("content: more than %d events and other parts"),
		               COMPONENTS_MAX);
	if (*depth > DEPTH_MAX)
		return err_set(e, _("content: its parts are nested deeper than %d"), DEPTH_MAX);
	return true;
}

/* Bounds on lines (also those that go on on the next one), parts and nesting. */
static bool
check(const char *bytes, size_t len, struct err *e)
{
	unsigned components = 0, depth = 0, lines = 0;
	size_t whole = 0;

	if (memchr(bytes, '\0', len) || !g_utf8_validate(bytes, (gssize)len, NULL))
		return err_set(e, _("content: it is no text in UTF-8"));
	for (const char *p = bytes, *end = bytes + len; p < end;) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((stop ? stop : end) - p);

		if ((*p == ' ' || *p == '\t') && whole < NAME_LEAST)
			return err_set(e, _("content: a line goes on before its name is complete"));
		whole = *p == ' ' || *p == '\t' ? whole + n : n;
		if (++lines > LINES_MAX)
			return err_set(e, _("content: more than %d lines"), LINES_MAX);
		if (whole > LINE_BYTES_MAX)
			return err_set(e, _("content: a line is longer than %d bytes"),
			               LINE_BYTES_MAX);
		if (!check_line(p, n, &components, &depth, e))
			return false;
		p += n + 1;
	}
	return true;
}

/* Reading of one document. */
struct reader {
	struct roster_reading *x;
	GHashTable *moved; /* "instant uid" of occurrences that another event stands in for */
	GArray *who;       /* struct raw_turn: of the event that is read */
	int64_t began_us;  /* monotonic */
	bool is_late;
};

static char *
place(const struct ical_event *event, int64_t start_us)
{
	return g_strdup_printf("%" G_GINT64_FORMAT " %s", start_us, event->uid);
}

static const char *
parameter_name(icalproperty *p)
{
	icalparameter *cn = icalproperty_get_first_parameter(p, ICAL_CN_PARAMETER);

	return cn ? icalparameter_get_cn(cn) : NULL;
}

/* Who declined, and rooms, have no turn. */
static bool
takes_part(icalproperty *p)
{
	icalparameter *answer = icalproperty_get_first_parameter(p, ICAL_PARTSTAT_PARAMETER);
	icalparameter *type = icalproperty_get_first_parameter(p, ICAL_CUTYPE_PARAMETER);
	icalparameter_cutype is = type ? icalparameter_get_cutype(type) : ICAL_CUTYPE_INDIVIDUAL;

	return !(answer && icalparameter_get_partstat(answer) == ICAL_PARTSTAT_DECLINED) &&
	       is != ICAL_CUTYPE_ROOM && is != ICAL_CUTYPE_RESOURCE;
}

/* Whose turns they are. A component has one place at which it is read: so this is done before the walk. */
static void
read_attendees(struct reader *reader, icalcomponent *c)
{
	for (icalproperty *p = icalcomponent_get_first_property(c, ICAL_ATTENDEE_PROPERTY);
	     p && reader->who->len < ATTENDEES_MAX;
	     p = icalcomponent_get_next_property(c, ICAL_ATTENDEE_PROPERTY)) {
		icalvalue *value = icalproperty_get_value(p);
		struct raw_turn turn = { .level = UNSAID };

		if (!value || icalvalue_isa(value) != ICAL_CALADDRESS_VALUE || !takes_part(p))
			continue;
		turn.name = parameter_name(p);
		turn.email = icalvalue_get_caladdress(value);
		if (turn.email && !g_ascii_strncasecmp(turn.email, "mailto:", 7))
			turn.email += 7;
		g_array_append_val(reader->who, turn);
	}
}

static void
read_who(struct reader *reader, icalcomponent *c)
{
	struct raw_turn turn = { .level = UNSAID };
	icalproperty *p;
	icalvalue *value;

	g_array_set_size(reader->who, 0);
	read_attendees(reader, c);
	if (reader->who->len > 0)
		return;
	p = icalcomponent_get_first_property(c, ICAL_SUMMARY_PROPERTY);
	value = p ? icalproperty_get_value(p) : NULL;
	if (value && icalvalue_isa(value) == ICAL_TEXT_VALUE)
		turn.name = icalvalue_get_text(value);
	g_array_append_val(reader->who, turn);
}

static bool
take(void *user, const struct ical_event *event, int64_t start_us, int64_t end_us)
{
	struct reader *reader = user;
	char *at = place(event, start_us);
	bool stands = event->is_moved || !g_hash_table_contains(reader->moved, at);

	g_free(at);
	for (guint i = 0; stands && i < reader->who->len; i++) {
		struct raw_turn turn = g_array_index(reader->who, struct raw_turn, i);

		turn.start_us = start_us;
		turn.end_us = end_us;
		roster_add(reader->x, &turn);
	}
	return !reader->x->is_full;
}

static void
complain(const struct reader *reader, const struct ical_event *event, const struct err *why)
{
	char *uid = text_clean(event->uid, strlen(event->uid), 48, NULL);

	reading_broken(reader->x->r, _("content: an event%s%s is left out: %s"), *uid ? " " : "",
	               uid, why->text);
	g_free(uid);
}

static void
note_moved(const struct reader *reader, const struct ical_event *event)
{
	int64_t was_us = ical_instant_us(&event->moved.zone, event->moved.local_us);

	if (was_us != UNSAID)
		g_hash_table_add(reader->moved, place(event, was_us));
}

/* First which occurrences have others in their place, then all that take place. */
static void
read_event(struct reader *reader, icalcomponent *component, icalcomponent *calendar,
           bool is_for_moved)
{
	struct roster_reading *x = reader->x;
	struct ical_event event;
	struct err why;

	reader->is_late =
	    reader->is_late || clock_monotonic_us() - reader->began_us > READING_MOST_US;
	if (reader->is_late)
		return;
	if (!ical_event_read(&event, component, calendar, x->zone, &why)) {
		if (!is_for_moved)
			complain(reader, &event, &why);
		return;
	}
	if (is_for_moved && event.is_moved)
		note_moved(reader, &event);
	if (!is_for_moved)
		read_who(reader, component);
	if (!is_for_moved && !event.is_cancelled &&
	    !ical_event_occur(&event, x->from_us, x->to_us, x->zone, take, reader, &why))
		complain(reader, &event, &why);
	ical_event_clear(&event);
}

/* The events are listed first: looking for a zone moves the one place at which a calendar is read. */
static void
read_events(struct reader *reader, icalcomponent *calendar)
{
	GPtrArray *events = g_ptr_array_new();

	for (icalcomponent *c = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	     c; c = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
		g_ptr_array_add(events, c);
	for (int pass = 0; pass < 2; pass++)
		for (guint i = 0; i < events->len; i++)
			read_event(reader, g_ptr_array_index(events, i), calendar, pass == 0);
	g_ptr_array_unref(events);
}

static bool
read_calendars(struct roster_reading *x, icalcomponent *root, struct err *e)
{
	struct reader reader = { .x = x,
		                 .moved =
		                     g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		                 .who = g_array_new(FALSE, FALSE, sizeof(struct raw_turn)),
		                 .began_us = clock_monotonic_us() };
	bool has_one = icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT;

	if (has_one)
		read_events(&reader, root);
	for (icalcomponent *c =
	         has_one ? NULL : icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT);
	     c; c = icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT)) {
		read_events(&reader, c);
		has_one = true;
	}
	g_hash_table_unref(reader.moved);
	g_array_unref(reader.who);
	if (reader.is_late)
		return err_set(e, _("content: the calendar takes longer than 2 s to read"));
	return has_one || err_set(e, _("content: it is no iCalendar: it has no VCALENDAR"));
}

static bool
read_answer(struct roster_reading *x, const char *bytes, size_t len, struct err *e)
{
	static const char mark[] = "\xEF\xBB\xBF";
	size_t skip = len >= 3 && !memcmp(bytes, mark, 3) ? 3 : 0;
	icalcomponent *root;
	bool is_ok;

	if (!check(bytes + skip, len - skip, e))
		return false;
	if (g_ascii_strncasecmp(bytes + skip, "BEGIN:VCALENDAR", 15))
		return err_set(
		    e, _("content: it is no iCalendar: it does not begin with BEGIN:VCALENDAR"));
	if (!late_ical(e))
		return false;
	root = icalparser_parse_string(bytes + skip);
	if (!root)
		return err_set(e, _("content: libical can make nothing of it"));
	is_ok = read_calendars(x, root, e);
	icalcomponent_free(root);
	return is_ok;
}

const struct roster_form roster_ical = { .name = "ical", .path = path, .read_text = read_answer };
