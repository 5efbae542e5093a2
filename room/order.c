/* All alerts in the order in which they press, kept as they change. */
#include "config.h"

#include "room/order.h"

#include <stdlib.h>
#include <string.h>

/* Of a slot. */
enum state { STATE_IN_ROWS = 1, STATE_CHANGED = 2 };

/* A room that nobody asks lets at most so many wait, and as many as it has. */
enum { WAITING_MAX = 4096 };

static uint32_t
slot_new(struct order *o)
{
	const struct place nobody = { .alert = NULL };
	const int64_t never_us = INT64_MAX;
	const guint8 state = 0;
	uint32_t slot = o->places->len;

	if (o->free->len > 0) {
		slot = g_array_index(o->free, guint32, o->free->len - 1);
		g_array_set_size(o->free, o->free->len - 1);
		return slot;
	}
	g_array_append_val(o->places, nobody);
	g_array_append_val(o->due, never_us);
	g_byte_array_append(o->states, &state, 1);
	for (guint i = 0; i < o->verdicts->len; i++)
		g_byte_array_append(g_ptr_array_index(o->verdicts, i), &state, 1);
	return slot;
}

struct order *
order_new(void)
{
	struct order *o = g_new0(struct order, 1);

	o->refs = 1;
	o->feedback_due_us = INT64_MAX;
	o->places = g_array_new(FALSE, FALSE, sizeof(struct place));
	o->due = g_array_new(FALSE, FALSE, sizeof(int64_t));
	o->states = g_byte_array_new();
	o->free = g_array_new(FALSE, FALSE, sizeof(guint32));
	o->rows = g_array_new(FALSE, FALSE, sizeof(guint32));
	o->changed = g_array_new(FALSE, FALSE, sizeof(guint32));
	o->verdicts = g_ptr_array_new();
	slot_new(o); /* nobody's */
	return o;
}

void
order_unref(struct order *o)
{
	if (--o->refs > 0)
		return;
	g_array_unref(o->places);
	g_array_unref(o->due);
	g_byte_array_unref(o->states);
	g_array_unref(o->free);
	g_array_unref(o->rows);
	g_array_unref(o->changed);
	g_ptr_array_unref(o->verdicts);
	g_free(o);
}

static void
note(struct order *o, uint32_t slot)
{
	if (o->states->data[slot] & STATE_CHANGED)
		return;
	o->states->data[slot] |= STATE_CHANGED;
	g_array_append_val(o->changed, slot);
	if (o->changed->len > WAITING_MAX + 2 * o->rows->len)
		order_settle(o);
}

void
order_touch(struct order *o, struct alert *alert)
{
	if (!alert->slot) {
		alert->slot = slot_new(o);
		order_place(o, alert->slot)->alert = alert;
	}
	note(o, alert->slot);
}

void
order_leave(struct order *o, struct alert *alert)
{
	if (!alert->slot)
		return;
	order_place(o, alert->slot)->alert = NULL;
	note(o, alert->slot);
	alert->slot = 0;
}

static void
place_say(struct place *p)
{
	const struct alert *alert = p->alert;
	int64_t stopped_us = alert_stopped_us(alert);

	p->number = alert->number;
	p->rank = alert->tier ? (uint32_t)alert->tier->is.rank : UINT32_MAX;
	p->class = alert->inhibited || alert_is_silenced(alert) ? CLASS_MUTED
	           : alert_is_seen(alert)                       ? CLASS_SEEN
	                                                        : CLASS_UNSEEN;
	p->is_firing = alert->recovered_us == UNSAID;
	p->is_refused = alert->ack && alert->ack->state == ACK_REFUSED;
	p->is_stopped = stopped_us != UNSAID;
	if (!alert->tier || alert->tier->is.limit_us == UNSAID) {
		p->is_stopped = true;
		p->key_us = INT64_MAX;
	} else if (p->is_stopped) {
		p->key_us = alert_remaining_us(alert, stopped_us);
	} else {
		p->key_us = alert->asks_since_us + alert->tier->is.limit_us;
	}
}

