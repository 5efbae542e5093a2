/* Episodes of risks: triggered and cleared, derived once a second, folded from the journal. */
#include "base/lang.h"
#include "room/apply.h"
#include "room/supplier.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* What consoles that measure at other instants agree on: the clearing before. */
static char *
cause_of(const struct risk_state *risk, int64_t began_us)
{
	if (*risk->clear_id)
		return g_strdup_printf("%s after %s", risk->is.id, risk->clear_id);
	return g_strdup_printf("%s at %" PRId64, risk->is.id, began_us);
}

static void
derive_trigger(const struct risk_state *risk, const struct standing *standing, int64_t now_us,
               struct event_batch *batch)
{
	struct event *event = event_batch_add(batch, EVENT_TRIGGER, now_us);
	char *cause = cause_of(risk, standing->began_us);

	event->id = event_batch_derived_id(batch, EVENT_TRIGGER, cause);
	event->subject = event_batch_str(batch, risk->is.id);
	event->text = event_batch_str(batch, standing->text);
	/* a score of the configuration is as old as the file: nobody knows */
	event->number = standing->began_us > 0 ? standing->began_us : now_us;
	g_free(cause);
}

static void
derive_clear(const struct risk_state *risk, const struct standing *standing, int64_t now_us,
             struct event_batch *batch)
{
	struct event *event = event_batch_add(batch, EVENT_CLEAR, now_us);

	event->id = event_batch_derived_id(batch, EVENT_CLEAR, risk->trigger_id);
	event->cause = event_batch_str(batch, risk->trigger_id);
	event->subject = event_batch_str(batch, risk->is.id);
	event->text = event_batch_str(batch, standing->text);
}

void
risk_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	for (guint i = 0; i < room->risks->len; i++) {
		const struct risk_state *risk = g_ptr_array_index(room->risks, i);
		struct standing now = risk_standing(room, risk, now_us);

		if (!risk->is_triggered && now.due_us != UNSAID && now_us >= now.due_us)
			derive_trigger(risk, &now, now_us, batch);
		else if (risk->is_triggered && now.due_us == UNSAID && now.clear_us != UNSAID &&
		         now_us >= now.clear_us)
			derive_clear(risk, &now, now_us, batch);
	}
}

static gint
by_turn(gconstpointer a, gconstpointer b)
{
	const struct turn *x = a, *y = b;

	if (x->at_us != y->at_us)
		return x->at_us < y->at_us ? -1 : 1;
	return strcmp(x->id, y->id);
}

static bool
is_known(const struct risk_state *risk, const char *id)
{
	for (guint i = 0; i < risk->turns->len; i++) {
		if (strcmp(g_array_index(risk->turns, struct turn, i).id, id) == 0)
			return true;
	}
	return false;
}

/* A second trigger of one episode (two consoles, cut off from each other) changes nothing. */
static void
take_turn(struct risk_state *risk, const struct turn *turn)
{
	if (turn->is_trigger && !risk->is_triggered) {
		risk->is_triggered = true;
		risk->triggered_us = turn->at_us;
		risk->began_us = turn->began_us;
		risk->by = turn->text;
		risk->trigger_id = turn->id;
		risk->episodes++;
	} else if (!turn->is_trigger) {
		risk->is_triggered = false;
		risk->cleared_us = turn->at_us;
		risk->clear_id = turn->id;
	}
}

/* In the order of time and id, whatever the order in which they came. */
static void
take_turns(struct risk_state *risk)
{
	g_array_sort(risk->turns, by_turn);
	risk->is_triggered = false;
	risk->triggered_us = risk->began_us = risk->cleared_us = UNSAID;
	risk->by = risk->trigger_id = risk->clear_id = "";
	risk->episodes = 0;
	for (guint i = 0; i < risk->turns->len; i++)
		take_turn(risk, &g_array_index(risk->turns, struct turn, i));
}

static const char *
team_that_acts(const struct risk_state *risk)
{
	for (size_t i = 0; i < risk->is.n_raci; i++) {
		if (risk->is.raci[i].letters & RACI_R)
			return risk->is.raci[i].team;
	}
	return "";
}

