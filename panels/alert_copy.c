/* What is copied of the selected alert. */
#include "panels/alerts.h"

char *
alerts_copy(void *state, const struct panel_context *ctx)
{
	const struct alert *alert = alerts_selected(state, ctx);
	const char *address;
	bool has_summary;

	if (!alert)
		return NULL;
	address = *alert->runbook ? alert->runbook : alert->link;
	has_summary = *alert->summary != '\0';
	return g_strdup_printf("%s%s%s  %s%s%s", alert->title, has_summary ? ": " : "",
	                       alert->summary, alert->key, *address ? "  " : "", address);
}
