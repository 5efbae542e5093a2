/* A grid as plain text, and as text with SGR sequences. */
#include "tui/print.h"

#include <glib.h>
#include <string.h>

/* One past the last cell of a row that is worth writing: blanks of an ordinary background at its
 * end are not. */
static int
row_end(const struct grid *grid, int y, const struct look *looks)
{
	int end = grid->width;

	while (end > 0) {
		const struct cell *cell = grid_at(grid, end - 1, y);
		const struct look *look = looks ? &looks[cell_role(cell)] : NULL;

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
			const struct look *look = &looks[cell_role(cell)];

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
