/* The countdown panel: the clock, the phases, the gates and the roll call, buffer and progress. */
#include "panels/countdown.h"

#include "base/lang.h"
#include "panels/panels.h"
#include "panels/words.h"

#include <string.h>

struct countdown_state {
	struct list_view view;
};

static const char *
row_id(const void *of, int i)
{
	return ((const struct shown *)g_ptr_array_index((const GPtrArray *)of, i))->id;
}

static struct rows
rows_of(const GPtrArray *shown)
{
	return (struct rows){ .n = (int)shown->len, .id = row_id, .of = shown };
}

/* NULL: nothing is selected. Lent by the rows. */
static const struct shown *
selected_row(const struct countdown_state *s, const GPtrArray *shown)
{
	struct rows rows = rows_of(shown);
	int at = rows_selected(&s->view, &rows);

	return at < 0 || at >= rows.n ? NULL : g_ptr_array_index(shown, at);
}

/* Which phases started or ended later than planned, on one row; "" when none did. */
static void
lag_words(const struct panel_context *ctx, char *buf, size_t size)
{
	GArray *late = room_late(ctx->room, ctx->now_us);
	char span[16];

	buf[0] = '\0';
	for (guint i = 0; i < late->len; i++) {
		const struct late *row = &g_array_index(late, struct late, i);
		size_t used = strlen(buf);

		if (row->phase)
			words_print(buf + used, size - used, "%s%s %s", used ? ", " : "",
			            row->phase->title,
			            duration_coarse(row->by_us, span, sizeof(span)));
	}
	g_array_unref(late);
}

/* "   roll call 2/5 go"; GO when all are. */
static void
write_roll(const struct panel_context *ctx, struct pen *pen)
{
	const struct phase *phase = room_roll_phase(ctx->room, ctx->now_us);
	struct roll_counts n;

	if (!phase)
		return;
	n = phase_roll_counts(ctx->room, phase);
	pen_write(pen,
	          n.no_go         ? ROLE_CRIT
	          : n.go == n.all ? ROLE_GOOD
	                          : ROLE_STRONG,
	          _("   roll call %u/%u %s"), n.go, n.all,
	          n.no_go         ? _("NO-GO")
	          : n.go == n.all ? _("GO")
	                          : _("go"));
}

/* "gates 3/4", the roll call, and what lags. */
static void
draw_list_head(const struct panel_context *ctx, const struct canvas *c)
{
	struct pen pen = { .c = c };
	unsigned signed_count, all;
	char lag[256];

	room_gate_counts(ctx->room, &signed_count, &all);
	if (all > 0)
		pen_write(&pen, signed_count == all ? ROLE_GOOD : ROLE_STRONG, _("gates %u/%u %s"),
		          signed_count, all,
		          signed_count == all ? words_sign(c, SIGN_GOOD) : _("signed"));
	write_roll(ctx, &pen);
	lag_words(ctx, lag, sizeof(lag));
	if (*lag && !pen.is_full) {
		char *late = g_strconcat(_("! late: "), lag, NULL);

		canvas_field(c, pen.x + 3, 0, c->width - pen.x - 3, ROLE_WARN, late);
		g_free(late);
	}
}

static void
draw_list(struct countdown_state *s, const struct panel_context *ctx, const struct canvas *c)
{
	GPtrArray *shown = countdown_rows(ctx);
	struct rows rows = rows_of(shown);
	int height = c->height - 1, selected = rows_sync(&s->view, &rows, height);
	struct canvas list = canvas_part(c, 0, 1, c->width, height);

	draw_list_head(ctx, c);
	for (int i = s->view.top; i < rows.n && i - s->view.top < height; i++)
		countdown_draw_row(ctx, &list, i - s->view.top, g_ptr_array_index(shown, i),
		                   i == selected);
	if (rows.n > height && height > 0)
		widget_scroll(&list, s->view.top, height, rows.n);
	g_ptr_array_unref(shown);
}

/* Rows for each part, from the top down. */
struct heights {
	int clock, phases, list, fever, sections;
};

/* Large digits take nothing from the rest: only where all of it is shown are they larger. */
static int
large_clock_height(const struct panel_context *ctx, int rows, int height)
{
	int rest = countdown_phases_height(ctx) + rows + 7 + countdown_fever_height(ctx);

	return height >= rest + 17 ? 17 : height >= rest + 12 ? 12 : 7;
}

