/* Acknowledging at Alertmanager: a silence that equals every label, made once and found again by
 * its token. */
#include "net/source.h"

#include "base/lang.h"
#include "net/json_read.h"
#include "net/silences.h"

#include <string.h>

enum step { STEP_BEGIN, STEP_LOOK, STEP_POST, STEP_DELETE };

enum {
	SKEW_NOTABLE_S = 5, /* a Date header is no finer than a second and as old as its answer */
	START_MARGIN_S =
	    60,           /* in the past for sure: a start in the future would mute nothing yet */
	DEFAULT_HOURS = 1 /* a silence must end */
};

static enum verdict
ask(struct job *job, enum step step, const char *method, char *url)
{
	request_clear(&job->request);
	job->step = (int)step;
	job->request.method = g_strdup(method);
	job->request.url = url;
	return VERDICT_ASK;
}

static enum verdict
refuse(struct job *job, const char *why)
{
	err_set(&job->why, "%s", why);
	return VERDICT_REFUSED;
}

/* Members tell each other of their silences, but one that was cut off may know of one that the others do
 * not: so all are looked at that answer. */
static enum verdict
look(struct source *source, struct job *job)
{
	unsigned member = source->member + job->looks++;

	job->may_miss = job->has_looked || job->looks < source_members(source);
	return ask(job, STEP_LOOK, "GET",
	           g_strconcat(source_url(source, member), "/api/v2/silences", NULL));
}

/* Where it was looked last; the member that is asked when nothing was. */
static const char *
address(const struct source *source, const struct job *job)
{
	return source_url(source, source->member + (job->looks ? job->looks - 1 : 0));
}

/* Takes the value. */
static void
add_matcher(json_object *list, const char *name, json_object *value)
{
	json_object *m = json_object_new_object();

	json_object_object_add(m, "name", json_object_new_string(name));
	json_object_object_add(m, "value", value);
	json_object_object_add(m, "isRegex", json_object_new_boolean(FALSE));
	json_object_object_add(m, "isEqual", json_object_new_boolean(TRUE));
	json_object_array_add(list, m);
}

/* One matcher a label. Where the sanitiser changed a label, the alert's raw labels were noted at
 * the poll. */
static json_object *
matchers(const struct source *source, const struct delivery *d)
{
	json_object *list = json_object_new_array(), *raw = NULL;

	for (guint i = 0; i < source->slots->len && !raw; i++) {
		struct slot *slot = g_ptr_array_index(source->slots, i);
		const char *note = changes_note(slot->alerts, d->fingerprint);

		raw = note ? json_tokener_parse(note) : NULL;
	}
	if (raw) {
		/* the value itself: it may hold a NUL. What is no text is no label of Alertmanager's. */
		json_object_object_foreach(raw, key, value)
		{
			if (json_object_is_type(value, json_type_string))
				add_matcher(list, key, json_object_get(value));
		}
		json_object_put(raw);
		return list;
	}
	for (size_t i = 0; i < d->n_labels; i++)
		if (*d->labels[i].value)
			add_matcher(list, d->labels[i].name,
			            json_object_new_string(d->labels[i].value));
	return list;
}

static void
add_instant(json_object *object, const char *name, int64_t us)
{
	char text[32];

	json_object_object_add(object, name,
	                       json_object_new_string(instant_rfc3339(us, text, sizeof text)));
}

