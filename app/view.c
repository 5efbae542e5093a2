/* The whole screen: which panes stand where, their frames, and what lies on top. */
#include "app/view.h"

#include "app/replay.h"
#include "base/lang.h"
#include "base/text.h"
#include "panels/panels.h"
#include "panels/words.h"
#include "tui/footer.h"

#include <stdio.h>
#include <string.h>

enum { MESSAGE_SECONDS = 8, LARGEST_SCREEN = 1000 };
/* A smaller screen has no room for a pane between header and footer. */
enum { LEAST_WIDTH = 20, LEAST_HEIGHT = 5 };

static void
named_layout_clear(gpointer data)
{
	struct named_layout *l = data;

	g_free(l->name);
	layout_free(&l->layout);
}

static bool
is_panel(const char *name)
{
	return panel_by_name(name) != NULL;
}

static bool
add_layouts(struct view *v, struct err *e)
{
	const GPtrArray *confs = v->session->config->layouts;

	for (guint i = 0; i < confs->len; i++) {
		const struct layout_conf *conf = g_ptr_array_index(confs, i);
		struct named_layout l = { .name = g_strdup(conf->name),
			                  .layout = layout_parse(conf->panes, is_panel, e) };

		g_array_append_val(v->layouts, l);
		if (!l.layout)
			return err_in(e, _("layout '%s'"), conf->name);
	}
	return confs->len > 0 || err_set(e, _("the configuration has no layout"));
}

static bool
bind_keys(struct view *v, struct err *e)
{
	const GPtrArray *keys = v->session->config->keys;

	for (guint i = 0; i < keys->len; i++) {
		const struct key_conf *k = g_ptr_array_index(keys, i);

		if (!keymap_bind(v->keymap, k->key, k->action, e))
			return err_in(e, "%s:%u", v->session->config->file, k->line);
	}
	return true;
}

static enum graphs
graphs_of(const struct session *s)
{
	const char *name = s->config->graphs;

	if (name && !strcmp(name, "ascii"))
		return GRAPHS_ASCII;
	return name && !strcmp(name, "braille") ? GRAPHS_BRAILLE : GRAPHS_BLOCK;
}

struct view *
view_new(struct session *session, const char *layout, struct err *e)
{
	struct view *v = g_new0(struct view, 1);

	v->session = session;
	v->keymap = keymap_new();
	v->layouts = g_array_new(FALSE, TRUE, sizeof(struct named_layout));
	g_array_set_clear_func(v->layouts, named_layout_clear);
	v->panes = g_array_new(FALSE, TRUE, sizeof(struct pane_state));
	v->shown = g_array_new(FALSE, TRUE, sizeof(struct pane));
	v->all = g_array_new(FALSE, TRUE, sizeof(struct pane));
	v->graphs = graphs_of(session);
	v->overlay_row = -1;
	v->has_links = session->config->hyperlinks;
	for (size_t i = 0; panels[i]; i++) {
		struct pane_state p = { .ops = panels[i] };

		g_array_append_val(v->panes, p);
	}
	if (!add_layouts(v, e) || !bind_keys(v, e) || (layout && !view_set_layout(v, layout, e)))
		view_free(&v);
	return v;
}

void
view_free(struct view **view)
{
	struct view *v = *view;

	if (!v)
		return;
	*view = NULL;
	for (guint i = 0; i < v->panes->len; i++) {
		struct pane_state *p = &g_array_index(v->panes, struct pane_state, i);

		if (p->state && p->ops->fini)
			p->ops->fini(p->state);
		g_free(p->state);
	}
	g_array_unref(v->panes);
	g_array_unref(v->layouts);
	g_array_unref(v->shown);
	g_array_unref(v->all);
	keymap_free(&v->keymap);
	prompt_free(&v->prompt);
	choice_free(&v->choice);
	g_free(v->search.text);
	overlay_close(v);
	g_free(v);
}

struct panel_context
view_context(const struct view *v, int64_t now_us)
{
	return (struct panel_context){ .room = v->session->room,
		                       .now_us = now_us,
		                       .person = v->session->person,
		                       .journal = *v->session->journal.reason
		                                      ? v->session->journal.reason
		                                      : v->session->journal.warning };
}

static struct pane_state *
ready(struct pane_state *p)
{
	if (!p->state)
		p->state = g_malloc0(MAX(p->ops->state_size, 1));
	return p;
}

