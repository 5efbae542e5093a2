/* The script of the sale: which alerts fire and resolve when. Pure; computed, never accumulated. */
#ifndef SIM_SCENE_H
#define SIM_SCENE_H

#include "base/clock.h"

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

struct label; /* room/event.h */

enum scene_limit {
	/* No alert of the random part burns longer; so a look back of this length sees them all. */
	SCENE_MAX_MINUTES = 18,
	SCENE_MAX_FIRING = 40
};

/* What an alert of one kind looks like; rows of scene_kinds. */
struct alert_kind {
	const char *name;     /* alertname */
	const char *severity; /* critical, warning, info */
	const char *team, *service;
	const char *instance; /* of unnamed ones: "{c}" a letter, "{n}" a number */
	const char *summary;  /* "{v}" the value, "{i}" the instance */
	const char *description;
	const char *metric; /* moves to the value while one fires; NULL = none */
	double low, high;   /* range of the value */
	int decimals;
	unsigned min_s, max_s; /* how long a random one burns */
	unsigned weight;       /* share of random ones; 0 = only from the script */
};

/* One alert from when it fires until it resolves. */
struct episode {
	const struct alert_kind *kind;
	const char *named; /* of the scripted ones, static; NULL: made from kind and number */
	unsigned number;   /* 1.. */
	int64_t starts_us, ends_us;
	double value;
	const struct label *labels; /* of a drill: further ones; lent */
	size_t n_labels;
};

struct scenario;

/* What the schedule depends on; the script begins at start_us. */
struct scene {
	uint64_t seed;
	int64_t start_us;
	const struct scenario *scenario; /* lent; its alerts are all there are. NULL: no drill */
};

/* Episodes that burn at some time in [from_us, to_us], in the order of the script, then by time.
 * Rows struct episode; the caller's: g_array_unref. Pure. */
GArray *scene_between(const struct scene *scene, int64_t from_us, int64_t to_us);

/* Those that fire at an instant, at most SCENE_MAX_FIRING, no two with equal labels. The
 * caller's: g_array_unref. Pure. */
GArray *scene_firing(const struct scene *scene, int64_t at_us);

/* "sku-group-A"; the caller's: g_free. */
char *episode_instance(const struct episode *episode);

/* Fills "{v}" and "{i}" in; the caller's: g_free. */
char *episode_text(const struct episode *episode, const char *pattern);

#endif
