/* The language that people read, by gettext of the C library. */
#include "base/lang.h"

#include <glib.h>
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

#define DOMAIN "warroom"

/* Without a catalogue nothing is searched: a frame asks for some hundred texts. */
static bool is_translated;

const char *
lang_text(const char *text)
{
	return is_translated ? dgettext(DOMAIN, text) : text;
}

const char *
lang_count(const char *one, const char *many, unsigned long n)
{
	if (!is_translated)
		return n == 1 ? one : many;
	return dngettext(DOMAIN, one, many, n);
}

/* What msgctxt becomes in a catalogue: the context, a byte of 4, the text. */
const char *
lang_in(const char *context, const char *text)
{
	char id[256];
	const char *found;

	if (!is_translated)
		return text;
	g_snprintf(id, sizeof id, "%s\004%s", context, text);
	found = dgettext(DOMAIN, id);
	return found == id ? text : found;
}

/* As gettext chooses, but whatever locales the machine has. */
static char *
asked_language(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *list = g_getenv("LANGUAGE"), *locale = "";

	for (size_t i = 0; i < G_N_ELEMENTS(names) && !*locale; i++)
		locale = g_getenv(names[i]) ? g_getenv(names[i]) : "";
	if (!strcmp(locale, "C") || !strcmp(locale, "POSIX"))
		return g_strdup("");
	if (list && *list)
		return g_strdup(list);
	return g_strndup(locale, strcspn(locale, ".@"));
}

/* The catalogues of a program that was built and not installed: po/ beside it. NULL if there are none. */
static char *
built_catalogues(void)
{
	char *self = g_file_read_link("/proc/self/exe", NULL), *dir = NULL;

	if (self) {
		char *beside = g_path_get_dirname(self);

		dir = g_build_filename(beside, "po", NULL);
		g_free(beside);
	}
	g_free(self);
	if (dir && g_file_test(dir, G_FILE_TEST_IS_DIR))
		return dir;
	g_free(dir);
	return NULL;
}

bool
lang_choose(const char *language, const char *dir)
{
	char *asked = language ? g_strdup(language) : asked_language();
	char *built = dir ? NULL : built_catalogues();

	is_translated = false;
	if (*asked && !strcmp(nl_langinfo(CODESET), "UTF-8")) {
		/* LANGUAGE is followed in every locale but C; those of the names are not needed */
		if (!g_strcmp0(setlocale(LC_MESSAGES, NULL), "C"))
			setlocale(LC_MESSAGES, "C.UTF-8");
		g_setenv("LANGUAGE", asked, TRUE);
		bindtextdomain(DOMAIN, dir ? dir : built ? built : LOCALEDIR);
		bind_textdomain_codeset(DOMAIN, "UTF-8");
		is_translated = *dgettext(DOMAIN, "") != '\0';
	}
	g_free(built);
	g_free(asked);
	return is_translated;
}

void
lang_off(void)
{
	is_translated = false;
}