struct pane_state *
view_pane(struct view *v, const char *panel)
{
	for (guint i = 0; i < v->panes->len; i++) {
		struct pane_state *p = &g_array_index(v->panes, struct pane_state, i);

		if (!strcmp(p->ops->name, panel))
			return ready(p);
	}
	return NULL;
}

struct pane_state *
view_focused(struct view *v)
{
	return v->focus ? view_pane(v, v->focus->name) : NULL;
}

bool
view_set_layout(struct view *v, const char *name, struct err *e)
{
	GString *known = g_string_new(NULL);

	for (guint i = 0; i < v->layouts->len; i++) {
		const char *has = g_array_index(v->layouts, struct named_layout, i).name;

		g_string_append_printf(known, "%s%s", i ? ", " : "", has);
		if (strcmp(has, name))
			continue;
		v->layout = i;
		v->is_zoomed = false;
		g_string_free(known, TRUE);
		return true;
	}
	err_set(e, _("there is no layout '%.40s': choose from %s"), name, known->str);
	g_string_free(known, TRUE);
	return false;
}

void
view_say(struct view *v, enum role role, const char *fmt, ...)
{
	char *said, *clean;
	va_list ap;

	va_start(ap, fmt);
	said = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	/* what is quoted may be anything, and a precision ("%.40s") may have cut a character in two */
	clean = text_clean(said, strlen(said), sizeof v->message - 1, NULL);
	g_strlcpy(v->message, clean, sizeof v->message);
	g_free(clean);
	g_free(said);
	v->message_role = role;
	v->message_until_us = clock_monotonic_us() + MESSAGE_SECONDS * SEC_US;
}

/* The frame takes two cells each way. */
static void
least_size(const char *panel, int *width, int *height, void *data)
{
	const struct panel_ops *ops = panel_by_name(panel);

	(void)data;
	*width = ops ? ops->min_width + 2 : 4;
	*height = ops ? ops->min_height + 2 : 3;
}

/* Where in the panes this panel is; -1: nowhere. */
static int
pane_index(const GArray *panes, const struct panel_ops *ops)
{
	for (guint i = 0; ops && i < panes->len; i++)
		if (!strcmp(g_array_index(panes, struct pane, i).panel, ops->name))
			return (int)i;
	return -1;
}

/* The feed has the keys first wherever it is: acknowledging must not need a Tab. */
static const struct panel_ops *
first_focus(const struct view *v)
{
	const struct panel_ops *feed = panel_by_name("alerts");

	return pane_index(v->all, feed) >= 0
	           ? feed
	           : panel_by_name(g_array_index(v->all, struct pane, 0).panel);
}

/* The panes of the layout, or the one that is zoomed; on a screen too small for all of them the one
 * with the keys is there. */
static void
arrange(struct view *v, struct rect screen)
{
	const struct named_layout *l = &g_array_index(v->layouts, struct named_layout, v->layout);

	g_array_unref(v->shown);
	g_array_unref(v->all);
	v->shown = layout_panes(l->layout, screen, least_size, NULL);
	v->all = layout_panes(l->layout, (struct rect){ 0, 0, LARGEST_SCREEN, LARGEST_SCREEN },
	                      least_size, NULL);
	if (!v->focus || (!v->is_zoomed && pane_index(v->all, v->focus) < 0))
		v->focus = first_focus(v);
	if (v->is_zoomed || pane_index(v->shown, v->focus) < 0) {
		struct pane only = { v->focus->name, screen };

		g_array_set_size(v->shown, 0);
		g_array_append_val(v->shown, only);
	}
}

/* The source behind a pane that its frame speaks of: one that fails, else the one that answered
 * last. */
static const struct source_state *
telling_source(const struct view *v, const char *shows, int64_t now_us)
{
	const GPtrArray *sources = v->session->room->sources;
	const struct source_state *best = NULL;

	for (guint i = 0; shows && i < sources->len; i++) {
		const struct source_state *s = g_ptr_array_index(sources, i);

		if (!source_shows(s, shows))
			continue;
		if (s->health != SOURCE_WAITING && source_is_stale(s, now_us))
			return s;
		if (!best || s->last_ok_us > best->last_ok_us)
			best = s;
	}
	return best;
}

#define AGE_STEP_US (30 * SEC_US)

/* What stands on a frame about the sources behind it: the reason of one that fails, else the age of
 * the last answer. */
