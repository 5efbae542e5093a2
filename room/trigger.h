/* Triggers of risks: their conditions, how these stand, and the episodes that follow from them. */
#ifndef ROOM_TRIGGER_H
#define ROOM_TRIGGER_H

#include "room/alert.h"
#include "room/risk.h"

/* More conditions on alerts than this are left out (the log says so). */
enum { CONDITIONS_MAX = 64 };

struct condition {
	struct trigger is; /* matches is NULL: they are in `compiled` */
	const struct risk_state *risk;
	GPtrArray *compiled; /* struct match *; empty: the alerts of the risk */
	int bit;             /* of a condition on alerts, in alert->conditions; -1 */
	/* Of a condition on alerts: neither silenced nor inhibited ones count. */
	unsigned firing;
	int64_t reached_us; /* when the count was reached by them; UNSAID: not known */
	int64_t left_us; /* when one of them last left; UNSAID */
};

/* An event of an episode, as the risk remembers it. */
struct turn {
	int64_t at_us, began_us;
	const char *id, *text, *cause;
	bool is_trigger;
};

/* How conditions stand at an instant: one, or several together. */
struct standing {
	int64_t began_us; /* since when they are past their level; UNSAID = they are not */
	int64_t due_us;   /* when they have held long enough; UNSAID */
	int64_t clear_us; /* when they have been clear long enough; UNSAID = they are not clear */
	bool is_unknown;  /* one of them cannot be measured now: nothing follows from that */
	char text[128];   /* "order success 99.40% < 99.90%" */
};

/* A metric against a level: past `above` or `below` since, back at `clear` since, by its history. A
 * metric that was never measured, or is stale, is unknown. */
struct standing trigger_metric(const struct room *room, const struct trigger *trigger,
                               int64_t now_us);
/* One condition. Alerts are clear only when no source that shows alerts is silent. */
struct standing condition_standing(const struct room *room, struct condition *condition,
                                   int64_t now_us);
/* All that may trigger the risk: its conditions (any, or all of them), or one of its suppliers. */
struct standing risk_standing(const struct room *room, const struct risk_state *risk,
                              int64_t now_us);
/* Either of two holds; both must be clear. And the other way round. */
struct standing standing_any(const struct standing *a, const struct standing *b);
struct standing standing_all(const struct standing *a, const struct standing *b);

/* Takes the conditions that an EVENT_DEFINE_RISK states in place of the old ones. */
void trigger_say(struct room *room, const struct event *event, struct risk_state *risk);
void condition_free(void *condition); /* for GPtrArray */

/* For alert.c: of which conditions it is (bits), and counting it in them while it is in the room. */
uint64_t trigger_conditions_of(const struct room *room, const struct alert *alert);
void trigger_count(struct room *room, struct alert *alert, bool in_room);

/* Where a risk is. */
enum risk_stage {
	RISK_NO_TRIGGER, /* nothing is stated that could trigger it */
	RISK_CALM,
	RISK_HOLDING, /* past its level, not long enough yet */
	RISK_TRIGGERED,
	RISK_EASING /* triggered, and back at its clear level, not long enough yet */
};
struct risk_live {
	enum risk_stage stage;
	int64_t since_us; /* holding: when that began; triggered: when it triggered; UNSAID */
	int64_t due_us;   /* holding: when it triggers; easing: when it clears; UNSAID */
	bool is_unknown;  /* frozen: something cannot be measured now */
	char by[128];     /* what holds, or held when it triggered; "" */
};
struct risk_live risk_live(const struct room *room, const struct risk_state *risk, int64_t now_us);

/*
 * The clock of a triggered risk. An incident that is handled within the room's response_window_us
 * costs risk_cost_minor(), later late_cost_factor times that (domain: "handled within 2 hours, an
 * incident costs a third of what it costs later"). limit: the time to respond, that of the tier of
 * the same rank (urgent 1, key 2, general 3); it is off while somebody has every alert of the risk.
 * Negative = over; UNSAID: not triggered, answered, or no such limit or cost.
 */
struct risk_clock {
	int64_t window_left_us, limit_left_us;
	int64_t cost_minor;      /* as it stands now */
	int64_t late_cost_minor; /* said also when it is not triggered */
};
struct risk_clock risk_clock(const struct room *room, const struct risk_state *risk,
                             int64_t now_us);

#endif
