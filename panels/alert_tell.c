/* The alerts in sentences. */
#include "panels/alerts.h"

#include "base/lang.h"
#include "panels/words.h"
#include "room/roster.h"
#include "room/team.h"

#include <stdlib.h>

/* "2 URG, 4 KEY" of what fires and is not silenced. */
static void
tell_counts(const struct panel_context *ctx, const struct alert_counts *counts, struct tell *t)
{
	bool is_first = true;

	tell_say(t, _("Alerts: %u fire, %u unseen, %u overdue"), counts->firing, counts->unseen,
	         counts->overdue);
	for (guint i = 0; i < ctx->room->tiers->len; i++) {
		const struct tier *tier = &((struct tier_state *)ctx->room->tiers->pdata[i])->is;
		unsigned n = tier->rank > 0 && tier->rank < 8 ? counts->by_rank[tier->rank] : 0;

		if (n > 0)
			tell_also(t, is_first ? _(": %u %s (%s)") : _(", %u %s (%s)"), n,
			          tier->title, tier->brief);
		is_first &= n == 0;
	}
	tell_also(t, _("."));
	if (counts->refused > 0)
		tell_say(t, _("REFUSED: the source did not take %u of the acknowledgements."),
		         counts->refused);
}

static void
tell_limit(const struct alert *alert, int64_t now_us, struct tell *t)
{
	int64_t left_us = alert_remaining_us(alert, now_us);
	char span[16];

	if (left_us == UNSAID || !alert_is_unseen(alert))
		return;
	duration_coarse(llabs(left_us), span, sizeof span);
	if (left_us < 0)
		tell_also(t, _(", OVERDUE by %s"), span);
	else
		tell_also(t, _(", %s left"), span);
}

static void
tell_alert(const struct panel_context *ctx, const struct alert *alert, struct tell *t)
{
	const struct source_state *source = room_source(ctx->room, alert->source);
	const struct assignment *given = alert_assigned(ctx->room, alert);
	struct answerable who = alert_answerable(ctx->room, alert, ctx->now_us);
	char began[32];

	tell_row(t, alert->key, "%s", alert->tier ? alert->tier->is.brief : _("no tier"));
	tell_limit(alert, ctx->now_us, t);
	tell_also(t, _(", %s"), words_ack(alert, ctx->now_us).text);
	if (given && alert_is_unseen(alert))
		tell_also(t, _(", given to %s"), words_person(ctx->room, given->to));
	tell_also(t, _(": %s%s%s. Began %s; team %s; answers %s%s, acts %s."), alert->title,
	          *alert->summary ? _(": ") : "", alert->summary,
	          words_ago(alert->starts_us, ctx->now_us, began, sizeof began),
	          *alert->team ? words_team(ctx->room, alert->team) : _("not known"),
	          who.accountable ? who.accountable->name : _("NOBODY"),
	          who.accountable_off_duty ? _(" (OFF DUTY)") : "",
	          who.responsible ? who.responsible->name : _("NOBODY"));
	if (alert->hidden_text)
		tell_also(t, _(" Its text held invisible characters."));
	if (source && source_is_stale(source, ctx->now_us))
		tell_also(t, _(" Its source is silent."));
}

void
alerts_tell(void *state, const struct panel_context *ctx, struct tell *t)
{
	struct alerts_state *s = state;
	const struct alert_counts counts = room_alert_counts(ctx->room, ctx->now_us);
	const GPtrArray *feed = alerts_whole_feed(s, ctx);

	tell_counts(ctx, &counts, t);
	if (s->filter.line)
		tell_say(t, _("%u of them match \"%s\":"), feed->len, s->filter.line);
	else if (counts.silenced > 0)
		tell_say(t, _("Not listed: %u silenced; 'alerts silenced' lists them too."),
		         counts.silenced);
	for (guint i = 0; i < feed->len; i++)
		tell_alert(ctx, g_ptr_array_index(feed, i), t);
}

bool
alerts_select(void *state, const struct panel_context *ctx, const char *id)
{
	struct alerts_state *s = state;
	struct rows rows = alerts_rows(s, ctx);

	/* its number was told whatever the filter is now */
	if (!rows_select(&s->view, &rows, id) && room_alert(ctx->room, id)) {
		alert_filter_parse(&s->filter, "silenced");
		alerts_ask(s);
		rows = alerts_rows(s, ctx);
	}
	return rows_select(&s->view, &rows, id);
}
