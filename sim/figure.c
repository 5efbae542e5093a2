/* The metrics of the simulated sale, in agreement with its alerts. Pure. */
#include "sim/figure.h"

#include "sim/noise.h"
#include "sim/scenario.h"

#include <math.h>
#include <string.h>

/* Where the quiet value comes from. */
enum figure_course {
	COURSE_LEVEL,   /* base + sway x (density - 1) */
	COURSE_GMV,     /* base x sales so far: grows */
	COURSE_QPS,     /* a level that also follows the rush at a boundary */
	COURSE_REFRESH, /* seconds since the last of the regular reads, base apart */
	COURSE_FEED     /* a level, from a feed that dies now and then */
};

struct figure {
	const char *id;
	enum figure_course course;
	double base, sway, noise;
	int decimals;
	double last_year; /* its share of this year's; 0: it was not measured */
};

/* Quiet values; an alert's kind moves its own metric while one burns (scene_kinds). */
static const struct figure figures[] = {
	{ "gmv", COURSE_GMV, 1, 0, 0, 0, 0.8 },
	{ "loss", COURSE_GMV, 0.0037, 0, 0, 0, 1.15 },
	{ "new_members", COURSE_GMV, 0.00112, 0, 0, 0, 0.75 },
	{ "qps", COURSE_QPS, 849e3, 150e3, 1500, 0, 0.72 },
	{ "price_watch_age", COURSE_REFRESH, 90, 0, 0, 0, 0 },
	{ "presale_share", COURSE_LEVEL, 57.8, -0.6, 0.3, 2, 0.9 },
	{ "traffic_roi", COURSE_LEVEL, 27.4, 2.0, 0.4, 2, 0 },
	{ "supply_cost", COURSE_LEVEL, 91.2, 0, 0.1, 2, 0 },
	{ "conversion", COURSE_LEVEL, 3.2, 0.08, 0.01, 3, 0.906 },
	{ "order_value", COURSE_LEVEL, 386, 12, 2, 2, 0.912 },
	{ "brand_voice", COURSE_LEVEL, 42.6, 1.5, 0.5, 2, 0 },
	{ "search_index", COURSE_LEVEL, 128400, 21000, 900, 0, 0.72 },
	{ "return_rate", COURSE_LEVEL, 13.6, 0.2, 0.05, 2, 1.26 },
	{ "order_success", COURSE_LEVEL, 99.95, 0, 0.008, 3, 0.9975 },
	{ "refund_response", COURSE_LEVEL, 42, 5, 1.2, 1, 2.02 },
	{ "parcel_damage", COURSE_LEVEL, 0.14, 0.01, 0.005, 3, 2.2 },
	{ "signed_on_time", COURSE_LEVEL, 98.4, -0.1, 0.05, 2, 0.98 },
	{ "service_coverage", COURSE_LEVEL, 84, -3, 0.4, 1, 0.845 },
	{ "stock_out", COURSE_LEVEL, 0.7, 0.1, 0.02, 2, 2.7 },
	{ "availability", COURSE_LEVEL, 99.994, 0, 0.001, 4, 0.99956 },
	{ "page_load", COURSE_LEVEL, 1.5, 0.25, 0.03, 2, 1.6 },
	{ "nps", COURSE_LEVEL, 62, -2, 0.5, 1, 0.87 },
	{ "bot_reply", COURSE_LEVEL, 6.2, 1.5, 0.3, 2, 2.26 },
	{ "human_resolution", COURSE_LEVEL, 21, 4, 0.6, 1, 2.1 },
	{ "price_gap", COURSE_FEED, 1.2, 0, 0.4, 2, 0 },
	{ "payment_p99", COURSE_LEVEL, 1.8, 0.4, 0.08, 2, 1.3 },
	/* 60 failures in a million; 40 requests behind each yuan */
	{ "requests", COURSE_GMV, 40, 0, 0, 0, 0 },
	{ "requests_failed", COURSE_GMV, 0.0024, 0, 0, 0, 0 },
};

static const int64_t NOISE_PERIOD_US = 40 * SEC_US;

static const int64_t LOST_BEFORE_US = 200 * SEC_US, LOST_US = 9 * MIN_US,
		     LOST_EVERY_US = 40 * MIN_US;

static const int64_t USUAL_US = 7 * DAY_US;

/* 52 weeks. */
static const int64_t YEAR_US = 364 * DAY_US;

/* A metric leaves its level before the alert's hold time is over, and is back soon after it
 * resolves. */
static const int64_t LEAVES_US = 90 * SEC_US, GONE_US = 20 * SEC_US, BACK_US = 60 * SEC_US;

const struct figure *
figure_by_id(const char *id)
{
	size_t i;

	for (i = 0; i < G_N_ELEMENTS(figures); i++)
		if (strcmp(figures[i].id, id) == 0)
			return &figures[i];
	return NULL;
}

int
figure_decimals(const char *id)
{
	const struct figure *figure = figure_by_id(id);

	return figure ? figure->decimals : 2;
}

