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

/* From the selected row, or the one beside it, round to it again. */
static void
begin_search(struct alerts_state *s, const struct rows *rows, const struct panel_context *ctx)
{
	struct alert_search *search = &s->search;

	search->version = ctx->room->alerts_version;
	search->rows = rows->n;
	search->from = MAX(rows_selected(&s->view, rows), 0);
	search->at = search->from + search->seek.step;
	search->left = rows->n;
	search->target = -1;
	search->seek = (struct seek){ .step = search->seek.step };
}

/* The list is another one than when the search began: what is found stays, and the count goes on. */
static void
take_change(struct alerts_state *s, const struct rows *rows, const struct panel_context *ctx)
{
	struct alert_search *search = &s->search;

	if (search->target < 0) {
		begin_search(s, rows, ctx);
		return;
	}
	search->version = ctx->room->alerts_version;
	search->rows = rows->n;
	search->left = MIN(search->left, rows->n);
	search->seek.is_rough = true;
}

/* The first match is where the search leads, all are counted. */
static void
meet(struct alerts_state *s, const struct rows *rows, int row)
{
	struct alert_search *search = &s->search;
	int step = search->seek.step;

	if (search->target < 0) {
		search->target = row;
		search->seek.has_wrapped = step < 0   ? row >= search->from
		                           : step > 0 ? row <= search->from
		                                      : row < search->from;
		list_view_move(&s->view, row - MAX(rows_selected(&s->view, rows), 0), rows);
	}
	search->seek.of++;
	search->seek.at += row <= search->target;
}

static enum work
look_on(struct alerts_state *s, const struct panel_context *ctx)
{
	struct alert_search *search = &s->search;
	struct rows rows = alerts_rows(s, ctx);
	int64_t until_us = clock_monotonic_us() + SLICE_US;
	GString *line = g_string_new(NULL);

	if (search->version != ctx->room->alerts_version || search->rows != rows.n)
		take_change(s, &rows, ctx);
	while (search->left > 0 && (search->left % ROWS_BETWEEN != 0 || !is_over(&until_us))) {
		int row = (search->at % rows.n + rows.n) % rows.n;

		search->at += search->seek.step < 0 ? -1 : 1;
		search->left--;
		if (row_matches(g_ptr_array_index(feed_view_alerts(s->feed), row), ctx,
		                search->needle, line))
			meet(s, &rows, row);
	}
	g_string_free(line, TRUE);
	if (search->left > 0 || !alerts_is_through(s))
		return WORK_MORE;
	alerts_forget_search(s);
	return WORK_SOUGHT;
}

bool
alerts_find(void *state, const struct panel_context *ctx, const char *text, struct seek *seek)
{
	struct alerts_state *s = state;
	struct rows rows = alerts_rows(s, ctx);
	enum work work;

	alerts_forget_search(s);
	s->search.needle = needle_new(text);
	s->search.seek.step = seek->step;
	begin_search(s, &rows, ctx);
	work = look_on(s, ctx);
	*seek = s->search.seek;
	seek->is_uncounted = work == WORK_MORE;
	return work == WORK_MORE || seek->of > 0;
}

enum work
alerts_work(void *state, const struct panel_context *ctx, struct seek *found)
{
	struct alerts_state *s = state;
	enum work search = WORK_NONE;

	if (!alerts_is_through(s))
		update(s, ctx, SLICE_US);
	else if (s->search.needle)
		search = look_on(s, ctx);
	if (search == WORK_SOUGHT && found)
		*found = s->search.seek;
	return alerts_is_through(s) && !s->search.needle ? search : WORK_MORE;
}
