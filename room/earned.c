/* Earned value: the PMI's arithmetic, and nothing else. */
#include "room/budget.h"

#include <math.h>

/* NAN where the quotient means nothing. */
static double
ratio(double part, double whole)
{
	return whole > 0 ? part / whole : NAN;
}

struct earned_value
earned_value(double bac, double pv, double ev, double ac)
{
	struct earned_value v = { .bac = bac, .pv = pv, .ev = ev, .ac = ac };

	v.cv = ev - ac;
	v.sv = ev - pv;
	v.cpi = ratio(ev, ac);
	v.spi = ratio(ev, pv);
	v.eac = ratio(bac, v.cpi);
	v.eac_atypical = ac + (bac - ev);
	v.eac_cost_and_schedule = ac + ratio(bac - ev, v.cpi * v.spi);
	v.etc = v.eac - ac;
	v.vac = bac - v.eac;
	v.over = ac > 0 && ac >= bac;
	v.tcpi = v.over ? NAN : ratio(bac - ev, bac - ac);
	return v;
}
