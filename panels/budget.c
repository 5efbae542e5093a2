/* The budget panel: burn against plan, forecast, earned value, shares, and the lines. */
#include "panels/budget.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "panels/panels.h"
#include "panels/words.h"

#include <math.h>

struct budget_state {
	struct list_view view; /* over the proposals and, where they show, the lines below */
	enum grouping by;
	int top;          /* first line shown */
	bool hides_lines; /* at the last draw: then the keys are the proposals' */
};

/* What can be selected: proposals first. Owned; released by shown_fini(). */
struct shown {
	GPtrArray *proposals; /* struct proposal_state *, lent */
	GArray *outlooks;
	struct rows rows;
};

static const char *
shown_id(const void *of, int i)
{
	const struct shown *shown = of;
	int n = (int)shown->proposals->len;

	if (i < n)
		return ((const struct proposal_state *)shown->proposals->pdata[i])->id;
	return g_array_index(shown->outlooks, struct outlook, i - n).key;
}

static void
shown_init(struct shown *shown, const struct budget_state *s, const struct panel_context *ctx)
{
	*shown = (struct shown){ budget_proposals(ctx),
		                 room_outlooks(ctx->room, s->by, ctx->now_us),
		                 { .id = shown_id, .of = shown } };
	shown->rows.n = (int)shown->proposals->len;
	if (!s->hides_lines)
		shown->rows.n += (int)shown->outlooks->len;
}

static void
shown_fini(struct shown *shown)
{
	g_ptr_array_unref(shown->proposals);
	g_array_unref(shown->outlooks);
}

enum { PROPOSALS_MOST = 4, CHART_LEAST = 8 };

/* Rows for the lines below the chart: none while the chart needs them more. */
static int
lines_height(int rest, int n)
{
	if (rest < 13)
		return 0;
	return MIN(n + 1, MAX(rest - CHART_LEAST, rest / 2));
}

static void
draw_lines(struct budget_state *s, const struct panel_context *ctx, const struct canvas *c,
           const struct shown *shown, int selected)
{
	int n = (int)shown->outlooks->len, height = c->height - 1;

	if (selected >= 0)
		s->top = CLAMP(s->top, selected - height + 1, selected);
	s->top = CLAMP(s->top, 0, MAX(n - height, 0));
	budget_lines(ctx, c, shown->outlooks, s->by, s->top, selected);
}

/* From top to bottom: figures, proposals, chart, lines, error budgets. */
static void
draw_parts(struct budget_state *s, const struct panel_context *ctx, const struct canvas *c)
{
	struct budget b = room_budget(ctx->room, ctx->now_us);
	int asked = budget_objectives_height(ctx), y, lines, below, selected, n;
	struct shown shown;
	struct canvas part;

	s->hides_lines = true;
	shown_init(&shown, s, ctx);
	n = MIN(shown.rows.n, PROPOSALS_MOST);
	y = budget_figures(ctx, &b, c, MAX(c->height - MIN(n, 1), 1));
	n = MIN(n, c->height - y);
	lines = lines_height(c->height - y - n, (int)shown.outlooks->len);
	below = c->height - y - n - lines >= CHART_LEAST + asked ? asked : 0;
	if (lines > 0) {
		s->hides_lines = false;
		shown.rows.n += (int)shown.outlooks->len;
	}
	selected = rows_sync(&s->view, &shown.rows, shown.rows.n);
	for (int i = 0; i < n; i++)
		budget_proposal_row(ctx, c, y + i, shown.proposals->pdata[i], i == selected);
	part = canvas_part(c, 0, y + n, c->width, c->height - y - n - lines - below);
	if (part.height >= 4 && part.width >= 20)
		budget_chart(ctx, &b, &part);
	part = canvas_part(c, 0, c->height - lines - below, c->width, lines);
	if (lines > 0)
		draw_lines(s, ctx, &part, &shown, selected - (int)shown.proposals->len);
	part = canvas_part(c, 0, c->height - below, c->width, below);
	if (below > 0)
		budget_objectives(ctx, &part);
	shown_fini(&shown);
}

static void
budget_draw(void *state, const struct panel_context *ctx, const struct canvas *c)
{
	if (ctx->room->lines->len == 0)
		words_empty(ctx, c, N_("budget"),
		            _("no budget is configured: add budget = (...), one entry a line"));
	else
		draw_parts(state, ctx, c);
}

/* What the keys are about. One of the two, or neither. */
struct selected {
	const struct proposal_state *proposal;
	struct outlook outlook; /* key NULL: none */
};

