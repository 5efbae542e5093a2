/* A grid as text, with SGR sequences, and as a page. */
#include "tui/print.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <glib.h>

/* Two rows: "预热 <&>" ordinary, then "URG late ok" in three roles. */
static struct grid *
sample(void)
{
	struct grid *grid = grid_new(14, 2);
	struct canvas c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);

	canvas_text(&c, 0, 0, ROLE_TEXT, "预热 <&>");
	canvas_text(&c, 0, 1, ROLE_URGENT, "URG");
	canvas_text(&c, 4, 1, ROLE_CRIT, "late");
	canvas_text(&c, 9, 1, ROLE_GOOD, "ok");
	return grid;
}

static struct theme
theme_of(const char *name)
{
	struct theme theme;
	struct err e = { "" };

	if (!theme_load(name, &theme, &e))
		fail_msg("%s", e.text);
	return theme;
}

static void
assert_ansi(const char *theme_name, int colours, const char *expected)
{
	struct theme theme = theme_of(theme_name);
	struct grid *grid = sample();
	char *got = print_ansi(grid, &theme, colours);

	assert_string_equal(got, expected);
	g_free(got);
	grid_free(&grid);
}

static void
text_has_no_blanks_at_the_end(void **state)
{
	struct grid *grid = sample();
	char *got = print_text(grid);

	(void)state;
	assert_string_equal(got, "预热 <&>\nURG late ok\n");
	g_free(got);
	grid_free(&grid);
}

static void
ansi_changes_only_what_differs(void **state)
{
	(void)state;
	assert_ansi("default", 16,
	            "预热 <&>\033[0m\n"
	            "\033[1;37;41mURG\033[0m \033[1;31mlate\033[0m \033[32mok\033[0m\n");
	assert_ansi("default", 0,
	            "预热 <&>\033[0m\n"
	            "\033[1;7mURG\033[0m \033[1mlate\033[0m ok\033[0m\n");
}

static void
ansi_keeps_attributes_that_go_on(void **state)
{
	struct theme theme = theme_of("default");
	struct grid *grid = grid_new(4, 1);
	struct canvas c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);
	char *got;

	(void)state;
	canvas_text(&c, 0, 0, ROLE_STRONG, "a");
	canvas_text(&c, 1, 0, ROLE_CRIT, "b");
	canvas_text(&c, 2, 0, ROLE_URGENT, "c");
	canvas_text(&c, 3, 0, ROLE_GOOD, "d");
	got = print_ansi(grid, &theme, 256);
	assert_string_equal(got, "\033[1ma\033[31mb\033[37;41mc\033[0;32md\033[0m\n");
	g_free(got);
	grid_free(&grid);
}

static void
ansi_by_number_of_colours(void **state)
{
	struct theme theme = theme_of("nord");
	struct grid *grid = grid_new(1, 1);
	struct canvas c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);
	static const struct {
		int colours;
		const char *expected;
	} cases[] = {
		{ 1 << 24, "\033[38;2;163;190;140;48;2;46;52;64mx\033[0m\n" },
		{ 256, "\033[38;5;144;48;5;237mx\033[0m\n" },
		{ 16, "\033[32;40mx\033[0m\n" },
		{ 8, "\033[32;40mx\033[0m\n" },
		{ 0, "x\033[0m\n" },
	};

	(void)state;
	canvas_text(&c, 0, 0, ROLE_GOOD, "x");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *got = print_ansi(grid, &theme, cases[i].colours);

		assert_string_equal(got, cases[i].expected);
		g_free(got);
	}
	grid_free(&grid);
}

/* Blanks that have a look of their own are not cut, and a match shows over any role. */
static void
ansi_keeps_coloured_blanks(void **state)
{
	struct theme theme = theme_of("default");
	struct grid *grid = grid_new(3, 2);
	struct canvas c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);
	char *got;

	(void)state;
	canvas_fill(&c, 0, 0, 2, 1, ROLE_CURSOR);
	canvas_text(&c, 0, 1, ROLE_GOOD, "ab");
	canvas_mark(&c, 1, 1, 1);
	got = print_ansi(grid, &theme, 16);
	assert_string_equal(got, "\033[7m  \033[0m\n\033[32ma\033[30;43mb\033[0m\n");
	g_free(got);
	grid_free(&grid);
}

static void
html_is_whole_and_escaped(void **state)
{
	struct theme theme = theme_of("nord");
	struct grid *grid = sample();
	char *got = print_html(grid, &theme), *body = strstr(got, "<pre>\n"), *expected;

	(void)state;
	assert_true(g_str_has_prefix(got, "<!DOCTYPE html>\n"));
	assert_true(g_str_has_suffix(got, "</pre></body></html>\n"));
	assert_non_null(strstr(got, "body{color:#d8dee9;background:#2e3440;}"));
	assert_null(strstr(got, "http"));
	assert_non_null(body);
	expected = g_strdup_printf("<pre>\n<span class=\"w\">预</span><span class=\"w\">热</span> "
	                           "&lt;&amp;&gt;      \n"
	                           "<span class=\"r%d\">URG</span> <span class=\"r%d\">late</span> "
	                           "<span class=\"r%d\">ok</span>   \n</pre></body></html>\n",
	                           ROLE_URGENT, ROLE_CRIT, ROLE_GOOD);
	assert_string_equal(body, expected);
	g_free(expected);
	g_free(got);
	grid_free(&grid);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_has_no_blanks_at_the_end),
		cmocka_unit_test(ansi_changes_only_what_differs),
		cmocka_unit_test(ansi_keeps_attributes_that_go_on),
		cmocka_unit_test(ansi_by_number_of_colours),
		cmocka_unit_test(ansi_keeps_coloured_blanks),
		cmocka_unit_test(html_is_whole_and_escaped),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
