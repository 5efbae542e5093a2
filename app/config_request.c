/* Configuration of the requests that acknowledge, take back, note, silence, escalate and tell. */
#include "app/config_reader.h"
#include "app/suggest.h"
#include "base/lang.h"
#include "net/json_read.h"
#include "net/request_template.h"

#include <libconfig.h>
#include <stdio.h>
#include <string.h>

/* Where a field stands that may be unknown. */
struct spot {
	struct config_reader *r;
	unsigned line;
	const char *key;
};

static void
check_name(const char *name, void *user)
{
	const struct spot *spot = user;
	const char *best = NULL;
	size_t distance = 0;

	if (template_knows(name))
		return;
	for (const struct template_field *f = template_fields; f->name; f++)
		suggest_offer(name, f->name, &best, &distance);
	if (best)
		reader_problem(spot->r, spot->line,
		               _("%s: %s: there is no field {%s}: did you mean {%s}?"),
		               spot->r->where, spot->key, name, best);
	else
		reader_problem(spot->r, spot->line,
		               _("%s: %s: there is no field {%s}: the manual page has those that "
		                 "there are; a brace that is none has a space after it"),
		               spot->r->where, spot->key, name);
}

static void
check_fields(struct config_reader *r, unsigned line, const char *key, const char *text)
{
	struct spot spot = { r, line, key };

	template_each(text, check_name, &spot);
}

/* A value for every field, to see what the body looks like when it is filled. */
static bool
is_json_when_filled(const struct request_template *t, struct err *e)
{
	struct delivery *d = delivery_new();
	struct source_conf *conf = source_conf_new();
	struct template_fill fill = { .conf = conf,
		                      .delivery = d,
		                      .token = "1",
		                      .secret = "1",
		                      .request_id = "1",
		                      .items = "1" };
	char **texts[] = { &d->id,     &d->source,  &d->alert_key, &d->fingerprint, &d->alert_title,
		           &d->person, &d->comment, &d->remote_id, &d->email,       &d->tier };
	GString *body = g_string_new(t->body);
	json_object *root = NULL;
	char *filled;

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		delivery_set(texts[i], "1");
	d->at_us = 0;
	d->until_us = SEC_US;
	/* what the user sets, and labels, are texts or numbers: a number fits both places */
	for (char *p; (p = strstr(body->str, "{set:")) || (p = strstr(body->str, "{label:"));) {
		gssize at = p - body->str, n = (gssize)strcspn(p, "}");

		g_string_erase(body, at, p[n] ? n + 1 : n);
		g_string_insert_c(body, at, '1');
	}
	filled = template_fill(body->str, PLACE_JSON, &fill, e);
	if (filled)
		root = json_read(filled, strlen(filled), e);
	g_free(filled);
	g_string_free(body, TRUE);
	source_conf_free(&conf);
	delivery_free(&d);
	json_object_put(root);
	return root != NULL;
}

static void
read_success(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct request_template *t = into;
	char *text = reader_text(r, setting, _("a range of HTTP status codes"));
	int end = 0;

	if (text &&
	    (sscanf(text, "%3d-%3d%n", &t->success_from, &t->success_to, &end) != 2 || text[end] ||
	     t->success_from < 200 || t->success_to > 399 || t->success_to < t->success_from))
		reader_problem(r, config_setting_source_line(setting),
		               _("%s: '%s' is not a range of status codes: write \"200-299\""),
		               r->where, text);
	g_free(text);
}

/* "/pointer=value"; NULL with a problem. */
static char *
read_test(struct config_reader *r, const struct config_setting_t *setting)
{
	char *text = reader_text(r, setting, _("a JSON pointer and a value"));

	if (!text || (text[0] == '/' && strchr(text, '=')))
		return text;
	reader_problem(r, config_setting_source_line(setting),
	               _("%s: '%s' is not POINTER=VALUE: write \"/errcode=0\""), r->where, text);
	g_free(text);
	return NULL;
}

static char *
read_pointer(struct config_reader *r, const struct config_setting_t *setting)
{
	char *text = reader_text(r, setting, _("a JSON pointer"));

	if (!text || text[0] == '/')
		return text;
	reader_problem(r, config_setting_source_line(setting),
	               _("%s: '%s' is not a JSON pointer: write \"/error/message\""), r->where,
	               text);
	g_free(text);
	return NULL;
}

/* Their place in the structure is told apart by the key. */
#define READ(name, reads, member) \
	static void name(struct config_reader *r, const struct config_setting_t *setting, \
	                 void *into) \
	{ \
		struct request_template *t = into; \
\
		g_free(t->member); \
		t->member = reads(r, setting); \
	}
READ(read_expect, read_test, expect)
READ(read_retry, read_test, retry)
READ(read_done, read_test, poll_done)
READ(read_failed, read_test, poll_failed)
READ(read_error, read_pointer, error)
READ(read_remote_id, read_pointer, remote_id)
READ(read_poll_id, read_pointer, poll_id)
READ(read_poll_error, read_pointer, poll_error)

