/* For tests: the Double 11's room in one call, and what happens in it in one line each. */
#ifndef TESTS_UNIT_FIXTURE_H
#define TESTS_UNIT_FIXTURE_H

#include "room/alert.h"
#include "room/budget.h"
#include "room/metric.h"
#include "room/phase.h"
#include "room/risk.h"
#include "room/room.h"
#include "room/team.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A local time in Shanghai. */
int64_t at(const char *local);

/* Applies one event of its own batch, and frees the batch: what the room keeps must be its own. */
void apply_one(struct room *room, const struct event *said);

/* Definitions with everything unsaid but the id, and how a room is told them. */
struct define_room unsaid_room(void);
struct phase unsaid_phase(const char *id);
struct metric unsaid_metric(const char *id);
struct person unsaid_person(const char *id, const char *team);
struct risk unsaid_risk(const char *id);
struct tier unsaid_tier(const char *id);

void say_room(struct room *room, const struct define_room *said);
void say_phase(struct room *room, const struct phase *said);
void say_metric(struct room *room, const struct metric *said);
void say_person(struct room *room, const struct person *said);
void say_risk(struct room *room, const struct risk *said);
void say_tier(struct room *room, const struct tier *said);
void say_team(struct room *room, const char *id, const char *title);

/* A phase by its local times; parent may be NULL. */
void add_phase(struct room *room, const char *id, const char *parent, const char *from,
               const char *to);

/* The event from 2026-09-15 to 2026-11-11 24:00, no phases. The caller's: room_free. */
struct room *new_room(void);

/* The same with its phases; the inner ones are stated before the outer one. */
struct room *new_room_with_phases(void);

void sample(struct room *room, const char *id, int64_t at_us, double value);

void assert_near(double got, double expected, double within);

/* 2026-10-24 07:54 in Shanghai. The offsets below are from it: `-5 * MIN_US` is five minutes ago.
 */
int64_t fixture_now(void);

/*
 * Teams, people, tiers (URG 5 min, KEY 15 min, GEN 60 min; acknowledgements end after 1 h), risks
 * (order_path, payment, stock_out, courier), phases; sources "am" (takes acknowledgements) and
 * "feed" (does not). The caller's: room_free.
 */
struct room *fixture_room(void);

/* For cmocka: *state is a fixture_room() while a test runs. */
int fixture_setup(void **state);
int fixture_teardown(void **state);

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

/* A kept action that says more: unsaid texts are "". Its instant is this offset. */
void fixture_deed(struct room *room, const struct event *said, int64_t offset_us);

/* What became of it: EVENT_KEPT, EVENT_LOST, EVENT_SENT (text = remote id), EVENT_RETRY,
 * EVENT_REFUSED. */
void fixture_outcome(struct room *room, enum event_kind kind, const char *id, const char *text,
                     int64_t offset_us);

/* A kept acknowledgement; its id is "ack-PERSON". */
void fixture_ack(struct room *room, const char *key, const char *person, int64_t offset_us);

/* Lets in what the rules derive at this instant, as the session does. False: nothing. */
bool fixture_derive(struct room *room, int64_t now_us);

/* How a poll of a source went. */
void fixture_poll(struct room *room, const char *source, enum source_health health,
                  const char *reason, int64_t offset_us);

#endif
