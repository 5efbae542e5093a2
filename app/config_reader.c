/* Reads groups and lists of a libconfig tree by their tables of keys. */
#include "app/config_reader.h"

#include "app/config_template.h"
#include "app/suggest.h"
#include "base/lang.h"
#include "base/text.h"

#include <libconfig.h>
#include <string.h>

enum { PROBLEMS_MAX = 200 };

void
config_problem_free(void *element)
{
	struct config_problem *problem = element;

	g_free(problem->file);
	g_free(problem->message);
	g_free(problem);
}

struct config_reader *
reader_new(const char *file)
{
	struct config_reader *r = g_new0(struct config_reader, 1);

	r->config = g_new0(struct config, 1);
	r->config->file = g_strdup(file);
	r->batch = r->config->definitions = event_batch_new();
	r->problems = g_ptr_array_new_with_free_func(config_problem_free);
	r->where = g_strdup("");
	r->zone = g_time_zone_new_utc();
	for (int i = 0; i < COLLECTIONS; i++)
		r->items[i] = g_array_new(FALSE, TRUE, sizeof(struct item));
	return r;
}

void
reader_free(struct config_reader **reader)
{
	struct config_reader *r = *reader;

	*reader = NULL;
	for (int i = 0; i < COLLECTIONS; i++)
		g_array_unref(r->items[i]);
	if (r->references)
		g_array_unref(r->references);
	if (r->instants)
		g_array_unref(r->instants);
	g_time_zone_unref(r->zone);
	g_free(r->where);
	g_free(r);
}

static void
note(struct config_reader *r, unsigned line, bool is_warning, char *message)
{
	struct config_problem *problem;

	r->errors += !is_warning;
	if (r->problems->len >= PROBLEMS_MAX) {
		r->left_out++;
		g_free(message);
		return;
	}
	problem = g_new0(struct config_problem, 1);
	*problem = (struct config_problem){
		g_strdup(r->file ? r->file : r->config->file), line,
		text_clean(message, strlen(message), 2 * TEXT_MAX_SUMMARY, NULL), is_warning
	};
	g_ptr_array_add(r->problems, problem);
	g_free(message);
}

void
reader_problem(struct config_reader *r, unsigned line, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	note(r, line, false, g_strdup_vprintf(fmt, args));
	va_end(args);
}

void
reader_warning(struct config_reader *r, unsigned line, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	note(r, line, true, g_strdup_vprintf(fmt, args));
	va_end(args);
}

char *
reader_enter(struct config_reader *r, const char *fmt, ...)
{
	char *before = r->where, *more;
	va_list args;

	va_start(args, fmt);
	more = g_strdup_vprintf(fmt, args);
	va_end(args);
	r->where = g_strconcat(before, *before && *more != '[' ? "." : "", more, NULL);
	g_free(more);
	return before;
}

void
reader_leave(struct config_reader *r, char *before)
{
	g_free(r->where);
	r->where = before;
}

char *
reader_text(struct config_reader *r, const struct config_setting_t *setting, const char *expected)
{
	switch (config_setting_type(setting)) {
	case CONFIG_TYPE_STRING:
		return g_strdup(config_setting_get_string(setting));
	case CONFIG_TYPE_INT:
	case CONFIG_TYPE_INT64:
		return g_strdup_printf("%lld", config_setting_get_int64(setting));
	case CONFIG_TYPE_FLOAT: {
		char buf[G_ASCII_DTOSTR_BUF_SIZE];

		return g_strdup(
		    g_ascii_formatd(buf, sizeof buf, "%.15g", config_setting_get_float(setting)));
	}
	case CONFIG_TYPE_BOOL:
		return g_strdup(config_setting_get_bool(setting) ? "true" : "false");
	default:
		reader_problem(r, config_setting_source_line(setting),
		               _("%s takes one value (%s), not a list or a group"), r->where,
		               expected);
		return NULL;
	}
}

void
reader_texts(struct config_reader *r, const struct config_setting_t *setting,
             void (*each)(struct config_reader *r, unsigned line, const char *text, void *data),
             void *data)
{
	int n = config_setting_length(setting);
	bool is_one = config_setting_is_scalar(setting);

	if (config_setting_is_group(setting)) {
		reader_problem(r, config_setting_source_line(setting),
		               _("%s takes a list of texts: [ \"...\", \"...\" ]"), r->where);
		return;
	}
	for (int i = 0; i < (is_one ? 1 : n); i++) {
		const config_setting_t *s =
		    is_one ? setting : config_setting_get_elem(setting, (unsigned)i);
		char *text = reader_text(r, s, _("a text"));

		if (text)
			each(r, config_setting_source_line(s), text, data);
		g_free(text);
	}
}

