/* A grid as plain text, as text with SGR sequences, and as a web page. */
#include "tui/print.h"

#include <glib.h>
#include <string.h>

static enum role
role_at(const struct cell *cell)
{
	return cell->mark ? ROLE_MATCH : (enum role)cell->role;
}

/* One past the last cell of a row that is worth writing: blanks of an ordinary background at its
 * end are not. */
static int
row_end(const struct grid *grid, int y, const struct look *looks)
{
	int end = grid->width;

	while (end > 0) {
		const struct cell *cell = grid_at(grid, end - 1, y);
		const struct look *look = looks ? &looks[role_at(cell)] : NULL;

		if (strcmp(cell->text, " ") != 0 || cell->cells != 1 ||
		    (look && (look->reverse || look->underline || look->bg != COLOUR_DEFAULT)))
			break;
		end--;
	}
	return end;
}

char *
print_text(const struct grid *grid)
{
	GString *out = g_string_new(NULL);

	for (int y = 0; y < grid->height; y++) {
		for (int x = 0, end = row_end(grid, y, NULL); x < end; x++)
			g_string_append(out, grid_at(grid, x, y)->text);
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}

static bool
same(const struct look *a, const struct look *b)
{
	return a->fg == b->fg && a->bg == b->bg && a->bold == b->bold && a->dim == b->dim &&
	       a->reverse == b->reverse && a->underline == b->underline && a->italic == b->italic;
}

/* `base` is 30 for the foreground, 40 for the background. */
static void
sgr_colour(GString *out, int base, int32_t colour)
{
	if (colour == COLOUR_DEFAULT)
		g_string_append_printf(out, "%d;", base + 9);
	else if (colour & COLOUR_RGB)
		g_string_append_printf(out, "%d;2;%d;%d;%d;", base + 8, colour >> 16 & 0xFF,
		                       colour >> 8 & 0xFF, colour & 0xFF);
	else if (colour < 16)
		g_string_append_printf(out, "%d;", base + (colour < 8 ? colour : colour - 8 + 60));
	else
		g_string_append_printf(out, "%d;5;%d;", base + 8, colour);
}

/* The shortest way from one look to the next: an attribute that ends needs a reset, all else only
 * what differs. */
static void
sgr(GString *out, const struct look *from, const struct look *to)
{
	static const struct look plain = { .fg = COLOUR_DEFAULT, .bg = COLOUR_DEFAULT };
	bool reset = same(to, &plain) || (from->bold && !to->bold) || (from->dim && !to->dim) ||
	             (from->reverse && !to->reverse) || (from->underline && !to->underline) ||
	             (from->italic && !to->italic);
	const struct look *was = reset ? &plain : from;

	g_string_append(out, reset ? "\033[0;" : "\033[");
	if (to->bold && !was->bold)
		g_string_append(out, "1;");
	if (to->dim && !was->dim)
		g_string_append(out, "2;");
	if (to->italic && !was->italic)
		g_string_append(out, "3;");
	if (to->underline && !was->underline)
		g_string_append(out, "4;");
	if (to->reverse && !was->reverse)
		g_string_append(out, "7;");
	if (to->fg != was->fg)
		sgr_colour(out, 30, to->fg);
	if (to->bg != was->bg)
		sgr_colour(out, 40, to->bg);
	out->str[out->len - 1] = 'm';
}

static void
looks_of(const struct theme *theme, int colours, struct look looks[ROLE_COUNT])
{
	for (int role = 0; role < ROLE_COUNT; role++)
		looks[role] = theme_look(theme, (enum role)role, colours);
}

char *
print_ansi(const struct grid *grid, const struct theme *theme, int colours)
{
	const struct look plain = { .fg = COLOUR_DEFAULT, .bg = COLOUR_DEFAULT };
	struct look looks[ROLE_COUNT];
	GString *out = g_string_new(NULL);

	looks_of(theme, colours, looks);
	for (int y = 0; y < grid->height; y++) {
		struct look now = plain;

		for (int x = 0, end = row_end(grid, y, looks); x < end; x++) {
			const struct cell *cell = grid_at(grid, x, y);
			const struct look *look = &looks[role_at(cell)];

			if (cell->cells && !same(&now, look)) {
				sgr(out, &now, look);
				now = *look;
			}
			g_string_append(out, cell->text);
		}
		g_string_append(out, "\033[0m\n");
	}
	return g_string_free(out, FALSE);
}

/* What a palette colour looks like in a browser: xterm's. */
static void
css_colour(GString *out, const char *property, int32_t colour)
{
	int r, g, b;

	look_rgb(colour, &r, &g, &b);
	g_string_append_printf(out, "%s:#%02x%02x%02x;", property, (unsigned)r, (unsigned)g,
	                       (unsigned)b);
}

static void
css_rule(GString *out, const char *selector, const struct look *look, const struct look *page)
{
	int32_t fg = look->fg == COLOUR_DEFAULT ? page->fg : look->fg;
	int32_t bg = look->bg == COLOUR_DEFAULT ? page->bg : look->bg;

	g_string_append_printf(out, "%s{", selector);
	css_colour(out, "color", look->reverse ? bg : fg);
	css_colour(out, "background", look->reverse ? fg : bg);
	if (look->bold)
		g_string_append(out, "font-weight:bold;");
	if (look->dim)
		g_string_append(out, "opacity:.6;");
	if (look->underline)
		g_string_append(out, "text-decoration:underline;");
	if (look->italic)
		g_string_append(out, "font-style:italic;");
	g_string_append(out, "}\n");
}

static void
html_head(GString *out, const struct theme *theme)
{
	struct look page = theme->looks[ROLE_TEXT];
	char selector[16];

	if (page.fg == COLOUR_DEFAULT)
		page.fg = COLOUR_RGB | 0xd0d0d0;
	if (page.bg == COLOUR_DEFAULT)
		page.bg = COLOUR_RGB | 0x101010;
	g_string_append(out, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
	                     "<title>warroom</title>\n<style>\n");
	css_rule(out, "body", &page, &page);
	g_string_append(out, "pre{font-family:monospace;line-height:1.2;}\n"
	                     ".w{display:inline-block;width:2ch;}\n");
	for (int role = 0; role < ROLE_COUNT; role++) {
		g_snprintf(selector, sizeof selector, ".r%d", role);
		css_rule(out, selector, &theme->looks[role], &page);
	}
	g_string_append(out, "</style></head><body><pre>\n");
}

/* A wide character gets a box of two columns: fonts seldom make it exactly twice as wide. */
static void
html_cell(GString *out, const struct cell *cell)
{
	char *text = g_markup_escape_text(cell->text, -1);

	if (cell->cells == 2)
		g_string_append_printf(out, "<span class=\"w\">%s</span>", text);
	else
		g_string_append(out, text);
	g_free(text);
}

char *
print_html(const struct grid *grid, const struct theme *theme)
{
	GString *out = g_string_new(NULL);

	html_head(out, theme);
	for (int y = 0; y < grid->height; y++) {
		enum role now = ROLE_TEXT;

		for (int x = 0; x < grid->width; x++) {
			const struct cell *cell = grid_at(grid, x, y);

			if (cell->cells && role_at(cell) != now) {
				if (now != ROLE_TEXT)
					g_string_append(out, "</span>");
				now = role_at(cell);
				if (now != ROLE_TEXT)
					g_string_append_printf(out, "<span class=\"r%d\">",
					                       (int)now);
			}
			html_cell(out, cell);
		}
		g_string_append(out, now == ROLE_TEXT ? "\n" : "</span>\n");
	}
	g_string_append(out, "</pre></body></html>\n");
	return g_string_free(out, FALSE);
}
