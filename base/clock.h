/* Instants, durations and their text. Instants are UTC microseconds since 1970 in int64_t. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/err.h"

#include <glib.h>
#include <stdint.h>

#define MSEC_US INT64_C(1000)
#define SEC_US INT64_C(1000000)
#define MIN_US (60 * SEC_US)
#define HOUR_US (60 * MIN_US)
#define DAY_US (24 * HOUR_US)

/* An instant or a duration that nobody has stated. */
#define UNSAID INT64_MIN

/* The wall clock and the monotonic clock, in microseconds. Any thread. */
int64_t clock_real_us(void);
int64_t clock_monotonic_us(void);

/* A clock that shows another time than the wall clock, and may run faster: at real_us (of the wall
 * clock) it showed at_us. All zero is the wall clock. */
struct clock_pace {
	int64_t real_us, at_us;
	int speed; /* its seconds a second; 0: 1 */
};
/* What it shows now. Any thread. */
int64_t clock_pace_now_us(const struct clock_pace *pace);

/* Tells whether somebody set the wall clock. All zero before its first look. One thread. */
struct clock_watch {
	bool has_looked;
	int64_t ahead_us; /* of the time since the machine's start, which nobody sets */
};
/* By how much the wall clock was set since the last look, negative: back; 0: not, or by less than 2 s. That
 * the machine slept is no step. */
int64_t clock_watch_step_us(struct clock_watch *w);
/* The same with what both clocks show. Pure but for w. */
int64_t clock_watch_step_between_us(struct clock_watch *w, int64_t real_us, int64_t since_start_us);

/* "90s", "5m", "2h", "1d 12h", "1h30m", "250ms"; a unit is required, except for "0". Negative only
 * with a leading '-'. Fails with a sentence that shows the accepted form. Pure. */
bool duration_parse(const char *text, int64_t *us, struct err *e) MUST_USE;

/* The same, but days and weeks, which are of the calendar, apart from what is exact time: "1w 4h" is
 * 7 days and 4 hours. Both have the sign. Pure. */
bool duration_parse_days(const char *text, int64_t *days, int64_t *rest_us, struct err *e) MUST_USE;

/* "45s", "12m", "2h05", "3d4h": at most 6 characters, coarser as it grows, so that a quiet screen
 * stays quiet. A negative duration has a leading '-'. Returns buf. Pure. */
char *duration_coarse(int64_t us, char *buf, size_t size);

/* A countdown: "02:14:33" below 100 hours ("4d 02:14:33" above), with sign '-' when negative. */
char *duration_clock(int64_t us, char *buf, size_t size);

/* A limit: "-00:41" / "+12:05" (mm:ss below 100 minutes, then hours "+3h07"). Returns buf. Pure. */
char *duration_limit(int64_t us, char *buf, size_t size);

/*
 * A local time in zone ("2026-10-24 08:00", seconds optional, date alone = 00:00) or an instant
 * with its offset ("2026-10-24T08:00:00+08:00", "...Z"). A local time that does not exist, or
 * exists twice (clock change), is an error that says so. Pure.
 */
bool instant_parse(const char *text, GTimeZone *zone, int64_t *us, struct err *e) MUST_USE;

/* RFC 3339, as JSON endpoints send it ("2026-11-22T10:00:00.123456789+02:00"). Pure. */
bool instant_parse_rfc3339(const char *text, int64_t *us) MUST_USE;

/* strftime-like text of an instant in zone (g_date_time_format); returns buf. Pure. */
char *instant_format(int64_t us, GTimeZone *zone, const char *format, char *buf, size_t size);

/* A day of the year for people: "10-24", "10-24 07:54", "10-24 07:54:00"; in Chinese "10月24日 07:54". For
 * a sentence: a column has room for the figures alone. Returns buf. Any thread. */
enum day_form { DAY_ALONE, DAY_MINUTE, DAY_SECOND };
char *instant_day(int64_t us, GTimeZone *zone, enum day_form form, char *buf, size_t size);

/* "2026-10-24T00:00:00.000Z"; returns buf (at least 25 bytes). Pure. */
char *instant_rfc3339(int64_t us, char *buf, size_t size);

#endif
