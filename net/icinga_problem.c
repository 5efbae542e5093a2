/* A host or service of Icinga 2 that is not well, as an alert. */
#include "net/icinga_problem.h"

#include "base/hash.h"
#include "base/lang.h"
#include "base/text.h"
#include "net/icinga_holds.h"
#include "net/json_read.h"
#include "net/problem_note.h"

#include <string.h>

/* One host or service of an answer, lent. */
struct problem {
	const char *name; /* as Icinga has it */
	bool is_service;
	json_object *attrs;
	json_object *host; /* of a service, what is joined of it; NULL */
	double state;      /* never 0 */
	bool is_soft, is_acked, is_down, is_flapping, is_unreachable;
	int64_t starts_us;
};

static double
number_of(json_object *object, const char *name)
{
	double number;

	return json_number(json_member(object, name), &number) ? number : 0;
}

static int64_t
server_now_us(const struct reading *r)
{
	return r->now_us + (r->source->skew_us == UNSAID ? 0 : r->source->skew_us);
}

/* Icinga clears an acknowledgement up to a minute after its end. */
static bool
is_acked(const struct reading *r, json_object *attrs)
{
	int64_t until_us = 0;

	if (number_of(attrs, "acknowledgement") <= 0)
		return false;
	return !json_instant(json_member(attrs, "acknowledgement_expiry"), &until_us) ||
	       until_us == 0 || until_us > server_now_us(r);
}

static double
last_well(const struct problem *p)
{
	return number_of(p->attrs, p->is_service ? "last_state_ok" : "last_state_up");
}

static int64_t
start_of(const struct problem *p, const char *note)
{
	int64_t us = 0;

	if (!json_instant(
		json_member(p->attrs, p->is_soft ? "last_state_change" : "last_hard_state_change"),
		&us))
		us = 0;
	return problem_start(note, last_well(p), us);
}

/* "critical"; Icinga knows no other states. */
static const char *
state_word(const struct problem *p)
{
	static const char *const words[] = { "ok", "warning", "critical", "unknown" };

	if (!p->is_service)
		return "down";
	return p->state >= 1 && p->state <= 3 ? words[(int)p->state] : "unknown";
}

static bool
fill_problem(const struct reading *r, json_object *json, struct problem *p)
{
	const char *type = json_object_get_string(json_member(json, "type"));
	json_object *reachable;

	p->attrs = json_member(json, "attrs");
	p->name = json_object_get_string(json_member(json, "name"));
	p->is_service = g_str_equal(type ? type : "", "Service");
	p->host = json_at(json, "/joins/host");
	p->state = number_of(p->attrs, "state");
	if (!p->name || !*p->name || p->state <= 0)
		return false;
	reachable = json_member(p->attrs, "last_reachable");
	p->is_soft = number_of(p->attrs, "state_type") == 0;
	p->is_acked = is_acked(r, p->attrs);
	p->is_down = number_of(p->attrs, "downtime_depth") > 0;
	p->is_flapping = json_object_get_boolean(json_member(p->attrs, "flapping"));
	p->is_unreachable =
	    (reachable && !json_object_get_boolean(reachable)) ||
	    (number_of(p->host, "state") > 0 && number_of(p->host, "last_check") > 0);
	return true;
}

/* A clean text in the batch; "". */
static const char *
keep_text(struct reading *r, json_object *value, size_t max_bytes, bool *hidden)
{
	char *text = json_text(value, max_bytes, hidden);
	const char *kept = event_batch_str(r->batch, text);

	g_free(text);
	return kept;
}

/* Of the object itself, else of its host. */
static json_object *
attribute(const struct problem *p, const char *pointer)
{
	json_object *own = json_at(p->attrs, pointer);
	bool is_said = own && (!json_object_is_type(own, json_type_string) ||
	                       json_object_get_string_len(own) > 0);

	return is_said ? own : json_at(p->host, pointer);
}

static json_object *
variable(const struct problem *p, const char *name)
{
	json_object *own = json_member(json_member(p->attrs, "vars"), name);

	return own ? own : json_member(json_member(p->host, "vars"), name);
}

static void
add_label(struct alert_data *alert, struct label *labels, const char *name, const char *value)
{
	if (*value)
		labels[alert->n_labels++] = (struct label){ name, value };
}

