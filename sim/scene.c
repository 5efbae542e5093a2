/* The script of the sale: which alerts fire and resolve when. Pure; computed, never accumulated. */
#include "sim/scene.h"

#include "sim/noise.h"
#include "sim/scenario.h"
#include "sim/scene_kinds.h"

#include <math.h>

/* Streams of chance; each question has its own, so that a new one does not shift the others. */
enum {
	CHANCE_FIRES = 1,
	CHANCE_KIND,
	CHANCE_OFFSET,
	CHANCE_LENGTH,
	CHANCE_VALUE,
	CHANCE_STORM,
	CHANCE_STORM_AT,
	CHANCE_NODE
};

enum {
	SLOT_S = 60,
	/* The random part keeps clear of the script around the start. */
	QUIET_BEFORE_S = 45 * 60,
	QUIET_AFTER_S = 8 * 60,
	NO_STORM_BEFORE_S = 30 * 60,
	INSTANCES = 24,     /* more than SCENE_MAX_MINUTES: no two of a slot's kind meet */
	FIRST_INSTANCE = 2, /* A, B, 01, 02 are the script's */
	STORM_NODES = 11,
	STORM_LONGEST_S = 420,
	STORM_S = 360
};

struct scripted {
	enum scene_kind kind;
	const char *instance;
	int fires_s, resolves_s; /* from the start */
	double value;
};

static const struct scripted script[] = {
	{ KIND_AD, "ad-01", -2700, 1500, 7 },
	{ KIND_AD, "ad-02", -1980, 940, 4 },
	{ KIND_AD, "ad-hero", -310, 1140, 3 },
	{ KIND_COUPON, "coupon-A", -1260, 400, 31 },
	{ KIND_COUPON, "coupon-B", -905, 610, 24 },
	{ KIND_COUPON, "coupon-vip", -140, 820, 52 },
	{ KIND_DATA_SYNC, "sync-01", -610, 75, 88 },
	{ KIND_DATA_SYNC, "sync-02", -1500, 130, 131 },
	{ KIND_DATA_SYNC, "sync-report", -415, 1280, 204 },
	{ KIND_WAREHOUSE, "warehouse-01", -1500, 1740, 34 },
	{ KIND_RETURN_RATE, "category-A", -1130, 3600, 14.6 },
	{ KIND_PRICE, "shop-01", -840, 190, 12 },
	{ KIND_ORDER_SUCCESS, "order-api", -341, 700, 99.41 },
	{ KIND_PAYMENT, "pay-gw", -220, 840, 8.2 },
	{ KIND_STOCK_OUT, "sku-group-A", -175, 2400, 1.8 },
	{ KIND_COURIER, "courier-B", -76, 5400, 96 },
	{ KIND_CRAWLER, "edge-01", 25, 290, 18 },
	{ KIND_COMPETITOR, "competitor-A", 100, 520, 430 },
	{ KIND_QUEUE, "queue-01", 165, 1500, 34 },
	{ KIND_COUPON, "coupon-new", 230, 330, 40 },
	{ KIND_PAGE_LOAD, "web-01", 285, 355, 2.3 },
	{ KIND_REFUND, "refund-01", 330, 900, 72 },
	{ KIND_DATA_SYNC, "sync-cart", 440, 700, 97 },
};

static uint64_t
chance_key(unsigned chance, int64_t index, unsigned part)
{
	return ((uint64_t)index * 64 + part) * 16 + chance;
}

static double
chance(const struct scene *scene, unsigned what, int64_t index, unsigned part)
{
	return noise_unit(scene->seed, chance_key(what, index, part));
}

