/* Instants, durations and their text. Instants are UTC microseconds since 1970 in int64_t. */
#include "base/clock.h"

#include "base/lang.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static int64_t
read_clock(clockid_t id)
{
	struct timespec ts;

	clock_gettime(id, &ts);
	return (int64_t)ts.tv_sec * SEC_US + ts.tv_nsec / 1000;
}

int64_t
clock_real_us(void)
{
	return read_clock(CLOCK_REALTIME);
}

int64_t
clock_monotonic_us(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

int64_t
clock_pace_now_us(const struct clock_pace *pace)
{
	int64_t gone_us = clock_real_us() - pace->real_us;

	return pace->at_us + gone_us * MAX(pace->speed, 1);
}

enum { STEP_LEAST_S = 2 };

int64_t
clock_watch_step_between_us(struct clock_watch *w, int64_t real_us, int64_t since_start_us)
{
	int64_t ahead_us = real_us - since_start_us, step_us = ahead_us - w->ahead_us;

	if (w->has_looked && ABS(step_us) < STEP_LEAST_S * SEC_US)
		return 0;
	if (!w->has_looked)
		step_us = 0;
	w->has_looked = true;
	w->ahead_us = ahead_us;
	return step_us;
}

int64_t
clock_watch_step_us(struct clock_watch *w)
{
	return clock_watch_step_between_us(w, clock_real_us(), read_clock(CLOCK_BOOTTIME));
}

static int64_t
unit_us(const char *unit, size_t len)
{
	static const struct {
		const char *name;
		int64_t us;
	} units[] = { { "ms", MSEC_US }, { "s", SEC_US }, { "m", MIN_US },    { "min", MIN_US },
		      { "h", HOUR_US },  { "d", DAY_US }, { "w", 7 * DAY_US } };

	for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
		if (strlen(units[i].name) == len && !strncmp(unit, units[i].name, len))
			return units[i].us;
	return 0;
}

bool
duration_parse_days(const char *text, int64_t *days, int64_t *rest_us, struct err *e)
{
	const char *p = text;
	bool is_negative = *p == '-';
	int64_t sum = 0, in_days = 0;

	p += is_negative;
	*days = *rest_us = 0;
	if (!strcmp(p, "0"))
		return true;
	do {
		size_t digits = strspn(p, "0123456789"), letters = strspn(p + digits, "adhimnsw");
		int64_t unit = unit_us(p + digits, letters), n = g_ascii_strtoll(p, NULL, 10);

		if (digits == 0 || digits > 9 || unit == 0)
			return err_set(
			    e, _("'%.40s' is not a duration: write \"90s\", \"5m\" or \"1d 12h\""),
			    text);
		if (n > (100 * 366 * DAY_US - sum) / unit)
			return err_set(e, _("'%.40s' is longer than 100 years"), text);
		sum += n * unit;
		in_days += unit % DAY_US ? 0 : n * unit;
		p += digits + letters;
		p += strspn(p, " ");
	} while (*p);
	*days = (is_negative ? -in_days : in_days) / DAY_US;
	*rest_us = is_negative ? in_days - sum : sum - in_days;
	return true;
}

bool
duration_parse(const char *text, int64_t *us, struct err *e)
{
	int64_t days, rest_us;

	if (!duration_parse_days(text, &days, &rest_us, e))
		return false;
	*us = days * DAY_US + rest_us;
	return true;
}

/* INT64_MIN is UNSAID, which has its own text; here it only must not overflow. */
static int64_t
magnitude(int64_t us)
{
	return us == UNSAID ? 0 : us < 0 ? -us : us;
}

static char *
unsaid(char *buf, size_t size)
{
	g_strlcpy(buf, "-", size);
	return buf;
}

char *
duration_coarse(int64_t us, char *buf, size_t size)
{
	const char *sign = us < 0 ? "-" : "";
	int64_t s = magnitude(us) / SEC_US;

	if (us == UNSAID)
		return unsaid(buf, size);
	if (s < 60)
		snprintf(buf, size, "%s%ds", sign, (int)s);
	else if (s < 3600)
		snprintf(buf, size, "%s%dm", sign, (int)(s / 60));
	else if (s < 86400)
		snprintf(buf, size, "%s%dh%02d", sign, (int)(s / 3600), (int)(s / 60 % 60));
	else if (s < 10 * 86400)
		snprintf(buf, size, "%s%dd%dh", sign, (int)(s / 86400), (int)(s / 3600 % 24));
	else
		snprintf(buf, size, "%s%dd", sign, (int)(s / 86400));
	return buf;
}

char *
duration_clock(int64_t us, char *buf, size_t size)
{
	const char *sign = us < 0 ? "-" : "";
	int64_t s = magnitude(us) / SEC_US, hours = s / 3600;

	if (us == UNSAID)
		return unsaid(buf, size);
	if (hours < 100)
		snprintf(buf, size, "%s%02d:%02d:%02d", sign, (int)hours, (int)(s / 60 % 60),
		         (int)(s % 60));
	else
		snprintf(buf, size, "%s%dd %02d:%02d:%02d", sign, (int)(hours / 24),
		         (int)(hours % 24), (int)(s / 60 % 60), (int)(s % 60));
	return buf;
}

char *
duration_limit(int64_t us, char *buf, size_t size)
{
	char sign = us < 0 ? '-' : '+';
	int64_t s = magnitude(us) / SEC_US, minutes = s / 60;

	if (us == UNSAID)
		return unsaid(buf, size);
	if (minutes < 100)
		snprintf(buf, size, "%c%02d:%02d", sign, (int)minutes, (int)(s % 60));
	else if (minutes < 100 * 60)
		snprintf(buf, size, "%c%dh%02d", sign, (int)(minutes / 60), (int)(minutes % 60));
	else
		snprintf(buf, size, "%c%dd%02d", sign, (int)(minutes / 1440),
		         (int)(minutes / 60 % 24));
	return buf;
}

static int64_t
date_time_us(GDateTime *dt)
{
	return g_date_time_to_unix(dt) * SEC_US + g_date_time_get_microsecond(dt);
}

bool
instant_parse_rfc3339(const char *text, int64_t *us)
{
	GDateTime *dt = NULL;

	/* a bare date, or a local time without its offset, is no instant */
	if (strlen(text) >= 20 && (strchr(text, 'T') || strchr(text, 't')))
		dt = g_date_time_new_from_iso8601(text, NULL);
	if (!dt)
		return false;
	*us = date_time_us(dt);
	g_date_time_unref(dt);
	return true;
}

/* The local fields in zone at this instant say the same as asked? */
static bool
shows(GDateTime *dt, const int f[6])
{
	return g_date_time_get_day_of_month(dt) == f[2] && g_date_time_get_hour(dt) == f[3] &&
	       g_date_time_get_minute(dt) == f[4];
}

/* How many offsets near this instant make it read as the fields ask: 0 = it does not exist, 2 =
 * twice. */
static int
readings(int64_t guess_us, GTimeZone *zone, const int f[6])
{
	int64_t found[4];
	int n = 0;

	for (int64_t near = -DAY_US; near <= DAY_US; near += 2 * DAY_US) {
		int interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL,
		                                         (guess_us + near) / SEC_US);
		int64_t at = guess_us - g_time_zone_get_offset(zone, interval) * SEC_US;
		GDateTime *utc = g_date_time_new_from_unix_utc(at / SEC_US), *local;

		local = g_date_time_to_timezone(utc, zone);
		if (shows(local, f) && (n == 0 || found[0] != at))
			found[n++] = at;
		g_date_time_unref(local);
		g_date_time_unref(utc);
	}
	return n;
}

