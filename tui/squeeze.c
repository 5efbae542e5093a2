/* Leaves out of frames what changes nothing on the terminal, and what is not ours to change. Pure. */
#include "tui/squeeze.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { ESC = 0x1b, BEL = 0x07, FLAG_LAST = 9 };

#define FLAG(sgr) (1u << (sgr))
#define UNKNOWN FLAG(0)
#define BOLD_DIM_ITALIC (FLAG(1) | FLAG(2) | FLAG(3))

static bool
is_same(const struct squeeze_look *a, const struct squeeze_look *b)
{
	return a->flags == b->flags && !strcmp(a->fg, b->fg) && !strcmp(a->bg, b->bg);
}

/* Is nothing of it seen on a blank? */
static bool
is_clear(const struct squeeze_look *look)
{
	return !(look->flags & ~BOLD_DIM_ITALIC) && !*look->bg;
}

/* Length of what is left out wherever it stands. */
static gsize
useless_length(const guint8 *p, gsize left)
{
	gsize n = 2;

	if (left < 3 || p[0] != ESC)
		return 0;
	if (p[1] == '(')
		return 3;
	if (p[1] != ']')
		return 0;
	while (n < left && p[n] != BEL && p[n] != ESC)
		n++;
	return n < left ? MIN(n + (p[n] == BEL ? 1 : 2), left) : left;
}

/* Length of the control sequence at the start of this; 0: there is none, or not all of it. */
static gsize
csi_length(const guint8 *p, gsize left)
{
	gsize n = 2;

	if (left < 3 || p[0] != ESC || p[1] != '[')
		return 0;
	while (n < left && p[n] >= 0x20 && p[n] < 0x40)
		n++;
	return n < left ? n + 1 : 0;
}

static unsigned
number(const char **at)
{
	unsigned n = 0;

	for (; g_ascii_isdigit(**at) && n < 1000; (*at)++)
		n = n * 10 + (unsigned)(**at - '0');
	return n;
}

/* The rest of "38;5;n" or "38;2;r;g;b"; to: the whole of it. */
static bool
take_colour(const char **at, unsigned sgr, char to[20])
{
	unsigned kind, n[3] = { 0, 0, 0 };

	if (*(*at)++ != ';')
		return false;
	kind = number(at);
	for (unsigned i = 0; i < (kind == 5 ? 1 : 3); i++) {
		if (*(*at)++ != ';')
			return false;
		n[i] = number(at);
	}
	if (kind == 5)
		snprintf(to, 20, "%u;5;%u", sgr, n[0]);
	else
		snprintf(to, 20, "%u;2;%u;%u;%u", sgr, n[0] & 255, n[1] & 255, n[2] & 255);
	return kind == 5 || kind == 2;
}

static bool
apply_one(struct squeeze_look *look, unsigned sgr, const char **at)
{
	unsigned colour = sgr >= 90 && sgr <= 107 ? sgr - 60 : sgr;

	if (sgr == 0)
		*look = (struct squeeze_look){ .flags = 0 };
	else if (sgr <= FLAG_LAST)
		look->flags |= FLAG(sgr);
	else if (sgr == 22)
		look->flags &= ~(FLAG(1) | FLAG(2));
	else if (sgr == 23 || sgr == 24 || sgr == 27)
		look->flags &= ~FLAG(sgr - 20);
	else if (sgr == 38 || sgr == 48)
		return take_colour(at, sgr, sgr == 38 ? look->fg : look->bg);
	else if (sgr == 39 || sgr == 49)
		*(sgr == 39 ? look->fg : look->bg) = '\0';
	else if (colour >= 30 && colour <= 47 && colour % 10 < 8)
		snprintf(colour < 40 ? look->fg : look->bg, sizeof look->fg, "%u", sgr);
	else
		return false;
	return true;
}

/* What stands between CSI and m. False: it says what we do not know. */
static bool
apply(struct squeeze_look *look, const char *params)
{
	do {
		unsigned sgr = number(&params);

		if (!apply_one(look, sgr, &params))
			return false;
	} while (*params++ == ';');
	return !params[-1] && !(look->flags & UNKNOWN);
}

