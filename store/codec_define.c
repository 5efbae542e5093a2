/* Definitions that come from endpoints as JSON texts, as the journal keeps them. */
#include "store/codec_define.h"

#include "store/codec.h"

#include <json-c/json.h>
#include <math.h>
#include <stddef.h>

enum field_type { FIELD_TEXT, FIELD_INT, FIELD_NUMBER, FIELD_CHOICE };

struct field {
	const char *name; /* stands in journals: never changes */
	enum field_type type;
	size_t at;
	int last; /* of a choice: what is beyond is unsaid */
};

#define TEXT(type, member) \
	{ \
#member, FIELD_TEXT, offsetof(struct type, member), 0 \
	}
#define INT(type, member) \
	{ \
#member, FIELD_INT, offsetof(struct type, member), 0 \
	}
#define NUMBER(type, member) \
	{ \
#member, FIELD_NUMBER, offsetof(struct type, member), 0 \
	}
#define CHOICE(type, member, last) \
	{ \
#member, FIELD_CHOICE, offsetof(struct type, member), last \
	}

/* Every number and instant of a structure must stand here: zero would say something. */
/* clang-format off */
static const struct field team_fields[] = {
	TEXT(team, id), TEXT(team, title), TEXT(team, brief), TEXT(team, group), { 0 }
};
static const struct field person_fields[] = {
	TEXT(person, id), TEXT(person, name), TEXT(person, team), TEXT(person, role),
	TEXT(person, contact), TEXT(person, email), CHOICE(person, duty, DUTY_AWAY), INT(person, shift_from_min),
	INT(person, shift_to_min), { 0 }
};
static const struct field phase_fields[] = {
	TEXT(phase, id), TEXT(phase, title), TEXT(phase, parent), INT(phase, start_us),
	INT(phase, end_us), INT(phase, actual_start_us), INT(phase, actual_end_us),
	NUMBER(phase, done_share), { 0 }
};
static const struct field gate_fields[] = {
	TEXT(gate, id), TEXT(gate, title), TEXT(gate, phase), TEXT(gate, team),
	TEXT(gate, owner), TEXT(gate, criteria), INT(gate, due_us), { 0 }
};
static const struct field risk_fields[] = {
	TEXT(risk, id), TEXT(risk, title), TEXT(risk, kind), CHOICE(risk, level, RISK_URGENT),
	NUMBER(risk, probability), NUMBER(risk, scope), INT(risk, recovery_cost_minor),
	NUMBER(risk, affected_users), INT(risk, user_value_minor), NUMBER(risk, harm),
	TEXT(risk, plan), TEXT(risk, runbook), { 0 }
};
static const struct field line_fields[] = {
	TEXT(line, id), TEXT(line, title), TEXT(line, team), TEXT(line, region),
	CHOICE(line, class, LINE_RESERVE), INT(line, planned_minor), INT(line, committed_minor),
	INT(line, actual_minor), INT(line, as_of_us), INT(line, floor_minor),
	INT(line, cap_minor), NUMBER(line, return_ratio), { 0 }
};
static const struct field metric_fields[] = {
	TEXT(metric, id), TEXT(metric, title), TEXT(metric, unit), TEXT(metric, group),
	TEXT(metric, source), TEXT(metric, team), CHOICE(metric, direction, DIRECTION_LOWER),
	NUMBER(metric, target), NUMBER(metric, warn), NUMBER(metric, crit),
	NUMBER(metric, warn_clear), NUMBER(metric, crit_clear), INT(metric, clear_hold_us),
	INT(metric, hold_us), INT(metric, max_age_us), INT(metric, decimals),
	NUMBER(metric, baseline), NUMBER(metric, benchmark), NUMBER(metric, weight), { 0 }
};
/* clang-format on */

