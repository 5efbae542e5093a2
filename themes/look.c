/* Looks: their words, and what is left of them on terminals with fewer colours. */
#include "themes/theme.h"

#include "base/lang.h"

#include <glib.h>
#include <string.h>

static const char *const colour_names[] = { "black", "red",     "green", "yellow",
	                                    "blue",  "magenta", "cyan",  "white" };

static bool
colour_number(const char *word, unsigned base, guint64 max, int32_t *colour)
{
	guint64 number;

	if (!g_ascii_string_to_unsigned(word, base, 0, max, &number, NULL))
		return false;
	*colour = (int32_t)number;
	return true;
}

static bool
colour_parse(const char *word, int32_t *colour)
{
	bool bright = g_str_has_prefix(word, "bright-");
	const char *name = word + (bright ? strlen("bright-") : 0);

	if (strcmp(word, "default") == 0) {
		*colour = COLOUR_DEFAULT;
		return true;
	}
	for (int i = 0; i < 8; i++)
		if (strcmp(name, colour_names[i]) == 0) {
			*colour = i + (bright ? 8 : 0);
			return true;
		}
	if (word[0] == '#' && strlen(word) == 7 && colour_number(word + 1, 16, 0xFFFFFF, colour)) {
		*colour |= COLOUR_RGB;
		return true;
	}
	return colour_number(word, 10, 255, colour);
}

static bool *
attribute(struct look *look, const char *word)
{
	struct {
		const char *name;
		bool *flag;
	} attributes[] = {
		{ "bold", &look->bold },       { "dim", &look->dim },
		{ "reverse", &look->reverse }, { "underline", &look->underline },
		{ "italic", &look->italic },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++)
		if (strcmp(word, attributes[i].name) == 0)
			return attributes[i].flag;
	return NULL;
}

static bool
colours_parse(const char *word, struct look *look)
{
	char **pair = g_strsplit(word, ",", 2);
	bool ok =
	    colour_parse(pair[0], &look->fg) && (!pair[1] || colour_parse(pair[1], &look->bg));

	g_strfreev(pair);
	return ok;
}

bool
look_parse(const char *text, struct look *look, struct err *e)
{
	char **words = g_strsplit_set(text, " \t", -1);
	bool coloured = false, ok = true;

	*look = (struct look){ .fg = COLOUR_DEFAULT, .bg = COLOUR_DEFAULT };
	for (char **word = words; ok && *word; word++) {
		bool *flag = attribute(look, *word);

		if (!**word)
			continue;
		if (flag)
			*flag = true;
		else if (!coloured && colours_parse(*word, look))
			coloured = true;
		else if (coloured && colours_parse(*word, &(struct look){ 0 }))
			ok = err_set(
			    e,
			    _("'%s' is a second colour; write 'foreground,background' as one word"),
			    *word);
		else
			ok = err_set(
			    e,
			    _("'%s' is neither a colour (default, black, red, green, yellow, "
			      "blue, magenta, cyan, white, bright-red ..., 0-255, #rrggbb) nor one "
			      "of bold, dim, reverse, underline, italic"),
			    *word);
	}
	g_strfreev(words);
	return ok;
}

/* Levels of the 6x6x6 cube of the 256-colour palette. */
static const int cube[] = { 0, 95, 135, 175, 215, 255 };

static int
cube_step(int level)
{
	int best = 0;

	for (int i = 1; i < 6; i++)
		if (ABS(cube[i] - level) < ABS(cube[best] - level))
			best = i;
	return best;
}

static int
distance(int r, int g, int b, int r2, int g2, int b2)
{
	return (r - r2) * (r - r2) + (g - g2) * (g - g2) + (b - b2) * (b - b2);
}

/* The nearest of the cube and the grey ramp; the first 16 are left alone, since users redefine
 * them. */
static int32_t
rgb_to_256(int r, int g, int b)
{
	int cr = cube_step(r), cg = cube_step(g), cb = cube_step(b);
	int grey = CLAMP(((r + g + b) / 3 - 8 + 5) / 10, 0, 23), level = 8 + 10 * grey;

	if (distance(r, g, b, level, level, level) <
	    distance(r, g, b, cube[cr], cube[cg], cube[cb]))
		return 232 + grey;
	return 16 + 36 * cr + 6 * cg + cb;
}

