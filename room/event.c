/* Event batches, the names of the kinds, and which kinds the journal keeps. */
#include "room/event.h"

#include "base/lang.h"

#include <math.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { PIECE_FIRST = 512, PIECE_MOST = 16 * 1024 };

/* The names stand in journals: they never change. */
static const struct {
	const char *name;
	bool durable;
} kinds[EVENT_KINDS] = {
	[EVENT_NONE] = { "", false },
	[EVENT_DEFINE_ROOM] = { N_("define-room"), false },
	[EVENT_DEFINE_TEAM] = { N_("define-team"), false },
	[EVENT_DEFINE_PERSON] = { N_("define-person"), false },
	[EVENT_DEFINE_TIER] = { N_("define-tier"), false },
	[EVENT_DEFINE_PHASE] = { N_("define-phase"), false },
	[EVENT_DEFINE_GATE] = { N_("define-gate"), false },
	[EVENT_DEFINE_RISK] = { N_("define-risk"), false },
	[EVENT_DEFINE_LINE] = { N_("define-line"), false },
	[EVENT_DEFINE_METRIC] = { N_("define-metric"), false },
	[EVENT_DEFINE_SOURCE] = { N_("define-source"), false },
	[EVENT_DEFINE_OBJECTIVE] = { N_("define-objective"), false },
	[EVENT_DEFINE_SUPPLIER] = { N_("define-supplier"), false },
	[EVENT_DEFINE_PLAN] = { N_("define-plan"), false },
	[EVENT_ALERT] = { N_("alert"), false },
	[EVENT_ALERT_GONE] = { N_("alert-gone"), false },
	[EVENT_SAMPLE] = { N_("sample"), false },
	[EVENT_HISTORY] = { N_("history"), false },
	[EVENT_METRIC_STATE] = { N_("metric-state"), false },
	[EVENT_SOURCE] = { N_("source"), false },
	[EVENT_ROSTER] = { N_("roster"), false },
	[EVENT_CONSOLES] = { N_("consoles"), false },
	[EVENT_LINK] = { N_("link"), false },
	[EVENT_CLOCK] = { N_("clock"), false },
	[EVENT_ACK] = { N_("ack"), true },
	[EVENT_SILENCE] = { N_("silence"), true },
	[EVENT_UNACK] = { N_("unack"), true },
	[EVENT_DONE] = { N_("done"), true },
	[EVENT_NOTE] = { N_("note"), true },
	[EVENT_GATE] = { N_("gate"), true },
	[EVENT_PHASE] = { N_("phase"), true },
	[EVENT_HOLD] = { N_("hold"), true },
	[EVENT_RESUME] = { N_("resume"), true },
	[EVENT_ROLL] = { N_("roll"), true },
	[EVENT_GATE_LATE] = { N_("late"), true },
	[EVENT_PHASE_RED] = { N_("red"), true },
	[EVENT_PROPOSE] = { N_("propose"), true },
	[EVENT_APPROVE] = { N_("approve"), true },
	[EVENT_MOVED] = { N_("moved"), true },
	[EVENT_LAPSE] = { N_("lapse"), true },
	[EVENT_ESCALATE] = { N_("escalate"), true },
	[EVENT_ASSIGN] = { N_("assign"), true },
	[EVENT_DECIDE] = { N_("decide"), true },
	[EVENT_CORRECT] = { N_("correct"), true },
	[EVENT_DUTY] = { N_("duty"), true },
	[EVENT_HANDOVER] = { N_("handover"), true },
	[EVENT_ANSWER] = { N_("answer"), true },
	[EVENT_NOTICE] = { N_("notice"), true },
	[EVENT_FEEDBACK_LATE] = { N_("feedback-late"), true },
	[EVENT_EXPIRE] = { N_("expire"), true },
	[EVENT_TRIGGER] = { N_("trigger"), true },
	[EVENT_CLEAR] = { N_("clear"), true },
	[EVENT_PLAN_OFFER] = { N_("plan-offer"), true },
	[EVENT_PLAN_LATE] = { N_("plan-late"), true },
	[EVENT_PLAN_START] = { N_("plan-start"), true },
	[EVENT_PLAN_STEP] = { N_("plan-step"), true },
	[EVENT_PLAN_ABORT] = { N_("plan-abort"), true },
	[EVENT_PLAN_CLOSE] = { N_("plan-close"), true },
	[EVENT_KEPT] = { N_("kept"), false },
	[EVENT_LOST] = { N_("lost"), false },
	[EVENT_SENT] = { N_("sent"), true },
	[EVENT_RETRY] = { N_("retry"), false },
	[EVENT_REFUSED] = { N_("refused"), true },
};

