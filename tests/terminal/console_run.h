/* The real program on a pseudo-terminal of the test's: keys, sizes, signals, what it shows, how it ends. */
#ifndef TESTS_TERMINAL_CONSOLE_RUN_H
#define TESTS_TERMINAL_CONSOLE_RUN_H

#include "tests/terminal/strict_screen.h"

#include <sys/resource.h>
#include <sys/types.h>
#include <termios.h>

enum { RUN_PATIENCE_S = 60 }; /* a busy machine may take its time */

struct console_run {
	pid_t pid; /* of what leads the terminal: the console, or its shell */
	pid_t console;
	int stops;         /* a byte arrives each time the shell's job has stopped; -1: no shell */
	int fd;            /* our end; -1: hung up */
	int status;        /* once ended, as of wait() */
	struct rusage use; /* once ended */
	struct termios modes; /* before it started */
	struct strict_screen *screen;
	size_t bytes, reads; /* so far */
	/* a slow line: so much arrives a second, and a key is so long under way; 0: as fast as it goes */
	unsigned bytes_per_s, delay_ms;
	int64_t line_us; /* until then the line is busy with what has come */
};

enum run_mode {
	RUN_PLAIN,
	RUN_NO_HANGUP, /* with SIGHUP ignored, as under nohup */
	RUN_IN_SHELL,  /* as the job of a shell that continues it whenever it stops */
	RUN_SLOW_LINE  /* over 9,600 bit/s, as `stty 9600` says, and a round trip of 300 ms */
};

/* Runs ./warroom with these words (NULL-terminated, without the first) in a terminal of this size. Fails the test when the
 * system refuses. */
struct console_run *console_run_new(const char *const words[], int width, int height,
                                    enum run_mode mode);
/* Kills what still runs. */
void console_run_free(struct console_run **r);

/* Sends the console SIGTSTP; true: it stopped, and is continued now. */
bool console_run_stop(struct console_run *r);
/* Shows what comes for so long. */
void console_run_for(struct console_run *r, int ms);
/* ... until the screen has (or has no more) this text; false: it did not come to that in time. */
bool console_run_until(struct console_run *r, const char *text);
bool console_run_until_gone(struct console_run *r, const char *text);
bool console_run_shows(const struct console_run *r, const char *text);
/* ... until nothing has come for `quiet_ms`. */
void console_run_until_still(struct console_run *r, int quiet_ms);
/* All of it, reading meanwhile. */
void console_run_type(struct console_run *r, const char *bytes, size_t len);
void console_run_keys(struct console_run *r, const char *keys);
void console_run_resize(struct console_run *r, int width, int height);
/* What the terminal shows, but for digits, is what a full repaint shows; fails the test when not. */
void console_run_assert_right(struct console_run *r);
/* Has it ended within so many seconds? Then status and use say how. Reads meanwhile, if `reads`. */
bool console_run_has_ended(struct console_run *r, int seconds, bool reads);
/* Are the modes of the terminal, its screen and its cursor as before? */
bool console_run_is_restored(struct console_run *r);

#endif
