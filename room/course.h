/* The course of a phase: when people say that it started and ended, its holds, its roll call. */
#ifndef ROOM_COURSE_H
#define ROOM_COURSE_H

#include "room/phase.h"

/* From when to when a phase was held. Texts are lent. */
struct hold {
	const char *phase; /* id */
	int64_t from_us;
	int64_t to_us; /* UNSAID: it is held still */
	const char *by, *why;
};

struct course {
	const char *phase; /* id, lent by the room */
	/* What the configuration or an endpoint states; what a person states goes before it. */
	int64_t stated_start_us, stated_end_us;
	GPtrArray *said; /* struct answer *: EVENT_PHASE, EVENT_HOLD, EVENT_RESUME, EVENT_ROLL */
	GArray *holds; /* struct hold: what of it is kept, oldest first; at most the last is open */
	/* The start at which it is known to have been entered red (EVENT_PHASE_RED); UNSAID. */
	int64_t red_since_us;
	const char *red_id; /* of the event that said so, lent; "" */
};

/* NULL: nobody has said anything about this phase yet. */
struct course *room_course(const struct room *room, const char *phase);

/* A start, end, hold or resumption of this phase that is not durable yet; NULL. */
const struct answer *phase_pending(const struct room *room, const struct phase *phase);

/* The hold that stops this phase now: its own, else that of the nearest phase around it; NULL. */
const struct hold *phase_hold(const struct room *room, const struct phase *phase);
/* The oldest hold that is open; NULL. */
const struct hold *room_hold(const struct room *room);
/* What a person means who holds "the phase": the innermost that runs now, else the next one; NULL. */
const struct phase *room_phase_to_hold(const struct room *room, int64_t now_us);
/* How long the phase itself was held so far. */
int64_t phase_held_us(const struct room *room, const struct phase *phase, int64_t now_us);

/*
 * When it will start and end as far as one knows now. Stated times stand. A planned time moves by as
 * long as the phase, or one around it, was held before it; and what is planned to start when its
 * sibling ends starts no earlier than that one. Nothing else moves: what follows keeps its planned
 * end. UNSAID when it is not planned.
 */
int64_t phase_expected_start_us(const struct room *room, const struct phase *phase, int64_t now_us);
int64_t phase_expected_end_us(const struct room *room, const struct phase *phase, int64_t now_us);

/* The roll call (go / no-go) before a phase. */
enum roll_answer { ROLL_OPEN, ROLL_GO, ROLL_NO_GO };
struct roll {
	const char *phase, *team; /* ids, lent */
	enum roll_answer answer;  /* the last one given, kept or not */
	const char *by, *why;     /* lent, with the answer; "" */
	int64_t at_us;            /* of the answer; UNSAID */
	bool is_pending;          /* it is not kept yet, and does not count */
};
/* One row for each team that is asked, in the order stated; the array is the caller's. */
GArray *phase_roll(const struct room *room, const struct phase *phase);

struct roll_counts {
	unsigned all, go, no_go; /* that count */
};
struct roll_counts phase_roll_counts(const struct room *room, const struct phase *phase);
/* GO: everybody who is asked said so. A phase that asks nobody is GO. */
bool phase_is_go(const struct room *room, const struct phase *phase);

/* The phase whose roll call is under way: the first that is not over, asks somebody, and has not
 * started or is not GO; NULL. */
const struct phase *room_roll_phase(const struct room *room, int64_t now_us);

/* A member of the team, or a lead. */
bool roll_may_answer(const struct room *room, const char *person, const char *team);

#endif
