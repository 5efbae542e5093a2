/* The first key in a run of bytes from a terminal: xterm, VT, rxvt and Linux console. */
#include "tui/key_sequence.h"

#include <stdio.h>
#include <string.h>

enum {
	ESC = 0x1b,
	/* longer control sequences are noise up to here, however many bytes of them are there already */
	SEQUENCE_MAX = 64,
	STRING_MAX = 4096, /* the same for OSC, DCS, APC, PM, SOS */
	PASTE_START = 200
};

static enum key_step
key(struct key_found *f, size_t used, const char *named, unsigned mods)
{
	f->used = used;
	key_name_of(named, mods, f->name, sizeof f->name);
	return KEY_STEP_KEY;
}

static enum key_step
character(struct key_found *f, size_t used, guint32 c, unsigned mods)
{
	f->used = used;
	return key_name_of_char(c, mods, f->name, sizeof f->name) ? KEY_STEP_KEY : KEY_STEP_SKIP;
}

static enum key_step
skip(struct key_found *f, size_t used)
{
	f->used = used;
	return KEY_STEP_SKIP;
}

/* A code as the enhanced protocols number keys (CSI code ; modifiers u, CSI 27 ; modifiers ; code
 * ~). */
static enum key_step
coded(struct key_found *f, size_t used, unsigned code, unsigned mods)
{
	switch (code) {
	case '\t':
		return key(f, used, "Tab", mods);
	case '\r':
		return key(f, used, "Enter", mods);
	case ESC:
		return key(f, used, "Esc", mods);
	case 0x7f:
		return key(f, used, "Backspace", mods);
	default:
		return character(f, used, code, mods);
	}
}

/* Keys by the number in "CSI number ~"; NULL when there is none. */
static const char *
tilde_key(unsigned number)
{
	static const char *const names[] = {
		[1] = "Home",     [2] = "Insert", [3] = "Delete", [4] = "End",  [5] = "PageUp",
		[6] = "PageDown", [7] = "Home",   [8] = "End",    [11] = "F1",  [12] = "F2",
		[13] = "F3",      [14] = "F4",    [15] = "F5",    [17] = "F6",  [18] = "F7",
		[19] = "F8",      [20] = "F9",    [21] = "F10",   [23] = "F11", [24] = "F12",
	};

	return number < G_N_ELEMENTS(names) ? names[number] : NULL;
}

/* Keys by the last letter of CSI and SS3 sequences; NULL when there is none. */
static const char *
letter_key(guint8 letter)
{
	switch (letter) {
	case 'A':
		return "Up";
	case 'B':
		return "Down";
	case 'C':
		return "Right";
	case 'D':
		return "Left";
	case 'F':
		return "End";
	case 'H':
		return "Home";
	case 'P':
		return "F1";
	case 'Q':
		return "F2";
	case 'R':
		return "F3";
	case 'S':
		return "F4";
	default:
		return NULL;
	}
}

/* Reads "1;5" into numbers (0 where empty; sub-parameters after ':' are left out); returns how
 * many. */
static size_t
numbers(const guint8 *p, size_t len, unsigned *n, size_t max)
{
	size_t count = 0;
	bool is_sub = false;

	memset(n, 0, max * sizeof *n);
	for (size_t i = 0; i < len; i++) {
		if (p[i] == ';') {
			is_sub = false;
			if (++count == max)
				return max;
		} else if (p[i] == ':') {
			is_sub = true;
		} else if (g_ascii_isdigit(p[i]) && !is_sub && n[count] < 1000000) {
			n[count] = n[count] * 10 + (unsigned)(p[i] - '0');
		}
	}
	return count + (len > 0);
}

static unsigned
modifiers(unsigned parameter)
{
	unsigned bits = parameter > 0 ? parameter - 1 : 0;

	/* Bit 3 is the Meta key of keyboards that have one beside Alt. */
	return (bits & (MOD_SHIFT | MOD_META | MOD_CTRL)) | (bits & 8 ? MOD_META : 0);
}

