/* A terminal for tests that knows only what our console may send: anything else that arrives is a fault, told in words. */
#include "tests/terminal/strict_screen.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ESC = 0x1b, FAULTS_MAX = 4000, ARGS_MAX = 20, MARKS_MAX = 2 };

static void fault(struct strict_screen *s, const char *fmt, ...) G_GNUC_PRINTF(2, 3);

static void
fault(struct strict_screen *s, const char *fmt, ...)
{
	va_list ap;

	if (s->faults->len > FAULTS_MAX)
		return;
	va_start(ap, fmt);
	g_string_append_vprintf(s->faults, fmt, ap);
	va_end(ap);
	g_string_append_c(s->faults, '\n');
}

static char *
cell(const struct strict_screen *s, int x, int y)
{
	return s->cells[y * s->width + x];
}

static void
blank(const struct strict_screen *s, int y, int from, int to)
{
	for (int x = MAX(from, 0); x < MIN(to, s->width); x++)
		strcpy(cell(s, x, y), " ");
}

struct strict_screen *
strict_screen_new(int width, int height)
{
	struct strict_screen *s = g_new0(struct strict_screen, 1);

	s->faults = g_string_new(NULL);
	s->in = g_byte_array_new();
	strict_screen_resize(s, width, height);
	return s;
}

void
strict_screen_free(struct strict_screen **s)
{
	if (!*s)
		return;
	g_string_free((*s)->faults, TRUE);
	if ((*s)->sequences)
		g_string_free((*s)->sequences, TRUE);
	g_byte_array_unref((*s)->in);
	g_free((*s)->cells);
	g_free(*s);
	*s = NULL;
}

void
strict_screen_resize(struct strict_screen *s, int width, int height)
{
	struct strict_screen old = *s;

	s->width = width;
	s->height = height;
	s->cells = g_malloc0((gsize)width * (gsize)height * sizeof *s->cells);
	for (int y = 0; y < height; y++) {
		blank(s, y, 0, width);
		for (int x = 0; y < old.height && x < MIN(width, old.width); x++)
			memcpy(cell(s, x, y), cell(&old, x, y), sizeof *s->cells);
	}
	g_free(old.cells);
	s->x = MIN(s->x, width - 1);
	s->y = MIN(s->y, height - 1);
	s->must_wrap = false;
	s->top = 0;
	s->bottom = height - 1;
}

static void
scroll(struct strict_screen *s, int from, int to, int by)
{
	for (; by > 0; by--) {
		memmove(cell(s, 0, from), cell(s, 0, from + 1),
		        (size_t)(to - from) * (size_t)s->width * sizeof *s->cells);
		blank(s, to, 0, s->width);
	}
	for (; by < 0; by++) {
		memmove(cell(s, 0, from + 1), cell(s, 0, from),
		        (size_t)(to - from) * (size_t)s->width * sizeof *s->cells);
		blank(s, from, 0, s->width);
	}
}

static void
line_feed(struct strict_screen *s)
{
	if (s->y == s->bottom)
		scroll(s, s->top, s->bottom, 1);
	else
		s->y = MIN(s->y + 1, s->height - 1);
}

/* A mark that stands on the character before. */
static void
add_mark(struct strict_screen *s, const char *utf8)
{
	int x = s->must_wrap ? s->x : s->x - 1;
	char *to;

	while (x > 0 && !*cell(s, x, s->y))
		x--;
	to = cell(s, MAX(x, 0), s->y);
	if (g_utf8_strlen(to, -1) > MARKS_MAX)
		fault(s, "more than %d marks on one character", MARKS_MAX);
	else
		g_strlcat(to, utf8, sizeof *s->cells);
}

/* What is overwritten by half is gone. */
static void
free_halves(struct strict_screen *s, int x, int cells)
{
	if (!*cell(s, x, s->y) && x > 0)
		strcpy(cell(s, x - 1, s->y), " ");
	if (x + cells < s->width && !*cell(s, x + cells, s->y))
		strcpy(cell(s, x + cells, s->y), " ");
}

static void
put(struct strict_screen *s, const char *utf8, gunichar c)
{
	const char *end = utf8;
	int cells;
	bool is_hidden;

	text_cluster(&end, &cells);
	g_free(text_clean(utf8, strlen(utf8), 32, &is_hidden));
	if (is_hidden || g_unichar_type(c) == G_UNICODE_FORMAT) {
		fault(s, "U+%04X hides or reorders text", c);
		return;
	}
	if (cells == 0) {
		add_mark(s, utf8);
		return;
	}
	if (s->must_wrap || s->x + cells > s->width) {
		s->x = 0;
		s->must_wrap = false;
		line_feed(s);
	}
	if (cells > s->width)
		return;
	free_halves(s, s->x, cells);
	g_strlcpy(cell(s, s->x, s->y), utf8, sizeof *s->cells);
	if (cells == 2)
		*cell(s, s->x + 1, s->y) = '\0';
	g_strlcpy(s->last, utf8, sizeof s->last);
	s->x += cells;
	s->must_wrap = s->x >= s->width;
	s->x = MIN(s->x, s->width - 1);
}

