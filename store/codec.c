/* Events and deliveries as JSON texts, as the journal keeps them. */
#include "store/codec.h"

#include "base/text.h"

#include <json-c/json.h>
#include <string.h>

/* What is "" or unsaid is left out. */
static void
put_text(struct json_object *doc, const char *name, const char *text)
{
	if (text && *text)
		json_object_object_add(doc, name, json_object_new_string(text));
}

static void
put_int(struct json_object *doc, const char *name, int64_t value)
{
	if (value != UNSAID)
		json_object_object_add(doc, name, json_object_new_int64(value));
}

const char *
codec_text(struct event_batch *batch, const char *text)
{
	char *clean = text_clean(text, text ? strlen(text) : 0, TEXT_MAX_BODY, NULL);
	const char *copy = event_batch_str(batch, clean);

	g_free(clean);
	return copy;
}

static const char *
get_text(struct json_object *doc, const char *name)
{
	struct json_object *value;

	/* null is there, but has no text */
	return json_object_object_get_ex(doc, name, &value) && value ? json_object_get_string(value)
	                                                             : "";
}

void
codec_read_owned(char **field, const char *text)
{
	char *clean = text_clean(text, text ? strlen(text) : 0, TEXT_MAX_BODY, NULL);

	delivery_set(field, clean);
	g_free(clean);
}

static int64_t
get_int(struct json_object *doc, const char *name)
{
	struct json_object *value;

	return json_object_object_get_ex(doc, name, &value) ? json_object_get_int64(value) : UNSAID;
}

static char *
take_string(struct json_object *doc)
{
	char *text = g_strdup(json_object_to_json_string_ext(
	    doc, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));

	json_object_put(doc);
	return text;
}

static struct json_object *
parse_object(const char *text)
{
	struct json_object *doc = text ? json_tokener_parse(text) : NULL;

	if (doc && json_object_is_type(doc, json_type_object))
		return doc;
	json_object_put(doc);
	return NULL;
}

char *
codec_event(const struct event *e)
{
	struct json_object *doc = json_object_new_object();

	put_text(doc, "proof", e->proof);
	put_text(doc, "cause", e->cause);
	put_text(doc, "batch", e->batch);
	put_text(doc, "source", e->source);
	put_text(doc, "subject", e->subject);
	put_text(doc, "target", e->target);
	put_text(doc, "text", e->text);
	put_text(doc, "remote_id", e->remote_id);
	put_int(doc, "until_us", e->until_us);
	put_int(doc, "number", e->number);
	if (e->accepted)
		json_object_object_add(doc, "accepted", json_object_new_boolean(true));
	return take_string(doc);
}

bool
codec_event_read(struct event_batch *batch, struct event *e, const char *text)
{
	struct json_object *doc = parse_object(text), *accepted;

	if (!doc)
		return false;
	e->proof = codec_text(batch, get_text(doc, "proof"));
	e->cause = codec_text(batch, get_text(doc, "cause"));
	e->batch = codec_text(batch, get_text(doc, "batch"));
	e->source = codec_text(batch, get_text(doc, "source"));
	e->subject = codec_text(batch, get_text(doc, "subject"));
	e->text = codec_text(batch, get_text(doc, "text"));
	e->remote_id = codec_text(batch, get_text(doc, "remote_id"));
	e->until_us = get_int(doc, "until_us");
	e->target = codec_text(batch, get_text(doc, "target"));
	e->number = get_int(doc, "number");
	e->accepted = json_object_object_get_ex(doc, "accepted", &accepted) &&
	              json_object_get_boolean(accepted);
	json_object_put(doc);
	return true;
}

char *
codec_delivery(const struct delivery *d)
{
	struct json_object *doc = json_object_new_object(), *labels = json_object_new_object();

	put_text(doc, "id", d->id);
	put_text(doc, "kind", event_kind_name(d->kind));
	put_text(doc, "source", d->source);
	put_text(doc, "alert_key", d->alert_key);
	put_text(doc, "fingerprint", d->fingerprint);
	put_text(doc, "alert_title", d->alert_title);
	for (size_t i = 0; i < d->n_labels; i++)
		json_object_object_add(labels, d->labels[i].name,
		                       json_object_new_string(d->labels[i].value));
	json_object_object_add(doc, "labels", labels);
	put_text(doc, "person", d->person);
	put_text(doc, "comment", d->comment);
	put_text(doc, "email", d->email);
	put_text(doc, "tier", d->tier);
	put_text(doc, "remote_id", d->remote_id);
	put_text(doc, "ack_id", d->ack_id);
	put_int(doc, "at_us", d->at_us);
	put_int(doc, "until_us", d->until_us);
	return take_string(doc);
}

static void
read_label(struct delivery *d, const char *name, const char *value)
{
	char *clean_name = text_clean(name, strlen(name), TEXT_MAX_BODY, NULL),
	     *clean_value = text_clean(value, value ? strlen(value) : 0, TEXT_MAX_BODY, NULL);

	delivery_add_label(d, clean_name, clean_value);
	g_free(clean_name);
	g_free(clean_value);
}

struct delivery *
codec_delivery_read(const char *text)
{
	struct json_object *doc = parse_object(text), *labels;
	struct delivery *d;

	if (!doc)
		return NULL;
	d = delivery_new();
	codec_read_owned(&d->id, get_text(doc, "id"));
	d->kind = event_kind_by_name(get_text(doc, "kind"));
	codec_read_owned(&d->source, get_text(doc, "source"));
	codec_read_owned(&d->alert_key, get_text(doc, "alert_key"));
	codec_read_owned(&d->fingerprint, get_text(doc, "fingerprint"));
	codec_read_owned(&d->alert_title, get_text(doc, "alert_title"));
	codec_read_owned(&d->person, get_text(doc, "person"));
	codec_read_owned(&d->comment, get_text(doc, "comment"));
	codec_read_owned(&d->email, get_text(doc, "email"));
	codec_read_owned(&d->tier, get_text(doc, "tier"));
	codec_read_owned(&d->remote_id, get_text(doc, "remote_id"));
	codec_read_owned(&d->ack_id, get_text(doc, "ack_id"));
	d->at_us = get_int(doc, "at_us");
	d->until_us = get_int(doc, "until_us");
	if (json_object_object_get_ex(doc, "labels", &labels) &&
	    json_object_is_type(labels, json_type_object)) {
		json_object_object_foreach(labels, name, value)
		    read_label(d, name, value ? json_object_get_string(value) : "");
	}
	json_object_put(doc);
	return d;
}
