/* What is sent to the terminal beside its screen: the clipboard (OSC 52), notices (OSC 9, 777), links (OSC 8).
 * Pure. No text gets in that was not cleaned here: no control, no end of a sequence. */
#ifndef TUI_OSC_H
#define TUI_OSC_H

#include <glib.h>
#include <stdbool.h>

/* Puts the text (valid UTF-8, cut to 4 KiB, one line) into the clipboard. in_tmux: passed through to the terminal
 * that tmux runs in. */
void osc_clipboard(GString *to, const char *text, bool in_tmux);

/* A notice that the terminal shows on the desktop: number 9 or 777. */
void osc_notice(GString *to, int number, const char *text, bool in_tmux);

/* The address as a link may have it: http or https, what is not printable ASCII percent-escaped; g_free. NULL: it is
 * none, or too long. */
char *osc_address(const char *text, size_t len);
/* What follows is a link there (an osc_address()); until osc_link_end(). tmux keeps links itself. */
void osc_link(GString *to, const char *address);
void osc_link_end(GString *to);

#endif
