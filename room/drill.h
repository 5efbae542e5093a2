/* A drill's score: who answered what in which time, against what was expected. */
#ifndef ROOM_DRILL_H
#define ROOM_DRILL_H

#include "room/room.h"

/* What is measured of an incident, from when its alert fires. */
enum drill_step {
	DRILL_SEEN,     /* acknowledged */
	DRILL_REPORTED, /* escalated by a person, or a note on it */
	DRILL_ACTED,    /* its plan was started, by a person or by itself */
	DRILL_DONE,     /* handled: said so with feedback, or its plan closed */
	DRILL_STEPS
};

struct drill_expect {
	const char *alert;             /* title of the alert; its first firing starts the clock */
	const char *plan;              /* id of the plan that answers it; "" */
	const char *by;                /* person or team who is to answer; "": anybody */
	int64_t limit_us[DRILL_STEPS]; /* UNSAID: not expected */
};

enum drill_verdict {
	DRILL_UNEXPECTED, /* the step is not expected */
	DRILL_OPEN,       /* not done, and there is still time: it does not count yet */
	DRILL_IN_TIME,
	DRILL_LATE,      /* done after the limit */
	DRILL_BY_OTHERS, /* done in time, by somebody who was not meant */
	DRILL_MISSED     /* not done within the limit */
};

/* The first time that a step was done. Texts live with the drill. */
struct drill_deed {
	int64_t at_us;      /* UNSAID: not done */
	const char *person; /* "": a rule did it */
	const char *id;     /* of the action */
};

struct drill_incident {
	struct drill_expect expect;
	int64_t fired_us; /* UNSAID: not yet */
	struct drill_deed deeds[DRILL_STEPS];
};

struct drill;

/* expects: rows struct drill_expect, copied. */
struct drill *drill_new(const GArray *expects);
/* Sets *drill to NULL. */
void drill_free(struct drill **drill);

/* Every event that enters the room. What the journal lost does not count. */
void drill_hear(struct drill *drill, const struct event *event);

/* In the order of what is expected; rows struct drill_incident, lent. */
const GArray *drill_incidents(const struct drill *drill);

/* How long a step took since the alert fired, or 0 when it was done before; UNSAID: not done, or
 * nothing has fired. */
int64_t drill_took_us(const struct drill_incident *incident, enum drill_step step);

/* What to say of a step at this instant. */
enum drill_verdict drill_judge(const struct drill_incident *incident, const struct room *room,
                               enum drill_step step, int64_t now_us);

enum { DRILL_POINTS = 100, DRILL_HALF = 50 };
/* Of a verdict: in time 100; late or by others 50; missed 0. */
unsigned drill_points(enum drill_verdict verdict);

/* Sums over steps, of the whole drill or of somebody. */
struct drill_sum {
	unsigned steps;                 /* that count: neither unexpected nor open */
	unsigned points, of;            /* `of` = 100 for each step */
	unsigned done[DRILL_STEPS];     /* how many times each was done */
	int64_t took_us[DRILL_STEPS];   /* sum of the times */
	unsigned in_time, late, missed; /* `late` with those by others */
};
/*
 * who: a person or team of the room, or NULL for all. A team has the steps that are expected of it or
 * of its people, and of those that are expected of nobody what its people did. A person has what
 * that person did, and what was expected of that person and nobody did.
 */
struct drill_sum drill_sum(const struct drill *drill, const struct room *room, const char *who,
                           int64_t now_us);

/* Points as per cent; -1 when nothing counts. */
int drill_percent(const struct drill_sum *sum);

/* Mean time of a step; UNSAID when it was never done. */
int64_t drill_mean_us(const struct drill_sum *sum, enum drill_step step);

#endif
