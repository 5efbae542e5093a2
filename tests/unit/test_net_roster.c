/* Rosters in the forms of PagerDuty, GoAlert, Grafana OnCall, iCalendar, and the room's own. Now is 2026-11-22T13:20:00Z. */
#include "tests/unit/http_fixture.h"
#include "tests/unit/net_desk.h"

#include "net/local_file.h"

#include <glib/gstdio.h>

#include <stdio.h>
#include <unistd.h>

/* What it posts to ask; NULL: it asks by GET. g_free. */
static char *
roster_posts(const struct source *source, const struct slot *slot, int64_t now_us)
{
	struct request request = { .body = NULL };
	char *body;

	source->ops->fill(source, slot, now_us, &request);
	body = g_strdup(request.body);
	request_clear(&request);
	return body;
}

static struct source *
open_source(const char *form, const char *schedule)
{
	struct source_conf *conf = conf_of("pager", SOURCE_KIND_ROSTER, "http://pager");

	conf->form = g_strdup(form);
	conf->zone = g_strdup("Asia/Shanghai");
	conf->team = g_strdup("tech");
	source_conf_add_query(conf)->query = g_strdup(schedule);
	return source_alone(conf);
}

/* The only event of the batch, a roster. */
static const struct roster *
roster_of(const struct event_batch *batch)
{
	assert_int_equal(batch->events->len, 1);
	assert_int_equal(event_at(batch, 0)->kind, EVENT_ROSTER);
	return event_at(batch, 0)->roster;
}

static int64_t
utc(const char *text)
{
	int64_t us = UNSAID;

	assert_true(instant_parse_rfc3339(text, &us));
	return us;
}

static void
check_turn(const struct roster *roster, size_t i, const char *name, const char *start,
           const char *end)
{
	const struct roster_turn *turn;

	assert_true(i < roster->n_turns);
	turn = &roster->turns[i];
	assert_string_equal(turn->name, name);
	assert_true(turn->start_us == (start ? utc(start) : UNSAID));
	assert_true(turn->end_us == (end ? utc(end) : UNSAID));
}

static void
pagerduty_on_calls_with_levels_open_ends_and_doubles(void **state)
{
	static const char answer[] =
	    "{\"oncalls\":[{\"user\":{\"id\":\"PT23IWX\",\"type\":\"user\",\"name\":\"Tim Wright\","
	    "\"email\":\"tim@acme.com\"},\"schedule\":{\"id\":\"PI7DH85\",\"type\":\"schedule_reference\","
	    "\"summary\":\"Daily\"},\"escalation_policy\":{\"id\":\"PT20YPA\"},\"escalation_level\":1,"
	    "\"start\":\"2026-11-22T15:28:51-05:00\",\"end\":\"2026-11-23T15:28:51-05:00\"},"
	    "{\"user\":{\"id\":\"PT23IWX\",\"name\":\"Tim Wright\",\"email\":\"tim@acme.com\"},"
	    "\"schedule\":{\"id\":\"PI7DH85\"},\"escalation_policy\":{\"id\":\"POTHER\"},"
	    "\"escalation_level\":1,"
	    "\"start\":\"2026-11-22T15:28:51-05:00\",\"end\":\"2026-11-23T15:28:51-05:00\"},"
	    "{\"user\":{\"id\":\"PBOSS\",\"type\":\"user_reference\",\"summary\":\"Ann\\u001b[2J\"},"
	    "\"schedule\":null,\"escalation_policy\":{\"id\":\"PT20YPA\"},\"escalation_level\":2,"
	    "\"start\":null,\"end\":null},"
	    "{\"user\":{\"id\":\"X\"},\"start\":\"never\",\"end\":null}],"
	    "\"limit\":100,\"offset\":0,\"more\":false,\"total\":null}";
	struct source *source = open_source("pagerduty", "PI7DH85");
	char *url = source->ops->url(source, slot_at(source, 0), NOW);
	const struct roster *roster;
	struct event_batch *batch;
	struct err e;

	(void)state;
	assert_string_equal(url, "http://pager/oncalls?include%5B%5D=users&limit=100&"
	                         "since=2026-11-21T00:00:00Z&until=2026-12-07T00:00:00Z&"
	                         "schedule_ids%5B%5D=PI7DH85");
	assert_null(roster_posts(source, slot_at(source, 0), NOW));
	batch = read_slot(source, 0, answer, &e);
	roster = roster_of(batch);
	assert_int_equal(roster->n_turns, 2); /* the same turn by two policies is one */
	check_turn(roster, 0, "Ann^[[2J", NULL, NULL);
	assert_int_equal(roster->turns[0].level, 2);
	check_turn(roster, 1, "Tim Wright", "2026-11-22T20:28:51Z", "2026-11-23T20:28:51Z");
	assert_string_equal(roster->turns[1].email, "tim@acme.com");
	assert_string_equal(roster->turns[1].person, "PT23IWX");
	assert_string_equal(roster->turns[1].team, "tech");
	assert_int_equal(slot_at(source, 0)->broken, 1);
	assert_true(roster->from_us == utc("2026-11-21T00:00:00Z"));
	event_batch_free(&batch);
	batch = read_slot(source, 0, answer, &e); /* what is equal is not told again */
	assert_int_equal(batch->events->len, 0);
	event_batch_free(&batch);
	g_free(url);
	source_free(&source);
}

