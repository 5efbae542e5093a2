/* Silences as Alertmanager's API writes them. */
#include "sim/silence_json.h"

#include "base/clock.h"

#include <string.h>

enum { MAX_DEPTH = 8, CODE_REQUIRED = 602, CODE_TOO_FEW = 612, CODE_SEVERAL = 422 };

/* What is wrong with a body: wrong types make it unreadable, absent members are listed. */
struct reading {
	struct silence *silence;
	GString *absent; /* a line each */
	int absent_code; /* of the first */
	unsigned n_absent;
	char *unreadable;
};

void
reply_problem(struct http_reply *reply, unsigned status, int code, const char *message)
{
	json_object *o = json_object_new_object();

	json_object_object_add(o, "code", json_object_new_int(code));
	json_object_object_add(o, "message", json_object_new_string(message));
	http_json(reply, status, o);
}

void
reply_sentence(struct http_reply *reply, unsigned status, const char *sentence)
{
	http_json(reply, status, json_object_new_string(sentence));
}

static void
note_absent(struct reading *r, int code, const char *where, const char *key, const char *what)
{
	if (r->n_absent++)
		g_string_append_c(r->absent, '\n');
	else
		r->absent_code = code;
	g_string_append_printf(r->absent, "%s%s in body %s", where, key, what);
}

static void
note_unreadable(struct reading *r, const char *key, const char *expected)
{
	if (!r->unreadable)
		r->unreadable = g_strdup_printf("json: %s is not %s", key, expected);
}

/* The member, or NULL when it is absent or null; one that is required is then noted. */
static json_object *
member(struct reading *r, json_object *o, const char *where, const char *key, bool required)
{
	json_object *value = NULL;

	if (json_object_object_get_ex(o, key, &value) && value)
		return value;
	if (required)
		note_absent(r, CODE_REQUIRED, where, key, "is required");
	return NULL;
}

static const char *
text_member(struct reading *r, json_object *o, const char *where, const char *key, bool required)
{
	json_object *value = member(r, o, where, key, required);

	if (!value)
		return "";
	if (!json_object_is_type(value, json_type_string)) {
		note_unreadable(r, key, "a string");
		return "";
	}
	return g_string_chunk_insert(r->silence->strings, json_object_get_string(value));
}

static int64_t
time_member(struct reading *r, json_object *o, const char *key)
{
	const char *text = text_member(r, o, "", key, true);
	int64_t us = 0;

	if (*text && !instant_parse_rfc3339(text, &us))
		note_unreadable(r, key, "a time such as 2026-11-11T00:00:00Z");
	return us;
}

static bool
flag_member(struct reading *r, json_object *o, const char *where, const char *key, bool required,
            bool otherwise)
{
	json_object *value = member(r, o, where, key, required);

	if (!value)
		return otherwise;
	if (!json_object_is_type(value, json_type_boolean))
		note_unreadable(r, key, "true or false");
	return json_object_get_boolean(value);
}

static void
read_matcher(struct reading *r, json_object *o, size_t index)
{
	struct matcher m;
	char where[32];
	bool is_regex, is_equal;

	if (!json_object_is_type(o, json_type_object)) {
		note_unreadable(r, "matchers", "a list of objects");
		return;
	}
	g_snprintf(where, sizeof where, "matchers.%zu.", index);
	is_regex = flag_member(r, o, where, "isRegex", true, false);
	is_equal = flag_member(r, o, where, "isEqual", false, true);
	m.label = text_member(r, o, where, "name", true);
	m.value = text_member(r, o, where, "value", true);
	if (is_equal)
		m.op = is_regex ? MATCH_REGEX : MATCH_EQUAL;
	else
		m.op = is_regex ? MATCH_NOT_REGEX : MATCH_NOT_EQUAL;
	g_array_append_val(r->silence->matchers, m);
}

static void
read_matchers(struct reading *r, json_object *o)
{
	json_object *list = member(r, o, "", "matchers", true);
	size_t i;

	if (!list)
		return;
	if (!json_object_is_type(list, json_type_array)) {
		note_unreadable(r, "matchers", "a list");
		return;
	}
	if (json_object_array_length(list) == 0)
		note_absent(r, CODE_TOO_FEW, "", "matchers", "should have at least 1 items");
	for (i = 0; i < json_object_array_length(list); i++)
		read_matcher(r, json_object_array_get_idx(list, i), i);
}

