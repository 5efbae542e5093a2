/* Earned value: the textbook's vector, and what is undefined. */
#include "tests/unit/fixture.h"

static void
test_vector(void **state)
{
	struct earned_value v = earned_value(100, 50, 40, 45);

	(void)state;
	assert_near(v.cv, -5, 1e-9);
	assert_near(v.sv, -10, 1e-9);
	assert_near(v.cpi, 0.8889, 5e-5);
	assert_near(v.spi, 0.80, 1e-9);
	assert_near(v.eac, 112.5, 1e-9);
	assert_near(v.eac_atypical, 105, 1e-9);
	assert_near(v.eac_cost_and_schedule, 129.375, 1e-9);
	assert_near(v.etc, 67.5, 1e-9);
	assert_near(v.vac, -12.5, 1e-9);
	assert_near(v.tcpi, 1.0909, 5e-5);
	assert_false(v.over);
}

static void
test_before_anything_is_spent_or_due(void **state)
{
	struct earned_value v = earned_value(100, 0, 0, 0);

	(void)state;
	assert_true(isnan(v.cpi));
	assert_true(isnan(v.spi));
	assert_true(isnan(v.eac));
	assert_true(isnan(v.etc));
	assert_true(isnan(v.vac));
	assert_true(isnan(v.eac_cost_and_schedule));
	assert_near(v.eac_atypical, 100, 1e-9);
	assert_near(v.tcpi, 1, 1e-9);
}

static void
test_spent_but_nothing_earned_is_undefined_not_infinite(void **state)
{
	struct earned_value v = earned_value(100, 50, 0, 45);

	(void)state;
	assert_near(v.cpi, 0, 0);
	assert_true(isnan(v.eac));
	assert_true(isnan(v.eac_cost_and_schedule));
}

static void
test_all_spent_is_over(void **state)
{
	struct earned_value v = earned_value(100, 90, 80, 100);

	(void)state;
	assert_true(v.over);
	assert_true(isnan(v.tcpi));
	assert_near(v.eac, 125, 1e-9);
	assert_false(earned_value(0, 0, 0, 0).over);
}

static void
test_unknown_earned_value_spreads(void **state)
{
	struct earned_value v = earned_value(100, 50, NAN, 45);

	(void)state;
	assert_true(isnan(v.cpi));
	assert_true(isnan(v.spi));
	assert_true(isnan(v.eac));
	assert_true(isnan(v.tcpi));
	assert_near(v.ac, 45, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vector),
		cmocka_unit_test(test_before_anything_is_spent_or_due),
		cmocka_unit_test(test_spent_but_nothing_earned_is_undefined_not_infinite),
		cmocka_unit_test(test_all_spent_is_over),
		cmocka_unit_test(test_unknown_earned_value_spreads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
