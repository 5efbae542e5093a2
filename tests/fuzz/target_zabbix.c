/* Fuzz target: what a Zabbix answers to its polls, and to what is delivered to it. Input: documents, each a
 * byte for what was asked (version, problems, names; a delivery's step) and text that ends with a NUL. */
#include "net/source.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define NOW (1795353600 * SEC_US)

enum { DOCUMENTS_MAX = 8, SLOTS = 3 };

static const enum event_kind actions[] = { EVENT_ACK, EVENT_SILENCE, EVENT_UNACK };

static struct source *
open_source(void)
{
	struct source_conf *conf = source_conf_new();

	conf->name = g_strdup("zbx");
	conf->kind = g_strdup("zabbix");
	conf->url = g_strdup("http://z");
	return fuzz_source(conf);
}

static void
check_request(const struct request *request)
{
	fuzz_check(request->url && request->body && *request->body == '{', "no request");
	fuzz_check(g_utf8_validate(request->body, -1, NULL), "a body not in UTF-8");
}

static guint
read_one(struct source *source, guint i, const char *text, size_t len, bool *ok)
{
	struct reading r = { .source = source,
		             .slot = g_ptr_array_index(source->slots, i),
		             .now_us = NOW,
		             .batch = event_batch_new() };
	struct err e = { "" };
	guint n;

	*ok = source_read(&r, text, len, &e);
	fuzz_check_clean("reason", *ok ? r.slot->first_broken.text : e.text);
	fuzz_check_events(r.batch);
	n = r.batch->events->len;
	event_batch_free(&r.batch);
	return n;
}

static void
deliver(struct source *source, enum event_kind kind, const char *text, size_t len)
{
	struct answer answer = {
		.is_complete = true, .status = 200, .body = text, .len = len, .date_us = UNSAID
	};
	struct job job = { .delivery = delivery_new(), .must_look = true };
	enum verdict verdict;

	job.delivery->kind = kind;
	delivery_set(&job.delivery->id, "a1");
	delivery_set(&job.delivery->ack_id, "a1");
	delivery_set(&job.delivery->fingerprint, "1");
	job.delivery->until_us = NOW + HOUR_US;
	verdict = source->ops->deliver(source, &job, NULL, NOW);
	for (int i = 0; i < 3 && verdict == VERDICT_ASK; i++) {
		check_request(&job.request);
		request_clear(&job.request);
		verdict = source->ops->deliver(source, &job, &answer, NOW);
	}
	fuzz_check(verdict != VERDICT_REFUSED || *job.why.text, "refused without a reason");
	fuzz_check_clean("why", job.why.text);
	request_clear(&job.request);
	delivery_free(&job.delivery);
	g_free(job.remote_id);
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
		bool ok;

		if (what < SLOTS) {
			read_one(source, what, text, text_len, &ok);
			fuzz_check(!ok || !read_one(source, what, text, text_len, &ok) || !ok,
			           "the same answer made events again");
		} else {
			deliver(source, actions[what - SLOTS], text, text_len);
		}
		for (guint slot = 0; slot < SLOTS; slot++) {
			struct request request = { .url = source->ops->url(
						       source, source->slots->pdata[slot], NOW) };

			if (request.url) {
				source->ops->fill(source, source->slots->pdata[slot], &request);
				check_request(&request);
			}
			request_clear(&request);
		}
		g_free(text);
	}
	source_free(&source);
}

FUZZ_TARGET(zabbix, run)
