/* The shipped templates, each against a server that checks method, path, headers and body as the
 * published API says, and answers as that does: success, refusal, "too often". */
#include "app/config.h"
#include "app/config_template.h"
#include "net/source.h"
#include "room/message.h"
#include "tests/unit/http_fixture.h"

#include <glib/gstdio.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define NOW (1795353600 * SEC_US) /* 2026-11-22T13:20:00Z */
#define TOKEN "s3cr3t-t0ken"
#define SECRET "SECabc"

enum { WAIT_MS = 60 * 1000, SEEN_MAX = 16 };

/* What one request looked like. */
struct seen {
	char *method, *path, *head, *body;
};

/* The server's side. */
struct server {
	pthread_mutex_t lock;
	const char *list_path, *list_answer; /* what a source is polled by; NULL */
	int status;
	const char *headers, *answer;
	const char *then;   /* the answer to GETs of a request's state, NULL: 404 at first */
	const char *poison; /* a body with this is refused */
	struct seen seen[SEEN_MAX]; /* also polls, but those of list_path */
	unsigned n, looks;
};

static void
reply(struct server *s, int fd, const struct http_seen *seen)
{
	if (s->list_path && !strcmp(seen->path, s->list_path) && !strstr(seen->body, "mutation")) {
		http_reply(fd, 200, "", s->list_answer);
		return;
	}
	if (s->n < SEEN_MAX)
		s->seen[s->n++] = (struct seen){ g_strdup(seen->method), g_strdup(seen->path),
			                         g_strdup(seen->head), g_strdup(seen->body) };
	if (s->then && !strcmp(seen->method, "GET") && s->looks++ == 0)
		http_reply(fd, 404, "",
		           "{\"message\":\"Request not found. It might not be "
		           "processed, yet.\"}");
	else if (s->then && !strcmp(seen->method, "GET"))
		http_reply(fd, 200, "", s->then);
	else if (s->poison && strstr(seen->body, s->poison))
		http_reply(fd, 400, "",
		           "{\"error\":{\"message\":\"Invalid Input Provided\","
		           "\"errors\":[\"Incident Already Resolved\"]}}");
	else
		http_reply(fd, s->status, s->headers, s->answer);
}

static void
answer(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	struct server *s = user;

	(void)is_stopping;
	pthread_mutex_lock(&s->lock);
	reply(s, fd, seen);
	pthread_mutex_unlock(&s->lock);
}

/* One template in use. */
struct desk {
	struct server server;
	struct http_fixture *http;
	char *folder;
	struct mailbox *mail;
	struct net *net;
	char reason[512], remote_id[64];
	int64_t until_us;
	bool can_ack;
};

static void
write_secret(const char *folder, const char *name, const char *text)
{
	char *file = g_build_filename(folder, name, NULL);

	assert_true(g_file_set_contents(file, text, -1, NULL));
	assert_int_equal(g_chmod(file, 0600), 0);
	g_free(file);
}

static GPtrArray *
sources_of(struct desk *d, const char *section, const char *template, const char *keys)
{
	char *url = http_fixture_url(d->http), *file = g_build_filename(d->folder, "x.cfg", NULL);
	char *text = g_strdup_printf(
	    "%s = ( { name = \"x\"; template = \"%s\"; url = \"%s\"; %s%s } );", section, template,
	    url, !strcmp(section, "notify") ? "on = [\"escalate\"]; " : "", keys);
	GPtrArray *problems, *sources;
	struct config *config = config_load(file, text, &problems);

	for (guint i = 0; i < problems->len; i++) {
		char *said = config_problem_text(problems->pdata[i]);

		print_message("%s\n", said);
		g_free(said);
	}
	assert_non_null(config);
	sources = config_take_sources(config);
	g_ptr_array_unref(problems);
	config_free(&config);
	g_free(text);
	g_free(file);
	g_free(url);
	return sources;
}

