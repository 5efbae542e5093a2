/* Fuzz target: what an Icinga 2 lists (its status, comments, downtimes, hosts, services, in pieces as they
 * arrive), and the requests and answers that acknowledge it. Input: a byte for the size of the pieces;
 * documents, each ending with a NUL, in turn one of each list; the fifth also answers a delivery. */
#include "net/source.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define NOW (1795353600 * SEC_US) /* 2026-11-22T13:20:00Z */

enum { LISTS = 5, DOCUMENTS_MAX = 2 * LISTS, STEPS_MAX = 8 };

static struct source *
open_source(void)
{
	struct source_conf *conf = source_conf_new();

	conf->name = g_strdup("ic");
	conf->kind = g_strdup("icinga2");
	conf->url = g_strdup("https://ic");
	g_ptr_array_add(source_conf_icinga(conf)->labels, g_strdup("env"));
	return fuzz_source(conf);
}

/* Whatever a problem is called, and whatever is answered, a delivery ends with a verdict and a reason. */
static void
deliver(struct source *source, const struct alert_data *alert, enum event_kind kind,
        const char *body, size_t len)
{
	struct job job = { .delivery = delivery_new(), .must_look = len % 2 };
	struct answer answer = { .is_complete = true,
		                 .status = 200 + (long)(len % 4) * 100,
		                 .body = body,
		                 .len = len,
		                 .date_us = UNSAID };
	enum verdict verdict;

	job.delivery->kind = kind;
	delivery_set(&job.delivery->id, "0d5d2a1e");
	delivery_set(&job.delivery->ack_id, "0d5d2a1f");
	delivery_set(&job.delivery->fingerprint, alert->fingerprint);
	verdict = source->ops->deliver(source, &job, NULL, NOW);
	for (int i = 0; i < STEPS_MAX && verdict == VERDICT_ASK; i++) {
		fuzz_check(job.request.url && !strpbrk(job.request.url, " \"\r\n"),
		           "a broken address");
		verdict = source->ops->deliver(source, &job, &answer, NOW);
	}
	fuzz_check(verdict != VERDICT_ASK, "a delivery asks without end");
	fuzz_check(verdict != VERDICT_REFUSED || *job.why.text, "refused without a reason");
	fuzz_check_clean("why", job.why.text);
	if (job.remote_id)
		fuzz_check_clean("remote id", job.remote_id);
	request_clear(&job.request);
	delivery_free(&job.delivery);
	g_free(job.remote_id);
}

static guint
read_one(struct source *source, guint slot, const char *text, size_t len, size_t piece, bool *ok)
{
	struct reading r = { .source = source,
		             .slot = g_ptr_array_index(source->slots, slot),
		             .now_us = NOW,
		             .batch = event_batch_new() };
	guint n;

	*ok = fuzz_read_pieces(&r, text, len, piece);
	fuzz_check_events(r.batch);
	for (guint i = 0; i < MIN(r.batch->events->len, 4); i++) {
		const struct event *event = g_ptr_array_index(r.batch->events, i);

		if (!event->alert)
			continue;
		deliver(source, event->alert, EVENT_ACK, text, len);
		deliver(source, event->alert, EVENT_SILENCE, text, len);
		deliver(source, event->alert, EVENT_UNACK, text, len);
	}
	n = r.batch->events->len;
	event_batch_free(&r.batch);
	return n;
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	size_t piece = 1 + fuzz_pick(&in, 255), text_len;
	struct source *source = open_source();

	for (guint i = 0; i < DOCUMENTS_MAX && in.left; i++) {
		char *text = fuzz_text(&in, '\0', &text_len);
		bool ok;
		guint n = read_one(source, i % LISTS, text, text_len, piece, &ok);

		fuzz_check(ok || i % LISTS > 2 || !n, "what is no problem made events");
		/* the same again, in another way: nothing new */
		n = read_one(source, i % LISTS, text, text_len, len + 1, &ok);
		fuzz_check(!ok || !n, "the same document made %u events again", n);
		g_free(text);
	}
	source_free(&source);
}

FUZZ_TARGET(icinga, run)
