/* Zabbix: polls its problems, and names of hosts and users where they are not known yet. */
#include "net/zabbix.h"

#include "base/lang.h"
#include "base/text.h"
#include "net/json_read.h"

#include <string.h>

enum purpose { ASK_VERSION, ASK_PROBLEMS, ASK_NAMES };

/* A server may be upgraded: its version is asked for again. */
#define VERSION_PERIOD_US (10 * MIN_US)
enum { PROBLEMS_MAX = 2000 }; /* of one answer, the newest */

static void
add_slots(struct source *source)
{
	source->zabbix = zabbix_new();
	source_add_slot(source, NULL, ASK_VERSION);
	source_add_slot(source, NULL, ASK_PROBLEMS);
	source_add_slot(source, NULL, ASK_NAMES);
}

static char *
url(const struct source *source, const struct slot *slot, int64_t now_us)
{
	const struct zabbix *z = source->zabbix;
	/* later than a period: our clock was set back since */
	bool is_fresh = now_us < slot->due_us && slot->due_us - now_us <= VERSION_PERIOD_US;

	if ((slot->purpose == ASK_VERSION && z->version && is_fresh) ||
	    (slot->purpose != ASK_VERSION && !z->version) ||
	    (slot->purpose == ASK_NAMES && !z->wanted->len))
		return NULL;
	return g_strconcat(source->conf->url, "/api_jsonrpc.php", NULL);
}

static json_object *
texts(const char *const *names)
{
	json_object *list = json_object_new_array();

	for (; *names; names++)
		json_object_array_add(list, json_object_new_string(*names));
	return list;
}

static void
ask_problems(const struct source *source, struct request *request)
{
	static const char *const tags[] = { "tag", "value", NULL };
	const struct zabbix_conf *conf = &source->conf->zabbix;
	json_object *params = json_object_new_object(), *asked;

	json_object_object_add(params, "output", json_object_new_string("extend"));
	json_object_object_add(params, "selectAcknowledges", json_object_new_string("extend"));
	json_object_object_add(params, "selectTags", texts(tags));
	json_object_object_add(params, "selectSuppressionData", json_object_new_string("extend"));
	json_object_object_add(params, "sortfield", json_object_new_string("eventid"));
	json_object_object_add(params, "sortorder", json_object_new_string("DESC"));
	json_object_object_add(params, "limit", json_object_new_int(PROBLEMS_MAX + 1));
	if (conf->least > 0) {
		asked = json_object_new_array();
		for (unsigned severity = conf->least; severity < ZABBIX_SEVERITIES; severity++)
			json_object_array_add(asked, json_object_new_int((int)severity));
		json_object_object_add(params, "severities", asked);
	}
	zabbix_call(source, request, "problem.get", params);
}

static void
ask_names(const struct source *source, struct request *request)
{
	static const char *const output[] = { "eventid", NULL }, *const hosts[] = { "name", NULL },
				 *const updates[] = { "userid", "username", "name", "surname",
		                                      NULL };
	const struct zabbix *z = source->zabbix;
	json_object *params = json_object_new_object(), *ids = json_object_new_array();

	for (guint i = 0; i < z->wanted->len; i++)
		json_object_array_add(ids, json_object_new_string(z->wanted->pdata[i]));
	json_object_object_add(params, "output", texts(output));
	json_object_object_add(params, "eventids", ids);
	json_object_object_add(params, "selectHosts", texts(hosts));
	json_object_object_add(
	    params, z->version >= ZABBIX_HEADER_AUTH ? "selectAcknowledges" : "select_acknowledges",
	    texts(updates));
	zabbix_call(source, request, "event.get", params);
}

static void
fill(const struct source *source, const struct slot *slot, int64_t now_us, struct request *request)
{
	(void)now_us;
	if (slot->purpose == ASK_VERSION) {
		zabbix_call(source, request, "apiinfo.version", json_object_new_array());
		request->login = LOGIN_NONE;
	} else if (slot->purpose == ASK_PROBLEMS) {
		ask_problems(source, request);
	} else {
		ask_names(source, request);
	}
}

static void
take_problems(struct reading *r, json_object *list)
{
	size_t n = json_object_array_length(list);

	g_ptr_array_set_size(r->source->zabbix->wanted, 0);
	for (size_t i = 0; i < n && i < PROBLEMS_MAX; i++)
		zabbix_read_problem(r, json_object_array_get_idx(list, i));
	if (n <= PROBLEMS_MAX) {
		changes_end(r->slot->alerts, reading_gone, r);
		return;
	}
	/* what is not listed may be over, or only older: it stays */
	reading_broken(
	    r,
	    _("content: more than %d problems: only the newest are read, and none is taken "
	      "off; set zabbix.least to a higher severity, or give the user fewer hosts"),
	    PROBLEMS_MAX);
}

