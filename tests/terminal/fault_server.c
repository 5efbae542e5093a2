/* An HTTP server that misbehaves, each path in its own way; prints its port on 127.0.0.1 and serves until its input ends. */
#include "tests/unit/http_fixture.h"
#include "tests/unit/http_flood.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* An Alertmanager is asked for its silences first: those are always in order, so that each way meets the alerts. */
#define SILENCES "/silences"
#define ENDLESS_BYTES (1000 * 1000 * 1000)

enum { PIECE_BYTES = 64 * 1024, WAIT_US = 20 * 1000 };

static void
answer_401(int fd, const atomic_bool *is_stopping)
{
	(void)is_stopping;
	http_reply(fd, 401, "WWW-Authenticate: Basic realm=\"x\"\r\n", "");
}

static void
answer_500(int fd, const atomic_bool *is_stopping)
{
	(void)is_stopping;
	http_reply(fd, 500, "", "{\"message\":\"database is down\"}");
}

static void
answer_not_json(int fd, const atomic_bool *is_stopping)
{
	(void)is_stopping;
	http_reply(fd, 200, "Content-Type: text/html\r\n",
	           "<html>Welcome to the hotel's Wi-Fi</html>");
}

static void
answer_redirect(int fd, const atomic_bool *is_stopping)
{
	(void)is_stopping;
	http_reply(fd, 302, "Location: /401\r\n", "");
}

static void
answer_half(int fd, const atomic_bool *is_stopping)
{
	static const char half[] = "HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n[{\"labels\":";

	(void)is_stopping;
	http_write(fd, half, strlen(half));
}

/* The reader has to end it: what arrives is well-formed. */
static void
answer_endless(int fd, const atomic_bool *is_stopping)
{
	char *head =
	    g_strdup_printf("HTTP/1.1 200 X\r\nContent-Length: %d\r\n\r\n[", ENDLESS_BYTES);
	GString *piece = g_string_new(NULL);
	unsigned n = 0;

	http_write(fd, head, strlen(head));
	for (size_t sent = 0; sent < ENDLESS_BYTES && !atomic_load(is_stopping);
	     sent += piece->len) {
		g_string_truncate(piece, 0);
		while (piece->len < PIECE_BYTES)
			g_string_append_printf(
			    piece,
			    "{\"fingerprint\":\"%x\",\"startsAt\":\"2026-10-24T07:50:00+08:00\","
			    "\"labels\":{\"alertname\":\"Flood\",\"n\":\"%x\"},\"annotations\":{},"
			    "\"status\":{\"state\":\"active\",\"silencedBy\":[],\"inhibitedBy\":[]}},",
			    n, n),
			    n++;
		if (!http_write(fd, piece->str, piece->len))
			break;
	}
	g_string_free(piece, TRUE);
	g_free(head);
}

static void
answer_never(int fd, const atomic_bool *is_stopping)
{
	(void)fd;
	while (!atomic_load(is_stopping))
		g_usleep(WAIT_US);
}

static void
answer_hang(int fd, const atomic_bool *is_stopping)
{
	answer_half(fd, is_stopping);
	answer_never(fd, is_stopping);
}

static void
answer_drops(int fd, const atomic_bool *is_stopping)
{
	static const char head[] = "HTTP/1.1 200 X\r\nContent-Length: 1000000\r\n\r\n[";

	http_write(fd, head, strlen(head));
	while (!atomic_load(is_stopping) && http_write(fd, " ", 1))
		g_usleep(200 * 1000);
}

static void
answer_chunks(int fd, const atomic_bool *is_stopping)
{
	http_flood_chunks(fd, is_stopping);
}

static void
answer_bomb(int fd, const atomic_bool *is_stopping)
{
	http_flood_bomb(fd, is_stopping);
}

static void
answer_headers(int fd, const atomic_bool *is_stopping)
{
	http_flood_headers(fd, is_stopping);
}

static void
answer_objects(int fd, const atomic_bool *is_stopping)
{
	(void)is_stopping;
	http_flood_list(fd, "{\"alerts\":[", "{},");
}

static void
answer_values(int fd, const atomic_bool *is_stopping)
{
	(void)is_stopping;
	http_flood_list(fd, "{\"alerts\":[", "1,");
}

static void
answer_members(int fd, const atomic_bool *is_stopping)
{
	(void)is_stopping;
	http_flood_list(fd, "[", "{\"a\":1},");
}

static void
answer_deep(int fd, const atomic_bool *is_stopping)
{
	char *open = g_strnfill(33, '['), *close = g_strnfill(33, ']');
	char *body = g_strconcat("{\"alerts\":", open, close, "}", NULL);

	(void)is_stopping;
	http_reply(fd, 200, "", body);
	g_free(body);
	g_free(close);
	g_free(open);
}

/* Well, but its clock is behind. */
static void
answer_late(int fd, const atomic_bool *is_stopping)
{
	GDateTime *now = g_date_time_new_now_utc(), *then = g_date_time_add_seconds(now, -45);
	char *date = g_date_time_format(then, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n");

	(void)is_stopping;
	http_reply(fd, 200, date, "{\"teams\":[]}");
	g_free(date);
	g_date_time_unref(then);
	g_date_time_unref(now);
}

/* Two seconds well, two seconds not. */
static void
answer_flaps(int fd, const atomic_bool *is_stopping)
{
	if (g_get_monotonic_time() / G_USEC_PER_SEC % 4 < 2)
		http_reply(fd, 200, "", "{\"teams\":[]}");
	else
		answer_500(fd, is_stopping);
}

static const struct behaviour {
	const char *path; /* the request's starts with it */
	void (*answer)(int fd, const atomic_bool *is_stopping);
} behaviours[] = {
	{ "/401", answer_401 },           { "/500", answer_500 },
	{ "/not-json", answer_not_json }, { "/redirect", answer_redirect },
	{ "/half", answer_half },         { "/endless", answer_endless },
	{ "/never", answer_never },       { "/hang", answer_hang },
	{ "/drops", answer_drops },       { "/chunks", answer_chunks },
	{ "/bomb", answer_bomb },         { "/headers", answer_headers },
	{ "/objects", answer_objects },   { "/values", answer_values },
	{ "/members", answer_members },   { "/deep", answer_deep },
	{ "/flaps", answer_flaps },       { "/late", answer_late },
};

static void
answer(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	(void)user;
	if (g_str_has_suffix(seen->path, SILENCES)) {
		http_reply(fd, 200, "", "[]");
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(behaviours); i++)
		if (g_str_has_prefix(seen->path, behaviours[i].path)) {
			behaviours[i].answer(fd, is_stopping);
			return;
		}
	http_reply(fd, 404, "", "");
}

int
main(void)
{
	struct http_fixture *server = http_fixture_start(answer, NULL);
	char buf[64];

	printf("%u\n", http_fixture_port(server));
	fflush(stdout);
	while (read(STDIN_FILENO, buf, sizeof buf) > 0)
		continue;
	http_fixture_stop(&server);
	return 0;
}
