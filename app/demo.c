/* What makes the demo: the simulator, the example room pointed at it, and what people did before it
 * begins. */
#include "app/demo.h"

#include "app/example.h"
#include "base/lang.h"
#include "room/phase.h"

#include <stdio.h>

/* Where the example points its sources. */
#define EXAMPLE_ADDRESS "127.0.0.1:18090"
enum { DEMO_SEED = 11 };

char *
demo_start(struct sim **sim, int64_t now_us, int speed, struct err *e)
{
	struct sim_options options = { .seed = DEMO_SEED, .start_us = now_us, .speed = speed };
	GString *text;
	char address[32];

	*sim = sim_start(&options, e);
	if (!*sim) {
		err_in(e, _("the simulator does not start"));
		return NULL;
	}
	snprintf(address, sizeof address, "127.0.0.1:%u", sim_port(*sim));
	text = g_string_new(example_double11);
	g_string_replace(text, EXAMPLE_ADDRESS, address, 0);
	return g_string_free(text, FALSE);
}

static void
sign(struct event_batch *batch, const struct gate *gate)
{
	struct event *signed_off = event_batch_add(batch, EVENT_GATE, gate->due_us - 3 * HOUR_US),
		     *kept;

	signed_off->id = event_batch_uuid(batch);
	signed_off->subject = gate->id;
	signed_off->person = gate->owner;
	signed_off->text = "criteria met";
	signed_off->accepted = true;
	kept = event_batch_add(batch, EVENT_KEPT, signed_off->at_us);
	kept->cause = signed_off->id;
}

void
demo_remember(struct room *room, int64_t now_us)
{
	struct event_batch *batch = event_batch_new();

	for (guint i = 0; i < room->gates->len; i++) {
		const struct gate_state *gate = g_ptr_array_index(room->gates, i);

		if (gate->is.due_us != UNSAID && gate->is.due_us < now_us - DAY_US)
			sign(batch, &gate->is);
	}
	room_apply_batch(room, batch);
	event_batch_free(&batch);
}
