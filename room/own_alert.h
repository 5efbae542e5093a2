/* Alerts that the room itself raises: a silent metric, a defect of the matrix. */
#ifndef ROOM_OWN_ALERT_H
#define ROOM_OWN_ALERT_H

#include "room/alert.h"

/*
 * A rule (an x_derive() of room/apply.h) calls own_alert_set() once a second for each thing that it
 * watches, whether its condition holds or not; that alone raises, changes and clears the alert:
 *
 *	own_alert_set(room, now_us,
 *	              &(struct own_alert){ .rule = "RiskNoAccountable", .about = risk->is.id,
 *	                                   .title = title, .severity = "warning", .holds = is_bad },
 *	              batch);
 *
 * It is an EVENT_ALERT (EVENT_ALERT_GONE) like any other: an observation, derived by each console for
 * itself, in the journal only for replay; the fold gives it tier, risk and team by the usual rules over its labels
 * (alertname = rule, severity, team, subject = about). Acknowledgements of it are journaled by its key
 * and stay here: kept is all. After a restart it is raised anew as the same firing if since_us is the
 * same; so take since_us from the data, not from the clock, where the data tells it.
 */
#define OWN_ALERT_SOURCE "room"

/* The rules that raise them, by the label alertname. */
#define METRIC_SILENT_RULE "MetricSilent" /* about a metric that is older than it may be */
#define SOURCE_SILENT_RULE "SourceSilent" /* about a source that no longer answers */
#define WATCHDOG_RULE "AlertingPathDead"  /* about a source whose watchdog is missing */

struct own_alert {
	const char *rule;  /* "MetricSilent": the label alertname; no ':' in it */
	const char *about; /* id of what it is about; with the rule the key */
	const char *title; /* one line that a person understands */
	const char
	    *summary; /* a sentence without running ages: a changed text is a new event; NULL */
	const char *severity; /* the label that tiers look at: "critical", "warning", "info" */
	const char *team;     /* team id; NULL or "": that of the risk which it matches */
	const char *runbook;  /* URL; NULL */
	int64_t since_us; /* since when the condition holds; UNSAID: now, when it is first seen */
	bool holds;
};

/* Appends to batch what changed; nothing when the room shows it as it is. The texts are copied. */
void own_alert_set(const struct room *room, int64_t now_us, const struct own_alert *alert,
                   struct event_batch *batch);

/* "room/own:RULE:ABOUT", g_free. */
char *own_alert_key(const char *rule, const char *about);
/* Is it the key of one? */
bool own_alert_is(const char *key);

#endif
