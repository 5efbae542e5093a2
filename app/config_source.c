/* Configuration of sources: where the data comes from, and where acknowledgements go. */
#include "app/config_reader.h"
#include "app/notify.h"
#include "base/lang.h"

#include <libconfig.h>
#include <string.h>

static const int64_t default_timeout_us = 4 * SEC_US, default_connect_timeout_us = 3 * SEC_US;

static void
read_kind(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct source_conf *source = into;
	char *text = reader_text(r, setting, _("a kind of source")),
	     *all = g_strjoinv(", ", (char **)source_kinds());

	if (text && !g_strv_contains(source_kinds(), text))
		reader_problem(r, config_setting_source_line(setting),
		               _("%s: '%s' is not one of: %s"), r->where, text, all);
	g_free(all);
	g_free(source->kind);
	source->kind = text;
}

static void
read_queries(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	r->source = into;
	reader_list(r, &section_queries, setting);
}

static void
read_form(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct source_conf *source = into;
	char *text = reader_text(r, setting, _("a form of rosters")),
	     *all = g_strjoinv(", ", (char **)source_roster_forms());

	if (text && !g_strv_contains(source_roster_forms(), text))
		reader_problem(r, config_setting_source_line(setting),
		               _("%s: '%s' is not one of: %s"), r->where, text, all);
	g_free(all);
	g_free(source->form);
	source->form = text;
}

static void
read_schedules(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	r->source = into;
	reader_list(r, &section_schedules, setting);
}

static void
read_zabbix(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct source_conf *source = into;

	r->source = source;
	reader_group(r, &section_zabbix, setting, &source->zabbix);
}

static void
read_icinga(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	reader_group(r, &section_icinga, setting, source_conf_icinga(into));
}

static void
read_nagios(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct source_conf *source = into;

	reader_group(r, &section_nagios, setting, &source->nagios);
}

/* The document of a source that has only one: its keys stand at the source itself. */
static struct source_query *
only_query(struct source_conf *source)
{
	if (source->queries->len == 0)
		return source_conf_add_query(source);
	return source->queries->pdata[0];
}

static void
read_only(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	for (const struct field *f = section_queries.fields; f->name; f++)
		if (!strcmp(f->name, config_setting_name(setting)))
			reader_field(r, f, setting, only_query(into));
}

const struct choice config_auths[] = { { "none", AUTH_NONE },
	                               { "basic", AUTH_BASIC },
	                               { "bearer", AUTH_BEARER },
	                               { "request", AUTH_REQUEST },
	                               { .name = NULL } };

#define AT(member) offsetof(struct source_conf, member)
#define NO_SECRETS \
	N_("no secrets in this file: write them into a file of mode 0600 and name that in " \
	   "password_file or token_file")
