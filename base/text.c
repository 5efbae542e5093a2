/* Text as a terminal shows it: the one sanitiser for what comes from outside, and widths in
 * cells. */
#include "base/text.h"

#include <glib.h>
#include <string.h>
#include <wchar.h>

#define REPLACEMENT 0xFFFDu
#define MIDDLE_DOT 0x00B7u
#define MAX_COMBINING 2

static int ambiguous_cells = 1;

void
text_set_ambiguous_width(int cells)
{
	ambiguous_cells = cells == 2 ? 2 : 1;
}

/*
 * Strict UTF-8 (RFC 3629): takes one code point from p, of which `left` bytes exist, and says how
 * many bytes it took. What is not UTF-8 is REPLACEMENT and takes one byte, so that what follows is
 * not swallowed.
 */
static uint32_t
decode(const unsigned char *p, size_t left, size_t *took)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n = p[0] < 0x80 ? 1 : p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
	uint32_t c;

	*took = 1;
	if (n == 1)
		return p[0];
	if (p[0] < 0xC2 || p[0] > 0xF4 || n > left)
		return REPLACEMENT;
	c = p[0] & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return REPLACEMENT;
		c = c << 6 | (p[i] & 0x3Fu);
	}
	if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return REPLACEMENT;
	*took = n;
	return c;
}

/* Moves the reading order, takes no room, or is made to hide: nothing that a name or a summary
 * needs. */
static bool
is_hidden(uint32_t c)
{
	return c == 0x00AD || c == 0x061C || c == 0x180E || c == 0x115F || c == 0x1160 ||
	       c == 0x3164 || (c >= 0x200B && c <= 0x200F && c != 0x200D) ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
	       (c >= 0xFFF9 && c <= 0xFFFB) || c == 0x034F || (c >= 0xE0000 && c <= 0xE0FFF);
}

enum { ZWJ = 0x200D };

/* Picks one of several forms of a character, or makes one of two: terminals, and the two halves of
 * one terminal, do not agree on what comes of it. */
