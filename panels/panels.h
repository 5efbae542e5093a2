/* The list of panels. */
#ifndef PANELS_PANELS_H
#define PANELS_PANELS_H

#include "tui/panel.h"

/* All panels, NULL-terminated. */
extern const struct panel_ops *const panels[];

extern const struct panel_ops panel_alerts, panel_countdown, panel_risks, panel_budget,
    panel_metrics, panel_plans, panel_teams, panel_log, panel_sources;

/* NULL when there is none of that name. */
const struct panel_ops *panel_by_name(const char *name);

#endif
