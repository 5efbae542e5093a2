/* Moves of money under way: who approved, who is missing, and how long is left. */
#include "panels/budget.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "panels/words.h"

#include <string.h>

/* Names of lines are shown from this width on; why, when it has so many cells. */
enum { NAMES_FROM = 44, WHY_LEAST = 16 };

static int
newest_first(gconstpointer a, gconstpointer b)
{
	const struct proposal_state *one = *(const struct proposal_state *const *)a,
				    *two = *(const struct proposal_state *const *)b;

	if ((one->status == PROPOSAL_OPEN) != (two->status == PROPOSAL_OPEN))
		return one->status == PROPOSAL_OPEN ? -1 : 1;
	if (one->at_us != two->at_us)
		return one->at_us > two->at_us ? -1 : 1;
	return strcmp(one->id, two->id);
}

GPtrArray *
budget_proposals(const struct panel_context *ctx)
{
	GPtrArray *shown = g_ptr_array_new();

	for (guint i = 0; i < ctx->room->proposals->len; i++) {
		struct proposal_state *p = g_ptr_array_index(ctx->room->proposals, i);

		if (p->is_stated &&
		    (p->status == PROPOSAL_OPEN || ctx->now_us - p->decided_us < DAY_US))
			g_ptr_array_add(shown, p);
	}
	g_ptr_array_sort(shown, newest_first);
	return shown;
}

static const char *
line_title(const struct room *room, const char *id)
{
	const struct line_state *line = room_line(room, id);

	return line ? line->is.title : id;
}

/* "fin ✓" by its kept reply; "mkt ~" while that is not kept yet; "merch ·" is missing. */
static void
write_approvers(const struct panel_context *ctx, struct pen *pen, const struct row *row,
                const struct proposal_state *p)
{
	struct approvers approvers = room_approvers(ctx->room);

	for (size_t i = 0; i < approvers.n; i++) {
		const struct proposal_reply *reply =
		    proposal_reply_of(ctx->room, p, approvers.teams[i]);
		enum sign sign = !reply               ? SIGN_DOT
		                 : !reply->is_kept    ? SIGN_NEAR
		                 : reply->is_accepted ? SIGN_GOOD
		                                      : SIGN_BAD;
		enum role role = !reply || !reply->is_kept ? ROLE_TEXT
		                 : reply->is_accepted      ? ROLE_GOOD
		                                           : ROLE_CRIT;

		pen_write(pen, row_role(row, role), "  %s %s",
		          words_team(ctx->room, approvers.teams[i]), words_sign(pen->c, sign));
	}
}

/* The clock that runs, or what became of it. */
static void
write_state(const struct panel_context *ctx, struct pen *pen, const struct row *row,
            const struct proposal_state *p)
{
	static const char *const words[] = { "", N_("approved"), N_("refused"), N_("lapsed") };
	int64_t left_us = p->until_us - ctx->now_us;
	char text[32];

	if (p->status != PROPOSAL_OPEN)
		pen_write(pen,
		          row_role(row, p->status == PROPOSAL_APPROVED ? ROLE_GOOD : ROLE_WARN),
		          "  %s %s", _(words[p->status]),
		          words_when(ctx->room, p->decided_us, ctx->now_us, text, sizeof text));
	else if (!p->is_kept)
		pen_write(pen, row_role(row, ROLE_TEXT), _("  pending"));
	else if (left_us <= 0)
		pen_write(pen, row_role(row, ROLE_CRIT), _("  OVERDUE"));
	else
		pen_write(pen, row_role(row, left_us < 2 * HOUR_US ? ROLE_WARN : ROLE_STRONG),
		          _("  %s left"),
		          left_us < 2 * HOUR_US ? duration_clock(left_us, text, sizeof text)
		                                : duration_coarse(left_us, text, sizeof text));
}

/* As much of it as there is room for. */
static void
write_why(const struct pen *pen, const struct row *row, const struct proposal_state *p)
{
	int x = pen->x + 2;
	char text[240];

	words_print(text, sizeof text, "%s: %s", *p->by ? p->by : _("rule"), p->why);
	if (!pen->is_full && x + WHY_LEAST <= pen->c->width)
		canvas_field(pen->c, x, pen->y, pen->c->width - x, row_role(row, ROLE_DIM), text);
}

void
budget_proposal_row(const struct panel_context *ctx, const struct canvas *c, int y,
                    const struct proposal_state *p, bool is_selected)
{
	struct row row = row_begin(c, y, is_selected);
	struct pen pen = { .c = c, .x = 2, .y = y };
	char text[48];

	pen_write(&pen, row_role(&row, p->status == PROPOSAL_OPEN ? ROLE_STRONG : ROLE_DIM),
	          _("move %s"), words_money(ctx->room, p->amount_minor, text, sizeof text));
	/* In a narrow pane the clock matters more: Enter tells the lines. */
	if (c->width >= NAMES_FROM)
		pen_write(&pen, row_role(&row, p->status == PROPOSAL_OPEN ? ROLE_STRONG : ROLE_DIM),
		          " %s > %s", line_title(ctx->room, p->from), line_title(ctx->room, p->to));
	write_state(ctx, &pen, &row, p);
	write_approvers(ctx, &pen, &row, p);
	write_why(&pen, &row, p);
}

void
budget_proposal_details(const struct panel_context *ctx, const struct proposal_state *p,
                        GString *to)
{
	static const char *const words[] = { N_("open"), N_("approved"), N_("refused"),
		                             N_("lapsed") };
	struct approvers approvers = room_approvers(ctx->room);
	char text[64];

	words_detail(to, _("proposal"), "%s", p->id);
	words_detail(to, _("state"), "%s", _(words[p->status]));
	words_detail(to, _("from"), "%s", line_title(ctx->room, p->from));
	words_detail(to, _("to"), "%s", line_title(ctx->room, p->to));
	words_detail(to, _("amount"), "%s", money_long(p->amount_minor, text, sizeof text));
	words_detail(to, _("proposed by"), "%s",
	             *p->by ? words_person(ctx->room, p->by)
	                    : _("the rule: sales left their pace"));
	words_detail(to, _("why"), "%s", p->why);
	words_detail(to, _("proposed"), "%s",
	             words_instant(ctx->room, p->at_us, text, sizeof text));
	words_detail(to, _("until"), "%s",
	             words_instant(ctx->room, p->until_us, text, sizeof text));
	for (size_t i = 0; i < approvers.n; i++) {
		const struct proposal_reply *reply =
		    proposal_reply_of(ctx->room, p, approvers.teams[i]);

		words_detail(to, words_team(ctx->room, approvers.teams[i]), "%s%s%s%s%s",
		             !reply               ? _("has not answered")
		             : reply->is_accepted ? _("approved by ")
		                                  : _("refused by "),
		             reply ? words_person(ctx->room, reply->person) : "",
		             reply && *reply->why ? ": " : "", reply ? reply->why : "",
		             reply && !reply->is_kept ? _(" (pending)") : "");
	}
}
