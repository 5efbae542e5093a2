/* The simulated Double 11: endpoints over HTTP on loopback that live. */
#ifndef SIM_SIM_H
#define SIM_SIM_H

#include "base/err.h"

#include <stdint.h>

struct sim;

struct sim_options {
	unsigned port;   /* 0: any free one */
	uint64_t seed;   /* the same seed and start give the same event, second by second */
	int64_t start_us; /* the simulated time at the moment of the call */
	int64_t event_start_us, event_end_us, peak_start_us, peak_end_us; /* shape of the sale */
	double speed;    /* simulated seconds a second, 1 */
};

/*
 * Serves on 127.0.0.1 from threads of its own: /api/v2/alerts, /api/v2/silences, /api/v2/silence/ID (Alertmanager), /api/v1/query, /api/v1/query_range
 * (Prometheus), /room (native JSON: people, teams, phases, gates, risks, budget), /-/ready. Dates in answers are simulated
 * ones. NULL with the reason.
 */
struct sim *sim_start(const struct sim_options *options, struct err *e) MUST_USE;
unsigned sim_port(const struct sim *sim);
/* Sets *sim to NULL. */
void sim_stop(struct sim **sim);

#endif
