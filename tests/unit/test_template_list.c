/* What the systems list, as their documentation shows it, becomes alerts. */
#include "tests/unit/template_desk.h"

#include "room/message.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* The one alert of a document. */
static void
check_list(const char *template, const char *keys, const char *document, const char *id,
           const char *title, const char *held_by)
{
	struct template_desk *d = template_desk_new(200, "", "");
	GPtrArray *sources = template_desk_sources(d, SOURCES, template, keys);
	size_t alerts = 0;
	struct source *source = source_new(g_ptr_array_steal_index(sources, 0), &alerts);
	struct reading r = { .source = source,
		             .slot = g_ptr_array_index(source->slots, 0),
		             .now_us = NOW,
		             .batch = event_batch_new() };
	const struct event *e;
	struct err why = { "" };

	if (!source_read(&r, document, strlen(document), &why))
		print_message("%s: %s\n", template, why.text);
	assert_string_equal(why.text, "");
	assert_string_equal(r.slot->first_broken.text, "");
	assert_int_equal(r.batch->events->len, 1);
	e = g_ptr_array_index(r.batch->events, 0);
	assert_int_equal(e->kind, EVENT_ALERT);
	assert_string_equal(e->alert->fingerprint, id);
	assert_string_equal(e->alert->title, title);
	assert_string_equal(e->alert->held_by, held_by);
	event_batch_free(&r.batch);
	source_free(&source);
	g_ptr_array_unref(sources);
	d->mail = mailbox_new();
	template_desk_close(d);
}

/* clang-format off */
static void
what_a_system_lists_becomes_alerts(void **state)
{
	(void)state;
	check_list("pagerduty", REQUEST_AUTH,
	           "{\"incidents\":[{\"id\":\"PT4KHLK\",\"type\":\"incident\",\"incident_number\":1234,\"title\":\"The server is on fire.\","
	           "\"created_at\":\"2026-10-06T21:30:42Z\",\"status\":\"acknowledged\",\"urgency\":\"high\",\"html_url\":\"https://s.pagerduty.com/incidents/PT4KHLK\","
	           "\"service\":{\"id\":\"PIJ90N7\",\"summary\":\"My Mail Service\"},\"acknowledgements\":[{\"at\":\"2026-11-10T00:32:52Z\","
	           "\"acknowledger\":{\"id\":\"PXPGF42\",\"summary\":\"Earline Greenholt\"}}]}],\"limit\":100,\"offset\":0,\"more\":false}",
	           "PT4KHLK", "The server is on fire.", "Earline Greenholt");
	check_list("jsm", BASIC_KEYS " ",
	           "{\"values\":[{\"id\":\"9b251e07-1\",\"tinyId\":\"17\",\"message\":\"db down\",\"status\":\"open\",\"acknowledged\":false,"
	           "\"priority\":\"P1\",\"createdAt\":\"2026-11-22T12:00:00Z\"}],\"links\":{\"next\":\"...\"}}",
	           "9b251e07-1", "db down", "");
	check_list("opsgenie", REQUEST_AUTH,
	           "{\"data\":[{\"id\":\"70413a06-1\",\"tinyId\":\"1791\",\"message\":\"Our servers are in danger\",\"status\":\"open\","
	           "\"acknowledged\":true,\"createdAt\":\"2026-05-17T16:38:40.606Z\",\"priority\":\"P4\",\"report\":{\"ackTime\":15702,"
	           "\"acknowledgedBy\":\"mary@opsgenie.com\"}}],\"took\":0.6}",
	           "70413a06-1", "Our servers are in danger", "mary@opsgenie.com");
	check_list("goalert", REQUEST_AUTH,
	           "{\"data\":{\"alerts\":{\"nodes\":[{\"alertID\":4711,\"status\":\"StatusUnacknowledged\",\"summary\":\"queue long\","
	           "\"details\":\"\",\"createdAt\":\"2026-11-22T12:00:00Z\",\"service\":{\"name\":\"shop\"}}]}}}",
	           "4711", "queue long", "");
	check_list("alerta", REQUEST_AUTH,
	           "{\"alerts\":[{\"id\":\"e7-1\",\"event\":\"node_down\",\"resource\":\"web01\",\"environment\":\"Production\","
	           "\"severity\":\"major\",\"status\":\"open\",\"text\":\"Node is down.\",\"createTime\":\"2026-01-27T20:00:00.000Z\"}],"
	           "\"status\":\"ok\",\"total\":1}",
	           "e7-1", "node_down", "");
	check_list("keep", REQUEST_AUTH,
	           "[{\"id\":\"1\",\"name\":\"CPU high\",\"status\":\"firing\",\"severity\":\"critical\",\"fingerprint\":\"f1\",\"assignee\":\"li@example.com\"},"
	           "{\"id\":\"2\",\"name\":\"over\",\"status\":\"resolved\",\"severity\":\"critical\",\"fingerprint\":\"f2\"}]",
	           "f1", "CPU high", "li@example.com");
	check_list("grafana-oncall", REQUEST_AUTH,
	           "{\"count\":2,\"next\":null,\"previous\":null,\"results\":[{\"id\":\"I68T24C13IFW1\",\"state\":\"acknowledged\","
	           "\"created_at\":\"2026-05-19T12:37:01.430444Z\",\"acknowledged_by\":\"UCGEIXI1MR1NZ\",\"title\":\"Memory above 90% threshold\","
	           "\"permalinks\":{\"slack\":null,\"web\":\"https://g/1\"}},{\"id\":\"I2\",\"state\":\"resolved\",\"title\":\"over\"}],\"page_size\":50}",
	           "I68T24C13IFW1", "Memory above 90% threshold", "UCGEIXI1MR1NZ");
}
/* clang-format on */

/* GoAlert lists by POST; the poll carries the login, too. */
static void
a_list_that_is_asked_by_post_is_asked_so(void **state)
{
	struct template_desk *d =
	    template_desk_new(200, "", "{\"data\":{\"alerts\":{\"nodes\":[]}}}");
	struct pollfd fd;
	bool came = false;

	(void)state;
	template_desk_run(d, SOURCES, "goalert", REQUEST_AUTH);
	fd = (struct pollfd){ .fd = mailbox_fd(d->mail), .events = POLLIN };
	while (!came && poll(&fd, 1, 60 * 1000) > 0) {
		struct message m;

		while (mailbox_take(d->mail, &m))
			m.free_payload(m.payload);
		pthread_mutex_lock(&d->server.lock);
		came = d->server.n > 0;
		pthread_mutex_unlock(&d->server.lock);
	}
	assert_true(came);
	assert_string_equal(d->server.seen[0].method, "POST");
	assert_string_equal(d->server.seen[0].path, "/api/graphql");
	assert_non_null(strstr(d->server.seen[0].head, "Authorization: Bearer " TOKEN "\r\n"));
	assert_true(
	    g_str_has_prefix(d->server.seen[0].body, "{\"query\":\"query { alerts(input: "));
	template_desk_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_system_lists_becomes_alerts),
		cmocka_unit_test(a_list_that_is_asked_by_post_is_asked_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
