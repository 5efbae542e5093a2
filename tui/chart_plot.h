/* The inside of a chart, for chart.c and chart_plot.c. */
#ifndef TUI_CHART_PLOT_H
#define TUI_CHART_PLOT_H

#include "tui/graph.h"

/* The rectangle that series are drawn in, and what its edges mean. */
struct plot {
	struct canvas area;
	int64_t from_us, to_us;
	double low, high; /* bottom edge, top edge; low < high */
};

/* How far up a value is, 0 at the bottom edge to 1 at the top edge; NAN stays NAN. */
double plot_height(const struct plot *plot, double value);
/* The row of a value, the nearest edge's when it is outside. */
int plot_row(const struct plot *plot, double value);
/* The column of an instant, -1 when it is outside. */
int plot_column(const struct plot *plot, int64_t at_us);

void plot_mark(const struct plot *plot, const struct chart_mark *mark);
/* The value in the middle of a row. */
double plot_value(const struct plot *plot, int row);
/* The line of the cursor, over what else is there at that column but the series. */
void plot_cursor(const struct plot *plot, int64_t at_us);
void plot_now(const struct plot *plot, int64_t now_us);
/* Areas below, lines, or dots for ROLE_FORECAST. */
void plot_series(const struct plot *plot, const struct chart_series *series);

#endif