static bool
is_joiner(uint32_t c)
{
	return c == ZWJ || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

/* An emoji, or a symbol that may stand in an emoji's sequence. */
static bool
is_pictograph(uint32_t c)
{
	return (c >= 0x2190 && c < 0x2C00) || (c >= 0x1F000 && c < 0x1FB00);
}

static bool
is_skin_tone(uint32_t c)
{
	return c >= 0x1F3FB && c <= 0x1F3FF;
}

/* Cells by the C library's table, which is the one that ncurses and most terminals share; -1: it does
 * not know the character, so nobody knows. Without a UTF-8 locale it knows nothing at all, and GLib's
 * newer table stands in. */
static int
measure(uint32_t c)
{
	static const wchar_t wide = 0x4E2D;

	if (wcwidth(wide) == 2)
		return wcwidth((wchar_t)c);
	if (!g_unichar_isdefined(c))
		return -1;
	return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

static int
cells_of(uint32_t c)
{
	if (c >= 0x20 && c < 0x7F)
		return 1;
	if (ambiguous_cells == 2 && g_unichar_iswide_cjk(c) && !g_unichar_iswide(c))
		return 2;
	return MAX(measure(c), 0);
}

static bool
is_measurable(uint32_t c)
{
	return measure(c) >= 0 && g_unichar_type(c) != G_UNICODE_PRIVATE_USE;
}

/* State of the sanitiser: what came out so far and what stands on the last base. */
struct cleaner {
	GString *out;
	size_t max_bytes;
	size_t last_fit; /* length at which "…" could still be put behind */
	unsigned combining;
	bool has_base, hidden, is_full;
	bool is_pictograph; /* the base */
	bool joins;         /* a ZWJ stands behind it: what comes next would be joined to it */
};

static void
put(struct cleaner *cl, const char *utf8, size_t len)
{
	if (cl->is_full)
		return;
	if (cl->out->len + len > cl->max_bytes) {
		cl->is_full = true;
		return;
	}
	g_string_append_len(cl->out, utf8, (gssize)len);
}

static void
put_char(struct cleaner *cl, uint32_t c)
{
	char utf8[6];

	put(cl, utf8, (size_t)g_unichar_to_utf8(c, utf8));
}

/* A character that starts a new cluster: room for the mark of a cut is kept before it. */
static void
put_base(struct cleaner *cl, uint32_t c)
{
	if (cl->out->len + 3 <= cl->max_bytes)
		cl->last_fit = cl->out->len;
	put_char(cl, c);
	cl->has_base = true;
	cl->combining = 0;
	cl->is_pictograph = is_pictograph(c);
	cl->joins = false;
}

static void
put_control(struct cleaner *cl, uint32_t c)
{
	char caret[3] = { '^', (char)((c & 0x7F) ^ 0x40), '\0' };

	put_base(cl, (unsigned char)caret[0]);
	put(cl, caret + 1, 1);
}

static void
clean_one(struct cleaner *cl, uint32_t c)
{
	if (c == '\t' || c == '\n' || c == '\r') {
		put_base(cl, ' ');
	} else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
		put_control(cl, c);
	} else if (is_joiner(c)) {
		cl->hidden = true;
		cl->joins = c == ZWJ && cl->is_pictograph;
	} else if (cl->is_pictograph && ((cl->joins && is_pictograph(c)) || is_skin_tone(c))) {
		/* one picture on some terminals, two on others: the first alone is one on all */
		cl->hidden = true;
		cl->joins = false;
	} else if (is_hidden(c)) {
		cl->hidden = true;
		put_base(cl, MIDDLE_DOT);
	} else if (!is_measurable(c)) {
		put_base(cl, REPLACEMENT);
	} else if (measure(c) == 0) {
		if (cl->has_base && cl->combining++ < MAX_COMBINING)
			put_char(cl, c);
	} else {
		put_base(cl, c);
	}
}

/* Printable ASCII, of which nearly everything is made, goes over as a whole: the same as putting
 * each as a base. */
static void
put_ascii(struct cleaner *cl, const unsigned char *p, size_t len)
{
	size_t take = MIN(len, cl->max_bytes - cl->out->len);

	if (cl->out->len + 3 <= cl->max_bytes)
		cl->last_fit = MIN(cl->out->len + len - 1, cl->max_bytes - 3);
	g_string_append_len(cl->out, (const char *)p, (gssize)take);
	cl->is_full = take < len;
	cl->has_base = true;
	cl->combining = 0;
	cl->is_pictograph = cl->joins = false;
}

static size_t
ascii_run(const unsigned char *p, size_t len)
{
	size_t n = 0;

	while (n < len && p[n] >= 0x20 && p[n] < 0x7F)
		n++;
	return n;
}

bool
text_is_plain(const char *bytes, size_t len)
{
	return ascii_run((const unsigned char *)bytes, len) == len;
}

char *
text_clean(const char *bytes, size_t len, size_t max_bytes, bool *hidden)
{
	struct cleaner cl = { .max_bytes = max_bytes };
	const unsigned char *p = (const unsigned char *)bytes;
	size_t i = 0;

	if (hidden)
		*hidden = false;
	if (!bytes)
		return g_strdup("");
	if (len <= max_bytes && text_is_plain(bytes, len))
		return g_strndup(bytes, len);
	cl.out = g_string_sized_new(MIN(len, max_bytes));
	while (i < len && !cl.is_full) {
		size_t took = ascii_run(p + i, len - i);

		if (took)
			put_ascii(&cl, p + i, took);
		else
			clean_one(&cl, decode(p + i, len - i, &took));
		i += took;
	}
	if (cl.is_full) {
		g_string_truncate(cl.out, cl.last_fit);
		if (max_bytes >= 3)
			g_string_append(cl.out, "…");
	}
	if (hidden)
		*hidden = cl.hidden;
	return g_string_free(cl.out, FALSE);
}

size_t
text_cluster(const char **utf8, int *cells)
{
	const char *start = *utf8, *p;
	size_t took, left = strnlen(start, 4);

	*cells = 0;
	if (!left)
		return 0;
	*cells = cells_of(decode((const unsigned char *)start, left, &took));
	p = start + took;
	while (*p) {
		uint32_t c;

		left = strnlen(p, 4);
		c = decode((const unsigned char *)p, left, &took);
		if (c < 0x300 || cells_of(c) > 0)
			break;
		p += took;
	}
	*utf8 = p;
	return (size_t)(p - start);
}

bool
text_row_may_end(const char **utf8)
{
	static const char *const closing[] = { "，", "。", "、", "：", "；", "？", "！", "）" };
	const char *start = *utf8;
	int cells;

	if (text_cluster(utf8, &cells) == 0 || cells != 2 || g_str_has_prefix(start, "（"))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(closing); i++)
		if (g_str_has_prefix(*utf8, closing[i]))
			return false;
	return true;
}

size_t
text_fit(const char *utf8, int cells, int *used)
{
	const char *p = utf8;
	int sum = 0;

	while (*p) {
		const char *before = p;
		int w;

		text_cluster(&p, &w);
		if (sum + w > cells) {
			p = before;
			break;
		}
		sum += w;
	}
	if (used)
		*used = sum;
	return (size_t)(p - utf8);
}

int
text_width(const char *utf8)
{
	int sum;

	text_fit(utf8, G_MAXINT, &sum);
	return sum;
}
