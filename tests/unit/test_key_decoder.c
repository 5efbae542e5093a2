/* Tests of the key decoder: bytes in, names of keys out. */
#include "tui/key_decoder.h"
#include "tui/key_name.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

/* The keys that come out, with blanks between; a paste as Paste(text). g_free. */
static char *
drain(struct key_decoder *d)
{
	GString *all = g_string_new(NULL);
	char key[KEY_NAME_SIZE];
	char *paste;

	while (key_decoder_next(d, key, sizeof key, &paste)) {
		g_string_append_printf(all, "%s%s", all->len > 0 ? " " : "", key);
		if (paste)
			g_string_append_printf(all, "(%s)", paste);
		g_free(paste);
	}
	return g_string_free(all, FALSE);
}

static void
assert_keys(const char *bytes, size_t len, const char *expected)
{
	struct key_decoder *d = key_decoder_new();
	char *all_at_once, *now, *later;
	GString *one_by_one = g_string_new(NULL);

	key_decoder_feed(d, bytes, len);
	now = drain(d);
	key_decoder_expire(d);
	later = drain(d);
	all_at_once = g_strconcat(now, *now && *later ? " " : "", later, NULL);
	assert_string_equal(all_at_once, expected);
	assert_false(key_decoder_is_pending(d));
	g_free(all_at_once);
	g_free(now);
	g_free(later);

	/* However the line cuts the bytes, the keys are the same. */
	for (size_t i = 0; i <= len; i++) {
		if (i < len)
			key_decoder_feed(d, bytes + i, 1);
		else
			key_decoder_expire(d);
		now = drain(d);
		g_string_append_printf(one_by_one, "%s%s", one_by_one->len > 0 && *now ? " " : "",
		                       now);
		g_free(now);
	}
	assert_string_equal(one_by_one->str, expected);
	g_string_free(one_by_one, TRUE);
	key_decoder_free(&d);
}

#define ASSERT_KEYS(bytes, expected) assert_keys(bytes, sizeof(bytes) - 1, expected)

static void
test_characters(void **state)
{
	(void)state;
	ASSERT_KEYS("aZ 1", "a Z Space 1");
	ASSERT_KEYS("\r\n\t\x7f\x08", "Enter C-j Tab Backspace C-h");
	ASSERT_KEYS("\x01\x03\x0c\x12\x1a", "C-a C-c C-l C-r C-z");
	assert_keys("\0", 1, "C-Space");
	ASSERT_KEYS("\xe4\xb8\xad\xc3\xa9", "\u4e2d \u00e9");
	ASSERT_KEYS("\xff"
	            "a\xe4\xb8"
	            "b",
	            "a b");
	ASSERT_KEYS("\xe2\x80\x8b"
	            "a",
	            "a"); /* zero width space */
}

static void
test_named_keys(void **state)
{
	(void)state;
	ASSERT_KEYS("\033[A\033OB\033[C\033[D", "Up Down Right Left");
	ASSERT_KEYS("\033[H\033OF\033[1~\033[4~\033[7~\033[8~", "Home End Home End Home End");
	ASSERT_KEYS("\033[5~\033[6~\033[3~\033[2~", "PageUp PageDown Delete Insert");
	ASSERT_KEYS("\033OP\033[[A\033[[E\033[15~\033[24~\033[11~", "F1 F1 F5 F5 F12 F1");
	ASSERT_KEYS("\033[Z", "S-Tab");
	ASSERT_KEYS("\033OM\033Oj\033Ow", "Enter * 7");
}

static void
test_modifiers(void **state)
{
	(void)state;
	ASSERT_KEYS("\033[1;5C\033[1;3A\033[1;7D\033[1;2B", "C-Right M-Up C-M-Left Down");
	ASSERT_KEYS("\033[5;5~\033Oa\033[3^\033[a\033[3$", "C-PageUp C-Up C-Delete Up Delete");
	ASSERT_KEYS("\033x\033\r\033\x7f\033\xe4\xb8\xad", "M-x M-Enter M-Backspace M-\u4e2d");
	ASSERT_KEYS("\033\033[A", "M-Up");
	ASSERT_KEYS("\033[97;5u\033[27;5;9~\033[13;3u", "C-a C-Tab M-Enter");
}

