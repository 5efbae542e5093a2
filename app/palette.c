/* The box above the command line: what could stand there, and what each is for, while it is typed. */
#include "app/console.h"

#include "base/lang.h"
#include "base/text.h"

#include <string.h>

enum { ROWS_MOST = 10, NAME_CELLS = 22, WIDTH_MOST = 100, ABOVE_LEAST = 4 };

static void
draw_row(const struct canvas *c, int y, const char *candidate, bool is_chosen)
{
	const char *help = console_help_on(candidate);
	/* ends with a blank: words go with it */
	char *shown = g_strconcat(candidate, g_str_has_suffix(candidate, " ") ? "…" : "", NULL);

	if (is_chosen)
		canvas_fill(c, 0, y, c->width, 1, ROLE_CURSOR);
	canvas_field(c, 1, y, MIN(NAME_CELLS, c->width - 1), is_chosen ? ROLE_CURSOR : ROLE_STRONG,
	             shown);
	/* the chosen one stands in the line itself, too */
	canvas_field(c, NAME_CELLS + 2, y, MAX(c->width - NAME_CELLS - 2, 0),
	             is_chosen ? ROLE_CURSOR : ROLE_DIM, *help ? _(help) : "");
	g_free(shown);
}

void
palette_draw(const struct view *v, const struct canvas *c)
{
	int chosen;
	char **all = prompt_candidates(v->prompt, &chosen);
	int n = all ? (int)g_strv_length(all) : 0;
	int rows = MIN(MIN(n, ROWS_MOST), c->height - 2 - ABOVE_LEAST);
	int top = CLAMP(chosen - rows + 1, 0, MAX(n - rows, 0));
	struct canvas box, inside;
	char *title;

	if (rows > 0) {
		title =
		    g_strdup_printf(lang_count("%d command", "%d commands", (unsigned long)n), n);
		box = canvas_part(c, 0, c->height - rows - 3, MIN(c->width, WIDTH_MOST), rows + 2);
		canvas_fill(&box, 0, 0, box.width, box.height, ROLE_TEXT);
		inside = canvas_frame(&box, ROLE_FRAME_FOCUS, title, _("Tab chooses"), ROLE_DIM);
		for (int i = 0; i < rows; i++)
			draw_row(&inside, i, all[top + i], top + i == chosen);
		g_free(title);
	}
	g_strfreev(all);
}
