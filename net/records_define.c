/* Records that define what the room is made of: teams, people, phases, gates, risks, money. */
#include "net/records.h"

#include "base/lang.h"
#include "base/text.h"
#include "net/json_read.h"
#include "room/match.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Appends the event unless the record turned out to be broken. */
static struct event *
tell(struct record *x, enum event_kind kind, const char *id)
{
	return x->is_broken ? NULL : reading_add(x->r, kind, id);
}

static const char *
label(struct record *x, const char *field)
{
	return record_text(x, field, TEXT_MAX_LABEL);
}

void
read_team(struct record *x, const char *const *fields)
{
	const char *id = record_take(x, fields);
	struct team *team;
	struct event *event;

	if (!id)
		return;
	team = event_batch_alloc(x->r->batch, sizeof *team);
	*team = (struct team){ id, label(x, "title"), label(x, "brief"), label(x, "group") };
	event = tell(x, EVENT_DEFINE_TEAM, id);
	if (event)
		event->team = team;
}

/* "08:00-20:00" */
static void
read_shift(struct record *x, struct person *person)
{
	const char *text = label(x, "shift");
	int h1, m1, h2, m2, end = 0;

	person->shift_from_min = person->shift_to_min = UNSAID;
	if (!text || !*text)
		return;
	if (sscanf(text, "%2d:%2d-%2d:%2d%n", &h1, &m1, &h2, &m2, &end) != 4 || text[end] ||
	    h1 < 0 || h1 > 24 || h2 < 0 || h2 > 24 || m1 < 0 || m1 > 59 || m2 < 0 || m2 > 59) {
		record_fail(x, _("'shift' is not like 08:00-20:00"));
		return;
	}
	person->shift_from_min = h1 * 60 + m1;
	person->shift_to_min = h2 * 60 + m2;
}

void
read_person(struct record *x, const char *const *fields)
{
	static const char *const duties[] = { "on", "standby", "off", "away", NULL };
	const char *id = record_take(x, fields);
	struct person *person;
	struct event *event;

	if (!id)
		return;
	person = event_batch_alloc(x->r->batch, sizeof *person);
	person->id = id;
	person->name = label(x, "name");
	person->team = label(x, "team");
	person->role = label(x, "role");
	person->contact = label(x, "contact");
	person->email = label(x, "email");
	person->duty = (enum duty)record_choice(x, "duty", duties);
	read_shift(x, person);
	event = tell(x, EVENT_DEFINE_PERSON, id);
	if (event)
		event->define_person = person;
}

void
read_phase(struct record *x, const char *const *fields)
{
	const char *id = record_take(x, fields);
	struct phase *phase;
	struct event *event;

	if (!id)
		return;
	phase = event_batch_alloc(x->r->batch, sizeof *phase);
	phase->id = id;
	phase->title = label(x, "title");
	phase->parent = label(x, "parent");
	phase->start_us = record_instant(x, "start");
	phase->end_us = record_instant(x, "end");
	phase->actual_start_us = record_instant(x, "actual_start");
	phase->actual_end_us = record_instant(x, "actual_end");
	phase->done_share = record_number(x, "done");
	if (phase->start_us != UNSAID && phase->end_us != UNSAID &&
	    phase->end_us <= phase->start_us)
		record_fail(x, _("ends before it starts"));
	event = tell(x, EVENT_DEFINE_PHASE, id);
	if (event)
		event->phase = phase;
}

void
read_gate(struct record *x, const char *const *fields)
{
	const char *id = record_take(x, fields);
	struct gate *gate;
	struct event *event;

	if (!id)
		return;
	gate = event_batch_alloc(x->r->batch, sizeof *gate);
	gate->id = id;
	gate->title = label(x, "title");
	gate->phase = label(x, "phase");
	gate->team = label(x, "team");
	gate->owner = NULL; /* who may sign it, the configuration alone says */
	gate->criteria = record_text(x, "criteria", TEXT_MAX_BODY);
	gate->due_us = record_instant(x, "due");
	event = tell(x, EVENT_DEFINE_GATE, id);
	if (event)
		event->gate = gate;
}

/* "R", "A/R", "A wang": letters, then a person. */
static bool
read_cell(struct record *x, const char *team, json_object *value, struct raci_cell *cell)
{
	static const char letters[] = "RACI";
	const char *p;
	char *text = json_text(value, TEXT_MAX_LABEL, &x->has_hidden);

	for (p = text ? text : ""; *p && *p != ' '; p++) {
		const char *letter = strchr(letters, *p);

		if (letter)
			cell->letters |= 1u << (letter - letters);
		else if (*p != '/')
			break;
	}
	cell->team = event_batch_str(x->r->batch, team);
	while (*p == ' ')
		p++;
	cell->person = event_batch_str(x->r->batch, p);
	if (!cell->letters || (text && p > text && *p && p[-1] != ' '))
		record_fail(x, _("'raci' of %s is not like \"A/R\" or \"A wang\""), cell->team);
	g_free(text);
	return !x->is_broken;
}