/* Adds it to the counts, or takes it away. */
static void
count(struct alert_counts *counts, const struct place *p, int sign)
{
	unsigned one = (unsigned)sign;
	unsigned rank = p->rank == UINT32_MAX ? 0 : (unsigned)CLAMP((int32_t)p->rank, 1, 7);

	counts->firing += p->is_firing ? one : 0;
	counts->by_rank[rank] += p->is_firing && p->class != CLASS_MUTED ? one : 0;
	counts->silenced += p->is_firing && p->class == CLASS_MUTED ? one : 0;
	counts->refused += p->is_refused ? one : 0;
	counts->unseen += p->class == CLASS_UNSEEN ? one : 0;
	counts->unseen_by_rank[rank] += p->class == CLASS_UNSEEN ? one : 0;
}

/* Of one class of one rank? Then only the clocks decide. */
static int
compare_class(const struct place *x, const struct place *y)
{
	bool x_is_muted = x->class == CLASS_MUTED, y_is_muted = y->class == CLASS_MUTED;

	if (x_is_muted != y_is_muted)
		return x_is_muted ? 1 : -1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->class - y->class;
}

static int
compare(const struct place *x, const struct place *y)
{
	int by_class = compare_class(x, y);

	if (by_class)
		return by_class;
	if (x->is_stopped != y->is_stopped)
		return x->is_stopped ? 1 : -1;
	if (x->key_us != y->key_us)
		return x->key_us < y->key_us ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static int
compare_slots(const void *a, const void *b, void *order)
{
	return compare(order_place(order, *(const guint32 *)a),
	               order_place(order, *(const guint32 *)b));
}

/* Takes those that wait out of the rows. */
static void
take_out(struct order *o)
{
	guint32 *rows = (guint32 *)(void *)o->rows->data;
	guint left = 0;

	for (guint i = 0; i < o->rows->len; i++) {
		rows[left] = rows[i];
		left += !(o->states->data[rows[i]] & STATE_CHANGED);
	}
	g_array_set_size(o->rows, left);
}

/* Takes note of how they stand now, and keeps in `changed` those that are still there. */
static void
look_again(struct order *o)
{
	guint left = 0;

	for (guint i = 0; i < o->changed->len; i++) {
		guint32 slot = g_array_index(o->changed, guint32, i);
		struct place *p = order_place(o, slot);
		guint8 *state = &o->states->data[slot];

		if (*state & STATE_IN_ROWS)
			count(&o->counts, p, -1);
		*state = p->alert ? STATE_IN_ROWS : 0;
		for (guint v = 0; v < o->verdicts->len; v++) {
			GByteArray *verdicts = g_ptr_array_index(o->verdicts, v);

			verdicts->data[slot] &= p->alert ? VERDICT_SHOWN : 0;
		}
		g_array_index(o->due, int64_t, slot) =
		    p->alert ? alert_due_us(p->alert) : INT64_MAX;
		if (!p->alert) {
			g_array_append_val(o->free, slot);
			continue;
		}
		place_say(p);
		count(&o->counts, p, 1);
		g_array_index(o->changed, guint32, left++) = slot;
	}
	g_array_set_size(o->changed, left);
}

/* How many of the first `n` rows stand before this place. */
static guint
rows_before(const struct order *o, guint n, const struct place *p)
{
	guint from = 0;

	while (from < n) {
		guint middle = from + (n - from) / 2;
		guint32 slot = g_array_index(o->rows, guint32, middle);

		if (compare(order_place(o, slot), p) < 0)
			from = middle + 1;
		else
			n = middle;
	}
	return from;
}

/* Merges what is sorted in `changed` into the rows, from the end on: each row moves once. */
static void
put_in(struct order *o)
{
	guint old = o->rows->len, end = old + o->changed->len;
	guint32 *rows;

	g_array_set_size(o->rows, end);
	rows = (guint32 *)(void *)o->rows->data;
	for (guint i = o->changed->len; i-- > 0;) {
		guint32 slot = g_array_index(o->changed, guint32, i);
		guint before = rows_before(o, old, order_place(o, slot));

		memmove(&rows[end - (old - before)], &rows[before], (old - before) * sizeof *rows);
		end -= old - before + 1;
		rows[end] = slot;
		old = before;
	}
}

void
order_settle(struct order *o)
{
	if (o->changed->len == 0)
		return;
	take_out(o);
	look_again(o);
	g_array_sort_with_data(o->changed, compare_slots, o);
	put_in(o);
	g_array_set_size(o->changed, 0);
}

/* The first row from `from` on that does not stand with it: of another class, or where
 * `with_clock`, with a clock that runs or stands otherwise. */
static guint
end_of_run(const struct order *o, guint from, bool with_clock)
{
	const struct place *first = order_place(o, g_array_index(o->rows, guint32, from));
	guint to = o->rows->len;

	while (from < to) {
		guint middle = from + (to - from) / 2;
		const struct place *p = order_place(o, g_array_index(o->rows, guint32, middle));

		if (compare_class(p, first) == 0 &&
		    (!with_clock || p->is_stopped == first->is_stopped))
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

unsigned
order_overdue(const struct order *o, int64_t now_us)
{
	unsigned overdue = 0;

	for (guint i = 0; i < o->rows->len; i = end_of_run(o, i, false)) {
		struct place late = *order_place(o, g_array_index(o->rows, guint32, i));

		if (late.class != CLASS_UNSEEN || late.is_stopped)
			continue;
		late.key_us = now_us;
		late.number = 0;
		overdue += rows_before(o, o->rows->len, &late) - i;
	}
	return overdue;
}

void
order_of_rank(struct order *o, uint32_t rank, void (*each)(const struct alert *alert, void *data),
              void *data)
{
	order_settle(o);
	for (guint i = 0, end; i < o->rows->len; i = end) {
		end = end_of_run(o, i, false);
		if (order_place(o, g_array_index(o->rows, guint32, i))->rank != rank)
			continue;
		for (guint k = i; k < end; k++)
			each(order_place(o, g_array_index(o->rows, guint32, k))->alert, data);
	}
}

GPtrArray *
order_due(struct order *o, int64_t now_us)
{
	GPtrArray *alerts = g_ptr_array_new();
	const int64_t *due;

	order_settle(o);
	due = (const int64_t *)(const void *)o->due->data;
	for (guint slot = 1; slot < o->due->len; slot++) {
		if (due[slot] <= now_us)
			g_ptr_array_add(alerts, order_place(o, slot)->alert);
	}
	return alerts;
}

/* The next class: first those whose clock runs, then the others. */
static bool
next_class(struct order_walk *w)
{
	const struct order *o = w->order;
	guint at = MAX(w->running_end, w->stopped_end);

	if (at >= o->rows->len)
		return false;
	w->running = w->running_end = w->stopped = w->stopped_end = at;
	if (!order_place(o, g_array_index(o->rows, guint32, at))->is_stopped)
		w->running_end = w->stopped = end_of_run(o, at, true);
	w->stopped_end = end_of_run(o, at, false);
	return true;
}

/* Which of the two is next: where a clock stands, it is passed in time by those that run. */
static bool
is_running_next(const struct order_walk *w)
{
	const struct order *o = w->order;
	const struct place *runs, *stands;
	int64_t left_us;

	if (w->running == w->running_end || w->stopped == w->stopped_end)
		return w->running < w->running_end;
	runs = order_place(o, g_array_index(o->rows, guint32, w->running));
	stands = order_place(o, g_array_index(o->rows, guint32, w->stopped));
	left_us = runs->key_us - w->now_us;
	return left_us != stands->key_us ? left_us < stands->key_us : runs->number < stands->number;
}

uint32_t
order_next(struct order_walk *w)
{
	guint row;

	if (w->running == w->running_end && w->stopped == w->stopped_end && !next_class(w))
		return 0;
	row = is_running_next(w) ? w->running++ : w->stopped++;
	return g_array_index(w->order->rows, guint32, row);
}

int64_t
alert_due_us(const struct alert *alert)
{
	return MIN(expire_due_us(alert), escalate_due_us(alert));
}
