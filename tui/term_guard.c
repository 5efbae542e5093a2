/* Keeps the environment and the signal handlers as they are while a library opens the terminal. */
#include "tui/term_guard.h"

#include <glib.h>

static const char *const variables[TERM_GUARD_VARIABLES] = { "NCURSES_NO_PADDING", "LINES",
	                                                     "COLUMNS" };
static const int signals[TERM_GUARD_SIGNALS] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH };

static void
set_variable(const char *name, const char *value)
{
	if (value)
		g_setenv(name, value, TRUE);
	else
		g_unsetenv(name);
}

void
term_guard_begin(struct term_guard *guard, int width, int height)
{
	char *values[TERM_GUARD_VARIABLES] = { g_strdup("1"), g_strdup_printf("%d", height),
		                               g_strdup_printf("%d", width) };

	for (int i = 0; i < TERM_GUARD_VARIABLES; i++) {
		guard->environment[i] = g_strdup(g_getenv(variables[i]));
		set_variable(variables[i], values[i]);
		g_free(values[i]);
	}
	for (int i = 0; i < TERM_GUARD_SIGNALS; i++)
		sigaction(signals[i], NULL, &guard->actions[i]);
}

void
term_guard_end(struct term_guard *guard)
{
	for (int i = 0; i < TERM_GUARD_VARIABLES; i++) {
		set_variable(variables[i], guard->environment[i]);
		g_free(guard->environment[i]);
	}
	for (int i = 0; i < TERM_GUARD_SIGNALS; i++)
		sigaction(signals[i], &guard->actions[i], NULL);
}
