/* Sideways notices: derived once for a risk and team, open until somebody of the team answers. */
#include "room/sideways.h"

#include "base/lang.h"
#include "room/ack.h"
#include "room/apply.h"
#include "room/decision.h"
#include "room/dossier.h"
#include "room/order.h"
#include "room/team.h"

#include <string.h>

/* The last ones are remembered. */
enum { NOTICES_KEPT = 500 };

/* A team's word is asked back after this, where no tier says so. */
static const int64_t answer_within_us = 15 * MIN_US;

void
notice_free(void *data)
{
	struct notice *notice = data;

	g_free(notice->id);
	g_free(notice->subject);
	g_free(notice->team);
	g_free(notice->text);
	g_free(notice->answer_id);
	g_free(notice->answered_by);
	g_free(notice);
}

struct notice *
room_notice(const struct room *room, const char *id)
{
	for (guint i = room->notices->len; i-- > 0;) {
		struct notice *notice = g_ptr_array_index(room->notices, i);

		if (strcmp(notice->id, id) == 0)
			return notice;
	}
	return NULL;
}

GPtrArray *
room_open_notices(const struct room *room, const char *team)
{
	GPtrArray *open = g_ptr_array_new();

	for (guint i = 0; i < room->notices->len; i++) {
		struct notice *notice = g_ptr_array_index(room->notices, i);

		if ((!team || strcmp(notice->team, team) == 0) && !*notice->answer_id)
			g_ptr_array_add(open, notice);
	}
	return open;
}

/* What a notice is about, as the risk: of an alert that left nobody knows. */
static const struct risk_state *
risk_of(const struct room *room, const struct notice *notice)
{
	const struct alert *alert = room_alert(room, notice->subject);

	return alert ? alert->risk : room_risk(room, notice->subject);
}

/* The last notice of this risk to this team; NULL: none. */
static const struct notice *
last_notice(const struct room *room, const struct risk_state *risk, const char *team)
{
	for (guint i = room->notices->len; i-- > 0;) {
		const struct notice *notice = g_ptr_array_index(room->notices, i);

		if (strcmp(notice->team, team) == 0 && risk_of(room, notice) == risk)
			return notice;
	}
	return NULL;
}

/* Consoles name it alike: by the notice before. */
static void
derive(const struct risk_state *risk, const char *team, const struct notice *last,
       const struct alert *alert, int64_t now_us, struct event_batch *batch)
{
	struct event *event = event_batch_add(batch, EVENT_NOTICE, now_us);
	char *cause = g_strdup_printf("%s %s %s", risk->is.id, team, last ? last->id : "");
	int64_t within_us = alert ? alert->tier->is.limit_us : answer_within_us;

	event->id = event_batch_derived_id(batch, EVENT_NOTICE, cause);
	event->subject = event_batch_str(batch, alert ? alert->key : risk->is.id);
	event->target = event_batch_str(batch, team);
	event->text = event_batch_str(batch, risk->is.title);
	event->until_us = now_us + (within_us > 0 ? within_us : answer_within_us);
	g_free(cause);
}

struct first_alert {
	const struct risk_state *risk;
	int64_t after_us;
	const struct alert *first; /* by its key */
};

static void
look_at(const struct alert *alert, void *data)
{
	struct first_alert *f = data;

	if (alert->risk != f->risk || alert->recovered_us != UNSAID ||
	    MIN(alert->starts_us, alert->observed_us) <= f->after_us)
		return;
	if (!f->first || strcmp(alert->key, f->first->key) < 0)
		f->first = alert;
}

/* The first urgent alert of the risk that appeared after this instant; NULL: none. */
static const struct alert *
urgent_alert(const struct room *room, const struct risk_state *risk, int64_t after_us)
{
	struct first_alert found = { .risk = risk, .after_us = after_us };

	if (risk->firing)
		order_of_rank(room->order, 1, look_at, &found);
	return found.first;
}

static void
derive_risk(const struct room *room, const struct risk_state *risk, int64_t now_us,
            struct event_batch *batch)
{
	char **teams = g_strsplit(risk->is.notify_teams, " ", -1);

	for (char **team = teams; *team; team++) {
		const struct notice *last = last_notice(room, risk, *team);
		int64_t after_us = last ? last->at_us : UNSAID;
		const struct alert *alert = NULL;

		/* one that waits for an answer says it all */
		if (!**team || (last && !*last->answer_id))
			continue;
		alert = urgent_alert(room, risk, after_us);
		if (alert || (risk->is_triggered && risk->triggered_us > after_us))
			derive(risk, *team, last, alert, now_us, batch);
	}
	g_strfreev(teams);
}

