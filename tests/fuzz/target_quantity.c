/* Fuzz target: durations, instants, money and numbers as people and endpoints write them. */
#include "base/clock.h"
#include "base/quantity.h"
#include "tests/fuzz/fuzz.h"

#include <math.h>
#include <string.h>

static void
show_duration(int64_t us)
{
	char buf[64];

	duration_coarse(us, buf, sizeof buf);
	fuzz_check_clean("duration_coarse", buf);
	duration_clock(us, buf, sizeof buf);
	fuzz_check_clean("duration_clock", buf);
	duration_limit(us, buf, sizeof buf);
	fuzz_check_clean("duration_limit", buf);
}

static void
check_duration(const char *text)
{
	int64_t us, days, rest_us;
	struct err e = { "" };
	bool ok = duration_parse(text, &us, &e);

	fuzz_check(ok || (*e.text && g_utf8_validate(e.text, -1, NULL)), "no reason for '%s'",
	           text);
	if (ok)
		show_duration(us);
	if (duration_parse_days(text, &days, &rest_us, &e) && ok)
		fuzz_check(days * DAY_US + rest_us == us, "'%s' is two durations", text);
}

static void
check_instant(const char *text, GTimeZone *zone)
{
	struct err e = { "" };
	char buf[64];
	int64_t us, again;

	if (instant_parse(text, zone, &us, &e)) {
		instant_format(us, zone, "%F %T", buf, sizeof buf);
		fuzz_check_clean("instant_format", buf);
	} else {
		fuzz_check_clean("instant_parse's reason", e.text);
	}
	if (!instant_parse_rfc3339(text, &us))
		return;
	instant_rfc3339(us, buf, sizeof buf);
	fuzz_check(instant_parse_rfc3339(buf, &again), "'%s' became '%s'", text, buf);
	fuzz_check(us / 1000 - again / 1000 <= 1 && again / 1000 - us / 1000 <= 1,
	           "'%s' became '%s'", text, buf);
}

static void
check_money(const char *text)
{
	struct err e = { "" };
	char buf[64];
	int64_t minor;

	if (!money_parse(text, &minor, &e)) {
		fuzz_check_clean("money_parse's reason", e.text);
		return;
	}
	fuzz_check(strlen(money_short(minor, buf, sizeof buf)) <= 7, "'%s' is long", buf);
	fuzz_check_clean("money_long", money_long(minor, buf, sizeof buf));
}

/* Reading one takes as long as a thousand inputs. */
static GTimeZone *
zone_of(unsigned i)
{
	static GTimeZone *zones[2];

	if (!zones[i])
		zones[i] =
		    i ? g_time_zone_new_identifier("America/New_York") : g_time_zone_new_utc();
	return zones[i];
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	GTimeZone *zone = zone_of(fuzz_pick(&in, 2));
	char *text = fuzz_text(&in, '\0', NULL), buf[64];
	double value;
	int64_t us;

	check_duration(text);
	check_instant(text, zone);
	check_money(text);
	if (in.left >= sizeof value) {
		memcpy(&value, in.at, sizeof value);
		memcpy(&us, in.at, sizeof us);
		fuzz_check_clean("number_short",
		                 number_short(value, in.at[0] % 4, buf, sizeof buf));
		fuzz_check_clean("money_short", money_short(us, buf, sizeof buf));
		fuzz_check_clean("money_long", money_long(us, buf, sizeof buf));
		show_duration(us);
		instant_format(us, zone, "%F %T", buf, sizeof buf);
		instant_rfc3339(us, buf, sizeof buf);
	}
	g_free(text);
}

FUZZ_TARGET(quantity, run)
