/* Configuration of the requests of a source: queries and the mapping of JSON. */
#include "app/config_reader.h"
#include "base/lang.h"

#include <libconfig.h>
#include <string.h>

static const char *const shown[] = { "room",   "alerts", "metrics", "budget", "teams",
	                             "people", "phases", "gates",   "risks",  NULL };

/* libconfig's names have no colon: label_NAME is label:NAME. */
static void
add_field(struct source_query *query, const char *name, const char *pointer)
{
	char *label = g_str_has_prefix(name, "label_")
	                  ? g_strconcat("label:", name + strlen("label_"), NULL)
	                  : NULL;

	source_query_add_field(query, label ? label : name, pointer);
	g_free(label);
}

/* fields = { title = "/name"; team = "=ops"; } */
static void
read_fields(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct source_query *query = into;

	if (!config_setting_is_group(setting)) {
		reader_problem(r, config_setting_source_line(setting),
		               _("%s takes a group: { title = \"/name\"; }"), r->where);
		return;
	}
	for (int i = 0; i < config_setting_length(setting); i++) {
		const config_setting_t *s = config_setting_get_elem(setting, (unsigned)i);
		char *text = reader_text(r, s, _("a JSON pointer"));

		if (text && *text != '/' && *text != '=')
			reader_problem(r, config_setting_source_line(s),
			               _("%s.%s: '%s' is neither a JSON pointer (\"/name\") nor a "
			                 "constant (\"=text\")"),
			               r->where, config_setting_name(s), text);
		else if (text)
			add_field(query, config_setting_name(s), text);
		g_free(text);
	}
}

static void
read_shows(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct source_query *query = into;
	char *text = reader_text(r, setting, _("what the document holds")),
	     *all = g_strjoinv(", ", (char **)shown);

	if (text && !g_strv_contains(shown, text))
		reader_problem(r, config_setting_source_line(setting),
		               _("%s: '%s' is not one of: %s"), r->where, text, all);
	g_free(all);
	g_free(query->shows);
	query->shows = text;
}

static void
read_elements(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct source_query *query = into;
	char *text = reader_text(r, setting, _("a JSON pointer"));

	if (text && *text && *text != '/')
		reader_problem(r, config_setting_source_line(setting),
		               _("%s: '%s' is not a JSON pointer: write \"/data/items\""), r->where,
		               text);
	g_free(query->elements);
	query->elements = text;
}

#define AT(member) offsetof(struct source_query, member)
static const struct field query_fields[] = {
	{ "metric", FIELD_REFERENCE, AT(metric), .refers = OF_METRICS,
	  .help = "prometheus: the metric that the result is" },
	{ "query", FIELD_TEXT, AT(query), .help = "prometheus: PromQL" },
	{ "path", FIELD_TEXT, AT(query), .help = "json: appended to the address" },
	{ "history", FIELD_DURATION, AT(range_us), .fallback = "0",
	  .help = "prometheus: how far back to load at start" },
	{ "step", FIELD_DURATION, AT(step_us), .fallback = "0",
	  .help = "prometheus: distance of the points of that history" },
	{ "shows", FIELD_OTHER, AT(shows), .read = read_shows,
	  .form = "room, alerts, metrics, budget, teams, people, phases, gates or risks",
	  .help = "json: what the document holds; room is the native form with all of it" },
	{ "elements", FIELD_OTHER, AT(elements), .form = N_("JSON pointer"), .read = read_elements,
	  .help = "json: where the array of elements is; \"\" = the document itself" },
	{ "post", FIELD_TEXT, AT(post), .help = "json: body with which it is asked by POST" },
	{ "where", FIELD_OTHER, .form = "\"/POINTER=VALUE\"", .read = reader_where,
	  .help = "json: only elements that say so; several values are separated by '|'" },
	{ "fields", FIELD_OTHER, .form = N_("group of NAME = \"/pointer\" or \"=constant\""),
	  .read = read_fields,
	  .help = "json: where each field of the native form is in an element; without it the "
	          "names are the native ones" },
	{ .name = NULL }
};
#undef AT

static void *
make_query(struct config_reader *r)
{
	return source_conf_add_query(r->source);
}

const struct section section_queries = {
	.name = "queries",
	.item = N_("query"),
	.fields = query_fields,
	.is_list = true,
	.is_owned = true,
	.make = make_query,
	.help = "The requests of one source, where it takes more than one.",
};

#define AT(member) offsetof(struct source_query, member)
static const struct field schedule_fields[] = {
	{ "id", FIELD_TEXT, AT(query), .is_required = true,
	  .help =
	      "what the system calls it; of the forms native and ical: appended to the address" },
	{ "team", FIELD_REFERENCE, AT(team), .refers = OF_TEAMS,
	  .help = "whose it is; that of the source if unsaid" },
	{ "role", FIELD_TEXT, AT(role), .help = "what who is on it is, such as \"primary\"" },
	{ "level", FIELD_INTEGER, AT(level), .low = 1, .high = 100,
	  .help = "who is called first is of level 1; as the system says if unsaid" },
	{ .name = NULL }
};
#undef AT

static void *
make_schedule(struct config_reader *r)
{
	return source_conf_add_query(r->source);
}

const struct section section_schedules = {
	.name = "schedules",
	.item = N_("schedule"),
	.fields = schedule_fields,
	.is_list = true,
	.is_owned = true,
	.make = make_schedule,
	.help = "The schedules of a roster.",
};
