/* The simulator as its clients see it: over a socket, in the words of the real servers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/clock.h"
#include "sim/services.h"
#include "sim/sim.h"

#include <arpa/inet.h>
#include <glib.h>
#include <json-c/json.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#define JSON_TYPE "application/json"
#define SILENCES "/api/v2/silences"
#define ALERTS "/api/v2/alerts"

/* Slow enough to stand still during a test. */
static const double STILL = 1e-6;

struct answer {
	int status;
	char *head, *body; /* body points into head's memory */
};

static struct sim *
start(uint64_t seed)
{
	struct sim_options options = { .seed = seed, .speed = STILL };
	struct err e;
	struct sim *sim = sim_start(&options, &e);

	assert_non_null(sim);
	assert_in_range(sim_port(sim), 1, 65535);
	return sim;
}

static int
connect_to(const struct sim *sim)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_port = htons((uint16_t)sim_port(sim));
	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
	return fd;
}

/* One request on a connection of its own. */
static struct answer
ask(const struct sim *sim, const char *method, const char *path, const char *type, const char *body)
{
	GString *text = g_string_new(NULL);
	struct answer answer;
	char piece[4096], *split;
	int fd = connect_to(sim);
	ssize_t n;

	g_string_printf(text, "%s %s HTTP/1.1\r\nHost: sim\r\nConnection: close\r\n", method, path);
	if (type)
		g_string_append_printf(text, "Content-Type: %s\r\n", type);
	g_string_append_printf(text, "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
	assert_int_equal(send(fd, text->str, text->len, MSG_NOSIGNAL), text->len);
	g_string_truncate(text, 0);
	while ((n = recv(fd, piece, sizeof piece, 0)) > 0)
		g_string_append_len(text, piece, n);
	close(fd);
	answer.head = g_string_free(text, FALSE);
	assert_true(g_str_has_prefix(answer.head, "HTTP/1.1 "));
	answer.status = atoi(answer.head + 9);
	split = strstr(answer.head, "\r\n\r\n");
	assert_non_null(split);
	split[2] = '\0';
	answer.body = split + 4;
	return answer;
}

static struct answer
get(const struct sim *sim, const char *path)
{
	return ask(sim, "GET", path, NULL, "");
}

static void
expect(const struct sim *sim, const char *method, const char *path, const char *type,
       const char *body, int status, const char *answer_body)
{
	struct answer a = ask(sim, method, path, type, body);

	assert_string_equal(a.body, answer_body);
	assert_int_equal(a.status, status);
	g_free(a.head);
}

static json_object *
get_json(const struct sim *sim, const char *path)
{
	struct answer a = get(sim, path);
	json_object *o = json_tokener_parse(a.body);

	assert_int_equal(a.status, 200);
	assert_non_null(strstr(a.head, "Content-Type: application/json"));
	assert_non_null(o);
	g_free(a.head);
	return o;
}

/* Member by path "a/b", lent. */
static json_object *
at(json_object *o, const char *path)
{
	char **keys = g_strsplit(path, "/", -1);
	size_t i;

	for (i = 0; keys[i]; i++)
		assert_true(json_object_object_get_ex(o, keys[i], &o));
	g_strfreev(keys);
	return o;
}

static const char *
text_at(json_object *o, const char *path)
{
	return json_object_get_string(at(o, path));
}

/* The first element whose member says this; lent, NULL when there is none. */
static json_object *
find(json_object *list, const char *path, const char *value)
{
	size_t i;

	for (i = 0; i < json_object_array_length(list); i++) {
		json_object *o = json_object_array_get_idx(list, i);

		if (strcmp(text_at(o, path), value) == 0)
			return o;
	}
	return NULL;
}

/* A silence of one alert name over simulated hours from 2026-10-23T23:00Z; id may be NULL. */
static char *
silence_body(const char *id, const char *alertname, const char *starts, const char *ends)
{
	return g_strdup_printf(
	    "{%s%s%s\"matchers\":[{\"name\":\"alertname\",\"value\":\"%s\",\"isRegex\":false}],"
	    "\"startsAt\":\"2026-10-%s\",\"endsAt\":\"2026-10-%s\",\"createdBy\":\"lin\","
	    "\"comment\":\"looking\"}",
	    id ? "\"id\":\"" : "", id ? id : "", id ? "\"," : "", alertname, starts, ends);
}

static char *
post_silence(const struct sim *sim, const char *id, const char *alertname, const char *starts,
             const char *ends)
{
	char *body = silence_body(id, alertname, starts, ends);
	struct answer a = ask(sim, "POST", SILENCES, JSON_TYPE, body);
	json_object *o = json_tokener_parse(a.body);
	char *new_id;

	assert_int_equal(a.status, 200);
	new_id = g_strdup(text_at(o, "silenceID"));
	assert_true(g_uuid_string_is_valid(new_id));
	json_object_put(o);
	g_free(a.head);
	g_free(body);
	return new_id;
}

static void
assert_alert_state(const struct sim *sim, const char *alertname, const char *state,
                   const char *silenced_by)
{
	json_object *list = get_json(sim, ALERTS);
	json_object *alert = find(list, "labels/alertname", alertname);
	json_object *ids = at(alert, "status/silencedBy");

	assert_string_equal(text_at(alert, "status/state"), state);
	assert_int_equal(json_object_array_length(ids), silenced_by ? 1 : 0);
	if (silenced_by)
		assert_string_equal(json_object_get_string(json_object_array_get_idx(ids, 0)),
		                    silenced_by);
	json_object_put(list);
}

static void
assert_silence_state(const struct sim *sim, const char *id, const char *state)
{
	char *path = g_strconcat("/api/v2/silence/", id, NULL);
	json_object *o = get_json(sim, path);

	assert_string_equal(text_at(o, "status/state"), state);
	json_object_put(o);
	g_free(path);
}

static void
alerts_have_alertmanagers_shape(void **state)
{
	struct sim *sim = start(1);
	json_object *list = get_json(sim, ALERTS), *alert;
	const char *before = "";
	size_t i;

	(void)state;
	assert_int_equal(json_object_array_length(list), 16);
	for (i = 0; i < 16; i++) {
		const char *print = text_at(json_object_array_get_idx(list, i), "fingerprint");

		assert_true(strcmp(before, print) < 0);
		before = print;
	}
	alert = find(list, "labels/alertname", "OrderSuccessLow");
	assert_string_equal(text_at(alert, "startsAt"), "2026-10-23T23:48:19.000Z");
	assert_string_equal(text_at(alert, "annotations/summary"), "order success 99.41% < 99.9%");
	assert_string_equal(text_at(alert, "labels/severity"), "critical");
	assert_string_equal(text_at(alert, "status/state"), "active");
	assert_string_equal(text_at(json_object_array_get_idx(at(alert, "receivers"), 0), "name"),
	                    "warroom");
	assert_true(strcmp(text_at(alert, "endsAt"), "2026-10-23T23:54:00.000Z") > 0);
	json_object_put(list);
	sim_stop(&sim);
	assert_null(sim);
}

static void
fingerprint_is_fnv1a_over_sorted_labels(void **state)
{
	/* Recomputed by hand for {a="b"}: bytes 61 ff 62 ff. */
	static const struct label label = { "a", "b" };
	uint64_t hash = UINT64_C(14695981039346656037);
	static const unsigned char bytes[] = { 0x61, 0xff, 0x62, 0xff };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof bytes; i++)
		hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
	assert_int_equal(alertmanager_fingerprint(&label, 1), hash);
	assert_int_equal(alertmanager_fingerprint(NULL, 0), UINT64_C(0xcbf29ce484222325));
}

