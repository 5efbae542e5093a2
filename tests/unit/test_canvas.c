/* The canvas: clipping, wide characters, fields, frames. */
#include "tests/unit/screen.h"

#include "base/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <glib.h>

static struct canvas
utf8(struct grid *grid)
{
	return canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);
}

static void
text_is_clipped(void **state)
{
	struct grid *grid = grid_new(6, 2);
	struct canvas c = utf8(grid);

	(void)state;
	assert_int_equal(canvas_text(&c, 3, 0, ROLE_TEXT, "abcdef"), 3);
	assert_int_equal(canvas_text(&c, -2, 1, ROLE_TEXT, "abcd"), 4);
	canvas_text(&c, 0, 2, ROLE_TEXT, "below");
	canvas_text(&c, 0, -1, ROLE_TEXT, "above");
	canvas_text(&c, 9, 0, ROLE_TEXT, "right");
	assert_screen(grid, "   abc\n"
	                    "cd\n");
}

static void
wide_character_is_never_cut(void **state)
{
	struct grid *grid = grid_new(5, 3);
	struct canvas c = utf8(grid);

	(void)state;
	assert_int_equal(canvas_text(&c, 0, 0, ROLE_TEXT, "预热中"), 4);
	canvas_text(&c, -1, 1, ROLE_TEXT, "预热中");
	canvas_text(&c, 4, 2, ROLE_TEXT, "预");
	assert_screen(grid, "预热\n"
	                    " 热中\n"
	                    "\n");
}

static void
overwriting_half_blanks_the_other(void **state)
{
	struct grid *grid = grid_new(8, 4);
	struct canvas c = utf8(grid);

	(void)state;
	for (int y = 0; y < 4; y++)
		canvas_text(&c, 0, y, ROLE_TEXT, "预热高峰");
	canvas_text(&c, 2, 0, ROLE_TEXT, "x");
	canvas_text(&c, 3, 1, ROLE_TEXT, "x");
	canvas_text(&c, 3, 2, ROLE_TEXT, "尾");
	canvas_fill(&c, 1, 3, 4, 1, ROLE_TEXT);
	assert_int_equal(grid_at(grid, 3, 2)->cells, 2);
	assert_string_equal(grid_at(grid, 4, 2)->text, "");
	assert_screen(grid, "预x 高峰\n"
	                    "预 x高峰\n"
	                    "预 尾 峰\n"
	                    "      峰\n");
}

static void
marks_stay_on_their_base(void **state)
{
	struct grid *grid = grid_new(4, 1);
	struct canvas c = utf8(grid);

	(void)state;
	assert_int_equal(canvas_text(&c, 0, 0, ROLE_TEXT,
	                             "e\xcc\x81"
	                             "a\xcc\x88\xcc\xa3z"),
	                 3);
	assert_string_equal(grid_at(grid, 0, 0)->text, "e\xcc\x81");
	assert_string_equal(grid_at(grid, 1, 0)->text, "a\xcc\x88\xcc\xa3");
	assert_string_equal(grid_at(grid, 2, 0)->text, "z");
	grid_free(&grid);
	assert_null(grid);
}

static void
many_marks_cannot_overflow_a_cell(void **state)
{
	struct grid *grid = grid_new(4, 1);
	struct canvas c = utf8(grid);
	GString *text = g_string_new("a");

	(void)state;
	for (int i = 0; i < 50; i++)
		g_string_append(text, "\xcc\x81");
	g_string_append(text, "b");
	assert_int_equal(canvas_text(&c, 0, 0, ROLE_TEXT, text->str), 2);
	assert_string_equal(grid_at(grid, 0, 0)->text, "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81");
	assert_string_equal(grid_at(grid, 1, 0)->text, "b");
	g_string_free(text, TRUE);
	grid_free(&grid);
}

static void
controls_show_as_question_marks(void **state)
{
	struct grid *grid = grid_new(12, 1);
	struct canvas c = utf8(grid);

	(void)state;
	canvas_text(&c, 0, 0, ROLE_TEXT,
	            "a\033[2Jb\n\x7f"
	            "c\xc2\x9b"
	            "d");
	assert_screen(grid, "a?[2Jb??c?d\n");
}

static void
field_ends_in_an_ellipsis(void **state)
{
	struct grid *grid = grid_new(12, 6);
	struct canvas c = utf8(grid);

	(void)state;
	assert_int_equal(canvas_field(&c, 0, 0, 6, ROLE_TEXT, "payment"), 6);
	assert_int_equal(canvas_field(&c, 0, 1, 7, ROLE_TEXT, "payment"), 7);
	assert_int_equal(canvas_field(&c, 0, 2, 6, ROLE_TEXT, "支付网关"), 5);
	assert_int_equal(canvas_field_right(&c, 0, 3, 12, ROLE_TEXT, "41 秒"), 5);
	assert_int_equal(canvas_field_right(&c, 0, 4, 4, ROLE_TEXT, "1234567"), 4);
	assert_int_equal(canvas_field(&c, 0, 5, 0, ROLE_TEXT, "x"), 0);
	assert_screen(grid, "payme…\n"
	                    "payment\n"
	                    "支付…\n"
	                    "       41 秒\n"
	                    "123…\n"
	                    "\n");
}

static void
part_keeps_its_writers_inside(void **state)
{
	struct grid *grid = grid_new(8, 3);
	struct canvas c = utf8(grid), part = canvas_part(&c, 2, 1, 3, 5), inner;

	(void)state;
	assert_int_equal(part.width, 3);
	assert_int_equal(part.height, 2);
	canvas_text(&part, 0, 0, ROLE_TEXT, "abcdef");
	canvas_text(&part, -2, 1, ROLE_TEXT, "uvwxyz");
	inner = canvas_part(&part, 9, 9, 4, 4);
	assert_int_equal(inner.width, 0);
	canvas_text(&inner, 0, 0, ROLE_TEXT, "nothing");
	assert_screen(grid, "\n"
	                    "  abc\n"
	                    "  wxy\n");
}

