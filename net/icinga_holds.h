/* Who holds what in Icinga 2: the comments of acknowledgements, and the downtimes. */
#ifndef NET_ICINGA_HOLDS_H
#define NET_ICINGA_HOLDS_H

#include "base/err.h"

#include <glib.h>
#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

enum hold_kind { HOLD_COMMENT, HOLD_DOWNTIME };

struct icinga_hold {
	enum hold_kind kind;
	char *object;                /* "host" or "host!service", as Icinga has it */
	char *name;                  /* Icinga's whole name of it, for requests */
	char *id;                    /* its last part, clean: unique */
	char *author, *text, *token; /* clean; token: of the action that made it, "" if not ours */
	/* By Icinga's clock. A comment: until_us 0 = without end. A downtime: from_us 0 = it has not
	 * begun. */
	int64_t entered_us, from_us, until_us;
	bool is_acked; /* a comment that was asked for with its object: that is acknowledged now */
};

struct icinga_holds;

struct icinga_holds *icinga_holds_new(void);
/* Sets *holds to NULL. NULL inside is fine. */
void icinga_holds_free(struct icinga_holds **holds);

/* One comment or downtime of an answer. False with a sentence when it is none. */
bool icinga_holds_put(struct icinga_holds *holds, json_object *json, enum hold_kind kind,
                      struct err *e) MUST_USE;
/* The list of this kind begins anew, or is complete: what was put since the begin counts now. */
void icinga_holds_begin(struct icinga_holds *holds, enum hold_kind kind);
void icinga_holds_end(struct icinga_holds *holds, enum hold_kind kind);

/* The newest comment of an acknowledgement on the object, lent; NULL. */
const struct icinga_hold *icinga_comment(const struct icinga_holds *holds, const char *object);
/* Its downtimes, struct icinga_hold *, lent; NULL: none. */
const GPtrArray *icinga_downtimes(const struct icinga_holds *holds, const char *object);

/* Is the downtime in effect at this instant of Icinga's clock? */
bool icinga_is_down(const struct icinga_hold *downtime, int64_t at_us);

/* A hash of all that counts; and of what this one says, chained. */
uint64_t icinga_holds_hash(const struct icinga_holds *holds);
uint64_t icinga_hold_hash(uint64_t hash, const struct icinga_hold *hold);

#endif
