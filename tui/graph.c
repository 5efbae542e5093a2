/* What sparklines and charts share. */
#include "tui/graph.h"

#include <math.h>

struct canvas
graph_canvas(const struct canvas *c)
{
	struct canvas own = *c;

	if (c->graphs == GRAPHS_ASCII)
		own.glyphs = GLYPHS_ASCII;
	if (canvas_ascii(&own))
		own.graphs = GRAPHS_ASCII;
	return own;
}

const char *
graph_eighth(int n)
{
	static const char *const eighths[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };

	return eighths[CLAMP(n, 1, 8) - 1];
}

unsigned
graph_braille_dot(int column, int row)
{
	static const unsigned dots[2][4] = { { 0x01, 0x02, 0x04, 0x40 },
		                             { 0x08, 0x10, 0x20, 0x80 } };

	return dots[column][row];
}

const char *
graph_braille(unsigned mask, char buf[4])
{
	buf[g_unichar_to_utf8(0x2800 + mask, buf)] = '\0';
	return buf;
}

const char *
graph_braille_fill(int left, int right, char buf[4])
{
	unsigned mask = 0;

	for (int i = 0; i < 4; i++) {
		if (i < left)
			mask |= graph_braille_dot(0, 3 - i);
		if (i < right)
			mask |= graph_braille_dot(1, 3 - i);
	}
	return graph_braille(mask, buf);
}

bool
graph_range(const struct point *points, size_t n, double *low, double *high)
{
	for (size_t i = 0; i < n; i++) {
		if (!isfinite(points[i].value))
			continue;
		*low = isnan(*low) ? points[i].value : MIN(*low, points[i].value);
		*high = isnan(*high) ? points[i].value : MAX(*high, points[i].value);
	}
	return !isnan(*low);
}

/* The straight line between the point before `next` and it. */
static double
between(const struct point *points, size_t n, size_t next, int64_t at_us)
{
	const struct point *a, *b;

	if (next == 0 || next >= n)
		return NAN;
	a = &points[next - 1];
	b = &points[next];
	if (b->at_us == a->at_us)
		return b->value;
	return a->value +
	       (b->value - a->value) * (double)(at_us - a->at_us) / (double)(b->at_us - a->at_us);
}

void
graph_columns(const struct point *points, size_t n, int64_t from_us, int64_t to_us, double *values,
              int columns)
{
	double width_us = (double)(to_us - from_us) / columns;
	size_t next = 0;

	while (next < n && points[next].at_us < from_us)
		next++;
	for (int i = 0; i < columns; i++) {
		int64_t start = from_us + (int64_t)(width_us * i),
			end = from_us + (int64_t)(width_us * (i + 1));
		double sum = 0;
		bool is_gap = false;
		int count = 0;

		for (; next < n && (points[next].at_us < end ||
		                    (i == columns - 1 && points[next].at_us == to_us));
		     next++) {
			is_gap |= !isfinite(points[next].value);
			if (!isfinite(points[next].value))
				continue;
			sum += points[next].value;
			count++;
		}
		values[i] = count    ? sum / count
		            : is_gap ? NAN
		                     : between(points, n, next, start + (end - start) / 2);
	}
}
