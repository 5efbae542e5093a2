/* Acknowledgements: from the key press to the proof, and what becomes of each. */
#include "room/ack.h"

#include "room/apply.h"

#include <string.h>

struct ack *
room_ack(const struct room *room, const char *id)
{
	return id ? g_hash_table_lookup(room->acks, id) : NULL;
}

char ack_no_text[] = "";

void
ack_text(char **dst, const char *text)
{
	char *copy = text && *text ? g_strdup(text) : ack_no_text;

	if (*dst != ack_no_text)
		g_free(*dst);
	*dst = copy;
}

const char *
ack_title(const struct room *room, const char *key)
{
	const struct alert *alert = room_alert(room, key);

	return alert ? alert->title : key;
}

static bool
counts(const struct ack *ack)
{
	return ack->state >= ACK_KEPT && ack->state <= ACK_REFUSED;
}

const struct ack *
ack_standing(const struct ack *chain, enum ack_kind kind)
{
	for (; chain; chain = chain->next) {
		if (chain->kind == kind && counts(chain))
			return chain;
	}
	return NULL;
}

bool
ack_is_open(const struct ack *chain)
{
	for (; chain; chain = chain->next) {
		if (chain->state == ACK_PENDING || chain->state == ACK_REFUSED ||
		    (chain->state == ACK_KEPT && chain->deliverable) || chain->taken_back_by[0])
			return true;
	}
	return false;
}

static void
unlink_from(struct ack **chain, struct ack *ack)
{
	while (*chain && *chain != ack)
		chain = &(*chain)->next;
	if (*chain)
		*chain = ack->next;
	ack->next = NULL;
}

void
ack_end(struct ack **chain, struct ack *ack, const char *reason)
{
	unlink_from(chain, ack);
	ack->state = ACK_ENDED;
	ack_text(&ack->reason, reason);
	ack_text(&ack->taken_back_by, "");
}

/* A log line that belongs to the person and the instant of the key press. */
static void
log_ack(struct room *room, const struct ack *ack, const char *text)
{
	const struct alert *alert = room_alert(room, ack->alert_key);
	struct event line = { .kind = ack->kind == ACK_SEEN ? EVENT_ACK : EVENT_SILENCE,
		              .at_us = ack->at_us,
		              .person = ack->person,
		              .subject = ack->alert_key };

	room_log(room, &line, alert ? alert->team : "", "%s", text);
}

static void
log_kept(struct room *room, const struct ack *ack)
{
	const struct ack *first = *ack_chain(room, ack->alert_key);
	GString *text = g_string_new(ack->kind == ACK_SEEN ? "acknowledged " : "silenced ");

	g_string_append(text, ack_title(room, ack->alert_key));
	if (ack->comment[0])
		g_string_append_printf(text, ": %s", ack->comment);
	if (first && first != ack && strcmp(first->person, ack->person) != 0)
		g_string_append_printf(text, " (%s was first)", first->person);
	log_ack(room, ack, text->str);
	g_string_free(text, TRUE);
}

static bool
source_takes_acks(const struct room *room, const char *key)
{
	for (guint i = 0; i < room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(room->sources, i);
		size_t n = strlen(source->is.name);

		if (strncmp(key, source->is.name, n) == 0 && key[n] == '/')
			return source->is.can_ack;
	}
	return false;
}

static struct ack *
ack_new(const struct room *room, const struct event *event)
{
	const struct alert *alert = room_alert(room, event->subject);
	struct ack *ack = g_new0(struct ack, 1);

	ack->id = g_strdup(event->id);
	ack->kind = event->kind == EVENT_ACK ? ACK_SEEN : ACK_SILENCE;
	ack->alert_key = g_strdup(event->subject);
	ack->person = g_strdup(event->person);
	ack->comment = g_strdup(event->text);
	ack->at_us = ack->since_us = event->at_us;
	ack->until_us = event->until_us;
	ack->kept_us = UNSAID;
	ack->remote_id = ack->reason = ack->taken_back_by = ack_no_text;
	ack->deliverable =
	    source_takes_acks(room, event->subject) && (!alert || alert->recovered_us == UNSAID);
	return ack;
}

static void
ack_free(struct ack *ack)
{
	g_free(ack->id);
	g_free(ack->alert_key);
	g_free(ack->person);
	g_free(ack->comment);
	ack_text(&ack->remote_id, "");
	ack_text(&ack->reason, "");
	ack_text(&ack->taken_back_by, "");
	g_free(ack);
}

/* May `ack` take the place of `old`? Otherwise the first one wins. */
static bool
replaces(const struct ack *ack, const struct ack *old)
{
	if (old->state == ACK_REFUSED || (old->kind == ACK_SILENCE && ack->kind == ACK_SEEN))
		return true;
	return old->kind == ack->kind && strcmp(old->person, ack->person) == 0;
}

/* In front of what it replaces, else at the end. */
static void
place(struct ack **chain, struct ack *ack)
{
	ack->since_us = ack->at_us;
	if (*chain && replaces(ack, *chain)) {
		if (strcmp((*chain)->person, ack->person) == 0 && (*chain)->kind == ack->kind)
			ack->since_us = (*chain)->since_us;
		ack->next = *chain;
		*chain = ack;
		return;
	}
	while (*chain)
		chain = &(*chain)->next;
	ack->next = NULL;
	*chain = ack;
}

/* Takes those that are not durable yet out of the chain, oldest key press first. */
static GPtrArray *
take_pending(struct ack **chain)
{
	GPtrArray *pending = g_ptr_array_new();

	while (*chain) {
		struct ack *ack = *chain;
		guint at = 0;

		if (ack->state != ACK_PENDING) {
			chain = &ack->next;
			continue;
		}
		*chain = ack->next;
		while (at < pending->len && ((struct ack *)pending->pdata[at])->at_us <= ack->at_us)
			at++;
		g_ptr_array_insert(pending, (gint)at, ack);
	}
	return pending;
}

