/* A grid as a picture in SVG. */
#include "tui/print.h"

#include "themes/ink.h"
#include "tui/glyph_shape.h"

#include <glib.h>
#include <string.h>

enum { MARGIN = 8, BASELINE = 12, UNDERLINE = 14 };

/* The first that is there; a Chinese one stands behind for what they lack. The size makes a column of the
 * first two 8 wide, of all others textLength does. */
#define FONT \
	"font-family=\"'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono','Noto Sans Mono CJK " \
	"SC','WenQuanYi Micro Hei Mono','PingFang SC','Microsoft YaHei',monospace\" " \
	"font-size=\"13.29\""

struct picture {
	const struct grid *grid;
	struct ink inks[ROLE_COUNT];
	GString *out;
};

static const struct ink *
ink_at(const struct picture *p, int x, int y)
{
	return &p->inks[cell_role(grid_at(p->grid, x, y))];
}

static bool
same_pen(const struct ink *a, const struct ink *b)
{
	return a->fg == b->fg && a->bold == b->bold && a->italic == b->italic;
}

static bool
is_blank(const struct cell *cell)
{
	return !strcmp(cell->text, " ");
}

static gunichar
char_of(const struct cell *cell)
{
	return g_utf8_get_char(cell->text);
}

static bool
is_shape(gunichar ch)
{
	return (ch >= 0x2500 && ch <= 0x259F) || (ch >= 0x2800 && ch <= 0x28FF);
}

/* As wide as a column in any font made for code; others stand each in the middle of its place. */
static bool
is_letter(const struct cell *cell)
{
	return cell->cells == 1 && !is_blank(cell) && char_of(cell) < 0x2000;
}

static void
put_path(struct picture *p, GArray *rects, const char *attributes)
{
	if (!rects->len)
		return;
	shape_join(rects);
	g_string_append_printf(p->out, "<path%s d=\"", attributes);
	for (guint i = 0; i < rects->len; i++) {
		const struct shape_rect *r = &g_array_index(rects, struct shape_rect, i);

		g_string_append_printf(p->out, "M%d %dh%dv%dh-%dz", r->x, r->y, r->width, r->height,
		                       r->width);
	}
	g_string_append(p->out, "\"/>\n");
	g_array_set_size(rects, 0);
}

static void
put_background(struct picture *p, uint32_t colour)
{
	GArray *rects = g_array_new(FALSE, FALSE, sizeof(struct shape_rect));
	char fill[32];

	for (int y = 0; y < p->grid->height; y++)
		for (int x = 0; x < p->grid->width; x++) {
			struct shape_rect cell = { x * SHAPE_WIDTH, y * SHAPE_HEIGHT, SHAPE_WIDTH,
				                   SHAPE_HEIGHT };

			if (ink_at(p, x, y)->bg == colour)
				g_array_append_val(rects, cell);
		}
	g_snprintf(fill, sizeof fill, " fill=\"#%06x\"", colour);
	put_path(p, rects, fill);
	g_array_unref(rects);
}

/* Each colour once, but for the page's own. */
static void
put_backgrounds(struct picture *p)
{
	for (int role = 0; role < ROLE_COUNT; role++) {
		uint32_t bg = p->inks[role].bg;
		bool is_new = bg != p->inks[ROLE_TEXT].bg;

		for (int before = 0; before < role; before++)
			is_new = is_new && p->inks[before].bg != bg;
		if (is_new)
			put_background(p, bg);
	}
}

/* Lines, blocks and underlines of one pen. */
static void
put_shapes(struct picture *p, const struct ink *pen)
{
	static const char *const attributes[SHAPE_TONES] = { "", " fill-opacity=\".25\"",
		                                             " fill-opacity=\".5\"",
		                                             " fill-opacity=\".75\"" };
	GArray *tones[SHAPE_TONES];

	for (int i = 0; i < SHAPE_TONES; i++)
		tones[i] = g_array_new(FALSE, FALSE, sizeof(struct shape_rect));
	for (int y = 0; y < p->grid->height; y++)
		for (int x = 0; x < p->grid->width; x++) {
			const struct ink *ink = ink_at(p, x, y);
			struct shape_rect under = { x * SHAPE_WIDTH, y * SHAPE_HEIGHT + UNDERLINE,
				                    SHAPE_WIDTH, 1 };

			if (!same_pen(ink, pen))
				continue;
			shape_add(char_of(grid_at(p->grid, x, y)), x * SHAPE_WIDTH,
			          y * SHAPE_HEIGHT, tones);
			if (ink->underline)
				g_array_append_val(tones[SHAPE_SOLID], under);
		}
	for (int i = 0; i < SHAPE_TONES; i++) {
		put_path(p, tones[i], attributes[i]);
		g_array_unref(tones[i]);
	}
}

