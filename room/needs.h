/* Which past events the room's present state rests on: what a journal that is kept short must keep. */
#ifndef ROOM_NEEDS_H
#define ROOM_NEEDS_H

#include "room/room.h"

/*
 * The ids (owned char *) of the durable actions and rules' events without which a room that reads its journal
 * again would stand otherwise: what stands or is open, not what has ended. The outcomes (sent, refused) whose
 * cause is one of them belong to them; the timeline's lines do not count: the journal keeps its last events
 * beside these. Pure, on the room's thread; the array is the caller's: g_ptr_array_unref.
 */
GPtrArray *room_needs(const struct room *room);

#endif
