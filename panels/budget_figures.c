/* The figures of the budget panel. */
#include "panels/budget.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "panels/words.h"

#include <math.h>

static enum role
stale_or(const struct panel_context *ctx, enum role role)
{
	return words_all_stale(ctx, "budget") ? ROLE_STALE : role;
}

/* burn 61.2%  plan 58.0%  ▲3.2  EAC 104.1%  as of 17:30 */
static void
write_burn(const struct panel_context *ctx, const struct budget *b, const struct canvas *c, int y)
{
	struct pen pen = { .c = c, .y = y };
	double ahead = (b->burn - b->plan) * 100, eac = b->ev.eac / b->ev.bac;
	bool is_old =
	    b->as_of_us != UNSAID && ctx->now_us - b->as_of_us > ctx->room->is.report_age_us;
	char text[32];

	pen_pair(&pen, _("burn "), stale_or(ctx, b->spend_over_cap ? ROLE_CRIT : ROLE_STRONG),
	         "%s%s", words_percent(b->burn, text, sizeof(text)), b->spend_over_cap ? "!" : "");
	pen_pair(&pen, _("  plan "), ROLE_PLAN, "%s", words_percent(b->plan, text, sizeof(text)));
	if (isfinite(ahead))
		pen_write(&pen,
		          ahead > 5   ? ROLE_CRIT
		          : ahead > 1 ? ROLE_WARN
		                      : ROLE_GOOD,
		          "  %s%.1f", words_sign(c, ahead >= 0 ? SIGN_UP : SIGN_DOWN), fabs(ahead));
	if (isfinite(eac))
		pen_write(&pen,
		          eac > 1.05 ? ROLE_CRIT
		          : eac > 1  ? ROLE_WARN
		                     : ROLE_GOOD,
		          "  EAC %s%s", words_percent(eac, text, sizeof(text)), eac > 1 ? "!" : "");
	if (b->as_of_us != UNSAID)
		pen_write(&pen, is_old ? ROLE_STALE : stale_or(ctx, ROLE_DIM), _("  as of %s%s"),
		          words_when(ctx->room, b->as_of_us, ctx->now_us, text, sizeof(text)),
		          is_old ? "!" : "");
	else
		pen_write(&pen, ROLE_STALE, _("  ? no actuals reported"));
}

/* What may still be lost, and spent, within the caps. */
static void
write_left(const struct panel_context *ctx, struct pen *pen, const struct budget *b)
{
	char text[32];

	if (b->loss_left != UNSAID)
		pen_write(pen, b->loss_left < 0 ? ROLE_CRIT : ROLE_TEXT, _(" (%s left)"),
		          money_short(b->loss_left, text, sizeof text));
	pen_write(pen, b->spend_left < 0 ? ROLE_CRIT : ROLE_TEXT, _("  spend cap %.0f%%: %s left"),
	          ctx->room->is.spend_cap * 100, money_short(b->spend_left, text, sizeof text));
}

/* core 70.4% >=70  other 21.1% <=30  reserve 8.5%  loss 0.9% <=3 */
static void
write_shares(const struct panel_context *ctx, const struct budget *b, const struct canvas *c, int y)
{
	const struct define_room *is = &ctx->room->is;
	const char *ge = words_sign(c, SIGN_GE), *le = words_sign(c, SIGN_LE);
	struct pen pen = { .c = c, .y = y };
	char text[32];

	pen_write(&pen, b->core_too_small ? ROLE_WARN : ROLE_TEXT, _("core %s%s"),
	          words_percent(b->core, text, sizeof(text)), b->core_too_small ? "!" : "");
	pen_write(&pen, ROLE_DIM, " %s%.0f", ge, is->core_share_min * 100);
	pen_write(&pen, b->other_too_big ? ROLE_WARN : ROLE_TEXT, _("  other %s%s"),
	          words_percent(b->other, text, sizeof(text)), b->other_too_big ? "!" : "");
	pen_write(&pen, ROLE_DIM, " %s%.0f", le, is->other_share_max * 100);
	pen_write(&pen, ROLE_TEXT, _("  reserve %s"),
	          words_percent(b->reserve, text, sizeof(text)));
	if (b->loss == UNSAID) {
		write_left(ctx, &pen, b);
		return;
	}
	pen_write(&pen, b->loss_over_cap ? ROLE_CRIT : ROLE_TEXT, _("  loss %s%s"),
	          words_percent(b->loss_share, text, sizeof(text)), b->loss_over_cap ? "!" : "");
	pen_write(&pen, ROLE_DIM, " %s%.0f", le, is->loss_cap * 100);
	write_left(ctx, &pen, b);
}

