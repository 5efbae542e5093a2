/* Requests and answers as the simulated services see them, whatever library carries them. */
#include "sim/http.h"

#include <string.h>

static void
clear_param(gpointer data)
{
	struct http_param *param = data;

	g_free(param->name);
	g_free(param->value);
}

GArray *
http_params_new(void)
{
	GArray *params = g_array_new(FALSE, FALSE, sizeof(struct http_param));

	g_array_set_clear_func(params, clear_param);
	return params;
}

void
http_params_add(GArray *params, const char *name, const char *value)
{
	struct http_param param = { g_strdup(name), g_strdup(value ? value : "") };

	g_array_append_val(params, param);
}

const char *
http_param(const struct http_request *request, const char *name)
{
	guint i;

	for (i = 0; i < request->params->len; i++) {
		const struct http_param *param =
		    &g_array_index(request->params, struct http_param, i);

		if (strcmp(param->name, name) == 0)
			return param->value;
	}
	return NULL;
}

bool
http_is(const struct http_request *request, const char *method)
{
	return strcmp(request->method, method) == 0;
}

bool
http_has_type(const struct http_request *request, const char *type)
{
	size_t len = strlen(type);
	char after;

	if (g_ascii_strncasecmp(request->content_type, type, len) != 0)
		return false;
	after = request->content_type[len];
	return after == '\0' || after == ';' || after == ' ';
}

void
http_reply_init(struct http_reply *reply)
{
	*reply = (struct http_reply){ .status = 200,
		                      .content_type = "text/plain; charset=utf-8",
		                      .body = g_string_new(NULL) };
}

void
http_reply_fini(struct http_reply *reply)
{
	g_string_free(reply->body, TRUE);
}

void
http_text(struct http_reply *reply, unsigned status, const char *text)
{
	reply->status = status;
	reply->content_type = "text/plain; charset=utf-8";
	g_string_assign(reply->body, text);
}

void
http_empty(struct http_reply *reply, unsigned status)
{
	http_text(reply, status, "");
}

void
http_json(struct http_reply *reply, unsigned status, json_object *value)
{
	size_t len;
	const char *text = json_object_to_json_string_length(
	    value, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &len);

	reply->status = status;
	reply->content_type = "application/json";
	g_string_truncate(reply->body, 0);
	g_string_append_len(reply->body, text, (gssize)len);
	json_object_put(value);
}