static void
grafana_final_shifts(void **state)
{
	struct source *source = open_source("grafana", "SBM7DV7BKFUYU");
	char *url = source->ops->url(source, slot_at(source, 0), NOW);
	struct err e;
	struct event_batch *batch =
	    read_slot(source, 0,
	              "{\"count\":2,\"next\":null,\"previous\":null,\"results\":["
	              "{\"user_pk\":\"UC2CHRT5SD34X\",\"user_email\":\"alice@example.com\","
	              "\"user_username\":\"alice\",\"shift_start\":\"2026-11-22T09:00:00Z\","
	              "\"shift_end\":\"2026-11-22T17:00:00Z\"},"
	              "{\"user_pk\":\"U7S8H84ARFTGN\",\"user_email\":\"bob@example.com\","
	              "\"user_username\":\"bob\",\"shift_start\":\"2026-11-22T17:00:00Z\","
	              "\"shift_end\":\"2026-11-23T01:00:00Z\"}]}",
	              &e);

	(void)state;
	assert_string_equal(url, "http://pager/api/v1/schedules/SBM7DV7BKFUYU/final_shifts?"
	                         "start_date=2026-11-21&end_date=2026-12-07");
	check_turn(roster_of(batch), 0, "alice", "2026-11-22T09:00:00Z", "2026-11-22T17:00:00Z");
	check_turn(roster_of(batch), 1, "bob", "2026-11-22T17:00:00Z", "2026-11-23T01:00:00Z");
	event_batch_free(&batch);
	g_free(url);
	source_free(&source);
}

static void
goalert_shifts_and_its_errors(void **state)
{
	struct source *source = open_source("goalert", "6b1c");
	char *body = roster_posts(source, slot_at(source, 0), NOW);
	struct err e;
	struct event_batch *batch = read_slot(
	    source, 0,
	    "{\"data\":{\"schedule\":{\"shifts\":[{\"userID\":\"9c\",\"user\":{\"name\":\"Lin Yue\","
	    "\"email\":\"lin@example.com\"},\"start\":\"2026-11-22T08:00:00Z\","
	    "\"end\":\"2026-11-22T20:00:00Z\",\"truncated\":false}]}}}",
	    &e);

	(void)state;
	assert_non_null(
	    strstr(body, "\"variables\":{\"id\":\"6b1c\",\"start\":\"2026-11-21T00:00:00Z\""));
	check_turn(roster_of(batch), 0, "Lin Yue", "2026-11-22T08:00:00Z", "2026-11-22T20:00:00Z");
	event_batch_free(&batch);
	assert_null(read_slot(source, 0,
	                      "{\"errors\":[{\"message\":\"access denied\"}],\"data\":null}", &e));
	assert_string_equal(e.text, "content: it has no shifts of schedule 6b1c: GoAlert says: "
	                            "access denied");
	g_free(body);
	source_free(&source);
}

