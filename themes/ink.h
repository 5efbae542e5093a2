/* Looks as true colours: for pictures, and to see whether a theme can be read. */
#ifndef THEMES_INK_H
#define THEMES_INK_H

#include "themes/theme.h"

/* 0xrrggbb. Dim and reverse are in the colours already. */
struct ink {
	uint32_t fg, bg;
	bool bold, italic, underline;
};

/* What a role looks like on a screen with all colours. What a theme leaves to the terminal is that of a
 * common dark one. Pure. */
struct ink theme_ink(const struct theme *theme, enum role role);

/* `share` of b and the rest of a, 0-1. Pure. */
uint32_t ink_mix(uint32_t a, uint32_t b, double share);

/* How well one colour can be told from the other: the contrast ratio of WCAG 2, 1 to 21. Pure. */
double ink_contrast(uint32_t a, uint32_t b);

/* fg, moved toward white or black until its contrast to bg is `least`, if it can be. Pure. */
uint32_t ink_legible(uint32_t fg, uint32_t bg, double least);

#endif
