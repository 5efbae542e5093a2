/* Drawing characters as rectangles on a cell of 8 by 16. */
#include "tui/glyph_shape.h"

enum { ARM_LEFT = 1, ARM_RIGHT = 2, ARM_UP = 4, ARM_DOWN = 8, ARM_HEAVY = 16 };
/* Where a light line runs. */
enum { MIDDLE_X = 4, MIDDLE_Y = 8 };

static const struct {
	gunichar ch;
	int arms;
} lines[] = {
	{ 0x2500, ARM_LEFT | ARM_RIGHT },
	{ 0x2501, ARM_LEFT | ARM_RIGHT | ARM_HEAVY },
	{ 0x2502, ARM_UP | ARM_DOWN },
	{ 0x2503, ARM_UP | ARM_DOWN | ARM_HEAVY },
	{ 0x250C, ARM_RIGHT | ARM_DOWN },
	{ 0x2510, ARM_LEFT | ARM_DOWN },
	{ 0x2514, ARM_RIGHT | ARM_UP },
	{ 0x2518, ARM_LEFT | ARM_UP },
	{ 0x251C, ARM_RIGHT | ARM_UP | ARM_DOWN },
	{ 0x2524, ARM_LEFT | ARM_UP | ARM_DOWN },
	{ 0x252C, ARM_LEFT | ARM_RIGHT | ARM_DOWN },
	{ 0x2534, ARM_LEFT | ARM_RIGHT | ARM_UP },
	{ 0x253C, ARM_LEFT | ARM_RIGHT | ARM_UP | ARM_DOWN },
};

/* Dashes: so long, one every so many. */
static const struct {
	gunichar ch;
	int length, period;
	bool is_vertical;
} dashes[] = {
	{ 0x2504, 2, 4, false }, { 0x2506, 4, 8, true },  { 0x2508, 1, 2, false },
	{ 0x250A, 2, 4, true },  { 0x254C, 5, 8, false }, { 0x254E, 5, 8, true },
};

static void
add(GArray *to, int x, int y, int width, int height)
{
	struct shape_rect rect = { x, y, width, height };

	g_array_append_val(to, rect);
}

static void
add_arms(GArray *to, int x, int y, int arms)
{
	int thick = arms & ARM_HEAVY ? 2 : 1, cx = x + MIDDLE_X + 1 - thick,
	    cy = y + MIDDLE_Y + 1 - thick;
	int left = arms & ARM_LEFT ? x : cx, top = arms & ARM_UP ? y : cy;
	int right = arms & ARM_RIGHT ? x + SHAPE_WIDTH : cx + thick;
	int bottom = arms & ARM_DOWN ? y + SHAPE_HEIGHT : cy + thick;

	if (arms & (ARM_LEFT | ARM_RIGHT))
		add(to, left, cy, right - left, thick);
	if (arms & (ARM_UP | ARM_DOWN))
		add(to, cx, top, thick, bottom - top);
}

static bool
add_line(GArray *to, gunichar ch, int x, int y)
{
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		if (lines[i].ch == ch) {
			add_arms(to, x, y, lines[i].arms);
			return true;
		}
	return false;
}

static bool
add_dashes(GArray *to, gunichar ch, int x, int y)
{
	for (size_t i = 0; i < G_N_ELEMENTS(dashes); i++) {
		int length = dashes[i].length, period = dashes[i].period;

		if (dashes[i].ch != ch)
			continue;
		if (dashes[i].is_vertical)
			for (int at = 0; at < SHAPE_HEIGHT; at += period)
				add(to, x + MIDDLE_X, y + at, 1, length);
		else
			for (int at = 0; at < SHAPE_WIDTH; at += period)
				add(to, x + at, y + MIDDLE_Y, length, 1);
		return true;
	}
	return false;
}

/* U+2596..259F by the quarters that are filled: 1 upper left, 2 upper right, 4 lower left, 8 lower
 * right. */
static void
add_quarters(GArray *to, gunichar ch, int x, int y)
{
	static const unsigned char quarters[] = { 4, 8, 1, 13, 9, 7, 11, 2, 6, 14 };
	unsigned filled = quarters[ch - 0x2596];

	for (int i = 0; i < 4; i++)
		if (filled >> i & 1)
			add(to, x + i % 2 * SHAPE_WIDTH / 2, y + i / 2 * SHAPE_HEIGHT / 2,
			    SHAPE_WIDTH / 2, SHAPE_HEIGHT / 2);
}

