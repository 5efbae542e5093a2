/* The footer line: the keys that work here. */
#include "tui/footer.h"

#include "base/lang.h"
#include "base/text.h"

#include <string.h>

enum { GAP_CELLS = 2, ITEMS_MAX = ACTION_COUNT + 1 };

struct item {
	char key[64];
	const char *label;
};

struct items {
	struct item of[ITEMS_MAX];
	int n;
};

static void
add(struct items *items, const char *key, const char *label)
{
	struct item *item = &items->of[items->n];

	if (!*key || !*label)
		return;
	for (int i = 0; i < items->n; i++) {
		if (strcmp(items->of[i].label, label) == 0)
			return;
	}
	g_strlcpy(item->key, key, sizeof item->key);
	item->label = label;
	items->n++;
}

static void
add_action(struct items *items, const struct keymap *map, enum action action)
{
	const char *label = action_info(action)->label;

	add(items, keymap_key(map, action), *label ? lang_in("action", label) : "");
}

static void
add_layouts(struct items *items, const struct keymap *map, int layouts)
{
	int last = MIN(ACTION_LAYOUT_1 + layouts - 1, ACTION_LAYOUT_9);
	char *keys = g_strdup_printf("%s-%s", keymap_key(map, ACTION_LAYOUT_1),
	                             keymap_key(map, (enum action)last));

	if (layouts > 1)
		add(items, keys, _("layouts"));
	g_free(keys);
}

static void
collect(struct items *items, const struct panel_ops *panel, const struct keymap *map, int layouts,
        bool acts)
{
	for (const enum action *a = panel ? panel->actions : NULL; a && *a != ACTION_NONE; a++)
		if (acts || !action_acts(*a))
			add_action(items, map, *a);
	if (panel && panel->details)
		add_action(items, map, ACTION_DETAILS);
	if (panel && panel->find)
		add_action(items, map, ACTION_SEARCH);
	if (panel && panel->set_filter)
		add_action(items, map, ACTION_FILTER);
	add_layouts(items, map, layouts);
	add_action(items, map, ACTION_COMMAND);
	add_action(items, map, ACTION_QUIT);
}

static int
cells_of(const struct item *item)
{
	return text_width(item->key) + 1 + text_width(item->label);
}

static int
draw_item(const struct canvas *c, int x, int y, const struct item *item)
{
	x += canvas_text(c, x, y, ROLE_KEY, item->key) + 1;
	return x + canvas_text(c, x, y, ROLE_FOOTER, item->label);
}

void
footer_draw(const struct canvas *c, int y, const struct panel_ops *panel, const struct keymap *map,
            int layouts, bool acts)
{
	struct items items = { .n = 0 }, help = { .n = 0 };
	int x = 1, kept;

	collect(&items, panel, map, layouts, acts);
	add_action(&help, map, ACTION_HELP);
	kept = help.n > 0 ? GAP_CELLS + cells_of(&help.of[0]) : 0;
	canvas_fill(c, 0, y, c->width, 1, ROLE_FOOTER);
	for (int i = 0; i < items.n; i++) {
		if (x + cells_of(&items.of[i]) + kept > c->width)
			break;
		x = draw_item(c, x, y, &items.of[i]) + GAP_CELLS;
	}
	if (help.n > 0)
		draw_item(c, x, y, &help.of[0]);
}
