/* A host or service of Nagios that is not well, as an alert of the room. */
#include "net/nagios.h"

#include "base/hash.h"
#include "base/lang.h"
#include "base/text.h"
#include "net/json_read.h"
#include "net/problem_note.h"

#include <string.h>

/* One row a status that is none of "pending", "up" and "ok". */
struct status {
	bool is_service;
	int code;
	const char *word, *severity;
};
static const struct status statuses[] = {
	{ true, 4, "warning", "warning" },       { true, 8, "unknown", "unknown" },
	{ true, 16, "critical", "critical" },    { false, 4, "down", "critical" },
	{ false, 8, "unreachable", "critical" },
};

/* One host or service of an answer, lent. */
struct problem {
	json_object *json;
	const char *host, *service; /* as Nagios has them; service NULL: a host */
	char *name;                 /* "host!service", owned */
	const struct status *status;
	bool is_soft, is_acked, is_down, is_flapping, is_unreachable;
	double well;
	int64_t starts_us;
};

static double
number_of(json_object *json, const char *name)
{
	double number;

	return json_number(json_member(json, name), &number) ? number : 0;
}

static bool
is_true(json_object *json, const char *name)
{
	return json_object_get_boolean(json_member(json, name));
}

static const struct status *
status_of(json_object *json, bool is_service)
{
	double code = number_of(json, "status");

	for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++)
		if (statuses[i].is_service == is_service && statuses[i].code == code)
			return &statuses[i];
	return NULL;
}

/* Is its host shown as down? Hosts are asked for before services. */
static bool
host_is_down(const struct reading *r, const char *host)
{
	const struct slot *hosts = g_ptr_array_index(r->source->slots, r->slot->purpose - 1);
	char *fingerprint = text_clean(host, strlen(host), TEXT_MAX_LABEL, NULL);
	bool is_down = changes_has(hosts->alerts, fingerprint);

	g_free(fingerprint);
	return is_down;
}

static bool
fill_problem(const struct reading *r, json_object *json, bool is_service, struct problem *p)
{
	p->json = json;
	p->host = json_object_get_string(json_member(json, is_service ? "host_name" : "name"));
	p->service = is_service ? json_object_get_string(json_member(json, "description")) : NULL;
	p->status = status_of(json, is_service);
	if (!p->host || !*p->host || (is_service && (!p->service || !*p->service)) || !p->status)
		return false;
	p->name = nagios_object(p->host, p->service);
	p->is_soft = number_of(json, "state_type") == 0;
	p->is_acked = is_true(json, "problem_has_been_acknowledged");
	p->is_down = number_of(json, "scheduled_downtime_depth") > 0;
	p->is_flapping = is_true(json, "is_flapping");
	p->is_unreachable = is_service ? host_is_down(r, p->host) : p->status->code == 8;
	p->well = number_of(json, is_service ? "last_time_ok" : "last_time_up");
	return true;
}

static void
add_label(struct reading *r, struct alert_data *alert, struct label *labels, const char *name,
          const char *value)
{
	char *clean = text_clean(value, strlen(value), TEXT_MAX_LABEL, &alert->hidden_text);

	if (*clean)
		labels[alert->n_labels++] =
		    (struct label){ name, event_batch_str(r->batch, clean) };
	g_free(clean);
}

static void
fill_labels(struct reading *r, const struct problem *p, struct alert_data *alert)
{
	struct label *labels = event_batch_alloc(r->batch, 9 * sizeof *labels);

	alert->labels = labels;
	add_label(r, alert, labels, "host", p->host);
	add_label(r, alert, labels, "service", p->service ? p->service : "");
	add_label(r, alert, labels, "state", p->status->word);
	add_label(r, alert, labels, "severity", p->status->severity);
	add_label(r, alert, labels, "soft", p->is_soft ? "yes" : "");
	add_label(r, alert, labels, "flapping", p->is_flapping ? "yes" : "");
	add_label(r, alert, labels, "downtime", p->is_down ? "yes" : "");
	add_label(r, alert, labels, "unreachable", p->is_unreachable ? "yes" : "");
	add_label(r, alert, labels, "acknowledged", p->is_acked ? "yes" : "");
}

static void
fill_words(struct reading *r, const struct problem *p, struct alert_data *alert)
{
	bool *hidden = &alert->hidden_text;
	char *said = json_text(json_member(p->json, "plugin_output"), TEXT_MAX_SUMMARY, hidden);
	char *host = text_clean(p->host, strlen(p->host), TEXT_MAX_LABEL, hidden), *service, *title;
	char *state = g_ascii_strup(p->status->word, -1), *summary;

	service =
	    p->service ? text_clean(p->service, strlen(p->service), TEXT_MAX_LABEL, hidden) : NULL;
	title = service ? g_strdup_printf("%s on %s", service, host)
	                : g_strdup_printf("%s is %s", host, p->status->word);
	summary = g_strdup_printf(
	    "%s %s%s%s%s%s%s%s", host, state, p->is_soft ? " (soft)" : "",
	    p->is_flapping ? ", flapping" : "", p->is_unreachable && service ? ", unreachable" : "",
	    p->is_down ? ", in downtime" : "", said && *said ? ": " : "", said ? said : "");
	alert->title = event_batch_str(r->batch, title);
	alert->summary = event_batch_str(r->batch, summary);
	g_free(summary);
	g_free(title);
	g_free(state);
	g_free(service);
	g_free(host);
	g_free(said);
}

