/* Drawing characters as rectangles: fonts draw them with gaps, or in another width. */
#ifndef TUI_GLYPH_SHAPE_H
#define TUI_GLYPH_SHAPE_H

#include <glib.h>
#include <stdbool.h>

/* A cell in a picture. */
enum { SHAPE_WIDTH = 8, SHAPE_HEIGHT = 16 };

struct shape_rect {
	int x, y, width, height;
};

/* Full, and the three shades: a quarter, half, three quarters of the colour. */
enum { SHAPE_SOLID, SHAPE_SHADE_1, SHAPE_SHADE_2, SHAPE_SHADE_3, SHAPE_TONES };

/* Adds the rectangles (struct shape_rect) of a line, a block, a shade or a Braille character, moved
 * by x and y, to those of its tone. False: it is none of these, and a font has to draw it. Pure. */
bool shape_add(gunichar ch, int x, int y, GArray *const tones[SHAPE_TONES]);

/* Joins what touches and has one height or one width. */
void shape_join(GArray *rects);

#endif