static const struct form {
	enum event_kind kind;
	size_t size, at; /* of the structure; of the pointer to it in struct event */
	const struct field *fields;
} forms[] = {
	{ EVENT_DEFINE_TEAM, sizeof(struct team), offsetof(struct event, team), team_fields },
	{ EVENT_DEFINE_PERSON, sizeof(struct person), offsetof(struct event, define_person),
	  person_fields },
	{ EVENT_DEFINE_PHASE, sizeof(struct phase), offsetof(struct event, phase), phase_fields },
	{ EVENT_DEFINE_GATE, sizeof(struct gate), offsetof(struct event, gate), gate_fields },
	{ EVENT_DEFINE_RISK, sizeof(struct risk), offsetof(struct event, risk), risk_fields },
	{ EVENT_DEFINE_LINE, sizeof(struct line), offsetof(struct event, line), line_fields },
	{ EVENT_DEFINE_METRIC, sizeof(struct metric), offsetof(struct event, metric),
	  metric_fields },
};

static const struct form *
form_of(enum event_kind kind)
{
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (forms[i].kind == kind)
			return &forms[i];
	return NULL;
}

bool
codec_define_knows(enum event_kind kind)
{
	return form_of(kind) != NULL;
}

static struct json_object *
value_of(const struct field *f, const char *from)
{
	const char *text;
	int64_t number;
	double value;

	switch (f->type) {
	case FIELD_TEXT:
		text = *(const char *const *)(from + f->at);
		return text ? json_object_new_string(text) : NULL;
	case FIELD_INT:
		number = *(const int64_t *)(from + f->at);
		return number != UNSAID ? json_object_new_int64(number) : NULL;
	case FIELD_NUMBER:
		value = *(const double *)(from + f->at);
		return isfinite(value) ? json_object_new_double(value) : NULL;
	case FIELD_CHOICE:
		number = *(const int *)(from + f->at);
		return number ? json_object_new_int64(number) : NULL;
	}
	return NULL;
}

/* [[team, letters, person], ...] */
static void
put_raci(struct json_object *doc, const struct risk *risk)
{
	struct json_object *row;

	if (!risk->raci)
		return;
	row = json_object_new_array();
	for (size_t i = 0; i < risk->n_raci; i++) {
		struct json_object *cell = json_object_new_array();

		json_object_array_add(cell, json_object_new_string(risk->raci[i].team));
		json_object_array_add(cell, json_object_new_int64(risk->raci[i].letters));
		json_object_array_add(
		    cell, json_object_new_string(risk->raci[i].person ? risk->raci[i].person : ""));
		json_object_array_add(row, cell);
	}
	json_object_object_add(doc, "raci", row);
}

/* [[label, op, value, label, op, value, ...], ...] */
static void
put_matches(struct json_object *doc, const struct risk *risk)
{
	struct json_object *lists;

	if (!risk->matches)
		return;
	lists = json_object_new_array();
	for (size_t i = 0; i < risk->n_matches; i++) {
		const struct matcher_list *from = &risk->matches[i];
		struct json_object *list = json_object_new_array();

		for (size_t m = 0; m < from->n; m++) {
			json_object_array_add(list,
			                      json_object_new_string(from->matchers[m].label));
			json_object_array_add(list, json_object_new_int64(from->matchers[m].op));
			json_object_array_add(list,
			                      json_object_new_string(from->matchers[m].value));
		}
		json_object_array_add(lists, list);
	}
	json_object_object_add(doc, "match", lists);
}

void
codec_define_put(struct json_object *doc, const struct event *event)
{
	const struct form *form = form_of(event->kind);
	const char *from = form ? *(const char *const *)((const char *)event + form->at) : NULL;

	if (!from)
		return;
	for (const struct field *f = form->fields; f->name; f++) {
		struct json_object *value = value_of(f, from);

		if (value)
			json_object_object_add(doc, f->name, value);
	}
	if (event->kind == EVENT_DEFINE_RISK) {
		put_raci(doc, event->risk);
		put_matches(doc, event->risk);
	}
}

static double
number_of(struct json_object *value)
{
	double number = json_object_get_double(value);

	return isfinite(number) ? number : NAN;
}

/* 0 when it is none of those up to the last. */
static int
choice_of(struct json_object *value, int last)
{
	int choice = json_object_get_int(value);

	return choice > 0 && choice <= last ? choice : 0;
}

