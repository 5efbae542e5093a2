/* Widgets as screens: digits, bars, sparklines, charts, the mark of a scrolled list. */
#include "base/clock.h"
#include "base/quantity.h"
#include "tests/unit/screen.h"
#include "tui/widget.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static struct grid *grid;
static struct canvas canvas;

static void
screen(int width, int height, enum glyphs glyphs, enum graphs graphs)
{
	grid = grid_new(width, height);
	canvas = canvas_of(grid, glyphs, graphs);
}

static void
digits_in_five_rows(void **state)
{
	(void)state;
	screen(44, 6, GLYPHS_UTF8, GRAPHS_BLOCK);
	assert_int_equal(widget_big_digits_width("T-02:14:33"), 41);
	assert_int_equal(widget_big_digits(&canvas, 1, 0, ROLE_CLOCK, "T-02:14:33"), 5);
	assert_screen(grid, " ███      ██  ███      █  █  █   ███  ███\n"
	                    "  █      █  █    █ █  ██  █  █ █    █    █\n"
	                    "  █  ███ █  █  ██      █  ████    ██   ██\n"
	                    "  █      █  █ █    █   █     █ █    █    █\n"
	                    "  █       ██  ████    ███    █   ███  ███\n"
	                    "\n");
}

static void
digits_in_three_rows(void **state)
{
	(void)state;
	screen(30, 4, GLYPHS_UTF8, GRAPHS_BLOCK);
	assert_int_equal(widget_big_digits(&canvas, 0, 0, ROLE_CLOCK, "56:79d+"), 3);
	assert_screen(grid, "█▀▀▀ ▄▀▀  ▄ ▀▀▀█ ▄▀▀▄    █  ▄\n"
	                    "▀▀▀▄ █▀▀▄ ▄  ▄▀   ▀▀█ ▄▀▀█ ▀█▀\n"
	                    "▀▀▀   ▀▀     ▀    ▀▀   ▀▀▀\n"
	                    "\n");
}

/* For a wall: twice or three times as large where there is room for it. */
static void
digits_grow_with_the_room(void **state)
{
	(void)state;
	screen(12, 11, GLYPHS_UTF8, GRAPHS_BLOCK);
	assert_int_equal(widget_big_digits(&canvas, 0, 0, ROLE_CLOCK, "1:"), 10);
	assert_screen(grid, "    ██\n"
	                    "    ██\n"
	                    "  ████    ██\n"
	                    "  ████    ██\n"
	                    "    ██\n"
	                    "    ██\n"
	                    "    ██    ██\n"
	                    "    ██    ██\n"
	                    "  ██████\n"
	                    "  ██████\n"
	                    "\n");
	screen(18, 15, GLYPHS_ASCII, GRAPHS_ASCII);
	assert_int_equal(widget_big_digits(&canvas, 0, 0, ROLE_CLOCK, "1:"), 15);
	grid_free(&grid);
	screen(17, 15, GLYPHS_ASCII, GRAPHS_ASCII);
	assert_int_equal(widget_big_digits(&canvas, 0, 0, ROLE_CLOCK, "1:"), 10);
	grid_free(&grid);
}

static void
digits_fall_back_to_a_line(void **state)
{
	(void)state;
	screen(12, 5, GLYPHS_UTF8, GRAPHS_BLOCK);
	assert_int_equal(widget_big_digits(&canvas, 0, 0, ROLE_CLOCK, "T-02:14:33"), 1);
	assert_screen(grid, "T-02:14:33\n\n\n\n\n");
	screen(40, 2, GLYPHS_UTF8, GRAPHS_BLOCK);
	assert_int_equal(widget_big_digits(&canvas, 0, 0, ROLE_CLOCK, "12:34"), 1);
	grid_free(&grid);
	screen(40, 3, GLYPHS_ASCII, GRAPHS_ASCII);
	assert_int_equal(widget_big_digits(&canvas, 0, 0, ROLE_CLOCK, "12:34"), 1);
	grid_free(&grid);
}

