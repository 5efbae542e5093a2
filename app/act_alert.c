/* What a person can do to an alert: acknowledge, silence, take back, note, say that it is handled. */
#include "app/act.h"
#include "app/permission.h"
#include "app/script.h"

#include "base/lang.h"
#include "room/escalate.h"
#include "room/alert.h"
#include "room/own_alert.h"
#include "room/team.h"

#include <stdio.h>
#include <string.h>

/* An acknowledgement ends after this where the alert has no tier. */
#define DEFAULT_EXPIRY_US HOUR_US

static const char *
title(const struct room *room, const char *key)
{
	const struct alert *alert = room_alert(room, key);

	return alert ? alert->title : room_supervised_title(room, key);
}

static const char *
find(const struct room *room, const char *word, struct err *e)
{
	GPtrArray *items = room_supervised(room);
	const struct alert *alert;
	const char *key = NULL;

	/* one that no source shows any more is still to be closed */
	for (guint i = 0; i < items->len && !key; i++) {
		const struct supervised *item = g_ptr_array_index(items, i);

		key = strcmp(item->key, word) == 0 ? item->key : NULL;
	}
	g_ptr_array_unref(items);
	if (key)
		return key;
	alert = script_find_alert(room, word, e);
	return alert ? alert->key : NULL;
}

static bool
allows(const struct room *room, const char *person, enum intent_kind kind, const char *key,
       char *why, size_t size)
{
	const struct alert *alert = room_alert(room, key);
	const struct person *p = room_person(room, person);
	char who[96];

	(void)kind;
	if (!room->is.team_only || !alert || !*alert->team ||
	    permission_of(room, person) >= PERMISSION_LEAD ||
	    (p && strcmp(p->team, alert->team) == 0))
		return true;
	snprintf(why, size,
	         _("%.16s may not act for team %.16s (team_only): this needs its responders (%s) "
	           "or a lead"),
	         person, alert->team,
	         permission_holders(room, PERMISSION_RESPONDER, alert->team, who, sizeof who));
	return false;
}

const struct deed_object deed_alert = {
	.one = "alert", .many = N_("alerts"), .title = title, .find = find, .allows = allows
};

bool
deed_read_length(const struct session *s, struct intent *intent, const char **text,
                 int64_t *length_us, struct err *e)
{
	size_t word = strcspn(*text, " ");
	char *first = g_strndup(*text, word);
	bool ok = duration_parse(first, length_us, e);

	(void)s;
	(void)intent;
	g_free(first);
	*text += word + strspn(*text + word, " ");
	if (ok && *length_us < MIN_US)
		return err_set(e,
		               _("a silence lasts at least a minute: write for example \"30m\""));
	return ok;
}

static struct delivery *
delivery_for(struct act *a, const struct event *e, const struct alert *alert)
{
	const struct person *person = room_person(a->s->room, a->s->person);
	struct delivery *d = delivery_new();

	delivery_set(&d->id, e->id);
	d->kind = e->kind;
	delivery_set(&d->source, alert->source);
	delivery_set(&d->alert_key, alert->key);
	delivery_set(&d->fingerprint, alert->fingerprint);
	delivery_set(&d->alert_title, alert->title);
	for (size_t i = 0; i < alert->n_labels; i++)
		delivery_add_label(d, alert->labels[i].name, alert->labels[i].value);
	delivery_set(&d->person, a->s->person);
	delivery_set(&d->comment, a->text);
	delivery_set(&d->email, person ? person->email : "");
	delivery_set(&d->tier, alert->tier ? alert->tier->is.id : "");
	d->at_us = a->now_us;
	d->until_us = e->until_us;
	d->not_before_us = a->now_us + (e->kind == EVENT_UNACK ? 0 : a->s->config->grace_us);
	return d;
}

static bool
is_deliverable(const struct act *a, const struct alert *alert)
{
	const struct source_state *source = room_source(a->s->room, alert->source);

	return source && source->is.can_ack && !own_alert_is(alert->key);
}

static int64_t
expiry_us(const struct act *a, const struct alert *alert)
{
	if (a->length_us > 0)
		return a->length_us;
	if (alert->tier && alert->tier->is.expiry_us != UNSAID && alert->tier->is.expiry_us > 0)
		return alert->tier->is.expiry_us;
	return DEFAULT_EXPIRY_US;
}

