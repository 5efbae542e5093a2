/* What polls and deliveries of Zabbix share: its JSON-RPC, and who holds a problem by its updates. */
#include "net/zabbix.h"

#include "base/lang.h"
#include "base/text.h"
#include "net/json_read.h"
#include "net/silences.h"

#include <stdio.h>
#include <string.h>

struct zabbix *
zabbix_new(void)
{
	struct zabbix *z = g_new0(struct zabbix, 1);

	z->hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	z->users = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	z->wanted = g_ptr_array_new_with_free_func(g_free);
	return z;
}

void
zabbix_free(struct zabbix **z)
{
	if (!*z)
		return;
	g_hash_table_unref((*z)->hosts);
	g_hash_table_unref((*z)->users);
	g_ptr_array_unref((*z)->wanted);
	g_free((*z)->problems);
	g_free(*z);
	*z = NULL;
}

void
zabbix_call(const struct source *source, struct request *request, const char *method,
            json_object *params)
{
	unsigned version = source->zabbix->version;
	json_object *call = json_object_new_object();

	json_object_object_add(call, "jsonrpc", json_object_new_string("2.0"));
	json_object_object_add(call, "method", json_object_new_string(method));
	json_object_object_add(call, "params", params);
	json_object_object_add(call, "id", json_object_new_int(1));
	request_clear(request);
	request->method = g_strdup("POST");
	request->url = g_strconcat(source->conf->url, "/api_jsonrpc.php", NULL);
	request->body = g_strdup(json_object_to_json_string_ext(
	    call, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	request->content_type = g_strdup("application/json-rpc");
	if (!version)
		request->login = LOGIN_NONE;
	else
		request->login = version >= ZABBIX_HEADER_AUTH ? LOGIN_HEADER : LOGIN_BODY;
	json_object_put(call);
}

static bool
says(const char *text, const char *const *parts)
{
	for (; *parts; parts++)
		if (strstr(text, *parts))
			return true;
	return false;
}

static enum zabbix_fault
explain(int64_t code, const char *text, const char *source_name, struct err *e)
{
	static const char *const logins[] = { "Not authori", "re-login", "Session terminated",
		                              "token expired", NULL };
	static const char *const missing[] = { "No permissions to referred object", NULL };
	static const char *const rights[] = { "No permissions to call", "permission", NULL };

	if (says(text, logins)) {
		err_set(e,
		        _("auth: Zabbix does not accept the token of source %s: make a new one "
		          "there and write it into its token_file - %s"),
		        source_name, text);
		return ZABBIX_LOGIN;
	}
	if (says(text, missing)) {
		err_set(e,
		        _("content: the problem is gone, or the user of source %s has no rights "
		          "to its host - %s"),
		        source_name, text);
		return ZABBIX_REFUSED;
	}
	if (says(text, rights)) {
		err_set(e, _("auth: not permitted: check the role of the user of source %s - %s"),
		        source_name, text);
		return ZABBIX_REFUSED;
	}
	err_set(e, _("content: Zabbix says: %s"), text);
	/* -32600 to -32602 and -32500: about the request; the others about the server */
	return code == -32500 || (code <= -32600 && code >= -32602) ? ZABBIX_REFUSED
	                                                            : ZABBIX_TROUBLE;
}

enum zabbix_fault
zabbix_result(json_object *root, const char *source_name, json_object **result, struct err *e)
{
	json_object *error = json_member(root, "error"), *said;
	bool hidden = false;
	enum zabbix_fault fault;
	char *text;

	*result = json_member(root, "result");
	if (!error && *result)
		return ZABBIX_FINE;
	*result = NULL;
	if (!error) {
		err_set(e,
		        _("content: not an answer of Zabbix: the url of source %s is where its "
		          "api_jsonrpc.php is"),
		        source_name);
		return ZABBIX_TROUBLE;
	}
	said = json_member(error, json_member(error, "data") ? "data" : "message");
	text = json_text(said, 200, &hidden);
	fault = explain(json_object_get_int64(json_member(error, "code")),
	                text ? text : _("an error"), source_name, e);
	g_free(text);
	return fault;
}

unsigned
zabbix_version(json_object *result)
{
	unsigned major, minor;

	if (!json_object_is_type(result, json_type_string) ||
	    sscanf(json_object_get_string(result), "%3u.%2u", &major, &minor) != 2)
		return 0;
	return major * 100 + minor;
}

bool
zabbix_is_id(const char *text)
{
	size_t n = text ? strspn(text, G_CSET_DIGITS) : 0;

	return n > 0 && n <= 20 && !text[n];
}

static void
update_free(void *data)
{
	struct zabbix_update *u = data;

	g_free(u->userid);
	g_free(u->message);
	g_free(u->token);
	g_free(u);
}

static char *
text_of(json_object *value, size_t max_bytes, bool *hidden)
{
	char *text = json_text(value, max_bytes, hidden);

	return text ? text : g_strdup("");
}

static int64_t
whole(json_object *value)
{
	double number;

	return json_number(value, &number) && number > -9e15 && number < 9e15 ? (int64_t)number : 0;
}

static gint
compare_updates(gconstpointer a, gconstpointer b)
{
	const struct zabbix_update *x = *(struct zabbix_update *const *)a,
				   *y = *(struct zabbix_update *const *)b;

	return x->id < y->id ? -1 : x->id > y->id;
}

GPtrArray *
zabbix_updates(json_object *problem, bool *hidden)
{
	GPtrArray *updates = g_ptr_array_new_with_free_func(update_free);
	json_object *list = json_member(problem, "acknowledges");
	size_t n = json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;

	for (size_t i = 0; i < n; i++) {
		json_object *json = json_object_array_get_idx(list, i);
		struct zabbix_update *u = g_new0(struct zabbix_update, 1);
		int64_t until = whole(json_member(json, "suppress_until"));

		u->id = (uint64_t)whole(json_member(json, "acknowledgeid"));
		u->action = whole(json_member(json, "action"));
		u->until_us = until > 0 && until < G_MAXINT32 * (int64_t)2 ? until * SEC_US : 0;
		u->userid = text_of(json_member(json, "userid"), TEXT_MAX_LABEL, hidden);
		u->message = text_of(json_member(json, "message"), TEXT_MAX_BODY, hidden);
		u->token = silence_take_token(u->message);
		g_ptr_array_add(updates, u);
	}
	g_ptr_array_sort(updates, compare_updates);
	return updates;
}

/* Did a later update take back what this one of a room did? Its token is "-" and that of what it takes
 * back. */
static bool
is_taken_back(const GPtrArray *updates, guint i)
{
	const char *token = ((struct zabbix_update *)updates->pdata[i])->token;

	for (guint k = i + 1; *token && k < updates->len; k++) {
		const char *later = ((struct zabbix_update *)updates->pdata[k])->token;

		if (*later == '-' && !strcmp(later + 1, token))
			return true;
	}
	return false;
}

/* Appends those that set it, from the last that took it off. What a room wrote to a problem that
 * somebody had acknowledged already has no bit of its own there, but its token. */
static void
add_holders(GPtrArray *out, const GPtrArray *updates, int64_t set, int64_t off)
{
	guint from = 0;

	for (guint i = 0; i < updates->len; i++)
		if (((struct zabbix_update *)updates->pdata[i])->action & off)
			from = i + 1;
	for (guint i = from; i < updates->len; i++) {
		struct zabbix_update *u = updates->pdata[i];
		bool is_late = set == ZABBIX_ACK && *u->token && !(u->action & ZABBIX_SUPPRESSED);

		if (((u->action & set) || is_late) && *u->token != '-' &&
		    !is_taken_back(updates, i))
			g_ptr_array_add(out, u);
	}
}

GPtrArray *
zabbix_holders(json_object *problem, const GPtrArray *updates)
{
	GPtrArray *out = g_ptr_array_new();

	if (whole(json_member(problem, "acknowledged")))
		add_holders(out, updates, ZABBIX_ACK, ZABBIX_UNACK);
	if (whole(json_member(problem, "suppressed")))
		add_holders(out, updates, ZABBIX_SUPPRESSED, ZABBIX_UNSUPPRESSED);
	return out;
}
