/* Inside room/: daily shifts in the room's zone. */
#ifndef ROOM_SHIFT_H
#define ROOM_SHIFT_H

#include "room/room.h"

/* The end of the person's shift that contains now; UNSAID outside of it, or without a shift. */
int64_t shift_end_us(const struct room *room, const struct person *person, int64_t now_us);

/* When the next shift of the person begins or ends after `after_us`; the next one that ends. UNSAID without
 * a shift. */
int64_t shift_boundary_us(const struct room *room, const struct person *person, int64_t after_us);
int64_t shift_next_end_us(const struct room *room, const struct person *person, int64_t after_us);

#endif
