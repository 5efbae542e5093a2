/* The order of the feed, its counts, its views and what is due, kept as alerts change, are those that
 * a walk over all alerts and a full sort give, whatever happens. */
#include "config.h"

#include "tests/unit/fixture.h"

#include "room/derive.h"
#include "room/escalate.h"
#include "room/feed.h"
#include "room/order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 12, EVENTS = 1200, CHECK_EVERY = 6, NAMES = 48, IDS = 64, VIEWS = 6 };

/* What happens, and what is looked at. */
struct play {
	struct room *room;
	GRand *rand;
	int64_t offset_us; /* of now */
	unsigned acts;
	struct feed_view *views[VIEWS];
	int64_t viewed_us[VIEWS]; /* when each was brought up to date */
};

static const struct feed_filter filters[VIEWS] = {
	{ .with_silenced = true },
	{ 0 },
	{ .text = "GATEWAY 7", .with_silenced = true },
	{ .tier = "key", .unseen_only = true },
	{ .person = "zhou", .with_silenced = true },
	{ .text = "Chen", .source = "am" },
};

static int
any(struct play *p, int n)
{
	return g_rand_int_range(p->rand, 0, n);
}

static int64_t
now(const struct play *p)
{
	return fixture_now() + p->offset_us;
}

/* The order as room_feed() states it, by a sort of all alerts. */

static int64_t sorted_at_us;

static int
class_of(const struct alert *alert)
{
	if (alert->inhibited || alert_is_silenced(alert))
		return 2;
	return alert_is_seen(alert) ? 1 : 0;
}

static int64_t
rank_of(const struct alert *alert)
{
	return alert->tier ? alert->tier->is.rank : INT64_MAX;
}

static int64_t
left_of(const struct alert *alert)
{
	int64_t left_us = alert_remaining_us(alert, sorted_at_us);

	return left_us == UNSAID ? INT64_MAX : left_us;
}

static int
by_pressure(const void *a, const void *b)
{
	const struct alert *x = *(struct alert *const *)a, *y = *(struct alert *const *)b;
	const int64_t pairs[][2] = {
		{ class_of(x) == 2, class_of(y) == 2 },
		{ rank_of(x), rank_of(y) },
		{ class_of(x), class_of(y) },
		{ left_of(x), left_of(y) },
		{ (int64_t)x->number, (int64_t)y->number },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		if (pairs[i][0] != pairs[i][1])
			return pairs[i][0] < pairs[i][1] ? -1 : 1;
	}
	return 0;
}

static bool
says(const char *text, const char *word)
{
	return text && strcasestr(text, word);
}

static bool
person_says(const struct person *person, const char *word)
{
	return person && (says(person->id, word) || says(person->name, word));
}

static bool
alert_says(const struct room *room, const struct alert *alert, const char *word, int64_t now_us)
{
	struct answerable who = alert_answerable(room, alert, now_us);
	const struct team *team = room_team(room, alert->team);

	for (size_t i = 0; i < alert->n_labels; i++) {
		if (says(alert->labels[i].name, word) || says(alert->labels[i].value, word))
			return true;
	}
	return says(alert->title, word) || says(alert->summary, word) || says(alert->team, word) ||
	       says(alert->more->held_by, word) || (team && says(team->title, word)) ||
	       person_says(who.responsible, word) || person_says(who.accountable, word) ||
	       (alert->ack && (says(alert->ack->person, word) ||
	                       person_says(room_person(room, alert->ack->person), word)));
}

static bool
has(const struct room *room, const struct alert *alert, const char *person, int64_t now_us)
{
	struct answerable who = alert_answerable(room, alert, now_us);

	for (const struct ack *ack = alert->ack; ack; ack = ack->next) {
		if (strcmp(ack->person, person) == 0)
			return true;
	}
	return (who.responsible && strcmp(who.responsible->id, person) == 0) ||
	       (who.accountable && strcmp(who.accountable->id, person) == 0);
}