static const struct field source_fields[] = {
	{ "name", FIELD_ID, AT(name), .is_required = true,
	  .help = "name of the source, the first half of its alerts' keys" },
	{ "template", FIELD_OTHER, .form = N_("name, or file"), .read = reader_template,
	  .help = "json: the system that it is: the template says what is not said here" },
	{ "kind", FIELD_OTHER, AT(kind),
	  .form = "alertmanager, icinga2, nagios, prometheus, prometheus-alerts, zabbix, json or roster",
	  .read = read_kind, .is_required = true, .help = "which protocol it speaks" },
	{ "url", FIELD_OTHER, AT(url),
	  .form = N_("http or https address; of a roster also file:/PATH"), .read = reader_url,
	  .help = "where it is, without the path of its API" },
	{ "urls", FIELD_OTHER, .form = N_("list of addresses"), .read = reader_urls,
	  .help =
	      "alertmanager: the members of its cluster instead of url; any of them is asked, and "
	      "each Prometheus must send its alerts to all of them" },
	{ "period", FIELD_DURATION, AT(period_us), .fallback = "5s", .low = SEC_US,
	  .help = "time between two polls" },
	{ "timeout", FIELD_DURATION, AT(timeout_us), .low = 10 * MSEC_US,
	  .help =
	      "a poll fails when nothing comes for so long, when an answer that has begun brings less "
	      "than 100 bytes a second, and after ten times as long in any "
	      "case; 4s, or four fifths of a shorter period, if unsaid" },
	{ "connect_timeout", FIELD_DURATION, AT(connect_timeout_us), .low = 10 * MSEC_US,
	  .help = "a connection fails after this time; 3s, or the timeout if that is shorter, if "
	          "unsaid" },
	{ "max_bytes", FIELD_SIZE, AT(max_bytes),
	  .help = "largest answer that is read; 8MiB, for an alertmanager (read piece by piece) "
	          "128MiB, if unsaid" },
	{ "team", FIELD_REFERENCE, AT(team), .refers = OF_TEAMS,
	  .help = "team of alerts that name none; of a roster that says none" },
	{ "filter", FIELD_TEXT, AT(filter),
	  .help = "alertmanager: only alerts that match, such as \"env=prod\"; icinga2: only "
	          "problems of hosts for which this holds, and of their services, such as "
	          "\"\\\"shop\\\" in host.groups\"" },
	{ "watchdog", FIELD_TEXT, AT(watchdog),
	  .help =
	      "name of an alert there that always fires, such as \"Watchdog\": it is not shown, "
	      "and its absence is an alert of the room" },
	{ "watchdog_after", FIELD_DURATION, AT(watchdog_after_us), .fallback = "2m", .low = SEC_US,
	  .help = "absent for so long" },
	{ "pending", FIELD_BOOL, AT(shows_pending), .fallback = "false",
	  .help = "prometheus-alerts: show also what is about to fire, with the label "
	          "alertstate=pending" },
	{ "read_only", FIELD_BOOL, AT(read_only), .fallback = "false",
	  .help = "never send anything to it" },
	{ "auth", FIELD_CHOICE, AT(auth), .choices = config_auths, .fallback = "none",
	  .help = "how to log in; request: the secret stands where a header or request says "
	          "{token}" },
	{ "user", FIELD_TEXT, AT(user), .help = "basic: the name" },
	{ "password_file", FIELD_PATH, AT(password_file),
	  .help = "basic: file that holds the password, mode 0600" },
	{ "token_file", FIELD_PATH, AT(token_file),
	  .help = "bearer: file that holds the token, mode 0600; request: that is {token}" },
	{ "password", FIELD_REFUSED, .help = NO_SECRETS },
	{ "token", FIELD_REFUSED, .help = NO_SECRETS },
	{ "bearer_token", FIELD_REFUSED, .help = NO_SECRETS },
	{ "ca_file", FIELD_PATH, AT(ca_file),
	  .help = "certificates to trust instead of the system's" },
	{ "cert_file", FIELD_PATH, AT(cert_file), .help = "client certificate" },
	{ "key_file", FIELD_PATH, AT(key_file), .help = "its key" },
	{ "headers", FIELD_OTHER, .form = N_("list of \"Name: value\""), .read = reader_headers,
	  .help = "further request headers, such as a tenant: [\"X-Scope-OrgID: sale\"]" },
	{ "header_files", FIELD_OTHER, .form = N_("list of \"Name: FILE\""),
	  .read = reader_header_files,
	  .help = "headers whose value is a secret: the first line of a file of mode 0600" },
	{ "queries", FIELD_LIST, .section = &section_queries, .read = read_queries,
	  .help = "its requests, if there is more than one; those of a Prometheus usually stand at "
	          "the metrics" },
	{ "form", FIELD_OTHER, .form = "native, pagerduty, goalert, grafana or ical",
	  .read = read_form, .help = "roster: how it says who is on duty" },
	{ "schedules", FIELD_LIST, .section = &section_schedules, .read = read_schedules,
	  .help = "roster: its schedules, and whose they are" },
	{ "path", FIELD_OTHER, .form = N_("text"), .read = read_only,
	  .help = "json: appended to the address" },
	{ "shows", FIELD_OTHER, .form = N_("as in queries"), .read = read_only,
	  .help = "json: what the document holds; room if unsaid" },
	{ "elements", FIELD_OTHER, .form = N_("JSON pointer"), .read = read_only,
	  .help = "json: as in queries" },
	{ "fields", FIELD_OTHER, .form = N_("as in queries"), .read = read_only,
	  .help = "json: as in queries" },
	{ "post", FIELD_OTHER, .form = N_("text"), .read = read_only,
	  .help = "json: as in queries" },
	{ "where", FIELD_OTHER, .form = "\"/POINTER=VALUE\"", .read = read_only,
	  .help = "json: as in queries" },
	{ "ack", FIELD_GROUP, .section = &section_request, .read = reader_request,
	  .help = "json: the request that acknowledges" },
	{ "unack", FIELD_GROUP, .section = &section_request, .read = reader_request,
	  .help = "json: the request that takes it back; unsaid: it cannot be" },
	{ "silence", FIELD_GROUP, .section = &section_request, .read = reader_request,
	  .help = "json: the request that silences; that of ack if unsaid" },
	{ "note", FIELD_GROUP, .section = &section_request, .read = reader_request,
	  .help = "json: the request that adds a note; unsaid: notes stay here" },
	{ "escalate", FIELD_GROUP, .section = &section_request, .read = reader_request,
	  .help = "json: the request that escalates there what a person escalates here" },
	{ "set", FIELD_OTHER, .form = N_("group of NAME = \"text\""), .read = reader_set,
	  .help = "json: values of {set:NAME} in the requests" },
	{ "secret_file", FIELD_PATH, AT(secret_file),
	  .help = "json: file that holds the secret that requests are signed with, mode 0600" },
	{ "spacing", FIELD_DURATION, AT(spacing_us), .fallback = "0",
	  .help = "between two requests that change something there, at least" },
	{ "zabbix", FIELD_GROUP, .section = &section_zabbix, .read = read_zabbix,
	  .help = "zabbix: which problems, and how urgent they are here" },
	{ "icinga", FIELD_GROUP, .section = &section_icinga, .read = read_icinga,
	  .help = "icinga2: which problems, and how they are acknowledged there" },
	{ "nagios", FIELD_GROUP, .section = &section_nagios, .read = read_nagios,
	  .help = "nagios: which problems, and how they are acknowledged there" },
	{ .name = NULL }
};
#undef AT

