/* Tests of the one-line editor. */
#include "tui/prompt.h"

#include <glib.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

/* Presses keys, with blanks between; returns the last result. */
static enum prompt_result
press(struct prompt *p, const char *keys)
{
	char **key = g_strsplit(keys, " ", -1);
	enum prompt_result result = PROMPT_EDITING;

	for (int i = 0; key[i]; i++)
		result = prompt_key(p, key[i]);
	g_strfreev(key);
	return result;
}

/* The line as it is drawn on so many cells, without the blanks at its end; g_free. */
static char *
drawn(const struct prompt *p, int width, int *cursor)
{
	struct grid *grid = grid_new(width, 1);
	struct canvas c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);
	GString *line = g_string_new(NULL);

	prompt_draw(p, &c, 0);
	*cursor = -1;
	for (int x = 0; x < width; x++) {
		const struct cell *cell = grid_at(grid, x, 0);

		g_string_append(line, cell->cells > 0 ? cell->text : "");
		if (cell->role == ROLE_CURSOR && *cursor < 0)
			*cursor = x;
	}
	grid_free(&grid);
	return g_strchomp(g_string_free(line, FALSE));
}

static void
test_edits(void **state)
{
	struct prompt *p = prompt_new("note: ", "ab", NULL, NULL);

	(void)state;
	assert_string_equal(prompt_text(p), "ab");
	press(p, "c Left Backspace x");
	assert_string_equal(prompt_text(p), "axc");
	press(p, "Home Delete C-e Space d C-a y");
	assert_string_equal(prompt_text(p), "yxc d");
	press(p, "End C-w");
	assert_string_equal(prompt_text(p), "yxc ");
	press(p, "C-u");
	assert_string_equal(prompt_text(p), "");
	assert_int_equal(press(p, "F5 C-x Backspace Left Right Delete"), PROMPT_EDITING);
	assert_string_equal(prompt_text(p), "");
	assert_int_equal(press(p, "o Enter"), PROMPT_ACCEPTED);
	assert_int_equal(press(p, "Esc"), PROMPT_CANCELLED);
	prompt_free(&p);
	assert_null(p);
}

static void
test_edits_whole_characters(void **state)
{
	struct prompt *p = prompt_new("", "\u4e2de\u0301x", NULL, NULL);

	(void)state;
	press(p, "Backspace Backspace");
	assert_string_equal(prompt_text(p), "\u4e2d");
	press(p, "Left \u6587");
	assert_string_equal(prompt_text(p), "\u6587\u4e2d");
	prompt_free(&p);
}

static void
test_paste_never_accepts(void **state)
{
	struct prompt *p = prompt_new("", "", NULL, NULL);

	(void)state;
	prompt_paste(p, "one\r\ntwo\n\033[31mthree\x03\xff");
	assert_string_equal(prompt_text(p), "one two [31mthree\ufffd");
	prompt_free(&p);
}

static void
test_history_is_of_the_label(void **state)
{
	struct prompt *p = prompt_new("h: ", "first", NULL, NULL);

	(void)state;
	prompt_key(p, "Enter");
	prompt_free(&p);
	p = prompt_new("other: ", "elsewhere", NULL, NULL);
	prompt_key(p, "Enter");
	prompt_free(&p);
	p = prompt_new("h: ", "second", NULL, NULL);
	prompt_key(p, "Enter");
	prompt_free(&p);

	p = prompt_new("h: ", "draft", NULL, NULL);
	prompt_key(p, "Up");
	assert_string_equal(prompt_text(p), "second");
	press(p, "Up Up");
	assert_string_equal(prompt_text(p), "first");
	press(p, "Down Down");
	assert_string_equal(prompt_text(p), "draft");
	prompt_key(p, "Down");
	assert_string_equal(prompt_text(p), "draft");
	prompt_free(&p);
}

static char **
complete_commands(const char *line, void *data)
{
	static const char *const commands[] = { "silence", "sign", "theme dark", NULL };
	GStrvBuilder *found = g_strv_builder_new();
	char **all;

	(void)data;
	for (int i = 0; commands[i]; i++) {
		if (g_str_has_prefix(commands[i], line))
			g_strv_builder_add(found, commands[i]);
	}
	all = g_strv_builder_end(found);
	g_strv_builder_unref(found);
	return all;
}

static void
test_completion(void **state)
{
	struct prompt *p = prompt_new(":", "", complete_commands, NULL);
	int cursor;
	char *line;

	(void)state;
	press(p, "t Tab");
	assert_string_equal(prompt_text(p), "theme dark");
	press(p, "C-u s Tab");
	assert_string_equal(prompt_text(p), "si");
	line = drawn(p, 40, &cursor);
	assert_string_equal(line, ":si   silence  sign");
	g_free(line);
	press(p, "Tab Tab");
	assert_string_equal(prompt_text(p), "sign");
	press(p, "Tab");
	assert_string_equal(prompt_text(p), "silence");
	press(p, "S-Tab");
	assert_string_equal(prompt_text(p), "sign");
	press(p, "C-u z Tab");
	assert_string_equal(prompt_text(p), "z");
	prompt_free(&p);
}

static void
test_draws_around_the_cursor(void **state)
{
	struct prompt *p = prompt_new("note: ", "\u4e2d\u6587 abcdef", NULL, NULL);
	int cursor;
	char *line = drawn(p, 40, &cursor);

	(void)state;
	assert_string_equal(line, "note: \u4e2d\u6587 abcdef");
	assert_int_equal(cursor, 17);
	g_free(line);
	line = drawn(p, 12, &cursor);
	assert_string_equal(line, "note: bcdef");
	assert_int_equal(cursor, 11);
	g_free(line);
	prompt_key(p, "Home");
	line = drawn(p, 12, &cursor);
	assert_string_equal(line, "note: \u4e2d\u6587 a");
	assert_int_equal(cursor, 6);
	g_free(line);
	line = drawn(p, 1, &cursor);
	assert_int_equal(cursor, 0);
	g_free(line);
	prompt_free(&p);
}

static void
test_hidden_shows_dots_and_is_not_remembered(void **state)
{
	struct prompt *p = prompt_new("PIN: ", "", NULL, NULL);
	int cursor;
	char *line;

	(void)state;
	prompt_hide(p);
	press(p, "4 7 \u4e2d 1 Left");
	assert_string_equal(prompt_text(p), "47\u4e2d1");
	line = drawn(p, 40, &cursor);
	assert_string_equal(line, "PIN: ....");
	assert_int_equal(cursor, 8);
	g_free(line);
	assert_int_equal(press(p, "Enter"), PROMPT_ACCEPTED);
	prompt_free(&p);
	p = prompt_new("PIN: ", "", NULL, NULL);
	press(p, "Up");
	assert_string_equal(prompt_text(p), "");
	prompt_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_edits),
		cmocka_unit_test(test_edits_whole_characters),
		cmocka_unit_test(test_paste_never_accepts),
		cmocka_unit_test(test_history_is_of_the_label),
		cmocka_unit_test(test_completion),
		cmocka_unit_test(test_draws_around_the_cursor),
		cmocka_unit_test(test_hidden_shows_dots_and_is_not_remembered),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
