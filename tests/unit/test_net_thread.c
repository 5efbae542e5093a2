/* The net thread against servers that are slow, wrong, huge or busy; secrets that others can read. */
#include "tests/unit/http_fixture.h"
#include "tests/unit/net_desk.h"

#include "net/transfer.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A server that answers everything alike. */
struct script {
	int status;
	const char *headers, *body;
	atomic_int requests;
	char seen_auth[128];
};

static void
answer_script(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	struct script *script = user;
	const char *auth = strstr(seen->head, "Authorization: ");

	(void)is_stopping;
	if (auth)
		sscanf(auth, "Authorization: %127[^\r]", script->seen_auth);
	atomic_fetch_add(&script->requests, 1);
	http_reply(fd, script->status, script->headers, script->body);
}

static struct source_conf *
json_conf(const char *url)
{
	struct source_conf *conf = conf_of("shop", "json", url);

	conf->timeout_us = 300 * MSEC_US;
	source_conf_add_query(conf)->query = g_strdup("/room");
	return conf;
}

/* One round against the server; its report's reason must be this. */
static void
check_round(http_answerer *answerer, void *user, struct source_conf *(*make)(const char *url),
            enum source_health health, const char *reason)
{
	struct http_fixture *server = http_fixture_start(answerer, user);
	char *url = http_fixture_url(server);
	struct desk desk = desk_open(make(url), &(struct net_options){ .once = true });
	const struct event *event = desk_wait(&desk, EVENT_SOURCE);

	assert_string_equal(event->subject, event->source);
	assert_string_equal(event->report->reason, reason);
	assert_int_equal(event->report->health, health);
	desk_close(&desk);
	http_fixture_stop(&server);
	g_free(url);
}

static void
check_script(int status, const char *headers, const char *body, const char *reason)
{
	struct script script = { .status = status, .headers = headers, .body = body };

	check_round(answer_script, &script, json_conf, *reason ? SOURCE_FAILING : SOURCE_LIVE,
	            reason);
	assert_int_equal(script.requests, 1);
}

static void
each_wrong_answer_has_its_reason(void **state)
{
	(void)state;
	check_script(200, "", "{\"teams\":[]}", "");
	check_script(401, "", "Unauthorized",
	             "http 401: check the token or password of source shop - Unauthorized");
	check_script(500, "", "{\"code\":500,\"message\":\"out of \\u001b[31mmemory\"}",
	             "http 500: out of ^[[31mmemory");
	check_script(503, "", "\"try again later\"", "http 503: try again later");
	check_script(404, "", "", "http 404: nothing is there: check the url of source shop");
	check_script(302, "Location: http://127.0.0.1:1/\r\n", "",
	             "http 302: redirected, which is not followed: check the url of source shop");
	check_script(200, "", "<html>sign in</html>", "content: not JSON at byte 0");
	check_script(200, "", "{\"teams\":[{}]",
	             "content: the JSON ends at byte 13 before it is complete");
	check_script(200, "", "", "content: the answer is empty");
	check_script(200, "Content-Encoding: gzip\r\n", "this is not gzip",
	             "content: the compressed answer cannot be unpacked");
}

static void
answer_never(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	(void)fd;
	(void)seen;
	(void)user;
	while (!atomic_load(is_stopping))
		g_usleep(10 * 1000);
}

static void
answer_nothing(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	(void)fd;
	(void)seen;
	(void)is_stopping;
	(void)user;
}

static void
answer_half(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	static const char half[] = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"teams\":[";

	(void)seen;
	(void)is_stopping;
	(void)user;
	http_write(fd, half, sizeof half - 1);
}

static void
answer_head_then_hang(int fd, const struct http_seen *seen, const atomic_bool *is_stopping,
                      void *user)
{
	static const char head[] = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";

	http_write(fd, head, sizeof head - 1);
	answer_never(fd, seen, is_stopping, user);
}

static void
answer_half_then_hang(int fd, const struct http_seen *seen, const atomic_bool *is_stopping,
                      void *user)
{
	static const char half[] = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"teams\":[";

	http_write(fd, half, sizeof half - 1);
	answer_never(fd, seen, is_stopping, user);
}

