/* Keys as they come from the line: the decoder, and the wait that tells a lone Esc from the start
 * of a key. */
#ifndef TUI_KEYBOARD_H
#define TUI_KEYBOARD_H

#include "tui/tty.h"

struct keyboard;

/* `tty` is lent and must outlive it. */
struct keyboard *keyboard_new(struct tty *tty);
void keyboard_free(struct keyboard **k);
/* As term_set_mouse(). */
void keyboard_set_mouse(struct keyboard *k, bool is_on);
/* As term_key() and term_wait_ms(). */
bool keyboard_key(struct keyboard *k, char *buf, size_t size, char **paste);
int keyboard_wait_ms(const struct keyboard *k);

#endif
