/* Looks as true colours, mixed and compared. */
#include "themes/ink.h"

#include <math.h>

#define TERMINAL_FG 0xd0d4db
#define TERMINAL_BG 0x0f1115
/* What is left of a dim colour; the rest is background. */
#define DIM_SHARE 0.62

static uint32_t
rgb_of(int32_t colour, uint32_t unsaid)
{
	int r, g, b;

	if (colour == COLOUR_DEFAULT)
		return unsaid;
	look_rgb(colour, &r, &g, &b);
	return (uint32_t)(r << 16 | g << 8 | b);
}

static double
channel(uint32_t rgb, int shift)
{
	return rgb >> shift & 0xFF;
}

uint32_t
ink_mix(uint32_t a, uint32_t b, double share)
{
	uint32_t mixed = 0;

	for (int shift = 0; shift <= 16; shift += 8)
		mixed |=
		    (uint32_t)lround(channel(a, shift) * (1 - share) + channel(b, shift) * share)
		    << shift;
	return mixed;
}

struct ink
theme_ink(const struct theme *theme, enum role role)
{
	const struct look *look = &theme->looks[role];
	uint32_t fg = rgb_of(look->fg, TERMINAL_FG), bg = rgb_of(look->bg, TERMINAL_BG);
	struct ink ink = { .fg = look->reverse ? bg : fg,
		           .bg = look->reverse ? fg : bg,
		           .bold = look->bold,
		           .italic = look->italic,
		           .underline = look->underline };

	if (look->dim)
		ink.fg = ink_mix(ink.bg, ink.fg, DIM_SHARE);
	return ink;
}

static double
linear(double level)
{
	level /= 255;
	return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4);
}

static double
luminance(uint32_t rgb)
{
	return 0.2126 * linear(channel(rgb, 16)) + 0.7152 * linear(channel(rgb, 8)) +
	       0.0722 * linear(channel(rgb, 0));
}

double
ink_contrast(uint32_t a, uint32_t b)
{
	double la = luminance(a), lb = luminance(b);

	return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

uint32_t
ink_legible(uint32_t fg, uint32_t bg, double least)
{
	uint32_t end = ink_contrast(bg, 0xffffff) > ink_contrast(bg, 0) ? 0xffffff : 0;
	uint32_t legible = fg;

	for (int step = 1; ink_contrast(legible, bg) < least && step <= 20; step++)
		legible = ink_mix(fg, end, step / 20.0);
	return legible;
}
