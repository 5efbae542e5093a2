/* Servers that hang, trickle, flood or redirect (F12 to F15, F17). */
#include "tests/unit/http_fixture.h"
#include "tests/unit/http_flood.h"
#include "tests/unit/net_desk.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* The sanitizers' own memory is not ours. */
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
enum { IS_SANITIZED = 1 };
#else
enum { IS_SANITIZED = 0 };
#endif

static long
peak_kb(void)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	return use.ru_maxrss;
}

static struct source_conf *
conf_at(const char *name, const char *kind, const char *url, const char *path)
{
	char *full = g_strconcat(url, !strcmp(kind, "json") ? "" : path, NULL);
	struct source_conf *conf = conf_of(name, kind, full);
	struct source_query *query;

	if (!strcmp(kind, "json")) {
		query = source_conf_add_query(conf);
		query->query = g_strdup(path);
		query->shows = g_strdup("room");
	}
	g_free(full);
	return conf;
}

static GPtrArray *
no_sources(void)
{
	return g_ptr_array_new_with_free_func(source_conf_free_element);
}

/* One round of a source; what its report says. The desk is the caller's, and keeps the report. */
static const struct source_report *
ask_once(struct desk *desk, const struct http_fixture *server, const char *kind, const char *path)
{
	char *url = http_fixture_url(server);
	struct source_conf *conf = conf_at("shop", kind, url, path);

	conf->timeout_us = 50 * SEC_US; /* a cap stops them, however slow the machine is */
	*desk = desk_open(conf, &(struct net_options){ .once = true });
	g_free(url);
	return desk_wait(desk, EVENT_SOURCE)->report;
}

static void
nap(const atomic_bool *is_stopping, int64_t us)
{
	for (int64_t end_us = clock_monotonic_us() + us;
	     !atomic_load(is_stopping) && clock_monotonic_us() < end_us;)
		g_usleep(10 * 1000);
}

static void
answer_slow(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	static const char head[] = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{\"teams\":[";

	(void)user;
	if (!strcmp(seen->path, "/well")) {
		http_reply(fd, 200, "", "{\"teams\":[]}");
	} else if (!strcmp(seen->path, "/thinks")) {
		nap(is_stopping, 6500 * MSEC_US);
		http_reply(fd, 200, "", "{\"teams\":[]}");
	} else if (!strcmp(seen->path, "/drops")) {
		http_write(fd, head, sizeof head - 1);
		while (!atomic_load(is_stopping) && http_write(fd, " ", 1))
			nap(is_stopping, 200 * MSEC_US);
	} else {
		if (!strcmp(seen->path, "/half"))
			http_write(fd, head, sizeof head - 1);
		nap(is_stopping, 3600 * SEC_US);
	}
}

static void
check_report(const struct event *event, const char *reason)
{
	assert_string_equal(event->report->reason, reason);
	assert_int_equal(event->report->health, *reason ? SOURCE_FAILING : SOURCE_LIVE);
}

/* F12, F13: 20 that hang, before the header or in the middle of the body, one that sends a byte each
 * 200 ms, and one that only takes long to think, beside one that is well. */
static void
those_that_hang_are_dropped_and_hold_nobody_up(void **state)
{
	struct http_fixture *server = http_fixture_start(answer_slow, NULL);
	GPtrArray *sources = no_sources();
	char *url = http_fixture_url(server);
	struct source_conf *conf;
	struct desk desk;

	(void)state;
	for (int i = 0; i < 20; i++) {
		char *name = g_strdup_printf("hangs%d", i);

		conf = conf_at(name, "json", url, i % 2 ? "/never" : "/half");
		conf->timeout_us = 3 * SEC_US;
		conf->period_us = HOUR_US;
		g_ptr_array_add(sources, conf);
		g_free(name);
	}
	conf = conf_at("drops", "json", url, "/drops");
	conf->period_us = HOUR_US;
	conf->timeout_us = 20 * SEC_US;
	g_ptr_array_add(sources, conf);
	conf = conf_at("thinks", "json", url, "/thinks");
	conf->period_us = HOUR_US;
	conf->timeout_us = 40 * SEC_US;
	g_ptr_array_add(sources, conf);
	conf = conf_at("well", "json", url, "/well");
	conf->period_us = 100 * MSEC_US;
	g_ptr_array_add(sources, conf);
	desk = desk_open_all(sources, &(struct net_options){ 0 });
	for (int i = 0; i < 10; i++) /* while all others hang */
		check_report(desk_wait_of(&desk, EVENT_SOURCE, "well"), "");
	for (int i = 0; i < 20; i++) {
		char *name = g_strdup_printf("hangs%d", i);

		desk.batch = desk.event = 0;
		check_report(desk_wait_of(&desk, EVENT_SOURCE, name),
		             i % 2 ? "timeout: no answer in 3 s"
		                   : "timeout: the answer broke off, nothing more in 3 s");
		g_free(name);
	}
	desk.batch = desk.event = 0;
	check_report(desk_wait_of(&desk, EVENT_SOURCE, "drops"),
	             "timeout: less than 100 bytes a second for 5 s");
	desk.batch = desk.event = 0;
	check_report(desk_wait_of(&desk, EVENT_SOURCE, "thinks"), "");
	desk_close(&desk);
	http_fixture_stop(&server);
	g_free(url);
}

/* Nobody takes connections there, and those who wait are as many as may. */
static void
a_connection_that_does_not_come_about_is_given_up(void **state)
{
	enum { WAITING = 8 };
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof at;
	int listener = socket(AF_INET, SOCK_STREAM, 0), waiting[WAITING];
	struct source_conf *conf;
	struct desk desk;
	char *url;

	(void)state;
	assert_int_equal(bind(listener, (struct sockaddr *)&at, size), 0);
	assert_int_equal(listen(listener, 0), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *)&at, &size), 0);
	for (int i = 0; i < WAITING; i++) {
		waiting[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
		(void)!connect(waiting[i], (struct sockaddr *)&at, size);
	}
	url = g_strdup_printf("http://127.0.0.1:%u", ntohs(at.sin_port));
	conf = conf_at("shop", "json", url, "/room");
	conf->connect_timeout_us = 700 * MSEC_US;
	desk = desk_open(conf, &(struct net_options){ .once = true });
	check_report(desk_wait(&desk, EVENT_SOURCE), "timeout: no connection in 700 ms");
	desk_close(&desk);
	for (int i = 0; i < WAITING; i++)
		close(waiting[i]);
	close(listener);
	g_free(url);
}