static enum role
frame_note(const struct view *v, const char *shows, int64_t now_us, char *note, size_t size)
{
	const struct source_state *source = telling_source(v, shows, now_us);
	char age[16];

	g_strlcpy(age, _("never"), sizeof age);
	*note = '\0';
	if (!source)
		return ROLE_DIM;
	if (source->last_ok_us != UNSAID)
		duration_coarse(MAX(now_us - source->last_ok_us, 0), age, sizeof age);
	if (source->health != SOURCE_WAITING && source_is_stale(source, now_us)) {
		snprintf(note, size, _("STALE %s %s: %s"), source->is.name, age,
		         *source->reason ? source->reason : _("silent"));
		return ROLE_STALE;
	}
	if (source->is_remembered)
		snprintf(note, size, _("last known, %s"), age);
	else if (source->last_ok_us == UNSAID)
		snprintf(note, size, _("waiting for %s"), source->is.name);
	else if (now_us - source->last_ok_us < AGE_STEP_US)
		snprintf(note, size, "<30s");
	else /* in steps: else each frame on the screen would change each second */
		snprintf(note, size, "%s",
		         duration_coarse((now_us - source->last_ok_us) / AGE_STEP_US * AGE_STEP_US,
		                         age, sizeof age));
	return ROLE_DIM;
}

static void
draw_pane(struct view *v, const struct canvas *screen, const struct pane *at, int64_t now_us)
{
	struct pane_state *p = view_pane(v, at->panel);
	struct panel_context ctx = view_context(v, now_us);
	struct canvas area = canvas_part(screen, at->at.x, at->at.y, at->at.width, at->at.height),
		      inside;
	char title[160], note[160];
	enum role note_role = frame_note(v, p->ops->shows, now_us, note, sizeof note);

	area.focused = p->ops == v->focus && v->shown->len > 1 && !v->is_wall;
	g_strlcpy(title, _(p->ops->title), sizeof title);
	if (p->ops->head)
		p->ops->head(p->state, &ctx, title, sizeof title);
	inside = canvas_frame(&area, area.focused ? ROLE_FRAME_FOCUS : ROLE_FRAME, title, note,
	                      note_role);
	inside.focused = p->ops == v->focus && !v->is_wall;
	p->rows = inside.height;
	if (inside.width > 0 && inside.height > 0)
		p->ops->draw(p->state, &ctx, &inside);
	if (v->search.ops == p->ops && v->overlay == OVERLAY_NONE)
		search_line_mark(&v->search, &inside);
}

static void
draw_overlay_keys(const struct view *v, const struct canvas *c)
{
	char *text =
	    v->overlay == OVERLAY_THEMES ? theme_list_keys(v)
	    : v->overlay == OVERLAY_DETAILS
		? g_strdup_printf(
		      _("%s %s scroll  %s next  %s previous  %s search  %s close"),
		      keymap_key(v->keymap, ACTION_DOWN), keymap_key(v->keymap, ACTION_UP),
		      keymap_key(v->keymap, ACTION_DETAILS_NEXT),
		      keymap_key(v->keymap, ACTION_DETAILS_PREVIOUS),
		      keymap_key(v->keymap, ACTION_SEARCH), keymap_key(v->keymap, ACTION_BACK))
		: g_strdup_printf(
		      _("%s %s scroll  %s search  %s only lines with a word  %s close"),
		      keymap_key(v->keymap, ACTION_DOWN), keymap_key(v->keymap, ACTION_UP),
		      keymap_key(v->keymap, ACTION_SEARCH), keymap_key(v->keymap, ACTION_FILTER),
		      keymap_key(v->keymap, ACTION_BACK));

	canvas_fill(c, 0, 0, c->width, 1, ROLE_FOOTER);
	canvas_field(c, 1, 0, c->width - 1, ROLE_FOOTER, text);
	g_free(text);
}

/* The search stands before the keys that work here. */
static void
draw_search(struct view *v, const struct canvas *c)
{
	int used = search_line_draw(v, c);
	struct canvas rest = canvas_part(c, used, 0, c->width - used, 1);

	if (v->overlay == OVERLAY_NONE && !v->session->player && rest.width > 0)
		footer_draw(&rest, 0, v->focus, v->keymap, (int)MIN(v->layouts->len, 9),
		            !v->session->is_read_only);
}

