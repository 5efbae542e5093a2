/* The line to the terminal: its modes, its size, bytes in and out without ever waiting. */
#include "tui/tty.h"

#include "base/clock.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { SIZE_MAX_CELLS = 1000, EMERGENCY_MAX = 256 };

struct tty {
	int out; /* an open file of our own, so that O_NONBLOCK is not shared with the shell; or 1
	          */
	bool is_own;
	bool is_raw;
	bool is_gone;
	struct termios saved;
	GByteArray *unsent;
	int64_t byte_us; /* that a byte takes on a slow line; 0: not slow */
	int64_t busy_us; /* until then the line carries what was sent */
	unsigned long bytes, writes;
};

/* What the crash handler needs, where it can reach it. */
static struct {
	volatile sig_atomic_t is_set;
	int out;
	struct termios modes;
	size_t len;
	char bytes[EMERGENCY_MAX];
} emergency;

/* A terminal that is not a line says 38,400. */
static int64_t
byte_us(const struct termios *modes)
{
	static const struct {
		speed_t speed;
		int bits_a_second;
	} slow[] = { { B300, 300 },   { B600, 600 },   { B1200, 1200 },  { B1800, 1800 },
		     { B2400, 2400 }, { B4800, 4800 }, { B9600, 9600 }, { B19200, 19200 } };

	for (size_t i = 0; i < G_N_ELEMENTS(slow); i++)
		if (cfgetospeed(modes) == slow[i].speed)
			return 10 * SEC_US / slow[i].bits_a_second; /* with start and stop bit */
	return 0;
}

struct tty *
tty_open(struct err *e)
{
	struct tty *t;
	struct termios modes;

	if (!isatty(0) || !isatty(1) || tcgetattr(0, &modes) != 0) {
		err_set(e,
		        _("standard input and output are not a terminal: start it in one, or use "
		          "`warroom print`"));
		return NULL;
	}
	t = g_new0(struct tty, 1);
	t->saved = modes;
	t->byte_us = byte_us(&modes);
	t->unsent = g_byte_array_new();
	t->out = open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	t->is_own = t->out >= 0;
	if (!t->is_own)
		t->out = 1;
	return t;
}

void
tty_close(struct tty **t)
{
	if (!*t)
		return;
	tty_cooked(*t);
	if ((*t)->is_own)
		close((*t)->out);
	g_byte_array_unref((*t)->unsent);
	g_free(*t);
	*t = NULL;
}

void
tty_raw(struct tty *t)
{
	struct termios raw;

	if (tcgetattr(0, &t->saved) != 0)
		return;
	raw = t->saved;
	cfmakeraw(&raw);
	/* A read gives what there is, at once, even when another process was quicker. */
	raw.c_cc[VMIN] = 0;
	raw.c_cc[VTIME] = 0;
	/* Not TCSADRAIN or TCSAFLUSH: these wait for a terminal that may have stopped reading. */
	tcsetattr(0, TCSANOW, &raw);
	t->is_raw = true;
	tty_set_emergency(t, "", 0);
}

void
tty_cooked(struct tty *t)
{
	emergency.is_set = 0;
	if (t->is_raw)
		tcsetattr(0, TCSANOW, &t->saved);
	t->is_raw = false;
}

static int
size_from(const char *variable, int otherwise)
{
	const char *text = getenv(variable);
	long n = text ? strtol(text, NULL, 10) : 0;

	return n > 0 ? (int)MIN(n, SIZE_MAX_CELLS) : otherwise;
}

