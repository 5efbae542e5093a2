/* The state of the simulated sale: a function of seed, start and simulated time. Pure. */
#ifndef SIM_WORLD_H
#define SIM_WORLD_H

#include "base/clock.h"
#include "sim/scene.h"
#include "sim/sim.h"

enum world_phase {
	WORLD_WARMUP,
	WORLD_PEAK,
	WORLD_TAIL,
	WORLD_TRAFFIC, /* the parts of the peak: 2/6, 3/6 and 1/6 of it */
	WORLD_CONVERSION,
	WORLD_CLEARANCE,
	WORLD_PHASES
};

struct world {
	struct scene scene;
	struct world_span {
		int64_t start_us, end_us;
	} phases[WORLD_PHASES];
};

/* Fills world from the options, with the shared defaults where they are 0; false when instants
 * are out of order. */
bool world_init(struct world *world, const struct sim_options *options, struct err *e) MUST_USE;

/* Local time of day in minutes, 0..1439. */
int world_minute_of_day(const struct world *world, int64_t at_us);

/* How busy the sale is against the mean of a day (1): still at 4, busy at 10 and 22, a wave each
 * hour. Always > 0. */
double world_density(const struct world *world, int64_t at_us);

/* Sales so far in yuan; grows strictly from the event's start on, with a burst after each
 * boundary of the peak. */
double world_gmv(const struct world *world, int64_t at_us);

/* How strongly a boundary draws people, 0..1: rises in the six minutes before one, then fades
 * within the hour. */
double world_rush(const struct world *world, int64_t at_us);

/* Cumulative share of the plan by phase, 0..1: 30 % by the end of warm-up, 63.6 % by the end of
 * the peak. */
double world_planned_share(const struct world *world, int64_t at_us);

/* Share of a span that is over, 0..1. */
double world_span_share(const struct world_span *span, int64_t at_us);

#endif