/* Somebody of the team has the alert: that is an answer. False: nobody. */
static bool
derive_answer(const struct room *room, const struct notice *notice, struct event_batch *batch)
{
	const struct alert *alert = room_alert(room, notice->subject);

	for (const struct ack *ack = alert ? alert->ack : NULL; ack; ack = ack->next) {
		const struct person *person = room_person(room, ack->person);
		struct event *event;

		if (!ack->is_durable || ack->kind != ACK_SEEN || ack->at_us < notice->at_us ||
		    !person || strcmp(person->team, notice->team) != 0)
			continue;
		event = event_batch_add(batch, EVENT_ANSWER, ack->at_us);
		event->id = event_batch_derived_id(batch, EVENT_ANSWER, notice->id);
		event->cause = event_batch_str(batch, notice->id);
		event->subject = event_batch_str(batch, notice->subject);
		event->target = event_batch_str(batch, ack->person);
		return true;
	}
	return false;
}

static void
derive_late(const struct notice *notice, struct event_batch *batch)
{
	struct event *event = event_batch_add(batch, EVENT_FEEDBACK_LATE, notice->until_us);

	event->id = event_batch_derived_id(batch, EVENT_FEEDBACK_LATE, notice->id);
	event->cause = event_batch_str(batch, notice->id);
	event->subject = event_batch_str(batch, notice->subject);
	event->target = event_batch_str(batch, notice->team);
}

void
sideways_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	GPtrArray *open = room_open_notices(room, NULL);

	for (guint i = 0; i < open->len; i++) {
		const struct notice *notice = g_ptr_array_index(open, i);

		if (!derive_answer(room, notice, batch) && !notice->is_late &&
		    notice->until_us <= now_us)
			derive_late(notice, batch);
	}
	g_ptr_array_unref(open);
	for (guint i = 0; i < room->risks->len; i++) {
		const struct risk_state *risk = g_ptr_array_index(room->risks, i);

		if (*risk->is.notify_teams)
			derive_risk(room, risk, now_us, batch);
	}
}

static void
enter(struct room *room, const struct event *event)
{
	guint place = room->notices->len;
	struct notice *notice;

	if (room_notice(room, event->id))
		return;
	while (place > 0) {
		const struct notice *before = room->notices->pdata[place - 1];

		if (dossier_is_before(before->at_us, before->id, event->at_us, event->id))
			break;
		place--;
	}
	notice = g_new(struct notice, 1);
	*notice = (struct notice){ .id = g_strdup(event->id),
		                   .at_us = event->at_us,
		                   .subject = g_strdup(event->subject),
		                   .team = g_strdup(event->target),
		                   .text = g_strdup(event->text),
		                   .until_us = event->until_us,
		                   .answer_id = g_strdup(""),
		                   .answered_by = g_strdup(""),
		                   .answered_us = UNSAID };
	g_ptr_array_insert(room->notices, (gint)place, notice);
	if (room->notices->len > NOTICES_KEPT)
		g_ptr_array_remove_index(room->notices, 0);
	room_log(room, event, event->target, _("notice to %s: %s"), event->target,
	         subject_title(room, event->subject));
	room->version++;
}

void
sideways_apply(struct room *room, const struct event *event)
{
	struct notice *notice;

	if (event->kind == EVENT_NOTICE) {
		enter(room, event);
		return;
	}
	/* a person's counts once it is kept: deed.c */
	if (event->kind == EVENT_ANSWER && !is_said(event->person))
		notice_enter_answer(room, event);
	notice = event->kind == EVENT_FEEDBACK_LATE ? room_notice(room, event->cause) : NULL;
	if (!notice || notice->is_late)
		return;
	notice->is_late = true;
	room_log(room, event, notice->team, _("no answer of %s to the notice: %s"), notice->team,
	         subject_title(room, notice->subject));
	room->version++;
}

void
notice_enter_answer(struct room *room, const struct event *event)
{
	struct notice *notice = room_notice(room, event->cause);
	const char *who = is_said(event->person) ? event->person : event->target;

	if (!notice || strcmp(notice->answer_id, event->id) == 0)
		return;
	room_log(room, event, notice->team, _("%s has seen the notice: %s%s%s"), who,
	         subject_title(room, notice->subject), *event->text ? ": " : "", event->text);
	room->version++;
	if (*notice->answer_id &&
	    dossier_is_before(notice->answered_us, notice->answer_id, event->at_us, event->id))
		return;
	g_free(notice->answer_id);
	g_free(notice->answered_by);
	notice->answer_id = g_strdup(event->id);
	notice->answered_by = g_strdup(who);
	notice->answered_us = event->at_us;
}

/* The last of each risk and team, answered or not: the next one is named after it. */
void
sideways_needs(const struct room *room, GPtrArray *ids)
{
	for (guint i = 0; i < room->notices->len; i++) {
		const struct notice *notice = g_ptr_array_index(room->notices, i);

		needs_add(ids, notice->id);
		needs_add(ids, notice->answer_id);
		if (notice->is_late)
			needs_add_derived(ids, EVENT_FEEDBACK_LATE, notice->id);
	}
}