static struct desk *
desk_new(int status, const char *headers, const char *text)
{
	struct desk *d = g_new0(struct desk, 1);

	pthread_mutex_init(&d->server.lock, NULL);
	d->server.status = status;
	d->server.headers = headers;
	d->server.answer = text;
	d->http = http_fixture_start(answer, &d->server);
	d->folder = g_dir_make_tmp("templates-XXXXXX", NULL);
	write_secret(d->folder, "token", TOKEN "\n");
	write_secret(d->folder, "secret", SECRET "\n");
	return d;
}

static void
desk_run(struct desk *d, const char *section, const char *template, const char *keys)
{
	struct net_options options = { .clock = { clock_real_us(), NOW, 1 } };
	struct err e;

	d->mail = mailbox_new();
	d->net = net_start(sources_of(d, section, template, keys), &options, d->mail, &e);
	assert_non_null(d->net);
}

static void
desk_close(struct desk *d)
{
	char *token = g_build_filename(d->folder, "token", NULL),
	     *secret = g_build_filename(d->folder, "secret", NULL);

	net_stop(&d->net);
	http_fixture_stop(&d->http);
	mailbox_free(&d->mail);
	for (unsigned i = 0; i < d->server.n; i++) {
		g_free(d->server.seen[i].method);
		g_free(d->server.seen[i].path);
		g_free(d->server.seen[i].head);
		g_free(d->server.seen[i].body);
	}
	pthread_mutex_destroy(&d->server.lock);
	g_unlink(token);
	g_unlink(secret);
	g_rmdir(d->folder);
	g_free(secret);
	g_free(token);
	g_free(d->folder);
	g_free(d);
}

static struct delivery *
delivery_of(enum event_kind kind, const char *id, const char *fingerprint)
{
	struct delivery *d = delivery_new();

	d->kind = kind;
	delivery_set(&d->id, id);
	delivery_set(&d->source, "x");
	g_free(d->alert_key);
	d->alert_key = g_strconcat("x/", fingerprint, NULL);
	delivery_set(&d->fingerprint, fingerprint);
	delivery_set(&d->alert_title, "disk full");
	delivery_set(&d->person, "li");
	delivery_set(&d->email, "li@example.com");
	delivery_set(&d->comment, "on it: \"A\" <B>");
	d->at_us = NOW;
	d->until_us = NOW + HOUR_US;
	return d;
}

/* Waits for the next outcome. */
static enum event_kind
outcome(struct desk *d)
{
	struct pollfd fd = { .fd = mailbox_fd(d->mail), .events = POLLIN };
	enum event_kind kind = EVENT_NONE;
	struct message m;

	while (kind == EVENT_NONE && poll(&fd, 1, WAIT_MS) > 0) {
		while (kind == EVENT_NONE && mailbox_take(d->mail, &m)) {
			const struct event_batch *batch = m.payload;
			const struct event *e = g_ptr_array_index(batch->events, 0);

			if (m.kind == MESSAGE_OUTCOME) {
				kind = e->kind;
				g_strlcpy(d->reason, e->text, sizeof d->reason);
				g_strlcpy(d->remote_id, e->remote_id, sizeof d->remote_id);
				d->until_us = e->until_us;
			}
			m.free_payload(m.payload);
		}
	}
	assert_null(strstr(d->reason, TOKEN));
	return kind;
}

#define SOURCES "sources"
#define NOTIFY "notify"
#define REQUEST_AUTH "token_file = \"token\";"
#define JSON_TYPE "Content-Type: application/json"

/* A request as it must leave, and the answers of the system. `headers`: lines that must be there, with
 * '\n' between. */
struct row {
	const char *template, *section, *keys;
	enum event_kind kind;
	const char *fingerprint;
	const char *method, *path, *headers, *body;
	int status;
	const char *taken; /* the answer of a success */
	int refused_status;
	const char *refused, *why; /* the answer of a refusal, and what is shown of it */
};

#define PD_HEADERS \
	"Authorization: Token token=" TOKEN "\nAccept: application/vnd.pagerduty+json;version=2\n" \
	"From: li@example.com\n" JSON_TYPE
#define PD_ERROR \
	"{\"error\":{\"message\":\"Invalid Input Provided\",\"code\":2001,\"errors\":[\"Incident " \
	"Already Resolved\"]}}"
