/* Marks, the box that asks before many or before what is final, and taking the last act back. */
#include "tests/unit/console_fixture.h"

#include "room/alert.h"
#include "tui/choice.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static unsigned
seen(const struct console_fixture *f)
{
	GHashTableIter iter;
	void *alert;
	unsigned n = 0;

	g_hash_table_iter_init(&iter, f->c.session->room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &alert))
		n += ((struct alert *)alert)->ack != NULL;
	return n;
}

static const struct alert *
alert_of(const struct console_fixture *f, const char *name)
{
	char *key = g_strconcat("test/", name, NULL);
	const struct alert *alert = room_alert(f->c.session->room, key);

	if (!alert)
		alert = room_alert(f->c.session->room, name);
	g_free(key);
	assert_non_null(alert);
	return alert;
}

static void
assert_bottom(struct console_fixture *f, const char *line)
{
	assert_string_equal(console_fixture_bottom(f), line);
}

static void
press_and_settle(struct console_fixture *f, const char *keys)
{
	console_fixture_press(f, keys);
	console_fixture_settle(f);
}

/* The first answer does nothing: Enter alone, Esc and whatever else is pressed change nothing. */
static void
a_bulk_names_all_and_does_nothing_at_first(void **state)
{
	struct console_fixture *f = console_fixture_open("", 10);

	(void)state;
	console_fixture_press(f, "A");
	assert_shows(f, "acknowledge 10 alerts (10 GEN)?");
	assert_shows(f, "│ Alert07  ");
	assert_shows(f, "and 2 more");
	assert_shows(f, "▶ Cancel ");
	press_and_settle(f, "Enter");
	assert_bottom(f, "not done");
	press_and_settle(f, "A Right Esc");
	press_and_settle(f, "A a A x G Enter");
	assert_int_equal(seen(f), 0);
	press_and_settle(f, "A y");
	assert_int_equal(seen(f), 10);
	console_fixture_close(&f);
}

static void
a_bulk_takes_a_comment(void **state)
{
	struct console_fixture *f = console_fixture_open("", 3);

	(void)state;
	/* words first, then all are named once more */
	console_fixture_press(f, "* s '30m quiet' Enter");
	assert_shows(f, "silence 3 alerts (3 GEN)?");
	assert_shows(f, "\"30m quiet\"");
	press_and_settle(f, "Enter");
	assert_int_equal(seen(f), 0);
	press_and_settle(f, "s '30m quiet' Enter Tab Enter");
	assert_int_equal(seen(f), 3);
	assert_int_equal(alert_of(f, "Alert01")->ack->kind, ACK_SILENCE);
	console_fixture_close(&f);
	f = console_fixture_open("", 3);
	press_and_settle(f, "A Right Right Enter 'we have it' Enter");
	assert_int_equal(seen(f), 3);
	assert_string_equal(alert_of(f, "Alert01")->ack->comment, "we have it");
	console_fixture_close(&f);
}

static void
a_signature_is_asked_for_with_cancel_first(void **state)
{
	struct console_fixture *f = console_fixture_open("", 1);

	(void)state;
	console_fixture_press(f, ": 'show countdown' Enter / 'load test' Enter y");
	assert_shows(f, "accept gate load test?");
	assert_shows(f, "It cannot be taken back.");
	press_and_settle(f, "Enter");
	assert_bottom(f, "not done");
	press_and_settle(f, "y y");
	assert_bottom(f, "signed gate load test");
	console_fixture_press(f, "U");
	assert_bottom(f, "what you said about a gate stays; sign or refuse it again to change it");
	console_fixture_close(&f);
}

static void
marks_by_range_all_and_the_others(void **state)
{
	struct console_fixture *f = console_fixture_open("", 8);

	(void)state;
	console_fixture_press(f, "g j Space j j M");
	assert_shows(f, "marked 4"); /* the second to the fifth row */
	console_fixture_press(f, "~");
	assert_shows(f, "marked 4");
	console_fixture_press(f, "a");
	assert_shows(f, "acknowledge 4 alerts (4 GEN)?");
	assert_shows(f, "│ Alert00  "); /* and 05, 06, 07 */
	assert_lacks(f, "│ Alert02  ");
	console_fixture_press(f, "Esc *");
	assert_shows(f, "marked 8");
	console_fixture_press(f, "q");
	assert_lacks(f, "marked");
	console_fixture_close(&f);
}

