/* Who may do what: a viewer looks, a responder acts, and what needs more the deeds themselves say. */
#ifndef APP_PERMISSION_H
#define APP_PERMISSION_H

#include "room/room.h"
#include "tui/panel.h"

/* Of a person by id. Who has none stated, or is not known to the room, is a responder. Pure. */
enum permission permission_of(const struct room *room, const char *person);

/* "responder", ... */
const char *permission_name(enum permission permission);
/* Who has at least this permission, in this team (NULL: any), for a sentence: "lin, wang, zhao and 3
 * more", "nobody here". Gives buf. Pure. */
const char *permission_holders(const struct room *room, enum permission least, const char *team,
                               char *buf, size_t size);

/*
 * May this person do that to this subject (an alert's key, a gate's id, ..., "" = the room)? Acting
 * needs a responder; what else it needs says the deed's object (app/deed.h). False: `why` (200 bytes or more) names what is missing and who has
 * it. Pure.
 */
bool permission_allows(const struct room *room, const char *person, enum intent_kind kind,
                       const char *subject, char *why, size_t size);

#endif
