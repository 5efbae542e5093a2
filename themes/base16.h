/* Colour schemes of base16, as themes. */
#ifndef THEMES_BASE16_H
#define THEMES_BASE16_H

#include "themes/theme.h"

/* Is this text meant as a scheme ("base00: ...", "scheme: ...", "palette:") and not as `role = "look"`
 * lines? Pure. */
bool base16_is(const char *text);

/*
 * Reads a scheme in its simple YAML, the classic form or the one with "palette:"; base10 to base17 of
 * base24 are passed over. Gives every role a look; a colour that cannot be read on its background is
 * made lighter or darker until it can. Fails with "from:line: ...". Pure.
 */
bool base16_read(const char *text, const char *from, struct theme *theme, struct err *e) MUST_USE;

#endif
