/* A client of the simulator: one request on a connection of its own, and the JSON that it answers. */
#ifndef TESTS_UNIT_SIM_CLIENT_H
#define TESTS_UNIT_SIM_CLIENT_H

#include "sim/sim.h"

#include <json-c/json.h>

#define JSON_TYPE "application/json"
#define ALERTS "/api/v2/alerts"
#define SIM_STILL 1e-6 /* a speed: slow enough to stand still during a test */

/* What came back; g_free(head), which body points into. */
struct sim_answer {
	int status;
	char *head, *body;
};

/* A simulator that stands still, at a free port (sim_stop). */
struct sim *sim_client_start(uint64_t seed);
/* A socket, the caller's to close. */
int sim_client_connect(const struct sim *sim);
/* type: the body's, NULL: none is said. */
struct sim_answer sim_client_ask(const struct sim *sim, const char *method, const char *path,
                                 const char *type, const char *body);
struct sim_answer sim_client_get(const struct sim *sim, const char *path);
/* Asserts what is answered. */
void sim_client_expect(const struct sim *sim, const char *method, const char *path,
                       const char *type, const char *body, int status, const char *answer_body);
/* Asserts that JSON is answered (json_object_put). */
json_object *sim_client_json(const struct sim *sim, const char *path);

/* Member by path "a/b", lent; asserts that it is there. */
json_object *json_at(json_object *o, const char *path);
const char *json_text_at(json_object *o, const char *path);
/* The first element whose member says this; lent, NULL when there is none. */
json_object *json_find(json_object *list, const char *path, const char *value);

#endif
