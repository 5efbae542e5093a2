/* Incidents of the review: each firing of an alert and each episode of a risk, with its timeline. */
#include "room/review.h"

#include "base/lang.h"
#include "room/ack.h"
#include "room/apply.h"
#include "room/own_alert.h"
#include "room/team.h"
#include "room/watchdog.h"

#include <string.h>

/* An acknowledgement, until it is known whether it was taken back. */
struct review_ack {
	char *id, *person;
	int64_t at_us;
	bool is_taken_back;
};

static void
ack_free(void *ack)
{
	struct review_ack *a = ack;

	g_free(a->id);
	g_free(a->person);
	g_free(a);
}

static void
line_free(void *line)
{
	struct review_line *l = line;

	g_free(l->person);
	g_free(l->text);
	g_free(l);
}

void
incident_free(void *incident)
{
	struct incident *i = incident;

	g_free(i->key);
	g_free(i->title);
	g_free(i->tier);
	g_free(i->team);
	g_free(i->risk);
	g_free(i->seen_by);
	g_free(i->handled_by);
	g_free(i->handled_id);
	g_free(i->feedback);
	g_free(i->escalated_to);
	g_free(i->handed_team);
	g_ptr_array_unref(i->lines);
	g_ptr_array_unref(i->acks);
	g_free(i);
}

static void
text_set(char **to, const char *text)
{
	g_free(*to);
	*to = g_strdup(text ? text : "");
}

/* "what: why", or "what" alone. */
void
incident_add_line(struct incident *i, int64_t at_us, const char *person, const char *what,
                  const char *why)
{
	struct review_line *line = g_new(struct review_line, 1);

	*line = (struct review_line){ .at_us = at_us,
		                      .person = g_strdup(person),
		                      .text = g_strconcat(what, *why ? ": " : "", why, NULL) };
	g_ptr_array_add(i->lines, line);
}

static void
add_line(struct incident *i, const struct event *event, const char *what, const char *why)
{
	incident_add_line(i, event->at_us, event->person, what, why);
}

static struct incident *
begin(struct review *r, const char *key, int64_t at_us)
{
	struct incident *i = g_new(struct incident, 1);

	*i = (struct incident){
		.key = g_strdup(key),
		.title = g_strdup(key),
		.tier = g_strdup(""),
		.team = g_strdup(""),
		.risk = g_strdup(""),
		.limit_us = UNSAID,
		.first_us = UNSAID,
		.starts_us = UNSAID,
		.asks_us = at_us,
		.seen_us = UNSAID,
		.handled_us = UNSAID,
		.recovered_us = UNSAID,
		.seen_by = g_strdup(""),
		.handled_by = g_strdup(""),
		.handled_id = g_strdup(""),
		.feedback = g_strdup(""),
		.escalated_to = g_strdup(""),
		.handed_team = g_strdup(""),
		.lines = g_ptr_array_new_with_free_func(line_free),
		.acks = g_ptr_array_new_with_free_func(ack_free),
	};
	g_ptr_array_add(r->incidents, i);
	g_hash_table_replace(r->open, g_strdup(key), i);
	return i;
}

/* What the room makes of it now: a tier that rose stays risen. */
static void
look(struct review *r, struct incident *i)
{
	const struct alert *alert = room_alert(r->room, i->key);

	if (!alert)
		return;
	text_set(&i->title, alert->title);
	text_set(&i->team, alert->team);
	if (alert->risk)
		text_set(&i->risk, alert->risk->is.id);
	if (alert->tier && (i->rank == 0 || alert->tier->is.rank < i->rank)) {
		text_set(&i->tier, alert->tier->is.id);
		i->rank = alert->tier->is.rank;
		i->limit_us = alert->tier->is.limit_us;
	}
}

/* The room's own alerts are not journaled, only what was done about them: their key says what they are. */
static void
name_own(struct incident *i)
{
	if (own_alert_is(i->key))
		text_set(&i->title, i->key + strlen(OWN_ALERT_SOURCE "/own:"));
}

/* The rule is quicker than the journal of what sources show: the first step may be told before the alert. */
static bool
is_awaited(const struct incident *i)
{
	return i->first_us == UNSAID && i->recovered_us == UNSAID;
}

/* A source that does not say since when it fires means another one when it comes back. */
static bool
is_new_firing(const struct incident *i, int64_t starts_us)
{
	if (i->starts_us == UNSAID || starts_us == UNSAID)
		return i->recovered_us != UNSAID;
	return ack_is_new_firing(i->starts_us, starts_us);
}

