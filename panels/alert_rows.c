/* How the alerts panel draws its rows. */
#include "panels/alerts.h"

#include "base/lang.h"
#include "base/text.h"
#include "panels/words.h"
#include "room/roster.h"

#include <stdio.h>
#include <string.h>

/* From so many cells on, title and summary stand beside each other. */
enum { BOTH_FIT = 44 };

enum { SECONDS_WITHIN_MIN = 10 };
enum { LIMIT, TIER, TITLE, TEAM, WHO, STATE, LETTER, COLUMNS };

/* The columns for this width. Below 50 cells the state is one letter. */
static void
lay_out(struct column *cols, int width)
{
	const struct column wide[COLUMNS] = {
		[LIMIT] = { .head = _("LIMIT"), .least = 7, .right = true },
		[TIER] = { .head = _("TIER"), .least = 4 },
		[TITLE] = { .head = _("ALERT"), .least = 30, .most = -1 },
		[TEAM] = { .head = _("TEAM"), .least = 5, .drop = 3 },
		[WHO] = { .head = "A / R", .least = 11, .most = 16, .drop = 2 },
		[STATE] = { .head = _("STATE"), .least = 18, .most = 34 },
	};
	const struct column narrow[COLUMNS] = {
		[LIMIT] = { .head = _("LIMIT"), .least = 6, .right = true, .drop = 2 },
		[TIER] = { .head = _("TIER"), .least = 4, .drop = 3 },
		[TITLE] = { .head = _("ALERT"), .least = 4, .most = -1 },
		[LETTER] = { .head = "", .least = 1, .drop = 1 },
	};

	for (int i = 0; i < COLUMNS; i++)
		cols[i] = width >= 64 ? wide[i] : narrow[i];
	if (width >= 50 && width < 64) {
		cols[STATE] = (struct column){ .head = _("STATE"), .least = 14, .most = 18 };
		cols[LETTER].least = 0;
	}
	columns_fit(cols, COLUMNS, 3, width - 4);
}

static bool
source_is_bad(const struct panel_context *ctx, const struct alert *alert)
{
	const struct source_state *source = room_source(ctx->room, alert->source);

	return source && (source->health == SOURCE_FAILING || source_is_stale(source, ctx->now_us));
}

/* The role of the tier's clock: how much it presses. */
static enum role
limit_role(const struct alert *alert, int64_t left_us)
{
	if (alert_is_seen(alert) || alert_is_silenced(alert) || !alert->tier || left_us == UNSAID)
		return ROLE_DIM;
	if (alert->tier->is.rank == 1)
		return ROLE_URGENT;
	if (left_us < 0)
		return ROLE_CRIT;
	return left_us < alert->tier->is.limit_us / 4 ? ROLE_WARN : ROLE_TEXT;
}

/* Seconds count near the limit; a list that ticks in every row all the time shows nothing. */
static void
limit_words(int64_t left_us, char *buf, size_t size)
{
	int64_t minutes = (left_us < 0 ? -left_us : left_us) / MIN_US;

	if (minutes < SECONDS_WITHIN_MIN || minutes >= 100)
		duration_limit(left_us, buf, size);
	else
		snprintf(buf, size, "%c%dm", left_us < 0 ? '-' : '+', (int)minutes);
}

/* Title, then as much of the summary as there is room for; where there is little, the summary
 * alone, since it says more. */
static void
draw_title(const struct row *row, const struct column *col, const struct alert *alert,
           enum role role)
{
	bool is_summary_alone = *alert->summary && col->cells < BOTH_FIT;
	int used;

	if (col->cells == 0)
		return;
	used = canvas_field(row->c, col->x, row->y, col->cells, role,
	                    is_summary_alone ? alert->summary : alert->title);
	if (alert->hidden_text && used + 1 < col->cells)
		used += canvas_text(row->c, col->x + used, row->y, ROLE_WARN, "!");
	if (*alert->summary && !is_summary_alone && col->cells - used > 8)
		canvas_field(row->c, col->x + used + 2, row->y, col->cells - used - 2,
		             row_role(row, ROLE_DIM), alert->summary);
}