/* The key of these that is spelt nearest to the name; NULL. */
static const char *
nearest_key(const char *name, const struct field *fields)
{
	const char *best = NULL;
	size_t distance = 0;

	for (const struct field *f = fields; f->name; f++)
		if (f->type != FIELD_REFUSED)
			suggest_offer(name, f->name, &best, &distance);
	return best;
}

/* "name, zone, currency"; in *meant the first one that names the same thing as `name`, or NULL. */
static char *
key_names(const struct field *fields, const char *name, const char **meant)
{
	GString *s = g_string_new("");

	*meant = NULL;
	for (const struct field *f = fields; f->name; f++) {
		if (f->type == FIELD_REFUSED)
			continue;
		g_string_append_printf(s, "%s%s", s->len ? ", " : "", f->name);
		if (!*meant && suggest_means(name, f->name))
			*meant = f->name;
	}
	return g_string_free(s, FALSE);
}

/* Who misspelt a key is told that one; who does not know the keys, all that there are. */
static void
unknown_key(struct config_reader *r, const struct config_setting_t *setting,
            const struct field *fields)
{
	const char *name = config_setting_name(setting), *best = nearest_key(name, fields);
	unsigned line = config_setting_source_line(setting);
	const char *meant;
	char *names = key_names(fields, name, &meant);

	if (*r->where && best)
		reader_problem(r, line, _("unknown key '%s' in %s: did you mean '%s'?"), name,
		               r->where, best);
	else if (*r->where && meant)
		reader_problem(r, line,
		               _("unknown key '%s' in %s: did you mean '%s'? There are %s"), name,
		               r->where, meant, names);
	else if (*r->where)
		reader_problem(r, line, _("unknown key '%s' in %s: there are %s"), name, r->where,
		               names);
	else if (best)
		reader_problem(r, line, _("unknown key '%s': did you mean '%s'?"), name, best);
	else
		reader_problem(r, line, _("unknown key '%s': there are %s"), name, names);
	g_free(names);
}

void
reader_unknown(struct config_reader *r, const struct config_setting_t *setting,
               const struct field *fields)
{
	for (int i = 0; i < config_setting_length(setting); i++) {
		const config_setting_t *s = config_setting_get_elem(setting, (unsigned)i);
		const struct field *f = fields;

		while (f->name && strcmp(f->name, config_setting_name(s)))
			f++;
		if (!f->name)
			unknown_key(r, s, fields);
	}
}

static void
read_value(struct config_reader *r, const struct field *field,
           const struct config_setting_t *setting, void *into)
{
	unsigned line = config_setting_source_line(setting);
	char *expected = field_expects(field), *text = reader_text(r, setting, expected);
	bool is_text = config_setting_type(setting) == CONFIG_TYPE_STRING;
	struct err e;

	if (text && !is_text &&
	    (field->type == FIELD_TEXT || field->type == FIELD_ID || field->type == FIELD_PATH))
		reader_problem(r, line, _("%s takes a text in quotes: \"%s\""), r->where, text);
	else if (text && !field_parse(r, field, line, text, into, &e))
		reader_problem(r, line, "%s: %s", r->where, e.text);
	g_free(expected);
	g_free(text);
}

void
reader_field(struct config_reader *r, const struct field *field,
             const struct config_setting_t *setting, void *into)
{
	unsigned line = config_setting_source_line(setting);

	if (field->type == FIELD_REFUSED)
		reader_problem(r, line, "%s: %s", r->where, _(field->help));
	else if (field->type == FIELD_GROUP && !config_setting_is_group(setting))
		reader_problem(r, line, _("%s takes a group: %s = { ... };"), r->where,
		               field->name);
	else if (field->type == FIELD_LIST && !config_setting_is_list(setting))
		reader_problem(r, line, _("%s takes a list of groups: %s = ( { ... }, { ... } );"),
		               r->where, field->name);
	else if (field->read)
		field->read(r, setting, into);
	else
		read_value(r, field, setting, into);
}