void
look_rgb(int32_t colour, int *r, int *g, int *b)
{
	/* The first 16 are the terminal's own; a picture shows a common dark one. */
	static const int32_t named[] = { 0x181b21, 0xdc4149, 0x6bbf59, 0xd9b13b, 0x4c8dd6, 0xad5fbf,
		                         0x45b8c4, 0xdfe2e7, 0x7c838f, 0xff6e6e, 0x8fdc7c, 0xf4d35e,
		                         0x74b0f4, 0xd48fe4, 0x6fdbe6, 0xffffff };
	bool is_cube = !(colour & COLOUR_RGB) && colour >= 16;

	if (is_cube && colour >= 232) {
		*r = *g = *b = 8 + 10 * (colour - 232);
	} else if (is_cube) {
		*r = cube[(colour - 16) / 36];
		*g = cube[(colour - 16) / 6 % 6];
		*b = cube[(colour - 16) % 6];
	} else {
		int32_t rgb = colour & COLOUR_RGB ? colour : named[colour];

		*r = rgb >> 16 & 0xFF;
		*g = rgb >> 8 & 0xFF;
		*b = rgb & 0xFF;
	}
}

/* Hue in degrees; high is the largest of r, g, b and spread (not 0) the distance to the smallest.
 */
static int
hue(int r, int g, int b, int high, int spread)
{
	if (high == r)
		return (60 * (g - b) / spread + 360) % 360;
	if (high == g)
		return 120 + 60 * (b - r) / spread;
	return 240 + 60 * (r - g) / spread;
}

/*
 * The one of 16 colours that says the same. By hue, not by distance: muted reds and greens are all
 * nearest to grey, and a state would lose its colour.
 */
static int32_t
rgb_to_16(int r, int g, int b)
{
	static const struct {
		int below;
		int32_t colour;
	} hues[] = { { 20, 1 },  { 61, 3 },  { 165, 2 }, { 200, 6 },
		     { 265, 4 }, { 335, 5 }, { 361, 1 } };
	int high = MAX(r, MAX(g, b)), spread = high - MIN(r, MIN(g, b)), degrees, i = 0;

	if (high < 72)
		return 0;
	if (spread < 38)
		return high < 128 ? 8 : high < 200 ? 7 : 15;
	degrees = hue(r, g, b, high, spread);
	while (degrees >= hues[i].below)
		i++;
	return hues[i].colour + (high > 220 ? 8 : 0);
}

static int32_t
colour_for(int32_t colour, int colours)
{
	int r, g, b;

	if (colour == COLOUR_DEFAULT || colours >= 1 << 24)
		return colour;
	if (colours >= 256) {
		if (!(colour & COLOUR_RGB))
			return colour;
		look_rgb(colour, &r, &g, &b);
		return rgb_to_256(r, g, b);
	}
	if (colour >= 16) {
		look_rgb(colour, &r, &g, &b);
		colour = rgb_to_16(r, g, b);
	}
	return colour;
}

/* Eight colours: bright ones lose their brightness; what was bright black, the grey of hints,
 * becomes dim. */
static void
fold_to_8(struct look *look)
{
	if (look->fg == 8) {
		look->fg = COLOUR_DEFAULT;
		look->dim = true;
	}
	if (look->bg == 8)
		look->bg = 0;
	look->fg = look->fg > 8 ? look->fg - 8 : look->fg;
	look->bg = look->bg > 8 ? look->bg - 8 : look->bg;
}

struct look
look_for(const struct look *look, int colours)
{
	struct look shown = *look;

	if (colours < 8) {
		shown.reverse = look->reverse || look->bg != COLOUR_DEFAULT;
		shown.fg = shown.bg = COLOUR_DEFAULT;
		return shown;
	}
	shown.fg = colour_for(look->fg, colours);
	shown.bg = colour_for(look->bg, colours);
	if (colours < 16)
		fold_to_8(&shown);
	if (shown.fg == shown.bg && look->fg != look->bg && shown.bg != COLOUR_DEFAULT)
		shown.fg = shown.bg == 0 || shown.bg == 4 ? 7 : 0;
	return shown;
}
