/* The list of panels: one row each. */
#include "panels/panels.h"

#include <string.h>

/* clang-format off */
const struct panel_ops *const panels[] = {
	&panel_countdown,
	&panel_alerts,
	&panel_risks,
	&panel_plans,
	&panel_budget,
	&panel_metrics,
	&panel_teams,
	&panel_log,
	&panel_sources,
	NULL,
};
/* clang-format on */

const struct panel_ops *
panel_by_name(const char *name)
{
	for (const struct panel_ops *const *p = panels; *p; p++)
		if (strcmp((*p)->name, name) == 0)
			return *p;
	return NULL;
}
