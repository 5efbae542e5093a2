/* The countdown panel: the clock to the next boundary, phases, and the gates to sign. */
#include "panels/countdown.h"

#include "panels/panels.h"
#include "panels/words.h"
#include "room/team.h"

#include <string.h>

struct countdown_state {
	struct list_view view;
};

static const char *
gate_id(const void *of, int i)
{
	return ((const struct gate_state *)g_ptr_array_index((const GPtrArray *)of, i))->is.id;
}

/* Those that wait for somebody first, then the signed ones, each by due; the caller's. */
static GPtrArray *
shown_gates(const struct panel_context *ctx)
{
	GPtrArray *shown = g_ptr_array_new();

	for (int is_signed = 0; is_signed < 2; is_signed++)
		for (guint i = 0; i < ctx->room->gates->len; i++) {
			struct gate_state *gate = g_ptr_array_index(ctx->room->gates, i);

			if ((gate->answer == GATE_SIGNED) == is_signed)
				g_ptr_array_add(shown, gate);
		}
	return shown;
}

static struct rows
gate_rows(const GPtrArray *shown)
{
	return (struct rows){ .n = (int)shown->len, .id = gate_id, .of = shown };
}

static const struct gate_state *
selected_gate(struct countdown_state *s, const struct panel_context *ctx)
{
	GPtrArray *shown = shown_gates(ctx);
	struct rows rows = gate_rows(shown);
	int at = rows_selected(&s->view, &rows);
	const struct gate_state *gate = at < 0 ? NULL : g_ptr_array_index(shown, at);

	g_ptr_array_unref(shown);
	return gate;
}

/* An open gate: late, due soon, or still far. */
static void
open_words(struct gate_words *w, const struct panel_context *ctx, const struct canvas *c,
           const struct gate_state *gate)
{
	const struct phase *phase = room_phase(ctx->room, gate->is.phase);
	bool is_red = phase && phase_is_red(ctx->room, phase, ctx->now_us);
	int64_t late_us = gate->is.due_us == UNSAID ? 0 : ctx->now_us - gate->is.due_us;
	char span[16];

	w->sign = words_sign(c, SIGN_OPEN);
	w->role = ROLE_DIM;
	if (gate->is.due_us == UNSAID)
		g_strlcpy(w->text, "open, no due time", sizeof(w->text));
	else if (late_us <= 0)
		words_print(w->text, sizeof(w->text), "due in %s",
		            duration_coarse(-late_us, span, sizeof(span)));
	if (late_us > 0) {
		words_print(w->text, sizeof(w->text), "%slate by %s", is_red ? "RED " : "",
		            duration_coarse(late_us, span, sizeof(span)));
		w->sign = words_sign(c, SIGN_WARN);
		w->role = ROLE_CRIT;
	} else if (gate->is.due_us != UNSAID && -late_us < DAY_US) {
		w->sign = words_sign(c, SIGN_NEAR);
		w->role = ROLE_WARN;
	}
}

struct gate_words
countdown_gate_words(const struct panel_context *ctx, const struct canvas *c,
                     const struct gate_state *gate)
{
	const char *by = words_person(ctx->room, gate->by);
	struct gate_words w = { .text = "" };
	char when[32];

	if (*gate->pending_id) {
		words_print(w.text, sizeof(w.text), "pending: %s by %s",
		            gate->answer == GATE_SIGNED ? "sign" : "refuse", by);
		w.sign = words_sign(c, SIGN_DOT);
		w.role = ROLE_DIM;
	} else if (gate->answer == GATE_SIGNED) {
		words_print(w.text, sizeof(w.text), "signed %s %s", by,
		            words_when(ctx->room, gate->at_us, ctx->now_us, when, sizeof(when)));
		w.sign = words_sign(c, SIGN_GOOD);
		w.role = ROLE_GOOD;
	} else if (gate->answer == GATE_REFUSED) {
		words_print(w.text, sizeof(w.text), "REFUSED %s: %s", by, gate->why);
		w.sign = words_sign(c, SIGN_BAD);
		w.role = ROLE_CRIT;
	} else {
		open_words(&w, ctx, c, gate);
	}
	return w;
}

enum { SIGN, TITLE, TEAM, OWNER, DUE, STATE, COLUMNS };