void
reader_defaults(struct config_reader *r, const struct section *section, void *into)
{
	bool was_owned = r->is_owned;
	struct err e;

	r->is_owned = section->is_owned;
	for (const struct field *f = section->fields; f->name; f++)
		field_clear(f, into);
	for (const struct field *f = section->fields; f->name; f++)
		if (f->fallback && !f->read && !field_parse(r, f, 0, f->fallback, into, &e))
			g_error("default of %s.%s: %s", section->name, f->name, e.text);
	r->is_owned = was_owned;
}

/* Reads a key of a group; false: it is not there. */
static bool
read_key(struct config_reader *r, const struct field *f, const struct config_setting_t *group,
         void *into)
{
	const config_setting_t *s = group ? config_setting_get_member(group, f->name) : NULL;
	char *before;

	if (!s)
		return false;
	before = reader_enter(r, "%s", f->name);
	reader_field(r, f, s, into);
	reader_leave(r, before);
	return true;
}

/* What the template gives, before the item's own word. */
static bool
read_given(struct config_reader *r, const struct field *f, const struct template_file *template,
           void *into)
{
	const char *before;
	bool is_given;

	if (!template)
		return false;
	before = template_enter(r, template);
	is_given = read_key(r, f, template_keys(template), into);
	template_leave(r, before);
	return is_given;
}

void
reader_group(struct config_reader *r, const struct section *section,
             const struct config_setting_t *setting, void *into)
{
	unsigned line = config_setting_source_line(setting);
	struct template_file *template = template_open(r, section, setting);
	bool was_owned = r->is_owned;

	reader_defaults(r, section, into);
	r->is_owned = section->is_owned;
	for (const struct field *f = section->fields; f->name; f++) {
		bool is_given = read_given(r, f, template, into);

		if (!read_key(r, f, setting, into) && !is_given && f->is_required)
			reader_problem(r, line, _("%s has no '%s'"), r->where, f->name);
	}
	reader_unknown(r, setting, section->fields);
	if (template) {
		const char *before = template_enter(r, template);

		reader_unknown(r, template_keys(template), section->fields);
		template_leave(r, before);
	}
	template_close(&template);
	r->is_owned = was_owned;
}

/* The id of an item for messages, before its fields are read; NULL if it has none that is a text.
 */
static const char *
id_of(const struct section *section, const struct config_setting_t *setting)
{
	const config_setting_t *s = config_setting_get_member(setting, section->fields[0].name);

	const char *id =
	    section->fields[0].type == FIELD_ID && s ? config_setting_get_string(s) : NULL;

	return id && *id ? id : NULL;
}

static void
remember(struct config_reader *r, const struct section *section, unsigned line, const char *id,
         void *data)
{
	const struct item *other = reader_item(r, section->collection, id);
	struct item item = { event_batch_str(r->batch, id), line, data };

	if (other)
		reader_problem(r, line, _("%s: there is already %s '%s' in line %u"), section->name,
		               _(section->item), id, other->line);
	else
		g_array_append_val(r->items[section->collection], item);
}

static void
read_item(struct config_reader *r, const struct section *section,
          const struct config_setting_t *setting, int i)
{
	unsigned line = config_setting_source_line(setting);
	const char *id;
	char *before;
	void *data;

	if (!config_setting_is_group(setting)) {
		reader_problem(r, line, _("%s: each %s is a group: { ... }"), r->where,
		               _(section->item));
		return;
	}
	id = id_of(section, setting);
	before = id ? reader_enter(r, "%s", id) : reader_enter(r, "[%d]", i + 1);
	data = section->make ? section->make(r) : event_batch_alloc(r->batch, section->size);
	reader_group(r, section, setting, data);
	if (id && section->collection != OF_NOTHING)
		remember(r, section, line, id, data);
	if (section->add)
		section->add(r, setting, data);
	reader_leave(r, before);
}

void
reader_list(struct config_reader *r, const struct section *section,
            const struct config_setting_t *setting)
{
	for (int i = 0; i < config_setting_length(setting); i++)
		read_item(r, section, config_setting_get_elem(setting, (unsigned)i), i);
}

const struct item *
reader_item(const struct config_reader *r, enum collection of, const char *id)
{
	for (guint i = 0; i < r->items[of]->len; i++) {
		const struct item *item = &g_array_index(r->items[of], struct item, i);

		if (!strcmp(item->id, id))
			return item;
	}
	return NULL;
}
