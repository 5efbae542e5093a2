/* Keeps the environment and the signal handlers as they are while a library opens the terminal. */
#ifndef TUI_TERM_GUARD_H
#define TUI_TERM_GUARD_H

#include <signal.h>

enum { TERM_GUARD_VARIABLES = 3, TERM_GUARD_SIGNALS = 4 };

struct term_guard {
	char *environment[TERM_GUARD_VARIABLES];
	struct sigaction actions[TERM_GUARD_SIGNALS];
};

/*
 * Until term_guard_end(), which restores all, the environment tells newterm() not to nap for
 * padding, and the size, which it writes into the scroll region. Before other threads run.
 */
void term_guard_begin(struct term_guard *guard, int width, int height);
void term_guard_end(struct term_guard *guard);

#endif