static void
ascii_leaves_no_other_character(void **state)
{
	struct grid *grid = grid_new(24, 3);
	struct canvas c = canvas_of(grid, GLYPHS_ASCII, GRAPHS_ASCII);

	(void)state;
	canvas_text(&c, 0, 0, ROLE_TEXT, "▶ 预热 · ok ✓ no ✗ ▁▄█");
	canvas_field(&c, 0, 1, 7, ROLE_TEXT, "支付网关");
	canvas_text(&c, 0, 2, ROLE_TEXT, "é ¥ ─│┌┼");
	assert_screen(grid, "> ???? . ok v no x _-#\n"
	                    "??????~\n"
	                    "e Y -|++\n");
}

/* A terminal that draws ambiguous characters two cells wide: lines are ASCII, names stay readable, and
 * what stands behind them keeps its column. */
static void
ambiguous_wide_draws_no_lines(void **state)
{
	struct grid *grid = grid_new(18, 3);
	struct canvas c, inside;

	(void)state;
	text_set_ambiguous_width(2);
	c = utf8(grid);
	inside = canvas_frame(&c, ROLE_FRAME, "预热", NULL, ROLE_DIM);
	canvas_text(&inside, 0, 0, ROLE_TEXT, "支付 ✓ §5 ok");
	text_set_ambiguous_width(1);
	assert_int_equal(grid_at(grid, 8, 1)->cells, 2);
	assert_screen(grid, "+ 预热 ----------+\n"
	                    "|支付 v §5 ok   |\n"
	                    "+----------------+\n");
}

static void
paint_keeps_the_text(void **state)
{
	struct grid *grid = grid_new(5, 2);
	struct canvas c = utf8(grid);
	char *roles;

	(void)state;
	canvas_text(&c, 0, 0, ROLE_CRIT, "late");
	canvas_text(&c, 0, 1, ROLE_GOOD, "fine");
	canvas_paint(&c, 1, 0, 9, 1, ROLE_URGENT);
	canvas_mark(&c, 2, 1, 1);
	roles = screen_roles(grid);
	assert_string_equal(roles, "CUUUU\n"
	                           "GGGG.\n");
	g_free(roles);
	assert_true(grid_at(grid, 2, 1)->mark);
	canvas_text(&c, 2, 1, ROLE_GOOD, "x");
	assert_false(grid_at(grid, 2, 1)->mark);
	assert_screen(grid, "late\n"
	                    "fixe\n");
}

static void
frame_has_title_and_note(void **state)
{
	struct grid *grid = grid_new(30, 6);
	struct canvas c = utf8(grid), top = canvas_part(&c, 0, 0, 30, 3),
		      bottom = canvas_part(&c, 0, 3, 30, 3), inside;

	(void)state;
	inside = canvas_frame(&top, ROLE_FRAME, "Countdown", "1s", ROLE_DIM);
	canvas_text(&inside, 0, 0, ROLE_TEXT, "距清仓");
	bottom.focused = true;
	canvas_frame(&bottom, ROLE_FRAME_FOCUS, "Alerts  紧急 2  重点 5  一般 9", "STALE 42s",
	             ROLE_STALE);
	assert_screen(grid, "┌ Countdown ───────────── 1s ┐\n"
	                    "│距清仓                      │\n"
	                    "└────────────────────────────┘\n"
	                    "┌►Alerts  紧急 … ─ STALE 42s ┐\n"
	                    "│                            │\n"
	                    "└────────────────────────────┘\n");
}

static void
frame_in_ascii(void **state)
{
	struct grid *grid = grid_new(20, 3);
	struct canvas c = canvas_of(grid, GLYPHS_ASCII, GRAPHS_ASCII);

	(void)state;
	c.focused = true;
	canvas_frame(&c, ROLE_FRAME, "Risks", NULL, ROLE_DIM);
	assert_screen(grid, "+>Risks -----------+\n"
	                    "|                  |\n"
	                    "+------------------+\n");
}

/* Whatever the size, nothing is written outside and nothing crashes. */
static void
tiny_frames_do_not_crash(void **state)
{
	(void)state;
	for (int width = 1; width < 12; width++)
		for (int height = 1; height < 4; height++) {
			struct grid *grid = grid_new(width, height);
			struct canvas c = utf8(grid);
			struct canvas inside =
			    canvas_frame(&c, ROLE_FRAME, "预热 title", "note", ROLE_DIM);

			assert_int_equal(inside.width, MAX(width - 2, 0));
			assert_int_equal(inside.height, MAX(height - 2, 0));
			grid_free(&grid);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_clipped),
		cmocka_unit_test(wide_character_is_never_cut),
		cmocka_unit_test(overwriting_half_blanks_the_other),
		cmocka_unit_test(marks_stay_on_their_base),
		cmocka_unit_test(many_marks_cannot_overflow_a_cell),
		cmocka_unit_test(controls_show_as_question_marks),
		cmocka_unit_test(field_ends_in_an_ellipsis),
		cmocka_unit_test(part_keeps_its_writers_inside),
		cmocka_unit_test(ascii_leaves_no_other_character),
		cmocka_unit_test(ambiguous_wide_draws_no_lines),
		cmocka_unit_test(paint_keeps_the_text),
		cmocka_unit_test(frame_has_title_and_note),
		cmocka_unit_test(frame_in_ascii),
		cmocka_unit_test(tiny_frames_do_not_crash),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
