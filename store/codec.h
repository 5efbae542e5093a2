/* Events and deliveries as JSON texts, as the journal keeps them. */
#ifndef STORE_CODEC_H
#define STORE_CODEC_H

#include "room/delivery.h"
#include "room/event.h"

/* What stands in a journal may have been written by anyone who can write the file: each text that is read from it passes
 * here, and is the same when the room wrote it. NULL gives "". Allocated with the batch. Pure. */
const char *codec_text(struct event_batch *batch, const char *text);
/* The same for a field of a delivery. */
void codec_read_owned(char **field, const char *text);

/* The fields of a durable event beside those that have their own column (id, at, kind, person,
 * terminal user); g_free. Pure. */
char *codec_event(const struct event *event);
/* Fills them into an event of the batch from such a text. False: it is not one (NULL is none: a damaged
 * row). Pure. */
bool codec_event_read(struct event_batch *batch, struct event *event, const char *text);

/* A whole delivery, but its attempts; g_free. Pure. */
char *codec_delivery(const struct delivery *d);
/* NULL: it is not one. The caller's: delivery_free. Pure. */
struct delivery *codec_delivery_read(const char *text);

#endif
