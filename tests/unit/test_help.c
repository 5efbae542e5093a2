/* Tests of the help text and the footer line. */
#include "tui/footer.h"
#include "tui/help.h"

#include <glib.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void
set_filter(void *state, const char *text)
{
	(void)state;
	(void)text;
}

static const enum action alert_actions[] = { ACTION_ACK, ACTION_DONE, ACTION_SILENCE, ACTION_DOWN,
	                                     ACTION_NONE };
static const struct panel_ops alerts = {
	.name = "alerts",
	.title = "Alerts",
	.what = "what is burning, most urgent first",
	.actions = alert_actions,
	.set_filter = set_filter,
};

static void
test_help_has_two_parts(void **state)
{
	struct keymap *map = keymap_new();
	char *text = help_text(&alerts, map, NULL);
	const char *everywhere = strstr(text, "\nEverywhere\n");

	(void)state;
	assert_true(
	    g_str_has_prefix(text, "Here, in Alerts: what is burning, most urgent first\n"));
	assert_non_null(everywhere);
	assert_non_null(
	    strstr(text, "\n  a             ack              acknowledge: you have it\n"));
	assert_non_null(strstr(text, "\n  j Down        down             next row\n"));
	assert_true(strstr(text, "show only what matches") < everywhere);
	assert_true(strstr(text, "draw the screen anew") > everywhere);
	assert_null(strstr(text, "accept the selected gate"));
	assert_null(strstr(text, "search in this pane"));
	g_free(text);
	keymap_free(&map);
}

static void
test_help_is_filtered(void **state)
{
	struct keymap *map = keymap_new();
	char *text = help_text(&alerts, map, "SILENCE");

	(void)state;
	assert_string_equal(text, "Here, in Alerts: what is burning, most urgent first\n"
	                          "  s             silence          silence for a time\n");
	g_free(text);
	text = help_text(NULL, map, "zebra");
	assert_string_equal(text, "No action here has \"zebra\" in its keys, name or sentence.\n");
	g_free(text);
	keymap_free(&map);
}

static void
test_help_shows_the_keys_of_the_map(void **state)
{
	struct keymap *map = keymap_new();
	struct err e;
	char *text;

	(void)state;
	assert_true(keymap_bind(map, "a", "none", &e));
	assert_true(keymap_bind(map, "C-x", "silence", &e));
	text = help_text(&alerts, map, NULL);
	assert_non_null(strstr(text, "\n  -             ack "));
	assert_non_null(strstr(text, "\n  C-x s         silence "));
	g_free(text);
	keymap_free(&map);
}

/* The footer on so many cells, without the blanks at its end; g_free. */
static char *
footer(int width, const struct panel_ops *panel, const struct keymap *map, int layouts, bool acts)
{
	struct grid *grid = grid_new(width, 1);
	struct canvas c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);
	GString *line = g_string_new(NULL);

	footer_draw(&c, 0, panel, map, layouts, acts);
	for (int x = 0; x < width; x++)
		g_string_append(line, grid_at(grid, x, 0)->text);
	grid_free(&grid);
	return g_strchomp(g_string_free(line, FALSE));
}

static void
test_footer_fits(void **state)
{
	static const struct {
		int width, layouts;
		bool acts;
		const char *line;
	} rows[] = {
		{ 100, 6, true,
		  " a ack  d done  s silence  f filter  1-6 layouts  : command  Q quit  ? help" },
		{ 100, 1, true, " a ack  d done  s silence  f filter  : command  Q quit  ? help" },
		{ 45, 6, true, " a ack  d done  s silence  f filter  ? help" },
		{ 44, 6, true, " a ack  d done  s silence  f filter  ? help" },
		{ 20, 6, true, " a ack  ? help" },
		{ 8, 6, true, " ? help" },
		/* who only looks */
		{ 100, 6, false, " f filter  1-6 layouts  : command  Q quit  ? help" },
	};
	struct keymap *map = keymap_new();

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char *line = footer(rows[i].width, &alerts, map, rows[i].layouts, rows[i].acts);

		assert_string_equal(line, rows[i].line);
		g_free(line);
	}
	keymap_free(&map);
}

static void
test_footer_colours_the_keys(void **state)
{
	struct keymap *map = keymap_new();
	struct grid *grid = grid_new(40, 1);
	struct canvas c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);

	(void)state;
	footer_draw(&c, 0, &alerts, map, 6, true);
	assert_int_equal(grid_at(grid, 1, 0)->role, ROLE_KEY);
	assert_int_equal(grid_at(grid, 3, 0)->role, ROLE_FOOTER);
	grid_free(&grid);
	keymap_free(&map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_help_has_two_parts),
		cmocka_unit_test(test_help_is_filtered),
		cmocka_unit_test(test_help_shows_the_keys_of_the_map),
		cmocka_unit_test(test_footer_fits),
		cmocka_unit_test(test_footer_colours_the_keys),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
