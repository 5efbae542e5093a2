/* Records that tell what happens: metrics with their samples, and alerts. */
#include "base/hash.h"
#include "base/lang.h"
#include "net/records.h"

#include "base/text.h"
#include "net/json_read.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void
define_metric(struct record *x, const char *id)
{
	static const char *const directions[] = { "higher", "lower", NULL };
	struct metric *metric = event_batch_alloc(x->r->batch, sizeof *metric);

	metric->id = id;
	metric->title = record_text(x, "title", TEXT_MAX_LABEL);
	metric->unit = record_text(x, "unit", TEXT_MAX_LABEL);
	metric->group = record_text(x, "group", TEXT_MAX_LABEL);
	metric->source = event_batch_str(x->r->batch, x->r->source->conf->name);
	metric->direction = (enum direction)record_choice(x, "direction", directions);
	metric->target = record_number(x, "target");
	metric->warn = record_number(x, "warn");
	metric->crit = record_number(x, "crit");
	metric->baseline = record_number(x, "baseline");
	metric->benchmark = metric->weight = metric->warn_clear = metric->crit_clear = NAN;
	metric->hold_us = metric->clear_hold_us = metric->max_age_us = metric->decimals = UNSAID;
	if (!x->is_broken)
		reading_add(x->r, EVENT_DEFINE_METRIC, id)->metric = metric;
}

/* A value without a time is true as of this answer, so it is told at each. */
static void
sample_metric(struct record *x, const char *id)
{
	double value = record_number(x, "value");
	int64_t at_us = record_instant(x, "at");
	struct event *event;
	char *key;
	bool is_new = true;

	if (x->is_broken || isnan(value))
		return;
	if (at_us != UNSAID) {
		key = g_strconcat("samples/", id, NULL);
		is_new = changes_put(x->r->slot->others, key, 0,
		                     hash_bytes(hash_bytes(HASH_START, &at_us, sizeof at_us),
		                                &value, sizeof value)) == CHANGE_NEW;
		g_free(key);
	} else {
		x->r->has_undated = true;
	}
	if (!is_new)
		return;
	event = reading_add(x->r, EVENT_SAMPLE, id);
	event->sample_us = at_us == UNSAID ? x->r->now_us : at_us;
	event->value = value;
}

void
read_metric(struct record *x, const char *const *fields)
{
	const char *changed = record_take(x, fields), *id;

	if (x->is_broken)
		return;
	id = changed ? changed : record_text(x, "id", TEXT_MAX_LABEL);
	if (changed)
		define_metric(x, id);
	sample_metric(x, id);
}

static gint
compare_labels(gconstpointer a, gconstpointer b)
{
	return strcmp(((const struct label *)a)->name, ((const struct label *)b)->name);
}

static void
add_label(struct record *x, GArray *labels, const char *name, json_object *value)
{
	char *clean_name = text_clean(name, strlen(name), TEXT_MAX_LABEL, NULL);
	char *text = json_text(value, TEXT_MAX_LABEL, &x->has_hidden);
	struct label label = { event_batch_str(x->r->batch, clean_name),
		               event_batch_str(x->r->batch, text) };

	if (!text)
		record_fail(x, _("label '%s' is no text"), clean_name);
	else if (*label.value)
		g_array_append_val(labels, label);
	g_free(clean_name);
	g_free(text);
}

/* The labels object, the fields "label:NAME" of the mapping, and the fields that tiers and risks
 * match by. */
static GArray *
collect_labels(struct record *x)
{
	GArray *labels = g_array_new(FALSE, FALSE, sizeof(struct label));
	const GPtrArray *fields = x->r->slot->query->fields;
	json_object *object = record_get(x, "labels"), *severity = record_get(x, "severity");

	if (json_object_is_type(object, json_type_object)) {
		json_object_object_foreach(object, key, value) add_label(x, labels, key, value);
	} else if (object) {
		record_fail(x, _("'labels' is no object"));
	}
	for (guint i = 0; fields && i < fields->len; i++) {
		const struct json_field *f = g_ptr_array_index(fields, i);
		json_object *value =
		    g_str_has_prefix(f->field, "label:") ? record_get(x, f->field) : NULL;

		if (value)
			add_label(x, labels, f->field + strlen("label:"), value);
	}
	if (severity &&
	    !(json_object_is_type(object, json_type_object) && json_member(object, "severity")))
		add_label(x, labels, "severity", severity);
	g_array_sort(labels, compare_labels);
	return labels;
}

