/* Configuration of what is particular to a source of kind "nagios". */
#include "app/config_reader.h"

#define AT(member) offsetof(struct nagios_conf, member)
static const struct field nagios_fields[] = {
	{ "soft_states", FIELD_BOOL, AT(soft_states), .fallback = "false",
	  .help = "show also problems in a soft state, which Nagios still checks again" },
	{ "sticky", FIELD_BOOL, AT(sticky), .fallback = "false",
	  .help = "an acknowledgement outlasts a change from one problem state to another" },
	{ "persistent", FIELD_BOOL, AT(persistent), .fallback = "false",
	  .help = "its comment stays at Nagios when it has ended" },
	{ "notify", FIELD_BOOL, AT(notify), .fallback = "false",
	  .help = "Nagios tells its own contacts that it was acknowledged" },
	{ .name = NULL }
};
#undef AT

const struct section section_nagios = {
	.name = "nagios",
	.item = "nagios",
	.fields = nagios_fields,
	.is_owned = true,
	.help =
	    "What is particular to Nagios. Its url is where statusjson.cgi and cmd.cgi are, such as "
	    "\"https://nagios/nagios/cgi-bin\" or, on Debian, \"https://nagios/cgi-bin/nagios4\"; its web "
	    "server must take the password by basic authentication, and cgi.cfg give the user "
	    "authorized_for_all_hosts and authorized_for_all_services, and, to acknowledge, "
	    "authorized_for_all_host_commands and authorized_for_all_service_commands. Problems have the "
	    "labels host, service, state (down, unreachable, critical, warning, unknown), severity (the "
	    "same, but critical for hosts) and, where it is so, soft, flapping, downtime, unreachable, "
	    "acknowledged = \"yes\". Nagios acknowledges in the name of its user; the person stands in the "
	    "comment. An acknowledgement stays there when its time is over here. A silence is refused: "
	    "Nagios takes downtimes only in its own local time. Without the locale en_US.UTF-8 on its "
	    "server Nagios writes no names and comments that are not ASCII.",
};
