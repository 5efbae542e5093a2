/* The alerts of the simulated Alertmanager. */
#ifndef SIM_ALERTMANAGER_ALERTS_H
#define SIM_ALERTMANAGER_ALERTS_H

#include "sim/services.h"

/* Answers GET /api/v2/alerts: every firing alert that ?filter, ?receiver and the flags let pass, by
 * fingerprint. */
void alertmanager_get_alerts(struct services *services, const struct http_request *request,
                             int64_t now_us, struct http_reply *reply);

#endif