static size_t
count_alerts(const struct sim *sim, const char *query)
{
	char *path = g_strconcat(ALERTS, query, NULL);
	json_object *list = get_json(sim, path);
	size_t n = json_object_array_length(list);

	json_object_put(list);
	g_free(path);
	return n;
}

static void
alerts_can_be_filtered(void **state)
{
	struct sim *sim = start(1);

	(void)state;
	assert_int_equal(count_alerts(sim, "?filter=severity%3D%22critical%22"), 2);
	assert_int_equal(count_alerts(sim, "?filter=severity%3D~%22warn.*%22&filter=team%3Dmerch"),
	                 2);
	assert_int_equal(count_alerts(sim, "?filter=severity!~%22warning%7Ccritical%22"), 9);
	assert_int_equal(count_alerts(sim, "?active=false"), 0);
	assert_int_equal(count_alerts(sim, "?active=maybe"), 0);
	assert_int_equal(count_alerts(sim, "?receiver=war"), 0);
	assert_int_equal(count_alerts(sim, "?receiver=war.*"), 16);
	expect(sim, "GET", ALERTS "?filter=bad%22", NULL, "", 400,
	       "\"bad matcher format: bad\\\"\"");
	sim_stop(&sim);
}

static void
a_silence_lives_and_ends(void **state)
{
	struct sim *sim = start(1);
	char *id = post_silence(sim, NULL, "StockOut", "23T23:00:00Z", "24T03:00:00Z");
	char *path = g_strconcat("/api/v2/silence/", id, NULL);
	json_object *o = get_json(sim, path);

	(void)state;
	assert_alert_state(sim, "StockOut", "suppressed", id);
	assert_alert_state(sim, "CourierLate", "active", NULL);
	assert_string_equal(text_at(o, "comment"), "looking");
	assert_string_equal(text_at(o, "createdBy"), "lin");
	assert_string_equal(text_at(o, "startsAt"), "2026-10-23T23:54:00.000Z");
	assert_int_equal(count_alerts(sim, "?silenced=false"), 15);

	expect(sim, "DELETE", path, NULL, "", 200, "");
	assert_alert_state(sim, "StockOut", "active", NULL);
	assert_silence_state(sim, id, "expired");
	expect(sim, "DELETE", path, NULL, "", 200, "");
	json_object_put(o);
	g_free(path);
	g_free(id);
	sim_stop(&sim);
}