static void
test_lone_escape(void **state)
{
	struct key_decoder *d = key_decoder_new();
	char *keys;

	(void)state;
	key_decoder_feed(d, "\033", 1);
	keys = drain(d);
	assert_string_equal(keys, "");
	g_free(keys);
	assert_true(key_decoder_is_pending(d));
	key_decoder_expire(d);
	keys = drain(d);
	assert_string_equal(keys, "Esc");
	g_free(keys);
	key_decoder_feed(d, "[A", 2);
	keys = drain(d);
	assert_string_equal(keys, "[ A");
	g_free(keys);
	key_decoder_free(&d);
	ASSERT_KEYS("\033\033", "Esc Esc");
	ASSERT_KEYS("\033[", "M-[");
	ASSERT_KEYS("\033O", "M-O");
	ASSERT_KEYS("\033P", "M-P");
}

/* What is no key must leave nothing behind that could be one. */
static void
test_unknown_is_swallowed_whole(void **state)
{
	(void)state;
	ASSERT_KEYS("\033[99~a", "a");
	ASSERT_KEYS("\033[?1;2ca", "a");
	ASSERT_KEYS("\033[24;80Ra", "a");
	ASSERT_KEYS("\033[<0;10;20Ma\033[<0;10;20ma", "a a");
	ASSERT_KEYS("\033[M !!a", "a");
	ASSERT_KEYS("\033[Ia\033[O", "a");
	ASSERT_KEYS("\033[?2026;2$ya", "a");
	ASSERT_KEYS("\033]11;rgb:0000/0000/0000\aa\033]11;rgb:00\033\\a", "a a");
	ASSERT_KEYS("\033P1$r0m\033\\a\033_Gi=1;OK\033\\a", "a a");
	ASSERT_KEYS("\033[[Za", "a");
	ASSERT_KEYS("\033[12\033[A", "Up");
	ASSERT_KEYS("\033[12;", "");
}

static void
test_bracketed_paste(void **state)
{
	(void)state;
	ASSERT_KEYS("\033[200~aQ\r\033[A\033[201~", "Paste(aQ\r\033[A)");
	ASSERT_KEYS("\033[200~\033[201~", "Paste()");
	ASSERT_KEYS("\033[200~\033[20\033[201~", "Paste(\033[20)");
	ASSERT_KEYS("\033[200~\xe4\xb8\xad\xff\033[201~", "Paste(\u4e2d\ufffd)");
	ASSERT_KEYS("\033[200~lost its end\x03", "Paste(lost its end)");
}

/* F38: text that holds what ends a paste does not get its rest taken for keys. */
static void
test_an_end_within_a_paste(void **state)
{
	struct key_decoder *d = key_decoder_new();
	char *keys;

	(void)state;
	ASSERT_KEYS("\033[200~a\033[201~a\rQ\033[201~", "Paste(a)");
	ASSERT_KEYS("\033[200~a\x03"
	            "a\rQ\033[201~",
	            "Paste(a\x03"
	            "a\rQ)");
	key_decoder_feed(d, "\033[200~a\033[201~", 13);
	key_decoder_expire(d);
	keys = drain(d);
	assert_string_equal(keys, "Paste(a)");
	g_free(keys);
	key_decoder_feed(d, "Q", 1); /* after a pause: typed */
	keys = drain(d);
	assert_string_equal(keys, "Q");
	g_free(keys);
	key_decoder_free(&d);
}

