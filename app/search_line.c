/* The search that is on: how it goes stands on the bottom line, and what it finds is marked. */
#include "app/view.h"

#include "base/lang.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* Cells of the text searched for that the bottom line has room for. */
enum { SHOWN_CELLS = 20 };

bool
search_line_is_on(const struct view *v)
{
	if (!v->search.text)
		return false;
	return v->overlay == OVERLAY_NONE ? v->search.ops && v->search.ops == v->focus
	                                  : !v->search.ops;
}

void
search_line_end(struct view *v)
{
	g_clear_pointer(&v->search.text, g_free);
	v->search.ops = NULL;
	v->overlay_row = -1;
}

static void
say_how(const struct seek *seek, char *buf, size_t size)
{
	const char *rough = seek->is_rough ? "~" : "";

	if (seek->is_uncounted)
		g_strlcpy(buf, _("searching ..."), size);
	else if (!seek->has_wrapped)
		snprintf(buf, size, _("%u of %s%u"), seek->at, rough, seek->of);
	else if (seek->step < 0)
		snprintf(buf, size, _("%u of %s%u, again from the end"), seek->at, rough, seek->of);
	else
		snprintf(buf, size, _("%u of %s%u, again from the start"), seek->at, rough,
		         seek->of);
}

int
search_line_draw(const struct view *v, const struct canvas *c)
{
	char how[120], keys[120], text[128];
	int x = 1;

	say_how(&v->search.seek, how, sizeof how);
	snprintf(keys, sizeof keys, _("n next  %s previous  %s ends it"),
	         keymap_key(v->keymap, ACTION_SEARCH_PREVIOUS), keymap_key(v->keymap, ACTION_BACK));
	snprintf(text, sizeof text, "/%s", v->search.text);
	canvas_fill(c, 0, 0, c->width, 1, ROLE_FOOTER);
	x += canvas_field(c, x, 0, MIN(SHOWN_CELLS, c->width - x), ROLE_KEY, text) + 1;
	x += canvas_field(c, x, 0, MAX(c->width - x, 0),
	                  v->search.seek.has_wrapped ? ROLE_WARN : ROLE_STRONG, how) +
	     2;
	x += canvas_field(c, x, 0, MAX(c->width - x, 0), ROLE_FOOTER, keys) + 2;
	return MIN(x, c->width);
}

/* One line of cells: its letters in lower case, and of each byte the cell that it stands in. */
struct cells_line {
	GString *text;
	GArray *x; /* int */
};

static void
read_line(struct cells_line *line, const struct canvas *c, int y)
{
	g_string_truncate(line->text, 0);
	g_array_set_size(line->x, 0);
	for (int x = 0; x < c->width; x++) {
		char *low = g_utf8_strdown(grid_at(c->grid, c->x + x, c->y + y)->text, -1);

		g_string_append(line->text, low);
		for (size_t i = 0; low[i]; i++)
			g_array_append_val(line->x, x);
		g_free(low);
	}
}

void
search_line_mark(const struct search_line *search, const struct canvas *c)
{
	char *word = search->text ? g_utf8_strdown(search->text, -1) : NULL;
	size_t len = word ? strlen(word) : 0;
	struct cells_line line = { g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(int)) };

	for (int y = 0; len > 0 && y < c->height; y++) {
		const char *at;

		read_line(&line, c, y);
		at = line.text->str;
		while ((at = strstr(at, word))) {
			int from = g_array_index(line.x, int, at - line.text->str);
			int to = g_array_index(line.x, int, at + len - 1 - line.text->str);

			canvas_mark(c, from, y, to - from + 1);
			at += len;
		}
	}
	g_string_free(line.text, TRUE);
	g_array_unref(line.x);
	g_free(word);
}
