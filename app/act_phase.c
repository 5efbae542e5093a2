/* What a person can do to a phase: start and end it, hold and resume it, answer its roll call. */
#include "app/act.h"
#include "app/permission.h"

#include "base/lang.h"
#include "room/course.h"

#include <stdio.h>
#include <string.h>

static const char *
title(const struct room *room, const char *id)
{
	const struct phase *phase = room_phase(room, id);

	return phase ? phase->title : NULL;
}

static const char *
find(const struct room *room, const char *word, struct err *e)
{
	const struct phase *phase = room_phase(room, word);

	if (phase)
		return phase->id;
	err_set(e, _("there is no phase '%.60s': see 'warroom phase list'"), word);
	return NULL;
}

/* Whose team is asked in a roll call is looked at when it is answered. */
static bool
allows(const struct room *room, const char *person, enum intent_kind kind, const char *id,
       char *why, size_t size)
{
	char who[96];

	(void)id;
	if (kind == INTENT_GO || kind == INTENT_NO_GO ||
	    permission_of(room, person) >= PERMISSION_LEAD)
		return true;
	snprintf(why, size, _("%.16s has permission %s: a phase needs lead (%s)"), person,
	         permission_name(permission_of(room, person)),
	         permission_holders(room, PERMISSION_LEAD, NULL, who, sizeof who));
	return false;
}

const struct deed_object deed_phase = {
	.one = "phase", .many = N_("phases"), .title = title, .find = find, .allows = allows
};

/* "has ended already", "is held already", ...; NULL: it can be done. */
static const char *
start_hinders(const struct room *room, const struct phase *phase, int64_t now_us)
{
	(void)room;
	(void)now_us;
	return phase->actual_start_us != UNSAID && phase->actual_end_us == UNSAID
	           ? _("has started already")
	           : NULL;
}

static const char *
end_hinders(const struct room *room, const struct phase *phase, int64_t now_us)
{
	(void)room;
	(void)now_us;
	return phase->actual_end_us != UNSAID ? _("has ended already") : NULL;
}

static const char *
hold_hinders(const struct room *room, const struct phase *phase, int64_t now_us)
{
	int64_t end_us = phase_expected_end_us(room, phase, now_us);

	if (end_us != UNSAID && end_us <= now_us)
		return _("is over");
	return phase_hold(room, phase) ? _("is held already") : NULL;
}

static const char *
resume_hinders(const struct room *room, const struct phase *phase, int64_t now_us)
{
	const struct hold *hold = phase_hold(room, phase);

	(void)now_us;
	if (!hold)
		return _("is not held");
	return strcmp(hold->phase, phase->id) != 0
	           ? _("is held with the phase around it: resume that one")
	           : NULL;
}

static void
state(struct act *a, const char *id, enum event_kind kind, bool accepted,
      const char *(*hinders)(const struct room *room, const struct phase *phase, int64_t now_us))
{
	const struct phase *phase = room_phase(a->s->room, id);
	const char *why =
	    phase ? hinders(a->s->room, phase, a->now_us) : _("is no phase of this room");

	if (why)
		act_skip(a, phase ? phase->title : id, why);
	else
		act_event(a, kind, id)->accepted = accepted;
}

void
act_start_phase(struct act *a, const char *id)
{
	state(a, id, EVENT_PHASE, true, start_hinders);
}

void
act_end_phase(struct act *a, const char *id)
{
	state(a, id, EVENT_PHASE, false, end_hinders);
}

void
act_hold(struct act *a, const char *id)
{
	state(a, id, EVENT_HOLD, true, hold_hinders);
}

void
act_resume(struct act *a, const char *id)
{
	state(a, id, EVENT_RESUME, true, resume_hinders);
}

static bool
asks(const struct phase *phase, const char *team)
{
	for (size_t i = 0; phase && i < phase->n_roll; i++)
		if (!strcmp(phase->roll[i], team))
			return true;
	return false;
}

static void
answer(struct act *a, const char *id, bool is_go)
{
	const char *team = a->intent->target ? a->intent->target : "";
	char who[96], is[160];

	if (!asks(room_phase(a->s->room, id), team)) {
		snprintf(is, sizeof is, _("does not ask team '%.32s' in its roll call"), team);
		act_skip(a, id, is);
	} else if (!roll_may_answer(a->s->room, a->s->person, team)) {
		snprintf(
		    is, sizeof is,
		    _("may not answer for team %.32s: its members (%s) or a lead may"), team,
		    permission_holders(a->s->room, PERMISSION_RESPONDER, team, who, sizeof who));
		act_skip(a, a->s->person, is);
	} else {
		act_event(a, EVENT_ROLL, id)->accepted = is_go;
	}
}

void
act_go(struct act *a, const char *id)
{
	answer(a, id, true);
}

void
act_no_go(struct act *a, const char *id)
{
	answer(a, id, false);
}
