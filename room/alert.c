/* Alerts: what the sources show, matched to tiers, risks and teams. */
#include "room/alert.h"

#include "base/lang.h"
#include "room/ack.h"
#include "room/apply.h"
#include "room/order.h"
#include "room/roster.h"
#include "room/trigger.h"
#include "room/watchdog.h"

#include <string.h>

struct alert *
room_alert(const struct room *room, const char *key)
{
	return key ? g_hash_table_lookup(room->alerts, key) : NULL;
}

const char *
alert_label(const struct alert *alert, const char *name)
{
	for (size_t i = 0; i < alert->n_labels; i++) {
		if (strcmp(alert->labels[i].name, name) == 0)
			return alert->labels[i].value;
	}
	return NULL;
}

bool
alert_is_seen(const struct alert *alert)
{
	return alert->more->held_since_us != UNSAID || alert->more->done_us != UNSAID ||
	       ack_standing(alert->ack, ACK_SEEN);
}

bool
alert_is_silenced(const struct alert *alert)
{
	return ack_standing(alert->ack, ACK_SILENCE) != NULL;
}

bool
alert_is_unseen(const struct alert *alert)
{
	return !alert->inhibited && !alert_is_seen(alert) && !alert_is_silenced(alert);
}

/* The earlier of two instants of which one may be unsaid. */
static int64_t
earlier(int64_t a, int64_t b)
{
	if (a == UNSAID || b == UNSAID)
		return MAX(a, b);
	return MIN(a, b);
}

int64_t
alert_stopped_us(const struct alert *alert)
{
	const struct ack *seen = ack_standing(alert->ack, ACK_SEEN);
	const struct ack *silenced = ack_standing(alert->ack, ACK_SILENCE);
	int64_t stop_us = earlier(alert->more->held_since_us, alert->more->done_us);

	stop_us = earlier(stop_us, alert->recovered_us);
	stop_us = earlier(stop_us, seen ? seen->since_us : UNSAID);
	return earlier(stop_us, silenced ? silenced->since_us : UNSAID);
}

int64_t
alert_remaining_us(const struct alert *alert, int64_t now_us)
{
	int64_t stop_us = alert_stopped_us(alert);

	if (!alert->tier || alert->tier->is.limit_us == UNSAID)
		return UNSAID;
	if (stop_us == UNSAID)
		stop_us = now_us;
	/* someone may have it since before another one's expired */
	stop_us = MAX(stop_us, alert->asks_since_us);
	return alert->asks_since_us + alert->tier->is.limit_us - stop_us;
}

static int64_t
rank_of(const struct alert *alert)
{
	return alert->tier ? alert->tier->is.rank : UNSAID;
}

static bool
is_worth_a_line(const struct alert *alert)
{
	return alert->tier && alert->tier->is.rank <= 2;
}

/* Moves the alert from one person's load to another's; NULL = nobody. */
static void
count_load(struct room *room, struct alert *alert, const char *person)
{
	GHashTable *loads = room->loads;
	const char *before = alert->more->counted_for;

	if (before == person)
		return;
	if (before)
		g_hash_table_insert(
		    loads, (gpointer)before,
		    GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(loads, before)) - 1));
	if (person)
		g_hash_table_insert(
		    loads, (gpointer)person,
		    GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(loads, person)) + 1));
	alert_more(alert)->counted_for = person;
}

/* Whose work it is: who has it, else to whom it was given; interned, NULL = nobody's. */
static const char *
carrier(struct room *room, const struct alert *alert)
{
	const struct assignment *assigned;

	if (alert->recovered_us != UNSAID)
		return NULL;
	if (alert->ack && alert->ack->kind == ACK_SEEN)
		return room_str(room, alert->ack->person);
	assigned = alert_assigned(room, alert);
	return assigned ? room_str(room, assigned->to) : NULL;
}

static void
count(struct room *room, struct alert *alert, bool in_room)
{
	count_load(room, alert, in_room ? carrier(room, alert) : NULL);
	if (alert->counted_in) {
		alert->counted_in->firing--;
		alert->counted_in->unseen -= alert->counted_unseen;
	}
	alert->counted_in = in_room && alert->recovered_us == UNSAID ? alert->risk : NULL;
	alert->counted_unseen = alert_is_unseen(alert);
	trigger_count(room, alert, in_room);
	if (alert->counted_in) {
		alert->counted_in->firing++;
		alert->counted_in->unseen += alert->counted_unseen;
	}
}

static void
alert_free(struct alert *alert)
{
	alert_unpack(alert);
	g_free(alert);
}

/* The rule stands at struct alert. */
static bool
recovered_stays(const struct room *room, const struct alert *alert)
{
	if (alert->tier && alert->tier->is.rank == 1 && alert_is_unseen(alert) &&
	    g_hash_table_size(room->alerts) <= ROOM_ALERTS_MAX / 2)
		return true;
	return alert->more->done_us == UNSAID && ack_is_open(alert->ack);
}

void
alert_changed(struct room *room, struct alert *alert)
{
	bool stays = alert->recovered_us == UNSAID || recovered_stays(room, alert);

	count(room, alert, stays);
	room_alerts_changed(room);
	if (stays) {
		order_touch(room->order, alert);
		supervise_touch(room, alert->key);
		return;
	}
	order_leave(room->order, alert);
	ack_park(room, alert);
	g_hash_table_remove(room->alerts, alert->key);
	supervise_touch(room, alert->key);
	alert_free(alert);
}

static int64_t
firing_since_us(const struct alert *alert, int64_t at_us)
{
	return alert->starts_us == UNSAID ? at_us : MIN(alert->starts_us, at_us);
}

