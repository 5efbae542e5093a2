/* Inside the budget panel: the parts that its files draw. */
#ifndef PANELS_BUDGET_H
#define PANELS_BUDGET_H

#include "panels/rows.h"
#include "room/budget.h"

/* The figures that stand above the chart and below it: at most `rows` rows of c, the most important
 * first. Gives the rows used. */
int budget_figures(const struct panel_context *ctx, const struct budget *b, const struct canvas *c,
                   int rows);

/* Actual against plan over the event, with the forecast. */
void budget_chart(const struct panel_context *ctx, const struct budget *b, const struct canvas *c);

/* Where a line stands: sign, words for people, role. */
struct line_words {
	const char *sign;
	const char *text;
	enum role role;
};
struct line_words budget_line_words(const struct panel_context *ctx, const struct canvas *c,
                                    const struct line_state *line);

#endif
