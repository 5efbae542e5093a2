/* Names of keys, as the key map, the decoder and the prompt use them. */
#include "tui/key_name.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

static const char *const named_keys[] = {
	"Enter", "Esc",  "Tab", "Space",  "Backspace", "Delete", "Insert", "Up", "Down", "Left",
	"Right", "Home", "End", "PageUp", "PageDown",  "F1",     "F2",     "F3", "F4",   "F5",
	"F6",    "F7",   "F8",  "F9",     "F10",       "F11",    "F12",    NULL
};

const char *const *
key_names(void)
{
	return named_keys;
}

char *
key_name_of(const char *named, unsigned mods, char *out, size_t size)
{
	bool is_tab = strcmp(named, "Tab") == 0;

	snprintf(out, size, "%s%s%s%s", mods & MOD_CTRL ? "C-" : "", mods & MOD_META ? "M-" : "",
	         mods & MOD_SHIFT && is_tab ? "S-" : "", named);
	return out;
}

/* The key that a terminal sends for Ctrl and this character, when it is a key of its own. */
static const char *
ctrl_is_named(uint32_t c)
{
	switch (c) {
	case 'i':
		return "Tab";
	case 'm':
		return "Enter";
	case '[':
		return "Esc";
	case '?':
		return "Backspace";
	default:
		return NULL;
	}
}

bool
key_name_of_char(uint32_t c, unsigned mods, char *out, size_t size)
{
	char utf8[8];
	const char *named;

	if (mods & MOD_CTRL) {
		if (c >= 128)
			return false;
		c = (uint32_t)g_ascii_tolower((char)c);
		named = ctrl_is_named(c);
		if (named) {
			key_name_of(named, mods & MOD_META, out, size);
			return true;
		}
		if (c == '@')
			c = ' ';
	}
	if (!g_unichar_validate(c) || !g_unichar_isprint(c))
		return false;
	utf8[g_unichar_to_utf8(c, utf8)] = '\0';
	key_name_of(c == ' ' ? "Space" : utf8, mods & (MOD_CTRL | MOD_META), out, size);
	return true;
}

static unsigned
take_modifiers(const char **text)
{
	unsigned mods = 0;

	for (; (*text)[0] && (*text)[1] == '-' && (*text)[2]; *text += 2) {
		switch (g_ascii_toupper((*text)[0])) {
		case 'C':
			mods |= MOD_CTRL;
			break;
		case 'M':
			mods |= MOD_META;
			break;
		case 'S':
			mods |= MOD_SHIFT;
			break;
		default:
			return mods;
		}
	}
	return mods;
}

bool
key_name_parse(const char *text, char *out, size_t size)
{
	unsigned mods = take_modifiers(&text);
	gunichar c;

	for (int i = 0; named_keys[i]; i++) {
		if (g_ascii_strcasecmp(named_keys[i], text) != 0)
			continue;
		if (mods & MOD_SHIFT && strcmp(named_keys[i], "Tab") != 0)
			return false;
		key_name_of(named_keys[i], mods, out, size);
		return true;
	}
	c = g_utf8_get_char_validated(text, -1);
	if (mods & MOD_SHIFT || c == 0 || c == (gunichar)-1 || c == (gunichar)-2 ||
	    *g_utf8_next_char(text))
		return false;
	return key_name_of_char(c, mods, out, size);
}
