/* The plans panel: contingency plans, which are offered and which run, step by step against their clocks. */
#include "base/lang.h"
#include "panels/panels.h"
#include "panels/plans.h"
#include "panels/rows.h"
#include "panels/words.h"
#include "room/plan.h"
#include "room/team.h"

#include <string.h>

struct plans_state {
	struct list_view view;
};

/* A plan, or a step of one that runs. */
struct plan_row {
	const struct plan_state *plan;
	int step; /* -1: the plan itself */
	char id[80];
};

enum { STAGE, TITLE, OWNER, LEFT, RTO, WHY, COLUMNS };

/* Running ones first, then what is offered, then the rest, each in the order stated. */
static int
stage_order(enum plan_stage stage)
{
	return stage == PLAN_RUNNING ? 0 : stage == PLAN_OFFERED ? 1 : 2;
}

static void
add_plan(GArray *to, const struct plan_state *plan)
{
	struct plan_row row = { .plan = plan, .step = -1 };
	int steps = plan->stage == PLAN_RUNNING ? (int)plan->is.n_steps : 0;

	for (; row.step < steps; row.step++) {
		if (row.step < 0)
			words_print(row.id, sizeof row.id, "%s", plan->is.id);
		else
			words_print(row.id, sizeof row.id, "%s/%d", plan->is.id, row.step + 1);
		g_array_append_val(to, row);
	}
}

/* The caller's. */
static GArray *
plan_rows(const struct panel_context *ctx)
{
	GArray *to = g_array_new(FALSE, TRUE, sizeof(struct plan_row));

	for (int order = 0; order <= 2; order++)
		for (guint i = 0; i < ctx->room->plans->len; i++) {
			const struct plan_state *plan = g_ptr_array_index(ctx->room->plans, i);

			if (stage_order(plan->stage) == order)
				add_plan(to, plan);
		}
	return to;
}

static const char *
row_id(const void *of, int i)
{
	return g_array_index((const GArray *)of, struct plan_row, i).id;
}

static struct rows
rows_over(const GArray *rows)
{
	return (struct rows){ .n = (int)rows->len, .id = row_id, .of = rows };
}

static enum role
stage_words(const struct canvas *c, const struct plan_state *plan, char *buf, size_t size)
{
	const struct {
		enum sign sign;
		const char *word;
		enum role role;
	} stages[] = { { SIGN_DOT, _("armed"), ROLE_DIM },
		       { SIGN_WARN, _("OFFERED"), ROLE_WARN },
		       { SIGN_CURSOR, _("RUNNING"), ROLE_STRONG },
		       { SIGN_GOOD, _("done"), ROLE_GOOD },
		       { SIGN_BAD, _("aborted"), ROLE_DIM } };
	int now = plan_step_now(plan);

	if (plan->stage == PLAN_RUNNING)
		words_print(buf, size, _("%s step %d/%zu"), words_sign(c, SIGN_CURSOR),
		            MIN(now + 1, (int)plan->is.n_steps), plan->is.n_steps);
	else
		words_print(buf, size, "%s %s", words_sign(c, stages[plan->stage].sign),
		            stages[plan->stage].word);
	return stages[plan->stage].role;
}

/* "+04:12" of a limit, "-00:31" when it is over. Gives the role. */
static enum role
left_words(int64_t left_us, char *buf, size_t size)
{
	*buf = '\0';
	if (left_us == UNSAID)
		return ROLE_DIM;
	duration_limit(left_us, buf, size);
	return left_us < 0 ? ROLE_CRIT : left_us < MIN_US ? ROLE_WARN : ROLE_TEXT;
}

