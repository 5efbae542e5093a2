/* What an address is: asks it what each kind of endpoint would answer. */
#include "net/identify.h"

#include "base/lang.h"
#include "base/text.h"
#include "net/json_read.h"
#include "net/transfer.h"

#include <string.h>

#define ASK_TIMEOUT_US (3 * SEC_US)
enum { ASK_MAX_BYTES = 1 << 20, LOOK_MS = 200 };

struct asking {
	struct transfer_pool *pool;
	struct source_conf *conf;
	/* the last answer */
	bool is_over, is_complete;
	long status;
	GString *body;
	struct err why;
};

static void
on_answer(void *user, const struct answer *answer)
{
	struct asking *a = user;

	a->is_over = true;
	a->is_complete = answer->is_complete;
	a->status = answer->status;
	a->why = answer->why;
	g_string_append_len(a->body, answer->body, (gssize)answer->len);
}

/* Gives the answer's JSON (json_object_put) when there is some, whatever the status. */
static json_object *
ask(struct asking *a, const char *base, const char *path, const char *body)
{
	/* the call of Zabbix is one that takes no token */
	struct request request = { .login = body ? LOGIN_NONE : LOGIN_HEADER,
		                   .method = g_strdup(body ? "POST" : "GET"),
		                   .url = g_strconcat(base, path, NULL),
		                   .body = g_strdup(body),
		                   .content_type = g_strdup("application/json-rpc") };
	struct transfer_order order = { .conf = a->conf,
		                        .request = &request,
		                        .max_bytes = ASK_MAX_BYTES,
		                        .done = on_answer,
		                        .user = a };
	struct err e;

	g_string_truncate(a->body, 0);
	a->status = 0;
	a->is_over = a->is_complete = false;
	a->is_over = !transfer_start(a->pool, &order, &a->why);
	while (!a->is_over) {
		transfer_pool_run(a->pool);
		if (!a->is_over)
			transfer_pool_wait(a->pool, -1, LOOK_MS);
	}
	request_clear(&request);
	return a->is_complete ? json_read(a->body->str, a->body->len, &e) : NULL;
}

static char *
text_at(json_object *json, const char *pointer)
{
	bool hidden = false;
	char *text = json_text(json_at(json, pointer), 64, &hidden);

	return text ? text : g_strdup("");
}

static void
name_it(struct identified *is, const char *kind, const char *product, json_object *json,
        const char *version_at)
{
	char *version = text_at(json, version_at);

	is->kind = kind;
	g_free(is->what);
	is->what = g_strstrip(g_strdup_printf("%s %s", product, version));
	g_free(version);
}

static void
take_cluster(struct identified *is, json_object *json)
{
	json_object *peers = json_at(json, "/cluster/peers");
	size_t n =
	    json_object_is_type(peers, json_type_array) ? json_object_array_length(peers) : 0;
	GString *names = g_string_new(" ");

	for (size_t i = 0; i < n; i++) {
		char *name = text_at(json_object_array_get_idx(peers, i), "/name");

		g_string_append_printf(names, "%s ", name);
		g_free(name);
	}
	g_free(is->node);
	g_free(is->peers);
	is->node = text_at(json, "/cluster/name");
	is->peers = g_string_free(names, FALSE);
}

static bool
is_alertmanager(struct asking *a, struct identified *is)
{
	json_object *json = ask(a, is->url, "/api/v2/status", NULL);
	bool yes =
	    a->status == 200 && json_at(json, "/versionInfo/version") && json_at(json, "/cluster");

	if (yes) {
		name_it(is, "alertmanager", "Alertmanager", json, "/versionInfo/version");
		take_cluster(is, json);
	}
	json_object_put(json);
	if (!yes)
		return false;
	json = ask(a, is->url, "/api/v2/alerts?filter=alertname%3D%22Watchdog%22", NULL);
	is->has_watchdog = a->status == 200 && json_object_is_type(json, json_type_array) &&
	                   json_object_array_length(json) > 0;
	json_object_put(json);
	return true;
}

/* Thanos and Mimir answer as Prometheus does, and more. */
static const char *
relative(struct asking *a, const char *url, json_object *buildinfo)
{
	char *application = text_at(buildinfo, "/data/application");
	const char *name = strstr(application, "Mimir") ? "Grafana Mimir" : "Prometheus";
	json_object *stores = NULL;

	if (!strcmp(name, "Prometheus")) {
		stores = ask(a, url, "/api/v1/stores", NULL);
		if (a->status == 200 &&
		    json_object_is_type(json_at(stores, "/data"), json_type_object))
			name = "Thanos";
	}
	json_object_put(stores);
	g_free(application);
	return name;
}

static bool
is_prometheus_at(struct asking *a, struct identified *is, const char *prefix)
{
	char *url = g_strconcat(is->url, prefix, NULL);
	json_object *json = ask(a, url, "/api/v1/status/buildinfo", NULL);
	bool yes = a->status == 200 && json_at(json, "/data/version");

	is->needs_tenant = !yes && a->status == 401 && strstr(a->body->str, "no org id");
	if (yes)
		name_it(is, "prometheus", relative(a, url, json), json, "/data/version");
	if (is->needs_tenant)
		name_it(is, "prometheus", _("Mimir, Cortex or the like"), NULL, "");
	if (is->kind) {
		g_free(is->url);
		is->url = g_steal_pointer(&url);
	}
	json_object_put(json);
	g_free(url);
	return is->kind != NULL;
}

static bool
is_prometheus(struct asking *a, struct identified *is)
{
	return is_prometheus_at(a, is, "") || is_prometheus_at(a, is, "/prometheus");
}

