/* A grid as text or as a picture, without a terminal. Equal grids give equal bytes. */
#ifndef TUI_PRINT_H
#define TUI_PRINT_H

#include "themes/theme.h"
#include "tui/canvas.h"

/* Rows separated by newlines, blanks at the end of rows cut; g_free. */
char *print_text(const struct grid *grid);
/* With SGR colours of the theme for a terminal with so many colours; every row ends with a
 * reset. */
char *print_ansi(const struct grid *grid, const struct theme *theme, int colours);
/* A page that needs nothing else: a <pre> whose spans carry their colours, to be copied from it as it
 * is. The title is any valid UTF-8 without controls. */
char *print_html(const struct grid *grid, const struct theme *theme, const char *title);
/* A picture: each character stands in its cell, whatever font draws it; lines and blocks need no
 * font. */
char *print_svg(const struct grid *grid, const struct theme *theme, const char *title);

#endif