static void
answer_by_drops(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	static const char head[] = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n[";

	(void)seen;
	(void)user;
	http_write(fd, head, sizeof head - 1);
	for (int i = 0; i < 10000 && !atomic_load(is_stopping); i++) {
		http_write(fd, " ", 1);
		g_usleep(10 * 1000);
	}
}

static void
answer_endlessly(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	static const char head[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
	static const char chunk[] = "10\r\n[[[[[[[[[[[[[[[[\r\n";

	(void)seen;
	(void)user;
	http_write(fd, head, sizeof head - 1);
	for (int i = 0; i < 1000000 && !atomic_load(is_stopping); i++)
		http_write(fd, chunk, sizeof chunk - 1);
}

static void
answer_headers(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	(void)seen;
	(void)user;
	http_write(fd, "HTTP/1.1 200 OK\r\n", 17);
	for (int i = 0; i < 20000 && !atomic_load(is_stopping); i++)
		http_write(fd, "X-A: b\r\n", 8);
}

static struct source_conf *
small_conf(const char *url)
{
	struct source_conf *conf = json_conf(url);

	conf->max_bytes = 64 * 1024;
	conf->timeout_us = 5 * SEC_US;
	return conf;
}

static struct source_conf *
refused_conf(const char *url)
{
	(void)url;
	return json_conf("http://127.0.0.1:1");
}

static struct source_conf *
userinfo_conf(const char *url)
{
	char *with = g_strdup_printf("http://lin:hunter2@%s", url + strlen("http://"));
	struct source_conf *conf = json_conf(with);

	g_free(with);
	return conf;
}

static struct source_conf *
file_conf(const char *url)
{
	(void)url;
	return json_conf("file:///etc");
}

static struct source_conf *
unknown_conf(const char *url)
{
	return conf_of("shop", "carrier-pigeon", url);
}

static void
a_server_that_breaks_off_or_never_ends_is_cut(void **state)
{
	(void)state;
	check_round(answer_never, NULL, json_conf, SOURCE_FAILING, "timeout: no answer in 300 ms");
	check_round(answer_nothing, NULL, json_conf, SOURCE_FAILING,
	            "network: the connection was closed without an answer");
	check_round(answer_half, NULL, json_conf, SOURCE_FAILING,
	            "network: the connection was closed in the middle of the answer");
	check_round(answer_endlessly, NULL, small_conf, SOURCE_FAILING,
	            "content: larger than 64 KiB");
	check_round(answer_headers, NULL, small_conf, SOURCE_FAILING,
	            "content: more than 100 header lines or 64 KiB of them");
	check_round(answer_never, NULL, refused_conf, SOURCE_FAILING,
	            "network: Connection refused");
	check_round(
	    answer_never, NULL, userinfo_conf, SOURCE_FAILING,
	    "secret: take the user name out of the url of source shop: set user and password_file");
	check_round(answer_never, NULL, file_conf, SOURCE_FAILING,
	            "network: the url of source shop is no http or https url");
	check_round(answer_never, NULL, unknown_conf, SOURCE_FAILING,
	            "config: source shop is of the kind 'carrier-pigeon', which is unknown");
}

static void
a_server_that_falls_silent_or_trickles_is_cut(void **state)
{
	(void)state;
	check_round(answer_head_then_hang, NULL, json_conf, SOURCE_FAILING,
	            "timeout: no answer in 300 ms");
	check_round(answer_half_then_hang, NULL, json_conf, SOURCE_FAILING,
	            "timeout: the answer broke off, nothing more in 300 ms");
	check_round(answer_by_drops, NULL, json_conf, SOURCE_FAILING,
	            "timeout: the answer was not complete in 3 s");
}

/* What became of a transfer whose bytes are read slowly. */
struct slow_reader {
	bool is_over, is_complete;
};

static bool
read_slowly(void *user, const char *bytes, size_t len, struct err *e)
{
	(void)user;
	(void)bytes;
	(void)len;
	(void)e;
	g_usleep(400 * 1000);
	return true;
}

static void
note_end(void *user, const struct answer *answer)
{
	*(struct slow_reader *)user = (struct slow_reader){ true, answer->is_complete };
}

static void
the_time_to_read_an_answer_is_not_the_servers(void **state)
{
	struct script script = { .status = 200, .headers = "", .body = "[]" };
	struct http_fixture *server = http_fixture_start(answer_script, &script);
	char *url = http_fixture_url(server);
	struct source_conf *conf = json_conf(url);
	struct request request = { .method = (char *)"GET", .url = url };
	atomic_bool is_stopping = false;
	struct slow_reader reader = { false, false };
	struct err e;
	struct transfer_pool *pool;

	(void)state;
	transfer_init();
	pool = transfer_pool_new(&is_stopping, 0);
	assert_true(transfer_start(pool,
	                           &(struct transfer_order){ .conf = conf,
	                                                     .request = &request,
	                                                     .max_bytes = 1000,
	                                                     .sink = read_slowly,
	                                                     .done = note_end,
	                                                     .user = &reader },
	                           &e));
	while (!reader.is_over) {
		transfer_pool_run(pool);
		transfer_pool_wait(pool, -1, 100);
	}
	assert_true(reader.is_complete);
	transfer_pool_free(&pool);
	source_conf_free(&conf);
	http_fixture_stop(&server);
	g_free(url);
}

/* Writes a secret file with this mode into the test's directory. */
static char *
secret_file(const char *dir, const char *text, mode_t mode)
{
	char *file = g_build_filename(dir, "secret", NULL);

	assert_true(g_file_set_contents(file, text, -1, NULL));
	assert_int_equal(chmod(file, mode), 0);
	return file;
}

static char *secret_of_conf;

static struct source_conf *
bearer_conf(const char *url)
{
	struct source_conf *conf = json_conf(url);

	conf->auth = AUTH_BEARER;
	conf->token_file = g_strdup(secret_of_conf);
	return conf;
}

static struct source_conf *
basic_conf(const char *url)
{
	struct source_conf *conf = json_conf(url);

	conf->auth = AUTH_BASIC;
	conf->user = g_strdup("lin");
	conf->password_file = g_strdup(secret_of_conf);
	return conf;
}

static void
secrets_come_from_private_files_only(void **state)
{
	char *dir = g_dir_make_tmp("warroom-XXXXXX", NULL), *link, *reason;
	struct script script = { .status = 200, .headers = "", .body = "{\"teams\":[]}" };

	(void)state;
	secret_of_conf = secret_file(dir, "tok123\n", 0600);
	check_round(answer_script, &script, bearer_conf, SOURCE_LIVE, "");
	assert_string_equal(script.seen_auth, "Bearer tok123");
	check_round(answer_script, &script, basic_conf, SOURCE_LIVE, "");
	assert_string_equal(script.seen_auth, "Basic bGluOnRvazEyMw==");
	assert_int_equal(chmod(secret_of_conf, 0640), 0);
	reason = g_strdup_printf("secret: %s is open to its group or to others: chmod 600 it",
	                         secret_of_conf);
	check_round(answer_script, &script, bearer_conf, SOURCE_FAILING, reason);
	g_free(reason);
	link = g_build_filename(dir, "link", NULL);
	assert_int_equal(symlink("secret", link), 0);
	reason = g_strdup_printf("secret: %s is a symbolic link: name the file itself", link);
	unlink(secret_of_conf);
	g_free(secret_of_conf);
	secret_of_conf = link;
	check_round(answer_script, &script, bearer_conf, SOURCE_FAILING, reason);
	assert_int_equal(script.requests, 2);
	unlink(link);
	rmdir(dir);
	g_free(reason);
	g_free(link);
	g_free(dir);
}

static void
a_busy_server_is_left_alone_as_long_as_it_asks(void **state)
{
	struct script script = { .status = 503, .headers = "Retry-After: 7\r\n", .body = "busy" };
	struct http_fixture *server = http_fixture_start(answer_script, &script);
	char *url = http_fixture_url(server);
	struct desk desk = desk_open(json_conf(url), &(struct net_options){ 0 });
	const struct event *event = desk_wait(&desk, EVENT_SOURCE);

	(void)state;
	assert_string_equal(event->report->reason, "http 503: busy");
	assert_in_range(event->report->next_try_us - event->at_us, 7 * SEC_US - 100 * MSEC_US,
	                8 * SEC_US);
	net_poll_now(desk.net, "shop"); /* a person may ask sooner */
	desk_wait(&desk, EVENT_SOURCE);
	assert_int_equal(script.requests, 2);
	desk_close(&desk);
	http_fixture_stop(&server);
	g_free(url);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_wrong_answer_has_its_reason),
		cmocka_unit_test(a_server_that_breaks_off_or_never_ends_is_cut),
		cmocka_unit_test(a_server_that_falls_silent_or_trickles_is_cut),
		cmocka_unit_test(the_time_to_read_an_answer_is_not_the_servers),
		cmocka_unit_test(secrets_come_from_private_files_only),
		cmocka_unit_test(a_busy_server_is_left_alone_as_long_as_it_asks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
