/* The list of themes: the whole screen shows the one under the cursor. */
#include "app/console.h"

#include "base/lang.h"

#include <string.h>

/* Returns its index; adds it where it is not there. */
static guint
listed(GPtrArray *themes, const char *name)
{
	guint i = 0;

	while (i < themes->len && strcmp(g_ptr_array_index(themes, i), name))
		i++;
	if (i == themes->len)
		g_ptr_array_add(themes, g_strdup(name));
	return i;
}

void
console_choose_theme(struct console *c)
{
	GPtrArray *themes = g_ptr_array_new_with_free_func(g_free);

	for (const char *const *name = theme_names(); *name; name++)
		listed(themes, *name);
	listed(themes, c->session->config->theme);
	overlay_close(c->view);
	c->view->overlay = OVERLAY_THEMES;
	c->view->theme = listed(themes, c->theme.from);
	c->view->themes = themes;
	c->theme_before = c->theme;
}

static void
preview(struct console *c, guint index)
{
	struct err e;

	c->view->theme = index;
	if (!console_set_theme(c, g_ptr_array_index(c->view->themes, index), &e))
		view_say(c->view, ROLE_ERROR, "%s", e.text);
}

static void
keep(struct console *c)
{
	const char *name = c->theme.from;

	overlay_close(c->view);
	if (!strcmp(name, c->session->config->theme))
		view_say(c->view, ROLE_MESSAGE, _("theme %s"), name);
	else
		view_say(c->view, ROLE_MESSAGE,
		         _("theme %s; for the next start write  console = { theme = \"%s\"; };"),
		         name, name);
}

static void
give_back(struct console *c)
{
	overlay_close(c->view);
	console_show_theme(c, &c->theme_before);
}

bool
console_theme_action(struct console *c, enum action action)
{
	guint n = c->view->themes->len, at = c->view->theme;

	switch (action) {
	case ACTION_DOWN:
	case ACTION_PAGE_DOWN:
		preview(c, MIN(at + 1, n - 1));
		return true;
	case ACTION_UP:
	case ACTION_PAGE_UP:
		preview(c, at ? at - 1 : 0);
		return true;
	case ACTION_THEME:
		preview(c, (at + 1) % n);
		return true;
	case ACTION_TOP:
		preview(c, 0);
		return true;
	case ACTION_BOTTOM:
		preview(c, n - 1);
		return true;
	case ACTION_DETAILS:
		keep(c);
		return true;
	case ACTION_BACK:
		give_back(c);
		return true;
	/* all else would act on what the list hides */
	default:
		return action != ACTION_QUIT && action != ACTION_LOCK && action != ACTION_REDRAW;
	}
}

void
theme_list_draw(const struct view *v, const struct canvas *c)
{
	const char *title = _("Themes"), *configured = v->session->config->theme;
	int n = (int)v->themes->len, width = canvas_width(c, title) + 8, height, top;
	struct canvas box, inside;

	for (int i = 0; i < n; i++)
		width = MAX(width, canvas_width(c, g_ptr_array_index(v->themes, (guint)i)) + 6);
	width = MIN(width, c->width);
	height = MIN(n + 2, c->height - 2);
	box = canvas_part(c, c->width - width, c->height - 1 - height, width, height);
	canvas_fill(&box, 0, 0, box.width, box.height, ROLE_TEXT);
	inside = canvas_frame(&box, ROLE_FRAME_FOCUS, title, NULL, ROLE_DIM);
	top = CLAMP((int)v->theme - inside.height / 2, 0, MAX(n - inside.height, 0));
	for (int y = 0; y < inside.height && top + y < n; y++) {
		const char *name = g_ptr_array_index(v->themes, (guint)(top + y));
		bool is_shown = top + y == (int)v->theme;

		if (is_shown)
			canvas_fill(&inside, 0, y, inside.width, 1, ROLE_CURSOR);
		canvas_text(&inside, 0, y, is_shown ? ROLE_CURSOR : ROLE_TEXT,
		            is_shown ? "▶" : " ");
		canvas_field(&inside, 2, y, inside.width - 4, is_shown ? ROLE_CURSOR : ROLE_TEXT,
		             name);
		if (!strcmp(name, configured))
			canvas_text(&inside, inside.width - 1, y, is_shown ? ROLE_CURSOR : ROLE_DIM,
			            "●");
	}
}

char *
theme_list_keys(const struct view *v)
{
	return g_strdup_printf(_("%s %s show  %s keep  %s as before"),
	                       keymap_key(v->keymap, ACTION_DOWN), keymap_key(v->keymap, ACTION_UP),
	                       keymap_key(v->keymap, ACTION_DETAILS),
	                       keymap_key(v->keymap, ACTION_BACK));
}
