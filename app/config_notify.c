/* Configuration of notices: which news goes to which web hook, and by what request. */
#include "app/config_reader.h"
#include "app/notify.h"
#include "base/lang.h"

#include <libconfig.h>
#include <string.h>

/* The one under reading is the last. */
static struct notify_conf *
latest(struct config_reader *r)
{
	return g_ptr_array_index(r->config->notify, r->config->notify->len - 1);
}

static void
add_kind(struct config_reader *r, unsigned line, const char *text, void *data)
{
	enum event_kind kind = event_kind_by_name(text);

	(void)data;
	if (!g_strv_contains(notify_kinds(), text)) {
		char *all = g_strjoinv(", ", (char **)notify_kinds());

		reader_problem(r, line, _("%s: '%s' is not one of: %s"), r->where, text, all);
		g_free(all);
		return;
	}
	g_array_append_val(latest(r)->kinds, kind);
}

static void
read_on(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	reader_texts(r, setting, add_kind, into);
}

static void
add_tier(struct config_reader *r, unsigned line, const char *text, void *data)
{
	(void)data;
	reader_refer(r, line, OF_TIERS, text);
	g_ptr_array_add(latest(r)->tiers, g_strdup(text));
}

static void
read_tiers(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	reader_texts(r, setting, add_tier, into);
}

static void
read_quiet(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	static const struct field quiet = { .name = "quiet",
		                            .type = FIELD_DURATION,
		                            .offset = offsetof(struct notify_conf, quiet_us) };

	(void)into;
	reader_field(r, &quiet, setting, latest(r));
}

#define AT(member) offsetof(struct source_conf, member)
static const struct field notify_fields[] = {
	{ "name", FIELD_ID, AT(name), .is_required = true, .help = "name of the target" },
	{ "template", FIELD_OTHER, .form = N_("name, or file"), .read = reader_template,
	  .help = "the system that it is: the template says what is not said here" },
	{ "url", FIELD_OTHER, AT(url), .form = N_("http or https address"), .read = reader_url,
	  .is_required = true, .help = "where it is, without the path" },
	{ "on", FIELD_OTHER, .form = N_("list of kinds"), .read = read_on, .is_required = true,
	  .help = "which news goes there, such as [\"escalate\", \"gate\"]" },
	{ "tiers", FIELD_OTHER, .form = N_("list of ids of tiers"), .read = read_tiers,
	  .help = "of news about alerts only these; all if unsaid" },
	{ "quiet", FIELD_OTHER, .form = N_("duration"), .read = read_quiet,
	  .help = "the same news about the same thing is not told again within this time; 10m if "
	          "unsaid" },
	{ "spacing", FIELD_DURATION, AT(spacing_us), .fallback = "1s",
	  .help = "between two requests to it, at least: what a robot's rate limit asks for" },
	{ "request", FIELD_GROUP, .section = &section_request, .read = reader_request,
	  .is_required = true, .help = "the request that tells" },
	{ "ack", FIELD_GROUP, .section = &section_request, .read = reader_request,
	  .help = "the request that tells of an acknowledgement, if it is another" },
	{ "unack", FIELD_GROUP, .section = &section_request, .read = reader_request,
	  .help = "the same of one that is taken back" },
	{ "note", FIELD_GROUP, .section = &section_request, .read = reader_request,
	  .help = "the same of a note" },
	{ "escalate", FIELD_GROUP, .section = &section_request, .read = reader_request,
	  .help = "the same of an escalation" },
	{ "done", FIELD_GROUP, .section = &section_request, .read = reader_request,
	  .help = "the same of what is handled" },
	{ "set", FIELD_OTHER, .form = N_("group of NAME = \"text\""), .read = reader_set,
	  .help = "values of {set:NAME} in the requests" },
	{ "timeout", FIELD_DURATION, AT(timeout_us), .fallback = "10s", .low = 10 * MSEC_US,
	  .help = "a request fails when nothing comes for so long; it is tried again" },
	{ "auth", FIELD_CHOICE, AT(auth), .choices = config_auths, .fallback = "none",
	  .help = "how to log in" },
	{ "user", FIELD_TEXT, AT(user), .help = "basic: the name" },
	{ "password_file", FIELD_PATH, AT(password_file),
	  .help = "basic: file that holds the password, mode 0600" },
	{ "token_file", FIELD_PATH, AT(token_file),
	  .help = "bearer: file that holds the token, mode 0600; request: that is {token}" },
	{ "secret_file", FIELD_PATH, AT(secret_file),
	  .help = "file that holds the secret that requests are signed with, mode 0600" },
	{ "ca_file", FIELD_PATH, AT(ca_file),
	  .help = "certificates to trust instead of the system's" },
	{ "headers", FIELD_OTHER, .form = N_("list of \"Name: value\""), .read = reader_headers,
	  .help = "further request headers, such as a tenant: [\"X-Scope-OrgID: sale\"]" },
	{ "header_files", FIELD_OTHER, .form = N_("list of \"Name: FILE\""),
	  .read = reader_header_files,
	  .help = "headers whose value is a secret: the first line of a file of mode 0600" },
	{ .name = NULL }
};
#undef AT

/* It is a source that is never polled, so that requests, secrets and limits are the same. */
static void *
make_target(struct config_reader *r)
{
	struct source_conf *target = source_conf_new();
	struct notify_conf *conf = notify_conf_new(NULL);

	target->kind = g_strdup(SOURCE_KIND_NOTIFY);
	conf->quiet_us = 10 * MIN_US;
	g_ptr_array_add(r->config->sources, target);
	g_ptr_array_add(r->config->notify, conf);
	return target;
}

static void
add_target(struct config_reader *r, const struct config_setting_t *setting, void *item)
{
	const struct source_conf *target = item;
	unsigned line = config_setting_source_line(setting);
	const struct item *same = target->name ? reader_item(r, OF_SOURCES, target->name) : NULL;

	if (same)
		reader_problem(r, line, _("%s: line %u has a source of that name"), r->where,
		               same->line);
	latest(r)->name = g_strdup(target->name);
	reader_check_auth(r, line, target);
	reader_check_requests(r, line, target);
}

const struct section section_notify = {
	.name = "notify",
	.item = N_("target"),
	.fields = notify_fields,
	.collection = OF_NOTICES,
	.is_list = true,
	.is_owned = true,
	.takes_template = true,
	.make = make_target,
	.add = add_target,
	.help = "Where notices go: chat robots, pagers, any web hook. Each notice is kept with its "
		"event, sent once, and tried again until the target takes it.",
};