static void
fill_labels(struct reading *r, const struct problem *p, struct alert_data *alert)
{
	const GPtrArray *names = source_conf_icinga(r->source->conf)->labels;
	struct label *labels = event_batch_alloc(r->batch, (9 + names->len) * sizeof *labels);
	char **parts = g_strsplit(alert->fingerprint, "!", 2);
	const char *word = event_batch_str(r->batch, state_word(p));

	alert->labels = labels;
	add_label(alert, labels, "host", event_batch_str(r->batch, parts[0]));
	add_label(alert, labels, "service", event_batch_str(r->batch, parts[1]));
	g_strfreev(parts);
	add_label(alert, labels, "state", word);
	add_label(alert, labels, "severity", strcmp(word, "down") ? word : "critical");
	add_label(alert, labels, "soft", p->is_soft ? "yes" : "");
	add_label(alert, labels, "flapping", p->is_flapping ? "yes" : "");
	add_label(alert, labels, "downtime", p->is_down ? "yes" : "");
	add_label(alert, labels, "unreachable", p->is_unreachable ? "yes" : "");
	add_label(alert, labels, "acknowledged", p->is_acked ? "yes" : "");
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);

		add_label(alert, labels, event_batch_str(r->batch, name),
		          keep_text(r, variable(p, name), TEXT_MAX_LABEL, &alert->hidden_text));
	}
}

static void
fill_words(struct reading *r, const struct problem *p, struct alert_data *alert)
{
	json_object *host_name = json_member(p->is_service ? p->host : p->attrs, "display_name");
	char *name =
	    json_text(json_member(p->attrs, "display_name"), TEXT_MAX_LABEL, &alert->hidden_text);
	char *host = json_text(host_name, TEXT_MAX_LABEL, &alert->hidden_text);
	const char *output = json_object_get_string(json_at(p->attrs, "/last_check_result/output"));
	char *said = output ? text_clean(output, strcspn(output, "\n"), TEXT_MAX_SUMMARY,
	                                 &alert->hidden_text)
	                    : NULL;
	char *state = g_ascii_strup(state_word(p), -1), *title, *summary;

	if (!host)
		host = g_strndup(alert->fingerprint, strcspn(alert->fingerprint, "!"));
	title = p->is_service ? g_strdup_printf("%s on %s", name ? name : alert->fingerprint, host)
	                      : g_strdup_printf("%s is down", host);
	summary = g_strdup_printf(
	    "%s %s%s%s%s%s%s%s", host, state, p->is_soft ? " (soft)" : "",
	    p->is_flapping ? ", flapping" : "", p->is_unreachable ? ", unreachable" : "",
	    p->is_down ? ", in downtime" : "", said && *said ? ": " : "", said ? said : "");
	alert->title = event_batch_str(r->batch, title);
	alert->summary = event_batch_str(r->batch, summary);
	g_free(summary);
	g_free(title);
	g_free(state);
	g_free(said);
	g_free(host);
	g_free(name);
}

static void
add_holder(struct reading *r, struct alert_data *alert, const char **ids,
           const struct icinga_hold *hold)
{
	int64_t skew_us = r->source->skew_us == UNSAID ? 0 : r->source->skew_us;

	ids[alert->n_silenced_by++] = event_batch_str(r->batch, hold->id);
	if (*alert->held_by)
		return;
	alert->held_by = event_batch_str(r->batch, hold->author);
	alert->held_comment = event_batch_str(r->batch, hold->text);
	alert->held_until_us = hold->until_us > 0 ? hold->until_us - skew_us : 0;
}

/* Who has it: by an acknowledgement, else by a downtime that is in effect. Where Icinga says that
 * somebody has and not who, the word stands for an id. */
static void
fill_holders(struct reading *r, const struct problem *p, struct alert_data *alert)
{
	const struct icinga_hold *comment = icinga_comment(r->source->holds, p->name);
	const GPtrArray *downtimes = icinga_downtimes(r->source->holds, p->name);
	const char **ids =
	    event_batch_alloc(r->batch, ((downtimes ? downtimes->len : 0) + 2) * sizeof *ids);
	size_t n;

	alert->silenced_by = ids;
	alert->held_by = alert->held_comment = "";
	if (p->is_acked && comment)
		add_holder(r, alert, ids, comment);
	else if (p->is_acked)
		ids[alert->n_silenced_by++] = "acknowledgement";
	n = alert->n_silenced_by;
	for (guint i = 0; p->is_down && downtimes && i < downtimes->len; i++)
		if (icinga_is_down(g_ptr_array_index(downtimes, i), server_now_us(r)))
			add_holder(r, alert, ids, g_ptr_array_index(downtimes, i));
	if (p->is_down && alert->n_silenced_by == n)
		ids[alert->n_silenced_by++] = "downtime";
}

