/* When to ask again: consoles spread over the period of a source, and backoff with full jitter after failures.
 * Pure. */
#ifndef NET_SCHEDULE_H
#define NET_SCHEDULE_H

#include <stdint.h>

#define POLL_BACKOFF_CAP_US INT64_C(60000000)
#define DELIVERY_BACKOFF_CAP_US INT64_C(120000000)
#define RETRY_AFTER_CAP_US INT64_C(600000000)

/* Where in its period a console asks its nth source: 0 .. period-1. A few sources that stand together in the
 * configuration are asked together, which saves wake-ups; these groups of one console lie apart, consoles lie anywhere
 * against each other. */
int64_t schedule_offset(uint64_t console, unsigned source, int64_t period_us);

/* The next instant after now that lies at offset in a period, and at least half a period away. */
int64_t schedule_next(int64_t now_us, int64_t offset_us, int64_t period_us);

/*
 * How long to wait after so many failures in a row (1 = the first): full jitter, random (0..1)
 * times 1 s x 2^failures or the cap, whichever is less, but at least 250 ms. retry_after_us, if the
 * server said one (else 0), is waited at least, up to ten minutes.
 */
int64_t schedule_backoff(unsigned failures, double random, int64_t cap_us, int64_t retry_after_us);

/* The cap for a source's polls: two periods, so that recovery is seen soon and a failing source is
 * asked no more often on average than a healthy one; 60 s at most. */
int64_t schedule_poll_cap(int64_t period_us);

#endif
