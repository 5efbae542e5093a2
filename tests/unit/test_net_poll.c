/* Polls in good order: one connection for many, nothing sent twice that is known, backoff when a server
 * fails (F19), and the server's clock (F41). */
#include "tests/unit/http_fixture.h"
#include "tests/unit/net_desk.h"

#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the server says, and what it was asked; one request at a time. */
struct shop {
	const char *headers, *body;
	const char *expects; /* a line of the request for which it answers 304; NULL */
	atomic_int asked, told,
	    encoded; /* requests; answers with a body; requests that take gzip */
};

static void
answer_shop(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	struct shop *shop = user;

	(void)is_stopping;
	atomic_fetch_add(&shop->asked, 1);
	atomic_fetch_add(&shop->encoded, strstr(seen->head, "Accept-Encoding: gzip\r\n") != NULL);
	if (shop->expects && strstr(seen->head, shop->expects)) {
		http_reply_kept(fd, 304, shop->headers, "");
		return;
	}
	atomic_fetch_add(&shop->told, 1);
	http_reply_kept(fd, 200, shop->headers, shop->body);
}

static struct source_conf *
metrics_conf(const char *url)
{
	struct source_conf *conf = conf_of("shop", "json", url);

	conf->period_us = HOUR_US; /* asked when the test says so */
	source_conf_add_query(conf)->shows = g_strdup("room");
	return conf;
}

static const char dated[] = "{\"metrics\":[{\"id\":\"gmv\",\"value\":1,\"at\":1795353600}]}";
static const char undated[] = "{\"metrics\":[{\"id\":\"gmv\",\"value\":1}]}";

/* So many rounds; the reports must all say that the source is live, with one row. */
static void
poll_rounds(struct desk *desk, int rounds)
{
	for (int i = 0; i < rounds; i++) {
		const struct event *event;

		if (desk->batches->len > 0)
			net_poll_now(desk->net, "shop");
		event = desk_wait(desk, EVENT_SOURCE);
		assert_string_equal(event->report->reason, "");
		assert_int_equal(event->report->health, SOURCE_LIVE);
		assert_int_equal(event->report->rows, 1);
	}
}

struct rounds {
	struct http_fixture *server;
	struct desk desk;
};

static struct rounds
rounds_open(struct shop *shop)
{
	struct rounds r = { .server = http_fixture_start_kept("127.0.0.1", 0, answer_shop, shop) };
	char *url = http_fixture_url(r.server);

	r.desk = desk_open(metrics_conf(url), &(struct net_options){ 0 });
	g_free(url);
	return r;
}

static void
rounds_close(struct rounds *r)
{
	desk_close(&r->desk);
	http_fixture_stop(&r->server);
}

static void
many_polls_use_one_connection(void **state)
{
	struct shop shop = { .headers = "", .body = undated };
	struct rounds r = rounds_open(&shop);

	(void)state;
	poll_rounds(&r.desk, 20);
	assert_int_equal(shop.asked, 20);
	assert_int_equal(shop.encoded, 20);
	assert_int_equal(http_fixture_connections(r.server), 1);
	rounds_close(&r);
}

