/* Says when the clock of this machine cannot be trusted: it was set, or differs from those of the sources. */
#ifndef APP_CLOCK_GUARD_H
#define APP_CLOCK_GUARD_H

#include "base/clock.h"
#include "room/room.h"

/* All zero before its first look. */
struct clock_guard {
	struct clock_watch watch;
	int64_t step_us,
	    stepped_us;  /* the last step, and the monotonic clock's instant of it; 0: none */
	char skewed[64]; /* the source whose clock differs; "" */
};

/* Once a second. Adds an EVENT_CLOCK at now_us for what is news. is_real: the room's clock is the wall clock, which
 * the sources' answers can be held against. */
void clock_guard_look(struct clock_guard *g, const struct room *room, int64_t now_us, bool is_real,
                      struct event_batch *batch);

/* What the header says; "" when all is well. Returns buf. */
char *clock_guard_text(const struct clock_guard *g, const struct room *room, char *buf,
                       size_t size);

#endif
