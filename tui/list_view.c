/* The view state of a list, held by id, and its scroll mark. */
#include "tui/widget.h"

#include <glib.h>
#include <string.h>

/* The row of the selected id, -1 when it is not there; most often it is where it was. */
static int
find(const struct list_view *v, int n, const char *(*id)(const void *of, int i), const void *of)
{
	if (!v->selected)
		return -1;
	if (v->row < n && strcmp(id(of, v->row), v->selected) == 0)
		return v->row;
	for (int i = 0; i < n; i++)
		if (strcmp(id(of, i), v->selected) == 0)
			return i;
	return -1;
}

static void
take_row(struct list_view *v, int row, const char *(*id)(const void *of, int i), const void *of)
{
	char *selected = g_strdup(id(of, row));

	g_free(v->selected);
	v->selected = selected;
	v->row = row;
}

static void
scroll(struct list_view *v, int n, int rows)
{
	rows = MAX(rows, 1);
	if (v->row < v->top)
		v->top = v->row;
	if (v->row >= v->top + rows)
		v->top = v->row - rows + 1;
	v->top = CLAMP(v->top, 0, MAX(n - rows, 0));
}

int
list_view_sync(struct list_view *v, int n, const char *(*id)(const void *of, int i), const void *of,
               int rows)
{
	int row;

	if (n <= 0) {
		v->top = 0;
		return -1;
	}
	row = find(v, n, id, of);
	if (row < 0) {
		take_row(v, v->selected ? MIN(v->row, n - 1) : 0, id, of);
	} else {
		/* In a scrolled list the selection stays where it is on the screen; at the top,
		 * what is new shows. */
		if (v->top > 0)
			v->top = MAX(v->top + row - v->row, 0);
		v->row = row;
	}
	scroll(v, n, rows);
	return v->row;
}

void
list_view_move(struct list_view *v, int delta, int n, const char *(*id)(const void *of, int i),
               const void *of)
{
	int64_t row;

	if (n <= 0)
		return;
	row = find(v, n, id, of);
	if (row < 0)
		row = v->selected ? MIN(v->row, n - 1) : 0;
	take_row(v, (int)CLAMP(row + delta, 0, n - 1), id, of);
}

void
list_view_fini(struct list_view *v)
{
	g_free(v->selected);
	*v = (struct list_view){ 0 };
}

void
widget_scroll(const struct canvas *c, int top, int rows, int n)
{
	int thumb, at;

	if (n <= rows || rows < 2)
		return;
	thumb = MAX((int)((int64_t)rows * rows / n), 1);
	at = (int)((int64_t)CLAMP(top, 0, n - rows) * (rows - thumb) / (n - rows));
	for (int y = at; y < at + thumb; y++)
		canvas_text(c, c->width - 1, y, ROLE_DIM, "▐");
}
