/* What a person can do to a gate: accept it, or refuse it. */
#include "app/act.h"
#include "app/permission.h"

#include "base/lang.h"
#include "room/phase.h"

#include <stdio.h>
#include <string.h>

static const char *
title(const struct room *room, const char *id)
{
	const struct gate_state *gate = room_gate(room, id);

	return gate ? gate->is.title : NULL;
}

static const char *
find(const struct room *room, const char *word, struct err *e)
{
	const struct gate_state *gate = room_gate(room, word);

	if (gate)
		return gate->is.id;
	err_set(e, _("there is no gate '%.60s': see 'warroom gate list'"), word);
	return NULL;
}

static bool
allows(const struct room *room, const char *person, enum intent_kind kind, const char *id,
       char *why, size_t size)
{
	const struct gate_state *gate = room_gate(room, id);
	const char *owner = gate ? gate->is.owner : "";
	char who[96];

	(void)kind;
	if (permission_of(room, person) >= PERMISSION_LEAD ||
	    (*owner && strcmp(owner, person) == 0))
		return true;
	permission_holders(room, PERMISSION_LEAD, NULL, who, sizeof who);
	if (*owner)
		snprintf(why, size,
		         _("%.16s has permission %s: a gate needs lead (%s) or its owner, %.16s"),
		         person, permission_name(permission_of(room, person)), who, owner);
	else
		snprintf(why, size, _("%.16s has permission %s: a gate needs lead (%s)"), person,
		         permission_name(permission_of(room, person)), who);
	return false;
}

const struct deed_object deed_gate = {
	.one = "gate", .many = N_("gates"), .title = title, .find = find, .allows = allows
};

void
act_sign(struct act *a, const char *id)
{
	act_event(a, EVENT_GATE, id)->accepted = true;
}

void
act_refuse(struct act *a, const char *id)
{
	act_event(a, EVENT_GATE, id)->accepted = false;
}
