/* The shipped templates, each against a server that checks method, path, headers and body as the
 * published API says, and answers as that does: success, refusal, "too often". */
#include "app/config_template.h"
#include "tests/unit/template_desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define PD_HEADERS \
	"Authorization: Token token=" TOKEN "\nAccept: application/vnd.pagerduty+json;version=2\n" \
	"From: li@example.com\n" JSON_TYPE
#define PD_ERROR \
	"{\"error\":{\"message\":\"Invalid Input Provided\",\"code\":2001,\"errors\":[\"Incident " \
	"Already Resolved\"]}}"

/* clang-format off */
static const struct template_row rows[] = {
	{ "pagerduty", SOURCES, REQUEST_AUTH, EVENT_ACK, "PT4KHLK", "PUT", "/incidents", PD_HEADERS,
	  "{\"incidents\":[{\"id\":\"PT4KHLK\",\"type\":\"incident_reference\",\"status\":\"acknowledged\"}]}",
	  200, "{\"incidents\":[{\"id\":\"PT4KHLK\"}]}", 400, PD_ERROR, "http 400: Incident Already Resolved" },
	{ "pagerduty", SOURCES, REQUEST_AUTH, EVENT_SILENCE, "PT4KHLK", "POST", "/incidents/PT4KHLK/snooze", PD_HEADERS,
	  "{\"duration\":3600}", 201, "{\"incident\":{}}", 400, PD_ERROR, "http 400: Incident Already Resolved" },
	{ "pagerduty", SOURCES, REQUEST_AUTH, EVENT_NOTE, "PT4KHLK", "POST", "/incidents/PT4KHLK/notes", PD_HEADERS,
	  "{\"note\":{\"content\":\"" SAID "\"}}", 200, "{\"note\":{}}", 401, "{\"error\":{\"message\":\"bad key " TOKEN "\"}}",
	  "http 401: check the token or password of source x - bad key ************" },
	{ "pagerduty", SOURCES, REQUEST_AUTH, EVENT_ESCALATE, "PT4KHLK", "PUT", "/incidents/PT4KHLK", PD_HEADERS,
	  "{\"incident\":{\"type\":\"incident_reference\",\"escalation_level\":2}}", 200, "{}", 400, PD_ERROR,
	  "http 400: Incident Already Resolved" },
	{ "pagerduty-events", NOTIFY, REQUEST_AUTH, EVENT_ESCALATE, "PT4KHLK", "POST", "/v2/enqueue", JSON_TYPE,
	  "{\"routing_key\":\"" TOKEN "\",\"event_action\":\"trigger\",\"dedup_key\":\"x/PT4KHLK\",\"payload\":"
	  "{\"summary\":\"" SAID "\",\"source\":\"warroom\",\"severity\":\"critical\"}}",
	  202, "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"x/PT4KHLK\"}",
	  400, "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\"'routing_key' " TOKEN " is invalid\"]}",
	  "http 400: 'routing_key' ************ is invalid" },
	{ "pagerduty-events", NOTIFY, REQUEST_AUTH, EVENT_ACK, "PT4KHLK", "POST", "/v2/enqueue", JSON_TYPE,
	  "{\"routing_key\":\"" TOKEN "\",\"event_action\":\"acknowledge\",\"dedup_key\":\"x/PT4KHLK\"}",
	  202, "{\"status\":\"success\"}", 400, "{\"status\":\"invalid event\",\"message\":\"no\"}", "http 400: no" },
	{ "pagerduty-events", NOTIFY, REQUEST_AUTH, EVENT_DONE, "PT4KHLK", "POST", "/v2/enqueue", JSON_TYPE,
	  "{\"routing_key\":\"" TOKEN "\",\"event_action\":\"resolve\",\"dedup_key\":\"x/PT4KHLK\"}",
	  202, "{\"status\":\"success\"}", 400, "{\"status\":\"invalid event\",\"message\":\"no\"}", "http 400: no" },
	{ "goalert", SOURCES, REQUEST_AUTH, EVENT_ACK, "4711", "POST", "/api/graphql", "Authorization: Bearer " TOKEN "\n" JSON_TYPE,
	  "{\"query\":\"mutation($ids: [Int!]!) { updateAlerts(input: {alertIDs: $ids, newStatus: StatusAcknowledged}) "
	  "{ id } }\",\"variables\":{\"ids\":[4711]}}",
	  200, "{\"data\":{\"updateAlerts\":[{\"id\":\"4711\"}]}}",
	  200, "{\"errors\":[{\"message\":\"access denied\"}],\"data\":{\"updateAlerts\":null}}",
	  "content: the answer does not say /data/updateAlerts=*: access denied" },
	{ "goalert", SOURCES, REQUEST_AUTH, EVENT_ESCALATE, "4711", "POST", "/api/graphql", "Authorization: Bearer " TOKEN,
	  "{\"query\":\"mutation($ids: [Int!]!) { escalateAlerts(input: $ids) { id } }\",\"variables\":{\"ids\":[4711]}}",
	  200, "{\"data\":{\"escalateAlerts\":[{\"id\":\"4711\"}]}}",
	  200, "{\"errors\":[{\"message\":\"closed\"}],\"data\":null}", "content: the answer does not say /data/escalateAlerts=*: closed" },
	{ "goalert", NOTIFY, REQUEST_AUTH, EVENT_ESCALATE, "a", "POST", "/api/v2/generic/incoming?token=" TOKEN, JSON_TYPE,
	  "{\"summary\":\"" SAID "\",\"dedup\":\"x/a\"}", 204, "", 403, "Forbidden",
	  "http 403: not permitted: check the rights of the user of source x - Forbidden" },
	{ "goalert", NOTIFY, REQUEST_AUTH, EVENT_DONE, "a", "POST", "/api/v2/generic/incoming?token=" TOKEN, JSON_TYPE,
	  "{\"summary\":\"" SAID "\",\"dedup\":\"x/a\",\"action\":\"close\"}", 204, "", 400, "no", "http 400: no" },
	{ "alerta", SOURCES, REQUEST_AUTH, EVENT_ACK, "e7-1", "PUT", "/alert/e7-1/action", "Authorization: Key " TOKEN "\n" JSON_TYPE,
	  "{\"action\":\"ack\",\"text\":\"" SAID "\",\"timeout\":3600}", 200, "{\"status\":\"ok\"}",
	  404, "{\"status\":\"error\",\"message\":\"not found\"}", "http 404: nothing is there: check the url of source x - not found" },
	{ "alerta", SOURCES, REQUEST_AUTH, EVENT_ACK, "e7-1", "PUT", "/alert/e7-1/action", "Authorization: Key " TOKEN,
	  "{\"action\":\"ack\",\"text\":\"" SAID "\",\"timeout\":3600}",
	  409, "{\"status\":\"error\",\"message\":\"alert is already in ack status\"}", 0, NULL, NULL },
	{ "alerta", SOURCES, REQUEST_AUTH, EVENT_UNACK, "e7-1", "PUT", "/alert/e7-1/action", "Authorization: Key " TOKEN,
	  "{\"action\":\"unack\",\"text\":\"" SAID "\"}", 200, "{\"status\":\"ok\"}",
	  403, "{\"status\":\"error\",\"message\":\"Missing required scope: write:alerts\"}",
	  "http 403: not permitted: check the rights of the user of source x - Missing required scope: write:alerts" },
	{ "alerta", SOURCES, REQUEST_AUTH, EVENT_SILENCE, "e7-1", "PUT", "/alert/e7-1/action", "Authorization: Key " TOKEN,
	  "{\"action\":\"shelve\",\"text\":\"" SAID "\",\"timeout\":3600}", 200, "{\"status\":\"ok\"}",
	  400, "{\"status\":\"error\",\"message\":\"bad\"}", "http 400: bad" },
	{ "alerta", SOURCES, REQUEST_AUTH, EVENT_NOTE, "e7-1", "PUT", "/alert/e7-1/note", "Authorization: Key " TOKEN,
	  "{\"text\":\"" SAID "\"}", 201, "{\"status\":\"ok\"}", 400, "{\"status\":\"error\",\"message\":\"bad\"}", "http 400: bad" },
	{ "keep", SOURCES, REQUEST_AUTH, EVENT_ACK, "f\"1", "POST", "/alerts/batch_enrich?dispose_on_new_alert=true",
	  "X-API-KEY: " TOKEN "\n" JSON_TYPE,
	  "{\"enrichments\":{\"status\":\"acknowledged\"},\"fingerprints\":[\"f\\\"1\"]}", 200, "{\"status\":\"ok\"}",
	  200, "{\"status\":\"failed\"}", "content: the answer does not say /status=ok: {\"status\":\"failed\"}" },
	{ "keep", SOURCES, REQUEST_AUTH, EVENT_UNACK, "f1", "POST", "/alerts/unenrich", "X-API-KEY: " TOKEN,
	  "{\"fingerprint\":\"f1\",\"enrichments\":[\"status\"]}", 200, "{\"status\":\"ok\"}",
	  403, "{\"detail\":\"You don't have the required scopes\"}",
	  "http 403: not permitted: check the rights of the user of source x - You don't have the required scopes" },
	{ "keep", SOURCES, REQUEST_AUTH, EVENT_NOTE, "f1", "POST", "/alerts/enrich/note", "X-API-KEY: " TOKEN,
	  "{\"fingerprint\":\"f1\",\"note\":\"" SAID "\"}", 200, "{\"status\":\"ok\"}", 422, "{\"detail\":\"bad\"}", "http 422: bad" },
	{ "grafana-oncall", SOURCES, REQUEST_AUTH, EVENT_ACK, "I68T24C13IFW1", "POST", "/api/v1/alert_groups/I68T24C13IFW1/acknowledge",
	  "Authorization: " TOKEN "\n" JSON_TYPE, "{}", 200, "", 400, "{\"detail\":\"Can't acknowledge a resolved alert group\"}",
	  "http 400: Can't acknowledge a resolved alert group" },
	{ "grafana-oncall", SOURCES, REQUEST_AUTH, EVENT_UNACK, "I68T24C13IFW1", "POST",
	  "/api/v1/alert_groups/I68T24C13IFW1/unacknowledge", "Authorization: " TOKEN, "{}", 200, "",
	  403, "{\"detail\":\"Invalid token.\"}", "http 403: not permitted: check the rights of the user of source x - Invalid token." },
	{ "grafana-oncall", SOURCES, REQUEST_AUTH, EVENT_SILENCE, "I68T24C13IFW1", "POST",
	  "/api/v1/alert_groups/I68T24C13IFW1/silence", "Authorization: " TOKEN, "{\"delay\":3600}", 200, "",
	  400, "{\"detail\":\"no\"}", "http 400: no" },
	{ "grafana-oncall", SOURCES, REQUEST_AUTH, EVENT_NOTE, "I68T24C13IFW1", "POST", "/api/v1/resolution_notes/",
	  "Authorization: " TOKEN, "{\"alert_group_id\":\"I68T24C13IFW1\",\"text\":\"" SAID "\"}", 201, "{}",
	  400, "{\"detail\":\"no\"}", "http 400: no" },
	{ "slack", NOTIFY, REQUEST_AUTH " set = { channel = \"C024BE91L\"; };", EVENT_ESCALATE, "a", "POST", "/api/chat.postMessage",
	  "Authorization: Bearer " TOKEN "\nContent-Type: application/json; charset=utf-8",
	  "{\"channel\":\"C024BE91L\",\"text\":\"" SAID_HTML "\"}", 200, "{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1503435956.000247\"}",
	  200, "{\"ok\":false,\"error\":\"channel_not_found\"}", "content: the answer does not say /ok=true: channel_not_found" },
	{ "slack-webhook", NOTIFY, REQUEST_AUTH, EVENT_ESCALATE, "a", "POST", "/services/" TOKEN, JSON_TYPE,
	  "{\"text\":\"" SAID_HTML "\"}", 200, "ok", 410, "channel_is_archived", "http 410: channel_is_archived" },
	{ "wecom", NOTIFY, REQUEST_AUTH, EVENT_ESCALATE, "a", "POST", "/cgi-bin/webhook/send?key=" TOKEN, JSON_TYPE, ROBOT_TEXT,
	  200, "{\"errcode\":0,\"errmsg\":\"ok\"}", 200, "{\"errcode\":93000,\"errmsg\":\"invalid webhook url, hint: [1]\"}",
	  "content: the answer does not say /errcode=0: invalid webhook url, hint: [1]" },
};
/* clang-format on */

