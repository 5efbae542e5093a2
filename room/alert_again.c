/* What sources show now, as the observations that would tell it: for a journal that missed some. */
#include "room/alert.h"

#include "room/order.h"
#include "room/own_alert.h"

#include <string.h>

static const struct label *
copy_labels(struct event_batch *batch, const struct alert *alert)
{
	struct label *labels = event_batch_alloc(batch, alert->n_labels * sizeof *labels);

	for (size_t i = 0; i < alert->n_labels; i++)
		labels[i] = (struct label){ event_batch_str(batch, alert->labels[i].name),
			                    event_batch_str(batch, alert->labels[i].value) };
	return labels;
}

static const char *const *
copy_silences(struct event_batch *batch, const struct alert *alert)
{
	const char **ids = event_batch_alloc(batch, alert->more->n_silenced_by * sizeof *ids);

	for (size_t i = 0; i < alert->more->n_silenced_by; i++)
		ids[i] = event_batch_str(batch, alert->more->silenced_by[i]);
	return ids;
}

static void
add(struct event_batch *batch, const struct alert *alert, int64_t now_us)
{
	struct event *event = event_batch_add(batch, EVENT_ALERT, now_us);
	struct alert_data *data = event_batch_alloc(batch, sizeof *data);

	*data = (struct alert_data){
		.source = event_batch_str(batch, alert->source),
		.fingerprint = event_batch_str(batch, alert->fingerprint),
		.title = event_batch_str(batch, alert->title),
		.summary = event_batch_str(batch, alert->summary),
		.team = event_batch_str(batch, alert->said_team),
		.runbook = event_batch_str(batch, alert->runbook),
		.link = event_batch_str(batch, alert->link),
		.labels = copy_labels(batch, alert),
		.n_labels = alert->n_labels,
		.starts_us = alert->starts_us,
		.inhibited = alert->inhibited,
		.silenced_by = copy_silences(batch, alert),
		.n_silenced_by = alert->more->n_silenced_by,
		.held_by = event_batch_str(batch, alert->more->held_by),
		.held_comment = event_batch_str(batch, alert->more->held_comment),
		.held_until_us = alert->more->held_until_us,
		.hidden_text = alert->hidden_text,
	};
	event->source = data->source;
	event->alert = data;
}

bool
alert_tell_again(const struct room *room, uint32_t from, uint32_t to, int64_t now_us,
                 struct event_batch *batch)
{
	uint32_t slots = room->order->places->len;

	for (uint32_t slot = from; slot < MIN(to, slots); slot++) {
		const struct alert *alert = order_place(room->order, slot)->alert;

		if (alert && !alert->is_remembered && alert->recovered_us == UNSAID &&
		    strcmp(alert->source, OWN_ALERT_SOURCE) != 0)
			add(batch, alert, now_us);
	}
	return to < slots;
}
