/* The clock of the countdown panel: how long until the next boundary, and whether it is held. */
#include "panels/countdown.h"

#include "base/lang.h"
#include "base/text.h"
#include "panels/words.h"

#include <string.h>

#define BIG_SECONDS_US (5 * MIN_US)

void
countdown_boundary_words(const struct panel_context *ctx, const struct boundary *next, char *buf,
                         size_t size)
{
	char when[32];

	words_when(ctx->room, next->at_us, ctx->now_us, when, sizeof(when));
	words_print(buf, size, next->is_start ? _("%s starts %s") : _("%s ends %s"),
	            next->phase || next->title ? next->title : _("the event"), when);
}

void
countdown_hold_words(const struct panel_context *ctx, char *buf, size_t size)
{
	const struct hold *hold = room_hold(ctx->room);
	const struct phase *phase = hold ? room_phase(ctx->room, hold->phase) : NULL;
	char span[16], since[32];

	buf[0] = '\0';
	if (phase)
		words_print(buf, size, _("HOLD %s %s since %s %s: %s"), phase->title,
		            duration_coarse(ctx->now_us - hold->from_us, span, sizeof(span)),
		            words_when(ctx->room, hold->from_us, ctx->now_us, since, sizeof(since)),
		            words_person(ctx->room, hold->by), hold->why);
}

/* One row: "T-00:06:00  clearance starts 08:00". */
static void
draw_clock_line(const struct canvas *c, enum role role, const char *clock, enum role what_role,
                const char *what)
{
	int used = canvas_printf(c, 0, 0, role, "T-%s", clock);

	canvas_field(c, used + 2, 0, c->width - used - 2, what_role, what);
}

/* Until its last minutes the clock is big in hours and minutes: seconds are in the header, and big ones repaint half of it
 * each second, which is for when they matter. */
static int
draw_big(const struct canvas *c, int x, const char *clock, int64_t left_us)
{
	const char *seconds = left_us < BIG_SECONDS_US ? "" : strrchr(clock, ':');
	char *big = g_strndup(clock, strlen(clock) - strlen(seconds));
	int rows = widget_big_digits(c, x, 0, ROLE_CLOCK, big);

	if (rows == 1)
		canvas_field(c, x, 0, c->width - x, ROLE_CLOCK, clock);
	else
		canvas_text(c, x + widget_big_digits_width(big) * MAX(rows / 5, 1) + 1, rows - 1,
		            ROLE_DIM, *seconds ? _("h:min") : "");
	g_free(big);
	return rows;
}

void
countdown_clock(const struct panel_context *ctx, const struct canvas *c)
{
	struct boundary next = room_next_boundary(ctx->room, ctx->now_us);
	struct canvas digits = canvas_part(c, 0, 0, c->width, c->height - 1);
	char clock[32], what[128], hold[160];
	int width, rows, used, x;

	if (next.at_us == UNSAID) {
		canvas_field(c, 0, 0, c->width, ROLE_DIM,
		             _("nothing lies ahead: the event is over"));
		return;
	}
	duration_clock(next.at_us - ctx->now_us, clock, sizeof(clock));
	countdown_boundary_words(ctx, &next, what, sizeof(what));
	width = widget_big_digits_width(clock);
	countdown_hold_words(ctx, hold, sizeof(hold));
	if (c->height < 4 || width > c->width) {
		draw_clock_line(c, ROLE_CLOCK, clock, *hold ? ROLE_CRIT : ROLE_TEXT,
		                *hold ? hold : what);
		return;
	}
	x = MIN(2, c->width - width);
	rows = draw_big(&digits, x, clock, next.at_us - ctx->now_us);
	used = canvas_text(c, x, rows, ROLE_DIM, _("until "));
	used += canvas_field(c, x + used, rows, c->width - used - 2, ROLE_STRONG, what);
	if (*hold)
		canvas_field(c, x + used + 2, rows, c->width - x - used - 2, ROLE_CRIT, hold);
}
