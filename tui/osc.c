/* What is sent to the terminal beside its screen: the clipboard, notices, links. */
#include "tui/osc.h"

#include "base/text.h"

#include <string.h>

enum { CLIPBOARD_MAX = 4096, NOTICE_MAX = 200, ADDRESS_MAX = 2000 };

/* tmux takes a sequence in this wrapping for the terminal outside; each ESC in it twice. */
static void
append(GString *to, const char *sequence, bool in_tmux)
{
	if (!in_tmux) {
		g_string_append(to, sequence);
		return;
	}
	g_string_append(to, "\033Ptmux;");
	for (const char *at = sequence; *at; at++)
		g_string_append(to, *at == '\033' ? "\033\033" : (char[]){ *at, '\0' });
	g_string_append(to, "\033\\");
}

void
osc_clipboard(GString *to, const char *text, bool in_tmux)
{
	char *clean = text_clean(text, strlen(text), CLIPBOARD_MAX, NULL);
	char *coded = g_base64_encode((const guchar *)clean, strlen(clean));
	char *sequence = g_strdup_printf("\033]52;c;%s\a", coded);

	append(to, sequence, in_tmux);
	g_free(sequence);
	g_free(coded);
	g_free(clean);
}

void
osc_notice(GString *to, int number, const char *text, bool in_tmux)
{
	char *clean = text_clean(text, strlen(text), NOTICE_MAX, NULL);
	char *sequence;

	/* ';' parts the fields of 777, and "4;" at the start of 9 would be a progress bar */
	g_strdelimit(clean, ";", ',');
	sequence = number == 777 ? g_strdup_printf("\033]777;notify;warroom;%s\a", clean)
	                         : g_strdup_printf("\033]9;%s\a", clean);
	append(to, sequence, in_tmux);
	g_free(sequence);
	g_free(clean);
}

char *
osc_address(const char *text, size_t len)
{
	GString *address = g_string_new(NULL);
	bool ok;

	for (size_t i = 0; i < len && text[i]; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c > 0x20 && c < 0x7f)
			g_string_append_c(address, (char)c);
		else
			g_string_append_printf(address, "%%%02X", c);
	}
	ok = address->len <= ADDRESS_MAX && (g_str_has_prefix(address->str, "https://") ||
	                                     g_str_has_prefix(address->str, "http://"));
	return g_string_free(address, !ok);
}

void
osc_link(GString *to, const char *address)
{
	g_string_append_printf(to, "\033]8;;%s\033\\", address);
}

void
osc_link_end(GString *to)
{
	g_string_append(to, "\033]8;;\033\\");
}
