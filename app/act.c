/* Actions: what a person decided becomes events, durable, with the requests that must leave the
 * room. */
#include "app/act.h"
#include "app/notify.h"
#include "app/permission.h"
#include "base/lang.h"
#include "base/text.h"
#include "room/alert.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A clock that is further ahead is wrong, and is not followed. */
#define AHEAD_MOST_US (5 * MIN_US)

struct event *
act_event(struct act *a, enum event_kind kind, const char *subject)
{
	struct event *e = event_batch_add(a->batch, kind, a->now_us);

	e->id = event_batch_uuid(a->batch);
	e->batch = event_batch_str(a->batch, a->batch_id);
	e->person = event_batch_str(a->batch, a->s->person);
	e->proof = a->s->proof;
	e->terminal_user = event_batch_str(a->batch, a->s->terminal_user);
	e->subject = event_batch_str(a->batch, subject);
	e->text = event_batch_str(a->batch, a->text);
	e->target = event_batch_str(a->batch, a->intent->target);
	e->number = a->intent->number;
	return e;
}

void
act_skip(struct act *a, const char *what, const char *is)
{
	a->skipped++;
	snprintf(a->why, sizeof a->why, "%.80s %s", what, is);
}

bool
session_may_act(const struct session *s, char *said, size_t size)
{
	if (s->player) {
		snprintf(said, size, _("this is a replay: nothing can be done to the past"));
		return false;
	}
	if (s->is_read_only) {
		snprintf(said, size,
		         _("read-only: this console was started with --read-only or --wall"));
		return false;
	}
	if (s->is_locked) {
		if (s->claimant)
			snprintf(said, size,
			         _("locked: %.40s has a PIN, and the console asks for it"),
			         s->claimant);
		else
			snprintf(said, size, _("locked: nobody has said who they are"));
		return false;
	}
	if (!permission_allows(s->room, s->person, INTENT_NOTE, "", said, size))
		return false;
	if (s->store && s->journal.read && !s->journal.open) {
		snprintf(said, size, _("not done, it could not be kept: %s"), s->journal.reason);
		return false;
	}
	return true;
}

bool
session_may_intend(const struct session *s, const struct intent *intent, char *said, size_t size)
{
	if (!session_may_act(s, said, size))
		return false;
	for (guint i = 0; i < intent->subjects->len; i++)
		if (permission_allows(s->room, s->person, intent->kind,
		                      g_ptr_array_index(intent->subjects, i), said, size))
			return true;
	return intent->subjects->len == 0;
}

/* What people call it. */
static const char *
title(const struct act *a, const char *subject)
{
	const char *known = a->row->object->title(a->s->room, subject);

	return known ? known : *subject ? subject : _("the room");
}

static void __attribute__((format(printf, 3, 4))) add(char *said, size_t size, const char *fmt, ...)
{
	size_t len = strlen(said);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(said + len, size - len, fmt, ap);
	va_end(ap);
}

/* Where several stand on an alert, the last one is taken back, and the others stay. */
static void
say_which(const struct act *a, const struct event *event, char *said, size_t size)
{
	const struct alert *alert = room_alert(a->s->room, event->subject);
	const struct ack *ack = room_ack(a->s->room, event->cause);

	if (alert && ack && alert->ack && alert->ack->next)
		add(said, size,
		    ack->kind == ACK_SILENCE ? _(" (the silence of %s)")
		                             : _(" (the acknowledgement of %s)"),
		    ack->person);
}

static void
say_done(const struct act *a, char *said, size_t size)
{
	guint n = a->batch->events->len;
	const struct event *first = g_ptr_array_index(a->batch->events, 0);
	char until[32];

	if (n == 1)
		snprintf(said, size, "%s %s", _(a->row->done), title(a, first->subject));
	else
		snprintf(said, size, _("%s %u %s"), _(a->row->done), n, _(a->row->object->many));
	if (a->intent->target)
		add(said, size, " (%s)", a->intent->target);
	if (n == 1 && first->kind == EVENT_UNACK)
		say_which(a, first, said, size);
	if (a->length_us > 0) {
		instant_day(first->until_us, a->s->room->zone, DAY_MINUTE, until, sizeof until);
		add(said, size, _(" until %s"), until);
	}
	if (a->skipped)
		add(said, size, _("; %u left out: %s"), a->skipped, a->why);
}

static void
act_on_all(struct act *a)
{
	for (guint i = 0; i < a->intent->subjects->len; i++) {
		const char *subject = g_ptr_array_index(a->intent->subjects, i);
		unsigned before = a->skipped;

		if (!permission_allows(a->s->room, a->s->person, a->intent->kind, subject, a->why,
		                       sizeof a->why))
			a->skipped++;
		else
			a->row->act(a, subject);
		if (a->skipped > before && a->s->listener && a->s->listener->left_out)
			a->s->listener->left_out(a->s->listener->data, subject, a->why);
	}
	if (a->row->of_room && a->intent->subjects->len == 0)
		a->row->act(a, "");
}

/* Later than all that this room has seen people do, so that no cause sorts after what it led to:
 * another console's clock may be a little ahead. */
static int64_t
act_at_us(const struct session *s)
{
	int64_t now_us = session_now_us(s), after_us = s->room->acted_us;

	if (after_us == UNSAID || after_us < now_us || after_us - now_us > AHEAD_MOST_US)
		return now_us;
	return after_us + 1;
}

bool
session_act(struct session *s, const struct intent *intent, const char *text, int64_t length_us,
            char *said, size_t size)
{
	struct act a = { .s = s,
		         .row = deed_row(intent->kind),
		         .intent = intent,
		         .length_us = length_us,
		         .now_us = act_at_us(s) };
	char *clean;
	guint n;

	if (!session_may_act(s, said, size) || !s->store)
		return false;
	clean = text_clean(text, text ? strlen(text) : 0, TEXT_MAX_SUMMARY, NULL);
	a.text = clean;
	a.batch = event_batch_new();
	a.batch_id = intent->subjects->len > 1 ? event_batch_uuid(a.batch) : "";
	a.deliveries = g_ptr_array_new();
	act_on_all(&a);
	n = a.batch->events->len;
	if (n > 0) {
		say_done(&a, said, size);
		notify_add(s->notify, s->room, a.batch, a.deliveries);
		session_enter(s, a.batch);
		session_keep(s, a.batch, a.deliveries);
	} else {
		snprintf(said, size, "%s", *a.why ? a.why : _("nothing is selected"));
		event_batch_free(&a.batch);
		g_ptr_array_unref(a.deliveries);
	}
	g_free(clean);
	return n > 0;
}
