/* Configuration of what is asked of a Zabbix, and how urgent its severities are here. */
#include "app/config_reader.h"
#include "base/lang.h"

static const struct choice severities[] = { { "not_classified", 0 }, { "information", 1 },
	                                    { "warning", 2 },        { "average", 3 },
	                                    { "high", 4 },           { "disaster", 5 },
	                                    { .name = NULL } };

#define AT(member) offsetof(struct zabbix_conf, member)
static const struct field zabbix_fields[] = {
	{ "least", FIELD_CHOICE, AT(least), .choices = severities, .fallback = "not_classified",
	  .help = "the least severity: what is below it is not asked for" },
	{ "disaster", FIELD_TEXT, AT(labels[5]), .fallback = "critical",
	  .help = "the label 'severity' of problems of this severity, by which tiers take them" },
	{ "high", FIELD_TEXT, AT(labels[4]), .fallback = "critical", .help = "the same" },
	{ "average", FIELD_TEXT, AT(labels[3]), .fallback = "warning", .help = "the same" },
	{ "warning", FIELD_TEXT, AT(labels[2]), .fallback = "warning", .help = "the same" },
	{ "information", FIELD_TEXT, AT(labels[1]), .fallback = "info", .help = "the same" },
	{ "not_classified", FIELD_TEXT, AT(labels[0]), .fallback = "info", .help = "the same" },
	{ .name = NULL }
};
#undef AT

const struct section section_zabbix = {
	.name = "zabbix",
	.item = N_("zabbix"),
	.fields = zabbix_fields,
	.is_owned = true,
	.help =
	    "What is asked of a source of kind zabbix, and how urgent it is here. Zabbix's own "
	    "severity is the label 'zabbix_severity' (\"disaster\"), its host the label 'host', "
	    "and each tag a label of its name.",
};