struct event_batch *
event_batch_new(void)
{
	struct event_batch *batch = g_new0(struct event_batch, 1);

	batch->events = g_ptr_array_new();
	batch->pieces = g_ptr_array_new_with_free_func(g_free);
	batch->piece_size = PIECE_FIRST;
	batch->seq = UNSAID;
	return batch;
}

void
event_batch_free(struct event_batch **batch)
{
	if (!*batch)
		return;
	g_ptr_array_unref((*batch)->events);
	g_ptr_array_unref((*batch)->pieces);
	g_free(*batch);
	*batch = NULL;
}

void
event_batch_free_payload(void *batch)
{
	struct event_batch *b = batch;

	event_batch_free(&b);
}

struct event *
event_batch_add(struct event_batch *batch, enum event_kind kind, int64_t at_us)
{
	struct event *event = event_batch_alloc(batch, sizeof *event);

	event->kind = kind;
	event->at_us = at_us;
	event->id = event->cause = event->batch = event->person = "";
	event->terminal_user = event->proof = event->source = event->subject = "";
	event->text = event->remote_id = event->target = "";
	event->until_us = event->sample_us = event->number = UNSAID;
	event->value = NAN;
	g_ptr_array_add(batch->events, event);
	return event;
}

/* A new piece that holds at least this; what was left of the last one stays unused. */
static void
add_piece(struct event_batch *batch, size_t size)
{
	batch->left = MAX(size, batch->piece_size);
	batch->next = g_malloc0(batch->left);
	batch->piece_size = MIN(2 * batch->piece_size, PIECE_MOST);
	g_ptr_array_add(batch->pieces, batch->next);
}

/* Zeroed memory at an address that is a multiple of `align`, a power of two. */
static void *
take(struct event_batch *batch, size_t size, size_t align)
{
	size_t pad = (align - (uintptr_t)batch->next % align) % align;
	char *block;

	if (!batch->next || pad > batch->left || size > batch->left - pad) {
		add_piece(batch, size);
		pad = 0;
	}
	block = batch->next + pad;
	batch->next += pad + size;
	batch->left -= pad + size;
	return block;
}

const char *
event_batch_str(struct event_batch *batch, const char *text)
{
	size_t size;

	if (!text || !*text)
		return "";
	size = strlen(text) + 1;
	return memcpy(take(batch, size, 1), text, size);
}

char *
event_batch_bytes(struct event_batch *batch, const char *bytes, size_t len)
{
	char *copy = take(batch, len + 1, 1); /* zeros */

	if (bytes)
		memcpy(copy, bytes, len);
	return copy;
}

void *
event_batch_alloc(struct event_batch *batch, size_t size)
{
	return take(batch, size, alignof(max_align_t));
}

const char *
event_batch_uuid(struct event_batch *batch)
{
	char *uuid = g_uuid_string_random();
	const char *copy = event_batch_str(batch, uuid);

	g_free(uuid);
	return copy;
}

const char *
event_batch_derived_id(struct event_batch *batch, enum event_kind kind, const char *cause)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	const char *name = event_kind_name(kind), *hex;
	char *id = event_batch_alloc(batch, 37);

	g_checksum_update(sum, (const guchar *)name, (gssize)strlen(name) + 1);
	g_checksum_update(sum, (const guchar *)cause, (gssize)strlen(cause));
	hex = g_checksum_get_string(sum);
	/* version 8 of RFC 9562: a UUID of one's own making */
	snprintf(id, 37, "%.8s-%.4s-8%.3s-a%.3s-%.12s", hex, hex + 8, hex + 13, hex + 17, hex + 20);
	g_checksum_free(sum);
	return id;
}

const char *
event_kind_name(enum event_kind kind)
{
	return kind > EVENT_NONE && kind < EVENT_KINDS ? kinds[kind].name : "";
}

enum event_kind
event_kind_by_name(const char *name)
{
	for (unsigned i = EVENT_NONE + 1; name && i < EVENT_KINDS; i++) {
		if (strcmp(kinds[i].name, name) == 0)
			return (enum event_kind)i;
	}
	return EVENT_NONE;
}

bool
event_is_durable(enum event_kind kind)
{
	return kind > EVENT_NONE && kind < EVENT_KINDS && kinds[kind].durable;
}

bool
event_is_kept_apart(enum event_kind kind)
{
	return event_is_durable(kind) && kind != EVENT_SENT && kind != EVENT_REFUSED;
}
