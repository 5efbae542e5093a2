/* A theme: what each role looks like. */
#ifndef THEMES_THEME_H
#define THEMES_THEME_H

#include "base/err.h"
#include "themes/role.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { COLOUR_DEFAULT = -1, COLOUR_RGB = 1 << 24 }; /* 0-255 palette, or COLOUR_RGB | rrggbb */

struct look {
	int32_t fg, bg;
	bool bold, dim, reverse, underline, italic;
};

struct theme {
	char name[32];
	char from[512]; /* what theme_load() was asked for: the name, or the path */
	struct look looks[ROLE_COUNT];
	struct look plain[ROLE_COUNT]; /* without colours: those of the built-in theme "mono" */
};

/* "white,red bold" to a look; an error names the word. Pure. */
bool look_parse(const char *text, struct look *look, struct err *e) MUST_USE;

/*
 * A built-in theme ("default", "dark", "light", "mono", "contrast", ...), or a file if name
 * contains '/'. A theme file is `role = "look"` lines; roles that it leaves out keep the default's,
 * and "default" as a colour is that of role text. Or it is a colour scheme of base16 in YAML
 * (themes/base16.h). Fails with file:line, or with the list of names.
 */
bool theme_load(const char *name, struct theme *theme, struct err *e) MUST_USE;

/* Names of the built-in themes, NULL-terminated. */
const char *const *theme_names(void);

/* A look as the terminal can show it: the nearest of 256, 16 or 8 colours, or none (attributes
 * only). `colours`: 1 << 24, 256, 16, 8 or 0. Pure. */
struct look look_for(const struct look *look, int colours);

/* Red, green and blue (0-255) of a colour that is not COLOUR_DEFAULT; of the first 16, which each
 * terminal has its own of, those of a common dark one. Pure. */
void look_rgb(int32_t colour, int *r, int *g, int *b);

/* What a role of a theme looks like on such a terminal: the one function to draw by. Without
 * colours every theme looks like "mono", which says by attributes alone what is urgent and where
 * the cursor is. Pure. */
struct look theme_look(const struct theme *theme, enum role role, int colours);

#endif
