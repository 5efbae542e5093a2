/* The mouse: a click chooses the pane and the row, a second one opens its details, the wheel scrolls. It never
 * acts: whatever intent comes of it is dropped. */
#include "app/console.h"

#include "base/lang.h"
#include "tui/mouse.h"

#include <string.h>

enum { WHEEL_ROWS = 3 };
#define DOUBLE_CLICK_US (400 * MSEC_US)

/* Moves or looks; false: the panel leaves it to the console. */
static bool
look(struct console *c, struct pane_state *p, enum action action)
{
	struct panel_context ctx = view_context(c->view, session_now_us(c->session));
	struct intent intent;
	enum reaction reaction;

	intent_init(&intent);
	reaction =
	    p->ops->act ? p->ops->act(p->state, &ctx, action, p->rows, &intent) : REACTION_PASS;
	intent_fini(&intent);
	return reaction != REACTION_PASS;
}

static const struct pane *
pane_at(const struct view *v, int x, int y)
{
	for (guint i = 0; i < v->shown->len; i++) {
		const struct pane *p = &g_array_index(v->shown, struct pane, i);

		if (x >= p->at.x && x < p->at.x + p->at.width && y >= p->at.y &&
		    y < p->at.y + p->at.height)
			return p;
	}
	return NULL;
}

/* How many rows lie from the selected one to the one at line y, as they were drawn. */
static int
rows_between(const struct grid *grid, const struct rect *pane, int y)
{
	int row = -1, selected = -1, clicked = -1;

	for (int line = pane->y + 1; line < pane->y + pane->height - 1; line++) {
		enum grid_row kind = grid_row_at(grid, pane->x + 1, line);

		row += kind != GRID_NO_ROW;
		if (kind == GRID_SELECTED_ROW)
			selected = row;
		if (line <= y)
			clicked = row;
	}
	return selected < 0 || clicked < 0 ? 0 : clicked - selected;
}

static void
choose(struct console *c, const struct pane *pane, int y)
{
	struct pane_state *p = view_pane(c->view, pane->panel);
	int by = rows_between(c->grid, &pane->at, y);

	c->view->focus = p->ops;
	for (int i = 0; i < ABS(by); i++)
		look(c, p, by > 0 ? ACTION_DOWN : ACTION_UP);
}

static void
press(struct console *c, const struct pane *pane, const struct mouse *m)
{
	int64_t now_us = clock_monotonic_us();
	bool is_second = now_us - c->clicked_us < DOUBLE_CLICK_US && c->clicked_x == m->x &&
	                 c->clicked_y == m->y;

	choose(c, pane, m->y);
	c->clicked_us = is_second ? 0 : now_us;
	c->clicked_x = m->x;
	c->clicked_y = m->y;
	if (is_second && !look(c, view_pane(c->view, pane->panel), ACTION_DETAILS))
		console_show_details(c);
}

static void
wheel(struct console *c, const struct pane *pane, enum mouse_kind kind)
{
	bool is_down = kind == MOUSE_WHEEL_DOWN;

	if (c->view->overlay != OVERLAY_NONE)
		c->view->overlay_top += is_down ? WHEEL_ROWS : -WHEEL_ROWS;
	for (int i = 0; c->view->overlay == OVERLAY_NONE && pane && i < WHEEL_ROWS; i++)
		look(c, view_pane(c->view, pane->panel), is_down ? ACTION_DOWN : ACTION_UP);
}

void
console_mouse(struct console *c, const char *report)
{
	struct view *v = c->view;
	const struct pane *pane;
	struct mouse m;

	if (!c->has_mouse || v->is_wall || v->prompt || v->choice || !c->grid ||
	    !mouse_parse(report, &m))
		return;
	pane = pane_at(v, m.x, m.y);
	if (m.kind != MOUSE_PRESS)
		wheel(c, pane, m.kind);
	else if (pane && v->overlay == OVERLAY_NONE)
		press(c, pane, &m);
}

void
console_set_mouse(struct console *c, bool is_on)
{
	c->has_mouse = is_on;
	if (c->term)
		term_set_mouse(c->term, is_on);
}

void
console_command_mouse(struct console *c, const char *words)
{
	bool is_on = strcmp(words, "on") == 0;

	if (!is_on && strcmp(words, "off") != 0) {
		view_say(c->view, ROLE_ERROR, _("write 'mouse on' or 'mouse off'"));
		return;
	}
	console_set_mouse(c, is_on);
	view_say(c->view, ROLE_MESSAGE, "%s",
	         is_on ? _("the mouse chooses rows and scrolls; text is selected with Shift")
	               : _("the mouse is the terminal's own"));
}
