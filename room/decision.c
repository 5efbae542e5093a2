/* Decisions and their corrections, by the durable events, whatever order they came in. */
#include "room/decision.h"

#include "base/lang.h"
#include "room/ack.h"
#include "room/apply.h"
#include "room/dossier.h"

#include <string.h>

/* Of those that are done, so many are remembered. */
enum { DECISIONS_KEPT = 1000 };

void
decision_free(void *data)
{
	struct decision *decision = data;

	g_free(decision->id);
	g_free(decision->person);
	g_free(decision->subject);
	g_free(decision->text);
	g_free(decision->done_id);
	g_free(decision);
}

void
correction_free(void *data)
{
	struct correction *correction = data;

	g_free(correction->id);
	g_free(correction->person);
	g_free(correction->text);
	g_free(correction);
}

struct decision *
room_decision(const struct room *room, const char *id)
{
	for (guint i = room->decisions->len; i-- > 0;) {
		struct decision *decision = g_ptr_array_index(room->decisions, i);

		if (strcmp(decision->id, id) == 0)
			return decision;
	}
	return NULL;
}

const struct correction *
room_correction(const struct room *room, const char *id)
{
	return g_hash_table_lookup(room->corrections, id);
}

const char *
decision_words(const struct room *room, const struct decision *decision)
{
	const struct correction *c = room_correction(room, decision->id), *further;

	while (c && (further = room_correction(room, c->id)) != NULL)
		c = further;
	return c ? c->text : decision->text;
}

const char *
subject_title(const struct room *room, const char *subject)
{
	const struct risk_state *risk = room_risk(room, subject);

	if (!*subject)
		return _("the room");
	return risk ? risk->is.title : ack_title(room, subject);
}

bool
decision_is_done(const struct room *room, const struct decision *decision)
{
	const struct dossier *d = dossier_find(room, decision->subject);
	const struct risk_state *risk = room_risk(room, decision->subject);

	if (*decision->done_id)
		return true;
	if (d && dossier_is_before(decision->at_us, decision->id, d->done_us, d->done_id))
		return true;
	return risk && !risk->is_triggered && risk->cleared_us != UNSAID &&
	       risk->cleared_us >= decision->at_us;
}

static void
let_go(struct room *room)
{
	for (guint i = 0; room->decisions->len > DECISIONS_KEPT && i < room->decisions->len; i++) {
		if (decision_is_done(room, room->decisions->pdata[i])) {
			g_ptr_array_remove_index(room->decisions, i);
			return;
		}
	}
}

void
decision_enter(struct room *room, const struct event *event)
{
	const struct alert *alert = room_alert(room, event->subject);
	guint place = room->decisions->len;
	struct decision *decision;

	if (room_decision(room, event->id))
		return;
	while (place > 0) {
		const struct decision *before = room->decisions->pdata[place - 1];

		if (dossier_is_before(before->at_us, before->id, event->at_us, event->id))
			break;
		place--;
	}
	decision = g_new(struct decision, 1);
	*decision = (struct decision){ .id = g_strdup(event->id),
		                       .at_us = event->at_us,
		                       .person = g_strdup(event->person),
		                       .subject = g_strdup(event->subject),
		                       .text = g_strdup(event->text),
		                       .done_id = g_strdup(""),
		                       .done_us = UNSAID };
	g_ptr_array_insert(room->decisions, (gint)place, decision);
	let_go(room);
	room_log(room, event, alert ? alert->team : "", _("decided on %s: %s"),
	         subject_title(room, event->subject), event->text);
	room->version++;
}

void
correction_enter(struct room *room, const struct event *event)
{
	const struct correction *last = room_correction(room, event->cause);
	struct correction *correction;

	if (last && strcmp(last->id, event->id) == 0)
		return;
	room_log(room, event, "", _("correction: %s"), event->text);
	room->version++;
	if (last && dossier_is_before(event->at_us, event->id, last->at_us, last->id))
		return;
	correction = g_new(struct correction, 1);
	*correction = (struct correction){ .id = g_strdup(event->id),
		                           .at_us = event->at_us,
		                           .person = g_strdup(event->person),
		                           .text = g_strdup(event->text) };
	g_hash_table_replace(room->corrections, g_strdup(event->cause), correction);
}

void
decision_enter_done(struct room *room, const struct event *event)
{
	struct decision *decision = room_decision(room, event->cause);

	if (!decision || strcmp(decision->done_id, event->id) == 0)
		return;
	room_log(room, event, "", _("done: %s: %s"), decision->text, event->text);
	room->version++;
	if (*decision->done_id &&
	    dossier_is_before(decision->done_us, decision->done_id, event->at_us, event->id))
		return;
	g_free(decision->done_id);
	decision->done_id = g_strdup(event->id);
	decision->done_us = event->at_us;
}

/* Is there still a signal that it answers? */
static bool
is_of_signal(const struct room *room, const struct decision *decision)
{
	const struct risk_state *risk = room_risk(room, decision->subject);

	return room_alert(room, decision->subject) || (risk && risk->is_triggered);
}

void
decision_needs(const struct room *room, GPtrArray *ids)
{
	for (guint i = 0; i < room->decisions->len; i++) {
		const struct decision *decision = g_ptr_array_index(room->decisions, i);
		const struct correction *c;
		const char *id = decision->id;

		if (decision_is_done(room, decision) && !is_of_signal(room, decision))
			continue;
		needs_add(ids, id);
		needs_add(ids, decision->done_id);
		if (dossier_find(room, decision->subject))
			needs_add(ids, dossier_find(room, decision->subject)->done_id);
		for (; (c = room_correction(room, id)) != NULL; id = c->id)
			needs_add(ids, c->id);
	}
}