bool
instant_parse(const char *text, GTimeZone *zone, int64_t *us, struct err *e)
{
	int f[6] = { 0 }, end = 0, n;
	GDateTime *utc, *local;

	if (instant_parse_rfc3339(text, us))
		return true;
	n = sscanf(text, "%4d-%2d-%2d%n %2d:%2d%n:%2d%n", &f[0], &f[1], &f[2], &end, &f[3], &f[4],
	           &end, &f[5], &end);
	utc = n == 3 || n >= 5 ? g_date_time_new_utc(f[0], f[1], f[2], f[3], f[4], f[5]) : NULL;
	if (!utc || text[end]) {
		if (utc)
			g_date_time_unref(utc);
		return err_set(
		    e,
		    _("'%.40s' is not a time: write \"2026-10-24 08:00\" or \"2026-10-24T08:00:00+08:00\""),
		    text);
	}
	n = readings(date_time_us(utc), zone, f);
	g_date_time_unref(utc);
	if (n != 1)
		return err_set(e,
		               n ? _("'%.40s' exists twice in %s because the clocks change then: "
		                     "write it with its offset")
		                 : _("'%.40s' does not exist in %s because the clocks change then: "
		                     "write it with its offset"),
		               text, g_time_zone_get_identifier(zone));
	local = g_date_time_new(zone, f[0], f[1], f[2], f[3], f[4], f[5]);
	*us = date_time_us(local);
	g_date_time_unref(local);
	return true;
}

char *
instant_format(int64_t us, GTimeZone *zone, const char *format, char *buf, size_t size)
{
	GDateTime *utc = us == UNSAID ? NULL : g_date_time_new_from_unix_utc(us / SEC_US);
	GDateTime *local = utc ? g_date_time_to_timezone(utc, zone) : NULL;
	char *text = local ? g_date_time_format(local, format) : NULL;

	g_strlcpy(buf, text ? text : "-", size);
	g_free(text);
	if (local)
		g_date_time_unref(local);
	if (utc)
		g_date_time_unref(utc);
	return buf;
}

char *
instant_day(int64_t us, GTimeZone *zone, enum day_form form, char *buf, size_t size)
{
	static const char *const forms[] = {
		/* xgettext:no-c-format */ [DAY_ALONE] = NC_("day", "%m-%d"),
		/* xgettext:no-c-format */[DAY_MINUTE] = NC_("day", "%m-%d %H:%M"),
		/* xgettext:no-c-format */[DAY_SECOND] = NC_("day", "%m-%d %H:%M:%S"),
	};

	return instant_format(us, zone, lang_in("day", forms[form]), buf, size);
}

char *
instant_rfc3339(int64_t us, char *buf, size_t size)
{
	time_t s = (time_t)(us / SEC_US - (us % SEC_US < 0));
	struct tm tm;

	/* four digits also of the year 1, with which Go's programs say that there is no time */
	gmtime_r(&s, &tm);
	snprintf(buf, size, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", tm.tm_year + 1900, tm.tm_mon + 1,
	         tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
	         (int)((us % SEC_US + SEC_US) % SEC_US / 1000));
	return buf;
}