static bool
passes(const struct room *room, const struct feed_filter *f, const struct alert *alert,
       int64_t now_us)
{
	char **words = g_strsplit(f->text ? f->text : "", " ", -1);
	bool ok = true;

	for (char **word = words; *word; word++)
		ok = ok && alert_says(room, alert, *word, now_us);
	g_strfreev(words);
	if (class_of(alert) == 2 && !f->with_silenced &&
	    !(alert->ack && alert->ack->state == ACK_REFUSED))
		return false;
	return ok && !(f->unseen_only && class_of(alert) != 0) &&
	       (!f->tier || (alert->tier && strcmp(alert->tier->is.id, f->tier) == 0)) &&
	       (!f->source || strcmp(alert->source, f->source) == 0) &&
	       (!f->person || has(room, alert, f->person, now_us));
}

static GPtrArray *
walk_and_sort(const struct room *room, const struct feed_filter *f, int64_t now_us)
{
	GPtrArray *alerts = g_ptr_array_new();
	GHashTableIter iter;
	void *alert;

	g_hash_table_iter_init(&iter, room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &alert)) {
		if (passes(room, f, alert, now_us))
			g_ptr_array_add(alerts, alert);
	}
	sorted_at_us = now_us;
	g_ptr_array_sort(alerts, by_pressure);
	return alerts;
}

static void
assert_same(const GPtrArray *got, const GPtrArray *expected)
{
	assert_int_equal(got->len, expected->len);
	for (guint i = 0; i < got->len; i++)
		assert_string_equal(((struct alert *)got->pdata[i])->key,
		                    ((struct alert *)expected->pdata[i])->key);
}

/* What happens. */

static const char *
any_key(struct play *p, char key[32])
{
	snprintf(key, 32, "%s/a%d", any(p, 4) ? "am" : "feed", any(p, NAMES));
	return key;
}

static void
show(struct play *p)
{
	static const char *const severities[] = { "critical", "warning", "info" };
	char name[32], instance[32], silence[16];
	const char *const silenced_by[] = { silence };
	const struct label labels[] = {
		{ "alertname", any(p, 3) ? "PaymentGatewaySlow" : "StockOut" },
		{ "severity", severities[any(p, 3)] },
		{ "instance", instance },
	};
	struct alert_data data = { .source = any(p, 4) ? "am" : "feed",
		                   .fingerprint = name,
		                   .title = labels[0].value,
		                   .labels = labels,
		                   .n_labels = G_N_ELEMENTS(labels),
		                   .team = any(p, 3) ? "" : "tech",
		                   .inhibited = any(p, 8) == 0,
		                   .held_by = any(p, 10) ? "" : "chen",
		                   .held_until_us = UNSAID,
		                   .silenced_by = silenced_by,
		                   .n_silenced_by = any(p, 10) == 0,
		                   .starts_us = now(p) - any(p, 40) * MIN_US };

	snprintf(name, sizeof name, "a%d", any(p, NAMES));
	snprintf(instance, sizeof instance, "db-%d", any(p, 20));
	snprintf(silence, sizeof silence, "s%d", any(p, 5));
	fixture_observe(p->room, &data, p->offset_us);
}

static void
act(struct play *p)
{
	static const enum event_kind kinds[] = { EVENT_ACK,  EVENT_ACK,  EVENT_SILENCE, EVENT_UNACK,
		                                 EVENT_DONE, EVENT_NOTE, EVENT_ASSIGN };
	static const char *const people[] = { "lin", "chen", "feng", "zhou" };
	char id[16], key[32];

	snprintf(id, sizeof id, "i%u", p->acts++);
	fixture_act(p->room, kinds[any(p, G_N_ELEMENTS(kinds))], id, any_key(p, key),
	            people[any(p, G_N_ELEMENTS(people))], p->offset_us);
	if (any(p, 2))
		fixture_outcome(p->room, EVENT_KEPT, id, "", p->offset_us);
}

static void
tell_outcome(struct play *p)
{
	static const enum event_kind kinds[] = { EVENT_KEPT, EVENT_LOST, EVENT_SENT, EVENT_RETRY,
		                                 EVENT_REFUSED };
	char id[16], text[16];

	snprintf(id, sizeof id, "i%u", (unsigned)any(p, (int)p->acts + 1));
	snprintf(text, sizeof text, "s%d", any(p, 5));
	fixture_outcome(p->room, kinds[any(p, G_N_ELEMENTS(kinds))], id, text, p->offset_us);
}

