/* Acknowledging at Zabbix: an update of the problem whose message carries the token, by which it is
 * found again. */
#include "net/zabbix.h"

#include "base/lang.h"
#include "base/text.h"
#include "net/json_read.h"
#include "net/silences.h"

#include <string.h>

enum step { STEP_BEGIN, STEP_VERSION, STEP_LOOK, STEP_UPDATE };

enum { COMMENT_BYTES_MAX = 1500 }; /* a message has 2048 characters, with token and name */

#define SKEW_NOTABLE_US (5 * SEC_US)

static enum verdict
refuse(struct job *job, const char *why)
{
	err_set(&job->why, "%s", why);
	return VERDICT_REFUSED;
}

static enum verdict
ask_version(struct source *source, struct job *job)
{
	job->step = STEP_VERSION;
	zabbix_call(source, &job->request, "apiinfo.version", json_object_new_array());
	return VERDICT_ASK;
}

static enum verdict
look(struct source *source, struct job *job)
{
	json_object *params = json_object_new_object();

	job->step = STEP_LOOK;
	json_object_object_add(params, "eventids",
	                       json_object_new_string(job->delivery->fingerprint));
	json_object_object_add(params, "output", json_object_new_string("extend"));
	json_object_object_add(params, "selectAcknowledges", json_object_new_string("extend"));
	zabbix_call(source, &job->request, "problem.get", params);
	return VERDICT_ASK;
}

/* Zabbix knows only the user whose token this is. What takes back says what: "taken back (lin) [wr:-ID]".
 * (g_free) */
static char *
message_of(const struct delivery *d)
{
	char *comment, *message;

	if (d->kind != EVENT_UNACK)
		return silence_signed_comment(d, COMMENT_BYTES_MAX);
	comment = text_clean(d->comment, strlen(d->comment), COMMENT_BYTES_MAX, NULL);
	message = g_strdup_printf("taken back%s%s (%s) [wr:-%s]", *comment ? ": " : "", comment,
	                          d->person, d->ack_id);
	g_free(comment);
	return message;
}

/* until_us: by the room's clock; UNSAID: none. */
static enum verdict
update(struct source *source, struct job *job, int bits, int64_t until_us)
{
	const struct delivery *d = job->delivery;
	json_object *params = json_object_new_object();
	char *message = message_of(d);

	job->step = STEP_UPDATE;
	json_object_object_add(params, "eventids", json_object_new_string(d->fingerprint));
	json_object_object_add(params, "action", json_object_new_int(bits | ZABBIX_MESSAGE));
	json_object_object_add(params, "message", json_object_new_string(message));
	if (until_us != UNSAID) {
		if (source->skew_us != UNSAID && ABS(source->skew_us) >= SKEW_NOTABLE_US)
			until_us +=
			    source->skew_us; /* the server's clock ends it when ours would */
		json_object_object_add(params, "suppress_until",
		                       json_object_new_int64(until_us / SEC_US));
	}
	zabbix_call(source, &job->request, "event.acknowledge", params);
	g_free(message);
	return VERDICT_ASK;
}

static enum verdict
post(struct source *source, struct job *job, int64_t now_us)
{
	const struct delivery *d = job->delivery;

	if (d->kind == EVENT_ACK)
		return update(source, job, ZABBIX_ACK, UNSAID);
	if (source->zabbix->version < ZABBIX_SUPPRESS)
		return refuse(job,
		              _("this Zabbix cannot suppress a problem until a time (6.2 and later "
		                "can): acknowledge it instead"));
	if (d->until_us == UNSAID || d->until_us <= now_us)
		return refuse(job, _("it ended before it could be delivered"));
	return update(source, job, ZABBIX_SUPPRESSED, d->until_us);
}

/* Takes off what the action set, but for what somebody else set, too: then only a message says that it is
 * taken back. */
