/* What is sent beside the screen: its bytes, and that no text breaks out of them. */
#include "tui/links.h"
#include "tui/osc.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void
assert_bytes(GString *to, const char *bytes)
{
	assert_string_equal(to->str, bytes);
	g_string_free(to, TRUE);
}

static void
the_clipboard_is_coded(void **state)
{
	GString *to = g_string_new(NULL);

	(void)state;
	osc_clipboard(to, "pay \033[2J", false);
	assert_bytes(to, "\033]52;c;cGF5IF5bWzJK\a"); /* "pay ^[[2J" */
	to = g_string_new(NULL);
	osc_clipboard(to, "a", true);
	assert_bytes(to, "\033Ptmux;\033\033]52;c;YQ==\a\033\\");
}

static void
a_notice_is_one_field(void **state)
{
	GString *to = g_string_new(NULL);

	(void)state;
	osc_notice(to, 9, "4;1;50\a\033]0;mine\a", false);
	assert_bytes(to, "\033]9;4,1,50^G^[]0,mine^G\a");
	to = g_string_new(NULL);
	osc_notice(to, 777, "支付; slow", false);
	assert_bytes(to, "\033]777;notify;warroom;支付, slow\a");
}

static void
an_address_is_ascii_and_of_the_web(void **state)
{
	static const struct {
		const char *text, *address;
	} rows[] = {
		{ "https://a/b?c=d#e", "https://a/b?c=d#e" },
		{ "http://a/\033]0;x\a", "http://a/%1B]0;x%07" },
		{ "http://a/支", "http://a/%E6%94%AF" },
		{ "javascript:alert(1)", NULL },
		{ "file:///etc/passwd", NULL },
		{ "", NULL },
	};
	char *longest = g_strnfill(3000, 'a'), *text = g_strconcat("http://", longest, NULL);

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char *address = osc_address(rows[i].text, strlen(rows[i].text));

		if (rows[i].address)
			assert_string_equal(address, rows[i].address);
		else
			assert_null(address);
		g_free(address);
	}
	assert_null(osc_address(text, strlen(text)));
	g_free(text);
	g_free(longest);
}

/* The cells once more, as they look, and the cursor back where it was. */
static void
a_link_is_written_over_its_cells(void **state)
{
	struct look looks[ROLE_COUNT] = { 0 };
	struct grid *grid = grid_new(30, 3);
	struct canvas c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);
	struct canvas part = canvas_part(&c, 2, 1, 20, 1);
	GString *to = g_string_new(NULL);

	(void)state;
	for (int i = 0; i < ROLE_COUNT; i++)
		looks[i] = (struct look){ .fg = 15, .bg = 236 };
	links_append(to, grid, looks);
	assert_string_equal(to->str, "");
	canvas_text(&part, 0, 0, ROLE_TEXT, "see http://支/");
	canvas_link(&part, 4, 0, 10, "http://%E6%94%AF/");
	links_append(to, grid, looks);
	assert_bytes(to,
	             "\0337\033[2;7H\033]8;;http://%E6%94%AF/\033\\\033[0;4;97;48;5;236mhttp://支/"
	             "\033]8;;\033\\\033[m\0338");
	/* past the edge there is none */
	grid_forget(grid);
	canvas_link(&part, 25, 0, 10, "http://a/");
	assert_int_equal(grid->n_links, 0);
	grid_free(&grid);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_clipboard_is_coded),
		cmocka_unit_test(a_notice_is_one_field),
		cmocka_unit_test(an_address_is_ascii_and_of_the_web),
		cmocka_unit_test(a_link_is_written_over_its_cells),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
