/* Which acknowledgements stand on an alert, by the durable events alone, whatever order they came in. */
#include "room/dossier.h"

#include "base/lang.h"
#include "room/ack.h"
#include "room/apply.h"

#include <string.h>

/* A late arrival is compared with so many that ended before it. */
enum { ACKS_KEPT = 32 };

struct dossier *
dossier_find(const struct room *room, const char *key)
{
	return g_hash_table_lookup(room->dossiers, key);
}

struct dossier *
dossier_get(struct room *room, const char *key)
{
	struct dossier *d = dossier_find(room, key);

	if (d)
		return d;
	d = g_new0(struct dossier, 1);
	d->key = g_strdup(key);
	d->acks = g_ptr_array_new();
	d->escalations = g_ptr_array_new_with_free_func(escalation_free);
	d->done_id = d->undone_id = d->title = ack_no_text;
	d->expired_us = d->done_us = d->done_over_us = UNSAID;
	g_hash_table_insert(room->dossiers, d->key, d);
	return d;
}

void
dossier_free(void *dossier)
{
	struct dossier *d = dossier;

	g_free(d->key);
	g_ptr_array_unref(d->acks);
	g_ptr_array_unref(d->escalations);
	assignment_free(d->assigned);
	ack_text(&d->done_id, "");
	ack_text(&d->undone_id, "");
	ack_text(&d->title, "");
	g_free(d);
}

int64_t
dossier_done_us(const struct dossier *d)
{
	return *d->undone_id ? UNSAID : d->done_us;
}

int64_t
dossier_asks_since_us(const struct dossier *d)
{
	return d ? MAX(d->expired_us, d->done_over_us) : UNSAID;
}

bool
dossier_is_before(int64_t a_us, const char *a_id, int64_t b_us, const char *b_id)
{
	return a_us != b_us ? a_us < b_us : strcmp(a_id, b_id) < 0;
}

/* When it ended or will end. */
static int64_t
end_us(const struct ack *ack)
{
	int64_t end = ack->until_us == UNSAID ? INT64_MAX : ack->until_us;

	if (ack->taken_back_us != UNSAID)
		end = MIN(end, ack->taken_back_us);
	return ack->dropped_us != UNSAID ? MIN(end, ack->dropped_us) : end;
}

static bool
is_over(const struct ack *ack)
{
	return ack->is_expired || ack->taken_back_us != UNSAID || ack->dropped_us != UNSAID;
}

static bool
extends(const struct ack *later, const struct ack *ack)
{
	return later->kind == ack->kind && strcmp(later->person, ack->person) == 0;
}

static bool
takes_over(const struct ack *later, const struct ack *ack)
{
	return extends(later, ack) || (ack->kind == ACK_SILENCE && later->kind == ACK_SEEN);
}

bool
dossier_takes_place(const struct ack *later, const struct ack *ack)
{
	return ack->delivered == ACK_REFUSED || takes_over(later, ack);
}

/* Has one of those that came after it, up to place `to`, taken its place? */
static bool
is_superseded(const struct dossier *d, guint i, guint to,
              bool (*takes)(const struct ack *later, const struct ack *ack))
{
	for (guint k = i + 1; k < to; k++) {
		if (takes(d->acks->pdata[k], d->acks->pdata[i]))
			return true;
	}
	return false;
}

/* Since when its person has it: an extension goes on from the one that stood. */
static int64_t
since_us(const struct dossier *d, guint i)
{
	const struct ack *ack = d->acks->pdata[i];

	while (i-- > 0) {
		const struct ack *before = d->acks->pdata[i];

		if (!extends(ack, before))
			continue;
		if (end_us(before) <= ack->at_us)
			break;
		ack = before;
	}
	return ack->at_us;
}

/* Of those that ended, only the last ones: nobody arrives later than that. */
static void
let_go(struct dossier *d)
{
	for (guint i = 0; d->acks->len > ACKS_KEPT && i < d->acks->len; i++) {
		if (((struct ack *)d->acks->pdata[i])->state == ACK_ENDED) {
			g_ptr_array_remove_index(d->acks, i);
			return;
		}
	}
}

void
dossier_add_ack(struct dossier *d, struct ack *ack)
{
	guint at = d->acks->len;

	while (at > 0) {
		const struct ack *before = d->acks->pdata[at - 1];

		if (dossier_is_before(before->at_us, before->id, ack->at_us, ack->id))
			break;
		at--;
	}
	g_ptr_array_insert(d->acks, (gint)at, ack);
	let_go(d);
}

static void
find_expired(struct dossier *d)
{
	d->expired_us = UNSAID;
	for (guint i = 0; i < d->acks->len; i++) {
		const struct ack *ack = d->acks->pdata[i];

		if (ack->is_expired && end_us(ack) == ack->until_us)
			d->expired_us = MAX(d->expired_us, ack->until_us);
	}
}

