/* Tests of what a frame can do without. */
#include "tui/squeeze.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static char *
squeezed(struct squeeze *s, const char *frame)
{
	GByteArray *bytes = g_byte_array_new();

	g_byte_array_append(bytes, (const guint8 *)frame, (guint)strlen(frame));
	squeeze(s, bytes);
	g_byte_array_append(bytes, (const guint8 *)"", 1);
	return (char *)g_byte_array_free(bytes, FALSE);
}

static void
assert_next(struct squeeze *s, const char *frame, const char *expected)
{
	char *bytes = squeezed(s, frame);

	assert_string_equal(bytes, expected);
	g_free(bytes);
}

/* On a terminal that has just been reset. */
static void
assert_squeezed(const char *frame, const char *expected)
{
	struct squeeze s = { .has.flags = 0 };

	assert_next(&s, frame, expected);
}

static void
test_attributes_are_sent_once_and_before_what_shows_them(void **state)
{
	(void)state;
	assert_squeezed("a\033(B\033[m\033(B\033[0;2mb", "a\033[2mb");
	assert_squeezed("\033[39m\033(B\033[m\033[31mb", "\033[31mb");
	assert_squeezed("\033[1m\033[0m\033[2m\033[0;7m\033[32mb", "\033[7;32mb");
	assert_squeezed("\033[1ma\033[0mb", "\033[1ma\033[mb");
	assert_squeezed("\033[1;31ma\033[0;4mb", "\033[1;31ma\033[;4mb");
	assert_squeezed("\033[1m\033[3G\033[0mb", "\033[3Gb");
	assert_squeezed("\033[1m\033[31m\033[38;5;0m\033[05mx", "\033[1;5;38;5;0mx");
	assert_squeezed("\033[91;103mx\033[39mx\033[39;49mx", "\033[91;103mx\033[;103mx\033[mx");
	assert_squeezed("\033[48;2;1;2;3mx\033[22;27mx", "\033[48;2;1;2;3mxx");
}

static void
test_a_blank_needs_no_colour_of_the_foreground(void **state)
{
	(void)state;
	assert_squeezed("\033[1;31ma\033[m b\033[2;32m c", "\033[1;31ma \033[mb \033[2;32mc");
	assert_squeezed("\033[1ma\033[m\033[K\033[1mb", "\033[1ma\033[Kb");
	assert_squeezed("\033[4ma\033[m b", "\033[4ma\033[m b");
	assert_squeezed("a\033[7m b", "a\033[7m b");
	assert_squeezed("\033[44ma\033[m\033[Kb", "\033[44ma\033[m\033[Kb");
	assert_squeezed("\033[7ma\033[m\nb", "\033[7ma\033[m\nb");
}

/* The header's two clocks, which stand in reverse: what one frame left is what the next begins with. */
static void
test_a_second_costs_fourteen_bytes(void **state)
{
	struct squeeze s = { .has.flags = 0 };
	char *tick;

	(void)state;
	assert_next(&s, "\033[1;81H\033(B\033[0;7m7\033[195G2\033(B\033[m",
	            "\033[;81H\033[7m7\033[195G2");
	tick = squeezed(&s, "\033[1;81H\033(B\033[0;7m6\033[195G3\033(B\033[m");
	assert_string_equal(tick, "\033[;81H6\033[195G3");
	assert_int_equal(strlen(tick), 14);
	assert_next(&s, "\033[2;1Hx", "\033[2;1H\033[mx");
	g_free(tick);
}

static void
test_what_is_not_known_is_said_anew(void **state)
{
	struct squeeze s = { .has.flags = 0 };

	(void)state;
	squeeze_forget(&s);
	assert_next(&s, "\033[H\033[2Jx", "\033[H\033[m\033[2Jx");
	/* a sequence that is not understood stays, and all that counts from it on */
	assert_next(&s, "\033[1m\033[38:2::1:2:3m\033[4mx\033[mx",
	            "\033[1m\033[38:2::1:2:3m\033[4mx\033[mx");
	assert_next(&s, "\033[11mx\033[0;1mx", "\033[11mx\033[;1mx");
	assert_next(&s, "\033[38;5mx", "\033[38;5mx");
}

enum { SCREEN_CELLS = 24, FRAMES = 2000, FRAME_PARTS = 12 };

