/* The simulated Prometheus as its clients see it: vectors, matrices, and what is bad data. */
#include "tests/unit/sim_client.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void
an_instant_query_gives_a_vector(void **state)
{
	struct sim *sim = sim_client_start(1);
	json_object *o =
	    sim_client_json(sim, "/api/v1/query?query=sale_order_success&time=1792799640");
	json_object *series = json_object_array_get_idx(json_at(o, "data/result"), 0);
	json_object *pair = json_at(series, "value");
	double value =
	    g_ascii_strtod(json_object_get_string(json_object_array_get_idx(pair, 1)), NULL);

	(void)state;
	assert_string_equal(json_text_at(o, "data/resultType"), "vector");
	assert_string_equal(json_text_at(series, "metric/__name__"), "sale_order_success");
	assert_int_equal(json_object_get_int64(json_object_array_get_idx(pair, 0)), 1792799640);
	assert_true(value > 99.39 && value < 99.43);
	json_object_put(o);
	sim_client_expect(
	    sim, "GET", "/api/v1/query?query=sale_nosuch", NULL, "", 200,
	    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
	sim_client_expect(
	    sim, "GET", "/api/v1/query?query=sale_gmv&time=1892799640", NULL, "", 200,
	    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
	sim_stop(&sim);
}

static void
a_form_asks_like_a_url(void **state)
{
	struct sim *sim = sim_client_start(1);
	struct sim_answer by_url =
	    sim_client_get(sim, "/api/v1/query?query=sale_nps&time=1792799000.5");
	struct sim_answer by_form =
	    sim_client_ask(sim, "POST", "/api/v1/query", "application/x-www-form-urlencoded",
	                   "query=sale_nps&time=2026-10-23T23%3A43%3A20.5Z");

	(void)state;
	assert_string_equal(by_url.body, by_form.body);
	assert_non_null(strstr(by_url.body, "[1792799000.500,\""));
	g_free(by_url.head);
	g_free(by_form.head);
	sim_stop(&sim);
}

static void
a_range_query_gives_a_matrix_up_to_now(void **state)
{
	struct sim *sim = sim_client_start(1);
	json_object *o = sim_client_json(sim, "/api/v1/query_range?query=sale_gmv&start=1792799580"
	                                      "&end=1792799700&step=15s");
	json_object *values =
	    json_at(json_object_array_get_idx(json_at(o, "data/result"), 0), "values");
	double before = 0;
	size_t i;

	(void)state;
	assert_string_equal(json_text_at(o, "data/resultType"), "matrix");
	assert_int_equal(json_object_array_length(values), 5);
	for (i = 0; i < 5; i++) {
		json_object *pair = json_object_array_get_idx(values, i);
		double value = json_object_get_double(json_object_array_get_idx(pair, 1));

		assert_true(value > before);
		before = value;
	}
	json_object_put(o);
	sim_stop(&sim);
}

static void
assert_bad_data(const struct sim *sim, const char *path, const char *part)
{
	struct sim_answer a = sim_client_get(sim, path);
	json_object *o = json_tokener_parse(a.body);

	assert_int_equal(a.status, 400);
	assert_string_equal(json_text_at(o, "status"), "error");
	assert_string_equal(json_text_at(o, "errorType"), "bad_data");
	assert_non_null(strstr(json_text_at(o, "error"), part));
	json_object_put(o);
	g_free(a.head);
}

static void
bad_queries_are_bad_data(void **state)
{
	struct sim *sim = sim_client_start(1);

	(void)state;
	assert_bad_data(sim, "/api/v1/query?query=rate(", "1:5: parse error");
	assert_bad_data(sim, "/api/v1/query", "no expression found");
	assert_bad_data(sim, "/api/v1/query?query=sale_gmv&time=x", "valid timestamp");
	assert_bad_data(sim, "/api/v1/query_range?query=sale_gmv&start=2&end=1&step=1",
	                "must not be before");
	assert_bad_data(sim, "/api/v1/query_range?query=sale_gmv&start=1&end=2&step=0",
	                "zero or negative");
	assert_bad_data(sim, "/api/v1/query_range?query=sale_gmv&start=0&end=20000&step=1",
	                "11,000 points");
	assert_bad_data(sim, "/api/v1/query_range?query=sale_gmv&end=20000&step=1", "\"start\"");
	sim_client_expect(sim, "PUT", "/api/v1/query", NULL, "", 405, "Method Not Allowed\n");
	sim_stop(&sim);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_instant_query_gives_a_vector),
		cmocka_unit_test(a_form_asks_like_a_url),
		cmocka_unit_test(a_range_query_gives_a_matrix_up_to_now),
		cmocka_unit_test(bad_queries_are_bad_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