#define SAID "on it: \\\"A\\\" <B>"
#define SAID_HTML "on it: \\\"A\\\" &lt;B&gt;"
#define BASIC_KEYS "user = \"you@example.com\"; password_file = \"token\";"
#define ROBOT_TEXT "{\"msgtype\":\"text\",\"text\":{\"content\":\"" SAID "\"}}"

/* clang-format off */
static const struct row rows[] = {
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

/* Systems that say "too often" with status 200. */
static const struct { const char *template, *keys, *answer, *why; } patient[] = {
	{ "slack", REQUEST_AUTH " set = { channel = \"C\"; };", "{\"ok\":false,\"error\":\"ratelimited\"}", "content: it asks for patience: ratelimited" },
	{ "dingtalk", REQUEST_AUTH " secret_file = \"secret\";", "{\"errcode\":130101,\"errmsg\":\"send too fast\"}",
	  "content: it asks for patience: send too fast" },
	{ "feishu", REQUEST_AUTH " secret_file = \"secret\";", "{\"code\":11232,\"msg\":\"frequency limited psm\"}",
	  "content: it asks for patience: frequency limited psm" },
	{ "wecom", REQUEST_AUTH, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}", "content: it asks for patience: api freq out of limit" },
};
/* clang-format on */

static void
check_request(const struct row *row, const struct seen *seen)
{
	char **lines = g_strsplit(row->headers, "\n", -1);

	assert_string_equal(seen->method, row->method);
	assert_string_equal(seen->path, row->path);
	for (size_t i = 0; lines[i]; i++) {
		char *line = g_strconcat("\r\n", lines[i], "\r\n", NULL);

		if (!strstr(seen->head, line))
			print_message("%s: no header %s in\n%s", row->template, lines[i],
			              seen->head);
		assert_non_null(strstr(seen->head, line));
		g_free(line);
	}
	assert_string_equal(seen->body, row->body);
	assert_non_null(strstr(seen->head, "\r\nIdempotency-Key: id-1\r\n"));
	g_strfreev(lines);
}

/* The last request that is no poll: its outcome has come. */
static const struct seen *
request_of(struct desk *d, const struct row *row)
{
	const struct seen *found = NULL;

	pthread_mutex_lock(&d->server.lock); /* a poll may come just now */
	for (unsigned i = 0; i < d->server.n; i++) {
		const struct seen *seen = &d->server.seen[i];

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
		const struct row *row = &rows[i];
		struct desk *d = desk_new(row->status, "", row->taken);

		desk_run(d, row->section, row->template, row->keys);
		net_deliver(d->net, delivery_of(row->kind, "id-1", row->fingerprint));
		if (outcome(d) != EVENT_SENT)
			print_message("%s: %s\n", row->template, d->reason);
		assert_string_equal(d->reason, "");
		check_request(row, request_of(d, row));
		desk_close(d);
	}
}

static void
a_refusal_is_shown_in_the_systems_words_without_secrets(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct row *row = &rows[i];
		struct desk *d;

		if (!row->refused)
			continue;
		d = desk_new(row->refused_status, "", row->refused);
		desk_run(d, row->section, row->template, row->keys);
		net_deliver(d->net, delivery_of(row->kind, "id-1", row->fingerprint));
		assert_int_equal(outcome(d), EVENT_REFUSED);
		assert_string_equal(d->reason, row->why);
		desk_close(d);
	}
}

/* Told to wait, it waits, and then sends the same with the same key. */
static void
too_often_means_later_and_the_same_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct row *row = &rows[i];
		struct desk *d = desk_new(429, "Retry-After: 1\r\n", "");
		struct delivery *again = delivery_of(row->kind, "id-1", row->fingerprint);

		again->attempts = 1;
		desk_run(d, row->section, row->template, row->keys);
		net_deliver(d->net, delivery_of(row->kind, "id-1", row->fingerprint));
		assert_int_equal(outcome(d), EVENT_RETRY);
		assert_true(d->until_us >= NOW + SEC_US);
		check_request(row, request_of(d, row));
		pthread_mutex_lock(&d->server.lock);
		d->server.status = row->status;
		d->server.headers = "";
		d->server.answer = row->taken;
		pthread_mutex_unlock(&d->server.lock);
		if (i % 8 == 0) { /* it is a second each */
			net_deliver(d->net, again);
			assert_int_equal(outcome(d), EVENT_SENT);
			check_request(row, request_of(d, row));
		} else {
			delivery_free(&again);
		}
		desk_close(d);
	}
}

