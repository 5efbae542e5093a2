/* F40: the calendar: clock changes in three zones, a leap day and the turn of a year, counted to the second, and each
 * minute around them against the system's own zone data; and due times that are counted backwards. */
#include "app/config.h"
#include "tests/unit/fixture.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* A room of one phase, its definitions applied. */
static struct room *
room_of(const char *text)
{
	GPtrArray *problems;
	struct config *config = config_load("calendar.cfg", text, &problems);
	struct room *room = room_new();

	for (guint i = 0; i < problems->len; i++) {
		char *line = config_problem_text(problems->pdata[i]);

		print_error("%s\n", line);
		g_free(line);
	}
	assert_non_null(config);
	room_apply_batch(room, config->definitions);
	g_ptr_array_unref(problems);
	config_free(&config);
	return room;
}

static int64_t
utc(const char *text)
{
	int64_t us;

	assert_true(instant_parse_rfc3339(text, &us));
	return us;
}

/* Seconds left at `now` until the phase that is planned so in the zone ends. */
static void
assert_left(const char *zone, const char *start, const char *end, const char *now, int64_t left_s,
            const char *shown)
{
	char *text = g_strdup_printf("room = { zone = \"%s\"; };\nphases = ( { id = \"p\"; start = "
	                             "\"%s\"; end = \"%s\"; } );\n",
	                             zone, start, end);
	struct room *room = room_of(text);
	int64_t now_us = utc(now), at_us = room_next_boundary(room, now_us).at_us;
	char clock[32];

	assert_int_equal((at_us - now_us) / SEC_US, left_s);
	assert_int_equal((at_us - now_us) % SEC_US, 0);
	assert_string_equal(duration_clock(at_us - now_us, clock, sizeof clock), shown);
	room_free(&room);
	g_free(text);
}

static void
test_clocks_that_go_forward(void **state)
{
	(void)state;
	/* from 01:00 to 04:00 local are two hours; at Lord Howe two and a half */
	assert_left("America/New_York", "2026-03-01", "2026-03-08 04:00", "2026-03-08T06:00:00Z",
	            2 * 3600, "02:00:00");
	assert_left("Europe/Berlin", "2026-03-01", "2026-03-29 04:00", "2026-03-29T00:00:00Z",
	            2 * 3600, "02:00:00");
	assert_left("Australia/Lord_Howe", "2026-10-01", "2026-10-04 04:00", "2026-10-03T14:30:00Z",
	            2 * 3600 + 1800, "02:30:00");
	/* a second before and after the change */
	assert_left("Europe/Berlin", "2026-03-01", "2026-03-29 03:00", "2026-03-29T00:59:59Z", 1,
	            "00:00:01");
	assert_left("Europe/Berlin", "2026-03-01", "2026-03-29 03:00:01", "2026-03-29T01:00:00Z", 1,
	            "00:00:01");
}

static void
test_clocks_that_go_back(void **state)
{
	(void)state;
	/* from 00:00 to 04:00 local are five hours; at Lord Howe four and a half */
	assert_left("America/New_York", "2026-10-01", "2026-11-01 04:00", "2026-11-01T04:00:00Z",
	            5 * 3600, "05:00:00");
	assert_left("Europe/Berlin", "2026-10-01", "2026-10-25 04:00", "2026-10-24T22:00:00Z",
	            5 * 3600, "05:00:00");
	assert_left("Australia/Lord_Howe", "2026-03-01", "2026-04-05 04:00", "2026-04-04T13:00:00Z",
	            4 * 3600 + 1800, "04:30:00");
	/* in the hour that comes twice, the offset says which */
	assert_left("Europe/Berlin", "2026-10-01", "2026-10-25T02:30:00+01:00",
	            "2026-10-25T00:30:00Z", 3600, "01:00:00");
}

