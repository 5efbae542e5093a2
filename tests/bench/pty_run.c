/* A program on a pseudo terminal: its keys, its output and when it came, its end. */
#include "tests/bench/pty_run.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TAIL_MAX = 256 * 1024 };

void
pty_run_start(struct pty_run *r, const char *const argv[], int columns, int rows)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };

	*r = (struct pty_run){ .started_us = clock_monotonic_us(), .tail = g_string_new(NULL) };
	r->last_us = r->started_us;
	r->pid = forkpty(&r->fd, NULL, NULL, &size);
	if (r->pid == 0) {
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	if (r->pid < 0) {
		perror("bench: forkpty");
		exit(1);
	}
}

void
pty_run_type(struct pty_run *r, const char *keys)
{
	size_t len = strlen(keys);

	if (write(r->fd, keys, len) != (ssize_t)len) {
		perror("bench: keys");
		exit(1);
	}
}

/* One chunk, if it comes by then. 0: the time is up; -1: the program closed its terminal. */
static ssize_t
read_until(struct pty_run *r, int64_t end_us)
{
	struct pollfd fd = { .fd = r->fd, .events = POLLIN };
	struct timespec rest;
	int64_t rest_us = MAX(end_us - clock_monotonic_us(), 0);
	char buf[16384];
	ssize_t n;

	rest = (struct timespec){ .tv_sec = rest_us / SEC_US, .tv_nsec = rest_us % SEC_US * 1000 };
	if (ppoll(&fd, 1, &rest, NULL) <= 0)
		return 0;
	n = read(r->fd, buf, sizeof buf);
	if (n <= 0)
		return -1;
	r->last_us = clock_monotonic_us();
	r->bytes += (size_t)n;
	r->chunks++;
	if (r->tail->len > TAIL_MAX)
		g_string_erase(r->tail, 0, TAIL_MAX / 2);
	g_string_append_len(r->tail, buf, n);
	return n;
}

static int64_t
after_ms(int ms)
{
	return clock_monotonic_us() + ms * MSEC_US;
}

int64_t
pty_run_until_text(struct pty_run *r, const char *text, int timeout_ms)
{
	int64_t end_us = after_ms(timeout_ms);

	do {
		if (g_strstr_len(r->tail->str, (gssize)r->tail->len, text))
			return r->last_us;
	} while (read_until(r, end_us) > 0);
	return UNSAID;
}

int64_t
pty_run_until_output(struct pty_run *r, int timeout_ms)
{
	return read_until(r, after_ms(timeout_ms)) > 0 ? r->last_us : UNSAID;
}

int64_t
pty_run_until_still(struct pty_run *r, int quiet_ms, int timeout_ms)
{
	int64_t end_us = after_ms(timeout_ms);
	ssize_t n = 1;

	while (n > 0 && clock_monotonic_us() < end_us)
		n = read_until(r, after_ms(quiet_ms));
	return n == 0 ? r->last_us : UNSAID;
}

void
pty_run_for(struct pty_run *r, int ms)
{
	int64_t end_us = after_ms(ms);

	while (read_until(r, end_us) > 0)
		;
}

int64_t
pty_run_until_end(struct pty_run *r, int timeout_ms, struct rusage *use)
{
	int64_t end_us = after_ms(timeout_ms), ended_us;
	ssize_t n;

	while ((n = read_until(r, end_us)) > 0)
		;
	if (n == 0)
		kill(r->pid, SIGKILL);
	wait4(r->pid, NULL, 0, use);
	ended_us = clock_monotonic_us();
	close(r->fd);
	g_string_free(r->tail, TRUE);
	r->tail = NULL;
	return n == 0 ? UNSAID : ended_us;
}