static enum verdict
take_back(struct source *source, struct job *job, const GPtrArray *holders)
{
	int64_t bits = 0, others = 0;
	bool is_held = false;

	for (guint i = 0; i < holders->len; i++) {
		const struct zabbix_update *u = holders->pdata[i];
		bool is_ours = !strcmp(u->token, job->delivery->ack_id);

		is_held |= is_ours;
		if (is_ours)
			bits |= u->action;
		else
			others |= *u->token ? u->action | ZABBIX_ACK : u->action;
	}
	bits &= ~others;
	if (!is_held)
		return VERDICT_SENT;
	return update(source, job,
	              (bits & ZABBIX_ACK ? ZABBIX_UNACK : 0) |
	                  (bits & ZABBIX_SUPPRESSED ? ZABBIX_UNSUPPRESSED : 0),
	              UNSAID);
}

static enum verdict
looked_at(struct source *source, struct job *job, json_object *problem, int64_t now_us)
{
	const struct delivery *d = job->delivery;
	bool hidden = false, is_there = false;
	GPtrArray *updates = zabbix_updates(problem, &hidden);
	GPtrArray *holders = zabbix_holders(problem, updates);
	enum verdict verdict;

	for (guint i = 0; i < updates->len; i++)
		is_there |= !strcmp(((struct zabbix_update *)updates->pdata[i])->token, d->id);
	if (d->kind == EVENT_UNACK)
		verdict = take_back(source, job, holders);
	else
		verdict = is_there ? VERDICT_SENT : post(source, job, now_us);
	g_ptr_array_unref(holders);
	g_ptr_array_unref(updates);
	return verdict;
}

static enum verdict
looked(struct source *source, struct job *job, json_object *result, int64_t now_us)
{
	if (!json_object_is_type(result, json_type_array))
		return VERDICT_JUDGE;
	if (json_object_array_length(result))
		return looked_at(source, job, json_object_array_get_idx(result, 0), now_us);
	return job->delivery->kind == EVENT_UNACK
	           ? VERDICT_SENT
	           : refuse(job,
	                    _("the problem is over in Zabbix, or its user has no rights to it"));
}

static enum verdict
go_on(struct source *source, struct job *job, json_object *result, int64_t now_us)
{
	switch ((enum step)job->step) {
	case STEP_VERSION:
		source->zabbix->version = zabbix_version(result);
		if (!source->zabbix->version) {
			err_set(&job->why,
			        _("content: source %s does not say its version of Zabbix"),
			        source->conf->name);
			return VERDICT_JUDGE;
		}
		return source->ops->deliver(source, job, NULL, now_us);
	case STEP_LOOK:
		return looked(source, job, result, now_us);
	default:
		return VERDICT_SENT;
	}
}

static enum verdict
answered(struct source *source, struct job *job, const struct answer *answer, int64_t now_us)
{
	json_object *root, *result;
	enum verdict verdict = VERDICT_JUDGE;
	enum zabbix_fault fault;

	if (answer->status != 200)
		return VERDICT_JUDGE;
	root = json_read(answer->body, answer->len, &job->why);
	if (!root)
		return VERDICT_JUDGE;
	fault = zabbix_result(root, source->conf->name, &result, &job->why);
	if (fault == ZABBIX_FINE)
		verdict = go_on(source, job, result, now_us);
	else if (fault == ZABBIX_REFUSED)
		verdict = VERDICT_REFUSED;
	json_object_put(root);
	if (verdict == VERDICT_SENT && job->delivery->kind != EVENT_UNACK)
		job->remote_id = g_strdup(job->delivery->id);
	return verdict;
}

enum verdict
zabbix_deliver(struct source *source, struct job *job, const struct answer *answer, int64_t now_us)
{
	if (answer)
		return answered(source, job, answer, now_us);
	if (!zabbix_is_id(job->delivery->fingerprint))
		return refuse(job, _("it is no problem of Zabbix"));
	if (!source->zabbix->version)
		return ask_version(source, job);
	if (job->must_look || job->delivery->kind == EVENT_UNACK)
		return look(source, job);
	return post(source, job, now_us);
}
