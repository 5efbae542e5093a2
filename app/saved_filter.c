/* Filters that have a name: a person's own in a key file, [person] name=text, and those of the
 * configuration. */
#include "app/saved_filter.h"

#include "base/lang.h"
#include "base/text.h"

#include <glib/gstdio.h>
#include <string.h>

enum { NAME_MOST = 40, FOLDER_MODE = 0700, FILE_MODE = 0600 };

static char *
file_path(void)
{
	return g_build_filename(g_get_user_state_dir(), "warroom", "filters", NULL);
}

/* What is kept by now: other consoles of the user write it as well. NULL: it cannot be read. */
static GKeyFile *
read_kept(const char *path, struct err *e)
{
	GKeyFile *kept = g_key_file_new();
	GError *error = NULL;

	*e = (struct err){ "" };
	if (!g_key_file_load_from_file(kept, path, G_KEY_FILE_NONE, &error) &&
	    !g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
		err_set(e, _("cannot read your filters in %s: %s"), path, error->message);
		g_clear_pointer(&kept, g_key_file_unref);
	}
	g_clear_error(&error);
	return kept;
}

static bool
write_kept(GKeyFile *kept, const char *path, struct err *e)
{
	char *folder = g_path_get_dirname(path), *text;
	GError *error = NULL;
	gsize len;
	bool ok;

	g_mkdir_with_parents(folder, FOLDER_MODE);
	text = g_key_file_to_data(kept, &len, NULL);
	ok = g_file_set_contents_full(path, text, (gssize)len,
	                              G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
	                              FILE_MODE, &error);
	if (!ok)
		err_set(e, _("the filter is not saved: %s"), error->message);
	g_clear_error(&error);
	g_free(text);
	g_free(folder);
	return ok;
}

static const struct filter_conf *
configured(const struct config *config, const char *name)
{
	for (guint i = 0; i < config->filters->len; i++) {
		const struct filter_conf *conf = g_ptr_array_index(config->filters, i);

		if (strcmp(conf->name, name) == 0)
			return conf;
	}
	return NULL;
}

static char *
own_text(const char *person, const char *name, struct err *e)
{
	char *path = file_path(), *raw, *clean = NULL;
	GKeyFile *kept = read_kept(path, e);

	raw = kept ? g_key_file_get_string(kept, person, name, NULL) : NULL;
	if (raw)
		clean = text_clean(raw, strlen(raw), TEXT_MAX_SUMMARY, NULL);
	g_free(raw);
	g_free(path);
	if (kept)
		g_key_file_unref(kept);
	return clean;
}

char *
saved_filter_text(const struct config *config, const char *person, const char *name, struct err *e)
{
	char *own = *person ? own_text(person, name, e) : NULL;
	const struct filter_conf *conf = configured(config, name);

	return own ? own : conf ? g_strdup(conf->filter) : NULL;
}

char **
saved_filter_own_names(const char *person)
{
	struct err e;
	char *path = file_path(), **names;
	GKeyFile *kept = read_kept(path, &e);

	names = kept && *person ? g_key_file_get_keys(kept, person, NULL, NULL) : NULL;
	g_free(path);
	if (kept)
		g_key_file_unref(kept);
	return names ? names : g_new0(char *, 1);
}

static int
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **
saved_filter_names(const struct config *config, const char *person)
{
	char **own = saved_filter_own_names(person);
	GPtrArray *all = g_ptr_array_new();

	for (char **name = own; *name; name++)
		g_ptr_array_add(all, g_strdup(*name));
	for (guint i = 0; i < config->filters->len; i++) {
		const struct filter_conf *conf = g_ptr_array_index(config->filters, i);

		if (!g_strv_contains((const char *const *)own, conf->name))
			g_ptr_array_add(all, g_strdup(conf->name));
	}
	g_ptr_array_sort(all, by_name);
	g_ptr_array_add(all, NULL);
	g_strfreev(own);
	return (char **)g_ptr_array_free(all, FALSE);
}

static bool
is_name(const char *name, struct err *e)
{
	size_t len = strlen(name);

	if (strcmp(name, "save") == 0 || strcmp(name, "drop") == 0)
		return err_set(e, _("'%s' is a word of the command: choose another name"), name);
	if (len == 0 || len > NAME_MOST ||
	    strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != len)
		return err_set(e,
		               _("'%.40s' is no name: use letters, digits, '-' and '_', for example"
		                 " \"mine\""),
		               name);
	return true;
}

/* Reads what is kept, lets it be changed (text NULL: the name is dropped), and writes it. */
static bool
change(const char *person, const char *name, const char *text, struct err *e)
{
	char *path = file_path();
	GKeyFile *kept = read_kept(path, e);
	bool ok = kept != NULL;

	if (ok && text)
		g_key_file_set_string(kept, person, name, text);
	else if (ok)
		ok = g_key_file_remove_key(kept, person, name, NULL) ||
		     err_set(e, _("you have no filter '%.40s'"), name);
	ok = ok && write_kept(kept, path, e);
	if (kept)
		g_key_file_unref(kept);
	g_free(path);
	return ok;
}

bool
saved_filter_keep(const char *person, const char *name, const char *text, struct err *e)
{
	if (!*person)
		return err_set(e, _("nobody is at the keyboard: whose filter would it be?"));
	if (!*text)
		return err_set(e, _("there is no filter to save: set one first"));
	return is_name(name, e) && change(person, name, text, e);
}

bool
saved_filter_drop(const struct config *config, const char *person, const char *name, struct err *e)
{
	const struct filter_conf *conf = configured(config, name);
	struct err reading;
	char *own = *person ? own_text(person, name, &reading) : NULL;
	bool is_own = own != NULL;

	g_free(own);
	if (!is_own && conf)
		return err_set(e,
		               _("'%s' stands in the configuration (%s:%u): it is taken out there"),
		               name, config->file, conf->line);
	return is_name(name, e) && change(person, name, NULL, e);
}
