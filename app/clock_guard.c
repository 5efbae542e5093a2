/* Says when the clock of this machine was set. */
#include "app/clock_guard.h"

#include "base/lang.h"

#include <stdio.h>
#include <string.h>

/* So long the header tells of a step. */
#define STEP_SHOWN_US (5 * MIN_US)

static void
add(struct event_batch *batch, int64_t now_us, const char *text)
{
	event_batch_add(batch, EVENT_CLOCK, now_us)->text = event_batch_str(batch, text);
}

static void
look_at_step(struct clock_guard *g, int64_t step_us, int64_t now_us, struct event_batch *batch)
{
	char by[16], text[240];

	if (step_us == 0)
		return;
	/* the two clocks are read one after the other: an hour is not 59 minutes */
	step_us += step_us < 0 ? -SEC_US / 2 : SEC_US / 2;
	g->step_us = step_us;
	g->stepped_us = clock_monotonic_us();
	snprintf(text, sizeof text,
	         step_us < 0
	             ? _("the clock of this machine was set back by %s: countdowns follow it;"
	                 " who set it, and does it keep time (timedatectl)?")
	             : _("the clock of this machine was set forward by %s: countdowns follow"
	                 " it; who set it, and does it keep time (timedatectl)?"),
	         duration_coarse(ABS(step_us), by, sizeof by));
	add(batch, now_us, text);
}

void
clock_guard_look(struct clock_guard *g, int64_t now_us, struct event_batch *batch)
{
	look_at_step(g, clock_watch_step_us(&g->watch), now_us, batch);
}

char *
clock_guard_text(const struct clock_guard *g, char *buf, size_t size)
{
	char by[16];

	*buf = '\0';
	if (g->stepped_us && clock_monotonic_us() - g->stepped_us < STEP_SHOWN_US)
		snprintf(buf, size,
		         g->step_us < 0 ? _("CLOCK SET BACK %s") : _("CLOCK SET FORWARD %s"),
		         duration_coarse(ABS(g->step_us), by, sizeof by));
	return buf;
}
