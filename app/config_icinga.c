/* Configuration of what is particular to a source of kind "icinga2". */
#include "app/config_reader.h"
#include "base/lang.h"

static void
add_label(struct config_reader *r, unsigned line, const char *text, void *data)
{
	struct icinga_conf *icinga = data;

	(void)r;
	(void)line;
	g_ptr_array_add(icinga->labels, g_strdup(text));
}

static void
read_labels(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	reader_texts(r, setting, add_label, into);
}

#define AT(member) offsetof(struct icinga_conf, member)
static const struct field icinga_fields[] = {
	{ "soft_states", FIELD_BOOL, AT(soft_states), .fallback = "false",
	  .help = "show also problems in a soft state, which Icinga still checks again" },
	{ "service_filter", FIELD_TEXT, AT(service_filter),
	  .help = "only services for which this expression holds, such as "
	          "\"service.vars.tier == 1\"" },
	{ "team_var", FIELD_TEXT, AT(team_var), .fallback = "team",
	  .help =
	      "custom variable of the service, else of its host, that holds the id of the team" },
	{ "labels", FIELD_OTHER, .form = N_("list of names"), .read = read_labels,
	  .help = "custom variables that become labels of the alert, for tiers and risks to match; "
	          "others are not kept, since some hold passwords" },
	{ "sticky", FIELD_BOOL, AT(sticky), .fallback = "false",
	  .help = "an acknowledgement outlasts a change from one problem state to another" },
	{ "persistent", FIELD_BOOL, AT(persistent), .fallback = "false",
	  .help = "its comment stays at Icinga when it has ended" },
	{ "notify", FIELD_BOOL, AT(notify), .fallback = "false",
	  .help = "Icinga tells its own contacts that it was acknowledged" },
	{ "expires", FIELD_BOOL, AT(expires), .fallback = "true",
	  .help = "an acknowledgement ends at Icinga when it ends in the room; otherwise only with "
	          "the problem" },
	{ "events", FIELD_BOOL, AT(events), .fallback = "true",
	  .help =
	      "listen to Icinga's event stream, so that what changes there shows within a second "
	      "whatever the period; without the permissions events/statechange, "
	      "events/acknowledgementset, events/acknowledgementcleared, events/downtimestarted, "
	      "events/downtimetriggered and events/downtimeremoved (or events/*) it is polled alone" },
	{ .name = NULL }
};
#undef AT

const struct section section_icinga = {
	.name = "icinga",
	.item = N_("icinga"),
	.fields = icinga_fields,
	.is_owned = true,
	.help =
	    "What is particular to Icinga 2. Problems have the labels host, service, state (down, "
	    "critical, warning, unknown), severity (the same, but critical for down) and, where "
	    "it is so, soft, flapping, downtime, unreachable, acknowledged = \"yes\". Its "
	    "ApiUser needs the permissions objects/query/Host, objects/query/Service, "
	    "objects/query/Comment, objects/query/Downtime, status/query, for its event stream events/*, and, to "
	    "acknowledge, actions/*.",
};
