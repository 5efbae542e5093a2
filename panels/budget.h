/* Inside the budget panel: the parts that its files draw. */
#ifndef PANELS_BUDGET_H
#define PANELS_BUDGET_H

#include "panels/rows.h"
#include "room/budget.h"
#include "room/proposal.h"

/* The figures that stand above the chart and below it: at most `rows` rows of c, the most important
 * first. Gives the rows used. */
int budget_figures(const struct panel_context *ctx, const struct budget *b, const struct canvas *c,
                   int rows);

/* Actual against plan over the event, with the cone of the forecasts. */
void budget_chart(const struct panel_context *ctx, const struct budget *b, const struct canvas *c);

/* The error budgets of the services, a row each, under a head: as many as there is room for. */
void budget_objectives(const struct panel_context *ctx, const struct canvas *c);
/* Rows that they would like; 0 without objectives. */
int budget_objectives_height(const struct panel_context *ctx);

/* Proposals that still say something: open ones, and what was decided in the last day; newest first.
 * struct proposal_state *, lent; the array is the caller's. */
GPtrArray *budget_proposals(const struct panel_context *ctx);
/* One row: what moves, who said what, and the clock. */
void budget_proposal_row(const struct panel_context *ctx, const struct canvas *c, int y,
                         const struct proposal_state *proposal, bool is_selected);
void budget_proposal_details(const struct panel_context *ctx, const struct proposal_state *proposal,
                             GString *to);

/* Rows of lines or groups of them: heads on row 0, the rows below; `selected` counts from the first,
 * -1 = none. */
void budget_lines(const struct panel_context *ctx, const struct canvas *c, const GArray *outlooks,
                  enum grouping by, int top, int selected);
/* "core", ...; "-". */
const char *budget_class_word(enum line_class class);

/* Where a line or group stands: sign, words for people, role. */
struct line_words {
	const char *sign;
	const char *text;
	enum role role;
};
struct line_words budget_line_words(const struct canvas *c, const struct outlook *outlook);

/* All of it in sentences; by what the lines are summed. */
void budget_tell(const struct panel_context *ctx, enum grouping by, struct tell *t);

#endif
