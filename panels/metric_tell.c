/* The metrics in sentences: value, target, pace, and which way it went; and the evaluation. */
#include "panels/metrics.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "room/evaluate.h"

#include <math.h>
#include <string.h>

/* Which way it went in the last hour, where both ends are known. */
static void
tell_course(const struct panel_context *ctx, const struct metric_state *metric, struct tell *t)
{
	GArray *course = metric_course(ctx->room, metric, ctx->now_us - HOUR_US, ctx->now_us);
	double first = NAN;
	char text[32];

	for (guint i = 0; i < course->len && !isfinite(first); i++)
		first = g_array_index(course, struct point, i).value;
	if (isfinite(first) && isfinite(metric->value))
		tell_also(t,
		          metric->value > first   ? _(", up from %s within the last hour")
		          : metric->value < first ? _(", down from %s within the last hour")
		                                  : _(", unchanged from %s within the last hour"),
		          metric_value_text(metric, first, text, sizeof text));
	g_array_unref(course);
}

static void
tell_metric(const struct panel_context *ctx, const struct metric_state *metric, struct tell *t)
{
	enum metric_verdict verdict = metric_verdict(ctx->room, metric, ctx->now_us);
	double pace = metric_pace(ctx->room, metric, ctx->now_us);
	double year = metric_against_baseline(ctx->room, metric, ctx->now_us);
	char value[32], span[16];

	tell_row(t, metric->is.id, _("%s: %s%s%s, %s"), metric->is.title,
	         metric_value_text(metric, metric->value, value, sizeof value),
	         *metric->is.unit ? " " : "", metric->is.unit,
	         verdict == METRIC_STALE ? _("STALE") : _(metric_words(verdict)->word));
	if (isfinite(metric->is.target))
		tell_also(t,
		          metric->is.direction == DIRECTION_LOWER ? _(" (at most %s)")
		                                                  : _(" (at least %s)"),
		          metric_value_text(metric, metric->is.target, value, sizeof value));
	if (verdict == METRIC_STALE)
		tell_also(t, _(", measured %s ago"),
		          duration_coarse(ctx->now_us - metric->at_us, span, sizeof span));
	tell_course(ctx, metric, t);
	if (isfinite(pace))
		tell_also(t, _(", pace %+.1f%%"), pace * 100);
	if (isfinite(year))
		tell_also(t, _(", against last year %+.1f%%"), year * 100);
	tell_also(t, _("."));
}

void
metrics_tell(const struct panel_context *ctx, const GPtrArray *order, struct tell *t)
{
	unsigned bad = 0, stale = 0;

	for (guint i = 0; i < order->len; i++) {
		enum metric_verdict v =
		    metric_verdict(ctx->room, g_ptr_array_index(order, i), ctx->now_us);

		bad += v == METRIC_WARN || v == METRIC_CRIT;
		stale += v == METRIC_STALE;
	}
	tell_say(t,
	         _("Metrics: %u, of which %u past a threshold, %u stale. 'evaluate' scores them."),
	         order->len, bad, stale);
	for (guint i = 0; i < order->len; i++)
		tell_metric(ctx, g_ptr_array_index(order, i), t);
}

static void
tell_indicator(const struct indicator *i, struct tell *t)
{
	char value[32], target[32], score[16];

	tell_say(t, _("%s: %s%s%s, target %s, %s, score %s"), i->metric->is.title,
	         metric_value_text(i->metric, i->value, value, sizeof value),
	         *i->metric->is.unit ? " " : "", i->metric->is.unit,
	         metric_value_text(i->metric, i->target, target, sizeof target),
	         i->reached == REACHED_YES  ? _("reached")
	         : i->reached == REACHED_NO ? _("MISSED")
	                                    : _("not known"),
	         words_percent(i->attained, score, sizeof score));
	if (isfinite(i->against_baseline))
		tell_also(t, _(", against last year %+.1f%%"), i->against_baseline * 100);
	if (isfinite(i->against_benchmark))
		tell_also(t, _(", against the benchmark %+.1f%%"), i->against_benchmark * 100);
	tell_also(t, _("."));
}

void
metrics_tell_scheme(const struct panel_context *ctx, struct tell *t)
{
	struct evaluation now = room_evaluate(ctx->room, ctx->now_us);
	const char *group = NULL;
	guint groups = 0;
	char score[16];

	tell_say(t, _("Evaluation: %u of %u indicators reached, score %s. 'evaluate' goes back."),
	         now.all.reached, now.all.indicators,
	         words_percent(now.all.score, score, sizeof score));
	for (guint n = 0; n < now.indicators->len; n++) {
		const struct indicator *i = &g_array_index(now.indicators, struct indicator, n);

		if (!group || strcmp(group, i->metric->is.group) != 0) {
			const struct group_score *of =
			    &g_array_index(now.groups, struct group_score, groups++);

			group = i->metric->is.group;
			tell_say(t, _("Group %s: %u of %u, score %s."), group, of->reached,
			         of->indicators, words_percent(of->score, score, sizeof score));
		}
		tell_indicator(i, t);
	}
	evaluation_clear(&now);
}
