/* Strict, bounded reading of JSON that nobody here wrote. */
#include "net/json_read.h"

#include "base/clock.h"
#include "base/text.h"
#include "base/hash.h"
#include "base/lang.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Brackets and commas bound the number of values from above; those inside strings count too, which
 * only makes the bound stricter. */
static bool
is_affordable(const char *bytes, size_t len, struct err *e)
{
	size_t containers = 0, values = 0;

	if (len <= JSON_MAX_CONTAINERS) /* so short that it cannot hold too many */
		return true;
	for (size_t i = 0; i < len; i++) {
		containers += bytes[i] == '{' || bytes[i] == '[';
		values += bytes[i] == ',';
	}
	if (containers > JSON_MAX_CONTAINERS)
		return err_set(e, _("content: more than %d objects and lists"),
		               JSON_MAX_CONTAINERS);
	if (values > JSON_MAX_VALUES)
		return err_set(e, _("content: more than %d values"), JSON_MAX_VALUES);
	return true;
}

static bool
explain(struct json_tokener *tok, size_t len, struct err *e)
{
	size_t end = json_tokener_get_parse_end(tok);

	switch (json_tokener_get_error(tok)) {
	case json_tokener_continue:
		return err_set(e, _("content: the JSON ends at byte %zu before it is complete"),
		               len);
	case json_tokener_error_depth:
		return err_set(e, _("content: nested deeper than %d levels at byte %zu"),
		               JSON_MAX_DEPTH, end);
	case json_tokener_error_parse_utf8_string:
		return err_set(e, _("content: not UTF-8 at byte %zu"), end);
	default:
		return err_set(e, _("content: not JSON at byte %zu"), end);
	}
}

json_object *
json_read(const char *bytes, size_t len, struct err *e)
{
	struct json_tokener *tok;
	json_object *root = NULL;

	if (len > G_MAXINT || !is_affordable(bytes, len, e))
		return NULL;
	tok = json_tokener_new_ex(JSON_MAX_DEPTH);
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	if (len > 0)
		root = json_tokener_parse_ex(tok, bytes, (int)len);
	if (len == 0)
		err_set(e, _("content: the answer is empty"));
	else if (!root)
		explain(tok, len, e);
	json_tokener_free(tok);
	if (root && !json_object_is_type(root, json_type_object) &&
	    !json_object_is_type(root, json_type_array)) {
		err_set(e, _("content: neither an object nor a list"));
		json_object_put(root);
		return NULL;
	}
	return root;
}

json_object *
json_member(json_object *object, const char *name)
{
	json_object *value = NULL;

	if (json_object_is_type(object, json_type_object))
		json_object_object_get_ex(object, name, &value);
	return value;
}

json_object *
json_at(json_object *root, const char *pointer)
{
	json_object *value = NULL;

	if (!root || json_pointer_get(root, pointer, &value))
		return NULL;
	return value;
}

char *
json_text(json_object *value, size_t max_bytes, bool *hidden)
{
	const char *bytes;
	char *text;
	bool has_hidden = false;

	switch (json_object_get_type(value)) {
	case json_type_string:
		text =
		    text_clean(json_object_get_string(value),
		               (size_t)json_object_get_string_len(value), max_bytes, &has_hidden);
		*hidden |= has_hidden;
		return text;
	case json_type_boolean:
	case json_type_int:
	case json_type_double:
		bytes = json_object_get_string(value);
		return text_clean(bytes, strlen(bytes), max_bytes, NULL);
	default:
		return NULL;
	}
}

static bool
number_of_text(const char *text, double *number)
{
	char *end;

	*number = g_ascii_strtod(text, &end);
	return end != text && *end == '\0' && isfinite(*number);
}

bool
json_says(json_object *root, const char *test)
{
	const char *equals = strchr(test, '=');
	char *pointer = g_strndup(test, equals ? (gsize)(equals - test) : 0), **values;
	json_object *value = equals && root ? json_at(root, pointer) : NULL;
	bool hidden = false, yes;
	char *text = value ? json_text(value, TEXT_MAX_LABEL, &hidden) : NULL;

	values = g_strsplit(equals ? equals + 1 : "", "|", -1);
	yes = value && values[0] && !strcmp(values[0], "*");
	yes |= text && g_strv_contains((const char *const *)values, text);
	g_strfreev(values);
	g_free(text);
	g_free(pointer);
	return yes;
}

bool
json_number(json_object *value, double *number)
{
	int64_t n;

	switch (json_object_get_type(value)) {
	case json_type_int:
		n = json_object_get_int64(value);
		*number = (double)n;
		return n != INT64_MIN && n != INT64_MAX;
	case json_type_double:
		*number = json_object_get_double(value);
		return isfinite(*number);
	case json_type_string:
		return number_of_text(json_object_get_string(value), number);
	default:
		return false;
	}
}

bool
json_money(json_object *value, int64_t *minor)
{
	double major;

	if (!json_number(value, &major) || fabs(major) > 9e15)
		return false;
	*minor = (int64_t)llround(major * 100);
	return true;
}

bool
json_instant(json_object *value, int64_t *us)
{
	double number;

	if (json_object_is_type(value, json_type_string))
		return instant_parse_rfc3339(json_object_get_string(value), us);
	if (!json_number(value, &number) || number < 0 || number > 4e12)
		return false;
	*us = (int64_t)(number > 1e11 ? number * (double)MSEC_US : number * (double)SEC_US);
	return true;
}

static uint64_t
hash_object(uint64_t hash, json_object *object)
{
	json_object_object_foreach(object, key, member) hash =
	    json_hash(hash_text(hash, key), member);
	return hash;
}

uint64_t
json_hash(uint64_t hash, json_object *value)
{
	enum json_type type = json_object_get_type(value);

	hash = hash_word(hash, (uint64_t)type);
	switch (type) {
	case json_type_object:
		hash = hash_word(hash, (uint64_t)json_object_object_length(value));
		return hash_object(hash, value);
	case json_type_array:
		hash = hash_word(hash, json_object_array_length(value));
		for (size_t i = 0; i < json_object_array_length(value); i++)
			hash = json_hash(hash, json_object_array_get_idx(value, i));
		return hash;
	case json_type_string:
		return hash_bytes(hash, json_object_get_string(value),
		                  (size_t)json_object_get_string_len(value));
	case json_type_null:
		return hash;
	default:
		return hash_text(hash, json_object_get_string(value));
	}
}
