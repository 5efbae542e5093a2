/* Screens as text in tests. */
#ifndef TESTS_UNIT_SCREEN_H
#define TESTS_UNIT_SCREEN_H

#include "tui/canvas.h"

/* Fails, showing both, unless the grid is these lines (blanks at their ends do not count). Frees
 * the grid. */
void assert_screen(struct grid *grid, const char *expected);

/* One letter a cell for its role, rows separated by newlines: '.' text, else the first letter of
 * its name in capitals; g_free. */
char *screen_roles(const struct grid *grid);

#endif
