/* The view state of a list, held by id, and its scroll mark. */
#include "tui/widget.h"

#include <glib.h>
#include <string.h>

int
list_view_find(const struct list_view *v, const struct rows *rows)
{
	if (!v->selected)
		return -1;
	/* most often it is where it was */
	if (v->row < rows->n && strcmp(rows->id(rows->of, v->row), v->selected) == 0)
		return v->row;
	if (rows->find)
		return rows->find(rows->of, v->selected);
	for (int i = 0; i < rows->n; i++)
		if (strcmp(rows->id(rows->of, i), v->selected) == 0)
			return i;
	return -1;
}

static void
take_row(struct list_view *v, int row, const struct rows *rows)
{
	char *selected = g_strdup(rows->id(rows->of, row));

	g_free(v->selected);
	v->selected = selected;
	v->row = row;
}

static void
scroll(struct list_view *v, int n, int height)
{
	int step;

	height = MAX(height, 1);
	step = MAX(height / 3, 1);
	if (v->row < v->top)
		v->top = v->row - step + 1;
	if (v->row >= v->top + height)
		v->top = v->row - height + step;
	v->top = CLAMP(v->top, 0, MAX(n - height, 0));
}

int
list_view_sync(struct list_view *v, const struct rows *rows, int height)
{
	int row;

	if (rows->n <= 0) {
		v->top = 0;
		return -1;
	}
	row = list_view_find(v, rows);
	if (row < 0) {
		take_row(v, v->selected ? MIN(v->row, rows->n - 1) : 0, rows);
	} else {
		/* In a scrolled list the selection stays where it is on the screen; at the top,
		 * what is new shows. */
		if (v->top > 0)
			v->top = MAX(v->top + row - v->row, 0);
		v->row = row;
	}
	scroll(v, rows->n, height);
	return v->row;
}

void
list_view_move(struct list_view *v, int delta, const struct rows *rows)
{
	int64_t row;

	if (rows->n <= 0)
		return;
	row = list_view_find(v, rows);
	if (row < 0)
		row = v->selected ? MIN(v->row, rows->n - 1) : 0;
	take_row(v, (int)CLAMP(row + delta, 0, rows->n - 1), rows);
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
