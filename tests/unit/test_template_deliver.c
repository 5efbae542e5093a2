/* Requests by a template that take longer: only accepted, several in one, or refused before they leave. */
#include "tests/unit/template_desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Accepted is not done: it asks, at first too early, until the system says what became of it. */
static void
check_asynchronous(const struct template_row *row, const char *look, const char *then,
                   enum event_kind kind, const char *why)
{
	struct template_desk *d =
	    template_desk_new(202, "",
	                      "{\"result\":\"Request will be processed\",\"took\":0.3,"
	                      "\"requestId\":\"43a29c5c/1\"}");
	unsigned first;

	d->server.list_path = row->taken; /* the path of the list */
	d->server.list_answer = "{}";
	d->server.then = then;
	template_desk_run(d, SOURCES, row->template, row->keys);
	net_deliver(d->net, template_desk_delivery(row->kind, "id-1", row->fingerprint));
	assert_int_equal(template_desk_outcome(d), kind);
	assert_string_equal(d->reason, why);
	for (first = 0; first < d->server.n; first++)
		if (!strcmp(d->server.seen[first].method, "POST"))
			break;
	assert_int_equal(d->server.n, first + 3);
	template_desk_check(row, &d->server.seen[first]);
	for (unsigned i = 1; i < 3; i++) {
		assert_string_equal(d->server.seen[first + i].method, "GET");
		assert_string_equal(d->server.seen[first + i].path, look);
	}
	template_desk_close(d);
}

static void
an_answer_that_only_accepts_is_followed_to_its_end(void **state)
{
	static const struct template_row opsgenie = {
		"opsgenie",
		SOURCES,
		REQUEST_AUTH,
		EVENT_ACK,
		"70413a06-1",
		"POST",
		"/v2/alerts/70413a06-1/acknowledge?identifierType=id",
		"Authorization: GenieKey " TOKEN,
		"{\"user\":\"li\",\"source\":\"warroom\",\"note\":\"" SAID "\"}",
		202,
		"/v2/alerts?query=status%3Aopen&limit=100",
		0,
		NULL,
		NULL
	};
	/* "you@example.com:s3cr3t-t0ken" */
	static const struct template_row jsm = {
		"jsm",
		SOURCES,
		BASIC_KEYS,
		EVENT_ACK,
		"9b251e07-1",
		"POST",
		"/v1/alerts/9b251e07-1/acknowledge",
		"Authorization: Basic eW91QGV4YW1wbGUuY29tOnMzY3IzdC10MGtlbg==",
		"{}",
		202,
		"/v1/alerts?query=status%3Aopen&size=100",
		0,
		NULL,
		NULL
	};
	static const struct template_row snooze = {
		"jsm",
		SOURCES,
		BASIC_KEYS,
		EVENT_SILENCE,
		"9b251e07-1",
		"POST",
		"/v1/alerts/9b251e07-1/snooze",
		"Authorization: Basic eW91QGV4YW1wbGUuY29tOnMzY3IzdC10MGtlbg==",
		"{\"endTime\":\"2026-11-22T14:20:00.000Z\"}",
		202,
		"/v1/alerts?query=status%3Aopen&size=100",
		0,
		NULL,
		NULL
	};

	(void)state;
	check_asynchronous(
	    &opsgenie, "/v2/alerts/requests/43a29c5c%2F1",
	    "{\"data\":{\"success\":true,\"action\":\"Acknowledge\",\"isSuccess\":true,"
	    "\"status\":\"Alert acknowledged\"}}",
	    EVENT_SENT, "");
	check_asynchronous(
	    &jsm, "/v1/alerts/requests/43a29c5c%2F1",
	    "{\"success\":true,\"isSuccess\":true,\"status\":\"Alert acknowledged\"}", EVENT_SENT,
	    "");
	check_asynchronous(
	    &snooze, "/v1/alerts/requests/43a29c5c%2F1",
	    "{\"success\":true,\"isSuccess\":false,\"status\":\"Alert does not exist\"}",
	    EVENT_REFUSED, "content: it was accepted and then failed: Alert does not exist");
}

