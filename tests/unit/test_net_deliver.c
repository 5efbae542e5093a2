/* What leaves by the net thread: silences at an Alertmanager, also when answers get lost, and requests
 * by a template. */
#include "tests/unit/http_fixture.h"
#include "tests/unit/net_desk.h"

#include <pthread.h>

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

static struct delivery *
delivery_of(enum event_kind kind, const char *id)
{
	struct delivery *d = delivery_new();

	d->kind = kind;
	delivery_set(&d->id, id);
	delivery_set(&d->source, "am");
	delivery_set(&d->alert_key, "am/f1");
	delivery_set(&d->fingerprint, "f1");
	delivery_set(&d->alert_title, "StockOut");
	delivery_set(&d->person, "lin");
	delivery_set(&d->comment, "on it");
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
	delivery_set(&undo->ack_id, "id-4");
	net_deliver(a->desk.net, undo);
	event = desk_wait(&a->desk, EVENT_SENT);
	assert_string_equal(event->cause, "id-5");
	assert_null(g_ptr_array_index(a->am.silences, 0));
	pthread_mutex_lock(&a->am.lock);
	a->am.foreign = true;
	pthread_mutex_unlock(&a->am.lock);
	undo = delivery_of(EVENT_UNACK, "id-6");
	delivery_set(&undo->remote_id, "s9");
	net_deliver(a->desk.net, undo);
	event = desk_wait(&a->desk, EVENT_REFUSED);
	assert_string_equal(
	    event->text,
	    "the silence s9 covers more than this alert and was not made here: end it in am");
	undo = delivery_of(EVENT_UNACK, "id-7"); /* gone already: done */
	delivery_set(&undo->remote_id, "s77");
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
	struct source_conf *conf = conf_of("shop", "json", url);
	struct request_template *ack = request_template_new();
	struct delivery *d = delivery_of(EVENT_ACK, "id-11");
	const struct event *event;
	struct desk desk;

	(void)state;
	source_conf_add_query(conf)->query = g_strdup("/room");
	conf->templates[FOR_ACK] = ack;
	ack->method = g_strdup("PUT");
	ack->path = g_strdup("/alerts/{fingerprint}/ack?by={author}");
	ack->body = g_strdup("{\"note\":\"{comment}\",\"x\":{\"name\":\"{label:alertname}\"},"
	                     "\"until\":\"{until}\"}");
	ack->remote_id = g_strdup("/ack/id");
	delivery_set(&d->source, "shop");
	delivery_set(&d->fingerprint, "a/b");
	delivery_set(&d->person, "l&n");
	delivery_set(&d->comment, "a \"b\" \\ \n");
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
