/* The inside of a chart: areas, lines, dots, marks. */
#include "tui/chart_plot.h"

#include <math.h>
#include <string.h>

double
plot_height(const struct plot *plot, double value)
{
	return CLAMP((value - plot->low) / (plot->high - plot->low), 0, 1);
}

int
plot_row(const struct plot *plot, double value)
{
	int up = (int)(plot_height(plot, value) * plot->area.height);

	return plot->area.height - 1 - MIN(up, plot->area.height - 1);
}

int
plot_column(const struct plot *plot, int64_t at_us)
{
	double share = (double)(at_us - plot->from_us) / (double)(plot->to_us - plot->from_us);

	if (share < 0 || share > 1)
		return -1;
	return MIN((int)(share * plot->area.width), plot->area.width - 1);
}

double
plot_value(const struct plot *plot, int row)
{
	double up = (plot->area.height - row - 0.5) / plot->area.height;

	return plot->low + up * (plot->high - plot->low);
}

void
plot_cursor(const struct plot *plot, int64_t at_us)
{
	int x = plot_column(plot, at_us);

	for (int y = 0; x >= 0 && y < plot->area.height; y++)
		canvas_text(&plot->area, x, y, ROLE_KEY, "│");
}

void
plot_mark(const struct plot *plot, const struct chart_mark *mark)
{
	for (int x = 0; x < plot->area.width; x++)
		canvas_text(&plot->area, x, plot_row(plot, mark->value), mark->role, "┄");
}

void
plot_now(const struct plot *plot, int64_t now_us)
{
	int x = plot_column(plot, now_us);

	for (int y = 0; x >= 0 && y < plot->area.height; y++)
		canvas_text(&plot->area, x, y, ROLE_DIM, "┊");
}

static void
fill_blocks(const struct plot *plot, enum role role, const double *values)
{
	for (int x = 0; x < plot->area.width; x++) {
		int eighths = (int)lround(plot_height(plot, values[x]) * plot->area.height * 8);

		if (!isfinite(values[x]))
			continue;
		/* What is there at all shows: the bottom edge is drawn as the lowest eighth. */
		eighths = MAX(eighths, 1);
		for (int y = plot->area.height - 1; eighths > 0; y--, eighths -= 8)
			canvas_text(&plot->area, x, y, role, graph_eighth(MIN(eighths, 8)));
	}
}

/* One cell of a line. Across an area it has the area's colour behind it, and leaves no hole. */
static void
line_cell(const struct plot *plot, enum role role, int x, int y, const char *glyph)
{
	const struct canvas *c = &plot->area;
	bool is_inside = x >= 0 && x < c->width && y >= 0 && y < c->height;
	const struct cell *under = is_inside ? grid_at(c->grid, c->x + x, c->y + y) : NULL;

	if (under && under->role == ROLE_BAR && !strcmp(under->text, "█"))
		role = ROLE_BAR_LINE;
	canvas_text(c, x, y, role, glyph);
}

/* The step from one row to the next, in the column of the next. */
static void
step_line(const struct plot *plot, enum role role, int x, int from, int to)
{
	if (from == to) {
		line_cell(plot, role, x, to, "─");
		return;
	}
	for (int y = MIN(from, to) + 1; y < MAX(from, to); y++)
		line_cell(plot, role, x, y, "│");
	line_cell(plot, role, x, from, to < from ? "┘" : "┐");
	line_cell(plot, role, x, to, to < from ? "┌" : "└");
}

static void
line_blocks(const struct plot *plot, enum role role, const double *values)
{
	int before = -1;

	for (int x = 0; x < plot->area.width; x++) {
		int row = isfinite(values[x]) ? plot_row(plot, values[x]) : -1;

		if (row >= 0)
			step_line(plot, role, x, before < 0 ? row : before, row);
		before = row;
	}
}

static void
dots(const struct plot *plot, enum role role, const double *values)
{
	for (int x = 0; x < plot->area.width; x++)
		if (isfinite(values[x]))
			canvas_text(&plot->area, x, plot_row(plot, values[x]), role, "·");
}

/* Braille: four dots a row, two a column. Heights count in dots from the bottom edge. */
static int
dot_height(const struct plot *plot, double value)
{
	int all = plot->area.height * 4;

	return isfinite(value) ? MIN((int)(plot_height(plot, value) * all), all - 1) : -1;
}

static void
fill_braille(const struct plot *plot, enum role role, const double *values)
{
	char buf[4];

	for (int x = 0; x < plot->area.width; x++) {
		int left = dot_height(plot, values[2 * x]) + 1,
		    right = dot_height(plot, values[2 * x + 1]) + 1;

		for (int y = plot->area.height - 1; left > 0 || right > 0;
		     y--, left -= 4, right -= 4)
			canvas_text(&plot->area, x, y, role,
			            graph_braille_fill(CLAMP(left, 0, 4), CLAMP(right, 0, 4), buf));
	}
}

static void
line_braille(const struct plot *plot, enum role role, const double *values)
{
	int width = plot->area.width, height = plot->area.height, before = -1;
	unsigned char *masks = g_new0(unsigned char, (gsize)(width * height));
	char buf[4];

	for (int i = 0; i < 2 * width; i++) {
		int to = dot_height(plot, values[i]), dot = before < 0 ? to : before;

		/* A steep line takes every dot between; its start belongs to the column before. */
		while (to >= 0) {
			dot += dot < to ? 1 : dot > to ? -1 : 0;
			masks[(height - 1 - dot / 4) * width + i / 2] |=
			    (unsigned char)graph_braille_dot(i % 2, 3 - dot % 4);
			if (dot == to)
				break;
		}
		before = to;
	}
	for (int i = 0; i < width * height; i++)
		if (masks[i])
			canvas_text(&plot->area, i % width, i / width, role,
			            graph_braille(masks[i], buf));
	g_free(masks);
}

/* Takes every third cell out. */
static void
break_line(double *values, int columns, int columns_a_cell)
{
	for (int i = 0; i < columns; i++)
		if (i / columns_a_cell % 3 == 2)
			values[i] = NAN;
}

void
plot_series(const struct plot *plot, const struct chart_series *series)
{
	bool braille = plot->area.graphs == GRAPHS_BRAILLE, dotted = series->role == ROLE_FORECAST;
	int columns = plot->area.width * (braille && !dotted ? 2 : 1);
	double *values = g_new(double, (gsize)columns);

	graph_columns(series->points, series->n, plot->from_us, plot->to_us, values, columns);
	if (series->role == ROLE_DIM)
		break_line(values, columns, columns / plot->area.width);
	if (dotted)
		dots(plot, series->role, values);
	else if (series->filled)
		(braille ? fill_braille : fill_blocks)(plot, series->role, values);
	else
		(braille ? line_braille : line_blocks)(plot, series->role, values);
	g_free(values);
}
