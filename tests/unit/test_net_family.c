/* The Prometheus family: alerts from rules, tenants' headers, a cluster of Alertmanagers, and what an address is. */
#include "tests/unit/http_fixture.h"
#include "tests/unit/net_desk.h"

#include "net/identify.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LIST, SERIES };

/* As Prometheus 2.42 gives it. */
static const char two_alerts[] =
    "{\"status\":\"success\",\"data\":{\"alerts\":[{\"labels\":{\"alertname\":\"OrderSuccessLow\","
    "\"severity\":\"critical\",\"team\":\"ops\"},\"annotations\":{\"summary\":\"order success "
    "99.41%\"},\"state\":\"firing\",\"activeAt\":\"2026-11-22T23:16:31.625163708Z\",\"value\":"
    "\"9.941e+01\"},{\"labels\":{\"alertname\":\"Later\"},\"annotations\":{},\"state\":\"pending\","
    "\"activeAt\":\"2026-11-22T23:16:31Z\",\"value\":\"1e+00\"}]}}";
static const char no_alerts[] = "{\"status\":\"success\",\"data\":{\"alerts\":[]}}";
/* What Alertmanager 0.25 calls the first of them. */
static const char fingerprint[] = "9fc6f77c7e7f0574";

static struct source *
open_rules(bool shows_pending)
{
	struct source_conf *conf = conf_of("rules", "prometheus-alerts", "http://prom");

	conf->shows_pending = shows_pending;
	return source_alone(conf);
}

static void
what_fires_is_an_alert_by_alertmanagers_name(void **state)
{
	struct source *source = open_rules(false);
	struct err e;
	struct event_batch *batch = read_slot(source, LIST, two_alerts, &e);
	const struct event *event = event_at(batch, 0);

	(void)state;
	assert_int_equal(batch->events->len, 1);
	assert_int_equal(event->kind, EVENT_ALERT);
	assert_string_equal(event->alert->fingerprint, fingerprint);
	assert_string_equal(event->alert->title, "OrderSuccessLow");
	assert_string_equal(event->alert->summary, "order success 99.41%");
	assert_string_equal(event->alert->team, "ops");
	assert_int_equal(event->alert->starts_us / SEC_US, INT64_C(1795389391));
	event_batch_free(&batch);
	batch = read_slot(source, LIST, no_alerts, &e);
	assert_int_equal(event_at(batch, 0)->kind, EVENT_ALERT_GONE);
	assert_string_equal(event_at(batch, 0)->subject, "rules/9fc6f77c7e7f0574");
	event_batch_free(&batch);
	assert_false(source_kind_can_ack("prometheus-alerts"));
	source_free(&source);
}

static void
what_is_pending_shows_where_it_is_asked_for(void **state)
{
	struct source *source = open_rules(true);
	struct err e;
	struct event_batch *batch = read_slot(source, LIST, two_alerts, &e);
	const struct alert_data *alert = event_at(batch, 1)->alert;

	(void)state;
	assert_int_equal(batch->events->len, 2);
	assert_string_equal(alert->title, "Later");
	assert_string_equal(alert->labels[alert->n_labels - 1].name, "alertstate");
	assert_string_equal(alert->labels[alert->n_labels - 1].value, "pending");
	event_batch_free(&batch);
	source_free(&source);
}

static void
what_is_no_list_of_alerts_is_refused(void **state)
{
	struct source *source = open_rules(false);
	struct err e;

	(void)state;
	assert_null(read_slot(source, LIST, "{\"status\":\"success\",\"data\":[]}", &e));
	assert_string_equal(e.text,
	                    "content: not an answer of Prometheus: no list of alerts in it");
	source_free(&source);
}

