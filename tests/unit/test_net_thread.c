/* The net thread against servers that are slow, wrong, huge or hostile, and deliveries whose
 * answers get lost. */
#include "tests/unit/http_fixture.h"
#include "tests/unit/net_desk.h"

#include "net/transfer.h"

#include <pthread.h>
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
hasty_conf(const char *url)
{
	struct source_conf *conf = json_conf(url);

	conf->timeout_us = 300 * MSEC_US;
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
	check_round(answer_head_then_hang, NULL, hasty_conf, SOURCE_FAILING,
	            "timeout: no answer in 300 ms");
	check_round(answer_half_then_hang, NULL, hasty_conf, SOURCE_FAILING,
	            "timeout: the answer broke off, nothing more in 300 ms");
	check_round(answer_by_drops, NULL, hasty_conf, SOURCE_FAILING,
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
	struct source_conf *conf = hasty_conf(url);
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

/* An Alertmanager with one alert, as small as it can be. */
struct am {
	pthread_mutex_t lock;
	GPtrArray *silences; /* char *: comments; NULL once deleted */
	int posts, drops;    /* drops: how many answers to POST get lost */
	int status;          /* of POST, 0: 200 */
	char *last_post;
	bool foreign; /* lists a silence of somebody else that covers more */
};

static const char foreign_silence[] = "{\"id\":\"s9\",\"status\":{\"state\":\"active\"},"
				      "\"comment\":\"all of eu\",\"createdBy\":\"ann\","
				      "\"endsAt\":\"2099-01-01T00:00:00.000Z\",\"matchers\":[{"
				      "\"name\":\"cluster\",\"value\":\"eu\",\"isRegex\":false,"
				      "\"isEqual\":true}]}";

static void
list_silences(struct am *am, GString *out)
{
	g_string_append(out, "[");
	for (guint i = 0; i < am->silences->len; i++) {
		const char *comment = g_ptr_array_index(am->silences, i);

		g_string_append_printf(
		    out,
		    "%s{\"id\":\"s%u\",\"status\":{\"state\":\"%s\"},\"comment\":\"%s\","
		    "\"createdBy\":\"lin\",\"endsAt\":\"2099-01-01T00:00:00.000Z\",\"matchers\":[]"
		    "}",
		    i ? "," : "", i, comment ? "active" : "expired", comment ? comment : "");
	}
	if (am->foreign)
		g_string_append_printf(out, "%s%s", am->silences->len ? "," : "", foreign_silence);
	g_string_append(out, "]");
}

static void
list_alerts(struct am *am, GString *out)
{
	g_string_append(
	    out,
	    "[{\"annotations\":{},\"endsAt\":\"2099-01-01T00:00:00Z\",\"fingerprint\":\"f1\","
	    "\"receivers\":[],"
	    "\"startsAt\":\"2026-11-22T13:09:04.490Z\",\"updatedAt\":\"2026-11-22T13:09:04.490Z\","
	    "\"labels\":{\"alertname\":\"StockOut\"},\"status\":{\"inhibitedBy\":[],\"state\":"
	    "\"active\","
	    "\"silencedBy\":[");
	if (am->silences->len && g_ptr_array_index(am->silences, am->silences->len - 1))
		g_string_append_printf(out, "\"s%u\"", am->silences->len - 1);
	g_string_append(out, "]}}]");
}

static void
post_silence(struct am *am, const char *body, GString *out)
{
	json_object *json = json_tokener_parse(body), *comment = NULL;

	json_object_object_get_ex(json, "comment", &comment);
	g_free(am->last_post);
	am->last_post = g_strdup(body);
	am->posts++;
	g_string_append_printf(out, "{\"silenceID\":\"s%u\"}", am->silences->len);
	if (!am->status)
		g_ptr_array_add(am->silences, g_strdup(json_object_get_string(comment)));
	json_object_put(json);
}

static void
delete_silence(struct am *am, const char *id)
{
	guint i = (guint)atoi(id + 1);

	if (i < am->silences->len) {
		g_free(g_ptr_array_index(am->silences, i));
		g_ptr_array_index(am->silences, i) = NULL;
	}
}

static void
answer_am(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	struct am *am = user;
	GString *out = g_string_new(NULL);
	bool is_lost = false;
	int status = 200;

	(void)is_stopping;
	pthread_mutex_lock(&am->lock);
	if (!strcmp(seen->method, "POST")) {
		post_silence(am, seen->body, out);
		is_lost = am->drops-- > 0;
		status = am->status ? am->status : 200;
	} else if (!strcmp(seen->method, "DELETE")) {
		delete_silence(am, strrchr(seen->path, '/') + 1);
	} else if (g_str_has_suffix(seen->path, "/silences")) {
		list_silences(am, out);
	} else {
		list_alerts(am, out);
	}
	pthread_mutex_unlock(&am->lock);
	if (!is_lost)
		http_reply(
		    fd, status,
		    "Date: Sun, 22 Nov 2026 13:20:00 GMT\r\nContent-Type: application/json\r\n",
		    out->str);
	g_string_free(out, TRUE);
}

struct am_room {
	struct am am;
	struct http_fixture *server;
	struct desk desk;
	char *url;
};

/* The room's clock stands near the server's Date. */
static struct am_room *
am_open(bool is_read_only)
{
	struct am_room *a = g_new0(struct am_room, 1);
	struct net_options options = { .clock = { clock_real_us(), NOW, 1 },
		                       .read_only = is_read_only };

	pthread_mutex_init(&a->am.lock, NULL);
	a->am.silences = g_ptr_array_new_with_free_func(g_free);
	a->server = http_fixture_start(answer_am, &a->am);
	a->url = http_fixture_url(a->server);
	a->desk = desk_open(conf_of("am", "alertmanager", a->url), &options);
	return a;
}

static void
am_close(struct am_room *a)
{
	desk_close(&a->desk);
	http_fixture_stop(&a->server);
	g_ptr_array_unref(a->am.silences);
	pthread_mutex_destroy(&a->am.lock);
	g_free(a->am.last_post);
	g_free(a->url);
	g_free(a);
}

static void
set(char **text, const char *value)
{
	g_free(*text);
	*text = g_strdup(value);
}

static struct delivery *
delivery_of(enum event_kind kind, const char *id)
{
	struct delivery *d = delivery_new();

	d->kind = kind;
	set(&d->id, id);
	set(&d->source, "am");
	set(&d->alert_key, "am/f1");
	set(&d->fingerprint, "f1");
	set(&d->alert_title, "StockOut");
	set(&d->person, "lin");
	set(&d->comment, "on it");
	delivery_add_label(d, "alertname", "StockOut");
	d->at_us = NOW;
	d->until_us = NOW + HOUR_US;
	return d;
}

static void
an_acknowledgement_is_a_silence_and_the_next_poll_confirms_it(void **state)
{
	struct am_room *a = am_open(false);
	const struct event *event = desk_wait(&a->desk, EVENT_ALERT);

	(void)state;
	assert_string_equal(event->subject, "am/f1");
	assert_int_equal(event->alert->n_silenced_by, 0);
	net_deliver(a->desk.net, delivery_of(EVENT_ACK, "id-1"));
	event = desk_wait(&a->desk, EVENT_SENT);
	assert_string_equal(event->cause, "id-1");
	assert_string_equal(event->subject, "am/f1");
	assert_string_equal(event->remote_id, "s0");
	assert_non_null(strstr(a->am.last_post, "\"comment\":\"ACK! on it [wr:id-1]\""));
	assert_non_null(strstr(a->am.last_post, "\"createdBy\":\"lin\""));
	assert_non_null(strstr(a->am.last_post, "\"endsAt\":\"2026-11-22T14:20:00.000Z\""));
	assert_non_null(strstr(a->am.last_post, "\"startsAt\":\"2026-11-22T13:1"));
	event = desk_wait(&a->desk, EVENT_ALERT);
	assert_string_equal(event->alert->silenced_by[0], "s0");
	assert_string_equal(event->alert->held_by, "lin");
	assert_string_equal(event->alert->held_comment, "ACK! on it");
	am_close(a);
}

static void
a_lost_answer_does_not_make_a_second_silence(void **state)
{
	struct am_room *a = am_open(false);
	const struct event *event;
	struct delivery *again;

	(void)state;
	a->am.drops = 1;
	net_deliver(a->desk.net, delivery_of(EVENT_ACK, "id-2"));
	event = desk_wait(&a->desk, EVENT_RETRY);
	assert_string_equal(event->cause, "id-2");
	assert_string_equal(event->text, "network: the connection was closed without an answer");
	/* the two are read from the clock one after the other */
	assert_in_range(event->until_us - event->at_us, 249 * MSEC_US, 120 * SEC_US);
	again = delivery_of(
	    EVENT_ACK, "id-2"); /* as the outbox hands it over again, perhaps after a restart */
	again->attempts = 1;
	net_deliver(a->desk.net, again);
	event = desk_wait(&a->desk, EVENT_SENT);
	assert_string_equal(event->remote_id, "s0");
	assert_int_equal(a->am.posts, 1);
	assert_int_equal(a->am.silences->len, 1);
	am_close(a);
}

static void
the_same_delivery_twice_is_sent_once(void **state)
{
	struct am_room *a = am_open(false);
	struct delivery *later = delivery_of(EVENT_ACK, "id-3");

	(void)state;
	later->not_before_us = NOW + 200 * MSEC_US;
	net_deliver(a->desk.net, later);
	net_deliver(a->desk.net, delivery_of(EVENT_ACK, "id-3"));
	desk_wait(&a->desk, EVENT_SENT);
	assert_int_equal(a->am.posts, 1);
	am_close(a);
}

static void
taking_back_ends_our_silence_and_nobody_elses(void **state)
{
	struct am_room *a = am_open(false);
	const struct event *event;
	struct delivery *undo;

	(void)state;
	net_deliver(a->desk.net, delivery_of(EVENT_ACK, "id-4"));
	desk_wait(&a->desk, EVENT_SENT);
	undo = delivery_of(EVENT_UNACK,
	                   "id-5"); /* its remote id was lost with the answer: found by its token */
	set(&undo->ack_id, "id-4");
	net_deliver(a->desk.net, undo);
	event = desk_wait(&a->desk, EVENT_SENT);
	assert_string_equal(event->cause, "id-5");
	assert_null(g_ptr_array_index(a->am.silences, 0));
	pthread_mutex_lock(&a->am.lock);
	a->am.foreign = true;
	pthread_mutex_unlock(&a->am.lock);
	undo = delivery_of(EVENT_UNACK, "id-6");
	set(&undo->remote_id, "s9");
	net_deliver(a->desk.net, undo);
	event = desk_wait(&a->desk, EVENT_REFUSED);
	assert_string_equal(
	    event->text,
	    "the silence s9 covers more than this alert and was not made here: end it in am");
	undo = delivery_of(EVENT_UNACK, "id-7"); /* gone already: done */
	set(&undo->remote_id, "s77");
	net_deliver(a->desk.net, undo);
	assert_string_equal(desk_wait(&a->desk, EVENT_SENT)->cause, "id-7");
	am_close(a);
}

static void
what_its_target_will_never_take_is_refused_and_the_rest_tried_again(void **state)
{
	struct am_room *a = am_open(false);
	const struct event *event;

	(void)state;
	desk_wait(&a->desk, EVENT_SOURCE);
	a->am.status = 400;
	net_deliver(a->desk.net, delivery_of(EVENT_ACK, "id-8"));
	event = desk_wait(&a->desk, EVENT_REFUSED);
	assert_string_equal(event->cause, "id-8");
	assert_non_null(strstr(event->text, "http 400"));
	a->am.status = 502;
	net_deliver(a->desk.net, delivery_of(EVENT_SILENCE, "id-9"));
	event = desk_wait(&a->desk, EVENT_RETRY);
	assert_non_null(strstr(event->text, "http 502"));
	am_close(a);
}

static void
a_read_only_console_sends_nothing(void **state)
{
	struct am_room *a = am_open(true);

	(void)state;
	net_deliver(a->desk.net, delivery_of(EVENT_ACK, "id-10"));
	assert_string_equal(desk_wait(&a->desk, EVENT_REFUSED)->text,
	                    "this console is read-only: nothing leaves it");
	assert_int_equal(a->am.posts, 0);
	am_close(a);
}

/* A JSON system that keeps what it was sent. */
struct pager {
	char *head, *body, *path;
};

static void
answer_pager(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	struct pager *pager = user;

	(void)is_stopping;
	if (!strcmp(seen->method, "PUT")) {
		pager->head = g_strdup(seen->head);
		pager->body = g_strdup(seen->body);
		pager->path = g_strdup(seen->path);
	}
	http_reply(fd, 200, "",
	           !strcmp(seen->method, "PUT") ? "{\"ack\":{\"id\":17}}" : "{\"alerts\":[]}");
}

static void
a_json_system_is_asked_as_its_template_says(void **state)
{
	struct pager pager = { 0 };
	struct http_fixture *server = http_fixture_start(answer_pager, &pager);
	char *url = http_fixture_url(server);
	struct source_conf *conf = json_conf(url);
	struct request_template *ack = request_template_new();
	struct delivery *d = delivery_of(EVENT_ACK, "id-11");
	const struct event *event;
	struct desk desk;

	(void)state;
	conf->templates[FOR_ACK] = ack;
	ack->method = g_strdup("PUT");
	ack->path = g_strdup("/alerts/{fingerprint}/ack?by={author}");
	ack->body = g_strdup("{\"note\":\"{comment}\",\"x\":{\"name\":\"{label:alertname}\"},"
	                     "\"until\":\"{until}\"}");
	ack->remote_id = g_strdup("/ack/id");
	set(&d->source, "shop");
	set(&d->fingerprint, "a/b");
	set(&d->person, "l&n");
	set(&d->comment, "a \"b\" \\ \n");
	desk = desk_open(conf, &(struct net_options){ .clock = { clock_real_us(), NOW, 1 } });
	net_deliver(desk.net, d);
	event = desk_wait(&desk, EVENT_SENT);
	assert_string_equal(event->remote_id, "17");
	assert_string_equal(pager.path, "/alerts/a%2Fb/ack?by=l%26n");
	assert_string_equal(pager.body,
	                    "{\"note\":\"a \\\"b\\\" \\\\ \\n\",\"x\":{\"name\":\"StockOut\"},"
	                    "\"until\":\"2026-11-22T14:20:00.000Z\"}");
	assert_non_null(strstr(pager.head, "Idempotency-Key: id-11\r\n"));
	desk_close(&desk);
	http_fixture_stop(&server);
	g_free(pager.head);
	g_free(pager.body);
	g_free(pager.path);
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
		cmocka_unit_test(an_acknowledgement_is_a_silence_and_the_next_poll_confirms_it),
		cmocka_unit_test(a_lost_answer_does_not_make_a_second_silence),
		cmocka_unit_test(the_same_delivery_twice_is_sent_once),
		cmocka_unit_test(taking_back_ends_our_silence_and_nobody_elses),
		cmocka_unit_test(
		    what_its_target_will_never_take_is_refused_and_the_rest_tried_again),
		cmocka_unit_test(a_read_only_console_sends_nothing),
		cmocka_unit_test(a_json_system_is_asked_as_its_template_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
