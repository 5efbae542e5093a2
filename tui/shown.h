/* What a terminal shows, as a grid, and what of a new frame it does not show yet. */
#ifndef TUI_SHOWN_H
#define TUI_SHOWN_H

#include "tui/canvas.h"

/* A grid that equals no frame, for a terminal of which nothing is known; the caller's: grid_free.
 */
struct grid *shown_unknown(int width, int height);

/*
 * The columns from *first to *last of row y hold all in which the new frame differs from what is
 * shown, and no half of a wide character at their start; the row counts as shown from now on. False
 * when nothing differs. Both grids have the same size.
 */
bool shown_row(struct grid *shown, const struct grid *frame, int y, int *first, int *last);

/* The caller's: grid_free. */
struct grid *shown_copy(const struct grid *frame);

#endif