static double
quiet_value(const struct figure *figure, const struct world *world, int64_t at_us)
{
	double lull = world_density(world, at_us) - 1;

	switch (figure->course) {
	case COURSE_GMV:
		return figure->base * world_gmv(world, at_us);
	case COURSE_QPS: {
		const struct world_span *peak = &world->phases[WORLD_PEAK];
		bool peaks = at_us >= peak->start_us && at_us < peak->end_us;

		return (peaks ? 1 : 0.6) * (figure->base + figure->sway * lull) +
		       133e3 * world_rush(world, at_us);
	}
	case COURSE_REFRESH:
		return 5 + fmod((double)at_us / (double)SEC_US, figure->base);
	case COURSE_LEVEL:
	case COURSE_FEED:
		break;
	}
	return figure->base + figure->sway * lull;
}

/* How far an episode holds its metric, 0..1. */
static double
hold(const struct episode *ep, int64_t at_us)
{
	double in = (double)(at_us - ep->starts_us + LEAVES_US) / (double)(LEAVES_US - GONE_US);
	double out = 1 - (double)(at_us - ep->ends_us) / (double)BACK_US;
	double x = CLAMP(MIN(in, out), 0, 1);

	return x * x * (3 - 2 * x);
}

/* Moves value towards what the strongest episode of this metric says. */
static double
with_episodes(const struct figure *figure, const struct world *world, int64_t at_us, double value)
{
	GArray *near = scene_between(&world->scene, at_us - BACK_US, at_us + LEAVES_US);
	double most = 0, said = value;
	guint i;

	for (i = 0; i < near->len; i++) {
		const struct episode *ep = &g_array_index(near, struct episode, i);

		if (!ep->kind->metric || strcmp(ep->kind->metric, figure->id) != 0)
			continue;
		if (hold(ep, at_us) > most) {
			most = hold(ep, at_us);
			said = ep->value;
		}
	}
	g_array_unref(near);
	return value + (said - value) * most;
}

/* The week before the sale, half way from last year to this one; nothing has been sold yet. */
static double
usual_value(const struct figure *figure, const struct world *world)
{
	const struct world_span *warmup = &world->phases[WORLD_WARMUP];

	if (figure->course == COURSE_GMV || figure->last_year == 0)
		return figure->course == COURSE_GMV ? 0 : figure->base;
	return (1 + figure->last_year) / 2 * quiet_value(figure, world, warmup->start_us);
}

/* The sale of the year before, on the same days of the week, without its troubles; between the two
 * sales nothing was measured. */
static double
last_year_value(const struct figure *figure, const struct world *world, int64_t at_us)
{
	int64_t then_us = at_us + YEAR_US;
	uint64_t stream = 200 + (uint64_t)(figure - figures);

	if (figure->last_year == 0 || then_us < world->phases[WORLD_WARMUP].start_us ||
	    then_us >= world->phases[WORLD_TAIL].end_us)
		return NAN;
	return figure->last_year *
	       (quiet_value(figure, world, then_us) +
	        figure->noise * noise_smooth(world->scene.seed, stream, at_us, NOISE_PERIOD_US));
}

/* The feed of competitors' prices is lost before the script begins, long enough to be missed, and
 * again each 40 minutes. */
static bool
is_lost(const struct figure *figure, const struct world *world, int64_t at_us)
{
	int64_t into_us = (at_us - world->scene.start_us + LOST_BEFORE_US) % LOST_EVERY_US;

	return figure->course == COURSE_FEED && !world->scene.scenario &&
	       (into_us + LOST_EVERY_US) % LOST_EVERY_US < LOST_US;
}

double
figure_value(const struct figure *figure, const struct world *world, int64_t at_us)
{
	uint64_t stream = 100 + (uint64_t)(figure - figures);
	double value;

	if (at_us < world->phases[WORLD_WARMUP].start_us)
		return at_us >= world->phases[WORLD_WARMUP].start_us - USUAL_US
		           ? usual_value(figure, world)
		           : last_year_value(figure, world, at_us);
	if (is_lost(figure, world, at_us))
		return NAN;
	value = with_episodes(figure, world, at_us, quiet_value(figure, world, at_us));
	return value +
	       figure->noise * noise_smooth(world->scene.seed, stream, at_us, NOISE_PERIOD_US);
}

bool
figure_is_known(const struct world *world, const char *id)
{
	const struct scenario *scenario = world->scene.scenario;

	return figure_by_id(id) || (scenario && scenario_feed(scenario, id));
}

double
figure_shown(const struct world *world, const char *id, int64_t at_us)
{
	const struct scenario *scenario = world->scene.scenario;
	const struct figure *figure = figure_by_id(id);
	int64_t since_us = at_us - world->scene.start_us;
	double value =
	    figure ? figure_value(figure, world, at_us) : scenario_feed(scenario, id)->usual;

	return scenario && since_us >= 0 ? scenario_value(scenario, id, since_us, value) : value;
}
