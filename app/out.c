/* What a command prints: the one way to standard output and standard error for text with anything of others in it. */
#include "app/out.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* One more byte than cells may be cut: nothing of a table is, however long. */
static char *
clean(const char *text, size_t len)
{
	return text_clean(text, len, 6 * len + 3, NULL);
}

void
out_say(const char *fmt, ...)
{
	va_list ap;
	char *all;

	va_start(ap, fmt);
	all = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	for (const char *line = all; *line;) {
		size_t len = strcspn(line, "\n");
		char *text = clean(line, len);

		fputs(text, stdout);
		g_free(text);
		line += len;
		if (*line == '\n')
			putchar(*line++);
	}
	g_free(all);
}

void
out_cells(const char *text, int cells)
{
	int width = text_width(text);

	out_say("%s%*s", text, MAX(cells - width, 0), "");
}

void
out_error(const char *fmt, ...)
{
	va_list ap;
	char *all, *text;

	va_start(ap, fmt);
	all = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	text = clean(all, strlen(all));
	fprintf(stderr, "warroom: %s\n", text);
	g_free(text);
	g_free(all);
}

/* DEL, C1, and what the sanitiser calls hidden. */
static bool
must_escape(gunichar c)
{
	char utf8[6];
	bool is_hidden;

	if (c < 0x7F)
		return false;
	if (c < 0xA0 || g_unichar_type(c) == G_UNICODE_FORMAT)
		return true;
	g_free(text_clean(utf8, (size_t)g_unichar_to_utf8(c, utf8), sizeof utf8, &is_hidden));
	return is_hidden;
}

static void
append_escaped(GString *to, gunichar c)
{
	if (c < 0x10000)
		g_string_append_printf(to, "\\u%04x", c);
	else
		g_string_append_printf(to, "\\u%04x\\u%04x", 0xD800 + ((c - 0x10000) >> 10),
		                       0xDC00 + ((c - 0x10000) & 0x3FF));
}

char *
out_json_text(const char *json)
{
	char *valid = g_utf8_make_valid(json, -1);
	GString *to = g_string_sized_new(strlen(valid));

	for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (must_escape(c))
			append_escaped(to, c);
		else
			g_string_append_len(to, p, g_utf8_next_char(p) - p);
	}
	g_free(valid);
	return g_string_free(to, FALSE);
}
