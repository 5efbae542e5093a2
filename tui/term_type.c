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

/* "xterm-256color" for "xterm" and "xterm-direct"; NULL when nothing says that it has so many. */
static const char *
wider(const char *type, const char *colorterm)
{
	static const char *const plain[] = { "xterm", "screen", "tmux",    "rxvt",
		                             "putty", "vte",    "konsole", "gnome" };
	bool has_all =
	    colorterm && (!strcmp(colorterm, "truecolor") || !strcmp(colorterm, "24bit"));
	char *name = g_str_has_suffix(type, "-direct")
	                 ? g_strndup(type, strlen(type) - strlen("-direct"))
	                 : NULL;
	const char *found = NULL;

	for (size_t i = 0; has_all && !name && i < G_N_ELEMENTS(plain); i++)
		if (!strcmp(type, plain[i]))
			name = g_strdup(type);
	if (name) {
		char *wide = g_strconcat(name, "-256color", NULL);

		found = g_intern_string(wide);
		g_free(wide);
	}
	g_free(name);
	return found;
}

size_t
term_types(const char *type, const char *colorterm, const char *types[TERM_TYPES_MAX])
{
	const char *wide = wider(type, colorterm);
	size_t n = 0;

	if (wide)
		types[n++] = wide;
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
