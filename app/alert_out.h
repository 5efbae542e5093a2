/* Alerts for scripts: as JSON, and as a line of text. */
#ifndef APP_ALERT_OUT_H
#define APP_ALERT_OUT_H

#include "app/session.h"
#include "room/alert.h"

struct json_object;

/* The caller's: json_object_put(). */
struct json_object *alert_out_json(const struct room *room, const struct alert *alert,
                                   int64_t now_us);

/* An acknowledgement or silence: kind, state, person, ...; NULL (null) for none. */
struct json_object *alert_out_ack(const struct ack *ack);

/* The stable name of an acknowledgement's state: "pending", "kept", "sent", "confirmed",
 * "refused", "lost", "ended". */
const char *alert_out_ack_state(enum ack_state state);

/* Prints alerts (struct alert *) as a table with a head. */
void alert_out_table(const struct room *room, const GPtrArray *alerts, int64_t now_us);

#endif
