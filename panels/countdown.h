/* Inside the countdown panel: the parts that its files draw. */
#ifndef PANELS_COUNTDOWN_H
#define PANELS_COUNTDOWN_H

#include "panels/rows.h"
#include "room/course.h"

/* The clock to the next boundary and what it is, on all of c: big digits where they fit. */
void countdown_clock(const struct panel_context *ctx, const struct canvas *c);

/* Phases as bars over their time; rows that a full drawing takes. */
int countdown_phases_height(const struct panel_context *ctx);
void countdown_phases(const struct panel_context *ctx, const struct canvas *c);

/* A row that can be acted on. */
struct shown {
	const struct gate_state *gate; /* NULL: it is of the roll call */
	struct roll roll;
	char *id; /* owned; for the selection */
};
/* What waits for somebody first: gates by due, the roll call, then the signed gates. struct shown *;
 * the caller's. */
GPtrArray *countdown_rows(const struct panel_context *ctx);
void countdown_draw_row(const struct panel_context *ctx, const struct canvas *c, int y,
                        const struct shown *shown, bool is_selected);
/* For rows_find(): `of` is such an array. */
void countdown_row_text(const void *of, int i, const struct panel_context *ctx, GString *to);
void countdown_row_details(const struct panel_context *ctx, const struct shown *row, GString *to);

/* Buffer against work: one line, or a chart of so many rows. */
bool countdown_has_fever(const struct panel_context *ctx);
void countdown_fever_line(const struct panel_context *ctx, const struct canvas *c);
int countdown_fever_height(const struct panel_context *ctx);
void countdown_fever_chart(const struct panel_context *ctx, const struct canvas *c);

/* The progress board: what lags its plan, and by how much. */
int countdown_board_height(const struct panel_context *ctx);
void countdown_board(const struct panel_context *ctx, const struct canvas *c);

/* All of it in sentences; `shown` are its rows. */
void countdown_tell(const struct panel_context *ctx, const GPtrArray *shown, struct tell *t);
/* "HOLD conversion 12m since 07:54 wang: bank is slow"; what stops the clock, or "". */
void countdown_hold_words(const struct panel_context *ctx, char *buf, size_t size);
/* "clearance starts 08:00", "the event ends 11-12 00:00" */
void countdown_boundary_words(const struct panel_context *ctx, const struct boundary *next,
                              char *buf, size_t size);
/* "GO li 07:41", "NO-GO xu 07:45: agents missing", "not answered" */
enum role countdown_roll_words(const struct panel_context *ctx, const struct roll *roll, char *buf,
                               size_t size);

/* Where a gate stands. */
struct gate_words {
	char text[128];
	const char *sign; /* lent */
	enum role role;
};
struct gate_words countdown_gate_words(const struct panel_context *ctx, const struct canvas *c,
                                       const struct gate_state *gate);

#endif