static void
a_silence_of_the_future_waits(void **state)
{
	struct sim *sim = start(1);
	char *id = post_silence(sim, NULL, "StockOut", "24T01:00:00Z", "24T03:00:00Z");

	(void)state;
	assert_silence_state(sim, id, "pending");
	assert_alert_state(sim, "StockOut", "active", NULL);
	g_free(id);
	sim_stop(&sim);
}

static void
an_update_keeps_the_id_or_replaces_it(void **state)
{
	struct sim *sim = start(1);
	char *id = post_silence(sim, NULL, "StockOut", "23T23:00:00Z", "24T03:00:00Z");
	char *same = post_silence(sim, id, "StockOut", "23T23:54:00Z", "24T05:00:00Z");
	char *other = post_silence(sim, id, "CourierLate", "23T23:54:00Z", "24T05:00:00Z");
	json_object *list;

	(void)state;
	assert_string_equal(same, id);
	assert_string_not_equal(other, id);
	assert_silence_state(sim, id, "expired");
	assert_alert_state(sim, "StockOut", "active", NULL);
	assert_alert_state(sim, "CourierLate", "suppressed", other);
	list = get_json(sim, SILENCES);
	assert_int_equal(json_object_array_length(list), 2);
	assert_string_equal(text_at(json_object_array_get_idx(list, 0), "id"), other);
	json_object_put(list);
	list = get_json(sim, SILENCES "?filter=alertname%3DStockOut");
	assert_int_equal(json_object_array_length(list), 1);
	assert_string_equal(text_at(json_object_array_get_idx(list, 0), "id"), id);
	json_object_put(list);
	g_free(id);
	g_free(same);
	g_free(other);
	sim_stop(&sim);
}