static void *
make_source(struct config_reader *r)
{
	struct source_conf *source = source_conf_new();

	g_ptr_array_add(r->config->sources, source);
	return source;
}

void
reader_check_auth(struct config_reader *r, unsigned line, const struct source_conf *source)
{
	if (source->auth == AUTH_BASIC && (!source->user || !source->password_file))
		reader_problem(r, line, _("%s: auth \"basic\" needs 'user' and 'password_file'"),
		               r->where);
	if (source->auth == AUTH_BEARER && !source->token_file)
		reader_problem(r, line, _("%s: auth \"bearer\" needs 'token_file'"), r->where);
	if (source->auth != AUTH_BASIC && (source->user || source->password_file))
		reader_problem(r, line, _("%s: 'user' and 'password_file' need auth = \"basic\""),
		               r->where);
	if (source->auth == AUTH_REQUEST && !source->token_file)
		reader_problem(r, line, _("%s: auth \"request\" needs 'token_file'"), r->where);
	if (source->auth != AUTH_BEARER && source->auth != AUTH_REQUEST && source->token_file)
		reader_problem(r, line, _("%s: 'token_file' needs auth = \"bearer\""), r->where);
	if (!source->cert_file != !source->key_file)
		reader_problem(r, line, _("%s: 'cert_file' and 'key_file' need each other"),
		               r->where);
}

static void
set_timeouts(struct config_reader *r, unsigned line, struct source_conf *source)
{
	if (source->timeout_us == UNSAID)
		source->timeout_us = MIN(default_timeout_us, source->period_us / 5 * 4);
	if (source->connect_timeout_us == UNSAID)
		source->connect_timeout_us = MIN(default_connect_timeout_us, source->timeout_us);
	if (source->timeout_us >= source->period_us)
		reader_problem(r, line, _("%s: 'timeout' must be shorter than 'period'"), r->where);
	if (source->connect_timeout_us > source->timeout_us)
		reader_problem(r, line,
		               _("%s: 'connect_timeout' must not be longer than 'timeout'"),
		               r->where);
}

static void
check_query(struct config_reader *r, unsigned line, const struct source_query *query,
            const char *kind)
{
	if (!g_strcmp0(kind, SOURCE_KIND_ROSTER)) {
		if (query->shows || query->elements || query->fields->len || query->metric)
			reader_problem(r, line, _("%s: a roster has 'schedules' and no 'queries'"),
			               r->where);
	} else if (query->team || query->role || query->level > 0) {
		reader_problem(r, line, _("%s: 'schedules' belong to a source of kind \"roster\""),
		               r->where);
	} else if (!g_strcmp0(kind, "json")) {
		if (!query->shows)
			reader_problem(r, line,
			               _("%s: each of several queries says what it 'shows'"),
			               r->where);
	} else if (query->shows || query->elements || query->fields->len || query->post ||
	           query->where) {
		reader_problem(
		    r, line,
		    _("%s: 'shows', 'elements', 'fields', 'post' and 'where' belong to a source of kind \"json\""),
		    r->where);
	} else if (g_strcmp0(kind, "prometheus")) {
		reader_problem(r, line, _("%s: its kind has no queries"), r->where);
	} else if (!query->metric || !query->query) {
		reader_problem(r, line, _("%s: each of its queries has 'metric' and 'query'"),
		               r->where);
	}
}

/* Checks the queries; gives what the source shows, for people. */
static const char *
check_queries(struct config_reader *r, unsigned line, struct source_conf *source)
{
	bool is_json = !g_strcmp0(source->kind, "json");

	if (is_json && source->queries->len <= 1 && !only_query(source)->shows)
		only_query(source)->shows = g_strdup("room");
	for (guint i = 0; i < source->queries->len; i++)
		check_query(r, line, source->queries->pdata[i], source->kind);
	if (is_json)
		return only_query(source)->shows;
	if (!g_strcmp0(source->kind, SOURCE_KIND_ROSTER))
		return "roster";
	return g_strcmp0(source->kind, "prometheus") ? "alerts" : "metrics";
}

