/* Inside the risks panel: its view state, and what its files do for each other. */
#ifndef PANELS_RISKS_H
#define PANELS_RISKS_H

#include "panels/rows.h"
#include "room/trigger.h"

enum risks_view { RISKS_MATRIX, RISKS_LIST, RISKS_MAP, RISKS_CHECKS, RISKS_VIEWS };
enum risks_order {
	RISKS_AS_STATED,
	RISKS_BY_PRESSURE,
	RISKS_BY_COST,
	RISKS_BY_IMPACT,
	RISKS_ORDERS
};

struct risks_state {
	struct list_view view;
	enum risks_view shows;
	enum risks_order order;
	int first_team;  /* matrix columns left of this are scrolled out */
	int first_check; /* lines of the checks above this are scrolled out */
};

/* Risks in the order shown; the caller's: g_ptr_array_unref. */
GPtrArray *risks_shown(const struct risks_state *s, const struct panel_context *ctx);
struct rows risks_rows(const GPtrArray *shown);
/* NULL when there is none. */
const struct risk_state *risks_selected(struct risks_state *s, const struct panel_context *ctx);
/* Teams that have a letter in any row, in the room's order; the caller's: g_ptr_array_unref. */
GPtrArray *risks_teams(const struct room *room);

/* Where a risk stands, in words: "TRIG", "hold", "ease", "·", or "" without a trigger; "?" behind
 * it while something cannot be measured; with its clock: the time left of the window, or until it
 * triggers. In one cell: T, h, e, ·. */
struct risk_words {
	char state[16], brief[8], clock[16];
	enum role role, clock_role;
};
struct risk_words risks_words(const struct canvas *c, const struct panel_context *ctx,
                              const struct risk_state *risk);
/* "U", "K", "G", "-". */
const char *risks_level_letter(enum risk_level level);
/* Cells of such a letter, and of what is brief of a state: 2 where letters are wide. */
int risks_letter_cells(void);
/* "▲ 2/3": unseen of firing alerts; "▲2" in fewer cells. Gives the role. */
enum role risks_heat_words(const struct canvas *c, const struct risk_state *risk, int cells,
                           char *buf, size_t size);

void risks_tell(void *state, const struct panel_context *ctx, struct tell *t);
bool risks_select(void *state, const struct panel_context *ctx, const char *id);
void risks_draw(void *state, const struct panel_context *ctx, const struct canvas *c);
/* The views: each draws the whole inside. */
void risks_draw_matrix(struct risks_state *s, const struct panel_context *ctx,
                       const struct canvas *c, const GPtrArray *shown);
void risks_draw_list(struct risks_state *s, const struct panel_context *ctx, const struct canvas *c,
                     const GPtrArray *shown);
void risks_draw_map(struct risks_state *s, const struct panel_context *ctx, const struct canvas *c,
                    const GPtrArray *shown);
void risks_draw_checks(struct risks_state *s, const struct panel_context *ctx,
                       const struct canvas *c);
/* Finds the selection, scrolls to it; head and scroll mark of a table of risks. Gives the selected
 * row. */
int risks_begin_rows(struct risks_state *s, const struct canvas *c, const GPtrArray *shown,
                     int head);
char *risks_details(void *state, const struct panel_context *ctx);

#endif
