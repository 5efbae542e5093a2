/* Rosters of other systems: who they put on duty, in which team, from when until when. */
#ifndef ROOM_ROTA_H
#define ROOM_ROTA_H

#include "room/room.h"

/* A turn of a roster as the room keeps it. */
struct duty_turn {
	struct roster_turn is; /* every text said; end_us INT64_MAX: open */
	const struct person *person;
	const char *source; /* name of the source that states it */
	const char *key;    /* "team person": names the turn's place on a screen */
};

/* A roster as it was stated last. Owned by the room. */
struct rota {
	const char *source; /* name of the source */
	int64_t part;
	int64_t from_us, to_us; /* the time that it speaks of; to_us INT64_MAX: open */
	GPtrArray *teams;       /* const char *: the teams that it speaks for */
	GPtrArray *turns;       /* struct duty_turn * */
};

/* The person's turn at now: in the own team if there is one, else the one with the lowest level; NULL. */
const struct duty_turn *person_turn(const struct room *room, const struct person *person,
                                    int64_t now_us);
/* The person's turn in this team at now; NULL. */
const struct duty_turn *person_turn_in(const struct room *room, const struct person *person,
                                       const char *team, int64_t now_us);

/* The turns of a team (struct duty_turn *), by level, then start; NULL: none. */
const GPtrArray *team_turns(const struct room *room, const char *team);

/* The roster that says at now who of the team is on duty, so that shifts do not count; NULL: none. */
const struct rota *team_rota(const struct room *room, const char *team, int64_t now_us);

/* When the person's turn at now ends for good: turns without a gap between them are one. UNSAID: no turn,
 * or it has no end. */
int64_t turn_end_us(const struct room *room, const struct person *person, int64_t now_us);
/* When a turn of the person next begins or ends after the instant; UNSAID: not that anybody knows. */
int64_t turn_boundary_us(const struct room *room, const struct person *person, int64_t after_us);

/* A person whom only a roster names is shown while a turn of theirs runs or is to come. */
bool person_is_shown(const struct room *room, const struct person *person, int64_t now_us);

#endif