static struct heights
share_height(const struct panel_context *ctx, int rows, int height)
{
	int want = countdown_phases_height(ctx), least = rows ? MIN(rows + 1, 3) : 0, left;
	struct heights h = { .clock = 1 };

	if (height >= want + least + 4)
		h.clock = 4;
	if (height >= want + least + 7)
		h.clock = large_clock_height(ctx, rows, height);
	h.phases = MIN(want, MAX(height - h.clock - least, 0));
	left = height - h.clock - h.phases;
	if (countdown_has_fever(ctx) && left > least + 1)
		h.fever = 1;
	h.list = rows ? MIN(left - h.fever, rows + 1) : 0;
	h.sections = left - h.fever - h.list - 1; /* a blank row above */
	if (h.sections < 3)
		h.sections = 0;
	return h;
}

/* The board and the chart side by side, or the board above the chart; the line above them goes when
 * the chart is there. */
static void
draw_sections(const struct panel_context *ctx, const struct canvas *c)
{
	int chart = countdown_fever_height(ctx), board = countdown_board_height(ctx);
	bool has_chart = countdown_has_fever(ctx), is_beside = c->width >= 110;
	struct canvas part =
	    canvas_part(c, 0, 0, is_beside ? c->width / 2 - 1 : c->width, c->height);

	countdown_board(ctx, &part);
	if (!has_chart)
		return;
	if (is_beside)
		part = canvas_part(c, c->width / 2 + 1, 0, c->width - c->width / 2 - 1,
		                   MIN(c->height, chart + 4));
	else
		part =
		    canvas_part(c, 0, board + 1, c->width, MIN(c->height - board - 1, chart + 4));
	if (part.height >= chart - 2)
		countdown_fever_chart(ctx, &part);
}

static void
countdown_draw(void *state, const struct panel_context *ctx, const struct canvas *c)
{
	GPtrArray *shown;
	struct heights h;
	struct canvas part;
	int y;

	if (ctx->room->phases->len == 0 && ctx->room->gates->len == 0) {
		words_empty(ctx, c, N_("phases"),
		            _("no phases are configured: add phases = (...) and gates = (...)"));
		return;
	}
	shown = countdown_rows(ctx);
	h = share_height(ctx, (int)shown->len, c->height);
	g_ptr_array_unref(shown);
	part = canvas_part(c, 0, 0, c->width, h.clock >= 7 ? h.clock - 1 : h.clock);
	countdown_clock(ctx, &part);
	part = canvas_part(c, 0, h.clock, c->width, h.phases);
	countdown_phases(ctx, &part);
	y = h.clock + h.phases;
	part = canvas_part(c, 0, y, c->width, h.fever);
	if (h.fever > 0)
		countdown_fever_line(ctx, &part);
	part = canvas_part(c, 0, y + h.fever, c->width, h.list);
	if (h.list > 0)
		draw_list(state, ctx, &part);
	part = canvas_part(c, 0, y + h.fever + h.list + 1, c->width, h.sections);
	if (h.sections > 0)
		draw_sections(ctx, &part);
}

static void
countdown_head(void *state, const struct panel_context *ctx, char *title, size_t size)
{
	unsigned signed_count, all, red = 0;

	(void)state;
	room_gate_counts(ctx->room, &signed_count, &all);
	for (guint i = 0; i < ctx->room->phases->len; i++)
		red +=
		    phase_is_red(ctx->room, g_ptr_array_index(ctx->room->phases, i), ctx->now_us);
	if (red > 0)
		words_print(title, size, _("Countdown  gates %u/%u  RED %u"), signed_count, all,
		            red);
	else if (all > 0)
		words_print(title, size, _("Countdown  gates %u/%u"), signed_count, all);
	else
		g_strlcpy(title, _("Countdown"), size);
}

static char *
countdown_details(void *state, const struct panel_context *ctx)
{
	GPtrArray *shown = countdown_rows(ctx);
	const struct shown *row = selected_row(state, shown);
	GString *to = row ? g_string_new(NULL) : NULL;

	if (row)
		countdown_row_details(ctx, row, to);
	g_ptr_array_unref(shown);
	return to ? g_string_free(to, FALSE) : NULL;
}

static enum reaction
answer_gate(const struct gate_state *gate, bool is_yes, struct intent *intent)
{
	if (is_yes && gate->answer == GATE_SIGNED)
		return rows_say(intent, _("'%s' is signed already"), gate->is.title);
	intent->kind = is_yes ? INTENT_SIGN : INTENT_REFUSE;
	intent_add(intent, gate->is.id);
	return REACTION_INTENT;
}

