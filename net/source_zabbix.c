/* Zabbix: polls its problems, and names of hosts and users where they are not known yet. */
#include "net/zabbix.h"

#include "base/text.h"
#include "net/json_read.h"

#include <string.h>

enum purpose { VERSION, PROBLEMS, NAMES };

/* A server may be upgraded: its version is asked for again. */
#define VERSION_PERIOD_US (10 * MIN_US)
enum { PROBLEMS_MAX = 2000 }; /* of one answer, the newest */

static const char *const severities[ZABBIX_SEVERITIES] = { "not classified", "information", "warning",
	                                                    "average", "high", "disaster" };
static const char *const severity_labels[ZABBIX_SEVERITIES] = { "info", "info", "warning",
	                                                         "warning", "critical", "critical" };

static void
add_slots(struct source *source)
{
	source->zabbix = zabbix_new();
	source_add_slot(source, NULL, VERSION);
	source_add_slot(source, NULL, PROBLEMS);
	source_add_slot(source, NULL, NAMES);
}

static char *
url(const struct source *source, const struct slot *slot, int64_t now_us)
{
	const struct zabbix *z = source->zabbix;
	/* later than a period: our clock was set back since */
	bool is_fresh = now_us < slot->due_us && slot->due_us - now_us <= VERSION_PERIOD_US;

	if ((slot->purpose == VERSION && z->version && is_fresh) ||
	    (slot->purpose != VERSION && !z->version) ||
	    (slot->purpose == NAMES && !z->wanted->len))
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
				*const updates[] = { "userid", "username", "name", "surname", NULL };
	const struct zabbix *z = source->zabbix;
	json_object *params = json_object_new_object(), *ids = json_object_new_array();

	for (guint i = 0; i < z->wanted->len; i++)
		json_object_array_add(ids, json_object_new_string(z->wanted->pdata[i]));
	json_object_object_add(params, "output", texts(output));
	json_object_object_add(params, "eventids", ids);
	json_object_object_add(params, "selectHosts", texts(hosts));
	json_object_object_add(params,
	                       z->version >= ZABBIX_HEADER_AUTH ? "selectAcknowledges"
	                                                        : "select_acknowledges",
	                       texts(updates));
	zabbix_call(source, request, "event.get", params);
}

static void
fill(const struct source *source, const struct slot *slot, struct request *request)
{
	if (slot->purpose == VERSION) {
		zabbix_call(source, request, "apiinfo.version", json_object_new_array());
		request->login = LOGIN_NONE;
	} else if (slot->purpose == PROBLEMS) {
		ask_problems(source, request);
	} else {
		ask_names(source, request);
	}
}

/* The text in the batch; "". */
static const char *
clean(struct reading *r, json_object *value, size_t max_bytes, bool *hidden)
{
	char *text = json_text(value, max_bytes, hidden);
	const char *kept = event_batch_str(r->batch, text);

	g_free(text);
	return kept;
}

/* Unless it is known: then its name will be asked for. */
static const char *
user_name(const struct source *source, const char *userid, bool *is_missing)
{
	const char *name = g_hash_table_lookup(source->zabbix->users, userid);

	*is_missing |= !name;
	return name ? name : "";
}

static void
add_label(struct reading *r, GArray *labels, const char *name, const char *value)
{
	struct label label = { event_batch_str(r->batch, name), event_batch_str(r->batch, value) };

	for (guint i = 0; i < labels->len; i++)
		if (!strcmp(g_array_index(labels, struct label, i).name, name))
			return; /* the first of a name counts */
	if (*name && *value)
		g_array_append_val(labels, label);
}

static void
add_tags(struct reading *r, GArray *labels, json_object *tags, bool *hidden)
{
	size_t n = json_object_is_type(tags, json_type_array) ? json_object_array_length(tags) : 0;

	for (size_t i = 0; i < n; i++) {
		json_object *tag = json_object_array_get_idx(tags, i);
		char *name = json_text(json_member(tag, "tag"), TEXT_MAX_LABEL, hidden);
		char *value = json_text(json_member(tag, "value"), TEXT_MAX_LABEL, hidden);

		if (name && value)
			add_label(r, labels, name, value);
		g_free(name);
		g_free(value);
	}
}