static void
draw_plan(const struct panel_context *ctx, const struct row *row, const struct column *cols,
          const struct plan_state *plan)
{
	enum role text =
	    plan->stage == PLAN_ARMED || plan->stage == PLAN_ABORTED ? ROLE_DIM : ROLE_TEXT;
	bool is_over = plan_step_now(plan) == (int)plan->is.n_steps;
	char buf[64];
	enum role role = stage_words(row->c, plan, buf, sizeof buf);

	row_put(row, &cols[STAGE], role, buf);
	row_put(row, &cols[TITLE], text == ROLE_DIM ? ROLE_DIM : ROLE_STRONG, plan->is.title);
	row_put(row, &cols[OWNER], text, words_team(ctx->room, plan->is.team));
	role = left_words(plan_rto_left_us(plan, ctx->now_us), buf, sizeof buf);
	row_put(row, &cols[RTO], role, buf);
	row_put(row, &cols[WHY], text,
	        is_over ? _("all steps done: close it with feedback (d)") : plan->why);
}

static void
draw_step(const struct panel_context *ctx, const struct row *row, const struct column *cols,
          const struct plan_row *of)
{
	const struct plan_step *step = &of->plan->is.steps[of->step];
	const struct step_state *state = &of->plan->steps[of->step];
	bool is_done = state->done_us != UNSAID, is_now = plan_step_now(of->plan) == of->step;
	enum role role, text = is_now ? ROLE_TEXT : ROLE_DIM;
	char buf[96], span[32];

	words_print(buf, sizeof buf, "  %s",
	            words_sign(row->c, is_done  ? SIGN_GOOD
	                               : is_now ? SIGN_CURSOR
	                                        : SIGN_OPEN));
	row_put(row, &cols[STAGE], is_done ? ROLE_GOOD : text, buf);
	words_print(buf, sizeof buf, "%d %s", of->step + 1, step->title);
	row_put(row, &cols[TITLE], text, buf);
	row_put(row, &cols[OWNER], text,
	        room_person(ctx->room, step->owner) ? words_person(ctx->room, step->owner)
	                                            : words_team(ctx->room, step->owner));
	role =
	    left_words(is_now ? plan_step_left_us(of->plan, ctx->now_us) : UNSAID, buf, sizeof buf);
	row_put(row, &cols[LEFT], role, buf);
	if (is_done) {
		words_print(buf, sizeof buf, _("%s%s by %s%s%s"), state->is_late ? _("LATE, ") : "",
		            duration_coarse(state->done_us - state->began_us, span, sizeof span),
		            words_person(ctx->room, state->by), *state->text ? ": " : "",
		            state->text);
		row_put(row, &cols[WHY], state->is_late ? ROLE_WARN : ROLE_DIM, buf);
	}
}

static void
plans_draw(void *state, const struct panel_context *ctx, const struct canvas *c)
{
	struct plans_state *s = state;
	struct column cols[COLUMNS] = {
		[STAGE] = { .head = _("STAGE"), .least = 10 },
		[TITLE] = { .head = _("PLAN"), .least = 28, .most = 48 },
		[OWNER] = { .head = _("OWNER"), .least = 7, .most = 14, .drop = 3 },
		[LEFT] = { .head = _("LIMIT"), .least = 8, .right = true, .drop = 1 },
		[RTO] = { .head = _("RECOVERY"), .least = 8, .right = true, .drop = 2 },
		[WHY] = { .head = _("WHY"), .least = 16, .most = -1, .drop = 4 },
	};
	GArray *list = plan_rows(ctx);
	struct rows rows = rows_over(list);
	int head = c->height > 2 ? 1 : 0, height = c->height - head;
	int selected = rows_sync(&s->view, &rows, height);
	struct canvas part = canvas_part(c, 0, head, c->width, height);

	columns_fit(cols, COLUMNS, 2, c->width - 3);
	if (rows.n == 0)
		words_empty(ctx, c, N_("plans"),
		            _("no contingency plans are configured: add plans = (...)"));
	else if (head)
		columns_head(c, 0, cols, COLUMNS);
	for (int i = s->view.top; i < rows.n && i - s->view.top < height; i++) {
		const struct plan_row *of = &g_array_index(list, struct plan_row, i);
		struct row row = row_begin(&part, i - s->view.top, i == selected);

		if (of->step < 0)
			draw_plan(ctx, &row, cols, of->plan);
		else
			draw_step(ctx, &row, cols, of);
	}
	if (rows.n > height)
		widget_scroll(&part, s->view.top, height, rows.n);
	g_array_unref(list);
}