static enum reaction
answer_roll(const struct panel_context *ctx, const struct roll *roll, bool is_yes,
            struct intent *intent)
{
	if (!roll_may_answer(ctx->room, ctx->person, roll->team))
		return rows_say(intent, _("only a member of %s or a lead answers this"),
		                words_team(ctx->room, roll->team));
	intent->kind = is_yes ? INTENT_GO : INTENT_NO_GO;
	intent_add(intent, roll->phase);
	intent->target = g_strdup(roll->team);
	return REACTION_INTENT;
}

static enum reaction
answer(struct countdown_state *s, const struct panel_context *ctx, bool is_yes,
       struct intent *intent)
{
	GPtrArray *shown = countdown_rows(ctx);
	const struct shown *row = selected_row(s, shown);
	enum reaction reaction;

	if (!row)
		reaction = rows_say(intent, _("no gate is selected"));
	else if (row->gate)
		reaction = answer_gate(row->gate, is_yes, intent);
	else
		reaction = answer_roll(ctx, &row->roll, is_yes, intent);
	g_ptr_array_unref(shown);
	return reaction;
}

static enum reaction
hold(const struct panel_context *ctx, struct intent *intent)
{
	const struct phase *phase = room_phase_to_hold(ctx->room, ctx->now_us);

	if (!phase)
		return rows_say(intent, _("no phase runs or lies ahead that could be held"));
	intent->kind = INTENT_HOLD;
	intent_add(intent, phase->id);
	return REACTION_INTENT;
}

static enum reaction
resume(const struct panel_context *ctx, struct intent *intent)
{
	const struct hold *held = room_hold(ctx->room);

	if (!held)
		return rows_say(intent, _("no phase is held"));
	intent->kind = INTENT_RESUME;
	intent_add(intent, held->phase);
	return REACTION_INTENT;
}

static enum reaction
countdown_act(void *state, const struct panel_context *ctx, enum action action, int height,
              struct intent *intent)
{
	struct countdown_state *s = state;
	GPtrArray *shown = countdown_rows(ctx);
	struct rows rows = rows_of(shown);
	bool moved = rows_act(&s->view, &rows, action, height);

	g_ptr_array_unref(shown);
	if (moved)
		return REACTION_DRAW;
	switch (action) {
	case ACTION_SIGN:
		return answer(s, ctx, true, intent);
	case ACTION_REFUSE:
		return answer(s, ctx, false, intent);
	case ACTION_HOLD:
		return hold(ctx, intent);
	case ACTION_RESUME:
		return resume(ctx, intent);
	default:
		return REACTION_PASS;
	}
}

static bool
countdown_find(void *state, const struct panel_context *ctx, const char *text, struct seek *seek)
{
	GPtrArray *shown = countdown_rows(ctx);
	struct rows rows = rows_of(shown);
	bool found = rows_find(&((struct countdown_state *)state)->view, &rows, ctx, text, seek,
	                       countdown_row_text);

	g_ptr_array_unref(shown);
	return found;
}

static void
tell(void *state, const struct panel_context *ctx, struct tell *t)
{
	GPtrArray *shown = countdown_rows(ctx);

	(void)state;
	countdown_tell(ctx, shown, t);
	g_ptr_array_unref(shown);
}

static bool
select_row(void *state, const struct panel_context *ctx, const char *id)
{
	GPtrArray *shown = countdown_rows(ctx);
	struct rows rows = rows_of(shown);
	bool found = rows_select(&((struct countdown_state *)state)->view, &rows, id);

	g_ptr_array_unref(shown);
	return found;
}

static void
countdown_fini(void *state)
{
	list_view_fini(&((struct countdown_state *)state)->view);
}

static const enum action actions[] = {
	ACTION_SIGN,      ACTION_REFUSE,  ACTION_HOLD,        ACTION_RESUME,
	ACTION_DETAILS,   ACTION_SEARCH,  ACTION_SEARCH_NEXT, ACTION_SEARCH_PREVIOUS,
	ACTION_DOWN,      ACTION_UP,      ACTION_TOP,         ACTION_BOTTOM,
	ACTION_PAGE_DOWN, ACTION_PAGE_UP, ACTION_NONE,
};

const struct panel_ops panel_countdown = {
	.name = "countdown",
	.title = N_("Countdown"),
	.what =
	    N_("The clock to the next boundary, the phases with 'now' on them, the gates that must "
	       "be signed and the roll call before the next stage, the buffer and what lags."),
	.min_width = 28,
	.min_height = 4,
	.state_size = sizeof(struct countdown_state),
	.actions = actions,
	.shows = "phases",
	.draw = countdown_draw,
	.head = countdown_head,
	.act = countdown_act,
	.find = countdown_find,
	.details = countdown_details,
	.tell = tell,
	.select = select_row,
	.fini = countdown_fini,
};
