/* The manual page warroom(1) lists every command and every key as the tables say; with --write
 * FILE, writes that part of it anew. */
#include "app/command.h"
#include "tests/unit/man_page.h"
#include "tui/action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char begin[] = ".\\\" TABLES: made from the program's tables, do not edit\n";
static const char end[] = ".\\\" END OF TABLES\n";

static char *
make(void)
{
	GString *page = g_string_new(begin);

	g_string_append(page, ".SH COMMANDS\n");
	for (size_t i = 0; commands[i]; i++) {
		g_string_append(page, ".TP\n.B warroom ");
		man_put(page, commands[i]->name);
		g_string_append_c(page, ' ');
		man_put(page, commands[i]->synopsis);
		g_string_append_c(page, '\n');
		man_put(page, commands[i]->help);
		g_string_append(page, ".\n");
	}
	g_string_append(
	    page, ".SH KEYS\nEach line: keys, name of the action (for the command line and the "
		  "configuration), what it does.\n");
	for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
		const struct action_info *info = action_info((enum action)a);

		g_string_append(page, ".TP\n\\fB");
		man_put(page, info->keys);
		g_string_append(page, "\\fR  ");
		man_put(page, info->name);
		g_string_append_c(page, '\n');
		man_put(page, info->help);
		g_string_append(page, ".\n");
	}
	g_string_append(page, end);
	return g_string_free(page, FALSE);
}

static const struct man_part part = { "doc/warroom.1", begin, end, make };

static void
page_has_all_commands_and_keys(void **state)
{
	(void)state;
	man_assert_current(&part);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(page_has_all_commands_and_keys) };

	if (argc == 3 && !strcmp(argv[1], "--write"))
		return man_write(&part, argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
