/* Turns the bytes that a terminal sends into names of keys. Pure: no terminal, no clock. */
#ifndef TUI_KEY_DECODER_H
#define TUI_KEY_DECODER_H

#include <stdbool.h>
#include <stddef.h>

struct key_decoder;

/* Knows the sequences of xterm, VT, rxvt and the Linux console, whatever TERM says. */
struct key_decoder *key_decoder_new(void);
void key_decoder_free(struct key_decoder **d);

/* Are reports of the mouse (SGR 1006) given out as "Mouse ..." (tui/mouse.h)? Otherwise they are swallowed. */
void key_decoder_set_mouse(struct key_decoder *d, bool is_on);

/*
 * Takes the bytes of one read. 64 bytes or more of text at once, or 32 with a line end in their midst, are a paste on a
 * terminal that has no bracketed paste (a held key repeats itself, text does not): it goes on until
 * key_decoder_expire() and comes out as "Paste".
 */
void key_decoder_feed(struct key_decoder *d, const void *bytes, size_t len);

/*
 * The next whole key into buf (KEY_NAME_SIZE is enough). False: none yet. A paste comes as "Paste"
 * with its text, valid UTF-8 and cut to 64 KiB, in *paste (g_free); otherwise *paste becomes NULL.
 * Unknown sequences are swallowed whole. A bracketed paste ends with its closing bracket and a pause
 * (key_decoder_expire()): what comes behind the bracket at once is text that held a bracket, and is dropped. So does
 * Ctrl-C and a pause, for a paste whose end got lost.
 */
bool key_decoder_next(struct key_decoder *d, char *buf, size_t size, char **paste);

/* Do bytes wait that may be the start of a longer key? */
bool key_decoder_is_pending(const struct key_decoder *d);
/* Nothing more came for long enough: what waits is all there is (a lone Esc is Esc). */
void key_decoder_expire(struct key_decoder *d);

#endif