/* The same alert by the series that a server without the list has, which is asked for at once. */
static void
answer_series(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	char *heads = user;

	(void)is_stopping;
	if (g_str_has_prefix(seen->path, "/api/v1/query?query=ALERTS_FOR_STATE")) {
		g_strlcpy(heads, seen->head, 2000);
		http_reply(
		    fd, 200, "",
		    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{"
		    "\"metric\":{\"__name__\":\"ALERTS_FOR_STATE\",\"alertname\":"
		    "\"OrderSuccessLow\",\"severity\":\"critical\",\"team\":\"ops\"},"
		    "\"value\":[1795389399.160,\"1795389391\"]}]}}");
	} else {
		http_reply(fd, 404, "", "404 page not found");
	}
}

static void
without_the_list_the_series_tell_and_tenants_are_named(void **state)
{
	char heads[2000] = "", file[] = "/tmp/warroom-test-XXXXXX", *url, *line;
	struct http_fixture *server = http_fixture_start(answer_series, heads);
	struct source_conf *conf;
	const struct event *event;
	struct desk desk;
	int fd = mkstemp(file);

	(void)state;
	assert_int_equal(write(fd, "sale-2026\n", 10), 10);
	close(fd);
	url = http_fixture_url(server);
	conf = conf_of("rules", "prometheus-alerts", url);
	g_ptr_array_add(conf->headers, g_strdup("X-Tenant: shop"));
	line = g_strdup_printf("X-Scope-OrgID: %s", file);
	g_ptr_array_add(conf->header_files, line);
	desk = desk_open(conf, &(struct net_options){ .once = true });
	event = desk_wait(&desk, EVENT_ALERT);
	assert_string_equal(event->alert->fingerprint, fingerprint);
	assert_int_equal(event->alert->starts_us, INT64_C(1795389391) * SEC_US);
	event = desk_wait(&desk, EVENT_SOURCE);
	assert_int_equal(event->report->health, SOURCE_LIVE);
	assert_int_equal(event->report->rows, 1);
	assert_non_null(strstr(heads, "X-Scope-OrgID: sale-2026\r\n"));
	assert_non_null(strstr(heads, "X-Tenant: shop\r\n"));
	desk_close(&desk);
	http_fixture_stop(&server);
	unlink(file);
	g_free(url);
}

static void
a_header_whose_file_others_can_read_is_not_sent(void **state)
{
	char heads[2000] = "", file[] = "/tmp/warroom-test-XXXXXX", *url;
	struct http_fixture *server = http_fixture_start(answer_series, heads);
	struct source_conf *conf;
	struct desk desk;
	int fd = mkstemp(file);

	(void)state;
	assert_int_equal(fchmod(fd, 0644), 0);
	close(fd);
	url = http_fixture_url(server);
	conf = conf_of("rules", "prometheus-alerts", url);
	g_ptr_array_add(conf->header_files, g_strdup_printf("X-Scope-OrgID: %s", file));
	desk = desk_open(conf, &(struct net_options){ .once = true });
	assert_non_null(strstr(desk_wait(&desk, EVENT_SOURCE)->report->reason, "chmod 600"));
	assert_int_equal(http_fixture_connections(server), 0);
	desk_close(&desk);
	http_fixture_stop(&server);
	unlink(file);
	g_free(url);
}

/* Its own answers are no matter: nobody asks. */
static void
a_target_of_notices_is_only_connected_to(void **state)
{
	char heads[2000] = "";
	struct http_fixture *server = http_fixture_start(answer_series, heads);
	char *url = http_fixture_url(server);
	struct desk desk = desk_open(conf_of("robot", SOURCE_KIND_NOTIFY, url),
	                             &(struct net_options){ .once = true, .connects = true });

	(void)state;
	assert_int_equal(desk_wait(&desk, EVENT_SOURCE)->report->health, SOURCE_LIVE);
	desk_close(&desk);
	http_fixture_stop(&server);
	desk = desk_open(conf_of("robot", SOURCE_KIND_NOTIFY, url),
	                 &(struct net_options){ .once = true, .connects = true });
	assert_int_equal(desk_wait(&desk, EVENT_SOURCE)->report->health, SOURCE_FAILING);
	desk_close(&desk);
	g_free(url);
}

/* A cluster of two, "http://a" and "http://b", and a delivery of a1 there. */
struct cluster {
	struct source *source;
	struct delivery delivery;
	struct job job;
};

static struct label labels[] = { { "alertname", "StockOut" } };

static void
open_cluster(struct cluster *c, enum event_kind kind, const char *id, const char *ack_id)
{
	struct source_conf *conf = conf_of("am", "alertmanager", "http://a");

	g_ptr_array_add(conf->peers, g_strdup("http://b"));
	c->source = source_alone(conf);
	c->delivery = (struct delivery){ .id = (char *)id,
		                         .kind = kind,
		                         .ack_id = (char *)ack_id,
		                         .source = (char *)"am",
		                         .fingerprint = (char *)"f",
		                         .person = (char *)"lin",
		                         .comment = (char *)"",
		                         .remote_id = (char *)"",
		                         .labels = labels,
		                         .n_labels = 1,
		                         .until_us = NOW + HOUR_US };
	c->job = (struct job){ .delivery = &c->delivery, .must_look = true };
}

static void
close_cluster(struct cluster *c)
{
	request_clear(&c->job.request);
	g_free(c->job.remote_id);
	source_free(&c->source);
}

/* The job's next request must be this; body NULL: nobody answers it. */
static enum verdict
next(struct cluster *c, const char *method, const char *url, const char *body)
{
	struct answer answer = { .is_complete = body != NULL,
		                 .status = body ? 200 : 0,
		                 .body = body ? body : "",
		                 .len = body ? strlen(body) : 0,
		                 .date_us = UNSAID };

	assert_string_equal(c->job.request.method, method);
	assert_string_equal(c->job.request.url, url);
	if (!body)
		assert_true(c->job.may_miss);
	return alertmanager_deliver(c->source, &c->job, &answer, NOW);
}

#define SILENCE(id) \
	"{\"id\":\"" id \
	"\",\"status\":{\"state\":\"active\"},\"comment\":\"ACK! [wr:a1]\",\"createdBy\":" \
	"\"lin\",\"endsAt\":\"2026-11-22T15:00:00.000Z\",\"matchers\":[{\"name\":\"alertname\",\"value\":" \
	"\"StockOut\",\"isRegex\":false,\"isEqual\":true}]}"

static void
before_it_is_sent_again_every_member_is_looked_at(void **state)
{
	struct cluster c;

	(void)state;
	open_cluster(&c, EVENT_ACK, "a1", "");
	assert_int_equal(alertmanager_deliver(c.source, &c.job, NULL, NOW), VERDICT_ASK);
	assert_int_equal(next(&c, "GET", "http://a/api/v2/silences", "[]"), VERDICT_ASK);
	assert_int_equal(next(&c, "GET", "http://b/api/v2/silences", "[" SILENCE("s1") "]"),
	                 VERDICT_SENT);
	assert_string_equal(c.job.remote_id, "s1");
	close_cluster(&c);
}

static void
a_member_that_is_gone_keeps_nothing_waiting(void **state)
{
	struct cluster c;

	(void)state;
	open_cluster(&c, EVENT_ACK, "a1", "");
	assert_int_equal(alertmanager_deliver(c.source, &c.job, NULL, NOW), VERDICT_ASK);
	assert_int_equal(next(&c, "GET", "http://a/api/v2/silences", "[]"), VERDICT_ASK);
	assert_int_equal(next(&c, "GET", "http://b/api/v2/silences", NULL), VERDICT_ASK);
	assert_int_equal(next(&c, "POST", "http://a/api/v2/silences", "{\"silenceID\":\"s1\"}"),
	                 VERDICT_SENT);
	close_cluster(&c);
	/* but when nobody at all could be looked at, it waits */
	open_cluster(&c, EVENT_ACK, "a1", "");
	assert_int_equal(alertmanager_deliver(c.source, &c.job, NULL, NOW), VERDICT_ASK);
	assert_int_equal(next(&c, "GET", "http://a/api/v2/silences", NULL), VERDICT_ASK);
	assert_string_equal(c.job.request.url, "http://b/api/v2/silences");
	assert_false(c.job.may_miss);
	close_cluster(&c);
}

/* Two that were made while the members were cut off from each other. */
static void
taking_back_ends_every_silence_of_its_token(void **state)
{
	struct cluster c;

	(void)state;
	open_cluster(&c, EVENT_UNACK, "u1", "a1");
	c.delivery.remote_id = (char *)"s1";
	assert_int_equal(alertmanager_deliver(c.source, &c.job, NULL, NOW), VERDICT_ASK);
	assert_int_equal(
	    next(&c, "GET", "http://a/api/v2/silences", "[" SILENCE("s1") "," SILENCE("s2") "]"),
	    VERDICT_ASK);
	assert_int_equal(next(&c, "DELETE", "http://a/api/v2/silence/s1", ""), VERDICT_ASK);
	assert_string_equal(c.job.request.method, "DELETE");
	assert_int_equal(next(&c, "DELETE", "http://a/api/v2/silence/s2", ""), VERDICT_SENT);
	close_cluster(&c);
}

/* An endpoint with one path that answers, and what is said there. */
struct endpoint {
	const char *path, *body;
	int status;
};

static void
answer_one(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	const struct endpoint *endpoint = user;

	(void)is_stopping;
	if (!strcmp(seen->path, endpoint->path))
		http_reply(fd, endpoint->status, "", endpoint->body);
	else
		http_reply(fd, 404, "", "not found");
}

static struct identified *
identify_one(const char *path, int status, const char *body)
{
	struct endpoint endpoint = { path, body, status };
	struct http_fixture *server = http_fixture_start(answer_one, &endpoint);
	char *url = http_fixture_url(server);
	struct identified *is = identify(url, NULL);

	http_fixture_stop(&server);
	g_free(url);
	return is;
}

static void
check_kind(const char *path, int status, const char *body, const char *kind, const char *what)
{
	struct identified *is = identify_one(path, status, body);

	if (kind)
		assert_string_equal(is->kind, kind);
	else
		assert_null(is->kind);
	assert_string_equal(is->what, what);
	identify_free(&is);
}

static void
an_address_tells_what_it_is(void **state)
{
	struct identified *is;

	(void)state;
	check_kind(
	    "/api/v2/status", 200,
	    "{\"cluster\":{\"status\":\"disabled\"},\"versionInfo\":{\"version\":\"0.25.0\"}}",
	    "alertmanager", "Alertmanager 0.25.0");
	check_kind("/api/v1/status/buildinfo", 200,
	           "{\"status\":\"success\",\"data\":{\"version\":\"2.42.0\"}}", "prometheus",
	           "Prometheus 2.42.0");
	check_kind(
	    "/api/v1/status/buildinfo", 200,
	    "{\"status\":\"success\",\"data\":{\"application\":\"Grafana Mimir\",\"version\":\"2.9.0\"}}",
	    "prometheus", "Grafana Mimir 2.9.0");
	check_kind("/v1", 401, "<h1>Unauthorized. Please check your user credentials.</h1>",
	           "icinga2", "Icinga 2");
	check_kind("/api_jsonrpc.php", 200, "{\"jsonrpc\":\"2.0\",\"result\":\"6.0.14\",\"id\":1}",
	           "zabbix", "Zabbix 6.0.14");
	check_kind("/cgi-bin/nagios4/statusjson.cgi?query=programstatus", 200,
	           "{\"data\":{\"programstatus\":{\"version\":\"4.4.6\"}}}", "nagios", "Nagios 4.4.6");
	check_kind("/", 200, "{\"alerts\":[]}", "json", "a document of the native form");
	check_kind(
	    "/", 200, "<html>", NULL,
	    "it is no Alertmanager, Prometheus, Icinga 2, Zabbix or Nagios, nor a JSON document of the native form");
	is = identify_one("/prometheus/api/v1/status/buildinfo", 401, "no org id");
	assert_string_equal(is->kind, "prometheus");
	assert_true(is->needs_tenant);
	assert_true(g_str_has_suffix(is->url, "/prometheus"));
	identify_free(&is);
	is = identify_one("/nagios/cgi-bin/statusjson.cgi?query=programstatus", 401, "<html>");
	assert_string_equal(is->what, "Nagios"); /* nothing else there wants a login */
	assert_true(is->needs_login);
	assert_true(g_str_has_suffix(is->url, "/nagios/cgi-bin"));
	identify_free(&is);
	is = identify("http://127.0.0.1:1", NULL);
	assert_null(is->kind);
	assert_string_equal(is->what, "network: Connection refused");
	identify_free(&is);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_fires_is_an_alert_by_alertmanagers_name),
		cmocka_unit_test(what_is_pending_shows_where_it_is_asked_for),
		cmocka_unit_test(what_is_no_list_of_alerts_is_refused),
		cmocka_unit_test(without_the_list_the_series_tell_and_tenants_are_named),
		cmocka_unit_test(a_header_whose_file_others_can_read_is_not_sent),
		cmocka_unit_test(a_target_of_notices_is_only_connected_to),
		cmocka_unit_test(before_it_is_sent_again_every_member_is_looked_at),
		cmocka_unit_test(a_member_that_is_gone_keeps_nothing_waiting),
		cmocka_unit_test(taking_back_ends_every_silence_of_its_token),
		cmocka_unit_test(an_address_tells_what_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
