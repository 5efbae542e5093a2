/* One element of a json document, its fields found by the configured mapping or by their native
 * names. */
#include "net/record.h"

#include "base/hash.h"
#include "base/lang.h"
#include "base/text.h"
#include "net/json_read.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void
put_object(void *json)
{
	json_object_put(json);
}

void
record_init(struct record *x, struct reading *r, json_object *json, const char *what, size_t index)
{
	*x = (struct record){ .r = r, .json = json, .what = what, .index = index };
	x->made = g_ptr_array_new_with_free_func(put_object);
	if (!json_object_is_type(json, json_type_object))
		record_fail(x, _("is no object"));
}

void
record_fini(struct record *x)
{
	if (x->is_broken)
		reading_broken(x->r, _("content: %s[%zu] %s"), x->what, x->index, x->why.text);
	if (x->is_broken && x->key)
		changes_reread(x->r->slot->others, x->key);
	g_free(x->key);
	g_ptr_array_unref(x->made);
}

bool
record_fail(struct record *x, const char *fmt, ...)
{
	va_list args;

	if (!x->is_broken) {
		va_start(args, fmt);
		vsnprintf(x->why.text, sizeof x->why.text, fmt, args);
		va_end(args);
	}
	x->is_broken = true;
	return false;
}

json_object *
record_get(struct record *x, const char *field)
{
	const GPtrArray *fields = x->r->slot->query->fields;
	json_object *constant;

	if (!fields || fields->len == 0)
		return json_member(x->json, field);
	for (guint i = 0; i < fields->len; i++) {
		const struct json_field *f = g_ptr_array_index(fields, i);

		if (strcmp(f->field, field))
			continue;
		if (f->pointer[0] != '=')
			return json_at(x->json, f->pointer);
		constant = json_object_new_string(f->pointer + 1);
		g_ptr_array_add(x->made, constant);
		return constant;
	}
	return NULL;
}

const char *
record_text(struct record *x, const char *field, size_t max_bytes)
{
	json_object *value = record_get(x, field);
	const char *kept;
	char *text;

	if (!value)
		return NULL;
	text = json_text(value, max_bytes, &x->has_hidden);
	if (!text) {
		record_fail(x, _("'%s' is no text"), field);
		return NULL;
	}
	kept = event_batch_str(x->r->batch, text);
	g_free(text);
	return kept;
}

double
record_number(struct record *x, const char *field)
{
	json_object *value = record_get(x, field);
	double number = NAN;

	if (value && !json_number(value, &number)) {
		record_fail(x, _("'%s' is no finite number"), field);
		return NAN;
	}
	return number;
}

int64_t
record_money(struct record *x, const char *field)
{
	json_object *value = record_get(x, field);
	int64_t minor = UNSAID;

	if (value && !json_money(value, &minor))
		record_fail(x, _("'%s' is no amount of money"), field);
	return minor;
}

int64_t
record_instant(struct record *x, const char *field)
{
	json_object *value = record_get(x, field);
	int64_t us = UNSAID;

	if (value && !json_instant(value, &us))
		record_fail(x, _("'%s' is no time like 2026-10-24T08:00:00+08:00"), field);
	return us;
}

int
record_choice(struct record *x, const char *field, const char *const *names)
{
	json_object *value = record_get(x, field);
	GString *list;

	if (!value)
		return 0;
	for (int i = 0; names[i]; i++)
		if (json_object_is_type(value, json_type_string) &&
		    !strcmp(json_object_get_string(value), names[i]))
			return i + 1;
	list = g_string_new(names[0]);
	for (int i = 1; names[i]; i++)
		g_string_append_printf(list, ", %s", names[i]);
	record_fail(x, _("'%s' is none of %s"), field, list->str);
	g_string_free(list, TRUE);
	return 0;
}

uint64_t
record_hash(struct record *x, const char *const *fields)
{
	uint64_t hash = HASH_START;

	for (size_t i = 0; fields[i]; i++)
		hash = json_hash(hash, record_get(x, fields[i]));
	return hash;
}
