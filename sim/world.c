/* The state of the simulated sale: a function of seed, start and simulated time. Pure. */
#include "sim/world.h"

#include "base/lang.h"
#include "sim/noise.h"

#include <math.h>

#define TAU 6.283185307179586

/* Double 11 of 2026, UTC+8; seconds since 1970. */
static const struct sim_options double11 = {
	.start_us = 1792799640 * SEC_US,       /* October 24, 07:54 */
	.event_start_us = 1789401600 * SEC_US, /* September 15 */
	.event_end_us = 1794412800 * SEC_US,   /* November 12 */
	.peak_start_us = 1792512000 * SEC_US,  /* October 21 */
	.peak_end_us = 1792857600 * SEC_US,    /* October 25 */
};

/* Shares of the sales of each phase, and the yuan that each boundary of the peak adds at once.
 * They are chosen so that the demo starts at 121.4M and the event ends a little above 200M. */
static const double GMV_TARGET = 200e6;
static const double gmv_share[] = { 0.29, 0.375, 0.322 };
static const double burst_yuan[] = { 2.4e6, 1.6e6, 2.6e6 };
static const int64_t BURST_US = 40 * MIN_US;

static const double plan_share[] = { 0.30, 0.336, 0.364 };

/* The day as a sum of whole waves, so that its integral over a day is exactly 1. The amplitudes
 * leave the density above 0 at every hour. */
static const struct wave {
	double amplitude;
	int per_day;
	double top; /* place of a crest in the day, 0..1 */
} waves[] = {
	{ -0.45, 1, 4 / 24.0 },
	{ -0.25, 2, 4 / 24.0 },
	{ 0.20, 1, 21.5 / 24.0 },
	{ 0.08, 24, 0 },
};
/* One more, whose crest the seed chooses. */
static const struct wave seeded_wave = { 0.04, 7, 0 };

static int64_t
chosen(int64_t stated_us, int64_t default_us)
{
	return stated_us ? stated_us : default_us;
}

bool
world_init(struct world *world, const struct sim_options *options, struct err *e)
{
	int64_t start = chosen(options->event_start_us, double11.event_start_us);
	int64_t end = chosen(options->event_end_us, double11.event_end_us);
	int64_t peak = chosen(options->peak_start_us, double11.peak_start_us);
	int64_t peak_end = chosen(options->peak_end_us, double11.peak_end_us);
	int64_t sixth = (peak_end - peak) / 6;

	if (start >= peak || peak >= peak_end || peak_end >= end)
		return err_set(e,
		               _("simulator: the event must start, peak, leave its peak and end in"
		                 " this order"));
	*world = (struct world){
		.scene = { options->seed, chosen(options->start_us, double11.start_us),
		           options->scenario },
		.phases = {
			[WORLD_WARMUP] = { start, peak },
			[WORLD_PEAK] = { peak, peak_end },
			[WORLD_TAIL] = { peak_end, end },
			[WORLD_TRAFFIC] = { peak, peak + 2 * sixth },
			[WORLD_CONVERSION] = { peak + 2 * sixth, peak + 5 * sixth },
			[WORLD_CLEARANCE] = { peak + 5 * sixth, peak_end },
		},
	};
	return true;
}

/* Days since the event's start; the fraction is the local time of day. */
static double
day_of(const struct world *world, int64_t at_us)
{
	return (double)(at_us - world->phases[WORLD_WARMUP].start_us) / (double)DAY_US;
}

int
world_minute_of_day(const struct world *world, int64_t at_us)
{
	int64_t into = (at_us - world->phases[WORLD_WARMUP].start_us) % DAY_US;

	return (int)((into < 0 ? into + DAY_US : into) / MIN_US);
}

static double
crest(const struct world *world, const struct wave *wave)
{
	return wave == &seeded_wave ? noise_unit(world->scene.seed, 0) : wave->top;
}

static double
wave_at(const struct world *world, const struct wave *wave, double day)
{
	return wave->amplitude * cos(TAU * wave->per_day * (day - crest(world, wave)));
}

/* Integral of the wave from the day's start. */
static double
wave_sum(const struct world *world, const struct wave *wave, double day)
{
	double turn = TAU * wave->per_day, top = crest(world, wave);

	return wave->amplitude / turn * (sin(turn * (day - top)) + sin(turn * top));
}

double
world_density(const struct world *world, int64_t at_us)
{
	double day = day_of(world, at_us), sum = 1 + wave_at(world, &seeded_wave, day);
	size_t i;

	for (i = 0; i < G_N_ELEMENTS(waves); i++)
		sum += wave_at(world, &waves[i], day);
	return sum;
}

/* Busy days since the event's start: the integral of the density. */
static double
busy_days(const struct world *world, int64_t at_us)
{
	double day = day_of(world, at_us), sum = day + wave_sum(world, &seeded_wave, day);
	size_t i;

	for (i = 0; i < G_N_ELEMENTS(waves); i++)
		sum += wave_sum(world, &waves[i], day);
	return sum;
}

double
world_gmv(const struct world *world, int64_t at_us)
{
	double sum = 0;
	int i;

	for (i = WORLD_WARMUP; i <= WORLD_TAIL; i++) {
		const struct world_span *span = &world->phases[i];
		double from = busy_days(world, span->start_us), to = busy_days(world, span->end_us);
		double now = busy_days(world, CLAMP(at_us, span->start_us, span->end_us));

		sum += GMV_TARGET * gmv_share[i] * (now - from) / (to - from);
	}
	for (i = WORLD_TRAFFIC; i <= WORLD_CLEARANCE; i++) {
		int64_t since_us = MAX(at_us - world->phases[i].start_us, 0);

		sum +=
		    burst_yuan[i - WORLD_TRAFFIC] * (1 - exp(-(double)since_us / (double)BURST_US));
	}
	return sum;
}

static double
smoothstep(double x)
{
	x = CLAMP(x, 0, 1);
	return x * x * (3 - 2 * x);
}

double
world_rush(const struct world *world, int64_t at_us)
{
	/* Traffic begins with the peak, clearance is the largest; the tail begins when the peak
	 * ends. */
	static const struct {
		enum world_phase phase;
		double strength;
	} rushes[] = { { WORLD_TRAFFIC, 0.8 },
		       { WORLD_CONVERSION, 0.7 },
		       { WORLD_CLEARANCE, 1 },
		       { WORLD_TAIL, 0.4 } };
	double most = 0;
	size_t i;

	for (i = 0; i < G_N_ELEMENTS(rushes); i++) {
		double since_min =
		    (double)(at_us - world->phases[rushes[i].phase].start_us) / (double)MIN_US;
		double pull = since_min < 0 ? smoothstep(1 + since_min / 6) : exp(-since_min / 25);

		most = MAX(most, rushes[i].strength * pull);
	}
	return most;
}

double
world_span_share(const struct world_span *span, int64_t at_us)
{
	return (double)(CLAMP(at_us, span->start_us, span->end_us) - span->start_us) /
	       (double)(span->end_us - span->start_us);
}

double
world_planned_share(const struct world *world, int64_t at_us)
{
	double sum = 0;
	int i;

	for (i = WORLD_WARMUP; i <= WORLD_TAIL; i++)
		sum += plan_share[i] * world_span_share(&world->phases[i], at_us);
	return sum;
}
