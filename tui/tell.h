/* What a panel says in sentences, for those who hear the room or read it line by line. */
#ifndef TUI_TELL_H
#define TUI_TELL_H

#include <glib.h>

/* Lent to panel_ops.tell for the call. UI thread only. */
struct tell {
	GString *to; /* lines, each with its newline */
	/* The number by which a person names the panel's row of this id from now on. */
	unsigned (*number)(void *data, const char *id);
	void *data;
};

/* A line of its own. */
void tell_say(struct tell *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* "12. " and the line: a row that can be named, for details or to be acted on. */
void tell_row(struct tell *t, const char *id, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Appends to the line that was said last. */
void tell_also(struct tell *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
