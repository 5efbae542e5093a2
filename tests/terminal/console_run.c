/* The real program on a pseudo-terminal of the test's: keys, sizes, signals, what it shows, how it ends. */
#include "tests/terminal/console_run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>
#include <cmocka.h>

enum { STEP_MS = 20, WORDS_MAX = 30 };

/* A shell with one job, which it continues whenever it stops. Never returns. */
static void
run_job(const char *const argv[], int report)
{
	pid_t job = fork();
	int status;

	signal(SIGTTOU, SIG_IGN);
	if (job == 0) {
		setpgid(0, 0);
		tcsetpgrp(0, getpid());
		signal(SIGTTOU, SIG_DFL);
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	setpgid(job, job);
	tcsetpgrp(0, job);
	if (write(report, &job, sizeof job) != sizeof job)
		_exit(126);
	while (waitpid(job, &status, WUNTRACED) == job && WIFSTOPPED(status)) {
		tcsetpgrp(0, getpgrp());
		tcsetpgrp(0, job);
		kill(-job, SIGCONT);
		/* not before: a stop that is asked for meanwhile is no more once it is continued */
		if (write(report, "", 1) != 1)
			_exit(126);
	}
	tcsetpgrp(0, getpgrp());
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 125);
}

static void
run(const char *const argv[], enum run_mode mode, int report)
{
	struct rlimit no_core = { 0, 0 };

	setrlimit(RLIMIT_CORE, &no_core);
	if (mode == RUN_NO_HANGUP)
		signal(SIGHUP, SIG_IGN);
	if (mode == RUN_IN_SHELL)
		run_job(argv, report);
	execv(argv[0], (char *const *)argv);
	_exit(127);
}

static void
slow_down(struct console_run *r)
{
	struct termios modes = r->modes;

	assert_int_equal(cfsetospeed(&modes, B9600), 0);
	assert_int_equal(tcsetattr(r->fd, TCSANOW, &modes), 0);
	r->bytes_per_s = 960;
	r->delay_ms = 300;
}

struct console_run *
console_run_new(const char *const words[], int width, int height, enum run_mode mode)
{
	struct console_run *r = g_new0(struct console_run, 1);
	struct winsize size = { .ws_col = (unsigned short)width, .ws_row = (unsigned short)height };
	const char *argv[WORDS_MAX] = { "./warroom" };
	int report[2], line;

	for (int i = 0; words[i] && i + 2 < WORDS_MAX; i++)
		argv[i + 1] = words[i];
	r->screen = strict_screen_new(width, height);
	assert_int_equal(pipe2(report, O_CLOEXEC), 0);
	assert_int_equal(openpty(&r->fd, &line, NULL, NULL, &size), 0);
	assert_int_equal(tcgetattr(r->fd, &r->modes), 0);
	if (mode == RUN_SLOW_LINE)
		slow_down(r);
	r->pid = r->console = fork();
	if (r->pid == 0) {
		close(r->fd);
		login_tty(line);
		run(argv, mode, report[1]);
	}
	assert_true(r->pid > 0);
	close(line);
	close(report[1]);
	r->stops = report[0];
	if (mode == RUN_IN_SHELL)
		assert_int_equal(read(r->stops, &r->console, sizeof r->console), sizeof r->console);
	fcntl(r->fd, F_SETFL, O_NONBLOCK);
	fcntl(r->fd, F_SETFD, FD_CLOEXEC);
	return r;
}

void
console_run_free(struct console_run **run)
{
	struct console_run *r = *run;

	*run = NULL;
	if (r->pid > 0) {
		kill(r->pid, SIGKILL);
		waitpid(r->pid, NULL, 0);
	}
	if (r->fd >= 0)
		close(r->fd);
	close(r->stops);
	strict_screen_free(&r->screen);
	g_free(r);
}

/* Waits until the line has carried what came, and reads at most what it carries in a step. */
static size_t
line_takes(struct console_run *r, size_t most)
{
	int64_t now_us = g_get_monotonic_time();

	if (!r->bytes_per_s)
		return most;
	if (r->line_us > now_us)
		g_usleep((gulong)(r->line_us - now_us));
	return MIN(most, 1 + r->bytes_per_s * STEP_MS / 1000);
}

/* What there is within so many ms; false: nothing came. */
static bool
read_some(struct console_run *r, int ms)
{
	struct pollfd input = { .fd = r->fd, .events = POLLIN };
	char buf[65536];
	ssize_t n;

	if (r->fd < 0 || poll(&input, 1, ms) <= 0)
		return false;
	n = read(r->fd, buf, line_takes(r, sizeof buf));
	if (n > 0 && r->bytes_per_s)
		r->line_us = g_get_monotonic_time() + n * G_USEC_PER_SEC / r->bytes_per_s;
	if (n <= 0) {
		/* its end is closed: poll() says so at once each time */
		g_usleep((gulong)ms * 1000);
		return false;
	}
	r->bytes += (size_t)n;
	r->reads++;
	strict_screen_feed(r->screen, buf, (size_t)n);
	return true;
}

