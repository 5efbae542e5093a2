/* Widgets: functions that draw one common thing on a canvas. */
#ifndef TUI_WIDGET_H
#define TUI_WIDGET_H

#include "room/event.h"
#include "tui/canvas.h"

/* Big digits for "0123456789:-+dT. " text, 5 rows high (10 or 15 where there is room, to be read from the
 * other end of the hall; 3 if the height is below 5, 1 line of text if it does not fit at all). Returns
 * the rows used; each 5 of them make the digits once as wide. */
int widget_big_digits(const struct canvas *c, int x, int y, enum role role, const char *text);
/* Cells that big digits of this text would take, 5 rows high or less. */
int widget_big_digits_width(const char *text);

/* A bar of `cells` cells, `share` (0..1) of it filled, in eighths where glyphs allow. */
void widget_bar(const struct canvas *c, int x, int y, int cells, double share, enum role full,
                enum role rest);

/* The last `cells` values as a sparkline, scaled to their own range. Points oldest first; gaps are
 * NAN. */
void widget_sparkline(const struct canvas *c, int x, int y, int cells, enum role role,
                      const struct point *points, size_t n);

/* A chart: several series over time on one pair of axes, scaled to fit the canvas, with labels on
 * the y axis and on the time axis, horizontal marks (target, thresholds) and a 'now' mark. A series
 * of ROLE_FORECAST is dotted, one of ROLE_DIM (what is only compared with) dashed. A small canvas loses the legend, then the labels, then the axes. */
struct chart_series {
	const struct point *points;
	size_t n;
	enum role role;
	bool filled;       /* area below it */
	const char *title; /* for the legend, NULL = none */
};
struct chart_mark {
	double value;
	enum role role;
	const char *title;
};
/* A range of values that is not as it should be: the y axis is drawn thicker along it. */
struct chart_band {
	double from, to; /* NAN: without end */
	enum role role;
	bool is_heavy; /* twice as thick */
};
struct chart {
	const struct chart_series *series;
	size_t n_series;
	const struct chart_mark *marks;
	size_t n_marks;
	int64_t from_us, to_us, now_us; /* now UNSAID = no mark */
	double low, high;               /* both NAN: from the data, and from marks near it */
	GTimeZone *zone;                /* NULL = no time labels */
	void (*y_label)(double value, char *buf, size_t size); /* NULL = number_short */
	const struct chart_band *bands;
	size_t n_bands;
	int64_t cursor_us; /* a line to read values off at; 0 or outside the times = none */
};
/* How many columns the time has; 0: nothing was drawn. */
int widget_chart(const struct canvas *c, const struct chart *chart);

/* Rows with ids, for list views. */
struct rows {
	int n;
	const char *(*id)(const void *of, int i);
	/* The row of an id, -1 when it is not there. NULL: all rows are looked at. */
	int (*find)(const void *of, const char *id);
	const void *of;
};

/* A list's view state: which rows show, held by id so that new data cannot move it. Zeroed =
 * start. */
struct list_view {
	char *selected; /* owned id; NULL = first row */
	int top;        /* first row shown */
	int row;        /* where `selected` was last found */
};
/* The row of the selected id, -1 when it is not there. */
int list_view_find(const struct list_view *v, const struct rows *rows);
/* Finds the selection again (if it is gone: the row that took its place), and scrolls so that it
 * shows in so many lines: by a third of them, since most terminals can scroll only whole lines of the
 * screen, and a list beside another pane is sent anew. Returns the selected index, -1 when there are
 * no rows. */
int list_view_sync(struct list_view *v, const struct rows *rows, int height);
/* Moves by delta rows (INT_MIN/INT_MAX: to the ends). */
void list_view_move(struct list_view *v, int delta, const struct rows *rows);
void list_view_fini(struct list_view *v);
/* A scroll mark on the right edge, when n > rows. */
void widget_scroll(const struct canvas *c, int top, int rows, int n);

#endif
