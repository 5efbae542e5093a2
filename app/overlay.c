/* The box on top of the panes: details of a row, or help. */
#include "app/view.h"

#include "base/text.h"

#include <string.h>

enum { OVERLAY_WIDTH = 100, NAME_MOST = 24 };

void
overlay_open(struct view *v, enum overlay kind, const char *title, const char *text)
{
	char *new_title = g_strdup(title), *new_text = g_strdup(text);

	overlay_close(v);
	v->overlay = kind;
	v->overlay_title = new_title;
	v->overlay_text = new_text;
}

void
overlay_close(struct view *v)
{
	g_clear_pointer(&v->overlay_text, g_free);
	g_clear_pointer(&v->overlay_title, g_free);
	g_clear_pointer(&v->themes, g_ptr_array_unref);
	v->overlay_top = 0;
	v->overlay = OVERLAY_NONE;
}

/* Where a row that fits `fit` bytes of this line ends: at its last blank, or behind its last wide
 * character, which needs none; where it must when there is neither. */
static size_t
row_end(const char *line, size_t fit)
{
	const char *words = line + strspn(line, " "), *at = line;
	size_t end = 0;

	while (at < line + fit) {
		const char *start = at;

		if (text_row_may_end(&at))
			end = (size_t)(at - line);
		else if (*start == ' ' && start > words)
			end = (size_t)(start - line);
	}
	return end ? end : fit;
}

/* Takes one row of at most `width` cells from *text, broken at a blank where there is one; the row
 * is the caller's. */
static char *
take_row(const char **text, int width)
{
	const char *start = *text, *newline = strchr(start, '\n');
	size_t line = newline ? (size_t)(newline - start) : strlen(start);
	char *whole = g_strndup(start, line);
	size_t fit = text_fit(whole, width, NULL);
	const char *next;

	if (fit < line && fit > 0) {
		fit = row_end(whole, fit);
		next = start + fit + (start[fit] == ' ');
	} else {
		fit = line; /* also when not even one character fits: it is clipped */
		next = start + line + (newline != NULL);
	}
	whole[fit] = '\0';
	*text = next;
	return whole;
}

static GPtrArray *
wrap(const char *text, int width)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(g_free);

	while (*text)
		g_ptr_array_add(rows, take_row(&text, MAX(width, 1)));
	return rows;
}

/* "Name:" at the start of a row, "" where there is none; g_free. */
static char *
name_of(const char *row)
{
	const char *half = strstr(row, ": "), *full = strstr(row, "：");
	const char *end = full && (!half || full < half) ? full + strlen("：")
	                  : half                         ? half + 1
	                                                 : row;
	char *name = g_strndup(row, (gsize)(end - row));

	if (text_width(name) > NAME_MOST)
		*name = '\0';
	return name;
}

/* The name is quieter than what it names. */
static void
draw_row(const struct canvas *c, int y, const char *row)
{
	char *name = name_of(row);
	int used = *name ? canvas_field(c, 1, y, c->width - 2, ROLE_DIM, name) : 0;

	canvas_field(c, 1 + used, y, c->width - 2 - used, ROLE_TEXT, row + strlen(name));
	g_free(name);
}

void
overlay_draw(struct view *v, const struct canvas *c)
{
	int width = MIN(OVERLAY_WIDTH, c->width - (c->width > 60 ? 4 : 0));
	GPtrArray *rows = wrap(v->overlay_text, width - 4);
	int most = MAX(c->height - 4, MIN(c->height, 3)), height = MIN((int)rows->len + 2, most);
	struct canvas box = canvas_part(c, (c->width - width) / 2, (c->height - height) / 2, width,
	                                height),
		      inside;
	int last;

	canvas_fill(&box, 0, 0, box.width, box.height, ROLE_TEXT);
	inside = canvas_frame(&box, ROLE_FRAME_FOCUS, v->overlay_title,
	                      (int)rows->len > height - 2 ? "j k  q" : "q", ROLE_KEY);
	last = MAX((int)rows->len - inside.height, 0);
	v->overlay_top = CLAMP(v->overlay_top, 0, last);
	for (int y = 0; y < inside.height && y + v->overlay_top < (int)rows->len; y++)
		draw_row(&inside, y, g_ptr_array_index(rows, (guint)(y + v->overlay_top)));
	g_ptr_array_unref(rows);
}