static void
bad_silences_are_refused_in_alertmanagers_words(void **state)
{
	static const char TIMES[] = "\"startsAt\":\"2026-10-23T23:00:00Z\","
				    "\"endsAt\":\"2026-10-24T03:00:00Z\"";
	struct sim *sim = start(1);
	char *body;

	(void)state;
	body = g_strdup_printf("{\"matchers\":[],%s,\"createdBy\":\"\",\"comment\":\"\"}", TIMES);
	expect(sim, "POST", SILENCES, JSON_TYPE, body, 422,
	       "{\"code\":612,\"message\":\"matchers in body should have at least 1 items\"}");
	g_free(body);
	body = g_strdup_printf("{\"matchers\":[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":false}],"
	                       "%s,\"comment\":\"\"}",
	                       TIMES);
	expect(sim, "POST", SILENCES, JSON_TYPE, body, 422,
	       "{\"code\":602,\"message\":\"createdBy in body is required\"}");
	expect(sim, "POST", SILENCES, "text/plain", body, 415,
	       "{\"code\":415,\"message\":\"unsupported media type \\\"text/plain\\\", only"
	       " [application/json] are allowed\"}");
	g_free(body);
	body = g_strdup_printf("{\"matchers\":[{\"name\":\"a\",\"value\":\".*\",\"isRegex\":true}],"
	                       "%s,\"createdBy\":\"\",\"comment\":\"\"}",
	                       TIMES);
	expect(sim, "POST", SILENCES, JSON_TYPE, body, 400,
	       "\"silence invalid: at least one matcher must not match the empty string\"");
	g_free(body);
	body = silence_body(NULL, "X", "24T03:00:00Z", "24T02:00:00Z");
	expect(sim, "POST", SILENCES, JSON_TYPE, body, 400,
	       "\"Failed to create silence: start time must be before end time\"");
	g_free(body);
	body = silence_body(NULL, "X", "22T01:00:00Z", "22T02:00:00Z");
	expect(sim, "POST", SILENCES, JSON_TYPE, body, 400,
	       "\"Failed to create silence: end time can't be in the past\"");
	g_free(body);
	body = silence_body("12345678-1234-4234-8234-123456789012", "X", "24T01:00:00Z",
	                    "24T02:00:00Z");
	expect(sim, "POST", SILENCES, JSON_TYPE, body, 404, "\"silence not found\"");
	g_free(body);
	assert_int_equal(count_alerts(sim, "?active=false"), 0);
	sim_stop(&sim);
}

static void
broken_bodies_are_refused(void **state)
{
	static const char *const broken[] = {
		"",
		"{",
		"[]",
		"null",
		"{\"matchers\":{}}",
		"{\"matchers\":[5]}",
		"{\"comment\":7}",
		"{\"startsAt\":\"yesterday\"}",
		"{\"a\":\"\xff\"}",
		"[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]",
	};
	struct sim *sim = start(1);
	char *large = g_strnfill(70 * 1024, 'x');
	struct answer a;
	size_t i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(broken); i++) {
		a = ask(sim, "POST", SILENCES, JSON_TYPE, broken[i]);
		assert_int_equal(a.status, 400);
		assert_true(g_str_has_prefix(a.body, "{\"code\":400,\"message\":\"parsing silence"
		                                     " body from \\\"\\\" failed, because "));
		g_free(a.head);
	}
	a = ask(sim, "POST", SILENCES, JSON_TYPE, large);
	assert_int_equal(a.status, 413);
	g_free(a.head);
	g_free(large);
	sim_stop(&sim);
}

static void
unknown_things_are_not_found(void **state)
{
	static const char NOBODY[] = "/api/v2/silence/12345678-1234-4234-8234-123456789012";
	struct sim *sim = start(1);

	(void)state;
	expect(sim, "GET", NOBODY, NULL, "", 404, "");
	expect(sim, "DELETE", NOBODY, NULL, "", 500, "\"silence not found\"");
	expect(sim, "GET", "/api/v2/silence/xyz", NULL, "", 422,
	       "{\"code\":601,\"message\":\"silenceID in path must be of type uuid:"
	       " \\\"xyz\\\"\"}");
	expect(sim, "GET", "/api/v2/nosuch", NULL, "", 404,
	       "{\"code\":404,\"message\":\"path /api/v2/nosuch was not found\"}");
	expect(sim, "GET", "/nosuch", NULL, "", 404, "404 page not found\n");
	expect(sim, "GET", "/-/ready", NULL, "", 200, "OK");
	sim_stop(&sim);
}

