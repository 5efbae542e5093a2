/* What a command says of itself: its --help, and the same as a table. */
#ifndef APP_USAGE_H
#define APP_USAGE_H

#include "app/command.h"

#include <glib.h>
#include <stdbool.h>

struct usage {
	char *summary;   /* sentences; "" when the command has none */
	GArray *options; /* GOptionEntry: only names and texts, which are static */
};

/* Asks a command; usage_clear() what it gives. UI thread only, and not while a command runs. */
void usage_ask(const struct command *command, struct usage *usage);
void usage_clear(struct usage *usage);

/* Is somebody asking? Then the command's options and summary are taken, and it must go no further. */
bool usage_take(const char *summary, const GOptionEntry *options, guint n);

/* The --help of the command that runs (by g_get_prgname()), to standard output; no line is longer
 * than 79 cells. */
void usage_print(const char *summary, const GOptionEntry *options, guint n);

/* The command of this name; NULL. */
const struct command *command_find(const char *name);

/* "-m, --comment=TEXT"; g_free. */
char *usage_option(const GOptionEntry *option);

#endif
