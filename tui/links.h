/* Links of a frame, as what is written over it once it is there. Pure. */
#ifndef TUI_LINKS_H
#define TUI_LINKS_H

#include "themes/theme.h"
#include "tui/canvas.h"

#include <glib.h>

/* Each link's cells once more, as the grid has them, underlined and as a link (OSC 8); the cursor and the attributes
 * are then where they were. "" where the grid has none. looks: of each role, as this terminal shows it. */
void links_append(GString *to, const struct grid *grid, const struct look looks[ROLE_COUNT]);

#endif
