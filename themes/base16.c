/* Colour schemes of base16 (github.com/chriskempson/base16, tinted-theming), read and given roles. */
#include "themes/base16.h"

#include "base/lang.h"
#include "themes/ink.h"

#include <glib.h>
#include <string.h>

enum { SCHEME_COLOURS = 16, UNREAD = -1 };

struct scheme {
	int32_t colours[SCHEME_COLOURS]; /* 0xrrggbb, UNREAD */
};

/* What stands for "whichever of the background's ends can be read better". */
enum { EITHER_END = -1 };

#define WORDS 4.5
#define QUIET 3
#define SHAPE 1.35

/* By the styling guide of base16: 00 background, 01 lighter, 02 selection, 03 comments, 05 text, 06 lighter,
 * 07 the other end, 08 red, 09 orange, 0A yellow, 0B green, 0C cyan, 0D blue, 0E magenta. */
static const struct {
	enum role role;
	int fg, bg;
	double least;
	bool is_bold;
} rows[] = {
	{ ROLE_TEXT, 0x5, 0x0, WORDS, false },
	{ ROLE_DIM, 0x3, 0x0, QUIET, false },
	{ ROLE_STRONG, 0x6, 0x0, WORDS, true },
	{ ROLE_FRAME, 0x2, 0x0, SHAPE, false },
	{ ROLE_FRAME_FOCUS, 0xD, 0x0, QUIET, false },
	{ ROLE_TITLE, 0x6, 0x0, WORDS, true },
	{ ROLE_HEADER, 0x6, 0x1, WORDS, false },
	{ ROLE_REPLAY, EITHER_END, 0xC, WORDS, true },
	{ ROLE_DRILL, EITHER_END, 0xE, WORDS, true },
	{ ROLE_FOOTER, 0x3, 0x0, QUIET, false },
	{ ROLE_KEY, 0xD, 0x0, WORDS, true },
	{ ROLE_CURSOR, 0x6, 0x2, WORDS, false },
	{ ROLE_MARKED, 0xA, 0x0, WORDS, false },
	{ ROLE_GOOD, 0xB, 0x0, WORDS, false },
	{ ROLE_WARN, 0xA, 0x0, WORDS, false },
	{ ROLE_CRIT, 0x8, 0x0, WORDS, true },
	{ ROLE_URGENT, EITHER_END, 0x8, WORDS, true },
	{ ROLE_STALE, 0xE, 0x0, WORDS, false },
	{ ROLE_SEEN, 0xC, 0x0, WORDS, false },
	{ ROLE_CLOCK, 0x6, 0x0, WORDS, true },
	{ ROLE_BAR, 0xD, 0x0, QUIET, false },
	{ ROLE_BAR_LINE, EITHER_END, 0xD, QUIET, false },
	{ ROLE_BAR_REST, 0x2, 0x0, SHAPE, false },
	{ ROLE_PLAN, 0xC, 0x0, WORDS, false },
	{ ROLE_FORECAST, 0x9, 0x0, QUIET, false },
	{ ROLE_MESSAGE, 0x5, 0x0, WORDS, false },
	{ ROLE_ERROR, 0x8, 0x0, WORDS, true },
	{ ROLE_MATCH, EITHER_END, 0xA, WORDS, false },
};

static bool
is_nothing(const char *line)
{
	return !*line || *line == '#' || !strcmp(line, "---") || !strcmp(line, "...");
}

