/* Scenario files: what is wrong with bad ones, and the simulated sale that a good one drives. */
#include "app/config_scenario.h"
#include "sim/figure.h"
#include "sim/scenario.h"
#include "sim/world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
assert_refused(const char *text, const char *expected)
{
	GPtrArray *problems;
	struct scenario_file *file = scenario_file_load("bad.scenario", text, &problems);
	char *line;

	assert_null(file);
	assert_true(problems->len >= 1);
	line = config_problem_text(g_ptr_array_index(problems, 0));
	assert_string_equal(line, expected);
	g_free(line);
	g_ptr_array_unref(problems);
}

#define HEAD "name = \"x\"; lasts = \"10m\";\n"
#define ALERT "alerts = ( { name = \"A\"; starts = \"1m\"; } );\n"

static void
mistakes_are_named_with_their_line(void **state)
{
	(void)state;
	assert_refused("lasts = \"10m\";", "bad.scenario: the scenario has no 'name'");
	assert_refused(
	    HEAD "metrics = ( { at = \"1m\"; metric = \"qps\"; to = 1; } );",
	    "bad.scenario:2: metrics[1]: over which time? over = \"90s\", or shape = \"step\"");
	assert_refused(HEAD
	               "metrics = ( { at = \"11m\"; metric = \"qps\"; to = 1; over = \"1m\"; } );",
	               "bad.scenario:2: metrics[1]: it begins when the drill is over");
	assert_refused(HEAD "silent = (\n{ metric = \"qps\"; from = \"5m\"; to = \"4m\"; } );",
	               "bad.scenario:3: silent[1]: it ends before it begins");
	assert_refused(
	    HEAD "outages = ( { endpoint = \"etcd\"; from = \"1m\"; } );",
	    "bad.scenario:2: outages[1].endpoint: 'etcd' is not one of: alertmanager, prometheus, room");
	assert_refused(HEAD ALERT "expect = ( { alert = \"B\"; seen_within = \"5m\"; } );",
	               "bad.scenario:3: expect[1]: no alert of this scenario is called 'B'");
	assert_refused(
	    HEAD ALERT "expect = ( { alert = \"A\"; } );",
	    "bad.scenario:3: expect[1] expects nothing: say seen_within = \"5m\", or reported_within, "
	    "acted_within, done_within");
	assert_refused(
	    HEAD ALERT "expect = ( { alert = \"A\"; acted_within = \"5m\"; } );",
	    "bad.scenario:3: expect[1]: acted_within is about a plan: say plan = \"...\"");
	assert_refused(HEAD ALERT "expct = ( );",
	               "bad.scenario:3: unknown key 'expct': did you mean 'expect'?");
	assert_refused(HEAD "alerts = ( { name = \"A\"; } );",
	               "bad.scenario:2: alerts[1] has no 'starts'");
	assert_refused("name = ", "bad.scenario:1: syntax error");
}

static const char story[] =
    HEAD "feeds = ( { id = \"backlog\"; usual = 400; } );\n"
	 "metrics = ( { at = \"1m\"; metric = \"backlog\"; to = 1000; over = \"2m\"; },\n"
	 "  { at = \"4m\"; metric = \"backlog\"; to = 50; shape = \"step\"; },\n"
	 "  { at = \"5m\"; metric = \"backlog\"; to = 90; over = \"2m\"; shape = \"spike\"; } );\n"
	 "alerts = ( { name = \"A\"; starts = \"1m\"; ends = \"3m\"; labels = { region = "
	 "\"east\"; }; } );\n"
	 "outages = ( { endpoint = \"prometheus\"; how = \"close\"; from = \"8m\"; } );\n"
	 "silent = ( { metric = \"backlog\"; from = \"8m\"; to = \"9m\"; } );\n";

static double
shown(const struct world *world, int64_t after_s)
{
	return figure_shown(world, "backlog", world->scene.start_us + after_s * SEC_US);
}

static guint
firing(const struct world *world, int64_t after_s)
{
	GArray *list = scene_firing(&world->scene, world->scene.start_us + after_s * SEC_US);
	guint n = list->len;

	g_array_unref(list);
	return n;
}

static void
the_world_does_what_the_scenario_says(void **state)
{
	GPtrArray *problems;
	struct scenario_file *file = scenario_file_load("good.scenario", story, &problems);
	struct sim_options options = { .seed = 1 };
	struct world world;
	struct err e;

	(void)state;
	assert_non_null(file);
	options.scenario = &file->what;
	assert_true(world_init(&world, &options, &e));
	assert_float_equal(shown(&world, 0), 400, 1e-9);
	assert_float_equal(shown(&world, 60), 400, 1e-9);
	assert_float_equal(shown(&world, 120), 700, 1e-9);
	assert_float_equal(shown(&world, 180), 1000, 1e-9);
	assert_float_equal(shown(&world, 239), 1000, 1e-9);
	assert_float_equal(shown(&world, 240), 50, 1e-9);
	assert_float_equal(shown(&world, 360), 90, 1e-9);
	assert_float_equal(shown(&world, 420), 50, 1e-9);
	assert_true(isnan(shown(&world, 480)));
	assert_float_equal(shown(&world, 540), 50, 1e-9);
	assert_int_equal(firing(&world, 59), 0);
	assert_int_equal(firing(&world, 60), 1);
	assert_int_equal(firing(&world, 180), 0);
	assert_int_equal(scenario_fate(&file->what, "/api/v1/query", 479 * SEC_US), FATE_ANSWERS);
	assert_int_equal(scenario_fate(&file->what, "/api/v1/query", 480 * SEC_US), FATE_CLOSES);
	assert_int_equal(scenario_fate(&file->what, "/api/v2/alerts", 480 * SEC_US), FATE_ANSWERS);
	assert_false(figure_is_known(&world, "nosuch"));
	g_ptr_array_unref(problems);
	scenario_file_free(&file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes_are_named_with_their_line),
		cmocka_unit_test(the_world_does_what_the_scenario_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
