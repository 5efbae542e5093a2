/* Which past events the room's present state rests on: asks each area for its own. */
#include "room/needs.h"

#include "room/apply.h"

static void (*const areas[])(const struct room *room, GPtrArray *ids) = {
	dossier_needs,
	supervise_needs,
	gate_needs,
	course_needs,
	proposal_needs,
	risk_needs,
	plan_needs,
	decision_needs,
	roster_needs,
	sideways_needs,
};

GPtrArray *
room_needs(const struct room *room)
{
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);

	for (size_t i = 0; i < G_N_ELEMENTS(areas); i++)
		areas[i](room, ids);
	return ids;
}

void
needs_add(GPtrArray *ids, const char *id)
{
	if (is_said(id))
		g_ptr_array_add(ids, g_strdup(id));
}

void
needs_add_derived(GPtrArray *ids, enum event_kind kind, const char *cause)
{
	struct event_batch *batch = event_batch_new();

	needs_add(ids, event_batch_derived_id(batch, kind, cause));
	event_batch_free(&batch);
}