/* A line of cells, each a letter with what is seen of its attributes, as a terminal would have it. */
struct line {
	char cells[SCREEN_CELLS][40];
	int x, look[5]; /* of SGR 1, 4 and 7, and the colours */
};

static void
line_sgr(struct line *l, const char *params)
{
	char **each = g_strsplit(params, ";", -1);

	if (!*params)
		memset(l->look, 0, sizeof l->look);
	for (int i = 0; each[i]; i++) {
		int n = atoi(each[i]);

		if (n == 0)
			memset(l->look, 0, sizeof l->look);
		else if (n == 1 || n == 4 || n == 7)
			l->look[n / 3] = 1;
		else
			l->look[n < 40 ? 3 : 4] = n;
	}
	g_strfreev(each);
}

static void
line_put(struct line *l, char c)
{
	const int *a = l->look;
	bool is_seen = c != ' ' || a[1] || a[2];

	snprintf(l->cells[l->x], sizeof l->cells[0], "%c %d%d%d %d %d", c, is_seen && a[0], a[1],
	         a[2], is_seen ? a[3] : 0, a[4]);
	l->x = MIN(l->x + 1, SCREEN_CELLS - 1);
}

static void
line_feed(struct line *l, const char *at)
{
	for (; *at; at++) {
		char params[40];
		size_t n;

		if (*at != '\033') {
			line_put(l, *at);
			continue;
		}
		n = strspn(at + 2, "0123456789;");
		g_strlcpy(params, at + 2, n + 1);
		at += 2 + n;
		if (*at == 'm')
			line_sgr(l, params);
		else if (*at == 'G')
			l->x = atoi(params) - 1;
		else
			for (int x = l->x; x < SCREEN_CELLS; x++) /* "K" */
				snprintf(l->cells[x], sizeof l->cells[0], "  000 0 %d", l->look[4]);
	}
}

static void
add_part(GRand *random, GString *frame)
{
	static const char *const parts[] = { "\033[m",   "\033[0;1m", "\033[7m",  "\033[4m",
		                             "\033[31m", "\033[44m",  "\033[;7m", " ",
		                             "  ",       "a",         "bc",       "\033[K" };
	int part = g_rand_int_range(random, 0, G_N_ELEMENTS(parts) + 1);

	if (part < (int)G_N_ELEMENTS(parts)) {
		/* what terminals erase while reversed is not agreed upon; ncurses does not do it */
		g_string_append(frame, strcmp(parts[part], "\033[K") ? "" : "\033[m");
		g_string_append(frame, parts[part]);
	} else {
		g_string_append_printf(frame, "\033[%dG",
		                       g_rand_int_range(random, 1, SCREEN_CELLS));
	}
}

static void
test_the_screen_is_the_same(void **state)
{
	GRand *random = g_rand_new_with_seed(7);
	static struct line plain, less;
	struct squeeze s = { .has.flags = 0 };
	size_t plain_bytes = 0, less_bytes = 0;

	(void)state;
	for (int i = 0; i < FRAMES; i++) {
		GString *frame = g_string_new("");
		char *bytes;

		for (int k = 0; k < FRAME_PARTS; k++)
			add_part(random, frame);
		g_string_append(frame, "\033[m");
		bytes = squeezed(&s, frame->str);
		line_feed(&plain, frame->str);
		line_feed(&less, bytes);
		for (int x = 0; x < SCREEN_CELLS; x++)
			assert_string_equal(less.cells[x], plain.cells[x]);
		plain_bytes += frame->len;
		less_bytes += strlen(bytes);
		g_free(bytes);
		g_string_free(frame, TRUE);
	}
	assert_true(less_bytes < plain_bytes * 8 / 10);
	g_rand_free(random);
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
		cmocka_unit_test(test_attributes_are_sent_once_and_before_what_shows_them),
		cmocka_unit_test(test_a_blank_needs_no_colour_of_the_foreground),
		cmocka_unit_test(test_a_second_costs_fourteen_bytes),
		cmocka_unit_test(test_what_is_not_known_is_said_anew),
		cmocka_unit_test(test_the_screen_is_the_same),
		cmocka_unit_test(test_the_palette_is_the_users),
		cmocka_unit_test(test_all_else_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
