/* The feed: its order, its filters, and the counts. */
#include "tests/unit/fixture.h"

static GPtrArray *
feed_of(const struct room *room, const struct feed_filter *filter)
{
	return room_feed(room, filter, fixture_now());
}

/* The titles of a feed, in order: "A B C". */
static void
expect(struct room *room, const struct feed_filter *filter, const char *titles)
{
	GPtrArray *feed = feed_of(room, filter);
	GString *text = g_string_new("");

	for (guint i = 0; i < feed->len; i++)
		g_string_append_printf(text, "%s%s", i ? " " : "",
		                       ((struct alert *)feed->pdata[i])->title);
	assert_string_equal(text->str, titles);
	g_string_free(text, TRUE);
	g_ptr_array_unref(feed);
}

static void
most_pressing_comes_first(void **state)
{
	struct room *room = *state;
	struct alert_data muted = { .title = "Muted", .inhibited = true, .starts_us = UNSAID };

	fixture_alert(room, "PaymentGatewaySlow", "critical", MIN_US);
	fixture_alert(room, "OrderSuccessLow", "critical", 2 * MIN_US);
	fixture_alert(room, "StockOut", "warning", HOUR_US);
	fixture_alert(room, "CrawlerAttack", "info", HOUR_US);
	fixture_observe(room, &muted, 0);
	expect(room, NULL, "OrderSuccessLow PaymentGatewaySlow StockOut CrawlerAttack");
	fixture_ack(room, "am/OrderSuccessLow", "lin", 0);
	/* behind the other one of its tier, but not below the tiers that matter less */
	expect(room, NULL, "PaymentGatewaySlow OrderSuccessLow StockOut CrawlerAttack");
	expect(room, &(struct feed_filter){ .with_silenced = true },
	       "PaymentGatewaySlow OrderSuccessLow StockOut CrawlerAttack Muted");
	expect(room, &(struct feed_filter){ .unseen_only = true },
	       "PaymentGatewaySlow StockOut CrawlerAttack");
}

static void
filters_by_what_an_alert_belongs_to(void **state)
{
	struct room *room = *state;

	fixture_alert(room, "OrderSuccessLow", "critical", 0);
	fixture_alert(room, "StockOut", "warning", 0);
	expect(room, &(struct feed_filter){ .tier = "key" }, "StockOut");
	expect(room, &(struct feed_filter){ .team = "tech" }, "OrderSuccessLow");
	expect(room, &(struct feed_filter){ .risk = "stock_out" }, "StockOut");
	expect(room, &(struct feed_filter){ .source = "feed" }, "");
	expect(room, &(struct feed_filter){ .person = "zhou" }, "OrderSuccessLow");
	fixture_ack(room, "am/StockOut", "feng", 0);
	expect(room, &(struct feed_filter){ .person = "feng" }, "StockOut");
}

static void
text_finds_every_word_anywhere(void **state)
{
	struct room *room = *state;
	const struct label labels[] = { { "instance", "db-7" } };
	struct alert_data data = { .title = "StockOut",
		                   .summary = "库存 group A",
		                   .labels = labels,
		                   .n_labels = 1,
		                   .team = "merch",
		                   .starts_us = UNSAID };

	fixture_alert(room, "OrderSuccessLow", "critical", 0);
	fixture_observe(room, &data, 0);
	expect(room, &(struct feed_filter){ .text = "STOCK db-7" }, "StockOut");
	expect(room, &(struct feed_filter){ .text = "库存" }, "StockOut");
	expect(room, &(struct feed_filter){ .text = "merchandise" }, "StockOut");
	expect(room, &(struct feed_filter){ .text = "技术 zhou" }, "OrderSuccessLow");
	expect(room, &(struct feed_filter){ .text = "stock zhou" }, "");
	expect(room, &(struct feed_filter){ .text = " " }, "OrderSuccessLow StockOut");
}

static void
counts_add_up(void **state)
{
	struct room *room = *state;
	struct alert_counts counts;

	fixture_alert(room, "OrderSuccessLow", "critical", 6 * MIN_US);
	fixture_alert(room, "PaymentGatewaySlow", "critical", MIN_US);
	fixture_alert(room, "StockOut", "warning", MIN_US);
	fixture_ack(room, "am/PaymentGatewaySlow", "lin", 0);
	fixture_act(room, EVENT_SILENCE, "s1", "am/StockOut", "chen", 0);
	fixture_outcome(room, EVENT_KEPT, "s1", "", 0);
	counts = room_alert_counts(room, fixture_now());
	assert_int_equal(counts.firing, 3);
	assert_int_equal(counts.unseen, 1);
	assert_int_equal(counts.overdue, 1);
	assert_int_equal(counts.silenced, 1);
	assert_int_equal(counts.by_rank[1], 2);
	assert_int_equal(counts.unseen_by_rank[1], 1);
	assert_int_equal(counts.by_rank[2], 0); /* it is silenced */
}

static void
version_grows_with_what_is_shown(void **state)
{
	struct room *room = *state;
	unsigned long version = room->version;

	fixture_alert(room, "OrderSuccessLow", "critical", 0);
	assert_true(room->version > version);
	version = room->version;
	fixture_act(room, EVENT_ACK, "a1", "am/OrderSuccessLow", "lin", 0);
	assert_true(room->version > version);
	version = room->version;
	assert_false(fixture_derive(room, fixture_now() + MIN_US));
	assert_true(room->version == version);
}

static void
only_what_the_feed_shows_moves_its_version(void **state)
{
	struct room *room = *state;
	struct person lin = unsaid_person("lin", NULL);
	unsigned long version = room->alerts_version;

	fixture_poll(room, "am", SOURCE_LIVE, "", 0);
	assert_true(room->alerts_version == version);
	fixture_alert(room, "OrderSuccessLow", "critical", 0);
	assert_true(room->alerts_version > version);
	version = room->alerts_version;
	fixture_ack(room, "am/OrderSuccessLow", "lin", 0);
	assert_true(room->alerts_version > version);
	version = room->alerts_version;
	lin.duty = DUTY_OFF;
	say_person(room, &lin);
	assert_true(room->alerts_version > version);
	version = room->alerts_version;
	assert_true(fixture_derive(room, fixture_now() + 2 * HOUR_US));
	assert_true(room->alerts_version > version);
}

static void
what_came_first_stands_first_among_equals(void **state)
{
	struct room *room = *state;

	fixture_alert(room, "PaymentGatewaySlow", "critical", MIN_US);
	fixture_alert(room, "OrderSuccessLow", "critical", MIN_US);
	fixture_alert(room, "PaymentGatewaySlow", "critical", MIN_US);
	expect(room, NULL, "PaymentGatewaySlow OrderSuccessLow");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(most_pressing_comes_first, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(filters_by_what_an_alert_belongs_to, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(text_finds_every_word_anywhere, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(counts_add_up, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(only_what_the_feed_shows_moves_its_version,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(what_came_first_stands_first_among_equals,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(version_grows_with_what_is_shown, fixture_setup,
		                                fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
