/* The other actions on alerts: taking back, done, notes. They count once they are durable. */
#include "base/lang.h"
#include "room/ack.h"
#include "room/apply.h"
#include "room/dossier.h"

#include <string.h>

static void
deed_free(struct deed *deed)
{
	g_free(deed->id);
	g_free(deed->key);
	g_free(deed->person);
	g_free(deed->text);
	g_free(deed->target);
	g_free(deed->cause);
	g_free(deed->terminal_user);
	g_free(deed->proof);
	g_free(deed);
}

static struct deed *
deed_of(const struct room *room, const struct event *event)
{
	return g_hash_table_lookup(room->deeds, event->cause);
}

static void
deed_end(struct room *room, struct deed *deed)
{
	g_hash_table_remove(room->deeds, deed->id);
	deed_free(deed);
}

void
deed_begin(struct room *room, const struct event *event)
{
	struct ack *ack = NULL;
	struct deed *deed;

	if (!event->id[0] || g_hash_table_contains(room->deeds, event->id))
		return;
	if (event->kind == EVENT_UNACK) {
		/* by name: another console's first one may not be this one's */
		ack = event->cause[0] ? room_ack(room, event->cause)
		                      : *ack_chain(room, event->subject);
		if (ack)
			ack_text(&ack->taken_back_by, event->id);
	}
	deed = g_new0(struct deed, 1);
	deed->id = g_strdup(event->id);
	deed->kind = event->kind;
	deed->key = g_strdup(event->subject);
	deed->person = g_strdup(event->person);
	deed->text = g_strdup(event->text);
	deed->target = g_strdup(event->target);
	deed->cause = g_strdup(event->cause ? event->cause : "");
	deed->terminal_user = g_strdup(event->terminal_user ? event->terminal_user : "");
	deed->proof = g_strdup(event->proof ? event->proof : "");
	deed->number = event->number;
	deed->accepted = event->accepted;
	deed->at_us = event->at_us;
	deed->ack = ack;
	g_hash_table_insert(room->deeds, deed->id, deed);
}

/* The action as it was, for whoever takes it in now that it counts. */
static struct event
event_of(const struct deed *deed)
{
	return (struct event){ .kind = deed->kind,
		               .at_us = deed->at_us,
		               .id = deed->id,
		               .cause = deed->cause,
		               .person = deed->person,
		               .terminal_user = deed->terminal_user,
		               .proof = deed->proof,
		               .subject = deed->key,
		               .target = deed->target,
		               .text = deed->text,
		               .number = deed->number,
		               .accepted = deed->accepted,
		               .until_us = UNSAID };
}

/* A log line that belongs to the person and the instant of the key press. */
static void G_GNUC_PRINTF(3, 4)
    log_deed(struct room *room, const struct deed *deed, const char *fmt, ...)
{
	const struct alert *alert = room_alert(room, deed->key);
	const struct event line = event_of(deed);
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	room_log(room, &line, alert ? alert->team : "", "%s", text);
	g_free(text);
}

/* What was said to be handled is not, after all. It buys no time: the limit goes on from where it stood. */
static void
reopened(struct room *room, const struct deed *deed)
{
	struct dossier *d = dossier_get(room, deed->key);
	struct alert *alert = room_alert(room, deed->key);
	struct mark *mark = g_hash_table_lookup(room->marks, deed->key);

	log_deed(room, deed, _("reopened: %s%s%s"), ack_title(room, deed->key),
	         *deed->text ? ": " : "", deed->text);
	/* somebody has said so again */
	if (strcmp(d->done_id, deed->cause) != 0)
		return;
	ack_text(&d->undone_id, deed->id);
	if (alert)
		ack_forget_done(&alert_more(alert)->done_by, &alert_more(alert)->done_text,
		                &alert_more(alert)->done_id, &alert_more(alert)->done_us);
	else if (mark)
		ack_forget_done(&mark->done_by, &mark->done_text, &mark->done_id, &mark->done_us);
	dossier_settle(room, d);
	if (alert)
		alert_hold(room, alert, deed->at_us);
}

static void
taken_back(struct room *room, const struct deed *deed)
{
	struct alert *alert = room_alert(room, deed->key);
	char *reason = g_strdup_printf(_("taken back by %s"), deed->person);
	if (deed->ack)
		ack_take_back(room, deed->ack, deed, reason);
	log_deed(room, deed, _("took back the acknowledgement of %s%s%s"),
	         ack_title(room, deed->key), *deed->text ? ": " : "", deed->text);
	if (alert) {
		alert_hold(room, alert, deed->at_us);
		ack_reopened(alert, deed->at_us, reason);
	}
	g_free(reason);
}

