/* The marks of the alerts panel: one row, from the last mark to here, all that is shown, the others. */
#include "panels/alerts.h"

#include "base/lang.h"

#include <string.h>

/* A mark is looked at whenever the room changes; A covers all that is shown without marks. */
enum { MARKS_MOST = 2000 };

static void
mark(struct alerts_state *s, const struct alert *alert)
{
	if (!s->marks)
		s->marks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_hash_table_replace(s->marks, g_strdup(alert->key), alerts_stamp(alert));
}

static void
toggle(struct alerts_state *s, const struct alert *alert)
{
	if (!s->marks || !g_hash_table_remove(s->marks, alert->key))
		mark(s, alert);
}

static void
remember(struct alerts_state *s, const struct alert *alert)
{
	g_free(s->marked_last);
	s->marked_last = g_strdup(alert->key);
}

static const struct alert *
alert_at(const GPtrArray *feed, int i)
{
	return g_ptr_array_index(feed, (guint)i);
}

/* The row of the last mark: where nothing was marked, or that one is not shown, the selected one. */
static int
row_of_last(const struct alerts_state *s, const GPtrArray *feed, int selected)
{
	for (guint i = 0; s->marked_last && i < feed->len; i++)
		if (strcmp(alert_at(feed, (int)i)->key, s->marked_last) == 0)
			return (int)i;
	return selected;
}

static enum reaction
mark_rows(struct alerts_state *s, const GPtrArray *feed, int from, int to, bool inverts,
          struct intent *intent)
{
	if (to - from >= MARKS_MOST)
		return rows_say(intent, _("at most %d can be marked: filter first, or use ack-all"),
		                MARKS_MOST);
	for (int i = from; i <= to; i++) {
		if (inverts)
			toggle(s, alert_at(feed, i));
		else
			mark(s, alert_at(feed, i));
	}
	return REACTION_DRAW;
}

enum reaction
alerts_mark(struct alerts_state *s, const struct panel_context *ctx, enum action action, int height,
            struct intent *intent)
{
	const GPtrArray *feed = alerts_whole_feed(s, ctx);
	struct rows rows = alerts_rows(s, ctx);
	int selected, last;

	selected = rows_selected(&s->view, &rows);
	if (selected < 0)
		return rows_say(intent, _("no alert is selected"));
	switch (action) {
	case ACTION_MARK:
		toggle(s, alert_at(feed, selected));
		remember(s, alert_at(feed, selected));
		rows_act(&s->view, &rows, ACTION_DOWN, height);
		return REACTION_DRAW;
	case ACTION_MARK_RANGE:
		last = row_of_last(s, feed, selected);
		remember(s, alert_at(feed, selected));
		return mark_rows(s, feed, MIN(last, selected), MAX(last, selected), false, intent);
	default:
		return mark_rows(s, feed, 0, (int)feed->len - 1, action == ACTION_MARK_INVERT,
		                 intent);
	}
}
