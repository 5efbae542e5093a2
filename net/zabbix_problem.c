/* One problem of Zabbix as an alert of the room. */
#include "base/hash.h"
#include "base/lang.h"
#include "net/zabbix.h"

#include "base/text.h"
#include "net/json_read.h"

#include <string.h>

static const char *const severities[ZABBIX_SEVERITIES] = { "not classified", "information",
	                                                   "warning",        "average",
	                                                   "high",           "disaster" };
static const char *const severity_labels[ZABBIX_SEVERITIES] = { "info",    "info",     "warning",
	                                                        "warning", "critical", "critical" };

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

/* Who holds it: each update by its token, or by its number if it was made elsewhere. Of several the last
 * that was made elsewhere is named: those of this room are known by their tokens. */
static void
set_holders(struct reading *r, json_object *json, struct alert_data *alert, bool *is_missing)
{
	GPtrArray *updates = zabbix_updates(json, &alert->hidden_text);
	GPtrArray *holders = zabbix_holders(json, updates);
	const char **ids = event_batch_alloc(r->batch, holders->len * sizeof *ids + 1);
	bool is_elsewhere = false;

	alert->silenced_by = ids;
	alert->n_silenced_by = holders->len;
	alert->held_by = alert->held_comment = "";
	for (guint i = 0; i < holders->len; i++) {
		const struct zabbix_update *u = holders->pdata[i];
		char *number = g_strdup_printf("update %" PRIu64, u->id);

		ids[i] = event_batch_str(r->batch, *u->token ? u->token : number);
		g_free(number);
		if (is_elsewhere && *u->token)
			continue;
		is_elsewhere = !*u->token;
		alert->held_by = holder_name(r, u, is_missing);
		alert->held_comment = event_batch_str(r->batch, u->message);
		alert->held_until_us = u->until_us;
	}
	/* muted, but by nobody: a maintenance */
	alert->inhibited =
	    !g_strcmp0(json_object_get_string(json_member(json, "suppressed")), "1") &&
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
	alert->title = clean(r, json_member(json, "name"), TEXT_MAX_SUMMARY, &alert->hidden_text);
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

void
zabbix_read_problem(struct reading *r, json_object *json)
{
	const char *id = json_object_get_string(json_member(json, "eventid"));
	double severity;
	struct alert_data *alert;
	int64_t starts_us;
	json_object *clock = json_member(json, "clock");
	double clock_s;
	enum change change;

	if (!zabbix_is_id(id)) {
		reading_broken(r, _("content: a problem without an eventid"));
		return;
	}
	if (!json_number(json_member(json, "severity"), &severity) || severity < 0 ||
	    severity >= ZABBIX_SEVERITIES || !json_number(clock, &clock_s) || clock_s < 0 ||
	    clock_s > 1e11) {
		changes_keep(r->slot->alerts, id);
		reading_broken(r, _("content: problem %s has no severity or no clock"), id);
		return;
	}
	if (!reading_has_room(r, id))
		return;
	starts_us = (int64_t)clock_s * SEC_US;
	alert = make_alert(r, json, id, (int)severity);
	alert->starts_us = starts_us;
	change = changes_put(r->slot->alerts, id, 0, hash_alert(alert, json));
	if (change == CHANGE_TWICE)
		reading_broken(r, _("content: two problems with the eventid %s"), id);
	else
		r->slot->rows++;
	if (change == CHANGE_NEW)
		reading_add(r, EVENT_ALERT, reading_alert_key(r, id))->alert = alert;
}
