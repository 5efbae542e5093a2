/* Sideways notices: teams that must know at once, and whether each has said that it does. */
#ifndef ROOM_SIDEWAYS_H
#define ROOM_SIDEWAYS_H

#include "room/alert.h"

/* Texts are owned. */
struct notice {
	char *id;
	int64_t at_us;
	char *subject; /* alert key or risk id */
	char *team, *text;
	int64_t until_us; /* when its word is asked back */
	bool is_late;     /* and did not come */
	/* of the first answer; "" and UNSAID */
	char *answer_id, *answered_by;
	int64_t answered_us;
};

struct notice *room_notice(const struct room *room, const char *id);

/* Those of a team (NULL: of all) that nobody answered, oldest first; struct notice * (lent). The array is
 * the caller's. */
GPtrArray *room_open_notices(const struct room *room, const char *team);

#endif
