/* The language that people read: which catalogue is found, and what stays English. */
#include "base/clock.h"
#include "base/lang.h"
#include "base/quantity.h"
#include "base/text.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A catalogue as msgfmt writes it; sorted by the first text. */
static const struct pair {
	const char *text, *translation;
	size_t text_len;
} pairs[] = {
#define PAIR(text, translation) \
	{ \
		text, translation, sizeof text - 1 \
	}
	PAIR("", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"),
	PAIR("%d team\0%d teams", "%d个团队"),
	PAIR("day\004%m-%d %H:%M", "%-m月%-d日 %H:%M"),
	PAIR("gate\004open", "开放"),
	PAIR("open", "打开"),
	PAIR("scales\0043k 6M 9B 12T", "4万 8亿"),
#undef PAIR
};

enum { PAIRS = sizeof pairs / sizeof pairs[0], HEAD_BYTES = 28, ROW_BYTES = 8 };

static void
put(GByteArray *file, size_t number)
{
	uint32_t n = (uint32_t)number;

	g_byte_array_append(file, (const guint8 *)&n, sizeof n);
}

static char *
catalogue(gsize *len)
{
	GByteArray *file = g_byte_array_new();
	size_t at = HEAD_BYTES + 2 * PAIRS * ROW_BYTES;

	put(file, 0x950412de);
	put(file, 0);
	put(file, PAIRS);
	put(file, HEAD_BYTES);
	put(file, HEAD_BYTES + PAIRS * ROW_BYTES);
	put(file, 0);
	put(file, 0);
	for (size_t i = 0; i < PAIRS; at += pairs[i++].text_len + 1) {
		put(file, pairs[i].text_len);
		put(file, at);
	}
	for (size_t i = 0; i < PAIRS; at += strlen(pairs[i++].translation) + 1) {
		put(file, strlen(pairs[i].translation));
		put(file, at);
	}
	for (size_t i = 0; i < PAIRS; i++)
		g_byte_array_append(file, (const guint8 *)pairs[i].text,
		                    (guint)pairs[i].text_len + 1);
	for (size_t i = 0; i < PAIRS; i++)
		g_byte_array_append(file, (const guint8 *)pairs[i].translation,
		                    (guint)strlen(pairs[i].translation) + 1);
	*len = file->len;
	return (char *)g_byte_array_free(file, FALSE);
}

/* A folder with a catalogue for zh_CN. */
static char *
folder(void)
{
	char *dir = g_dir_make_tmp("warroom-lang-XXXXXX", NULL);
	char *messages = g_build_filename(dir, "zh_CN", "LC_MESSAGES", NULL);
	char *file = g_build_filename(messages, "warroom.mo", NULL), *bytes;
	gsize len;

	bytes = catalogue(&len);
	assert_int_equal(g_mkdir_with_parents(messages, 0700), 0);
	assert_true(g_file_set_contents(file, bytes, (gssize)len, NULL));
	g_free(bytes);
	g_free(file);
	g_free(messages);
	return dir;
}

static void
remove_folder(char *dir)
{
	const char *const parts[] = { "zh_CN/LC_MESSAGES/warroom.mo", "zh_CN/LC_MESSAGES", "zh_CN",
		                      "" };

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		char *path = g_build_filename(dir, parts[i], NULL);

		g_remove(path);
		g_free(path);
	}
	g_free(dir);
}

static int
start(void **state)
{
	*state = folder();
	return !setlocale(LC_CTYPE, "C.UTF-8");
}

static int
end(void **state)
{
	lang_off();
	remove_folder(*state);
	return 0;
}

static void
test_texts_are_in_the_chosen_language(void **state)
{
	assert_true(lang_choose("zh_CN", *state));
	assert_string_equal(_("open"), "打开");
	assert_string_equal(lang_in("gate", "open"), "开放");
	assert_string_equal(lang_count("%d team", "%d teams", 1), "%d个团队");
	assert_string_equal(lang_count("%d team", "%d teams", 3), "%d个团队");
}

static void
test_what_is_not_translated_stays_english(void **state)
{
	assert_true(lang_choose("zh_CN", *state));
	assert_string_equal(_("closed"), "closed");
	assert_string_equal(lang_in("door", "open"), "open");
	assert_string_equal(lang_count("%d gate", "%d gates", 1), "%d gate");
	assert_string_equal(lang_count("%d gate", "%d gates", 0), "%d gates");
}

static void
test_names_of_simplified_chinese_find_it(void **state)
{
	const char *const names[] = { "zh",    "zh_SG",       "zh-Hans", "zh_Hans_CN",
		                      "zh-CN", "zh_CN.UTF-8", "fr:zh",   "zh_SG.gb2312" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		assert_true(lang_is_there(names[i], *state));
		assert_true(lang_choose(names[i], *state));
		assert_string_equal(_("open"), "打开");
	}
}

static void
test_other_languages_are_english(void **state)
{
	const char *const names[] = { "fr", "zh_TW", "zh-Hant", "zhuang", "en", "en_GB:zh_CN", "" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		assert_true(lang_choose("zh_CN", *state));
		assert_false(lang_choose(names[i], *state));
		assert_string_equal(_("open"), "open");
	}
}

