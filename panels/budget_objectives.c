/* Error budgets of the services beside the money: what is left, and how fast it goes. */
#include "base/lang.h"
#include "panels/budget.h"
#include "panels/words.h"
#include "room/objective.h"

#include <math.h>

enum { SIGN, TITLE, LEFT, BAR, COUNT, FAST, SLOW, LONG, EXHAUSTED, COLUMNS };

int
budget_objectives_height(const struct panel_context *ctx)
{
	return ctx->room->objectives->len > 0 ? (int)ctx->room->objectives->len + 1 : 0;
}

static const char *
sign_of(const struct canvas *c, enum objective_verdict verdict, enum role *role)
{
	static const struct {
		enum sign sign;
		enum role role;
	} signs[] = { { SIGN_UNKNOWN, ROLE_STALE },
		      { SIGN_GOOD, ROLE_GOOD },
		      { SIGN_WARN, ROLE_WARN },
		      { SIGN_BAD, ROLE_CRIT },
		      { SIGN_BAD, ROLE_CRIT } };

	*role = signs[verdict].role;
	return words_sign(c, signs[verdict].sign);
}

/* "0.6/0.5": burn in the long and in the short window; "!" when both exceed the limit. */
static void
put_burn(const struct row *row, const struct column *column, const struct burn_window *w)
{
	char text[48];

	if (w->is_too_coarse)
		words_print(text, sizeof text, _("polled too slowly"));
	else if (isnan(w->long_rate) || isnan(w->short_rate))
		words_print(text, sizeof text, "-");
	else
		words_print(text, sizeof text, "%.1f/%.1f%s", w->long_rate, w->short_rate,
		            w->is_exceeded ? "!" : "");
	row_put(row, column, w->is_exceeded ? (w->is_urgent ? ROLE_CRIT : ROLE_WARN) : ROLE_TEXT,
	        text);
}

static void
draw_row(const struct panel_context *ctx, const struct canvas *c, const struct column *cols, int y,
         const struct objective *o)
{
	struct objective_budget b = objective_budget(ctx->room, o, ctx->now_us);
	struct row row = row_begin_still(c, y);
	enum role role;
	const char *sign = sign_of(c, b.verdict, &role);
	char text[64];

	row_put(&row, &cols[SIGN], role, sign);
	row_put(&row, &cols[TITLE], ROLE_TEXT, o->title);
	row_put(&row, &cols[LEFT], role, words_percent(b.left, text, sizeof text));
	if (cols[BAR].cells > 0 && isfinite(b.left))
		widget_bar(c, cols[BAR].x, y, cols[BAR].cells, CLAMP(b.left, 0, 1),
		           role == ROLE_GOOD ? ROLE_BAR : role, ROLE_BAR_REST);
	if (isfinite(b.budget))
		words_print(text, sizeof text, _("%.0f of %.0f bad"), b.bad, b.budget);
	else if (b.since_us != UNSAID)
		words_print(text, sizeof text, _("measured %.0f h"),
		            (double)(ctx->now_us - b.since_us) / (double)HOUR_US);
	else
		words_print(text, sizeof text, _("not measured"));
	row_put(&row, &cols[COUNT], ROLE_DIM, text);
	put_burn(&row, &cols[FAST], &b.windows[0]);
	put_burn(&row, &cols[SLOW], &b.windows[1]);
	put_burn(&row, &cols[LONG], &b.windows[2]);
	row_put(&row, &cols[EXHAUSTED], b.exhausted_us == UNSAID ? ROLE_DIM : ROLE_CRIT,
	        b.verdict == OBJECTIVE_UNKNOWN ? "-"
	        : b.exhausted_us == UNSAID
	            ? _("lasts")
	            : words_when_column(ctx->room, b.exhausted_us, ctx->now_us, text, sizeof text));
}

/* "BURN 1.9h >14": the window by the event's length, and its limit. */
static void
name_window(const struct room *room, int row, char *buf, size_t size)
{
	struct burn_window w =
	    burn_window_for(room->is.event_end_us - room->is.event_start_us, row);
	char length[32];

	words_print(buf, size, _("IN %s >%.4g"), duration_coarse(w.long_us, length, sizeof length),
	            w.limit);
}

void
budget_objectives(const struct panel_context *ctx, const struct canvas *c)
{
	char heads[BURN_WINDOWS][32];
	struct column cols[COLUMNS] = {
		[SIGN] = { .least = 1 },
		[TITLE] = { .head = _("ERROR BUDGET"), .least = 12, .most = 24 },
		[LEFT] = { .head = _("LEFT"), .least = 7, .tail = 3 },
		[BAR] = { .head = "", .least = 10, .most = 30, .drop = 5 },
		[COUNT] = { .head = _("COUNTED"), .least = 22, .drop = 6 },
		[FAST] = { .head = heads[0], .least = 13, .drop = 1 },
		[SLOW] = { .head = heads[1], .least = 13, .drop = 3 },
		[LONG] = { .head = heads[2], .least = 13, .drop = 4 },
		[EXHAUSTED] = { .head = _("USED UP"), .least = 11, .drop = 2 },
	};

	for (int i = 0; i < BURN_WINDOWS; i++)
		name_window(ctx->room, i, heads[i], sizeof heads[i]);
	columns_fit(cols, COLUMNS, 2, c->width - 3);
	columns_head(c, 0, cols, COLUMNS);
	for (guint i = 0; i < ctx->room->objectives->len && (int)i + 1 < c->height; i++)
		draw_row(ctx, c, cols, (int)i + 1, g_ptr_array_index(ctx->room->objectives, i));
}
