/* The search: next and previous in a list, in the log and in the help, with how many there are. */
#include "room/alert.h"
#include "tests/unit/console_fixture.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void
assert_selected(struct console_fixture *f, const char *text)
{
	const char *row = console_fixture_selected(f);

	if (!strstr(row, text))
		fail_msg("\"%s\" is selected, and not %s", row, text);
}

static void
assert_bottom(struct console_fixture *f, const char *start)
{
	const char *line = console_fixture_bottom(f);

	if (!g_str_has_prefix(line, start))
		fail_msg("the bottom line is \"%s\"", line);
}

static void
next_and_previous_go_round_and_say_so(void **state)
{
	struct console_fixture *f = console_fixture_open("", 6);

	(void)state;
	console_fixture_press(f, "/ 'ODD' Enter");
	assert_selected(f, "Alert01");
	assert_bottom(f, "/ODD 1 of 3  n next  N previous  q ends it");
	console_fixture_press(f, "n n");
	assert_selected(f, "Alert05");
	assert_bottom(f, "/ODD 3 of 3  ");
	console_fixture_press(f, "n");
	assert_selected(f, "Alert01");
	assert_bottom(f, "/ODD 1 of 3, again from the start");
	console_fixture_press(f, "N");
	assert_selected(f, "Alert05");
	assert_bottom(f, "/ODD 3 of 3, again from the end");
	console_fixture_press(f, "N");
	assert_bottom(f, "/ODD 2 of 3  ");
	console_fixture_close(&f);
}

/* n is a note wherever no search is on: the bottom line tells which of the two it is. */
static void
n_is_a_note_again_when_the_search_has_ended(void **state)
{
	struct console_fixture *f = console_fixture_open("", 3);

	(void)state;
	console_fixture_press(f, "/ 'Alert02' Enter q");
	assert_false(search_line_is_on(f->c.view));
	console_fixture_press(f, "n");
	assert_non_null(f->c.view->prompt);
	assert_string_equal(prompt_label(f->c.view->prompt), "note on Alert02: ");
	console_fixture_press(f, "Esc F3"); /* what was sought last is still known */
	assert_bottom(f, "/Alert02 1 of 1, again from the start");
	console_fixture_press(f, "/ 'nowhere' Enter");
	assert_bottom(f, "'nowhere' is not found");
	assert_false(search_line_is_on(f->c.view));
	console_fixture_close(&f);
}

static void
what_is_found_is_marked(void **state)
{
	struct console_fixture *f = console_fixture_open("", 4);
	unsigned marked = 0;

	(void)state;
	console_fixture_press(f, "/ 'LERT0' Enter");
	console_fixture_screen(f);
	for (int i = 0; i < f->c.grid->width * f->c.grid->height; i++)
		marked += f->c.grid->cells[i].mark;
	assert_int_equal(marked, 4 * 5);
	console_fixture_close(&f);
}

/* The newest line is the first: what is sought lies in the past. */
static void
the_log_is_searched_from_its_newest_line(void **state)
{
	struct console_fixture *f = console_fixture_open("", 3);

	(void)state;
	console_fixture_press(f, ": 'say first words' Enter : 'say second words' Enter");
	console_fixture_settle(f);
	console_fixture_press(f, ": 'show log' Enter / 'words' Enter");
	assert_selected(f, "second words");
	assert_bottom(f, "/words 1 of 2");
	console_fixture_press(f, "n");
	assert_selected(f, "first words");
	console_fixture_press(f, "n");
	assert_selected(f, "second words");
	assert_bottom(f, "/words 1 of 2, again from the start");
	console_fixture_close(&f);
}

static void
the_help_is_searched_and_filtered(void **state)
{
	struct console_fixture *f = console_fixture_open("", 3);

	(void)state;
	console_fixture_press(f, "?");
	/* the rest of a line stands in its last column */
	assert_shows(
	    f,
	    "│   q Esc         back             close what is open, clear the search, the marks or the      │");
	assert_shows(
	    f,
	    "│                                  filter                                                      │");
	console_fixture_press(f, "/ 'layout' Enter");
	assert_shows(f, "│▶  1             layout-1         first layout");
	assert_bottom(f, "/layout 1 of 10");
	console_fixture_press(f, "n");
	assert_shows(f, "│▶  2             layout-2         second layout");
	/* nothing is done to rows that the help hides */
	console_fixture_press(f, "a");
	assert_bottom(f, "q closes the help first");
	assert_int_equal(room_alert_counts(f->c.session->room, session_now_us(f->c.session)).unseen,
	                 3);
	console_fixture_press(f, "q f 'silence'");
	assert_shows(f, "silence for a time");
	assert_lacks(f, "write a note");
	console_fixture_press(f, "Esc");
	assert_shows(f, "write a note");
	console_fixture_press(f, "q");
	assert_lacks(f, "write a note");
	console_fixture_close(&f);
}

static void
details_go_to_the_next_row_and_back(void **state)
{
	struct console_fixture *f = console_fixture_open("", 3);

	(void)state;
	console_fixture_press(f, "g J");
	assert_bottom(f, "Enter opens the details first");
	console_fixture_press(f, "Enter");
	assert_shows(f, "alert: Alert00");
	assert_bottom(f, "j k scroll  J next  K previous  / search  q close");
	console_fixture_press(f, "J J");
	assert_shows(f, "alert: Alert02");
	console_fixture_press(f, "J");
	assert_shows(f, "alert: Alert02");
	assert_bottom(f, "this is the last row");
	console_fixture_press(f, "K q");
	assert_selected(f, "Alert01");
	console_fixture_close(&f);
}

/* Each name with what it is for, narrowed by each letter; Tab puts one after the other into the line. */
static void
the_command_line_lists_what_could_stand_there(void **state)
{
	struct console_fixture *f = console_fixture_open("", 1);

	(void)state;
	console_fixture_press(f, ": 'lay'");
	assert_shows(f, "10 commands");
	assert_shows(f, "what stands where: the layout of this name");
	console_fixture_press(f, "'out-'");
	assert_shows(f, "9 commands");
	assert_shows(f, "layout-9               ninth layout");
	console_fixture_press(f, "Tab Tab Tab");
	assert_string_equal(prompt_text(f->c.view->prompt), "layout-2");
	console_fixture_press(f, "S-Tab");
	assert_string_equal(prompt_text(f->c.view->prompt), "layout-1");
	console_fixture_press(f, "C-u 'nonsense'");
	assert_lacks(f, "commands");
	console_fixture_press(f, "Esc : 'poll' Enter : 'say a' Enter : Up Up");
	assert_string_equal(prompt_text(f->c.view->prompt), "poll");
	console_fixture_press(f, "Esc");
	console_fixture_settle(f);
	console_fixture_close(&f);
}

/* Every one that is offered says what it is for. */
static void
no_command_is_without_help(void **state)
{
	struct console_fixture *f = console_fixture_open("", 1);
	char **all = console_complete("", &f->c);

	(void)state;
	for (char **one = all; *one; one++)
		if (!*console_help_on(*one))
			fail_msg("%s has no help", *one);
	g_strfreev(all);
	console_fixture_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(next_and_previous_go_round_and_say_so),
		cmocka_unit_test(n_is_a_note_again_when_the_search_has_ended),
		cmocka_unit_test(what_is_found_is_marked),
		cmocka_unit_test(the_log_is_searched_from_its_newest_line),
		cmocka_unit_test(the_help_is_searched_and_filtered),
		cmocka_unit_test(details_go_to_the_next_row_and_back),
		cmocka_unit_test(the_command_line_lists_what_could_stand_there),
		cmocka_unit_test(no_command_is_without_help),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
