/* An HTTP server shaped like an Alertmanager; the answer is made once and changed in place. */
#include "tests/bench/stub.h"

#include "base/clock.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The width of the number that changes in a summary, in digits. */
enum { VALUE_DIGITS = 8, REQUEST_MAX = 16 * 1024 };

struct stub {
	int listener;
	unsigned port, n_alerts;
	int64_t age_us; /* of the newest alert */
	bool is_calm;
	pthread_t thread;
	GString *alerts;  /* the answer; under lock */
	size_t *value_at; /* where the number of each alert's summary stands in it */
	unsigned next;    /* the alert to be changed next; under lock */
	unsigned changes; /* so far; under lock */
	pthread_mutex_t lock;
	GArray *fds; /* of connections; under lock */
	GArray *threads;
	atomic_uint churn, lists, answers;
	atomic_bool is_hanging, is_stopping;
};

struct connection {
	struct stub *stub;
	int fd;
};

static void
add_alert(struct stub *s, unsigned i, int64_t now_us)
{
	static const char *const severities[] = { "critical", "warning", "info",
		                                  "warning",  "info",    "info" };
	static const char *const teams[] = { "tech", "ops", "merch", "supply", "logis", "service" };
	const char *severity = severities[i % G_N_ELEMENTS(severities)];
	char starts[32];

	if (s->is_calm)
		severity = severities[1 + i % (G_N_ELEMENTS(severities) - 1)];
	instant_rfc3339(now_us - (int64_t)(i * 37 % (s->is_calm ? 60 : 7200)) * SEC_US, starts,
	                sizeof starts);
	g_string_append_printf(
	    s->alerts,
	    "%c{\"annotations\":{\"description\":\"The share of orders that went through is below "
	    "what was promised to the shops of this group; see who deployed, then the gateway, "
	    "then the stock service.\","
	    "\"runbook_url\":\"https://wiki.example/runbooks/bench\",\"summary\":\"order success "
	    "99.",
	    i ? ',' : '[');
	s->value_at[i] = s->alerts->len;
	g_string_append_printf(
	    s->alerts,
	    "%0*u%% in shop group %06u\"},\"endsAt\":\"2026-10-24T04:00:00.000Z\","
	    "\"fingerprint\":\"%016x\",\"receivers\":[{\"name\":\"war-room\"}],\"startsAt\":\"%s\","
	    "\"status\":{\"inhibitedBy\":[],\"silencedBy\":[],\"state\":\"active\"},\"updatedAt\":"
	    "\"2026-10-23T23:53:00.000Z\","
	    "\"generatorURL\":\"http://prometheus.example:9090/"
	    "graph?g0.expr=order_success&g0.tab=1\",\"labels\":{"
	    "\"alertname\":\"" STUB_ALERT
	    "%u\",\"instance\":\"shop-%06u.example:9100\",\"job\":\"orders\",\"severity\":\"%s\","
	    "\"team\":\"%s\"}}",
	    VALUE_DIGITS, 0U, i, i + 1, starts, i, i, severity, teams[i / 7 % G_N_ELEMENTS(teams)]);
}

static void
make_alerts(struct stub *s)
{
	int64_t now_us = 0;

	if (!instant_parse_rfc3339(STUB_NOW, &now_us))
		abort();
	s->alerts = g_string_new(s->n_alerts ? NULL : "[");
	now_us -= s->age_us;
	s->value_at = g_new(size_t, s->n_alerts + 1);
	for (unsigned i = 0; i < s->n_alerts; i++)
		add_alert(s, i, now_us);
	g_string_append_c(s->alerts, ']');
}

static void
change_some(struct stub *s)
{
	char digits[VALUE_DIGITS + 1];

	for (unsigned i = atomic_load(&s->churn); i > 0 && s->n_alerts > 0; i--) {
		snprintf(digits, sizeof digits, "%0*u", VALUE_DIGITS, ++s->changes % 100000000);
		memcpy(s->alerts->str + s->value_at[s->next], digits, VALUE_DIGITS);
		s->next = (s->next + 1) % s->n_alerts;
	}
}

static bool
send_all(int fd, const char *bytes, size_t len)
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

static bool
reply(int fd, const char *body, size_t len)
{
	char head[128];

	snprintf(head, sizeof head,
	         "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
	         len);
	return send_all(fd, head, strlen(head)) && send_all(fd, body, len);
}

static bool
answer_metrics(struct stub *s, int fd, const char *request)
{
	GString *body = g_string_new("{\"metrics\":[");
	double now = (double)clock_real_us() / SEC_US;
	unsigned n = 0, source = 0;
	bool ok;

	sscanf(strstr(request, STUB_METRICS), STUB_METRICS "%u/%u", &n, &source);
	for (unsigned i = 0; i < n; i++)
		g_string_append_printf(body, "%s{\"id\":\"m%u_%u\",\"value\":%.3f,\"at\":%.3f}",
		                       i ? "," : "", source, i, now / 1e6 + i, now);
	g_string_append(body, "]}");
	ok = reply(fd, body->str, body->len);
	g_string_free(body, TRUE);
	atomic_fetch_add(&s->answers, ok);
	return ok;
}

static bool
answer_query(struct stub *s, int fd)
{
	double now = (double)clock_real_us() / SEC_US;
	char body[256];
	bool ok;

	snprintf(body, sizeof body,
	         "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{"
	         "\"metric\":{\"__name__\":\"up\"},\"value\":[%.3f,\"%.3f\"]}]}}",
	         now, now / 1e6);
	ok = reply(fd, body, strlen(body));
	atomic_fetch_add(&s->answers, ok);
	return ok;
}

