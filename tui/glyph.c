/* Drawing characters and what stands for them where only ASCII can be shown. */
#include "tui/glyph.h"

#include <glib.h>

static const struct {
	const char *glyph;
	char ascii;
} marks[] = {
	{ "·", '.' }, { "…", '~' }, { "•", '*' }, { "●", '*' }, { "○", 'o' }, { "◆", '*' }, { "◇", 'o' },
	{ "■", '#' }, { "□", 'o' }, { "▪", 'o' }, { "▫", 'o' }, { "▲", '^' }, { "△", '^' }, { "▴", '^' },
	{ "▼", 'v' }, { "▽", 'v' }, { "▾", 'v' }, { "▶", '>' }, { "▷", '>' }, { "▸", '>' }, { "►", '>' },
	{ "◀", '<' }, { "◁", '<' }, { "◂", '<' }, { "◄", '<' }, { "←", '<' }, { "→", '>' }, { "↑", '^' },
	{ "↓", 'v' }, { "↗", '/' }, { "↘", '\\' }, { "✓", 'v' }, { "✔", 'v' }, { "✗", 'x' }, { "✘", 'x' },
	{ "×", 'x' }, { "≥", '>' }, { "≤", '<' }, { "≈", '~' }, { "±", '~' }, { "–", '-' }, { "—", '-' },
	{ "⚠", '!' }, { "∞", '*' }, { "☐", 'o' }, { "☑", 'v' }, { "☒", 'x' },
};

/* U+2500..257F: lines, corners and crossings. */
static char
line_ascii(gunichar ch)
{
	switch (ch) {
	case 0x2550:
		return '=';
	case 0x2500: case 0x2501: case 0x2504: case 0x2505: case 0x2508: case 0x2509: case 0x254C: case 0x254D:
	case 0x2574: case 0x2576: case 0x2578: case 0x257A:
		return '-';
	case 0x2502: case 0x2503: case 0x2506: case 0x2507: case 0x250A: case 0x250B: case 0x254E: case 0x254F:
	case 0x2551: case 0x2575: case 0x2577: case 0x2579:
		return '|';
	default:
		return '+';
	}
}

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
		return line_ascii(ch);
	if (ch >= 0x2580 && ch <= 0x259F)
		return block_ascii(ch);
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (g_utf8_get_char(marks[i].glyph) == ch)
			return marks[i].ascii;
	return 0;
}