/* spent 30.6M of 50.0M  committed 36.0M  1.2M/day  lasts */
static void
write_money(const struct panel_context *ctx, const struct budget *b, const struct canvas *c, int y)
{
	struct pen pen = { .c = c, .y = y };
	char text[48];

	pen_write(&pen, ROLE_TEXT, _("spent %s"),
	          words_money(ctx->room, b->actual, text, sizeof(text)));
	pen_write(&pen, ROLE_DIM, _(" of %s"),
	          words_money(ctx->room, b->planned, text, sizeof(text)));
	if (b->runs_out_us != UNSAID)
		pen_write(&pen, ROLE_CRIT, _("  ! runs out %s"),
		          words_when(ctx->room, b->runs_out_us, ctx->now_us, text, sizeof(text)));
	else
		pen_write(&pen, ROLE_GOOD, _("  %s lasts"), words_sign(c, SIGN_GOOD));
	if (isfinite(b->rate_per_day))
		pen_write(&pen, b->rate_per_day > b->sustainable_per_day ? ROLE_WARN : ROLE_TEXT,
		          _("  %s%s a day"), b->rate_per_day > b->sustainable_per_day ? "!" : "",
		          words_money(ctx->room, (int64_t)b->rate_per_day, text, sizeof(text)));
	if (isfinite(b->sustainable_per_day))
		pen_write(
		    &pen, ROLE_DIM, _(" (%s to last)"),
		    words_money(ctx->room, (int64_t)b->sustainable_per_day, text, sizeof(text)));
	pen_write(&pen, ROLE_TEXT, _("  committed %s"),
	          words_money(ctx->room, b->committed, text, sizeof(text)));
	if (isfinite(b->return_ratio))
		pen_write(&pen, ROLE_TEXT, _("  return %.2f"), b->return_ratio);
}

static void
write_amount(struct pen *pen, const char *name, double minor)
{
	char text[32];

	pen_pair(pen, name, ROLE_TEXT, "%s",
	         isfinite(minor) ? money_short((int64_t)minor, text, sizeof(text)) : "-");
}

/* A performance index: below 1 is bad. */
static void
write_index(struct pen *pen, const char *name, double index)
{
	if (isfinite(index))
		pen_pair(pen, name,
		         index < 0.9 ? ROLE_CRIT
		         : index < 1 ? ROLE_WARN
		                     : ROLE_GOOD,
		         "%.2f%s", index, index < 1 ? "!" : "");
	else
		pen_pair(pen, name, ROLE_DIM, "-");
}

/* PV 29.0M  EV 30.1M  AC 30.6M  CPI 0.98  SPI 1.04  VAC -939k  TCPI 1.03 */
static void
write_earned(const struct budget *b, const struct canvas *c, int y)
{
	struct pen pen = { .c = c, .y = y };

	write_amount(&pen, "PV ", b->ev.pv);
	write_amount(&pen, "  EV ", b->ev.ev);
	write_amount(&pen, "  AC ", b->ev.ac);
	write_index(&pen, "  CPI ", b->ev.cpi);
	write_index(&pen, "  SPI ", b->ev.spi);
	write_amount(&pen, "  VAC ", b->ev.vac);
	if (b->ev.over)
		pen_pair(&pen, "  TCPI ", ROLE_CRIT, lang_in("cost", "over"));
	else if (isfinite(b->ev.tcpi))
		pen_pair(&pen, "  TCPI ", b->ev.tcpi > 1.1 ? ROLE_WARN : ROLE_TEXT, "%.2f%s",
		         b->ev.tcpi, b->ev.tcpi > 1.1 ? "!" : "");
	else
		pen_pair(&pen, "  TCPI ", ROLE_DIM, "-");
}

/* EAC by each method, by its name: BAC/CPI 50.9M  AC+(BAC-EV) 50.5M  ... */
static void
write_eac(const struct budget *b, const struct canvas *c, int y)
{
	struct pen pen = { .c = c, .y = y };

	pen_write(&pen, ROLE_DIM, "EAC");
	write_amount(&pen, " BAC/CPI ", b->ev.eac);
	write_amount(&pen, "  AC+(BAC-EV) ", b->ev.eac_atypical);
	write_amount(&pen, "  AC+(BAC-EV)/(CPI*SPI) ", b->ev.eac_cost_and_schedule);
	write_amount(&pen, _("  at this rate "),
	             b->eac_at_rate == UNSAID ? NAN : (double)b->eac_at_rate);
	write_amount(&pen, _("  at this pace "),
	             b->forecast_end == UNSAID ? NAN : (double)b->forecast_end);
}

int
budget_figures(const struct panel_context *ctx, const struct budget *b, const struct canvas *c,
               int rows)
{
	int y = 0;

	if (rows > 0)
		write_burn(ctx, b, c, y++);
	if (rows > 2)
		write_money(ctx, b, c, y++);
	if (rows > 3)
		write_earned(b, c, y++);
	if (rows > 12)
		write_eac(b, c, y++);
	if (rows > 1)
		write_shares(ctx, b, c, y++);
	return y;
}