static void
hold(struct act *a, const struct alert *alert, enum event_kind kind)
{
	struct event *e;

	if (kind == EVENT_ACK && alert->ack && alert->ack->kind == ACK_SEEN &&
	    alert->ack->state != ACK_REFUSED) {
		act_skip(a, alert->ack->person, _("has it already"));
		return;
	}
	e = act_event(a, kind, alert->key);
	e->until_us = a->now_us + expiry_us(a, alert);
	if (is_deliverable(a, alert) && alert->recovered_us == UNSAID)
		g_ptr_array_add(a->deliveries, delivery_for(a, e, alert));
}

/* What was put on it last and is not being taken back; otherwise what stands on it. NULL: nothing does. */
static const struct ack *
last_on(const struct alert *alert)
{
	const struct ack *last = alert->ack;

	for (const struct ack *ack = alert->ack; ack; ack = ack->next) {
		bool is_later = ack->at_us > last->at_us ||
		                (ack->at_us == last->at_us && strcmp(ack->id, last->id) > 0);

		if (!*ack->taken_back_by && (is_later || *last->taken_back_by))
			last = ack;
	}
	return last;
}

static void
take_back(struct act *a, const struct alert *alert)
{
	const struct ack *ack = last_on(alert);
	struct event *e;

	if (!ack) {
		act_skip(a, alert->title, _("is not acknowledged here"));
		return;
	}
	if (*ack->taken_back_by) {
		act_skip(a, alert->title, _("is being taken back already"));
		return;
	}
	e = act_event(a, EVENT_UNACK, alert->key);
	e->cause = event_batch_str(a->batch, ack->id);
	if (ack->deliverable && ack->state != ACK_REFUSED) {
		struct delivery *d = delivery_for(a, e, alert);

		delivery_set(&d->remote_id, ack->remote_id);
		delivery_set(&d->ack_id, ack->id);
		g_ptr_array_add(a->deliveries, d);
	}
}

/* NULL: it is gone, and left out. */
static const struct alert *
alert_of(struct act *a, const char *key)
{
	const struct alert *alert = room_alert(a->s->room, key);

	if (!alert)
		act_skip(a, key, _("is gone"));
	return alert;
}

void
act_ack(struct act *a, const char *key)
{
	const struct alert *alert = alert_of(a, key);

	if (alert)
		hold(a, alert, EVENT_ACK);
}

void
act_silence(struct act *a, const char *key)
{
	const struct alert *alert = alert_of(a, key);

	if (alert)
		hold(a, alert, EVENT_SILENCE);
}

void
act_unack(struct act *a, const char *key)
{
	const struct alert *alert = alert_of(a, key);

	if (alert)
		take_back(a, alert);
}

void
act_reopen(struct act *a, const char *key)
{
	const struct alert *alert = alert_of(a, key);
	struct event *e;

	if (!alert)
		return;
	if (!*alert->more->done_id) {
		act_skip(a, alert->title, _("is not handled"));
		return;
	}
	e = act_event(a, EVENT_UNACK, key);
	e->target = DEED_DONE;
	e->cause = event_batch_str(a->batch, alert->more->done_id);
}

void
act_note(struct act *a, const char *key)
{
	if (!*key || alert_of(a, key))
		act_event(a, EVENT_NOTE, key);
}

void
act_done(struct act *a, const char *key)
{
	if (room_supervised_title(a->s->room, key) || alert_of(a, key))
		act_event(a, EVENT_DONE, key);
}

bool
deed_read_to(const struct session *s, struct intent *intent, const char **text, int64_t *length_us,
             struct err *e)
{
	const char *colon = strchr(*text, ':');
	char *word = colon ? g_strndup(*text, (gsize)(colon - *text)) : NULL;

	(void)length_us;
	(void)e;
	if (word && (room_person(s->room, word) || room_team(s->room, word))) {
		g_free(intent->target);
		intent->target = g_strdup(word);
		*text = colon + 1 + strspn(colon + 1, " ");
	}
	g_free(word);
	return true;
}

void
act_escalate(struct act *a, const char *key)
{
	const struct alert *alert = alert_of(a, key);
	struct event *e;
	size_t step;

	if (!alert)
		return;
	if (a->intent->target && !room_person(a->s->room, a->intent->target) &&
	    !room_team(a->s->room, a->intent->target)) {
		act_skip(a, a->intent->target, _("is no person or team of this room"));
		return;
	}
	step = alert->escalated ? (size_t)alert->escalated->step + 1 : 1;
	if (!a->intent->target && step > escalation_steps(alert)) {
		act_skip(a, alert->title,
		         _("has no further step: name a person, as \"wang: why\""));
		return;
	}
	e = act_event(a, EVENT_ESCALATE, key);
	e->number = (int64_t)step;
	if (!a->intent->target)
		e->target =
		    event_batch_str(a->batch, escalation_to(a->s->room, alert, step, a->now_us));
}
