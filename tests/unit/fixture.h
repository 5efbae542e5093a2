/* For tests: the example room (Double 11) in one call, and what happens in it in one line each. */
#ifndef TESTS_UNIT_FIXTURE_H
#define TESTS_UNIT_FIXTURE_H

#include "room/alert.h"
#include "room/risk.h"
#include "room/room.h"
#include "room/team.h"

/*
 * Each function applies one event, from a batch that is freed at once: what the room keeps is its
 * own. Times are offsets from fixture_now(), 2026-10-24 07:54 in Shanghai; `-5 * MIN_US` is five
 * minutes ago.
 */
int64_t fixture_now(void);

/*
 * Teams, people, tiers (URG 5 min, KEY 15 min, GEN 60 min; acknowledgements end after 1 h), risks
 * (order_path, payment, stock_out, courier), phases; sources "am" (takes acknowledgements) and
 * "feed" (does not). The caller's: room_free.
 */
struct room *fixture_room(void);

/* An alert of source "am" that began so long ago and was first seen then; severity critical,
 * warning or info; the team is that of its risk. Gives its key, "am/NAME" (lent by the room). */
const char *fixture_alert(struct room *room, const char *name, const char *severity,
                          int64_t age_us);

/* An alert as `data` says, observed at this offset. Unsaid fields: source "am", fingerprint =
 * title. */
const char *fixture_observe(struct room *room, const struct alert_data *data, int64_t offset_us);

void fixture_gone(struct room *room, const char *key, int64_t offset_us);

/* An action (EVENT_ACK, EVENT_UNACK, ...) that is not durable yet. An acknowledgement ends after 1
 * h. */
void fixture_act(struct room *room, enum event_kind kind, const char *id, const char *key,
                 const char *person, int64_t offset_us);

/* What became of it: EVENT_KEPT, EVENT_LOST, EVENT_SENT (text = remote id), EVENT_RETRY,
 * EVENT_REFUSED. */
void fixture_outcome(struct room *room, enum event_kind kind, const char *id, const char *text,
                     int64_t offset_us);

/* A kept acknowledgement; its id is "ack-PERSON". */
void fixture_ack(struct room *room, const char *key, const char *person, int64_t offset_us);

/* How a poll of a source went. */
void fixture_poll(struct room *room, const char *source, enum source_health health,
                  const char *reason, int64_t offset_us);

/* Definitions with everything unsaid but the id. */
struct person fixture_person(const char *id, const char *team);
struct risk fixture_risk(const char *id);
struct tier fixture_tier(const char *id);

void fixture_define_person(struct room *room, const struct person *person);
void fixture_define_risk(struct room *room, const struct risk *risk);
void fixture_define_tier(struct room *room, const struct tier *tier);
void fixture_define_team(struct room *room, const char *id, const char *title);

#endif