/* More connections than descriptors were allowed when the program began. */
static void
many_that_hang_do_not_use_up_the_descriptors(void **state)
{
	enum { MANY = 150, FEW = 100 };
	struct rlimit before, few;
	struct http_fixture *server;
	GPtrArray *sources = no_sources();
	struct desk desk;
	char *url;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	few = (struct rlimit){ .rlim_cur = FEW, .rlim_max = before.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	server = http_fixture_start(answer_slow, NULL);
	url = http_fixture_url(server);
	for (int i = 0; i < MANY; i++) {
		struct source_conf *conf = conf_at("hangs", "json", url, "/never");

		conf->connect_timeout_us = 10 * SEC_US;
		conf->timeout_us = 3 * SEC_US;
		g_ptr_array_add(sources, conf);
	}
	desk = desk_open_all(sources, &(struct net_options){ .once = true });
	for (int i = 0; i < MANY; i++)
		check_report(desk_wait(&desk, EVENT_SOURCE), "timeout: no answer in 3 s");
	desk_close(&desk);
	http_fixture_stop(&server);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	g_free(url);
}

/* The most that the server got rid of in one answer. */
static _Atomic long most_sent;

static void
answer_flood(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	long sent;

	(void)user;
	if (strstr(seen->path, "/chunks"))
		sent = http_flood_chunks(fd, is_stopping);
	else if (strstr(seen->path, "/bomb"))
		sent = http_flood_bomb(fd, is_stopping);
	else
		sent = http_flood_headers(fd, is_stopping);
	atomic_store(&most_sent, MAX(atomic_load(&most_sent), sent));
}

/* F14 */
static void
a_flood_is_stopped_at_its_cap(void **state)
{
	static const struct {
		const char *path, *reason;
	} floods[] = {
		{ "/chunks", "content: larger than 8 MiB" },
		{ "/bomb", "content: larger than 8 MiB" },
		{ "/headers", "content: more than 100 header lines or 64 KiB of them" },
	};
	struct http_fixture *server = http_fixture_start(answer_flood, NULL);

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(floods); i++) {
		long before_kb = peak_kb();
		struct desk desk;
		const struct source_report *report =
		    ask_once(&desk, server, "json", floods[i].path);

		assert_string_equal(report->reason, floods[i].reason);
		assert_true(IS_SANITIZED || peak_kb() - before_kb <= 32 * 1024);
		desk_close(&desk);
	}
	http_fixture_stop(&server); /* the last one has said by now what it sent */
	/* beyond the cap only what the sockets hold */
	assert_in_range(atomic_load(&most_sent), 1, 64L * 1024 * 1024);
}

static void
answer_filler(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	(void)is_stopping;
	if (strstr(seen->path, "/silences"))
		http_reply(fd, 200, "", "[]");
	else
		http_flood_list(fd, strstr(seen->path, "/api/") ? "[" : "{\"alerts\":[", user);
}

