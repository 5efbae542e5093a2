/* The alert that always fires, so that its absence tells that no alert would arrive any more. */
#ifndef ROOM_WATCHDOG_H
#define ROOM_WATCHDOG_H

#include "room/room.h"

/* Is it an EVENT_ALERT of the alert that its source's configuration names as `watchdog`, or the
 * EVENT_ALERT_GONE of one that fires? It is no problem, and never an alert of the room. */
bool watchdog_is(const struct room *room, const struct event *event);

#endif
