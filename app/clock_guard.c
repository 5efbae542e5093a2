/* Says when the clock of this machine cannot be trusted: it was set, or differs from those of the sources. */
#include "app/clock_guard.h"

#include <stdio.h>
#include <string.h>

/* A source's answer is as old as its way, and its Date no finer than a second. */
#define SKEW_LIMIT_US (30 * SEC_US)
#define SKEW_CLEAR_US (20 * SEC_US)
/* So long the header tells of a step. */
#define STEP_SHOWN_US (5 * MIN_US)

static int64_t
skew_of(const struct source_state *source)
{
	return source->health != SOURCE_LIVE || source->skew_us == UNSAID ? 0 : source->skew_us;
}

/* The live source whose clock differs most from ours; NULL: none by so much. */
static const struct source_state *
most_skewed(const struct room *room, int64_t least_us)
{
	const struct source_state *most = NULL;

	for (guint i = 0; i < room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(room->sources, i);

		if (ABS(skew_of(source)) > MAX(least_us, most ? ABS(skew_of(most)) : 0))
			most = source;
	}
	return most;
}

static void
add(struct event_batch *batch, int64_t now_us, const char *text)
{
	event_batch_add(batch, EVENT_CLOCK, now_us)->text = event_batch_str(batch, text);
}

static void
look_at_step(struct clock_guard *g, int64_t step_us, int64_t now_us, struct event_batch *batch)
{
	char by[16], text[200];

	if (step_us == 0)
		return;
	/* the two clocks are read one after the other: an hour is not 59 minutes */
	step_us += step_us < 0 ? -SEC_US / 2 : SEC_US / 2;
	g->step_us = step_us;
	g->stepped_us = clock_monotonic_us();
	snprintf(
	    text, sizeof text,
	    "the clock of this machine was set %s by %s: countdowns follow it; who set it, and does it"
	    " keep time (timedatectl)?",
	    step_us < 0 ? "back" : "forward", duration_coarse(ABS(step_us), by, sizeof by));
	add(batch, now_us, text);
}

static void
look_at_skew(struct clock_guard *g, const struct room *room, int64_t now_us,
             struct event_batch *batch)
{
	const struct source_state *most =
	    most_skewed(room, *g->skewed ? SKEW_CLEAR_US : SKEW_LIMIT_US);
	char by[16], text[300];

	if ((most != NULL) == (*g->skewed != '\0'))
		return;
	if (most)
		snprintf(
		    text, sizeof text,
		    "the clock of source %.60s is %s %s ours: one of the two is wrong (timedatectl)",
		    most->is.name, duration_coarse(ABS(most->skew_us), by, sizeof by),
		    most->skew_us < 0 ? "behind" : "ahead of");
	else
		snprintf(text, sizeof text, "the clock of source %.60s agrees with ours again",
		         g->skewed);
	g_strlcpy(g->skewed, most ? most->is.name : "", sizeof g->skewed);
	add(batch, now_us, text);
}

void
clock_guard_look(struct clock_guard *g, const struct room *room, int64_t now_us, bool is_real,
                 struct event_batch *batch)
{
	look_at_step(g, clock_watch_step_us(&g->watch), now_us, batch);
	if (is_real)
		look_at_skew(g, room, now_us, batch);
}

char *
clock_guard_text(const struct clock_guard *g, const struct room *room, char *buf, size_t size)
{
	const struct source_state *most = *g->skewed ? most_skewed(room, SKEW_CLEAR_US) : NULL;
	char by[16];

	*buf = '\0';
	if (most)
		snprintf(buf, size, "CLOCK %s %s %.24s",
		         duration_coarse(ABS(most->skew_us), by, sizeof by),
		         most->skew_us < 0 ? "AHEAD OF" : "BEHIND", most->is.name);
	else if (g->stepped_us && clock_monotonic_us() - g->stepped_us < STEP_SHOWN_US)
		snprintf(buf, size, "CLOCK SET %s %s", g->step_us < 0 ? "BACK" : "FORWARD",
		         duration_coarse(ABS(g->step_us), by, sizeof by));
	return buf;
}