static void
net_deliver_three(struct template_desk *d, const char *second)
{
	static const char *const ids[] = { "id-1", "id-2", "id-3" };
	const char *const incidents[] = { "P1", second, "P3" };

	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
		struct delivery *one = template_desk_delivery(EVENT_ACK, ids[i], incidents[i]);

		one->not_before_us =
		    NOW + 2 * SEC_US; /* all are there before the first may begin */
		net_deliver(d->net, one);
	}
}

#define INCIDENT(id) \
	"{\"id\":\"" id "\",\"type\":\"incident_reference\",\"status\":\"acknowledged\"}"

static unsigned
count_puts(const struct template_desk *d)
{
	unsigned n = 0;

	for (unsigned i = 0; i < d->server.n; i++)
		n += !strcmp(d->server.seen[i].method, "PUT");
	return n;
}

/* PagerDuty's list of incidents, which is empty. */
static struct template_desk *
pagerduty_new(void)
{
	struct template_desk *d = template_desk_new(200, "", "{}");

	d->server.list_path =
	    "/incidents?statuses%5B%5D=triggered&statuses%5B%5D=acknowledged&limit=100";
	d->server.list_answer = "{\"incidents\":[]}";
	return d;
}

static void
what_is_alike_goes_in_one_request_and_apart_when_that_is_refused(void **state)
{
	struct template_desk *d = pagerduty_new();

	(void)state;
	template_desk_run(d, SOURCES, "pagerduty", REQUEST_AUTH);
	net_deliver_three(d, "P2");
	for (int i = 0; i < 3; i++)
		assert_int_equal(template_desk_outcome(d), EVENT_SENT);
	assert_int_equal(count_puts(d), 1);
	assert_string_equal(d->server.seen[0].body, "{\"incidents\":[" INCIDENT("P1") "," INCIDENT(
							"P2") "," INCIDENT("P3") "]}");
	assert_null(strstr(d->server.seen[0].head, "Idempotency-Key"));
	template_desk_close(d);

	d = pagerduty_new();
	d->server.poison = "RESOLVED";
	template_desk_run(d, SOURCES, "pagerduty", REQUEST_AUTH);
	net_deliver_three(d, "RESOLVED");
	for (int i = 0, refused = 0; i < 3; i++) {
		bool is_refused = template_desk_outcome(d) == EVENT_REFUSED;

		refused += is_refused;
		if (is_refused)
			assert_string_equal(d->reason, "http 400: Incident Already Resolved");
		assert_true(refused <= 1);
		assert_true(i < 2 || refused == 1);
	}
	assert_int_equal(count_puts(d), 4); /* together, and each alone */
	template_desk_close(d);
}

static void
who_has_no_address_and_what_cannot_be_taken_back_are_refused_with_a_reason(void **state)
{
	struct template_desk *d = pagerduty_new();
	struct delivery *nobody = template_desk_delivery(EVENT_ACK, "id-1", "P1");

	(void)state;
	delivery_set(&nobody->email, "");
	template_desk_run(d, SOURCES, "pagerduty", REQUEST_AUTH);
	net_deliver(d->net, nobody);
	assert_int_equal(template_desk_outcome(d), EVENT_REFUSED);
	assert_string_equal(d->reason,
	                    "source x wants the e-mail address of li: write email = \"...\" "
	                    "at that person in the configuration");
	net_deliver(d->net, template_desk_delivery(EVENT_UNACK, "id-2", "P1"));
	assert_int_equal(template_desk_outcome(d), EVENT_REFUSED);
	assert_string_equal(d->reason, "source x has no request to take an acknowledgement back");
	assert_int_equal(d->server.n, 0);
	template_desk_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_that_only_accepts_is_followed_to_its_end),
		cmocka_unit_test(what_is_alike_goes_in_one_request_and_apart_when_that_is_refused),
		cmocka_unit_test(
		    who_has_no_address_and_what_cannot_be_taken_back_are_refused_with_a_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