static void
shift_cells(struct strict_screen *s, int by)
{
	size_t rest = (size_t)(s->width - s->x), n = MIN((size_t)abs(by), rest);
	char(*from)[32] = s->cells + s->y * s->width + s->x;

	if (by > 0) {
		memmove(from + n, from, (rest - n) * sizeof *from);
		blank(s, s->y, s->x, s->x + (int)n);
	} else {
		memmove(from, from + n, (rest - n) * sizeof *from);
		blank(s, s->y, s->width - (int)n, s->width);
	}
}

static void
erase_screen(struct strict_screen *s, int how)
{
	int from = how == 0 ? s->y + 1 : 0, to = how == 1 ? s->y : s->height;

	s->clears += how == 2 || (how == 0 && s->x == 0 && s->y == 0);
	if (how == 0)
		blank(s, s->y, s->x, s->width);
	if (how == 1)
		blank(s, s->y, 0, s->x + 1);
	for (int y = from; y < to; y++)
		blank(s, y, 0, s->width);
}

/* CSI ? n h, CSI ? n l */
static bool
set_mode(struct strict_screen *s, int mode, bool on)
{
	switch (mode) {
	case 1:  /* keypad */
	case 7:  /* wraps */
	case 12: /* blinks */
		return true;
	case 25:
		s->is_cursor_hidden = !on;
		return true;
	case 1049:
		s->is_alternate = on;
		return true;
	case 1000: /* presses of the mouse, */
		s->has_mouse = on;
		return true;
	case 1006: /* reported in the form that has no limit */
		return true;
	case 2004:
		s->is_paste_bracketed = on;
		return true;
	case 2026: /* a frame is shown at once */
		return true;
	default:
		return false;
	}
}

static int
arg(const int *args, int n, int i, int otherwise)
{
	return i < n && args[i] > 0 ? args[i] : otherwise;
}

static bool
move_or_erase(struct strict_screen *s, char last, const int *a, int n)
{
	int by = arg(a, n, 0, 1);

	switch (last) {
	case 'A':
		s->y = MAX(s->y - by, 0);
		break;
	case 'B':
		s->y = MIN(s->y + by, s->height - 1);
		break;
	case 'C':
		s->x = MIN(s->x + by, s->width - 1);
		break;
	case 'D':
		s->x = MAX(s->x - by, 0);
		break;
	case 'G':
		s->x = CLAMP(by - 1, 0, s->width - 1);
		break;
	case 'd':
		s->y = CLAMP(by - 1, 0, s->height - 1);
		break;
	case 'H':
		s->y = CLAMP(by - 1, 0, s->height - 1);
		s->x = CLAMP(arg(a, n, 1, 1) - 1, 0, s->width - 1);
		break;
	case 'J':
		erase_screen(s, arg(a, n, 0, 0));
		break;
	case 'K':
		blank(s, s->y, arg(a, n, 0, 0) ? 0 : s->x,
		      arg(a, n, 0, 0) == 1 ? s->x + 1 : s->width);
		break;
	case 'X':
		blank(s, s->y, s->x, s->x + by);
		break;
	case '@':
		shift_cells(s, by);
		break;
	case 'P':
		shift_cells(s, -by);
		break;
	case 'L':
		scroll(s, s->y, s->bottom, -MIN(by, s->height));
		break;
	case 'M':
		scroll(s, s->y, s->bottom, MIN(by, s->height));
		break;
	case 'S':
		scroll(s, s->top, s->bottom, MIN(by, s->height));
		break;
	case 'T':
		scroll(s, s->top, s->bottom, -MIN(by, s->height));
		break;
	case 'b':
		for (int i = 0; i < MIN(by, s->width); i++)
			put(s, s->last, g_utf8_get_char(s->last));
		return true;
	case 'r':
		s->top = CLAMP(by - 1, 0, s->height - 1);
		s->bottom = CLAMP(arg(a, n, 1, s->height) - 1, s->top, s->height - 1);
		s->x = s->y = 0;
		break;
	default:
		return false;
	}
	s->must_wrap = false;
	return true;
}

/* What stands between CSI and its last byte. */
static bool
control(struct strict_screen *s, const char *text, char last)
{
	int args[ARGS_MAX], n = 0;
	bool is_private = *text == '?';
	char **parts;

	if (text[strspn(text + is_private, "0123456789;") + is_private])
		return false;
	parts = g_strsplit(text + is_private, ";", ARGS_MAX);
	for (; parts[n]; n++)
		args[n] = atoi(parts[n]);
	g_strfreev(parts);
	if (is_private && (last == 'h' || last == 'l')) {
		for (int i = 0; i < n; i++)
			if (!set_mode(s, args[i], last == 'h'))
				return false;
		return true;
	}
	if (is_private)
		return false;
	if (last == 'm')
		return true;
	/* inserting while writing is never on; the terminal keeps its title over our stay */
	if ((last == 'l' && args[0] == 4) || (last == 't' && (args[0] == 22 || args[0] == 23)))
		return true;
	return move_or_erase(s, last, args, n);
}

