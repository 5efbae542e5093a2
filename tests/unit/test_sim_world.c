/* The simulated sale as a function of seed and time: its figures, its alerts, their agreement. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "sim/figure.h"
#include "sim/scene.h"
#include "sim/world.h"

static const uint64_t SEEDS[] = { 1, 11, 20261111 };

static struct world
demo_world(uint64_t seed)
{
	struct sim_options options = { .seed = seed };
	struct world world;
	struct err e;

	assert_true(world_init(&world, &options, &e));
	return world;
}

static double
figure(const struct world *world, const char *id, int64_t after_start_s)
{
	const struct figure *f = figure_by_id(id);

	assert_non_null(f);
	return figure_value(f, world, world->scene.start_us + after_start_s * SEC_US);
}

static void
assert_near(double value, double expected, double tolerance)
{
	if (fabs(value - expected) > tolerance)
		fail_msg("%f is not within %f of %f", value, tolerance, expected);
}

static GArray *
firing(const struct world *world, int64_t after_start_s)
{
	return scene_firing(&world->scene, world->scene.start_us + after_start_s * SEC_US);
}

/* How many alerts of a name fire so long after the start; *oldest_s (may be NULL) their greatest
 * age. */
static unsigned
count(const struct world *world, const char *name, int64_t after_start_s, int64_t *oldest_s)
{
	GArray *list = firing(world, after_start_s);
	unsigned n = 0;
	guint i;

	for (i = 0; i < list->len; i++) {
		const struct episode *ep = &g_array_index(list, struct episode, i);
		int64_t began_s = (ep->starts_us - world->scene.start_us) / SEC_US;

		if (strcmp(ep->kind->name, name) != 0)
			continue;
		n++;
		if (oldest_s)
			*oldest_s = after_start_s - began_s;
	}
	g_array_unref(list);
	return n;
}

static void
figures_at_the_demo_start(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(SEEDS); i++) {
		struct world world = demo_world(SEEDS[i]);

		assert_near(figure(&world, "gmv", 0), 121.4e6, 0.3e6);
		assert_near(figure(&world, "loss", 0), 450e3, 5e3);
		assert_near(figure(&world, "qps", 0), 812e3, 8e3);
		assert_near(figure(&world, "qps", 360), 950e3, 10e3);
		assert_near(figure(&world, "order_success", 0), 99.41, 0.02);
		assert_near(figure(&world, "stock_out", 0), 1.8, 0.05);
		assert_near(figure(&world, "return_rate", 0), 14.6, 0.1);
		assert_near(figure(&world, "conversion", 0), 3.18, 0.04);
		assert_near(figure(&world, "refund_response", 0), 41, 3);
	}
}

static void
sales_only_grow_and_meet_their_goal(void **state)
{
	struct world world = demo_world(1);
	int64_t at_us = world.phases[WORLD_WARMUP].start_us;
	double before = world_gmv(&world, at_us);

	(void)state;
	assert_near(before, 0, 1);
	for (at_us += 97 * SEC_US; at_us < world.phases[WORLD_TAIL].end_us; at_us += 97 * SEC_US) {
		assert_true(world_density(&world, at_us) > 0);
		assert_true(world_gmv(&world, at_us) > before);
		before = world_gmv(&world, at_us);
	}
	assert_near(before, 204e6, 2e6);
}

static void
sales_burst_at_the_boundary(void **state)
{
	struct world world = demo_world(1);
	double before = figure(&world, "gmv", 360) - figure(&world, "gmv", 240);
	double after = figure(&world, "gmv", 480) - figure(&world, "gmv", 360);

	(void)state;
	assert_true(after > 3 * before);
}

static void
plan_follows_the_phases(void **state)
{
	struct world world = demo_world(1);

	(void)state;
	assert_near(world_planned_share(&world, world.phases[WORLD_PEAK].start_us), 0.30, 1e-9);
	assert_near(world_planned_share(&world, world.scene.start_us), 0.58, 0.001);
	assert_near(world_planned_share(&world, world.phases[WORLD_TAIL].end_us + DAY_US), 1, 1e-9);
}

