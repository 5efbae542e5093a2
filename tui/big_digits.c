/* Big digits for clocks. */
#include "tui/widget.h"

#include <glib.h>
#include <string.h>

enum { ROWS = 5, SMALL_ROWS = 3, SPACE_CELLS = 2, MOST_SCALE = 3 };

/* All digits are equally wide, so that a clock does not jump. */
static const struct shape {
	char of;
	const char *rows[ROWS];
} shapes[] = {
	{ '0', { " ## ", "#  #", "#  #", "#  #", " ## " } },
	{ '1', { "  # ", " ## ", "  # ", "  # ", " ###" } },
	{ '2', { "### ", "   #", " ## ", "#   ", "####" } },
	{ '3', { "### ", "   #", " ## ", "   #", "### " } },
	{ '4', { "#  #", "#  #", "####", "   #", "   #" } },
	{ '5', { "####", "#   ", "### ", "   #", "### " } },
	{ '6', { " ## ", "#   ", "### ", "#  #", " ## " } },
	{ '7', { "####", "   #", "  # ", " #  ", " #  " } },
	{ '8', { " ## ", "#  #", " ## ", "#  #", " ## " } },
	{ '9', { " ## ", "#  #", " ###", "   #", " ## " } },
	{ ':', { " ", "#", " ", "#", " " } },
	{ '.', { " ", " ", " ", " ", "#" } },
	{ '-', { "   ", "   ", "###", "   ", "   " } },
	{ '+', { "   ", " # ", "###", " # ", "   " } },
	{ 'T', { "###", " # ", " # ", " # ", " # " } },
	{ 'd', { "   #", "   #", " ###", "#  #", " ###" } },
};

static const struct shape *
shape_of(char ch)
{
	for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++)
		if (shapes[i].of == ch)
			return &shapes[i];
	return NULL;
}

static int
shape_cells(const struct shape *shape)
{
	return shape ? (int)strlen(shape->rows[0]) : SPACE_CELLS;
}

int
widget_big_digits_width(const char *text)
{
	int cells = 0;

	for (const char *p = text; *p; p++)
		cells += shape_cells(shape_of(*p)) + (p[1] ? 1 : 0);
	return cells;
}

static bool
dot(const struct shape *shape, int column, int row)
{
	return row < ROWS && shape->rows[row][column] == '#';
}

/* Each dot of the shape so many cells wide and high. */
static void
draw_large(const struct canvas *c, int x, int y, enum role role, const struct shape *shape,
           int scale)
{
	for (int row = 0; row < ROWS * scale; row++)
		for (int column = 0; column < shape_cells(shape) * scale; column++)
			if (dot(shape, column / scale, row / scale))
				canvas_text(c, x + column, y + row, role, "█");
}

static void
draw_shape(const struct canvas *c, int x, int y, enum role role, const struct shape *shape,
           int rows)
{
	static const char *const halves[] = { " ", "▀", "▄", "█" };

	for (int row = 0; row < rows; row++)
		for (int column = 0; column < shape_cells(shape); column++) {
			bool upper = dot(shape, column, rows == ROWS ? row : 2 * row);
			bool lower = rows == ROWS ? upper : dot(shape, column, 2 * row + 1);

			if (upper || lower)
				canvas_text(c, x + column, y + row, role,
				            halves[upper + 2 * lower]);
		}
}

/* Three rows are made of half cells, which ASCII does not have. */
static int
rows_that_fit(const struct canvas *c, int x, int y, const char *text)
{
	int height = c->height - y, width = widget_big_digits_width(text);

	if (x + width > c->width || height < SMALL_ROWS)
		return 1;
	for (int scale = MOST_SCALE; scale >= 1; scale--)
		if (height >= scale * ROWS && x + scale * width <= c->width)
			return scale * ROWS;
	return canvas_ascii(c) ? 1 : SMALL_ROWS;
}

int
widget_big_digits(const struct canvas *c, int x, int y, enum role role, const char *text)
{
	int rows = rows_that_fit(c, x, y, text), scale = MAX(rows / ROWS, 1);

	if (rows == 1) {
		canvas_field(c, x, y, c->width - x, role, text);
		return 1;
	}
	for (const char *p = text; *p; p++) {
		const struct shape *shape = shape_of(*p);

		if (shape && scale > 1)
			draw_large(c, x, y, role, shape, scale);
		else if (shape)
			draw_shape(c, x, y, role, shape, rows);
		x += (shape_cells(shape) + 1) * scale;
	}
	return rows;
}
