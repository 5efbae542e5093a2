/* The budget in sentences: the whole, its rules, moves of money, the lines, the error budgets. */
#include "panels/budget.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "panels/words.h"
#include "room/objective.h"

#include <math.h>

static void
tell_whole(const struct panel_context *ctx, const struct budget *b, struct tell *t)
{
	double eac = b->ev.eac / b->ev.bac;
	char spent[32], of[32], share[16], plan[16], when[32];

	tell_say(t, _("Budget: %s spent of %s, burn %s, plan to date %s"),
	         words_money(ctx->room, b->actual, spent, sizeof spent),
	         words_money(ctx->room, b->planned, of, sizeof of),
	         words_percent(b->burn, share, sizeof share),
	         words_percent(b->plan, plan, sizeof plan));
	if (b->as_of_us != UNSAID)
		tell_also(t, _(", as of %s"),
		          words_when(ctx->room, b->as_of_us, ctx->now_us, when, sizeof when));
	else
		tell_also(t, _(", no actuals reported"));
	tell_also(t, _("; committed %s."),
	          words_money(ctx->room, b->committed, spent, sizeof spent));
	if (b->runs_out_us != UNSAID)
		tell_say(t, _("It RUNS OUT at %s at this rate."),
		         words_when(ctx->room, b->runs_out_us, ctx->now_us, when, sizeof when));
	if (!isfinite(eac))
		return;
	tell_say(t, _("Earned value: %s of the budget at the end%s"),
	         words_percent(eac, share, sizeof share), eac > 1 ? _(", OVER") : "");
	if (isfinite(b->ev.cpi))
		tell_also(t, _("; cost index %.2f"), b->ev.cpi);
	if (isfinite(b->ev.spi))
		tell_also(t, _(", schedule index %.2f"), b->ev.spi);
	tell_also(t, _("."));
}

static void
tell_rules(const struct panel_context *ctx, const struct budget *b, struct tell *t)
{
	const struct define_room *is = &ctx->room->is;
	char core[16], other[16], reserve[16], money[32];

	tell_say(
	    t, _("Shares: core %s%s (at least %.0f%%), other %s%s (at most %.0f%%), reserve %s."),
	    words_percent(b->core, core, sizeof core), b->core_too_small ? _(" TOO SMALL") : "",
	    is->core_share_min * 100, words_percent(b->other, other, sizeof other),
	    b->other_too_big ? _(" TOO BIG") : "", is->other_share_max * 100,
	    words_percent(b->reserve, reserve, sizeof reserve));
	tell_say(t, _("Spending cap %.0f%%: %s left%s."), is->spend_cap * 100,
	         words_money(ctx->room, b->spend_left, money, sizeof money),
	         b->spend_over_cap ? _(", OVER THE CAP") : "");
	if (b->loss != UNSAID)
		tell_say(t, _("Loss: %s of the budget, cap %.0f%%, %s left%s."),
		         words_percent(b->loss_share, core, sizeof core), is->loss_cap * 100,
		         words_money(ctx->room, b->loss_left, money, sizeof money),
		         b->loss_over_cap ? _(", OVER THE CAP") : "");
}

static void
tell_proposal(const struct panel_context *ctx, const struct proposal_state *p, struct tell *t)
{
	static const char *const words[] = { N_("OPEN"), N_("approved"), N_("refused"),
		                             N_("lapsed") };
	const struct line_state *from = room_line(ctx->room, p->from),
				*to = room_line(ctx->room, p->to);
	struct approvers approvers = room_approvers(ctx->room);
	char money[32], when[32];

	tell_row(t, p->id, _("Move %s from %s to %s: %s"),
	         words_money(ctx->room, p->amount_minor, money, sizeof money),
	         from ? from->is.title : p->from, to ? to->is.title : p->to, _(words[p->status]));
	if (p->status == PROPOSAL_OPEN)
		tell_also(t, _(" until %s"),
		          words_when(ctx->room, p->until_us, ctx->now_us, when, sizeof when));
	for (size_t i = 0; i < approvers.n; i++) {
		const struct proposal_reply *reply =
		    proposal_reply_of(ctx->room, p, approvers.teams[i]);

		tell_also(t, _(", %s %s"), words_team(ctx->room, approvers.teams[i]),
		          !reply               ? _("has not answered")
		          : reply->is_accepted ? _("approved")
		                               : _("REFUSED"));
	}
	tell_also(t, _("; asked by %s: %s."),
	          *p->by ? words_person(ctx->room, p->by) : _("the rule"), p->why);
}

static void
tell_line(const struct panel_context *ctx, const struct outlook *of, struct tell *t)
{
	const struct canvas plain = { .glyphs = GLYPHS_ASCII };
	char actual[32], planned[32], burn[16], when[32];

	tell_row(t, of->key, _("%s: %s; %s of %s, burn %s"), of->title,
	         budget_line_words(&plain, of).text,
	         words_money(ctx->room, of->actual, actual, sizeof actual),
	         words_money(ctx->room, of->planned, planned, sizeof planned),
	         words_percent(of->burn, burn, sizeof burn));
	if (of->runs_out_us != UNSAID)
		tell_also(t, _(", RUNS OUT %s"),
		          words_when(ctx->room, of->runs_out_us, ctx->now_us, when, sizeof when));
	tell_also(t, _("."));
}

static void
tell_objective(const struct panel_context *ctx, const struct objective *o, struct tell *t)
{
	static const char *const verdicts[] = { N_("not measured"), N_("good"),
		                                N_("burns TOO FAST"),
		                                N_("burns MUCH TOO FAST: look now"),
		                                N_("USED UP") };
	struct objective_budget b = objective_budget(ctx->room, o, ctx->now_us);
	char left[16], when[32];

	tell_say(t, _("Error budget %s: %s, %s left"), o->title, _(verdicts[b.verdict]),
	         words_percent(b.left, left, sizeof left));
	if (b.exhausted_us != UNSAID)
		tell_also(t, _(", used up %s"),
		          words_when(ctx->room, b.exhausted_us, ctx->now_us, when, sizeof when));
	tell_also(t, _("."));
}

void
budget_tell(const struct panel_context *ctx, enum grouping by, struct tell *t)
{
	struct budget b = room_budget(ctx->room, ctx->now_us);
	GPtrArray *proposals = budget_proposals(ctx);
	GArray *outlooks = room_outlooks(ctx->room, by, ctx->now_us);

	if (ctx->room->lines->len == 0) {
		tell_say(t, _("No budget is configured or stated."));
	} else {
		tell_whole(ctx, &b, t);
		tell_rules(ctx, &b, t);
	}
	for (guint i = 0; i < proposals->len; i++)
		tell_proposal(ctx, g_ptr_array_index(proposals, i), t);
	if (outlooks->len > 0)
		tell_say(t, _("By %s:"), _(grouping_name(by)));
	for (guint i = 0; i < outlooks->len; i++)
		tell_line(ctx, &g_array_index(outlooks, struct outlook, i), t);
	for (guint i = 0; i < ctx->room->objectives->len; i++)
		tell_objective(ctx, g_ptr_array_index(ctx->room->objectives, i), t);
	g_ptr_array_unref(proposals);
	g_array_unref(outlooks);
}
