/* Suppliers and their scores. */
#ifndef ROOM_SUPPLIER_H
#define ROOM_SUPPLIER_H

#include "room/trigger.h"

struct supplier_state {
	struct supplier is;
	int64_t at_us;    /* when the score was stated; UNSAID */
	int64_t since_us; /* since when the stated score is on its side of the threshold; UNSAID */
};

struct supplier_state *room_supplier(const struct room *room, const char *id);

/* The score now: of its metric, else as stated; NAN: never measured nor stated. */
double supplier_score(const struct room *room, const struct supplier_state *supplier);

/* Below its threshold, and since when. Unknown without a score, or when its metric is stale. */
struct standing supplier_standing(const struct room *room, const struct supplier_state *supplier,
                                  int64_t now_us);

/* Is the score below its threshold? */
bool supplier_is_low(const struct room *room, const struct supplier_state *supplier);

#endif
