/* A small HTTP server for tests, on 127.0.0.1 and any free port, whose answers the test writes byte
 * by byte. */
#include "tests/unit/http_fixture.h"

#include <arpa/inet.h>
#include <glib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_REQUEST = 256 * 1024 };

struct http_fixture {
	int listener;
	unsigned port;
	pthread_t thread;
	http_answerer *answerer;
	void *user;
	bool is_kept; /* the connection, after an answer */
	atomic_bool is_stopping;
	pthread_mutex_t lock;
	pthread_cond_t is_over;
	unsigned n_connections; /* so far */
	GPtrArray *connections; /* those that are open; under lock */
};

struct connection {
	struct http_fixture *f;
	unsigned number;
	int fd;
};

/* The length that the request's header states. */
static size_t
body_length(const char *head)
{
	const char *line = strstr(head, "Content-Length: ");

	return line ? strtoul(line + strlen("Content-Length: "), NULL, 10) : 0;
}

/* Reads one request; false when the peer is gone before it is complete. */
static bool
read_request(int fd, GString *text, struct http_seen *seen)
{
	char buf[4096];

	for (;;) {
		char *end = strstr(text->str, "\r\n\r\n");
		size_t head = end ? (size_t)(end - text->str) + 4 : 0;
		ssize_t n;

		if (end && text->len >= head + body_length(text->str)) {
			seen->head = g_strndup(text->str, head);
			seen->body = g_strndup(text->str + head, body_length(text->str));
			g_string_erase(text, 0, (gssize)(head + body_length(seen->head)));
			return sscanf(seen->head, "%15s %1023s", seen->method, seen->path) == 2;
		}
		n = recv(fd, buf, sizeof buf, 0);
		if (n <= 0 || text->len > MAX_REQUEST)
			return false;
		g_string_append_len(text, buf, n);
	}
}

/* Now and not when the server stops: a test of many requests would run out of descriptors. */
static void
end(struct connection *c)
{
	struct http_fixture *f = c->f;

	pthread_mutex_lock(&f->lock);
	close(c->fd);
	g_ptr_array_remove_fast(f->connections, c);
	g_free(c);
	pthread_cond_signal(&f->is_over);
	pthread_mutex_unlock(&f->lock);
}

static void *
serve(void *arg)
{
	struct connection *c = arg;
	GString *text = g_string_new(NULL);
	bool goes_on = true;

	while (goes_on) {
		struct http_seen seen = { .head = NULL, .connection = c->number };

		goes_on = read_request(c->fd, text, &seen);
		if (goes_on)
			c->f->answerer(c->fd, &seen, &c->f->is_stopping, c->f->user);
		goes_on = goes_on && c->f->is_kept;
		g_free(seen.head);
		g_free(seen.body);
	}
	g_string_free(text, TRUE);
	end(c);
	return NULL;
}

static void *
listen_on(void *arg)
{
	struct http_fixture *f = arg;

	for (;;) {
		int fd = accept(f->listener, NULL, NULL);
		struct connection *c;
		pthread_t thread;

		if (fd < 0 || atomic_load(&f->is_stopping)) {
			if (fd >= 0)
				close(fd);
			return NULL;
		}
		c = g_new0(struct connection, 1);
		c->f = f;
		c->fd = fd;
		pthread_mutex_lock(&f->lock);
		c->number = f->n_connections++;
		if (pthread_create(&thread, NULL, serve, c) || pthread_detach(thread))
			abort();
		g_ptr_array_add(f->connections, c);
		pthread_mutex_unlock(&f->lock);
	}
}

static struct http_fixture *
start(const char *address, unsigned port, bool is_kept, http_answerer *answerer, void *user)
{
	struct http_fixture *f = g_new0(struct http_fixture, 1);
	struct sockaddr_in at = { .sin_family = AF_INET,
		                  .sin_addr = { inet_addr(address) },
		                  .sin_port = htons((uint16_t)port) };
	socklen_t size = sizeof at;

	f->is_kept = is_kept;
	f->answerer = answerer;
	f->user = user;
	f->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	f->connections = g_ptr_array_new();
	pthread_mutex_init(&f->lock, NULL);
	pthread_cond_init(&f->is_over, NULL);
	atomic_init(&f->is_stopping, false);
	if (f->listener >= 0 && bind(f->listener, (struct sockaddr *)&at, size)) {
		close(f->listener);
		g_ptr_array_unref(f->connections);
		pthread_mutex_destroy(&f->lock);
		g_free(f);
		return NULL;
	}
	if (f->listener < 0 || listen(f->listener, SOMAXCONN) ||
	    getsockname(f->listener, (struct sockaddr *)&at, &size) ||
	    pthread_create(&f->thread, NULL, listen_on, f))
		abort();
	f->port = ntohs(at.sin_port);
	return f;
}

struct http_fixture *
http_fixture_start(http_answerer *answerer, void *user)
{
	struct http_fixture *f = start("127.0.0.1", 0, false, answerer, user);

	if (!f)
		abort();
	return f;
}

struct http_fixture *
http_fixture_start_kept(const char *address, unsigned port, http_answerer *answerer, void *user)
{
	return start(address, port, true, answerer, user);
}

unsigned
http_fixture_connections(struct http_fixture *f)
{
	unsigned n;

	pthread_mutex_lock(&f->lock);
	n = f->connections->len;
	pthread_mutex_unlock(&f->lock);
	return n;
}

unsigned
http_fixture_port(const struct http_fixture *f)
{
	return f->port;
}

char *
http_fixture_url(const struct http_fixture *f)
{
	return g_strdup_printf("http://127.0.0.1:%u", f->port);
}

void
http_fixture_stop(struct http_fixture **fixture)
{
	struct http_fixture *f = *fixture;

	atomic_store(&f->is_stopping, true);
	shutdown(f->listener, SHUT_RDWR);
	pthread_join(f->thread, NULL);
	pthread_mutex_lock(&f->lock);
	for (guint i = 0; i < f->connections->len; i++)
		shutdown(((struct connection *)g_ptr_array_index(f->connections, i))->fd,
		         SHUT_RDWR);
	while (f->connections->len > 0)
		pthread_cond_wait(&f->is_over, &f->lock);
	pthread_mutex_unlock(&f->lock);
	g_ptr_array_unref(f->connections);
	close(f->listener);
	pthread_cond_destroy(&f->is_over);
	pthread_mutex_destroy(&f->lock);
	g_free(f);
	*fixture = NULL;
}

bool
http_write(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

void
http_reply_kept(int fd, int status, const char *headers, const char *body)
{
	char *text = g_strdup_printf("HTTP/1.1 %d X\r\n%sContent-Length: %zu\r\n\r\n%s", status,
	                             headers, strlen(body), body);

	http_write(fd, text, strlen(text));
	g_free(text);
}

void
http_reply(int fd, int status, const char *headers, const char *body)
{
	char *text =
	    g_strdup_printf("HTTP/1.1 %d X\r\n%sContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
	                    status, headers, strlen(body), body);

	http_write(fd, text, strlen(text));
	g_free(text);
}
