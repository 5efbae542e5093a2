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

static void
do_nothing(int number)
{
	(void)number;
}

void
term_guard_begin(struct term_guard *guard, int width, int height)
{
	const struct sigaction mine = { .sa_handler = do_nothing };
	char *values[TERM_GUARD_VARIABLES] = { g_strdup("1"), g_strdup_printf("%d", height),
		                               g_strdup_printf("%d", width) };

	for (int i = 0; i < TERM_GUARD_VARIABLES; i++) {
		guard->environment[i] = g_strdup(g_getenv(variables[i]));
		set_variable(variables[i], values[i]);
		g_free(values[i]);
	}
	for (int i = 0; i < TERM_GUARD_SIGNALS; i++)
		sigaction(signals[i], NULL, &guard->actions[i]);
	/* Where SIGTSTP is left at its default, ncurses ignores it during each paint, and one that waits then is lost. */
	sigaction(SIGTSTP, &mine, NULL);
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
