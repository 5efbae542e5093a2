/* Telling any system by the requests that the configuration describes: an acknowledgement, a note, a
 * notice. */
#include "net/source.h"

#include "base/lang.h"
#include "base/secret.h"
#include "base/text.h"
#include "net/json_read.h"
#include "net/request_template.h"

#include <string.h>

enum step { STEP_BEGIN, STEP_ASKED, STEP_ACCEPTED };

#define POLL_EVERY_US SEC_US
#define POLL_WITHIN_US (30 * SEC_US)

/* Secrets are read anew for each attempt, so that a rotated one counts at once. */
static bool
read_secrets(const struct source_conf *conf, struct job *job)
{
	if (conf->auth == AUTH_REQUEST && conf->token_file && !job->token)
		job->token = secret_read(conf->token_file, &job->why);
	if (conf->secret_file && !job->secret)
		job->secret = secret_read(conf->secret_file, &job->why);
	return (conf->auth != AUTH_REQUEST || !conf->token_file || job->token) &&
	       (!conf->secret_file || job->secret);
}

static struct template_fill
fill_of(const struct source *source, const struct job *job, int64_t now_us)
{
	return (struct template_fill){ .conf = source->conf,
		                       .delivery = job->delivery,
		                       .token = job->token,
		                       .secret = job->secret,
		                       .request_id = job->request_id,
		                       .now_us = now_us };
}

/* One item a delivery, with commas between. (g_free) */
static char *
items_of(const struct request_template *t, struct template_fill fill, const struct job *job,
         struct err *e)
{
	enum template_place place = template_place_of(t->content_type);
	GString *items = g_string_new(NULL);
	guint n = job->also ? job->also->len : 0;

	for (guint i = 0; i <= n; i++) {
		char *item;

		fill.delivery = i == 0 ? job->delivery : g_ptr_array_index(job->also, i - 1);
		item = template_fill(t->item, place, &fill, e);
		if (!item)
			return g_string_free(items, TRUE);
		g_string_append_printf(items, "%s%s", i ? "," : "", item);
		g_free(item);
	}
	return g_string_free(items, FALSE);
}

static bool
fill_body(const struct request_template *t, struct template_fill fill, struct job *job)
{
	char *items = NULL;

	if (!t->body)
		return true;
	if (t->item && !(items = items_of(t, fill, job, &job->why)))
		return false;
	fill.items = items;
	job->request.body =
	    template_fill(t->body, template_place_of(t->content_type), &fill, &job->why);
	job->request.content_type =
	    g_strdup(t->content_type ? t->content_type : "application/json");
	g_free(items);
	return job->request.body != NULL;
}

static bool
fill_headers(const struct request_template *t, const struct template_fill *fill, struct job *job)
{
	job->request.headers = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; t->headers && i < t->headers->len; i++) {
		char *line =
		    template_fill(g_ptr_array_index(t->headers, i), PLACE_HEADER, fill, &job->why);

		if (!line)
			return false;
		g_ptr_array_add(job->request.headers, line);
	}
	return true;
}

static bool
fill_url(const struct source *source, const char *path, const struct template_fill *fill,
         struct job *job)
{
	char *filled = template_fill(path ? path : "", PLACE_URL, fill, &job->why);

	if (!filled)
		return false;
	job->request.url = g_strconcat(source->conf->url, filled, NULL);
	g_free(filled);
	return true;
}

static enum verdict
begin(const struct source *source, struct job *job, int64_t now_us)
{
	const struct request_template *t = source_conf_template(source->conf, job->delivery->kind);
	struct template_fill fill;

	if (!t && job->delivery->kind == EVENT_UNACK) {
		err_set(&job->why, _("source %s has no request to take an acknowledgement back"),
		        source->conf->name);
		return VERDICT_REFUSED;
	}
	if (!t) {
		err_set(&job->why, _("source %s has no request for this"), source->conf->name);
		return VERDICT_REFUSED;
	}
	if (!read_secrets(source->conf, job))
		return VERDICT_RETRY; /* can be put right */
	fill = fill_of(source, job, now_us);
	job->request.method = g_strdup(t->method ? t->method : "POST");
	if (!job->also || job->also->len == 0)
		job->request.key = g_strdup(job->delivery->id);
	if (!fill_url(source, t->path, &fill, job) || !fill_body(t, fill, job) ||
	    !fill_headers(t, &fill, job))
		return VERDICT_REFUSED;
	job->step = STEP_ASKED;
	return VERDICT_ASK;
}

/* What the first of the pointers finds that finds anything, clean (g_free); NULL. */
static char *
text_at(json_object *root, const char *pointers)
{
	char **each = g_strsplit(root && pointers ? pointers : "", "|", -1), *text = NULL;
	bool hidden = false;

	for (size_t i = 0; each[i] && !text; i++)
		text = json_text(json_at(root, each[i]), TEXT_MAX_LABEL, &hidden);
	g_strfreev(each);
	return text;
}

