/* The cell grid that everything draws on, and clipped views of it. No terminal here. */
#ifndef TUI_CANVAS_H
#define TUI_CANVAS_H

#include "themes/role.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One cell: a cluster in UTF-8, or "" for the right half of a wide one. */
struct cell {
	char text[12];
	uint8_t role;  /* enum role */
	uint8_t cells; /* 1, 2, or 0 for the right half */
	bool mark;     /* drawn on top: MATCH */
};

/* Where a row of a list begins, so that a click finds it. */
enum grid_row { GRID_NO_ROW, GRID_ROW, GRID_SELECTED_ROW };

/* Cells that are a link. */
struct grid_link {
	int x, y, cells;
	char *address; /* owned by the grid; as tui/osc.h makes it */
};

struct grid {
	int width, height;
	struct cell *cells; /* height rows of width */
	uint8_t *rows;      /* enum grid_row, as many */
	struct grid_link *links;
	int n_links;
};

/* Blank, all ROLE_TEXT. Any size from 1x1. */
struct grid *grid_new(int width, int height);
/* Sets *grid to NULL. */
void grid_free(struct grid **grid);
const struct cell *grid_at(const struct grid *grid, int x, int y);
/* GRID_NO_ROW also outside. */
enum grid_row grid_row_at(const struct grid *grid, int x, int y);
/* Before another frame is drawn: no row begins anywhere, and nothing is a link. */
void grid_forget(struct grid *grid);
/* What it is shown as. */
enum role cell_role(const struct cell *cell);

/* Which characters may be used. */
enum glyphs { GLYPHS_UTF8, GLYPHS_ASCII };
enum graphs { GRAPHS_BLOCK, GRAPHS_BRAILLE, GRAPHS_ASCII };

/*
 * A rectangle of a grid. x and y are relative to it; what lies outside is clipped, never an error.
 * Cheap to copy; lent from the grid.
 */
struct canvas {
	struct grid *grid;
	int x, y, width, height; /* on the grid */
	enum glyphs glyphs;
	enum graphs graphs;
	bool focused; /* the pane that has the keys */
	/* the terminal draws ambiguous characters two cells wide: no line drawing */
	bool ambiguous_wide;
};

struct canvas canvas_of(struct grid *grid, enum glyphs glyphs, enum graphs graphs);
/* A part of it, clipped to it. */
struct canvas canvas_part(const struct canvas *c, int x, int y, int width, int height);

/* Are only ASCII drawing characters to be used here? What callers write in drawing characters
 * (lines, blocks, '·', '✓', '▶') is then replaced by canvas_text itself. With GLYPHS_ASCII all other text
 * is, too: letters lose their accents, and where there is nothing like it in ASCII stands '?' in each
 * cell. */
bool canvas_ascii(const struct canvas *c);

/* Writes valid UTF-8 from (x, y), not past the canvas; a wide character that would be cut is left
 * out. Returns the cells used. Control characters must not be in it (text_clean), but cost nothing:
 * they are drawn as '?'. */
int canvas_text(const struct canvas *c, int x, int y, enum role role, const char *utf8);
/* Cells that a text would take here. */
int canvas_width(const struct canvas *c, const char *utf8);
/* At most `cells` cells; longer text ends in "…" ("~" in ASCII). Returns the cells used. */
int canvas_field(const struct canvas *c, int x, int y, int cells, enum role role, const char *utf8);
/* The same, ending at x + cells. */
int canvas_field_right(const struct canvas *c, int x, int y, int cells, enum role role,
                       const char *utf8);
int canvas_printf(const struct canvas *c, int x, int y, enum role role, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
/* Fills with blanks of a role. */
void canvas_fill(const struct canvas *c, int x, int y, int width, int height, enum role role);
/* Gives cells that are already drawn another role (cursor row). */
void canvas_paint(const struct canvas *c, int x, int y, int width, int height, enum role role);
/* A row of a list that can be selected begins at the left end of line y. */
void canvas_note_row(const struct canvas *c, int y, bool is_selected);
/* Cells that are already drawn lead to an address (tui/osc.h). A terminal that knows no links shows them as they are;
 * what is drawn over them later stays text. */
void canvas_link(const struct canvas *c, int x, int y, int width, const char *address);
/* Marks cells that are already drawn as what the search found; overwriting unmarks. */
void canvas_mark(const struct canvas *c, int x, int y, int width);
/* Lines and boxes in the canvas's glyphs. */
void canvas_hline(const struct canvas *c, int x, int y, int width, enum role role);
void canvas_vline(const struct canvas *c, int x, int y, int height, enum role role);
void canvas_box(const struct canvas *c, enum role role);

/* A frame with a title on the left and a note on the right of its top line ("┌ Title ───── note ┐",
 * "┌►Title" where the canvas is focused); `note` may be NULL; returns the inside. */
struct canvas canvas_frame(const struct canvas *c, enum role frame, const char *title,
                           const char *note, enum role note_role);

#endif
