/* What etcd's JSON gateway says and wants to be told: base64, numbers as texts, requests. */
#include "store/etcd_json.h"

#include "base/lang.h"
#include "base/text.h"

#include <glib.h>
#include <string.h>

enum { MAX_VALUE = 1 << 20, MAX_KEY = 1024 };

struct json_object *
etcd_parse(const char *text, size_t len)
{
	struct json_tokener *tok = json_tokener_new_ex(ETCD_MAX_DEPTH);
	struct json_object *object =
	    tok && len < INT32_MAX ? json_tokener_parse_ex(tok, text, (int)len) : NULL;

	json_tokener_free(tok);
	if (json_object_is_type(object, json_type_object))
		return object;
	json_object_put(object);
	return NULL;
}

struct json_object *
etcd_member(struct json_object *object, const char *name, enum json_type type)
{
	struct json_object *value;

	return object && json_object_object_get_ex(object, name, &value) &&
	               json_object_is_type(value, type)
	           ? value
	           : NULL;
}

const char *
etcd_text(struct json_object *object, const char *name)
{
	struct json_object *text = etcd_member(object, name, json_type_string);

	return text ? json_object_get_string(text) : "";
}

int64_t
etcd_int(struct json_object *object, const char *name)
{
	struct json_object *number = etcd_member(object, name, json_type_int);

	return number ? json_object_get_int64(number)
	              : g_ascii_strtoll(etcd_text(object, name), NULL, 10);
}

bool
etcd_is(struct json_object *object, const char *name)
{
	struct json_object *yes = etcd_member(object, name, json_type_boolean);

	return yes && json_object_get_boolean(yes);
}

static bool
is_base64(const char *text)
{
	size_t n = strspn(text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+/");

	return strspn(text + n, "=") == strlen(text + n) && strlen(text) % 4 == 0;
}

char *
etcd_bytes(struct json_object *object, const char *name, size_t max, size_t *len)
{
	const char *text = etcd_text(object, name);
	char *bytes;
	gsize n = 0;

	*len = 0;
	if (strlen(text) / 4 * 3 > max || !is_base64(text))
		return NULL;
	bytes = *text ? (char *)g_base64_decode(text, &n) : g_strdup("");
	bytes = g_realloc(bytes, n + 1);
	bytes[n] = '\0';
	*len = n;
	return bytes;
}

static void
put_base64(struct json_object *object, const char *name, const char *bytes, size_t len)
{
	char *text = g_base64_encode((const guchar *)bytes, len);

	json_object_object_add(object, name, json_object_new_string(text));
	g_free(text);
}

void
etcd_put_bytes(struct json_object *object, const char *name, const char *bytes)
{
	put_base64(object, name, bytes, strlen(bytes));
}

void
etcd_put_int(struct json_object *object, const char *name, int64_t value)
{
	char text[24];

	g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, value);
	json_object_object_add(object, name, json_object_new_string(text));
}

/* The first key behind all that begin with it: the prefix with its last byte one higher. */
void
etcd_put_prefix(struct json_object *object, const char *prefix)
{
	char *end = g_strdup(prefix);

	end[strlen(end) - 1]++;
	etcd_put_bytes(object, "key", prefix);
	etcd_put_bytes(object, "range_end", end);
	g_free(end);
}

struct json_object *
etcd_key(const char *key)
{
	struct json_object *object = json_object_new_object();

	etcd_put_bytes(object, "key", key);
	return object;
}

static struct json_object *
wrap(const char *name, struct json_object *inner)
{
	struct json_object *object = json_object_new_object();

	json_object_object_add(object, name, inner);
	return object;
}

struct json_object *
etcd_op_put(const char *key, const char *value, int64_t lease)
{
	struct json_object *put = etcd_key(key);

	etcd_put_bytes(put, "value", value);
	if (lease)
		etcd_put_int(put, "lease", lease);
	return wrap("request_put", put);
}

struct json_object *
etcd_op_delete(const char *key)
{
	return wrap("request_delete_range", etcd_key(key));
}

static struct json_object *
compare(const char *key, const char *target, const char *member, int64_t revision)
{
	struct json_object *object = etcd_key(key);

	json_object_object_add(object, "target", json_object_new_string(target));
	json_object_object_add(object, "result", json_object_new_string("EQUAL"));
	etcd_put_int(object, member, revision);
	return object;
}

struct json_object *
etcd_if_absent(const char *key)
{
	return compare(key, "CREATE", "create_revision", 0);
}

struct json_object *
etcd_if_at(const char *key, int64_t mod_revision)
{
	return compare(key, "MOD", "mod_revision", mod_revision);
}

struct json_object *
etcd_txn(struct json_object *condition, struct json_object *then, struct json_object *then2)
{
	struct json_object *conditions = json_object_new_array(), *thens = json_object_new_array();
	struct json_object *txn = wrap("compare", conditions);

	json_object_array_add(conditions, condition);
	json_object_array_add(thens, then);
	if (then2)
		json_object_array_add(thens, then2);
	json_object_object_add(txn, "success", thens);
	return txn;
}

static void
give_change(struct json_object *kv, bool is_gone, etcd_take_change *take, void *data)
{
	size_t key_len, value_len = 0;
	char *key = etcd_bytes(kv, "key", MAX_KEY, &key_len);
	char *value = is_gone ? NULL : etcd_bytes(kv, "value", MAX_VALUE, &value_len);
	struct etcd_change change = { key, value, value_len, etcd_int(kv, "mod_revision") };

	/* a key with a NUL inside, or what is too large, is none of ours */
	if (key && strlen(key) == key_len && (is_gone || value))
		take(&change, data);
	g_free(key);
	g_free(value);
}

void
etcd_read_range(struct json_object *answer, etcd_take_change *take, void *data)
{
	struct json_object *kvs = etcd_member(answer, "kvs", json_type_array);

	for (size_t i = 0; kvs && i < json_object_array_length(kvs); i++)
		give_change(json_object_array_get_idx(kvs, i), false, take, data);
}

static bool
refused(struct json_object *result, struct err *e)
{
	const char *said = etcd_text(result, "cancel_reason");
	char *why = text_clean(said, strlen(said), TEXT_MAX_LABEL, NULL);

	err_set(e, _("etcd ended the watch: %s"), *why ? why : _("it gave no reason"));
	g_free(why);
	return false;
}

bool
etcd_read_line(const char *line, size_t len, etcd_take_change *take, void *data,
               struct etcd_news *news, struct err *e)
{
	struct json_object *doc = etcd_parse(line, len);
	struct json_object *result = etcd_member(doc, "result", json_type_object);
	struct json_object *events = etcd_member(result, "events", json_type_array);
	bool ok = true;

	*news = (struct etcd_news){
		.revision = etcd_int(etcd_member(result, "header", json_type_object), "revision"),
		.is_created = etcd_is(result, "created"),
		.compact_revision = etcd_int(result, "compact_revision"),
	};
	if (!result)
		ok = err_set(e, _("etcd's watch says what cannot be read"));
	else if (etcd_is(result, "canceled") && news->compact_revision == 0)
		ok = refused(result, e);
	for (size_t i = 0; ok && events && i < json_object_array_length(events); i++) {
		struct json_object *event = json_object_array_get_idx(events, i);

		give_change(etcd_member(event, "kv", json_type_object),
		            strcmp(etcd_text(event, "type"), "DELETE") == 0, take, data);
	}
	json_object_put(doc);
	return ok;
}