/* The last request that is no poll: its outcome has come. */
static const struct template_seen *
request_of(struct template_desk *d, const struct template_row *row)
{
	const struct template_seen *found = NULL;

	pthread_mutex_lock(&d->server.lock); /* a poll may come just now */
	for (unsigned i = 0; i < d->server.n; i++) {
		const struct template_seen *seen = &d->server.seen[i];

		if (strstr(seen->head, "\r\nIdempotency-Key:"))
			found = seen;
	}
	pthread_mutex_unlock(&d->server.lock);
	if (!found)
		print_message("%s: nothing came\n", row->template);
	assert_non_null(found);
	return found;
}

static void
a_request_leaves_as_the_published_api_wants_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct template_row *row = &rows[i];
		struct template_desk *d = template_desk_new(row->status, "", row->taken);

		template_desk_run(d, row->section, row->template, row->keys);
		net_deliver(d->net, template_desk_delivery(row->kind, "id-1", row->fingerprint));
		if (template_desk_outcome(d) != EVENT_SENT)
			print_message("%s: %s\n", row->template, d->reason);
		assert_string_equal(d->reason, "");
		template_desk_check(row, request_of(d, row));
		template_desk_close(d);
	}
}

static void
a_refusal_is_shown_in_the_systems_words_without_secrets(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct template_row *row = &rows[i];
		struct template_desk *d;

		if (!row->refused)
			continue;
		d = template_desk_new(row->refused_status, "", row->refused);
		template_desk_run(d, row->section, row->template, row->keys);
		net_deliver(d->net, template_desk_delivery(row->kind, "id-1", row->fingerprint));
		assert_int_equal(template_desk_outcome(d), EVENT_REFUSED);
		assert_string_equal(d->reason, row->why);
		template_desk_close(d);
	}
}

