/* Thresholds: they count after a hold, end at their clear level, and do not flap. */
#include "room/threshold.h"
#include "tests/unit/fixture.h"

/* Stock-out rate: past 3 for a minute, until it is back at 2.5 for two minutes. */
static const struct threshold_rule rule = { DIRECTION_LOWER, 3, 2.5, MIN_US, 2 * MIN_US };

static void
test_it_counts_after_its_hold(void **state)
{
	struct threshold t = threshold_none;

	(void)state;
	threshold_see(&t, &rule, 3, 0); /* at the level is not past it */
	assert_true(threshold_since_us(&t, &rule, HOUR_US) == UNSAID);
	threshold_see(&t, &rule, 3.1, HOUR_US);
	assert_true(threshold_since_us(&t, &rule, HOUR_US + MIN_US - 1) == UNSAID);
	assert_int_equal(threshold_since_us(&t, &rule, HOUR_US + MIN_US), HOUR_US + MIN_US);
	/* A break before the hold is over begins it anew. */
	threshold_see(&t, &rule, 2.9, HOUR_US + 30 * SEC_US);
	threshold_see(&t, &rule, 3.1, HOUR_US + 40 * SEC_US);
	assert_true(threshold_since_us(&t, &rule, HOUR_US + 99 * SEC_US) == UNSAID);
	assert_true(threshold_since_us(&t, &rule, HOUR_US + 100 * SEC_US) != UNSAID);
}

static void
test_it_does_not_flap_between_its_levels(void **state)
{
	struct threshold t = threshold_none;
	int64_t at_us = 0;

	(void)state;
	threshold_see(&t, &rule, 3.2, at_us);
	for (int i = 0; i < 20; i++) {
		at_us += MIN_US;
		threshold_see(&t, &rule, i % 2 ? 3.2 : 2.6, at_us);
		assert_int_equal(threshold_since_us(&t, &rule, at_us), MIN_US);
	}
	/* Clear, but not for long enough; then for long enough. */
	threshold_see(&t, &rule, 2.5, at_us += MIN_US);
	threshold_see(&t, &rule, 2.6, at_us += MIN_US);
	threshold_see(&t, &rule, 2.0, at_us += MIN_US);
	assert_int_equal(threshold_since_us(&t, &rule, at_us + 2 * MIN_US - 1), MIN_US);
	assert_true(threshold_since_us(&t, &rule, at_us + 2 * MIN_US) == UNSAID);
}

static void
test_without_levels_it_never_counts_or_ends_where_it_began(void **state)
{
	struct threshold_rule none = { DIRECTION_HIGHER, NAN, NAN, 0, 0 },
			      plain = { DIRECTION_HIGHER, 98, NAN, 0, 0 };
	struct threshold t = threshold_none, p = threshold_none;

	(void)state;
	threshold_see(&t, &none, 1e9, 0);
	threshold_see(&t, &none, -1e9, SEC_US);
	assert_true(threshold_since_us(&t, &none, DAY_US) == UNSAID);
	threshold_see(&p, &plain, 97, 0);
	assert_int_equal(threshold_since_us(&p, &plain, 0), 0);
	threshold_see(&p, &plain, 98, SEC_US);
	assert_true(threshold_since_us(&p, &plain, SEC_US) == UNSAID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_counts_after_its_hold),
		cmocka_unit_test(test_it_does_not_flap_between_its_levels),
		cmocka_unit_test(test_without_levels_it_never_counts_or_ends_where_it_began),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
