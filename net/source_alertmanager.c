/* Alertmanager v2: polls silences and alerts, acknowledges by a silence that equals every label. */
#include "net/source.h"

#include "base/text.h"
#include "net/json_read.h"
#include "net/silences.h"

#include <string.h>

enum purpose { SILENCES, ALERTS };

static void
add_slots(struct source *source)
{
	source->silences = silences_new();
	source_add_slot(source, NULL, SILENCES); /* first: the alerts refer to them */
	source_add_slot(source, NULL, ALERTS);
}

static void
escape_part(GString *out, const char *text, size_t len)
{
	char *part = g_strndup(text, len);

	g_string_append_uri_escaped(out, g_strstrip(part), NULL, FALSE);
	g_free(part);
}

/* Adds each matcher of a list "severity=~\"warn.*\",team=\"ops\"" as a parameter of its own. */
static void
append_filters(GString *out, const char *filter)
{
	bool is_quoted = false;
	const char *start = filter, *p = filter;
	char separator = '?';

	for (;; p++) {
		if (*p == '"' && (p == filter || p[-1] != '\\'))
			is_quoted = !is_quoted;
		if (*p && (is_quoted || *p != ','))
			continue;
		if (p > start) {
			g_string_append_printf(out, "%cfilter=", separator);
			escape_part(out, start, (size_t)(p - start));
			separator = '&';
		}
		if (!*p)
			return;
		start = p + 1;
	}
}

static char *
url(const struct source *source, const struct slot *slot, int64_t now_us)
{
	GString *out = g_string_new(source_url(source, source->member));

	(void)now_us;
	g_string_append(out, slot->purpose == SILENCES ? "/api/v2/silences" : "/api/v2/alerts");
	if (slot->purpose == ALERTS && source->conf->filter)
		append_filters(out, source->conf->filter);
	return g_string_free(out, FALSE);
}

static json_object *
status_member(json_object *json, const char *name)
{
	return json_member(json_member(json, "status"), name);
}

/* The first of these annotations or labels that is there, in the batch; "". */
static const char *
first_text(struct reading *r, json_object *object, const char *const *names, size_t max_bytes,
           bool *hidden)
{
	for (size_t i = 0; names[i]; i++) {
		char *text = json_text(json_member(object, names[i]), max_bytes, hidden);
		const char *kept = event_batch_str(r->batch, text);

		g_free(text);
		if (*kept)
			return kept;
	}
	return "";
}

/* Copies the labels; *differs becomes true when a clean text is not what the source has, which an
 * acknowledgement must then ask for in its raw form. */
static void
read_labels(struct reading *r, json_object *labels, struct alert_data *alert, bool *differs)
{
	size_t n = (size_t)json_object_object_length(labels);
	struct label *out = event_batch_alloc(r->batch, n * sizeof *out + 1);

	alert->labels = out;
	json_object_object_foreach(labels, key, value)
	{
		char *name = text_clean(key, strlen(key), TEXT_MAX_LABEL, NULL);
		char *text = json_text(value, TEXT_MAX_LABEL, &alert->hidden_text);

		out->name = event_batch_str(r->batch, name);
		out->value = event_batch_str(r->batch, text);
		*differs |=
		    strcmp(name, key) || !text || strcmp(text, json_object_get_string(value));
		out++;
		g_free(name);
		g_free(text);
	}
	alert->n_labels = n;
}

/* Who muted it: the ids, and of those silences that are known the one that ends last. */
static void
read_holders(struct reading *r, json_object *ids, struct alert_data *alert)
{
	size_t n = json_object_is_type(ids, json_type_array) ? json_object_array_length(ids) : 0;
	const char **out = event_batch_alloc(r->batch, n * sizeof *out + 1);

	alert->silenced_by = out;
	alert->n_silenced_by = n;
	alert->held_by = alert->held_comment = "";
	for (size_t i = 0; i < n; i++) {
		char *id = json_text(json_object_array_get_idx(ids, i), TEXT_MAX_LABEL,
		                     &alert->hidden_text);
		const struct silence *silence = id ? silences_by_id(r->source->silences, id) : NULL;

		out[i] = event_batch_str(r->batch, id);
		g_free(id);
		if (!silence || silence->ends_us <= alert->held_until_us)
			continue;
		alert->held_by = event_batch_str(r->batch, silence->created_by);
		alert->held_comment = event_batch_str(r->batch, silence->comment);
		alert->held_until_us = silence->ends_us;
	}
}

/* What matters of an alert; endsAt and updatedAt change whenever its sender repeats it. */
static uint64_t
hash_alert(json_object *json)
{
	static const char *const members[] = { "labels", "annotations", "startsAt", "generatorURL",
		                               "status" };
	uint64_t hash = HASH_START;

	for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
		hash = json_hash(hash, json_member(json, members[i]));
	return hash;
}

