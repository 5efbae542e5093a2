/* Rules: asks each area what follows from the room and the time. */
#include "room/derive.h"

#include "room/apply.h"

static void (*const areas[])(const struct room *room, int64_t now_us, struct event_batch *batch) = {
	expire_derive,
	escalate_derive,
	metric_derive,
	source_derive,
	watchdog_derive,
	phase_derive,
	budget_derive,
	risk_derive,
	plan_derive,
	raci_derive,
	supervise_derive,
	sideways_derive,
};

void
room_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	for (size_t i = 0; i < G_N_ELEMENTS(areas); i++)
		areas[i](room, now_us, batch);
}
