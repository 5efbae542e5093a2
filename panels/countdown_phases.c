/* The phases of the countdown panel: bars with 'now' on them, planned and actual times, holds. */
#include "panels/countdown.h"

#include "base/lang.h"
#include "panels/words.h"

#include <limits.h>
#include <string.h>

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
	bool is_red = phase_is_red(ctx->room, phase, ctx->now_us);
	int from, to, now;

	if (cells < 1 || scale.to_us <= scale.from_us)
		return;
	from = MIN(cell_at(&scale, cells, phase_expected_start_us(ctx->room, phase, ctx->now_us)),
	           cells - 1);
	to = MAX(cell_at(&scale, cells, phase_expected_end_us(ctx->room, phase, ctx->now_us)),
	         from + 1);
	now = cell_at(&scale, cells, ctx->now_us);
	for (int i = from; i < to; i++)
		canvas_text(c, x + i, y,
		            is_red    ? ROLE_CRIT
		            : i < now ? ROLE_BAR
		                      : ROLE_BAR_REST,
		            words_sign(c, i < now ? SIGN_FULL : SIGN_REST));
	if (ctx->now_us >= scale.from_us && ctx->now_us < scale.to_us)
		canvas_text(c, x + MIN(now, cells - 1), y, ROLE_STRONG, words_sign(c, SIGN_NOW));
}

/* How the course differs from the plan: "began +12m, held 5m, end +5m"; "" when it does not. */
static void
course_words(const struct panel_context *ctx, const struct phase *phase, char *buf, size_t size)
{
	const struct course *course = room_course(ctx->room, phase->id);
	int64_t held_us = phase_held_us(ctx->room, phase, ctx->now_us);
	const struct {
		const char *word;
		int64_t us;
	} parts[] = {
		{ _("began"),
		  phase->start_us == UNSAID
		      ? 0
		      : phase_expected_start_us(ctx->room, phase, ctx->now_us) - phase->start_us },
		{ _("held"), held_us },
		{ _("end"),
		  phase->end_us == UNSAID
		      ? 0
		      : phase_expected_end_us(ctx->room, phase, ctx->now_us) - phase->end_us },
	};
	char span[16];

	g_strlcpy(buf, course && course->red_since_us != UNSAID ? _("entered RED") : "", size);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		size_t used = strlen(buf);

		if (parts[i].us != 0)
			words_print(buf + used, size - used, "%s%s %s%s", used ? ", " : "",
			            i == 0 && phase->actual_start_us == UNSAID ? _("start")
			                                                       : parts[i].word,
			            i != 1 && parts[i].us > 0 ? "+" : "",
			            duration_coarse(parts[i].us, span, sizeof(span)));
	}
}

/* "over", "HOLD 5m", "RED", "93%" of its time, "in 19h". */
static enum role
phase_words(const struct panel_context *ctx, const struct phase *phase, char *buf, size_t size)
{
	int64_t start_us = phase_expected_start_us(ctx->room, phase, ctx->now_us);
	int64_t end_us = phase_expected_end_us(ctx->room, phase, ctx->now_us);
	const struct hold *hold = phase_hold(ctx->room, phase);
	const struct answer *pending = phase_pending(ctx->room, phase);
	char span[16];

	if (pending) {
		g_strlcpy(buf, _("pending"), size);
		return ROLE_DIM;
	}
	if (hold && strcmp(hold->phase, phase->id) == 0) {
		words_print(buf, size, _("HOLD %s"),
		            duration_coarse(ctx->now_us - hold->from_us, span, sizeof(span)));
		return ROLE_CRIT;
	}
	if (ctx->now_us >= end_us) {
		g_strlcpy(buf, _("over"), size);
		return ROLE_DIM;
	}
	if (ctx->now_us < start_us) {
		words_ago(start_us, ctx->now_us, buf, size);
		return ROLE_DIM;
	}
	if (phase_is_red(ctx->room, phase, ctx->now_us)) {
		g_strlcpy(buf, _("! RED"), size);
		return ROLE_CRIT;
	}
	words_print(buf, size, "%d%%",
	            (int)(100.0 * (double)(ctx->now_us - start_us) / (double)(end_us - start_us)));
	return ROLE_STRONG;
}

enum { NAME, BAR, DAYS, DONE, COURSE, STATE, COLUMNS };

static void
draw_phase(const struct panel_context *ctx, const struct canvas *c, int y,
           const struct column *cols, const struct phase *phase)
{
	int64_t start_us = phase_expected_start_us(ctx->room, phase, ctx->now_us);
	int64_t end_us = phase_expected_end_us(ctx->room, phase, ctx->now_us);
	bool is_now = ctx->now_us >= start_us && ctx->now_us < end_us;
	struct row row = { .c = c, .y = y };
	char text[64], from[16], to[16];

	words_print(text, sizeof(text), "%s%s", phase_depth(ctx->room, phase) > 0 ? " " : "",
	            phase->title);
	row_put(&row, &cols[NAME], is_now ? ROLE_STRONG : ROLE_TEXT, text);
	draw_bar(ctx, c, cols[BAR].x, y, cols[BAR].cells, phase);
	instant_format(start_us, ctx->room->zone, "%m-%d", from, sizeof(from));
	instant_format(end_us - 1, ctx->room->zone, "%m-%d", to, sizeof(to));
	words_print(text, sizeof(text), "%s%s%s", from, words_sign(c, SIGN_DASH), to);
	row_put(&row, &cols[DAYS], ROLE_DIM, text);
	if (phase->done_share == phase->done_share) {
		words_print(text, sizeof(text), _("done %.0f%%"), phase->done_share * 100);
		row_put(&row, &cols[DONE], ROLE_DIM, text);
	}
	course_words(ctx, phase, text, sizeof(text));
	row_put(&row, &cols[COURSE], ROLE_WARN, text);
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
		[COURSE] = { .least = 12, .most = 34, .drop = 4 },
		[STATE] = { .least = 8, .drop = 1, .right = true },
	};
	int spare = countdown_phases_height(ctx) - c->height, y = 0;

	columns_fit(cols, COLUMNS, 0, c->width);
	for (guint i = 0; i < ctx->room->phases->len && y < c->height; i++) {
		const struct phase *phase = g_ptr_array_index(ctx->room->phases, i);
		bool is_past = phase_expected_end_us(ctx->room, phase, ctx->now_us) <= ctx->now_us;

		if (!is_shown(ctx, phase) || (is_past && spare-- > 0))
			continue;
		draw_phase(ctx, c, y++, cols, phase);
	}
}
