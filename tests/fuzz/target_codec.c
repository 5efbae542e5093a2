/* Fuzz target: the texts in which the journal keeps events, observations and deliveries. What was read is
 * written so that it is read the same. Input: a byte for the kind of event; the text. */
#include "store/codec.h"
#include "store/codec_define.h"
#include "store/codec_observed.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static void
check_event(struct event_batch *batch, enum event_kind kind, const char *text)
{
	struct event *e = event_batch_add(batch, kind, 0), *again;
	char *first, *second;

	if (!codec_event_read(batch, e, text))
		return;
	first = codec_event(e);
	again = event_batch_add(batch, kind, 0);
	fuzz_check(codec_event_read(batch, again, first), "cannot read '%s'", first);
	second = codec_event(again);
	fuzz_check(!strcmp(first, second), "'%s' became '%s'", first, second);
	g_free(first);
	g_free(second);
}

static void
check_observed(struct event_batch *batch, enum event_kind kind, const char *text)
{
	struct event *e = event_batch_add(batch, kind, SEC_US), *again;
	char *first, *second;

	e->subject = "subject";
	if (!codec_observed_read(batch, e, text))
		return;
	first = codec_observed(e);
	again = event_batch_add(batch, kind, SEC_US);
	again->subject = "subject";
	fuzz_check(codec_observed_read(batch, again, first), "cannot read '%s'", first);
	second = codec_observed(again);
	fuzz_check(!strcmp(first, second), "'%s' became '%s'", first, second);
	g_free(first);
	g_free(second);
}

static void
check_delivery(const char *text)
{
	struct delivery *d = codec_delivery_read(text), *again;
	char *first, *second;

	if (!d)
		return;
	first = codec_delivery(d);
	again = codec_delivery_read(first);
	fuzz_check(again != NULL, "cannot read '%s'", first);
	second = codec_delivery(again);
	fuzz_check(!strcmp(first, second), "'%s' became '%s'", first, second);
	g_free(first);
	g_free(second);
	delivery_free(&d);
	delivery_free(&again);
}

/* What journal_is_kept() lets through. */
static bool
is_observed(enum event_kind kind)
{
	return kind == EVENT_ALERT || kind == EVENT_SAMPLE || kind == EVENT_HISTORY ||
	       kind == EVENT_METRIC_STATE || kind == EVENT_SOURCE || codec_define_knows(kind);
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	enum event_kind kind = (enum event_kind)(1 + fuzz_pick(&in, EVENT_KINDS - 1));
	char *text = fuzz_text(&in, '\0', NULL);
	struct event_batch *batch = event_batch_new();

	if (event_is_durable(kind))
		check_event(batch, kind, text);
	if (is_observed(kind))
		check_observed(batch, kind, text);
	check_delivery(text);
	event_batch_free(&batch);
	g_free(text);
}

FUZZ_TARGET(codec, run)
