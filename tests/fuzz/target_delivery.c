/* Fuzz target: what targets answer when an acknowledgement or a notice is delivered. Input: a byte for
 * the kind of target, one for the action, one that says whether to look first; answers, each a byte for
 * the status and a body that ends with a NUL. */
#include "net/source.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define NOW (1795353600 * SEC_US)

enum { STEPS_MAX = 6 };

static const char *const kinds[] = { "alertmanager", "json", SOURCE_KIND_NOTIFY };
static const enum event_kind actions[] = { EVENT_ACK, EVENT_SILENCE, EVENT_UNACK };
static const long statuses[] = { 200, 201, 204, 302, 401, 404, 409, 429, 500, 503 };

static struct source *
open_source(const char *kind)
{
	struct source_conf *conf = source_conf_new();
	struct request_template *ack = request_template_new(), *unack = request_template_new();

	conf->name = g_strdup("target");
	conf->kind = g_strdup(kind);
	conf->url = g_strdup("http://target");
	ack->path = g_strdup("/ack/{fingerprint}?who={author}");
	ack->body = g_strdup("{\"text\":\"{comment} {label:team} {until}\"}");
	unack->path = g_strdup("/undo/{remote_id}");
	ack->remote_id = g_strdup("/data/id");
	ack->expect = g_strdup(strcmp(kind, "json") ? "/errcode=0" : "/ok=true");
	ack->error = g_strdup("/message");
	ack->poll_path = strcmp(kind, "json") ? NULL : g_strdup("/requests/{request_id}");
	ack->poll_id = g_strdup("/requestId");
	ack->poll_within_us = 1;
	ack->poll_done = g_strdup("/done=true");
	ack->poll_failed = g_strdup("/done=false");
	unack->retry = g_strdup("/errcode=130101");
	conf->templates[FOR_UNACK] = unack;
	conf->templates[FOR_ACK] = ack;
	return fuzz_source(conf);
}

static struct delivery *
delivery_of(enum event_kind kind)
{
	struct delivery *d = delivery_new();

	d->kind = kind;
	delivery_set(&d->id, "0d5d2a1e");
	delivery_set(&d->ack_id, "7c1f");
	delivery_set(&d->fingerprint, "f1/ä");
	delivery_set(&d->alert_title, "Disk \"full\"");
	delivery_set(&d->comment, "on it\n{author}");
	delivery_set(&d->person, "lin");
	delivery_add_label(d, "alertname", "DiskFull");
	delivery_add_label(d, "team", "tech");
	d->at_us = NOW - MIN_US;
	d->until_us = NOW + HOUR_US;
	return d;
}

static void
check_request(const struct request *request)
{
	fuzz_check(request->method && request->url, "asks nothing");
	for (const char *p = request->url; *p; p++)
		fuzz_check(*p > ' ' && *p < 0x7F, "an URL with byte %02x", (unsigned char)*p);
	fuzz_check(!request->body || g_utf8_validate(request->body, -1, NULL),
	           "a body not in UTF-8");
}

static enum verdict
step(struct source *source, struct job *job, struct fuzz_input *in)
{
	struct answer answer = { .is_complete = true,
		                 .status = statuses[fuzz_pick(in, G_N_ELEMENTS(statuses))],
		                 .date_us = UNSAID };
	char *body = fuzz_text(in, '\0', &answer.len);
	enum verdict verdict;
	struct err e = { "" };

	answer.body = body;
	verdict = source->ops->deliver(source, job, &answer, NOW);
	answer_explain(&answer, "target", &e);
	fuzz_check_clean("why an answer is no success", e.text);
	g_free(body);
	return verdict;
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	struct source *source = open_source(kinds[fuzz_pick(&in, G_N_ELEMENTS(kinds))]);
	struct job job = { .delivery = delivery_of(actions[fuzz_pick(&in, G_N_ELEMENTS(actions))]),
		           .must_look = fuzz_pick(&in, 2) };
	enum verdict verdict = source->ops->deliver(source, &job, NULL, NOW);

	for (int i = 0; i < STEPS_MAX && verdict == VERDICT_ASK; i++) {
		check_request(&job.request);
		verdict = step(source, &job, &in);
	}
	fuzz_check(verdict != VERDICT_ASK, "asks without end");
	fuzz_check_clean("why", job.why.text);
	if (job.remote_id)
		fuzz_check_clean("remote id", job.remote_id);
	request_clear(&job.request);
	delivery_free(&job.delivery);
	g_free(job.remote_id);
	source_free(&source);
}

FUZZ_TARGET(delivery, run)
