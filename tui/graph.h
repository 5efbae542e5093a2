/* What sparklines and charts share: steps of a cell, and series cut into columns. */
#ifndef TUI_GRAPH_H
#define TUI_GRAPH_H

#include "tui/widget.h"

/* The canvas with the characters that graphs may use on it. */
struct canvas graph_canvas(const struct canvas *c);

/* A column filled from below to n eighths, 1..8. */
const char *graph_eighth(int n);

/* A braille cell with its left and right columns filled from below to so many of 4 dots; into buf.
 */
const char *graph_braille_fill(int left, int right, char buf[4]);
/* A braille cell from a mask as Unicode counts its dots; into buf. */
const char *graph_braille(unsigned mask, char buf[4]);
/* The bit of a dot: column 0..1, row 0..3 from the top. */
unsigned graph_braille_dot(int column, int row);

/* The lowest and highest finite value; false when there is none. Widens *low and *high, which start
 * at NAN. */
bool graph_range(const struct point *points, size_t n, double *low, double *high);

/*
 * Cuts points (oldest first) into `columns` equal parts of [from_us, to_us): the mean of what lies
 * in a part, but for what is NAN; where nothing does, the straight line between its neighbours; NAN outside the points
 * and beside a gap.
 */
void graph_columns(const struct point *points, size_t n, int64_t from_us, int64_t to_us,
                   double *values, int columns);

#endif
