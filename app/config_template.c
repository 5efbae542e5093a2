/* Templates: what a source or a target of notices says by naming a system. */
#include "app/config_template.h"

#include "app/config_scan.h"
#include "app/suggest.h"
#include "base/lang.h"

#include <libconfig.h>
#include <string.h>

struct template_file {
	config_t tree;
	char *name; /* for messages */
	const config_setting_t *keys;
};

static void
report(void *data, unsigned line, const char *message)
{
	reader_problem(data, line, "%s", message);
}

static bool
is_path(const char *name)
{
	return strchr(name, '/') || g_str_has_suffix(name, ".cfg");
}

/* (g_free); NULL with a problem at the line. */
static char *
text_of(struct config_reader *r, unsigned line, const char *name, char **shown, size_t *len)
{
	const char *best = NULL;
	size_t distance = 0;

	if (is_path(name)) {
		char *folder = g_path_get_dirname(r->config->file), *text;
		struct err e;

		*shown = g_path_is_absolute(name) ? g_strdup(name)
		                                  : g_build_filename(folder, name, NULL);
		g_free(folder);
		text = config_scan_read(*shown, len, &e);
		if (!text)
			reader_problem(r, line, _("%s: template %s: %s"), r->where, name, e.text);
		return text;
	}
	for (const struct template_text *t = template_builtin; t->name; t++) {
		if (!strcmp(t->name, name)) {
			*shown = g_strdup_printf(_("template %s"), name);
			*len = strlen(t->text);
			return g_strdup(t->text);
		}
		suggest_offer(name, t->name, &best, &distance);
	}
	if (best)
		reader_problem(r, line, _("%s: there is no template '%s': did you mean '%s'?"),
		               r->where, name, best);
	else
		reader_problem(r, line,
		               _("%s: there is no template '%s': a name of warroom.cfg(5), or a "
		                 "file, with a '/'"),
		               r->where, name);
	return NULL;
}

/* What a template says for another section is of no use here. */
static bool
find_keys(struct config_reader *r, unsigned line, const struct section *section, const char *name,
          struct template_file *file)
{
	const config_setting_t *root = config_root_setting(&file->tree), *other;

	file->keys = config_setting_get_member(root, section->name);
	if (file->keys && config_setting_is_group(file->keys))
		return true;
	other = config_setting_length(root) > 0 ? config_setting_get_elem(root, 0) : NULL;
	reader_problem(r, line, _("%s: template '%s' is for %s, not for %s"), r->where, name,
	               other && config_setting_name(other) ? config_setting_name(other)
	                                                   : _("nothing"),
	               section->name);
	return false;
}

static bool
parse(struct config_reader *r, unsigned line, const struct section *section, const char *name,
      char *text, size_t len, struct template_file *file)
{
	const char *before = template_enter(r, file);
	bool ok = config_scan(text, len, report, r);

	if (ok && !config_read_string(&file->tree, text)) {
		reader_problem(r, (unsigned)config_error_line(&file->tree), "%s",
		               config_error_text(&file->tree));
		ok = false;
	}
	template_leave(r, before);
	return ok && find_keys(r, line, section, name, file);
}

struct template_file *
template_open(struct config_reader *r, const struct section *section,
              const struct config_setting_t *item)
{
	const config_setting_t *setting = config_setting_get_member(item, "template");
	const char *name = setting ? config_setting_get_string(setting) : NULL;
	struct template_file *file;
	size_t len;
	char *text;

	if (!section->takes_template || !name)
		return NULL;
	file = g_new0(struct template_file, 1);
	config_init(&file->tree);
	text = text_of(r, config_setting_source_line(setting), name, &file->name, &len);
	if (!text || !parse(r, config_setting_source_line(setting), section, name, text, len, file))
		template_close(&file);
	g_free(text);
	return file;
}

const struct config_setting_t *
template_keys(const struct template_file *file)
{
	return file ? file->keys : NULL;
}

const char *
template_enter(struct config_reader *r, const struct template_file *file)
{
	const char *before = r->file;

	r->file = file->name;
	return before;
}

void
template_leave(struct config_reader *r, const char *before)
{
	r->file = before;
}

void
template_close(struct template_file **file)
{
	if (!*file)
		return;
	config_destroy(&(*file)->tree);
	g_free((*file)->name);
	g_free(*file);
	*file = NULL;
}

/* The file was read before the other keys: only the kind of value is left to check. */
void
reader_template(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	(void)into;
	g_free(reader_text(r, setting, _("the name of a template")));
}
