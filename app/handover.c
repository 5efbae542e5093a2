/* The shift digest: what the next person at the console has to know. */
#include "app/handover.h"

#include "room/decision.h"
#include "room/escalate.h"
#include "room/phase.h"
#include "room/sideways.h"
#include "store/admin.h"

#include <string.h>

/* What ends within this time is about to. */
#define SOON_US (15 * MIN_US)

static const struct ack *
standing(const struct alert *alert)
{
	const struct ack *ack = alert->ack;

	while (ack && ack->state >= ACK_LOST)
		ack = ack->next;
	return ack;
}

const char *
handover_owner(const struct alert *alert)
{
	const struct ack *ack = standing(alert);

	return *alert->more->done_by ? alert->more->done_by
	       : ack                 ? ack->person
	                             : alert->more->held_by;
}

int64_t
handover_owned_us(const struct alert *alert)
{
	const struct ack *ack = standing(alert);

	return alert->more->done_us != UNSAID ? alert->more->done_us
	       : ack                          ? ack->since_us
	                                      : alert->more->held_since_us;
}

static gint
compare_owner(gconstpointer a, gconstpointer b)
{
	const struct alert *one = *(const struct alert *const *)a,
			   *other = *(const struct alert *const *)b;
	int by_name = strcmp(handover_owner(one), handover_owner(other));
	int64_t first_us = handover_owned_us(one), second_us = handover_owned_us(other);

	return by_name ? by_name : (first_us > second_us) - (first_us < second_us);
}

static gint
compare_end(gconstpointer a, gconstpointer b)
{
	int64_t one_us = standing(*(const struct alert *const *)a)->until_us;
	int64_t other_us = standing(*(const struct alert *const *)b)->until_us;

	return (one_us > other_us) - (one_us < other_us);
}

static void
sort_alerts(struct handover *h, const struct room *room, int64_t now_us)
{
	const struct feed_filter all = { .with_silenced = true };
	GPtrArray *feed = room_feed(room, &all, now_us);

	for (guint i = 0; i < feed->len; i++) {
		struct alert *alert = g_ptr_array_index(feed, i);
		const struct ack *ack = standing(alert);

		if (alert_is_unseen(alert))
			g_ptr_array_add(h->unseen, alert);
		else if (alert_is_seen(alert) && alert->recovered_us == UNSAID)
			g_ptr_array_add(h->seen, alert);
		if (ack && ack->until_us != UNSAID && ack->until_us < now_us + SOON_US &&
		    alert->more->done_us == UNSAID)
			g_ptr_array_add(h->expiring, alert);
	}
	g_ptr_array_unref(feed);
	g_ptr_array_sort(h->seen, compare_owner);
	g_ptr_array_sort(h->expiring, compare_end);
}

static void
resolved_free(void *resolved)
{
	struct handover_resolved *r = resolved;

	g_free(r->key);
	g_free(r->title);
	g_free(r->person);
	g_free(r->how);
	g_free(r);
}

/* Its title is known only from what was to be delivered for it: no source shows it any more. */
static const char *
title_of(const GPtrArray *rows, const char *key)
{
	for (guint i = 0; i < rows->len; i++) {
		const struct delivery *d =
		    ((const struct outbox_row *)g_ptr_array_index(rows, i))->delivery;

		if (!strcmp(d->alert_key, key))
			return d->alert_title;
	}
	return key;
}

/* May its absence be believed? */
static bool
is_gone(const struct room *room, const char *key)
{
	const struct alert *alert = room_alert(room, key);
	char *source = g_strndup(key, strcspn(key, "/"));
	const struct source_state *from = room_source(room, source);

	g_free(source);
	return alert ? alert->recovered_us != UNSAID : from && from->health == SOURCE_LIVE;
}

static void
resolve(GHashTable *by_key, const GPtrArray *rows, const char *key, const char *person,
        const char *how, int64_t at_us)
{
	struct handover_resolved *r = g_hash_table_lookup(by_key, key);

	if (r && r->at_us > at_us)
		return;
	r = g_new(struct handover_resolved, 1);
	*r = (struct handover_resolved){ .key = g_strdup(key),
		                         .title = g_strdup(title_of(rows, key)),
		                         .person = g_strdup(person),
		                         .how = g_strdup(how),
		                         .at_us = at_us };
	g_hash_table_replace(by_key, r->key, r);
}

static gint
compare_at(gconstpointer a, gconstpointer b)
{
	int64_t one_us = (*(const struct handover_resolved *const *)a)->at_us;
	int64_t other_us = (*(const struct handover_resolved *const *)b)->at_us;

	return (one_us > other_us) - (one_us < other_us);
}