bool
console_run_stop(struct console_run *r)
{
	gint64 end = g_get_monotonic_time() + RUN_PATIENCE_S * G_USEC_PER_SEC;
	struct pollfd stopped = { .fd = r->stops, .events = POLLIN };
	char byte;

	kill(r->console, SIGTSTP);
	while (poll(&stopped, 1, 1) == 0 && g_get_monotonic_time() < end)
		read_some(r, 1);
	return stopped.revents & POLLIN && read(r->stops, &byte, 1) == 1;
}

void
console_run_for(struct console_run *r, int ms)
{
	gint64 end = g_get_monotonic_time() + ms * 1000;

	while (g_get_monotonic_time() < end)
		read_some(r, MIN(STEP_MS, (int)((end - g_get_monotonic_time()) / 1000) + 1));
}

bool
console_run_shows(const struct console_run *r, const char *text)
{
	char *all = strict_screen_text(r->screen);
	bool is_there = strstr(all, text) != NULL;

	g_free(all);
	return is_there;
}

static bool
until(struct console_run *r, const char *text, bool is_there)
{
	gint64 end = g_get_monotonic_time() + RUN_PATIENCE_S * G_USEC_PER_SEC;

	while (console_run_shows(r, text) != is_there) {
		char *all;

		if (g_get_monotonic_time() < end) {
			read_some(r, STEP_MS);
			continue;
		}
		all = strict_screen_text(r->screen);
		printf("'%s' is %s:\n%s", text, is_there ? "missing" : "still there", all);
		g_free(all);
		return false;
	}
	return true;
}

bool
console_run_until(struct console_run *r, const char *text)
{
	return until(r, text, true);
}

bool
console_run_until_gone(struct console_run *r, const char *text)
{
	return until(r, text, false);
}

void
console_run_until_still(struct console_run *r, int quiet_ms)
{
	gint64 end = g_get_monotonic_time() + RUN_PATIENCE_S * G_USEC_PER_SEC;

	while (read_some(r, quiet_ms) && g_get_monotonic_time() < end)
		continue;
}

void
console_run_type(struct console_run *r, const char *bytes, size_t len)
{
	gint64 end = g_get_monotonic_time() + RUN_PATIENCE_S * G_USEC_PER_SEC;

	if (r->delay_ms)
		console_run_for(r, (int)r->delay_ms);
	while (len > 0 && g_get_monotonic_time() < end) {
		struct pollfd line = { .fd = r->fd, .events = POLLIN | POLLOUT };
		ssize_t n = write(r->fd, bytes, len);

		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		} else if (poll(&line, 1, STEP_MS) > 0 && line.revents & POLLIN) {
			read_some(r, 0);
		}
	}
	assert_int_equal(len, 0);
}

void
console_run_keys(struct console_run *r, const char *keys)
{
	console_run_type(r, keys, strlen(keys));
}

void
console_run_resize(struct console_run *r, int width, int height)
{
	struct winsize size = { .ws_col = (unsigned short)width, .ws_row = (unsigned short)height };

	strict_screen_resize(r->screen, width, height);
	assert_int_equal(ioctl(r->fd, TIOCSWINSZ, &size), 0);
}

bool
console_run_has_ended(struct console_run *r, int seconds, bool reads)
{
	gint64 end = g_get_monotonic_time() + seconds * G_USEC_PER_SEC;

	while (wait4(r->pid, &r->status, WNOHANG, &r->use) == 0) {
		if (g_get_monotonic_time() > end)
			return false;
		if (!reads || !read_some(r, STEP_MS))
			g_usleep(5000);
	}
	r->pid = 0;
	while (reads && read_some(r, 0))
		continue;
	return true;
}

bool
console_run_is_restored(struct console_run *r)
{
	struct termios now;

	assert_int_equal(tcgetattr(r->fd, &now), 0);
	return now.c_iflag == r->modes.c_iflag && now.c_oflag == r->modes.c_oflag &&
	       now.c_lflag == r->modes.c_lflag && now.c_cflag == r->modes.c_cflag &&
	       memcmp(now.c_cc, r->modes.c_cc, sizeof now.c_cc) == 0 && !r->screen->is_alternate &&
	       !r->screen->is_cursor_hidden && !r->screen->is_paste_bracketed &&
	       !r->screen->has_mouse;
}

/* What changes by itself is made equal: digits of clocks, countdowns and ages. */
static char *
without_time(const struct console_run *r)
{
	char *text = strict_screen_text(r->screen);

	for (char *p = text; *p; p++)
		if (g_ascii_isdigit(*p))
			*p = '0';
	return text;
}

void
console_run_assert_right(struct console_run *r)
{
	char *before = NULL, *after = NULL;

	/* a figure may grow a digit in between */
	for (int tries = 0; tries < 20 && (!before || strcmp(before, after)); tries++) {
		unsigned clears = r->screen->clears;
		gint64 end = g_get_monotonic_time() + RUN_PATIENCE_S * G_USEC_PER_SEC;

		g_free(before);
		g_free(after);
		console_run_until_still(r, 100);
		before = without_time(r);
		console_run_keys(r, "\022");
		while (r->screen->clears == clears && g_get_monotonic_time() < end)
			console_run_for(r, 10);
		if (r->screen->clears == clears)
			printf("no repaint; the screen is:\n%s", before);
		assert_true(r->screen->clears > clears);
		console_run_until_still(r, 100);
		after = without_time(r);
	}
	assert_string_equal(before, after);
	g_free(before);
	g_free(after);
}
