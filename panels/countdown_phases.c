/* The clock and the phase bars of the countdown panel. */
#include "panels/countdown.h"

#include "base/text.h"
#include "panels/words.h"

#include <limits.h>
#include <string.h>

/* "clearance starts 08:00", "the event ends 11-12 00:00" */
static void
boundary_words(const struct panel_context *ctx, const struct boundary *next, char *buf, size_t size)
{
	char when[32];

	words_when(ctx->room, next->at_us, ctx->now_us, when, sizeof(when));
	words_print(buf, size, "%s %s %s", next->phase || next->title ? next->title : "the event",
	            next->is_start ? "starts" : "ends", when);
}

/* One row: "T-00:06:00  clearance starts 08:00". */
static void
draw_clock_line(const struct canvas *c, enum role role, const char *clock, const char *what)
{
	int used = canvas_printf(c, 0, 0, role, "T-%s", clock);

	canvas_field(c, used + 2, 0, c->width - used - 2, ROLE_TEXT, what);
}

void
countdown_clock(const struct panel_context *ctx, const struct canvas *c)
{
	struct boundary next = room_next_boundary(ctx->room, ctx->now_us);
	struct canvas digits = canvas_part(c, 0, 0, c->width, c->height - 1);
	char clock[32], what[128];
	int width, rows, used;

	if (next.at_us == UNSAID) {
		canvas_field(c, 0, 0, c->width, ROLE_DIM, "nothing lies ahead: the event is over");
		return;
	}
	duration_clock(next.at_us - ctx->now_us, clock, sizeof(clock));
	boundary_words(ctx, &next, what, sizeof(what));
	width = widget_big_digits_width(clock);
	if (c->height < 4 || width > c->width) {
		draw_clock_line(c, ROLE_CLOCK, clock, what);
		return;
	}
	rows = widget_big_digits(&digits, MIN(2, c->width - width), 0, ROLE_CLOCK, clock);
	used = canvas_text(c, MIN(2, c->width - width), rows, ROLE_DIM, "until ");
	canvas_field(c, MIN(2, c->width - width) + used, rows, c->width - used - 2, ROLE_STRONG,
	             what);
}

/* Is it shown: top level, or a part of the top-level phase that runs now? */
static bool
is_shown(const struct panel_context *ctx, const struct phase *phase)
{
	const struct phase *now = room_phase_at(ctx->room, ctx->now_us, 0);
	unsigned depth = phase_depth(ctx->room, phase);

	return depth == 0 || (depth == 1 && now && strcmp(phase->parent, now->id) == 0);
}

int
countdown_phases_height(const struct panel_context *ctx)
{
	int n = 0;

	for (guint i = 0; i < ctx->room->phases->len; i++)
		n += is_shown(ctx, g_ptr_array_index(ctx->room->phases, i));
	return n;
}

struct span {
	int64_t from_us, to_us;
};

/* The time that a phase's bar is drawn over: its parent's, or that of all top-level phases. */
static struct span
scale_of(const struct panel_context *ctx, const struct phase *phase)
{
	const struct phase *parent = *phase->parent ? room_phase(ctx->room, phase->parent) : NULL;
	struct span all = { INT64_MAX, INT64_MIN };

	if (parent)
		return (struct span){ phase_start_us(parent), phase_end_us(parent) };
	for (guint i = 0; i < ctx->room->phases->len; i++) {
		const struct phase *p = g_ptr_array_index(ctx->room->phases, i);

		if (phase_depth(ctx->room, p) > 0)
			continue;
		all.from_us = MIN(all.from_us, phase_start_us(p));
		all.to_us = MAX(all.to_us, phase_end_us(p));
	}
	return all;
}

static int
cell_at(const struct span *scale, int cells, int64_t at_us)
{
	double share = (double)(at_us - scale->from_us) / (double)(scale->to_us - scale->from_us);

	return (int)(CLAMP(share, 0.0, 1.0) * cells);
}

