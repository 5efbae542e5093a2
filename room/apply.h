/* Inside room/: how room_apply() hands an event to the file that owns that part of the state. */
#ifndef ROOM_APPLY_H
#define ROOM_APPLY_H

#include "room/room.h"

/* The room's own copy of a text, interned; NULL gives "". */
const char *room_str(struct room *room, const char *text);
/* dst = src where src is said (not NULL). */
void room_say(struct room *room, const char **dst, const char *src);
/* The same for numbers and instants. */
static inline void
room_say_int(int64_t *dst, int64_t src)
{
	if (src != UNSAID)
		*dst = src;
}
static inline void
room_say_number(double *dst, double src)
{
	if (src == src)
		*dst = src;
}

/* Is it the id of something? */
static inline bool
is_said(const char *id)
{
	return id && *id;
}

/* What the feed is made of changed. */
static inline void
room_alerts_changed(struct room *room)
{
	room->version++;
	room->alerts_version++;
}

/* So did who answers for its alerts. */
static inline void
room_people_changed(struct room *room)
{
	room_alerts_changed(room);
	room->people_version++;
}

/* Appends a line to the timeline (person, team and subject may be ""). */
void room_log(struct room *room, const struct event *event, const char *team, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* The same, unless there is such a line of that instant already. */
void log_once(struct room *room, const struct event *event, const char *team, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* Other words for the line of this event that says `before`, if it is still there. */
void log_reword(struct room *room, const struct event *event, const char *before, const char *text);
/* For room->log. */
void log_entry_free(void *entry);

/* Each ignores the kinds that are not its own. */
/* clang-format off */
/* DEFINE_TEAM, DEFINE_PERSON */
void team_apply(struct room *room, const struct event *event);
/* CONSOLES */
void peer_apply(struct room *room, const struct event *event);
/* DEFINE_SOURCE, SOURCE */
void source_apply(struct room *room, const struct event *event);
/* ALERT, ALERT_GONE of which watchdog_is(); and that a source has answered */
void watchdog_apply(struct room *room, const struct event *event);
void watchdog_answered(struct source_state *source, int64_t at_us);
/* DEFINE_TIER */
void tier_apply(struct room *room, const struct event *event);
/* ALERT, ALERT_GONE */
void alert_apply(struct room *room, const struct event *event);
/* ACK ... NOTE, KEPT ... REFUSED */
void ack_apply(struct room *room, const struct event *event);
/* EXPIRE */
void expire_apply(struct room *room, const struct event *event);
/* DEFINE_RISK */
void risk_apply(struct room *room, const struct event *event);
/* TRIGGER, CLEAR */
void episode_apply(struct room *room, const struct event *event);
/* DEFINE_SUPPLIER */
void supplier_apply(struct room *room, const struct event *event);
/* DEFINE_PHASE */
void phase_apply(struct room *room, const struct event *event);
/* PHASE, HOLD, RESUME, ROLL, PHASE_RED, KEPT, LOST */
void course_apply(struct room *room, const struct event *event);
/* DEFINE_GATE, GATE, GATE_LATE, KEPT, LOST */
void gate_apply(struct room *room, const struct event *event);
/* DEFINE_PLAN, PLAN_OFFER ... PLAN_CLOSE, KEPT, LOST */
void plan_apply(struct room *room, const struct event *event);
/* SENT, REFUSED */
void notice_apply(struct room *room, const struct event *event);
/* DEFINE_LINE */
void budget_apply(struct room *room, const struct event *event);
/* PROPOSE, APPROVE, LAPSE, KEPT, LOST */
void proposal_apply(struct room *room, const struct event *event);
/* DEFINE_OBJECTIVE */
void objective_apply(struct room *room, const struct event *event);
/* DEFINE_METRIC, SAMPLE, HISTORY, METRIC_STATE, SOURCE */
void metric_apply(struct room *room, const struct event *event);
/* ESCALATE */
void escalate_apply(struct room *room, const struct event *event);
/* FEEDBACK_LATE of an alert */
void supervise_apply(struct room *room, const struct event *event);
/* NOTICE, FEEDBACK_LATE of one */
void sideways_apply(struct room *room, const struct event *event);
/* clang-format on */

/* What the rules of each area derive at this instant; see room/derive.h. */
void raci_derive(const struct room *room, int64_t now_us, struct event_batch *batch);
void risk_derive(const struct room *room, int64_t now_us, struct event_batch *batch);
void plan_derive(const struct room *room, int64_t now_us, struct event_batch *batch);
void phase_derive(const struct room *room, int64_t now_us, struct event_batch *batch);
void expire_derive(const struct room *room, int64_t now_us, struct event_batch *batch);
void escalate_derive(const struct room *room, int64_t now_us, struct event_batch *batch);
void supervise_derive(const struct room *room, int64_t now_us, struct event_batch *batch);
void sideways_derive(const struct room *room, int64_t now_us, struct event_batch *batch);
void metric_derive(const struct room *room, int64_t now_us, struct event_batch *batch);
void watchdog_derive(const struct room *room, int64_t now_us, struct event_batch *batch);
void source_derive(const struct room *room, int64_t now_us, struct event_batch *batch);

/* Which past events the present state of each area rests on; see room/needs.h. */
void dossier_needs(const struct room *room, GPtrArray *ids);
void supervise_needs(const struct room *room, GPtrArray *ids);
void risk_needs(const struct room *room, GPtrArray *ids);
void plan_needs(const struct room *room, GPtrArray *ids);
void gate_needs(const struct room *room, GPtrArray *ids);
void decision_needs(const struct room *room, GPtrArray *ids);
void roster_needs(const struct room *room, GPtrArray *ids);
void sideways_needs(const struct room *room, GPtrArray *ids);
void course_needs(const struct room *room, GPtrArray *ids);
void proposal_needs(const struct room *room, GPtrArray *ids);
/* Adds a copy of an id to them; "" is left out. */
void needs_add(GPtrArray *ids, const char *id);
/* The same for the id of what a rule derived from this cause. */
void needs_add_derived(GPtrArray *ids, enum event_kind kind, const char *cause);

/* What stands on an alert changed, or its tier: feedback may be due at another time. */
void supervise_touch(struct room *room, const char *key);

/* Puts room->phases into its order again. */
void phase_sort(struct room *room);
/* Notes the actual times that a definition states, and lets those that count show. */
void course_state(struct room *room, const struct phase *said);
void course_free(void *course);

/* Once after each room_apply() or batch: matches the alerts again if tiers, risks or teams
 * changed. */
void alert_settle(struct room *room);

/* Lapsed proposals; a proposal where sales left their pace. See room/derive.h. */
void budget_derive(const struct room *room, int64_t now_us, struct event_batch *batch);

/* Plans every line anew from what was stated and what approved proposals moved. */
void budget_replan(struct room *room);

/* Points in time (struct point), oldest first. The array is the caller's. */
GArray *history_new(void);
/* Puts a point at its place, in place of one of the same instant. Beyond max points the older half
 * is thinned: it loses every second point, never the oldest. */
void history_put(GArray *history, struct point point, guint max);
/* Puts a point at the end unless it is closer than *step_us to the last one. Beyond max points every
 * second one leaves and *step_us doubles (from the mean distance, where it is 0). */
void history_put_coarse(GArray *history, struct point point, guint max, int64_t *step_us);
/* Linear between points, flat after the last; NAN before the first. */
double history_at(const GArray *history, int64_t at_us);

/* The same for curves: *dst becomes the room's own copy (g_free) of src; NULL leaves what was
 * there. */
void curve_say(struct room *room, struct curve_share **dst, size_t *n_dst,
               const struct curve_share *src, size_t n);

/* What each keeps beside the arrays of struct room; called by room_free(). */
void peer_fini(struct room *room);
void source_fini(struct room *room);
void tier_fini(struct room *room);
void alert_fini(struct room *room);
void ack_fini(struct room *room);
void risk_fini(struct room *room);
void supplier_fini(struct room *room);
void phase_fini(struct room *room); /* phases and gates */
void plan_fini(struct room *room);
void gate_fini(struct room *room);
void budget_fini(struct room *room);
void proposal_fini(struct room *room);
void metric_fini(struct room *room);
/* For what decisions, corrections, signs, watches and notices are kept in. */
void decision_free(void *decision);
void correction_free(void *correction);
void sign_free(void *sign);
void watch_free(void *watch);
void notice_free(void *notice);
struct assignment;
void assignment_free(struct assignment *assignment);

#endif
