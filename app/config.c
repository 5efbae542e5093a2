/* Reads a configuration: bytes, libconfig tree, sections, then what holds between them. */
#include "app/config.h"

#include "app/config_reader.h"
#include "app/config_scan.h"
#include "app/notify.h"
#include "base/lang.h"
#include "base/text.h"

#include <libconfig.h>
#include <stdio.h>
#include <string.h>

/* People and teams before what refers to them; sources before metrics, which add their queries. */
/* clang-format off */
const struct section *const config_sections[] = {
	&section_room,
	&section_teams,
	&section_people,
	&section_tiers,
	&section_phases,
	&section_gates,
	&section_risks,
	&section_suppliers,
	&section_plans,
	&section_budget,
	&section_metrics,
	&section_objectives,
	&section_sources,
	&section_notify,
	&section_layouts,
	&section_keys,
	&section_filters,
	&section_console,
	&section_site,
	NULL
};
/* clang-format on */

static void
layout_conf_free(void *element)
{
	struct layout_conf *layout = element;

	g_free(layout->name);
	g_free(layout->panes);
	g_free(layout);
}

static void
filter_conf_free(void *element)
{
	struct filter_conf *filter = element;

	g_free(filter->name);
	g_free(filter->filter);
	g_free(filter);
}

static void
key_conf_free(void *element)
{
	struct key_conf *key = element;

	g_free(key->key);
	g_free(key->action);
	g_free(key);
}

static void
site_conf_clear(struct site_conf *site)
{
	g_ptr_array_unref(site->etcd.endpoints);
	g_ptr_array_unref(site->targets);
	g_free(site->name);
	g_free(site->prefix);
	g_free(site->etcd.user);
	g_free(site->etcd.password_file);
	g_free(site->etcd.ca_file);
	g_free(site->etcd.cert_file);
	g_free(site->etcd.key_file);
}

void
config_free(struct config **pointer)
{
	struct config *config = *pointer;

	*pointer = NULL;
	if (!config)
		return;
	event_batch_free(&config->definitions);
	if (config->sources)
		g_ptr_array_unref(config->sources);
	g_ptr_array_unref(config->layouts);
	g_ptr_array_unref(config->notify);
	g_ptr_array_unref(config->keys);
	g_ptr_array_unref(config->filters);
	g_free(config->file);
	g_free(config->theme);
	g_free(config->language);
	g_free(config->graphs);
	g_free(config->journal);
	site_conf_clear(&config->site);
	g_free(config->basis);
	g_free(config);
}

GPtrArray *
config_take_sources(struct config *config)
{
	return g_steal_pointer(&config->sources);
}

char *
config_problem_text(const struct config_problem *problem)
{
	const char *kind = problem->is_warning ? _("warning: ") : "";
	char *raw = problem->line == 0
	                ? g_strdup_printf("%s: %s%s", problem->file, kind, problem->message)
	                : g_strdup_printf("%s:%u: %s%s", problem->file, problem->line, kind,
	                                  problem->message);
	char *text = text_clean(raw, strlen(raw), TEXT_MAX_BODY, NULL);

	g_free(raw);
	return text;
}

/* Where the keys of a section that is a group go. */
static void *
place_of(struct config_reader *r, const struct section *section)
{
	return section == &section_room || section == &section_budget ? (void *)r->room
	                                                              : (void *)r->config;
}

static void
read_section(struct config_reader *r, const struct section *section, const config_setting_t *root)
{
	const config_setting_t *setting = config_setting_get_member(root, section->name);
	char *before;

	if (!setting)
		return;
	before = reader_enter(r, "%s", section->name);
	if (section == &section_room)
		r->room_line = config_setting_source_line(setting);
	if (section == &section_site)
		r->site_line = config_setting_source_line(setting);
	if (section->is_list && !config_setting_is_list(setting))
		reader_problem(r, config_setting_source_line(setting),
		               _("%s takes a list of groups: %s = ( { ... }, { ... } );"),
		               section->name, section->name);
	else if (!section->is_list && !config_setting_is_group(setting))
		reader_problem(r, config_setting_source_line(setting),
		               _("%s takes a group: %s = { ... };"), section->name, section->name);
	else if (section->is_list)
		reader_list(r, section, setting);
	else
		reader_group(r, section, setting, place_of(r, section));
	reader_leave(r, before);
}

static void
check_top(struct config_reader *r, const config_setting_t *root)
{
	struct field top[G_N_ELEMENTS(config_sections)] = { { .name = NULL } };

	for (int i = 0; config_sections[i]; i++)
		top[i].name = config_sections[i]->name;
	reader_unknown(r, root, top);
}

