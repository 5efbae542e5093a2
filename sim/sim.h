/* The simulated Double 11: endpoints over HTTP on loopback that live. */
#ifndef SIM_SIM_H
#define SIM_SIM_H

#include "base/err.h"

#include <stdint.h>

struct scenario;
struct sim;

struct sim_options {
	unsigned port;    /* 0: any free one */
	uint64_t seed;    /* the same seed and start give the same event, second by second */
	int64_t start_us; /* the simulated time at the moment of the call; the script begins here.
			   * 0: the demo's, 2026-10-24 07:54 +08:00, six minutes before clearance */
	/* Shape of the sale, each at a local midnight (days and shifts are counted from
	 * event_start_us). 0: Double 11 of 2026 in China: September 15 to November 11, peak
	 * October 21 to 24, each inclusive. */
	int64_t event_start_us, event_end_us, peak_start_us, peak_end_us;
	double speed; /* simulated seconds a second; 0: 1 */
	/* What happens instead of the script and of chance, from start_us on; lent, for as long as the
	 * simulator runs. NULL: no drill. */
	const struct scenario *scenario;
};

/*
 * Serves on 127.0.0.1 from a thread of its own: /api/v2/alerts, /api/v2/silences,
 * /api/v2/silence/ID, /api/v2/status (Alertmanager), /api/v1/query, /api/v1/query_range with
 * plain names `sale_ID` (Prometheus), /room (native JSON: people with their duty, phases as they
 * really began and ended, budget), /-/ready. Dates in answers are simulated ones. Everything but
 * the silences that were posted is a function of seed, start and simulated time. Bodies are
 * limited to 64 KiB, connections to 64, silences to 1000. NULL with the reason: port taken, or a
 * shape out of order.
 */
struct sim *sim_start(const struct sim_options *options, struct err *e) MUST_USE;
unsigned sim_port(const struct sim *sim);
/* Waits for no client. Sets *sim to NULL; NULL inside is fine. */
void sim_stop(struct sim **sim);

#endif
