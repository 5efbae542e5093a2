/* The simulator over a socket: its room, its time, and how it starts and stops. */
#include "base/clock.h"
#include "tests/unit/sim_client.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

static void
the_room_tells_people_phases_and_money(void **state)
{
	struct sim *sim = sim_client_start(1);
	json_object *room = sim_client_json(sim, "/room"), *lines = json_at(room, "budget"), *o;
	double planned = 0, actual = 0;
	size_t i;

	(void)state;
	for (i = 0; i < json_object_array_length(lines); i++) {
		o = json_object_array_get_idx(lines, i);
		planned += json_object_get_double(json_at(o, "planned"));
		actual += json_object_get_double(json_at(o, "actual"));
		assert_true(json_object_get_double(json_at(o, "committed")) >=
		            json_object_get_double(json_at(o, "actual")));
		assert_string_equal(json_text_at(o, "as_of"), "2026-10-23T23:30:00.000Z");
	}
	assert_true(planned == 50e6);
	assert_true(actual / planned > 0.609 && actual / planned < 0.615);
	assert_true(json_object_get_double(json_at(json_find(lines, "id", "reserve"), "actual")) ==
	            0);
	o = json_find(lines, "id", "kol");
	assert_true(json_object_get_double(json_at(o, "actual")) > 1.38 * 0.58 * 5e6);

	assert_string_equal(json_text_at(json_find(json_at(room, "people"), "id", "lin"), "duty"),
	                    "on");
	assert_string_equal(json_text_at(json_find(json_at(room, "people"), "id", "zhao"), "duty"),
	                    "on");
	assert_string_equal(json_text_at(json_find(json_at(room, "people"), "id", "li"), "duty"),
	                    "standby");
	assert_string_equal(json_text_at(json_find(json_at(room, "people"), "id", "wang"), "duty"),
	                    "on");
	assert_string_equal(json_text_at(json_find(json_at(room, "people"), "id", "wu"), "shift"),
	                    "08:00-20:00");
	assert_null(json_find(json_at(room, "phases"), "id", "clearance"));
	assert_string_equal(
	    json_text_at(json_find(json_at(room, "phases"), "id", "peak"), "actual_start"),
	    "2026-10-20T16:04:00.000Z");
	assert_string_equal(
	    json_text_at(json_find(json_at(room, "phases"), "id", "warmup"), "actual_end"),
	    "2026-10-20T16:00:00.000Z");
	json_object_put(room);
	sim_stop(&sim);
}

static void
shifts_hand_over(void **state)
{
	/* 12 hours later: 19:54, the night shift comes. */
	struct sim_options options = { .seed = 1,
		                       .speed = SIM_STILL,
		                       .start_us = (1792799640 + 12 * 3600) * SEC_US };
	struct err e;
	struct sim *sim = sim_start(&options, &e);
	json_object *room = sim_client_json(sim, "/room");

	(void)state;
	assert_string_equal(json_text_at(json_find(json_at(room, "people"), "id", "lin"), "duty"),
	                    "off");
	assert_string_equal(json_text_at(json_find(json_at(room, "people"), "id", "zhao"), "duty"),
	                    "standby");
	assert_string_equal(json_text_at(json_find(json_at(room, "people"), "id", "qian"), "duty"),
	                    "standby");
	json_object_put(room);
	sim_stop(&sim);
}

static void
two_sims_of_a_seed_tell_the_same(void **state)
{
	static const char *const paths[] = {
		ALERTS,
		"/room",
		"/api/v2/status",
		"/api/v1/query?query=sale_qps&time=1792799639",
		"/api/v1/query_range?query=sale_page_load&start=1792700000&end=1792790000&step=600",
	};
	struct sim *one = sim_client_start(5), *two = sim_client_start(5);
	size_t i;

	(void)state;
	assert_int_not_equal(sim_port(one), sim_port(two));
	for (i = 0; i < G_N_ELEMENTS(paths); i++) {
		struct sim_answer a = sim_client_get(one, paths[i]),
				  b = sim_client_get(two, paths[i]);

		assert_int_equal(a.status, 200);
		assert_string_equal(a.body, b.body);
		g_free(a.head);
		g_free(b.head);
	}
	sim_stop(&one);
	sim_stop(&two);
}

static void
dates_are_simulated_and_run_at_the_given_speed(void **state)
{
	struct sim_options options = { .seed = 1, .speed = 100000 };
	struct err e;
	struct sim *sim = sim_start(&options, &e);
	struct sim *still = sim_client_start(1);
	struct sim_answer a;

	(void)state;
	a = sim_client_get(still, "/-/ready");
	assert_non_null(strstr(a.head, "Date: Fri, 23 Oct 2026 23:54:00 GMT\r\n"));
	g_free(a.head);
	g_usleep(20 * 1000); /* half a simulated hour */
	a = sim_client_get(sim, "/-/ready");
	assert_null(strstr(a.head, "23:54:00 GMT"));
	assert_non_null(strstr(a.head, " Oct 2026 "));
	g_free(a.head);
	sim_stop(&sim);
	sim_stop(&still);
}

static void
a_taken_port_is_an_error_that_names_it(void **state)
{
	struct sim *sim = sim_client_start(1);
	struct sim_options options = { .port = sim_port(sim) };
	struct err e;
	char *port = g_strdup_printf("%u", options.port);

	(void)state;
	assert_null(sim_start(&options, &e));
	assert_non_null(strstr(e.text, port));
	g_free(port);
	options.port = 70000;
	assert_null(sim_start(&options, &e));
	assert_non_null(strstr(e.text, "70000"));
	sim_stop(&sim);
}

static void
stopping_waits_for_no_client(void **state)
{
	struct sim *sim = sim_client_start(1);
	int idle = sim_client_connect(sim), half = sim_client_connect(sim);
	int64_t before = clock_monotonic_us();

	(void)state;
	assert_int_equal(send(half, "POST /api/v2/silences HTT", 25, MSG_NOSIGNAL), 25);
	sim_stop(&sim);
	assert_true(clock_monotonic_us() - before < 500 * MSEC_US);
	close(idle);
	close(half);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_room_tells_people_phases_and_money),
		cmocka_unit_test(shifts_hand_over),
		cmocka_unit_test(two_sims_of_a_seed_tell_the_same),
		cmocka_unit_test(dates_are_simulated_and_run_at_the_given_speed),
		cmocka_unit_test(a_taken_port_is_an_error_that_names_it),
		cmocka_unit_test(stopping_waits_for_no_client),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