static void
post_alert(struct reading *r, const struct problem *p, const char *fingerprint)
{
	const struct icinga_conf *icinga = source_conf_icinga(r->source->conf);
	struct alert_data *alert = event_batch_alloc(r->batch, sizeof *alert);
	struct event *event = reading_add(r, EVENT_ALERT, reading_alert_key(r, fingerprint));
	bool *hidden = &alert->hidden_text;

	alert->source = event_batch_str(r->batch, r->source->conf->name);
	alert->fingerprint = event_batch_str(r->batch, fingerprint);
	alert->starts_us = p->starts_us;
	alert->inhibited = p->is_unreachable;
	fill_labels(r, p, alert);
	fill_words(r, p, alert);
	fill_holders(r, p, alert);
	alert->runbook = keep_text(r, attribute(p, "/notes_url"), TEXT_MAX_SUMMARY, hidden);
	alert->link = keep_text(r, json_member(p->attrs, "action_url"), TEXT_MAX_SUMMARY, hidden);
	alert->team = keep_text(r, variable(p, icinga->team_var ? icinga->team_var : "team"),
	                        TEXT_MAX_LABEL, hidden);
	if (!*alert->team)
		alert->team = event_batch_str(r->batch, r->source->conf->team);
	event->alert = alert;
}

/* What matters of a problem: of a check's result only the words, since its times change always. */
static uint64_t
hash_problem(const struct reading *r, const struct problem *p)
{
	static const char *const members[] = { "display_name", "state", "vars", "notes_url",
		                               "action_url" };
	const struct icinga_hold *comment = icinga_comment(r->source->holds, p->name);
	const GPtrArray *downtimes = icinga_downtimes(r->source->holds, p->name);
	uint64_t hash = hash_word(HASH_START, (uint64_t)p->starts_us), sum = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
		hash = json_hash(hash, json_member(p->attrs, members[i]));
	hash = json_hash(hash, json_at(p->attrs, "/last_check_result/output"));
	hash = json_hash(hash, json_member(p->host, "display_name"));
	hash = json_hash(hash, json_member(p->host, "vars"));
	hash = json_hash(hash, json_member(p->host, "notes_url"));
	hash = hash_word(hash, (uint64_t)(p->is_soft | p->is_acked << 1 | p->is_down << 2 |
	                                  p->is_flapping << 3 | p->is_unreachable << 4));
	if (p->is_acked && comment)
		hash = icinga_hold_hash(hash, comment);
	for (guint i = 0; p->is_down && downtimes && i < downtimes->len; i++)
		if (icinga_is_down(g_ptr_array_index(downtimes, i), server_now_us(r)))
			sum += icinga_hold_hash(HASH_START, g_ptr_array_index(downtimes, i));
	return hash_word(hash, sum);
}

static void
take_problem(struct reading *r, struct problem *p, uint64_t bytes_hash)
{
	char *fingerprint = text_clean(p->name, strlen(p->name), TEXT_MAX_LABEL, NULL);
	enum change change;

	if (!reading_has_room(r, fingerprint)) {
		g_free(fingerprint);
		return;
	}
	p->starts_us = start_of(p, changes_note(r->slot->alerts, fingerprint));
	/* what stands on it can end without a change of these bytes */
	if (p->is_acked || p->is_down)
		bytes_hash = 0;
	change = changes_put(r->slot->alerts, fingerprint, bytes_hash, hash_problem(r, p));
	if (change == CHANGE_TWICE)
		reading_broken(r, _("content: two problems named %s"), fingerprint);
	else
		r->slot->rows++;
	if (change == CHANGE_NEW) {
		post_alert(r, p, fingerprint);
		problem_set_note(r->slot, fingerprint, last_well(p), p->starts_us, p->name);
	}
	g_free(fingerprint);
}

void
icinga_read_problem(struct reading *r, const char *bytes, size_t len)
{
	/* a comment or downtime that changed may change any problem */
	uint64_t bytes_hash =
	    hash_bytes(HASH_START ^ icinga_holds_hash(r->source->holds), bytes, len);
	struct problem problem = { 0 };
	json_object *json;
	struct err e;

	if (changes_has_bytes(r->slot->alerts, bytes_hash)) {
		r->slot->rows++;
		return;
	}
	json = json_read(bytes, len, &e);
	if (!json)
		reading_broken(r, _("%s (in a problem)"), e.text);
	else if (!fill_problem(r, json, &problem))
		reading_broken(r, _("content: a problem without a name or a state"));
	else
		take_problem(r, &problem, bytes_hash);
	json_object_put(json);
}
