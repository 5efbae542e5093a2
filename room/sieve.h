/* Inside room/: a filter of the feed made ready, so that a hundred thousand alerts pass quickly. */
#ifndef ROOM_SIEVE_H
#define ROOM_SIEVE_H

#include "room/alert.h"

/* For one room at one instant: not longer than until the next room_apply(). */
struct sieve;

struct sieve *sieve_new(const struct room *room, const struct feed_filter *filter, int64_t now_us);
void sieve_free(struct sieve **sieve);

/* By tier, team, risk, source, text and person; the classes are the caller's. */
bool sieve_passes(struct sieve *sieve, const struct alert *alert);

/* Does the filter ask for any of that? */
bool filter_tests(const struct feed_filter *filter);
/* Does it ask for something that depends on people and on who is on duty? */
bool filter_asks_people(const struct feed_filter *filter);
/* Passes nothing through `narrow` that does not pass through `wide`? */
bool filter_narrows(const struct feed_filter *wide, const struct feed_filter *narrow);

#endif
