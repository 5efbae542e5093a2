/* A proxy before an Alertmanager that loses answers; prints its port on 127.0.0.1 and serves until its input ends. */
#include "tests/live/forward_http.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOST_ON_THE_WAY_ONE_OF = 5, TOKEN_MAX = 40 };

struct proxy {
	unsigned alertmanager; /* its port */
	GMutex lock;
	GHashTable *tries; /* token -> how often it came; under lock */
	unsigned requests_lost, answers_lost, passed;
};

/*
 * What makes a silence reaches the Alertmanager, but its answer does not come back at the first try and
 * at every second one after it; one token of five is lost on the way there before that. All else
 * passes. "GET /lost" tells what was lost so far.
 */
enum fate { PASSES, LOSES_REQUEST, LOSES_ANSWER };

/* The token of the silence that is asked for; false: something else is asked for. */
static bool
find_token(const struct http_seen *seen, char token[TOKEN_MAX])
{
	const char *at = strstr(seen->body, "[wr:");

	return !strcmp(seen->method, "POST") && g_str_has_suffix(seen->path, "/silences") && at &&
	       sscanf(at, "[wr:%39[^]]", token) == 1;
}

static enum fate
draw_fate(struct proxy *p, const struct http_seen *seen)
{
	char token[TOKEN_MAX];
	unsigned tries, forwarded;
	bool is_late;

	if (!find_token(seen, token))
		return PASSES;
	is_late = g_str_hash(token) % LOST_ON_THE_WAY_ONE_OF == 0;
	tries = GPOINTER_TO_UINT(g_hash_table_lookup(p->tries, token)) + 1;
	g_hash_table_replace(p->tries, g_strdup(token), GUINT_TO_POINTER(tries));
	forwarded = tries - is_late;
	if (forwarded == 0)
		return LOSES_REQUEST;
	return forwarded % 2 ? LOSES_ANSWER : PASSES;
}

static void
count(struct proxy *p, const struct http_seen *seen, enum fate fate)
{
	p->requests_lost += fate == LOSES_REQUEST;
	p->answers_lost += fate == LOSES_ANSWER;
	p->passed += fate == PASSES && !strcmp(seen->method, "POST");
}

static void
tell(struct proxy *p, int fd)
{
	char *text;

	g_mutex_lock(&p->lock);
	text = g_strdup_printf("%u requests and %u answers lost, %u passed, %u tokens\n",
	                       p->requests_lost, p->answers_lost, p->passed,
	                       g_hash_table_size(p->tries));
	g_mutex_unlock(&p->lock);
	http_reply(fd, 200, "", text);
	g_free(text);
}

static void
answer(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *proxy)
{
	struct proxy *p = proxy;
	enum fate fate;
	GString *answer;

	(void)is_stopping;
	if (!strcmp(seen->path, "/lost")) {
		tell(p, fd);
		return;
	}
	g_mutex_lock(&p->lock);
	fate = draw_fate(p, seen);
	count(p, seen, fate);
	g_mutex_unlock(&p->lock);
	if (fate == LOSES_REQUEST)
		return;
	answer = forward_http(p->alertmanager, seen);
	if (fate == PASSES)
		http_write(fd, answer->str, answer->len);
	g_string_free(answer, TRUE);
}

int
main(int argc, char **argv)
{
	struct proxy p = { 0 };
	struct http_fixture *server;
	char buf[64];

	if (argc != 2) {
		fprintf(stderr, "usage: dropping_proxy PORT-OF-THE-ALERTMANAGER\n");
		return 2;
	}
	p.alertmanager = (unsigned)atoi(argv[1]);
	p.tries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	server = http_fixture_start(answer, &p);
	printf("%u\n", http_fixture_port(server));
	fflush(stdout);
	while (read(STDIN_FILENO, buf, sizeof buf) > 0)
		continue;
	http_fixture_stop(&server);
	g_hash_table_unref(p.tries);
	return 0;
}
