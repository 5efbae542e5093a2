/* Inside panels/: what the files of the teams panel share. */
#ifndef PANELS_TEAMS_H
#define PANELS_TEAMS_H

#include "panels/rows.h"

/* A person, or a team in which nobody is on duty (person NULL). */
struct team_row {
	const struct team *team; /* NULL: the person's team is not known */
	const struct person *person;
	enum duty duty;
	bool is_first; /* of its team */
};

/* "on", "standby", "off", "away"; "in" and "out" of who signed, while that wins over the shift. */
const char *teams_duty_word(const struct panel_context *ctx, const struct team_row *row);

/* Everything about the row; g_free. */
char *teams_row_details(const struct panel_context *ctx, const struct team_row *row);

/* What a key does with the row: sign in or out, hand over, answer the team's notices. */
enum reaction teams_row_act(const struct panel_context *ctx, const struct team_row *row,
                            enum action action, struct intent *intent);

/* All rows (struct team_row) in sentences, then the notices and who is connected. `id` as the rows have it. */
void teams_tell(const struct panel_context *ctx, const GArray *rows, struct tell *t);

/* The notices that nobody answered, above row `bottom`, where there are rows to spare. Gives how many rows
 * it took. */
int teams_draw_notices(const struct panel_context *ctx, const struct canvas *c, int bottom);

#endif
