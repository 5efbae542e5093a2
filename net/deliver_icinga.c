/* Acknowledging at Icinga 2: an acknowledgement or a downtime, found again by the token in its
 * comment. What became of it stands in results[].code, per object, not in the status line. */
#include "net/source.h"

#include "base/lang.h"
#include "net/icinga_holds.h"
#include "net/icinga_result.h"
#include "net/json_read.h"
#include "net/problem_note.h"
#include "net/silences.h"

#include <string.h>

enum step {
	STEP_BEGIN,
	STEP_LOOK,      /* is it there already? */
	STEP_POST,      /* acknowledge, or schedule the downtime */
	STEP_FIND,      /* what Icinga calls the acknowledgement just made */
	STEP_WHO,       /* who was first */
	STEP_LOOK_DOWN, /* to take back: is it a downtime? */
	STEP_REMOVE
};

static enum verdict
ask(struct source *source, struct job *job, enum step step, const char *method, char *path)
{
	request_clear(&job->request);
	job->step = (int)step;
	job->request.method = g_strdup(method);
	job->request.url = g_strconcat(source->conf->url, path, NULL);
	g_free(path);
	return VERDICT_ASK;
}

/* Takes body. */
static enum verdict
act(struct source *source, struct job *job, enum step step, const char *action, json_object *body)
{
	ask(source, job, step, "POST", g_strconcat("/v1/actions/", action, NULL));
	json_object_object_add(body, "verbose",
	                       json_object_new_boolean(TRUE)); /* says which right */
	job->request.body = g_strdup(json_object_to_json_string_ext(
	    body, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	job->request.content_type = g_strdup("application/json");
	json_object_put(body);
	return VERDICT_ASK;
}

static void
add_text(json_object *body, const char *name, const char *text)
{
	json_object_object_add(body, name, json_object_new_string(text));
}

/* A literal of Icinga's expressions that nothing in the text can end. */
static void
append_literal(GString *out, const char *text)
{
	g_string_append_c(out, '"');
	for (; *text; text++) {
		if (g_ascii_isalnum(*text))
			g_string_append_c(out, *text);
		else
			g_string_append_printf(out, "\\%03o", (unsigned char)*text);
	}
	g_string_append_c(out, '"');
}

/* Asks for the comments or downtimes of the delivery's object. */
static enum verdict
look(struct source *source, struct job *job, enum step step, enum hold_kind kind)
{
	char *object = problem_object(source, job->delivery->fingerprint);
	const char *type = kind == HOLD_COMMENT ? "comment" : "downtime";
	char **parts = g_strsplit(object, "!", 2);
	GString *path = g_string_new(NULL), *filter = g_string_new(NULL);

	g_string_printf(filter, "%s.host_name==", type);
	append_literal(filter, parts[0] ? parts[0] : "");
	g_string_append_printf(filter, "&&%s.service_name==", type);
	append_literal(filter, parts[0] && parts[1] ? parts[1] : "");
	if (kind == HOLD_COMMENT)
		g_string_append(filter, "&&comment.entry_type==4");
	g_string_printf(path, "/v1/objects/%ss?verbose=1%s&filter=", type,
	                kind == HOLD_COMMENT
	                    ? "&joins=host.acknowledgement&joins=service.acknowledgement"
	                    : "");
	g_string_append_uri_escaped(path, filter->str, NULL, FALSE);
	g_string_free(filter, TRUE);
	g_strfreev(parts);
	g_free(object);
	return ask(source, job, step, "GET", g_string_free(path, FALSE));
}

/* The end by Icinga's clock. */
static int64_t
until_s(const struct source *source, int64_t until_us)
{
	return (until_us + (source->skew_us == UNSAID ? 0 : source->skew_us)) / SEC_US;
}

static enum verdict
refuse(struct job *job, const char *why)
{
	err_set(&job->why, "%s", why);
	return VERDICT_REFUSED;
}

static json_object *
body_of(const struct source *source, const struct delivery *d)
{
	char *object = problem_object(source, d->fingerprint), *comment = silence_comment(d);
	json_object *body = json_object_new_object();

	add_text(body, strchr(object, '!') ? "service" : "host", object);
	add_text(body, "author", d->person);
	if (d->kind != EVENT_UNACK)
		add_text(body, "comment", comment);
	g_free(comment);
	g_free(object);
	return body;
}

static enum verdict
acknowledge(struct source *source, struct job *job)
{
	const struct icinga_conf *icinga = source_conf_icinga(source->conf);
	const struct delivery *d = job->delivery;
	json_object *body = body_of(source, d);

	json_object_object_add(body, "sticky", json_object_new_boolean(icinga->sticky));
	json_object_object_add(body, "persistent", json_object_new_boolean(icinga->persistent));
	json_object_object_add(body, "notify", json_object_new_boolean(icinga->notify));
	if (icinga->expires && d->until_us != UNSAID)
		json_object_object_add(body, "expiry",
		                       json_object_new_int64(until_s(source, d->until_us)));
	return act(source, job, STEP_POST, "acknowledge-problem", body);
}

static enum verdict
schedule(struct source *source, struct job *job, int64_t now_us)
{
	const struct delivery *d = job->delivery;
	json_object *body = body_of(source, d);
	int64_t until_us = d->until_us == UNSAID ? now_us + HOUR_US : d->until_us;

	json_object_object_add(body, "start_time", json_object_new_int64(until_s(source, now_us)));
	json_object_object_add(body, "end_time", json_object_new_int64(until_s(source, until_us)));
	json_object_object_add(body, "fixed", json_object_new_boolean(TRUE));
	return act(source, job, STEP_POST, "schedule-downtime", body);
}

static enum verdict
post(struct source *source, struct job *job, int64_t now_us)
{
	const struct delivery *d = job->delivery;

	if (d->until_us != UNSAID && d->until_us <= now_us)
		return refuse(job, _("it ended before it could be delivered"));
	return d->kind == EVENT_SILENCE ? schedule(source, job, now_us) : acknowledge(source, job);
}

/* The holds of an answer to look(); NULL with why when it cannot be read. */
static struct icinga_holds *
read_holds(struct job *job, const struct answer *answer, enum hold_kind kind)
{
	json_object *root = NULL, *list;
	struct icinga_holds *holds = NULL;
	struct err ignored;

	if (answer->status == 200)
		root = json_read(answer->body, answer->len, &job->why);
	list = json_member(root, "results");
	if (json_object_is_type(list, json_type_array)) {
		holds = icinga_holds_new();
		for (size_t i = 0; i < json_object_array_length(list); i++)
			if (!icinga_holds_put(holds, json_object_array_get_idx(list, i), kind,
			                      &ignored))
				continue; /* not one that we made */
		icinga_holds_end(holds, kind);
	} else if (root) {
		err_set(&job->why, _("content: no list of what stands on it"));
	}
	json_object_put(root);
	return holds;
}

/* The acknowledgement that stands on the object now; NULL. */
static const struct icinga_hold *
standing(const struct source *source, const struct job *job, const struct icinga_holds *holds)
{
	char *object = problem_object(source, job->delivery->fingerprint);
	const struct icinga_hold *hold = icinga_comment(holds, object);

	g_free(object);
	return hold && hold->is_acked ? hold : NULL;
}

/* Did the action that is taken back make it? */
static bool
is_of_ack(const struct icinga_hold *hold, const struct delivery *d)
{
	return (*d->ack_id && !strcmp(hold->token, d->ack_id)) ||
	       (*d->remote_id && !strcmp(hold->id, d->remote_id));
}

/* The downtime that this action made, or that is to be taken back; NULL. */
static const struct icinga_hold *
downtime(const struct source *source, const struct job *job, const struct icinga_holds *holds)
{
	const struct delivery *d = job->delivery;
	char *object = problem_object(source, d->fingerprint);
	const GPtrArray *list = icinga_downtimes(holds, object);
	const struct icinga_hold *found = NULL;

	for (guint i = 0; list && i < list->len; i++) {
		const struct icinga_hold *hold = g_ptr_array_index(list, i);

		if (d->kind == EVENT_UNACK ? is_of_ack(hold, d) : !strcmp(hold->token, d->id))
			found = hold;
	}
	g_free(object);
	return found;
}

static enum verdict
looked(struct source *source, struct job *job, const struct answer *answer, int64_t now_us)
{
	enum hold_kind kind = job->delivery->kind == EVENT_SILENCE ? HOLD_DOWNTIME : HOLD_COMMENT;
	struct icinga_holds *holds = read_holds(job, answer, kind);
	const struct icinga_hold *hold = NULL;
	bool is_there;

	if (!holds)
		return VERDICT_JUDGE;
	if (kind == HOLD_DOWNTIME)
		hold = downtime(source, job, holds);
	else
		hold = standing(source, job, holds);
	is_there = hold && !strcmp(hold->token, job->delivery->id);
	if (is_there)
		job->remote_id = g_strdup(hold->id);
	icinga_holds_free(&holds);
	return is_there ? VERDICT_SENT : post(source, job, now_us);
}

/* The acknowledgement was made: what is it called? If that cannot be told, the next poll shows it
 * all the same. */
static enum verdict
found(struct source *source, struct job *job, const struct answer *answer)
{
	struct err why = job->why;
	struct icinga_holds *holds = read_holds(job, answer, HOLD_COMMENT);
	const struct icinga_hold *hold = holds ? standing(source, job, holds) : NULL;

	job->why = why;
	if (hold && !strcmp(hold->token, job->delivery->id))
		job->remote_id = g_strdup(hold->id);
	icinga_holds_free(&holds);
	return VERDICT_SENT;
}

/* Somebody was first: who? One of the same person from here, which the room no longer counted, is as
 * good as the new one. */
static enum verdict
learned(struct source *source, struct job *job, const struct answer *answer)
{
	struct icinga_holds *holds = read_holds(job, answer, HOLD_COMMENT);
	const struct icinga_hold *hold = holds ? standing(source, job, holds) : NULL;

	if (hold && *hold->token && !strcmp(hold->author, job->delivery->person))
		job->remote_id = g_strdup(hold->id);
	else if (hold)
		err_set(&job->why, _("%s had acknowledged it in %s before%s%s"), hold->author,
		        source->conf->name, *hold->text ? ": " : "", hold->text);
	else
		err_set(&job->why, _("somebody had acknowledged it in %s before"),
		        source->conf->name);
	icinga_holds_free(&holds);
	return VERDICT_SENT;
}

static enum verdict
posted(struct source *source, struct job *job, const struct answer *answer)
{
	struct icinga_result result = icinga_result_read(answer);
	enum verdict verdict = VERDICT_SENT;

	if (result.code == 200 && job->delivery->kind == EVENT_ACK) {
		verdict = look(source, job, STEP_FIND, HOLD_COMMENT);
	} else if (result.code == 200) {
		job->remote_id = g_steal_pointer(&result.name);
	} else if (result.code == 409 && strstr(result.words, "already acknowledged")) {
		verdict = look(source, job, STEP_WHO, HOLD_COMMENT);
	} else if (icinga_is_over(&result)) {
		err_set(&job->why, _("the problem was over before: %s"), result.words);
	} else {
		verdict = icinga_judge(source, job, &result, answer);
	}
	icinga_result_clear(&result);
	return verdict;
}

/* Only what this room made is taken back: another person's acknowledgement may stand there now. */
static enum verdict
take_back(struct source *source, struct job *job, const struct answer *answer)
{
	struct icinga_holds *holds = read_holds(job, answer, HOLD_COMMENT);
	const struct icinga_hold *hold = holds ? standing(source, job, holds) : NULL;
	enum verdict verdict = VERDICT_JUDGE;

	if (hold && is_of_ack(hold, job->delivery))
		verdict = act(source, job, STEP_REMOVE, "remove-acknowledgement",
		              body_of(source, job->delivery));
	else if (holds)
		verdict = look(source, job, STEP_LOOK_DOWN, HOLD_DOWNTIME);
	icinga_holds_free(&holds);
	return verdict;
}

static enum verdict
take_back_downtime(struct source *source, struct job *job, const struct answer *answer)
{
	struct icinga_holds *holds = read_holds(job, answer, HOLD_DOWNTIME);
	const struct icinga_hold *hold = holds ? downtime(source, job, holds) : NULL;
	enum verdict verdict = holds ? VERDICT_SENT : VERDICT_JUDGE;

	if (hold) {
		json_object *body = json_object_new_object();

		add_text(body, "downtime", hold->name);
		add_text(body, "author", job->delivery->person);
		verdict = act(source, job, STEP_REMOVE, "remove-downtime", body);
	}
	icinga_holds_free(&holds);
	return verdict;
}

static enum verdict
removed(struct source *source, struct job *job, const struct answer *answer)
{
	struct icinga_result result = icinga_result_read(answer);
	bool is_denied = strstr(answer->body, "Missing permission") != NULL;
	enum verdict verdict = VERDICT_SENT;

	if (result.code != 200 && (result.code != 404 || is_denied)) /* 404: it is gone */
		verdict = icinga_judge(source, job, &result, answer);
	icinga_result_clear(&result);
	return verdict;
}

enum verdict
icinga_deliver(struct source *source, struct job *job, const struct answer *answer, int64_t now_us)
{
	const struct delivery *d = job->delivery;

	switch ((enum step)job->step) {
	case STEP_LOOK:
		return d->kind == EVENT_UNACK ? take_back(source, job, answer)
		                              : looked(source, job, answer, now_us);
	case STEP_POST:
		return posted(source, job, answer);
	case STEP_FIND:
		return found(source, job, answer);
	case STEP_WHO:
		return learned(source, job, answer);
	case STEP_LOOK_DOWN:
		return take_back_downtime(source, job, answer);
	case STEP_REMOVE:
		return removed(source, job, answer);
	default:
		if (d->kind == EVENT_UNACK)
			return look(source, job, STEP_LOOK, HOLD_COMMENT);
		if (job->must_look)
			return look(source, job, STEP_LOOK,
			            d->kind == EVENT_SILENCE ? HOLD_DOWNTIME : HOLD_COMMENT);
		return post(source, job, now_us);
	}
}
