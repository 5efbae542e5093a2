/* Prometheus' answers as it really gives them; and when sources are asked again. */
#include "tests/unit/net_fixture.h"

#include "net/schedule.h"

#include <math.h>

enum { INSTANT, HISTORY };

static struct source *
open_source(void)
{
	struct source_conf *conf = conf_of("prom", "prometheus", "http://prom");
	struct source_query *query = source_conf_add_query(conf);

	query->metric = g_strdup("gmv");
	query->query = g_strdup("sum(sale_gmv{shop=\"a\"})");
	query->range_us = HOUR_US;
	query->step_us = MIN_US;
	return source_alone(conf);
}

static void
the_value_of_a_query_is_a_sample(void **state)
{
	struct source *source = open_source();
	struct err e;
	struct event_batch *batch = read_slot(
	    source, INSTANT,
	    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{"
	    "\"metric\":{\"__name__\":\"sale_gmv\"},\"value\":[1795353376.500,\"7.5\"]}]}}",
	    &e);

	(void)state;
	assert_int_equal(event_at(batch, 0)->kind, EVENT_SAMPLE);
	assert_string_equal(event_at(batch, 0)->subject, "gmv");
	assert_true(event_at(batch, 0)->value == 7.5);
	assert_int_equal(event_at(batch, 0)->sample_us, INT64_C(1795353376500000));
	event_batch_free(&batch);
	batch = read_slot(source, INSTANT,
	                  "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":"
	                  "[1795353376,\"0.5\"]}}",
	                  &e);
	assert_true(event_at(batch, 0)->value == 0.5);
	event_batch_free(&batch);
	source_free(&source);
}

static void
check_no_sample(const char *text, const char *why)
{
	struct source *source = open_source();
	struct err e;
	struct event_batch *batch = read_slot(source, INSTANT, text, &e);

	assert_int_equal(batch->events->len, 0);
	assert_int_equal(slot_at(source, INSTANT)->broken, 1);
	assert_string_equal(slot_at(source, INSTANT)->first_broken.text, why);
	event_batch_free(&batch);
	source_free(&source);
}

static void
what_is_no_number_is_no_sample(void **state)
{
	(void)state;
	check_no_sample(
	    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
	    "content: the query of metric gmv finds no series");
	check_no_sample("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{"
	                "\"metric\":{},"
	                "\"value\":[1795353376,\"NaN\"]}]}}",
	                "content: metric gmv has no finite value");
	check_no_sample("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{"
	                "\"metric\":{},"
	                "\"value\":[1795353376,\"+Inf\"]}]}}",
	                "content: metric gmv has no finite value");
	check_no_sample("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{"
	                "\"metric\":{},"
	                "\"value\":[]}]}}",
	                "content: metric gmv has no finite value");
}

static void
check_error(const char *text, const char *why)
{
	struct source *source = open_source();
	struct err e;

	assert_null(read_slot(source, INSTANT, text, &e));
	assert_string_equal(e.text, why);
	source_free(&source);
}

static void
an_error_is_told_in_prometheus_own_words(void **state)
{
	(void)state;
	check_error(
	    "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:4: parse error\"}",
	    "content: 1:4: parse error");
	check_error("{\"teams\":[]}", "content: not an answer of Prometheus");
	check_error("{\"status\":\"success\",\"data\":{\"result\":7}}",
	            "content: 'data.result' is no list");
	check_error("{\"status\":\"success\"}", "content: 'data.result' is no list");
}

static void
the_history_is_asked_for_until_it_came(void **state)
{
	struct source *source = open_source();
	struct slot *slot = slot_at(source, HISTORY);
	struct event_batch *batch;
	struct err e;
	char *url = source->ops->url(source, slot, NOW);

	(void)state;
	assert_string_equal(
	    url, "http://prom/api/v1/query_range?query=sum%28sale_gmv%7Bshop%3D%22a%22%7D%29"
		 "&start=1795350000&end=1795353600&step=60");
	g_free(url);
	batch = read_slot(source, HISTORY,
	                  "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
	                  "{\"metric\":{},\"values\":"
	                  "[[1795353370,\"7.5\"],[1795353372,\"NaN\"],[1795353374,\"8\"]]}]}}",
	                  &e);
	assert_int_equal(event_at(batch, 0)->kind, EVENT_HISTORY);
	assert_int_equal(event_at(batch, 0)->n_points, 2);
	assert_true(event_at(batch, 0)->points[1].value == 8);
	assert_int_equal(event_at(batch, 0)->points[1].at_us, INT64_C(1795353374) * SEC_US);
	assert_null(source->ops->url(source, slot, NOW));
	url = source->ops->url(source, slot_at(source, INSTANT), NOW);
	assert_string_equal(url,
	                    "http://prom/api/v1/query?query=sum%28sale_gmv%7Bshop%3D%22a%22%7D%29");
	g_free(url);
	event_batch_free(&batch);
	source_free(&source);
}

/* 60 days in 1440 points: one an hour. Last year's go on into what is to come. */
static void
the_event_and_last_year_come_after_the_values(void **state)
{
	struct source_conf *conf = conf_of("prom", "prometheus", "http://prom");
	struct source_query *query = source_conf_add_query(conf);
	struct source *source;
	struct event_batch *batch;
	struct err e;
	char *url;

	(void)state;
	query->metric = g_strdup("gmv");
	query->query = g_strdup("sale_gmv");
	query->step_us = MIN_US;
	query->event_range_us = 60 * DAY_US;
	query->baseline_offset_us = 364 * DAY_US;
	source = source_alone(conf);
	assert_int_equal(source->slots->len, 3);
	url = source->ops->url(source, slot_at(source, 1), NOW);
	assert_string_equal(url, "http://prom/api/v1/query_range?query=sale_gmv&start=1790169600"
	                         "&end=1795353600&step=3600");
	g_free(url);
	url = source->ops->url(source, slot_at(source, 2), NOW);
	assert_string_equal(url, "http://prom/api/v1/query_range?query=sale_gmv&start=1758720000"
	                         "&end=1766496000&step=5400");
	g_free(url);
	batch = read_slot(source, 2,
	                  "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
	                  "{\"metric\":{},\"values\":[[1763904000,\"7.5\"]]}]}}",
	                  &e);
	assert_string_equal(event_at(batch, 0)->target, HISTORY_BASELINE);
	/* Moved to this year: it is now. */
	assert_int_equal(event_at(batch, 0)->points[0].at_us, NOW);
	assert_null(source->ops->url(source, slot_at(source, 2), NOW));
	event_batch_free(&batch);
	source_free(&source);
}

/* A query of its own has no future: it is asked for again as time goes on. */
static void
a_baseline_of_its_own_query_follows(void **state)
{
	static const char nothing[] =
	    "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";
	struct source *source;
	struct source_conf *conf = conf_of("prom", "prometheus", "http://prom");
	struct source_query *own = source_conf_add_query(conf);
	struct event_batch *batch;
	struct err e;
	char *url;

	(void)state;
	own->metric = g_strdup("gmv");
	own->query = g_strdup("a");
	own->baseline_query = g_strdup("b");
	own->event_range_us = DAY_US;
	own->step_us = MIN_US;
	source = source_alone(conf);
	url = source->ops->url(source, slot_at(source, 2), NOW);
	assert_non_null(strstr(url, "query=b&"));
	g_free(url);
	batch = read_slot(source, 2, nothing, &e);
	assert_null(source->ops->url(source, slot_at(source, 2), NOW + MIN_US - 1));
	url = source->ops->url(source, slot_at(source, 2), NOW + MIN_US);
	assert_non_null(url);
	g_free(url);
	event_batch_free(&batch);
	source_free(&source);
}

static void
polls_spread_over_their_period_and_keep_their_place_in_it(void **state)
{
	const int64_t period_us = 15 * SEC_US;
	unsigned per_second[15] = { 0 };

	(void)state;
	for (uint64_t console = 0; console < 1500; console++)
		per_second[schedule_offset(console, 0, period_us) / SEC_US]++;
	for (int i = 0; i < 15; i++)
		assert_in_range(per_second[i], 50, 200); /* 100 on average */
	for (int64_t now_us = 0; now_us < 4 * period_us; now_us += 777 * MSEC_US) {
		int64_t next_us = schedule_next(now_us, 4 * SEC_US, period_us);

		assert_int_equal(next_us % period_us, 4 * SEC_US);
		assert_in_range(next_us - now_us, period_us / 2, period_us * 3 / 2);
	}
}

static void
failures_wait_longer_but_never_beyond_the_cap(void **state)
{
	(void)state;
	assert_int_equal(schedule_backoff(1, 1.0, POLL_BACKOFF_CAP_US, 0), 2 * SEC_US);
	assert_int_equal(schedule_backoff(3, 0.5, POLL_BACKOFF_CAP_US, 0), 4 * SEC_US);
	assert_int_equal(schedule_backoff(50, 1.0, POLL_BACKOFF_CAP_US, 0), 60 * SEC_US);
	assert_int_equal(schedule_backoff(9, 0.0, POLL_BACKOFF_CAP_US, 0), 250 * MSEC_US);
	assert_int_equal(schedule_backoff(1, 0.1, POLL_BACKOFF_CAP_US, 7 * SEC_US), 7 * SEC_US);
	assert_int_equal(schedule_backoff(1, 0.1, POLL_BACKOFF_CAP_US, 86400 * SEC_US),
	                 RETRY_AFTER_CAP_US);
	assert_int_equal(schedule_poll_cap(5 * SEC_US), 10 * SEC_US);
	assert_int_equal(schedule_poll_cap(10 * MIN_US), 60 * SEC_US);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_value_of_a_query_is_a_sample),
		cmocka_unit_test(what_is_no_number_is_no_sample),
		cmocka_unit_test(an_error_is_told_in_prometheus_own_words),
		cmocka_unit_test(the_history_is_asked_for_until_it_came),
		cmocka_unit_test(the_event_and_last_year_come_after_the_values),
		cmocka_unit_test(a_baseline_of_its_own_query_follows),
		cmocka_unit_test(polls_spread_over_their_period_and_keep_their_place_in_it),
		cmocka_unit_test(failures_wait_longer_but_never_beyond_the_cap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
