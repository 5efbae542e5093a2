/* Silences as Alertmanager's API writes them. */
#ifndef SIM_SILENCE_JSON_H
#define SIM_SILENCE_JSON_H

#include "sim/http.h"
#include "sim/silence.h"

/*
 * The silence that a request body states, compiled and with its id if it has one; the caller's.
 * NULL when it is not one that Alertmanager would take: then reply says why in its words.
 */
struct silence *silence_from_json(const char *body, size_t len, int64_t now_us,
                                  struct http_reply *reply);

/* The caller's: json_object_put. */
json_object *silence_to_json(const struct silence *silence, int64_t now_us);

/* {"code":CODE,"message":MESSAGE}. */
void reply_problem(struct http_reply *reply, unsigned status, int code, const char *message);
/* A sentence as a bare JSON string. */
void reply_sentence(struct http_reply *reply, unsigned status, const char *sentence);

#endif
