/* The sanitiser, point by point: what text from outside may do to a terminal, and what is made of it. */
#include "base/err.h"
#include "base/text.h"

#include <glib.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <wchar.h>

#include <cmocka.h>

static void
check_clean(const char *in, size_t len, const char *out, bool is_hidden)
{
	bool hidden;
	char *text = text_clean(in, len, TEXT_MAX_SUMMARY, &hidden);

	assert_string_equal(text, out);
	assert_int_equal(hidden, is_hidden);
	g_free(text);
}
#define CLEAN(in, out, hidden) check_clean(in, sizeof in - 1, out, hidden)

#define BAD "\xef\xbf\xbd" /* U+FFFD */

static void
what_is_not_utf8_becomes_the_replacement_mark(void **state)
{
	(void)state;
	CLEAN("\xc0\xaf", BAD BAD, false);                 /* overlong '/' */
	CLEAN("\xe0\x80\xaf", BAD BAD BAD, false);         /* the same in three bytes */
	CLEAN("\xed\xa0\x80", BAD BAD BAD, false);         /* surrogate */
	CLEAN("\xf4\x90\x80\x80", BAD BAD BAD BAD, false); /* beyond U+10FFFF */
	CLEAN("\xf0\x9f\x98"
	      "ok",
	      BAD BAD BAD "ok", false); /* cut off: what follows stays */
	CLEAN("\x80\xff", BAD BAD, false);
	CLEAN("ok\xe6\xaf", "ok" BAD BAD, false); /* cut off at the end */
	CLEAN("母婴", "母婴", false);
}

static void
controls_become_visible_and_lines_become_one(void **state)
{
	(void)state;
	CLEAN("\033]0;title\a", "^[]0;title^G", false);
	CLEAN("\033]8;;http://x\033\\y", "^[]8;;http://x^[\\y", false);
	CLEAN("\b\177", "^H^?", false);
	CLEAN("\xc2\x9b"
	      "2J\xc2\x90",
	      "^[2J^P", false); /* C1: CSI, DCS */
	CLEAN("a\tb\nc\rd", "a b c d", false);
	CLEAN("one\r\ntwo", "one  two", false);
}

static void
what_hides_or_turns_the_reading_order_becomes_a_dot(void **state)
{
	static const gunichar hidden[] = { 0x00AD, 0x061C, 0x200B, 0x200C,  0x200E,  0x200F, 0x2028,
		                           0x2029, 0x202A, 0x202E, 0x2060,  0x2066,  0x2069, 0xFEFF,
		                           0xFFF9, 0xFFFB, 0x3164, 0xE0001, 0xE0041, 0xE007F };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++) {
		char in[8] = "";

		g_unichar_to_utf8(hidden[i], in);
		check_clean(in, strlen(in), "·", true);
	}
}

static void
two_marks_stay_on_a_base_and_none_on_nothing(void **state)
{
	(void)state;
	CLEAN("e\u0301\u0302\u0303\u0304x", "e\u0301\u0302x", false);
	CLEAN("\u0301x", "x", false);
	CLEAN("日\u0301\u0302\u0303", "日\u0301\u0302", false);
}

/* Every character that comes through has the width that ncurses gives it. */
static void
what_the_c_library_cannot_measure_becomes_the_replacement_mark(void **state)
{
	(void)state;
	CLEAN("\U0001FAE8", BAD, false); /* shaking face, of Unicode 15 */
	CLEAN("\uE000", BAD, false);     /* private use */
	CLEAN("\u0378", BAD, false);     /* no character */
	for (gunichar c = 0x20; c < 0x110000; c++) {
		char in[8] = "";
		char *out;

		if (c >= 0xD800 && c < 0xE000)
			continue;
		g_unichar_to_utf8(c, in);
		out = text_clean(in, strlen(in), 16, NULL);
		for (const char *p = out; *p; p = g_utf8_next_char(p))
			assert_true(wcwidth((wchar_t)g_utf8_get_char(p)) >= 0);
		if (*out && !*g_utf8_next_char(out))
			assert_int_equal(text_width(out), wcwidth((wchar_t)g_utf8_get_char(out)));
		g_free(out);
	}
}

/* Terminals draw these as one picture of two cells, as two pictures, or as one and a half. */
static void
of_a_sequence_of_emoji_the_first_stays(void **state)
{
	(void)state;
	CLEAN("👨\u200d👩", "👨", true);
	CLEAN("👨\u200d👩\u200d👧!", "👨!", true);
	CLEAN("❤\ufe0f\u200d🔥", "❤", true);
	CLEAN("👍🏽", "👍", true);
	CLEAN("🔥🔥", "🔥🔥", false);
	/* where a ZWJ joins letters, the letters stay */
	CLEAN("ക\u200dല", "കല", true);
	CLEAN("葛\U000E0100", "葛", true);
}

static void
a_long_text_is_cut_between_clusters(void **state)
{
	static const struct {
		const char *in;
		size_t max;
		const char *out;
	} rows[] = {
		{ "payment", 7, "payment" },
		{ "payment", 6, "pay…" },
		{ "payment", 5, "pa…" },
		{ "abce\u0301\u0302", 6, "abc…" }, /* not between a base and its marks */
		{ "ab\033[31m", 6, "ab…" },        /* nor inside ^[ */
		{ "母婴旗舰店", 11, "母婴…" },
		{ "母婴", 3, "…" },
		{ "母婴", 2, "" },
		{ "xy", 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char *text = text_clean(rows[i].in, strlen(rows[i].in), rows[i].max, NULL);

		assert_string_equal(text, rows[i].out);
		g_free(text);
	}
	check_clean(NULL, 0, "", false);
}

static void
a_nul_is_a_control_like_others(void **state)
{
	(void)state;
	CLEAN("critical\0 not", "critical^@ not", false);
}

/* What a sentence quotes needs no thought where it is written. */
static void
a_sentence_for_a_person_is_clean(void **state)
{
	struct err e;

	(void)state;
	assert_false(err_set(&e, "'%.4s' is no time", "日\033[31m"));
	assert_string_equal(e.text, "'日^[' is no time");
	assert_false(err_set(&e, "'%.4s' is no time", "日本"));
	assert_string_equal(e.text, "'日" BAD "' is no time");
	assert_false(err_in(&e, "--at\n"));
	assert_string_equal(e.text, "--at : '日" BAD "' is no time");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_utf8_becomes_the_replacement_mark),
		cmocka_unit_test(controls_become_visible_and_lines_become_one),
		cmocka_unit_test(what_hides_or_turns_the_reading_order_becomes_a_dot),
		cmocka_unit_test(two_marks_stay_on_a_base_and_none_on_nothing),
		cmocka_unit_test(what_the_c_library_cannot_measure_becomes_the_replacement_mark),
		cmocka_unit_test(of_a_sequence_of_emoji_the_first_stays),
		cmocka_unit_test(a_long_text_is_cut_between_clusters),
		cmocka_unit_test(a_nul_is_a_control_like_others),
		cmocka_unit_test(a_sentence_for_a_person_is_clean),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
