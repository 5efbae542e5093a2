/* A scenario: what happens to the simulated sale in a drill, counted from the drill's start. */
#ifndef SIM_SCENARIO_H
#define SIM_SCENARIO_H

#include "room/event.h"
#include "sim/scene.h"

enum scenario_endpoint { ENDPOINT_ALERTMANAGER, ENDPOINT_PROMETHEUS, ENDPOINT_ROOM };

/* How an endpoint answers. */
enum scenario_fate {
	FATE_ANSWERS,
	FATE_ERROR, /* HTTP 500 */
	FATE_HANGS, /* takes the request and says nothing */
	FATE_CLOSES /* hangs up */
};

/* How a metric moves. */
enum scenario_shape {
	SHAPE_RAMP,  /* evenly to `to` over `over_us`, and stays there */
	SHAPE_STEP,  /* to `to` at once, and stays there */
	SHAPE_SPIKE, /* to `to` in the middle of `over_us`, and back */
	SHAPE_NOISE  /* swings by at most `to` up and down during `over_us` */
};

struct scenario_move {
	const char *metric;
	unsigned shape; /* enum scenario_shape */
	int64_t at_us, over_us;
	double to;
};

struct scenario_alert {
	struct alert_kind kind;     /* instance and texts are as they are shown */
	int64_t starts_us, ends_us; /* ends_us UNSAID: never */
	const struct label *labels; /* further ones */
	size_t n_labels;
};

struct scenario_outage {
	unsigned endpoint, how; /* enum scenario_endpoint, enum scenario_fate */
	int64_t from_us, to_us; /* to_us UNSAID: to the end */
};

/* A metric that its endpoint no longer gives. */
struct scenario_silence {
	const char *metric;
	int64_t from_us, to_us;
};

/* A metric that the simulator does not have by itself. */
struct scenario_feed {
	const char *id;
	double usual; /* its value while nothing moves it */
};

enum { SCENARIO_MORE_LABELS = 8 };

/* Texts are lent by whoever filled it in; nothing changes while a simulator runs on it. */
struct scenario {
	GArray *moves;    /* struct scenario_move, in the order stated */
	GArray *alerts;   /* struct scenario_alert */
	GArray *outages;  /* struct scenario_outage */
	GArray *silences; /* struct scenario_silence */
	GArray *feeds;    /* struct scenario_feed */
};

void scenario_init(struct scenario *scenario);
void scenario_fini(struct scenario *scenario);

/* What a metric shows `since_us` after the start, when it would show `value` otherwise; moves count in
 * their order, each from where the one before has left it. NAN while it is silent. Pure. */
double scenario_value(const struct scenario *scenario, const char *metric, int64_t since_us,
                      double value);

/* What becomes of a request for this path. Pure. */
enum scenario_fate scenario_fate(const struct scenario *scenario, const char *path,
                                 int64_t since_us);

/* Adds the alerts that burn at some time in [from_us, to_us] to rows struct episode. Pure. */
void scenario_add_episodes(const struct scenario *scenario, int64_t start_us, int64_t from_us,
                           int64_t to_us, GArray *episodes);

/* NULL when there is none. */
const struct scenario_feed *scenario_feed(const struct scenario *scenario, const char *id);

#endif
