/* Configuration of a room that several sites share through etcd. */
#include "app/config_reader.h"

#include "app/notify.h"
#include "base/lang.h"

#include <libconfig.h>
#include <string.h>

enum { MOST_ENDPOINTS = 9 };

static void
add_endpoint(struct config_reader *r, unsigned line, const char *text, void *data)
{
	struct config *config = data;
	GUri *uri = g_uri_parse(text, G_URI_FLAGS_NONE, NULL);
	const char *scheme = uri ? g_uri_get_scheme(uri) : "";

	if ((strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0) || !g_uri_get_host(uri) ||
	    !*g_uri_get_host(uri))
		reader_problem(
		    r, line, _("%s: '%.60s' is not an address: http:// or https://, host and port"),
		    r->where, text);
	else if (g_uri_get_userinfo(uri))
		reader_problem(r, line,
		               _("%s: no log-in in an address: use 'user' and 'password_file'"),
		               r->where);
	else if (*g_uri_get_path(uri) && strcmp(g_uri_get_path(uri), "/") != 0)
		reader_problem(r, line, _("%s: '%.60s' has a path: end it after host and port"),
		               r->where, text);
	else
		g_ptr_array_add(
		    config->site.etcd.endpoints,
		    g_strndup(text, strlen(text) - (g_str_has_suffix(text, "/") ? 1 : 0)));
	if (uri)
		g_uri_unref(uri);
}

static void
read_endpoints(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	GPtrArray *endpoints = ((struct config *)into)->site.etcd.endpoints;

	reader_texts(r, setting, add_endpoint, into);
	if (endpoints->len > MOST_ENDPOINTS)
		reader_problem(r, config_setting_source_line(setting),
		               _("%s: more than %d addresses"), r->where, MOST_ENDPOINTS);
}

#define AT(member) offsetof(struct config, site.member)
static const struct field site_fields[] = {
	{ "name", FIELD_ID, AT(name), .is_required = true,
	  .help = "name of this site; each site has its own" },
	{ "endpoints", FIELD_OTHER, .form = N_("list of addresses"), .read = read_endpoints,
	  .is_required = true,
	  .help = "the members of etcd, such as \"https://etcd1.example:2379\"; the next one is "
	          "asked when one does not answer" },
	{ "prefix", FIELD_TEXT, AT(prefix), .is_required = true,
	  .help = "what the keys of this room begin with, the same at all of its sites: "
	          "\"warroom/double11\"" },
	{ "take_over", FIELD_DURATION, AT(take_over_us), .fallback = "30s", .low = SEC_US,
	  .help =
	      "when another site is gone for so long (etcd notices after 15s), what it still had "
	      "to deliver leaves here, if it is not at the target yet" },
	{ "user", FIELD_TEXT, AT(etcd.user), .help = "name to log in with" },
	{ "password_file", FIELD_PATH, AT(etcd.password_file),
	  .help = "file that holds the password, mode 0600" },
	{ "password", FIELD_REFUSED,
	  .help =
	      N_("a secret does not belong here: put it into a file of mode 0600 and name that in "
	         "'password_file'") },
	{ "ca_file", FIELD_PATH, AT(etcd.ca_file),
	  .help = "certificates to trust instead of the system's" },
	{ "cert_file", FIELD_PATH, AT(etcd.cert_file), .help = "client certificate" },
	{ "key_file", FIELD_PATH, AT(etcd.key_file), .help = "its key, mode 0600" },
	{ .name = NULL }
};
#undef AT

static void
check_prefix(struct config_reader *r, const char *prefix)
{
	size_t n = strspn(prefix, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_./");

	if (n == 0 || prefix[n] || n > 200 || prefix[n - 1] == '/')
		reader_problem(
		    r, r->site_line,
		    _("site.prefix: '%.60s' is no prefix: use letters, digits, '-', '_', '.' "
		      "and '/', and no '/' at the end"),
		    prefix);
}

/* Where deliveries of other sites may leave through this one. */
static void
note_targets(struct config_reader *r)
{
	for (guint i = 0; r->config->sources && i < r->config->sources->len; i++) {
		const struct source_conf *source = g_ptr_array_index(r->config->sources, i);
		bool is_json = !g_strcmp0(source->kind, "json");

		if (source->name && source->kind && !source->read_only &&
		    source_kind_can_ack(source->kind) && (!is_json || source->templates[FOR_ACK]))
			g_ptr_array_add(r->config->site.targets, g_strdup(source->name));
	}
	for (guint i = 0; r->config->notify && i < r->config->notify->len; i++) {
		const struct notify_conf *notify = g_ptr_array_index(r->config->notify, i);

		if (notify->name && !notify->is_source)
			g_ptr_array_add(r->config->site.targets, g_strdup(notify->name));
	}
}

static void
finish_site(struct config_reader *r)
{
	const struct etcd_conf *etcd = &r->config->site.etcd;

	if (!r->site_line)
		return;
	if (r->config->site.prefix)
		check_prefix(r, r->config->site.prefix);
	if (!etcd->user != !etcd->password_file)
		reader_problem(r, r->site_line,
		               _("site: 'user' and 'password_file' need each other"));
	if (!etcd->cert_file != !etcd->key_file)
		reader_problem(r, r->site_line,
		               _("site: 'cert_file' and 'key_file' need each other"));
	note_targets(r);
}

const struct section section_site = {
	.name = "site",
	.item = N_("site"),
	.fields = site_fields,
	.is_owned = true,
	.finish = finish_site,
	.help = "Shares the room with other sites through etcd (version 3.4 or later). Each site "
		"keeps its own journal and goes on alone while etcd cannot be reached; then both "
		"take over what the other did. A room without this section is not shared.",
};