static void
test_leap_day_and_turn_of_the_year(void **state)
{
	(void)state;
	assert_left("Asia/Shanghai", "2028-02-01", "2028-03-01", "2028-02-28T15:59:59Z", 86401,
	            "24:00:01");
	assert_left("Asia/Shanghai", "2027-02-01", "2027-03-01", "2027-02-28T15:59:59Z", 1,
	            "00:00:01");
	assert_left("Asia/Shanghai", "2026-12-01", "2027-01-01", "2026-12-31T15:59:59Z", 1,
	            "00:00:01");
	assert_left("America/New_York", "2026-12-01", "2027-01-01 00:30", "2027-01-01T04:59:59Z",
	            1801, "00:30:01");
}

/* Around which the clocks or the calendar do something, as UTC. */
static const struct {
	const char *zone, *at;
} turns[] = {
	{ "America/New_York", "2026-03-08T07:00:00Z" },
	{ "America/New_York", "2026-11-01T06:00:00Z" },
	{ "Europe/Berlin", "2026-03-29T01:00:00Z" },
	{ "Europe/Berlin", "2026-10-25T01:00:00Z" },
	{ "Australia/Lord_Howe", "2026-10-03T15:30:00Z" },
	{ "Australia/Lord_Howe", "2026-04-04T15:00:00Z" },
	{ "Asia/Shanghai", "2028-02-28T16:00:00Z" }, /* a leap day begins */
	{ "Asia/Shanghai", "2028-02-29T16:00:00Z" }, /* and ends */
	{ "Europe/Berlin", "2026-12-31T23:00:00Z" }, /* the turn of the year */
};
/* Two hours on each side, and as much again that a local time there may be moved by. */
enum { SWEEP_MIN = 2 * 60, MARGIN_MIN = 2 * 60 };

/* What libc's clock shows in the zone; an own reader of the same zone data. */
static void
local_text(time_t utc_s, char *buf, size_t size)
{
	struct tm tm;

	localtime_r(&utc_s, &tm);
	strftime(buf, size, "%Y-%m-%d %H:%M", &tm);
}

/* Every minute on the wall around a turn: it is the instant at which libc's clock shows it, or an error that
 * says whether it is never shown or twice. Gives how many were errors. */
static unsigned
sweep(const char *zone_name, time_t turn_s)
{
	GTimeZone *zone = g_time_zone_new_identifier(zone_name);
	GHashTable *first = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		   *twice = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	char text[32], *before = g_strdup(g_getenv("TZ"));
	unsigned errors = 0;
	struct tm wall;

	g_setenv("TZ", zone_name, TRUE);
	tzset();
	for (int m = -SWEEP_MIN - MARGIN_MIN; m <= SWEEP_MIN + MARGIN_MIN; m++) {
		local_text(turn_s + m * 60, text, sizeof text);
		if (g_hash_table_contains(first, text))
			g_hash_table_add(twice, g_strdup(text));
		else
			g_hash_table_insert(first, g_strdup(text), GINT_TO_POINTER(m));
	}
	/* the minutes on the wall, one after the other, as if nothing happened */
	turn_s -= SWEEP_MIN * 60;
	localtime_r(&turn_s, &wall);
	turn_s += SWEEP_MIN * 60;
	for (int i = 0; i <= 2 * SWEEP_MIN; i++, wall.tm_min++) {
		time_t as_utc = timegm(&wall); /* carries minutes over */
		struct tm tm;
		struct err e = { "" };
		int64_t us = UNSAID;
		bool ok;

		gmtime_r(&as_utc, &tm);
		strftime(text, sizeof text, "%Y-%m-%d %H:%M", &tm);
		ok = instant_parse(text, zone, &us, &e);
		errors += !ok;
		if (!g_hash_table_contains(first, text)) {
			if (ok || !strstr(e.text, "does not exist"))
				fail_msg("%s in %s does not exist: %s", text, zone_name, e.text);
		} else if (g_hash_table_contains(twice, text)) {
			if (ok || !strstr(e.text, "exists twice"))
				fail_msg("%s in %s exists twice: %s", text, zone_name, e.text);
		} else {
			int m = GPOINTER_TO_INT(g_hash_table_lookup(first, text));

			if (!ok || us != (turn_s + m * 60) * SEC_US)
				fail_msg("%s in %s is %d minutes after the turn: %s", text,
				         zone_name, m, e.text);
		}
	}
	if (before)
		g_setenv("TZ", before, TRUE);
	else
		g_unsetenv("TZ");
	tzset();
	g_free(before);
	g_hash_table_unref(first);
	g_hash_table_unref(twice);
	g_time_zone_unref(zone);
	return errors;
}