static void
the_native_form_speaks_of_its_own_time(void **state)
{
	struct source *source = open_source("native", NULL);
	struct err e;
	struct event_batch *batch = read_slot(
	    source, 0,
	    "{\"roster\":[{\"person\":\"lin\",\"team\":\"ops\",\"role\":\"primary\",\"level\":2,"
	    "\"start\":\"2026-11-22T08:00:00+08:00\",\"end\":\"2026-11-23T08:00:00+08:00\"},"
	    "{\"role\":\"nobody\",\"start\":\"2026-11-22T08:00:00+08:00\"}]}",
	    &e);
	const struct roster *roster = roster_of(batch);

	(void)state;
	assert_int_equal(roster->n_turns, 1);
	assert_string_equal(roster->turns[0].person, "lin");
	assert_string_equal(roster->turns[0].team, "ops");
	assert_string_equal(roster->turns[0].role, "primary");
	assert_int_equal(roster->turns[0].level, 2);
	assert_true(roster->from_us == utc("2026-11-22T00:00:00Z"));
	assert_true(roster->to_us == utc("2026-11-23T00:00:00Z"));
	assert_int_equal(slot_at(source, 0)->broken, 1);
	event_batch_free(&batch);
	/* an empty one is wrong sooner than a holiday: it speaks of no time */
	batch = read_slot(source, 0, "{\"roster\":[]}", &e);
	assert_true(roster_of(batch)->to_us == roster_of(batch)->from_us);
	assert_string_equal(slot_at(source, 0)->first_broken.text,
	                    "content: it puts nobody on duty: shifts count instead");
	event_batch_free(&batch);
	source_free(&source);
}

/* A calendar of these lines, read at an instant. */
static struct event_batch *
calendar(struct source *source, int64_t now_us, const char *lines)
{
	char *text = g_strconcat("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\n", lines,
	                         "END:VCALENDAR\r\n", NULL);
	struct reading r = { .source = source,
		             .slot = slot_at(source, 0),
		             .now_us = now_us,
		             .batch = event_batch_new() };
	struct err e = { "" };

	assert_true(source_read(&r, text, strlen(text), &e));
	g_free(text);
	return r.batch;
}

static void
check_calendar(int64_t now_us, const char *lines, size_t n, const char *const turns[][3])
{
	struct source *source = open_source("ical", NULL);
	struct event_batch *batch = calendar(source, now_us, lines);
	const struct roster *roster = roster_of(batch);

	for (size_t i = 0; i < n; i++)
		check_turn(roster, i, turns[i][0], turns[i][1], turns[i][2]);
	assert_int_equal(roster->n_turns, n);
	event_batch_free(&batch);
	source_free(&source);
}

/* The clocks of Berlin go back on 2026-10-25: 09:00 stays 09:00, and a week then has an hour more. */
static void
a_weekly_turn_keeps_its_wall_clock_over_the_end_of_summer_time(void **state)
{
	static const char *const turns[][3] = {
		{ "Lin Yue", "2026-10-12T07:00:00Z", "2026-10-19T07:00:00Z" },
		{ "Lin Yue", "2026-10-19T07:00:00Z", "2026-10-26T08:00:00Z" },
		{ "Lin Yue", "2026-10-26T08:00:00Z", "2026-11-02T08:00:00Z" },
	};

	(void)state;
	check_calendar(utc("2026-10-18T12:00:00Z"),
	               "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Lin Yue\r\n"
	               "DTSTART;TZID=Europe/Berlin:20260105T090000\r\n"
	               "DTEND;TZID=Europe/Berlin:20260112T090000\r\n"
	               "RRULE:FREQ=WEEKLY;UNTIL=20261026T080000Z\r\nEND:VEVENT\r\n",
	               3, turns);
}

static void
exceptions_overrides_and_cancelled_events(void **state)
{
	static const char *const turns[][3] = {
		{ "Lin", "2026-11-21T01:00:00Z", "2026-11-21T09:00:00Z" },
		{ "Zhou", "2026-11-23T03:00:00Z",
		  "2026-11-23T11:00:00Z" }, /* moved, another person */
		{ "Lin", "2026-11-25T01:00:00Z", "2026-11-25T09:00:00Z" },
	};

	(void)state;
	check_calendar(NOW,
	               "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Lin\r\nDTSTART;TZID=Asia/Shanghai:"
	               "20261121T090000\r\nDURATION:PT8H\r\nRRULE:FREQ=DAILY;COUNT=5\r\n"
	               "EXDATE;TZID=Asia/Shanghai:20261122T090000\r\nEND:VEVENT\r\n"
	               "BEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID:20261123T010000Z\r\n"
	               "ATTENDEE;CN=Zhou;PARTSTAT=ACCEPTED:mailto:zhou@example.com\r\n"
	               "ATTENDEE;CN=Room 3;CUTYPE=ROOM:mailto:r3@example.com\r\n"
	               "ATTENDEE;CN=Xu;PARTSTAT=DECLINED:mailto:xu@example.com\r\n"
	               "DTSTART:20261123T030000Z\r\nDTEND:20261123T110000Z\r\nEND:VEVENT\r\n"
	               "BEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID:20261124T010000Z\r\n"
	               "STATUS:CANCELLED\r\n"
	               "DTSTART:20261124T010000Z\r\nDTEND:20261124T090000Z\r\nEND:VEVENT\r\n"
	               "BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Nobody\r\nSTATUS:CANCELLED\r\n"
	               "DTSTART:20261124T010000Z\r\nDTEND:20261124T090000Z\r\nEND:VEVENT\r\n",
	               3, turns);
}

