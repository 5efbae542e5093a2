/* What a command prints: the one way to standard output and standard error for text with anything of others in it. */
#ifndef APP_OUT_H
#define APP_OUT_H

#include <glib.h>

/*
 * To standard output. Whatever the arguments hold, only printable text leaves: controls, bad UTF-8 and what hides or
 * reorders text go through text_clean(), line by line; so a name can bring a line end, but no escape sequence.
 */
void out_say(const char *fmt, ...) G_GNUC_PRINTF(1, 2);
/* A cell of a table: the text, and blanks up to so many cells of the terminal. */
void out_cells(const char *text, int cells);
/* "warroom: ", the sentence as one cleaned line, and a line end, to standard error. */
void out_error(const char *fmt, ...) G_GNUC_PRINTF(1, 2);

/* A JSON document, in which only strings can hold what is not ASCII, with everything in them that a terminal could take
 * for a command, or that hides, as \uXXXX: the document says the same. g_free. */
char *out_json_text(const char *json);

#endif
