/* Tiers: the levels of urgency, most urgent first. */
#include "base/lang.h"
#include "room/alert.h"
#include "room/apply.h"
#include "room/match.h"

#include <string.h>

struct tier_state *
room_tier(const struct room *room, const char *id)
{
	for (guint i = 0; id && i < room->tiers->len; i++) {
		struct tier_state *tier = g_ptr_array_index(room->tiers, i);

		if (strcmp(tier->is.id, id) == 0)
			return tier;
	}
	return NULL;
}

static struct tier_state *
tier_get(struct room *room, const char *id)
{
	struct tier_state *tier = room_tier(room, id);

	if (tier)
		return tier;
	tier = g_new0(struct tier_state, 1);
	tier->is.id = tier->is.title = tier->is.brief = room_str(room, id);
	tier->is.rank = room->tiers->len + 1;
	tier->is.limit_us = tier->is.expiry_us = tier->is.feedback_us = UNSAID;
	tier->compiled = g_ptr_array_new();
	g_ptr_array_add(room->tiers, tier);
	return tier;
}

static gint
by_rank(gconstpointer a, gconstpointer b)
{
	const struct tier_state *x = *(struct tier_state *const *)a;
	const struct tier_state *y = *(struct tier_state *const *)b;

	if (x->is.rank != y->is.rank)
		return x->is.rank < y->is.rank ? -1 : 1;
	return strcmp(x->is.id, y->is.id);
}

static void
say_steps(struct room *room, struct tier_state *tier, const struct tier *said)
{
	g_free(tier->steps);
	tier->steps = g_memdup2(said->escalate, said->n_escalate * sizeof *said->escalate);
	for (size_t i = 0; i < said->n_escalate; i++)
		tier->steps[i].to = room_str(room, said->escalate[i].to);
	tier->is.escalate = tier->steps;
	tier->is.n_escalate = said->n_escalate;
}

void
tier_apply(struct room *room, const struct event *event)
{
	const struct tier *said = event->tier;
	struct tier_state *tier;
	struct err e;

	if (event->kind != EVENT_DEFINE_TIER || !said)
		return;
	tier = tier_get(room, said->id);
	room_say(room, &tier->is.title, said->title);
	room_say(room, &tier->is.brief, said->brief);
	room_say_int(&tier->is.rank, said->rank);
	room_say_int(&tier->is.limit_us, said->limit_us);
	room_say_int(&tier->is.expiry_us, said->expiry_us);
	room_say_int(&tier->is.feedback_us, said->feedback_us);
	if (said->escalate)
		say_steps(room, tier, said);
	if (said->rules) {
		g_ptr_array_unref(tier->compiled);
		tier->compiled = match_compile(said->rules, said->n_rules, &e);
		tier->is.n_rules = said->n_rules;
		if (e.text[0])
			room_log(room, event, "", _("tier %s: a rule is left out: %s"), said->id,
			         e.text);
	}
	g_ptr_array_sort(room->tiers, by_rank);
	room->must_match_again = true;
	room_alerts_changed(room);
}

void
tier_fini(struct room *room)
{
	for (guint i = 0; i < room->tiers->len; i++) {
		struct tier_state *tier = g_ptr_array_index(room->tiers, i);

		g_ptr_array_unref(tier->compiled);
		g_free(tier->steps);
		g_free(tier);
	}
	g_ptr_array_set_size(room->tiers, 0);
}
