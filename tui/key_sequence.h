/* The first key in a run of bytes from a terminal. Pure. */
#ifndef TUI_KEY_SEQUENCE_H
#define TUI_KEY_SEQUENCE_H

#include "tui/key_name.h"

#include <glib.h>

/* What the first bytes are. */
enum key_step {
	KEY_STEP_MORE, /* the start of something */
	KEY_STEP_KEY,
	KEY_STEP_SKIP,  /* bytes that mean nothing here */
	KEY_STEP_PASTE, /* a paste begins */
	KEY_STEP_MOUSE  /* a report of the mouse; its name as tui/mouse.h takes it */
};

struct key_bytes {
	const guint8 *at;
	size_t len;  /* at least 1 */
	bool is_all; /* no more is coming: never KEY_STEP_MORE */
};

struct key_found {
	size_t used; /* at least 1, except with KEY_STEP_MORE */
	char name[KEY_NAME_SIZE];
};

enum key_step key_sequence(struct key_bytes b, struct key_found *f);

#endif
