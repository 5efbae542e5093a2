/* What a room is made of: people, phases, risks, money, metrics. Stated by the configuration or by
 * a team's endpoint. "Unsaid" is NULL for text, UNSAID for instants and integers, NAN for numbers
 * and 0 for enums; the text fields that the room itself holds are "" instead of NULL. */
#ifndef ROOM_DEFINE_H
#define ROOM_DEFINE_H

#include "base/clock.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { APPROVERS_MAX = 8 };

/* When sales leave their pace, the room proposes to move money. trigger 0: it never does, and the
 * whole is unsaid. */
struct elastic {
	double trigger;      /* share by which the earned metric leaves its pace */
	double step;         /* of the whole plan: one proposal moves at most so much */
	int64_t least_minor; /* amounts are whole multiples of it */
	int64_t hold_us;     /* the pace counts after it was left so long */
};

struct define_room {
	const char *name;
	const char *zone;     /* IANA name */
	const char *currency; /* shown before amounts, "¥" */
	int64_t event_start_us, event_end_us;
	/* Budget rules: shares of the whole, 0..1 (defaults 0.70, 0.30, 0.03, 0.95). */
	double core_share_min, other_share_max, loss_cap, spend_cap;
	double reserve_share;      /* of resources, default 0.20 */
	double time_buffer_share;  /* default 0.15 */
	const char *earned_metric; /* EV = value/target of this metric x BAC; "" = none */
	const char *loss_metric;   /* money lost so far, in major units; "" = none */
	/* Teams that must all approve a move of money, NULL after the last (default fin, mkt, merch);
	 * of these, those that the room knows. Unsaid: the first is NULL. */
	const char *approvers[APPROVERS_MAX + 1];
	int64_t approval_us;   /* they have so long (default 24 h); 0 is unsaid */
	int64_t report_age_us; /* an older actual is stale (default 24 h); 0 is unsaid */
	struct elastic elastic;
	/* RACI soft limits: rows per person as A (default 3), C letters per row (default 3). */
	int64_t max_accountable, max_consulted;
	int64_t response_window_us; /* handled within: a third of the cost (default 2 h) */
	double late_cost_factor;    /* default 3 */
	bool team_only; /* a responder acts on alerts of the own team only; once said, it stays */
};

struct team {
	const char *id, *title;
	const char *brief; /* column head, at most 5 cells */
	const char *group; /* combat group or department, "" */
};

enum duty { DUTY_UNSAID, DUTY_ON, DUTY_STANDBY, DUTY_OFF, DUTY_AWAY };
enum permission { PERMISSION_UNSAID, PERMISSION_VIEWER, PERMISSION_RESPONDER, PERMISSION_LEAD };

struct person {
	const char *id, *name, *team, *role, *contact, *email;
	enum duty duty; /* stated; wins over the shift */
	/* Daily shift in minutes of the room's local day; to < from runs over midnight; both
	 * UNSAID: no shift. */
	int64_t shift_from_min, shift_to_min;
	enum permission permission;
	/* crypt(3) hash; stands in the configuration only: the room does not keep it, and no
	 * endpoint states it. NULL: none. */
	const char *pin;
};

/* name op value over labels; all matchers of a list must hold. */
enum match_op { MATCH_EQUAL, MATCH_NOT_EQUAL, MATCH_REGEX, MATCH_NOT_REGEX };
struct matcher {
	const char *label; /* "alertname", ...; also the pseudo labels "source" and "title" */
	enum match_op op;
	const char *value; /* a regex is anchored, as Alertmanager's are */
};
struct matcher_list {
	const struct matcher *matchers;
	size_t n;
};

/* A step of the way up: after the alert asked so long, to a person or team (id), "R" or "A" of the
 * matching risk, or the first person of this role. */
struct escalation_step {
	int64_t after_us;
	const char *to;
};

/* A level of urgency: urgent, key, general. */
struct tier {
	const char *id, *title;
	const char *brief;   /* "URG": at most 4 cells */
	int64_t rank;        /* 1 = the most urgent */
	int64_t limit_us;    /* time to acknowledge */
	int64_t expiry_us;   /* an acknowledgement ends after */
	int64_t feedback_us; /* feedback is asked back so long after it was seen */
	const struct escalation_step *escalate; /* NULL leaves the old ones */
	size_t n_escalate;
	const struct matcher_list *rules; /* any one of them; a tier without rules takes the rest */
	size_t n_rules;                   /* UNSAID-like: rules == NULL leaves the old ones */
};

struct phase {
	const char *id, *title;
	const char *parent;                     /* id, "" = top level */
	int64_t start_us, end_us;               /* planned */
	int64_t actual_start_us, actual_end_us; /* UNSAID until stated */
	double done_share;                      /* work done, 0..1 */
	/* Ids of the teams that say go or no-go before it starts; NULL leaves the old ones. */
	const char *const *roll;
	size_t n_roll;
};

/* A hard gate: must be accepted before its phase may be entered. */
struct gate {
	const char *id, *title;
	const char *phase;        /* id of the phase that it opens */
	const char *team, *owner; /* owner: person id */
	const char *criteria;
	int64_t due_us;
};

enum risk_level { RISK_LEVEL_UNSAID, RISK_GENERAL, RISK_KEY, RISK_URGENT };

enum { RACI_R = 1, RACI_A = 2, RACI_C = 4, RACI_I = 8 };
struct raci_cell {
	const char *team;
	unsigned letters;   /* RACI_ bits */
	const char *person; /* named person, "" = whoever is on duty in the team */
};

