/* Who stands watch: signing in and out, hand-overs of a team's watch, alerts that were assigned. */
#ifndef ROOM_ROSTER_H
#define ROOM_ROSTER_H

#include "room/alert.h"

/* That a person signed in or out. Texts are owned. */
struct duty_sign {
	char *id;
	int64_t at_us;
	bool is_in;
	char *by, *text;
};

/* That a team's watch was handed over. Texts are owned. */
struct watch {
	char *id;
	int64_t at_us;
	char *to, *by, *text;
};

/* That an alert was given to a person. Texts are owned. */
struct assignment {
	char *id;
	int64_t at_us;
	char *to, *by, *text;
};

/* What the person last said, while it wins over the shift: until its next boundary, or without a shift
 * until the person signs again. NULL: nothing. */
const struct duty_sign *person_sign(const struct room *room, const struct person *person,
                                    int64_t now_us);

/* The last hand-over of a team; NULL: none. */
const struct watch *team_watch(const struct room *room, const char *team);

/* Who of the others has the team's watch when this person's time is over; NULL: nobody, or the end is not known. */
const struct person *person_relief(const struct room *room, const struct person *person,
                                   int64_t now_us);

/* To whom it was given in this firing, and not handled since; NULL: to nobody. */
const struct assignment *alert_assigned(const struct room *room, const struct alert *alert);

#endif
