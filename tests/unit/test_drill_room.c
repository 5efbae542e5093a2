/* The room of a drill: nothing leaves it, and its journal is never a room's. */
#include "app/drill.h"
#include "app/session.h"
#include "room/metric.h"
#include "tests/unit/folder.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

/* A real room: all that it names is at the port of a socket that listens. */
static const char room_text[] =
    "room = { name = \"Real\"; zone = \"Asia/Shanghai\"; event_start = \"2026-09-15 00:00\";\n"
    "  event_end = \"2026-11-12 00:00\"; };\n"
    "teams = ( { id = \"tech\"; title = \"technology\"; } );\n"
    "people = ( { id = \"lin\"; name = \"Lin\"; team = \"tech\"; permission = \"lead\"; } );\n"
    "plans = ( { id = \"p\"; title = \"p\"; steps = ( { title = \"go\"; } ); } );\n"
    "metrics = ( { id = \"carts\"; source = \"shop\"; query = \"carts\"; target = 70; } );\n"
    "sources = ( { name = \"am\"; kind = \"alertmanager\"; url = \"http://127.0.0.1:PORT\"; },\n"
    "  { name = \"shop\"; kind = \"prometheus\"; url = \"http://127.0.0.1:PORT\"; } );\n"
    "notify = ( { name = \"robot\"; url = \"http://127.0.0.1:PORT\"; on = [ \"ack\", \"note\",\n"
    "  \"plan-start\" ]; request = { path = \"/\"; body = \"{}\"; }; } );\n"
    "site = { name = \"a\"; endpoints = [ \"http://127.0.0.1:PORT\" ]; prefix = \"x/y\"; };\n";

static const char scenario_text[] =
    "name = \"d\"; lasts = \"10m\"; at = \"2026-10-23 20:00\";\n"
    "metrics = ( { at = \"1m\"; metric = \"carts\"; to = 10; shape = \"step\"; } );\n"
    "alerts = ( { name = \"A\"; starts = \"30s\"; team = \"tech\"; } );\n"
    "expect = ( { alert = \"A\"; by = \"lin\"; plan = \"p\"; seen_within = \"5m\";\n"
    "  reported_within = \"6m\"; acted_within = \"7m\"; } );\n"
    "answers = ( { at = \"2m30s\"; who = \"lin\"; does = \"ack\"; alert = \"A\"; },\n"
    "  { at = \"3m\"; who = \"lin\"; does = \"note\"; alert = \"A\"; text = \"told\"; },\n"
    "  { at = \"4m\"; who = \"lin\"; does = \"start\"; plan = \"p\"; } );\n";

struct place {
	char *folder, *room, *scenario, *journal;
	int listener;
};

static char *
write_file(const struct place *p, const char *name, const char *text)
{
	char *path = g_build_filename(p->folder, name, NULL);

	assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static int
set_up(void **state)
{
	struct place *p = g_new0(struct place, 1);
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;
	GString *text = g_string_new(room_text);
	char port[8];

	p->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(p->listener, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(p->listener, 16), 0);
	assert_int_equal(getsockname(p->listener, (struct sockaddr *)&address, &size), 0);
	g_snprintf(port, sizeof port, "%u", (unsigned)ntohs(address.sin_port));
	g_string_replace(text, "PORT", port, 0);
	p->folder = g_dir_make_tmp("warroom-drill-XXXXXX", NULL);
	p->room = write_file(p, "room.cfg", text->str);
	p->scenario = write_file(p, "d.scenario", scenario_text);
	p->journal = g_build_filename(p->folder, "j.db", NULL);
	g_string_free(text, TRUE);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	folder_remove(&p->folder);
	close(p->listener);
	g_free(p->room);
	g_free(p->scenario);
	g_free(p->journal);
	g_free(p);
	return 0;
}

static struct session *
open_drill(const struct place *p, struct err *e)
{
	struct options o = { .config_file = p->room,
		             .scenario = p->scenario,
		             .journal = p->journal,
		             .as = (char *)"lin",
		             .speed = 120 };
	struct session *s = session_new(&o, e);

	if (s && !session_go(s, false, e))
		session_free(&s);
	return s;
}

/* Until the room's clock has come so far, or it takes absurdly long. */
static void
pump(struct session *s, int64_t since_us)
{
	int64_t until_us = s->drill->start_us + since_us;

	while (session_now_us(s) < until_us) {
		struct pollfd fd = { .fd = mailbox_fd(s->mailbox), .events = POLLIN };

		poll(&fd, 1, 10);
		session_pump(s);
	}
}

static void
nothing_leaves_and_the_answers_are_scored(void **state)
{
	struct place *p = *state;
	struct err e = { "" };
	struct session *s = open_drill(p, &e);
	struct drill_sum sum;

	assert_non_null(s);
	pump(s, 9 * MIN_US);
	assert_int_equal(accept(p->listener, NULL, NULL), -1);
	assert_int_equal(errno, EAGAIN);
	sum = drill_sum(s->drill->score, s->room, "lin", session_now_us(s));
	assert_int_equal(sum.steps, 3);
	assert_int_equal(drill_percent(&sum), 100);
	assert_float_equal(room_metric(s->room, "carts")->value, 10, 1e-9);
	session_free(&s);
	assert_int_equal(accept(p->listener, NULL, NULL), -1);
}

/* Until the journal is open, or says why not. */
static void
wait_journal(struct session *s)
{
	for (int i = 0; i < 500 && !s->journal.open && !*s->journal.reason; i++) {
		g_usleep(10 * MSEC_US);
		session_pump(s);
	}
}

static void
a_drills_journal_is_no_rooms_and_a_rooms_no_drills(void **state)
{
	struct place *p = *state;
	struct options real = { .demo = true, .journal = p->journal };
	struct err e = { "" };
	struct session *s = open_drill(p, &e);

	assert_non_null(s);
	wait_journal(s);
	assert_true(s->journal.open);
	session_free(&s);

	s = session_new(&real, &e);
	assert_non_null(s);
	assert_true(session_go(s, false, &e));
	wait_journal(s);
	assert_false(s->journal.open);
	assert_non_null(
	    strstr(s->journal.reason, "is the journal of a drill: a room needs one of its own"));
	session_free(&s);

	assert_null(open_drill(p, &e));
	assert_non_null(strstr(e.text, "a drill has a journal of its own"));
}

static void
a_scenario_that_does_not_fit_the_room_is_refused(void **state)
{
	struct place *p = *state;
	GPtrArray *problems;
	struct scenario_file *file = scenario_file_load(
	    "x.scenario",
	    "name = \"d\"; lasts = \"10m\";\nalerts = ( { name = \"A\"; starts = \"30s\"; } );\n"
	    "expect = ( { alert = \"A\"; plan = \"zz\"; by = \"nobody\"; seen_within = \"5m\"; } );",
	    &problems);
	struct err e;
	struct session *s = open_drill(p, &e);
	char *line;

	assert_non_null(file);
	assert_false(scenario_file_fits(file, s->room, problems));
	line = config_problem_text(g_ptr_array_index(problems, 0));
	assert_string_equal(line, "x.scenario:3: the room has no plan 'zz'");
	g_free(line);
	line = config_problem_text(g_ptr_array_index(problems, 1));
	assert_string_equal(line, "x.scenario:3: the room has no person or team 'nobody'");
	g_free(line);
	g_ptr_array_unref(problems);
	scenario_file_free(&file);
	session_free(&s);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_leaves_and_the_answers_are_scored),
		TEST(a_drills_journal_is_no_rooms_and_a_rooms_no_drills),
		TEST(a_scenario_that_does_not_fit_the_room_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