static void
read_field(struct event_batch *batch, struct json_object *doc, const struct field *f, char *to)
{
	struct json_object *value = NULL;
	bool is_said = json_object_object_get_ex(doc, f->name, &value);

	switch (f->type) {
	case FIELD_TEXT:
		*(const char **)(to + f->at) =
		    is_said ? codec_text(batch, json_object_get_string(value)) : NULL;
		break;
	case FIELD_INT:
		*(int64_t *)(to + f->at) = is_said ? json_object_get_int64(value) : UNSAID;
		break;
	case FIELD_NUMBER:
		*(double *)(to + f->at) = is_said ? number_of(value) : NAN;
		break;
	case FIELD_CHOICE:
		*(int *)(to + f->at) = is_said ? choice_of(value, f->last) : 0;
		break;
	}
}

/* NULL: there is no such list. */
static struct json_object *
get_list(struct json_object *doc, const char *name)
{
	struct json_object *list;

	return json_object_object_get_ex(doc, name, &list) &&
	               json_object_is_type(list, json_type_array)
	           ? list
	           : NULL;
}

static const char *
text_at(struct event_batch *batch, struct json_object *list, size_t i)
{
	return codec_text(batch, json_object_get_string(json_object_array_get_idx(list, i)));
}

static void
read_raci(struct event_batch *batch, struct json_object *doc, struct risk *risk)
{
	struct json_object *row = get_list(doc, "raci");
	struct raci_cell *cells;

	if (!row)
		return;
	risk->n_raci = json_object_array_length(row);
	cells = event_batch_alloc(batch, risk->n_raci * sizeof *cells + 1);
	for (size_t i = 0; i < risk->n_raci; i++) {
		struct json_object *cell = json_object_array_get_idx(row, i);

		if (!json_object_is_type(cell, json_type_array)) {
			risk->n_raci = i;
			break;
		}
		cells[i].team = text_at(batch, cell, 0);
		cells[i].letters =
		    (unsigned)json_object_get_int(json_object_array_get_idx(cell, 1)) &
		    (RACI_R | RACI_A | RACI_C | RACI_I);
		cells[i].person = text_at(batch, cell, 2);
	}
	risk->raci = cells;
}

static void
read_matchers(struct event_batch *batch, struct json_object *from, struct matcher_list *list)
{
	struct matcher *matchers;

	if (!json_object_is_type(from, json_type_array))
		return;
	list->n = json_object_array_length(from) / 3;
	matchers = event_batch_alloc(batch, list->n * sizeof *matchers + 1);
	for (size_t i = 0; i < list->n; i++) {
		matchers[i].label = text_at(batch, from, 3 * i);
		matchers[i].op = (enum match_op)choice_of(
		    json_object_array_get_idx(from, 3 * i + 1), MATCH_NOT_REGEX);
		matchers[i].value = text_at(batch, from, 3 * i + 2);
	}
	list->matchers = matchers;
}

static void
read_matches(struct event_batch *batch, struct json_object *doc, struct risk *risk)
{
	struct json_object *from = get_list(doc, "match");
	struct matcher_list *lists;

	if (!from)
		return;
	risk->n_matches = json_object_array_length(from);
	lists = event_batch_alloc(batch, risk->n_matches * sizeof *lists + 1);
	for (size_t i = 0; i < risk->n_matches; i++)
		read_matchers(batch, json_object_array_get_idx(from, i), &lists[i]);
	risk->matches = lists;
}

void
codec_define_read(struct event_batch *batch, struct json_object *doc, struct event *event)
{
	const struct form *form = form_of(event->kind);
	char *to;

	if (!form)
		return;
	to = event_batch_alloc(batch, form->size);
	for (const struct field *f = form->fields; f->name; f++)
		read_field(batch, doc, f, to);
	*(char **)((char *)event + form->at) = to;
	if (event->kind == EVENT_DEFINE_RISK) {
		read_raci(batch, doc, (struct risk *)(void *)to);
		read_matches(batch, doc, (struct risk *)(void *)to);
	}
}