static void
whole_days_are_the_rooms_and_zones_may_be_the_calendars_own(void **state)
{
	static const char *const turns[][3] = {
		{ "Day", "2026-11-21T16:00:00Z", "2026-11-23T16:00:00Z" },
		{ "Own", "2026-11-22T05:00:00Z", "2026-11-22T06:00:00Z" }, /* 03:00 at -02:00 */
		{ "Float", "2026-11-24T02:00:00Z", "2026-11-24T03:00:00Z" },
	};

	(void)state;
	check_calendar(NOW,
	               "BEGIN:VTIMEZONE\r\nTZID:Ship Standard Time\r\nBEGIN:STANDARD\r\n"
	               "DTSTART:16010101T000000\r\nTZOFFSETFROM:-0200\r\nTZOFFSETTO:-0200\r\n"
	               "END:STANDARD\r\nEND:VTIMEZONE\r\n"
	               "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Day\r\nDTSTART;VALUE=DATE:20261122\r\n"
	               "DTEND;VALUE=DATE:20261124\r\nEND:VEVENT\r\n"
	               "BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Own\r\n"
	               "DTSTART;TZID=Ship Standard Time:20261122T030000\r\nDURATION:PT1H\r\n"
	               "END:VEVENT\r\n"
	               "BEGIN:VEVENT\r\nUID:3\r\nSUMMARY:Float\r\nDTSTART:20261124T100000\r\n"
	               "DURATION:PT1H\r\nEND:VEVENT\r\n",
	               3, turns);
}

static void
what_cannot_be_used_is_named_and_the_rest_counts(void **state)
{
	struct source *source = open_source("ical", NULL);
	struct event_batch *batch = calendar(
	    source, NOW,
	    "BEGIN:VEVENT\r\nUID:bad\r\nSUMMARY:A\r\nDTSTART;TZID=Mars/Base:20261122T030000\r\n"
	    "DURATION:PT1H\r\nEND:VEVENT\r\n"
	    "BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:B\r\nDTSTART:20261122T030000Z\r\nDURATION:PT1H\r\n"
	    "RRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\n");
	struct err e;

	(void)state;
	assert_int_equal(roster_of(batch)->n_turns, 1);
	assert_int_equal(slot_at(source, 0)->broken, 2);
	assert_string_equal(slot_at(source, 0)->first_broken.text,
	                    "content: an event bad is left out: its DTSTART is in the zone "
	                    "'Mars/Base', which is known neither here nor in the calendar");
	event_batch_free(&batch);
	assert_null(read_slot(source, 0, "<html>log in</html>", &e));
	assert_string_equal(e.text,
	                    "content: it is no iCalendar: it does not begin with BEGIN:VCALENDAR");
	source_free(&source);
}

