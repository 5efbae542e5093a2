/* The metrics of the simulated sale, in agreement with its alerts. Pure. */
#ifndef SIM_FIGURE_H
#define SIM_FIGURE_H

#include "sim/world.h"

/* A metric by its id ("gmv"); NULL when there is none. */
const struct figure *figure_by_id(const char *id);

/* Its value at a simulated instant; during the same weeks of the year before, that sale's; NAN when
 * nothing was measured. */
double figure_value(const struct figure *figure, const struct world *world, int64_t at_us);

/* Is there a metric of this name, of the simulator's own or of the world's scenario? */
bool figure_is_known(const struct world *world, const char *id);

/* What its endpoint says of it: figure_value(), moved by the scenario, where there is one. */
double figure_shown(const struct world *world, const char *id, int64_t at_us);

/* How many decimals mean something. */
int figure_decimals(const char *id);

#endif
