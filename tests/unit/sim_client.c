/* A client of the simulator: one request on a connection of its own, and the JSON that it answers. */
#include "tests/unit/sim_client.h"

#include <arpa/inet.h>
#include <glib.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

struct sim *
sim_client_start(uint64_t seed)
{
	struct sim_options options = { .seed = seed, .speed = SIM_STILL };
	struct err e;
	struct sim *sim = sim_start(&options, &e);

	assert_non_null(sim);
	assert_in_range(sim_port(sim), 1, 65535);
	return sim;
}

int
sim_client_connect(const struct sim *sim)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_port = htons((uint16_t)sim_port(sim));
	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
	return fd;
}

/* One request on a connection of its own. */
struct sim_answer
sim_client_ask(const struct sim *sim, const char *method, const char *path, const char *type,
               const char *body)
{
	GString *text = g_string_new(NULL);
	struct sim_answer answer;
	char piece[4096], *split;
	int fd = sim_client_connect(sim);
	ssize_t n;

	g_string_printf(text, "%s %s HTTP/1.1\r\nHost: sim\r\nConnection: close\r\n", method, path);
	if (type)
		g_string_append_printf(text, "Content-Type: %s\r\n", type);
	g_string_append_printf(text, "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
	assert_int_equal(send(fd, text->str, text->len, MSG_NOSIGNAL), text->len);
	g_string_truncate(text, 0);
	while ((n = recv(fd, piece, sizeof piece, 0)) > 0)
		g_string_append_len(text, piece, n);
	close(fd);
	answer.head = g_string_free(text, FALSE);
	assert_true(g_str_has_prefix(answer.head, "HTTP/1.1 "));
	answer.status = atoi(answer.head + 9);
	split = strstr(answer.head, "\r\n\r\n");
	assert_non_null(split);
	split[2] = '\0';
	answer.body = split + 4;
	return answer;
}

struct sim_answer
sim_client_get(const struct sim *sim, const char *path)
{
	return sim_client_ask(sim, "GET", path, NULL, "");
}

void
sim_client_expect(const struct sim *sim, const char *method, const char *path, const char *type,
                  const char *body, int status, const char *answer_body)
{
	struct sim_answer a = sim_client_ask(sim, method, path, type, body);

	assert_string_equal(a.body, answer_body);
	assert_int_equal(a.status, status);
	g_free(a.head);
}

json_object *
sim_client_json(const struct sim *sim, const char *path)
{
	struct sim_answer a = sim_client_get(sim, path);
	json_object *o = json_tokener_parse(a.body);

	assert_int_equal(a.status, 200);
	assert_non_null(strstr(a.head, "Content-Type: application/json"));
	assert_non_null(o);
	g_free(a.head);
	return o;
}

/* Member by path "a/b", lent. */
json_object *
json_at(json_object *o, const char *path)
{
	char **keys = g_strsplit(path, "/", -1);
	size_t i;

	for (i = 0; keys[i]; i++)
		assert_true(json_object_object_get_ex(o, keys[i], &o));
	g_strfreev(keys);
	return o;
}

const char *
json_text_at(json_object *o, const char *path)
{
	return json_object_get_string(json_at(o, path));
}

/* The first element whose member says this; lent, NULL when there is none. */
json_object *
json_find(json_object *list, const char *path, const char *value)
{
	size_t i;

	for (i = 0; i < json_object_array_length(list); i++) {
		json_object *o = json_object_array_get_idx(list, i);

		if (strcmp(json_text_at(o, path), value) == 0)
			return o;
	}
	return NULL;
}