static bool
answer(struct stub *s, int fd, const char *request)
{
	const char *body =
	    strstr(request, "/api/v2/silences") ? "[]"
	    : strstr(request, "/api/v1/query_range")
		? "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}"
	    : strstr(request, "/room") ? "{\"alerts\":[]}"
				       : "{}";
	bool ok;

	if (strstr(request, STUB_METRICS))
		return answer_metrics(s, fd, request);
	if (strstr(request, "/api/v1/query?"))
		return answer_query(s, fd);
	if (!strstr(request, "/api/v2/alerts"))
		return reply(fd, body, strlen(body));
	pthread_mutex_lock(&s->lock);
	change_some(s);
	ok = reply(fd, s->alerts->str, s->alerts->len);
	pthread_mutex_unlock(&s->lock);
	atomic_fetch_add(&s->lists, ok);
	return ok;
}

/* A request without a body, as every poll is. */
static bool
read_request(int fd, char *request)
{
	size_t len = 0;

	for (;;) {
		ssize_t n = recv(fd, request + len, REQUEST_MAX - 1 - len, 0);

		if (n <= 0)
			return false;
		len += (size_t)n;
		request[len] = '\0';
		if (strstr(request, "\r\n\r\n"))
			return true;
	}
}

static void *
serve(void *arg)
{
	struct connection *c = arg;
	char *request = g_malloc(REQUEST_MAX);

	while (read_request(c->fd, request)) {
		if (!atomic_load(&c->stub->is_hanging) && !answer(c->stub, c->fd, request))
			break;
	}
	shutdown(c->fd, SHUT_RDWR);
	g_free(request);
	g_free(c);
	return NULL;
}

static void *
accept_all(void *arg)
{
	struct stub *s = arg;
	int fd;

	while ((fd = accept4(s->listener, NULL, NULL, SOCK_CLOEXEC)) >= 0 &&
	       !atomic_load(&s->is_stopping)) {
		struct connection *c = g_new0(struct connection, 1);
		pthread_t thread;

		/* as a server written in Go does, so that no answer waits for the client's ACK */
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
		c->stub = s;
		c->fd = fd;
		if (pthread_create(&thread, NULL, serve, c))
			abort();
		pthread_mutex_lock(&s->lock);
		g_array_append_val(s->fds, fd);
		pthread_mutex_unlock(&s->lock);
		g_array_append_val(s->threads, thread);
	}
	return NULL;
}

static struct stub *
start(unsigned n_alerts, int64_t age_us, bool is_calm)
{
	struct stub *s = g_new0(struct stub, 1);
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof at;

	s->n_alerts = n_alerts;
	s->age_us = age_us;
	s->is_calm = is_calm;
	s->fds = g_array_new(FALSE, FALSE, sizeof(int));
	s->threads = g_array_new(FALSE, FALSE, sizeof(pthread_t));
	pthread_mutex_init(&s->lock, NULL);
	make_alerts(s);
	s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (s->listener < 0 || bind(s->listener, (struct sockaddr *)&at, size) ||
	    listen(s->listener, 64) || getsockname(s->listener, (struct sockaddr *)&at, &size) ||
	    pthread_create(&s->thread, NULL, accept_all, s)) {
		perror("bench: no server on loopback");
		exit(1);
	}
	s->port = ntohs(at.sin_port);
	return s;
}

struct stub *
stub_start(unsigned n_alerts)
{
	return start(n_alerts, 0, false);
}

struct stub *
stub_start_aged(unsigned n_alerts, int64_t age_us)
{
	return start(n_alerts, age_us, false);
}

struct stub *
stub_start_calm(unsigned n_alerts)
{
	return start(n_alerts, 0, true);
}

void
stub_stop(struct stub **stub)
{
	struct stub *s = *stub;

	*stub = NULL;
	atomic_store(&s->is_stopping, true);
	shutdown(s->listener, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->listener);
	/* a thread that sends holds the lock, but its program has ended by now, so that it fails
	 * soon */
	pthread_mutex_lock(&s->lock);
	for (guint i = 0; i < s->fds->len; i++)
		shutdown(g_array_index(s->fds, int, i), SHUT_RDWR);
	pthread_mutex_unlock(&s->lock);
	for (guint i = 0; i < s->threads->len; i++)
		pthread_join(g_array_index(s->threads, pthread_t, i), NULL);
	for (guint i = 0; i < s->fds->len; i++)
		close(g_array_index(s->fds, int, i));
	g_array_free(s->fds, TRUE);
	g_array_free(s->threads, TRUE);
	g_string_free(s->alerts, TRUE);
	g_free(s->value_at);
	pthread_mutex_destroy(&s->lock);
	g_free(s);
}

unsigned
stub_port(const struct stub *s)
{
	return s->port;
}

void
stub_set_churn(struct stub *s, unsigned n)
{
	atomic_store(&s->churn, n);
}

void
stub_hang(struct stub *s)
{
	atomic_store(&s->is_hanging, true);
}

unsigned
stub_lists(const struct stub *s)
{
	return atomic_load(&s->lists);
}

unsigned
stub_answers(const struct stub *s)
{
	return atomic_load(&s->answers);
}
