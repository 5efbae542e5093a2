/* Manual pages from the program's tables. */
#ifndef APP_MAN_H
#define APP_MAN_H

#include "app/command.h"

#include <glib.h>

/* Text as roff: no character of it is a request or a hyphenation. */
void man_put(GString *page, const char *text);

/* The manual page of one command, warroom-NAME(1): from its row, its options and its summary. */
GString *man_of_command(const struct command *command);

#endif
