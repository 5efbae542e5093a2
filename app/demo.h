/* What makes the demo: the simulator, the example room pointed at it, and what people did before it
 * begins. */
#ifndef APP_DEMO_H
#define APP_DEMO_H

#include "base/err.h"
#include "room/room.h"
#include "sim/sim.h"

/* The room's clock when the demo begins: six minutes before the clearance starts. And who is at the
 * keyboard. */
#define DEMO_START "2026-10-24T07:54:00+08:00"
#define DEMO_PERSON "lin"

/* Starts the simulator at this instant of the room and at this speed, and gives the example's text with its address
 * (g_free). NULL with the reason. */
char *demo_start(struct sim **sim, int64_t now_us, int speed, struct err *e) MUST_USE;

/* Lets the owners have signed the gates that were due a day ago or earlier: the room did not begin
 * today. */
void demo_remember(struct room *room, int64_t now_us);

#endif
