/* Teams and people: who is on duty, who answers. */
#ifndef ROOM_TEAM_H
#define ROOM_TEAM_H

#include "room/room.h"

/* NULL when there is none of that id. */
struct team *room_team(const struct room *room, const char *id);
struct person *room_person(const struct room *room, const char *id);

/* On duty at now: as signed, else as stated, else by a roster that speaks for the team, else by the daily
 * shift in the room's zone. A person without any of them is on duty. */
enum duty person_duty(const struct room *room, const struct person *person, int64_t now_us);

/* The person on duty in a team: to whom the watch was handed over, then by the levels of a roster,
 * then a lead, then in the order stated; NULL = nobody. */
const struct person *team_on_duty(const struct room *room, const char *team, int64_t now_us);
/* The same without one of them (NULL: with all). */
const struct person *team_on_duty_beside(const struct room *room, const char *team,
                                         const struct person *but, int64_t now_us);

/* When the person's current shift ends; UNSAID without a shift or off duty. */
int64_t person_shift_end_us(const struct room *room, const struct person *person, int64_t now_us);

/* How many firing alerts stand acknowledged by this person. */
unsigned person_load(const struct room *room, const struct person *person);

#endif
