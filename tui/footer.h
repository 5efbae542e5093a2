/* The footer line: the keys that work here. */
#ifndef TUI_FOOTER_H
#define TUI_FOOTER_H

#include "tui/keymap.h"
#include "tui/panel.h"

/*
 * Fills line y of the canvas: the panel's actions in its own order (most useful first), then
 * search, filter and details where it has them, then the layouts ("1-6 layouts", none when
 * `layouts` is below 2), command, help and quit. As many as fit, whole; help stays to the last.
 * Actions without a label or a key do not show, nor, unless `acts`, those that act on the room.
 * `panel` NULL: those of the console only.
 */
void footer_draw(const struct canvas *c, int y, const struct panel_ops *panel,
                 const struct keymap *map, int layouts, bool acts);

#endif
