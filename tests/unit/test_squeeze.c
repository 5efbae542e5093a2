/* Tests of what a frame can do without. */
#include "tui/squeeze.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void
assert_squeezed(const char *frame, const char *expected)
{
	GByteArray *bytes = g_byte_array_new();

	g_byte_array_append(bytes, (const guint8 *)frame, (guint)strlen(frame));
	squeeze(bytes);
	g_byte_array_append(bytes, (const guint8 *)"", 1);
	assert_string_equal((const char *)bytes->data, expected);
	g_byte_array_unref(bytes);
}

static void
test_attributes_before_a_reset_do_not_count(void **state)
{
	(void)state;
	assert_squeezed("a\033(B\033[m\033(B\033[0;2mb", "a\033[;2mb");
	assert_squeezed("\033[39m\033(B\033[m\033[31mb", "\033[m\033[31mb");
	assert_squeezed("\033[1m\033[0m\033[2m\033[0;7m\033[32mb", "\033[;7m\033[32mb");
	/* what is between them was written with the first */
	assert_squeezed("\033[1ma\033[0mb", "\033[1ma\033[mb");
	assert_squeezed("\033[1m\033[3G\033[0mb", "\033[1m\033[3G\033[mb");
	/* neither is a reset */
	assert_squeezed("\033[1m\033[31m\033[38;5;0m\033[05mx",
	                "\033[1m\033[31m\033[38;5;0m\033[05mx");
}

static void
test_the_palette_is_the_users(void **state)
{
	(void)state;
	assert_squeezed("a\033]104\ab\033]104\033\\c", "abc");
	assert_squeezed("a\033]104", "a");
}

static void
test_all_else_stays(void **state)
{
	(void)state;
	assert_squeezed("\033[H\033[2J\033[?25l\033[12X\033=\xe4\xb8\xad\033M\r\n\033[5b",
	                "\033[H\033[2J\033[?25l\033[12X\033=\xe4\xb8\xad\033M\r\n\033[5b");
	assert_squeezed("", "");
	assert_squeezed("\033", "\033");
	assert_squeezed("\033[", "\033[");
	assert_squeezed("\033[12", "\033[12");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_attributes_before_a_reset_do_not_count),
		cmocka_unit_test(test_the_palette_is_the_users),
		cmocka_unit_test(test_all_else_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
