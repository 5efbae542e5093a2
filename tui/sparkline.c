/* A sparkline: the last values in one row. */
#include "tui/graph.h"

#include <math.h>

/* 1..steps, 0 for a gap; a flat line runs in the middle. */
static int
step(double value, double low, double high, int steps)
{
	if (!isfinite(value))
		return 0;
	if (high <= low)
		return (steps + 1) / 2;
	return 1 + (int)lround((value - low) / (high - low) * (steps - 1));
}

/* Draws one cell of one value, or of two in braille. */
static void
draw_cell(const struct canvas *c, int x, int y, enum role role, const struct point *values,
          double low, double high)
{
	int first, second;
	char buf[4];

	if (c->graphs == GRAPHS_BRAILLE) {
		first = step(values[0].value, low, high, 4);
		second = step(values[1].value, low, high, 4);
		canvas_text(c, x, y, role, graph_braille_fill(first, second, buf));
		return;
	}
	/* a full block would touch the row above */
	first = step(values[0].value, low, high, c->graphs == GRAPHS_ASCII ? 8 : 7);
	canvas_text(c, x, y, role, first ? graph_eighth(first) : " ");
}

void
widget_sparkline(const struct canvas *c, int x, int y, int cells, enum role role,
                 const struct point *points, size_t n)
{
	struct canvas own = graph_canvas(c);
	size_t per_cell = own.graphs == GRAPHS_BRAILLE ? 2 : 1;
	size_t shown = MIN(n, (size_t)MAX(cells, 0) * per_cell);
	double low = NAN, high = NAN;

	/* Whole cells, so that the pairs of a braille cell stay together; the newest stands on the
	 * right. */
	shown -= shown % per_cell;
	if (shown == 0)
		return; /* `points` may be NULL */
	points += n - shown;
	if (!graph_range(points, shown, &low, &high))
		return;
	x += cells - (int)(shown / per_cell);
	for (size_t i = 0; i < shown; i += per_cell, x++)
		draw_cell(&own, x, y, role, &points[i], low, high);
}
