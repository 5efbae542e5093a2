/* Tells when somebody writes to a journal, without looking all the time. */
#ifndef STORE_WAL_WATCH_H
#define STORE_WAL_WATCH_H

#include "base/clock.h"
#include "base/err.h"

#include <stdbool.h>

/*
 * When to look next whether another console has appended. The kernel tells that the journal's write-ahead log was written to, by
 * its name: SQLite's locks would not survive another descriptor on the file. What was written counts some time later, when it is on the
 * disk, so looks follow each other, first soon and then less often. One look every 5 s goes by the clock; when that finds what
 * the kernel did not tell, the kernel is not trusted again, and every 200 ms is looked. On the store thread.
 */
struct wal_watch {
	int fd; /* to be polled for reading; -1: looks go by the clock alone */
	bool is_mistrusted;
	bool was_told;    /* the kernel tells since the last look */
	int64_t next_us;  /* monotonic clock: the next look */
	int64_t step_us;  /* until the one after it, while looks follow a write */
	int64_t until_us; /* monotonic clock: they follow it so long */
};

/* Looks are due at once. */
void wal_watch_init(struct wal_watch *w);
void wal_watch_end(struct wal_watch *w);
/* Takes what the kernel told. wal: the log's path; NULL when there is none. is_ours: this process wrote since the last call. True: a
 * look is due. */
bool wal_watch_take(struct wal_watch *w, const char *wal, bool is_ours, int64_t now_us) MUST_USE;
/* After the look. has_changed: another console has appended. */
void wal_watch_looked(struct wal_watch *w, bool has_changed, int64_t now_us);

#endif
