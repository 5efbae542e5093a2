/* A grid as text, without a terminal. */
#ifndef TUI_PRINT_H
#define TUI_PRINT_H

#include "themes/theme.h"
#include "tui/canvas.h"

/* Rows separated by newlines, blanks at the end of rows cut; g_free. */
char *print_text(const struct grid *grid);
/* With SGR colours of the theme for a terminal with so many colours; every row ends with a
 * reset. */
char *print_ansi(const struct grid *grid, const struct theme *theme, int colours);
/* A <pre> with spans, self-contained page. */
char *print_html(const struct grid *grid, const struct theme *theme);

#endif
