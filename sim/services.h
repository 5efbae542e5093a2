/* The simulated services: each answers the requests under its own paths. One thread. */
#ifndef SIM_SERVICES_H
#define SIM_SERVICES_H

#include "room/event.h"
#include "sim/http.h"
#include "sim/silence.h"
#include "sim/world.h"

struct services {
	struct world world;
	struct silence_list *silences;
};

/* Fills reply for any request; an unknown path is 404. now_us is simulated. */
void services_answer(struct services *services, const struct http_request *request, int64_t now_us,
                     struct http_reply *reply);

/* /api/v2/...: Alertmanager 0.25. */
void alertmanager_answer(struct services *services, const struct http_request *request,
                         int64_t now_us, struct http_reply *reply);
/* /api/v1/...: Prometheus 2.42; false when the path is none of its own. */
bool prometheus_answer(const struct world *world, const struct http_request *request,
                       int64_t now_us, struct http_reply *reply);
/* /room: the room's native form; the caller's: json_object_put. */
json_object *native_room(const struct world *world, int64_t now_us);

/* Alertmanager's fingerprint: FNV-1a 64 over labels sorted by name, each name 0xff value 0xff.
 * Pure. */
uint64_t alertmanager_fingerprint(const struct label *labels, size_t n);

#endif
