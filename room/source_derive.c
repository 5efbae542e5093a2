/* A source that ought to speak and is silent is itself an alert. */
#include "base/lang.h"
#include "room/apply.h"
#include "room/own_alert.h"

#include <stdio.h>
#include <string.h>

/* It has so many periods, and at least this long, to answer. */
enum { SILENT_PERIODS = 3 };
static const int64_t SILENT_LEAST_US = MIN_US;

static int64_t
source_silent_since_us(const struct source_state *source, int64_t now_us)
{
	int64_t heard_us =
	    source->last_ok_us != UNSAID ? source->last_ok_us : source->asked_since_us;
	int64_t limit_us = SILENT_LEAST_US;

	if (source->is.period_us > 0 && source->is.period_us < INT64_MAX / SILENT_PERIODS)
		limit_us = MAX(limit_us, SILENT_PERIODS * source->is.period_us);
	if (heard_us == UNSAID || now_us - heard_us <= limit_us)
		return UNSAID;
	return heard_us + limit_us;
}

void
source_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	for (guint i = 0; i < room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(room->sources, i);
		int64_t since_us = source_silent_since_us(source, now_us);
		char title[256], summary[256];

		snprintf(title, sizeof title, _("source %.100s is silent"), source->is.name);
		snprintf(summary, sizeof summary,
		         _("source %.100s is silent: what it shows stands still (%.100s)"),
		         source->is.name, source->is.shows);
		/* Without the feed of alerts the room is blind. */
		own_alert_set(room, now_us,
		              &(struct own_alert){ .rule = SOURCE_SILENT_RULE,
		                                   .about = source->is.name,
		                                   .title = title,
		                                   .summary = summary,
		                                   .severity = strstr(source->is.shows, "alerts")
		                                                   ? "critical"
		                                                   : "warning",
		                                   .since_us = since_us,
		                                   .holds = since_us != UNSAID },
		              batch);
	}
}
