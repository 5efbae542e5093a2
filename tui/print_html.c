/* A grid as a web page. */
#include "tui/print.h"

#include "themes/ink.h"

#include <glib.h>
#include <string.h>

static bool
same_ink(const struct ink *a, const struct ink *b)
{
	return a->fg == b->fg && a->bg == b->bg && a->bold == b->bold && a->italic == b->italic &&
	       a->underline == b->underline;
}

/* In style attributes what differs from the page. */
static void
style(GString *out, const struct ink *ink, const struct ink *page)
{
	if (ink->fg != page->fg)
		g_string_append_printf(out, "color:#%06x;", ink->fg);
	if (ink->bg != page->bg)
		g_string_append_printf(out, "background:#%06x;", ink->bg);
	if (ink->bold)
		g_string_append(out, "font-weight:bold;");
	if (ink->underline)
		g_string_append(out, "text-decoration:underline;");
	if (ink->italic)
		g_string_append(out, "font-style:italic;");
	g_string_truncate(out, out->len - 1);
}

static void
head(GString *out, const struct ink *page, const char *title)
{
	char *text = g_markup_escape_text(title, -1);

	g_string_append_printf(
	    out,
	    "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"/>"
	    "<title>%s</title></head>\n<body style=\"margin:0;background:#%06x\">\n"
	    "<pre style=\"margin:0;padding:1ch;line-height:1.2;font-family:monospace;"
	    "color:#%06x;background:#%06x\">\n",
	    text, page->bg, page->fg, page->bg);
	g_free(text);
}

/* A wide character gets a box of two columns: fonts seldom make it exactly twice as wide. */
static void
put_cell(GString *out, const struct cell *cell)
{
	char *text = g_markup_escape_text(cell->text, -1);

	if (cell->cells == 2)
		g_string_append_printf(
		    out, "<span style=\"display:inline-block;width:2ch\">%s</span>", text);
	else
		g_string_append(out, text);
	g_free(text);
}

static void
turn_to(GString *out, struct ink *now, const struct ink *ink, const struct ink *page)
{
	if (same_ink(now, ink))
		return;
	if (!same_ink(now, page))
		g_string_append(out, "</span>");
	if (!same_ink(ink, page)) {
		g_string_append(out, "<span style=\"");
		style(out, ink, page);
		g_string_append(out, "\">");
	}
	*now = *ink;
}

char *
print_html(const struct grid *grid, const struct theme *theme, const char *title)
{
	struct ink page = theme_ink(theme, ROLE_TEXT), inks[ROLE_COUNT], now = page;
	GString *out = g_string_new(NULL);

	for (int role = 0; role < ROLE_COUNT; role++)
		inks[role] = theme_ink(theme, (enum role)role);
	head(out, &page, title);
	for (int y = 0; y < grid->height; y++) {
		for (int x = 0; x < grid->width; x++) {
			const struct cell *cell = grid_at(grid, x, y);

			if (cell->cells)
				turn_to(out, &now, &inks[cell_role(cell)], &page);
			put_cell(out, cell);
		}
		turn_to(out, &now, &page, &page);
		g_string_append_c(out, '\n');
	}
	g_string_append(out, "</pre></body></html>\n");
	return g_string_free(out, FALSE);
}
