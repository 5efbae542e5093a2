/* The whole screen as a function of the room, the view state and the instant: header, panes,
 * footer, what lies on top. */
#ifndef APP_VIEW_H
#define APP_VIEW_H

#include "app/session.h"
#include "tui/choice.h"
#include "tui/keymap.h"
#include "tui/layout.h"
#include "tui/prompt.h"

enum overlay { OVERLAY_NONE, OVERLAY_DETAILS, OVERLAY_HELP, OVERLAY_THEMES };

struct named_layout {
	char *name;
	struct layout *layout;
};

struct pane_state {
	const struct panel_ops *ops;
	void *state; /* NULL before its first use */
	int rows;    /* of its canvas at the last draw */
};

/* The search that is on: the bottom line tells how it goes, and what it finds is marked. */
struct search_line {
	char *text;                  /* owned; NULL: none is on */
	const struct panel_ops *ops; /* whose rows it goes through; NULL: the box on top */
	struct seek seek;            /* what it has come to */
};

/* UI thread only. */
struct view {
	struct session *session; /* lent */
	struct keymap *keymap;
	GArray *layouts; /* struct named_layout */
	guint layout;
	GArray *panes; /* struct pane_state: one for each panel, in the order of panels[] */
	GArray *shown; /* struct pane: of the last draw */
	GArray *all; /* struct pane: of the layout where there is room for all; only their order */
	const struct panel_ops *focus;
	bool is_zoomed;
	bool is_wall;   /* no footer, no cursor */
	bool has_links; /* addresses in the box are links of the terminal */
	int width;      /* of the screen at the last draw; 0 before it */
	enum glyphs glyphs;
	enum graphs graphs;

	enum overlay overlay;
	char *overlay_text, *overlay_title; /* owned */
	int overlay_top;
	int overlay_row;    /* the one that a search found; -1: none */
	char *overlay_word; /* of the help: only lines with it; owned, NULL = all */

	struct search_line search;
	GPtrArray *themes; /* OVERLAY_THEMES: names and paths (char *) to choose from; else NULL */
	guint theme;       /* the one that the screen shows */

	char message[256];
	enum role message_role;
	int64_t message_until_us; /* monotonic */
	struct prompt *prompt;    /* NULL: none is open */
	struct choice *choice;    /* asks for a yes, on top of all; NULL: nothing does */
};

/* Makes it from the session's configuration; `layout` NULL = the first. Fails on an unknown layout
 * or key, with the known ones. */
struct view *view_new(struct session *session, const char *layout, struct err *e) MUST_USE;
void view_free(struct view **view);

/* Draws everything on a grid of any size. */
void view_draw(struct view *view, struct grid *grid, int64_t now_us);

/* The header line alone. */
void header_draw(const struct session *session, const struct canvas *c, int64_t now_us);

/* All that fits where no pane does: unseen urgent alerts, "!", all unseen ones, the time to the
 * next boundary. */
void header_draw_alone(const struct session *session, const struct canvas *c, int64_t now_us);

/* The overlay box with its text, on top of what is drawn. */
void overlay_draw(struct view *view, const struct canvas *c);
/* What could be typed, above the bottom line; the prompt is that of the commands. */
void palette_draw(const struct view *view, const struct canvas *c);
/* Opens it (takes nothing; copies). */
void overlay_open(struct view *view, enum overlay kind, const char *title, const char *text);
void overlay_close(struct view *view);
/* As panel_ops.find does, among its rows. */
bool overlay_find(struct view *view, const char *text, struct seek *seek);

/* Is a search on in what has the keys now? */
bool search_line_is_on(const struct view *view);
void search_line_end(struct view *view);
/* How it goes, and the keys of it; returns the cells used. */
int search_line_draw(const struct view *view, const struct canvas *c);
/* Marks on what is drawn here whatever the text is found in. */
void search_line_mark(const struct search_line *search, const struct canvas *c);

/* The list of themes, on top of what is drawn; and the keys that work in it (g_free). */
void theme_list_draw(const struct view *view, const struct canvas *c);
char *theme_list_keys(const struct view *view);

/* By panel name; NULL when there is none. */
struct pane_state *view_pane(struct view *view, const char *panel);
/* Ready to be asked: its state is there. */
struct pane_state *view_focused(struct view *view);
struct panel_context view_context(const struct view *view, int64_t now_us);

bool view_set_layout(struct view *view, const char *name, struct err *e) MUST_USE;
/* Gives the keys to the next (1) or previous (-1) pane of the layout; or to the nearest one shown
 * in a direction. */
void view_focus_step(struct view *view, int step);
void view_focus_toward(struct view *view, int dx, int dy);

/* A sentence on the bottom line for some seconds. */
void view_say(struct view *view, enum role role, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
