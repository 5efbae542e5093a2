/* What a terminal shows, as a grid, and what of a new frame it does not show yet. */
#include "tui/shown.h"

#include <string.h>

static size_t
bytes_of(const struct grid *grid)
{
	return sizeof *grid->cells * (size_t)grid->width * (size_t)grid->height;
}

struct grid *
shown_unknown(int width, int height)
{
	struct grid *grid = grid_new(width, height);

	memset(grid->cells, 0xff, bytes_of(grid));
	return grid;
}

bool
shown_row(struct grid *shown, const struct grid *frame, int y, int *first, int *last)
{
	const size_t size = sizeof *frame->cells;
	const struct cell *now = grid_at(frame, 0, y);
	struct cell *then = shown->cells + (size_t)y * (size_t)shown->width;
	int from = 0, to = frame->width - 1;

	while (from <= to && memcmp(&now[from], &then[from], size) == 0)
		from++;
	while (to > from && memcmp(&now[to], &then[to], size) == 0)
		to--;
	if (from > to)
		return false;
	while (from > 0 && now[from].cells == 0)
		from--;
	memcpy(then, now, size * (size_t)frame->width);
	*first = from;
	*last = to;
	return true;
}

struct grid *
shown_copy(const struct grid *frame)
{
	struct grid *copy = grid_new(frame->width, frame->height);

	memcpy(copy->cells, frame->cells, bytes_of(frame));
	return copy;
}
