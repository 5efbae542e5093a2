/* The simulated Alertmanager as its clients see it: alerts, silences, and refusals in its own words. */
#include "sim/services.h"
#include "tests/unit/sim_client.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define SILENCES "/api/v2/silences"

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
	struct sim_answer a = sim_client_ask(sim, "POST", SILENCES, JSON_TYPE, body);
	json_object *o = json_tokener_parse(a.body);
	char *new_id;

	assert_int_equal(a.status, 200);
	new_id = g_strdup(json_text_at(o, "silenceID"));
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
	json_object *list = sim_client_json(sim, ALERTS);
	json_object *alert = json_find(list, "labels/alertname", alertname);
	json_object *ids = json_at(alert, "status/silencedBy");

	assert_string_equal(json_text_at(alert, "status/state"), state);
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
	json_object *o = sim_client_json(sim, path);

	assert_string_equal(json_text_at(o, "status/state"), state);
	json_object_put(o);
	g_free(path);
}

static void
alerts_have_alertmanagers_shape(void **state)
{
	struct sim *sim = sim_client_start(1);
	json_object *list = sim_client_json(sim, ALERTS), *alert;
	const char *before = "";
	size_t i;

	(void)state;
	assert_int_equal(json_object_array_length(list), 16);
	for (i = 0; i < 16; i++) {
		const char *print = json_text_at(json_object_array_get_idx(list, i), "fingerprint");

		assert_true(strcmp(before, print) < 0);
		before = print;
	}
	alert = json_find(list, "labels/alertname", "OrderSuccessLow");
	assert_string_equal(json_text_at(alert, "startsAt"), "2026-10-23T23:48:19.000Z");
	assert_string_equal(json_text_at(alert, "annotations/summary"),
	                    "order success 99.41% < 99.9%");
	assert_string_equal(json_text_at(alert, "labels/severity"), "critical");
	assert_string_equal(json_text_at(alert, "status/state"), "active");
	assert_string_equal(
	    json_text_at(json_object_array_get_idx(json_at(alert, "receivers"), 0), "name"),
	    "warroom");
	assert_true(strcmp(json_text_at(alert, "endsAt"), "2026-10-23T23:54:00.000Z") > 0);
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
	json_object *list = sim_client_json(sim, path);
	size_t n = json_object_array_length(list);

	json_object_put(list);
	g_free(path);
	return n;
}

static void
alerts_can_be_filtered(void **state)
{
	struct sim *sim = sim_client_start(1);

	(void)state;
	assert_int_equal(count_alerts(sim, "?filter=severity%3D%22critical%22"), 2);
	assert_int_equal(count_alerts(sim, "?filter=severity%3D~%22warn.*%22&filter=team%3Dmerch"),
	                 2);
	assert_int_equal(count_alerts(sim, "?filter=severity!~%22warning%7Ccritical%22"), 9);
	assert_int_equal(count_alerts(sim, "?active=false"), 0);
	assert_int_equal(count_alerts(sim, "?active=maybe"), 0);
	assert_int_equal(count_alerts(sim, "?receiver=war"), 0);
	assert_int_equal(count_alerts(sim, "?receiver=war.*"), 16);
	sim_client_expect(sim, "GET", ALERTS "?filter=bad%22", NULL, "", 400,
	                  "\"bad matcher format: bad\\\"\"");
	sim_stop(&sim);
}

static void
a_silence_lives_and_ends(void **state)
{
	struct sim *sim = sim_client_start(1);
	char *id = post_silence(sim, NULL, "StockOut", "23T23:00:00Z", "24T03:00:00Z");
	char *path = g_strconcat("/api/v2/silence/", id, NULL);
	json_object *o = sim_client_json(sim, path);

	(void)state;
	assert_alert_state(sim, "StockOut", "suppressed", id);
	assert_alert_state(sim, "CourierLate", "active", NULL);
	assert_string_equal(json_text_at(o, "comment"), "looking");
	assert_string_equal(json_text_at(o, "createdBy"), "lin");
	assert_string_equal(json_text_at(o, "startsAt"), "2026-10-23T23:54:00.000Z");
	assert_int_equal(count_alerts(sim, "?silenced=false"), 15);

	sim_client_expect(sim, "DELETE", path, NULL, "", 200, "");
	assert_alert_state(sim, "StockOut", "active", NULL);
	assert_silence_state(sim, id, "expired");
	sim_client_expect(sim, "DELETE", path, NULL, "", 200, "");
	json_object_put(o);
	g_free(path);
	g_free(id);
	sim_stop(&sim);
}

