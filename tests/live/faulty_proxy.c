/* A proxy that spoils one request of so many, each in another way; prints its port on 127.0.0.1 and serves until its
 * input ends. */
#include "tests/live/forward_http.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* In this order, again and again. */
enum fault {
	FAILS,
	ASKS_TO_WAIT,
	CUTS_THE_ANSWER,
	SAYS_NOTHING,
	IS_SILENT,
	SPOILS_THE_TEXT,
	N_FAULTS
};

struct proxy {
	unsigned port, one_of;
	atomic_uint requests;
};

static void
spoil(enum fault fault, int fd, GString *answer, const atomic_bool *is_stopping)
{
	switch (fault) {
	case FAILS:
		http_reply(fd, 500, "", "the database is down");
		return;
	case ASKS_TO_WAIT:
		http_reply(fd, 429, "Retry-After: 20\r\n", "too many requests");
		return;
	case CUTS_THE_ANSWER:
		http_write(fd, answer->str, answer->len / 2);
		return;
	case IS_SILENT:
		for (int i = 0; i < 20 && !atomic_load(is_stopping); i++)
			g_usleep(100000);
		return;
	case SPOILS_THE_TEXT:
		for (gsize i = answer->len * 9 / 10; i < answer->len; i++)
			answer->str[i] = '}';
		http_write(fd, answer->str, answer->len);
		return;
	default:
		return;
	}
}

static void
answer(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *proxy)
{
	struct proxy *p = proxy;
	unsigned n = atomic_fetch_add(&p->requests, 1);
	GString *answer = forward_http(p->port, seen);

	if (n % p->one_of == 0)
		spoil(n / p->one_of % N_FAULTS, fd, answer, is_stopping);
	else
		http_write(fd, answer->str, answer->len);
	g_string_free(answer, TRUE);
}

int
main(int argc, char **argv)
{
	struct proxy p = { 0 };
	struct http_fixture *server;
	char buf[64];

	if (argc != 3 || atoi(argv[2]) < 1) {
		fprintf(stderr, "usage: faulty_proxy PORT-OF-THE-SERVER ONE-OF\n");
		return 2;
	}
	p.port = (unsigned)atoi(argv[1]);
	p.one_of = (unsigned)atoi(argv[2]);
	server = http_fixture_start(answer, &p);
	printf("%u\n", http_fixture_port(server));
	fflush(stdout);
	while (read(STDIN_FILENO, buf, sizeof buf) > 0)
		continue;
	http_fixture_stop(&server);
	printf("%u requests, one of %u spoilt\n", atomic_load(&p.requests), p.one_of);
	return 0;
}