static struct selected
selected_row(struct budget_state *s, const struct panel_context *ctx)
{
	struct selected found = { NULL, { .key = NULL } };
	struct shown shown;
	int at, n;

	shown_init(&shown, s, ctx);
	at = rows_selected(&s->view, &shown.rows);
	n = (int)shown.proposals->len;
	if (at >= 0 && at < n)
		found.proposal = shown.proposals->pdata[at];
	else if (at >= n && at < shown.rows.n)
		found.outlook = g_array_index(shown.outlooks, struct outlook, at - n);
	shown_fini(&shown);
	return found;
}

static void
line_details(const struct panel_context *ctx, const struct line_state *line, GString *to)
{
	char text[64];

	words_detail(to, _("class"), "%s", budget_class_word(line->is.class));
	words_detail(to, _("team"), "%s", words_team(ctx->room, line->is.team));
	words_detail(to, _("region"), "%s", line->is.region);
	words_detail(to, _("as first planned"), "%s",
	             money_long(line->stated_minor, text, sizeof(text)));
	words_detail(to, _("floor"), "%s",
	             words_money(ctx->room, line->is.floor_minor, text, sizeof(text)));
	words_detail(to, _("cap"), "%s",
	             words_money(ctx->room, line->is.cap_minor, text, sizeof(text)));
	words_detail(to, _("can give"), "%s",
	             words_money(ctx->room, line_can_give(ctx->room, line), text, sizeof(text)));
	if (line->is.cap_minor > 0)
		words_detail(
		    to, _("can take"), "%s",
		    words_money(ctx->room, line_can_take(ctx->room, line), text, sizeof(text)));
}

static void
outlook_details(const struct panel_context *ctx, const struct outlook *of, GString *to)
{
	const struct canvas plain = { .glyphs = GLYPHS_UTF8 };
	char text[64];

	words_detail(to, _("name"), "%s", of->title);
	words_detail(to, _("state"), "%s", budget_line_words(&plain, of).text);
	words_detail(to, _("planned"), "%s", money_long(of->planned, text, sizeof(text)));
	words_detail(to, _("planned to date"), "%s",
	             money_long(of->planned_now, text, sizeof(text)));
	words_detail(to, _("committed"), "%s", money_long(of->committed, text, sizeof(text)));
	words_detail(to, _("actual"), "%s", money_long(of->actual, text, sizeof(text)));
	words_detail(to, _("burn"), "%s", words_percent(of->burn, text, sizeof(text)));
	words_detail(to, _("as of"), "%s",
	             words_instant(ctx->room, of->as_of_us, text, sizeof(text)));
	if (isfinite(of->rate_per_day))
		words_detail(to, _("a day"), "%s",
		             money_long((int64_t)of->rate_per_day, text, sizeof(text)));
	words_detail(to, _("at the end"), "%s",
	             words_money(ctx->room, of->forecast, text, sizeof(text)));
	words_detail(to, _("runs out"), "%s",
	             words_instant(ctx->room, of->runs_out_us, text, sizeof(text)));
	if (isfinite(of->return_ratio))
		words_detail(to, _("return"), "%.2f", of->return_ratio);
}

static char *
budget_details(void *state, const struct panel_context *ctx)
{
	struct budget_state *s = state;
	struct selected at = selected_row(s, ctx);
	const struct line_state *line =
	    at.outlook.key && s->by == BY_LINE ? room_line(ctx->room, at.outlook.key) : NULL;
	GString *to;

	if (!at.proposal && !at.outlook.key)
		return NULL;
	to = g_string_new(NULL);
	if (at.proposal)
		budget_proposal_details(ctx, at.proposal, to);
	else
		outlook_details(ctx, &at.outlook, to);
	if (line)
		line_details(ctx, line, to);
	return g_string_free(to, FALSE);
}

static unsigned
count_over(const struct panel_context *ctx)
{
	const struct canvas plain = { .glyphs = GLYPHS_UTF8 };
	unsigned over = 0;

	for (guint i = 0; i < ctx->room->lines->len; i++) {
		struct outlook of =
		    line_outlook(ctx->room, g_ptr_array_index(ctx->room->lines, i), ctx->now_us);

		over += budget_line_words(&plain, &of).role == ROLE_CRIT;
	}
	return over;
}

static void
budget_head(void *state, const struct panel_context *ctx, char *title, size_t size)
{
	const struct budget_state *s = state;
	struct budget b = room_budget(ctx->room, ctx->now_us);
	unsigned over = count_over(ctx), open = room_open_proposals(ctx->room);
	char counts[48] = "", moves[32] = "";

	if (over > 0)
		words_print(counts, sizeof counts, _("  lines over %u"), over);
	if (open > 0)
		words_print(moves, sizeof moves, _("  to approve %u"), open);
	words_print(
	    title, size, _("Budget%s%s%s%s%s%s"), moves, b.spend_over_cap ? _("  OVER CAP") : "",
	    b.loss_over_cap ? _("  LOSS OVER CAP") : "", counts, s->by == BY_LINE ? "" : _("  by "),
	    s->by == BY_LINE ? "" : _(grouping_name(s->by)));
}