/* OSC up to BEL or ESC \\, DCS up to an ESC \\ whose ESC is not doubled; its length, 0: not all is there. */
static size_t
take_sequence(struct strict_screen *s)
{
	const guint8 *in = s->in->data;
	size_t n = 2;

	while (n < s->in->len && !(in[n] == '\a' && in[1] == ']')) {
		if (in[n] == 0x1b && n + 1 < s->in->len && in[n + 1] == '\\')
			break;
		n += in[n] == 0x1b && n + 1 < s->in->len && in[n + 1] == 0x1b ? 2 : 1;
	}
	if (n >= s->in->len || (in[n] == 0x1b && n + 1 == s->in->len))
		return 0;
	for (size_t i = 1; i < n; i++)
		g_string_append_c(s->sequences, in[i] == 0x1b ? '^' : (char)in[i]);
	g_string_append_c(s->sequences, '\n');
	return n + (in[n] == '\a' ? 1 : 2);
}

/* Takes one sequence from the input, which begins with ESC; its length, 0: not all is there. */
static size_t
take_escape(struct strict_screen *s)
{
	const guint8 *in = s->in->data;
	size_t n = 2;
	char *text;

	if (s->in->len < 2)
		return 0;
	if (in[1] == '[') {
		while (n < s->in->len && in[n] >= 0x20 && in[n] < 0x40)
			n++;
		if (n == s->in->len)
			return n < 64 ? 0 : n;
		text = g_strndup((const char *)in + 2, n - 2);
		if (!control(s, text, (char)in[n]))
			fault(s, "CSI %s %c (%02x) is none of ours", text,
			      g_ascii_isprint(in[n]) ? in[n] : '?', in[n]);
		g_free(text);
		return n + 1;
	}
	if (in[1] == '(') {
		if (s->in->len < 3)
			return 0;
		if (in[2] != 'B')
			fault(s, "character set %02x", in[2]);
		return 3;
	}
	if (s->sequences && (in[1] == ']' || in[1] == 'P'))
		return take_sequence(s);
	if (s->sequences && in[1] == '7') {
		s->saved_x = s->x;
		s->saved_y = s->y;
		return 2;
	}
	if (s->sequences && in[1] == '8') {
		s->x = s->saved_x;
		s->y = s->saved_y;
		return 2;
	}
	if (in[1] == 'M' && s->y > 0)
		s->y--;
	else if (!strchr("=>M", in[1]))
		fault(s, "ESC %02x '%c' is none of ours", in[1],
		      g_ascii_isprint(in[1]) ? in[1] : '?');
	return 2;
}

static void
take_control(struct strict_screen *s, guint8 c)
{
	switch (c) {
	case '\b':
		s->x = MAX(s->x - 1, 0);
		break;
	case '\r':
		s->x = 0;
		break;
	case '\n':
		line_feed(s);
		return;
	case '\t':
		s->x = MIN((s->x / 8 + 1) * 8, s->width - 1);
		break;
	case '\a':
		s->bells++;
		return;
	case 0x18:
		return; /* before the terminal is given back */
	default:
		fault(s, "control byte %02x", c);
		return;
	}
	s->must_wrap = false;
}

/* Takes one character; its length, 0: not all is there. */
static size_t
take_character(struct strict_screen *s)
{
	const char *in = (const char *)s->in->data;
	gunichar c = g_utf8_get_char_validated(in, (gssize)s->in->len);
	char utf8[7] = { 0 };

	if (c == (gunichar)-2 && s->in->len < 4)
		return 0;
	if (c == (gunichar)-1 || c == (gunichar)-2) {
		fault(s, "byte %02x is not UTF-8", s->in->data[0]);
		return 1;
	}
	g_unichar_to_utf8(c, utf8);
	if (c == 0x7F || (c >= 0x80 && c < 0xA0))
		fault(s, "control U+%04X", c);
	else
		put(s, utf8, c);
	return strlen(utf8);
}

void
strict_screen_feed(struct strict_screen *s, const void *bytes, size_t len)
{
	g_byte_array_append(s->in, bytes, (guint)len);
	while (s->in->len > 0) {
		guint8 first = s->in->data[0];
		size_t took = first == ESC ? take_escape(s) : first >= 0x20 ? take_character(s) : 1;

		if (took == 0)
			return;
		if (first < 0x20 && first != ESC)
			take_control(s, first);
		g_byte_array_remove_range(s->in, 0, (guint)took);
	}
}

char *
strict_screen_row(const struct strict_screen *s, int y)
{
	GString *row = g_string_new(NULL);

	for (int x = 0; x < s->width; x++)
		g_string_append(row, cell(s, x, y));
	return g_strchomp(g_string_free(row, FALSE));
}

char *
strict_screen_text(const struct strict_screen *s)
{
	GString *all = g_string_new(NULL);

	for (int y = 0; y < s->height; y++) {
		char *row = strict_screen_row(s, y);

		g_string_append_printf(all, "%s\n", row);
		g_free(row);
	}
	return g_string_free(all, FALSE);
}
