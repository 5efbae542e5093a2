/* JSON for scripts: English keys, RFC 3339 instants, money in major units, null for unsaid. */
#ifndef APP_JSON_OUT_H
#define APP_JSON_OUT_H

#include "app/session.h"

struct json_object;

/* Each adds one member. */
void json_out_text(struct json_object *to, const char *key,
                   const char *text); /* "" and NULL: null */
void json_out_time(struct json_object *to, const char *key, int64_t at_us);
void json_out_seconds(struct json_object *to, const char *key, int64_t us); /* whole seconds */
void json_out_money(struct json_object *to, const char *key, int64_t minor);
void json_out_number(struct json_object *to, const char *key, double value);
void json_out_count(struct json_object *to, const char *key, int64_t n);
void json_out_flag(struct json_object *to, const char *key, bool is_so);

/* A document that begins with the room's name and its present instant. The caller's:
 * json_out_print(). */
struct json_object *json_out_document(const struct session *session);
/* Adds "sources": name, health ("live", "stale", "failing", "waiting"), reason, last answer. */
void json_out_sources(struct json_object *to, const struct session *session);

/* The document as text that is safe on a terminal (app/out.h), with a line end, and frees it. g_free. */
char *json_out_take(struct json_object *document) MUST_USE;
/* The same to standard output. */
void json_out_print(struct json_object *document);

#endif
