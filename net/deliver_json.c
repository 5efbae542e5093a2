/* Acknowledging at any JSON system: the request that the configuration describes, its placeholders
 * filled. */
#include "net/source.h"

#include "base/text.h"
#include "net/json_read.h"

#include <string.h>

enum step { STEP_BEGIN, STEP_ASKED };

static const char *
label_value(const struct delivery *d, const char *name)
{
	for (size_t i = 0; i < d->n_labels; i++)
		if (!strcmp(d->labels[i].name, name))
			return d->labels[i].value;
	return "";
}

/* The value of a placeholder (g_free); NULL when the name is none. */
static char *
value_of(const char *name, const struct delivery *d, const char *remote_id)
{
	const struct {
		const char *name, *value;
	} texts[] = { { "alert", d->alert_title },
		      { "comment", d->comment },
		      { "text", d->comment },
		      { "kind", event_kind_name(d->kind) },
		      { "author", d->person },
		      { "id", d->id },
		      { "fingerprint", d->fingerprint },
		      { "remote_id", remote_id } };
	char until[32];

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		if (!strcmp(name, texts[i].name))
			return g_strdup(texts[i].value);
	if (!strcmp(name, "until"))
		return g_strdup(
		    d->until_us == UNSAID ? "" : instant_rfc3339(d->until_us, until, sizeof until));
	if (g_str_has_prefix(name, "label:"))
		return g_strdup(label_value(d, name + strlen("label:")));
	return NULL;
}

static void
append_escaped(GString *out, const char *value, enum escape escape)
{
	json_object *json;
	const char *quoted;

	if (escape == ESCAPE_PERCENT) {
		g_string_append_uri_escaped(out, value, NULL, FALSE);
		return;
	}
	json = json_object_new_string(value);
	quoted = json_object_to_json_string_ext(json, JSON_C_TO_STRING_PLAIN |
	                                                  JSON_C_TO_STRING_NOSLASHESCAPE);
	g_string_append_len(out, quoted + 1, (gssize)strlen(quoted) - 2);
	json_object_put(json);
}

char *
ack_fill(const char *text, const struct delivery *d, const char *remote_id, enum escape escape)
{
	GString *out = g_string_new(NULL);

	while (*text) {
		const char *end = *text == '{' ? strchr(text, '}') : NULL;
		char *name = end ? g_strndup(text + 1, (gsize)(end - text - 1)) : NULL;
		char *value = name ? value_of(name, d, remote_id) : NULL;

		if (value) {
			append_escaped(out, value, escape);
			text = end + 1;
		} else {
			g_string_append_c(out, *text++); /* a brace of the JSON itself */
		}
		g_free(value);
		g_free(name);
	}
	return g_string_free(out, FALSE);
}

static enum verdict
ask(const struct source *source, struct job *job, const char *method, const char *path,
    const char *body)
{
	const struct ack_template *ack = source->conf->ack;
	const struct delivery *d = job->delivery;
	const char *type = ack->content_type ? ack->content_type : "application/json";
	enum escape escape = strstr(type, "x-www-form-urlencoded") ? ESCAPE_PERCENT : ESCAPE_JSON;
	char *filled = ack_fill(path ? path : "", d, d->remote_id, ESCAPE_PERCENT);

	job->step = STEP_ASKED;
	job->request.method = g_strdup(method ? method : "POST");
	job->request.url = g_strconcat(source->conf->url, filled, NULL);
	job->request.key = g_strdup(d->id);
	if (body) {
		job->request.body = ack_fill(body, d, d->remote_id, escape);
		job->request.content_type = g_strdup(type);
	}
	g_free(filled);
	return VERDICT_ASK;
}

static enum verdict
begin(const struct source *source, struct job *job)
{
	const struct ack_template *ack = source->conf->ack;

	if (job->delivery->kind != EVENT_UNACK)
		return ask(source, job, ack->method, ack->path, ack->body);
	if (!ack->undo_path && !ack->undo_body) {
		err_set(&job->why, "source %s has no request to take an acknowledgement back",
		        source->conf->name);
		return VERDICT_REFUSED;
	}
	return ask(source, job, ack->undo_method, ack->undo_path, ack->undo_body);
}

/* Is what the pointer finds this value, as text? */
static bool
says(json_object *root, const char *expect)
{
	const char *value = strrchr(expect, '=');
	char *pointer = g_strndup(expect, (gsize)(value - expect)), *text;
	bool hidden = false, is_so;

	text = root ? json_text(json_at(root, pointer), TEXT_MAX_LABEL, &hidden) : NULL;
	is_so = !g_strcmp0(text, value + 1);
	g_free(text);
	g_free(pointer);
	return is_so;
}

/* Robots say 200 and the error in the body: its beginning is the reason. */
static void
explain_refusal(struct err *why, const char *expect, const struct answer *answer)
{
	char *said = text_clean(answer->body, MIN(answer->len, 160), TEXT_MAX_LABEL, NULL);

	err_set(why, "content: the answer does not say %s: %s", expect, said);
	g_free(said);
}

static enum verdict
answered(const struct source *source, struct job *job, const struct answer *answer)
{
	const struct ack_template *ack = source->conf->ack;
	int from = ack->success_from ? ack->success_from : 200,
	    to = ack->success_to ? ack->success_to : 299;
	json_object *root;
	struct err ignored;
	bool hidden = false, is_taken;

	if (answer->status < from || answer->status > to)
		return VERDICT_JUDGE;
	root =
	    ack->remote_id || ack->expect ? json_read(answer->body, answer->len, &ignored) : NULL;
	is_taken = !ack->expect || says(root, ack->expect);
	if (!is_taken)
		explain_refusal(&job->why, ack->expect, answer);
	else if (root && ack->remote_id)
		job->remote_id = json_text(json_at(root, ack->remote_id), TEXT_MAX_LABEL, &hidden);
	json_object_put(root);
	return is_taken ? VERDICT_SENT : VERDICT_REFUSED;
}

enum verdict
json_deliver(struct source *source, struct job *job, const struct answer *answer, int64_t now_us)
{
	(void)now_us;
	return job->step == STEP_BEGIN ? begin(source, job) : answered(source, job, answer);
}
