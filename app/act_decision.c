/* What a person can do about what was said: decide, correct, carry out, answer a notice. */
#include "app/act.h"
#include "app/permission.h"
#include "app/script.h"

#include "base/lang.h"
#include "room/decision.h"
#include "room/sideways.h"
#include "room/team.h"

#include <stdio.h>
#include <string.h>

static bool
allows_responder(const struct room *room, const char *person, enum intent_kind kind, const char *id,
                 char *why, size_t size)
{
	(void)room;
	(void)person;
	(void)kind;
	(void)id;
	(void)why;
	(void)size;
	return true;
}

/* An alert or a risk. */
static const char *
incident_title(const struct room *room, const char *id)
{
	return subject_title(room, id);
}

static const char *
incident_find(const struct room *room, const char *word, struct err *e)
{
	const struct risk_state *risk = room_risk(room, word);
	const struct alert *alert = risk ? NULL : script_find_alert(room, word, e);

	return risk ? risk->is.id : alert ? alert->key : NULL;
}

const struct deed_object deed_incident = { .one = "alert or risk",
	                                   .many = N_("alerts or risks"),
	                                   .title = incident_title,
	                                   .find = incident_find,
	                                   .allows = allows_responder };

static const char *
decision_title(const struct room *room, const char *id)
{
	const struct decision *decision = room_decision(room, id);

	return decision ? decision_words(room, decision) : subject_title(room, id);
}

static const char *
decision_find(const struct room *room, const char *word, struct err *e)
{
	const struct decision *decision = room_decision(room, word);

	if (!decision)
		err_set(e, _("there is no decision '%.60s'"), word);
	return decision ? decision->id : NULL;
}

const struct deed_object deed_decision = { .one = "decision",
	                                   .many = N_("decisions"),
	                                   .title = decision_title,
	                                   .find = decision_find,
	                                   .allows = allows_responder };

static const struct entry *
entry_of(const struct room *room, const char *id)
{
	for (guint i = room->log->len; *id && i-- > 0;) {
		const struct entry *entry = g_ptr_array_index(room->log, i);

		if (strcmp(entry->id, id) == 0)
			return entry;
	}
	return NULL;
}

static const char *
entry_title(const struct room *room, const char *id)
{
	const struct entry *entry = entry_of(room, id);

	return entry ? entry->text : subject_title(room, id);
}

static const char *
entry_find(const struct room *room, const char *word, struct err *e)
{
	const struct entry *entry = entry_of(room, word);

	if (!entry)
		err_set(e, _("the log has no line '%.60s'"), word);
	return entry ? entry->id : NULL;
}

const struct deed_object deed_entry = { .one = "line",
	                                .many = N_("lines"),
	                                .title = entry_title,
	                                .find = entry_find,
	                                .allows = allows_responder };

static const char *
notice_title(const struct room *room, const char *id)
{
	const struct notice *notice = room_notice(room, id);

	return subject_title(room, notice ? notice->subject : id);
}

static const char *
notice_find(const struct room *room, const char *word, struct err *e)
{
	const struct notice *notice = room_notice(room, word);

	if (!notice)
		err_set(e, _("there is no notice '%.60s'"), word);
	return notice ? notice->id : NULL;
}

static bool
notice_allows(const struct room *room, const char *person, enum intent_kind kind, const char *id,
              char *why, size_t size)
{
	const struct notice *notice = room_notice(room, id);
	const struct person *p = room_person(room, person);
	char who[96];

	(void)kind;
	if (!notice || permission_of(room, person) >= PERMISSION_LEAD ||
	    (p && strcmp(p->team, notice->team) == 0))
		return true;
	snprintf(why, size, _("the notice is for %.16s: its people (%s) or a lead answer it"),
	         notice->team,
	         permission_holders(room, PERMISSION_RESPONDER, notice->team, who, sizeof who));
	return false;
}

const struct deed_object deed_notice = { .one = "notice",
	                                 .many = N_("notices"),
	                                 .title = notice_title,
	                                 .find = notice_find,
	                                 .allows = notice_allows };

void
act_decide(struct act *a, const char *subject)
{
	act_event(a, EVENT_DECIDE, subject);
}

void
act_correct(struct act *a, const char *id)
{
	const struct entry *entry = entry_of(a->s->room, id);

	if (entry && (entry->kind == EVENT_DECIDE || entry->kind == EVENT_NOTE ||
	              entry->kind == EVENT_CORRECT))
		act_event(a, EVENT_CORRECT, entry->subject)->cause = event_batch_str(a->batch, id);
	else
		act_skip(a, _("only a decision, a note or a correction"), _("can be corrected"));
}

void
act_close(struct act *a, const char *id)
{
	const struct decision *decision = room_decision(a->s->room, id);

	if (!decision)
		act_skip(a, _("the decision"), _("is no longer known"));
	else if (decision_is_done(a->s->room, decision))
		act_skip(a, decision_words(a->s->room, decision), _("is done already"));
	else
		act_event(a, EVENT_DONE, decision->subject)->cause = event_batch_str(a->batch, id);
}

void
act_answer(struct act *a, const char *id)
{
	const struct notice *notice = room_notice(a->s->room, id);

	if (notice)
		act_event(a, EVENT_ANSWER, notice->subject)->cause = event_batch_str(a->batch, id);
}
