/* The help text of a pane, made from the action table and the key map. */
#ifndef TUI_HELP_H
#define TUI_HELP_H

#include "tui/keymap.h"
#include "tui/panel.h"

/*
 * Lines of text in two parts: what the panel understands ("here"), and what the console answers
 * everywhere; each line the keys, the action's name and its sentence. `panel` NULL: the second part
 * only. `word` ("" or NULL: all) keeps the lines that contain it, whatever the case. The lines come
 * from the tables: an action without a key shows "-", as `:` still reaches it. g_free.
 */
char *help_text(const struct panel_ops *panel, const struct keymap *map, const char *word);

#endif
