/* Sources: their configuration, the table of their kinds, and their requests. */
#include "net/source.h"

#include "base/hash.h"
#include "base/secret.h"
#include "net/alert_form.h"
#include "net/elements.h"
#include "net/icinga_holds.h"
#include "net/nagios.h"
#include "net/silences.h"
#include "net/zabbix.h"

#include <string.h>

/* One row a kind. */
static const struct source_ops *const kinds[] = { &source_prometheus,   &source_prometheus_alerts,
	                                          &source_alertmanager, &source_icinga,
	                                          &source_json,         &source_roster,
	                                          &source_notify,       &source_zabbix,
	                                          &source_nagios };

static const struct source_ops *
ops_by_kind(const char *kind)
{
	for (size_t i = 0; kind && i < G_N_ELEMENTS(kinds); i++)
		if (!strcmp(kinds[i]->kind, kind))
			return kinds[i];
	return NULL;
}

const char *const *
source_kinds(void)
{
	static const char *names[G_N_ELEMENTS(kinds) + 1];
	size_t n = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (kinds[i]->url)
			names[n++] = kinds[i]->kind;
	return names;
}

bool
source_kind_can_ack(const char *kind)
{
	const struct source_ops *ops = ops_by_kind(kind);

	return ops && ops->deliver;
}

static void
field_free(void *data)
{
	struct json_field *field = data;

	g_free(field->field);
	g_free(field->pointer);
	g_free(field);
}

static void
query_free(void *data)
{
	struct source_query *query = data;

	g_free(query->metric);
	g_free(query->query);
	g_free(query->baseline_query);
	g_free(query->shows);
	g_free(query->elements);
	g_free(query->post);
	g_free(query->where);
	g_free(query->team);
	g_free(query->role);
	if (query->fields)
		g_ptr_array_unref(query->fields);
	g_free(query);
}

static void
icinga_conf_free(struct icinga_conf *icinga)
{
	if (!icinga)
		return;
	g_free(icinga->team_var);
	g_free(icinga->service_filter);
	g_ptr_array_unref(icinga->labels);
	g_free(icinga);
}

struct icinga_conf *
source_conf_icinga(struct source_conf *conf)
{
	if (!conf->icinga) {
		conf->icinga = g_new0(struct icinga_conf, 1);
		conf->icinga->labels = g_ptr_array_new_with_free_func(g_free);
		conf->icinga->expires = conf->icinga->events = true;
	}
	return conf->icinga;
}

struct request_template *
request_template_new(void)
{
	struct request_template *t = g_new0(struct request_template, 1);

	t->headers = g_ptr_array_new_with_free_func(g_free);
	return t;
}

void
request_template_free(void *data)
{
	struct request_template *t = data;

	if (!t)
		return;
	g_free(t->method);
	g_free(t->path);
	g_free(t->body);
	g_free(t->content_type);
	g_free(t->expect);
	g_free(t->retry);
	g_free(t->error);
	g_free(t->remote_id);
	g_free(t->item);
	g_free(t->poll_path);
	g_free(t->poll_id);
	g_free(t->poll_done);
	g_free(t->poll_failed);
	g_free(t->poll_error);
	g_ptr_array_unref(t->headers);
	g_free(t);
}

struct source_conf *
source_conf_new(void)
{
	struct source_conf *conf = g_new0(struct source_conf, 1);

	conf->period_us = 5 * SEC_US;
	conf->timeout_us = 4 * SEC_US;
	conf->connect_timeout_us = 3 * SEC_US;
	conf->peers = g_ptr_array_new_with_free_func(g_free);
	conf->headers = g_ptr_array_new_with_free_func(g_free);
	conf->header_files = g_ptr_array_new_with_free_func(g_free);
	conf->queries = g_ptr_array_new_with_free_func(query_free);
	conf->settings = g_ptr_array_new_with_free_func(field_free);
	return conf;
}

struct source_query *
source_conf_add_query(struct source_conf *conf)
{
	struct source_query *query = g_new0(struct source_query, 1);

	query->fields = g_ptr_array_new_with_free_func(field_free);
	g_ptr_array_add(conf->queries, query);
	return query;
}

/* Sets or adds one of a list of fields. */
static void
put_field(GPtrArray *fields, const char *name, const char *text)
{
	struct json_field *f;

	for (guint i = 0; i < fields->len; i++) {
		f = g_ptr_array_index(fields, i);
		if (strcmp(f->field, name))
			continue;
		g_free(f->pointer);
		f->pointer = g_strdup(text);
		return;
	}
	f = g_new(struct json_field, 1);
	f->field = g_strdup(name);
	f->pointer = g_strdup(text);
	g_ptr_array_add(fields, f);
}

void
source_query_add_field(struct source_query *query, const char *field, const char *pointer)
{
	put_field(query->fields, field, pointer);
}

void
source_conf_set(struct source_conf *conf, const char *name, const char *value)
{
	put_field(conf->settings, name, value);
}

const struct request_template *
source_conf_template(const struct source_conf *conf, enum event_kind kind)
{
	/* clang-format off */
	static const struct { enum event_kind kind; enum template_for own, other; } rows[] = {
		{ EVENT_ACK, FOR_ACK, FOR_TELLING },
		{ EVENT_SILENCE, FOR_SILENCE, FOR_ACK },
		{ EVENT_UNACK, FOR_UNACK, FOR_TELLING },
		{ EVENT_NOTE, FOR_NOTE, FOR_TELLING },
		{ EVENT_ESCALATE, FOR_ESCALATE, FOR_TELLING },
		{ EVENT_DONE, FOR_DONE, FOR_TELLING },
	};
	/* clang-format on */

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].kind == kind)
			return conf->templates[rows[i].own] ? conf->templates[rows[i].own]
			                                    : conf->templates[rows[i].other];
	return conf->templates[FOR_TELLING];
}

