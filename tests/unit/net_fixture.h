/* What the tests of net/ share: sources without a thread, and a thread with a mailbox to look into.
 */
#ifndef TESTS_UNIT_NET_FIXTURE_H
#define TESTS_UNIT_NET_FIXTURE_H

#include "net/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOW (1795353600 * SEC_US) /* 2026-11-22T13:20:00Z */

/* A source of a kind with one query that shows something ("" = none). */
static inline struct source_conf *
conf_of(const char *name, const char *kind, const char *url)
{
	struct source_conf *conf = source_conf_new();

	conf->name = g_strdup(name);
	conf->kind = g_strdup(kind);
	conf->url = g_strdup(url);
	return conf;
}

/* A source of a room that shows nothing else. */
static inline struct source *
source_alone(struct source_conf *conf)
{
	static size_t alerts;

	alerts = 0;
	return source_new(conf, &alerts);
}

/* Reads one document of a slot; the events go to a new batch, the caller's. */
static inline struct event_batch *
read_slot(struct source *source, guint slot, const char *text, struct err *e)
{
	struct reading r = { .source = source,
		             .slot = g_ptr_array_index(source->slots, slot),
		             .now_us = NOW,
		             .batch = event_batch_new() };

	if (!source_read(&r, text, strlen(text), e))
		event_batch_free(&r.batch);
	return r.batch;
}

static inline const struct event *
event_at(const struct event_batch *batch, guint i)
{
	assert_true(i < batch->events->len);
	return g_ptr_array_index(batch->events, i);
}

static inline struct slot *
slot_at(const struct source *source, guint i)
{
	return g_ptr_array_index(source->slots, i);
}

#endif
