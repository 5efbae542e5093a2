/* Service objectives: how much of what may go wrong in the whole event is used up, and how fast. */
#ifndef ROOM_OBJECTIVE_H
#define ROOM_OBJECTIVE_H

#include "room/room.h"

struct objective *room_objective(const struct room *room, const char *id);

enum { BURN_WINDOWS = 3 };

/*
 * The SRE Workbook's rows (table 5-8) for a period of 30 days, with the windows scaled to the
 * event's length: 1 h at 14.4 and 6 h at 6 call at once, 3 d at 1 can wait; the short window is a
 * twelfth of the long one, and both must exceed the limit.
 */
struct burn_window {
	int64_t long_us, short_us;
	double limit;
	bool is_urgent;
	double long_rate, short_rate; /* burn rates; NAN: not measured that far back */
	bool is_exceeded;
	bool
	    is_too_coarse; /* the source is polled more slowly than the short window: it says nothing */
};
struct burn_window burn_window_for(int64_t event_us, int row);

enum objective_verdict {
	OBJECTIVE_UNKNOWN, /* not measured, or too old to be believed */
	OBJECTIVE_GOOD,
	OBJECTIVE_WARN, /* burns too fast for the event's length */
	OBJECTIVE_CRIT, /* burns so fast that somebody must look now */
	OBJECTIVE_SPENT /* nothing is left */
};

struct objective_budget {
	enum objective_verdict verdict;
	/* Counted: budget = (1 - target) x what is expected in the whole event (the target of
	 * `total`, else its value over the share of the event that is over); bad so far. By ratio:
	 * the same in time, UNSAID here. */
	double budget, bad;
	double left; /* share of the budget; negative when overspent; NAN */
	double burn; /* over the shortest long window that is known; NAN */
	struct burn_window windows[BURN_WINDOWS];
	int64_t since_us;     /* by ratio: measured since; else UNSAID */
	int64_t exhausted_us; /* at that burn; UNSAID: not before the event's end, or unknown */
};
struct objective_budget objective_budget(const struct room *room, const struct objective *objective,
                                         int64_t now_us);

#endif
