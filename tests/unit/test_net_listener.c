/* A source that tells when something changed is polled at once; without it, with its period. */
#include "tests/unit/http_fixture.h"
#include "tests/unit/net_desk.h"

#include <stdio.h>

/* An Icinga whose service is bad once it was told to be, and whose event stream says so. */
struct server {
	atomic_bool is_bad, ends; /* the stream ends after what it says */
	atomic_uint streams, status;
};

static const char bad[] =
    "{\"results\":[{\"attrs\":{\"state\":2,\"state_type\":1,\"last_hard_state_change\":1795353000,"
    "\"display_name\":\"HTTP\"},\"joins\":{},\"name\":\"web1!http\",\"type\":\"Service\"}]}";

/* Says that something changed as often as it did, as long as it is listened to. */
static void
stream(int fd, struct server *server, const atomic_bool *is_stopping)
{
	static const char head[] =
	    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
	static const char line[] = "17\r\n{\"type\":\"StateChange\"}\n\r\n";
	bool said = atomic_load(&server->is_bad);

	if (!http_write(fd, head, sizeof head - 1))
		return;
	atomic_fetch_add(&server->streams, 1);
	while (!atomic_load(is_stopping) && !atomic_load(&server->ends)) {
		if (!said && atomic_load(&server->is_bad))
			said = http_write(fd, line, sizeof line - 1);
		g_usleep(2000);
	}
}

static void
answer(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	struct server *server = user;

	if (!strcmp(seen->path, "/v1/events") && atomic_load(&server->status) != 200) {
		atomic_fetch_add(&server->streams, 1);
		http_reply(fd, (int)atomic_load(&server->status), "", "{\"error\":403}");
	} else if (!strcmp(seen->path, "/v1/events")) {
		stream(fd, server, is_stopping);
	} else if (strstr(seen->path, "/services") && atomic_load(&server->is_bad)) {
		http_reply(fd, 200, "", bad);
	} else {
		http_reply(fd, 200, "", "{\"results\":[]}");
	}
}

static void
wait_streams(struct server *server, unsigned n)
{
	int64_t until_us = clock_monotonic_us() + PATIENCE_US;

	while (atomic_load(&server->streams) < n && clock_monotonic_us() < until_us)
		g_usleep(2000);
	assert_true(atomic_load(&server->streams) >= n);
}

static struct desk
open_desk(struct http_fixture *http, int64_t period_us)
{
	char *url = http_fixture_url(http);
	struct source_conf *conf = conf_of("ic", "icinga2", url);

	conf->period_us = period_us;
	g_free(url);
	return desk_open(conf, &(struct net_options){ .once = false });
}

static void
what_is_told_is_polled_at_once(void **state)
{
	struct server server = { .status = 200 };
	struct http_fixture *http = http_fixture_start(answer, &server);
	struct desk desk = open_desk(http, 10 * HOUR_US);

	(void)state;
	desk_wait(&desk, EVENT_SOURCE);
	wait_streams(&server, 1);
	atomic_store(&server.is_bad, true);
	assert_string_equal(desk_wait(&desk, EVENT_ALERT)->subject, "ic/web1!http");
	desk_close(&desk); /* with the stream still open */
	http_fixture_stop(&http);
}

static void
a_stream_that_ends_is_opened_again(void **state)
{
	struct server server = { .status = 200, .ends = true };
	struct http_fixture *http = http_fixture_start(answer, &server);
	struct desk desk = open_desk(http, 10 * HOUR_US);

	(void)state;
	wait_streams(&server, 1);
	atomic_store(&server.ends, false);
	wait_streams(&server, 2);
	atomic_store(&server.is_bad, true);
	desk_wait(&desk, EVENT_ALERT);
	desk_close(&desk);
	http_fixture_stop(&http);
}

/* Without the right to it nothing is lost but time, and nothing is complained of. */
static void
without_the_right_polls_go_on_alone(void **state)
{
	struct server server = { .status = 403 };
	struct http_fixture *http = http_fixture_start(answer, &server);
	struct desk desk = open_desk(http, SEC_US);
	const struct event *event;

	(void)state;
	wait_streams(&server, 1);
	atomic_store(&server.is_bad, true);
	desk_wait(&desk, EVENT_ALERT);
	event = desk_wait(&desk, EVENT_SOURCE);
	assert_int_equal(event->report->health, SOURCE_LIVE);
	assert_string_equal(event->report->reason, "");
	assert_int_equal(atomic_load(&server.streams), 1);
	desk_close(&desk);
	http_fixture_stop(&http);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_told_is_polled_at_once),
		cmocka_unit_test(a_stream_that_ends_is_opened_again),
		cmocka_unit_test(without_the_right_polls_go_on_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
