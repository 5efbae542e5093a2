/* Alertmanager v2: polls silences and alerts, acknowledges by a silence that equals every label. */
#include "base/hash.h"
#include "base/lang.h"
#include "net/source.h"

#include "base/text.h"
#include "net/alert_form.h"
#include "net/json_read.h"
#include "net/silences.h"

#include <string.h>

enum purpose { SILENCES, ALERTS };

static void
add_slots(struct source *source)
{
	source->silences = silences_new();
	source->form = alert_form_new();
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

/* A clean copy of a text of the source; "" when there is none. */
static const char *
clean(struct reading *r, struct form_text text, size_t max_bytes, bool *hidden)
{
	bool is_hidden = false;
	const char *kept;
	char *copy;

	if (!text.bytes)
		return "";
	if (text.len <= max_bytes && text_is_plain(text.bytes, text.len))
		return event_batch_bytes(r->batch, text.bytes, text.len);
	copy = text_clean(text.bytes, text.len, max_bytes, &is_hidden);
	*hidden |= is_hidden;
	kept = event_batch_str(r->batch, copy);
	g_free(copy);
	return kept;
}

/* The first of these annotations or labels that is there; "". */
static const char *
first_text(struct reading *r, const GArray *pairs, const char *const *names, size_t max_bytes,
           bool *hidden)
{
	for (size_t i = 0; names[i]; i++) {
		const char *kept = clean(r, form_value(pairs, names[i]), max_bytes, hidden);

		if (*kept)
			return kept;
	}
	return "";
}

static bool
differs(struct form_text text, const char *kept)
{
	return !text.bytes || strlen(kept) != text.len || memcmp(text.bytes, kept, text.len) != 0;
}

/* Copies the labels. True: a clean text is not what the source has, which an acknowledgement must
 * then ask for in its raw form. */
static bool
read_labels(struct reading *r, const GArray *labels, struct alert_data *alert)
{
	struct label *out = event_batch_alloc(r->batch, labels->len * sizeof *out + 1);
	bool has_unclean = false, is_hidden = false; /* in a name it shows nowhere */

	alert->labels = out;
	alert->n_labels = labels->len;
	for (guint i = 0; i < labels->len; i++, out++) {
		const struct form_pair *pair = &g_array_index(labels, struct form_pair, i);

		out->name = clean(r, pair->name, TEXT_MAX_LABEL, &is_hidden);
		out->value = clean(r, pair->value, TEXT_MAX_LABEL, &alert->hidden_text);
		has_unclean |= differs(pair->name, out->name) || differs(pair->value, out->value);
	}
	return has_unclean;
}

/* Who muted it: the ids, and of those silences that are known the one that ends last. */
static void
read_holders(struct reading *r, const GArray *ids, struct alert_data *alert)
{
	const char **out = event_batch_alloc(r->batch, ids->len * sizeof *out + 1);

	alert->silenced_by = out;
	alert->n_silenced_by = ids->len;
	alert->held_by = alert->held_comment = "";
	for (guint i = 0; i < ids->len; i++) {
		const struct silence *silence;

		out[i] = clean(r, g_array_index(ids, struct form_text, i), TEXT_MAX_LABEL,
		               &alert->hidden_text);
		silence = silences_by_id(r->source->silences, out[i]);
		if (!silence || silence->ends_us <= alert->held_until_us)
			continue;
		alert->held_by = event_batch_str(r->batch, silence->created_by);
		alert->held_comment = event_batch_str(r->batch, silence->comment);
		alert->held_until_us = silence->ends_us;
	}
}

/* Fills all but the labels, with all texts in r->batch. */
static void
fill_alert(struct reading *r, const struct alert_form *form, struct alert_data *alert)
{
	static const char *const summaries[] = { "summary", "description", "message", NULL };
	static const char *const runbooks[] = { "runbook_url", "runbook", NULL };
	static const char *const names[] = { "alertname", NULL };
	static const char *const teams[] = { "team", NULL };
	bool *hidden = &alert->hidden_text;

	alert->title = first_text(r, form->labels, names, TEXT_MAX_SUMMARY, hidden);
	alert->summary = first_text(r, form->notes, summaries, TEXT_MAX_SUMMARY, hidden);
	if (!*alert->title)
		alert->title = *alert->summary ? alert->summary : alert->fingerprint;
	alert->runbook = first_text(r, form->notes, runbooks, TEXT_MAX_SUMMARY, hidden);
	alert->link = clean(r, form->link, TEXT_MAX_SUMMARY, hidden);
	alert->team = first_text(r, form->labels, teams, TEXT_MAX_LABEL, hidden);
	if (!*alert->team)
		alert->team = event_batch_str(r->batch, r->source->conf->team);
	alert->inhibited = form->is_inhibited;
	read_holders(r, form->silenced_by, alert);
}

/* The silences that hold it, as a hash. */
static uint64_t
hash_holders(const struct reading *r, const struct alert_form *form)
{
	uint64_t sum = 0;

	for (guint i = 0; i < form->silenced_by->len; i++) {
		struct form_text text = g_array_index(form->silenced_by, struct form_text, i);
		char *id = g_strndup(text.bytes, text.len);
		const struct silence *silence = id ? silences_by_id(r->source->silences, id) : NULL;

		sum += silence ? silence->hash : 0;
		g_free(id);
	}
	return sum;
}

/* The labels as they are, for acknowledgements. */
static void
note_labels(struct reading *r, const struct alert_form *form, const char *fingerprint)
{
	char *note = form->labels_tree ? g_strdup(json_object_to_json_string(form->labels_tree))
	                               : g_strndup(form->labels_json.bytes, form->labels_json.len);

	changes_set_note(r->slot->alerts, fingerprint, note);
	g_free(note);
}

static void
post_alert(struct reading *r, const struct alert_form *form, const char *fingerprint)
{
	struct alert_data *alert = event_batch_alloc(r->batch, sizeof *alert);
	struct event *event = reading_add(r, EVENT_ALERT, NULL);

	event->subject = reading_alert_key(r, fingerprint);
	alert->source = event->source;
	alert->fingerprint = event->subject + strlen(event->source) + 1;
	alert->starts_us = form->starts_us;
	if (read_labels(r, form->labels, alert))
		note_labels(r, form, fingerprint);
	else
		changes_set_note(r->slot->alerts, fingerprint, NULL);
	fill_alert(r, form, alert);
	event->alert = alert;
}

void
alert_form_take(struct reading *r, const struct alert_form *form, uint64_t bytes_hash)
{
	struct form_text raw = form->fingerprint;
	char *fingerprint = text_clean(raw.bytes, raw.len, TEXT_MAX_LABEL, NULL);

	if (!*fingerprint) {
		reading_broken(r, _("content: an alert without a fingerprint"));
	} else if (!form->has_labels || form->starts_us == UNSAID) {
		changes_keep(r->slot->alerts, fingerprint);
		reading_broken(r, _("content: alert %s has no labels or no startsAt"), fingerprint);
	} else if (reading_has_room(r, fingerprint)) {
		uint64_t hash = alert_form_hash(form) + hash_holders(r, form);
		enum change change = changes_put(r->slot->alerts, fingerprint, bytes_hash, hash);

		if (change == CHANGE_TWICE)
			reading_broken(r, _("content: two alerts with the fingerprint %s"),
			               fingerprint);
		else
			r->slot->rows++;
		if (change == CHANGE_NEW)
			post_alert(r, form, fingerprint);
	}
	g_free(fingerprint);
}

/* What is not written plainly takes json-c, which also says what is wrong with it. */
static void
take_any_alert(struct reading *r, const char *bytes, size_t len, uint64_t bytes_hash)
{
	struct err e;
	json_object *json = json_read(bytes, len, &e);

	if (json) {
		alert_form_of_tree(r->source->form, json);
		alert_form_take(r, r->source->form, bytes_hash);
	} else {
		reading_broken(r, _("%s (in an alert)"), e.text);
	}
	json_object_put(json);
}

/* A silence that changed may change any alert: then none is skipped for its bytes. */
static uint64_t
hash_alert(const struct reading *r, const char *bytes, size_t len)
{
	return hash_long(HASH_START ^ silences_hash(r->source->silences), bytes, len);
}

/* Mostly an answer is the last one: then its elements need not be cut to be recognised. */
static size_t
know_element(struct reading *r, const char *bytes, size_t len)
{
	uint64_t hash = 0;
	size_t size = r->slot->purpose == ALERTS ? changes_next(r->slot->alerts, &hash) : 0;

	if (size == 0 || size > len || hash_alert(r, bytes, size) != hash ||
	    !changes_has_bytes(r->slot->alerts, hash))
		return 0;
	r->slot->rows++;
	return size;
}

static void
read_alert(struct reading *r, const char *bytes, size_t len)
{
	uint64_t bytes_hash = hash_alert(r, bytes, len);

	if (changes_has_bytes(r->slot->alerts, bytes_hash))
		r->slot->rows++;
	else if (alert_form_of_bytes(r->source->form, bytes, len))
		alert_form_take(r, r->source->form, bytes_hash);
	else
		take_any_alert(r, bytes, len, bytes_hash);
	changes_set_size(r->slot->alerts, bytes_hash, len);
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
	.know_element = know_element,
	.read_end = read_end,
	.can_ack = can_ack,
	.deliver = alertmanager_deliver,
};