static void
set_labels(struct reading *r, json_object *json, int severity, struct alert_data *alert)
{
	const char *own = r->source->conf->zabbix.labels[severity];
	const char *hosts = g_hash_table_lookup(r->source->zabbix->hosts, alert->fingerprint);
	GArray *labels = g_array_new(FALSE, FALSE, sizeof(struct label));
	struct label *copy;

	add_label(r, labels, "severity", own ? own : severity_labels[severity]);
	add_label(r, labels, "zabbix_severity", severities[severity]);
	add_label(r, labels, "host", hosts ? hosts : "");
	add_tags(r, labels, json_member(json, "tags"), &alert->hidden_text);
	add_label(r, labels, "opdata",
	          clean(r, json_member(json, "opdata"), TEXT_MAX_LABEL, &alert->hidden_text));
	copy = event_batch_alloc(r->batch, labels->len * sizeof *copy + 1);
	memcpy(copy, labels->data, labels->len * sizeof *copy);
	alert->labels = copy;
	alert->n_labels = labels->len;
	alert->team = "";
	for (size_t i = 0; i < alert->n_labels && !*alert->team; i++)
		if (!strcmp(copy[i].name, "team"))
			alert->team = copy[i].value;
	if (!*alert->team)
		alert->team = event_batch_str(r->batch, r->source->conf->team);
	g_array_unref(labels);
}

static const char *
holder_name(struct reading *r, const struct zabbix_update *u, bool *is_missing)
{
	const char *name = user_name(r->source, u->userid, is_missing), *kept;
	char *unnamed = g_strdup_printf("Zabbix user %s", u->userid);

	kept = event_batch_str(r->batch, *name ? name : unnamed);
	g_free(unnamed);
	return kept;
}

/* Who holds it: each update by its token, or by its number if it was made elsewhere. */
static void
set_holders(struct reading *r, json_object *json, struct alert_data *alert, bool *is_missing)
{
	GPtrArray *updates = zabbix_updates(json, &alert->hidden_text);
	GPtrArray *holders = zabbix_holders(json, updates);
	const char **ids = event_batch_alloc(r->batch, holders->len * sizeof *ids + 1);

	alert->silenced_by = ids;
	alert->n_silenced_by = holders->len;
	alert->held_by = alert->held_comment = "";
	for (guint i = 0; i < holders->len; i++) {
		const struct zabbix_update *u = holders->pdata[i];
		char *number = g_strdup_printf("update %" PRIu64, u->id);

		ids[i] = event_batch_str(r->batch, *u->token ? u->token : number);
		alert->held_by = holder_name(r, u, is_missing);
		alert->held_comment = event_batch_str(r->batch, u->message);
		alert->held_until_us = u->until_us;
		g_free(number);
	}
	/* muted, but by nobody: a maintenance */
	alert->inhibited = !g_strcmp0(json_object_get_string(json_member(json, "suppressed")), "1") &&
	                   holders->len == 0;
	g_ptr_array_unref(holders);
	g_ptr_array_unref(updates);
}

static void
set_link(struct reading *r, json_object *json, struct alert_data *alert)
{
	const char *trigger = json_object_get_string(json_member(json, "objectid"));
	char *link;

	alert->link = "";
	if (!zabbix_is_id(trigger))
		return;
	link = g_strdup_printf("%s/tr_events.php?triggerid=%s&eventid=%s", r->source->conf->url,
	                       trigger, alert->fingerprint);
	alert->link = event_batch_str(r->batch, link);
	g_free(link);
}

