/* An HTTP server that takes only one secret, and shows what it was sent otherwise, as a careless proxy does. */
/*
 * Prints its port on 127.0.0.1 and serves until its input ends. Each request is a line on standard error: "200 /path" or
 * "401 /path".
 *	secret_server FILE    FILE: what the header Authorization is to be now
 */
#include "tests/unit/http_fixture.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* "Authorization: " + what stands in the file. */
static bool
is_welcome(const char *head, const char *file)
{
	char *text = NULL, *line;
	bool yes;

	if (!g_file_get_contents(file, &text, NULL, NULL))
		return false;
	line = g_strconcat("\nAuthorization: ", g_strstrip(text), "\r\n", NULL);
	yes = strstr(head, line) != NULL;
	g_free(line);
	g_free(text);
	return yes;
}

static void
answer(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	bool yes = is_welcome(seen->head, user);
	char *echo = g_strescape(seen->head, NULL),
	     *body = g_strdup_printf("{\"message\":\"refused: %s\"}", echo);

	(void)is_stopping;
	fprintf(stderr, "%d %s\n", yes ? 200 : 401, seen->path);
	if (yes && strstr(seen->path, "/hook"))
		http_reply(fd, 200, "", body);
	else if (yes)
		http_reply(fd, 200, "", "[]");
	else
		http_reply(fd, 401, "WWW-Authenticate: Basic realm=\"x\"\r\n", body);
	g_free(body);
	g_free(echo);
}

int
main(int argc, char **argv)
{
	struct http_fixture *f;
	char rest[64];

	if (argc != 2) {
		fprintf(stderr, "usage: secret_server FILE\n");
		return 2;
	}
	f = http_fixture_start(answer, argv[1]);
	printf("%u\n", http_fixture_port(f));
	fflush(stdout);
	while (read(STDIN_FILENO, rest, sizeof rest) > 0)
		;
	http_fixture_stop(&f);
	return 0;
}
