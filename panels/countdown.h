/* Inside the countdown panel: the parts that its files draw. */
#ifndef PANELS_COUNTDOWN_H
#define PANELS_COUNTDOWN_H

#include "panels/rows.h"
#include "room/phase.h"

/* The clock to the next boundary and what it is, on all of c: big digits where they fit. */
void countdown_clock(const struct panel_context *ctx, const struct canvas *c);

/* Phases as bars over their time; rows that a full drawing takes. */
int countdown_phases_height(const struct panel_context *ctx);
void countdown_phases(const struct panel_context *ctx, const struct canvas *c);

/* Where a gate stands. */
struct gate_words {
	char text[128];
	const char *sign; /* lent */
	enum role role;
};
struct gate_words countdown_gate_words(const struct panel_context *ctx, const struct canvas *c,
                                       const struct gate_state *gate);

#endif