static void
plans_head(void *state, const struct panel_context *ctx, char *title, size_t size)
{
	struct plan_counts n = room_plan_counts(ctx->room);
	GString *head = g_string_new(_("Plans"));

	(void)state;
	if (n.running > 0)
		g_string_append_printf(head, _("  running %u"), n.running);
	if (n.late > 0)
		g_string_append_printf(head, _("  LATE %u"), n.late);
	if (n.offered > 0)
		g_string_append_printf(head, _("  offered %u"), n.offered);
	g_strlcpy(title, head->str, size);
	g_string_free(head, TRUE);
}

/* The selected row; false: there is none. */
static bool
selected_row(struct plans_state *s, const struct panel_context *ctx, struct plan_row *row)
{
	GArray *list = plan_rows(ctx);
	struct rows rows = rows_over(list);
	int at = rows_selected(&s->view, &rows);

	if (at >= 0)
		*row = g_array_index(list, struct plan_row, at);
	g_array_unref(list);
	return at >= 0;
}

static void
add_steps(GString *to, const struct plan_state *plan)
{
	char span[32];

	for (size_t i = 0; i < plan->is.n_steps; i++) {
		const struct plan_step *step = &plan->is.steps[i];
		const struct step_state *state = &plan->steps[i];

		g_string_append_printf(to, "  %zu %s", i + 1, step->title);
		if (*step->owner)
			g_string_append_printf(to, " (%s)", step->owner);
		if (step->limit_us != UNSAID)
			g_string_append_printf(to, _(", within %s"),
			                       duration_coarse(step->limit_us, span, sizeof span));
		if (state->done_us != UNSAID)
			g_string_append_printf(to, _(": done by %s%s%s"), state->by,
			                       *state->text ? ", " : "", state->text);
		g_string_append_c(to, '\n');
	}
}

static char *
plans_details(void *state, const struct panel_context *ctx)
{
	static const char *const stages[] = { N_("armed"), N_("offered"), N_("running"), N_("done"),
		                              N_("aborted") };
	const struct plan_state *plan;
	struct plan_row row;
	char text[64];
	GString *to;

	if (!selected_row(state, ctx, &row))
		return NULL;
	plan = row.plan;
	to = g_string_new(NULL);
	words_detail(to, _("plan"), "%s (%s)", plan->is.title, plan->is.id);
	words_detail(to, _("stage"), "%s%s%s", _(stages[plan->stage]), *plan->why ? ": " : "",
	             plan->why);
	words_detail(to, _("by"), "%s", plan->by);
	words_detail(to, _("responsible"), "%s", words_team(ctx->room, plan->is.team));
	words_detail(to, _("needs"), "%s", plan->is.resources);
	if (plan->is.rto_us != UNSAID)
		words_detail(to, _("recovery time (RTO)"), "%s%s",
		             duration_coarse(plan->is.rto_us, text, sizeof text),
		             plan->missed_rto ? _(", MISSED") : "");
	if (plan->is.rpo_us != UNSAID)
		words_detail(to, _("recovery point (RPO)"), "%s",
		             duration_coarse(plan->is.rpo_us, text, sizeof text));
	if (plan->is.at_us != UNSAID)
		words_detail(to, _("offered at"), "%s",
		             words_instant(ctx->room, plan->is.at_us, text, sizeof text));
	words_detail(to, _("starts"), "%s", plan->is.auto_start ? _("by itself") : _("by p"));
	g_string_append(to, _("steps:\n"));
	add_steps(to, plan);
	return g_string_free(to, FALSE);
}

/* What `d` does: ticks the step whose turn it is, or closes the plan after its last one. */
static void
go_on(const struct plan_state *plan, struct intent *intent)
{
	int now = plan_step_now(plan);

	intent->kind = now < (int)plan->is.n_steps ? INTENT_PLAN_STEP : INTENT_PLAN_CLOSE;
	intent->number = now + 1;
}