static void
calendars_made_to_cost_are_refused_before_they_do(void **state)
{
	struct source *source = open_source("ical", NULL);
	GString *deep = g_string_new("BEGIN:VCALENDAR\r\n");
	struct err e;

	(void)state;
	for (int i = 0; i < 100; i++)
		g_string_append(deep, "BEGIN:VEVENT\r\n");
	assert_null(read_slot(source, 0, deep->str, &e));
	assert_string_equal(e.text, "content: its parts are nested deeper than 8");
	assert_null(read_slot(source, 0, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nEND:VEVENT\r\n", &e));
	assert_string_equal(e.text, "content: an END has no BEGIN");
	g_string_assign(deep, "BEGIN:VCALENDAR\r\nX-A:");
	for (int i = 0; i < 2000; i++)
		g_string_append(deep, "0123456789012345678901234567890123456789\r\n ");
	assert_null(read_slot(source, 0, deep->str, &e));
	assert_string_equal(e.text, "content: a line is longer than 65536 bytes");
	g_string_free(deep, TRUE);
	source_free(&source);
}

static void
a_file_is_read_whole_and_nothing_else_is(void **state)
{
	char path[] = "/tmp/warroom-roster-XXXXXX", *bytes;
	int fd = mkstemp(path);
	struct err e;
	size_t len;

	(void)state;
	assert_int_equal(write(fd, "abc", 3), 3);
	close(fd);
	bytes = local_file_read(path, 3, &len, &e);
	assert_string_equal(bytes, "abc");
	assert_int_equal(len, 3);
	g_free(bytes);
	assert_null(local_file_read(path, 2, &len, &e));
	unlink(path);
	assert_null(local_file_read(path, 3, &len, &e));
	assert_null(local_file_read("/tmp", 3, &len, &e));
	assert_string_equal(e.text, "file: /tmp is no file");
}

/* PagerDuty's API keys, and its stand-ins: the token stands in a header of its own form. */
static void
answer_token(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	(void)is_stopping;
	(void)user;
	if (!strstr(seen->head, "\r\nAuthorization: Token token=y_NbAkKc66ryYTWUXYEu\r\n"))
		http_reply(fd, 401, "", "{}");
	else if (!strcmp(seen->path, "/duty/tech.ics"))
		http_reply(
		    fd, 200, "Content-Type: text/calendar\r\n",
		    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n"
		    "DTSTAMP:20261101T000000Z\r\nDTSTART:20261122T000000Z\r\nDTEND:20261124T000000Z\r\n"
		    "SUMMARY:Lin Yue\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
	else if (g_str_has_prefix(seen->path, "/duty/oncalls?"))
		http_reply(
		    fd, 200, "",
		    "{\"oncalls\":[{\"user\":{\"id\":\"P1\",\"name\":\"Lin Yue\"},\"schedule\":{"
		    "\"id\":\"tech.ics\"},\"escalation_level\":1,\"start\":\"2026-11-22T00:00:00Z\","
		    "\"end\":\"2026-11-24T00:00:00Z\"}],\"more\":false}");
	else
		http_reply(fd, 404, "", "nothing");
}

static void
rosters_come_over_http_with_a_token_of_any_form(void **state)
{
	static const char *const forms[] = { "ical", "pagerduty" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		struct http_fixture *http = http_fixture_start(answer_token, NULL);
		char *url = http_fixture_url(http), *dir = g_dir_make_tmp("warroom-XXXXXX", NULL);
		char *file = g_build_filename(dir, "token", NULL),
		     *base = g_strconcat(url, "/duty", NULL);
		struct source_conf *conf = conf_of("pager", SOURCE_KIND_ROSTER, base);
		struct net_options options = {
			.once = true, .clock = { .real_us = clock_real_us(), .at_us = NOW }
		};
		struct desk desk;

		assert_true(g_file_set_contents_full(file, "y_NbAkKc66ryYTWUXYEu\n", -1,
		                                     G_FILE_SET_CONTENTS_NONE, 0600, NULL));
		conf->form = g_strdup(forms[i]);
		conf->zone = g_strdup("UTC");
		conf->team = g_strdup("tech");
		conf->auth = AUTH_REQUEST;
		conf->token_file = g_strdup(file);
		g_ptr_array_add(conf->headers, g_strdup("Authorization: Token token={token}"));
		source_conf_add_query(conf)->query = g_strdup("tech.ics");
		desk = desk_open(conf, &options);
		check_turn(desk_wait(&desk, EVENT_ROSTER)->roster, 0, "Lin Yue",
		           "2026-11-22T00:00:00Z", "2026-11-24T00:00:00Z");
		desk_close(&desk);
		http_fixture_stop(&http);
		g_unlink(file);
		g_rmdir(dir);
		g_free(base);
		g_free(file);
		g_free(dir);
		g_free(url);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pagerduty_on_calls_with_levels_open_ends_and_doubles),
		cmocka_unit_test(grafana_final_shifts),
		cmocka_unit_test(rosters_come_over_http_with_a_token_of_any_form),
		cmocka_unit_test(goalert_shifts_and_its_errors),
		cmocka_unit_test(the_native_form_speaks_of_its_own_time),
		cmocka_unit_test(a_weekly_turn_keeps_its_wall_clock_over_the_end_of_summer_time),
		cmocka_unit_test(exceptions_overrides_and_cancelled_events),
		cmocka_unit_test(whole_days_are_the_rooms_and_zones_may_be_the_calendars_own),
		cmocka_unit_test(what_cannot_be_used_is_named_and_the_rest_counts),
		cmocka_unit_test(calendars_made_to_cost_are_refused_before_they_do),
		cmocka_unit_test(a_file_is_read_whole_and_nothing_else_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
