/* Acknowledging at Nagios: the form of cmd.cgi is asked for, filled, and sent back; what became of it stands
 * in the words of the page. */
#include "net/nagios.h"

#include "base/lang.h"
#include "base/text.h"
#include "net/json_read.h"
#include "net/problem_note.h"
#include "net/silences.h"

#include <string.h>

enum step { STEP_BEGIN, STEP_LOOK, STEP_FORM, STEP_COMMAND };

/* Numbers of commands, for a host and for a service of it. */
struct command {
	unsigned host, service;
};
static const struct command acknowledge = { 33, 34 }, remove_acknowledgement = { 51, 52 },
			    delete_comment = { 2, 4 };

enum { COMMENT_BYTES_MAX = 1500 };

static enum verdict
refuse(struct job *job, const char *why)
{
	err_set(&job->why, "%s", why);
	return VERDICT_REFUSED;
}

static enum verdict
ask(struct source *source, struct job *job, enum step step, const char *path)
{
	request_clear(&job->request);
	job->step = (int)step;
	job->request.method = g_strdup("GET");
	job->request.url = g_strconcat(source->conf->url, path, NULL);
	return VERDICT_ASK;
}

static enum verdict
look(struct source *source, struct job *job)
{
	return ask(source, job, STEP_LOOK,
	           "/statusjson.cgi?query=commentlist&details=true&entrytypes=acknowledgement");
}

/* The name of a host has no '!' in Nagios. */
static char **
parts_of(const struct source *source, const struct delivery *d)
{
	char *object = problem_object(source, d->fingerprint), **parts = g_strsplit(object, "!", 2);

	g_free(object);
	return parts;
}

static void
add_field(GString *body, const char *name, const char *value)
{
	if (body->len)
		g_string_append_c(body, '&');
	g_string_append_printf(body, "%s=", name);
	g_string_append_uri_escaped(body, value, NULL, FALSE);
}

/* Asks for the form of a command; its fields wait until it is here. comment_id 0: none. */
static enum verdict
command(struct source *source, struct job *job, const struct command *command, uint64_t comment_id)
{
	char **parts = parts_of(source, job->delivery);
	unsigned number = parts[0] && parts[1] ? command->service : command->host;
	GString *fields = g_string_new(NULL);
	char *path = g_strdup_printf("/cmd.cgi?cmd_typ=%u", number);

	g_string_printf(fields, "cmd_typ=%u&cmd_mod=2", number);
	if (comment_id)
		g_string_append_printf(fields, "&com_id=%" PRIu64, comment_id);
	add_field(fields, "host", parts[0] ? parts[0] : "");
	if (parts[0] && parts[1])
		add_field(fields, "service", parts[1]);
	ask(source, job, STEP_FORM, path);
	g_free(job->draft);
	job->draft = g_string_free(fields, FALSE);
	g_free(path);
	g_strfreev(parts);
	return VERDICT_ASK;
}

/* A command of Nagios is one line, in which ';' ends a field. (g_free) */
static char *
comment_of(const struct delivery *d)
{
	char *comment = silence_signed_comment(d, COMMENT_BYTES_MAX);

	return g_strdelimit(comment, ";\n\r\t", ' ');
}

static void
add_acknowledgement(const struct source *source, const struct delivery *d, GString *fields)
{
	const struct nagios_conf *nagios = &source->conf->nagios;
	char *comment = comment_of(d);

	add_field(fields, "com_author", d->person);
	add_field(fields, "com_data", comment);
	if (nagios->sticky)
		add_field(fields, "sticky_ack", "on");
	if (nagios->notify)
		add_field(fields, "send_notification", "on");
	if (nagios->persistent)
		add_field(fields, "persistent", "on");
	g_free(comment);
}

/* The page holds the form, or why there is none. */
static enum verdict
fill_form(struct source *source, struct job *job, const char *form_id)
{
	char *command = g_steal_pointer(&job->draft);
	GString *fields = g_string_new(command);

	if (form_id)
		add_field(fields, "nagFormId", form_id);
	if (job->delivery->kind == EVENT_ACK)
		add_acknowledgement(source, job->delivery, fields);
	ask(source, job, STEP_COMMAND, "/cmd.cgi");
	request_post(&job->request, g_string_free(fields, FALSE));
	g_free(job->request.content_type);
	job->request.content_type = g_strdup("application/x-www-form-urlencoded");
	if (form_id) {
		job->request.headers = g_ptr_array_new_with_free_func(g_free);
		g_ptr_array_add(job->request.headers,
		                g_strconcat("Cookie: NagFormId=", form_id, NULL));
	}
	g_free(command);
	return VERDICT_ASK;
}

static bool
says(const char *text, const char *const *parts)
{
	for (; *parts; parts++)
		if (strstr(text, *parts))
			return true;
	return false;
}