static void
draw_gate(const struct panel_context *ctx, const struct canvas *c, int y, const struct column *cols,
          const struct gate_state *gate, bool is_selected)
{
	struct gate_words words = countdown_gate_words(ctx, c, gate);
	struct row row = row_begin(c, y, is_selected);
	char due[32];

	row_put(&row, &cols[SIGN], words.role, words.sign);
	row_put(&row, &cols[TITLE], ROLE_TEXT, gate->is.title);
	row_put(&row, &cols[TEAM], ROLE_TEXT, words_team(ctx->room, gate->is.team));
	row_put(&row, &cols[OWNER], ROLE_TEXT, words_person(ctx->room, gate->is.owner));
	row_put(&row, &cols[DUE], ROLE_TEXT,
	        words_when(ctx->room, gate->is.due_us, ctx->now_us, due, sizeof(due)));
	row_put(&row, &cols[STATE], words.role, words.text);
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

/* "gates 3/4" and what lags. */
static void
draw_gate_head(const struct panel_context *ctx, const struct canvas *c)
{
	unsigned signed_count, all;
	char lag[256];
	int used;

	room_gate_counts(ctx->room, &signed_count, &all);
	used = canvas_printf(c, 0, 0, signed_count == all ? ROLE_GOOD : ROLE_STRONG,
	                     "gates %u/%u %s", signed_count, all,
	                     signed_count == all ? words_sign(c, SIGN_GOOD) : "signed");
	lag_words(ctx, lag, sizeof(lag));
	if (*lag) {
		used += canvas_printf(c, used + 3, 0, ROLE_WARN, "! late: ") + 3;
		canvas_field(c, used, 0, c->width - used, ROLE_WARN, lag);
	}
}

static void
draw_gates(struct countdown_state *s, const struct panel_context *ctx, const struct canvas *c)
{
	struct column cols[COLUMNS] = {
		[SIGN] = { .least = 1 },
		[TITLE] = { .least = 14, .most = 40 },
		[TEAM] = { .least = 5, .drop = 2 },
		[OWNER] = { .least = 7, .most = 10, .drop = 3 },
		[DUE] = { .least = 11, .drop = 4 },
		[STATE] = { .least = 16, .most = -1, .drop = 1 },
	};
	GPtrArray *shown = shown_gates(ctx);
	struct rows rows = gate_rows(shown);
	int height = c->height - 1, selected = rows_sync(&s->view, &rows, height);
	struct canvas list = canvas_part(c, 0, 1, c->width, height);

	draw_gate_head(ctx, c);
	columns_fit(cols, COLUMNS, 2, c->width - 3);
	for (int i = s->view.top; i < rows.n && i - s->view.top < height; i++)
		draw_gate(ctx, &list, i - s->view.top, cols, g_ptr_array_index(shown, i),
		          i == selected);
	if (rows.n > height && height > 0)
		widget_scroll(&list, s->view.top, height, rows.n);
	g_ptr_array_unref(shown);
}

/* Rows for the clock and for the phases; the gates get the rest. */
static void
share_height(const struct panel_context *ctx, int height, int *clock, int *phases)
{
	int gates = (int)ctx->room->gates->len, want = countdown_phases_height(ctx);
	int gate_rows_least = gates ? MIN(gates + 1, 3) : 0;

	*clock = 1;
	if (height >= want + gate_rows_least + 4)
		*clock = 4;
	if (height >= want + gate_rows_least + 7)
		*clock = 7;
	*phases = MIN(want, MAX(height - *clock - gate_rows_least, 0));
}

static void
countdown_draw(void *state, const struct panel_context *ctx, const struct canvas *c)
{
	int clock, phases;
	struct canvas part;

	if (ctx->room->phases->len == 0 && ctx->room->gates->len == 0) {
		words_empty(ctx, c, "phases",
		            "no phases are configured: add phases = (...) and gates = (...)");
		return;
	}
	share_height(ctx, c->height, &clock, &phases);
	part = canvas_part(c, 0, 0, c->width, clock == 7 ? 6 : clock);
	countdown_clock(ctx, &part);
	part = canvas_part(c, 0, clock, c->width, phases);
	countdown_phases(ctx, &part);
	part = canvas_part(c, 0, clock + phases, c->width, c->height - clock - phases);
	if (ctx->room->gates->len > 0 && part.height > 0)
		draw_gates(state, ctx, &part);
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
		words_print(title, size, "Countdown  gates %u/%u  RED %u", signed_count, all, red);
	else if (all > 0)
		words_print(title, size, "Countdown  gates %u/%u", signed_count, all);
	else
		g_strlcpy(title, "Countdown", size);
}

static char *
countdown_details(void *state, const struct panel_context *ctx)
{
	const struct gate_state *gate = selected_gate(state, ctx);
	const struct canvas plain = { .glyphs = GLYPHS_UTF8 };
	const struct phase *phase;
	GString *to;
	char at[64];

	if (!gate)
		return NULL;
	to = g_string_new(NULL);
	phase = room_phase(ctx->room, gate->is.phase);
	words_detail(to, "gate", "%s", gate->is.title);
	words_detail(to, "state", "%s", countdown_gate_words(ctx, &plain, gate).text);
	words_detail(to, "opens", "%s", phase ? phase->title : gate->is.phase);
	if (phase)
		words_detail(to, "opens at", "%s",
		             words_instant(ctx->room, phase_start_us(phase), at, sizeof(at)));
	words_detail(to, "due", "%s", words_instant(ctx->room, gate->is.due_us, at, sizeof(at)));
	words_detail(to, "accepted when", "%s", gate->is.criteria);
	words_detail(to, "team", "%s", words_team(ctx->room, gate->is.team));
	words_detail(to, "owner", "%s", words_person(ctx->room, gate->is.owner));
	if (gate->answer != GATE_OPEN)
		words_detail(to, "answered", "%s by %s: %s",
		             words_instant(ctx->room, gate->at_us, at, sizeof(at)),
		             words_person(ctx->room, gate->by), gate->why);
	return g_string_free(to, FALSE);
}

static enum reaction
answer(const struct gate_state *gate, enum intent_kind kind, struct intent *intent)
{
	if (!gate)
		return rows_say(intent, "no gate is selected");
	if (kind == INTENT_SIGN && gate->answer == GATE_SIGNED)
		return rows_say(intent, "'%s' is signed already", gate->is.title);
	intent->kind = kind;
	intent_add(intent, gate->is.id);
	return REACTION_INTENT;
}

static enum reaction
countdown_act(void *state, const struct panel_context *ctx, enum action action, int height,
              struct intent *intent)
{
	struct countdown_state *s = state;
	GPtrArray *shown = shown_gates(ctx);
	struct rows rows = gate_rows(shown);
	bool moved = rows_act(&s->view, &rows, action, height);
	const struct gate_state *gate = selected_gate(s, ctx);

	g_ptr_array_unref(shown);
	if (moved)
		return REACTION_DRAW;
	switch (action) {
	case ACTION_SIGN:
		return answer(gate, INTENT_SIGN, intent);
	case ACTION_REFUSE:
		return answer(gate, INTENT_REFUSE, intent);
	default:
		return REACTION_PASS;
	}
}

static void
gate_text(const void *of, int i, const struct panel_context *ctx, GString *to)
{
	const struct gate_state *gate = g_ptr_array_index((const GPtrArray *)of, i);

	g_string_append_printf(to, "%s %s %s %s", gate->is.title, gate->is.criteria,
	                       words_team(ctx->room, gate->is.team),
	                       words_person(ctx->room, gate->is.owner));
}

static bool
countdown_find(void *state, const struct panel_context *ctx, const char *text, bool again)
{
	GPtrArray *shown = shown_gates(ctx);
	struct rows rows = gate_rows(shown);
	bool found =
	    rows_find(&((struct countdown_state *)state)->view, &rows, ctx, text, again, gate_text);

	g_ptr_array_unref(shown);
	return found;
}

static void
countdown_fini(void *state)
{
	list_view_fini(&((struct countdown_state *)state)->view);
}

static const enum action actions[] = {
	ACTION_SIGN,        ACTION_REFUSE,    ACTION_DETAILS, ACTION_SEARCH,
	ACTION_SEARCH_NEXT, ACTION_DOWN,      ACTION_UP,      ACTION_TOP,
	ACTION_BOTTOM,      ACTION_PAGE_DOWN, ACTION_PAGE_UP, ACTION_NONE,
};

const struct panel_ops panel_countdown = {
	.name = "countdown",
	.title = "Countdown",
	.what = "The clock to the next boundary, the phases with 'now' on them, and the gates that "
		"must be signed before the next stage.",
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
	.fini = countdown_fini,
};
