/* Label matchers: parsed from text, and what holds. */
#include "tests/unit/fixture.h"
#include "room/match.h"

static const struct label labels[] = { { "alertname", "OrderSlow" }, { "team", "tech" } };

/* Does this one matcher hold for the labels above? */
static bool
holds(const char *text)
{
	struct event_batch *batch = event_batch_new();
	struct matcher m;
	struct matcher_list list = { &m, 1 };
	struct match *match;
	struct err e;
	bool result;

	if (!matcher_parse(batch, text, &m, &e))
		fail_msg("%s", e.text);
	match = match_new(&list, &e);
	event_batch_free(&batch);
	assert_non_null(match);
	result = match_holds(match, labels, 2, "am", "order is slow");
	match_free(&match);
	return result;
}

static void
operators_hold_as_in_alertmanager(void **state)
{
	(void)state;
	assert_true(holds("team=tech"));
	assert_true(holds(" team = \"tech\" "));
	assert_false(holds("team!=tech"));
	assert_true(holds("alertname=~Order.*"));
	assert_false(holds("alertname=~Order"));
	assert_false(holds("alertname=~rder.*"));
	assert_true(holds("alertname!~Order"));
	assert_true(holds("alertname=~Stock|OrderSlow"));
	assert_false(holds("alertname=~Order|Slow"));
}

static void
absent_labels_are_empty(void **state)
{
	(void)state;
	assert_true(holds("job="));
	assert_false(holds("job=x"));
	assert_true(holds("job!=x"));
	assert_true(holds("job=~"));
}

static void
source_and_title_are_labels_too(void **state)
{
	(void)state;
	assert_true(holds("source=am"));
	assert_true(holds("title=~.*slow"));
}

static void
broken_matchers_say_so(void **state)
{
	struct event_batch *batch = event_batch_new();
	struct matcher m = { "team", MATCH_REGEX, "te(ch" };
	struct matcher_list list = { &m, 1 };
	struct err e;

	(void)state;
	assert_null(match_new(&list, &e));
	assert_non_null(strstr(e.text, "te(ch"));
	assert_false(matcher_parse(batch, "severity", &m, &e));
	assert_non_null(strstr(e.text, "severity"));
	assert_false(matcher_parse(batch, "=critical", &m, &e));
	assert_false(matcher_parse(batch, "a!b", &m, &e));
	event_batch_free(&batch);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(operators_hold_as_in_alertmanager),
		cmocka_unit_test(absent_labels_are_empty),
		cmocka_unit_test(source_and_title_are_labels_too),
		cmocka_unit_test(broken_matchers_say_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