static void
digits_in_ascii(void **state)
{
	(void)state;
	screen(11, 5, GLYPHS_ASCII, GRAPHS_ASCII);
	assert_int_equal(widget_big_digits(&canvas, 0, 0, ROLE_CLOCK, "4.8"), 5);
	assert_screen(grid, "#  #    ##\n"
	                    "#  #   #  #\n"
	                    "####    ##\n"
	                    "   #   #  #\n"
	                    "   # #  ##\n");
}

static void
bar_shows_eighths(void **state)
{
	static const double shares[] = { 0, 0.0001, 0.5, 0.53, 0.9999, 1, 7, -1, NAN };

	(void)state;
	screen(10, 9, GLYPHS_UTF8, GRAPHS_BLOCK);
	for (int i = 0; i < 9; i++)
		widget_bar(&canvas, 0, i, 8, shares[i], ROLE_BAR, ROLE_BAR_REST);
	assert_screen(grid, "░░░░░░░░\n"
	                    "▏░░░░░░░\n"
	                    "████░░░░\n"
	                    "████▎░░░\n"
	                    "███████▉\n"
	                    "████████\n"
	                    "████████\n"
	                    "░░░░░░░░\n"
	                    "░░░░░░░░\n");
}

static void
bar_in_ascii_and_its_roles(void **state)
{
	char *roles;

	(void)state;
	screen(8, 1, GLYPHS_UTF8, GRAPHS_ASCII);
	widget_bar(&canvas, 1, 0, 6, 0.4, ROLE_CRIT, ROLE_BAR_REST);
	roles = screen_roles(grid);
	assert_string_equal(roles, ".CCBBBB.\n");
	g_free(roles);
	assert_screen(grid, " ##....\n");
}

static void
points_of(struct point *points, const double *values, int n)
{
	for (int i = 0; i < n; i++)
		points[i] = (struct point){ i * MIN_US, values[i] };
}

static void
sparkline_shows_the_last_values(void **state)
{
	static const double values[] = { 900, 1, 2, 3, 4, 5, 6, 7, 8 };
	static const double gap[] = { 1, NAN, 8 }, flat[] = { 5, 5, 5, 5 };
	struct point points[9];

	(void)state;
	screen(10, 5, GLYPHS_UTF8, GRAPHS_BLOCK);
	points_of(points, values, 9);
	widget_sparkline(&canvas, 1, 0, 8, ROLE_TEXT, points, 9);
	widget_sparkline(&canvas, 0, 1, 10, ROLE_TEXT, points + 1, 3);
	points_of(points, gap, 3);
	widget_sparkline(&canvas, 0, 2, 10, ROLE_TEXT, points, 3);
	points_of(points, flat, 4);
	widget_sparkline(&canvas, 0, 3, 10, ROLE_TEXT, points, 4);
	widget_sparkline(&canvas, 0, 4, 10, ROLE_TEXT, points, 0);
	assert_screen(grid, " ▁▂▃▄▄▅▆▇\n"
	                    "       ▁▄▇\n"
	                    "       ▁ ▇\n"
	                    "      ▄▄▄▄\n"
	                    "\n");
}

