/* Members of a JSON object in one line each. */
#ifndef SIM_JSON_ADD_H
#define SIM_JSON_ADD_H

#include <json-c/json.h>
#include <stdint.h>

void json_add_text(json_object *object, const char *key, const char *text);

/* Frees text (g_free). */
void json_add_taken_text(json_object *object, const char *key, char *text);

/* An instant as RFC 3339 in UTC. */
void json_add_time(json_object *object, const char *key, int64_t us);

#endif