static void
test_each_minute_around_a_turn(void **state)
{
	/* an hour of minutes that are never or twice, half of one at Lord Howe, none at a new day */
	static const unsigned errors[] = { 60, 60, 60, 60, 30, 30, 0, 0, 0 };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(turns); i++)
		assert_int_equal(sweep(turns[i].zone, (time_t)(utc(turns[i].at) / SEC_US)),
		                 errors[i]);
}

/* The countdown to a boundary two hours after a turn, each second of the four hours around it: it goes by
 * one second a second. */
static void
test_each_second_of_a_countdown(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(turns); i++) {
		int64_t turn_us = utc(turns[i].at), end_us = turn_us + 2 * HOUR_US;
		GTimeZone *zone = g_time_zone_new_identifier(turns[i].zone);
		char end[40], *text;
		struct room *room;

		instant_format(end_us, zone, "%Y-%m-%d %H:%M", end, sizeof end);
		text =
		    g_strdup_printf("room = { zone = \"%s\"; };\nphases = ( { id = \"p\"; start = "
		                    "\"2026-01-15\"; end = \"%s\"; } );\n",
		                    turns[i].zone, end);
		room = room_of(text);
		for (int s = -2 * 3600; s < 2 * 3600; s++) {
			int64_t now_us = turn_us + s * SEC_US;
			char clock[32], expected[32];

			snprintf(expected, sizeof expected, "%02d:%02d:%02d", (7200 - s) / 3600,
			         (7200 - s) / 60 % 60, (7200 - s) % 60);
			duration_clock(room_next_boundary(room, now_us).at_us - now_us, clock,
			               sizeof clock);
			assert_string_equal(clock, expected);
		}
		room_free(&room);
		g_time_zone_unref(zone);
		g_free(text);
	}
}

/* Days are of the room's calendar, hours are exact; the anchor may be a phase, the event or a gate. */
static void
test_due_times_counted_backwards(void **state)
{
	struct room *room = room_of(
	    "room = { zone = \"Europe/Berlin\"; event_end = \"2026-11-12\"; };\n"
	    "phases = ( { id = \"warmup\"; start = \"event_end - 8w\"; end = \"peak.start\"; },\n"
	    "  { id = \"peak\"; start = \"2026-10-26 09:00\"; end = \"event_end\"; } );\n"
	    "gates = ( { id = \"days\"; phase = \"peak\"; due = \"peak.start - 2d\"; },\n"
	    "  { id = \"hours\"; phase = \"peak\"; due = \"peak.start - 48h\"; },\n"
	    "  { id = \"both\"; phase = \"peak\"; due = \"days.due - 1d 4h\"; },\n"
	    "  { id = \"after\"; phase = \"peak\"; due = \"event_end + 30d\"; },\n"
	    "  { id = \"open\"; phase = \"peak\"; due = \"warmup.end\"; } );\n");

	(void)state;
	assert_int_equal(room_gate(room, "days")->is.due_us, utc("2026-10-24T09:00:00+02:00"));
	assert_int_equal(room_gate(room, "hours")->is.due_us, utc("2026-10-24T10:00:00+02:00"));
	assert_int_equal(room_gate(room, "both")->is.due_us, utc("2026-10-23T05:00:00+02:00"));
	assert_int_equal(room_gate(room, "after")->is.due_us, utc("2026-12-12T00:00:00+01:00"));
	assert_int_equal(room_gate(room, "open")->is.due_us, utc("2026-10-26T09:00:00+01:00"));
	assert_int_equal(room_phase(room, "warmup")->start_us, utc("2026-09-17T00:00:00+02:00"));
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clocks_that_go_forward),
		cmocka_unit_test(test_clocks_that_go_back),
		cmocka_unit_test(test_leap_day_and_turn_of_the_year),
		cmocka_unit_test(test_each_minute_around_a_turn),
		cmocka_unit_test(test_each_second_of_a_countdown),
		cmocka_unit_test(test_due_times_counted_backwards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