static void
read_raci(struct record *x, struct risk *risk)
{
	json_object *object = record_get(x, "raci");
	struct raci_cell *cells;

	if (!object)
		return;
	if (!json_object_is_type(object, json_type_object)) {
		record_fail(x, _("'raci' is no object of teams"));
		return;
	}
	cells = event_batch_alloc(x->r->batch,
	                          (size_t)json_object_object_length(object) * sizeof *cells + 1);
	risk->raci = cells;
	json_object_object_foreach(object, key, value)
	{
		char *team = text_clean(key, strlen(key), TEXT_MAX_LABEL, NULL);

		if (read_cell(x, team, value, &cells[risk->n_raci]))
			risk->n_raci++;
		g_free(team);
	}
}

/* "alertname=X,severity=critical"; commas inside a value's quotes do not cut. */
static bool
read_matchers(struct record *x, json_object *value, struct matcher_list *list)
{
	char *text = json_text(value, TEXT_MAX_SUMMARY, &x->has_hidden), **parts;
	struct matcher *matchers;
	struct err e;

	if (!text)
		return record_fail(
		    x, _("'match' is no list of texts like \"alertname=X,severity=critical\""));
	parts = g_strsplit(text, ",", 0);
	matchers = event_batch_alloc(x->r->batch, g_strv_length(parts) * sizeof *matchers + 1);
	list->matchers = matchers;
	for (size_t i = 0; parts[i] && !x->is_broken; i++) {
		if (matcher_parse(x->r->batch, g_strstrip(parts[i]), &matchers[list->n], &e))
			list->n++;
		else
			record_fail(x, _("'match': %s"), e.text);
	}
	g_strfreev(parts);
	g_free(text);
	return !x->is_broken;
}

static void
read_matches(struct record *x, struct risk *risk)
{
	json_object *value = record_get(x, "match");
	struct matcher_list *lists;
	size_t n;

	if (!value)
		return;
	if (!json_object_is_type(value, json_type_array)) {
		record_fail(
		    x, _("'match' is no list of texts like \"alertname=X,severity=critical\""));
		return;
	}
	n = json_object_array_length(value);
	lists = event_batch_alloc(x->r->batch, n * sizeof *lists + 1);
	risk->matches = lists;
	for (risk->n_matches = 0; risk->n_matches < n; risk->n_matches++)
		if (!read_matchers(x, json_object_array_get_idx(value, risk->n_matches),
		                   &lists[risk->n_matches]))
			return;
}

void
read_risk(struct record *x, const char *const *fields)
{
	static const char *const levels[] = { "general", "key", "urgent", NULL };
	const char *id = record_take(x, fields);
	struct risk *risk;
	struct event *event;

	if (!id)
		return;
	risk = event_batch_alloc(x->r->batch, sizeof *risk);
	risk->id = id;
	risk->title = label(x, "title");
	risk->kind = label(x, "kind");
	risk->level = (enum risk_level)record_choice(x, "level", levels);
	risk->probability = record_number(x, "probability");
	risk->scope = record_number(x, "scope");
	risk->recovery_cost_minor = record_money(x, "recovery_cost");
	risk->affected_users = record_number(x, "affected_users");
	risk->user_value_minor = record_money(x, "user_value");
	risk->harm = record_number(x, "harm");
	risk->plan = label(x, "plan");
	risk->runbook = record_text(x, "runbook", TEXT_MAX_SUMMARY);
	read_raci(x, risk);
	read_matches(x, risk);
	event = tell(x, EVENT_DEFINE_RISK, id);
	if (event)
		event->risk = risk;
}

void
read_line(struct record *x, const char *const *fields)
{
	static const char *const classes[] = { "core", "other", "reserve", NULL };
	const char *id = record_take(x, fields);
	struct line *line;
	struct event *event;

	if (!id)
		return;
	line = event_batch_alloc(x->r->batch, sizeof *line);
	line->id = id;
	line->title = label(x, "title");
	line->team = label(x, "team");
	line->region = label(x, "region");
	line->class = (enum line_class)record_choice(x, "class", classes);
	line->planned_minor = record_money(x, "planned");
	line->committed_minor = record_money(x, "committed");
	line->actual_minor = record_money(x, "actual");
	line->as_of_us = record_instant(x, "as_of");
	line->floor_minor = record_money(x, "floor");
	line->cap_minor = record_money(x, "cap");
	line->return_ratio = record_number(x, "return");
	event = tell(x, EVENT_DEFINE_LINE, id);
	if (event)
		event->line = line;
}