static void
robots_that_ask_for_patience_in_the_body_get_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(patient); i++) {
		struct desk *d = desk_new(200, "", patient[i].answer);

		desk_run(d, NOTIFY, patient[i].template, patient[i].keys);
		net_deliver(d->net, delivery_of(EVENT_ESCALATE, "id-1", "a"));
		assert_int_equal(outcome(d), EVENT_RETRY);
		assert_string_equal(d->reason, patient[i].why);
		desk_close(d);
	}
}

/* The signature anew from what was sent: the timestamp is that of sending. */
static char *
sign(const char *key, const char *text)
{
	GHmac *h = g_hmac_new(G_CHECKSUM_SHA256, (const guchar *)key, strlen(key));
	guint8 digest[32];
	gsize len = sizeof digest;

	g_hmac_update(h, (const guchar *)text, (gssize)strlen(text));
	g_hmac_get_digest(h, digest, &len);
	g_hmac_unref(h);
	return g_base64_encode(digest, len);
}

static void
dingtalk_is_signed_in_the_address(void **state)
{
	struct desk *d = desk_new(200, "", "{\"errcode\":0,\"errmsg\":\"ok\"}");
	char *text, *signature, *quoted, *path, stamp[32];
	const char *at;

	(void)state;
	desk_run(d, NOTIFY, "dingtalk", REQUEST_AUTH " secret_file = \"secret\";");
	net_deliver(d->net, delivery_of(EVENT_ESCALATE, "id-1", "a"));
	assert_int_equal(outcome(d), EVENT_SENT);
	at = strstr(d->server.seen[0].path, "timestamp=");
	assert_non_null(at);
	g_strlcpy(stamp, at + strlen("timestamp="), 14); /* 13 digits */
	assert_true(g_ascii_strtoll(stamp, NULL, 10) >= NOW / MSEC_US);
	text = g_strdup_printf("%s\n%s", stamp, SECRET);
	signature = sign(SECRET, text);
	quoted = g_uri_escape_string(signature, NULL, FALSE);
	path = g_strdup_printf("/robot/send?access_token=" TOKEN "&timestamp=%s&sign=%s", stamp,
	                       quoted);
	assert_string_equal(d->server.seen[0].path, path);
	assert_string_equal(d->server.seen[0].method, "POST");
	assert_string_equal(d->server.seen[0].body, ROBOT_TEXT);
	assert_null(strstr(d->server.seen[0].body, SECRET));
	g_free(path);
	g_free(quoted);
	g_free(signature);
	g_free(text);
	desk_close(d);
	d = desk_new(200, "", "{\"errcode\":310000,\"errmsg\":\"sign not match " SECRET "\"}");
	desk_run(d, NOTIFY, "dingtalk", REQUEST_AUTH " secret_file = \"secret\";");
	net_deliver(d->net, delivery_of(EVENT_ESCALATE, "id-1", "a"));
	assert_int_equal(outcome(d), EVENT_REFUSED);
	assert_string_equal(d->reason,
	                    "content: the answer does not say /errcode=0: sign not match ******");
	desk_close(d);
}

