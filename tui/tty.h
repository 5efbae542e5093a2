/* The line to the terminal: its modes, its size, bytes in and out without ever waiting. Knows no
 * ncurses. UI thread only. */
#ifndef TUI_TTY_H
#define TUI_TTY_H

#include "base/err.h"

#include <stddef.h>

struct tty;

/* Descriptors 0 and 1 must be a terminal; NULL with a reason when not. Changes nothing yet. */
struct tty *tty_open(struct err *e) MUST_USE;
/* Puts the modes back; sets *t to NULL. Bytes not sent are lost. */
void tty_close(struct tty **t);

/* Every key as it comes (no echo, no signals, no flow control), output as it is. tty_cooked()
 * restores what tty_raw()
 * found; a crash in between does too (tty_emergency_restore). */
void tty_raw(struct tty *t);
void tty_cooked(struct tty *t);

/* By the terminal itself, else LINES and COLUMNS, else 80x24. */
void tty_size(const struct tty *t, int *width, int *height);

/* What waits to be read, at most size bytes; 0 when nothing does. Never blocks. */
size_t tty_read(struct tty *t, void *buf, size_t size);

/* Adds to what is to be sent. */
void tty_queue(struct tty *t, const void *bytes, size_t len);
/* One write of all that is queued; the rest stays. False: the terminal is gone. Never blocks. */
bool tty_flush(struct tty *t);
/* The same until all is sent, or so many milliseconds passed; then drops the rest and returns
 * false. */
bool tty_flush_within(struct tty *t, int ms);
bool tty_has_unsent(const struct tty *t);
/* How long a slow line still carries what was sent; 0: it is free. A line is slow when its terminal
 * says so: `stty 9600`, as a serial line does and whoever sits at the end of a bad one may. */
int tty_busy_ms(const struct tty *t);
void tty_counters(const struct tty *t, unsigned long *bytes, unsigned long *writes);

/* Stops all that the shell started with us, as Ctrl-Z does; comes back when continued. Leaves the
 * modes alone. */
void tty_stop_job(void);

/* What to write when the program dies: bytes are copied, at most 256. */
void tty_set_emergency(const struct tty *t, const void *bytes, size_t len);
/* Async-signal-safe: writes them and puts the modes back. Nothing when no tty is open. */
void tty_emergency_restore(void);

#endif
