/* A word to be found in many texts, without regard to case. */
#include "base/needle.h"

#include <glib.h>
#include <string.h>

struct needle {
	/* In small letters; beyond ASCII only where has_case. */
	char *low;
	/* A letter beyond ASCII has a small and a capital form: the text has to be folded as a
	 * whole. */
	bool has_case;
	guint8 fold[256]; /* each byte as its small letter */
};

static bool
has_case(const char *word)
{
	for (; *word; word = g_utf8_next_char(word)) {
		gunichar c = g_utf8_get_char(word);

		if (c > 0x7f && (g_unichar_tolower(c) != c || g_unichar_toupper(c) != c))
			return true;
	}
	return false;
}

struct needle *
needle_new(const char *word)
{
	struct needle *n = g_new(struct needle, 1);

	n->has_case = has_case(word);
	n->low = n->has_case ? g_utf8_casefold(word, -1) : g_ascii_strdown(word, -1);
	for (int c = 0; c < 256; c++)
		n->fold[c] = (guint8)g_ascii_tolower((char)c);
	return n;
}

void
needle_free(struct needle **needle)
{
	if (!*needle)
		return;
	g_free((*needle)->low);
	g_clear_pointer(needle, g_free);
}

static bool
folded_in(const struct needle *n, const char *text)
{
	char *folded = g_utf8_casefold(text, -1);
	bool found = strstr(folded, n->low) != NULL;

	g_free(folded);
	return found;
}

bool
needle_in(const struct needle *n, const char *text)
{
	const guint8 *low = (const guint8 *)n->low;

	if (!text)
		return false;
	if (n->has_case)
		return folded_in(n, text);
	if (!*low)
		return true;
	for (const guint8 *at = (const guint8 *)text; *at; at++) {
		size_t i = 1;

		if (n->fold[*at] != *low)
			continue;
		while (low[i] && n->fold[at[i]] == low[i])
			i++;
		if (!low[i])
			return true;
	}
	return false;
}
