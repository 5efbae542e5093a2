/* The help text of a pane, made from the action table and the key map. */
#include "tui/help.h"

#include "base/lang.h"
#include "base/text.h"

#include <string.h>

enum { KEYS_CELLS = 14, NAME_CELLS = 17 };

static bool
has_word(const char *line, const char *word)
{
	char *a, *b;
	bool has;

	if (!word || !*word)
		return true;
	a = g_utf8_casefold(line, -1);
	b = g_utf8_casefold(word, -1);
	has = strstr(a, b) != NULL;
	g_free(a);
	g_free(b);
	return has;
}

static void
append_padded(GString *to, const char *text, int cells)
{
	g_string_append(to, text);
	g_string_append_printf(to, "%*s", MAX(cells - text_width(text), 1), "");
}

static char *
action_line(const struct keymap *map, enum action action)
{
	const struct action_info *info = action_info(action);
	GString *line = g_string_new("  ");
	char *keys = keymap_keys(map, action);

	append_padded(line, *keys ? keys : "-", KEYS_CELLS);
	append_padded(line, info->name, NAME_CELLS);
	g_string_append_printf(line, "%s\n", _(info->help));
	g_free(keys);
	return g_string_free(line, FALSE);
}

static void
append_action(GString *to, const struct keymap *map, enum action action, const char *word)
{
	char *line = action_line(map, action);

	if (has_word(line, word))
		g_string_append(to, line);
	g_free(line);
}

static bool
is_here(const struct panel_ops *panel, enum action action)
{
	for (const enum action *a = panel ? panel->actions : NULL; a && *a != ACTION_NONE; a++) {
		if (*a == action)
			return true;
	}
	return panel && ((action == ACTION_FILTER && panel->set_filter) ||
	                 ((action == ACTION_DETAILS || action == ACTION_DETAILS_NEXT ||
	                   action == ACTION_DETAILS_PREVIOUS) &&
	                  panel->details) ||
	                 ((action == ACTION_SEARCH || action == ACTION_SEARCH_NEXT ||
	                   action == ACTION_SEARCH_PREVIOUS) &&
	                  panel->find));
}

static void
append_part(GString *to, const char *heading, const GString *lines)
{
	if (lines->len > 0)
		g_string_append_printf(to, "%s%s\n%s", to->len > 0 ? "\n" : "", heading,
		                       lines->str);
}

char *
help_text(const struct panel_ops *panel, const struct keymap *map, const char *word)
{
	GString *text = g_string_new(NULL), *here = g_string_new(NULL),
		*everywhere = g_string_new(NULL);
	char *heading =
	    panel ? g_strdup_printf(_("Here, in %s: %s"), _(panel->title), _(panel->what)) : NULL;

	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		enum action action = (enum action)i;

		if (is_here(panel, action))
			append_action(here, map, action, word);
		else if (action_is_everywhere(action))
			append_action(everywhere, map, action, word);
	}
	append_part(text, heading, here);
	append_part(text, _("Everywhere"), everywhere);
	if (text->len == 0)
		g_string_append_printf(
		    text, _("No action here has \"%s\" in its keys, name or sentence.\n"), word);
	g_string_free(here, TRUE);
	g_string_free(everywhere, TRUE);
	g_free(heading);
	return g_string_free(text, FALSE);
}
