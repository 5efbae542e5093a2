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
	return is_translated && *text ? dgettext(DOMAIN, text) : text;
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
	return g_strdup(list && *list ? list : locale);
}

/* Is the locale one of the language: "zh_Hans_CN" of "zh_Hans", "zh" of "zh"? */
static bool
is_of(const char *locale, const char *language)
{
	size_t len = strlen(language);

	return !strncmp(locale, language, len) && (!locale[len] || locale[len] == '_');
}

/* Written in the signs of the mainland, whatever the country. */
static bool
is_simplified(const char *locale)
{
	return is_of(locale, "zh") && !is_of(locale, "zh_TW") && !is_of(locale, "zh_HK") &&
	       !is_of(locale, "zh_MO") && !is_of(locale, "zh_Hant");
}

/* "zh-Hans" is "zh_Hans:zh_CN"; what comes after English is never looked for. "": English. (g_free) */
static char *
lookup_order(const char *asked)
{
	char **names = g_strsplit(asked, ":", -1);
	GString *order = g_string_new(NULL);

	for (char **name = names; *name; name++) {
		(*name)[strcspn(*name, ".@")] = '\0';
		g_strdelimit(*name, "-", '_');
		if (is_of(*name, "en") || !strcmp(*name, "C"))
			break;
		if (**name)
			g_string_append_printf(order, "%s%s%s", order->len ? ":" : "", *name,
			                       is_simplified(*name) ? ":zh_CN" : "");
	}
	g_strfreev(names);
	return g_string_free(order, FALSE);
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

static char *
catalogues(const char *dir)
{
	char *built = dir ? g_strdup(dir) : built_catalogues();

	return built ? built : g_strdup(LOCALEDIR);
}

static bool
has_catalogue(const char *dir, const char *language)
{
	char *file = g_build_filename(dir, language, "LC_MESSAGES", DOMAIN ".mo", NULL);
	bool has = g_file_test(file, G_FILE_TEST_IS_REGULAR);

	g_free(file);
	return has;
}

char *
lang_list(const char *dir)
{
	char *place = catalogues(dir);
	GString *list = g_string_new("en");
	GDir *entries = g_dir_open(place, 0, NULL);
	const char *name;

	while (entries && (name = g_dir_read_name(entries)))
		if (has_catalogue(place, name))
			g_string_append_printf(list, ", %s", name);
	if (entries)
		g_dir_close(entries);
	g_free(place);
	return g_string_free(list, FALSE);
}

bool
lang_is_there(const char *language, const char *dir)
{
	char *order = lookup_order(language), *place = catalogues(dir);
	char **names = g_strsplit(order, ":", -1);
	bool is_there = !*order;

	for (char **name = names; *name && !is_there; name++)
		is_there = has_catalogue(place, *name);
	g_strfreev(names);
	g_free(place);
	g_free(order);
	return is_there;
}

/* The C library follows LANGUAGE in every locale but C; locales of its names are not needed. */
static void
bind_catalogues(const char *order, const char *dir)
{
	char *place = catalogues(dir);

	if (!g_strcmp0(setlocale(LC_MESSAGES, NULL), "C"))
		setlocale(LC_MESSAGES, "C.UTF-8");
	g_setenv("LANGUAGE", order, TRUE);
	bindtextdomain(DOMAIN, place);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN); /* what it found in another language counts no longer */
	g_free(place);
}

bool
lang_choose(const char *language, const char *dir)
{
	char *asked = language ? g_strdup(language) : asked_language();
	char *order = lookup_order(asked);

	is_translated = false;
	if (*order && !strcmp(nl_langinfo(CODESET), "UTF-8")) {
		bind_catalogues(order, dir);
		is_translated = *dgettext(DOMAIN, "") != '\0';
	} else if (language) {
		lang_off();
	}
	g_free(order);
	g_free(asked);
	return is_translated;
}

void
lang_off(void)
{
	is_translated = false;
	setlocale(LC_MESSAGES, "C"); /* the C library's own sentences too */
}