/* The phase's own part of the scale, what has passed of it filled, and the 'now' mark. */
static void
draw_bar(const struct panel_context *ctx, const struct canvas *c, int x, int y, int cells,
         const struct phase *phase)
{
	struct span scale = scale_of(ctx, phase);
	int from, to, now;

	if (cells < 1 || scale.to_us <= scale.from_us)
		return;
	from = MIN(cell_at(&scale, cells, phase_start_us(phase)), cells - 1);
	to = MAX(cell_at(&scale, cells, phase_end_us(phase)), from + 1);
	now = cell_at(&scale, cells, ctx->now_us);
	for (int i = from; i < to; i++)
		canvas_text(c, x + i, y, i < now ? ROLE_BAR : ROLE_BAR_REST,
		            words_sign(c, i < now ? SIGN_FULL : SIGN_REST));
	if (ctx->now_us >= scale.from_us && ctx->now_us < scale.to_us)
		canvas_text(c, x + MIN(now, cells - 1), y, ROLE_STRONG, words_sign(c, SIGN_NOW));
}

/* "over", "RED", "93%" of its time, "in 19h". */
static enum role
phase_words(const struct panel_context *ctx, const struct phase *phase, char *buf, size_t size)
{
	int64_t start_us = phase_start_us(phase), end_us = phase_end_us(phase);

	if (ctx->now_us >= end_us) {
		g_strlcpy(buf, "over", size);
		return ROLE_DIM;
	}
	if (ctx->now_us < start_us) {
		words_ago(start_us, ctx->now_us, buf, size);
		return ROLE_DIM;
	}
	if (phase_is_red(ctx->room, phase, ctx->now_us)) {
		g_strlcpy(buf, "! RED", size);
		return ROLE_CRIT;
	}
	words_print(buf, size, "%d%%",
	            (int)(100.0 * (double)(ctx->now_us - start_us) / (double)(end_us - start_us)));
	return ROLE_STRONG;
}

enum { NAME, BAR, DAYS, DONE, STATE, COLUMNS };

static void
draw_phase(const struct panel_context *ctx, const struct canvas *c, int y,
           const struct column *cols, const struct phase *phase)
{
	bool is_now = ctx->now_us >= phase_start_us(phase) && ctx->now_us < phase_end_us(phase);
	struct row row = { .c = c, .y = y };
	char text[64], from[16], to[16];

	words_print(text, sizeof(text), "%s%s", phase_depth(ctx->room, phase) > 0 ? " " : "",
	            phase->title);
	row_put(&row, &cols[NAME], is_now ? ROLE_STRONG : ROLE_TEXT, text);
	draw_bar(ctx, c, cols[BAR].x, y, cols[BAR].cells, phase);
	instant_format(phase_start_us(phase), ctx->room->zone, "%m-%d", from, sizeof(from));
	instant_format(phase_end_us(phase) - 1, ctx->room->zone, "%m-%d", to, sizeof(to));
	words_print(text, sizeof(text), "%s%s%s", from, words_sign(c, SIGN_DASH), to);
	row_put(&row, &cols[DAYS], ROLE_DIM, text);
	if (phase->done_share == phase->done_share) {
		words_print(text, sizeof(text), "done %.0f%%", phase->done_share * 100);
		row_put(&row, &cols[DONE], ROLE_DIM, text);
	}
	row_put(&row, &cols[STATE], phase_words(ctx, phase, text, sizeof(text)), text);
}

void
countdown_phases(const struct panel_context *ctx, const struct canvas *c)
{
	struct column cols[COLUMNS] = {
		[NAME] = { .least = 16, .most = 20 },
		[BAR] = { .least = 8, .most = -1 },
		[DAYS] = { .least = 11, .drop = 2 },
		[DONE] = { .least = 9, .drop = 3, .right = true },
		[STATE] = { .least = 8, .drop = 1, .right = true },
	};
	int spare = countdown_phases_height(ctx) - c->height, y = 0;

	columns_fit(cols, COLUMNS, 0, c->width);
	for (guint i = 0; i < ctx->room->phases->len && y < c->height; i++) {
		const struct phase *phase = g_ptr_array_index(ctx->room->phases, i);
		bool is_past = phase_end_us(phase) <= ctx->now_us;

		if (!is_shown(ctx, phase) || (is_past && spare-- > 0))
			continue;
		draw_phase(ctx, c, y++, cols, phase);
	}
}