static void
take_alert(struct review *r, const struct event *event)
{
	char *key = g_strconcat(event->alert->source, "/", event->alert->fingerprint, NULL);
	struct incident *i = g_hash_table_lookup(r->open, key);
	const struct alert *alert = room_alert(r->room, key);
	int64_t starts_us = event->alert->starts_us;

	if (!i || (!is_awaited(i) && is_new_firing(i, starts_us)))
		i = begin(r, key, event->at_us);
	g_free(key);
	i->starts_us = starts_us;
	if (i->first_us == UNSAID) {
		i->first_us = event->at_us;
		i->asks_us = alert ? MIN(alert->asks_base_us, event->at_us) : event->at_us;
		add_line(i, event, _("first seen"), event->alert->summary);
	} else if (i->recovered_us != UNSAID) {
		i->recovered_us = UNSAID;
		add_line(i, event, _("fires again"), "");
	}
	look(r, i);
}

static void
take_gone(struct review *r, const struct event *event)
{
	struct incident *i = g_hash_table_lookup(r->open, event->subject);

	if (!i || i->recovered_us != UNSAID)
		return;
	i->recovered_us = event->at_us;
	add_line(i, event, _("recovered"), "");
}

static char *
risk_key(const char *risk)
{
	return g_strconcat("risk ", risk, NULL);
}

static void
take_trigger(struct review *r, const struct event *event)
{
	char *key = risk_key(event->subject);
	struct incident *i = g_hash_table_lookup(r->open, key);
	const struct risk_state *risk = room_risk(r->room, event->subject);

	if (!i || i->recovered_us != UNSAID) {
		i = begin(r, key, event->at_us);
		i->is_risk = true;
		i->first_us = event->number != UNSAID ? event->number : event->at_us;
		text_set(&i->key, event->subject);
		text_set(&i->risk, event->subject);
		text_set(&i->title, risk ? risk->is.title : event->subject);
		i->rank = risk && risk->is.level ? RISK_URGENT - risk->is.level + 1 : 0;
		for (size_t k = 0; risk && k < risk->is.n_raci; k++)
			if (risk->is.raci[k].letters & RACI_A)
				text_set(&i->team, risk->is.raci[k].team);
		add_line(i, event, _("triggered"), event->text);
	}
	g_free(key);
}

static void
take_clear(struct review *r, const struct event *event)
{
	char *key = risk_key(event->subject);
	struct incident *i = g_hash_table_lookup(r->open, key);

	g_free(key);
	if (!i || i->recovered_us != UNSAID)
		return;
	i->recovered_us = event->at_us;
	add_line(i, event, _("cleared"), event->text);
}

/* What an action is about: the present firing of an alert, or one that no source has shown; the episode of a
 * risk. NULL: a risk that is not triggered. */
static struct incident *
about(struct review *r, const struct event *event)
{
	char *key = room_risk(r->room, event->subject) ? risk_key(event->subject)
	                                               : g_strdup(event->subject);
	struct incident *i = g_hash_table_lookup(r->open, key);
	bool is_alert = strcmp(key, event->subject) == 0;
	bool is_rule = event->kind == EVENT_ESCALATE && !*event->person;

	/* recovered and not urgent, it no longer asks: the rule speaks of the next firing */
	g_free(key);
	if (!is_alert)
		return i;
	if (!i || (is_rule && i->recovered_us != UNSAID && i->rank != 1)) {
		i = begin(r, event->subject, event->at_us);
		name_own(i);
		look(r, i);
	}
	return i;
}

static void
take_ack(struct incident *i, const struct event *event)
{
	struct review_ack *ack = g_new(struct review_ack, 1);

	*ack = (struct review_ack){ .id = g_strdup(event->id),
		                    .person = g_strdup(event->person),
		                    .at_us = event->at_us };
	g_ptr_array_add(i->acks, ack);
	add_line(i, event, _("acknowledged"), event->text);
}

static void
take_back(struct incident *i, const struct event *event)
{
	for (guint k = 0; k < i->acks->len; k++) {
		struct review_ack *ack = g_ptr_array_index(i->acks, k);

		if (strcmp(ack->id, event->cause) == 0)
			ack->is_taken_back = true;
	}
	if (g_strcmp0(event->target, DEED_DONE) == 0) {
		add_line(i, event, _("not handled after all"), event->text);
		if (strcmp(i->handled_id, event->cause) != 0)
			return;
		i->handled_us = UNSAID;
		text_set(&i->handled_by, "");
		text_set(&i->handled_id, "");
		return;
	}
	add_line(i, event, _("took the acknowledgement back"), event->text);
}

static void
take_done(struct incident *i, const struct event *event)
{
	if (*event->cause) {
		add_line(i, event, _("what was decided is done"), event->text);
		return;
	}
	add_line(i, event, _("done"), event->text);
	if (i->handled_us != UNSAID && i->handled_us <= event->at_us)
		return;
	i->handled_us = event->at_us;
	text_set(&i->handled_by, event->person);
	text_set(&i->handled_id, event->id);
	text_set(&i->feedback, event->text);
}

/* The team of whom it goes to: a person's, or itself. */
static const char *
team_of(const struct room *room, const char *target)
{
	const struct person *person = room_person(room, target);

	return person ? person->team : target;
}