static void
draw_bottom(struct view *v, const struct canvas *c)
{
	if (v->prompt) {
		prompt_draw(v->prompt, c, 0);
	} else if (v->choice) {
		canvas_fill(c, 0, 0, c->width, 1, ROLE_FOOTER);
		canvas_field(c, 1, 0, c->width - 1, ROLE_FOOTER,
		             _("arrows and Enter choose  Esc cancels"));
	} else if (clock_monotonic_us() < v->message_until_us) {
		canvas_fill(c, 0, 0, c->width, 1, v->message_role);
		canvas_field(c, 1, 0, c->width - 2, v->message_role, v->message);
	} else if (search_line_is_on(v)) {
		draw_search(v, c);
	} else if (v->overlay != OVERLAY_NONE) {
		draw_overlay_keys(v, c);
	} else if (v->session->player) {
		replay_draw_keys(c, 0);
	} else if (!v->is_wall) {
		footer_draw(c, 0, v->focus, v->keymap, (int)MIN(v->layouts->len, 9),
		            !v->session->is_read_only);
	}
}

void
view_draw(struct view *v, struct grid *grid, int64_t now_us)
{
	struct canvas all = canvas_of(grid, v->glyphs, v->graphs);
	struct canvas header = canvas_part(&all, 0, 0, all.width, 1);
	struct canvas bottom = canvas_part(&all, 0, all.height - 1, all.width, 1);
	/* the header; the footer; when it was */
	int lines = v->session->player ? 3 : v->is_wall ? 1 : 2;

	grid_forget(grid);
	canvas_fill(&all, 0, 0, all.width, all.height, ROLE_TEXT);
	v->width = all.width;
	if (all.width < LEAST_WIDTH || all.height < LEAST_HEIGHT) {
		/* no pane is seen, so none may be acted on */
		g_array_set_size(v->shown, 0);
		v->focus = NULL;
		header_draw_alone(v->session, &all, now_us);
		if (v->choice)
			choice_draw(v->choice, &all);
		if (v->prompt)
			draw_bottom(v, &bottom);
		return;
	}
	arrange(v, (struct rect){ 0, 1, all.width, all.height - lines });
	for (guint i = 0; i < v->shown->len; i++)
		draw_pane(v, &all, &g_array_index(v->shown, struct pane, i), now_us);
	header_draw(v->session, &header, now_us);
	if (v->overlay == OVERLAY_THEMES)
		theme_list_draw(v, &all);
	else if (v->overlay != OVERLAY_NONE)
		overlay_draw(v, &all);
	if (v->prompt)
		palette_draw(v, &all);
	if (v->choice)
		choice_draw(v->choice, &all);
	if (v->session->player)
		replay_draw_line(v->session, &all, all.height - 2);
	draw_bottom(v, &bottom);
}

void
view_focus_step(struct view *v, int step)
{
	int n = (int)v->all->len, at = pane_index(v->all, v->focus);

	if (n > 0)
		v->focus = panel_by_name(
		    g_array_index(v->all, struct pane, at < 0 ? 0 : (at + n + step) % n).panel);
}

/* Distance from one pane's middle to another's in a direction; negative: it does not lie there. */
static int
distance(const struct rect *from, const struct rect *to, int dx, int dy)
{
	int x = (to->x * 2 + to->width) - (from->x * 2 + from->width);
	int y = (to->y * 2 + to->height) - (from->y * 2 + from->height);
	int ahead = dx ? x * dx : y * dy, aside = dx ? y : x;
	bool is_beyond = dx > 0   ? to->x >= from->x + from->width
	                 : dx < 0 ? to->x + to->width <= from->x
	                 : dy > 0 ? to->y >= from->y + from->height
	                          : to->y + to->height <= from->y;

	return is_beyond ? ahead + 2 * ABS(aside) : -1;
}

void
view_focus_toward(struct view *v, int dx, int dy)
{
	const struct pane *from = NULL, *best = NULL;
	int best_distance = 0;

	for (guint i = 0; i < v->shown->len; i++) {
		const struct pane *p = &g_array_index(v->shown, struct pane, i);

		if (v->focus && !strcmp(p->panel, v->focus->name))
			from = p;
	}
	for (guint i = 0; from && i < v->shown->len; i++) {
		const struct pane *p = &g_array_index(v->shown, struct pane, i);
		int d = distance(&from->at, &p->at, dx, dy);

		if (d >= 0 && (!best || d < best_distance)) {
			best = p;
			best_distance = d;
		}
	}
	if (best)
		v->focus = panel_by_name(best->panel);
}