/* What the file does not say comes from here or from the built-in text. */
static void
read_builtin(struct config_reader *r, const config_setting_t *root)
{
	config_t tree;

	config_init(&tree);
	if (!config_read_string(&tree, config_defaults))
		g_error("built-in configuration, line %d: %s", config_error_line(&tree),
		        config_error_text(&tree));
	if (!config_setting_get_member(root, section_tiers.name))
		read_section(r, &section_tiers, config_root_setting(&tree));
	if (r->config->layouts->len == 0)
		read_section(r, &section_layouts, config_root_setting(&tree));
	config_destroy(&tree);
	if (!r->config->theme)
		r->config->theme = g_strdup("default");
	if (!r->config->graphs)
		r->config->graphs = g_strdup("block");
}

static void
read_tree(struct config_reader *r, const config_setting_t *root)
{
	GTimeZone *local = g_time_zone_new_local();

	g_time_zone_unref(r->zone);
	r->zone = local;
	r->room = event_batch_alloc(r->batch, sizeof *r->room);
	event_batch_add(r->batch, EVENT_DEFINE_ROOM, 0)->define_room = r->room;
	for (int i = 0; config_sections[i]; i++)
		if (!config_sections[i]->is_list && config_sections[i]->fields)
			reader_defaults(r, config_sections[i], place_of(r, config_sections[i]));
	check_top(r, root);
	for (int i = 0; config_sections[i]; i++)
		read_section(r, config_sections[i], root);
	read_builtin(r, root);
	if (!r->room->zone)
		r->room->zone = event_batch_str(r->batch, g_time_zone_get_identifier(r->zone));
	reader_resolve_instants(r);
	for (int i = 0; config_sections[i]; i++)
		if (config_sections[i]->finish)
			config_sections[i]->finish(r);
	reader_check_references(r);
}

static void
report(void *data, unsigned line, const char *message)
{
	reader_problem(data, line, "%s", message);
}

/* libconfig stops at its first error; it names the line on which it noticed. */
static void
parse(struct config_reader *r, char *text, size_t len)
{
	config_t tree;

	if (!config_scan(text, len, report, r))
		return;
	config_init(&tree);
	if (config_read_string(&tree, text))
		read_tree(r, config_root_setting(&tree));
	else if (!strcmp(config_error_text(&tree), "syntax error"))
		reader_problem(r, (unsigned)config_error_line(&tree),
		               _("syntax error: look here and just above for a missing ';', '=', "
		                 "quote or bracket"));
	else
		reader_problem(r, (unsigned)config_error_line(&tree), "%s",
		               config_error_text(&tree));
	config_destroy(&tree);
}

static int
by_line(const void *a, const void *b)
{
	const struct config_problem *p = *(struct config_problem *const *)a,
				    *q = *(struct config_problem *const *)b;

	return p->line == q->line ? strcmp(p->message, q->message) : p->line < q->line ? -1 : 1;
}

static void
sort_problems(struct config_reader *r)
{
	struct config_problem *rest;

	g_ptr_array_sort(r->problems, by_line);
	if (r->left_out == 0)
		return;
	rest = g_new0(struct config_problem, 1);
	rest->file = g_strdup(r->config->file);
	rest->message = g_strdup_printf(_("and %u more"), r->left_out);
	g_ptr_array_add(r->problems, rest);
}

struct config *
config_load(const char *file, const char *text, GPtrArray **problems)
{
	struct config_reader *r = reader_new(file);
	struct config *config = r->config;
	size_t len = text ? strlen(text) : 0;
	struct err e;
	char *bytes = text ? g_strdup(text) : config_scan_read(file, &len, &e);

	config->journal_limit_bytes = JOURNAL_LIMIT_BYTES;
	config->sources = g_ptr_array_new_with_free_func(source_conf_free_element);
	config->notify = g_ptr_array_new_with_free_func(notify_conf_free);
	config->layouts = g_ptr_array_new_with_free_func(layout_conf_free);
	config->keys = g_ptr_array_new_with_free_func(key_conf_free);
	config->filters = g_ptr_array_new_with_free_func(filter_conf_free);
	config->site.etcd.endpoints = g_ptr_array_new_with_free_func(g_free);
	config->site.targets = g_ptr_array_new_with_free_func(g_free);
	if (bytes)
		config->basis =
		    g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, len);
	if (bytes)
		parse(r, bytes, len);
	else
		reader_problem(r, 0, "%s", e.text);
	sort_problems(r);
	*problems = r->problems;
	if (r->errors)
		config_free(&config);
	reader_free(&r);
	g_free(bytes);
	return config;
}

char *
config_journal_path(const struct config *config, const char *room)
{
	char *name, *file, *path;

	if (config->journal)
		return g_strdup(config->journal);
	name = g_ascii_strdown(room, -1);
	g_strcanon(name, "abcdefghijklmnopqrstuvwxyz0123456789-", '_');
	file = g_strconcat(name, ".db", NULL);
	path = g_build_filename(g_get_user_state_dir(), "warroom", file, NULL);
	g_free(file);
	g_free(name);
	return path;
}

void
config_print_problems(const GPtrArray *problems)
{
	for (guint i = 0; problems && i < problems->len; i++) {
		char *line = config_problem_text(g_ptr_array_index(problems, i));

		fputs(line, stderr);
		fputc('\n', stderr);
		g_free(line);
	}
}