static void
assert_same(const GArray *x, const GArray *y)
{
	guint i;

	assert_int_equal(x->len, y->len);
	for (i = 0; i < x->len; i++) {
		const struct episode *a = &g_array_index(x, struct episode, i);
		const struct episode *b = &g_array_index(y, struct episode, i);

		assert_ptr_equal(a->kind, b->kind);
		assert_int_equal(a->number, b->number);
		assert_int_equal(a->starts_us, b->starts_us);
		assert_int_equal(a->ends_us, b->ends_us);
		assert_true(a->value == b->value);
	}
}

static void
same_seed_same_sale(void **state)
{
	struct world a = demo_world(7), b = demo_world(7), other = demo_world(8);
	bool differs = false;
	int64_t at_s;

	(void)state;
	for (at_s = -3600; at_s < 7200; at_s += 61) {
		GArray *x = firing(&a, at_s), *y = firing(&b, at_s), *z = firing(&other, at_s);

		assert_same(x, y);
		differs |= x->len != z->len;
		assert_true(figure(&a, "nps", at_s) == figure(&b, "nps", at_s));
		g_array_unref(x);
		g_array_unref(y);
		g_array_unref(z);
	}
	assert_true(differs);
}

static void
alerts_at_the_demo_start(void **state)
{
	struct world world = demo_world(1);
	unsigned critical = 0, warning = 0;
	int64_t age_s = 0;
	GArray *list = firing(&world, 0);
	guint i;

	(void)state;
	for (i = 0; i < list->len; i++) {
		const char *severity = g_array_index(list, struct episode, i).kind->severity;

		critical += strcmp(severity, "critical") == 0;
		warning += strcmp(severity, "warning") == 0;
	}
	assert_int_equal(critical, 2);
	assert_int_equal(warning, 5);
	assert_int_equal(list->len, 16);
	g_array_unref(list);

	assert_int_equal(count(&world, "OrderSuccessLow", 0, &age_s), 1);
	assert_int_equal(age_s, 341);
	assert_int_equal(count(&world, "PaymentGatewaySlow", 0, &age_s), 1);
	assert_int_equal(age_s, 220);
}

static void
a_storm_at_the_boundary_and_its_end(void **state)
{
	struct world world = demo_world(1);

	(void)state;
	assert_int_equal(count(&world, "LiveStreamFlood", 359, NULL), 0);
	assert_int_equal(count(&world, "LiveStreamFlood", 410, NULL), 12);
	assert_int_equal(count(&world, "LiveStreamFlood", 360 + 421, NULL), 0);
	assert_int_equal(count(&world, "OrderSuccessLow", 900, NULL) +
	                     count(&world, "PaymentGatewaySlow", 900, NULL),
	                 0);
}

static void
each_minute_something_happens_but_never_too_much(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < G_N_ELEMENTS(SEEDS); i++) {
		struct world world = demo_world(SEEDS[i]);
		int64_t minute, still = 0, longest = 0;

		for (minute = 0; minute < 12 * 60; minute++) {
			int64_t from = world.scene.start_us + minute * MIN_US;
			GArray *seen = scene_between(&world.scene, from, from + MIN_US);
			GArray *now = scene_firing(&world.scene, from);
			bool moved = seen->len != now->len;
			guint k;

			assert_in_range(now->len, 1, SCENE_MAX_FIRING);
			for (k = 0; k < now->len; k++)
				moved |=
				    g_array_index(now, struct episode, k).ends_us <= from + MIN_US;
			still = moved ? 0 : still + 1;
			longest = MAX(longest, still);
			if (minute < 8)
				assert_true(moved);
			g_array_unref(seen);
			g_array_unref(now);
		}
		assert_true(longest <= 6);
	}
}