static void
test_environment_is_asked_where_nothing_is_said(void **state)
{
	g_unsetenv("LANGUAGE");
	g_setenv("LC_ALL", "zh_CN.UTF-8", TRUE);
	assert_true(lang_choose(NULL, *state));
	g_setenv("LANGUAGE", "en", TRUE);
	assert_false(lang_choose(NULL, *state));
	g_setenv("LANGUAGE", "zh_CN", TRUE);
	g_setenv("LC_ALL", "C", TRUE);
	assert_false(lang_choose(NULL, *state));
	g_setenv("LC_ALL", "C.UTF-8", TRUE);
	assert_true(lang_choose(NULL, *state));
	g_unsetenv("LC_ALL");
}

static void
test_terminal_that_is_not_utf8_gets_english(void **state)
{
	assert_non_null(setlocale(LC_CTYPE, "C"));
	assert_false(lang_choose("zh_CN", *state));
	assert_string_equal(_("open"), "open");
	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
}

static void
test_ascii_turns_it_off_and_it_comes_back(void **state)
{
	assert_true(lang_choose("zh_CN", *state));
	lang_off();
	assert_string_equal(_("open"), "open");
	assert_string_equal(lang_count("%d team", "%d teams", 1), "%d team");
	assert_true(lang_choose("zh_CN", *state));
	assert_string_equal(_("open"), "打开");
}

static void
check_money(int64_t major, const char *expected)
{
	char buf[16];

	assert_string_equal(money_short(major * 100, buf, sizeof buf), expected);
	assert_true(text_width(buf) <= 7);
}

static void
test_large_amounts_are_counted_as_the_language_does(void **state)
{
	char buf[16];

	assert_true(lang_choose("zh_CN", *state));
	check_money(8120, "8120");
	check_money(12300, "1.23万");
	check_money(-35000, "-3.50万");
	check_money(1200000, "120万");
	check_money(-12340000, "-1234万");
	check_money(99990000, "1.00亿");
	check_money(320000000, "3.20亿");
	check_money(INT64_C(5600000000000), "56000亿");
	assert_string_equal(number_short(121.4e6, 0, buf, sizeof buf), "1.214亿");
	assert_string_equal(number_short(812000, 0, buf, sizeof buf), "81.2万");
	assert_string_equal(number_short(99.41, 2, buf, sizeof buf), "99.41");
	assert_string_equal(number_kept(812000, 0, buf, sizeof buf), "812k");
	lang_off();
	check_money(320000000, "320M");
	check_money(-35000, "-35.0k");
}

/* As they are shown they can be typed, whatever the language. */
static void
test_amounts_are_read_in_both_ways(void **state)
{
	int64_t minor;

	(void)state;
	assert_true(money_parse("3.2亿", &minor, NULL));
	assert_int_equal(minor, INT64_C(32000000000));
	assert_true(money_parse("120 万", &minor, NULL));
	assert_int_equal(minor, 120000000);
	assert_true(money_parse("320M", &minor, NULL));
	assert_false(money_parse("3.2亿元", &minor, NULL));
	assert_false(money_parse("3kk", &minor, NULL));
}

static void
test_days_are_written_as_the_language_does(void **state)
{
	GTimeZone *zone = g_time_zone_new_identifier("Asia/Shanghai");
	char buf[32];
	int64_t us;

	assert_true(instant_parse("2026-10-04 07:54", zone, &us, NULL));
	assert_string_equal(instant_day(us, zone, DAY_MINUTE, buf, sizeof buf), "10-04 07:54");
	assert_true(lang_choose("zh_CN", *state));
	assert_string_equal(instant_day(us, zone, DAY_MINUTE, buf, sizeof buf), "10月4日 07:54");
	g_time_zone_unref(zone);
}

static void
test_list_says_which_there_are(void **state)
{
	char *list = lang_list(*state), *none = lang_list("/nowhere");

	assert_string_equal(list, "en, zh_CN");
	assert_string_equal(none, "en");
	assert_false(lang_is_there("fr", *state));
	assert_true(lang_is_there("en_US", "/nowhere"));
	g_free(list);
	g_free(none);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_texts_are_in_the_chosen_language, start, end),
		cmocka_unit_test_setup_teardown(test_what_is_not_translated_stays_english, start,
		                                end),
		cmocka_unit_test_setup_teardown(test_names_of_simplified_chinese_find_it, start,
		                                end),
		cmocka_unit_test_setup_teardown(test_other_languages_are_english, start, end),
		cmocka_unit_test_setup_teardown(test_environment_is_asked_where_nothing_is_said,
		                                start, end),
		cmocka_unit_test_setup_teardown(test_terminal_that_is_not_utf8_gets_english, start,
		                                end),
		cmocka_unit_test_setup_teardown(test_ascii_turns_it_off_and_it_comes_back, start,
		                                end),
		cmocka_unit_test_setup_teardown(test_large_amounts_are_counted_as_the_language_does,
		                                start, end),
		cmocka_unit_test_setup_teardown(test_amounts_are_read_in_both_ways, start, end),
		cmocka_unit_test_setup_teardown(test_days_are_written_as_the_language_does, start,
		                                end),
		cmocka_unit_test_setup_teardown(test_list_says_which_there_are, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