/* "CSI 3 ~" and how rxvt says that it was with Shift ($), Ctrl (^), or both (@). */
static enum key_step
tilde(struct key_found *f, size_t used, const unsigned *n, guint8 last, unsigned mods)
{
	const char *named = tilde_key(n[0]);

	if (last == '~' && n[0] == PASTE_START) {
		f->used = used;
		return KEY_STEP_PASTE;
	}
	if (last == '~' && n[0] == 27)
		return coded(f, used, n[2], modifiers(n[1]) | mods);
	if (!named)
		return skip(f, used);
	if (last == '^' || last == '@')
		mods |= MOD_CTRL;
	return key(f, used, named, modifiers(n[1]) | mods);
}

/* A whole CSI sequence: parameters p..p+len, then its last byte. */
static enum key_step
csi_key(struct key_found *f, size_t used, const guint8 *p, size_t len, guint8 last, unsigned mods)
{
	unsigned n[3];
	size_t count;
	const char *named;

	if (len > 1 && p[0] == '<' && (last == 'M' || last == 'm')) {
		f->used = used;
		snprintf(f->name, sizeof f->name, "Mouse %.*s %c", (int)MIN(len - 1, 20),
		         (const char *)p + 1, last);
		return KEY_STEP_MOUSE;
	}
	/* Other private parameters are replies, never keys. */
	if (len > 0 && (p[0] < '0' || p[0] > ';'))
		return skip(f, used);
	count = numbers(p, len, n, G_N_ELEMENTS(n));
	if (strchr("~$^@", last))
		return tilde(f, used, n, last, mods);
	if (last == 'Z')
		return key(f, used, "Tab", MOD_SHIFT | modifiers(n[1]) | mods);
	if (last == 'u')
		return coded(f, used, n[0], modifiers(n[1]) | mods);
	if (last >= 'a' && last <= 'd') /* rxvt: with Shift */
		return key(f, used, letter_key((guint8)(last - 'a' + 'A')), mods);
	named = letter_key(last);
	/* "CSI 24 ; 80 R" is where the cursor stands, not F3. */
	if (!named || (count > 1 && n[0] > 1))
		return skip(f, used);
	return key(f, used, named, modifiers(n[1]) | mods);
}

/* After ESC [ ; `start` is where the parameters begin. */
static enum key_step
csi(struct key_bytes b, size_t start, unsigned mods, struct key_found *f)
{
	size_t i = start;

	if (i < b.len && b.at[i] == '[') { /* Linux console: ESC [ [ A is F1 */
		static const char *const names[] = { "F1", "F2", "F3", "F4", "F5" };

		if (i + 1 == b.len)
			return b.is_all ? skip(f, b.len) : KEY_STEP_MORE;
		if (b.at[i + 1] >= 'A' && b.at[i + 1] <= 'E')
			return key(f, i + 2, names[b.at[i + 1] - 'A'], mods);
		return skip(f, i + 2);
	}
	if (i < b.len && b.at[i] == 'M') { /* old mouse report: three bytes follow */
		if (b.len < i + 4 && !b.is_all)
			return KEY_STEP_MORE;
		return skip(f, MIN(b.len, i + 4));
	}
	while (i < MIN(b.len, SEQUENCE_MAX) && b.at[i] >= 0x20 && b.at[i] <= 0x3f &&
	       !(b.at[i] == '$' && g_ascii_isdigit(b.at[start])))
		i++;
	if (i == SEQUENCE_MAX)
		return skip(f, i);
	if (i == b.len) {
		if (b.is_all && i == start)
			return character(f, i, '[', mods | MOD_META);
		return b.is_all ? skip(f, i) : KEY_STEP_MORE;
	}
	if (b.at[i] < 0x20 || b.at[i] > 0x7e) /* broken off; this byte is another key's */
		return skip(f, i);
	return csi_key(f, i + 1, b.at + start, i - start, b.at[i], mods);
}

/* The keypad in application mode: ESC O M is its Enter, ESC O p its 0. */
static enum key_step
keypad(struct key_found *f, size_t used, guint8 letter, unsigned mods)
{
	if (letter == 'M')
		return key(f, used, "Enter", mods);
	if (letter == 'I')
		return key(f, used, "Tab", mods);
	if (letter == 'X')
		return character(f, used, '=', mods);
	if (letter >= 'j' && letter <= 'y')
		return character(f, used, (guint32)(letter - 'j' + '*'), mods);
	return skip(f, used);
}

