/* Observations as JSON texts, as the journal keeps them. */
#ifndef STORE_CODEC_OBSERVED_H
#define STORE_CODEC_OBSERVED_H

#include "room/event.h"

/* What an observation that journal_is_kept() says beside its kind, subject and instant; g_free.
 * Equal observations give equal texts. Pure. */
char *codec_observed(const struct event *event);

/* Fills it into an event of the batch whose kind, subject and instant are set. False: it is no such
 * text. Pure. */
bool codec_observed_read(struct event_batch *batch, struct event *event, const char *text);

#endif
