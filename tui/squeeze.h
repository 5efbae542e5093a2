/* Leaves out of frames what changes nothing on the terminal, and what is not ours to change. Pure. */
#ifndef TUI_SQUEEZE_H
#define TUI_SQUEEZE_H

#include <glib.h>

/* How characters look: the colours as SGR says them ("31", "38;5;120"; "" is the terminal's own). */
struct squeeze_look {
	char fg[20], bg[20];
	unsigned flags; /* bit n: SGR n; bit 0: not known */
};

/* What frame after frame has made of the terminal. All zero: it has just been reset by SGR 0. */
struct squeeze {
	struct squeeze_look has;   /* what the next character would look like */
	struct squeeze_look wants; /* and what ncurses believes that it will */
};

/*
 * For a frame that ncurses made for a terminal that understands CSI and SGR, in place. Attributes are sent in one sequence and
 * only before a character on which they are seen: a blank looks the same in any colour of the foreground, and what the last
 * frame has left is what the next one begins with. No change of the character set, since the console uses one only; and
 * no reset of the palette, which is the user's.
 */
void squeeze(struct squeeze *s, GByteArray *frame);

/* Nobody knows what the terminal was told meanwhile: attributes are said anew with the next character. */
void squeeze_forget(struct squeeze *s);

#endif
