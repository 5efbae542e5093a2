/* The review (复盘): everything that happened in a room, folded once, and what it adds up to. */
#ifndef ROOM_REVIEW_H
#define ROOM_REVIEW_H

#include "room/evaluate.h"
#include "room/plan.h"

/* One line of an incident's timeline. Texts are owned. */
struct review_line {
	int64_t at_us;
	char *person; /* "" = a rule or a source */
	char *text;   /* a sentence: "acknowledged: on it" */
};

/*
 * One firing of an alert, or one episode of a risk that triggered. Instants are UNSAID where it did not
 * happen. Texts are owned.
 */
struct incident {
	bool is_risk;
	char *key; /* of the alert; id of the risk */
	char *title, *tier, *team;
	char *risk;         /* id of the risk that it is or matches; "" */
	int64_t rank;       /* of the tier, 1 = the most urgent; 0 = it has none */
	int64_t limit_us;   /* of the tier */
	int64_t first_us;   /* first seen by the room */
	int64_t asks_us;    /* when it began to ask: the clocks run from here */
	int64_t seen_us;    /* the first acknowledgement that was not taken back, or feedback */
	int64_t handled_us; /* the first feedback */
	int64_t recovered_us;
	char *seen_by, *handled_by, *feedback;
	char *handled_id; /* of the EVENT_DONE; "" */
	unsigned missed; /* limits missed: steps that the rule took */
	int64_t step;    /* the furthest of them */
	char *escalated_to;
	bool is_answered; /* of a risk: a real alert came with it, or a plan was started */
	unsigned handed_over,
	    misdirected;   /* by people to another team; again to another after that */
	GPtrArray *lines;  /* struct review_line *, oldest first */
	int64_t starts_us; /* private: as its source says it */
	GPtrArray *acks;   /* private: struct review_ack * */
	char *handed_team; /* private: to which team last; "" */
};

/* A run of a contingency plan, from its offer or start. Texts are owned; the plan is the room's. */
struct plan_run {
	const struct plan_state *plan;
	int64_t offered_us, started_us, ended_us; /* UNSAID */
	char *by, *why;                           /* who started it ("" = the rule); what for */
	char *ended_by, *feedback;                /* "" */
	bool is_aborted;
	uint64_t done;   /* bits of the steps that were ticked */
	uint64_t late;   /* bits of those that were late */
	bool missed_rto; /* by the rule */
	char *id;        /* private: of its start, "" */
};
unsigned plan_run_steps(uint64_t bits);
/* From the offer, else from the start, to the end; UNSAID while it runs or was never started. */
int64_t plan_run_took_us(const struct plan_run *run);

/* What a person decided. Texts are owned. */
struct ruling {
	int64_t at_us;
	enum event_kind kind;
	char *person;
	char *about; /* what it decides, in words: "gate load test: refused" */
	char *why;   /* "" */
};

/* The indicators as they were at an instant: before the event, at the end of the first top-level phases,
 * at the end. */
enum { REVIEW_STAGES_MAX = 6 };
struct review_stage {
	int64_t at_us;
	char title[48]; /* "before", "end of peak" */
	struct evaluation evaluation;
};

/* Lent: the room (it outlives the review) and what the room holds. */
struct review {
	struct room *room;
	int64_t from_us,
	    to_us; /* what it is about; UNSAID until review_end() where not asked for */
	unsigned events, observations; /* of the journal, within */
	GPtrArray *incidents;          /* struct incident *, by asks_us */
	GPtrArray *runs;               /* struct plan_run *, in the order of beginning */
	GPtrArray *rulings;            /* struct ruling *, oldest first */
	GArray *stages;                /* struct review_stage, oldest first */
	GHashTable *courses;           /* metric id -> GArray of struct point: all samples within */
	GHashTable *open;              /* private: key -> its last struct incident * */
	GHashTable *actions; /* private: id of an action -> struct incident *, for its outcome */
	int64_t first_us, last_us; /* private: of what was taken */
};

/* A review of this room, which has its definitions and nothing else yet. from_us and to_us: UNSAID =
 * the first and the last instant of what it takes. review_free() sets it to NULL. */
struct review *review_new(struct room *room, int64_t from_us, int64_t to_us);
void review_free(struct review **review);

/* Applies one event of the past to the room and notes what it means; to be called in the order of
 * at_us. What came after to_us is left out. */
void review_take(struct review *review, const struct event *event);

/* All was taken: works out the rest, and leaves out what was over before from_us. */
void review_end(struct review *review);

/* How long things took. All UNSAID when n is 0. The 90th percentile is by nearest rank; the median of an
 * even number is the mean of the middle two. */
struct spread {
	unsigned n;
	int64_t median_us, p90_us, worst_us;
};
/* Sorts the durations (int64_t). */
struct spread spread_of(GArray *durations);

/* From when alerts began to ask until they were seen, handled, recovered. */
struct review_times {
	const char *tier, *team; /* ids; "" = all */
	unsigned incidents, unseen;
	unsigned missed; /* how many of them missed a limit */
	struct spread see, handle, recover;
};
/* A row over all alerts, one for each tier, then one for each team that had any; the caller's:
 * g_array_unref. */
GArray *review_times(const struct review *review);

/* Were warnings right? Of the triggers: followed by a real alert or a plan; cleared without; still open
 * without. Hand-overs are escalations by people to another team. */
struct warning_quality {
	unsigned triggers, right, wrong, open;
	double share;     /* right / (right + wrong); NAN */
	bool is_answered; /* of a risk: a real alert came with it, or a plan was started */
	unsigned handed_over, misdirected;
};
struct warning_quality review_warnings(const struct review *review);

/* Alerts within each step of time; step_us is a whole number of hours, so that there are at most
 * `most` steps. unsigned; the caller's. */
GArray *review_incidents_by(const struct review *review, guint most, int64_t *step_us);

/* What to change, with who answers for it. */
struct improvement {
	char *text;        /* owned */
	const char *owner; /* person id, else team id; "" = nobody; lent */
};
/* Open items first; struct improvement *; the caller's: g_ptr_array_unref. */
GPtrArray *review_improvements(const struct review *review);

/* Who answers (A) for a risk at an instant: person id, else team id; "" = nobody. Lent. */
const char *review_accountable(const struct room *room, const char *risk, const char *team,
                               int64_t at_us);

/* --- among the files review*.c --- */

/* Incidents: true when the event was about one. */
void incident_take(struct review *review, const struct event *event);
void incident_free(void *incident);
void incident_settle(struct incident *incident);
void incident_add_line(struct incident *incident, int64_t at_us, const char *person,
                       const char *what, const char *why);
/* After lines were added. */
void incident_sort(struct incident *incident);
/* In review_times.c: who saw and handled an episode of a risk is who did so for its alerts, or started its
 * plan. */
void review_follow_risks(struct review *review);
void plan_run_take(struct review *review, const struct event *event);
void plan_run_free(void *run);
void ruling_take(struct review *review, const struct event *event);
void ruling_free(void *ruling);

#endif
