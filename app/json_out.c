/* JSON for scripts: English keys, RFC 3339 instants, money in major units, null for unsaid. */
#include "app/json_out.h"

#include "app/out.h"

#include <json-c/json.h>
#include <math.h>
#include <stdio.h>

void
json_out_text(struct json_object *to, const char *key, const char *text)
{
	json_object_object_add(to, key, text && *text ? json_object_new_string(text) : NULL);
}

void
json_out_time(struct json_object *to, const char *key, int64_t at_us)
{
	char at[32];

	json_out_text(to, key, at_us == UNSAID ? NULL : instant_rfc3339(at_us, at, sizeof at));
}

void
json_out_seconds(struct json_object *to, const char *key, int64_t us)
{
	json_object_object_add(to, key, us == UNSAID ? NULL : json_object_new_int64(us / SEC_US));
}

void
json_out_money(struct json_object *to, const char *key, int64_t minor)
{
	char text[32];

	if (minor == UNSAID) {
		json_object_object_add(to, key, NULL);
		return;
	}
	/* as written, so that no cent is lost to a binary fraction */
	snprintf(text, sizeof text, "%s%lld.%02lld", minor < 0 ? "-" : "",
	         (long long)ABS(minor / 100), (long long)ABS(minor % 100));
	json_object_object_add(to, key, json_object_new_double_s((double)minor / 100, text));
}

void
json_out_number(struct json_object *to, const char *key, double value)
{
	char text[32];

	if (!isfinite(value)) {
		json_object_object_add(to, key, NULL);
		return;
	}
	snprintf(text, sizeof text, "%.6g", value);
	json_object_object_add(to, key, json_object_new_double_s(value, text));
}

void
json_out_count(struct json_object *to, const char *key, int64_t n)
{
	json_object_object_add(to, key, json_object_new_int64(n));
}

void
json_out_flag(struct json_object *to, const char *key, bool is_so)
{
	json_object_object_add(to, key, json_object_new_boolean(is_so));
}

struct json_object *
json_out_document(const struct session *s)
{
	struct json_object *doc = json_object_new_object();

	json_out_text(doc, "room", s->room->is.name);
	json_out_time(doc, "at", session_now_us(s));
	return doc;
}

static const char *
health_word(const struct source_state *source, int64_t now_us)
{
	if (source->health == SOURCE_WAITING)
		return "waiting";
	if (source->health == SOURCE_FAILING)
		return "failing";
	return source_is_stale(source, now_us) ? "stale" : "live";
}

void
json_out_sources(struct json_object *to, const struct session *s)
{
	struct json_object *list = json_object_new_array();

	for (guint i = 0; i < s->room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(s->room->sources, i);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "name", source->is.name);
		json_out_text(row, "kind", source->is.kind);
		json_out_text(row, "health", health_word(source, session_now_us(s)));
		json_out_text(row, "reason", source->reason);
		json_out_time(row, "last_ok", source->last_ok_us);
		json_object_array_add(list, row);
	}
	json_object_object_add(to, "sources", list);
}

char *
json_out_take(struct json_object *doc)
{
	char *text = out_json_text(json_object_to_json_string_ext(
	    doc, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
	char *lines = g_strconcat(text, "\n", NULL);

	g_free(text);
	json_object_put(doc);
	return lines;
}

void
json_out_print(struct json_object *doc)
{
	char *text = json_out_take(doc);

	fputs(text, stdout);
	g_free(text);
}