/* By its token, or by its number if it was made elsewhere; one whose text cannot be read may be the one that
 * was sent from here. */
static const char *
id_of(struct reading *r, const struct nagios_comment *c)
{
	const char *sent = g_hash_table_lookup(r->source->nagios->unwritten, c->object), *id;
	char *number = g_strdup_printf("comment %" PRIu64, c->id);

	if (*c->token)
		id = event_batch_str(r->batch, c->token);
	else
		id = event_batch_str(r->batch, c->is_blank && sent ? sent : number);
	g_free(number);
	return id;
}

/* Who has it: each acknowledgement, since Nagios keeps the comments of all; of those that were made elsewhere
 * the last one is named, or else the last. */
static void
fill_holders(struct reading *r, const struct problem *p, struct alert_data *alert)
{
	const GPtrArray *list =
	    p->is_acked ? g_hash_table_lookup(r->source->nagios->comments, p->name) : NULL;
	const char **ids = event_batch_alloc(r->batch, ((list ? list->len : 0) + 2) * sizeof *ids);
	bool is_elsewhere = false;

	alert->silenced_by = ids;
	alert->held_by = alert->held_comment = "";
	for (guint i = 0; list && i < list->len; i++) {
		const struct nagios_comment *c = list->pdata[i];

		ids[alert->n_silenced_by++] = id_of(r, c);
		if (is_elsewhere && *c->token)
			continue;
		is_elsewhere = !*c->token;
		alert->held_by = event_batch_str(r->batch, c->author);
		alert->held_comment = event_batch_str(r->batch, c->text);
	}
	if (p->is_acked && !list)
		ids[alert->n_silenced_by++] = "acknowledgement";
	if (p->is_down)
		ids[alert->n_silenced_by++] = "downtime";
}

static struct alert_data *
make_alert(struct reading *r, const struct problem *p, const char *fingerprint)
{
	struct alert_data *alert = event_batch_alloc(r->batch, sizeof *alert);

	alert->source = event_batch_str(r->batch, r->source->conf->name);
	alert->fingerprint = event_batch_str(r->batch, fingerprint);
	alert->starts_us = p->starts_us;
	alert->inhibited = p->is_unreachable;
	fill_labels(r, p, alert);
	fill_words(r, p, alert);
	fill_holders(r, p, alert);
	alert->runbook = alert->link = "";
	alert->team = event_batch_str(r->batch, r->source->conf->team);
	return alert;
}

/* Times of checks change always, so only what is shown counts. */
static uint64_t
hash_alert(const struct alert_data *alert)
{
	uint64_t hash = hash_word(HASH_START, (uint64_t)alert->starts_us);

	for (size_t i = 0; i < alert->n_labels; i++)
		hash = hash_text(hash_text(hash, alert->labels[i].name), alert->labels[i].value);
	for (size_t i = 0; i < alert->n_silenced_by; i++)
		hash = hash_text(hash, alert->silenced_by[i]);
	hash = hash_text(hash_text(hash, alert->held_by), alert->held_comment);
	return hash_text(hash, alert->summary);
}

static void
take_problem(struct reading *r, struct problem *p)
{
	char *fingerprint = text_clean(p->name, strlen(p->name), TEXT_MAX_LABEL, NULL);
	struct alert_data *alert;
	int64_t since_us = 0;
	enum change change;

	if (!reading_has_room(r, fingerprint)) {
		g_free(fingerprint);
		return;
	}
	if (!json_instant(
		json_member(p->json, p->is_soft ? "last_state_change" : "last_hard_state_change"),
		&since_us))
		since_us = 0;
	p->starts_us = problem_start(changes_note(r->slot->alerts, fingerprint), p->well, since_us);
	alert = make_alert(r, p, fingerprint);
	change = changes_put(r->slot->alerts, fingerprint, 0, hash_alert(alert));
	if (change == CHANGE_TWICE)
		reading_broken(r, _("content: two problems named %s"), fingerprint);
	else
		r->slot->rows++;
	if (change == CHANGE_NEW) {
		reading_add(r, EVENT_ALERT, reading_alert_key(r, fingerprint))->alert = alert;
		problem_set_note(r->slot, fingerprint, p->well, p->starts_us, p->name);
	}
	g_free(fingerprint);
}

void
nagios_read_problem(struct reading *r, json_object *json, bool is_service)
{
	struct problem problem = { 0 };

	if (!fill_problem(r, json, is_service, &problem))
		reading_broken(r, _("content: a problem without a name or a state"));
	else if (!problem.is_soft || r->source->conf->nagios.soft_states)
		take_problem(r, &problem);
	g_free(problem.name);
}
