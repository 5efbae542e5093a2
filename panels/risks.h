/* Inside the risks panel: its view state, and what its files do for each other. */
#ifndef PANELS_RISKS_H
#define PANELS_RISKS_H

#include "panels/rows.h"
#include "room/risk.h"

struct risks_state {
	struct list_view view;
	bool is_by_cost; /* otherwise in the order stated */
	int first_team;  /* matrix columns left of this are scrolled out */
};

/* Risks in the order shown; the caller's: g_ptr_array_unref. */
GPtrArray *risks_shown(const struct risks_state *s, const struct panel_context *ctx);
struct rows risks_rows(const GPtrArray *shown);
/* NULL when there is none. */
const struct risk_state *risks_selected(struct risks_state *s, const struct panel_context *ctx);
/* Teams that have a letter in any row, in the room's order; the caller's: g_ptr_array_unref. */
GPtrArray *risks_teams(const struct room *room);

void risks_draw(void *state, const struct panel_context *ctx, const struct canvas *c);
char *risks_details(void *state, const struct panel_context *ctx);

#endif
