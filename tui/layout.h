/* Layouts: which panes stand where. Pure. */
#ifndef TUI_LAYOUT_H
#define TUI_LAYOUT_H

#include "base/err.h"

#include <glib.h>
#include <stdbool.h>

/*
 * A layout as text: panes by panel name, `|` beside each other, `/` above each other, `:N` the
 * weight (default 1), brackets to group: "(countdown:2 / risks:3):2 | (alerts:3 / (budget |
 * metrics):2):4". `/` binds looser than `|`.
 */
struct layout;

struct rect {
	int x, y, width, height;
};
struct pane {
	const char *panel; /* lent from the layout */
	struct rect at;    /* with its frame */
};

/* How small a panel's pane may get, its frame included. */
typedef void layout_least(const char *panel, int *width, int *height, void *data);

/* NULL with an error that shows the place in the text. `known` (may be NULL) tells whether a panel
 * exists. */
struct layout *layout_parse(const char *text, bool (*known)(const char *panel),
                            struct err *e) MUST_USE;
void layout_free(struct layout **layout);

/*
 * Panes for a screen part of this size. When the least sizes do not fit, `|` groups that are too
 * narrow stack, and what still does not fit is left out: what would have the smallest share of the
 * screen first, the later one of two equals (the panel with the largest share always
 * stays). All of the screen part is given away. Rows: struct pane; the caller's: g_array_unref.
 */
GArray *layout_panes(const struct layout *layout, struct rect screen, layout_least *least,
                     void *data);

#endif
