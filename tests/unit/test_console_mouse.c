/* The mouse: what it chooses, what it opens, and that it never acts. */
#include "tests/unit/console_fixture.h"

#include "room/alert.h"
#include "tui/key_decoder.h"
#include "tui/key_name.h"
#include "tui/mouse.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

/* At this cell, from 1; drawn before, as the person sees it. */
static void
report(struct console_fixture *f, unsigned button, int x, int y, char last)
{
	char key[64];

	console_fixture_screen(f);
	snprintf(key, sizeof key, "Mouse %u;%d;%d %c", button, x, y, last);
	console_mouse(&f->c, key);
}

static void
click(struct console_fixture *f, int x, int y)
{
	report(f, 0, x, y, 'M');
	report(f, 0, x, y, 'm');
}

static struct console_fixture *
opened(unsigned n)
{
	struct console_fixture *f = console_fixture_open("console = { mouse = true; };\n", n);

	console_set_mouse(&f->c, f->c.session->config->mouse);
	return f;
}

static void
assert_selected(struct console_fixture *f, const char *text)
{
	assert_non_null(strstr(console_fixture_selected(f), text));
}

static void
a_click_chooses_a_row_and_the_wheel_scrolls(void **state)
{
	struct console_fixture *f = opened(20);

	(void)state;
	click(f, 20, 8); /* header, frame, heads, Alert00 is line 4 */
	assert_selected(f, "Alert04");
	click(f, 20, 5);
	assert_selected(f, "Alert01");
	report(f, 65, 20, 8, 'M');
	assert_selected(f, "Alert04");
	report(f, 64, 20, 8, 'M');
	assert_selected(f, "Alert01");
	click(f, 20, 28); /* below the last row: the last one */
	assert_selected(f, "Alert19");
	click(f, 20, 1); /* the header */
	assert_selected(f, "Alert19");
	console_fixture_close(&f);
}

static void
a_click_chooses_the_pane(void **state)
{
	struct console_fixture *f = opened(3);
	struct pane other = { 0 }; /* a copy: the next screen places its panes anew */

	(void)state;
	console_fixture_press(f, "1");
	console_fixture_screen(f);
	for (guint i = 0; i < f->c.view->shown->len && !other.panel; i++) {
		const struct pane *p = &g_array_index(f->c.view->shown, struct pane, i);

		if (strcmp(p->panel, f->c.view->focus->name))
			other = *p;
	}
	assert_non_null(other.panel);
	click(f, other.at.x + 3, other.at.y + 1);
	assert_string_equal(f->c.view->focus->name, other.panel);
	console_fixture_close(&f);
}

static void
two_clicks_open_the_details(void **state)
{
	struct console_fixture *f = opened(5);

	(void)state;
	click(f, 20, 6);
	assert_int_equal(f->c.view->overlay, OVERLAY_NONE);
	click(f, 20, 6);
	assert_int_equal(f->c.view->overlay, OVERLAY_DETAILS);
	assert_shows(f, "Alert02");
	console_fixture_press(f, "q");
	click(f, 20, 6); /* a third one begins anew */
	assert_int_equal(f->c.view->overlay, OVERLAY_NONE);
	console_fixture_close(&f);
}

/* Everywhere, whatever lies on top, with each button: nothing is done, nothing is asked. */
static void
it_never_acts(void **state)
{
	struct console_fixture *f = opened(5);
	static const char *const tops[] = { "q", "?", "q : 'note'", "Esc Esc A" };

	(void)state;
	for (size_t t = 0; t < G_N_ELEMENTS(tops); t++) {
		console_fixture_press(f, tops[t]);
		for (int y = 0; y <= 32; y += 2)
			for (int x = 0; x <= 102; x += 17)
				for (unsigned button = 0; button < 70; button += 13)
					report(f, button, x, y, 'M');
	}
	assert_non_null(f->c.view->choice);
	console_fixture_settle(f);
	assert_int_equal(room_alert_counts(f->c.session->room, session_now_us(f->c.session)).unseen,
	                 5);
	console_fixture_close(&f);
}

static void
it_is_off_until_it_is_asked_for(void **state)
{
	struct console_fixture *f = console_fixture_open("", 5);

	(void)state;
	click(f, 20, 6);
	assert_selected(f, "Alert00");
	console_fixture_press(f, ": 'mouse on' Enter");
	click(f, 20, 6);
	assert_selected(f, "Alert02");
	console_fixture_press(f, ": 'mouse off' Enter");
	click(f, 20, 4);
	assert_selected(f, "Alert02");
	console_fixture_press(f, ": 'mouse maybe' Enter");
	assert_string_equal(console_fixture_bottom(f), "write 'mouse on' or 'mouse off'");
	console_fixture_close(&f);
}

/* A wheel that turns fast sends more at once than anybody types: it is no paste. */
static void
the_decoder_tells_reports_from_keys(void **state)
{
	struct key_decoder *d = key_decoder_new();
	char name[KEY_NAME_SIZE], *paste;
	GString *bytes = g_string_new(NULL);
	struct mouse m;
	int n = 0;

	(void)state;
	for (int i = 0; i < 20; i++)
		g_string_append_printf(bytes, "\033[<65;%d;7M", 10 + i);
	key_decoder_feed(d, bytes->str, bytes->len);
	assert_false(key_decoder_next(d, name, sizeof name, &paste)); /* off: swallowed */
	assert_false(key_decoder_is_pending(d));
	key_decoder_set_mouse(d, true);
	key_decoder_feed(d, bytes->str, bytes->len);
	while (key_decoder_next(d, name, sizeof name, &paste)) {
		assert_null(paste);
		assert_true(mouse_parse(name, &m));
		assert_int_equal(m.kind, MOUSE_WHEEL_DOWN);
		assert_int_equal(m.x, 9 + n);
		assert_int_equal(m.y, 6);
		n++;
	}
	assert_int_equal(n, 20);
	assert_false(mouse_parse("Mouse 0;0;1 M", &m));
	assert_false(mouse_parse("Mouse 2;3;1 M", &m)); /* the right button */
	assert_false(mouse_parse("Mouse 0;3;1 m", &m));
	assert_false(mouse_parse("j", &m));
	g_string_free(bytes, TRUE);
	key_decoder_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_click_chooses_a_row_and_the_wheel_scrolls),
		cmocka_unit_test(a_click_chooses_the_pane),
		cmocka_unit_test(two_clicks_open_the_details),
		cmocka_unit_test(it_never_acts),
		cmocka_unit_test(it_is_off_until_it_is_asked_for),
		cmocka_unit_test(the_decoder_tells_reports_from_keys),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
