/* Fuzz target: what a Nagios answers to its polls, and to what is delivered to it. Input: documents, each a
 * byte for what was asked (counts, comments, hosts, services; a delivery's step) and text that ends with a NUL. */
#include "net/source.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define NOW (1795353600 * SEC_US)

enum { DOCUMENTS_MAX = 8, SLOTS = 5 };

static const enum event_kind actions[] = { EVENT_ACK, EVENT_SILENCE, EVENT_UNACK };

static struct source *
open_source(void)
{
	struct source_conf *conf = source_conf_new();

	conf->name = g_strdup("nag");
	conf->kind = g_strdup("nagios");
	conf->url = g_strdup("http://n");
	return fuzz_source(conf);
}

/* No answer can put a field or a line of its own into what is sent. */
static void
check_request(const struct request *request)
{
	fuzz_check(g_str_has_prefix(request->url ? request->url : "", "http://n/"),
	           "another address");
	fuzz_check(!strpbrk(request->url, " \r\n"), "a space in the address");
	fuzz_check(!request->body || !strpbrk(request->body, " \r\n"),
	           "a body that is not escaped");
	for (guint i = 0; request->headers && i < request->headers->len; i++)
		fuzz_check(!strpbrk(request->headers->pdata[i], "\r\n"),
		           "a header of several lines");
}

static void
read_one(struct source *source, guint i, const char *text, size_t len)
{
	struct reading r = { .source = source,
		             .slot = g_ptr_array_index(source->slots, i),
		             .now_us = NOW,
		             .batch = event_batch_new() };
	struct err e = { "" };
	bool ok = source_read(&r, text, len, &e);

	fuzz_check_clean("reason", ok ? r.slot->first_broken.text : e.text);
	fuzz_check_events(r.batch);
	event_batch_free(&r.batch);
}

static void
deliver(struct source *source, enum event_kind kind, const char *text, size_t len)
{
	struct answer answer = {
		.is_complete = true, .status = 200, .body = text, .len = len, .date_us = UNSAID
	};
	struct job job = { .delivery = delivery_new(), .must_look = len % 2 };
	enum verdict verdict;

	job.delivery->kind = kind;
	delivery_set(&job.delivery->id, "a1");
	delivery_set(&job.delivery->ack_id, "a1");
	delivery_set(&job.delivery->fingerprint, "web1!HTTP");
	job.delivery->until_us = NOW + HOUR_US;
	verdict = source->ops->deliver(source, &job, NULL, NOW);
	for (int i = 0; i < 3 && verdict == VERDICT_ASK; i++) {
		check_request(&job.request);
		request_clear(&job.request);
		verdict = source->ops->deliver(source, &job, &answer, NOW);
	}
	fuzz_check(verdict != VERDICT_REFUSED || *job.why.text, "refused without a reason");
	fuzz_check_clean("why", job.why.text);
	job_clear(&job);
	delivery_free(&job.delivery);
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	struct source *source = open_source();

	for (guint i = 0; i < DOCUMENTS_MAX && in.left; i++) {
		unsigned what = fuzz_pick(&in, SLOTS + G_N_ELEMENTS(actions));
		size_t text_len;
		char *text = fuzz_text(&in, '\0', &text_len);

		if (what < SLOTS)
			read_one(source, what, text, text_len);
		else
			deliver(source, actions[what - SLOTS], text, text_len);
		g_free(text);
	}
	source_free(&source);
}

FUZZ_TARGET(nagios, run)
