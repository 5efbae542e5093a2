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

/* The same of a document that is well. */
static inline struct event_batch *
read_ok(struct source *source, guint slot, const char *text)
{
	struct err e = { "" };
	struct event_batch *batch = read_slot(source, slot, text, &e);

	assert_string_equal(e.text, "");
	assert_non_null(batch);
	return batch;
}

/* How many events it gives. */
static inline guint
count_read(struct source *source, guint slot, const char *text)
{
	struct event_batch *batch = read_ok(source, slot, text);
	guint n = batch->events->len;

	event_batch_free(&batch);
	return n;
}

/* "": none. */
static inline const char *
label_of(const struct alert_data *alert, const char *name)
{
	for (size_t i = 0; i < alert->n_labels; i++)
		if (!strcmp(alert->labels[i].name, name))
			return alert->labels[i].value;
	return "";
}

/* A delivery of lin's with the comment "on it": "a1", or "b2" which takes that back. job_end() frees it. */
static inline struct job
job_of(const char *fingerprint, enum event_kind kind)
{
	struct delivery *d = delivery_new();

	d->kind = kind;
	delivery_set(&d->id, kind == EVENT_UNACK ? "b2" : "a1");
	delivery_set(&d->ack_id, kind == EVENT_UNACK ? "a1" : "");
	delivery_set(&d->fingerprint, fingerprint);
	delivery_set(&d->person, "lin");
	delivery_set(&d->comment, "on it");
	d->until_us = NOW + HOUR_US;
	return (struct job){ .delivery = d };
}

static inline void
job_end(struct job *job)
{
	job_clear(job);
	delivery_free(&job->delivery);
}

/* The next step: the begin (text NULL), or after an answer with status 200. */
static inline enum verdict
job_step(struct source *source, struct job *job, const char *text)
{
	struct answer answer = { .is_complete = true,
		                 .status = 200,
		                 .body = text,
		                 .len = text ? strlen(text) : 0,
		                 .date_us = UNSAID };

	if (text)
		request_clear(&job->request);
	return source->ops->deliver(source, job, text ? &answer : NULL, NOW);
}

static inline struct slot *
slot_at(const struct source *source, guint i)
{
	return g_ptr_array_index(source->slots, i);
}

#endif
