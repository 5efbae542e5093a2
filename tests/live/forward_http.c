/* Hands a request on to the server behind a proxy of the tests. */
#include "tests/live/forward_http.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int
connect_to(unsigned port)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		                  .sin_port = htons((uint16_t)port),
		                  .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0 && connect(fd, (const struct sockaddr *)&at, sizeof at)) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Asks for the connection's end, so that the answer ends with it. */
static bool
send_request(int fd, const struct http_seen *seen)
{
	const char *headers = strstr(seen->head, "\r\n") + 2;
	char *head = g_strdup_printf("%.*sConnection: close\r\n%s", (int)(headers - seen->head),
	                             seen->head, headers);
	bool ok =
	    http_write(fd, head, strlen(head)) && http_write(fd, seen->body, strlen(seen->body));

	g_free(head);
	return ok;
}

GString *
forward_http(unsigned port, const struct http_seen *seen)
{
	GString *answer = g_string_new(NULL);
	int fd = connect_to(port);
	char buf[16384];
	ssize_t n;

	if (fd < 0)
		return answer;
	if (send_request(fd, seen))
		while ((n = recv(fd, buf, sizeof buf, 0)) > 0)
			g_string_append_len(answer, buf, n);
	close(fd);
	return answer;
}