static enum verdict
post(struct source *source, struct job *job, int64_t now_us)
{
	const struct delivery *d = job->delivery;
	int64_t skew_us = source->skew_us == UNSAID ? 0 : source->skew_us;
	int64_t until_us = d->until_us == UNSAID ? now_us + DEFAULT_HOURS * HOUR_US : d->until_us;
	json_object *silence;
	char *comment;

	if (until_us <= now_us)
		return refuse(job, _("it ended before it could be delivered"));
	if (d->n_labels == 0)
		return refuse(job, _("the alert has no labels to silence it by"));
	if (ABS(skew_us) >= SKEW_NOTABLE_S * SEC_US)
		until_us += skew_us; /* the server's clock ends it when ours would */
	silence = json_object_new_object();
	comment = silence_comment(d);
	json_object_object_add(silence, "matchers", matchers(source, d));
	add_instant(silence, "startsAt", now_us + skew_us - START_MARGIN_S * SEC_US);
	add_instant(silence, "endsAt", until_us);
	json_object_object_add(silence, "createdBy", json_object_new_string(d->person));
	json_object_object_add(silence, "comment", json_object_new_string(comment));
	job->may_miss = false;
	ask(job, STEP_POST, "POST",
	    g_strconcat(source_url(source, source->member), "/api/v2/silences", NULL));
	job->request.body = g_strdup(json_object_to_json_string_ext(
	    silence, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	job->request.content_type = g_strdup("application/json");
	json_object_put(silence);
	g_free(comment);
	return VERDICT_ASK;
}

/* Reads the list of silences into the source's table, as a poll does. */
static bool
read_silences(struct source *source, const struct answer *answer, int64_t now_us, struct err *e)
{
	struct reading r = { .source = source,
		             .slot = g_ptr_array_index(source->slots, 0),
		             .now_us = now_us };

	return source_read(&r, answer->body, answer->len, e);
}

/* May this room end the silence? Its own, or one that covers nothing but this alert. */
static bool
may_end(const struct silence *silence, const struct delivery *d)
{
	char *covered = silence_matchers(d->labels, d->n_labels);
	bool is_ours = *silence->token != '\0';
	bool is_alone = *silence->matchers && !strcmp(silence->matchers, covered);

	g_free(covered);
	return is_ours || is_alone;
}

/* What is left of it, as looked up last. Of a cluster that was cut apart there may be two of one token. */
static const struct silence *
silence_to_end(const struct source *source, const struct delivery *d)
{
	const struct silence *silence = silences_by_id(source->silences, d->remote_id);

	if (!silence || silence->is_over)
		silence = silences_by_token(source->silences, d->ack_id);
	return silence && !silence->is_over ? silence : NULL;
}

static enum verdict
end_silence(struct source *source, struct job *job)
{
	const struct delivery *d = job->delivery;
	const struct silence *silence = silence_to_end(source, d);
	char *id, *url;

	if (!silence)
		return job->looks < source_members(source) ? look(source, job) : VERDICT_SENT;
	job->may_miss = false;
	if (!may_end(silence, d)) {
		err_set(
		    &job->why,
		    _("the silence %s covers more than this alert and was not made here: end it "
		      "in %s"),
		    silence->id, source->conf->name);
		return VERDICT_REFUSED;
	}
	id = g_uri_escape_string(silence->id, NULL, FALSE);
	url = g_strconcat(address(source, job), "/api/v2/silence/", id, NULL);
	g_free(id);
	return ask(job, STEP_DELETE, "DELETE", url);
}

static enum verdict
looked(struct source *source, struct job *job, const struct answer *answer, int64_t now_us)
{
	const struct delivery *d = job->delivery;
	const struct silence *silence;

	if (answer->is_complete &&
	    (answer->status != 200 || !read_silences(source, answer, now_us, &job->why)))
		return VERDICT_JUDGE;
	job->has_looked |= answer->is_complete;
	if (d->kind == EVENT_UNACK && answer->is_complete)
		return end_silence(source, job);
	silence = answer->is_complete ? silences_by_token(source->silences, d->id) : NULL;
	if (!silence && job->looks < source_members(source))
		return look(source, job);
	if (!silence && d->kind == EVENT_UNACK)
		return VERDICT_SENT;
	if (!silence)
		return post(source, job, now_us);
	job->remote_id = g_strdup(silence->id);
	return VERDICT_SENT;
}

static enum verdict
posted(struct job *job, const struct answer *answer)
{
	struct err e;
	bool hidden = false;
	json_object *json;

	if (answer->status != 200)
		return VERDICT_JUDGE;
	json = json_read(answer->body, answer->len, &e);
	job->remote_id = json_text(json_member(json, "silenceID"), 256, &hidden);
	json_object_put(json);
	return VERDICT_SENT;
}

static enum verdict
deleted(struct source *source, struct job *job, const struct answer *answer)
{
	const struct silence *silence = silence_to_end(source, job->delivery);
	bool is_unknown = answer->status == 404 ||
	                  (answer->status == 500 && strstr(answer->body, "silence not found"));

	if (answer->status != 200 && !is_unknown)
		return VERDICT_JUDGE;
	if (silence)
		silences_set_over(source->silences, silence->id);
	return silence_to_end(source, job->delivery) ? end_silence(source, job) : VERDICT_SENT;
}

enum verdict
alertmanager_deliver(struct source *source, struct job *job, const struct answer *answer,
                     int64_t now_us)
{
	switch ((enum step)job->step) {
	case STEP_LOOK:
		return looked(source, job, answer, now_us);
	case STEP_POST:
		return posted(job, answer);
	case STEP_DELETE:
		return deleted(source, job, answer);
	default:
		if (job->must_look || job->delivery->kind == EVENT_UNACK)
			return look(source, job);
		return post(source, job, now_us);
	}
}
