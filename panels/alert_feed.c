/* What the alerts panel shows and looks through: the filtered feed, its counts, the search. Each works
 * for a few milliseconds at a time, however many alerts there are. */
#include "panels/alerts.h"

#include "panels/words.h"

#include <string.h>

/* So long a filter or a search may keep a key waiting. */
enum { SLICE_US = 4000, ROWS_BETWEEN = 64 };

static bool
is_over(void *until_us)
{
	return clock_monotonic_us() >= *(int64_t *)until_us;
}

/* How an alert stands: a mark ends when this changes, so that an action that was carried out takes
 * its marks along and one that was cancelled leaves them. */
char *
alerts_stamp(const struct alert *alert)
{
	return g_strdup_printf("%s %lld", alert->ack ? alert->ack->id : "",
	                       (long long)alert->more->done_us);
}

static gboolean
mark_is_over(gpointer key, gpointer stamp, gpointer room)
{
	const struct alert *alert = room_alert(room, key);
	char *now;
	bool is_over;

	if (!alert)
		return TRUE;
	now = alerts_stamp(alert);
	is_over = strcmp(now, stamp) != 0;
	g_free(now);
	return is_over;
}

void
alerts_ask(struct alerts_state *s)
{
	const struct feed_filter asks = {
		.text = s->filter.words,
		.tier = s->filter.tier,
		.team = s->filter.team,
		.risk = s->filter.risk,
		.source = s->filter.source,
		.person = s->filter.person,
		.unseen_only = s->filter.unseen_only,
		.with_silenced = s->filter.with_silenced,
	};

	if (!s->feed)
		s->feed = feed_view_new();
	feed_view_ask(s->feed, &asks);
}

/* The selected alert is looked at first: it stays selected if it passes. */
static void
update(struct alerts_state *s, const struct panel_context *ctx, int64_t slice_us)
{
	int64_t until_us = clock_monotonic_us() + slice_us;

	feed_view_update(s->feed, ctx->room, ctx->now_us, room_alert(ctx->room, s->view.selected),
	                 slice_us == INT64_MAX ? NULL : is_over, &until_us);
	if (s->marks)
		g_hash_table_foreach_remove(s->marks, mark_is_over, (gpointer)ctx->room);
}

const GPtrArray *
alerts_feed(struct alerts_state *s, const struct panel_context *ctx)
{
	if (!s->feed)
		alerts_ask(s);
	if (!feed_view_is_current(s->feed, ctx->room, ctx->now_us))
		update(s, ctx, SLICE_US);
	s->room = ctx->room;
	return feed_view_alerts(s->feed);
}

const GPtrArray *
alerts_whole_feed(struct alerts_state *s, const struct panel_context *ctx)
{
	const GPtrArray *feed = alerts_feed(s, ctx);

	if (!feed_view_is_through(s->feed))
		update(s, ctx, INT64_MAX);
	return feed;
}

bool
alerts_is_through(const struct alerts_state *s)
{
	return !s->feed || feed_view_is_through(s->feed);
}

static const char *
key_at(const void *state, int i)
{
	const struct alerts_state *s = state;
	const GPtrArray *feed = feed_view_alerts(s->feed);

	return ((const struct alert *)g_ptr_array_index(feed, i))->key;
}

/* By the address: no alert is looked at on the way. */
static int
row_of(const void *state, const char *key)
{
	const struct alerts_state *s = state;
	const struct alert *alert = room_alert(s->room, key);
	guint row;

	if (!alert || !g_ptr_array_find((GPtrArray *)feed_view_alerts(s->feed), alert, &row))
		return -1;
	return (int)row;
}

struct rows
alerts_rows(struct alerts_state *s, const struct panel_context *ctx)
{
	const GPtrArray *feed = alerts_feed(s, ctx);

	return (struct rows){ .n = (int)feed->len, .id = key_at, .find = row_of, .of = s };
}

const struct alert *
alerts_selected(struct alerts_state *s, const struct panel_context *ctx)
{
	struct rows rows = alerts_rows(s, ctx);
	int at = rows_selected(&s->view, &rows);

	return at < 0 ? NULL : g_ptr_array_index(feed_view_alerts(s->feed), at);
}

/* The search. */

void
alerts_forget_search(struct alerts_state *s)
{
	needle_free(&s->search.needle);
}

static bool
row_matches(const struct alert *alert, const struct panel_context *ctx, const struct needle *needle,
            GString *line)
{
	struct ack_words state = words_ack(alert, ctx->now_us);

	g_string_printf(line, "%s %s %s %s %s", alert->title, alert->summary, alert->team,
	                words_team(ctx->room, alert->team), state.text);
	return needle_in(needle, line->str);
}

/* From the selected row, or the one after it, round to it again. */
static void
begin_search(struct alerts_state *s, const struct rows *rows, const struct panel_context *ctx)
{
	struct alert_search *search = &s->search;

	search->version = ctx->room->alerts_version;
	search->rows = rows->n;
	search->at = MAX(rows_selected(&s->view, rows), 0) + (search->is_again ? 1 : 0);
	search->left = rows->n;
}

/* Another list is looked through from the start. */
static enum work
look_on(struct alerts_state *s, const struct panel_context *ctx)
{
	struct alert_search *search = &s->search;
	struct rows rows = alerts_rows(s, ctx);
	int64_t until_us = clock_monotonic_us() + SLICE_US;
	GString *line = g_string_new(NULL);
	bool found = false;

	if (search->version != ctx->room->alerts_version || search->rows != rows.n)
		begin_search(s, &rows, ctx);
	while (search->left > 0 && !found &&
	       (search->left % ROWS_BETWEEN != 0 || !is_over(&until_us))) {
		int row = search->at++ % rows.n;

		search->left--;
		found = row_matches(g_ptr_array_index(feed_view_alerts(s->feed), row), ctx,
		                    search->needle, line);
		if (found)
			list_view_move(&s->view, row - MAX(rows_selected(&s->view, &rows), 0),
			               &rows);
	}
	g_string_free(line, TRUE);
	if (!found && (search->left > 0 || !alerts_is_through(s)))
		return WORK_MORE;
	alerts_forget_search(s);
	return found ? WORK_NONE : WORK_NOT_FOUND;
}

bool
alerts_find(void *state, const struct panel_context *ctx, const char *text, bool again)
{
	struct alerts_state *s = state;
	struct rows rows = alerts_rows(s, ctx);

	alerts_forget_search(s);
	s->search.needle = needle_new(text);
	s->search.is_again = again;
	begin_search(s, &rows, ctx);
	return look_on(s, ctx) != WORK_NOT_FOUND;
}

enum work
alerts_work(void *state, const struct panel_context *ctx)
{
	struct alerts_state *s = state;
	enum work search = WORK_NONE;

	if (!alerts_is_through(s))
		update(s, ctx, SLICE_US);
	else if (s->search.needle)
		search = look_on(s, ctx);
	return alerts_is_through(s) && !s->search.needle ? search : WORK_MORE;
}
