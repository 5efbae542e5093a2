/* Inside the plans panel: what its files do for each other. */
#ifndef PANELS_PLANS_H
#define PANELS_PLANS_H

#include "panels/rows.h"

/* All plans in sentences; the rows have the plans' ids. */
void plans_tell(const struct panel_context *ctx, struct tell *t);

#endif
