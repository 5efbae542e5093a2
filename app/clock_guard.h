/* Says when the clock of this machine was set. That it differs from a source's is said of the source (room/source.c). */
#ifndef APP_CLOCK_GUARD_H
#define APP_CLOCK_GUARD_H

#include "base/clock.h"
#include "room/event.h"

/* All zero before its first look. */
struct clock_guard {
	struct clock_watch watch;
	int64_t step_us,
	    stepped_us;  /* the last step, and the monotonic clock's instant of it; 0: none */
};

/* Once a second. Adds an EVENT_CLOCK at now_us for what is news. */
void clock_guard_look(struct clock_guard *g, int64_t now_us, struct event_batch *batch);

/* What the header says; "" when all is well. Returns buf. */
char *clock_guard_text(const struct clock_guard *g, char *buf, size_t size);

#endif
