/* What TERM may mean on a machine that does not know it, and how to read its description. */
#include "tui/term_type.h"

#include <stdbool.h>
#include <string.h>

static bool
is_like_xterm(const char *type)
{
	static const char *const families[] = { "xterm",     "kitty",   "foot",
		                                "alacritty", "ghostty", "wezterm",
		                                "tmux",      "screen",  "256color" };

	for (size_t i = 0; i < G_N_ELEMENTS(families); i++) {
		if (strstr(type, families[i]))
			return true;
	}
	return false;
}

size_t
term_types(const char *type, const char *types[TERM_TYPES_MAX])
{
	size_t n = 0;

	if (*type)
		types[n++] = type;
	if (is_like_xterm(type))
		types[n++] = "xterm-256color";
	types[n++] = "xterm";
	types[n++] = "vt100";
	types[n++] = "ansi";
	return n;
}

void
term_append_capability(GString *to, const char *text)
{
	if (!text || text == (const char *)-1)
		return;
	for (; *text; text++) {
		const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;

		if (end)
			text = end;
		else
			g_string_append_c(to, *text);
	}
}
