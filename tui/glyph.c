/* Drawing characters and what stands for them where only ASCII can be shown. */
#include "tui/glyph.h"

#include <glib.h>

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