static void
tell(struct room *room, const struct event *event, const struct risk_state *risk)
{
	char lasted[16];

	if (event->kind == EVENT_TRIGGER)
		room_log(room, event, team_that_acts(risk), _("risk %s triggered: %s"),
		         risk->is.title, event->text);
	else if (risk->triggered_us == UNSAID)
		room_log(room, event, team_that_acts(risk), _("risk %s cleared"), risk->is.title);
	else
		room_log(room, event, team_that_acts(risk), _("risk %s cleared after %s: %s"),
		         risk->is.title,
		         duration_coarse(event->at_us - risk->triggered_us, lasted, sizeof lasted),
		         event->text);
}

void
episode_apply(struct room *room, const struct event *event)
{
	bool is_turn = event->kind == EVENT_TRIGGER || event->kind == EVENT_CLEAR;
	struct risk_state *risk = is_turn ? room_risk(room, event->subject) : NULL;
	struct turn turn = { .at_us = event->at_us,
		             .began_us = event->number,
		             .is_trigger = event->kind == EVENT_TRIGGER };
	bool was_triggered;

	if (!risk || is_known(risk, event->id))
		return;
	turn.id = room_str(room, event->id);
	turn.text = room_str(room, event->text);
	turn.cause = room_str(room, event->cause);
	g_array_append_val(risk->turns, turn);
	was_triggered = risk->is_triggered;
	take_turns(risk);
	if (risk->is_triggered != was_triggered)
		tell(room, event, risk);
	room_alerts_changed(room);
}

void
risk_needs(const struct room *room, GPtrArray *ids)
{
	for (guint i = 0; i < room->risks->len; i++) {
		const struct risk_state *risk = g_ptr_array_index(room->risks, i);

		needs_add(ids, risk->trigger_id);
		needs_add(ids, risk->clear_id);
	}
}

static bool
can_trigger(const struct room *room, const struct risk_state *risk)
{
	bool can = risk->conditions->len > 0;

	for (guint i = 0; !can && i < room->suppliers->len; i++) {
		const struct supplier_state *supplier = g_ptr_array_index(room->suppliers, i);

		can = g_str_equal(supplier->is.risk, risk->is.id);
	}
	return can;
}

static enum risk_stage
stage_of(const struct room *room, const struct risk_state *risk, const struct standing *standing)
{
	if (risk->is_triggered)
		return standing->clear_us != UNSAID ? RISK_EASING : RISK_TRIGGERED;
	if (standing->due_us != UNSAID)
		return RISK_HOLDING;
	return can_trigger(room, risk) ? RISK_CALM : RISK_NO_TRIGGER;
}

struct risk_live
risk_live(const struct room *room, const struct risk_state *risk, int64_t now_us)
{
	struct standing standing = risk_standing(room, risk, now_us);
	struct risk_live live = { .stage = stage_of(room, risk, &standing),
		                  .since_us = UNSAID,
		                  .due_us = UNSAID,
		                  .is_unknown = standing.is_unknown };

	if (risk->is_triggered) {
		live.since_us = risk->triggered_us;
		live.due_us = standing.clear_us;
		g_strlcpy(live.by, risk->by, sizeof live.by);
	} else if (live.stage == RISK_HOLDING) {
		live.since_us = standing.began_us;
		live.due_us = standing.due_us;
		g_strlcpy(live.by, standing.text, sizeof live.by);
	}
	return live;
}

static int64_t
limit_left_us(const struct room *room, const struct risk_state *risk, int64_t now_us)
{
	int64_t rank = RISK_URGENT - (int64_t)risk->is.level + 1;

	for (guint i = 0; risk->is.level && i < room->tiers->len; i++) {
		const struct tier_state *tier = g_ptr_array_index(room->tiers, i);

		if (tier->is.rank == rank && tier->is.limit_us != UNSAID &&
		    risk_heat(risk) != RISK_SEEN)
			return risk->triggered_us + tier->is.limit_us - now_us;
	}
	return UNSAID;
}

struct risk_clock
risk_clock(const struct room *room, const struct risk_state *risk, int64_t now_us)
{
	int64_t cost = risk_cost_minor(risk);
	double late = (double)cost * room->is.late_cost_factor;
	struct risk_clock clock = { UNSAID, UNSAID, cost, UNSAID };

	if (cost != UNSAID)
		clock.late_cost_minor =
		    late >= (double)INT64_MAX ? INT64_MAX : (int64_t)llround(late);
	if (!risk->is_triggered)
		return clock;
	clock.window_left_us = risk->triggered_us + room->is.response_window_us - now_us;
	clock.limit_left_us = limit_left_us(room, risk, now_us);
	if (clock.window_left_us < 0)
		clock.cost_minor = clock.late_cost_minor;
	return clock;
}