static void
feishu_is_signed_in_the_body(void **state)
{
	struct desk *d =
	    desk_new(200, "", "{\"StatusCode\":0,\"code\":0,\"data\":{},\"msg\":\"success\"}");
	char *key, *signature, *body, stamp[32];

	(void)state;
	desk_run(d, NOTIFY, "feishu", REQUEST_AUTH " secret_file = \"secret\";");
	net_deliver(d->net, delivery_of(EVENT_ESCALATE, "id-1", "a"));
	assert_int_equal(outcome(d), EVENT_SENT);
	assert_string_equal(d->server.seen[0].path, "/open-apis/bot/v2/hook/" TOKEN);
	assert_true(g_str_has_prefix(d->server.seen[0].body, "{\"timestamp\":\""));
	g_strlcpy(stamp, d->server.seen[0].body + strlen("{\"timestamp\":\""), 11);
	key = g_strdup_printf("%s\n%s", stamp, SECRET);
	signature = sign(key, "");
	body = g_strdup_printf("{\"timestamp\":\"%s\",\"sign\":\"%s\",\"msg_type\":\"text\","
	                       "\"content\":{\"text\":\"" SAID "\"}}",
	                       stamp, signature);
	assert_string_equal(d->server.seen[0].body, body);
	g_free(body);
	g_free(signature);
	g_free(key);
	desk_close(d);
	d = desk_new(
	    200, "",
	    "{\"code\":19021,\"data\":{},\"msg\":\"sign match fail or timestamp is not within one hour\"}");
	desk_run(d, NOTIFY, "feishu", REQUEST_AUTH " secret_file = \"secret\";");
	net_deliver(d->net, delivery_of(EVENT_ESCALATE, "id-1", "a"));
	assert_int_equal(outcome(d), EVENT_REFUSED);
	assert_string_equal(d->reason,
	                    "content: the answer does not say /code=0: sign match fail or "
	                    "timestamp is not within one hour");
	desk_close(d);
}

/* Accepted is not done: it asks, at first too early, until the system says what became of it. */
static void
check_asynchronous(const struct row *row, const char *look, const char *then, enum event_kind kind,
                   const char *why)
{
	struct desk *d = desk_new(202, "",
	                          "{\"result\":\"Request will be processed\",\"took\":0.3,"
	                          "\"requestId\":\"43a29c5c/1\"}");
	unsigned first;

	d->server.list_path = row->taken; /* the path of the list */
	d->server.list_answer = "{}";
	d->server.then = then;
	desk_run(d, SOURCES, row->template, row->keys);
	net_deliver(d->net, delivery_of(row->kind, "id-1", row->fingerprint));
	assert_int_equal(outcome(d), kind);
	assert_string_equal(d->reason, why);
	for (first = 0; first < d->server.n; first++)
		if (!strcmp(d->server.seen[first].method, "POST"))
			break;
	assert_int_equal(d->server.n, first + 3);
	check_request(row, &d->server.seen[first]);
	for (unsigned i = 1; i < 3; i++) {
		assert_string_equal(d->server.seen[first + i].method, "GET");
		assert_string_equal(d->server.seen[first + i].path, look);
	}
	desk_close(d);
}