static void
a_silence_of_the_future_waits(void **state)
{
	struct sim *sim = sim_client_start(1);
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
	struct sim *sim = sim_client_start(1);
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
	list = sim_client_json(sim, SILENCES);
	assert_int_equal(json_object_array_length(list), 2);
	assert_string_equal(json_text_at(json_object_array_get_idx(list, 0), "id"), other);
	json_object_put(list);
	list = sim_client_json(sim, SILENCES "?filter=alertname%3DStockOut");
	assert_int_equal(json_object_array_length(list), 1);
	assert_string_equal(json_text_at(json_object_array_get_idx(list, 0), "id"), id);
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
	struct sim *sim = sim_client_start(1);
	char *body;

	(void)state;
	body = g_strdup_printf("{\"matchers\":[],%s,\"createdBy\":\"\",\"comment\":\"\"}", TIMES);
	sim_client_expect(
	    sim, "POST", SILENCES, JSON_TYPE, body, 422,
	    "{\"code\":612,\"message\":\"matchers in body should have at least 1 items\"}");
	g_free(body);
	body = g_strdup_printf("{\"matchers\":[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":false}],"
	                       "%s,\"comment\":\"\"}",
	                       TIMES);
	sim_client_expect(sim, "POST", SILENCES, JSON_TYPE, body, 422,
	                  "{\"code\":602,\"message\":\"createdBy in body is required\"}");
	sim_client_expect(
	    sim, "POST", SILENCES, "text/plain", body, 415,
	    "{\"code\":415,\"message\":\"unsupported media type \\\"text/plain\\\", only"
	    " [application/json] are allowed\"}");
	g_free(body);
	body = g_strdup_printf("{\"matchers\":[{\"name\":\"a\",\"value\":\".*\",\"isRegex\":true}],"
	                       "%s,\"createdBy\":\"\",\"comment\":\"\"}",
	                       TIMES);
	sim_client_expect(
	    sim, "POST", SILENCES, JSON_TYPE, body, 400,
	    "\"silence invalid: at least one matcher must not match the empty string\"");
	g_free(body);
	body = silence_body(NULL, "X", "24T03:00:00Z", "24T02:00:00Z");
	sim_client_expect(sim, "POST", SILENCES, JSON_TYPE, body, 400,
	                  "\"Failed to create silence: start time must be before end time\"");
	g_free(body);
	body = silence_body(NULL, "X", "22T01:00:00Z", "22T02:00:00Z");
	sim_client_expect(sim, "POST", SILENCES, JSON_TYPE, body, 400,
	                  "\"Failed to create silence: end time can't be in the past\"");
	g_free(body);
	body = silence_body("12345678-1234-4234-8234-123456789012", "X", "24T01:00:00Z",
	                    "24T02:00:00Z");
	sim_client_expect(sim, "POST", SILENCES, JSON_TYPE, body, 404, "\"silence not found\"");
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
	struct sim *sim = sim_client_start(1);
	char *large = g_strnfill(70 * 1024, 'x');
	struct sim_answer a;
	size_t i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(broken); i++) {
		a = sim_client_ask(sim, "POST", SILENCES, JSON_TYPE, broken[i]);
		assert_int_equal(a.status, 400);
		assert_true(g_str_has_prefix(a.body, "{\"code\":400,\"message\":\"parsing silence"
		                                     " body from \\\"\\\" failed, because "));
		g_free(a.head);
	}
	a = sim_client_ask(sim, "POST", SILENCES, JSON_TYPE, large);
	assert_int_equal(a.status, 413);
	g_free(a.head);
	g_free(large);
	sim_stop(&sim);
}

static void
unknown_things_are_not_found(void **state)
{
	static const char NOBODY[] = "/api/v2/silence/12345678-1234-4234-8234-123456789012";
	struct sim *sim = sim_client_start(1);

	(void)state;
	sim_client_expect(sim, "GET", NOBODY, NULL, "", 404, "");
	sim_client_expect(sim, "DELETE", NOBODY, NULL, "", 500, "\"silence not found\"");
	sim_client_expect(sim, "GET", "/api/v2/silence/xyz", NULL, "", 422,
	                  "{\"code\":601,\"message\":\"silenceID in path must be of type uuid:"
	                  " \\\"xyz\\\"\"}");
	sim_client_expect(sim, "GET", "/api/v2/nosuch", NULL, "", 404,
	                  "{\"code\":404,\"message\":\"path /api/v2/nosuch was not found\"}");
	sim_client_expect(sim, "GET", "/nosuch", NULL, "", 404, "404 page not found\n");
	sim_client_expect(sim, "GET", "/-/ready", NULL, "", 200, "OK");
	sim_stop(&sim);
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
