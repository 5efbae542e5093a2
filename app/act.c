/* Actions: what a person decided becomes events, durable, with the requests that must leave the
 * room. */
#include "app/session.h"

#include "app/permission.h"
#include "base/text.h"
#include "room/alert.h"
#include "room/own_alert.h"
#include "room/delivery.h"
#include "room/phase.h"
#include "room/team.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* An acknowledgement ends after this where the alert has no tier. */
#define DEFAULT_EXPIRY_US HOUR_US

/* What is being put together for one key press. */
struct act {
	struct session *s;
	const struct intent *intent;
	const char *text, *batch_id;
	int64_t length_us, now_us;
	struct event_batch *batch;
	GPtrArray *deliveries; /* struct delivery * */
	unsigned skipped;
	char why[240]; /* of the last one skipped */
};

static struct event *
add_event(struct act *a, enum event_kind kind, const char *subject)
{
	struct event *e = event_batch_add(a->batch, kind, a->now_us);

	e->id = event_batch_uuid(a->batch);
	e->batch = event_batch_str(a->batch, a->batch_id);
	e->person = event_batch_str(a->batch, a->s->person);
	e->proof = a->s->proof;
	e->terminal_user = event_batch_str(a->batch, a->s->terminal_user);
	e->subject = event_batch_str(a->batch, subject);
	e->text = event_batch_str(a->batch, a->text);
	return e;
}

static void
skip(struct act *a, const char *what, const char *is)
{
	a->skipped++;
	snprintf(a->why, sizeof a->why, "%.80s %s", what, is);
}

static struct delivery *
delivery_for(struct act *a, const struct event *e, const struct alert *alert)
{
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
		skip(a, alert->ack->person, "has it already");
		return;
	}
	e = add_event(a, kind, alert->key);
	e->until_us = a->now_us + expiry_us(a, alert);
	if (is_deliverable(a, alert) && alert->recovered_us == UNSAID)
		g_ptr_array_add(a->deliveries, delivery_for(a, e, alert));
}

static void
take_back(struct act *a, const struct alert *alert)
{
	const struct ack *ack = alert->ack;
	struct event *e;

	if (!ack) {
		skip(a, alert->title, "is not acknowledged here");
		return;
	}
	if (*ack->taken_back_by) {
		skip(a, alert->title, "is being taken back already");
		return;
	}
	e = add_event(a, EVENT_UNACK, alert->key);
	e->cause = event_batch_str(a->batch, ack->id);
	if (ack->deliverable && ack->state != ACK_REFUSED) {
		struct delivery *d = delivery_for(a, e, alert);

		delivery_set(&d->remote_id, ack->remote_id);
		delivery_set(&d->ack_id, ack->id);
		g_ptr_array_add(a->deliveries, d);
	}
}

static void
act_on_alert(struct act *a, const char *key)
{
	const struct alert *alert = room_alert(a->s->room, key);

	if (!alert) {
		skip(a, key, "is gone");
		return;
	}
	switch (a->intent->kind) {
	case INTENT_ACK:
		hold(a, alert, EVENT_ACK);
		break;
	case INTENT_SILENCE:
		hold(a, alert, EVENT_SILENCE);
		break;
	case INTENT_UNACK:
		take_back(a, alert);
		break;
	case INTENT_NOTE:
		add_event(a, EVENT_NOTE, key);
		break;
	case INTENT_DONE:
		add_event(a, EVENT_DONE, key);
		break;
	default:
		break;
	}
}

static void
act_on_gate(struct act *a, const char *id)
{
	const struct gate_state *gate = room_gate(a->s->room, id);

	if (!gate)
		skip(a, id, "is no gate of this room");
	else
		add_event(a, EVENT_GATE, id)->accepted = a->intent->kind == INTENT_SIGN;
}

bool
session_may_act(const struct session *s, char *said, size_t size)
{
	if (s->is_read_only) {
		snprintf(said, size,
		         "read-only: this console was started with --read-only or --wall");
		return false;
	}
	if (s->is_locked) {
		if (s->claimant)
			snprintf(said, size, "locked: %.40s has a PIN, and the console asks for it",
			         s->claimant);
		else
			snprintf(said, size, "locked: I says who you are");
		return false;
	}
	if (!permission_allows(s->room, s->person, INTENT_NOTE, "", said, size))
		return false;
	if (s->store && s->journal.read && !s->journal.open) {
		snprintf(said, size, "not done, it could not be kept: %s", s->journal.reason);
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

static const char *
done_word(enum intent_kind kind)
{
	switch (kind) {
	case INTENT_ACK:
		return "acknowledged";
	case INTENT_UNACK:
		return "taken back:";
	case INTENT_SILENCE:
		return "silenced";
	case INTENT_NOTE:
		return "noted on";
	case INTENT_DONE:
		return "handled:";
	case INTENT_SIGN:
		return "signed gate";
	case INTENT_REFUSE:
		return "refused gate";
	default:
		return "";
	}
}

const char *
session_title(const struct session *s, const char *subject)
{
	const struct alert *alert = room_alert(s->room, subject);
	const struct gate_state *gate = room_gate(s->room, subject);

	return alert ? alert->title : gate ? gate->is.title : subject;
}

static void __attribute__((format(printf, 3, 4))) add(char *said, size_t size, const char *fmt, ...)
{
	size_t len = strlen(said);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(said + len, size - len, fmt, ap);
	va_end(ap);
}

static void
say_done(const struct act *a, char *said, size_t size)
{
	guint n = a->batch->events->len;
	const struct event *first = g_ptr_array_index(a->batch->events, 0);
	char until[32];

	if (n == 1)
		snprintf(said, size, "%s %s", done_word(a->intent->kind),
		         *first->subject ? session_title(a->s, first->subject) : "the room");
	else
		snprintf(said, size, "%s %u alerts", done_word(a->intent->kind), n);
	if (a->intent->kind == INTENT_SILENCE) {
		instant_format(first->until_us, a->s->room->zone, "%m-%d %H:%M", until,
		               sizeof until);
		add(said, size, " until %s", until);
	}
	if (a->skipped)
		add(said, size, "; %u left out: %s", a->skipped, a->why);
}

static void
act_on_all(struct act *a)
{
	bool is_gate = a->intent->kind == INTENT_SIGN || a->intent->kind == INTENT_REFUSE;

	for (guint i = 0; i < a->intent->subjects->len; i++) {
		const char *subject = g_ptr_array_index(a->intent->subjects, i);
		unsigned before = a->skipped;

		if (!permission_allows(a->s->room, a->s->person, a->intent->kind, subject, a->why,
		                       sizeof a->why))
			a->skipped++;
		else if (is_gate)
			act_on_gate(a, subject);
		else
			act_on_alert(a, subject);
		if (a->skipped > before && a->s->listener)
			a->s->listener->left_out(a->s->listener->data, subject, a->why);
	}
	if (a->intent->kind == INTENT_NOTE && a->intent->subjects->len == 0)
		add_event(a, EVENT_NOTE, "");
}

bool
session_act(struct session *s, const struct intent *intent, const char *text, int64_t length_us,
            char *said, size_t size)
{
	struct act a = {
		.s = s, .intent = intent, .length_us = length_us, .now_us = session_now_us(s)
	};
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
		session_enter(s, a.batch);
		store_append(s->store, a.batch, a.deliveries);
	} else {
		snprintf(said, size, "%s", *a.why ? a.why : "nothing is selected");
		event_batch_free(&a.batch);
		g_ptr_array_unref(a.deliveries);
	}
	g_free(clean);
	return n > 0;
}
