/* Lines, boxes and the frame of a pane. */
#include "tui/canvas.h"

#include <glib.h>

enum {
	NOTE_LEAST = 12
}; /* cells that a title leaves to the note, in a pane that has twice as many */

void
canvas_hline(const struct canvas *c, int x, int y, int width, enum role role)
{
	for (int i = MAX(x, 0); i < MIN(x + width, c->width); i++)
		canvas_text(c, i, y, role, "─");
}

void
canvas_vline(const struct canvas *c, int x, int y, int height, enum role role)
{
	for (int i = MAX(y, 0); i < MIN(y + height, c->height); i++)
		canvas_text(c, x, i, role, "│");
}

void
canvas_box(const struct canvas *c, enum role role)
{
	int right = c->width - 1, bottom = c->height - 1;

	canvas_hline(c, 0, 0, c->width, role);
	if (bottom < 1)
		return;
	canvas_hline(c, 0, bottom, c->width, role);
	canvas_vline(c, 0, 1, bottom - 1, role);
	canvas_vline(c, right, 1, bottom - 1, role);
	canvas_text(c, 0, 0, role, "┌");
	canvas_text(c, right, 0, role, "┐");
	canvas_text(c, 0, bottom, role, "└");
	canvas_text(c, right, bottom, role, "┘");
}

/* How the top line is shared: where both do not fit, the note keeps what the title leaves, and a
 * third at least, since it tells how far the pane can be believed. */
static void
share_top(int room, int *title, int *note)
{
	if (*title + *note + 3 <= room)
		return;
	*note = MIN(*note, MAX(MAX(room - *title, room / 3) - 3, MIN(room / 2 - 3, NOTE_LEAST)));
	if (*note < 2)
		*note = 0;
	*title = MIN(*title, room - (*note ? *note + 3 : 0));
}

struct canvas
canvas_frame(const struct canvas *c, enum role frame, const char *title, const char *note,
             enum role note_role)
{
	int room = c->width - 4, title_cells = canvas_width(c, title);
	int note_cells = note ? canvas_width(c, note) : 0;

	canvas_box(c, frame);
	if (note_cells)
		share_top(room, &title_cells, &note_cells);
	title_cells = MIN(title_cells, room);
	if (title_cells > 0) {
		canvas_text(c, 1, 0, frame, c->focused ? "►" : " ");
		canvas_field(c, 2, 0, title_cells, ROLE_TITLE, title);
		canvas_text(c, 2 + title_cells, 0, frame, " ");
	}
	if (note_cells > 0) {
		int x = c->width - 2 - note_cells;

		canvas_text(c, x - 1, 0, frame, " ");
		canvas_field(c, x, 0, note_cells, note_role, note);
		canvas_text(c, x + note_cells, 0, frame, " ");
	}
	return canvas_part(c, 1, 1, c->width - 2, c->height - 2);
}