void
tty_size(const struct tty *t, int *width, int *height)
{
	struct winsize size = { 0 };

	if (ioctl(t->out, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) {
		*width = size_from("COLUMNS", 80);
		*height = size_from("LINES", 24);
		return;
	}
	*width = MIN(size.ws_col, SIZE_MAX_CELLS);
	*height = MIN(size.ws_row, SIZE_MAX_CELLS);
}

size_t
tty_read(struct tty *t, void *buf, size_t size)
{
	struct pollfd input = { .fd = 0, .events = POLLIN };
	ssize_t n;

	if (t->is_gone || poll(&input, 1, 0) <= 0 || !(input.revents & POLLIN))
		return 0;
	n = read(0, buf, size);
	return n > 0 ? (size_t)n : 0;
}

void
tty_queue(struct tty *t, const void *bytes, size_t len)
{
	if (!t->is_gone && len > 0)
		g_byte_array_append(t->unsent, bytes, (guint)len);
}

/* On a descriptor that others share, O_NONBLOCK is on only for the write itself. */
static ssize_t
write_some(const struct tty *t)
{
	int flags = t->is_own ? 0 : fcntl(t->out, F_GETFL);
	ssize_t n;

	if (!t->is_own)
		fcntl(t->out, F_SETFL, flags | O_NONBLOCK);
	do {
		n = write(t->out, t->unsent->data, t->unsent->len);
	} while (n < 0 && errno == EINTR);
	if (!t->is_own) {
		int error = errno;

		fcntl(t->out, F_SETFL, flags);
		errno = error;
	}
	return n;
}

bool
tty_flush(struct tty *t)
{
	ssize_t n;

	if (t->is_gone || t->unsent->len == 0)
		return !t->is_gone;
	n = write_some(t);
	t->writes++;
	if (n < 0 && errno != EAGAIN) {
		t->is_gone = true;
		g_byte_array_set_size(t->unsent, 0);
		return false;
	}
	if (n > 0) {
		t->bytes += (unsigned long)n;
		t->busy_us = MAX(t->busy_us, clock_monotonic_us()) + n * t->byte_us;
		g_byte_array_remove_range(t->unsent, 0, (guint)n);
	}
	return true;
}

bool
tty_flush_within(struct tty *t, int ms)
{
	int64_t end_us = clock_monotonic_us() + ms * MSEC_US;
	struct pollfd output = { .fd = t->out, .events = POLLOUT };

	while (tty_flush(t) && t->unsent->len > 0) {
		int64_t left_us = end_us - clock_monotonic_us();

		if (left_us <= 0)
			break;
		poll(&output, 1, (int)(left_us / MSEC_US) + 1);
	}
	if (t->unsent->len == 0)
		return !t->is_gone;
	g_byte_array_set_size(t->unsent, 0);
	return false;
}

bool
tty_has_unsent(const struct tty *t)
{
	return t->unsent->len > 0;
}

int
tty_busy_ms(const struct tty *t)
{
	int64_t left_us = t->byte_us ? t->busy_us - clock_monotonic_us() : 0;

	return left_us > 0 ? (int)(left_us / MSEC_US) + 1 : 0;
}

void
tty_counters(const struct tty *t, unsigned long *bytes, unsigned long *writes)
{
	*bytes = t->bytes;
	*writes = t->writes;
}

void
tty_stop_job(void)
{
	struct sigaction stop = { .sa_handler = SIG_DFL }, saved;
	sigset_t mask, saved_mask;

	sigemptyset(&mask);
	sigaddset(&mask, SIGTSTP);
	sigaction(SIGTSTP, &stop, &saved);
	pthread_sigmask(SIG_UNBLOCK, &mask, &saved_mask);
	kill(0, SIGTSTP);
	pthread_sigmask(SIG_SETMASK, &saved_mask, NULL);
	sigaction(SIGTSTP, &saved, NULL);
}

void
tty_set_emergency(const struct tty *t, const void *bytes, size_t len)
{
	emergency.is_set = 0;
	atomic_signal_fence(memory_order_seq_cst);
	emergency.len = MIN(len, sizeof emergency.bytes);
	memcpy(emergency.bytes, bytes, emergency.len);
	emergency.out = t->out;
	emergency.modes = t->saved;
	atomic_signal_fence(memory_order_seq_cst);
	emergency.is_set = 1;
}

void
tty_emergency_restore(void)
{
	if (!emergency.is_set)
		return;
	emergency.is_set = 0;
	if (write(emergency.out, emergency.bytes, emergency.len) < 0) {
		/* Nothing better can be done in a signal handler. */
	}
	tcsetattr(0, TCSANOW, &emergency.modes);
}
