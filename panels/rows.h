/* Rows of a panel: columns that keep their place, the selected row, moving and finding. */
#ifndef PANELS_ROWS_H
#define PANELS_ROWS_H

#include "tui/panel.h"
#include "tui/widget.h"

/* A column of a table. What is in it is cut, never pushed. */
struct column {
	const char *head; /* NULL = none */
	int least;        /* cells */
	int most; /* grows up to this when there is room; 0 = stays at least, -1 = without limit */
	int drop; /* leaves when there is no room, the highest first; 0 = never */
	bool right; /* ends at its right edge */
	int tail; /* numbers: so many cells are kept right of the decimal point, on which they line
	             up */
	int widens; /* shortened numbers: cells more right of the point for each that the language's signs
	               take more than "M": 1 of money (1.20亿), 2 of metrics (1.214亿) */
	int x, cells; /* filled in by columns_fit(); 0 cells = left out */
};

/* Places the columns in `width` cells from x on. */
void columns_fit(struct column *columns, size_t n, int x, int width);
/* Writes their heads on row y. */
void columns_head(const struct canvas *c, int y, const struct column *columns, size_t n);

/* One row under way. */
struct row {
	const struct canvas *c;
	int y;
	bool cursor; /* selected in the pane that has the keys */
};
/* Starts row y: paints it and draws the sign of the selection at its left. */
struct row row_begin(const struct canvas *c, int y, bool is_selected);
/* The same for a row that nobody can select. */
struct row row_begin_still(const struct canvas *c, int y);
/* Puts text into a column. On the selected row ordinary roles become CURSOR; state keeps its
 * colour. */
void row_put(const struct row *row, const struct column *column, enum role role, const char *text);
/* The role that ordinary text of this row has. */
enum role row_role(const struct row *row, enum role role);

/* Words one after another on one row. What does not fit as a whole is left out, and all that
 * follows. */
struct pen {
	const struct canvas *c;
	int x, y;
	bool is_full;
};
void pen_write(struct pen *pen, enum role role, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The same with a name before it, in DIM; both or neither. */
void pen_pair(struct pen *pen, const char *name, enum role role, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

int rows_sync(struct list_view *view, const struct rows *rows, int height);
/* Index of the selected row as it was last shown: -1 when it is gone, 0 before anything was
 * selected. Changes nothing. */
int rows_selected(const struct list_view *view, const struct rows *rows);
/* Selects the row of this id; false when there is none. */
bool rows_select(struct list_view *view, const struct rows *rows, const char *id);
/* Carries out the moving actions; false when the action is none of them. */
bool rows_act(struct list_view *view, const struct rows *rows, enum action action, int height);
/* Selects the nearest row whose words contain text, as panel_ops.find does. words appends the row's
 * text. */
bool rows_find(struct list_view *view, const struct rows *rows, const struct panel_context *ctx,
               const char *text, struct seek *seek,
               void (*words)(const void *of, int i, const struct panel_context *ctx, GString *to));

/* Starting the plan of an alert (its key) or a risk (its id), as an intent; or why there is none. */
enum reaction rows_start_plan(const struct panel_context *ctx, const char *subject,
                              struct intent *intent);

/* A sentence for the message line, as an intent. */
enum reaction rows_say(struct intent *intent, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