/* F15 */
static void
a_small_text_that_would_be_a_large_tree_is_refused(void **state)
{
	static const struct {
		const char *filler, *json, *list;
	} cases[] = {
		{ "{},", "content: more than 100000 objects and lists",
		  "content: more than 100000 entries, which no room holds: ask for fewer" },
		{ "[],", "content: more than 100000 objects and lists",
		  "content: more than 100000 entries, which no room holds: ask for fewer" },
		{ "1,", "content: more than 600000 values",
		  "content: more than 100000 entries, which no room holds: ask for fewer" },
		{ "{\"a\":1},", "content: more than 100000 objects and lists",
		  "content: more than 100000 entries, which no room holds: ask for fewer" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct http_fixture *server =
		    http_fixture_start(answer_filler, (void *)cases[i].filler);
		struct desk desk;

		assert_string_equal(ask_once(&desk, server, "json", "/room")->reason,
		                    cases[i].json);
		desk_close(&desk);
		assert_string_equal(ask_once(&desk, server, "alertmanager", "")->reason,
		                    cases[i].list);
		desk_close(&desk);
		http_fixture_stop(&server);
	}
	assert_true(IS_SANITIZED || peak_kb() <= 256 * 1024);
}

/* What is redirected to, and what came there. */
struct redirects {
	const char *status_and_target;
	atomic_int asked, with_secret;
};

static void
answer_redirect(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	struct redirects *r = user;
	char *location = g_strdup_printf("Location: %s\r\n", r->status_and_target + 4);

	(void)is_stopping;
	atomic_fetch_add(&r->asked, 1);
	atomic_fetch_add(&r->with_secret,
	                 strstr(seen->head, "Authorization: Bearer canary-7\r\n") != NULL);
	http_reply(fd, atoi(r->status_and_target), location, "");
	g_free(location);
}

static void
answer_other(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	(void)seen;
	(void)is_stopping;
	(void)user;
	http_reply(fd, 200, "", "{\"teams\":[]}");
}

/* F17 */
static void
no_redirect_is_followed(void **state)
{
	static const int statuses[] = { 301, 302, 303, 307, 308 };
	static const char *const targets[] = {
		"/room",                 /* a loop */
		"http://127.0.0.2:%u/x", /* another host, which would get the token */
		"//127.0.0.2:%u/x",
		"file:///etc/passwd",
		"ftp://127.0.0.2:%u/x",
		"gopher://127.0.0.2:%u/_x",
	};
	struct redirects r = { .status_and_target = NULL };
	struct http_fixture *server = http_fixture_start(answer_redirect, &r);
	struct http_fixture *other = http_fixture_start_kept("127.0.0.2", 0, answer_other, NULL);
	char *url = http_fixture_url(server), *dir = g_dir_make_tmp("warroom-XXXXXX", NULL);
	char *token = g_build_filename(dir, "token", NULL);
	int asked = 0;

	(void)state;
	assert_non_null(other);
	assert_true(g_file_set_contents_full(token, "canary-7\n", -1, G_FILE_SET_CONTENTS_NONE,
	                                     0600, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(statuses) * G_N_ELEMENTS(targets); i++) {
		int status = statuses[i % G_N_ELEMENTS(statuses)];
		const char *target = targets[i / G_N_ELEMENTS(statuses)];
		char *port = g_strdup_printf("%u", http_fixture_port(other));
		char **parts = g_strsplit(target, "%u", 2), *there = g_strjoinv(port, parts);
		char *text = g_strdup_printf("%d %s", status, there);
		char *reason = g_strdup_printf("http %d: redirected, which is not followed: check "
		                               "the url of source shop",
		                               status);
		struct source_conf *conf = conf_at("shop", "json", url, "/room");
		struct desk desk;

		r.status_and_target = text;
		conf->auth = AUTH_BEARER;
		conf->token_file = g_strdup(token);
		g_ptr_array_add(conf->headers, g_strdup("X-Api-Key: canary-8"));
		desk = desk_open(conf, &(struct net_options){ .once = true });
		check_report(desk_wait(&desk, EVENT_SOURCE), reason);
		desk_close(&desk);
		assert_int_equal(atomic_load(&r.asked), ++asked);
		g_free(reason);
		g_free(text);
		g_free(there);
		g_strfreev(parts);
		g_free(port);
	}
	assert_int_equal(atomic_load(&r.with_secret), asked);
	assert_int_equal(http_fixture_connections(other), 0);
	http_fixture_stop(&server);
	http_fixture_stop(&other);
	remove(token);
	remove(dir);
	g_free(token);
	g_free(dir);
	g_free(url);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		/* the floods first: what memory they take shows only above the peak so far */
		cmocka_unit_test(a_flood_is_stopped_at_its_cap),
		cmocka_unit_test(a_small_text_that_would_be_a_large_tree_is_refused),
		cmocka_unit_test(no_redirect_is_followed),
		cmocka_unit_test(a_connection_that_does_not_come_about_is_given_up),
		cmocka_unit_test(many_that_hang_do_not_use_up_the_descriptors),
		cmocka_unit_test(those_that_hang_are_dropped_and_hold_nobody_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