static void
test_long_paste_is_cut_not_leaked(void **state)
{
	struct key_decoder *d = key_decoder_new();
	char key[KEY_NAME_SIZE], block[1000];
	char *paste;

	(void)state;
	memset(block, 'a', sizeof block);
	key_decoder_feed(d, "\033[200~", 6);
	for (int i = 0; i < 100; i++) {
		key_decoder_feed(d, block, sizeof block);
		assert_false(key_decoder_next(d, key, sizeof key, &paste));
	}
	key_decoder_feed(d, "\033[201~", 6);
	key_decoder_expire(d);
	assert_true(key_decoder_next(d, key, sizeof key, &paste));
	assert_string_equal(key, "Paste");
	assert_int_equal(strlen(paste), 64 * 1024);
	g_free(paste);
	assert_false(key_decoder_next(d, key, sizeof key, &paste));
	key_decoder_free(&d);
}

/* A terminal without bracketed paste: much text at once is a paste, a held key is not. */
static void
test_paste_without_brackets(void **state)
{
	static const char text[] =
	    "Alert: order success is at 99.41% (below 99.9%)\nAsk Quentin, then acknowledge.\n";
	struct key_decoder *d = key_decoder_new();
	char *keys;

	(void)state;
	key_decoder_feed(d, text, sizeof text - 1);
	keys = drain(d);
	assert_string_equal(keys, "");
	g_free(keys);
	assert_true(key_decoder_is_pending(d));
	key_decoder_feed(d, "a\033[A", 4); /* the rest of it */
	key_decoder_expire(d);
	keys = drain(d);
	assert_true(g_str_has_prefix(keys, "Paste(Alert: order"));
	assert_true(g_str_has_suffix(keys, "acknowledge.\na\033[A)"));
	g_free(keys);
	key_decoder_feed(d, "\033[31mERROR\033[0m lines with colour\nare no keys, either\n", 52);
	key_decoder_expire(d);
	keys = drain(d);
	assert_true(g_str_has_prefix(keys, "Paste("));
	g_free(keys);
	key_decoder_feed(d, ":ack half of them\ra", 19); /* typed ahead on a slow line */
	keys = drain(d);
	assert_true(g_str_has_suffix(keys, " Enter a"));
	g_free(keys);
	key_decoder_feed(
	    d, "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj", 72);
	keys = drain(d);
	assert_int_equal(strlen(keys), 72 + 71);
	g_free(keys);
	key_decoder_free(&d);
}

/* Any bytes at all: never stuck, never a name that is no key's. */
static void
test_noise(void **state)
{
	static const char likely[] = "\033[O]P;0129~MR$\x07\\\x03"
				     "aA\xe4\xb8";
	struct key_decoder *d = key_decoder_new();
	GRand *random = g_rand_new_with_seed(11);
	char key[KEY_NAME_SIZE], canonical[KEY_NAME_SIZE], bytes[40];
	char *paste;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		int n = g_rand_int_range(random, 1, sizeof bytes);

		for (int k = 0; k < n; k++)
			bytes[k] = g_rand_boolean(random)
			               ? likely[g_rand_int_range(random, 0, sizeof likely)]
			               : (char)g_rand_int_range(random, 0, 256);
		key_decoder_feed(d, bytes, (size_t)n);
		if (i % 3 == 0)
			key_decoder_expire(d);
		while (key_decoder_next(d, key, sizeof key, &paste)) {
			assert_true(strcmp(key, "Paste") == 0 ||
			            key_name_parse(key, canonical, sizeof canonical));
			g_free(paste);
		}
	}
	key_decoder_feed(d, "\x03", 1); /* in case of a paste */
	key_decoder_expire(d);
	while (key_decoder_next(d, key, sizeof key, &paste))
		g_free(paste);
	assert_false(key_decoder_is_pending(d));
	g_rand_free(random);
	key_decoder_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_characters),
		cmocka_unit_test(test_named_keys),
		cmocka_unit_test(test_modifiers),
		cmocka_unit_test(test_lone_escape),
		cmocka_unit_test(test_unknown_is_swallowed_whole),
		cmocka_unit_test(test_bracketed_paste),
		cmocka_unit_test(test_an_end_within_a_paste),
		cmocka_unit_test(test_long_paste_is_cut_not_leaked),
		cmocka_unit_test(test_paste_without_brackets),
		cmocka_unit_test(test_noise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