/* At its place among those that stand: by the time since which the person has it. */
static void
put(struct ack **chain, struct ack *ack)
{
	while (*chain &&
	       ((*chain)->since_us != ack->since_us
	            ? (*chain)->since_us < ack->since_us
	            : dossier_is_before((*chain)->at_us, (*chain)->id, ack->at_us, ack->id)))
		chain = &(*chain)->next;
	ack->next = *chain;
	*chain = ack;
}

static void
stand(struct ack **chain, struct ack *ack)
{
	if (ack->state == ACK_ENDED)
		ack_text(&ack->reason, "");
	ack->state = ack->delivered;
	put(chain, ack);
}

static void
end(struct ack *ack)
{
	if (ack->state != ACK_ENDED && ack->taken_back_us == UNSAID)
		ack_text(&ack->reason,
		         ack->is_expired ? N_("expired") : N_("replaced by a later one"));
	ack->state = ACK_ENDED;
	ack->next = NULL;
	ack_text(&ack->taken_back_by, "");
}

void
dossier_settle(struct room *room, struct dossier *d)
{
	struct ack **chain = ack_chain(room, d->key);
	struct alert *alert = room_alert(room, d->key);
	GPtrArray *pending = ack_take_pending(chain);

	*chain = NULL;
	for (guint i = 0; i < d->acks->len; i++) {
		struct ack *ack = d->acks->pdata[i];

		if (is_over(ack) || is_superseded(d, i, d->acks->len, dossier_takes_place)) {
			end(ack);
			continue;
		}
		ack->since_us = since_us(d, i);
		stand(chain, ack);
	}
	for (guint i = 0; i < pending->len; i++)
		ack_place_pending(chain, g_ptr_array_index(pending, i));
	g_ptr_array_unref(pending);
	find_expired(d);
	supervise_touch(room, d->key);
	if (alert)
		alert_asks_since(room, alert, alert->asks_base_us);
}

const char *
dossier_who_was_first(const struct dossier *d, const struct ack *ack)
{
	const struct ack *first = ack;
	int64_t first_us = UNSAID;
	guint at = 0;

	while (at < d->acks->len && d->acks->pdata[at] != ack)
		at++;
	if (at == d->acks->len)
		return "";
	first_us = since_us(d, at);
	for (guint i = 0; i < at; i++) {
		const struct ack *other = d->acks->pdata[i];

		if (end_us(other) > ack->at_us && !is_superseded(d, i, at + 1, takes_over) &&
		    since_us(d, i) < first_us) {
			first = other;
			first_us = since_us(d, i);
		}
	}
	return strcmp(first->person, ack->person) != 0 ? first->person : "";
}

/* An acknowledgement that stands, those that it extends, and the one before that tells where these
 * begin. */
static void
ack_chain_needs(const struct dossier *d, guint i, GPtrArray *ids)
{
	const struct ack *ack = d->acks->pdata[i];
	bool is_further = true;

	needs_add(ids, ack->id);
	while (is_further && i-- > 0) {
		const struct ack *before = d->acks->pdata[i];

		if (!extends(ack, before))
			continue;
		needs_add(ids, before->id);
		needs_add(ids, before->taken_back_id);
		is_further = before->at_us >= ack->since_us;
	}
}

/* What the limit's clock of a shown alert starts from. */
static void
clock_needs(const struct dossier *d, const struct alert *alert, GPtrArray *ids)
{
	if (d->done_over_us == alert->asks_since_us) {
		needs_add(ids, d->done_id);
		needs_add_derived(ids, EVENT_EXPIRE, d->done_id);
	}
	for (guint i = 0; i < d->acks->len; i++) {
		const struct ack *ack = d->acks->pdata[i];

		if (ack->is_expired && end_us(ack) == alert->asks_since_us) {
			needs_add(ids, ack->id);
			needs_add(ids, ack->taken_back_id);
			needs_add_derived(ids, EVENT_EXPIRE, ack->id);
		}
	}
}

void
dossier_needs(const struct room *room, GPtrArray *ids)
{
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, room->dossiers);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct dossier *d = value;
		const struct alert *alert = room_alert(room, d->key);
		const struct mark *mark = alert ? NULL : g_hash_table_lookup(room->marks, d->key);

		for (guint i = 0; i < d->acks->len; i++) {
			if (((const struct ack *)d->acks->pdata[i])->state != ACK_ENDED)
				ack_chain_needs(d, i, ids);
		}
		needs_add(ids, alert ? alert->more->done_id : mark ? mark->done_id : "");
		/* without it an older one would stand again */
		if (*d->undone_id) {
			needs_add(ids, d->done_id);
			needs_add(ids, d->undone_id);
		}
		if (alert)
			clock_needs(d, alert, ids);
	}
}
