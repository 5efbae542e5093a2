/* Links of a frame, as what is written over it once it is there. Pure. */
#include "tui/links.h"

#include "tui/osc.h"

/* From 0 in the colours of the first 8, the next 8, and all others. */
static void
append_colour(GString *to, int32_t colour, int first, int bright, int other)
{
	if (colour == COLOUR_DEFAULT)
		return;
	if (colour < 8)
		g_string_append_printf(to, ";%d", first + colour);
	else if (colour < 16)
		g_string_append_printf(to, ";%d", bright + colour - 8);
	else
		g_string_append_printf(to, ";%d;5;%d", other, colour);
}

static void
append_look(GString *to, const struct look *look)
{
	g_string_append_printf(to, "\033[0%s%s%s;4%s", look->bold ? ";1" : "",
	                       look->dim ? ";2" : "", look->italic ? ";3" : "",
	                       look->reverse ? ";7" : "");
	append_colour(to, look->fg, 30, 90, 38);
	append_colour(to, look->bg, 40, 100, 48);
	g_string_append_c(to, 'm');
}

static void
append_link(GString *to, const struct grid *grid, const struct grid_link *link,
            const struct look looks[ROLE_COUNT])
{
	int role = -1;

	g_string_append_printf(to, "\033[%d;%dH", link->y + 1, link->x + 1);
	osc_link(to, link->address);
	for (int x = link->x; x < link->x + link->cells; x++) {
		const struct cell *cell = grid_at(grid, x, link->y);
		int its_role = cell->mark ? ROLE_MATCH : cell->role;

		if (its_role != role)
			append_look(to, &looks[its_role]);
		role = its_role;
		g_string_append(to, cell->text);
	}
	osc_link_end(to);
}

void
links_append(GString *to, const struct grid *grid, const struct look looks[ROLE_COUNT])
{
	if (grid->n_links == 0)
		return;
	g_string_append(to, "\0337");
	for (int i = 0; i < grid->n_links; i++)
		append_link(to, grid, &grid->links[i], looks);
	g_string_append(to, "\033[m\0338");
}
