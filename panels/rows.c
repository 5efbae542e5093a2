/* Rows of a panel: columns that keep their place, the selected row, moving and finding. */
#include "panels/rows.h"

#include "base/lang.h"
#include "base/needle.h"
#include "base/quantity.h"
#include "base/text.h"
#include "panels/seeker.h"
#include "panels/words.h"
#include "room/plan.h"

#include <limits.h>
#include <string.h>

static int
gap_for(int width)
{
	return width < 100 ? 1 : 2;
}

/* Cells that the columns take at their least, with the gaps between them. */
static int
columns_least(const struct column *columns, size_t n, int gap)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++)
		if (columns[i].cells > 0)
			sum += columns[i].cells + (sum > 0 ? gap : 0);
	return sum;
}

/* Leaves out the column that can best be spared; false when all that are left must stay. */
static bool
drop_one(struct column *columns, size_t n)
{
	struct column *worst = NULL;

	for (size_t i = 0; i < n; i++)
		if (columns[i].cells > 0 && columns[i].drop > (worst ? worst->drop : 0))
			worst = &columns[i];
	if (!worst)
		return false;
	worst->cells = 0;
	return true;
}

/* Shares out spare cells evenly among the columns that may grow. */
static void
grow(struct column *columns, size_t n, int spare)
{
	bool grew = true;

	while (spare > 0 && grew) {
		grew = false;
		for (size_t i = 0; i < n && spare > 0; i++) {
			struct column *col = &columns[i];

			if (col->cells == 0 || (col->most >= 0 && col->cells >= col->most))
				continue;
			col->cells++;
			spare--;
			grew = true;
		}
	}
}

/* Chinese counts by ten thousands: four digits may stand before the sign (4320万), which has two cells. */
static void
widen(struct column *column)
{
	int wider = column->widens > 0 ? number_sign_cells() - 1 : 0;
	int whole = MAX(column->least - column->tail, 4);

	if (wider <= 0 || column->least == 0)
		return;
	column->tail += column->widens * wider;
	column->least = whole + column->tail;
	column->widens = 0;
}

void
columns_fit(struct column *columns, size_t n, int x, int width)
{
	int gap = gap_for(width);

	for (size_t i = 0; i < n; i++) {
		widen(&columns[i]);
		columns[i].cells = columns[i].least;
	}
	while (columns_least(columns, n, gap) > width && drop_one(columns, n))
		;
	grow(columns, n, width - columns_least(columns, n, gap));
	for (size_t i = 0; i < n; i++) {
		columns[i].x = x;
		if (columns[i].cells > 0)
			x += columns[i].cells + gap;
	}
}

/* The integer part ends where those above and below end; what follows it (".41%", "k") starts
 * there. */
static void
put_number(const struct canvas *c, int y, const struct column *column, enum role role,
           const char *text)
{
	size_t whole = strcspn(text, "0123456789");
	int point = column->cells - column->tail;
	char *head;

	whole += strspn(text + whole, "0123456789,");
	head = g_strndup(text, whole);
	canvas_field_right(c, column->x, y, point, role, head);
	canvas_field(c, column->x + point, y, column->tail, role, text + whole);
	g_free(head);
}

static void
put(const struct canvas *c, int y, const struct column *column, enum role role, const char *text)
{
	if (column->cells == 0)
		return;
	if (column->tail > 0)
		put_number(c, y, column, role, text);
	else if (column->right)
		canvas_field_right(c, column->x, y, column->cells, role, text);
	else
		canvas_field(c, column->x, y, column->cells, role, text);
}

void
columns_head(const struct canvas *c, int y, const struct column *columns, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct column *col = &columns[i];

		if (!col->head || col->cells == 0)
			continue;
		if (col->tail > 0)
			canvas_field_right(c, col->x, y, col->cells, ROLE_DIM, col->head);
		else
			put(c, y, col, ROLE_DIM, col->head);
	}
}

struct row
row_begin_still(const struct canvas *c, int y)
{
	return (struct row){ .c = c, .y = y };
}

struct row
row_begin(const struct canvas *c, int y, bool is_selected)
{
	struct row row = { .c = c, .y = y, .cursor = is_selected && c->focused };

	if (row.cursor)
		canvas_fill(c, 0, y, c->width, 1, ROLE_CURSOR);
	if (is_selected)
		canvas_text(c, 0, y, row_role(&row, ROLE_STRONG), words_sign(c, SIGN_CURSOR));
	canvas_note_row(c, y, is_selected);
	return row;
}

