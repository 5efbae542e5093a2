/* Configuration: filters that have a name, for everybody at this terminal. */
#include "app/config_reader.h"

#include <libconfig.h>
#include <string.h>

#define AT(member) offsetof(struct filter_conf, member)
static const struct field filter_fields[] = {
	{ "name", FIELD_ID, AT(name), .is_required = true,
	  .help = "name of the filter: ':filter NAME' sets it" },
	{ "filter", FIELD_TEXT, AT(filter), .is_required = true,
	  .help =
	      "what would be typed: words, unseen, silenced, team:ID, tier:ID, tier<=2 (by rank), risk:ID, "
	      "source:NAME, person:ID" },
	{ .name = NULL }
};
#undef AT

static void *
make_filter(struct config_reader *r)
{
	struct filter_conf *filter = g_new0(struct filter_conf, 1);

	g_ptr_array_add(r->config->filters, filter);
	return filter;
}

static void
add_filter(struct config_reader *r, const struct config_setting_t *setting, void *item)
{
	struct filter_conf *filter = item;

	filter->line = config_setting_source_line(setting);
	if (filter->name && (!strcmp(filter->name, "save") || !strcmp(filter->name, "drop")))
		reader_problem(
		    r, filter->line,
		    "filters: '%s' is a word of the command 'filter': choose another name",
		    filter->name);
	for (guint i = 0; i + 1 < r->config->filters->len; i++)
		if (filter->name &&
		    !g_strcmp0(((struct filter_conf *)r->config->filters->pdata[i])->name,
		               filter->name))
			reader_problem(r, filter->line, "filters: there is already a filter '%s'",
			               filter->name);
}

const struct section section_filters = {
	.name = "filters",
	.item = "filter",
	.fields = filter_fields,
	.is_list = true,
	.is_owned = true,
	.make = make_filter,
	.add = add_filter,
	.help = "Filters of the alerts and the log that have a name. Each person's own are kept in "
		"$XDG_STATE_HOME/warroom/filters by ':filter save NAME', and come before these.",
};