void
source_conf_free(struct source_conf **conf)
{
	source_conf_free_element(*conf);
	*conf = NULL;
}

void
source_conf_free_element(void *data)
{
	struct source_conf *conf = data;

	if (!conf)
		return;
	g_free(conf->name);
	g_free(conf->kind);
	g_free(conf->url);
	g_free(conf->user);
	g_free(conf->password_file);
	g_free(conf->token_file);
	g_free(conf->ca_file);
	g_free(conf->cert_file);
	g_free(conf->key_file);
	g_free(conf->team);
	g_free(conf->filter);
	g_free(conf->form);
	g_free(conf->zone);
	g_free(conf->watchdog);
	if (conf->peers)
		g_ptr_array_unref(conf->peers);
	if (conf->headers)
		g_ptr_array_unref(conf->headers);
	if (conf->header_files)
		g_ptr_array_unref(conf->header_files);
	if (conf->queries)
		g_ptr_array_unref(conf->queries);
	if (conf->settings)
		g_ptr_array_unref(conf->settings);
	for (size_t i = 0; i < TEMPLATES; i++)
		request_template_free(conf->templates[i]);
	g_free(conf->secret_file);
	for (size_t i = 0; i < G_N_ELEMENTS(conf->zabbix.labels); i++)
		g_free(conf->zabbix.labels[i]);
	icinga_conf_free(conf->icinga);
	g_free(conf);
}

static void
slot_free(void *data)
{
	struct slot *slot = data;

	changes_free(&slot->alerts);
	changes_free(&slot->others);
	g_free(slot->etag);
	g_free(slot->modified);
	g_free(slot);
}

struct slot *
source_add_slot(struct source *source, const struct source_query *query, int purpose)
{
	struct slot *slot = g_new0(struct slot, 1);

	slot->query = query;
	slot->purpose = purpose;
	slot->alerts = changes_new();
	slot->others = changes_new();
	g_ptr_array_add(source->slots, slot);
	return slot;
}

struct source *
source_new(struct source_conf *conf, size_t *alerts)
{
	struct source *source = g_new0(struct source, 1);

	source->conf = conf;
	source->alerts = alerts;
	source->ops = ops_by_kind(conf->kind);
	source->slots = g_ptr_array_new_with_free_func(slot_free);
	source->skew_us = source->clock_off_us = UNSAID;
	if (source->ops)
		source->ops->add_slots(source);
	return source;
}

void
source_clock_stepped(struct source *source, int64_t step_us)
{
	if (source->skew_us != UNSAID)
		source->skew_us -= step_us;
	if (source->clock_off_us != UNSAID)
		source->clock_off_us -= step_us;
}

void
source_free(struct source **source)
{
	if (!*source)
		return;
	g_ptr_array_unref((*source)->slots);
	silences_free(&(*source)->silences);
	icinga_holds_free(&(*source)->holds);
	alert_form_free(&(*source)->form);
	zabbix_free(&(*source)->zabbix);
	nagios_free(&(*source)->nagios);
	source_conf_free(&(*source)->conf);
	g_free(*source);
	*source = NULL;
}

unsigned
source_members(const struct source *source)
{
	return 1 + source->conf->peers->len;
}

const char *
source_url(const struct source *source, unsigned member)
{
	member %= source_members(source);
	return member == 0 ? source->conf->url : g_ptr_array_index(source->conf->peers, member - 1);
}

static bool
read_list(struct reading *r, const char *bytes, size_t len, struct err *e)
{
	struct elements *elements = reading_elements(r);
	bool is_ok;

	is_ok = elements_feed(elements, bytes, len, e) && elements_end(elements, e);
	elements_free(&elements);
	if (is_ok)
		r->source->ops->read_end(r);
	return is_ok;
}

bool
source_read(struct reading *r, const char *bytes, size_t len, struct err *e)
{
	uint64_t hash = hash_bytes(HASH_START, bytes, len);
	bool is_ok;

	if (r->slot->body_hash && hash == r->slot->body_hash &&
	    (!r->slot->read_again_us || r->now_us < r->slot->read_again_us))
		return true;
	r->slot->body_hash = 0;
	reading_begin(r);
	is_ok = r->source->ops->read_element ? read_list(r, bytes, len, e)
	                                     : r->source->ops->read(r, bytes, len, e);
	if (is_ok && !r->has_undated && !r->source->ops->read_element)
		r->slot->body_hash = hash;
	return is_ok;
}

void
request_post(struct request *request, char *body)
{
	g_free(request->method);
	g_free(request->body);
	g_free(request->content_type);
	request->method = g_strdup("POST");
	request->body = body;
	request->content_type = g_strdup("application/json");
}

void
request_clear(struct request *request)
{
	g_free(request->method);
	g_free(request->url);
	g_free(request->body);
	g_free(request->content_type);
	g_free(request->key);
	if (request->headers)
		g_ptr_array_unref(request->headers);
	*request = (struct request){ 0 };
}

void
job_clear(struct job *job)
{
	request_clear(&job->request);
	secret_free(&job->token);
	secret_free(&job->secret);
	if (job->also)
		g_ptr_array_unref(job->also);
	g_free(job->request_id);
	g_free(job->remote_id);
	g_free(job->draft);
	job->also = NULL;
	job->request_id = job->remote_id = job->draft = NULL;
}
