/* The cell grid: clipped writing of clusters, fields, fills and lines. */
#include "tui/canvas.h"

#include "base/text.h"
#include "tui/glyph.h"

#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void
blank(struct cell *cell)
{
	memcpy(cell->text, " ", 2);
	cell->cells = 1;
	cell->mark = false;
}

struct grid *
grid_new(int width, int height)
{
	struct grid *grid = g_new0(struct grid, 1);

	grid->width = MAX(width, 1);
	grid->height = MAX(height, 1);
	grid->cells = g_new0(struct cell, (gsize)grid->width * (gsize)grid->height);
	grid->rows = g_new0(uint8_t, (gsize)grid->width * (gsize)grid->height);
	for (int i = 0; i < grid->width * grid->height; i++)
		blank(&grid->cells[i]);
	return grid;
}

static void
grid_forget_links(struct grid *grid)
{
	for (int i = 0; i < grid->n_links; i++)
		g_free(grid->links[i].address);
	g_clear_pointer(&grid->links, g_free);
	grid->n_links = 0;
}

void
grid_free(struct grid **grid)
{
	if (!*grid)
		return;
	g_free((*grid)->cells);
	g_free((*grid)->rows);
	grid_forget_links(*grid);
	g_free(*grid);
	*grid = NULL;
}

static struct cell *
at(const struct grid *grid, int x, int y)
{
	return &grid->cells[y * grid->width + x];
}

const struct cell *
grid_at(const struct grid *grid, int x, int y)
{
	return at(grid, x, y);
}

enum grid_row
grid_row_at(const struct grid *grid, int x, int y)
{
	bool is_in = x >= 0 && x < grid->width && y >= 0 && y < grid->height;

	return is_in ? (enum grid_row)grid->rows[y * grid->width + x] : GRID_NO_ROW;
}

void
grid_forget(struct grid *grid)
{
	grid_forget_links(grid);
	memset(grid->rows, GRID_NO_ROW, (size_t)grid->width * (size_t)grid->height);
}

struct canvas
canvas_of(struct grid *grid, enum glyphs glyphs, enum graphs graphs)
{
	struct canvas c = { .grid = grid,
		            .width = grid->width,
		            .height = grid->height,
		            .glyphs = glyphs,
		            .graphs = graphs };

	c.ambiguous_wide = text_width("─") == 2;
	return c;
}

struct canvas
canvas_part(const struct canvas *c, int x, int y, int width, int height)
{
	struct canvas part = *c;
	int left = CLAMP(x, 0, c->width), top = CLAMP(y, 0, c->height);

	part.x = c->x + left;
	part.y = c->y + top;
	part.width = CLAMP(x + width, left, c->width) - left;
	part.height = CLAMP(y + height, top, c->height) - top;
	return part;
}

bool
canvas_ascii(const struct canvas *c)
{
	return c->glyphs == GLYPHS_ASCII || c->ambiguous_wide;
}

enum role
cell_role(const struct cell *cell)
{
	return cell->mark ? ROLE_MATCH : (enum role)cell->role;
}

/* Before the cell at (x, y) of the grid is overwritten: the other half of a wide character that
 * stands there goes. */
static void
free_cell(const struct grid *grid, int x, int y)
{
	const struct cell *cell = at(grid, x, y);

	if (cell->cells == 0 && x > 0)
		blank(at(grid, x - 1, y));
	else if (cell->cells == 2 && x + 1 < grid->width)
		blank(at(grid, x + 1, y));
}

/* Puts a cluster of 1 or 2 cells at (x, y) of the grid; it fits. */
static void
put(const struct grid *grid, int x, int y, enum role role, const char *cluster, int cells)
{
	struct cell *cell = at(grid, x, y);

	free_cell(grid, x, y);
	if (cells == 2) {
		free_cell(grid, x + 1, y);
		cell[1] = (struct cell){ .role = (uint8_t)role };
	}
	g_strlcpy(cell->text, cluster, sizeof cell->text);
	cell->role = (uint8_t)role;
	cell->cells = (uint8_t)cells;
	cell->mark = false;
}

/* A cluster as a cell holds it: a base with the combining marks that have room. */
static void
copy_cluster(char out[12], const char *from, size_t len)
{
	while (len > 11) {
		const char *before = g_utf8_find_prev_char(from, from + len);

		len = before ? (size_t)(before - from) : 11;
	}
	memcpy(out, from, len);
	out[len] = '\0';
}

/* How a canvas shows what is not ASCII. */
enum shows { SHOWS_ALL, SHOWS_OUR_OWN_AS_ASCII, SHOWS_ASCII };

static enum shows
shows_of(const struct canvas *c)
{
	return c->glyphs == GLYPHS_ASCII ? SHOWS_ASCII
	       : c->ambiguous_wide       ? SHOWS_OUR_OWN_AS_ASCII
	                                 : SHOWS_ALL;
}

/* Takes the next cluster as this canvas shows it; its width in cells (0: nothing to show), -1 at
 * the end. */
