/* Which of the rows that match a search is the one to go to. */
#ifndef PANELS_SEEKER_H
#define PANELS_SEEKER_H

#include "tui/panel.h"

/* Filled by seeker_from() and seeker_meet(). */
struct seeker {
	int from, step;
	int first, last, before, behind;        /* rows; -1: none met */
	unsigned n, up_to_before, up_to_behind; /* matches, and how many up to each of the two */
};

/* A search from row `from`, as seek.step says. */
struct seeker seeker_from(int from, int step);
/* Row i matches; rows come in their order. */
void seeker_meet(struct seeker *s, int i);
/* The row to go to, -1: none matches; fills *seek. */
int seeker_choose(const struct seeker *s, struct seek *seek);

#endif