/* Fills alert from json, with all texts in r->batch. */
static void
fill_alert(struct reading *r, json_object *json, struct alert_data *alert, bool *labels_differ)
{
	static const char *const summaries[] = { "summary", "description", "message", NULL };
	static const char *const runbooks[] = { "runbook_url", "runbook", NULL };
	static const char *const links[] = { "generatorURL", NULL };
	static const char *const names[] = { "alertname", NULL };
	static const char *const teams[] = { "team", NULL };
	json_object *labels = json_member(json, "labels"),
		    *notes = json_member(json, "annotations");
	json_object *inhibitors = status_member(json, "inhibitedBy");
	bool *hidden = &alert->hidden_text;

	read_labels(r, labels, alert, labels_differ);
	alert->source = event_batch_str(r->batch, r->source->conf->name);
	alert->title = first_text(r, labels, names, TEXT_MAX_SUMMARY, hidden);
	alert->summary = first_text(r, notes, summaries, TEXT_MAX_SUMMARY, hidden);
	if (!*alert->title)
		alert->title = *alert->summary ? alert->summary : alert->fingerprint;
	alert->runbook = first_text(r, notes, runbooks, TEXT_MAX_SUMMARY, hidden);
	alert->link = first_text(r, json, links, TEXT_MAX_SUMMARY, hidden);
	alert->team = first_text(r, labels, teams, TEXT_MAX_LABEL, hidden);
	if (!*alert->team)
		alert->team = event_batch_str(r->batch, r->source->conf->team);
	alert->inhibited = json_object_is_type(inhibitors, json_type_array) &&
	                   json_object_array_length(inhibitors) > 0;
	read_holders(r, status_member(json, "silencedBy"), alert);
}

/* The silences that hold it, as a hash. */
static uint64_t
hash_holders(struct reading *r, json_object *json)
{
	json_object *ids = status_member(json, "silencedBy");
	size_t n = json_object_is_type(ids, json_type_array) ? json_object_array_length(ids) : 0;
	uint64_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		const char *id = json_object_get_string(json_object_array_get_idx(ids, i));
		const struct silence *silence = id ? silences_by_id(r->source->silences, id) : NULL;

		sum += silence ? silence->hash : 0;
	}
	return sum;
}

static void
post_alert(struct reading *r, json_object *json, const char *fingerprint, int64_t starts_us)
{
	struct alert_data *alert = event_batch_alloc(r->batch, sizeof *alert);
	json_object *labels = json_member(json, "labels");
	bool labels_differ = false;
	struct event *event = reading_add(r, EVENT_ALERT, reading_alert_key(r, fingerprint));

	alert->fingerprint = event_batch_str(r->batch, fingerprint);
	alert->starts_us = starts_us;
	fill_alert(r, json, alert, &labels_differ);
	event->alert = alert;
	changes_set_note(r->slot->alerts, fingerprint,
	                 labels_differ ? json_object_to_json_string(labels) : NULL);
}

static void
take_alert(struct reading *r, json_object *json, uint64_t bytes_hash)
{
	bool hidden = false;
	char *fingerprint = json_text(json_member(json, "fingerprint"), TEXT_MAX_LABEL, &hidden);
	int64_t starts_us;

	if (!fingerprint || !*fingerprint) {
		reading_broken(r, "content: an alert without a fingerprint");
	} else if (!json_object_is_type(json_member(json, "labels"), json_type_object) ||
	           !json_instant(json_member(json, "startsAt"), &starts_us)) {
		changes_keep(r->slot->alerts, fingerprint);
		reading_broken(r, "content: alert %s has no labels or no startsAt", fingerprint);
	} else {
		uint64_t hash = hash_alert(json) + hash_holders(r, json);
		enum change change = changes_put(r->slot->alerts, fingerprint, bytes_hash, hash);

		if (change == CHANGE_TWICE)
			reading_broken(r, "content: two alerts with the fingerprint %s",
			               fingerprint);
		else
			r->slot->rows++;
		if (change == CHANGE_NEW)
			post_alert(r, json, fingerprint, starts_us);
	}
	g_free(fingerprint);
}

static void
read_alert(struct reading *r, const char *bytes, size_t len)
{
	/* a silence that changed may change any alert: then none is skipped for its bytes */
	uint64_t bytes_hash =
	    hash_bytes(HASH_START ^ silences_hash(r->source->silences), bytes, len);
	struct err e;
	json_object *json;

	if (changes_has_bytes(r->slot->alerts, bytes_hash)) {
		r->slot->rows++;
		return;
	}
	json = json_read(bytes, len, &e);
	if (json)
		take_alert(r, json, bytes_hash);
	else
		reading_broken(r, "%s (in an alert)", e.text);
	json_object_put(json);
}

static void
read_silence(struct reading *r, const char *bytes, size_t len)
{
	struct err e;
	json_object *json = json_read(bytes, len, &e);

	if (!json || !silences_put(r->source->silences, json, &e))
		reading_broken(r, "%s", e.text);
	json_object_put(json);
}

static void
read_element(struct reading *r, const char *bytes, size_t len)
{
	if (r->slot->purpose == SILENCES)
		read_silence(r, bytes, len);
	else
		read_alert(r, bytes, len);
}

static void
read_end(struct reading *r)
{
	if (r->slot->purpose == SILENCES)
		silences_end(r->source->silences);
	else
		changes_end(r->slot->alerts, reading_gone, r);
}

static bool
can_ack(const struct source_conf *conf)
{
	return !conf->read_only;
}

const struct source_ops source_alertmanager = {
	.kind = "alertmanager",
	.max_bytes = 128 * 1024 * 1024,
	.parallel = 1, /* the silences before the alerts that refer to them */
	.add_slots = add_slots,
	.url = url,
	.read_element = read_element,
	.read_end = read_end,
	.can_ack = can_ack,
	.deliver = alertmanager_deliver,
};
