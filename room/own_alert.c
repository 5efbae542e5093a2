/* Alerts that the room itself raises: a silent metric, a defect of the matrix. */
#include "room/own_alert.h"

#include <string.h>

/* In the fingerprint, so that a configured source of the same name is told apart. */
#define OWN "own:"

static const char KEY_START[] = OWN_ALERT_SOURCE "/" OWN;

char *
own_alert_key(const char *rule, const char *about)
{
	return g_strdup_printf("%s%s:%s", KEY_START, rule, about);
}

bool
own_alert_is(const char *key)
{
	return key && strncmp(key, KEY_START, strlen(KEY_START)) == 0;
}

static bool
is_same(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Does the room show it as it is? */
static bool
is_shown(const struct alert *shown, const struct own_alert *alert)
{
	const char *severity = alert_label(shown, "severity");

	return is_same(shown->title, alert->title) && is_same(shown->summary, alert->summary) &&
	       is_same(severity, alert->severity) && is_same(shown->said_team, alert->team) &&
	       is_same(shown->runbook, alert->runbook);
}

static void
add_label(struct event_batch *batch, struct alert_data *data, struct label *labels,
          const char *name, const char *value)
{
	if (value && *value)
		labels[data->n_labels++] = (struct label){ name, event_batch_str(batch, value) };
	data->labels = labels;
}

static void
add_alert(int64_t now_us, int64_t starts_us, const struct own_alert *alert, const char *key,
          struct event_batch *batch)
{
	struct event *event = event_batch_add(batch, EVENT_ALERT, now_us);
	struct alert_data *data = event_batch_alloc(batch, sizeof *data);
	struct label *labels = event_batch_alloc(batch, 4 * sizeof *labels);

	event->source = data->source = OWN_ALERT_SOURCE;
	event->subject = event_batch_str(batch, key);
	event->alert = data;
	data->fingerprint = event->subject + strlen(OWN_ALERT_SOURCE "/");
	data->title = event_batch_str(batch, alert->title);
	data->summary = event_batch_str(batch, alert->summary);
	data->team = event_batch_str(batch, alert->team);
	data->runbook = event_batch_str(batch, alert->runbook);
	data->link = data->held_by = data->held_comment = "";
	data->starts_us = starts_us;
	add_label(batch, data, labels, "alertname", alert->rule);
	add_label(batch, data, labels, "severity", alert->severity);
	add_label(batch, data, labels, "subject", alert->about);
	add_label(batch, data, labels, "team", alert->team);
}

static void
add_gone(int64_t now_us, const char *key, struct event_batch *batch)
{
	struct event *event = event_batch_add(batch, EVENT_ALERT_GONE, now_us);

	event->source = OWN_ALERT_SOURCE;
	event->subject = event_batch_str(batch, key);
}

void
own_alert_set(const struct room *room, int64_t now_us, const struct own_alert *alert,
              struct event_batch *batch)
{
	char *key = own_alert_key(alert->rule, alert->about);
	const struct alert *shown = room_alert(room, key);
	bool is_firing = shown && shown->recovered_us == UNSAID;

	/* A changed text is the same firing: it began when it began. */
	if (alert->holds && !is_firing)
		add_alert(now_us, alert->since_us == UNSAID ? now_us : alert->since_us, alert, key,
		          batch);
	else if (alert->holds && !is_shown(shown, alert))
		add_alert(now_us, shown->starts_us, alert, key, batch);
	else if (!alert->holds && is_firing)
		add_gone(now_us, key, batch);
	g_free(key);
}