/* The system's own words; without a pointer to them the beginning of the answer. */
static char *
said_of(json_object *root, const char *pointer, const struct answer *answer)
{
	char *said = text_at(root, pointer);

	if (said)
		return said;
	return text_clean(answer->body, MIN(answer->len, 160), TEXT_MAX_LABEL, NULL);
}

static enum verdict
contradicted(struct job *job, const char *test, const char *pointer, json_object *root,
             const struct answer *answer)
{
	char *said = said_of(root, pointer, answer);

	err_set(&job->why, _("content: the answer does not say %s: %s"), test, said);
	g_free(said);
	return VERDICT_REFUSED;
}

static enum verdict
put_off(struct job *job, const char *pointer, json_object *root, const struct answer *answer)
{
	char *said = said_of(root, pointer, answer);

	err_set(&job->why, _("content: it asks for patience: %s"), said);
	g_free(said);
	return VERDICT_RETRY;
}

/* Asks once more, after a while, what became of a request that was only accepted. */
static enum verdict
ask_again(const struct source *source, const struct request_template *t, struct job *job,
          int64_t now_us)
{
	struct template_fill fill = fill_of(source, job, now_us);
	int64_t within_us = t->poll_within_us > 0 ? t->poll_within_us : POLL_WITHIN_US;
	int64_t mono_us = clock_monotonic_us();

	if (job->step == STEP_ASKED)
		job->poll_until_us = mono_us + within_us;
	job->step = STEP_ACCEPTED;
	if (mono_us >= job->poll_until_us) {
		char within[16];

		err_set(
		    &job->why,
		    _("timeout: it was accepted as %s, but not done within %s; it is sent again"),
		    job->request_id, duration_coarse(within_us, within, sizeof within));
		return VERDICT_RETRY;
	}
	job->wait_us = t->poll_every_us > 0 ? t->poll_every_us : POLL_EVERY_US;
	job->request.method = g_strdup("GET");
	if (!fill_url(source, t->poll_path, &fill, job) || !fill_headers(t, &fill, job))
		return VERDICT_REFUSED;
	return VERDICT_ASK;
}

/* It has taken the request. Is that all? */
static enum verdict
taken(const struct source *source, const struct request_template *t, struct job *job,
      json_object *root, const struct answer *answer, int64_t now_us)
{
	if (t->retry && json_says(root, t->retry))
		return put_off(job, t->error, root, answer);
	if (t->expect && !json_says(root, t->expect))
		return contradicted(job, t->expect, t->error, root, answer);
	if (t->remote_id)
		job->remote_id = text_at(root, t->remote_id);
	if (!t->poll_path)
		return VERDICT_SENT;
	job->request_id = text_at(root, t->poll_id);
	if (!job->request_id || !*job->request_id)
		return contradicted(job, t->poll_id, t->error, root, answer);
	return ask_again(source, t, job, now_us);
}

static enum verdict
asked(const struct source *source, const struct request_template *t, struct job *job,
      json_object *root, const struct answer *answer, int64_t now_us)
{
	int from = t->success_from ? t->success_from : 200,
	    to = t->success_to ? t->success_to : 299;
	char *said;

	if (answer->status >= from && answer->status <= to)
		return taken(source, t, job, root, answer, now_us);
	if (t->already > 0 && answer->status == t->already)
		return VERDICT_SENT;
	said = text_at(root, t->error);
	if (said)
		answer_explain_as(answer, source->conf->name, said, &job->why);
	g_free(said);
	return VERDICT_JUDGE;
}

/* "Not found" means "not yet": the system has not come to it. */
static enum verdict
looked(const struct source *source, const struct request_template *t, struct job *job,
       json_object *root, const struct answer *answer, int64_t now_us)
{
	if (answer->status / 100 == 2 && t->poll_done && json_says(root, t->poll_done))
		return VERDICT_SENT;
	if (answer->status / 100 == 2 && t->poll_failed && json_says(root, t->poll_failed)) {
		char *said = said_of(root, t->poll_error, answer);

		err_set(&job->why, _("content: it was accepted and then failed: %s"), said);
		g_free(said);
		return VERDICT_REFUSED;
	}
	if (answer->status / 100 == 2 || answer->status == 404)
		return ask_again(source, t, job, now_us);
	return VERDICT_JUDGE;
}

enum verdict
request_deliver(struct source *source, struct job *job, const struct answer *answer, int64_t now_us)
{
	const struct request_template *t;
	enum verdict verdict;
	json_object *root;
	struct err ignored;

	job->wait_us = 0;
	if (job->step == STEP_BEGIN)
		return begin(source, job, now_us);
	t = source_conf_template(source->conf, job->delivery->kind);
	root = json_read(answer->body, answer->len, &ignored);
	verdict = job->step == STEP_ASKED ? asked(source, t, job, root, answer, now_us)
	                                  : looked(source, t, job, root, answer, now_us);
	json_object_put(root);
	return verdict;
}
