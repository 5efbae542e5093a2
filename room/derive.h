/* Rules: what follows from the room and the time, as events that the journal keeps. */
#ifndef ROOM_DERIVE_H
#define ROOM_DERIVE_H

#include "room/room.h"

/*
 * Puts into `batch` what the rules derive at this instant and the room does not show yet: an expired
 * acknowledgement, a missed limit. Each has an id made from its cause (event_batch_derived_id()) and no
 * person, so any number of consoles may derive it and the journal keeps it once. Nothing counts before the
 * event is applied; applied once, it is not derived again. Pure; call it once a second, on the room's thread.
 */
void room_derive(const struct room *room, int64_t now_us, struct event_batch *batch);

#endif