static struct alert *
alert_new(struct room *room, const char *key, int64_t at_us)
{
	size_t size = strlen(key) + 1;
	struct alert *alert = g_malloc0(sizeof *alert + size);

	memcpy(alert->key, key, size);
	alert->number = room->alerts_seen++;
	alert->observed_us = at_us;
	alert->recovered_us = UNSAID;
	alert->more = &alert_nothing_more;
	alert->starts_us = alert->asks_since_us = alert->asks_base_us = UNSAID;
	g_hash_table_insert(room->alerts, alert->key, alert);
	return alert;
}

static void
fire_again(struct room *room, struct alert *alert, const struct event *event)
{
	alert->observed_us = event->at_us;
	alert_asks_since(room, alert, firing_since_us(alert, event->at_us));
	ack_reopen(room, alert, event, alert->asks_base_us, N_("fired again"));
}

static void
update(struct room *room, struct alert *alert, const struct event *event)
{
	int64_t rank = rank_of(alert), starts_us = alert->starts_us;

	alert_pack(room, alert, event->alert);
	alert_match(room, alert);
	alert->recovered_us = UNSAID;
	if (ack_is_new_firing(starts_us, alert->starts_us))
		fire_again(room, alert, event);
	else if (rank != UNSAID && alert->tier && rank_of(alert) < rank)
		ack_reopen(room, alert, event, event->at_us, N_("severity rose"));
}

static void
appear(struct room *room, const char *key, const struct event *event)
{
	struct alert *alert = alert_new(room, key, event->at_us);

	alert_pack(room, alert, event->alert);
	alert_match(room, alert);
	alert_asks_since(room, alert, firing_since_us(alert, event->at_us));
	if (is_worth_a_line(alert) && !event->is_remembered)
		room_log(room, event, alert->team, "%s: %s", alert->tier->is.brief, alert->title);
	ack_unpark(room, alert, event);
}

/* One that was held at its source and no longer is asks from now on. */
static void
compare_hold(struct room *room, struct alert *alert, const struct event *event)
{
	bool was_held = alert->more->held_since_us != UNSAID;

	alert_hold(room, alert, event->at_us);
	if (was_held && alert_is_unseen(alert))
		ack_asks_again(room, alert, event, event->at_us,
		               N_("no longer held at its source"));
}

static void
set_remembered(struct room *room, struct alert *alert, bool is_remembered)
{
	room->alerts_remembered += is_remembered;
	room->alerts_remembered -= alert->is_remembered;
	alert->is_remembered = is_remembered;
}

/* What is remembered counts until its source has answered. */
static bool
is_outdated(const struct room *room, const struct event *event)
{
	const struct source_state *source = room_source(room, event->alert->source);

	return event->is_remembered &&
	       (!source || (source->last_ok_us != UNSAID && !source->is_remembered));
}

/* Lent until the next one. */
static const char *
key_of(struct room *room, const struct alert_data *data)
{
	g_string_assign(room->key, data->source);
	g_string_append_c(room->key, '/');
	g_string_append(room->key, data->fingerprint);
	return room->key->str;
}

static void
observe(struct room *room, const struct event *event)
{
	const char *key = key_of(room, event->alert);
	struct alert *alert = room_alert(room, key);

	if (is_outdated(room, event) || (event->is_remembered && alert))
		return;
	if (alert)
		update(room, alert, event);
	else
		appear(room, key, event);
	alert = alert ? alert : room_alert(room, key);
	set_remembered(room, alert, event->is_remembered);
	ack_compare(room, alert, event);
	compare_hold(room, alert, event);
	alert_changed(room, alert);
}

static void
gone(struct room *room, const struct event *event)
{
	struct alert *alert = room_alert(room, event->subject);

	if (!alert || alert->recovered_us != UNSAID ||
	    (event->is_remembered && !alert->is_remembered))
		return;
	alert->recovered_us = event->at_us;
	set_remembered(room, alert, false);
	if (is_worth_a_line(alert) && !event->is_remembered)
		room_log(room, event, alert->team, _("recovered: %s"), alert->title);
	alert_changed(room, alert);
}

void
alert_unlisted(const struct room *room, const struct event *report, struct event_batch *gone)
{
	GHashTableIter iter;
	void *value;

	if (!room->alerts_remembered || report->kind != EVENT_SOURCE || !report->report ||
	    report->report->health != SOURCE_LIVE || report->report->broken > 0)
		return;
	g_hash_table_iter_init(&iter, room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct alert *alert = value;
		struct event *event;

		if (!alert->is_remembered || strcmp(alert->source, report->subject) != 0)
			continue;
		event = event_batch_add(gone, EVENT_ALERT_GONE, report->at_us);
		event->source = event_batch_str(gone, alert->source);
		event->subject = event_batch_str(gone, alert->key);
	}
}

void
alert_apply(struct room *room, const struct event *event)
{
	if (watchdog_is(room, event))
		watchdog_apply(room, event);
	else if (event->kind == EVENT_ALERT && event->alert)
		observe(room, event);
	else if (event->kind == EVENT_ALERT_GONE)
		gone(room, event);
}

void
alert_settle(struct room *room)
{
	GList *alerts;

	if (!room->must_match_again)
		return;
	room->must_match_again = false;
	/* A list of its own, since an alert that no tier keeps may leave the table. */
	alerts = g_hash_table_get_values(room->alerts);
	for (GList *l = alerts; l; l = l->next) {
		alert_match(room, l->data);
		alert_changed(room, l->data);
	}
	g_list_free(alerts);
}

void
alert_fini(struct room *room)
{
	GHashTableIter iter;
	void *alert;

	g_hash_table_iter_init(&iter, room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &alert))
		alert_free(alert);
	g_hash_table_remove_all(room->alerts);
}