static json_object *
parse_object(const char *body, size_t len, struct reading *r)
{
	json_tokener *tok = json_tokener_new_ex(MAX_DEPTH);
	json_object *o;

	json_tokener_set_flags(tok, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	o = json_tokener_parse_ex(tok, body, (int)len);
	if (json_tokener_get_error(tok) == json_tokener_continue)
		r->unreadable = g_strdup("unexpected end of JSON input");
	else if (json_tokener_get_error(tok) != json_tokener_success)
		r->unreadable = g_strdup_printf(
		    "invalid character at offset %zu: %s", json_tokener_get_parse_end(tok),
		    json_tokener_error_desc(json_tokener_get_error(tok)));
	else if (!json_object_is_type(o, json_type_object))
		r->unreadable = g_strdup("json: the body is not an object");
	json_tokener_free(tok);
	if (r->unreadable) {
		json_object_put(o);
		return NULL;
	}
	return o;
}

static void
read_silence(struct reading *r, const char *body, size_t len)
{
	json_object *o = parse_object(body, len, r);

	if (!o)
		return;
	r->silence->comment = text_member(r, o, "", "comment", true);
	r->silence->created_by = text_member(r, o, "", "createdBy", true);
	r->silence->ends_us = time_member(r, o, "endsAt");
	read_matchers(r, o);
	r->silence->starts_us = time_member(r, o, "startsAt");
	g_strlcpy(r->silence->id, text_member(r, o, "", "id", false), sizeof r->silence->id);
	json_object_put(o);
}

static bool
is_label_name(const char *name)
{
	size_t len = strspn(name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_");

	return len > 0 && name[len] == '\0' && !g_ascii_isdigit(name[0]);
}

/* Compiles the matchers; false with the sentence that Alertmanager gives. */
static bool
compile(struct silence *silence, struct err *e)
{
	struct matcher_list list = { (struct matcher *)(void *)silence->matchers->data,
		                     silence->matchers->len };
	guint i;

	for (i = 0; i < list.n; i++)
		if (!is_label_name(list.matchers[i].label))
			return err_set(e,
			               "silence invalid: invalid label matcher %u: invalid label"
			               " name \"%s\"",
			               i, list.matchers[i].label);
	silence->compiled = match_new(&list, e);
	if (!silence->compiled)
		return err_in(e, "silence invalid: invalid label matcher");
	if (match_holds(silence->compiled, NULL, 0, "", ""))
		return err_set(e, "silence invalid: at least one matcher must not match the empty"
		                  " string");
	return true;
}

static bool
check(struct silence *silence, int64_t now_us, struct err *e)
{
	if (silence->starts_us >= silence->ends_us)
		return err_set(e, "Failed to create silence: start time must be before end time");
	if (silence->ends_us < now_us)
		return err_set(e, "Failed to create silence: end time can't be in the past");
	return compile(silence, e);
}

static bool
refuse_unread(const struct reading *r, struct http_reply *reply)
{
	if (r->unreadable) {
		char *text = g_strdup_printf("parsing silence body from \"\" failed, because %s",
		                             r->unreadable);

		reply_problem(reply, 400, 400, text);
		g_free(text);
		return true;
	}
	if (r->n_absent == 1)
		reply_problem(reply, 422, r->absent_code, r->absent->str);
	if (r->n_absent > 1) {
		g_string_prepend(r->absent, "validation failure list:\n");
		reply_problem(reply, 422, CODE_SEVERAL, r->absent->str);
	}
	return r->n_absent > 0;
}

struct silence *
silence_from_json(const char *body, size_t len, int64_t now_us, struct http_reply *reply)
{
	struct reading r = { .silence = silence_new(), .absent = g_string_new(NULL) };
	struct err e;

	read_silence(&r, body, len);
	if (refuse_unread(&r, reply)) {
		silence_free(&r.silence);
	} else if (!check(r.silence, now_us, &e)) {
		reply_sentence(reply, 400, e.text);
		silence_free(&r.silence);
	}
	g_string_free(r.absent, TRUE);
	g_free(r.unreadable);
	return r.silence;
}

static json_object *
time_to_json(int64_t us)
{
	char text[40];

	return json_object_new_string(instant_rfc3339(us, text, sizeof text));
}

static json_object *
matchers_to_json(const struct silence *silence)
{
	json_object *list = json_object_new_array();
	guint i;

	for (i = 0; i < silence->matchers->len; i++) {
		const struct matcher *m = &g_array_index(silence->matchers, struct matcher, i);
		json_object *o = json_object_new_object();

		json_object_object_add(
		    o, "isEqual",
		    json_object_new_boolean(m->op == MATCH_EQUAL || m->op == MATCH_REGEX));
		json_object_object_add(
		    o, "isRegex",
		    json_object_new_boolean(m->op == MATCH_REGEX || m->op == MATCH_NOT_REGEX));
		json_object_object_add(o, "name", json_object_new_string(m->label));
		json_object_object_add(o, "value", json_object_new_string(m->value));
		json_object_array_add(list, o);
	}
	return list;
}

json_object *
silence_to_json(const struct silence *silence, int64_t now_us)
{
	static const char *const states[] = { "active", "pending", "expired" };
	json_object *o = json_object_new_object(), *status = json_object_new_object();

	json_object_object_add(o, "id", json_object_new_string(silence->id));
	json_object_object_add(status, "state",
	                       json_object_new_string(states[silence_state(silence, now_us)]));
	json_object_object_add(o, "status", status);
	json_object_object_add(o, "updatedAt", time_to_json(silence->updated_us));
	json_object_object_add(o, "comment", json_object_new_string(silence->comment));
	json_object_object_add(o, "createdBy", json_object_new_string(silence->created_by));
	json_object_object_add(o, "endsAt", time_to_json(silence->ends_us));
	json_object_object_add(o, "matchers", matchers_to_json(silence));
	json_object_object_add(o, "startsAt", time_to_json(silence->starts_us));
	return o;
}
