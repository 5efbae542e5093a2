/* Configuration of notices: which news goes to which web hook, and by what request. */
#include "app/config_reader.h"
#include "app/notify.h"

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

		reader_problem(r, line, "%s: '%s' is not one of: %s", r->where, text, all);
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

static void
read_expect(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct ack_template *request = into;
	char *text = reader_text(r, setting, "a JSON pointer and a value");

	if (text && (text[0] != '/' || !strchr(text, '=')))
		reader_problem(r, config_setting_source_line(setting),
		               "%s: '%s' is not POINTER=VALUE: write \"/errcode=0\"", r->where,
		               text);
	g_free(request->expect);
	request->expect = text;
}

static void
read_request(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct source_conf *target = into;

	if (!target->ack)
		target->ack = g_new0(struct ack_template, 1);
	reader_group(r, &section_request, setting, target->ack);
}

#define AT(member) offsetof(struct ack_template, member)
static const struct field request_fields[] = {
	{ "method", FIELD_TEXT, AT(method), .fallback = "POST", .help = "HTTP method" },
	{ "path", FIELD_TEXT, AT(path), .help = "appended to the address" },
	{ "body", FIELD_TEXT, AT(body), .is_required = true, .help = "body of the request" },
	{ "content_type", FIELD_TEXT, AT(content_type), .fallback = "application/json",
	  .help = "its type" },
	{ "success", FIELD_OTHER, .form = "\"200-299\"", .read = reader_success,
	  .help = "which status codes mean that it was taken; \"200-299\" if unsaid" },
	{ "expect", FIELD_OTHER, .form = "\"/POINTER=VALUE\"", .read = read_expect,
	  .help = "what else the answer must say, for robots that answer 200 with an error in the "
	          "body: \"/errcode=0\"" },
	{ .name = NULL }
};
#undef AT

const struct section section_request = {
	.name = "request",
	.item = "template",
	.fields = request_fields,
	.is_owned = true,
	.help =
	    "The request that tells. In path and body {text} (the whole sentence), {kind} (what "
	    "happened), "
	    "{alert} (title of the alert or gate), {author}, {id} and {label:NAME} are filled "
	    "in, quoted as JSON or as the content type says. The header "
	    "Idempotency-Key carries {id}.",
};

#define AT(member) offsetof(struct source_conf, member)
static const struct field notify_fields[] = {
	{ "name", FIELD_ID, AT(name), .is_required = true, .help = "name of the target" },
	{ "url", FIELD_OTHER, AT(url), .form = "http or https address", .read = reader_url,
	  .is_required = true, .help = "where it is, without the path" },
	{ "on", FIELD_OTHER, .form = "list of kinds", .read = read_on, .is_required = true,
	  .help = "which news goes there, such as [\"escalate\", \"gate\"]" },
	{ "tiers", FIELD_OTHER, .form = "list of ids of tiers", .read = read_tiers,
	  .help = "of news about alerts only these; all if unsaid" },
	{ "quiet", FIELD_OTHER, .form = "duration", .read = read_quiet,
	  .help = "the same news about the same thing is not told again within this time; 10m if "
	          "unsaid" },
	{ "spacing", FIELD_DURATION, AT(spacing_us), .fallback = "1s",
	  .help = "between two requests to it, at least: what a robot's rate limit asks for" },
	{ "request", FIELD_GROUP, .section = &section_request, .read = read_request,
	  .is_required = true, .help = "the request that tells" },
	{ "timeout", FIELD_DURATION, AT(timeout_us), .fallback = "10s", .low = 10 * MSEC_US,
	  .help = "a request fails when nothing comes for so long; it is tried again" },
	{ "auth", FIELD_CHOICE, AT(auth), .choices = config_auths, .fallback = "none",
	  .help = "how to log in" },
	{ "user", FIELD_TEXT, AT(user), .help = "basic: the name" },
	{ "password_file", FIELD_PATH, AT(password_file),
	  .help = "basic: file that holds the password, mode 0600" },
	{ "token_file", FIELD_PATH, AT(token_file),
	  .help = "bearer: file that holds the token, mode 0600" },
	{ "ca_file", FIELD_PATH, AT(ca_file),
	  .help = "certificates to trust instead of the system's" },
	{ "headers", FIELD_OTHER, .form = "list of \"Name: value\"", .read = reader_headers,
	  .help = "further request headers, such as a tenant: [\"X-Scope-OrgID: sale\"]" },
	{ "header_files", FIELD_OTHER, .form = "list of \"Name: FILE\"", .read = reader_header_files,
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
		reader_problem(r, line, "%s: line %u has a source of that name", r->where,
		               same->line);
	latest(r)->name = g_strdup(target->name);
	reader_check_auth(r, line, target);
}

const struct section section_notify = {
	.name = "notify",
	.item = "target",
	.fields = notify_fields,
	.collection = OF_NOTICES,
	.is_list = true,
	.is_owned = true,
	.make = make_target,
	.add = add_target,
	.help = "Where notices go: chat robots, pagers, any web hook. Each notice is kept with its "
		"event, sent once, and tried again until the target takes it.",
};