static struct alert_data *
make_alert(struct reading *r, json_object *json, const char *id, int severity)
{
	struct alert_data *alert = event_batch_alloc(r->batch, sizeof *alert);
	bool is_missing = !g_hash_table_contains(r->source->zabbix->hosts, id);

	alert->source = event_batch_str(r->batch, r->source->conf->name);
	alert->fingerprint = event_batch_str(r->batch, id);
	alert->title =
	    clean(r, json_member(json, "name"), TEXT_MAX_SUMMARY, &alert->hidden_text);
	if (!*alert->title)
		alert->title = alert->fingerprint;
	alert->summary = alert->runbook = "";
	set_link(r, json, alert);
	set_labels(r, json, severity, alert);
	set_holders(r, json, alert, &is_missing);
	if (is_missing)
		g_ptr_array_add(r->source->zabbix->wanted, g_strdup(id));
	return alert;
}

/* What is shown of it, as a hash: its own fields, and the names that came from elsewhere. */
static uint64_t
hash_alert(const struct alert_data *alert, json_object *json)
{
	uint64_t hash = json_hash(HASH_START, json);

	for (size_t i = 0; i < alert->n_labels; i++)
		hash = hash_text(hash, alert->labels[i].value);
	return hash_text(hash, alert->held_by);
}

static void
take_problem(struct reading *r, json_object *json)
{
	const char *id = json_object_get_string(json_member(json, "eventid"));
	double severity;
	struct alert_data *alert;
	int64_t starts_us;
	json_object *clock = json_member(json, "clock");
	double clock_s;
	enum change change;

	if (!zabbix_is_id(id)) {
		reading_broken(r, "content: a problem without an eventid");
		return;
	}
	if (!json_number(json_member(json, "severity"), &severity) || severity < 0 ||
	    severity >= ZABBIX_SEVERITIES || !json_number(clock, &clock_s) || clock_s < 0 ||
	    clock_s > 1e11) {
		changes_keep(r->slot->alerts, id);
		reading_broken(r, "content: problem %s has no severity or no clock", id);
		return;
	}
	if (!reading_has_room(r, id))
		return;
	starts_us = (int64_t)clock_s * SEC_US;
	alert = make_alert(r, json, id, (int)severity);
	alert->starts_us = starts_us;
	change = changes_put(r->slot->alerts, id, 0, hash_alert(alert, json));
	if (change == CHANGE_TWICE)
		reading_broken(r, "content: two problems with the eventid %s", id);
	else
		r->slot->rows++;
	if (change == CHANGE_NEW)
		reading_add(r, EVENT_ALERT, reading_alert_key(r, id))->alert = alert;
}

static void
take_problems(struct reading *r, json_object *list)
{
	size_t n = json_object_array_length(list);

	g_ptr_array_set_size(r->source->zabbix->wanted, 0);
	for (size_t i = 0; i < n && i < PROBLEMS_MAX; i++)
		take_problem(r, json_object_array_get_idx(list, i));
	if (n > PROBLEMS_MAX)
		reading_broken(r,
		               "content: more than %d problems: the oldest are left out; set "
		               "zabbix.least to a higher severity, or give the user fewer hosts",
		               PROBLEMS_MAX);
	changes_end(r->slot->alerts, reading_gone, r);
}

static void
take_hosts(struct zabbix *z, const char *eventid, json_object *hosts)
{
	size_t n = json_object_is_type(hosts, json_type_array) ? json_object_array_length(hosts) : 0;
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
		char *full = g_strstrip(
		    g_strdup_printf("%s %s", first ? first : "", last ? last : ""));

		if (id)
			g_hash_table_replace(
			    z->users, g_strdup(id),
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

	r.slot = g_ptr_array_index(r.source->slots, PROBLEMS);
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
	       err_set(e, "content: source %s does not say its version of Zabbix",
	               r->source->conf->name);
}

static bool
take_result(struct reading *r, json_object *result, struct err *e)
{
	if (r->slot->purpose == VERSION)
		return take_version(r, result, e);
	if (!json_object_is_type(result, json_type_array))
		return err_set(e, "content: 'result' is no list");
	if (r->slot->purpose == NAMES)
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
	if (is_ok && r->slot->purpose == PROBLEMS && z->wanted->len) {
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
