/* A shipped template in use: the net thread, and a server that keeps what it was sent. */
#include "tests/unit/template_desk.h"

#include "app/config.h"
#include "room/message.h"

#include <glib/gstdio.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { WAIT_MS = 60 * 1000 };

static void
reply(struct template_server *s, int fd, const struct http_seen *seen)
{
	if (s->list_path && !strcmp(seen->path, s->list_path) && !strstr(seen->body, "mutation")) {
		http_reply(fd, 200, "", s->list_answer);
		return;
	}
	if (s->n < SEEN_MAX)
		s->seen[s->n++] =
		    (struct template_seen){ g_strdup(seen->method), g_strdup(seen->path),
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
	struct template_server *s = user;

	(void)is_stopping;
	pthread_mutex_lock(&s->lock);
	reply(s, fd, seen);
	pthread_mutex_unlock(&s->lock);
}

static void
write_secret(const char *folder, const char *name, const char *text)
{
	char *file = g_build_filename(folder, name, NULL);

	assert_true(g_file_set_contents(file, text, -1, NULL));
	assert_int_equal(g_chmod(file, 0600), 0);
	g_free(file);
}

GPtrArray *
template_desk_sources(struct template_desk *d, const char *section, const char *template,
                      const char *keys)
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

struct template_desk *
template_desk_new(int status, const char *headers, const char *text)
{
	struct template_desk *d = g_new0(struct template_desk, 1);

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

void
template_desk_run(struct template_desk *d, const char *section, const char *template,
                  const char *keys)
{
	struct net_options options = { .clock = { clock_real_us(), NOW, 1 } };
	struct err e;

	d->mail = mailbox_new();
	d->net =
	    net_start(template_desk_sources(d, section, template, keys), &options, d->mail, &e);
	assert_non_null(d->net);
}

void
template_desk_close(struct template_desk *d)
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

struct delivery *
template_desk_delivery(enum event_kind kind, const char *id, const char *fingerprint)
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
enum event_kind
template_desk_outcome(struct template_desk *d)
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
				d->until_us = e->until_us;
			}
			m.free_payload(m.payload);
		}
	}
	assert_null(strstr(d->reason, TOKEN));
	return kind;
}

void
template_desk_check(const struct template_row *row, const struct template_seen *seen)
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