static void
put_escaped(GString *out, const char *text)
{
	char *escaped = g_markup_escape_text(text, -1);

	g_string_append(out, escaped);
	g_free(escaped);
}

/* The letters of one pen from x on, with single blanks between; returns where they end. */
static int
put_run(struct picture *p, const struct ink *pen, int x, int y)
{
	const struct grid *grid = p->grid;
	GString *text = g_string_new(NULL);
	int end = x;

	while (end < grid->width) {
		int next = end > x && is_blank(grid_at(grid, end, y)) ? end + 1 : end;

		if (next >= grid->width || !is_letter(grid_at(grid, next, y)) ||
		    !same_pen(ink_at(p, next, y), pen))
			break;
		if (next > end)
			g_string_append_c(text, ' ');
		g_string_append(text, grid_at(grid, next, y)->text);
		end = next + 1;
	}
	g_string_append_printf(p->out, "<text x=\"%d\" y=\"%d\"", x * SHAPE_WIDTH,
	                       y * SHAPE_HEIGHT + BASELINE);
	if (end - x > 1)
		g_string_append_printf(p->out, " textLength=\"%d\"", (end - x) * SHAPE_WIDTH);
	g_string_append_c(p->out, '>');
	put_escaped(p->out, text->str);
	g_string_append(p->out, "</text>\n");
	g_string_free(text, TRUE);
	return end;
}

static void
put_letters(struct picture *p, const struct ink *pen)
{
	for (int y = 0; y < p->grid->height; y++)
		for (int x = 0; x < p->grid->width;)
			if (is_letter(grid_at(p->grid, x, y)) && same_pen(ink_at(p, x, y), pen))
				x = put_run(p, pen, x, y);
			else
				x++;
}

/* What a font draws in a width of its own: wide characters, arrows, ticks. */
static void
put_symbols(struct picture *p, const struct ink *pen)
{
	gsize start;

	g_string_append(p->out, "<g text-anchor=\"middle\">\n");
	start = p->out->len;
	for (int y = 0; y < p->grid->height; y++)
		for (int x = 0; x < p->grid->width; x++) {
			const struct cell *cell = grid_at(p->grid, x, y);

			if (!cell->cells || is_blank(cell) || is_letter(cell) ||
			    is_shape(char_of(cell)) || !same_pen(ink_at(p, x, y), pen))
				continue;
			g_string_append_printf(p->out, "<text x=\"%d\" y=\"%d\">",
			                       x * SHAPE_WIDTH + cell->cells * SHAPE_WIDTH / 2,
			                       y * SHAPE_HEIGHT + BASELINE);
			put_escaped(p->out, cell->text);
			g_string_append(p->out, "</text>\n");
		}
	if (p->out->len > start)
		g_string_append(p->out, "</g>\n");
	else
		g_string_truncate(p->out, start - strlen("<g text-anchor=\"middle\">\n"));
}

static void
put_pen(struct picture *p, const struct ink *pen)
{
	gsize start = p->out->len, filled;

	g_string_append_printf(p->out, "<g fill=\"#%06x\"%s%s>\n", pen->fg,
	                       pen->bold ? " font-weight=\"bold\"" : "",
	                       pen->italic ? " font-style=\"italic\"" : "");
	filled = p->out->len;
	put_shapes(p, pen);
	put_letters(p, pen);
	put_symbols(p, pen);
	if (p->out->len > filled)
		g_string_append(p->out, "</g>\n");
	else
		g_string_truncate(p->out, start);
}

static void
put_pens(struct picture *p)
{
	for (int role = 0; role < ROLE_COUNT; role++) {
		bool is_new = true;

		for (int before = 0; before < role; before++)
			is_new = is_new && !same_pen(&p->inks[before], &p->inks[role]);
		if (is_new)
			put_pen(p, &p->inks[role]);
	}
}

char *
print_svg(const struct grid *grid, const struct theme *theme, const char *title)
{
	struct picture p = { .grid = grid, .out = g_string_new(NULL) };
	int width = grid->width * SHAPE_WIDTH + 2 * MARGIN,
	    height = grid->height * SHAPE_HEIGHT + 2 * MARGIN;

	for (int role = 0; role < ROLE_COUNT; role++)
		p.inks[role] = theme_ink(theme, (enum role)role);
	g_string_append_printf(p.out,
	                       "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
	                       "height=\"%d\" viewBox=\"0 0 %d %d\" " FONT ">\n<title>",
	                       width, height, width, height);
	put_escaped(p.out, title);
	g_string_append_printf(p.out,
	                       "</title>\n<rect width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n"
	                       "<g transform=\"translate(%d %d)\">\n",
	                       width, height, p.inks[ROLE_TEXT].bg, MARGIN, MARGIN);
	put_backgrounds(&p);
	put_pens(&p);
	g_string_append(p.out, "</g>\n</svg>\n");
	return g_string_free(p.out, FALSE);
}