static void
handled(struct room *room, const struct deed *deed)
{
	struct dossier *d = dossier_get(room, deed->key);
	struct alert *alert = room_alert(room, deed->key);
	struct mark *mark = alert ? NULL : mark_get(room, deed->key);
	struct alert_more *more;

	log_deed(room, deed, _("done: %s%s%s"), ack_title(room, deed->key), *deed->text ? ": " : "",
	         deed->text);
	if (dossier_is_before(deed->at_us, deed->id, d->done_us, d->done_id))
		return;
	ack_text(&d->done_id, deed->id);
	d->done_us = deed->at_us;
	d->done_over_us = UNSAID;
	ack_text(&d->undone_id, "");
	more = alert ? alert_more(alert) : NULL;
	ack_text(more ? &more->done_by : &mark->done_by, deed->person);
	ack_text(more ? &more->done_text : &mark->done_text, deed->text);
	ack_text(more ? &more->done_id : &mark->done_id, deed->id);
	*(more ? &more->done_us : &mark->done_us) = deed->at_us;
	dossier_settle(room, d);
}

static void
noted(struct room *room, const struct deed *deed)
{
	if (deed->key[0])
		log_deed(room, deed, _("note on %s: %s"), ack_title(room, deed->key), deed->text);
	else
		log_deed(room, deed, "%s", deed->text);
}

/* Takes in what has become durable. */
static void
enter(struct room *room, const struct deed *deed)
{
	const struct event event = event_of(deed);

	switch (deed->kind) {
	case EVENT_UNACK:
		if (g_strcmp0(deed->target, DEED_DONE) == 0)
			reopened(room, deed);
		else
			taken_back(room, deed);
		break;
	case EVENT_DONE:
		if (is_said(deed->cause))
			decision_enter_done(room, &event);
		else
			handled(room, deed);
		break;
	case EVENT_ESCALATE:
		escalate_enter(room, &event);
		break;
	case EVENT_ASSIGN:
		assign_enter(room, &event);
		break;
	case EVENT_DECIDE:
		decision_enter(room, &event);
		break;
	case EVENT_CORRECT:
		correction_enter(room, &event);
		break;
	case EVENT_DUTY:
	case EVENT_HANDOVER:
		roster_enter(room, &event);
		break;
	case EVENT_ANSWER:
		notice_enter_answer(room, &event);
		break;
	default:
		noted(room, deed);
	}
}

bool
deed_kept(struct room *room, const struct event *event)
{
	struct deed *deed = deed_of(room, event);
	struct alert *alert;

	if (!deed)
		return false;
	enter(room, deed);
	alert = room_alert(room, deed->key);
	if (alert)
		alert_changed(room, alert);
	/* A target may still refuse to take back. */
	if (deed->kind != EVENT_UNACK || g_strcmp0(deed->target, DEED_DONE) == 0)
		deed_end(room, deed);
	return true;
}

bool
deed_lost(struct room *room, const struct event *event)
{
	struct deed *deed = deed_of(room, event);
	struct alert *alert;

	if (!deed)
		return false;
	if (deed->ack && strcmp(deed->ack->taken_back_by, deed->id) == 0)
		ack_text(&deed->ack->taken_back_by, "");
	log_deed(room, deed, _("NOT KEPT, do it again: %s %s: %s"), _(event_kind_name(deed->kind)),
	         ack_title(room, deed->key), event->text);
	alert = room_alert(room, deed->key);
	if (alert)
		alert_changed(room, alert);
	deed_end(room, deed);
	return true;
}

bool
deed_refused(struct room *room, const struct event *event)
{
	struct deed *deed = deed_of(room, event);
	struct alert *alert;
	char *reason;

	if (!deed)
		return false;
	reason = g_strdup_printf(_("its source still holds it: %s"), event->text);
	log_deed(room, deed, _("REFUSED: %s: %s"), ack_title(room, deed->key), reason);
	alert = room_alert(room, deed->key);
	if (alert) {
		ack_text(&alert_more(alert)->reopened, reason);
		alert_changed(room, alert);
	}
	g_free(reason);
	return true;
}

void
deed_fini(struct room *room)
{
	GHashTableIter iter;
	void *deed;

	g_hash_table_iter_init(&iter, room->deeds);
	while (g_hash_table_iter_next(&iter, NULL, &deed))
		deed_free(deed);
	g_hash_table_remove_all(room->deeds);
}
