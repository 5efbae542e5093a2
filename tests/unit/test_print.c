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
	            "\033[1;97;41mURG\033[0m \033[1;31mlate\033[0m \033[32mok\033[0m\n");
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
	assert_string_equal(got, "\033[1ma\033[31mb\033[97;41mc\033[0;32md\033[0m\n");
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
	char *got = print_html(grid, &theme, "a <room>");

	(void)state;
	assert_string_equal(
	    got, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"/>"
		 "<title>a &lt;room&gt;</title></head>\n"
		 "<body style=\"margin:0;background:#2e3440\">\n"
		 "<pre style=\"margin:0;padding:1ch;line-height:1.2;font-family:monospace;"
		 "color:#d8dee9;background:#2e3440\">\n"
		 "<span style=\"display:inline-block;width:2ch\">预</span>"
		 "<span style=\"display:inline-block;width:2ch\">热</span> &lt;&amp;&gt;      \n"
		 "<span style=\"color:#eceff4;background:#ad4d58;font-weight:bold\">URG</span> "
		 "<span style=\"color:#e08890;font-weight:bold\">late</span> "
		 "<span style=\"color:#a3be8c\">ok</span>   \n</pre></body></html>\n");
	g_free(got);
	grid_free(&grid);
}

/* Each text stands at its column whatever the font: a run has its length, a wide character its
 * middle; a background is one rectangle a run. */
static void
svg_puts_each_text_into_its_cells(void **state)
{
	struct theme theme = theme_of("nord");
	struct grid *grid = sample();
	char *got = print_svg(grid, &theme, "a <room>");
	const char *drawn = strstr(got, "<title>");

	(void)state;
	assert_true(g_str_has_prefix(got, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"128\" "
	                                  "height=\"48\" viewBox=\"0 0 128 48\" font-family="));
	assert_non_null(drawn);
	assert_string_equal(drawn,
	                    "<title>a &lt;room&gt;</title>\n"
	                    "<rect width=\"128\" height=\"48\" fill=\"#2e3440\"/>\n"
	                    "<g transform=\"translate(8 8)\">\n"
	                    "<path fill=\"#ad4d58\" d=\"M0 16h24v16h-24z\"/>\n"
	                    "<g fill=\"#d8dee9\">\n"
	                    "<text x=\"40\" y=\"12\" textLength=\"24\">&lt;&amp;&gt;</text>\n"
	                    "<g text-anchor=\"middle\">\n"
	                    "<text x=\"8\" y=\"12\">预</text>\n"
	                    "<text x=\"24\" y=\"12\">热</text>\n</g>\n</g>\n"
	                    "<g fill=\"#eceff4\" font-weight=\"bold\">\n"
	                    "<text x=\"0\" y=\"28\" textLength=\"24\">URG</text>\n</g>\n"
	                    "<g fill=\"#a3be8c\">\n"
	                    "<text x=\"72\" y=\"28\" textLength=\"16\">ok</text>\n</g>\n"
	                    "<g fill=\"#e08890\" font-weight=\"bold\">\n"
	                    "<text x=\"32\" y=\"28\" textLength=\"32\">late</text>\n</g>\n"
	                    "</g>\n</svg>\n");
	g_free(got);
	grid_free(&grid);
}

/* Lines meet, a bar is one rectangle, and no font is asked. */
static void
svg_draws_lines_and_blocks_itself(void **state)
{
	struct theme theme = theme_of("nord");
	struct grid *grid = grid_new(4, 3);
	struct canvas c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);
	char *got;

	(void)state;
	canvas_box(&c, ROLE_TEXT);
	canvas_text(&c, 1, 1, ROLE_TEXT, "█▄");
	got = print_svg(grid, &theme, "");
	assert_null(strstr(got, "<text"));
	/* left side, bar, half, right side, top, bottom */
	assert_non_null(strstr(got, "<path d=\"M4 8h1v33h-1zM4 8h25v1h-25zM4 40h25v1h-25z"
	                            "M8 16h8v16h-8zM16 24h8v8h-8zM28 8h1v33h-1z\"/>"));
	g_free(got);
	canvas_fill(&c, 0, 0, 4, 3, ROLE_TEXT);
	canvas_text(&c, 0, 0, ROLE_TEXT, "░░");
	got = print_svg(grid, &theme, "");
	assert_non_null(strstr(got, "<path fill-opacity=\".25\" d=\"M0 0h16v16h-16z\"/>"));
	g_free(got);
	grid_free(&grid);
}

/* A search's match over the cursor, a mark, and what is dim: as colours that need no terminal. */
static void
svg_knows_attributes(void **state)
{
	struct theme theme = theme_of("mono");
	struct grid *grid = grid_new(6, 1);
	struct canvas c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);
	char *got;

	(void)state;
	canvas_text(&c, 0, 0, ROLE_HEADER, "re");
	canvas_text(&c, 2, 0, ROLE_MARKED, "un");
	canvas_text(&c, 4, 0, ROLE_STALE, "it");
	canvas_mark(&c, 0, 0, 1);
	got = print_svg(grid, &theme, "");
	assert_non_null(strstr(got, "<path fill=\"#d0d4db\" d=\"M0 0h16v16h-16z\"/>"));
	assert_non_null(strstr(got, "<g fill=\"#0f1115\">\n<path d=\"M0 14h8v1h-8z\"/>\n"
	                            "<text x=\"0\" y=\"12\" textLength=\"16\">re</text>"));
	assert_non_null(strstr(got, "<path d=\"M16 14h16v1h-16z\"/>"));
	assert_non_null(strstr(got, "font-style=\"italic\""));
	g_free(got);
	grid_free(&grid);
}

/* Is every element closed by its name, and is no '&' or '<' left bare? */
static void
assert_well_formed(const char *text)
{
	GMarkupParser nothing = { .start_element = NULL };
	GMarkupParseContext *parse = g_markup_parse_context_new(&nothing, 0, NULL, NULL);
	const char *body = g_str_has_prefix(text, "<!DOCTYPE html>") ? strchr(text, '\n') : text;
	GError *error = NULL;

	if (!g_markup_parse_context_parse(parse, body, -1, &error) ||
	    !g_markup_parse_context_end_parse(parse, &error))
		fail_msg("%s", error->message);
	g_markup_parse_context_free(parse);
}

static void
every_theme_gives_a_picture(void **state)
{
	(void)state;
	for (const char *const *name = theme_names(); *name; name++) {
		struct theme theme = theme_of(*name);
		struct grid *grid = grid_new(40, ROLE_COUNT);
		struct canvas c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BRAILLE);
		char *svg, *html, *again;

		for (int role = 0; role < ROLE_COUNT; role++)
			canvas_text(&c, 0, role, (enum role)role,
			            "a \"b\" 'c' <&> 高峰 ✓▶ ┌─┄┊┼▝▚▒⠿╳");
		svg = print_svg(grid, &theme, "&");
		html = print_html(grid, &theme, "&");
		again = print_svg(grid, &theme, "&");
		assert_well_formed(svg);
		assert_well_formed(html);
		assert_string_equal(svg, again);
		assert_true(strlen(svg) > 2000);
		g_free(svg);
		g_free(html);
		g_free(again);
		grid_free(&grid);
	}
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
		cmocka_unit_test(svg_puts_each_text_into_its_cells),
		cmocka_unit_test(svg_draws_lines_and_blocks_itself),
		cmocka_unit_test(svg_knows_attributes),
		cmocka_unit_test(every_theme_gives_a_picture),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