/*
 * One condition of a risk's trigger. On a metric: its value is past `above` or `below` without a break for
 * hold_us; back at `clear` or better for clear_hold_us ends it. On alerts (metric is ""): at least `count`
 * of them fire for hold_us; at most `clear` for clear_hold_us ends it.
 */
struct trigger {
	const char *metric;                 /* id; "" = on alerts */
	double above, below;                /* one of them; NAN */
	double clear;                       /* NAN: the threshold itself; of alerts: count - 1 */
	const struct matcher_list *matches; /* which alerts; none: those of the risk */
	size_t n_matches;
	int64_t count; /* UNSAID: 1 */
	int64_t hold_us;
	int64_t clear_hold_us; /* UNSAID: hold_us */
};

struct risk {
	const char *id, *title;
	const char *kind; /* technical, operational, market, compliance */
	enum risk_level level;
	double probability; /* 0..1 */
	double scope;       /* of impact, 0..1 */
	int64_t recovery_cost_minor;
	double affected_users;
	int64_t user_value_minor;     /* per user */
	double harm;                  /* degree of harm, 0..1 */
	const struct raci_cell *raci; /* NULL leaves the old row */
	size_t n_raci;
	/* which alerts are this risk; NULL leaves the old ones */
	const struct matcher_list *matches;
	size_t n_matches;
	const struct trigger *triggers; /* NULL leaves the old ones */
	size_t n_triggers;
	bool needs_all; /* said with the triggers: all of them must hold; else any */
	const char *plan, *runbook;
	const char *notify_teams; /* ids with a space between: who must know at once; "" */
};

/* A step of a contingency plan. */
struct plan_step {
	const char *title;
	const char *owner; /* person or team id, "" */
	int64_t limit_us;  /* from when its turn comes; UNSAID */
};

/* A contingency plan (应急预案). */
struct plan {
	const char *id, *title;
	const char *team;      /* responsible department */
	const char *resources; /* what it needs, in a line */
	int64_t at_us;         /* pre-emptive: offered at this time; UNSAID: only when a risk that
	                          names it triggers */
	int64_t rpo_us;        /* recovery point objective: how much may be lost; UNSAID */
	int64_t rto_us;        /* recovery time objective, from the trigger; UNSAID */
	bool auto_start;       /* not only offered; once said, it stays */
	const struct plan_step *steps; /* NULL leaves the old ones */
	size_t n_steps;
};

/* A supplier with a score: below its threshold it triggers the risk that it names. */
struct supplier {
	const char *id, *title;
	const char *team;   /* who keeps the contact, "" */
	const char *risk;   /* id, "" = none */
	const char *metric; /* whose value is the score, "" = as stated */
	double score;
	double threshold;
	double clear; /* back at this or better ends it; NAN: the threshold */
	int64_t hold_us;
};

enum line_class { LINE_CLASS_UNSAID, LINE_CORE, LINE_OTHER, LINE_RESERVE };
struct curve_share {
	const char *phase; /* id of a phase */
	double share;      /* of the line's plan that is spent in it, evenly over its time; sum 1 */
};

struct line {
	const char *id, *title, *team, *region;
	enum line_class class;
	int64_t planned_minor, committed_minor, actual_minor;
	int64_t as_of_us; /* of committed and actual */
	int64_t floor_minor, cap_minor;
	double return_ratio;             /* money back per money spent */
	const struct curve_share *curve; /* NULL: the room's default, even over the event */
	size_t n_curve;
};

enum { HOURS_A_DAY = 24 };
enum direction { DIRECTION_UNSAID, DIRECTION_HIGHER, DIRECTION_LOWER };
struct metric {
	const char *id, *title, *unit;
	const char *group;        /* sales, experience, brand, cost, ... */
	const char *source;       /* who feeds it; "" = nobody yet */
	const char *team;         /* who looks after it; "" */
	enum direction direction; /* which way is better */
	double target, warn, crit;
	double warn_clear, crit_clear; /* where a threshold that counts ends (NAN: where it began) */
	int64_t clear_hold_us;         /* and it ends after the value was there so long */
	int64_t hold_us;    /* a threshold counts after it held this long */
	int64_t max_age_us; /* older than this is stale (0: the source's own) */
	int64_t decimals;
	double baseline;                /* last year's; of a cumulative metric: at the end */
	double benchmark;               /* what is usual elsewhere, as baseline */
	double weight;                  /* in the evaluation scheme; 0 = no indicator of it */
	const struct curve_share *pace; /* cumulative metrics only: share expected by phase */
	size_t n_pace;
	/* how a phase's share spreads over the hours of the local day: HOURS_A_DAY weights; NULL =
	 * evenly */
	const double *hours;
};

/* What a service promises over the whole event. Counted by two metrics that add up (of all, and of
 * those that were good or bad), or measured by one that is a percentage. */
struct objective {
	const char *id, *title;
	double target;          /* 0..1, above 0 and below 1 */
	const char *total;      /* metric; its own target is what is expected in the event */
	const char *good, *bad; /* metric; one of the two beside total */
	const char *ratio;      /* metric: per cent that was good */
};

struct define_source {
	const char *name, *kind; /* "alertmanager", ... */
	const char *shows;       /* alerts, metrics, budget, teams, ... for people */
	int64_t period_us;
	bool can_ack; /* an acknowledgement is delivered to it */
	const char *watchdog;      /* name of the alert that always fires there; NULL or "": none */
	int64_t watchdog_after_us; /* missing for so long it is an alert; 0: 2 min */
};

#endif