static enum reaction
act_on(const struct plan_state *plan, enum action action, struct intent *intent)
{
	bool runs = plan->stage == PLAN_RUNNING;

	if (action == ACTION_PLAN && runs)
		return rows_say(intent, _("%s runs already: d ticks its step"), plan->is.title);
	if (action == ACTION_DONE && !runs)
		return rows_say(intent, _("%s does not run: p starts it"), plan->is.title);
	if (action == ACTION_REFUSE && !runs && plan->stage != PLAN_OFFERED)
		return rows_say(intent, _("%s does not run and is not offered"), plan->is.title);
	if (action == ACTION_PLAN)
		intent->kind = INTENT_PLAN_START;
	else if (action == ACTION_DONE)
		go_on(plan, intent);
	else
		intent->kind = INTENT_PLAN_ABORT;
	intent_add(intent, plan->is.id);
	return REACTION_INTENT;
}

static enum reaction
plans_act(void *state, const struct panel_context *ctx, enum action action, int height,
          struct intent *intent)
{
	struct plans_state *s = state;
	struct plan_row row;
	GArray *list;
	struct rows rows;
	bool moved;

	if (action == ACTION_PLAN || action == ACTION_DONE || action == ACTION_REFUSE)
		return selected_row(s, ctx, &row) ? act_on(row.plan, action, intent)
		                                  : REACTION_PASS;
	list = plan_rows(ctx);
	rows = rows_over(list);
	moved = rows_act(&s->view, &rows, action, height);
	g_array_unref(list);
	return moved ? REACTION_DRAW : REACTION_PASS;
}

static void
words_of(const void *of, int i, const struct panel_context *ctx, GString *to)
{
	const struct plan_row *row = &g_array_index((const GArray *)of, struct plan_row, i);

	(void)ctx;
	g_string_append_printf(to, "%s %s", row->plan->is.id,
	                       row->step < 0 ? row->plan->is.title
	                                     : row->plan->is.steps[row->step].title);
}

static bool
plans_find(void *state, const struct panel_context *ctx, const char *text, struct seek *seek)
{
	GArray *list = plan_rows(ctx);
	struct rows rows = rows_over(list);
	bool found =
	    rows_find(&((struct plans_state *)state)->view, &rows, ctx, text, seek, words_of);

	g_array_unref(list);
	return found;
}

static void
tell(void *state, const struct panel_context *ctx, struct tell *t)
{
	(void)state;
	plans_tell(ctx, t);
}

static bool
select_row(void *state, const struct panel_context *ctx, const char *id)
{
	GArray *list = plan_rows(ctx);
	struct rows rows = rows_over(list);
	bool found = rows_select(&((struct plans_state *)state)->view, &rows, id);

	g_array_unref(list);
	return found;
}

static void
plans_fini(void *state)
{
	list_view_fini(&((struct plans_state *)state)->view);
}

static const enum action actions[] = {
	ACTION_PLAN,    ACTION_DONE,        ACTION_REFUSE,          ACTION_DETAILS,
	ACTION_SEARCH,  ACTION_SEARCH_NEXT, ACTION_SEARCH_PREVIOUS, ACTION_DOWN,
	ACTION_UP,      ACTION_TOP,         ACTION_BOTTOM,          ACTION_PAGE_DOWN,
	ACTION_PAGE_UP, ACTION_NONE,
};

const struct panel_ops panel_plans = {
	.name = "plans",
	.title = N_("Plans"),
	.what = N_(
	    "Contingency plans: armed, offered, running; their steps with owner and limit, and the "
	    "recovery clock. p starts one, d ticks its step, r aborts it."),
	.min_width = 30,
	.min_height = 4,
	.state_size = sizeof(struct plans_state),
	.actions = actions,
	.draw = plans_draw,
	.head = plans_head,
	.act = plans_act,
	.find = plans_find,
	.details = plans_details,
	.tell = tell,
	.select = select_row,
	.fini = plans_fini,
};
