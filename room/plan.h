/* Contingency plans (runbooks): armed until something triggers them, then offered, run step by step, and
 * closed with feedback. */
#ifndef ROOM_PLAN_H
#define ROOM_PLAN_H

#include "room/room.h"

/*
 * armed -> offered (a risk that names the plan triggered, or its time has come) -> running (a person
 * started it, or the rule where auto_start says so; also straight from armed) -> done (closed with feedback
 * after its last step) or aborted; from there a new offer or start begins the next run.
 */
enum plan_stage { PLAN_ARMED, PLAN_OFFERED, PLAN_RUNNING, PLAN_DONE, PLAN_ABORTED };

/* A step of the present or last run. */
struct step_state {
	int64_t began_us; /* when its turn came; UNSAID before */
	int64_t done_us;  /* UNSAID until ticked */
	const char *by;   /* who ticked it; "" */
	const char *text; /* what was said; "" */
	bool is_late;     /* its limit passed before it was ticked */
};

struct plan_state {
	struct plan is; /* steps is the room's own array */
	enum plan_stage stage;
	int64_t offered_us, started_us, ended_us; /* UNSAID; of the last offer and run */
	const char *offer_id;                     /* id of the EVENT_PLAN_OFFER; "" */
	const char *run_id;                       /* id of the EVENT_PLAN_START; "" */
	const char *by;                           /* who started it, or ended it; "" = the rule */
	const char *why;          /* what triggered it; why it was aborted; the feedback */
	bool is_pending;          /* its last action is not kept yet */
	bool missed_rto;          /* the recovery time passed while it ran */
	struct step_state *steps; /* is.n_steps of them */
	/* Private: what happened, by (at_us, id), each kept or not yet: the rest follows from it. */
	GPtrArray *turns;
};

/* NULL when there is none of that id. */
struct plan_state *room_plan(const struct room *room, const char *id);

/* Has this event been applied to the plan? */
bool plan_has_turn(const struct plan_state *plan, const char *id);

/* The step whose turn it is, 0 = the first; n_steps when all are done; -1 when it does not run. */
int plan_step_now(const struct plan_state *plan);

/* Time left of the step's limit; UNSAID without a limit or when no step has its turn. */
int64_t plan_step_left_us(const struct plan_state *plan, int64_t now_us);

/* Time left until the recovery time objective (RTO), counted from the offer, or from the start where nothing
 * offered it; UNSAID unless it is offered or running and has an objective. Negative = missed. */
int64_t plan_rto_left_us(const struct plan_state *plan, int64_t now_us);

/* The plan of a risk or an alert (by the risk that it matches): what `plan` of the risk names; NULL. */
const struct plan_state *room_plan_of(const struct room *room, const char *subject);

/* Offered and running ones. */
struct plan_counts {
	unsigned offered, running, late;
};
struct plan_counts room_plan_counts(const struct room *room);

#endif