static bool
is_icinga(struct asking *a, struct identified *is)
{
	json_object *json = ask(a, is->url, "/v1", NULL);
	bool is_closed = a->status == 401 && strstr(a->body->str, "check your user credentials");
	bool is_open = a->status == 200 && json_at(json, "/results/0/permissions");

	if (is_closed || is_open)
		name_it(is, "icinga2", "Icinga 2", json, "/results/0/version");
	is->needs_login |= is_closed;
	json_object_put(json);
	return is_closed || is_open;
}

static bool
is_zabbix(struct asking *a, struct identified *is)
{
	static const char body[] =
	    "{\"jsonrpc\":\"2.0\",\"method\":\"apiinfo.version\",\"params\":[],\"id\":1}";
	const char *path = g_str_has_suffix(is->url, ".php") ? "" : "/api_jsonrpc.php";
	json_object *json = ask(a, is->url, path, body);
	bool yes = a->status == 200 && json_at(json, "/jsonrpc") && json_at(json, "/result");

	if (yes)
		name_it(is, "zabbix", "Zabbix", json, "/result");
	if (yes && !*path)
		is->url[strlen(is->url) - strlen("/api_jsonrpc.php")] = '\0';
	json_object_put(json);
	is->needs_login |= yes;
	return yes;
}

/* What takes part in its address: where it is in Debian, and where its own installation puts it. Where the
 * page alone wants a login, it is there. */
static bool
is_nagios(struct asking *a, struct identified *is)
{
	static const char *const dirs[] = { "", "/cgi-bin/nagios4", "/nagios/cgi-bin",
		                            "/nagios4/cgi-bin" };
	bool is_closed;

	json_object_put(ask(a, is->url, "/", NULL));
	is_closed = a->status == 401;
	for (size_t i = 0; i < G_N_ELEMENTS(dirs) && a->is_complete && !is->kind; i++) {
		char *url = g_strconcat(is->url, dirs[i], NULL);
		json_object *json = ask(a, url, "/statusjson.cgi?query=programstatus", NULL);
		bool wants_login = a->status == 401 && !is_closed;

		if (wants_login || json_at(json, "/data/programstatus/version"))
			name_it(is, "nagios", "Nagios", json, "/data/programstatus/version");
		if (is->kind) {
			g_free(is->url);
			is->url = g_steal_pointer(&url);
		}
		is->needs_login |= wants_login;
		json_object_put(json);
		g_free(url);
	}
	return is->kind != NULL;
}

static bool
is_native(struct asking *a, struct identified *is)
{
	static const char *const lists[] = { "alerts", "metrics", "budget", "teams",
		                             "people", "phases",  "gates",  "risks" };
	json_object *json = ask(a, is->url, "", NULL);

	for (size_t i = 0; a->status == 200 && i < G_N_ELEMENTS(lists) && !is->kind; i++)
		if (json_object_is_type(json_member(json, lists[i]), json_type_array))
			name_it(is, "json", _("a document of the native form"), NULL, "");
	json_object_put(json);
	return is->kind != NULL;
}

/* False: it is no use to ask further. */
static bool
goes_on(const struct asking *a, struct identified *is)
{
	is->needs_login |= a->is_complete && (a->status == 401 || a->status == 403);
	return a->is_complete;
}

static void
explain(const struct asking *a, struct identified *is)
{
	g_free(is->what);
	if (!a->is_complete)
		is->what = g_strdup(a->why.text);
	else if (is->needs_login)
		is->what = g_strdup(_("it asks for a login before it says what it is"));
	else
		is->what = g_strdup(
		    _("it is no Alertmanager, Prometheus, Icinga 2, Zabbix or Nagios, nor a JSON "
		      "document of the native form"));
}

static void
log_in(struct asking *a, struct identified *is, const struct identify_login *login)
{
	struct source_conf *conf = a->conf;

	is->has_login = login->token_file || login->user;
	is->has_ca = login->ca_file != NULL;
	if (is->has_login)
		conf->auth = login->token_file ? AUTH_BEARER : AUTH_BASIC;
	conf->user = g_strdup(login->user);
	conf->password_file = g_strdup(login->password_file);
	conf->token_file = g_strdup(login->token_file);
	conf->ca_file = g_strdup(login->ca_file);
}

struct identified *
identify(const char *url, const struct identify_login *login)
{
	static bool (*const kinds[])(struct asking * a, struct identified * is) = {
		is_alertmanager, is_prometheus, is_icinga, is_zabbix, is_nagios, is_native
	};
	atomic_bool is_stopping = false;
	struct asking a = { .conf = source_conf_new(), .body = g_string_new(NULL) };
	struct identified *is = g_new0(struct identified, 1);

	transfer_init();
	a.conf->name = g_strdup("init");
	a.conf->timeout_us = a.conf->connect_timeout_us = ASK_TIMEOUT_US;
	a.pool = transfer_pool_new(&is_stopping, 0);
	if (login)
		log_in(&a, is, login);
	is->url = g_strdup(url);
	is->what = g_strdup("");
	is->node = g_strdup("");
	is->peers = g_strdup("");
	while (g_str_has_suffix(is->url, "/"))
		is->url[strlen(is->url) - 1] = '\0';
	for (size_t i = 0; i < G_N_ELEMENTS(kinds) && !is->kind; i++)
		if (!kinds[i](&a, is) && !goes_on(&a, is))
			break;
	if (!is->kind)
		explain(&a, is);
	transfer_pool_free(&a.pool);
	source_conf_free(&a.conf);
	g_string_free(a.body, TRUE);
	return is;
}

void
identify_free(struct identified **identified)
{
	struct identified *is = *identified;

	if (!is)
		return;
	g_free(is->what);
	g_free(is->url);
	g_free(is->node);
	g_free(is->peers);
	g_free(is);
	*identified = NULL;
}
