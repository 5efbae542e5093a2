/* Observations as JSON texts, as the journal keeps them. */
#include "store/codec_observed.h"

#include <json-c/json.h>
#include <math.h>

static void
put_text(struct json_object *doc, const char *name, const char *text)
{
	if (text && *text)
		json_object_object_add(doc, name, json_object_new_string(text));
}

static const char *
get_text(struct event_batch *batch, struct json_object *doc, const char *name)
{
	struct json_object *value;

	if (!json_object_object_get_ex(doc, name, &value))
		return "";
	return event_batch_str(batch, json_object_get_string(value));
}

static bool
get_flag(struct json_object *doc, const char *name)
{
	struct json_object *value;

	return json_object_object_get_ex(doc, name, &value) && json_object_get_boolean(value);
}

static int64_t
get_int(struct json_object *doc, const char *name, int64_t otherwise)
{
	struct json_object *value;

	return json_object_object_get_ex(doc, name, &value) ? json_object_get_int64(value)
	                                                    : otherwise;
}

/* An array of "name", "value", ... keeps the order, and a name that stands twice. */
static void
put_labels(struct json_object *doc, const struct alert_data *a)
{
	struct json_object *labels = json_object_new_array_ext((int)(2 * a->n_labels) + 1);

	for (size_t i = 0; i < a->n_labels; i++) {
		json_object_array_add(labels, json_object_new_string(a->labels[i].name));
		json_object_array_add(labels, json_object_new_string(a->labels[i].value));
	}
	json_object_object_add(doc, "labels", labels);
}

static void
put_silences(struct json_object *doc, const struct alert_data *a)
{
	struct json_object *ids;

	if (a->n_silenced_by == 0)
		return;
	ids = json_object_new_array();
	for (size_t i = 0; i < a->n_silenced_by; i++)
		json_object_array_add(ids, json_object_new_string(a->silenced_by[i]));
	json_object_object_add(doc, "silenced_by", ids);
}

static void
put_int(struct json_object *doc, const char *name, int64_t value)
{
	if (value != UNSAID)
		json_object_object_add(doc, name, json_object_new_int64(value));
}

/* Its curve is of the configuration. */
static struct json_object *
line_doc(const struct line *line)
{
	struct json_object *doc = json_object_new_object();

	put_text(doc, "title", line->title);
	put_text(doc, "team", line->team);
	put_text(doc, "region", line->region);
	put_int(doc, "class", line->class);
	put_int(doc, "planned_minor", line->planned_minor);
	put_int(doc, "committed_minor", line->committed_minor);
	put_int(doc, "actual_minor", line->actual_minor);
	put_int(doc, "as_of_us", line->as_of_us);
	if (isfinite(line->return_ratio))
		json_object_object_add(doc, "return", json_object_new_double(line->return_ratio));
	return doc;
}

static struct json_object *
alert_doc(const struct alert_data *a)
{
	struct json_object *doc = json_object_new_object();

	put_text(doc, "source", a->source);
	put_text(doc, "fingerprint", a->fingerprint);
	put_text(doc, "title", a->title);
	put_text(doc, "summary", a->summary);
	put_text(doc, "team", a->team);
	put_text(doc, "runbook", a->runbook);
	put_text(doc, "link", a->link);
	put_text(doc, "held_by", a->held_by);
	put_text(doc, "held_comment", a->held_comment);
	put_labels(doc, a);
	put_silences(doc, a);
	if (a->starts_us != UNSAID)
		json_object_object_add(doc, "starts_us", json_object_new_int64(a->starts_us));
	if (a->held_until_us)
		json_object_object_add(doc, "held_until_us",
		                       json_object_new_int64(a->held_until_us));
	if (a->inhibited)
		json_object_object_add(doc, "inhibited", json_object_new_boolean(true));
	if (a->hidden_text)
		json_object_object_add(doc, "hidden_text", json_object_new_boolean(true));
	return doc;
}

static struct json_object *
sample_doc(const struct event *event)
{
	struct json_object *doc = json_object_new_object();

	put_text(doc, "source", event->source);
	json_object_object_add(doc, "value", json_object_new_double(event->value));
	return doc;
}

char *
codec_observed(const struct event *event)
{
	struct json_object *doc = event->kind == EVENT_ALERT         ? alert_doc(event->alert)
	                          : event->kind == EVENT_SAMPLE      ? sample_doc(event)
	                          : event->kind == EVENT_DEFINE_LINE ? line_doc(event->line)
	                                                             : json_object_new_object();
	char *text = g_strdup(json_object_to_json_string_ext(
	    doc, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));

	json_object_put(doc);
	return text;
}

