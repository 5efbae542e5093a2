/* The box on top of the panes: details of a row, or help. */
#include "app/view.h"

#include "base/needle.h"
#include "base/text.h"
#include "panels/seeker.h"
#include "panels/words.h"
#include "tui/osc.h"

#include <string.h>

enum { OVERLAY_WIDTH = 100, ROWS_BEFORE_MATCH = 3, NAME_MOST = 24 };

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
	g_clear_pointer(&v->overlay_word, g_free);
	g_clear_pointer(&v->themes, g_ptr_array_unref);
	v->overlay_top = 0;
	v->overlay_row = -1;
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

/* The cells before the last column of a line: what follows its last two blanks, if that leaves the
 * column half of the width. */
static int
column_of(const char *line, int width)
{
	const char *words = line + strspn(line, " "), *gap = words, *column = words;
	char *before;
	int cells;

	while ((gap = strstr(gap, "  ")) != NULL) {
		gap += strspn(gap, " ");
		column = gap;
	}
	before = g_strndup(line, (gsize)(column - line));
	cells = text_width(before);
	g_free(before);
	return cells <= width / 2 ? cells : 0;
}

/* Takes one row of at most `width` cells from *text, broken at a blank where there is one; the row
 * is the caller's. *indent: cells that it stands in, as the rest of a line; becomes that of the next. */
static char *
take_row(const char **text, int width, int *indent)
{
	const char *start = *text, *newline = strchr(start, '\n');
	size_t line = newline ? (size_t)(newline - start) : strlen(start);
	char *whole = g_strndup(start, line), *row;
	size_t fit = text_fit(whole, MAX(width - *indent, 1), NULL);
	int next_indent = 0;

	if (fit < line && fit > 0) {
		next_indent = *indent ? *indent : column_of(whole, width);
		fit = row_end(whole, fit);
		*text = start + fit + (start[fit] == ' ');
	} else {
		fit = line; /* also when not even one character fits: it is clipped */
		*text = start + line + (newline != NULL);
	}
	row = g_strdup_printf("%*s%.*s", *indent, "", (int)fit, whole);
	*indent = next_indent;
	g_free(whole);
	return row;
}

static GPtrArray *
wrap(const char *text, int width)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(g_free);
	int indent = 0;

	while (*text)
		g_ptr_array_add(rows, take_row(&text, MAX(width, 1), &indent));
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

/* Of the box, its frame included, on a screen of so many cells. */
static int
width_on(int screen)
{
	return MIN(OVERLAY_WIDTH, screen - (screen > 60 ? 4 : 0));
}

bool
overlay_find(struct view *v, const char *text, struct seek *seek)
{
	GPtrArray *rows = wrap(v->overlay_text ? v->overlay_text : "", width_on(v->width) - 4);
	bool is_first = v->overlay_row < 0;
	struct seeker seeker =
	    seeker_from(is_first ? v->overlay_top : v->overlay_row, is_first ? 0 : seek->step);
	struct needle *needle = needle_new(text);
	int to;

	for (guint i = 0; i < rows->len; i++)
		if (needle_in(needle, g_ptr_array_index(rows, i)))
			seeker_meet(&seeker, (int)i);
	needle_free(&needle);
	g_ptr_array_unref(rows);
	to = seeker_choose(&seeker, seek);
	if (to < 0)
		return false;
	v->overlay_row = to;
	v->overlay_top = MAX(to - ROWS_BEFORE_MATCH, 0);
	return true;
}

/* Where the next address in a text begins, and its end; NULL: there is none. */
static const char *
next_address(const char *from, const char **end)
{
	const char *at = from;

	while ((at = strstr(at, "http")) && !g_str_has_prefix(at, "http://") &&
	       !g_str_has_prefix(at, "https://"))
		at++;
	*end = at ? at + strcspn(at, " \n\t\"<>") : NULL;
	return at;
}

/* Makes links of what a drawn row has of the addresses in the whole text; an address may go on over several rows. `at`:
 * where the row begins in that text. */
static void
link_row(const struct view *v, const struct canvas *c, int y, const char *at, size_t len)
{
	const char *end, *row_end = at + len;

	for (const char *url = next_address(v->overlay_text, &end); url && url < row_end;
	     url = next_address(end, &end)) {
		const char *from = MAX(url, at), *to = MIN(end, row_end);
		char *address = from < to ? osc_address(url, (size_t)(end - url)) : NULL;
		char *before = g_strndup(at, (size_t)MAX(from - at, 0)),
		     *text = g_strndup(from, (size_t)MAX(to - from, 0));

		if (address)
			canvas_link(c, 1 + canvas_width(c, before), y, canvas_width(c, text),
			            address);
		g_free(text);
		g_free(before);
		g_free(address);
	}
}

static void
link_rows(const struct view *v, const struct canvas *c, const GPtrArray *rows)
{
	const char *at = v->overlay_text;

	for (int i = 0; i < (int)rows->len; i++) {
		const char *row = g_ptr_array_index(rows, (guint)i);
		int y = i - v->overlay_top;

		/* each row is a piece of the text, in its order */
		at = strstr(at, row);
		if (!at)
			return;
		if (y >= 0 && y < c->height)
			link_row(v, c, y, at, strlen(row));
		at += strlen(row);
	}
}

void
overlay_draw(struct view *v, const struct canvas *c)
{
	int width = width_on(c->width);
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
	for (int y = 0; y < inside.height && y + v->overlay_top < (int)rows->len; y++) {
		draw_row(&inside, y, g_ptr_array_index(rows, (guint)(y + v->overlay_top)));
		if (y + v->overlay_top == v->overlay_row)
			canvas_text(&inside, 0, y, ROLE_STRONG, words_sign(&inside, SIGN_CURSOR));
	}
	if (search_line_is_on(v))
		search_line_mark(&v->search, &inside);
	if (v->has_links && !v->is_wall && !v->choice)
		link_rows(v, &inside, rows);
	g_ptr_array_unref(rows);
}