static void
sparkline_in_ascii_and_braille(void **state)
{
	static const double values[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	struct point points[8];

	(void)state;
	points_of(points, values, 8);
	screen(8, 1, GLYPHS_ASCII, GRAPHS_BRAILLE);
	widget_sparkline(&canvas, 0, 0, 8, ROLE_TEXT, points, 8);
	assert_screen(grid, "_.:-=+*#\n");
	screen(8, 1, GLYPHS_UTF8, GRAPHS_BRAILLE);
	widget_sparkline(&canvas, 0, 0, 8, ROLE_TEXT, points, 8);
	assert_screen(grid, "    ⣀⣤⣶⣿\n");
}

static void
money(double value, char *buf, size_t size)
{
	money_short((int64_t)(value * 100), buf, size);
}

/* A day in Shanghai: the plan to 50 M, the actual until 16:00, a forecast from there. */
static void
draw_burn(int width, int height, enum glyphs glyphs, enum graphs graphs)
{
	GTimeZone *zone = g_time_zone_new_identifier("Asia/Shanghai");
	struct point plan[3], actual[33], forecast[2];
	struct chart_series series[] = {
		{ plan, 3, ROLE_PLAN, false, "plan" },
		{ actual, 33, ROLE_BAR, true, "actual" },
		{ forecast, 2, ROLE_FORECAST, false, "forecast" },
	};
	struct chart_mark cap = { 55e6, ROLE_CRIT, "cap" };
	struct chart chart = { .series = series,
		               .n_series = 3,
		               .marks = &cap,
		               .n_marks = 1,
		               .low = NAN,
		               .high = NAN,
		               .zone = zone,
		               .y_label = money };
	int64_t start = 0;

	assert_true(instant_parse("2026-10-24 00:00", zone, &start, NULL));
	plan[0] = (struct point){ start, 0 };
	plan[1] = (struct point){ start + 12 * HOUR_US, 30e6 };
	plan[2] = (struct point){ start + 24 * HOUR_US, 50e6 };
	for (int i = 0; i < 33; i++)
		actual[i] = (struct point){ start + i * 30 * MIN_US, 1e6 * i };
	forecast[0] = actual[32];
	forecast[1] = (struct point){ start + 24 * HOUR_US, 48e6 };
	chart.from_us = start;
	chart.to_us = start + 24 * HOUR_US;
	chart.now_us = actual[32].at_us;
	screen(width, height, glyphs, graphs);
	widget_chart(&canvas, &chart);
	g_time_zone_unref(zone);
}

static void
chart_at_60x14(void **state)
{
	(void)state;
	draw_burn(60, 14, GLYPHS_UTF8, GRAPHS_BLOCK);
	assert_screen(grid, "      ── plan  ██ actual  ·· forecast\n"
	                    "     │┄cap┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┊┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┌\n"
	                    "     │                                    ┊          ┌───···\n"
	                    "40.0M┤                                    ┊   ┌────······\n"
	                    "     │                                  ┌────······\n"
	                    "     │                           ┌──────┘▂···\n"
	                    "     │                      ┌────┘ ▂▃▅▆████\n"
	                    "20.0M┤                  ┌───┘▂▃▅▆▆█████████\n"
	                    "     │             ┌────┘▃▅▆███████████████\n"
	                    "     │         ┌───┘▅▆█████████████████████\n"
	                    "     │    ┌────┘▆██████████████████████████\n"
	                    "    0┤────┘████████████████████████████████\n"
	                    "     └┴────────────┴─────────────┴────────▲───┴────────────┴\n"
	                    "    10-24        06:00         12:00        18:00      10-25\n");
}

/* Where the plan runs through what was spent, the area goes on behind the line. */
static void
line_across_an_area_leaves_no_hole(void **state)
{
	struct point spent[] = { { 0, 0 }, { 100, 10 }, { 200, 10 } },
		     plan[] = { { 0, 5 }, { 200, 5 } };
	struct chart_series series[] = { { plan, 2, ROLE_PLAN, false, NULL },
		                         { spent, 3, ROLE_BAR, true, NULL } };
	struct chart chart = { .series = series,
		               .n_series = 2,
		               .to_us = 200,
		               .now_us = UNSAID,
		               .low = 0,
		               .high = 10 };
	unsigned across = 0, beside = 0;

	(void)state;
	screen(30, 9, GLYPHS_UTF8, GRAPHS_BLOCK);
	widget_chart(&canvas, &chart);
	for (int x = 0; x < 30; x++)
		for (int y = 0; y < 7; y++)
			if (!strcmp(grid_at(grid, x, y)->text, "─")) {
				across += cell_role(grid_at(grid, x, y)) == ROLE_BAR_LINE;
				beside += cell_role(grid_at(grid, x, y)) == ROLE_PLAN;
			}
	assert_true(across > 10);
	assert_true(beside > 3);
	grid_free(&grid);
}

static void
chart_in_braille(void **state)
{
	(void)state;
	draw_burn(40, 10, GLYPHS_UTF8, GRAPHS_BRAILLE);
	assert_screen(grid, "      ── plan  ██ actual  ·· forecast\n"
	                    "50.0M┤┄cap┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┊┄┄┄┄┄┄┄┄┄⢀⣀\n"
	                    "     │                      ┊  ⢀⣀⡠······\n"
	                    "     │                   ⣀⡠⠤⠒·····\n"
	                    "25.0M┤             ⢀⣀⠤⠒⠊⠉⣤⣶⣾·\n"
	                    "     │         ⣀⠤⠔⠊⠁⣴⣶⣿⣿⣿⣿⣿⣿⣿\n"
	                    "     │    ⢀⡠⠤⠒⠉⣶⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
	                    "    0┤⣀⠤⠔⠊⠁⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿\n"
	                    "     └┴───────┴────────┴────▲──┴───────┴\n"
	                    "    10-24   06:00    12:00   18:00 10-25\n");
}

static void
chart_at_30x8(void **state)
{
	(void)state;
	draw_burn(30, 8, GLYPHS_UTF8, GRAPHS_BLOCK);
	assert_screen(grid, "      ── plan  ██ actual\n"
	                    "50.0M┤┄cap┄┄┄┄┄┄┄┄┄┄┄┄┊┄┄┄┄┌··\n"
	                    "     │              ┌──·····\n"
	                    "25.0M┤         ┌────┘▆·\n"
	                    "     │    ┌────┘▇██████\n"
	                    "    0┤────┘▇███████████\n"
	                    "     └┴───────────┴───▲──────┴\n"
	                    "    10-24       12:00    10-25\n");
}

static void
chart_in_ascii(void **state)
{
	(void)state;
	draw_burn(40, 9, GLYPHS_ASCII, GRAPHS_BLOCK);
	assert_screen(grid, "      -- plan  ## actual  .. forecast\n"
	                    "50.0M+-cap------------------|--------+-.\n"
	                    "     |                      |+---......\n"
	                    "     |                +-----.....\n"
	                    "25.0M+           +----+=+*###\n"
	                    "     |     +-----+*##########\n"
	                    "    0+-----+#################\n"
	                    "     ++-------+--------+----^--+-------+\n"
	                    "    10-24   06:00    12:00   18:00 10-25\n");
}

static void
chart_degrades(void **state)
{
	(void)state;
	draw_burn(10, 3, GLYPHS_UTF8, GRAPHS_BLOCK);
	assert_screen(grid, "┄┄┄┄┄┄┊┌··\n"
	                    "   ┌──··\n"
	                    "───┘███\n");
	for (int width = 1; width < 24; width++)
		for (int height = 1; height < 10; height++) {
			draw_burn(width, height, GLYPHS_UTF8, (enum graphs)(width % 3));
			grid_free(&grid);
		}
}

static void
chart_of_nothing_says_so(void **state)
{
	struct point gap = { 0, NAN };
	struct chart_series series = { &gap, 1, ROLE_BAR, false, NULL };
	struct chart chart = { .series = &series,
		               .n_series = 1,
		               .to_us = HOUR_US,
		               .now_us = UNSAID,
		               .low = NAN,
		               .high = NAN };

	(void)state;
	screen(20, 3, GLYPHS_UTF8, GRAPHS_BLOCK);
	widget_chart(&canvas, &chart);
	assert_screen(grid, "\n"
	                    "    no data yet\n"
	                    "\n");
}

/* What is only compared with is dashed, the axis is thicker along the bands, the cursor stands at its
 * time; a point that is no number makes a gap only where nothing else was measured. */
static void
chart_with_bands_and_a_cursor(void **state)
{
	static const double values[] = { 3, 3, NAN, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3 };
	static const double before[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
	struct point points[13], then[13];
	struct chart_series series[] = { { points, 13, ROLE_BAR, false, NULL },
		                         { then, 13, ROLE_DIM, false, NULL } };
	struct chart_band bands[] = { { NAN, 1, ROLE_CRIT, true }, { 1, 2, ROLE_WARN, false } };
	struct chart chart = { .series = series,
		               .n_series = 2,
		               .bands = bands,
		               .n_bands = 2,
		               .to_us = 12 * MIN_US,
		               .now_us = UNSAID,
		               .cursor_us = 6 * MIN_US,
		               .low = 0,
		               .high = 4 };

	(void)state;
	points_of(points, values, 13);
	points_of(then, before, 13);
	screen(28, 7, GLYPHS_UTF8, GRAPHS_BLOCK);
	assert_int_equal(widget_chart(&canvas, &chart), 26);
	assert_screen(grid, "4┤             │\n"
	                    " │───   ────────────────────\n"
	                    "2▌             │\n"
	                    " ▌── ── ── ── ── ── ── ── ──\n"
	                    "0█             │\n"
	                    " └──────────────────────────\n"
	                    "\n");
}

/* A metric that does not move, with gaps; no zone, so no times. */
static void
chart_of_a_flat_metric(void **state)
{
	static const double values[] = { 99.4, 99.4, NAN, NAN, 99.4, 99.4, 99.4 };
	struct point points[7];
	struct chart_series series = { points, 7, ROLE_TEXT, false, NULL };
	struct chart chart = { .series = &series,
		               .n_series = 1,
		               .to_us = 6 * MIN_US,
		               .now_us = UNSAID,
		               .low = 99,
		               .high = 100 };

	(void)state;
	points_of(points, values, 7);
	screen(40, 7, GLYPHS_UTF8, GRAPHS_BLOCK);
	widget_chart(&canvas, &chart);
	assert_screen(grid, "100.0┤\n"
	                    "     │\n"
	                    " 99.5┤──────                ────────────\n"
	                    "     │\n"
	                    " 99.0┤\n"
	                    "     └──────────────────────────────────\n"
	                    "\n");
}

static void
scroll_mark_tells_where(void **state)
{
	(void)state;
	for (int top = 0; top <= 6; top += 3) {
		screen(3, 4, GLYPHS_UTF8, GRAPHS_BLOCK);
		widget_scroll(&canvas, top, 4, 10);
		assert_screen(grid, top == 0   ? "  ▐\n\n\n\n"
		                    : top == 3 ? "\n  ▐\n\n\n"
		                               : "\n\n\n  ▐\n");
	}
	screen(3, 2, GLYPHS_UTF8, GRAPHS_BLOCK);
	widget_scroll(&canvas, 0, 2, 2);
	assert_screen(grid, "\n\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits_in_five_rows),
		cmocka_unit_test(digits_in_three_rows),
		cmocka_unit_test(digits_grow_with_the_room),
		cmocka_unit_test(digits_fall_back_to_a_line),
		cmocka_unit_test(digits_in_ascii),
		cmocka_unit_test(bar_shows_eighths),
		cmocka_unit_test(bar_in_ascii_and_its_roles),
		cmocka_unit_test(sparkline_shows_the_last_values),
		cmocka_unit_test(sparkline_in_ascii_and_braille),
		cmocka_unit_test(chart_at_60x14),
		cmocka_unit_test(line_across_an_area_leaves_no_hole),
		cmocka_unit_test(chart_in_braille),
		cmocka_unit_test(chart_at_30x8),
		cmocka_unit_test(chart_in_ascii),
		cmocka_unit_test(chart_degrades),
		cmocka_unit_test(chart_of_nothing_says_so),
		cmocka_unit_test(chart_of_a_flat_metric),
		cmocka_unit_test(chart_with_bands_and_a_cursor),
		cmocka_unit_test(scroll_mark_tells_where),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
