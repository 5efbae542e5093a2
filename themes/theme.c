/* Themes: the built-in ones and theme files. */
#include "themes/theme.h"

#include "themes/base16.h"
#include "base/lang.h"
#include "themes/builtin.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *name, *look;
} roles[] = {
#define X(id, name, look, what) { name, look },
	ROLES(X)
#undef X
};

static bool
set_defaults(struct theme *theme, struct err *e)
{
	for (int i = 0; i < ROLE_COUNT; i++)
		if (!look_parse(roles[i].look, &theme->looks[i], e))
			return err_in(e, _("role %s"), roles[i].name);
	return true;
}

static bool
unknown_role(const char *name, struct err *e)
{
	GString *names = g_string_new(NULL);

	for (int i = 0; i < ROLE_COUNT; i++)
		g_string_append_printf(names, "%s%s", i ? ", " : "", roles[i].name);
	err_set(e, _("there is no role '%s'; the roles are %s"), name, names->str);
	g_string_free(names, TRUE);
	return false;
}

static bool
set_role(struct theme *theme, const char *name, const char *look, struct err *e)
{
	for (int i = 0; i < ROLE_COUNT; i++)
		if (strcmp(name, roles[i].name) == 0)
			return look_parse(look, &theme->looks[i], e);
	return unknown_role(name, e);
}

static bool
is_comment(const char *text)
{
	return !*text || *text == '#' || g_str_has_prefix(text, "//");
}

/* One line: `role = "look"`, with an optional ';' and comment behind. Takes the line apart in
 * place. */
static bool
read_line(struct theme *theme, char *line, struct err *e)
{
	char *name = g_strchug(line), *look, *end;
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz_");

	if (is_comment(g_strchomp(name)))
		return true;
	look = g_strchug(name + len);
	if (!len || *look != '=')
		return err_set(
		    e, _("expected role = \"look\", for example  text = \"white,black bold\""));
	look = g_strchug(look + 1);
	end = *look == '"' ? strchr(look + 1, '"') : NULL;
	if (!end)
		return err_set(e, _("the look must stand in quotation marks"));
	*end++ = '\0';
	end += strspn(end, " \t;");
	if (!is_comment(end))
		return err_set(e, _("'%.20s' behind the look; one role a line"), end);
	name[len] = '\0';
	return set_role(theme, name, look + 1, e);
}

static bool
read_text(struct theme *theme, const char *text, const char *from, struct err *e)
{
	char **lines = g_strsplit(text, "\n", -1);
	bool ok = true;

	for (int i = 0; ok && lines[i]; i++)
		if (!read_line(theme, lines[i], e))
			ok = err_in(e, "%s:%d", from, i + 1);
	g_strfreev(lines);
	return ok;
}

/* What a role leaves to the default is that of ordinary text, so that a theme names its background
 * once. */
static void
inherit(struct theme *theme)
{
	const struct look *text = &theme->looks[ROLE_TEXT];

	for (int i = 0; i < ROLE_COUNT; i++) {
		struct look *look = &theme->looks[i];

		if (look->fg == COLOUR_DEFAULT)
			look->fg = text->fg;
		if (look->bg == COLOUR_DEFAULT)
			look->bg = text->bg;
	}
}

static bool
read_file(struct theme *theme, const char *text, const char *path, struct err *e)
{
	bool is_yaml = g_str_has_suffix(path, ".yaml") || g_str_has_suffix(path, ".yml");

	return is_yaml || base16_is(text) ? base16_read(text, path, theme, e)
	                                  : read_text(theme, text, path, e);
}

static bool
load_file(const char *path, struct theme *theme, struct err *e)
{
	GError *error = NULL;
	char *text, *base, *dot;
	bool ok;

	if (!g_file_get_contents(path, &text, NULL, &error)) {
		err_set(e, _("theme file: %s"), error->message);
		g_error_free(error);
		return false;
	}
	base = g_path_get_basename(path);
	dot = strrchr(base, '.');
	if (dot && dot > base)
		*dot = '\0';
	g_strlcpy(theme->name, base, sizeof theme->name);
	ok = g_utf8_validate(text, -1, NULL) ? read_file(theme, text, path, e)
	                                     : err_set(e, _("%s: not a text file in UTF-8"), path);
	g_free(base);
	g_free(text);
	return ok;
}

static bool
load_builtin(const char *name, struct theme *theme, struct err *e)
{
	char *names;

	g_strlcpy(theme->name, name, sizeof theme->name);
	if (strcmp(name, "default") == 0)
		return true;
	for (const struct theme_text *t = theme_builtin_texts; t->name; t++)
		if (strcmp(name, t->name) == 0)
			return read_text(theme, t->text, name, e);
	names = g_strjoinv(", ", (char **)theme_builtin_names);
	err_set(
	    e,
	    _("there is no theme '%s'; there are %s, or the path of a theme file with a '/' in it"),
	    name, names);
	g_free(names);
	return false;
}

bool
theme_load(const char *name, struct theme *theme, struct err *e)
{
	struct theme loaded = { .name = "" }, mono = { .name = "" };
	bool ok =
	    set_defaults(&loaded, e) && set_defaults(&mono, e) && load_builtin("mono", &mono, e) &&
	    (strchr(name, '/') ? load_file(name, &loaded, e) : load_builtin(name, &loaded, e));

	if (!ok)
		return false;
	inherit(&loaded);
	memcpy(loaded.plain, mono.looks, sizeof loaded.plain);
	g_strlcpy(loaded.from, name, sizeof loaded.from);
	*theme = loaded;
	return true;
}

const char *const *
theme_names(void)
{
	return theme_builtin_names;
}

struct look
theme_look(const struct theme *theme, enum role role, int colours)
{
	const struct look *look = &theme->looks[role], *text = &theme->looks[ROLE_TEXT];
	struct look shown;

	if (colours < 8)
		return theme->plain[role];
	shown = look_for(look, colours);
	/* A shade of the background that these colours cannot show would leave no sign of the
	 * cursor. */
	if (look->bg != text->bg && shown.bg == look_for(text, colours).bg)
		shown.reverse = true;
	return shown;
}
