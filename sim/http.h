/* Requests and answers as the simulated services see them, whatever library carries them. */
#ifndef SIM_HTTP_H
#define SIM_HTTP_H

#include <glib.h>
#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>

struct http_param {
	char *name, *value;
};

struct http_request {
	const char *method, *path;
	const char *content_type; /* "" when unsaid */
	GArray *params;           /* struct http_param in order, from http_params_new */
	const char *body;         /* NUL-terminated */
	size_t body_len;
};

struct http_reply {
	unsigned status;
	const char *content_type; /* static */
	GString *body;            /* never NULL after http_reply_init */
};

/* An empty list that frees names and values with itself (g_array_unref). */
GArray *http_params_new(void);
/* Adds copies; value NULL counts as "". */
void http_params_add(GArray *params, const char *name, const char *value);

/* Value of the first parameter of that name; NULL when there is none. */
const char *http_param(const struct http_request *request, const char *name);

bool http_is(const struct http_request *request, const char *method);

/* Is the body declared as this media type ("application/json"), with or without parameters? */
bool http_has_type(const struct http_request *request, const char *type);

void http_reply_init(struct http_reply *reply);
void http_reply_fini(struct http_reply *reply);

/* These fill the whole answer. */
void http_text(struct http_reply *reply, unsigned status, const char *text);
void http_empty(struct http_reply *reply, unsigned status);
/* Takes value (NULL is JSON null). */
void http_json(struct http_reply *reply, unsigned status, json_object *value);

#endif
