/* Fuzz target: what an Alertmanager lists (silences, then alerts, in pieces as they arrive), and the
 * silences that acknowledge them. Input: a byte for the size of the pieces; documents, each ending with
 * a NUL, in turn silences and alerts. */
#include "net/silences.h"
#include "net/source.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define NOW (1795353600 * SEC_US) /* 2026-11-22T13:20:00Z */

enum { DOCUMENTS_MAX = 6 };

static struct source *
open_source(void)
{
	struct source_conf *conf = source_conf_new();

	conf->name = g_strdup("am");
	conf->kind = g_strdup("alertmanager");
	conf->url = g_strdup("http://am");
	conf->team = g_strdup("ops");
	return fuzz_source(conf);
}

/* Whatever an alert says, acknowledging it is a request or a refusal. */
static void
acknowledge(struct source *source, const struct alert_data *alert)
{
	struct job job = { .delivery = delivery_new() };
	enum verdict verdict;

	job.delivery->kind = EVENT_ACK;
	delivery_set(&job.delivery->id, "0d5d2a1e");
	delivery_set(&job.delivery->fingerprint, alert->fingerprint);
	for (size_t i = 0; i < alert->n_labels; i++)
		delivery_add_label(job.delivery, alert->labels[i].name, alert->labels[i].value);
	verdict = source->ops->deliver(source, &job, NULL, NOW);
	fuzz_check(verdict == VERDICT_ASK || (verdict == VERDICT_REFUSED && *job.why.text),
	           "no request and no reason");
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
	for (guint i = 0; i < r.batch->events->len; i++) {
		const struct event *event = g_ptr_array_index(r.batch->events, i);

		if (event->alert)
			acknowledge(source, event->alert);
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
		guint n = read_one(source, i % 2, text, text_len, piece, &ok);

		fuzz_check(ok || i % 2 || !n, "silences made events");
		/* the same again, in another way: nothing new */
		n = read_one(source, i % 2, text, text_len, len + 1, &ok);
		fuzz_check(!ok || !n, "the same document made %u events again", n);
		g_free(text);
	}
	source_free(&source);
}

FUZZ_TARGET(alertmanager, run)
