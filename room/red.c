/* Rules on time: a gate that misses its due time, a phase that is entered although gates are open. */
#include "room/apply.h"
#include "room/course.h"

/* One that has been answered and is not kept yet may still be in time. */
static void
derive_late(const struct room *room, const struct gate_state *gate, int64_t now_us,
            struct event_batch *batch)
{
	int64_t due_us = gate_due_us(room, gate);
	struct event *event;
	char *cause;

	if (due_us == UNSAID || due_us > now_us || gate->late_since_us >= due_us ||
	    *gate->pending_id || gate_is_accepted(gate))
		return;
	cause = g_strdup_printf("%s %" G_GINT64_FORMAT, gate->is.id, due_us);
	event = event_batch_add(batch, EVENT_GATE_LATE, due_us);
	event->id = event_batch_derived_id(batch, EVENT_GATE_LATE, cause);
	event->subject = event_batch_str(batch, gate->is.id);
	event->target = event_batch_str(batch, *gate->is.owner ? gate->is.owner : gate->is.team);
	event->number = due_us;
	g_free(cause);
}

/* "service load test, couriers confirmed": those of the phase that are not accepted. */
static char *
open_gates(const struct room *room, const struct phase *phase)
{
	GString *to = g_string_new(NULL);

	for (guint i = 0; i < room->gates->len; i++) {
		const struct gate_state *gate = g_ptr_array_index(room->gates, i);

		if (g_str_equal(gate->is.phase, phase->id) && !gate_is_accepted(gate))
			g_string_append_printf(to, "%s%s", to->len ? ", " : "", gate->is.title);
	}
	g_string_append(to, " not signed");
	return g_string_free(to, FALSE);
}

static void
derive_red(const struct room *room, const struct phase *phase, int64_t now_us,
           struct event_batch *batch)
{
	const struct course *course = room_course(room, phase->id);
	int64_t start_us = phase_expected_start_us(room, phase, now_us);
	struct event *event;
	char *cause, *gates;

	if (!phase_is_red(room, phase, now_us) || (course && course->red_since_us >= start_us))
		return;
	cause = g_strdup_printf("%s %" G_GINT64_FORMAT, phase->id, start_us);
	gates = open_gates(room, phase);
	event = event_batch_add(batch, EVENT_PHASE_RED, start_us);
	event->id = event_batch_derived_id(batch, EVENT_PHASE_RED, cause);
	event->subject = event_batch_str(batch, phase->id);
	event->text = event_batch_str(batch, gates);
	event->number = start_us;
	g_free(cause);
	g_free(gates);
}

void
phase_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	for (guint i = 0; i < room->gates->len; i++)
		derive_late(room, g_ptr_array_index(room->gates, i), now_us, batch);
	for (guint i = 0; i < room->phases->len; i++)
		derive_red(room, g_ptr_array_index(room->phases, i), now_us, batch);
}
