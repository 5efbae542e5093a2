/* Fuzz target: the small languages that people type: matchers, the alerts' filter, layouts, key names,
 * the size of a screen. Input: a text. */
#include "app/options.h"
#include "panels/alerts.h"
#include "room/match.h"
#include "tests/fuzz/fuzz.h"
#include "tui/key_name.h"
#include "tui/keymap.h"
#include "tui/layout.h"

#include <string.h>

static void
check_matcher(const char *text)
{
	static const struct label labels[] = { { "alertname", "DiskFull" }, { "team", "ops" } };
	struct event_batch *batch = event_batch_new();
	struct matcher matcher;
	struct matcher_list list = { &matcher, 1 };
	struct match *match = NULL;
	struct err e = { "" };

	if (matcher_parse(batch, text, &matcher, &e))
		match = match_new(&list, &e);
	if (match)
		match_holds(match, labels, G_N_ELEMENTS(labels), "am", "DiskFull");
	else
		fuzz_check(*e.text != '\0', "no reason for '%s'", text);
	match_free(&match);
	event_batch_free(&batch);
}

static void
least_of(const char *panel, int *width, int *height, void *data)
{
	(void)data;
	*width = 10 + (int)strlen(panel);
	*height = 4;
}

static void
check_panes(const struct layout *layout, struct rect screen)
{
	GArray *panes = layout_panes(layout, screen, least_of, NULL);
	int cells = 0;

	for (guint i = 0; i < panes->len; i++) {
		const struct rect *at = &g_array_index(panes, struct pane, i).at;

		fuzz_check(at->x >= screen.x && at->y >= screen.y && at->width > 0 &&
		               at->height > 0 && at->x + at->width <= screen.x + screen.width &&
		               at->y + at->height <= screen.y + screen.height,
		           "a pane outside of the screen");
		cells += at->width * at->height;
	}
	fuzz_check(cells == screen.width * screen.height, "the panes do not fill the screen");
	g_array_unref(panes);
}

static void
check_layout(const char *text)
{
	static const struct rect screens[] = {
		{ 0, 1, 80, 22 }, { 0, 0, 1, 1 }, { 0, 1, 200, 48 }, { 0, 1, 20, 3 }
	};
	struct err e = { "" };
	struct layout *layout = layout_parse(text, NULL, &e);

	if (!layout) {
		fuzz_check(*e.text != '\0', "no reason for '%s'", text);
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(screens); i++)
		check_panes(layout, screens[i]);
	layout_free(&layout);
}

static void
check_key(const char *text)
{
	struct keymap *map = keymap_new();
	char name[KEY_NAME_SIZE], again[KEY_NAME_SIZE];
	char **words = g_strsplit(text, " ", 2);
	struct err e = { "" };

	if (key_name_parse(text, name, sizeof name))
		fuzz_check(key_name_parse(name, again, sizeof again) && !strcmp(name, again),
		           "'%s' is '%s' is '%s'", text, name, again);
	if (words[0] && words[1] && !keymap_bind(map, words[0], words[1], &e))
		fuzz_check(*e.text != '\0', "no reason for '%s'", text);
	g_strfreev(words);
	keymap_free(&map);
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	char *text = fuzz_text(&in, '\0', NULL);
	struct alert_filter filter = { .line = NULL };
	int width, height;
	struct err e;

	if (g_utf8_validate(text, -1, NULL)) {
		check_matcher(text);
		check_layout(text);
		check_key(text);
		alert_filter_parse(&filter, text);
		alert_filter_clear(&filter);
	}
	if (size_parse(text, &width, &height, &e))
		fuzz_check(width > 0 && height > 0 && width <= 1000 && height <= 1000, "no size");
	g_free(text);
}

FUZZ_TARGET(words, run)
