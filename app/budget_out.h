/* Money, moves of it and error budgets as JSON and text, for more than one command. */
#ifndef APP_BUDGET_OUT_H
#define APP_BUDGET_OUT_H

#include "room/budget.h"

struct json_object;

/* Adds rate, forecast, run-out and return of a line. */
void budget_out_outlook(struct json_object *row, const struct room *room,
                        const struct line_state *line, int64_t now_us);
/* Arrays; the caller's. */
struct json_object *budget_out_groups(const struct room *room, enum grouping by, int64_t now_us);
struct json_object *budget_out_proposals(const struct room *room);
struct json_object *budget_out_objectives(const struct room *room, int64_t now_us);
/* A line each, on stdout. */
void budget_out_print_proposals(const struct room *room);

#endif
