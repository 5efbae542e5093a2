/* What an alert belongs to: the tier, the risk, the team, and the conditions whose rules it matches. */
#include "room/alert.h"

#include "room/ack.h"
#include "room/apply.h"
#include "room/match.h"
#include "room/team.h"
#include "room/trigger.h"

bool
alert_matches(const struct alert *alert, const GPtrArray *compiled)
{
	for (guint i = 0; i < compiled->len; i++) {
		if (match_holds(g_ptr_array_index(compiled, i), alert->labels, alert->n_labels,
		                alert->source, alert->title))
			return true;
	}
	return false;
}

static struct tier_state *
find_tier(const struct room *room, const struct alert *alert)
{
	struct tier_state *rest = NULL;

	for (guint i = 0; i < room->tiers->len; i++) {
		struct tier_state *tier = g_ptr_array_index(room->tiers, i);

		if (tier->is.n_rules && alert_matches(alert, tier->compiled))
			return tier;
		if (!tier->is.n_rules && !rest)
			rest = tier;
	}
	return rest;
}

static struct risk_state *
find_risk(const struct room *room, const struct alert *alert)
{
	for (guint i = 0; i < room->risks->len; i++) {
		struct risk_state *risk = g_ptr_array_index(room->risks, i);

		if (alert_matches(alert, risk->compiled))
			return risk;
	}
	return NULL;
}

static const char *
find_team(const struct room *room, const struct alert *alert)
{
	const struct team *said = room_team(room, alert->said_team);

	if (said)
		return said->id;
	for (size_t i = 0; alert->risk && i < alert->risk->is.n_raci; i++) {
		if (alert->risk->is.raci[i].letters & RACI_R)
			return alert->risk->is.raci[i].team;
	}
	return alert->said_team;
}

void
alert_match(const struct room *room, struct alert *alert)
{
	alert->tier = find_tier(room, alert);
	alert->risk = find_risk(room, alert);
	alert->team = find_team(room, alert);
	alert->conditions = trigger_conditions_of(room, alert);
}