static void
change_rules(struct play *p)
{
	struct tier tier = unsaid_tier(any(p, 2) ? "key" : "urgent");
	struct person person = unsaid_person(any(p, 2) ? "zhou" : "chen", NULL);

	if (any(p, 2)) {
		tier.limit_us = (1 + any(p, 30)) * MIN_US;
		say_tier(p->room, &tier);
	} else {
		person.duty = any(p, 2) ? DUTY_OFF : DUTY_ON;
		say_person(p->room, &person);
	}
}

static void
something_happens(struct play *p)
{
	char key[32];
	int what = any(p, 100);

	if (what < 45)
		show(p);
	else if (what < 55)
		fixture_gone(p->room, any_key(p, key), p->offset_us);
	else if (what < 75)
		act(p);
	else if (what < 88)
		tell_outcome(p);
	else if (what < 98)
		p->offset_us += any(p, 90) * (any(p, 8) ? SEC_US : MIN_US);
	else
		change_rules(p);
	if (what >= 88 && what < 92)
		fixture_derive(p->room, now(p));
}

/* What must hold. */

static bool
at_once(void *data)
{
	(void)data;
	return true;
}

/* In slices as small as they can be, or in one go. Within a minute in which nothing changed it is as it
 * was. */
static void
check_view(struct play *p, size_t i)
{
	bool is_sliced = any(p, 2);
	GPtrArray *expected;

	if (!feed_view_is_current(p->views[i], p->room, now(p)))
		p->viewed_us[i] = now(p);
	expected = walk_and_sort(p->room, &filters[i], p->viewed_us[i]);

	while (
	    !feed_view_update(p->views[i], p->room, now(p), NULL, is_sliced ? at_once : NULL, NULL))
		;
	assert_same(feed_view_alerts(p->views[i]), expected);
	g_ptr_array_unref(expected);
}

static void
check_counts(struct play *p)
{
	struct alert_counts got = room_alert_counts(p->room, now(p)), expected = { 0 };
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, p->room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct alert *alert = value;
		int class = class_of(alert), rank = (int)alert->tier->is.rank;
		bool is_firing = alert->recovered_us == UNSAID;

		expected.firing += is_firing;
		expected.by_rank[rank] += is_firing && class != 2;
		expected.silenced += is_firing && class == 2;
		expected.refused += alert->ack && alert->ack->state == ACK_REFUSED;
		expected.unseen += class == 0;
		expected.unseen_by_rank[rank] += class == 0;
		expected.overdue +=
		    class == 0 && is_firing && alert_remaining_us(alert, now(p)) < 0;
	}
	assert_memory_equal(&got, &expected, sizeof got);
}

static void
check_due(struct play *p)
{
	GPtrArray *due = order_due(p->room->order, now(p));
	GHashTableIter iter;
	guint expected = 0;
	void *value;

	g_hash_table_iter_init(&iter, p->room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		if (alert_due_us(value) > now(p))
			continue;
		expected++;
		assert_true(g_ptr_array_find(due, value, NULL));
	}
	assert_int_equal(due->len, expected);
	g_ptr_array_unref(due);
}

static void
find(const struct alert *alert, void *data)
{
	GHashTable *left = data;

	assert_true(g_hash_table_remove(left, alert));
}

static void
check_rank(struct play *p, int64_t rank)
{
	GHashTable *left = g_hash_table_new(NULL, NULL);
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, p->room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		if (((const struct alert *)value)->tier->is.rank == rank)
			g_hash_table_add(left, value);
	}
	order_of_rank(p->room->order, (uint32_t)rank, find, left);
	assert_int_equal(g_hash_table_size(left), 0);
	g_hash_table_unref(left);
}

