/* The feed as a panel shows it: kept while the room changes, and filtered in slices. */
#ifndef ROOM_FEED_H
#define ROOM_FEED_H

#include "room/alert.h"

/* The alerts that pass a filter, in the order of room_feed(). What is known of an alert is kept until
 * it changes. A view may outlive the room that it showed. */
struct feed_view;

/* Everything, until feed_view_ask(). */
struct feed_view *feed_view_new(void);
/* Sets *view to NULL; NULL is fine. */
void feed_view_free(struct feed_view **view);

/* Another filter; copied; NULL = everything. Where it is the old one with something more, only what
 * passed is tested again; where with something less, only what did not. */
void feed_view_ask(struct feed_view *view, const struct feed_filter *filter);

/*
 * Brings it up to date. Where the filter has to test alerts, it does so until `is_over` says that
 * this has taken long enough (asked once in a while; NULL = to the end), in the order of the feed and
 * `first` (NULL = none) before all others. True: it is through. False: the list lacks what was not
 * tested yet; alerts that changed are in it as they were found before. Costs little when nothing
 * changed.
 */
bool feed_view_update(struct feed_view *view, const struct room *room, int64_t now_us,
                      const struct alert *first, bool (*is_over)(void *data), void *data);

/* Does it show this room as it is, as far as it was tested? */
bool feed_view_is_current(const struct feed_view *view, const struct room *room, int64_t now_us);
/* Is there nothing left to test? */
bool feed_view_is_through(const struct feed_view *view);

/* What it found: struct alert *, lent until the next update or room_apply(). */
const GPtrArray *feed_view_alerts(const struct feed_view *view);

#endif
