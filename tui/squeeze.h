/* Leaves out of a frame what changes nothing on the terminal, and what is not ours to change. Pure. */
#ifndef TUI_SQUEEZE_H
#define TUI_SQUEEZE_H

#include <glib.h>

/*
 * For a frame that ncurses made for a terminal that understands CSI and SGR, in place: of attributes set in a row only what
 * counts since the last reset among them; no change of the character set, since the console only uses one; and no reset of
 * the palette, which is the user's.
 */
void squeeze(GByteArray *frame);

#endif