static void
find_resolved(struct handover *h, const struct room *room, const GPtrArray *rows)
{
	GHashTable *by_key = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, resolved_free);
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, room->acks);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct ack *ack = value;

		if (ack->at_us >= h->since_us && ack->state != ACK_LOST &&
		    is_gone(room, ack->alert_key))
			resolve(by_key, rows, ack->alert_key, ack->person, "", ack->at_us);
	}
	for (guint i = 0; i < room->log->len; i++) {
		const struct entry *entry = g_ptr_array_index(room->log, i);

		if (entry->kind == EVENT_DONE && entry->at_us >= h->since_us &&
		    is_gone(room, entry->subject))
			resolve(by_key, rows, entry->subject, entry->person, entry->text,
			        entry->at_us);
	}
	g_hash_table_iter_init(&iter, by_key);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		g_ptr_array_add(h->resolved, value);
		g_hash_table_iter_steal(&iter);
	}
	g_hash_table_unref(by_key);
	g_ptr_array_sort(h->resolved, compare_at);
}

static void
find_gates(struct handover *h, const struct room *room, int64_t now_us)
{
	for (guint i = 0; i < room->gates->len; i++) {
		struct gate_state *gate = g_ptr_array_index(room->gates, i);
		int64_t due_us = gate_due_us(room, gate);

		if (!gate_is_accepted(gate) && due_us != UNSAID && due_us < now_us + DAY_US)
			g_ptr_array_add(h->gates, gate);
	}
}

static void
keep_open(struct handover *h, const GPtrArray *rows)
{
	for (guint i = 0; i < rows->len; i++) {
		struct outbox_row *row = g_ptr_array_index(rows, i);

		if (!strcmp(row->state, "waiting") || !strcmp(row->state, "refused"))
			g_ptr_array_add(h->outbox, row);
	}
}

struct handover *
handover_new(const struct session *s, int64_t since_us, struct err *e)
{
	int64_t now_us = session_now_us(s);
	char *path = session_journal_path(s);
	GPtrArray *rows =
	    path ? admin_outbox(path, e) : g_ptr_array_new(); /* a journal in memory: a demo */
	struct handover *h;

	g_free(path);
	if (!rows)
		return NULL;
	h = g_new0(struct handover, 1);
	*h = (struct handover){ .since_us = since_us,
		                .all_rows = rows,
		                .unseen = g_ptr_array_new(),
		                .seen = g_ptr_array_new(),
		                .expiring = g_ptr_array_new(),
		                .resolved = g_ptr_array_new_with_free_func(resolved_free),
		                .gates = g_ptr_array_new(),
		                .supervised = room_supervised(s->room),
		                .chains = room_chains(s->room),
		                .notices = room_open_notices(s->room, NULL),
		                .outbox = g_ptr_array_new() };
	sort_alerts(h, s->room, now_us);
	find_resolved(h, s->room, rows);
	find_gates(h, s->room, now_us);
	keep_open(h, rows);
	return h;
}

void
handover_free(struct handover **handover)
{
	struct handover *h = *handover;

	if (!h)
		return;
	*handover = NULL;
	g_ptr_array_unref(h->unseen);
	g_ptr_array_unref(h->seen);
	g_ptr_array_unref(h->expiring);
	g_ptr_array_unref(h->resolved);
	g_ptr_array_unref(h->supervised);
	g_ptr_array_unref(h->chains);
	g_ptr_array_unref(h->notices);
	g_ptr_array_unref(h->gates);
	g_ptr_array_unref(h->outbox);
	g_ptr_array_unref(h->all_rows);
	g_free(h);
}

/* " (lin 2, oldest 38m; wang 1, oldest 5m)" of those that somebody has, by owner. */
static void
add_owners(GString *to, const GPtrArray *seen, int64_t now_us)
{
	char age[16];
	guint n;

	for (guint i = 0; i < seen->len; i += n) {
		const struct alert *first = g_ptr_array_index(seen, i);
		const char *owner = handover_owner(first);
		int64_t since_us = handover_owned_us(first);

		for (n = 1; i + n < seen->len &&
		            !g_strcmp0(handover_owner(g_ptr_array_index(seen, i + n)), owner);)
			n++;
		g_string_append_printf(to, "%s%s %u, oldest %s", i ? "; " : " (", owner, n,
		                       duration_coarse(now_us - since_us, age, sizeof age));
	}
	if (seen->len)
		g_string_append_c(to, ')');
}

char *
handover_words(const struct session *s, int64_t since_us)
{
	struct err e = { "" };
	struct handover *h = handover_new(s, since_us, &e);
	GString *to;

	if (!h)
		return g_strdup_printf("no digest: %s", e.text);
	to = g_string_new(NULL);
	g_string_append_printf(to, "unseen %u, seen and firing %u", h->unseen->len, h->seen->len);
	add_owners(to, h->seen, session_now_us(s));
	g_string_append_printf(to, ", about to expire %u, resolved %u, supervised %u, open %u",
	                       h->expiring->len, h->resolved->len, h->supervised->len,
	                       h->chains->len + h->notices->len + h->gates->len + h->outbox->len);
	handover_free(&h);
	return g_string_free(to, FALSE);
}