/* After ESC O. */
static enum key_step
ss3(struct key_bytes b, size_t start, unsigned mods, struct key_found *f)
{
	size_t i = start;
	unsigned n[1] = { 0 };
	const char *named;

	while (i < MIN(b.len, SEQUENCE_MAX) && g_ascii_isdigit(b.at[i]))
		i++;
	if (i == SEQUENCE_MAX)
		return skip(f, i);
	if (i == b.len) {
		if (b.is_all && i == start)
			return character(f, i, 'O', mods | MOD_META);
		return b.is_all ? skip(f, i) : KEY_STEP_MORE;
	}
	if (b.at[i] < 0x20 || b.at[i] > 0x7e)
		return skip(f, i);
	numbers(b.at + start, i - start, n, G_N_ELEMENTS(n));
	mods |= modifiers(n[0]);
	if (b.at[i] >= 'a' && b.at[i] <= 'd') /* rxvt: with Ctrl */
		return key(f, i + 1, letter_key((guint8)(b.at[i] - 'a' + 'A')), mods | MOD_CTRL);
	named = letter_key(b.at[i]);
	return named ? key(f, i + 1, named, mods) : keypad(f, i + 1, b.at[i], mods);
}

/* After ESC ] P _ ^ X: a reply of the terminal, up to BEL or ESC \ ; alone it is that character
 * with Meta. */
static enum key_step
string(struct key_bytes b, struct key_found *f)
{
	for (size_t i = 2; i < MIN(b.len, STRING_MAX); i++) {
		if (b.at[i] == '\a')
			return skip(f, i + 1);
		if (b.at[i] == ESC && i + 1 < b.len)
			return skip(f, b.at[i + 1] == '\\' ? i + 2 : i);
	}
	if (b.is_all && b.len <= STRING_MAX)
		return b.len == 2 ? character(f, 2, b.at[1], MOD_META) : skip(f, b.len);
	return b.len > STRING_MAX ? skip(f, STRING_MAX) : KEY_STEP_MORE;
}

/* A character or a control character, with Meta when an ESC stood before it. */
static enum key_step
plain(struct key_bytes b, size_t start, unsigned mods, struct key_found *f)
{
	guint8 c = b.at[start];
	gunichar wide;

	if (c == '\r' || c == '\t' || c == 0x7f)
		return coded(f, start + 1, c, mods);
	if (c < ' ')
		return character(f, start + 1, c == 0 ? ' ' : (guint32)(c | 0x40), mods | MOD_CTRL);
	if (c < 0x80)
		return character(f, start + 1, c, mods);
	wide = g_utf8_get_char_validated((const char *)b.at + start, (gssize)(b.len - start));
	/* GLib takes a NUL for the end of the text; here it is a key, and what it breaks off is broken */
	if (wide == (gunichar)-2 && memchr(b.at + start, '\0', b.len - start))
		wide = (gunichar)-1;
	if (wide == (gunichar)-2)
		return b.is_all ? skip(f, b.len) : KEY_STEP_MORE;
	if (wide == (gunichar)-1)
		return skip(f, start + 1);
	return character(f, start + (size_t)g_unichar_to_utf8(wide, NULL), wide, mods);
}

enum key_step
key_sequence(struct key_bytes b, struct key_found *f)
{
	if (b.at[0] != ESC)
		return plain(b, 0, 0, f);
	if (b.len == 1)
		return b.is_all ? key(f, 1, "Esc", 0) : KEY_STEP_MORE;
	switch (b.at[1]) {
	case '[':
		return csi(b, 2, 0, f);
	case 'O':
		return ss3(b, 2, 0, f);
	case ']':
	case 'P':
	case '_':
	case '^':
	case 'X':
		return string(b, f);
	case ESC: /* ESC ESC [ A is Up with Meta; otherwise Esc was pressed twice */
		if (b.len == 2 && !b.is_all)
			return KEY_STEP_MORE;
		if (b.len > 2 && b.at[2] == '[')
			return csi(b, 3, MOD_META, f);
		if (b.len > 2 && b.at[2] == 'O')
			return ss3(b, 3, MOD_META, f);
		return key(f, 1, "Esc", 0);
	default:
		return plain(b, 1, MOD_META, f);
	}
}