static int
compare_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
no_two_firing_alerts_are_the_same(void **state)
{
	struct world world = demo_world(3);
	int64_t minute;

	(void)state;
	for (minute = -120; minute < 24 * 60; minute++) {
		GArray *list = firing(&world, minute * 60);
		GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
		guint i;

		for (i = 0; i < list->len; i++) {
			const struct episode *ep = &g_array_index(list, struct episode, i);
			char *instance = episode_instance(ep);

			g_ptr_array_add(
			    names, g_strconcat(ep->kind->name, ep->kind->severity, instance, NULL));
			g_free(instance);
		}
		g_ptr_array_sort(names, compare_text);
		for (i = 1; i < names->len; i++)
			assert_string_not_equal(names->pdata[i - 1], names->pdata[i]);
		g_ptr_array_unref(names);
		g_array_unref(list);
	}
}

static void
metrics_agree_with_alerts(void **state)
{
	struct world world = demo_world(1);
	int64_t at_s;

	(void)state;
	for (at_s = -3600; at_s < 6 * 3600; at_s += 7) {
		if (count(&world, "OrderSuccessLow", at_s, NULL))
			assert_true(figure(&world, "order_success", at_s) < 99.9);
		if (count(&world, "CompetitorPriceStale", at_s, NULL))
			assert_true(figure(&world, "price_watch_age", at_s) > 300);
	}
	assert_true(figure(&world, "order_success", 1000) > 99.9 ||
	            count(&world, "OrderSuccessLow", 1000, NULL));
	assert_true(figure(&world, "order_success", -600) > 99.9);
}

static void
texts_name_instance_and_value(void **state)
{
	struct world world = demo_world(1);
	GArray *list = firing(&world, 0);
	bool found = false;
	guint i;

	(void)state;
	for (i = 0; i < list->len; i++) {
		const struct episode *ep = &g_array_index(list, struct episode, i);
		char *text = episode_text(ep, ep->kind->summary);

		assert_null(strchr(text, '{'));
		found |= strcmp(text, "stock-out sku-group-A 1.8% > 1%") == 0;
		g_free(text);
	}
	assert_true(found);
	g_array_unref(list);
}

static void
before_the_event_there_is_nothing_to_measure(void **state)
{
	struct world world = demo_world(1);
	int64_t start_us = world.phases[WORLD_WARMUP].start_us;

	(void)state;
	assert_near(figure_value(figure_by_id("gmv"), &world, start_us - SEC_US), 0, 1e-6);
	/* Between the week before and last year's sale nothing was measured. */
	assert_true(isnan(figure_value(figure_by_id("gmv"), &world, start_us - 8 * DAY_US)));
	/* 52 weeks ago it had sold four fifths of what it has sold now. */
	assert_near(figure_value(figure_by_id("gmv"), &world, start_us + (9 - 364) * DAY_US),
	            0.8 * figure_value(figure_by_id("gmv"), &world, start_us + 9 * DAY_US), 1);
	assert_near(figure_value(figure_by_id("gmv"), &world, start_us), 0, 1e-6);
	assert_null(figure_by_id("nosuch"));
}

static void
a_shape_out_of_order_is_refused(void **state)
{
	struct sim_options options = { .event_end_us = 1 };
	struct world world;
	struct err e;

	(void)state;
	assert_false(world_init(&world, &options, &e));
	assert_non_null(strstr(e.text, "order"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_at_the_demo_start),
		cmocka_unit_test(sales_only_grow_and_meet_their_goal),
		cmocka_unit_test(sales_burst_at_the_boundary),
		cmocka_unit_test(plan_follows_the_phases),
		cmocka_unit_test(same_seed_same_sale),
		cmocka_unit_test(alerts_at_the_demo_start),
		cmocka_unit_test(a_storm_at_the_boundary_and_its_end),
		cmocka_unit_test(each_minute_something_happens_but_never_too_much),
		cmocka_unit_test(no_two_firing_alerts_are_the_same),
		cmocka_unit_test(metrics_agree_with_alerts),
		cmocka_unit_test(texts_name_instance_and_value),
		cmocka_unit_test(before_the_event_there_is_nothing_to_measure),
		cmocka_unit_test(a_shape_out_of_order_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