/* What another try does not mend is refused; what is about Nagios or its server is tried again. */
static enum verdict
explain(const struct source *source, struct job *job, const char *said)
{
	static const char *const rights[] = { "not authorized", "not have permission", NULL };
	static const char *const trouble[] = { "command file", "attempting to commit",
		                               "not checking for external", NULL };
	static const char *const form[] = { "CSRF", NULL };
	const char *name = source->conf->name;

	if (says(said, rights)) {
		err_set(
		    &job->why,
		    _("auth: not permitted: give the user of source %s in cgi.cfg "
		      "authorized_for_all_host_commands and authorized_for_all_service_commands; or %s is "
		      "no longer there - %s"),
		    name, job->delivery->fingerprint, said);
		return VERDICT_REFUSED;
	}
	if (says(said, trouble))
		err_set(&job->why,
		        _("content: the Nagios of source %s takes no commands: is it running, with "
		          "check_external_commands=1? - %s"),
		        name, said);
	else if (says(said, form))
		err_set(&job->why, _("content: Nagios does not take its own form back - %s"), said);
	else if (*said)
		err_set(&job->why, _("content: Nagios says: %s"), said);
	else
		err_set(&job->why, _("content: Nagios does not say what became of it"));
	return says(said, trouble) || says(said, form) || !*said ? VERDICT_RETRY : VERDICT_REFUSED;
}

static enum verdict
got_form(struct source *source, struct job *job, const struct answer *answer)
{
	char *form_id = nagios_form_id(answer->body), *said;
	bool is_done, is_error = strstr(answer->body, "CLASS='errorMessage'") != NULL;
	enum verdict verdict;

	said = nagios_said(answer->body, &is_done);
	if (!is_error &&
	    strstr(answer->body, "cmd_typ")) /* the one-time number is of 4.0 and later */
		verdict = fill_form(source, job, form_id);
	else
		verdict = explain(source, job, is_error ? said : "");
	g_free(said);
	g_free(form_id);
	return verdict;
}

/* What comes back without its letters is known again by its object. */
static void
note_letters(struct source *source, const struct delivery *d)
{
	char *object = problem_object(source, d->fingerprint);
	GHashTable *unwritten = source->nagios->unwritten;

	if (d->kind == EVENT_ACK && !(g_str_is_ascii(d->comment) && g_str_is_ascii(d->person)))
		g_hash_table_replace(unwritten, g_strdup(object), g_strdup(d->id));
	else
		g_hash_table_remove(unwritten, object);
	g_free(object);
}

static enum verdict
commanded(struct source *source, struct job *job, const struct answer *answer)
{
	const struct delivery *d = job->delivery;
	bool is_done;
	char *said = nagios_said(answer->body, &is_done);
	enum verdict verdict = is_done ? VERDICT_SENT : explain(source, job, said);

	if (is_done)
		note_letters(source, d);
	if (is_done && d->kind == EVENT_ACK)
		job->remote_id = g_strdup(d->id);
	g_free(said);
	return verdict;
}

/* Only what this room made is taken back: with another's acknowledgement on the problem, only our comment. One
 * that cannot be read is ours if no other is. */
static enum verdict
take_back(struct source *source, struct job *job, const GPtrArray *comments)
{
	const struct nagios_comment *ours = NULL;

	for (guint i = 0; comments && i < comments->len; i++) {
		const struct nagios_comment *c = comments->pdata[i];

		if (!strcmp(c->token, job->delivery->ack_id) ||
		    (c->is_blank && (!ours || ours->is_blank)))
			ours = c;
	}
	if (!ours)
		return VERDICT_SENT;
	return comments->len == 1 ? command(source, job, &remove_acknowledgement, 0)
	                          : command(source, job, &delete_comment, ours->id);
}

static enum verdict
looked_at(struct source *source, struct job *job, const GPtrArray *comments)
{
	const struct delivery *d = job->delivery;

	if (d->kind == EVENT_UNACK)
		return take_back(source, job, comments);
	for (guint i = 0; comments && i < comments->len; i++) {
		if (strcmp(((struct nagios_comment *)comments->pdata[i])->token, d->id))
			continue;
		job->remote_id = g_strdup(d->id);
		return VERDICT_SENT;
	}
	return command(source, job, &acknowledge, 0);
}

static enum verdict
looked(struct source *source, struct job *job, const struct answer *answer)
{
	json_object *root = json_read(answer->body, answer->len, &job->why);
	enum verdict verdict = VERDICT_RETRY;

	if (root && nagios_result(root, source->conf->name, &job->why)) {
		GHashTable *comments = nagios_comments(root);
		char *object = problem_object(source, job->delivery->fingerprint);

		verdict = looked_at(source, job, g_hash_table_lookup(comments, object));
		g_free(object);
		g_hash_table_unref(comments);
	}
	json_object_put(root);
	return verdict;
}

enum verdict
nagios_deliver(struct source *source, struct job *job, const struct answer *answer, int64_t now_us)
{
	const struct delivery *d = job->delivery;

	if (d->kind == EVENT_SILENCE)
		return refuse(
		    job, _("Nagios takes a downtime only in its own local time: acknowledge the "
		           "problem instead, or schedule the downtime there"));
	if (d->kind == EVENT_ACK && d->until_us != UNSAID && d->until_us <= now_us)
		return refuse(job, _("it ended before it could be delivered"));
	if (answer && answer->status != 200)
		return VERDICT_JUDGE;
	switch ((enum step)job->step) {
	case STEP_LOOK:
		return looked(source, job, answer);
	case STEP_FORM:
		return got_form(source, job, answer);
	case STEP_COMMAND:
		return commanded(source, job, answer);
	default:
		if (job->must_look || d->kind == EVENT_UNACK)
			return look(source, job);
		return command(source, job, &acknowledge, 0);
	}
}