/* Notes and escalations of its alerts go to a source that has requests for them. */
static void
add_hearer(struct config_reader *r, const struct source_conf *source)
{
	static const struct {
		enum template_for at;
		enum event_kind kind;
	} heard[] = { { FOR_NOTE, EVENT_NOTE }, { FOR_ESCALATE, EVENT_ESCALATE } };
	struct notify_conf *conf;

	if (source->read_only || (!source->templates[FOR_NOTE] && !source->templates[FOR_ESCALATE]))
		return;
	conf = notify_conf_new(source->name);
	conf->is_source = true;
	for (size_t i = 0; i < G_N_ELEMENTS(heard); i++)
		if (source->templates[heard[i].at])
			g_array_append_val(conf->kinds, heard[i].kind);
	g_ptr_array_add(r->config->notify, conf);
}

static void
check_roster(struct config_reader *r, unsigned line, struct source_conf *source)
{
	bool is_native = !g_strcmp0(source->form, "native");

	if (!source->form)
		reader_problem(r, line, _("%s: a roster says its 'form'"), r->where);
	else if (source->queries->len == 0 && source_roster_needs_schedule(source->form))
		reader_problem(r, line, _("%s: the form \"%s\" needs 'schedules'"), r->where,
		               source->form);
	for (guint i = 0; i < source->queries->len && !is_native && !source->team; i++)
		if (!((struct source_query *)source->queries->pdata[i])->team)
			reader_problem(
			    r, line,
			    _("%s: whose roster is it? Add 'team', or one to each of 'schedules'"),
			    r->where);
	if (source->queries->len == 0 && !is_native && !source->team)
		reader_problem(r, line, _("%s: whose roster is it? Add 'team'"), r->where);
	only_query(source);
	g_free(source->zone);
	source->zone = g_strdup(r->room->zone);
}

static void
add_source(struct config_reader *r, const struct config_setting_t *setting, void *item)
{
	struct source_conf *source = item;
	struct define_source *shown_as = event_batch_alloc(r->batch, sizeof *shown_as);
	unsigned line = config_setting_source_line(setting);
	bool is_json = !g_strcmp0(source->kind, "json"), has_request = false;

	for (size_t i = 0; i < TEMPLATES; i++)
		has_request |= source->templates[i] != NULL;
	set_timeouts(r, line, source);
	if (!source->url)
		reader_problem(r, line, _("%s has no 'url'"), r->where);
	if (source->peers->len > 0 && g_strcmp0(source->kind, "alertmanager"))
		reader_problem(r, line, _("%s: 'urls' are for a source of kind \"alertmanager\""),
		               r->where);
	source->max_bytes = MAX(source->max_bytes, 0); /* the kind's own */
	reader_check_auth(r, line, source);
	if (!g_strcmp0(source->kind, SOURCE_KIND_ROSTER))
		check_roster(r, line, source);
	else if (source->form || (source->url && g_str_has_prefix(source->url, "file:")))
		reader_problem(
		    r, line,
		    _("%s: 'form' and an address \"file:/PATH\" belong to a source of kind "
		      "\"roster\""),
		    r->where);
	reader_check_requests(r, line, source);
	if (has_request && !is_json)
		reader_problem(r, line, _("%s: 'ack' belongs to a source of kind \"json\""),
		               r->where);
	add_hearer(r, source);
	if (source->icinga && g_strcmp0(source->kind, "icinga2"))
		reader_problem(r, line, _("%s: 'icinga' belongs to a source of kind \"icinga2\""),
		               r->where);
	if (!g_strcmp0(source->kind, "zabbix") && source->auth != AUTH_BEARER)
		reader_problem(
		    r, line,
		    _("%s: a zabbix needs auth = \"bearer\" and a 'token_file' with an API "
		      "token"),
		    r->where);
	shown_as->name = event_batch_str(r->batch, source->name);
	shown_as->kind = event_batch_str(r->batch, source->kind);
	shown_as->shows = event_batch_str(r->batch, check_queries(r, line, source));
	shown_as->period_us = source->period_us;
	shown_as->watchdog = event_batch_str(r->batch, source->watchdog);
	shown_as->watchdog_after_us = source->watchdog_after_us;
	shown_as->can_ack = !source->read_only && source->kind &&
	                    source_kind_can_ack(source->kind) &&
	                    (!is_json || source->templates[FOR_ACK]);
	event_batch_add(r->batch, EVENT_DEFINE_SOURCE, 0)->define_source = shown_as;
}

const struct section section_sources = {
	.name = "sources",
	.item = N_("source"),
	.fields = source_fields,
	.collection = OF_SOURCES,
	.is_list = true,
	.is_owned = true,
	.takes_template = true,
	.make = make_source,
	.add = add_source,
	.help = "Where the data comes from, and where acknowledgements go.",
};