/* How long the key before a colon is; 0: there is none. */
static size_t
key_length(const char *line)
{
	size_t len =
	    strspn(line, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

	return line[len + strspn(line + len, " \t")] == ':' ? len : 0;
}

bool
base16_is(const char *text)
{
	char **lines = g_strsplit(text, "\n", -1);
	int i = 0;
	bool is;

	while (lines[i] && is_nothing(g_strstrip(lines[i])))
		i++;
	is = lines[i] && key_length(lines[i]) > 0;
	g_strfreev(lines);
	return is;
}

/* The number behind "base", of two hexadecimal digits; -1: it is another key. */
static int
colour_index(const char *key, size_t len)
{
	if (len != 6 || g_ascii_strncasecmp(key, "base", 4) || !g_ascii_isxdigit(key[4]) ||
	    !g_ascii_isxdigit(key[5]))
		return -1;
	return g_ascii_xdigit_value(key[4]) * 16 + g_ascii_xdigit_value(key[5]);
}

/* "#rrggbb" or "rrggbb", in quotation marks or not, a comment behind. */
static bool
read_colour(const char *value, int32_t *colour)
{
	char quote = *value == '"' || *value == '\'' ? *value++ : '\0';
	int32_t read = 0;
	int digits = 0;

	value += *value == '#';
	for (; digits < 6 && g_ascii_isxdigit(value[digits]); digits++)
		read = read * 16 + g_ascii_xdigit_value(value[digits]);
	value += digits;
	if (digits < 6 || (quote && *value++ != quote) ||
	    (*value && !g_ascii_isspace(*value) && *value != '#'))
		return false;
	value += strspn(value, " \t");
	*colour = read;
	return !*value || *value == '#';
}

static bool
read_line(struct scheme *scheme, char *line, struct err *e)
{
	char *value;
	size_t len;
	int32_t colour;
	int i;

	if (is_nothing(g_strstrip(line)))
		return true;
	len = key_length(line);
	if (!len)
		return err_set(
		    e, _("expected a key of a base16 scheme, for example  base08: \"ab4642\""));
	value = strchr(line + len, ':') + 1;
	value += strspn(value, " \t");
	i = colour_index(line, len);
	if (i < 0)
		return true;
	if (!read_colour(value, &colour))
		return err_set(
		    e,
		    _("%.6s: '%.40s' is no colour; write six hexadecimal digits, as in \"ab4642\""),
		    line, value);
	if (i >= SCHEME_COLOURS)
		return true;
	if (scheme->colours[i] != UNREAD)
		return err_set(e, _("%.6s is given a second time"), line);
	scheme->colours[i] = colour;
	return true;
}

static bool
check_whole(const struct scheme *scheme, struct err *e)
{
	GString *missing = g_string_new(NULL);
	bool ok;

	for (int i = 0; i < SCHEME_COLOURS; i++)
		if (scheme->colours[i] == UNREAD)
			g_string_append_printf(missing, "%sbase%02X", missing->len ? ", " : "",
			                       (unsigned)i);
	ok = !missing->len ||
	     err_set(e, _("the scheme ends without %s; it needs base00 to base0F"), missing->str);
	g_string_free(missing, TRUE);
	return ok;
}

static uint32_t
best_end(const struct scheme *scheme, uint32_t bg)
{
	uint32_t dark = (uint32_t)scheme->colours[0x0], light = (uint32_t)scheme->colours[0x7];

	return ink_contrast(dark, bg) >= ink_contrast(light, bg) ? dark : light;
}

static void
give_roles(const struct scheme *scheme, struct theme *theme)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		uint32_t bg = (uint32_t)scheme->colours[rows[i].bg];
		uint32_t fg = rows[i].fg == EITHER_END ? best_end(scheme, bg)
		                                       : (uint32_t)scheme->colours[rows[i].fg];

		theme->looks[rows[i].role] = (struct look){
			.fg = COLOUR_RGB | (int32_t)ink_legible(fg, bg, rows[i].least),
			.bg = COLOUR_RGB | (int32_t)bg,
			.bold = rows[i].is_bold,
		};
	}
}

static bool
read_lines(struct scheme *scheme, char **lines, const char *from, struct err *e)
{
	int last = 1;

	for (int i = 0; lines[i]; i++) {
		last = *lines[i] ? i + 1 : last;
		if (!read_line(scheme, lines[i], e))
			return err_in(e, "%s:%d", from, i + 1);
	}
	return check_whole(scheme, e) || err_in(e, "%s:%d", from, last);
}

bool
base16_read(const char *text, const char *from, struct theme *theme, struct err *e)
{
	char **lines = g_strsplit(text, "\n", -1);
	struct scheme scheme;
	bool ok;

	for (int i = 0; i < SCHEME_COLOURS; i++)
		scheme.colours[i] = UNREAD;
	ok = read_lines(&scheme, lines, from, e);
	if (ok)
		give_roles(&scheme, theme);
	g_strfreev(lines);
	return ok;
}