/* What makes `to` of `from`: the difference if something is added only, all of it otherwise. */
static int
print_change(char *buf, size_t size, const struct squeeze_look *from, const struct squeeze_look *to)
{
	bool adds =
	    !(from->flags & ~to->flags) && (*to->fg || !*from->fg) && (*to->bg || !*from->bg);
	struct squeeze_look base = adds ? *from : (struct squeeze_look){ .flags = 0 };
	GString *says = g_string_new("");
	int n;

	for (unsigned sgr = 1; sgr <= FLAG_LAST; sgr++)
		if (to->flags & ~base.flags & FLAG(sgr))
			g_string_append_printf(says, ";%u", sgr);
	if (strcmp(to->fg, base.fg) != 0)
		g_string_append_printf(says, ";%s", to->fg);
	if (strcmp(to->bg, base.bg) != 0)
		g_string_append_printf(says, ";%s", to->bg);
	/* before the first semicolon stands nothing, which is 0 */
	n = snprintf(buf, size, "\033[%sm", says->str + (adds ? 1 : 0));
	g_string_free(says, TRUE);
	return n;
}

static void
flush(struct squeeze *s, GByteArray *out)
{
	char buf[80];

	if (is_same(&s->has, &s->wants))
		return;
	g_byte_array_append(out, (const guint8 *)buf,
	                    (guint)print_change(buf, sizeof buf, &s->has, &s->wants));
	s->has = s->wants;
}

/* For what a blank or an erased cell shows of it. */
static void
flush_for_blank(struct squeeze *s, GByteArray *out)
{
	if (!is_clear(&s->has) || !is_clear(&s->wants))
		flush(s, out);
}

static void
take_sgr(struct squeeze *s, const guint8 *p, gsize len, GByteArray *out)
{
	struct squeeze_look wants = s->wants;
	char *params = g_strndup((const char *)p + 2, len - 3);

	if (apply(&wants, params)) {
		s->wants = wants;
	} else {
		flush(s, out);
		g_byte_array_append(out, p, (guint)len);
		s->has = s->wants = (struct squeeze_look){ .flags = UNKNOWN };
	}
	g_free(params);
}

static void
take_csi(struct squeeze *s, const guint8 *p, gsize len, GByteArray *out)
{
	bool is_first_row = p[len - 1] == 'H' && len > 5 && p[2] == '1' && p[3] == ';';

	if (p[len - 1] == 'm' && !strchr("<=>?", p[2])) {
		take_sgr(s, p, len, out);
		return;
	}
	/* moves, modes and "repeat it" show no attributes; what erases or scrolls, those of blanks */
	if (strchr("JKXLMSTP@", p[len - 1]))
		flush_for_blank(s, out);
	else if (!strchr("ABCDGHdbhlrt", p[len - 1]))
		flush(s, out);
	/* what is not said is 1 */
	g_byte_array_append(out, p, is_first_row ? 2 : (guint)len);
	if (is_first_row)
		g_byte_array_append(out, p + 3, (guint)len - 3);
}

/* One byte, or an escape sequence of two. */
static gsize
take_rest(struct squeeze *s, const guint8 *p, gsize left, GByteArray *out)
{
	gsize take = p[0] == ESC && left > 1 && p[1] != '[' ? 2 : 1;

	if (p[0] == ' ' || p[0] == '\n' || p[0] == ESC)
		flush_for_blank(s, out);
	else if (p[0] > ' ')
		flush(s, out);
	g_byte_array_append(out, p, (guint)take);
	return take;
}

void
squeeze(struct squeeze *s, GByteArray *frame)
{
	GByteArray *out = g_byte_array_sized_new(frame->len);

	for (gsize i = 0; i < frame->len;) {
		const guint8 *p = frame->data + i;
		gsize left = frame->len - i, useless = useless_length(p, left),
		      csi = csi_length(p, left);

		if (!useless && csi)
			take_csi(s, p, csi, out);
		i += useless ? useless : csi ? csi : take_rest(s, p, left, out);
	}
	g_byte_array_set_size(frame, 0);
	g_byte_array_append(frame, out->data, out->len);
	g_byte_array_unref(out);
}

void
squeeze_forget(struct squeeze *s)
{
	s->has = (struct squeeze_look){ .flags = UNKNOWN };
}