void
reader_where(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct source_query *query = into;

	g_free(query->where);
	query->where = read_test(r, setting);
}

static void
add_header(struct config_reader *r, unsigned line, const char *text, void *data)
{
	struct request_template *t = data;

	if (reader_is_header(r, line, text))
		g_ptr_array_add(t->headers, g_strdup(text));
	check_fields(r, line, "headers", text);
}

static void
read_headers(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	reader_texts(r, setting, add_header, into);
}

static void
read_poll(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct request_template *t = into;

	reader_group(r, &section_poll, setting, t);
	check_fields(r, config_setting_source_line(setting), "path", t->poll_path);
}

#define UNDO_IS_OWN \
	N_("taking back is a request of its own now: write unack = { method = ...; path = ...; }; " \
	   "beside ack")

#define AT(member) offsetof(struct request_template, member)
static const struct field poll_fields[] = {
	{ "path", FIELD_TEXT, AT(poll_path), .is_required = true,
	  .help = "what to ask, by GET; {request_id} is the id" },
	{ "id", FIELD_OTHER, .form = N_("JSON pointer"), .read = read_poll_id, .is_required = true,
	  .help = "where the id of the request is in the first answer" },
	{ "done", FIELD_OTHER, .form = "\"/POINTER=VALUE\"", .read = read_done, .is_required = true,
	  .help = "what the answer says when it is done" },
	{ "failed", FIELD_OTHER, .form = "\"/POINTER=VALUE\"", .read = read_failed,
	  .help = "what it says when it failed; anything else, and 404, means: not yet" },
	{ "error", FIELD_OTHER, .form = N_("JSON pointer"), .read = read_poll_error,
	  .help = "where it says why" },
	{ "every", FIELD_DURATION, AT(poll_every_us), .fallback = "1s", .low = 50 * MSEC_US,
	  .help = "time between two questions" },
	{ "within", FIELD_DURATION, AT(poll_within_us), .fallback = "30s",
	  .help = "what is not done by then is sent again" },
	{ .name = NULL }
};
static const struct field request_fields[] = {
	{ "method", FIELD_TEXT, AT(method), .fallback = "POST", .help = "HTTP method" },
	{ "path", FIELD_TEXT, AT(path), .help = "appended to the address" },
	{ "headers", FIELD_OTHER, .form = N_("list of \"Name: value\""), .read = read_headers,
	  .help = "headers of this request only, with fields: [ \"From: {author_email}\" ]" },
	{ "body", FIELD_TEXT, AT(body), .help = "body of the request" },
	{ "content_type", FIELD_TEXT, AT(content_type), .fallback = "application/json",
	  .help = "its type" },
	{ "success", FIELD_OTHER, .form = "\"200-299\"", .read = read_success,
	  .help = "which status codes mean that it was taken; \"200-299\" if unsaid" },
	{ "already", FIELD_INTEGER, AT(already), .low = 300, .high = 499,
	  .help = "the status code that means that it is so already, such as 409" },
	{ "expect", FIELD_OTHER, .form = "\"/POINTER=VALUE\"", .read = read_expect,
	  .help = "what else the answer must say, for systems that answer 200 with an error in the "
	          "body: \"/errcode=0\"; several values are separated by '|'" },
	{ "retry", FIELD_OTHER, .form = "\"/POINTER=VALUE\"", .read = read_retry,
	  .help = "what such an answer says when it was asked too often: it is sent again later" },
	{ "error", FIELD_OTHER, .form = N_("JSON pointer"), .read = read_error,
	  .help = "where an answer says what is wrong; that is shown" },
	{ "remote_id", FIELD_OTHER, .form = N_("JSON pointer"), .read = read_remote_id,
	  .help =
	      "into the answer: what the system calls it; {remote_id} of the request that takes "
	      "it back" },
	{ "bulk", FIELD_INTEGER, AT(bulk), .fallback = "1", .low = 1, .high = 1000,
	  .help = "up to so many alerts in one request; needs item" },
	{ "item", FIELD_TEXT, AT(item),
	  .help = "what stands for one alert; {items} in the body is all of them, with commas" },
	{ "poll", FIELD_GROUP, .section = &section_poll, .read = read_poll,
	  .help = "for systems that only accept a request at first: how to ask what became of it" },
	{ "undo_method", FIELD_REFUSED, .help = UNDO_IS_OWN },
	{ "undo_path", FIELD_REFUSED, .help = UNDO_IS_OWN },
	{ "undo_body", FIELD_REFUSED, .help = UNDO_IS_OWN },
	{ .name = NULL }
};
#undef AT

const struct section section_poll = {
	.name = "poll",
	.item = N_("poll"),
	.fields = poll_fields,
	.is_owned = true,
	.help = "What became of a request that was only accepted.",
};

