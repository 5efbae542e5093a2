/* Every built-in theme can be read, and the one for colour-blind eyes by them. */
#include "themes/ink.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <glib.h>

static struct theme
theme_of(const char *name)
{
	struct theme theme;
	struct err e = { "" };

	if (!theme_load(name, &theme, &e))
		fail_msg("%s", e.text);
	return theme;
}

static void
contrast_is_that_of_wcag(void **state)
{
	(void)state;
	assert_float_equal(ink_contrast(0x000000, 0xffffff), 21, 0.001);
	assert_float_equal(ink_contrast(0xffffff, 0x767676), 4.54, 0.01);
	assert_float_equal(ink_contrast(0xff0000, 0xff0000), 1, 0.001);
}

static void
ink_has_dim_and_reverse_in_its_colours(void **state)
{
	struct theme t = theme_of("mono");
	struct ink text = theme_ink(&t, ROLE_TEXT), dim = theme_ink(&t, ROLE_DIM),
		   header = theme_ink(&t, ROLE_HEADER);

	(void)state;
	assert_int_equal(header.fg, text.bg);
	assert_int_equal(header.bg, text.fg);
	assert_int_equal(dim.bg, text.bg);
	assert_true(ink_contrast(dim.fg, dim.bg) < ink_contrast(text.fg, text.bg));
	assert_int_equal(ink_mix(0x000000, 0xff8001, 0.5), 0x804001);
}

/* What carries no words may be quieter, but must be there. */
static double
least_contrast(enum role role, bool is_contrast_theme)
{
	switch (role) {
	case ROLE_FRAME:
	case ROLE_BAR_REST:
		return is_contrast_theme ? 3 : 1.35;
	case ROLE_BAR:
	case ROLE_BAR_LINE:
	case ROLE_FRAME_FOCUS:
		return is_contrast_theme ? 7 : 3;
	case ROLE_DIM:
	case ROLE_FOOTER:
	case ROLE_FORECAST:
		return is_contrast_theme ? 7 : 3;
	default:
		return is_contrast_theme ? 7 : 4.5;
	}
}

static void
every_role_of_every_theme_can_be_read(void **state)
{
	GString *unreadable = g_string_new(NULL);

	(void)state;
	for (const char *const *name = theme_names(); *name; name++) {
		struct theme t = theme_of(*name);

		for (int role = 0; role < ROLE_COUNT; role++) {
			struct ink ink = theme_ink(&t, (enum role)role);
			double contrast = ink_contrast(ink.fg, ink.bg);
			double least = least_contrast((enum role)role, !strcmp(*name, "contrast"));

			/* the terminal's red, of which we can only guess, bears text in both ways */
			if (!strcmp(*name, "default"))
				least = MIN(least, 4);
			if (contrast < least)
				g_string_append_printf(
				    unreadable,
				    "%s: role %d is %.2f:1 (#%06x on #%06x), not %.2f\n", *name,
				    role, contrast, ink.fg, ink.bg, least);
		}
	}
	if (unreadable->len)
		fail_msg("%s", unreadable->str);
	g_string_free(unreadable, TRUE);
}

static double
linear(double level)
{
	return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4);
}

struct lab {
	double l, a, b;
};

static double
lab_f(double t)
{
	return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

static struct lab
lab_of(const double rgb[3])
{
	double x = 0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2],
	       y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2],
	       z = 0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2];
	double fx = lab_f(x / 0.95047), fy = lab_f(y), fz = lab_f(z / 1.08883);

	return (struct lab){ 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz) };
}

/* Machado, Oliveira and Fernandes (2009), full strength, on linear light. */
static const double sights[][3][3] = {
	{ { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
	{ { 0.152286, 1.052583, -0.204868 },
	  { 0.114503, 0.786281, 0.099216 },
	  { -0.003882, -0.048116, 1.051998 } },
	{ { 0.367322, 0.860646, -0.227968 },
	  { 0.280085, 0.672501, 0.047413 },
	  { -0.011820, 0.042940, 0.968881 } },
};
static const char *const sight_names[] = { "all cones", "no red (protanopia)",
	                                   "no green (deuteranopia)" };

static struct lab
seen_by(size_t sight, uint32_t colour)
{
	double in[3], out[3];

	for (int i = 0; i < 3; i++)
		in[i] = linear((colour >> (16 - 8 * i) & 0xFF) / 255.0);
	for (int i = 0; i < 3; i++) {
		const double *row = sights[sight][i];

		out[i] = CLAMP(row[0] * in[0] + row[1] * in[1] + row[2] * in[2], 0, 1);
	}
	return lab_of(out);
}

/* 2.3 is what one just sees side by side; twenty tells letters of different colours apart. */
#define DISTINCT 20

static double
apart_for(size_t sight, const struct theme *t, enum role one, enum role other)
{
	struct lab a = seen_by(sight, theme_ink(t, one).fg),
		   b = seen_by(sight, theme_ink(t, other).fg);

	return sqrt(pow(a.l - b.l, 2) + pow(a.a - b.a, 2) + pow(a.b - b.b, 2));
}

/* What says how bad it is, in every theme that has colours; in the one for eyes that lack a kind of
 * cone, for them, too. */
static void
states_stay_distinct(void **state)
{
	static const enum role states[] = { ROLE_GOOD, ROLE_WARN, ROLE_CRIT, ROLE_TEXT };

	(void)state;
	for (const char *const *name = theme_names(); *name; name++) {
		struct theme t = theme_of(*name);
		size_t sighted = strcmp(*name, "cvd") ? 1 : G_N_ELEMENTS(sights);

		for (size_t sight = 0; sight < sighted && strcmp(*name, "mono"); sight++)
			for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
				for (size_t j = 0; j < i; j++) {
					double apart = apart_for(sight, &t, states[i], states[j]);

					if (apart < DISTINCT)
						fail_msg("%s, %s: roles %d and %d are only %.1f "
						         "apart",
						         *name, sight_names[sight], states[i],
						         states[j], apart);
				}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(contrast_is_that_of_wcag),
		cmocka_unit_test(ink_has_dim_and_reverse_in_its_colours),
		cmocka_unit_test(every_role_of_every_theme_can_be_read),
		cmocka_unit_test(states_stay_distinct),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