static unsigned
chance_between(const struct scene *scene, unsigned what, int64_t index, unsigned part, unsigned low,
               unsigned high)
{
	return low + (unsigned)(chance(scene, what, index, part) * (double)(high - low + 1));
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static double
chance_value(const struct scene *scene, const struct alert_kind *kind, int64_t index, unsigned part)
{
	double share = chance(scene, CHANCE_VALUE, index, part);
	double value = kind->low + (kind->high - kind->low) * share;
	double unit = pow(10, kind->decimals);

	return round(value * unit) / unit;
}

static const struct alert_kind *
chance_kind(const struct scene *scene, int64_t slot)
{
	unsigned sum = 0, i;
	double pick;

	for (i = 0; i < KIND_COUNT; i++)
		sum += scene_kinds[i].weight;
	pick = chance(scene, CHANCE_KIND, slot, 0) * sum;
	for (i = 0; i < KIND_COUNT; i++) {
		pick -= scene_kinds[i].weight;
		if (pick < 0)
			return &scene_kinds[i];
	}
	return &scene_kinds[KIND_AD];
}

static void
add_if_burning(GArray *out, const struct episode *ep, int64_t from_us, int64_t to_us)
{
	if (ep->starts_us <= to_us && ep->ends_us > from_us)
		g_array_append_val(out, *ep);
}

/* A storm: one gateway cries for help and its nodes after it, all of one service. */
static void
add_storm(const struct scene *scene, int64_t at_us, int64_t index, GArray *out, int64_t from_us,
          int64_t to_us)
{
	unsigned i;

	for (i = 0; i <= STORM_NODES; i++) {
		const struct alert_kind *kind = &scene_kinds[i ? KIND_FLOOD_NODE : KIND_FLOOD];
		unsigned late = i ? chance_between(scene, CHANCE_OFFSET, index, i, 0, 45) : 0;
		unsigned burns = chance_between(scene, CHANCE_NODE, index, i, kind->min_s,
		                                STORM_LONGEST_S - late);
		struct episode ep = {
			.kind = kind,
			.named = i ? NULL : kind->instance,
			.number = i,
			.starts_us = at_us + late * SEC_US,
			.value = chance_value(scene, kind, index, i),
		};

		ep.ends_us = ep.starts_us + burns * SEC_US;
		add_if_burning(out, &ep, from_us, to_us);
	}
}

static void
add_scripted(const struct scene *scene, GArray *out, int64_t from_us, int64_t to_us)
{
	size_t i;

	for (i = 0; i < G_N_ELEMENTS(script); i++) {
		struct episode ep = {
			.kind = &scene_kinds[script[i].kind],
			.named = script[i].instance,
			.starts_us = scene->start_us + script[i].fires_s * SEC_US,
			.ends_us = scene->start_us + script[i].resolves_s * SEC_US,
			.value = script[i].value,
		};

		add_if_burning(out, &ep, from_us, to_us);
	}
	add_storm(scene, scene->start_us + STORM_S * SEC_US, -1, out, from_us, to_us);
}

/* At most one alert a slot of a minute. */
static void
add_slot(const struct scene *scene, int64_t slot, GArray *out, int64_t from_us, int64_t to_us)
{
	int64_t begins_s = slot * SLOT_S;
	const struct alert_kind *kind;
	struct episode ep;

	if ((begins_s >= -QUIET_BEFORE_S && begins_s < QUIET_AFTER_S) ||
	    chance(scene, CHANCE_FIRES, slot, 0) > 0.75)
		return;
	kind = chance_kind(scene, slot);
	ep = (struct episode){
		.kind = kind,
		.number =
		    FIRST_INSTANCE + 1 + (unsigned)(slot - floor_div(slot, INSTANCES) * INSTANCES),
		.starts_us = scene->start_us + (begins_s + chance_between(scene, CHANCE_OFFSET,
		                                                          slot, 0, 0, SLOT_S - 1)) *
		                                   SEC_US,
		.value = chance_value(scene, kind, slot, 0),
	};
	ep.ends_us =
	    ep.starts_us +
	    chance_between(scene, CHANCE_LENGTH, slot, 0, kind->min_s, kind->max_s) * SEC_US;
	add_if_burning(out, &ep, from_us, to_us);
}

/* A third of the hours has a storm, well inside the hour so that two never meet. */
static void
add_hour(const struct scene *scene, int64_t hour, GArray *out, int64_t from_us, int64_t to_us)
{
	int64_t at_s = hour * 3600 + chance_between(scene, CHANCE_STORM_AT, hour, 0, 300, 3000);

	if ((at_s >= -QUIET_BEFORE_S && at_s < NO_STORM_BEFORE_S) ||
	    chance(scene, CHANCE_STORM, hour, 0) > 0.33)
		return;
	add_storm(scene, scene->start_us + at_s * SEC_US, hour, out, from_us, to_us);
}

GArray *
scene_between(const struct scene *scene, int64_t from_us, int64_t to_us)
{
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct episode));
	int64_t from_s = floor_div(from_us - scene->start_us, SEC_US);
	int64_t to_s = floor_div(to_us - scene->start_us, SEC_US);
	int64_t first_slot = floor_div(from_s, SLOT_S) - SCENE_MAX_MINUTES - 1, i;

	if (scene->scenario) {
		scenario_add_episodes(scene->scenario, scene->start_us, from_us, to_us, out);
		return out;
	}
	add_scripted(scene, out, from_us, to_us);
	for (i = first_slot; i <= floor_div(to_s, SLOT_S); i++)
		add_slot(scene, i, out, from_us, to_us);
	for (i = floor_div(from_s - STORM_LONGEST_S, 3600); i <= floor_div(to_s, 3600); i++)
		add_hour(scene, i, out, from_us, to_us);
	return out;
}

GArray *
scene_firing(const struct scene *scene, int64_t at_us)
{
	return scene_between(scene, at_us, at_us);
}

/* Replaces every "{key}" by value. */
static char *
fill(const char *pattern, const char *key, const char *value)
{
	GString *text = g_string_new(pattern);

	g_string_replace(text, key, value, 0);
	return g_string_free(text, FALSE);
}

char *
episode_instance(const struct episode *episode)
{
	char letter[2] = { (char)('A' + episode->number - 1), '\0' }, number[12];
	char *with_letter, *text;

	if (episode->named)
		return g_strdup(episode->named);
	g_snprintf(number, sizeof number, "%02u", episode->number);
	with_letter = fill(episode->kind->instance, "{c}", letter);
	text = fill(with_letter, "{n}", number);
	g_free(with_letter);
	return text;
}

char *
episode_text(const struct episode *episode, const char *pattern)
{
	char value[32], format[8], *instance = episode_instance(episode), *with_value, *text;

	g_snprintf(format, sizeof format, "%%.%df", episode->kind->decimals);
	with_value =
	    fill(pattern, "{v}", g_ascii_formatd(value, sizeof value, format, episode->value));
	text = fill(with_value, "{i}", instance);
	g_free(with_value);
	g_free(instance);
	return text;
}