static void
an_instant_query_gives_a_vector(void **state)
{
	struct sim *sim = start(1);
	json_object *o = get_json(sim, "/api/v1/query?query=sale_order_success&time=1792799640");
	json_object *series = json_object_array_get_idx(at(o, "data/result"), 0);
	json_object *pair = at(series, "value");
	double value =
	    g_ascii_strtod(json_object_get_string(json_object_array_get_idx(pair, 1)), NULL);

	(void)state;
	assert_string_equal(text_at(o, "data/resultType"), "vector");
	assert_string_equal(text_at(series, "metric/__name__"), "sale_order_success");
	assert_int_equal(json_object_get_int64(json_object_array_get_idx(pair, 0)), 1792799640);
	assert_true(value > 99.39 && value < 99.43);
	json_object_put(o);
	expect(sim, "GET", "/api/v1/query?query=sale_nosuch", NULL, "", 200,
	       "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
	expect(sim, "GET", "/api/v1/query?query=sale_gmv&time=1892799640", NULL, "", 200,
	       "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
	sim_stop(&sim);
}

static void
a_form_asks_like_a_url(void **state)
{
	struct sim *sim = start(1);
	struct answer by_url = get(sim, "/api/v1/query?query=sale_nps&time=1792799000.5");
	struct answer by_form =
	    ask(sim, "POST", "/api/v1/query", "application/x-www-form-urlencoded",
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
	struct sim *sim = start(1);
	json_object *o = get_json(sim, "/api/v1/query_range?query=sale_gmv&start=1792799580"
	                               "&end=1792799700&step=15s");
	json_object *values = at(json_object_array_get_idx(at(o, "data/result"), 0), "values");
	double before = 0;
	size_t i;

	(void)state;
	assert_string_equal(text_at(o, "data/resultType"), "matrix");
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
	struct answer a = get(sim, path);
	json_object *o = json_tokener_parse(a.body);

	assert_int_equal(a.status, 400);
	assert_string_equal(text_at(o, "status"), "error");
	assert_string_equal(text_at(o, "errorType"), "bad_data");
	assert_non_null(strstr(text_at(o, "error"), part));
	json_object_put(o);
	g_free(a.head);
}

static void
bad_queries_are_bad_data(void **state)
{
	struct sim *sim = start(1);

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
	expect(sim, "PUT", "/api/v1/query", NULL, "", 405, "Method Not Allowed\n");
	sim_stop(&sim);
}

static void
the_room_tells_people_phases_and_money(void **state)
{
	struct sim *sim = start(1);
	json_object *room = get_json(sim, "/room"), *lines = at(room, "budget"), *o;
	double planned = 0, actual = 0;
	size_t i;

	(void)state;
	for (i = 0; i < json_object_array_length(lines); i++) {
		o = json_object_array_get_idx(lines, i);
		planned += json_object_get_double(at(o, "planned"));
		actual += json_object_get_double(at(o, "actual"));
		assert_true(json_object_get_double(at(o, "committed")) >=
		            json_object_get_double(at(o, "actual")));
		assert_string_equal(text_at(o, "as_of"), "2026-10-23T23:30:00.000Z");
	}
	assert_true(planned == 50e6);
	assert_true(actual / planned > 0.609 && actual / planned < 0.615);
	assert_true(json_object_get_double(at(find(lines, "id", "reserve"), "actual")) == 0);
	o = find(lines, "id", "kol");
	assert_true(json_object_get_double(at(o, "actual")) > 1.38 * 0.58 * 5e6);

	assert_string_equal(text_at(find(at(room, "people"), "id", "lin"), "duty"), "on");
	assert_string_equal(text_at(find(at(room, "people"), "id", "zhao"), "duty"), "on");
	assert_string_equal(text_at(find(at(room, "people"), "id", "li"), "duty"), "standby");
	assert_string_equal(text_at(find(at(room, "people"), "id", "wang"), "duty"), "on");
	assert_string_equal(text_at(find(at(room, "people"), "id", "wu"), "shift"), "08:00-20:00");
	assert_null(find(at(room, "phases"), "id", "clearance"));
	assert_string_equal(text_at(find(at(room, "phases"), "id", "peak"), "actual_start"),
	                    "2026-10-20T16:04:00.000Z");
	assert_string_equal(text_at(find(at(room, "phases"), "id", "warmup"), "actual_end"),
	                    "2026-10-20T16:00:00.000Z");
	json_object_put(room);
	sim_stop(&sim);
}

static void
shifts_hand_over(void **state)
{
	/* 12 hours later: 19:54, the night shift comes. */
	struct sim_options options = { .seed = 1,
		                       .speed = STILL,
		                       .start_us = (1792799640 + 12 * 3600) * SEC_US };
	struct err e;
	struct sim *sim = sim_start(&options, &e);
	json_object *room = get_json(sim, "/room");

	(void)state;
	assert_string_equal(text_at(find(at(room, "people"), "id", "lin"), "duty"), "off");
	assert_string_equal(text_at(find(at(room, "people"), "id", "zhao"), "duty"), "standby");
	assert_string_equal(text_at(find(at(room, "people"), "id", "qian"), "duty"), "standby");
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
	struct sim *one = start(5), *two = start(5);
	size_t i;

	(void)state;
	assert_int_not_equal(sim_port(one), sim_port(two));
	for (i = 0; i < G_N_ELEMENTS(paths); i++) {
		struct answer a = get(one, paths[i]), b = get(two, paths[i]);

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
	struct sim *still = start(1);
	struct answer a;

	(void)state;
	a = get(still, "/-/ready");
	assert_non_null(strstr(a.head, "Date: Fri, 23 Oct 2026 23:54:00 GMT\r\n"));
	g_free(a.head);
	g_usleep(20 * 1000); /* half a simulated hour */
	a = get(sim, "/-/ready");
	assert_null(strstr(a.head, "23:54:00 GMT"));
	assert_non_null(strstr(a.head, " Oct 2026 "));
	g_free(a.head);
	sim_stop(&sim);
	sim_stop(&still);
}

static void
a_taken_port_is_an_error_that_names_it(void **state)
{
	struct sim *sim = start(1);
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
	struct sim *sim = start(1);
	int idle = connect_to(sim), half = connect_to(sim);
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
		cmocka_unit_test(alerts_have_alertmanagers_shape),
		cmocka_unit_test(fingerprint_is_fnv1a_over_sorted_labels),
		cmocka_unit_test(alerts_can_be_filtered),
		cmocka_unit_test(a_silence_lives_and_ends),
		cmocka_unit_test(a_silence_of_the_future_waits),
		cmocka_unit_test(an_update_keeps_the_id_or_replaces_it),
		cmocka_unit_test(bad_silences_are_refused_in_alertmanagers_words),
		cmocka_unit_test(broken_bodies_are_refused),
		cmocka_unit_test(unknown_things_are_not_found),
		cmocka_unit_test(an_instant_query_gives_a_vector),
		cmocka_unit_test(a_form_asks_like_a_url),
		cmocka_unit_test(a_range_query_gives_a_matrix_up_to_now),
		cmocka_unit_test(bad_queries_are_bad_data),
		cmocka_unit_test(the_room_tells_people_phases_and_money),
		cmocka_unit_test(shifts_hand_over),
		cmocka_unit_test(two_sims_of_a_seed_tell_the_same),
		cmocka_unit_test(dates_are_simulated_and_run_at_the_given_speed),
		cmocka_unit_test(a_taken_port_is_an_error_that_names_it),
		cmocka_unit_test(stopping_waits_for_no_client),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
