/* Words and signs for where a risk stands. */
#include "panels/risks.h"

#include "base/lang.h"
#include "base/text.h"
#include "panels/words.h"

const char *
risks_level_letter(enum risk_level level)
{
	switch (level) {
	case RISK_GENERAL:
		return lang_in("letter", "G");
	case RISK_KEY:
		return lang_in("letter", "K");
	case RISK_URGENT:
		return lang_in("letter", "U");
	default:
		return "-";
	}
}

int
risks_letter_cells(void)
{
	return text_width(risks_level_letter(RISK_URGENT));
}

enum role
risks_heat_words(const struct canvas *c, const struct risk_state *risk, int cells, char *buf,
                 size_t size)
{
	bool is_full = cells >= 5;

	switch (risk_heat(risk)) {
	case RISK_BURNING:
		if (is_full)
			words_print(buf, size, "%s %u/%u", words_sign(c, SIGN_UP), risk->unseen,
			            risk->firing);
		else
			words_print(buf, size, "%s%u", words_sign(c, SIGN_UP), risk->unseen);
		return ROLE_CRIT;
	case RISK_SEEN:
		words_print(buf, size, "%s%s%u", words_sign(c, SIGN_FULL_DOT), is_full ? " " : "",
		            risk->firing);
		return ROLE_SEEN;
	default:
		words_print(buf, size, "%s", words_sign(c, SIGN_DOT));
		return ROLE_DIM;
	}
}

static void
put_stage(struct risk_words *words, const struct canvas *c, const struct risk_live *live)
{
	const struct {
		const char *state, *brief;
		enum role role;
	} stages[] = {
		[RISK_NO_TRIGGER] = { "", "", ROLE_DIM },
		[RISK_CALM] = { "", "", ROLE_DIM },
		[RISK_HOLDING] = { lang_in("trigger", "hold"), lang_in("letter", "h"), ROLE_WARN },
		[RISK_TRIGGERED] = { _("TRIG"), lang_in("letter", "T"), ROLE_CRIT },
		[RISK_EASING] = { lang_in("trigger", "ease"), lang_in("letter", "e"), ROLE_WARN },
	};
	bool is_calm = live->stage == RISK_CALM;
	const char *unknown = live->is_unknown ? words_sign(c, SIGN_UNKNOWN) : "";

	words->role = live->is_unknown && is_calm ? ROLE_STALE : stages[live->stage].role;
	words_print(words->state, sizeof(words->state), "%s%s",
	            is_calm && !live->is_unknown ? words_sign(c, SIGN_DOT)
	                                         : stages[live->stage].state,
	            unknown);
	words_print(words->brief, sizeof(words->brief), "%s",
	            !is_calm           ? stages[live->stage].brief
	            : live->is_unknown ? unknown
	                               : words_sign(c, SIGN_DOT));
}

struct risk_words
risks_words(const struct canvas *c, const struct panel_context *ctx, const struct risk_state *risk)
{
	struct risk_live live = risk_live(ctx->room, risk, ctx->now_us);
	struct risk_clock clock = risk_clock(ctx->room, risk, ctx->now_us);
	struct risk_words words = { .clock_role = ROLE_DIM };

	put_stage(&words, c, &live);
	if (clock.window_left_us != UNSAID) {
		duration_clock(clock.window_left_us, words.clock, sizeof(words.clock));
		words.clock_role = clock.window_left_us < 0 ? ROLE_CRIT : ROLE_STRONG;
	} else if (live.stage == RISK_HOLDING) {
		duration_limit(MAX(live.due_us - ctx->now_us, 0), words.clock, sizeof(words.clock));
		words.clock_role = ROLE_WARN;
	}
	return words;
}