static void
an_answer_that_only_accepts_is_followed_to_its_end(void **state)
{
	static const struct row opsgenie = {
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
	static const struct row jsm = {
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
	static const struct row snooze = {
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
net_deliver_three(struct desk *d, const char *second)
{
	static const char *const ids[] = { "id-1", "id-2", "id-3" };
	const char *const incidents[] = { "P1", second, "P3" };

	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
		struct delivery *one = delivery_of(EVENT_ACK, ids[i], incidents[i]);

		one->not_before_us =
		    NOW + 2 * SEC_US; /* all are there before the first may begin */
		net_deliver(d->net, one);
	}
}

#define INCIDENT(id) \
	"{\"id\":\"" id "\",\"type\":\"incident_reference\",\"status\":\"acknowledged\"}"

static unsigned
count_puts(const struct desk *d)
{
	unsigned n = 0;

	for (unsigned i = 0; i < d->server.n; i++)
		n += !strcmp(d->server.seen[i].method, "PUT");
	return n;
}

static void
what_is_alike_goes_in_one_request_and_apart_when_that_is_refused(void **state)
{
	struct desk *d = desk_new(200, "", "{}");

	(void)state;
	d->server.list_path =
	    "/incidents?statuses%5B%5D=triggered&statuses%5B%5D=acknowledged&limit=100";
	d->server.list_answer = "{\"incidents\":[]}";
	desk_run(d, SOURCES, "pagerduty", REQUEST_AUTH);
	net_deliver_three(d, "P2");
	for (int i = 0; i < 3; i++)
		assert_int_equal(outcome(d), EVENT_SENT);
	assert_int_equal(count_puts(d), 1);
	assert_string_equal(d->server.seen[0].body, "{\"incidents\":[" INCIDENT("P1") "," INCIDENT(
							"P2") "," INCIDENT("P3") "]}");
	assert_null(strstr(d->server.seen[0].head, "Idempotency-Key"));
	desk_close(d);

	d = desk_new(200, "", "{}");
	d->server.list_path =
	    "/incidents?statuses%5B%5D=triggered&statuses%5B%5D=acknowledged&limit=100";
	d->server.list_answer = "{\"incidents\":[]}";
	d->server.poison = "RESOLVED";
	desk_run(d, SOURCES, "pagerduty", REQUEST_AUTH);
	net_deliver_three(d, "RESOLVED");
	for (int i = 0, refused = 0; i < 3; i++) {
		bool is_refused = outcome(d) == EVENT_REFUSED;

		refused += is_refused;
		if (is_refused)
			assert_string_equal(d->reason, "http 400: Incident Already Resolved");
		assert_true(refused <= 1);
		assert_true(i < 2 || refused == 1);
	}
	assert_int_equal(count_puts(d), 4); /* together, and each alone */
	desk_close(d);
}

static void
who_has_no_address_and_what_cannot_be_taken_back_are_refused_with_a_reason(void **state)
{
	struct desk *d = desk_new(200, "", "{}");
	struct delivery *nobody = delivery_of(EVENT_ACK, "id-1", "P1");

	(void)state;
	d->server.list_path =
	    "/incidents?statuses%5B%5D=triggered&statuses%5B%5D=acknowledged&limit=100";
	d->server.list_answer = "{\"incidents\":[]}";
	delivery_set(&nobody->email, "");
	desk_run(d, SOURCES, "pagerduty", REQUEST_AUTH);
	net_deliver(d->net, nobody);
	assert_int_equal(outcome(d), EVENT_REFUSED);
	assert_string_equal(d->reason,
	                    "source x wants the e-mail address of li: write email = \"...\" "
	                    "at that person in the configuration");
	net_deliver(d->net, delivery_of(EVENT_UNACK, "id-2", "P1"));
	assert_int_equal(outcome(d), EVENT_REFUSED);
	assert_string_equal(d->reason, "source x has no request to take an acknowledgement back");
	assert_int_equal(d->server.n, 0);
	desk_close(d);
}

/* What the systems list, as their documentation shows it, becomes alerts. */
static void
check_list(const char *template, const char *keys, const char *document, const char *id,
           const char *title, const char *held_by)
{
	struct desk *d = desk_new(200, "", "");
	GPtrArray *sources = sources_of(d, SOURCES, template, keys);
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
	desk_close(d);
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
	struct desk *d = desk_new(200, "", "{\"data\":{\"alerts\":{\"nodes\":[]}}}");
	struct pollfd fd;
	bool came = false;

	(void)state;
	desk_run(d, SOURCES, "goalert", REQUEST_AUTH);
	fd = (struct pollfd){ .fd = mailbox_fd(d->mail), .events = POLLIN };
	while (!came && poll(&fd, 1, WAIT_MS) > 0) {
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
	desk_close(d);
}

/* Every shipped template stands in this file. */
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
		cmocka_unit_test(robots_that_ask_for_patience_in_the_body_get_it),
		cmocka_unit_test(dingtalk_is_signed_in_the_address),
		cmocka_unit_test(feishu_is_signed_in_the_body),
		cmocka_unit_test(an_answer_that_only_accepts_is_followed_to_its_end),
		cmocka_unit_test(what_is_alike_goes_in_one_request_and_apart_when_that_is_refused),
		cmocka_unit_test(
		    who_has_no_address_and_what_cannot_be_taken_back_are_refused_with_a_reason),
		cmocka_unit_test(what_a_system_lists_becomes_alerts),
		cmocka_unit_test(a_list_that_is_asked_by_post_is_asked_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
