/* Looks, themes, and what is left of them with fewer colours. */
#include "themes/ink.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <glib.h>
#include <glib/gstdio.h>

static struct look
look(const char *text)
{
	struct look parsed;
	struct err e = { "" };

	if (!look_parse(text, &parsed, &e))
		fail_msg("%s: %s", text, e.text);
	return parsed;
}

static void
look_is_parsed(void **state)
{
	struct look l = look("white,red bold");

	(void)state;
	assert_int_equal(l.fg, 7);
	assert_int_equal(l.bg, 1);
	assert_true(l.bold);
	assert_false(l.reverse);
	l = look("  default reverse \t underline ");
	assert_int_equal(l.fg, COLOUR_DEFAULT);
	assert_true(l.reverse && l.underline);
	l = look("#0a1b2c,208 dim italic");
	assert_int_equal(l.fg, COLOUR_RGB | 0x0a1b2c);
	assert_int_equal(l.bg, 208);
	assert_true(l.dim && l.italic);
	assert_int_equal(look("bright-red").fg, 9);
	assert_int_equal(look("").fg, COLOUR_DEFAULT);
}

static void
error_names_the_word(void **state)
{
	static const char *const bad[][2] = {
		{ "red blod", "'blod'" },
		{ "#12345", "'#12345'" },
		{ "256", "'256'" },
		{ "red,purple", "'red,purple'" },
		{ "red blue", "'blue' is a second colour" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct look l;
		struct err e = { "" };

		assert_false(look_parse(bad[i][0], &l, &e));
		assert_non_null(strstr(e.text, bad[i][1]));
	}
}

static void
colours_degrade(void **state)
{
	struct look l = look("#ff0000,#303030");

	(void)state;
	assert_int_equal(look_for(&l, 1 << 24).fg, COLOUR_RGB | 0xff0000);
	assert_int_equal(look_for(&l, 256).fg, 196);
	assert_int_equal(look_for(&l, 256).bg, 236);
	assert_int_equal(look_for(&l, 16).fg, 9);
	assert_int_equal(look_for(&l, 16).bg, 0);
	assert_int_equal(look_for(&l, 8).fg, 1);
	assert_int_equal(look_for(&l, 0).fg, COLOUR_DEFAULT);
	assert_true(look_for(&l, 0).reverse);
}

/* Muted colours keep their hue on 16 colours, instead of all turning grey. */
static void
hue_survives_16_colours(void **state)
{
	static const struct {
		const char *text;
		int colour;
	} muted[] = {
		{ "#bf616a", 1 }, { "#a3be8c", 2 },  { "#b58900", 3 }, { "#81a1c1", 4 },
		{ "#b48ead", 5 }, { "#2aa198", 6 },  { "#93a1a1", 7 }, { "#586e75", 8 },
		{ "#002b36", 0 }, { "#fdf6e3", 15 }, { "208", 11 },    { "244", 7 },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(muted); i++) {
		struct look l = look(muted[i].text);

		assert_int_equal(look_for(&l, 16).fg, muted[i].colour);
	}
}

static void
eight_colours_keep_text_readable(void **state)
{
	struct look grey = look("bright-black"), same = look("#202020,#000000"),
		    bright = look("bright-red,bright-white");

	(void)state;
	assert_int_equal(look_for(&grey, 8).fg, COLOUR_DEFAULT);
	assert_true(look_for(&grey, 8).dim);
	assert_int_equal(look_for(&same, 8).bg, 0);
	assert_int_equal(look_for(&same, 8).fg, 7);
	assert_int_equal(look_for(&bright, 8).fg, 1);
	assert_int_equal(look_for(&bright, 8).bg, 7);
}

static bool
same_look(struct look a, struct look b)
{
	return a.fg == b.fg && a.bg == b.bg && a.bold == b.bold && a.dim == b.dim &&
	       a.reverse == b.reverse && a.underline == b.underline && a.italic == b.italic;
}

/* In every theme, on every terminal, these can be told apart from ordinary text and from each
 * other. */
static void
roles_can_be_told_apart(void **state)
{
	static const int depths[] = { 1 << 24, 256, 16, 8, 0 };
	static const enum role told[] = { ROLE_TEXT, ROLE_CURSOR, ROLE_URGENT, ROLE_CRIT,
		                          ROLE_MATCH };

	(void)state;
	for (const char *const *name = theme_names(); *name; name++)
		for (size_t d = 0; d < G_N_ELEMENTS(depths); d++)
			for (size_t i = 0; i < G_N_ELEMENTS(told); i++)
				for (size_t j = 0; j < i; j++) {
					struct theme t;
					struct err e = { "" };

					if (!theme_load(*name, &t, &e))
						fail_msg("%s", e.text);
					if (same_look(theme_look(&t, told[i], depths[d]),
					              theme_look(&t, told[j], depths[d])))
						fail_msg("%s: roles %d and %d look alike with %d "
						         "colours",
						         *name, told[i], told[j], depths[d]);
				}
}

static void
urgent_stands_out_without_colours(void **state)
{
	struct theme t;
	struct look urgent, cursor;

	(void)state;
	assert_true(theme_load("nord", &t, NULL));
	assert_string_equal(t.name, "nord");
	urgent = theme_look(&t, ROLE_URGENT, 0);
	cursor = theme_look(&t, ROLE_CURSOR, 0);
	assert_true(urgent.reverse && urgent.bold);
	assert_false(cursor.reverse);
	assert_true(cursor.underline);
}

static void
background_is_named_once(void **state)
{
	struct theme t;

	(void)state;
	assert_true(theme_load("gruvbox", &t, NULL));
	assert_int_equal(t.looks[ROLE_WARN].bg, COLOUR_RGB | 0x282828);
	assert_int_equal(t.looks[ROLE_URGENT].bg, COLOUR_RGB | 0xcc241d);
	assert_true(theme_load("default", &t, NULL));
	assert_int_equal(t.looks[ROLE_WARN].bg, COLOUR_DEFAULT);
}

static void
unknown_theme_lists_the_known(void **state)
{
	struct theme t = { .name = "before" };
	struct err e = { "" };

	(void)state;
	assert_false(theme_load("dracula", &t, &e));
	assert_string_equal(
	    e.text, "there is no theme 'dracula'; there are default, dark, light, mono, "
		    "contrast, cvd, catppuccin, catppuccin-latte, gruvbox, nord, solarized, or "
		    "the path of a theme file with a '/' in it");
	assert_string_equal(t.name, "before");
	assert_false(theme_load("./no/such.theme", &t, &e));
	assert_non_null(strstr(e.text, "./no/such.theme"));
}

static bool
load_named(const char *name, const char *text, struct theme *theme, struct err *e)
{
	char *dir = g_dir_make_tmp("warroom-XXXXXX", NULL);
	char *path = g_build_filename(dir, name, NULL);
	bool ok;

	assert_true(g_file_set_contents(path, text, -1, NULL));
	ok = theme_load(path, theme, e);
	g_unlink(path);
	g_rmdir(dir);
	g_free(path);
	g_free(dir);
	return ok;
}

static bool
load_text(const char *text, struct theme *theme, struct err *e)
{
	return load_named("night.theme", text, theme, e);
}

static void
theme_file_is_read(void **state)
{
	struct theme t;
	struct err e = { "" };

	(void)state;
	assert_true(load_text("# mine\n\n  warn = \"208 bold\";  // orange\nerror=\"1\" # red\r\n",
	                      &t, &e));
	assert_string_equal(t.name, "night");
	assert_int_equal(t.looks[ROLE_WARN].fg, 208);
	assert_int_equal(t.looks[ROLE_ERROR].fg, 1);
	assert_int_equal(t.looks[ROLE_GOOD].fg, 2);
}

static void
theme_file_error_has_its_line(void **state)
{
	static const char *const bad[][2] = {
		{ "\nwran = \"red\"\n",
		  "night.theme:2: there is no role 'wran'; the roles are text, dim" },
		{ "warn = \"rde\"\n", "night.theme:1: 'rde' is neither a colour" },
		{ "warn red\n", "night.theme:1: expected role = \"look\"" },
		{ "warn = red\n", "night.theme:1: the look must stand in quotation marks" },
		{ "warn = \"red\n", "night.theme:1: the look must stand in quotation marks" },
		{ "warn = \"red\" bold\n", "night.theme:1: 'bold' behind the look" },
		{ "\xff\xfe", "not a text file" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct theme t;
		struct err e = { "" };

		assert_false(load_text(bad[i][0], &t, &e));
		if (!strstr(e.text, bad[i][1]))
			fail_msg("%s", e.text);
	}
}

#define REST_OF_TOMORROW \
	"base02: \"373b41\"\nbase03: \"969896\"\nbase04: \"b4b7b4\"\nbase05: \"c5c8c6\"\n" \
	"base06: \"e0e0e0\"\nbase07: \"ffffff\"\nbase08: \"cc6666\"\nbase09: \"de935f\"\n" \
	"base0A: \"f0c674\"\nbase0B: \"b5bd68\"\nbase0C: \"8abeb7\"\nbase0D: \"81a2be\"\n" \
	"base0E: \"b294bb\"\nbase0F: \"a3685a\"\n"

static void
base16_scheme_is_a_theme(void **state)
{
	struct theme t;
	struct err e = { "" };

	(void)state;
	if (!load_named("tomorrow-night.yaml",
	                "scheme: \"Tomorrow Night\"\nauthor: \"Chris Kempson\"\n"
	                "base00: \"1d1f21\"\nbase01: \"282a2e\"\n" REST_OF_TOMORROW,
	                &t, &e))
		fail_msg("%s", e.text);
	assert_string_equal(t.name, "tomorrow-night");
	assert_int_equal(t.looks[ROLE_TEXT].fg, COLOUR_RGB | 0xc5c8c6);
	assert_int_equal(t.looks[ROLE_TEXT].bg, COLOUR_RGB | 0x1d1f21);
	assert_int_equal(t.looks[ROLE_GOOD].fg, COLOUR_RGB | 0xb5bd68);
	assert_int_equal(t.looks[ROLE_WARN].fg, COLOUR_RGB | 0xf0c674);
	assert_int_equal(t.looks[ROLE_URGENT].bg, COLOUR_RGB | 0xcc6666);
	/* the background's dark end, a shade darker still for 4.5:1 */
	assert_int_equal(t.looks[ROLE_URGENT].fg, COLOUR_RGB | 0x1c1d1f);
	assert_true(t.looks[ROLE_URGENT].bold);
	/* without colours it is as every theme */
	assert_true(theme_look(&t, ROLE_URGENT, 0).reverse);
}

/* The newer form, with what else may stand there; the name of the file does not matter. */
static void
base16_palette_is_read_too(void **state)
{
	struct theme t;
	struct err e = { "" };

	(void)state;
	if (!load_named("scheme",
	                "---\n# mine\nsystem: \"base24\"\nname: 'A: b'\nvariant: dark\r\npalette:\n"
	                "  base00: \"#1D1F21\" # night\n  base01: '#282a2e'\n"
	                "  base10: \"000000\"\n" REST_OF_TOMORROW,
	                &t, &e))
		fail_msg("%s", e.text);
	assert_int_equal(t.looks[ROLE_TEXT].bg, COLOUR_RGB | 0x1d1f21);
	assert_int_equal(t.looks[ROLE_HEADER].bg, COLOUR_RGB | 0x282a2e);
}

/* Whatever a scheme's author found pretty, at 3 a.m. it is read. */
static void
base16_colours_are_made_legible(void **state)
{
	GString *grey = g_string_new(NULL);
	struct theme t;
	struct err e = { "" };

	(void)state;
	for (unsigned i = 0; i < 16; i++)
		g_string_append_printf(grey, "base%02X: %06x\n", i, 0x404040 + i * 0x030201);
	assert_true(load_named("grey.yml", grey->str, &t, &e));
	for (int role = 0; role < ROLE_COUNT; role++) {
		struct ink ink = theme_ink(&t, (enum role)role);

		assert_true(ink_contrast(ink.fg, ink.bg) >= 1.35);
		if (role == ROLE_TEXT || role == ROLE_URGENT || role == ROLE_CURSOR)
			assert_true(ink_contrast(ink.fg, ink.bg) >= 4.5);
	}
	g_string_free(grey, TRUE);
}

static void
base16_error_has_its_line(void **state)
{
	static const char *const bad[][2] = {
		{ "scheme: x\nbase00: \"12345\"\n", "x.yaml:2: base00: '\"12345\"' is no colour" },
		{ "base00: \"123456'\n", "x.yaml:1: base00: '\"123456'' is no colour" },
		{ "base00: 1234567\n", "x.yaml:1: base00: '1234567' is no colour" },
		{ "base00: 123456\nBASE00: 123456\n", "x.yaml:2: BASE00 is given a second time" },
		{ "scheme: x\n[1, 2]\n", "x.yaml:2: expected a key of a base16 scheme" },
		{ "scheme: x\n\n", "x.yaml:1: the scheme ends without base00, base01, " },
		{ "", "x.yaml:1: the scheme ends without base00, " },
		{ "base00: \"1d1f21\"\n" REST_OF_TOMORROW,
		  "x.yaml:15: the scheme ends without base01; it needs base00 to base0F" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct theme t;
		struct err e = { "" };

		assert_false(load_named("x.yaml", bad[i][0], &t, &e));
		if (!strstr(e.text, bad[i][1]))
			fail_msg("%s", e.text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(look_is_parsed),
		cmocka_unit_test(error_names_the_word),
		cmocka_unit_test(colours_degrade),
		cmocka_unit_test(hue_survives_16_colours),
		cmocka_unit_test(eight_colours_keep_text_readable),
		cmocka_unit_test(roles_can_be_told_apart),
		cmocka_unit_test(urgent_stands_out_without_colours),
		cmocka_unit_test(background_is_named_once),
		cmocka_unit_test(unknown_theme_lists_the_known),
		cmocka_unit_test(theme_file_is_read),
		cmocka_unit_test(theme_file_error_has_its_line),
		cmocka_unit_test(base16_scheme_is_a_theme),
		cmocka_unit_test(base16_palette_is_read_too),
		cmocka_unit_test(base16_colours_are_made_legible),
		cmocka_unit_test(base16_error_has_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
