/* Which key starts which action. */
#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include "base/err.h"
#include "tui/action.h"

/* Keys have names: one printable character, or Enter Esc Tab S-Tab Space Backspace Delete Insert Up
 * Down Left Right Home End PageUp PageDown F1..F12, with C- or M- in front. */
struct keymap;

/* With the default keys of the action table. */
struct keymap *keymap_new(void);
void keymap_free(struct keymap **map);

/* Gives `key` to an action (taking it from another), and shows it before the action's other keys;
 * the action "none" only takes it away. Fails on an unknown key name or action, with the nearest
 * known. */
bool keymap_bind(struct keymap *map, const char *key, const char *action, struct err *e) MUST_USE;

/* `key` as term_key() names it; ACTION_NONE when it starts nothing. */
enum action keymap_action(const struct keymap *map, const char *key);
/* First key of an action for footer and help, "" if it has none. */
const char *keymap_key(const struct keymap *map, enum action action);
/* From now on keymap_key() gives the actions' names: where lines are typed, nobody presses a key. */
void keymap_name_actions(struct keymap *map);
/* All of them, space-separated; g_free. */
char *keymap_keys(const struct keymap *map, enum action action);

#endif