static void
draw_row(struct alerts_state *s, const struct panel_context *ctx, const struct canvas *c,
         const struct column *cols, int y, const struct alert *alert, bool is_selected)
{
	struct row row = row_begin(c, y, is_selected);
	int64_t left_us = alert_remaining_us(alert, ctx->now_us);
	enum role pressing = limit_role(alert, left_us);
	bool is_calm = pressing == ROLE_DIM, is_stale = source_is_bad(ctx, alert);
	struct ack_words state = words_ack(alert, ctx->now_us);
	const struct assignment *given = alert_assigned(ctx->room, alert);
	char limit[16] = "-", who[64], letter[2] = { state.letter, '\0' };
	enum role title = is_stale                  ? ROLE_STALE
	                  : pressing == ROLE_URGENT ? ROLE_URGENT
	                  : is_calm                 ? ROLE_TEXT
	                                            : ROLE_STRONG;

	if (alerts_is_marked(s, alert->key))
		canvas_text(c, 1, y, ROLE_MARKED, words_sign(c, SIGN_MARK));
	else if (is_stale)
		canvas_text(c, 1, y, ROLE_STALE, words_sign(c, SIGN_UNKNOWN));
	if (left_us != UNSAID)
		limit_words(left_us, limit, sizeof(limit));
	row_put(&row, &cols[LIMIT], pressing, limit);
	row_put(&row, &cols[TIER], pressing, alert->tier ? alert->tier->is.brief : "-");
	draw_title(&row, &cols[TITLE], alert, row_role(&row, title));
	row_put(&row, &cols[TEAM], ROLE_TEXT, words_team(ctx->room, alert->team));
	row_put(&row, &cols[WHO],
	        words_answerable(ctx->room, alert, ctx->now_us, who, sizeof(who)) && !is_calm
	            ? ROLE_WARN
	            : ROLE_TEXT,
	        who);
	if (given && alert_is_unseen(alert)) {
		size_t used = strlen(state.text);

		words_print(state.text + used, sizeof(state.text) - used, _(" for %s"), given->to);
	}
	row_put(&row, &cols[STATE], state.role, state.text);
	row_put(&row, &cols[LETTER], state.role, letter);
}

/* Why there is nothing to see. */
static void
draw_nothing(struct alerts_state *s, const struct panel_context *ctx, const struct canvas *c)
{
	char sources[256], text[320];
	enum role role = words_sources(ctx, N_("alerts"), sources, sizeof(sources));

	if (!alerts_is_through(s)) {
		words_calm(c, ROLE_DIM, _("searching ..."));
		return;
	}
	if (s->filter.line) {
		words_print(text, sizeof(text), _("nothing matches '%.100s' (q clears the filter)"),
		            s->filter.line);
		words_calm(c, ROLE_DIM, text);
		return;
	}
	if (role == ROLE_GOOD)
		words_print(text, sizeof(text), _("%s no alerts; %s"), words_sign(c, SIGN_GOOD),
		            sources);
	else if (role == ROLE_STALE)
		words_print(text, sizeof(text), _("%s no alerts known, but %s"),
		            words_sign(c, SIGN_UNKNOWN), sources);
	else
		g_strlcpy(text, sources, sizeof(text));
	words_calm(c, role, text);
}

void
alerts_draw(void *state, const struct panel_context *ctx, const struct canvas *c)
{
	struct alerts_state *s = state;
	const GPtrArray *feed = alerts_feed(s, ctx);
	struct rows rows = alerts_rows(s, ctx);
	struct column cols[COLUMNS];
	int head = c->height > 2 ? 1 : 0, height = c->height - head;
	int selected;

	if (s->view.selected && rows_selected(&s->view, &rows) < 0)
		s->replaced_us = ctx->now_us;
	selected = rows_sync(&s->view, &rows, height);
	if (feed->len == 0) {
		draw_nothing(s, ctx, c);
		return;
	}
	lay_out(cols, c->width);
	if (head)
		columns_head(c, 0, cols, COLUMNS);
	for (int i = s->view.top; i < rows.n && i - s->view.top < height; i++)
		draw_row(s, ctx, c, cols, head + i - s->view.top, g_ptr_array_index(feed, i),
		         i == selected);
	if (rows.n > height) {
		struct canvas list = canvas_part(c, 0, head, c->width, height);

		widget_scroll(&list, s->view.top, height, rows.n);
	}
}
