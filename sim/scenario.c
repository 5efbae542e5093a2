/* A scenario: what happens to the simulated sale in a drill, counted from the drill's start. */
#include "sim/scenario.h"

#include "sim/noise.h"

#include <math.h>
#include <string.h>

static const int64_t SWING_US = 20 * SEC_US;

/* No end of a drill is as far as this. */
static const int64_t NEVER_US = 3650 * DAY_US;

void
scenario_init(struct scenario *s)
{
	*s = (struct scenario){
		.moves = g_array_new(FALSE, TRUE, sizeof(struct scenario_move)),
		.alerts = g_array_new(FALSE, TRUE, sizeof(struct scenario_alert)),
		.outages = g_array_new(FALSE, TRUE, sizeof(struct scenario_outage)),
		.silences = g_array_new(FALSE, TRUE, sizeof(struct scenario_silence)),
		.feeds = g_array_new(FALSE, TRUE, sizeof(struct scenario_feed)),
	};
}

void
scenario_fini(struct scenario *s)
{
	g_array_unref(s->moves);
	g_array_unref(s->alerts);
	g_array_unref(s->outages);
	g_array_unref(s->silences);
	g_array_unref(s->feeds);
}

static bool
lies_within(int64_t since_us, int64_t from_us, int64_t to_us)
{
	return since_us >= from_us && (to_us == UNSAID || since_us < to_us);
}

static double
moved(const struct scenario_move *move, guint i, int64_t since_us, double value)
{
	int64_t into_us = since_us - move->at_us;
	double share = move->over_us > 0 ? (double)into_us / (double)move->over_us : 1;

	if (into_us < 0)
		return value;
	switch ((enum scenario_shape)move->shape) {
	case SHAPE_RAMP:
		return value + (move->to - value) * MIN(share, 1);
	case SHAPE_STEP:
		return move->to;
	case SHAPE_SPIKE:
		return share < 1 ? value + (move->to - value) * (1 - fabs(2 * share - 1)) : value;
	case SHAPE_NOISE:
		return share < 1 ? value + move->to * noise_smooth(i, 1, since_us, SWING_US)
		                 : value;
	}
	return value;
}

double
scenario_value(const struct scenario *s, const char *metric, int64_t since_us, double value)
{
	for (guint i = 0; i < s->silences->len; i++) {
		const struct scenario_silence *silence =
		    &g_array_index(s->silences, struct scenario_silence, i);

		if (!strcmp(silence->metric, metric) &&
		    lies_within(since_us, silence->from_us, silence->to_us))
			return NAN;
	}
	for (guint i = 0; i < s->moves->len; i++) {
		const struct scenario_move *move =
		    &g_array_index(s->moves, struct scenario_move, i);

		if (!strcmp(move->metric, metric))
			value = moved(move, i, since_us, value);
	}
	return value;
}

enum scenario_fate
scenario_fate(const struct scenario *s, const char *path, int64_t since_us)
{
	static const char *const begins[] = { [ENDPOINT_ALERTMANAGER] = "/api/v2/",
		                              [ENDPOINT_PROMETHEUS] = "/api/v1/",
		                              [ENDPOINT_ROOM] = "/room" };

	for (guint i = 0; i < s->outages->len; i++) {
		const struct scenario_outage *outage =
		    &g_array_index(s->outages, struct scenario_outage, i);

		if (g_str_has_prefix(path, begins[outage->endpoint]) &&
		    lies_within(since_us, outage->from_us, outage->to_us))
			return (enum scenario_fate)outage->how;
	}
	return FATE_ANSWERS;
}

void
scenario_add_episodes(const struct scenario *s, int64_t start_us, int64_t from_us, int64_t to_us,
                      GArray *episodes)
{
	for (guint i = 0; i < s->alerts->len; i++) {
		const struct scenario_alert *alert =
		    &g_array_index(s->alerts, struct scenario_alert, i);
		struct episode ep = {
			.kind = &alert->kind,
			.named = alert->kind.instance,
			.starts_us = start_us + alert->starts_us,
			.ends_us =
			    start_us + (alert->ends_us == UNSAID ? NEVER_US : alert->ends_us),
			.labels = alert->labels,
			.n_labels = alert->n_labels,
		};

		if (ep.starts_us <= to_us && ep.ends_us > from_us)
			g_array_append_val(episodes, ep);
	}
}

const struct scenario_feed *
scenario_feed(const struct scenario *s, const char *id)
{
	for (guint i = 0; i < s->feeds->len; i++) {
		const struct scenario_feed *feed =
		    &g_array_index(s->feeds, struct scenario_feed, i);

		if (!strcmp(feed->id, id))
			return feed;
	}
	return NULL;
}
