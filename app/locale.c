/* The locale that the program runs in: UTF-8 wherever nobody said otherwise. */
#include "app/locale.h"

#include <glib.h>
#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <string.h>

static void
be_utf8(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
}

/* "zh_CN.UTF-8", "en_US.utf8" */
static bool
is_utf8(const char *locale)
{
	const char *codeset = strchr(locale, '.');

	return codeset && (!g_ascii_strncasecmp(codeset, ".utf-8", 6) ||
	                   !g_ascii_strncasecmp(codeset, ".utf8", 5));
}

void
locale_choose(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *chosen = "";

	for (size_t i = 0; i < G_N_ELEMENTS(names) && !*chosen; i++)
		chosen = g_getenv(names[i]) ? g_getenv(names[i]) : "";
	if (!setlocale(LC_ALL, "") && !setlocale(LC_CTYPE, "") ? is_utf8(chosen) : !*chosen)
		be_utf8();
}

void
locale_need_utf8(void)
{
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		be_utf8();
}
