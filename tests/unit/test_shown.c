/* What a terminal shows already: a frame hands over only the cells that differ. */
#include "tui/shown.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

static struct grid *
frame_of(const char *text)
{
	struct grid *grid = grid_new(10, 1);
	struct canvas canvas = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);

	canvas_text(&canvas, 0, 0, ROLE_TEXT, text);
	return grid;
}

static void
unknown_rows_are_handed_over_whole_and_once(void **state)
{
	struct grid *shown = shown_unknown(10, 1), *frame = frame_of("");
	int first = -1, last = -1;

	(void)state;
	assert_true(shown_row(shown, frame, 0, &first, &last));
	assert_int_equal(first, 0);
	assert_int_equal(last, 9);
	assert_false(shown_row(shown, frame, 0, &first, &last));
	grid_free(&shown);
	grid_free(&frame);
}

static void
only_what_differs_is_handed_over(void **state)
{
	struct grid *before = frame_of("T-00:05:37"), *after = frame_of("T-00:04:36");
	struct grid *shown = shown_copy(before);
	int first = -1, last = -1;

	(void)state;
	assert_true(shown_row(shown, after, 0, &first, &last));
	assert_int_equal(first, 6);
	assert_int_equal(last, 9);
	grid_free(&shown);
	grid_free(&before);
	grid_free(&after);
}

static void
wide_character_is_handed_over_from_its_left_half(void **state)
{
	struct grid *before = frame_of("价"), *after = frame_of("价");
	struct grid *shown = shown_copy(before);
	int first = -1, last = -1;

	(void)state;
	shown->cells[1].role = ROLE_CRIT;
	assert_true(shown_row(shown, after, 0, &first, &last));
	assert_int_equal(first, 0);
	assert_int_equal(last, 1);
	grid_free(&shown);
	grid_free(&before);
	grid_free(&after);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unknown_rows_are_handed_over_whole_and_once),
		cmocka_unit_test(only_what_differs_is_handed_over),
		cmocka_unit_test(wide_character_is_handed_over_from_its_left_half),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
