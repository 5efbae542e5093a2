/* What TERM may mean on a machine that does not know it, and how to read its description. Knows no
 * ncurses. Pure. */
#ifndef TUI_TERM_TYPE_H
#define TUI_TERM_TYPE_H

#include <glib.h>

enum { TERM_TYPES_MAX = 7 };

/*
 * The types to try for this TERM ("" = not set), best first; returns how many. COLORTERM (NULL = not set) only
 * widens: where it says that the terminal has all colours, the 256-colour form of TERM comes first.
 * So does that of a "-direct" type, whose colours are no palette.
 */
size_t term_types(const char *type, const char *colorterm, const char *types[TERM_TYPES_MAX]);

/* Appends a string capability without its padding marks "$<5/>"; nothing when the terminal has none
 * (NULL or (char *)-1). */
void term_append_capability(GString *to, const char *text);

#endif
