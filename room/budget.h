/* Money: planned, committed, actual; burn, forecast, earned value. All amounts in minor units. */
#ifndef ROOM_BUDGET_H
#define ROOM_BUDGET_H

#include "room/room.h"

enum { LINE_HISTORY_MAX = 720 };

struct line_state {
	/* Amounts are never UNSAID (0; a cap of 0 is none); as_of_us is UNSAID when no actual was
	 * reported; a class that nobody stated is LINE_OTHER; return_ratio NAN until stated. */
	struct line is;
	struct curve_share *curve; /* owned; is.curve points to it */
	/* struct point: actual in minor units by as-of, oldest first, at most LINE_HISTORY_MAX.
	 * A report without its own as-of counts from when it came, and none is younger than
	 * that; one older than the last is taken into the history only where it fits between its
	 * neighbours' amounts. */
	GArray *history;
};

struct line_state *room_line(const struct room *room, const char *id);

/* Planned to date (PV) of one line by its phase curve (planned x curve_at(), room/metric.h); of
 * a NULL line: of all of them. Sums stop at the ends of int64_t rather than overflow. */
int64_t budget_planned_at(const struct room *room, const struct line_state *line, int64_t at_us);

/* Actual of all lines at an instant by their history: linear between reports, flat after the
 * last; before the first, linear from nothing at the event's start. */
int64_t budget_actual_at(const struct room *room, int64_t at_us);

/* Earned value after the PMI's definitions; ratios NAN where undefined (AC 0, PV 0, ...).
 * CV=EV-AC SV=EV-PV CPI=EV/AC SPI=EV/PV EAC=BAC/CPI ETC=EAC-AC VAC=BAC-EAC
 * TCPI=(BAC-EV)/(BAC-AC). */
struct earned_value {
	double bac, pv, ev, ac; /* minor units; ev NAN if nothing says what was earned */
	double cv, sv, cpi, spi;
	double eac;                   /* at the cost so far: AC+(BAC-EV)/CPI, which is BAC/CPI */
	double eac_atypical;          /* what went wrong won't go on: AC+(BAC-EV) */
	double eac_cost_and_schedule; /* the end is fixed: AC+(BAC-EV)/(CPI*SPI) */
	double etc, vac, tcpi;
	bool over; /* AC >= BAC: no budget left, TCPI undefined */
};
/* Pure arithmetic, for tests and what-ifs. */
struct earned_value earned_value(double bac, double pv, double ev, double ac);

/* Two reports a moment apart say nothing about a day. */
#define BUDGET_RATE_MIN_US (10 * MIN_US)

struct budget {
	int64_t planned, committed, actual;
	int64_t as_of_us;    /* the oldest as-of among lines that report; UNSAID */
	int64_t planned_now; /* PV */
	double burn;         /* actual / planned (whole), NAN without plan */
	double plan;         /* planned_now / planned */
	/* Minor units a day: the sum over the lines of what each spent in the 24 h before its
	 * last report; a line whose reports span less than BUDGET_RATE_MIN_US says nothing. NAN
	 * if no line does. */
	double rate_per_day;
	/* What is left (at least 0) over the time left; NAN after the end. */
	double sustainable_per_day;
	/* actual + (planned - P) x actual/P, which is actual x planned/P: the rest of the plan
	 * at the pace so far. P is what the lines that report had planned to spend by the as-of
	 * of each, so that money reported late doesn't look like money saved. UNSAID while P is
	 * 0. */
	int64_t forecast_end;
	/* When nothing is left: last as-of + (planned - actual) / rate_per_day; the last as-of
	 * itself if all is spent. UNSAID = not before the event's end, or unknown. */
	int64_t runs_out_us;
	double core, other, reserve;                      /* shares of planned; NAN without */
	double core_actual, other_actual, reserve_actual; /* shares of actual; NAN without */
	int64_t loss;                                     /* UNSAID without a loss metric */
	double loss_share;                                /* of planned, NAN */
	/* The room's rules: core below core_share_min, other (without the reserve) above
	 * other_share_max, both as planned; loss above loss_cap, actual above spend_cap, both of
	 * planned. */
	bool core_too_small, other_too_big, loss_over_cap, spend_over_cap;
	double return_ratio; /* of all lines, weighted by actual (planned if none); NAN */
	struct earned_value ev;
};
struct budget room_budget(const struct room *room, int64_t now_us);

#endif
