/* Who may do what: a viewer looks, a responder acts on alerts, a lead also on gates. */
#ifndef APP_PERMISSION_H
#define APP_PERMISSION_H

#include "room/room.h"
#include "tui/panel.h"

/* Of a person by id. Who has none stated, or is not known to the room, is a responder. Pure. */
enum permission permission_of(const struct room *room, const char *person);

/*
 * May this person do that to an alert (its key), a gate (its id) or the room ("")? Acting needs a
 * responder, and in a room with team_only one of the alert's own team, unless it has none; a gate
 * needs a lead, or its owner. False: `why` (200 bytes or more) names what is missing and who has
 * it. Pure.
 */
bool permission_allows(const struct room *room, const char *person, enum intent_kind kind,
                       const char *subject, char *why, size_t size);

#endif