/* Is anybody late with feedback who was not called late? Then that is derived now. */
static void
check_feedback(struct play *p)
{
	struct event_batch *batch = event_batch_new();
	GPtrArray *items = room_supervised(p->room);
	guint expected = 0, got = 0, before = items->len;

	for (guint i = 0; i < items->len; i++) {
		const struct supervised *item = g_ptr_array_index(items, i);

		expected += !item->is_feedback_late && item->feedback_due_us <= now(p);
	}
	room_derive(p->room, now(p), batch);
	for (guint i = 0; i < batch->events->len; i++)
		got += ((struct event *)batch->events->pdata[i])->kind == EVENT_FEEDBACK_LATE;
	assert_int_equal(got, expected);
	assert_int_equal(room_supervised_count(p->room), before);
	g_ptr_array_unref(items);
	event_batch_free(&batch);
}

static void
play(unsigned seed)
{
	struct play p = { .room = fixture_room(), .rand = g_rand_new_with_seed(seed) };

	for (size_t i = 0; i < VIEWS; i++) {
		p.views[i] = feed_view_new();
		feed_view_ask(p.views[i], &filters[i]);
	}
	for (int i = 0; i < EVENTS; i++) {
		something_happens(&p);
		if (any(&p, CHECK_EVERY))
			continue;
		check_counts(&p);
		check_due(&p);
		check_rank(&p, 1 + any(&p, 3));
		check_feedback(&p);
		check_view(&p, (size_t)any(&p, VIEWS));
	}
	for (size_t i = 0; i < VIEWS; i++)
		check_view(&p, i);
	room_free(&p.room);
	/* they may outlive the room */
	for (size_t i = 0; i < VIEWS; i++)
		feed_view_free(&p.views[i]);
	g_rand_free(p.rand);
}

static void
kept_order_is_that_of_a_full_sort(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++)
		play(seed);
}

/* Typing on, taking back, and turning to something else. */
static void
another_filter_gives_what_it_would_from_the_start(void **state)
{
	static const char *const texts[] = { "",    "g",    "ga",     "gat",    "gat 1",
		                             "gat", "g",    "slow 2", "2 slow", "stock",
		                             "",    "db-1", "db-12" };
	struct play p = { .room = *state, .rand = g_rand_new_with_seed(7) };
	struct feed_view *view = feed_view_new();

	for (int i = 0; i < 400; i++)
		show(&p);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		for (int round = 0; round < 3; round++) {
			struct feed_filter filter = { .text = texts[i], .unseen_only = round == 1 };
			GPtrArray *expected = walk_and_sort(p.room, &filter, now(&p));

			feed_view_ask(view, &filter);
			/* now and then the next letter comes before this one is through */
			if (feed_view_update(view, p.room, now(&p), NULL, round ? at_once : NULL,
			                     NULL))
				assert_same(feed_view_alerts(view), expected);
			g_ptr_array_unref(expected);
			show(&p);
		}
	}
	feed_view_free(&view);
	g_rand_free(p.rand);
}

static bool
after_so_many(void *left)
{
	return --*(int *)left <= 0;
}

static void
slices_come_from_the_top_and_end(void **state)
{
	struct room *room = *state;
	struct feed_view *view = feed_view_new();
	const struct alert *first;
	guint before = 0;
	int slices = 0, left;

	for (int i = 0; i < 2000; i++) {
		char name[16];

		snprintf(name, sizeof name, "a%04d", i);
		fixture_alert(room, name, "warning", (2000 - i) * SEC_US);
	}
	first = room_alert(room, "am/a1999");
	feed_view_ask(view, &(struct feed_filter){ .text = "A1" });
	do {
		const GPtrArray *alerts = feed_view_alerts(view);

		left = 2;
		slices++;
		feed_view_update(view, room, fixture_now(), first, after_so_many, &left);
		assert_true(alerts->len >= before);
		assert_ptr_equal(alerts->pdata[alerts->len - 1], first);
		before = alerts->len;
	} while (left <= 0);
	assert_int_equal(before, 1000);
	assert_true(slices > 5);
	feed_view_free(&view);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_order_is_that_of_a_full_sort),
		cmocka_unit_test_setup_teardown(another_filter_gives_what_it_would_from_the_start,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(slices_come_from_the_top_and_end, fixture_setup,
		                                fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
