/* When to ask again: consoles spread over the period of a source, and backoff with full jitter after failures.
 * Pure. */
#include "net/schedule.h"

#include "base/clock.h"
#include "net/changes.h"

#define BACKOFF_BASE_US SEC_US
#define BACKOFF_LEAST_US (250 * MSEC_US)
#define MAX_DOUBLINGS 10

int64_t
schedule_offset(uint64_t console, int64_t period_us)
{
	uint64_t hash = hash_bytes(HASH_START, &console, sizeof console);

	/* the low bits of FNV alone are poor */
	return (int64_t)((hash ^ hash >> 32) % (uint64_t)period_us);
}

int64_t
schedule_next(int64_t now_us, int64_t offset_us, int64_t period_us)
{
	int64_t least_us = now_us + period_us / 2;
	int64_t periods = (least_us - offset_us) / period_us;
	int64_t at_us = periods * period_us + offset_us;

	return at_us > least_us ? at_us : at_us + period_us;
}

int64_t
schedule_backoff(unsigned failures, double random, int64_t cap_us, int64_t retry_after_us)
{
	int64_t most_us = BACKOFF_BASE_US << MIN(failures, MAX_DOUBLINGS);
	int64_t wait_us = (int64_t)(random * (double)MIN(most_us, cap_us));

	wait_us = MAX(wait_us, BACKOFF_LEAST_US);
	return MAX(wait_us, MIN(retry_after_us, RETRY_AFTER_CAP_US));
}

int64_t
schedule_poll_cap(int64_t period_us)
{
	return CLAMP(2 * period_us, 2 * SEC_US, POLL_BACKOFF_CAP_US);
}
