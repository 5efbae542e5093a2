/* When to ask again: consoles spread over the period of a source, and backoff with full jitter after failures.
 * Pure. */
#include "net/schedule.h"

#include "base/clock.h"
#include "base/hash.h"

#define BACKOFF_BASE_US SEC_US
#define BACKOFF_LEAST_US (250 * MSEC_US)
#define MAX_DOUBLINGS 10

/* One wake-up asks so many: few enough to be no burst. */
enum { ASKED_TOGETHER = 4 };

int64_t
schedule_offset(uint64_t console, unsigned source, int64_t period_us)
{
	/* multiples of the golden ratio lie apart however many there are; hashes would fall together */
	const uint64_t golden = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t phase = hash_word(HASH_START, console);

	phase = (phase ^ phase >> 32) + source / ASKED_TOGETHER * golden; /* of 2^64 */
	return (int64_t)((double)(phase >> 12) / (double)(UINT64_C(1) << 52) * (double)period_us);
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