/* The id, or a hash of what names the alert where the endpoint gives none. */
static const char *
fingerprint(struct record *x, const char *title, const GArray *labels)
{
	const char *id = record_text(x, "id", TEXT_MAX_LABEL);
	uint64_t hash;
	char text[17];

	if (id && *id)
		return id;
	hash = hash_text(HASH_START, title);
	for (guint i = 0; i < labels->len; i++) {
		const struct label *label = &g_array_index(labels, struct label, i);

		hash = hash_text(hash_text(hash, label->name), label->value);
	}
	snprintf(text, sizeof text, "%016" PRIx64, hash);
	return event_batch_str(x->r->batch, text);
}

static const char *
text_or(struct record *x, const char *field, size_t max_bytes, const char *otherwise)
{
	const char *text = record_text(x, field, max_bytes);

	return text && *text ? text : event_batch_str(x->r->batch, otherwise);
}

static struct alert_data *
fill_alert(struct record *x, const char *id, const char *title, const GArray *labels)
{
	struct alert_data *alert = event_batch_alloc(x->r->batch, sizeof *alert);
	struct label *copy = event_batch_alloc(x->r->batch, labels->len * sizeof *copy + 1);
	int64_t starts_us = record_instant(x, "starts"), until_us = record_instant(x, "held_until");

	if (labels->len)
		memcpy(copy, labels->data, labels->len * sizeof *copy);
	alert->source = event_batch_str(x->r->batch, x->r->source->conf->name);
	alert->fingerprint = id;
	alert->title = title;
	alert->summary = text_or(x, "summary", TEXT_MAX_SUMMARY, "");
	alert->team = text_or(x, "team", TEXT_MAX_LABEL, x->r->source->conf->team);
	alert->runbook = text_or(x, "runbook", TEXT_MAX_SUMMARY, "");
	alert->link = text_or(x, "link", TEXT_MAX_SUMMARY, "");
	alert->labels = copy;
	alert->n_labels = labels->len;
	alert->starts_us = starts_us == UNSAID ? x->r->now_us : starts_us;
	alert->held_by = text_or(x, "held_by", TEXT_MAX_LABEL, "");
	alert->held_comment = text_or(x, "held_comment", TEXT_MAX_BODY, "");
	alert->held_until_us = until_us == UNSAID ? 0 : until_us;
	alert->hidden_text = x->has_hidden;
	return alert;
}

void
read_alert_record(struct record *x, const char *const *fields)
{
	const char *title = record_text(x, "title", TEXT_MAX_SUMMARY), *id;
	GArray *labels = collect_labels(x);
	struct alert_data *alert;
	enum change change;
	uint64_t hash;

	id = fingerprint(x, title, labels);
	if (!title || !*title)
		record_fail(x, _("has no title"));
	alert = fill_alert(x, id, title, labels);
	if (x->is_broken || !reading_has_room(x->r, id)) {
		changes_keep(x->r->slot->alerts, id);
		g_array_unref(labels);
		return;
	}
	hash = record_hash(x, fields);
	for (guint i = 0; i < labels->len; i++)
		hash = hash_text(hash, alert->labels[i].value);
	change = changes_put(x->r->slot->alerts, id, 0, hash);
	if (change == CHANGE_TWICE)
		record_fail(x, _("has the id %s, which another has already"), id);
	else if (change == CHANGE_NEW)
		reading_add(x->r, EVENT_ALERT, reading_alert_key(x->r, id))->alert = alert;
	g_array_unref(labels);
}
