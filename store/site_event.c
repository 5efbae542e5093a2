/* An event as it travels between sites, and what is let in of one that comes. */
#include "store/site_event.h"

#include "base/text.h"
#include "store/codec.h"
#include "store/etcd_json.h"

#include <string.h>

enum { FORM = 1, MAX_LABELS = 100 };

/* From 1970 to 2200: a time outside is no time. */
#define MOST_US (INT64_C(7258118400) * SEC_US)

struct site_event *
site_event_new(void)
{
	return g_new0(struct site_event, 1);
}

void
site_event_free(void *event)
{
	struct site_event *e = event;

	g_free(e->id);
	g_free(e->kind);
	g_free(e->person);
	g_free(e->terminal_user);
	g_free(e->body);
	g_free(e->site);
	g_free(e->delivery);
	g_free(e->cause);
	g_free(e);
}

static void
put(struct json_object *doc, const char *name, const char *text)
{
	json_object_object_add(doc, name, json_object_new_string(text));
}

char *
site_event_write(const struct site_event *e)
{
	struct json_object *doc = json_object_new_object();
	char *text;

	json_object_object_add(doc, "form", json_object_new_int(FORM));
	put(doc, "site", e->site);
	json_object_object_add(doc, "seq", json_object_new_int64(e->seq));
	json_object_object_add(doc, "at_us", json_object_new_int64(e->at_us));
	put(doc, "kind", e->kind);
	put(doc, "person", e->person);
	put(doc, "terminal_user", e->terminal_user);
	put(doc, "body", e->body);
	if (e->delivery)
		put(doc, "delivery", e->delivery);
	text = g_strdup(json_object_to_json_string_ext(doc, JSON_C_TO_STRING_PLAIN |
	                                                        JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(doc);
	return text;
}

bool
site_is_name(const char *text)
{
	size_t n = strspn(text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_");

	return n > 0 && n <= 64 && !text[n];
}

static bool
is_id(const char *id, enum event_kind kind)
{
	const char *slash = strchr(id, '/');
	char *uuid = slash ? g_strndup(id, (gsize)(slash - id)) : g_strdup(id);
	bool ok = g_uuid_string_is_valid(uuid) &&
	          (!slash || strcmp(slash + 1, event_kind_name(kind)) == 0);

	g_free(uuid);
	return ok;
}

static char *
clean(const char *text, size_t max)
{
	return text_clean(text, strlen(text), max, NULL);
}

static void
clean_field(struct event_batch *batch, const char **text, size_t max)
{
	char *cleaned = clean(*text, max);

	*text = event_batch_str(batch, cleaned);
	g_free(cleaned);
}

/* Only what this version knows of, cleaned; NULL: it is no body of an event. */
static char *
clean_body(enum event_kind kind, const char *body)
{
	struct event_batch *batch = event_batch_new();
	struct event *e = event_batch_add(batch, kind, 0);
	char *text = NULL;

	if (codec_event_read(batch, e, body)) {
		clean_field(batch, &e->proof, TEXT_MAX_LABEL);
		clean_field(batch, &e->cause, TEXT_MAX_LABEL);
		clean_field(batch, &e->batch, TEXT_MAX_LABEL);
		clean_field(batch, &e->source, TEXT_MAX_LABEL);
		clean_field(batch, &e->subject, TEXT_MAX_SUMMARY);
		clean_field(batch, &e->target, TEXT_MAX_SUMMARY);
		clean_field(batch, &e->text, TEXT_MAX_BODY);
		clean_field(batch, &e->remote_id, TEXT_MAX_SUMMARY);
		text = codec_event(e);
	}
	event_batch_free(&batch);
	return text;
}

static void
clean_owned(char **text, size_t max)
{
	char *cleaned = clean(*text, max);

	delivery_set(text, cleaned);
	g_free(cleaned);
}

/* NULL: it is no delivery of the event with this id. */
static char *
clean_delivery(const char *id, const char *body)
{
	struct delivery *d = codec_delivery_read(body);
	char *text = NULL;

	if (d && strcmp(d->id, id) == 0 && event_is_durable(d->kind) && d->n_labels <= MAX_LABELS) {
		clean_owned(&d->source, TEXT_MAX_LABEL);
		clean_owned(&d->alert_key, TEXT_MAX_SUMMARY);
		clean_owned(&d->fingerprint, TEXT_MAX_LABEL);
		clean_owned(&d->alert_title, TEXT_MAX_SUMMARY);
		clean_owned(&d->person, TEXT_MAX_LABEL);
		clean_owned(&d->comment, TEXT_MAX_BODY);
		clean_owned(&d->remote_id, TEXT_MAX_SUMMARY);
		clean_owned(&d->ack_id, TEXT_MAX_LABEL);
		for (size_t i = 0; i < d->n_labels; i++) {
			clean_owned((char **)&d->labels[i].name, TEXT_MAX_LABEL);
			clean_owned((char **)&d->labels[i].value, TEXT_MAX_SUMMARY);
		}
		text = codec_delivery(d);
	}
	delivery_free(&d);
	return text;
}

static struct site_event *
take(const char *id, struct json_object *doc)
{
	enum event_kind kind = event_kind_by_name(etcd_text(doc, "kind"));
	int64_t at_us = etcd_int(doc, "at_us");
	const char *site = etcd_text(doc, "site"), *delivery = etcd_text(doc, "delivery");
	struct site_event *e;
	char *body;

	if (etcd_int(doc, "form") != FORM || !event_is_durable(kind) || !is_id(id, kind) ||
	    !site_is_name(site) || at_us <= 0 || at_us > MOST_US)
		return NULL;
	body = clean_body(kind, etcd_text(doc, "body"));
	if (!body)
		return NULL;
	e = site_event_new();
	e->id = g_strdup(id);
	e->site = g_strdup(site);
	e->kind = g_strdup(event_kind_name(kind));
	e->at_us = at_us;
	e->seq = etcd_int(doc, "seq");
	e->person = clean(etcd_text(doc, "person"), TEXT_MAX_LABEL);
	e->terminal_user = clean(etcd_text(doc, "terminal_user"), TEXT_MAX_LABEL);
	e->body = body;
	e->delivery = *delivery ? clean_delivery(id, delivery) : NULL;
	return e;
}

struct site_event *
site_event_read(const char *id, const char *text, size_t len)
{
	struct json_object *doc = etcd_parse(text, len);
	struct site_event *e = doc ? take(id, doc) : NULL;

	json_object_put(doc);
	return e;
}
