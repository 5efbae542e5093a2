/* Tests of the key map and the names of keys. */
#include "tui/key_name.h"
#include "tui/keymap.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void
test_defaults(void **state)
{
	struct keymap *map = keymap_new();
	char *keys = keymap_keys(map, ACTION_DOWN);

	(void)state;
	assert_int_equal(keymap_action(map, "a"), ACTION_ACK);
	assert_int_equal(keymap_action(map, "A"), ACTION_ACK_ALL);
	assert_int_equal(keymap_action(map, "S-Tab"), ACTION_PREVIOUS_PANE);
	assert_int_equal(keymap_action(map, "C-l"), ACTION_PANE_RIGHT);
	assert_int_equal(keymap_action(map, "x"), ACTION_NONE);
	assert_int_equal(keymap_action(map, "Paste"), ACTION_NONE);
	assert_string_equal(keymap_key(map, ACTION_HELP), "?");
	assert_string_equal(keys, "j Down");
	g_free(keys);
	keymap_free(&map);
	assert_null(map);
}

/* Every default key must be one that can be pressed, and start the action in whose row it stands.
 */
static void
test_defaults_are_known_and_distinct(void **state)
{
	struct keymap *map = keymap_new();
	char name[KEY_NAME_SIZE];

	(void)state;
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		char **keys = g_strsplit(action_info((enum action)i)->keys, " ", -1);

		for (int k = 0; keys[k]; k++) {
			assert_true(key_name_parse(keys[k], name, sizeof name));
			assert_string_equal(name, keys[k]);
			assert_int_equal(keymap_action(map, name), i);
		}
		g_strfreev(keys);
	}
	keymap_free(&map);
}

static void
test_bind_takes_the_key(void **state)
{
	struct keymap *map = keymap_new();
	struct err e;
	char *keys;

	(void)state;
	assert_true(keymap_bind(map, "j", "ack", &e));
	assert_int_equal(keymap_action(map, "j"), ACTION_ACK);
	assert_string_equal(keymap_key(map, ACTION_ACK), "j");
	assert_string_equal(keymap_key(map, ACTION_DOWN), "Down");
	keys = keymap_keys(map, ACTION_ACK);
	assert_string_equal(keys, "j a");
	g_free(keys);
	assert_true(keymap_bind(map, "Q", "none", &e));
	assert_int_equal(keymap_action(map, "Q"), ACTION_NONE);
	assert_string_equal(keymap_key(map, ACTION_QUIT), "C-c");
	keymap_free(&map);
}

static void
test_bind_says_what_is_near(void **state)
{
	struct keymap *map = keymap_new();
	struct err e;

	(void)state;
	assert_false(keymap_bind(map, "x", "silense", &e));
	assert_non_null(strstr(e.text, "\"silense\""));
	assert_non_null(strstr(e.text, "\"silence\""));
	assert_false(keymap_bind(map, "PageDwn", "down", &e));
	assert_non_null(strstr(e.text, "PageDown"));
	assert_false(keymap_bind(map, "", "down", &e));
	keymap_free(&map);
}

static void
test_names_have_one_form(void **state)
{
	static const char *const rows[][2] = {
		{ "a", "a" },           { "enter", "Enter" },
		{ " ", "Space" },       { "c-L", "C-l" },
		{ "C-m", "Enter" },     { "C-i", "Tab" },
		{ "C-[", "Esc" },       { "C-M-x", "C-M-x" },
		{ "M-C-x", "C-M-x" },   { "s-tab", "S-Tab" },
		{ "C-Up", "C-Up" },     { "-", "-" },
		{ "C--", "C--" },       { "f12", "F12" },
		{ "\u4e2d", "\u4e2d" }, { "C-space", "C-Space" },
	};
	static const char *const wrong[] = { "",     "C-",       "ab",   "F13",  "S-a",
		                             "S-Up", "C-\u4e2d", "\x01", "\xff", "\u200b" };
	char name[KEY_NAME_SIZE];

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		assert_true(key_name_parse(rows[i][0], name, sizeof name));
		assert_string_equal(name, rows[i][1]);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
		assert_false(key_name_parse(wrong[i], name, sizeof name));
}

static void
test_actions_by_name(void **state)
{
	(void)state;
	assert_int_equal(action_by_name("ack-all"), ACTION_ACK_ALL);
	assert_int_equal(action_by_name("none"), ACTION_NONE);
	assert_int_equal(action_by_name("ACK"), ACTION_NONE);
	assert_string_equal(action_info(ACTION_QUIT)->name, "quit");
	assert_true(action_is_everywhere(ACTION_PANE_UP));
	assert_false(action_is_everywhere(ACTION_ACK));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_defaults_are_known_and_distinct),
		cmocka_unit_test(test_bind_takes_the_key),
		cmocka_unit_test(test_bind_says_what_is_near),
		cmocka_unit_test(test_names_have_one_form),
		cmocka_unit_test(test_actions_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
