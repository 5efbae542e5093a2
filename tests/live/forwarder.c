/* `forwarder PORT TO`: carries TCP connections from one port of loopback to another until it is killed. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PAIRS = 60 };

static int
loopback(int port, bool is_listening)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (is_listening ? bind(fd, (struct sockaddr *)&at, sizeof at) || listen(fd, PAIRS)
	                 : connect(fd, (struct sockaddr *)&at, sizeof at)) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Moves what is there from one end to the other. False: one of them has closed. */
static bool
carry(int from, int to)
{
	char bytes[65536];
	ssize_t n = read(from, bytes, sizeof bytes), done = 0;

	while (n > 0 && done < n) {
		ssize_t wrote = write(to, bytes + done, (size_t)(n - done));

		if (wrote <= 0)
			return false;
		done += wrote;
	}
	return n > 0;
}

static void
accept_pair(struct pollfd *fds, int listener, int to_port)
{
	int a = accept(listener, NULL, NULL), b = a < 0 ? -1 : loopback(to_port, false);

	for (int i = 1; b >= 0 && i < 1 + 2 * PAIRS; i += 2)
		if (fds[i].fd < 0) {
			fds[i].fd = a;
			fds[i + 1].fd = b;
			return;
		}
	close(a);
	close(b);
}

static void
carry_pair(struct pollfd *pair)
{
	if ((!pair[0].revents || carry(pair[0].fd, pair[1].fd)) &&
	    (!pair[1].revents || carry(pair[1].fd, pair[0].fd)))
		return;
	close(pair[0].fd);
	close(pair[1].fd);
	pair[0].fd = pair[1].fd = -1;
}

int
main(int argc, char **argv)
{
	struct pollfd fds[1 + 2 * PAIRS];
	int listener = argc == 3 ? loopback(atoi(argv[1]), true) : -1;

	if (listener < 0) {
		fprintf(stderr, "usage: forwarder PORT TO\n");
		return 2;
	}
	for (int i = 0; i < 1 + 2 * PAIRS; i++)
		fds[i] = (struct pollfd){ .fd = i ? -1 : listener, .events = POLLIN };
	while (poll(fds, 1 + 2 * PAIRS, -1) >= 0) {
		for (int i = 1; i < 1 + 2 * PAIRS; i += 2)
			if (fds[i].fd >= 0)
				carry_pair(&fds[i]);
		if (fds[0].revents)
			accept_pair(fds, listener, atoi(argv[2]));
	}
	return 1;
}
