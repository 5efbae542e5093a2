/* One alert as Alertmanager's API writes it: its fields, lent from its bytes or from json-c's tree. */
#include "net/alert_form.h"

#include "base/clock.h"
#include "base/hash.h"
#include "net/json_read.h"
#include "net/plain_json.h"

#include <string.h>

/* More names in one object than anybody writes would be compared with each other for too long. */
enum { PLAIN_BYTES_MAX = 64 * 1024, PLAIN_PAIRS_MAX = 64 };

struct alert_form *
alert_form_new(void)
{
	struct alert_form *form = g_new0(struct alert_form, 1);

	form->labels = g_array_new(FALSE, FALSE, sizeof(struct form_pair));
	form->notes = g_array_new(FALSE, FALSE, sizeof(struct form_pair));
	form->silenced_by = g_array_new(FALSE, FALSE, sizeof(struct form_text));
	return form;
}

void
alert_form_free(struct alert_form **form)
{
	if (!*form)
		return;
	g_array_unref((*form)->labels);
	g_array_unref((*form)->notes);
	g_array_unref((*form)->silenced_by);
	g_free(*form);
	*form = NULL;
}

static void
empty(struct alert_form *form)
{
	const struct form_text none = { NULL, 0 };

	form->fingerprint = form->link = form->labels_json = none;
	form->labels_tree = NULL;
	form->starts_us = UNSAID;
	form->has_labels = form->is_inhibited = false;
	g_array_set_size(form->labels, 0);
	g_array_set_size(form->notes, 0);
	g_array_set_size(form->silenced_by, 0);
}

static bool
is_text(struct form_text text, const char *other)
{
	return text.len == strlen(other) && !memcmp(text.bytes, other, text.len);
}

static bool
is_same(struct form_text a, struct form_text b)
{
	return a.len == b.len && !memcmp(a.bytes, b.bytes, a.len);
}

struct form_text
form_value(const GArray *pairs, const char *name)
{
	for (guint i = 0; i < pairs->len; i++)
		if (is_text(g_array_index(pairs, struct form_pair, i).name, name))
			return g_array_index(pairs, struct form_pair, i).value;
	return (struct form_text){ NULL, 0 };
}

static bool
take_text(struct plain_json *p, struct form_text *text)
{
	return plain_string(p, &text->bytes, &text->len);
}

/* json-c's objects know a name once, and the last value counts: such an object is left to it. */
static bool
is_new_name(const GArray *pairs, struct form_text name)
{
	for (guint i = 0; i < pairs->len; i++)
		if (is_same(g_array_index(pairs, struct form_pair, i).name, name))
			return false;
	return pairs->len < PLAIN_PAIRS_MAX;
}

static bool
take_pairs(struct plain_json *p, GArray *pairs)
{
	bool goes_on = true;

	if (!plain_take(p, '{'))
		return false;
	if (plain_take(p, '}'))
		return true;
	while (goes_on) {
		struct form_pair pair;

		if (!plain_name(p, &pair.name.bytes, &pair.name.len) ||
		    !is_new_name(pairs, pair.name) || !take_text(p, &pair.value))
			return false;
		g_array_append_val(pairs, pair);
		if (!plain_next(p, '}', &goes_on))
			return false;
	}
	return true;
}

static bool
take_ids(struct plain_json *p, GArray *ids)
{
	bool goes_on = true;

	if (!plain_take(p, '['))
		return false;
	if (plain_take(p, ']'))
		return true;
	while (goes_on) {
		struct form_text id;

		if (!take_text(p, &id) || !plain_next(p, ']', &goes_on))
			return false;
		g_array_append_val(ids, id);
	}
	return true;
}

static bool
take_starts(struct plain_json *p, int64_t *us)
{
	struct form_text text;
	char copy[40];

	if (!take_text(p, &text) || text.len >= sizeof copy)
		return false;
	memcpy(copy, text.bytes, text.len);
	copy[text.len] = '\0';
	return instant_parse_rfc3339(copy, us);
}

static bool
take_labels(struct plain_json *p, struct alert_form *form)
{
	form->has_labels = true;
	form->labels_json.bytes = p->at;
	if (!take_pairs(p, form->labels))
		return false;
	form->labels_json.len = (size_t)(p->at - form->labels_json.bytes);
	return true;
}

/* The members that count, each a bit, so that none is taken twice. */
enum member {
	LABELS = 1,
	NOTES = 2,
	STARTS = 4,
	LINK = 8,
	FINGERPRINT = 16,
	STATUS = 32,
	INHIBITED = 64,
	SILENCED = 128
};

static enum member
member_of(struct form_text name, bool is_in_status)
{
	static const struct {
		const char *name;
		enum member member;
		bool is_in_status;
	} members[] = { { "labels", LABELS, false },           { "annotations", NOTES, false },
		        { "startsAt", STARTS, false },         { "generatorURL", LINK, false },
		        { "fingerprint", FINGERPRINT, false }, { "status", STATUS, false },
		        { "inhibitedBy", INHIBITED, true },    { "silencedBy", SILENCED, true } };

	for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
		if (members[i].is_in_status == is_in_status && is_text(name, members[i].name))
			return members[i].member;
	return 0;
}

