/* Tells when somebody writes to a journal, without looking all the time. */
#include "store/wal_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

/* By the clock alone, and beside a kernel that tells. */
#define BLIND_US (200 * MSEC_US)
#define SLOW_US (5 * SEC_US)
/* After a write of another console: until it counts its disk has to take it. */
#define FIRST_US (5 * MSEC_US)
#define FOREIGN_US (3 * SEC_US)
/* After a write of ours another one may hide behind it. */
#define OURS_US (200 * MSEC_US)

void
wal_watch_init(struct wal_watch *w)
{
	*w = (struct wal_watch){ .fd = -1 };
}

static void
close_fd(struct wal_watch *w)
{
	if (w->fd >= 0)
		close(w->fd);
	w->fd = -1;
}

void
wal_watch_end(struct wal_watch *w)
{
	close_fd(w);
	wal_watch_init(w);
}

static void
open_fd(struct wal_watch *w, const char *wal)
{
	w->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (w->fd >= 0 &&
	    inotify_add_watch(w->fd, wal, IN_MODIFY | IN_DELETE_SELF | IN_MOVE_SELF) < 0)
		close_fd(w);
}

/* A file that is gone, or is another one now, tells nothing more. */
static bool
drain(struct wal_watch *w)
{
	union {
		struct inotify_event first;
		char bytes[4096];
	} buf;
	bool has_told = false;
	ssize_t n;

	while (w->fd >= 0 && (n = read(w->fd, &buf, sizeof buf)) > 0) {
		has_told = true;
		for (ssize_t at = 0; at < n;) {
			const struct inotify_event *event =
			    (const struct inotify_event *)(const void *)(buf.bytes + at);

			at += (ssize_t)(sizeof *event + event->len);
			if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED))
				close_fd(w);
		}
	}
	return has_told;
}

bool
wal_watch_take(struct wal_watch *w, const char *wal, bool is_ours, int64_t now_us)
{
	bool has_told = drain(w);

	if (has_told) {
		w->step_us = is_ours ? OURS_US : FIRST_US;
		w->until_us = now_us + (is_ours ? OURS_US : FOREIGN_US);
		w->next_us = now_us;
	}
	if (now_us < w->next_us)
		return false;
	if (w->fd < 0 && wal && !w->is_mistrusted)
		open_fd(w, wal);
	return true;
}

void
wal_watch_looked(struct wal_watch *w, bool has_changed, int64_t now_us)
{
	bool is_told = now_us <= w->until_us + OURS_US;

	if (has_changed && !is_told && w->was_told) {
		w->is_mistrusted = true;
		close_fd(w);
	}
	if (has_changed) /* one more look: two may have written at once */
		w->until_us = MIN(w->until_us, now_us + OURS_US);
	if (w->fd < 0)
		w->next_us = now_us + BLIND_US;
	else if (now_us < w->until_us)
		w->next_us = now_us + w->step_us;
	else
		w->next_us = now_us + SLOW_US;
	w->step_us = MIN(2 * w->step_us, BLIND_US);
	w->was_told = w->fd >= 0;
}
