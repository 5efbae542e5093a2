/* Configured times: calendar times and offsets from anchors, also backwards. */
#include "app/config_reader.h"

#include "app/suggest.h"
#include "base/lang.h"

#include <string.h>

/* A time that was written and may depend on others. */
struct instant {
	char *
	    name; /* what others call it: "peak.start", "stock.due", "event_end"; NULL = nobody can */
	char *text, *where;
	unsigned line;
	int64_t *into;
	enum { INSTANT_NEW, INSTANT_BUSY, INSTANT_KNOWN, INSTANT_WRONG } state;
};

static void
instant_clear(void *element)
{
	struct instant *instant = element;

	g_free(instant->name);
	g_free(instant->text);
	g_free(instant->where);
}

/* "phases.peak.start" is the anchor "peak.start", "gates.stock.due" is "stock.due", "room.event_end" is
 * "event_end". */
static char *
anchor_name(const char *where)
{
	if (g_str_has_prefix(where, "phases.") || g_str_has_prefix(where, "gates.") ||
	    g_str_has_prefix(where, "room."))
		return g_strdup(strchr(where, '.') + 1);
	return NULL;
}

void
reader_instant(struct config_reader *r, unsigned line, const char *text, int64_t *into)
{
	struct instant instant = {
		anchor_name(r->where), g_strdup(text), g_strdup(r->where), line, into, INSTANT_NEW
	};

	if (!r->instants) {
		r->instants = g_array_new(FALSE, TRUE, sizeof(struct instant));
		g_array_set_clear_func(r->instants, instant_clear);
	}
	g_array_append_val(r->instants, instant);
}

static struct instant *
find_anchor(struct config_reader *r, const char *name)
{
	for (guint i = 0; i < r->instants->len; i++) {
		struct instant *instant = &g_array_index(r->instants, struct instant, i);

		if (instant->name && !strcmp(instant->name, name))
			return instant;
	}
	return NULL;
}

static bool
unknown_anchor(struct config_reader *r, const char *name, struct err *e)
{
	GString *known = g_string_new("");
	const char *best = NULL;
	size_t distance = 0;

	for (guint i = 0; i < r->instants->len; i++) {
		const char *other = g_array_index(r->instants, struct instant, i).name;

		if (!other)
			continue;
		suggest_offer(name, other, &best, &distance);
		g_string_append_printf(known, "%s%s", known->len ? ", " : "", other);
	}
	if (best)
		err_set(e, _("there is no time '%.60s': did you mean '%s'?"), name, best);
	else
		err_set(
		    e,
		    _("'%.60s' is neither a time (\"2026-10-24 08:00\") nor one of the anchors: "
		      "%.300s"),
		    name, known->str);
	g_string_free(known, TRUE);
	return false;
}

/* Days are of the calendar: they keep the local time of day, also over a change of the clocks; what is
 * left is exact time. Where the clocks leave that time of day out, or show it twice, is no saying. */
static bool
later(struct config_reader *r, int64_t us, int64_t days, int64_t rest_us, int64_t *into,
      struct err *e)
{
	GDateTime *utc = g_date_time_new_from_unix_utc(us / SEC_US);
	GDateTime *from = g_date_time_to_timezone(utc, r->zone);
	GDateTime *wall =
	    g_date_time_new_utc(g_date_time_get_year(from), g_date_time_get_month(from),
	                        g_date_time_get_day_of_month(from), g_date_time_get_hour(from),
	                        g_date_time_get_minute(from), g_date_time_get_seconds(from));
	GDateTime *to = g_date_time_add_days(wall, (int)days);
	char *text = to ? g_date_time_format(to, "%Y-%m-%d %H:%M:%S") : NULL;
	bool is_fine = true;

	if (days != 0)
		is_fine = text ? instant_parse(text, r->zone, &us, e)
		               : err_set(e, _("that is beyond the calendar"));
	*into = us + rest_us;
	g_free(text);
	g_clear_pointer(&to, g_date_time_unref);
	g_date_time_unref(wall);
	g_date_time_unref(from);
	g_date_time_unref(utc);
	return is_fine;
}

static bool resolve(struct config_reader *r, struct instant *instant, struct err *e);

/* ANCHOR, or ANCHOR + duration, or ANCHOR - duration. */
static bool
resolve_offset(struct config_reader *r, struct instant *instant, struct err *e)
{
	const char *text = instant->text, *sign;
	size_t n = strcspn(text, " +");
	char *name = g_strndup(text, n);
	struct instant *anchor = find_anchor(r, name);
	int64_t days = 0, rest_us = 0;
	bool is_fine = false;

	sign = text + n + strspn(text + n, " ");
	if (!anchor)
		unknown_anchor(r, name, e);
	else if (*sign && *sign != '+' && *sign != '-')
		err_set(e, _("after '%.60s' comes '+' or '-' and a duration: \"event_end + 30d\""),
		        name);
	else if (*sign &&
	         !duration_parse_days(sign + 1 + strspn(sign + 1, " "), &days, &rest_us, e))
		is_fine = false;
	else if (anchor->state == INSTANT_BUSY)
		err_set(e, _("'%.60s' depends on itself"), name);
	else
		is_fine = resolve(r, anchor, e);
	if (is_fine && *sign == '-') {
		days = -days;
		rest_us = -rest_us;
	}
	if (is_fine)
		is_fine = later(r, *anchor->into, days, rest_us, instant->into, e);
	g_free(name);
	return is_fine;
}

/* False with an empty sentence when the anchor's own problem says it all. */
static bool
resolve(struct config_reader *r, struct instant *instant, struct err *e)
{
	bool is_fine;

	if (instant->state == INSTANT_KNOWN || instant->state == INSTANT_WRONG) {
		e->text[0] = '\0';
		return instant->state == INSTANT_KNOWN;
	}
	instant->state = INSTANT_BUSY;
	if (g_ascii_isdigit(*instant->text))
		is_fine = instant_parse(instant->text, r->zone, instant->into, e);
	else
		is_fine = resolve_offset(r, instant, e);
	instant->state = is_fine ? INSTANT_KNOWN : INSTANT_WRONG;
	if (!is_fine && e->text[0])
		reader_problem(r, instant->line, "%s: %s", instant->where, e->text);
	e->text[0] = '\0';
	return is_fine;
}

void
reader_resolve_instants(struct config_reader *r)
{
	struct err e;

	for (guint i = 0; r->instants && i < r->instants->len; i++) {
		struct instant *instant = &g_array_index(r->instants, struct instant, i);

		if (!resolve(r, instant, &e))
			*instant->into = UNSAID;
	}
}