static void
hand_over(struct incident *i, const char *team)
{
	if (!*team || strcmp(team, i->team) == 0)
		return;
	i->handed_over++;
	if (*i->handed_team && strcmp(i->handed_team, team) != 0)
		i->misdirected++;
	text_set(&i->handed_team, team);
}

static void
take_assignment(const struct review *r, struct incident *i, const struct event *event)
{
	char *what = g_strconcat(_("assigned to "), event->target, NULL);

	add_line(i, event, what, event->text);
	g_free(what);
	hand_over(i, team_of(r->room, event->target));
}

/* What is no more than a line of the timeline, and how it begins; NULL: something else. */
static const char *
word_of(enum event_kind kind)
{
	switch (kind) {
	case EVENT_SILENCE:
		return _("silenced");
	case EVENT_NOTE:
		return _("note");
	case EVENT_DECIDE:
		return _("decided");
	case EVENT_CORRECT:
		return _("corrected");
	case EVENT_NOTICE:
		return _("notice to");
	case EVENT_ANSWER:
		return _("notice seen");
	case EVENT_FEEDBACK_LATE:
		return _("feedback is late of");
	case EVENT_EXPIRE:
		return _("expired");
	default:
		return NULL;
	}
}

static void
take_word(struct incident *i, const struct event *event)
{
	bool has_target = event->kind == EVENT_NOTICE || event->kind == EVENT_FEEDBACK_LATE;
	char *what = has_target ? g_strconcat(word_of(event->kind), " ", event->target, NULL)
	                        : g_strdup(word_of(event->kind));

	add_line(i, event, what, event->text);
	g_free(what);
}

static void
take_escalation(struct review *r, struct incident *i, const struct event *event)
{
	char *what = g_strdup_printf(_("escalated to %s (step %d)"),
	                             *event->target ? event->target : _("nobody"),
	                             (int)MAX(event->number, 1));

	add_line(i, event, what, event->text);
	g_free(what);
	text_set(&i->escalated_to, event->target);
	if (*event->person)
		hand_over(i, team_of(r->room, event->target));
	else if (event->until_us != UNSAID)
		i->missed++;
	i->step = MAX(i->step, MAX(event->number, 1));
}

static void
take_outcome(struct review *r, const struct event *event)
{
	struct incident *i = g_hash_table_lookup(r->actions, event->cause);

	if (i)
		add_line(i, event, _("refused by its source"), event->text);
}

static void
take_action(struct review *r, const struct event *event)
{
	struct incident *i = about(r, event);

	if (!i)
		return;
	if (event->kind == EVENT_ACK)
		take_ack(i, event);
	else if (event->kind == EVENT_UNACK)
		take_back(i, event);
	else if (event->kind == EVENT_DONE)
		take_done(i, event);
	else if (event->kind == EVENT_ESCALATE)
		take_escalation(r, i, event);
	else if (event->kind == EVENT_ASSIGN)
		take_assignment(r, i, event);
	else
		take_word(i, event);
	if (*event->id)
		g_hash_table_replace(r->actions, g_strdup(event->id), i);
}

static bool
is_action(const struct event *event)
{
	return *event->subject && (event->kind == EVENT_ACK || event->kind == EVENT_UNACK ||
	                           event->kind == EVENT_DONE || event->kind == EVENT_ESCALATE ||
	                           event->kind == EVENT_ASSIGN || word_of(event->kind));
}

void
incident_take(struct review *r, const struct event *event)
{
	if (watchdog_is(r->room, event))
		return;
	if (event->kind == EVENT_ALERT && event->alert)
		take_alert(r, event);
	else if (event->kind == EVENT_ALERT_GONE)
		take_gone(r, event);
	else if (event->kind == EVENT_TRIGGER)
		take_trigger(r, event);
	else if (event->kind == EVENT_CLEAR)
		take_clear(r, event);
	else if (event->kind == EVENT_REFUSED)
		take_outcome(r, event);
	else if (is_action(event))
		take_action(r, event);
}

static gint
by_instant(gconstpointer a, gconstpointer b)
{
	const struct review_line *x = *(const struct review_line *const *)a;
	const struct review_line *y = *(const struct review_line *const *)b;

	if (x->at_us != y->at_us)
		return x->at_us < y->at_us ? -1 : 1;
	return strcmp(x->text, y->text);
}

void
incident_sort(struct incident *i)
{
	g_ptr_array_sort(i->lines, by_instant);
}

void
incident_settle(struct incident *i)
{
	incident_sort(i);
	for (guint k = 0; k < i->acks->len; k++) {
		const struct review_ack *ack = g_ptr_array_index(i->acks, k);

		if (ack->is_taken_back || (i->seen_us != UNSAID && i->seen_us <= ack->at_us))
			continue;
		i->seen_us = ack->at_us;
		text_set(&i->seen_by, ack->person);
	}
	if (i->handled_us != UNSAID && (i->seen_us == UNSAID || i->handled_us < i->seen_us)) {
		i->seen_us = i->handled_us;
		text_set(&i->seen_by, i->handled_by);
	}
}