static void
u_takes_the_last_act_back_and_says_which(void **state)
{
	struct console_fixture *f = console_fixture_open("", 4);

	(void)state;
	console_fixture_press(f, "U");
	assert_bottom(f, "you have done nothing that could be taken back");
	press_and_settle(f, "/ 'Alert02' Enter a");
	console_fixture_press(f, "/ 'Alert01' Enter u");
	assert_shows(f, "take back Alert02?");
	assert_shows(f, "you acknowledged it (");
	press_and_settle(f, "Enter");
	assert_non_null(alert_of(f, "Alert02")->ack);
	press_and_settle(f, "u y");
	assert_int_equal(alert_of(f, "Alert02")->ack ? alert_of(f, "Alert02")->ack->state
	                                             : ACK_ENDED,
	                 ACK_ENDED);
	console_fixture_press(f, "U");
	assert_bottom(f, "your last act was to take something back: do it again to undo that");
	console_fixture_close(&f);
}

/* What was done by one key is taken back as one; a note on top of it stays. */
static void
a_bulk_is_taken_back_as_one(void **state)
{
	struct console_fixture *f = console_fixture_open("", 5);

	(void)state;
	press_and_settle(f, "A y");
	press_and_settle(f, ": 'say so far' Enter : 'undo' Enter");
	assert_shows(f, "take back 5 alerts (5 GEN)?");
	press_and_settle(f, "y");
	for (int i = 0; i < 100 && seen(f) > 0; i++) {
		session_pump(f->c.session);
		g_usleep(5000);
	}
	assert_int_equal(seen(f), 0);
	console_fixture_close(&f);
}

static void
what_is_handled_is_reopened(void **state)
{
	struct console_fixture *f = console_fixture_open("", 2);

	(void)state;
	press_and_settle(f, "/ 'Alert01' Enter d 'restarted' Enter");
	assert_true(alert_of(f, "Alert01")->more->done_us != UNSAID);
	console_fixture_press(f, "U");
	assert_shows(f, "reopen Alert01?");
	assert_shows(f, "you said it is handled (");
	press_and_settle(f, "y");
	assert_true(alert_of(f, "Alert01")->more->done_us == UNSAID);
	assert_int_equal(room_alert_counts(f->c.session->room, session_now_us(f->c.session)).unseen,
	                 2);
	console_fixture_press(f, ": 'show log' Enter");
	assert_shows(f, "reopened: Alert01");
	console_fixture_close(&f);
}

static void
a_box_is_on_a_screen_of_any_size(void **state)
{
	static const struct choice_answer answers[] = { { "", "Cancel" },
		                                        { "y", "yes" },
		                                        { NULL, NULL } };
	struct choice *choice = choice_new("acknowledge 3 alerts?", "one\ntwo\n", answers);

	(void)state;
	for (int width = 1; width < 40; width += 3)
		for (int height = 1; height < 9; height += 2) {
			struct grid *grid = grid_new(width, height);
			struct canvas c = canvas_of(grid, GLYPHS_ASCII, GRAPHS_ASCII);

			choice_draw(choice, &c);
			grid_free(&grid);
		}
	assert_int_equal(choice_key(choice, "Right"), -1);
	assert_int_equal(choice_key(choice, "Enter"), 1);
	assert_int_equal(choice_key(choice, "Left"), -1);
	assert_int_equal(choice_key(choice, "Enter"), 0);
	choice_free(&choice);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bulk_names_all_and_does_nothing_at_first),
		cmocka_unit_test(a_bulk_takes_a_comment),
		cmocka_unit_test(a_signature_is_asked_for_with_cancel_first),
		cmocka_unit_test(marks_by_range_all_and_the_others),
		cmocka_unit_test(u_takes_the_last_act_back_and_says_which),
		cmocka_unit_test(a_bulk_is_taken_back_as_one),
		cmocka_unit_test(what_is_handled_is_reopened),
		cmocka_unit_test(a_box_is_on_a_screen_of_any_size),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
