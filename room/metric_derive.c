/* What follows from metrics as time passes: their states, and an alert where nothing is heard. */
#include "base/lang.h"
#include "room/apply.h"
#include "room/metric.h"
#include "room/own_alert.h"

#include <math.h>
#include <stdio.h>

static void
derive_state(const struct room *room, const struct metric_state *metric, int64_t now_us,
             struct event_batch *batch)
{
	enum metric_verdict verdict = metric_verdict(room, metric, now_us);
	int64_t past_us = metric_past_since_us(metric, now_us);
	struct event *event;

	if (verdict == metric->state)
		return;
	event = event_batch_add(batch, EVENT_METRIC_STATE, now_us);
	event->source = OWN_ALERT_SOURCE;
	event->subject = metric->is.id;
	event->number = verdict;
	event->sample_us = now_us;
	/* A threshold may have held for long when the room first looks. */
	if (verdict >= METRIC_WARN && metric->state <= METRIC_STALE && past_us != UNSAID)
		event->sample_us = past_us;
}

/* Since when a feed that must speak has said nothing for longer than it may; UNSAID: it speaks, or
 * its whole source is silent and says so itself. A stated age counts whatever the reason. */
static int64_t
silent_since_us(const struct room *room, const struct metric_state *metric, int64_t now_us)
{
	const struct source_state *source = room_source(room, metric->is.source);
	int64_t heard_us = isnan(metric->value) ? metric->asked_since_us : metric->at_us;
	int64_t limit_us = metric_max_age_us(room, metric);

	if (heard_us == UNSAID || now_us - heard_us <= limit_us)
		return UNSAID;
	if (source && metric->is.max_age_us <= 0 && source_is_stale(source, now_us))
		return UNSAID;
	return heard_us + limit_us;
}

static void
derive_silence(const struct room *room, const struct metric_state *metric, int64_t now_us,
               struct event_batch *batch)
{
	int64_t since_us = silent_since_us(room, metric, now_us);
	char title[256], summary[256], age[16], clock[32];

	duration_coarse(metric_max_age_us(room, metric), age, sizeof age);
	if (metric->at_us != UNSAID)
		instant_format(metric->at_us, room->zone, "%m-%d %H:%M:%S", clock, sizeof clock);
	else
		snprintf(clock, sizeof clock, "%s", _("never"));
	snprintf(title, sizeof title, _("%.200s is silent"), metric->is.title);
	snprintf(summary, sizeof summary,
	         _("%.100s: no value for more than %s, last %s, from %.60s"), metric->is.title, age,
	         clock, metric->is.source);
	own_alert_set(room, now_us,
	              &(struct own_alert){ .rule = METRIC_SILENT_RULE,
	                                   .about = metric->is.id,
	                                   .title = title,
	                                   .summary = summary,
	                                   .severity = "warning",
	                                   .team = metric->is.team,
	                                   .since_us = since_us,
	                                   .holds = since_us != UNSAID },
	              batch);
}

void
metric_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	for (guint i = 0; i < room->metrics->len; i++) {
		const struct metric_state *metric = g_ptr_array_index(room->metrics, i);

		derive_state(room, metric, now_us, batch);
		derive_silence(room, metric, now_us, batch);
	}
}
