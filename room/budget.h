/* Money: planned, committed, actual; burn, forecast, earned value. All amounts in minor units. */
#ifndef ROOM_BUDGET_H
#define ROOM_BUDGET_H

#include "room/room.h"

enum { LINE_HISTORY_MAX = 720 };

/* What an approved proposal brought (or took, when negative). It is spent over what is left of the
 * line's curve from then on, so that the plan to date never jumps. */
struct line_move {
	int64_t at_us, minor;
};

struct line_state {
	/* is.planned_minor is what was stated and what was moved since. Amounts are never UNSAID (0; a cap of 0 is none); as_of_us is UNSAID when no actual was
	 * reported; a class that nobody stated is LINE_OTHER; return_ratio NAN until stated. */
	struct line is;
	struct curve_share *curve; /* owned; is.curve points to it */
	int64_t stated_minor;      /* planned, without the moves */
	GArray *moves;             /* struct line_move */
	/* struct point: actual in minor units by as-of, oldest first, at most LINE_HISTORY_MAX.
	 * A report without its own as-of counts from when it came, and none is younger than
	 * that; one older than the last is taken into the history only where it fits between its
	 * neighbours' amounts. */
	GArray *history;
};

struct line_state *room_line(const struct room *room, const char *id);

/* Planned to date (PV) of one line by its phase curve (planned x curve_at(), room/metric.h, and its
 * moves); of a NULL line: of all of them. Sums stop at the ends of int64_t rather than overflow. */
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
	/* Minor units that may still be spent within spend_cap, and lost within loss_cap; negative
	 * beyond it. loss_left is UNSAID without a loss metric. */
	int64_t spend_left, loss_left;
	double burn; /* actual / planned (whole), NAN without plan */
	double plan; /* planned_now / planned */
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
	/* The lowest and the highest of forecast_end and the three EACs of `ev`, those that are
	 * known: how far the methods are apart. UNSAID while none is. */
	int64_t forecast_low, forecast_high;
	/* EAC at the present rate: actual + rate_per_day x what is left of the event after the last
	 * as-of. It holds only while the phase does, and so is not in the spread. UNSAID. */
	int64_t eac_at_rate;
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

/* One line, or what lines of a team, a region or a class add up to. */
struct outlook {
	const char *key;   /* id of the line, of the team; the region; "core"; lent */
	const char *title; /* lent by the room */
	enum line_class class;
	guint n_lines;
	int64_t planned, committed, actual, planned_now;
	int64_t as_of_us;      /* the oldest, UNSAID */
	int64_t last_as_of_us; /* the latest; UNSAID */
	bool is_stale;         /* as_of_us is older than the room's report_age_us */
	bool is_over_cap;      /* any line has spent more than its cap */
	double burn;           /* actual / planned, NAN without plan */
	double rate_per_day;   /* as in struct budget; NAN */
	int64_t forecast;      /* actual x planned / planned by the as-ofs; UNSAID */
	int64_t runs_out_us;   /* as in struct budget */
	double return_ratio;   /* weighted by actual, or by planned if nothing is spent; NAN */
};
struct outlook line_outlook(const struct room *room, const struct line_state *line, int64_t now_us);
/* All lines together; key and title are "". */
struct outlook room_outlook(const struct room *room, int64_t now_us);

enum grouping { BY_LINE, BY_TEAM, BY_REGION, BY_CLASS, GROUPINGS };
/* "lines", "teams", ... */
const char *grouping_name(enum grouping by);
/* struct outlook, in the order in which the first line of each was stated. The array is the
 * caller's: g_array_unref. */
GArray *room_outlooks(const struct room *room, enum grouping by, int64_t now_us);

/* Minor units a day over the last 24 h of a line's reports; NAN if they span less than
 * BUDGET_RATE_MIN_US. */
double line_rate(const struct line_state *line);
/* Where `planned` is used up at that rate; see struct budget. */
int64_t spend_runs_out_us(const struct room *room, int64_t planned, int64_t actual,
                          double rate_per_day, int64_t as_of_us);
/* a + b, at the ends of int64_t rather than over; and the nearest whole minor unit, 0 for NAN. */
int64_t minor_add(int64_t a, int64_t b);
int64_t minor_round(double amount);

#endif