static int
take_cluster(enum shows shows, const char **utf8, char out[12])
{
	const unsigned char *byte = (const unsigned char *)*utf8;
	const char *from = *utf8;
	int cells = 1;
	size_t len;
	char plain;

	if (!*byte)
		return -1;
	if (*byte < 0x20 || *byte == 0x7F || (*byte < 0x80 && byte[1] < 0x80)) {
		out[0] = *byte < 0x20 || *byte == 0x7F ? '?' : (char)*byte;
		out[1] = '\0';
		++*utf8;
		return 1;
	}
	if (*byte == 0xC2 && byte[1] >= 0x80 && byte[1] < 0xA0) {
		memcpy(out, "?", 2);
		*utf8 += 2;
		return 1;
	}
	len = text_cluster(utf8, &cells);
	if (len == 1 && *from & 0x80) { /* not UTF-8, and the byte may be a control */
		memcpy(out, "?", 2);
		return 1;
	}
	plain = shows != SHOWS_ALL ? glyph_ascii(from) : 0;
	if (plain) {
		out[0] = plain;
		out[1] = '\0';
		return 1;
	}
	if (shows == SHOWS_ASCII && cells > 0 && (len > 1 || *byte >= 0x80)) {
		glyph_transliterate(from, len, cells, out);
		return cells;
	}
	copy_cluster(out, from, len);
	return cells;
}

/* canvas_text that stops before `end` (relative to the canvas). */
static int
draw_until(const struct canvas *c, int x, int y, int end, enum role role, const char *utf8)
{
	bool row_shows = y >= 0 && y < c->height;
	enum shows shows = shows_of(c);
	int start = x, cells;
	char cluster[12];

	while ((cells = take_cluster(shows, &utf8, cluster)) >= 0 && x + cells <= end) {
		if (cells == 0)
			continue;
		if (row_shows && x >= 0)
			put(c->grid, c->x + x, c->y + y, role, cluster, cells);
		else if (row_shows && x + cells > 0)
			put(c->grid, c->x, c->y + y, role, " ", 1);
		x += cells;
	}
	return x - start;
}

int
canvas_text(const struct canvas *c, int x, int y, enum role role, const char *utf8)
{
	return draw_until(c, x, y, c->width, role, utf8);
}

int
canvas_width(const struct canvas *c, const char *utf8)
{
	enum shows shows = shows_of(c);
	int width = 0, cells;
	char cluster[12];

	while ((cells = take_cluster(shows, &utf8, cluster)) >= 0)
		width += cells;
	return width;
}

int
canvas_field(const struct canvas *c, int x, int y, int cells, enum role role, const char *utf8)
{
	int used;

	if (cells <= 0)
		return 0;
	if (canvas_width(c, utf8) <= cells)
		return draw_until(c, x, y, MIN(x + cells, c->width), role, utf8);
	used = draw_until(c, x, y, MIN(x + cells - 1, c->width), role, utf8);
	return used + draw_until(c, x + used, y, MIN(x + cells, c->width), role, "…");
}

int
canvas_field_right(const struct canvas *c, int x, int y, int cells, enum role role,
                   const char *utf8)
{
	int width = canvas_width(c, utf8);

	return canvas_field(c, x + MAX(cells - width, 0), y, MIN(cells, width), role, utf8);
}

int
canvas_printf(const struct canvas *c, int x, int y, enum role role, const char *fmt, ...)
{
	va_list ap;
	char *text;
	int used;

	va_start(ap, fmt);
	text = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	used = canvas_text(c, x, y, role, text);
	g_free(text);
	return used;
}

void
canvas_fill(const struct canvas *c, int x, int y, int width, int height, enum role role)
{
	struct canvas part = canvas_part(c, x, y, width, height);

	for (int row = part.y; row < part.y + part.height; row++)
		for (int column = part.x; column < part.x + part.width; column++)
			put(c->grid, column, row, role, " ", 1);
}

void
canvas_paint(const struct canvas *c, int x, int y, int width, int height, enum role role)
{
	struct canvas part = canvas_part(c, x, y, width, height);

	for (int row = part.y; row < part.y + part.height; row++)
		for (int column = part.x; column < part.x + part.width; column++)
			at(c->grid, column, row)->role = (uint8_t)role;
}

void
canvas_mark(const struct canvas *c, int x, int y, int width)
{
	struct canvas part = canvas_part(c, x, y, width, 1);

	for (int column = part.x; part.height && column < part.x + part.width; column++)
		at(c->grid, column, part.y)->mark = true;
}

void
canvas_note_row(const struct canvas *c, int y, bool is_selected)
{
	if (c->width > 0 && y >= 0 && y < c->height)
		c->grid->rows[(c->y + y) * c->grid->width + c->x] =
		    is_selected ? GRID_SELECTED_ROW : GRID_ROW;
}

void
canvas_link(const struct canvas *c, int x, int y, int width, const char *address)
{
	struct canvas part = canvas_part(c, x, y, width, 1);
	struct grid *grid = c->grid;

	if (part.width <= 0 || part.height <= 0)
		return;
	grid->links = g_renew(struct grid_link, grid->links, (gsize)grid->n_links + 1);
	grid->links[grid->n_links++] =
	    (struct grid_link){ part.x, part.y, part.width, g_strdup(address) };
}