static enum reaction
answer(struct budget_state *s, const struct panel_context *ctx, enum intent_kind kind,
       struct intent *intent)
{
	struct selected at = selected_row(s, ctx);

	if (!at.proposal)
		return rows_say(intent,
		                _("select a proposal to approve or refuse; m proposes one"));
	intent->kind = kind;
	intent_add(intent, at.proposal->id);
	return REACTION_INTENT;
}

static enum reaction
propose(struct budget_state *s, const struct panel_context *ctx, struct intent *intent)
{
	struct selected at = selected_row(s, ctx);

	if (!at.outlook.key || s->by != BY_LINE)
		return rows_say(intent,
		                s->hides_lines
		                    ? _("enlarge this pane (z) and select the line that gives")
		                    : _("select the line that gives; S shows the lines"));
	intent->kind = INTENT_PROPOSE;
	intent_add(intent, at.outlook.key);
	return REACTION_INTENT;
}

static enum reaction
budget_act(void *state, const struct panel_context *ctx, enum action action, int height,
           struct intent *intent)
{
	struct budget_state *s = state;
	struct shown shown;
	bool is_moved;

	switch (action) {
	case ACTION_SIGN:
		return answer(s, ctx, INTENT_APPROVE, intent);
	case ACTION_REFUSE:
		return answer(s, ctx, INTENT_OPPOSE, intent);
	case ACTION_MOVE:
		return propose(s, ctx, intent);
	case ACTION_SORT:
		s->by = (s->by + 1) % GROUPINGS;
		return REACTION_DRAW;
	default:
		break;
	}
	shown_init(&shown, s, ctx);
	is_moved = rows_act(&s->view, &shown.rows, action, height);
	shown_fini(&shown);
	return is_moved ? REACTION_DRAW : REACTION_PASS;
}

static void
words_of(const void *of, int i, const struct panel_context *ctx, GString *to)
{
	const struct shown *shown = of;
	const struct line_state *line = room_line(ctx->room, shown_id(of, i));
	int n = (int)shown->proposals->len;

	if (i < n) {
		const struct proposal_state *p = shown->proposals->pdata[i];

		g_string_append_printf(to, "%s %s %s", p->from, p->to, p->why);
		return;
	}
	g_string_append(to, g_array_index(shown->outlooks, struct outlook, i - n).title);
	if (line)
		g_string_append_printf(to, " %s %s %s", line->is.region,
		                       words_team(ctx->room, line->is.team),
		                       budget_class_word(line->is.class));
}

static bool
budget_find(void *state, const struct panel_context *ctx, const char *text, struct seek *seek)
{
	struct budget_state *s = state;
	struct shown shown;
	bool found;

	shown_init(&shown, s, ctx);
	found = rows_find(&s->view, &shown.rows, ctx, text, seek, words_of);
	shown_fini(&shown);
	return found;
}

static void
tell(void *state, const struct panel_context *ctx, struct tell *t)
{
	struct budget_state *s = state;

	s->hides_lines = false; /* all of them are told of */
	budget_tell(ctx, s->by, t);
}

static bool
select_row(void *state, const struct panel_context *ctx, const char *id)
{
	struct budget_state *s = state;
	struct shown shown;
	bool found;

	shown_init(&shown, s, ctx);
	found = rows_select(&s->view, &shown.rows, id);
	shown_fini(&shown);
	return found;
}

static void
budget_fini(void *state)
{
	list_view_fini(&((struct budget_state *)state)->view);
}

static const enum action actions[] = {
	ACTION_DETAILS,   ACTION_MOVE,    ACTION_SIGN,        ACTION_REFUSE,
	ACTION_SORT,      ACTION_SEARCH,  ACTION_SEARCH_NEXT, ACTION_SEARCH_PREVIOUS,
	ACTION_DOWN,      ACTION_UP,      ACTION_TOP,         ACTION_BOTTOM,
	ACTION_PAGE_DOWN, ACTION_PAGE_UP, ACTION_NONE,
};

const struct panel_ops panel_budget = {
	.name = "budget",
	.title = N_("Budget"),
	.what = N_(
	    "Money spent against the plan to date, the forecast, earned value, moves to approve, and, "
	    "with room, each line and the error budgets of the services."),
	.min_width = 30,
	.min_height = 3,
	.state_size = sizeof(struct budget_state),
	.actions = actions,
	.shows = "budget",
	.draw = budget_draw,
	.head = budget_head,
	.act = budget_act,
	.find = budget_find,
	.details = budget_details,
	.tell = tell,
	.select = select_row,
	.fini = budget_fini,
};
