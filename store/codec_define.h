/* Definitions that come from endpoints as JSON texts, as the journal keeps them. */
#ifndef STORE_CODEC_DEFINE_H
#define STORE_CODEC_DEFINE_H

#include "room/event.h"

#include <json-c/json_types.h>

/* Is it a kind of definition that an endpoint states, and so the journal keeps? */
bool codec_define_knows(enum event_kind kind);

/* Adds what is said of the event's definition to the document. Pure. */
void codec_define_put(struct json_object *doc, const struct event *event);

/* Reads it into a definition that lives with the batch; what is not there is unsaid. Pure. */
void codec_define_read(struct event_batch *batch, struct json_object *doc, struct event *event);

#endif