static bool take_members(struct plain_json *p, struct alert_form *form, bool is_in_status);

static bool
take_inhibitors(struct plain_json *p, struct alert_form *form)
{
	struct plain_json start = *p;

	if (!plain_sees(p, '[') || !plain_skip(p))
		return false;
	form->is_inhibited = plain_take(&start, '[') && !plain_sees(&start, ']');
	return true;
}

static bool
take_member(struct plain_json *p, struct alert_form *form, enum member member)
{
	switch (member) {
	case LABELS:
		return take_labels(p, form);
	case NOTES:
		return take_pairs(p, form->notes);
	case STARTS:
		return take_starts(p, &form->starts_us);
	case LINK:
		return take_text(p, &form->link);
	case FINGERPRINT:
		return take_text(p, &form->fingerprint);
	case STATUS:
		return take_members(p, form, true);
	case INHIBITED:
		return take_inhibitors(p, form);
	case SILENCED:
		return take_ids(p, form->silenced_by);
	}
	return plain_skip(p);
}

static bool
take_members(struct plain_json *p, struct alert_form *form, bool is_in_status)
{
	bool goes_on = true;
	unsigned taken = 0;

	if (!plain_take(p, '{'))
		return false;
	if (plain_take(p, '}'))
		return true;
	while (goes_on) {
		struct form_text name;
		enum member member;

		if (!plain_name(p, &name.bytes, &name.len))
			return false;
		member = member_of(name, is_in_status);
		if ((taken & member) || !take_member(p, form, member) ||
		    !plain_next(p, '}', &goes_on))
			return false;
		taken |= member;
	}
	return true;
}

bool
alert_form_of_bytes(struct alert_form *form, const char *bytes, size_t len)
{
	struct plain_json p = { .at = bytes, .end = bytes + len };

	empty(form);
	return len <= PLAIN_BYTES_MAX && take_members(&p, form, false) && plain_is_over(&p) &&
	       form->fingerprint.len > 0 && form->has_labels && form->starts_us != UNSAID;
}

/* Numbers and truth values are texts, too. */
static struct form_text
text_of(json_object *value)
{
	struct form_text text = { NULL, 0 };

	switch (json_object_get_type(value)) {
	case json_type_string:
		text.len = (size_t)json_object_get_string_len(value);
		text.bytes = json_object_get_string(value);
		break;
	case json_type_boolean:
	case json_type_int:
	case json_type_double:
		text.bytes = json_object_get_string(value);
		text.len = strlen(text.bytes);
		break;
	default:
		break;
	}
	return text;
}

static void
pairs_of(GArray *pairs, json_object *object)
{
	if (!json_object_is_type(object, json_type_object))
		return;
	json_object_object_foreach(object, name, value)
	{
		struct form_pair pair = { { name, strlen(name) }, text_of(value) };

		g_array_append_val(pairs, pair);
	}
}

static size_t
list_length(json_object *value)
{
	return json_object_is_type(value, json_type_array) ? json_object_array_length(value) : 0;
}

void
alert_form_of_tree(struct alert_form *form, json_object *json)
{
	json_object *labels = json_member(json, "labels"), *status = json_member(json, "status");
	json_object *silences = json_member(status, "silencedBy");

	empty(form);
	form->fingerprint = text_of(json_member(json, "fingerprint"));
	form->link = text_of(json_member(json, "generatorURL"));
	form->has_labels = json_object_is_type(labels, json_type_object);
	form->labels_tree = labels;
	pairs_of(form->labels, labels);
	pairs_of(form->notes, json_member(json, "annotations"));
	if (!json_instant(json_member(json, "startsAt"), &form->starts_us))
		form->starts_us = UNSAID;
	form->is_inhibited = list_length(json_member(status, "inhibitedBy")) > 0;
	for (size_t i = 0; i < list_length(silences); i++) {
		struct form_text id = text_of(json_object_array_get_idx(silences, i));

		g_array_append_val(form->silenced_by, id);
	}
}

static uint64_t
hash_form_text(uint64_t hash, struct form_text text)
{
	return text.bytes ? hash_bytes(hash, text.bytes, text.len) : hash_text(hash, NULL);
}

static uint64_t
hash_pairs(uint64_t hash, const GArray *pairs)
{
	hash = hash_word(hash, pairs->len);
	for (guint i = 0; i < pairs->len; i++) {
		const struct form_pair *pair = &g_array_index(pairs, struct form_pair, i);

		hash = hash_form_text(hash_form_text(hash, pair->name), pair->value);
	}
	return hash;
}

uint64_t
alert_form_hash(const struct alert_form *form)
{
	uint64_t hash = hash_pairs(hash_pairs(HASH_START, form->labels), form->notes);

	hash = hash_form_text(hash, form->link);
	hash = hash_word(hash_word(hash, (uint64_t)form->starts_us), form->is_inhibited);
	hash = hash_word(hash, form->silenced_by->len);
	for (guint i = 0; i < form->silenced_by->len; i++)
		hash = hash_form_text(hash, g_array_index(form->silenced_by, struct form_text, i));
	return hash;
}