static void
add_block(GArray *const tones[SHAPE_TONES], gunichar ch, int x, int y)
{
	GArray *solid = tones[SHAPE_SOLID];
	int eighth = SHAPE_HEIGHT / 8, high = (int)(ch - 0x2580) * eighth,
	    wide = (int)(0x2590 - ch);

	if (ch == 0x2580)
		add(solid, x, y, SHAPE_WIDTH, SHAPE_HEIGHT / 2);
	else if (ch <= 0x2588)
		add(solid, x, y + SHAPE_HEIGHT - high, SHAPE_WIDTH, high);
	else if (ch <= 0x258F)
		add(solid, x, y, wide, SHAPE_HEIGHT);
	else if (ch == 0x2590)
		add(solid, x + SHAPE_WIDTH / 2, y, SHAPE_WIDTH / 2, SHAPE_HEIGHT);
	else if (ch <= 0x2593)
		add(tones[SHAPE_SHADE_1 + ch - 0x2591], x, y, SHAPE_WIDTH, SHAPE_HEIGHT);
	else if (ch == 0x2594)
		add(solid, x, y, SHAPE_WIDTH, eighth);
	else if (ch == 0x2595)
		add(solid, x + SHAPE_WIDTH - 1, y, 1, SHAPE_HEIGHT);
	else
		add_quarters(solid, ch, x, y);
}

/* The bits of U+2800: three rows on the left, three on the right, then the fourth row. */
static void
add_dots(GArray *to, gunichar ch, int x, int y)
{
	static const struct {
		int column, row;
	} dots[] = {
		{ 0, 0 }, { 0, 1 }, { 0, 2 }, { 1, 0 }, { 1, 1 }, { 1, 2 }, { 0, 3 }, { 1, 3 }
	};

	for (int i = 0; i < 8; i++)
		if ((ch - 0x2800) >> i & 1)
			add(to, x + 1 + dots[i].column * 4, y + 1 + dots[i].row * 4, 2, 2);
}

bool
shape_add(gunichar ch, int x, int y, GArray *const tones[SHAPE_TONES])
{
	GArray *solid = tones[SHAPE_SOLID];

	if (ch >= 0x2500 && ch <= 0x257F)
		return add_line(solid, ch, x, y) || add_dashes(solid, ch, x, y);
	if (ch >= 0x2580 && ch <= 0x259F)
		add_block(tones, ch, x, y);
	else if (ch >= 0x2800 && ch <= 0x28FF)
		add_dots(solid, ch, x, y);
	else
		return false;
	return true;
}

static int
by_row(gconstpointer a, gconstpointer b)
{
	const struct shape_rect *p = a, *q = b;

	return p->y != q->y             ? p->y - q->y
	       : p->height != q->height ? p->height - q->height
	                                : p->x - q->x;
}

static int
by_column(gconstpointer a, gconstpointer b)
{
	const struct shape_rect *p = a, *q = b;

	return p->x != q->x           ? p->x - q->x
	       : p->width != q->width ? p->width - q->width
	                              : p->y - q->y;
}

/* Makes the first as long as both if the second goes on where it ends. */
static bool
join_right(struct shape_rect *a, const struct shape_rect *b)
{
	if (a->y != b->y || a->height != b->height || a->x + a->width < b->x)
		return false;
	a->width = MAX(a->width, b->x + b->width - a->x);
	return true;
}

static bool
join_down(struct shape_rect *a, const struct shape_rect *b)
{
	if (a->x != b->x || a->width != b->width || a->y + a->height < b->y)
		return false;
	a->height = MAX(a->height, b->y + b->height - a->y);
	return true;
}

static void
join(GArray *rects, GCompareFunc order,
     bool (*takes)(struct shape_rect *, const struct shape_rect *))
{
	struct shape_rect *r = (struct shape_rect *)(void *)rects->data;
	guint kept = 0;

	g_array_sort(rects, order);
	for (guint i = 1; i < rects->len; i++)
		if (!takes(&r[kept], &r[i]))
			r[++kept] = r[i];
	g_array_set_size(rects, MIN(kept + 1, rects->len));
}

void
shape_join(GArray *rects)
{
	join(rects, by_row, join_right);
	join(rects, by_column, join_down);
}
