/* The terminal. The only file that knows ncurses is term.c. UI thread only. */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include "base/err.h"
#include "themes/theme.h"
#include "tui/canvas.h"

struct term;

/* Can the terminal only take lines? TERM is "dumb", names something that prints on paper, or neither it nor
 * anything like it that can move its cursor is described on this machine. */
bool term_is_linear(void);
/* How many colours its type has, without taking over the terminal; 0: none, or NO_COLOR is set. */
int term_colours_of_type(void);

/*
 * Takes over the terminal on descriptors 0 and 1. An unknown TERM falls back to one that works.
 * NULL with a reason when there is no terminal. At most one at a time. Never writes on its own:
 * term_show and term_resume do.
 */
struct term *term_open(struct err *e) MUST_USE;
/* Leaves the terminal as it was; sets *t to NULL. */
void term_close(struct term **t);

void term_size(const struct term *t, int *width, int *height);
/* After SIGWINCH: asks the terminal how large it is and repaints everything at the next show. */
void term_resized(struct term *t);
void term_set_theme(struct term *t, const struct theme *theme);
int term_colours(const struct term *t);
bool term_utf8(const struct term *t);

/* Brings the screen to what the grid says: only what changed, in one write(2); what the terminal
 * does not take now is kept and sent by term_flush(). `anew`: everything. */
void term_show(struct term *t, const struct grid *grid, bool anew);
/* Bytes still to be written? Then poll descriptor 1 for POLLOUT and call term_flush. */
bool term_unsent(const struct term *t);
/* Sends what is kept as far as the terminal takes it now; also after term_wait_ms(). False: the
 * terminal is gone. */
bool term_flush(struct term *t);

/* The next key of what has arrived, by its name (tui/keymap.h), into buf; a printable character as
 * itself in UTF-8. False: none waits. Never blocks. A pasted text comes as "Paste" with the text in
 * *paste (g_free). */
bool term_key(struct term *t, char *buf, size_t size, char **paste);
/* Descriptor to poll for keys. */
int term_fd(const struct term *t);
/* An Esc may be the start of a key, or a slow line is still busy: call term_flush and term_key again
 * after so many ms (-1: nothing is pending). */
int term_wait_ms(const struct term *t);

/* Has the terminal report its mouse (SGR 1006), as keys that tui/mouse.h reads; off at first. Where the terminal
 * has no such sequences nothing is asked. */
void term_set_mouse(struct term *t, bool is_on);
/* Bytes that are no part of the screen (tui/osc.h), behind the next frame. */
void term_send(struct term *t, const char *bytes, size_t len);
/* Rings the bell at the next show. */
void term_bell(struct term *t);
/* Ctrl-Z: gives the terminal back, stops the process, takes it again. */
void term_suspend(struct term *t);
/* What a crash handler writes and restores; async-signal-safe. Nothing when no terminal is open. */
void term_emergency_restore(void);
/* From now on a crash does that, and then ends the program by its signal; one of the calling thread does also when
 * its stack is full. */
void term_restore_on_crash(void);
/* Bytes and write calls so far, for the bench. */
void term_counters(const struct term *t, unsigned long *bytes, unsigned long *writes);

#endif
