/* The alert that always fires, so that its absence tells that no alert would arrive any more. */
#include "room/watchdog.h"

#include "base/lang.h"
#include "room/apply.h"
#include "room/own_alert.h"

#include <stdio.h>
#include <string.h>

#define WATCHDOG_AFTER_US (2 * MIN_US)

static bool
is_named(const struct source_state *source, const struct alert_data *alert)
{
	for (size_t i = 0; i < alert->n_labels; i++)
		if (!strcmp(alert->labels[i].name, "alertname"))
			return !strcmp(alert->labels[i].value, source->is.watchdog);
	return false;
}

bool
watchdog_is(const struct room *room, const struct event *event)
{
	const struct source_state *source;

	if (event->kind == EVENT_ALERT && event->alert) {
		source = room_source(room, event->alert->source);
		return source && *source->is.watchdog && is_named(source, event->alert);
	}
	source = event->kind == EVENT_ALERT_GONE ? room_source(room, event->source) : NULL;
	return source && event->subject && g_hash_table_contains(source->watchdogs, event->subject);
}

void
watchdog_apply(struct room *room, const struct event *event)
{
	const char *name = event->kind == EVENT_ALERT ? event->alert->source : event->source;
	struct source_state *source = room_source(room, name);
	char *key;

	if (event->is_remembered) /* of before this room began: it says nothing about now */
		return;
	if (event->kind == EVENT_ALERT) {
		key = g_strdup_printf("%s/%s", name, event->alert->fingerprint);
		g_hash_table_add(source->watchdogs, key);
		source->watchdog_missing_us = UNSAID;
		return;
	}
	g_hash_table_remove(source->watchdogs, event->subject);
	if (g_hash_table_size(source->watchdogs) == 0)
		source->watchdog_missing_us = event->at_us;
}

void
watchdog_answered(struct source_state *source, int64_t at_us)
{
	if (*source->is.watchdog && source->watchdog_missing_us == UNSAID &&
	    g_hash_table_size(source->watchdogs) == 0)
		source->watchdog_missing_us = at_us;
}

static int64_t
dead_since_us(const struct source_state *source, int64_t now_us)
{
	int64_t after_us =
	    source->is.watchdog_after_us > 0 ? source->is.watchdog_after_us : WATCHDOG_AFTER_US;

	if (source->watchdog_missing_us == UNSAID ||
	    now_us - source->watchdog_missing_us < after_us)
		return UNSAID;
	return source->watchdog_missing_us + after_us;
}

static void
raise_alert(const struct room *room, const struct source_state *source, int64_t now_us,
            struct event_batch *batch)
{
	int64_t since_us = dead_since_us(source, now_us);
	char title[256], summary[512];

	snprintf(title, sizeof title, _("the alerting path is dead: no %.80s at %.80s"),
	         source->is.watchdog, source->is.name);
	snprintf(
	    summary, sizeof summary,
	    _("the alert %.80s, which always fires, does not reach source %.80s: other alerts "
	      "would not, either. Look whether Prometheus runs, its rules are evaluated, and it "
	      "reaches its Alertmanager"),
	    source->is.watchdog, source->is.name);
	own_alert_set(room, now_us,
	              &(struct own_alert){ .rule = WATCHDOG_RULE,
	                                   .about = source->is.name,
	                                   .title = title,
	                                   .summary = summary,
	                                   .severity = "warning",
	                                   .since_us = since_us,
	                                   .holds = since_us != UNSAID },
	              batch);
}

/* While a source fails nothing is known of its watchdog: that it is silent is told for it. */
void
watchdog_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	for (guint i = 0; i < room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(room->sources, i);

		if (*source->is.watchdog && source->health == SOURCE_LIVE)
			raise_alert(room, source, now_us, batch);
	}
}
