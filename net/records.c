/* The kinds of records of a json document, and how a document is walked for them. */
#include "net/records.h"

#include "base/lang.h"
#include "base/text.h"
#include "net/json_read.h"

#include <string.h>

/* The fields of each kind, by their native names; doc/native-json.md describes them for people. */
static const char *const team_fields[] = { "id", "title", "brief", "group", NULL };
static const char *const person_fields[] = { "id",    "name", "team",  "role", "contact",
	                                     "email", "duty", "shift", NULL };
static const char *const phase_fields[] = { "id",           "title",      "parent", "start", "end",
	                                    "actual_start", "actual_end", "done",   NULL };
static const char *const gate_fields[] = {
	"id", "title", "phase", "team", "criteria", "due", NULL
};
static const char *const risk_fields[] = {
	"id",    "title",         "kind",           "level",      "probability",
	"scope", "recovery_cost", "affected_users", "user_value", "harm",
	"raci",  "match",         "plan",           "runbook",    NULL
};
static const char *const line_fields[] = { "id",      "title",     "team",   "region", "class",
	                                   "planned", "committed", "actual", "as_of",  "floor",
	                                   "cap",     "return",    NULL };
static const char *const metric_fields[] = { "id",     "title", "unit", "group",    "direction",
	                                     "target", "warn",  "crit", "baseline", NULL };
static const char *const alert_fields[] = { "id",   "title",   "summary",      "severity",
	                                    "team", "starts",  "labels",       "runbook",
	                                    "link", "held_by", "held_comment", "held_until",
	                                    NULL };

/* One row a kind: its name in the native form, its reader, its fields. */
static const struct kind {
	const char *name;
	record_reader *read;
	const char *const *fields;
} kinds[] = {
	{ "teams", read_team, team_fields },       { "people", read_person, person_fields },
	{ "phases", read_phase, phase_fields },    { "gates", read_gate, gate_fields },
	{ "risks", read_risk, risk_fields },       { "budget", read_line, line_fields },
	{ "metrics", read_metric, metric_fields }, { "alerts", read_alert_record, alert_fields },
};

const char *
record_take(struct record *x, const char *const *fields)
{
	const char *id = record_text(x, "id", TEXT_MAX_LABEL);
	enum change change;

	if (!id || !*id)
		record_fail(x, _("has no id"));
	if (x->is_broken)
		return NULL;
	x->key = g_strconcat(x->what, "/", id, NULL);
	change = changes_put(x->r->slot->others, x->key, 0, record_hash(x, fields));
	if (change == CHANGE_TWICE)
		record_fail(x, _("has the id %s, which another has already"), id);
	return change == CHANGE_NEW ? id : NULL;
}

static void
read_list(struct reading *r, const struct kind *kind, json_object *list)
{
	size_t n = json_object_array_length(list);

	for (size_t i = 0; i < n; i++) {
		json_object *json = json_object_array_get_idx(list, i);
		const char *where = r->slot->query->where;
		struct record x;

		if (where && !json_says(json, where))
			continue;
		record_init(&x, r, json, kind->name, i);
		if (!x.is_broken)
			kind->read(&x, kind->fields);
		r->slot->rows += !x.is_broken;
		record_fini(&x);
	}
	if (kind->read == read_alert_record)
		changes_end(r->slot->alerts, reading_gone, r);
}

/* The native form: an object with any of the lists. */
static bool
read_room(struct reading *r, json_object *root, struct err *e)
{
	size_t found = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		json_object *list = json_member(root, kinds[i].name);

		if (json_object_is_type(list, json_type_array)) {
			found++;
			read_list(r, &kinds[i], list);
		} else if (list) {
			reading_broken(r, _("content: '%s' is no list"), kinds[i].name);
		}
	}
	if (!found)
		return err_set(
		    e, _("content: it has none of the lists of a room: teams, people, ..."));
	changes_end(r->slot->others, NULL, NULL);
	return true;
}

bool
records_read(struct reading *r, json_object *root, struct err *e)
{
	const struct source_query *query = r->slot->query;
	const char *pointer = query->elements ? query->elements : "";
	json_object *list;

	if (!query->shows || !strcmp(query->shows, "room"))
		return read_room(r, root, e);
	list = json_at(root, pointer);
	if (!json_object_is_type(list, json_type_array))
		return err_set(e, _("content: there is no list at \"%s\""), pointer);
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (strcmp(kinds[i].name, query->shows))
			continue;
		read_list(r, &kinds[i], list);
		changes_end(r->slot->others, NULL, NULL);
		return true;
	}
	return err_set(e, _("content: the room has no '%s' to show"), query->shows);
}
