/* A bar that is filled to a share. */
#include "tui/widget.h"

#include <glib.h>
#include <math.h>

/* Parts of a cell, from the left. */
static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };

/* Steps filled of all: what is neither nothing nor everything never looks like it. */
static int
filled_steps(double share, int all)
{
	int steps;

	if (isnan(share) || share <= 0)
		return 0;
	if (share >= 1)
		return all;
	steps = (int)lround(share * all);
	return CLAMP(steps, 1, MAX(all - 1, 1));
}

void
widget_bar(const struct canvas *c, int x, int y, int cells, double share, enum role full,
           enum role rest)
{
	struct canvas own = *c;
	int per_cell, steps;

	if (c->graphs == GRAPHS_ASCII)
		own.glyphs = GLYPHS_ASCII;
	per_cell = canvas_ascii(&own) ? 1 : 8;
	steps = filled_steps(share, MAX(cells, 0) * per_cell);
	for (int i = 0; i < cells; i++) {
		int part = steps - i * per_cell;

		if (part >= per_cell)
			canvas_text(&own, x + i, y, full, "█");
		else if (part > 0)
			canvas_text(&own, x + i, y, full, eighths[part]);
		else
			canvas_text(&own, x + i, y, rest, "░");
	}
}
