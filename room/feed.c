/* The feed: which alerts, in which order, and how many of each. */
#include "room/feed.h"

#include "room/order.h"
#include "room/sieve.h"

#include <string.h>

/* Between two looks at whether it has taken long enough. */
enum { TESTS_BETWEEN = 128 };

struct feed_view {
	struct order *order;     /* of the room that it shows; a reference; NULL = none yet */
	struct feed_filter asks; /* texts owned; NULL or "" = no restriction */
	GByteArray *verdicts;    /* by slot: enum known */
	GPtrArray *alerts;
	bool is_through, is_new; /* nothing more to test; another filter */
	unsigned long version, people_version;
	int64_t minute;
};

static void
free_texts(struct feed_filter *f)
{
	g_free((char *)f->text);
	g_free((char *)f->tier);
	g_free((char *)f->team);
	g_free((char *)f->risk);
	g_free((char *)f->source);
	g_free((char *)f->person);
}

struct feed_view *
feed_view_new(void)
{
	struct feed_view *v = g_new0(struct feed_view, 1);

	v->verdicts = g_byte_array_new();
	v->alerts = g_ptr_array_new();
	v->is_new = true;
	return v;
}

static void
detach(struct feed_view *v)
{
	if (!v->order)
		return;
	g_ptr_array_remove(v->order->verdicts, v->verdicts);
	order_unref(v->order);
	v->order = NULL;
}

void
feed_view_free(struct feed_view **pointer)
{
	struct feed_view *v = *pointer;

	if (!v)
		return;
	detach(v);
	free_texts(&v->asks);
	g_byte_array_unref(v->verdicts);
	g_ptr_array_unref(v->alerts);
	g_clear_pointer(pointer, g_free);
}

static void
forget(struct feed_view *v)
{
	if (v->verdicts->len)
		memset(v->verdicts->data, 0, v->verdicts->len);
}

static void
attach(struct feed_view *v, struct order *order)
{
	if (v->order == order)
		return;
	detach(v);
	order->refs++;
	v->order = order;
	g_byte_array_set_size(v->verdicts, order->places->len);
	forget(v);
	g_ptr_array_add(order->verdicts, v->verdicts);
	v->is_new = true;
}

/* Keeps what is known of those that passed, or of those that did not. */
static void
keep_only(struct feed_view *v, guint8 verdict)
{
	for (guint i = 0; i < v->verdicts->len; i++) {
		if (v->verdicts->data[i] != verdict)
			v->verdicts->data[i] = 0;
	}
}

void
feed_view_ask(struct feed_view *v, const struct feed_filter *filter)
{
	struct feed_filter asks = filter ? *filter : (struct feed_filter){ 0 };

	if (filter_narrows(&v->asks, &asks) && filter_narrows(&asks, &v->asks))
		; /* of other classes at most */
	else if (filter_narrows(&v->asks, &asks) && filter_tests(&v->asks))
		keep_only(v, VERDICT_KNOWN);
	else if (filter_narrows(&asks, &v->asks) && filter_tests(&asks))
		keep_only(v, VERDICT_KNOWN | VERDICT_SHOWN);
	else
		forget(v);
	asks.text = g_strdup(asks.text);
	asks.tier = g_strdup(asks.tier);
	asks.team = g_strdup(asks.team);
	asks.risk = g_strdup(asks.risk);
	asks.source = g_strdup(asks.source);
	asks.person = g_strdup(asks.person);
	free_texts(&v->asks);
	v->asks = asks;
	v->is_new = true;
	v->is_through = false;
}

/* People come and go: what was found about each alert is as good as before, but to be tested. */
static void
doubt(struct feed_view *v)
{
	for (guint i = 0; i < v->verdicts->len; i++)
		v->verdicts->data[i] &= VERDICT_SHOWN;
}

static bool
is_of_class(const struct feed_filter *f, const struct place *p)
{
	if (p->class == CLASS_MUTED && !f->with_silenced && !p->is_refused)
		return false;
	return !f->unseen_only || p->class == CLASS_UNSEEN;
}

/* One walk over the alerts, with the tests that are left and allowed on the way. */
struct search {
	struct sieve *sieve;
	bool (*is_over)(void *data);
	void *data;
	unsigned tests;
	bool must_stop;
};

static void
test(struct feed_view *v, struct search *s, uint32_t slot)
{
	bool passes = sieve_passes(s->sieve, order_place(v->order, slot)->alert);

	v->verdicts->data[slot] = VERDICT_KNOWN | (passes ? VERDICT_SHOWN : 0);
	if (++s->tests % TESTS_BETWEEN == 0)
		s->must_stop = s->is_over && s->is_over(s->data);
}

static void
walk(struct feed_view *v, struct search *s, int64_t now_us)
{
	struct order_walk walk = { .order = v->order, .now_us = now_us };
	bool tests = filter_tests(&v->asks);
	uint32_t slot;

	g_ptr_array_set_size(v->alerts, 0);
	v->is_through = true;
	while ((slot = order_next(&walk))) {
		const struct place *p = order_place(v->order, slot);

		if (!is_of_class(&v->asks, p))
			continue;
		if (tests && !(v->verdicts->data[slot] & VERDICT_KNOWN)) {
			if (s->must_stop)
				v->is_through = false;
			else
				test(v, s, slot);
		}
		if (!tests || v->verdicts->data[slot] & VERDICT_SHOWN)
			g_ptr_array_add(v->alerts, p->alert);
	}
}

bool
feed_view_is_current(const struct feed_view *v, const struct room *room, int64_t now_us)
{
	return v->order == room->order && !v->is_new && v->version == room->alerts_version &&
	       v->minute == now_us / MIN_US;
}

bool
feed_view_is_through(const struct feed_view *v)
{
	return v->is_through;
}

bool
feed_view_update(struct feed_view *v, const struct room *room, int64_t now_us,
                 const struct alert *first, bool (*is_over)(void *data), void *data)
{
	struct search s = { .is_over = is_over, .data = data };
	int64_t minute = now_us / MIN_US;

	if (v->is_through && feed_view_is_current(v, room, now_us))
		return true;
	attach(v, room->order);
	order_settle(v->order);
	if (filter_asks_people(&v->asks) &&
	    (v->people_version != room->people_version || v->minute != minute))
		doubt(v);
	s.sieve = sieve_new(room, &v->asks, now_us);
	if (first && first->slot && filter_tests(&v->asks))
		test(v, &s, first->slot);
	walk(v, &s, now_us);
	sieve_free(&s.sieve);
	v->is_new = false;
	v->version = room->alerts_version;
	v->people_version = room->people_version;
	v->minute = minute;
	return v->is_through;
}

const GPtrArray *
feed_view_alerts(const struct feed_view *v)
{
	return v->alerts;
}

GPtrArray *
room_feed(const struct room *room, const struct feed_filter *filter, int64_t now_us)
{
	struct feed_view *v = feed_view_new();
	GPtrArray *alerts;

	feed_view_ask(v, filter);
	feed_view_update(v, room, now_us, NULL, NULL, NULL);
	alerts = g_ptr_array_ref(v->alerts);
	feed_view_free(&v);
	return alerts;
}

struct alert_counts
room_alert_counts(const struct room *room, int64_t now_us)
{
	struct alert_counts counts;

	order_settle(room->order);
	counts = room->order->counts;
	counts.overdue = order_overdue(room->order, now_us);
	return counts;
}
