/* Keys as they come from the line: the decoder, and the wait that tells a lone Esc from the start
 * of a key. */
#include "tui/keyboard.h"

#include "base/clock.h"
#include "tui/key_decoder.h"

enum { ESC_WAIT_MS = 50 }; /* an Esc that is the start of a key has its rest by then */

struct keyboard {
	struct tty *tty;
	struct key_decoder *keys;
	int64_t heard_us; /* when the last bytes came; monotonic */
};

struct keyboard *
keyboard_new(struct tty *tty)
{
	struct keyboard *k = g_new0(struct keyboard, 1);

	k->tty = tty;
	k->keys = key_decoder_new();
	return k;
}

void
keyboard_free(struct keyboard **k)
{
	if (!*k)
		return;
	key_decoder_free(&(*k)->keys);
	g_free(*k);
	*k = NULL;
}

void
keyboard_set_mouse(struct keyboard *k, bool is_on)
{
	key_decoder_set_mouse(k->keys, is_on);
}

bool
keyboard_key(struct keyboard *k, char *buf, size_t size, char **paste)
{
	char bytes[4096];
	size_t n;

	if (key_decoder_next(k->keys, buf, size, paste))
		return true;
	n = tty_read(k->tty, bytes, sizeof bytes);
	if (n > 0) {
		key_decoder_feed(k->keys, bytes, n);
		k->heard_us = clock_monotonic_us();
	} else if (keyboard_wait_ms(k) == 0) {
		key_decoder_expire(k->keys);
	}
	return key_decoder_next(k->keys, buf, size, paste);
}

int
keyboard_wait_ms(const struct keyboard *k)
{
	int64_t left_us = k->heard_us + ESC_WAIT_MS * MSEC_US - clock_monotonic_us();

	if (!key_decoder_is_pending(k->keys))
		return -1;
	return left_us > 0 ? (int)((left_us + MSEC_US - 1) / MSEC_US) : 0;
}
