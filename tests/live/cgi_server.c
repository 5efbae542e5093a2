/* Runs the programs of a folder as CGIs on 127.0.0.1 for any user with one password: cgi_server DIR PASSWORD prints its port. */
#include "tests/unit/http_fixture.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct cgi {
	const char *dir, *password;
};

/* Who logs in by basic authentication (g_free); NULL: nobody, or with another password. */
static char *
user_of(const struct cgi *cgi, const char *head)
{
	static const char name[] = "\r\nAuthorization: Basic ";
	const char *at = strstr(head, name);
	char *line = at ? g_strndup(at + strlen(name), strcspn(at + strlen(name), "\r\n")) : NULL,
	     *user = NULL;
	gsize len = 0;
	guchar *bytes = line ? g_base64_decode(line, &len) : NULL;
	char *plain = bytes ? g_strndup((char *)bytes, len) : g_strdup(""),
	     *colon = strchr(plain, ':');

	if (colon && !strcmp(colon + 1, cgi->password))
		user = g_strndup(plain, (gsize)(colon - plain));
	g_free(plain);
	g_free(bytes);
	g_free(line);
	return user;
}

static char **
environment_of(const struct http_seen *seen, const char *query, const char *user)
{
	const char *cookie = strstr(seen->head, "\r\nCookie: ");
	char **env = g_get_environ(), *length = g_strdup_printf("%zu", strlen(seen->body));

	env = g_environ_setenv(env, "GATEWAY_INTERFACE", "CGI/1.1", TRUE);
	env = g_environ_setenv(env, "REQUEST_METHOD", seen->method, TRUE);
	env = g_environ_setenv(env, "QUERY_STRING", query, TRUE);
	env = g_environ_setenv(env, "REMOTE_USER", user, TRUE);
	env = g_environ_setenv(env, "CONTENT_LENGTH", length, TRUE);
	env = g_environ_setenv(env, "CONTENT_TYPE", "application/x-www-form-urlencoded", TRUE);
	if (cookie) {
		char *value = g_strndup(cookie + 10, strcspn(cookie + 10, "\r\n"));

		env = g_environ_setenv(env, "HTTP_COOKIE", value, TRUE);
		g_free(value);
	}
	g_free(length);
	return env;
}

/* What the program prints: header lines, an empty line, and the body. */
static void
reply(int fd, GString *printed)
{
	const char *body;
	char *head, **lines, *headers;

	g_string_replace(printed, "\r\n", "\n", 0); /* either is usual */
	body = strstr(printed->str, "\n\n");
	head = body ? g_strndup(printed->str, (gsize)(body + 1 - printed->str)) : g_strdup("");
	lines = g_strsplit(head, "\n", -1);
	headers = g_strjoinv("\r\n", lines);
	http_reply(fd, 200, headers, body ? body + 2 : "");
	g_free(headers);
	g_strfreev(lines);
	g_free(head);
}

static void
run(int fd, const char *program, char **env, const char *body)
{
	char *argv[] = { (char *)program, NULL };
	GString *output = g_string_new(NULL);
	gint in, out;
	char piece[4096];
	GPid pid;
	ssize_t n;

	if (!g_spawn_async_with_pipes(NULL, argv, env, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
	                              &in, &out, NULL, NULL)) {
		http_reply(fd, 404, "", "no such program");
	} else {
		if (write(in, body, strlen(body)) < 0)
			perror("cgi_server");
		close(in);
		while ((n = read(out, piece, sizeof piece)) > 0 || (n < 0 && errno == EINTR))
			g_string_append_len(output, piece, MAX(n, 0));
		close(out);
		waitpid(pid, NULL, 0);
		reply(fd, output);
	}
	g_string_free(output, TRUE);
}

static void
answer(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *data)
{
	const struct cgi *cgi = data;
	size_t len = strcspn(seen->path, "?");
	char *path = g_strndup(seen->path, len), *base = g_path_get_basename(path);
	char *program = g_build_filename(cgi->dir, base, NULL), *user = user_of(cgi, seen->head);
	char **env =
	    environment_of(seen, seen->path[len] ? seen->path + len + 1 : "", user ? user : "");

	(void)is_stopping;
	if (strcmp(path, "/") == 0)
		http_reply(fd, 200, "", "it works");
	else if (!user)
		http_reply(fd, 401, "WWW-Authenticate: Basic realm=\"Nagios\"\r\n", "<html>");
	else
		run(fd, program, env, seen->body);
	g_strfreev(env);
	g_free(user);
	g_free(program);
	g_free(base);
	g_free(path);
}

int
main(int argc, char **argv)
{
	struct cgi cgi;
	struct http_fixture *server;

	if (argc != 3) {
		fprintf(stderr, "usage: cgi_server DIR PASSWORD\n");
		return 2;
	}
	cgi = (struct cgi){ .dir = argv[1], .password = argv[2] };
	server = http_fixture_start(answer, &cgi);
	printf("%u\n", http_fixture_port(server));
	fflush(stdout);
	for (;;)
		pause();
}