static void
what_did_not_change_is_not_sent_again(void **state)
{
	static const struct {
		const char *headers, *expects;
	} cases[] = {
		{ "ETag: \"v1\"\r\n", "If-None-Match: \"v1\"\r\n" },
		{ "Last-Modified: Sun, 22 Nov 2026 13:20:00 GMT\r\n",
		  "If-Modified-Since: Sun, 22 Nov 2026 13:20:00 GMT\r\n" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct shop shop = { .headers = cases[i].headers,
			             .body = dated,
			             .expects = cases[i].expects };
		struct rounds r = rounds_open(&shop);

		poll_rounds(&r.desk, 3);
		assert_int_equal(shop.asked, 3);
		assert_int_equal(shop.told, 1);
		assert_int_equal(desk_count(&r.desk, EVENT_SAMPLE), 1);
		/* a new version comes whole, and is then the known one */
		shop.headers = "ETag: \"v2\"\r\n";
		shop.expects = "If-None-Match: \"v2\"\r\n";
		shop.body = "{\"metrics\":[{\"id\":\"gmv\",\"value\":2,\"at\":1795353601}]}";
		poll_rounds(&r.desk, 3);
		assert_int_equal(shop.told, 2);
		assert_int_equal(desk_count(&r.desk, EVENT_SAMPLE), 2);
		rounds_close(&r);
	}
}

/* A value without a time is true as of each answer: unchanged is news, so it must come. */
static void
an_undated_value_is_asked_for_in_full(void **state)
{
	struct shop shop = { .headers = "ETag: \"v1\"\r\n",
		             .body = undated,
		             .expects = "If-None-Match" };
	struct rounds r = rounds_open(&shop);

	(void)state;
	poll_rounds(&r.desk, 3);
	assert_int_equal(shop.told, 3);
	assert_int_equal(desk_count(&r.desk, EVENT_SAMPLE), 3);
	rounds_close(&r);
}

static void
answer_304(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	(void)seen;
	(void)is_stopping;
	(void)user;
	http_reply(fd, 304, "", "");
}

/* One round against the server. */
static struct desk
poll_once(http_answerer *answerer, void *user, struct http_fixture **server)
{
	struct desk desk;
	char *url;

	*server = http_fixture_start(answerer, user);
	url = http_fixture_url(*server);
	desk = desk_open(metrics_conf(url), &(struct net_options){ .once = true });
	g_free(url);
	return desk;
}

static void
unchanged_without_having_been_asked_is_an_error(void **state)
{
	struct http_fixture *server;
	struct desk desk = poll_once(answer_304, NULL, &server);
	const struct event *event = desk_wait(&desk, EVENT_SOURCE);

	(void)state;
	assert_int_equal(event->report->health, SOURCE_FAILING);
	assert_string_equal(event->report->reason,
	                    "http 304: said to be unchanged, though nothing is known of it: check "
	                    "the cache before source shop");
	desk_close(&desk);
	http_fixture_stop(&server);
}

static void
answer_gzip(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	/* printf '{"teams":[]}' | gzip -n */
	static const unsigned char body[] = { 0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00,
		                              0x00, 0x03, 0xab, 0x56, 0x2a, 0x49, 0x4d, 0xcc,
		                              0x2d, 0x56, 0xb2, 0x8a, 0x8e, 0xad, 0x05, 0x00,
		                              0x8d, 0x4d, 0xe2, 0x07, 0x0c, 0x00, 0x00, 0x00 };
	char *head = g_strdup_printf("HTTP/1.1 200 X\r\nContent-Encoding: gzip\r\n"
	                             "Content-Length: %zu\r\nConnection: close\r\n\r\n",
	                             sizeof body);

	(void)seen;
	(void)is_stopping;
	(void)user;
	http_write(fd, head, strlen(head));
	http_write(fd, (const char *)body, sizeof body);
	g_free(head);
}

static void
a_compressed_answer_is_read(void **state)
{
	struct http_fixture *server;
	struct desk desk = poll_once(answer_gzip, NULL, &server);

	(void)state;
	assert_string_equal(desk_wait(&desk, EVENT_SOURCE)->report->reason, "");
	desk_close(&desk);
	http_fixture_stop(&server);
}

/* F19: the ways of a server that is ill, all polled every 10 s. */
enum illness { IS_500, IS_502, IS_429, IS_429_DATE, IS_RESET, IS_EMPTY, IS_HALF, ILLNESSES };

static void
answer_ill(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	static const char half[] =
	    "HTTP/1.1 200 X\r\nContent-Length: 12\r\nConnection: close\r\n\r\n{\"metrics\":[";
	const struct linger at_once = { .l_onoff = 1 };

	(void)is_stopping;
	(void)user;
	switch ((enum illness)atoi(seen->path + 1)) {
	case IS_500:
		http_reply(fd, 500, "", "{\"error\":\"disk full\"}");
		break;
	case IS_502:
		http_reply(fd, 502, "", "<html><h1>502 Bad Gateway</h1></html>");
		break;
	case IS_429:
		http_reply(fd, 429, "Retry-After: 7\r\n", "");
		break;
	case IS_429_DATE: /* its clock is an hour behind */
		http_reply(fd, 429,
		           "Date: Sun, 22 Nov 2026 12:20:00 GMT\r\n"
		           "Retry-After: Sun, 22 Nov 2026 12:20:07 GMT\r\n",
		           "");
		break;
	case IS_RESET:
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
		break;
	case IS_EMPTY:
		break;
	case IS_HALF:
		http_write(fd, half, sizeof half - 1);
		break;
	case ILLNESSES:
		break;
	}
}

static void
each_illness_has_its_reason_and_is_left_alone_for_a_while(void **state)
{
	static const struct {
		const char *reason;
		int64_t least_us, most_us;
	} wanted[ILLNESSES] = {
		[IS_500] = { "http 500: disk full", 250 * MSEC_US, 2 * SEC_US },
		[IS_502] = { "http 502", 250 * MSEC_US, 2 * SEC_US },
		[IS_429] = { "http 429: asked too often: lengthen the period of source 2",
		             7 * SEC_US, 8 * SEC_US },
		[IS_429_DATE] = { "http 429: asked too often: lengthen the period of source 3",
		                  7 * SEC_US, 8 * SEC_US },
		[IS_RESET] = { "network: the connection was reset by the other end", 250 * MSEC_US,
		               2 * SEC_US },
		[IS_EMPTY] = { "network: the connection was closed without an answer",
		               250 * MSEC_US, 2 * SEC_US },
		[IS_HALF] = { "content: the JSON ends at byte 12 before it is complete",
		              250 * MSEC_US, 2 * SEC_US },
	};
	struct http_fixture *server = http_fixture_start(answer_ill, NULL);
	GPtrArray *sources = g_ptr_array_new_with_free_func(source_conf_free_element);
	char *url = http_fixture_url(server);
	struct desk desk;

	(void)state;
	for (int i = 0; i < ILLNESSES; i++) {
		struct source_conf *conf = metrics_conf(url);

		g_free(conf->name);
		conf->name = g_strdup_printf("%d", i);
		conf->period_us = 10 * SEC_US;
		((struct source_query *)conf->queries->pdata[0])->query = g_strdup_printf("/%d", i);
		g_ptr_array_add(sources, conf);
	}
	desk = desk_open_all(sources, &(struct net_options){ 0 });
	for (int i = 0; i < ILLNESSES; i++) {
		const struct event *event = desk_wait(&desk, EVENT_SOURCE);
		int which = atoi(event->source);
		int64_t wait_us = event->report->next_try_us - event->at_us;

		assert_int_equal(event->report->health, SOURCE_FAILING);
		assert_string_equal(event->report->reason, wanted[which].reason);
		/* the two instants are read from the clock one after the other */
		assert_in_range(wait_us, wanted[which].least_us - 100 * MSEC_US,
		                wanted[which].most_us);
	}
	desk_close(&desk);
	http_fixture_stop(&server);
	g_free(url);
}

static void
answer_skewed(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	char *age = g_strdup_printf("Age: %d\r\n", GPOINTER_TO_INT(user)), *lines;
	GDateTime *now = g_date_time_new_now_utc(), *then = g_date_time_add_seconds(now, 45);
	char *date = g_date_time_format(then, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n");

	(void)seen;
	(void)is_stopping;
	lines = g_strconcat(date, age, NULL);
	http_reply(fd, 200, lines, dated);
	g_free(lines);
	g_free(date);
	g_free(age);
	g_date_time_unref(then);
	g_date_time_unref(now);
}

/* F41: against the machine's clock, though the room's was set to another day; what a cache kept for a
 * minute is a minute older than its Date. */
static void
the_servers_clock_is_told_by_its_date(void **state)
{
	(void)state;
	for (int age_s = 0; age_s <= 60; age_s += 60) {
		struct http_fixture *server =
		    http_fixture_start(answer_skewed, GINT_TO_POINTER(age_s));
		char *url = http_fixture_url(server);
		const struct net_options options = { .clock = { clock_real_us(), NOW - HOUR_US, 1 },
			                             .once = true };
		struct desk desk = desk_open(metrics_conf(url), &options);
		const struct event *event = desk_wait(&desk, EVENT_SOURCE);

		assert_in_range(event->report->skew_us, (40 + age_s) * SEC_US,
		                (46 + age_s) * SEC_US);
		desk_close(&desk);
		http_fixture_stop(&server);
		g_free(url);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(many_polls_use_one_connection),
		cmocka_unit_test(what_did_not_change_is_not_sent_again),
		cmocka_unit_test(an_undated_value_is_asked_for_in_full),
		cmocka_unit_test(unchanged_without_having_been_asked_is_an_error),
		cmocka_unit_test(a_compressed_answer_is_read),
		cmocka_unit_test(each_illness_has_its_reason_and_is_left_alone_for_a_while),
		cmocka_unit_test(the_servers_clock_is_told_by_its_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
