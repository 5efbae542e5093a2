/* Names of keys, as the key map, the decoder and the prompt use them. Pure. */
#ifndef TUI_KEY_NAME_H
#define TUI_KEY_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is held with a key; the bits are those of xterm's modifier parameter less one. */
enum { MOD_SHIFT = 1, MOD_META = 2, MOD_CTRL = 4 };

/* Room for every name, its modifiers and the NUL. */
enum { KEY_NAME_SIZE = 32 };

/* The name of a named key ("Up") with modifiers ("C-M-Up"). Shift shows only on Tab: elsewhere it
 * is left out. Returns out. */
char *key_name_of(const char *named, unsigned mods, char *out, size_t size);

/* The name of a character with modifiers: "a", "C-a", "Space", "Enter" for C-m, as a terminal
 * cannot tell these apart. False when there is no such key (control and invisible characters, C-
 * with what is not ASCII). */
bool key_name_of_char(uint32_t c, unsigned mods, char *out, size_t size);

/* Brings what a person wrote ("c-L", "enter", " ") to the one name of that key; false: there is no
 * such key. */
bool key_name_parse(const char *text, char *out, size_t size);

/* The keys that have a word for a name, NULL-terminated. */
const char *const *key_names(void);

#endif
