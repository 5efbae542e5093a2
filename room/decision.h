/* Decisions: what was decided and why, what corrects it, and which chains from a signal to a done action
 * are open. */
#ifndef ROOM_DECISION_H
#define ROOM_DECISION_H

#include "room/alert.h"

/* Texts are owned. */
struct decision {
	char *id;
	int64_t at_us;
	char *person, *subject, *text;
	char *done_id;   /* of the first EVENT_DONE that names it; "" */
	int64_t done_us; /* its instant; UNSAID */
};

/* Other words for a decision, a note or a correction. Texts are owned. */
struct correction {
	char *id;
	int64_t at_us;
	char *person, *text;
};

struct decision *room_decision(const struct room *room, const char *id);

/* Carried out: somebody said so, what it is about was handled later, or the risk is over. */
bool decision_is_done(const struct room *room, const struct decision *decision);

/* The last correction of what has this id; NULL: it stands as it was said. */
const struct correction *room_correction(const struct room *room, const char *id);

/* The words that stand now: its own, or those of what corrects it last. Lent. */
const char *decision_words(const struct room *room, const struct decision *decision);

/* What people call the subject of an event: title of the alert or risk, else the subject. Lent. */
const char *subject_title(const struct room *room, const char *subject);

/* A chain from a signal over a decision to a done action that is open. Texts are lent. */
struct chain {
	const char *subject, *title;     /* "" and "the room" for a decision about the room */
	const struct decision *decision; /* NULL: the signal waits for one */
	int64_t since_us;                /* of the signal, or of the decision that is not done */
};

/* Signals without a decision (an urgent alert that somebody has, a risk that is triggered), and decisions
 * that are not done; oldest first. struct chain *; the array is the caller's. */
GPtrArray *room_chains(const struct room *room);

#endif