enum role
row_role(const struct row *row, enum role role)
{
	bool is_ordinary = role == ROLE_TEXT || role == ROLE_DIM || role == ROLE_STRONG;

	return row->cursor && is_ordinary ? ROLE_CURSOR : role;
}

void
row_put(const struct row *row, const struct column *column, enum role role, const char *text)
{
	put(row->c, row->y, column, row_role(row, role), text);
}

static void
write_pair(struct pen *pen, const char *name, enum role role, const char *text)
{
	pen->is_full = pen->is_full || pen->x + text_width(name) + text_width(text) > pen->c->width;
	if (pen->is_full)
		return;
	pen->x += canvas_text(pen->c, pen->x, pen->y, ROLE_DIM, name);
	pen->x += canvas_text(pen->c, pen->x, pen->y, role, text);
}

void
pen_write(struct pen *pen, enum role role, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	words_vprint(text, sizeof(text), fmt, ap);
	va_end(ap);
	write_pair(pen, "", role, text);
}

void
pen_pair(struct pen *pen, const char *name, enum role role, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	words_vprint(text, sizeof(text), fmt, ap);
	va_end(ap);
	write_pair(pen, name, role, text);
}

int
rows_sync(struct list_view *view, const struct rows *rows, int height)
{
	return list_view_sync(view, rows, height);
}

int
rows_selected(const struct list_view *view, const struct rows *rows)
{
	if (!view->selected)
		return rows->n > 0 ? 0 : -1;
	return list_view_find(view, rows);
}

bool
rows_select(struct list_view *view, const struct rows *rows, const char *id)
{
	char *selected = g_strdup(id); /* it may be lent by the view */

	for (int i = 0; i < rows->n; i++)
		if (strcmp(rows->id(rows->of, i), selected) == 0) {
			g_free(view->selected);
			view->selected = selected;
			view->row = i;
			return true;
		}
	g_free(selected);
	return false;
}

bool
rows_act(struct list_view *view, const struct rows *rows, enum action action, int height)
{
	int half = MAX(height / 2, 1);
	int delta;

	switch (action) {
	case ACTION_DOWN:
		delta = 1;
		break;
	case ACTION_UP:
		delta = -1;
		break;
	case ACTION_TOP:
		delta = INT_MIN;
		break;
	case ACTION_BOTTOM:
		delta = INT_MAX;
		break;
	case ACTION_PAGE_DOWN:
		delta = half;
		break;
	case ACTION_PAGE_UP:
		delta = -half;
		break;
	default:
		return false;
	}
	list_view_move(view, delta, rows);
	return true;
}

bool
rows_find(struct list_view *view, const struct rows *rows, const struct panel_context *ctx,
          const char *text, struct seek *seek,
          void (*words)(const void *of, int i, const struct panel_context *ctx, GString *to))
{
	struct seeker seeker = seeker_from(MAX(rows_selected(view, rows), 0), seek->step);
	struct needle *needle = needle_new(text);
	GString *line = g_string_new(NULL);
	int to;

	for (int i = 0; i < rows->n; i++) {
		g_string_truncate(line, 0);
		words(rows->of, i, ctx, line);
		if (needle_in(needle, line->str))
			seeker_meet(&seeker, i);
	}
	g_string_free(line, TRUE);
	needle_free(&needle);
	to = seeker_choose(&seeker, seek);
	if (to >= 0)
		list_view_move(view, to - seeker.from, rows);
	return to >= 0;
}

enum reaction
rows_say(struct intent *intent, const char *fmt, ...)
{
	va_list ap;

	intent->kind = INTENT_MESSAGE;
	g_free(intent->text);
	va_start(ap, fmt);
	intent->text = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	return REACTION_INTENT;
}

enum reaction
rows_start_plan(const struct panel_context *ctx, const char *subject, struct intent *intent)
{
	const struct plan_state *plan = room_plan_of(ctx->room, subject);

	if (!plan)
		return rows_say(intent, _("no contingency plan belongs to this: see the plans"));
	if (plan->stage == PLAN_RUNNING)
		return rows_say(intent, _("%s runs already: see the plans"), plan->is.title);
	intent->kind = INTENT_PLAN_START;
	intent_add(intent, plan->is.id);
	return REACTION_INTENT;
}