/* The journal's order counts, so that every console on it ends with the same: what is durable
 * stands as if it had come before all that is still under way. */
static void
settle(struct ack **chain, struct ack *ack)
{
	GPtrArray *pending = take_pending(chain);

	ack->state = ACK_KEPT;
	place(chain, ack);
	for (struct ack *old = ack->next, *next; old && ack == *chain; old = next) {
		next = old->next;
		if (replaces(ack, old))
			ack_end(chain, old, "replaced by a later one");
	}
	for (guint i = 0; i < pending->len; i++) {
		struct ack *other = g_ptr_array_index(pending, i);

		if (other != ack)
			place(chain, other);
	}
	g_ptr_array_unref(pending);
}

static void
begin(struct room *room, const struct event *event)
{
	struct ack **chain, *ack;

	/* an action may come twice: from this keyboard, and back from the journal */
	if (!event->id[0] || room_ack(room, event->id))
		return;
	chain = ack_chain(room, event->subject);
	ack = ack_new(room, event);
	g_hash_table_insert(room->acks, ack->id, ack);
	place(chain, ack);
}

static void
kept(struct room *room, struct ack *ack, const struct event *event)
{
	struct ack **chain = ack_chain(room, ack->alert_key);

	if (ack->state != ACK_PENDING)
		return;
	settle(chain, ack);
	ack->kept_us = event->at_us;
	log_kept(room, ack);
}

static void
lost(struct room *room, struct ack *ack, const struct event *event)
{
	struct alert *alert = room_alert(room, ack->alert_key);
	char *reason = g_strdup_printf("not kept: %s", event->text);

	if (ack->state == ACK_PENDING) {
		ack_end(ack_chain(room, ack->alert_key), ack, event->text);
		ack->state = ACK_LOST;
		if (alert)
			ack_asks_again(room, alert, event, UNSAID, reason);
	}
	g_free(reason);
}

static void
sent(struct room *room, struct ack *ack, const struct event *event)
{
	struct alert *alert = room_alert(room, ack->alert_key);

	if (event->remote_id[0] && !ack->remote_id[0]) {
		ack_text(&ack->remote_id, event->remote_id);
		g_hash_table_insert(room->remote_ids, ack->remote_id, ack);
	}
	if (ack->state == ACK_PENDING)
		kept(room, ack, event);
	if (ack->state == ACK_KEPT || ack->state == ACK_REFUSED) {
		ack->state = ACK_SENT;
		ack_text(&ack->reason, "");
	}
	if (alert && ack->state == ACK_SENT && ack_is_shown(room, alert, ack))
		ack->state = ACK_CONFIRMED;
	if (alert)
		alert_hold(room, alert, event->at_us);
}

static void
refused(struct room *room, struct ack *ack, const struct event *event)
{
	const struct alert *alert = room_alert(room, ack->alert_key);
	struct event line = *event;

	if (ack->state == ACK_PENDING)
		kept(room, ack, event);
	if (ack->state == ACK_KEPT || ack->state == ACK_SENT) {
		ack->state = ACK_REFUSED;
		ack_text(&ack->reason, event->text);
	}
	line.subject = ack->alert_key;
	line.person = ack->person;
	room_log(room, &line, alert ? alert->team : "", "REFUSED by its source: %s: %s",
	         ack_title(room, ack->alert_key), event->text);
}

static void
retry(struct ack *ack, const struct event *event)
{
	ack->retries++;
	ack_text(&ack->reason, event->text);
}

static void
outcome(struct room *room, const struct event *event)
{
	struct ack *ack = room_ack(room, event->cause);

	if (!ack)
		return;
	if (event->kind == EVENT_KEPT)
		kept(room, ack, event);
	else if (event->kind == EVENT_LOST)
		lost(room, ack, event);
	else if (event->kind == EVENT_SENT)
		sent(room, ack, event);
	else if (event->kind == EVENT_REFUSED)
		refused(room, ack, event);
	else
		retry(ack, event);
	if (room_alert(room, ack->alert_key))
		alert_changed(room, room_alert(room, ack->alert_key));
	room_alerts_changed(room);
}

static bool
is_of_deed(struct room *room, const struct event *event)
{
	return (event->kind == EVENT_KEPT && deed_kept(room, event)) ||
	       (event->kind == EVENT_LOST && deed_lost(room, event)) ||
	       (event->kind == EVENT_REFUSED && deed_refused(room, event));
}

void
ack_apply(struct room *room, const struct event *event)
{
	switch (event->kind) {
	case EVENT_ACK:
	case EVENT_SILENCE:
		begin(room, event);
		break;
	case EVENT_UNACK:
	case EVENT_DONE:
	case EVENT_NOTE:
		deed_begin(room, event);
		break;
	case EVENT_KEPT:
	case EVENT_LOST:
	case EVENT_SENT:
	case EVENT_RETRY:
	case EVENT_REFUSED:
		if (!is_of_deed(room, event))
			outcome(room, event);
		return;
	default:
		return;
	}
	if (room_alert(room, event->subject))
		alert_changed(room, room_alert(room, event->subject));
	room_alerts_changed(room);
}

void
ack_fini(struct room *room)
{
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, room->acks);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		ack_free(value);
	g_hash_table_remove_all(room->acks);
	g_hash_table_remove_all(room->remote_ids);
	g_hash_table_iter_init(&iter, room->marks);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		mark_free(value);
	g_hash_table_remove_all(room->marks);
	deed_fini(room);
}