static void
take_hosts(struct zabbix *z, const char *eventid, json_object *hosts)
{
	size_t n =
	    json_object_is_type(hosts, json_type_array) ? json_object_array_length(hosts) : 0;
	GString *names = g_string_new(NULL);
	bool hidden = false;

	for (size_t i = 0; i < n; i++) {
		json_object *host = json_object_array_get_idx(hosts, i);
		char *name = json_text(json_member(host, "name"), TEXT_MAX_LABEL, &hidden);

		if (name && *name)
			g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
		g_free(name);
	}
	g_hash_table_replace(z->hosts, g_strdup(eventid),
	                     text_clean(names->str, names->len, TEXT_MAX_LABEL, NULL));
	g_string_free(names, TRUE);
}

static void
take_users(struct zabbix *z, json_object *updates)
{
	static const char *const parts[] = { "name", "surname", NULL };
	size_t n =
	    json_object_is_type(updates, json_type_array) ? json_object_array_length(updates) : 0;
	bool hidden = false;

	for (size_t i = 0; i < n; i++) {
		json_object *update = json_object_array_get_idx(updates, i);
		char *id = json_text(json_member(update, "userid"), TEXT_MAX_LABEL, &hidden);
		char *login = json_text(json_member(update, "username"), TEXT_MAX_LABEL, &hidden);
		char *first = json_text(json_member(update, parts[0]), TEXT_MAX_LABEL, &hidden);
		char *last = json_text(json_member(update, parts[1]), TEXT_MAX_LABEL, &hidden);
		char *full =
		    g_strstrip(g_strdup_printf("%s %s", first ? first : "", last ? last : ""));

		if (id)
			g_hash_table_replace(z->users, g_strdup(id),
			                     g_strdup(*full ? full : (login ? login : "")));
		g_free(full);
		g_free(last);
		g_free(first);
		g_free(login);
		g_free(id);
	}
}

/* With the names known the same list says more. */
static bool
read_again(const struct reading *names, struct err *e)
{
	struct zabbix *z = names->source->zabbix;
	struct reading r = *names;
	bool is_read;
	char *bytes = g_steal_pointer(&z->problems);

	r.slot = g_ptr_array_index(r.source->slots, ASK_PROBLEMS);
	r.tell = NULL;
	r.slot->body_hash = 0;
	is_read = !bytes || source_read(&r, bytes, z->problems_len, e);
	g_free(bytes);
	g_ptr_array_set_size(z->wanted, 0); /* what they still lack Zabbix does not tell */
	return is_read;
}

static bool
take_names(struct reading *r, json_object *list, struct err *e)
{
	struct zabbix *z = r->source->zabbix;

	if (g_hash_table_size(z->hosts) > 10 * PROBLEMS_MAX)
		g_hash_table_remove_all(z->hosts); /* of problems long gone: asked for again */
	for (guint i = 0; i < z->wanted->len; i++)
		if (!g_hash_table_contains(z->hosts, z->wanted->pdata[i]))
			take_hosts(z, z->wanted->pdata[i], NULL);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		json_object *event = json_object_array_get_idx(list, i);
		const char *id = json_object_get_string(json_member(event, "eventid"));

		if (!zabbix_is_id(id))
			continue;
		take_hosts(z, id, json_member(event, "hosts"));
		take_users(z, json_member(event, "acknowledges"));
	}
	return read_again(r, e);
}

static bool
take_version(struct reading *r, json_object *result, struct err *e)
{
	r->has_undated = true;
	r->source->zabbix->version = zabbix_version(result);
	r->slot->due_us = r->now_us + VERSION_PERIOD_US;
	return r->source->zabbix->version ||
	       err_set(e, _("content: source %s does not say its version of Zabbix"),
	               r->source->conf->name);
}

static bool
take_result(struct reading *r, json_object *result, struct err *e)
{
	if (r->slot->purpose == ASK_VERSION)
		return take_version(r, result, e);
	if (!json_object_is_type(result, json_type_array))
		return err_set(e, _("content: 'result' is no list"));
	if (r->slot->purpose == ASK_NAMES)
		return take_names(r, result, e);
	take_problems(r, result);
	return true;
}

static bool
read_document(struct reading *r, const char *bytes, size_t len, struct err *e)
{
	struct zabbix *z = r->source->zabbix;
	json_object *root = json_read(bytes, len, e), *result;
	bool is_ok;

	if (!root)
		return false;
	is_ok = zabbix_result(root, r->source->conf->name, &result, e) == ZABBIX_FINE;
	if (!is_ok)
		z->version = 0; /* perhaps it is another one now */
	is_ok = is_ok && take_result(r, result, e);
	if (is_ok && r->slot->purpose == ASK_PROBLEMS && z->wanted->len) {
		g_free(z->problems);
		z->problems = g_memdup2(bytes, len);
		z->problems_len = len;
	}
	json_object_put(root);
	return is_ok;
}

static bool
can_ack(const struct source_conf *conf)
{
	return !conf->read_only;
}

const struct source_ops source_zabbix = {
	.kind = "zabbix",
	.max_bytes = 8 * 1024 * 1024,
	.parallel = 1, /* the problems tell whose names are asked for */
	.accept_encoding = "gzip",
	.add_slots = add_slots,
	.url = url,
	.fill = fill,
	.read = read_document,
	.can_ack = can_ack,
	.deliver = zabbix_deliver,
};
