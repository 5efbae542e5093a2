/* Drawing characters and what stands for them where only ASCII can be shown. */
#include "tui/glyph.h"

#include "base/text.h"

#include <glib.h>
#include <string.h>

static const struct {
	const char *glyph;
	char ascii;
} marks[] = {
	{ "·", '.' },  { "…", '~' }, { "•", '*' }, { "●", '*' }, { "○", 'o' }, { "◆", '*' },
	{ "◇", 'o' },  { "■", '#' }, { "□", 'o' }, { "▪", 'o' }, { "▫", 'o' }, { "▲", '^' },
	{ "△", '^' },  { "▴", '^' }, { "▼", 'v' }, { "▽", 'v' }, { "▾", 'v' }, { "▶", '>' },
	{ "▷", '>' },  { "▸", '>' }, { "►", '>' }, { "◀", '<' }, { "◁", '<' }, { "◂", '<' },
	{ "◄", '<' },  { "←", '<' }, { "→", '>' }, { "↑", '^' }, { "↓", 'v' }, { "↗", '/' },
	{ "↘", '\\' }, { "✓", 'v' }, { "✔", 'v' }, { "✗", 'x' }, { "✘", 'x' }, { "×", 'x' },
	{ "≥", '>' },  { "≤", '<' }, { "≈", '~' }, { "±", '~' }, { "–", '-' }, { "—", '-' },
	{ "⚠", '!' },  { "∞", '*' }, { "☐", 'o' }, { "☑", 'v' }, { "☒", 'x' },
};

/* U+2500..257F: lines, corners and crossings. */
static const char lines[] = "--||--||--||++++"
			    "++++++++++++++++"
			    "++++++++++++++++"
			    "++++++++++++++++"
			    "++++++++++++--||"
			    "=|++++++++++++++"
			    "++++++++++++++++"
			    "+/\\x-|-|-|-|-|-|";

/* U+2580..259F: the eighths from below by their weight, the rest full or light. */
static char
block_ascii(gunichar ch)
{
	static const char eighths[] = "_.:-=+*#";

	if (ch >= 0x2581 && ch <= 0x2588)
		return eighths[ch - 0x2581];
	return ch == 0x2591 ? '.' : ch == 0x2592 ? ':' : '#';
}

char
glyph_ascii(const char *cluster)
{
	gunichar ch = g_utf8_get_char(cluster);

	if (ch < 0x80)
		return 0;
	if (ch >= 0x2500 && ch <= 0x257F)
		return lines[ch - 0x2500];
	if (ch >= 0x2580 && ch <= 0x259F)
		return block_ascii(ch);
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (g_utf8_get_char(marks[i].glyph) == ch)
			return marks[i].ascii;
	return 0;
}

void
glyph_transliterate(const char *cluster, size_t len, int cells, char out[3])
{
	gunichar ch = g_utf8_get_char(cluster);
	bool is_yuan = ch == 0x00A5 || ch == 0xFFE5;
	char *text = g_strndup(cluster, len), *ascii = g_str_to_ascii(text, "C");
	size_t n = strlen(ascii);

	/* the C locale would call the sign of the yuan "JPY" */
	if (is_yuan)
		g_strlcpy(out, cells == 2 ? "Y " : "Y", 3);
	else if (n == 0 || n > (size_t)cells || strchr(ascii, '?'))
		g_strlcpy(out, cells == 2 ? "??" : "?", 3);
	else
		g_snprintf(out, 3, "%-*s", cells, ascii);
	g_free(ascii);
	g_free(text);
}

char *
glyph_ascii_text(const char *utf8)
{
	GString *to = g_string_new(NULL);
	char out[3], plain;
	int cells;

	while (*utf8) {
		const char *from = utf8;
		size_t len = text_cluster(&utf8, &cells);

		plain = glyph_ascii(from);
		if (len == 1) {
			g_string_append_c(to, *from);
		} else if (plain) {
			g_string_append_c(to, plain);
		} else if (cells > 0) {
			glyph_transliterate(from, len, cells, out);
			g_string_append(to, out);
		}
	}
	return g_string_free(to, FALSE);
}