/* Told to wait, it waits, and then sends the same with the same key. */
static void
too_often_means_later_and_the_same_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct template_row *row = &rows[i];
		struct template_desk *d = template_desk_new(429, "Retry-After: 1\r\n", "");
		struct delivery *again =
		    template_desk_delivery(row->kind, "id-1", row->fingerprint);

		again->attempts = 1;
		template_desk_run(d, row->section, row->template, row->keys);
		net_deliver(d->net, template_desk_delivery(row->kind, "id-1", row->fingerprint));
		assert_int_equal(template_desk_outcome(d), EVENT_RETRY);
		assert_true(d->until_us >= NOW + SEC_US);
		template_desk_check(row, request_of(d, row));
		pthread_mutex_lock(&d->server.lock);
		d->server.status = row->status;
		d->server.headers = "";
		d->server.answer = row->taken;
		pthread_mutex_unlock(&d->server.lock);
		if (i % 8 == 0) { /* it is a second each */
			net_deliver(d->net, again);
			assert_int_equal(template_desk_outcome(d), EVENT_SENT);
			template_desk_check(row, request_of(d, row));
		} else {
			delivery_free(&again);
		}
		template_desk_close(d);
	}
}

/* Every shipped template has a row here, or stands in test_template_robot.c or test_template_deliver.c. */
static void
every_shipped_template_is_tested(void **state)
{
	static const char *const elsewhere[] = { "dingtalk", "feishu", "jsm", "opsgenie", NULL };

	(void)state;
	for (const struct template_text *t = template_builtin; t->name; t++) {
		bool found = g_strv_contains(elsewhere, t->name);

		for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
			found |= !strcmp(rows[i].template, t->name);
		if (!found)
			print_message("no row for %s\n", t->name);
		assert_true(found);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shipped_template_is_tested),
		cmocka_unit_test(a_request_leaves_as_the_published_api_wants_it),
		cmocka_unit_test(a_refusal_is_shown_in_the_systems_words_without_secrets),
		cmocka_unit_test(too_often_means_later_and_the_same_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
