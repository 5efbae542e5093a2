/* A terminal for tests that knows only what our console may send: anything else that arrives is a fault, told in words. */
#ifndef TESTS_TERMINAL_STRICT_SCREEN_H
#define TESTS_TERMINAL_STRICT_SCREEN_H

#include <glib.h>
#include <stdbool.h>

struct strict_screen {
	int width, height;
	int x, y;
	char (*cells)[32]; /* the cluster of each; "" is the second half of a wide one */
	GString *faults;   /* what may not be sent, a line each; "" */
	unsigned clears;   /* of the whole screen, so far */
	unsigned bells;
	bool is_alternate, is_cursor_hidden, is_paste_bracketed;
	bool has_mouse; /* its reports are asked for */
	/* a test that wants them allows sequences for the terminal (OSC, and DCS for tmux): each one's text, a line each,
	 * with ESC as '^'; NULL: they are faults */
	GString *sequences;

	/* the parser's */
	GByteArray *in;
	bool must_wrap;
	int saved_x, saved_y;
	char last[32]; /* for "repeat it" */
	int top, bottom;
};

/* A UTF-8 locale must be set. */
struct strict_screen *strict_screen_new(int width, int height);
void strict_screen_free(struct strict_screen **s);
/* As a terminal does that was made larger or smaller: what is on it stays where it fits. */
void strict_screen_resize(struct strict_screen *s, int width, int height);
void strict_screen_feed(struct strict_screen *s, const void *bytes, size_t len);
/* A row, or all rows with line ends, without the blanks at the end; g_free. */
char *strict_screen_row(const struct strict_screen *s, int y);
char *strict_screen_text(const struct strict_screen *s);

#endif