const struct section section_request = {
	.name = "request",
	.item = N_("template"),
	.fields = request_fields,
	.is_owned = true,
	.help =
	    "A request of a source or of a target of notices: ack, unack, silence, note, escalate, "
	    "done, request. In path, headers, body and item fields such as {title} are filled in, "
	    "quoted for the place where they stand; REQUEST FIELDS has them. The header "
	    "Idempotency-Key carries {id}, the same each time it is sent again.",
};

static void
check_request(struct config_reader *r, unsigned line, const struct request_template *t)
{
	guint before = r->errors;
	struct err e;

	check_fields(r, line, "path", t->path);
	check_fields(r, line, "body", t->body);
	check_fields(r, line, "item", t->item);
	if (!t->path && !t->body)
		reader_problem(r, line, _("%s has neither 'path' nor 'body'"), r->where);
	if (t->bulk > 1 && !t->item)
		reader_problem(r, line, _("%s: 'bulk' needs 'item'"), r->where);
	if (t->item && (!t->body || !strstr(t->body, "{items}")))
		reader_problem(r, line, _("%s: 'item' needs a 'body' with {items}"), r->where);
	if (r->errors == before && t->body && template_place_of(t->content_type) == PLACE_JSON &&
	    (!t->content_type || strstr(t->content_type, "json")) && !is_json_when_filled(t, &e))
		reader_problem(r, line, _("%s: body is no JSON when it is filled: %s"), r->where,
		               e.text);
}

/* Which request it is, the key says. */
static const struct choice requests[] = { { "ack", FOR_ACK },         { "unack", FOR_UNACK },
	                                  { "silence", FOR_SILENCE }, { "note", FOR_NOTE },
	                                  { "done", FOR_DONE },       { "escalate", FOR_ESCALATE },
	                                  { "request", FOR_TELLING }, { .name = NULL } };

void
reader_request(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct source_conf *conf = into;
	struct request_template *t = request_template_new();
	const struct choice *c = requests;

	while (strcmp(c->name, config_setting_name(setting)))
		c++;
	reader_group(r, &section_request, setting, t);
	check_request(r, config_setting_source_line(setting), t);
	request_template_free(conf->templates[c->value]);
	conf->templates[c->value] = t;
}

/* What the fields of a source's requests need of the source. */
struct needs {
	const struct source_conf *conf;
	bool token, sign;
	const char *setting; /* owned; the first {set:NAME} that is not set; NULL */
};

static void
note_need(const char *name, void *user)
{
	struct needs *needs = user;
	bool is_set = false;

	needs->token |= !strcmp(name, "token");
	needs->sign |= g_str_has_prefix(name, "sign_");
	if (!g_str_has_prefix(name, "set:"))
		return;
	for (guint i = 0; i < needs->conf->settings->len; i++)
		is_set |= !strcmp(((struct json_field *)needs->conf->settings->pdata[i])->field,
		                  name + strlen("set:"));
	if (!is_set && !needs->setting)
		needs->setting = g_strdup(name + strlen("set:"));
}

void
reader_check_requests(struct config_reader *r, unsigned line, const struct source_conf *conf)
{
	struct needs needs = { .conf = conf };

	for (size_t i = 0; i < TEMPLATES; i++) {
		const struct request_template *t = conf->templates[i];

		if (!t)
			continue;
		template_each(t->path, note_need, &needs);
		template_each(t->body, note_need, &needs);
		template_each(t->item, note_need, &needs);
		template_each(t->poll_path, note_need, &needs);
		for (guint h = 0; h < t->headers->len; h++)
			template_each(t->headers->pdata[h], note_need, &needs);
	}
	for (guint h = 0; h < conf->headers->len; h++)
		template_each(conf->headers->pdata[h], note_need, &needs);
	if (needs.token && conf->auth != AUTH_REQUEST)
		reader_problem(r, line, _("%s: {token} needs auth = \"request\" and 'token_file'"),
		               r->where);
	if (needs.sign && !conf->secret_file)
		reader_problem(r, line, _("%s: its signature needs 'secret_file'"), r->where);
	if (needs.setting)
		reader_problem(r, line, _("%s needs set = { %s = \"...\"; };"), r->where,
		               needs.setting);
	g_free((char *)needs.setting);
}

/* set = { channel = "C024BE91L"; } */
void
reader_set(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	if (!config_setting_is_group(setting)) {
		reader_problem(r, config_setting_source_line(setting),
		               _("%s takes a group: { channel = \"...\"; }"), r->where);
		return;
	}
	for (int i = 0; i < config_setting_length(setting); i++) {
		const config_setting_t *s = config_setting_get_elem(setting, (unsigned)i);
		char *text = reader_text(r, s, _("a text"));

		if (text)
			source_conf_set(into, config_setting_name(s), text);
		g_free(text);
	}
}
