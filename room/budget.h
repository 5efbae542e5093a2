/* Money: planned, committed, actual; burn, forecast, earned value. All amounts in minor units. */
#ifndef ROOM_BUDGET_H
#define ROOM_BUDGET_H

#include "room/room.h"

struct line_state {
	struct line is;   /* amounts never UNSAID (0), as_of_us UNSAID when no actual was reported */
	GArray *history;  /* struct point: actual in minor units by as-of, oldest first */
};

struct line_state *room_line(const struct room *room, const char *id);

/* Planned to date (PV) of one line by its phase curve; of a NULL line: of all of them. */
int64_t budget_planned_at(const struct room *room, const struct line_state *line, int64_t at_us);

/* Actual of all lines at an instant by their history (linear between reports, flat after the last). */
int64_t budget_actual_at(const struct room *room, int64_t at_us);

/* Earned value after the PMI's definitions; ratios NAN where undefined (AC 0, PV 0, ...).
 * CV=EV-AC SV=EV-PV CPI=EV/AC SPI=EV/PV EAC=BAC/CPI ETC=EAC-AC VAC=BAC-EAC TCPI=(BAC-EV)/(BAC-AC). */
struct earned_value {
	double bac, pv, ev, ac; /* minor units; ev NAN if nothing says what was earned */
	double cv, sv, cpi, spi;
	double eac, eac_atypical, eac_cost_and_schedule; /* AC+(BAC-EV)/CPI; AC+(BAC-EV); AC+(BAC-EV)/(CPI*SPI) */
	double etc, vac, tcpi;
	bool over; /* AC >= BAC: no budget left, TCPI undefined */
};
/* Pure arithmetic, for tests and what-ifs. */
struct earned_value earned_value(double bac, double pv, double ev, double ac);

struct budget {
	int64_t planned, committed, actual;
	int64_t as_of_us;       /* the oldest as-of among lines that report; UNSAID */
	int64_t planned_now;    /* PV */
	double burn;            /* actual / planned (whole), NAN without plan */
	double plan;            /* planned_now / planned */
	double rate_per_day;    /* minor units a day over the last 24 h of reports, NAN if unknown */
	double sustainable_per_day; /* what is left over the time left, NAN after the end */
	int64_t forecast_end;   /* actual + the rest of the plan at the present pace (actual/planned_now); UNSAID */
	int64_t runs_out_us;    /* instant at the present rate; UNSAID = not before the end */
	double core, other, reserve; /* shares of planned */
	double core_actual, other_actual, reserve_actual; /* shares of actual */
	int64_t loss;           /* UNSAID without a loss metric */
	double loss_share;      /* of planned, NAN */
	bool core_too_small, other_too_big, loss_over_cap, spend_over_cap; /* the room's rules */
	double return_ratio;    /* of all lines, weighted by actual (planned if none); NAN */
	struct earned_value ev;
};
struct budget room_budget(const struct room *room, int64_t now_us);

#endif