static void
read_labels(struct event_batch *batch, struct json_object *doc, struct alert_data *a)
{
	struct json_object *list;
	struct label *labels;

	if (!json_object_object_get_ex(doc, "labels", &list) ||
	    !json_object_is_type(list, json_type_array))
		return;
	a->n_labels = json_object_array_length(list) / 2;
	labels = event_batch_alloc(batch, a->n_labels * sizeof *labels + 1);
	for (size_t i = 0; i < a->n_labels; i++) {
		struct json_object *name = json_object_array_get_idx(list, 2 * i);
		struct json_object *value = json_object_array_get_idx(list, 2 * i + 1);

		labels[i].name = event_batch_str(batch, json_object_get_string(name));
		labels[i].value = event_batch_str(batch, json_object_get_string(value));
	}
	a->labels = labels;
}

static void
read_silences(struct event_batch *batch, struct json_object *doc, struct alert_data *a)
{
	struct json_object *list;
	const char **ids;

	if (!json_object_object_get_ex(doc, "silenced_by", &list) ||
	    !json_object_is_type(list, json_type_array))
		return;
	a->n_silenced_by = json_object_array_length(list);
	ids = event_batch_alloc(batch, a->n_silenced_by * sizeof *ids + 1);
	for (size_t i = 0; i < a->n_silenced_by; i++)
		ids[i] = event_batch_str(
		    batch, json_object_get_string(json_object_array_get_idx(list, i)));
	a->silenced_by = ids;
}

static void
read_alert(struct event_batch *batch, struct json_object *doc, struct event *event)
{
	struct alert_data *a = event_batch_alloc(batch, sizeof *a);

	a->source = event->source = get_text(batch, doc, "source");
	a->fingerprint = get_text(batch, doc, "fingerprint");
	a->title = get_text(batch, doc, "title");
	a->summary = get_text(batch, doc, "summary");
	a->team = get_text(batch, doc, "team");
	a->runbook = get_text(batch, doc, "runbook");
	a->link = get_text(batch, doc, "link");
	a->held_by = get_text(batch, doc, "held_by");
	a->held_comment = get_text(batch, doc, "held_comment");
	a->held_until_us = get_int(doc, "held_until_us", 0);
	a->starts_us = get_int(doc, "starts_us", UNSAID);
	a->inhibited = get_flag(doc, "inhibited");
	a->hidden_text = get_flag(doc, "hidden_text");
	read_labels(batch, doc, a);
	read_silences(batch, doc, a);
	event->alert = a;
}

static void
read_sample(struct event_batch *batch, struct json_object *doc, struct event *event)
{
	struct json_object *value;

	event->source = get_text(batch, doc, "source");
	event->sample_us = event->at_us;
	if (json_object_object_get_ex(doc, "value", &value))
		event->value = json_object_get_double(value);
}

static const char *
get_text_or_null(struct event_batch *batch, struct json_object *doc, const char *name)
{
	return json_object_object_get_ex(doc, name, NULL) ? get_text(batch, doc, name) : NULL;
}

static void
read_line(struct event_batch *batch, struct json_object *doc, struct event *event)
{
	struct line *line = event_batch_alloc(batch, sizeof *line);
	struct json_object *value;

	line->id = event->subject;
	line->title = get_text_or_null(batch, doc, "title");
	line->team = get_text_or_null(batch, doc, "team");
	line->region = get_text_or_null(batch, doc, "region");
	line->class = CLAMP(get_int(doc, "class", 0), 0, LINE_RESERVE);
	line->planned_minor = get_int(doc, "planned_minor", UNSAID);
	line->committed_minor = get_int(doc, "committed_minor", UNSAID);
	line->actual_minor = get_int(doc, "actual_minor", UNSAID);
	line->as_of_us = get_int(doc, "as_of_us", UNSAID);
	line->floor_minor = line->cap_minor = UNSAID;
	line->return_ratio =
	    json_object_object_get_ex(doc, "return", &value) ? json_object_get_double(value) : NAN;
	event->line = line;
}

bool
codec_observed_read(struct event_batch *batch, struct event *event, const char *text)
{
	struct json_object *doc = json_tokener_parse(text);
	bool ok = doc && json_object_is_type(doc, json_type_object);

	if (ok && event->kind == EVENT_ALERT)
		read_alert(batch, doc, event);
	else if (ok && event->kind == EVENT_SAMPLE)
		read_sample(batch, doc, event);
	else if (ok && event->kind == EVENT_DEFINE_LINE)
		read_line(batch, doc, event);
	json_object_put(doc);
	return ok;
}
