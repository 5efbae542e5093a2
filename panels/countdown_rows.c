/* The rows of the countdown panel that can be acted on: the roll call that is under way, and the gates. */
#include "panels/countdown.h"

#include "base/lang.h"
#include "panels/words.h"
#include "room/team.h"

#include <string.h>

static void
row_free(void *data)
{
	struct shown *row = data;

	g_free(row->id);
	g_free(row);
}

static void
add_row(GPtrArray *rows, const struct gate_state *gate, const struct roll *roll)
{
	struct shown *row = g_new0(struct shown, 1);

	row->gate = gate;
	if (roll)
		row->roll = *roll;
	row->id = gate ? g_strdup_printf("gate/%s", gate->is.id)
	               : g_strdup_printf("roll/%s/%s", roll->phase, roll->team);
	g_ptr_array_add(rows, row);
}

static void
add_roll(const struct panel_context *ctx, GPtrArray *rows)
{
	const struct phase *phase = room_roll_phase(ctx->room, ctx->now_us);
	GArray *roll = phase ? phase_roll(ctx->room, phase) : NULL;

	for (guint i = 0; roll && i < roll->len; i++)
		add_row(rows, NULL, &g_array_index(roll, struct roll, i));
	if (roll)
		g_array_unref(roll);
}

GPtrArray *
countdown_rows(const struct panel_context *ctx)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);

	for (int is_signed = 0; is_signed < 2; is_signed++) {
		for (guint i = 0; i < ctx->room->gates->len; i++) {
			struct gate_state *gate = g_ptr_array_index(ctx->room->gates, i);

			if ((gate->answer == GATE_SIGNED) == is_signed)
				add_row(rows, gate, NULL);
		}
		if (!is_signed)
			add_roll(ctx, rows);
	}
	return rows;
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
		g_strlcpy(w->text, _("open, no due time"), sizeof(w->text));
	else if (late_us <= 0)
		words_print(w->text, sizeof(w->text), _("due in %s"),
		            duration_coarse(-late_us, span, sizeof(span)));
	if (late_us > 0) {
		words_print(w->text, sizeof(w->text),
		            is_red ? _("RED late by %s") : _("late by %s"),
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
		words_print(w.text, sizeof(w.text),
		            gate->answer == GATE_SIGNED ? _("pending: sign by %s")
		                                        : _("pending: refuse by %s"),
		            by);
		w.sign = words_sign(c, SIGN_DOT);
		w.role = ROLE_DIM;
	} else if (gate->answer == GATE_SIGNED) {
		words_print(w.text, sizeof(w.text), _("signed %s %s"), by,
		            words_when(ctx->room, gate->at_us, ctx->now_us, when, sizeof(when)));
		w.sign = words_sign(c, SIGN_GOOD);
		w.role = ROLE_GOOD;
	} else if (gate->answer == GATE_REFUSED) {
		words_print(w.text, sizeof(w.text), _("REFUSED %s: %s"), by, gate->why);
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
	        words_when_column(ctx->room, gate->is.due_us, ctx->now_us, due, sizeof(due)));
	row_put(&row, &cols[STATE], words.role, words.text);
}

enum role
countdown_roll_words(const struct panel_context *ctx, const struct roll *roll, char *buf,
                     size_t size)
{
	const char *by = words_person(ctx->room, roll->by);
	const char *answer = roll->answer == ROLL_GO ? _("GO") : _("NO-GO");
	char when[32];

	if (roll->answer == ROLL_OPEN) {
		g_strlcpy(buf, _("go or no-go? not answered"), size);
		return ROLE_WARN;
	}
	if (roll->is_pending) {
		words_print(buf, size, _("pending: %s by %s"), answer, by);
		return ROLE_DIM;
	}
	words_print(buf, size, "%s %s %s%s%s", answer, by,
	            words_when(ctx->room, roll->at_us, ctx->now_us, when, sizeof(when)),
	            *roll->why ? ": " : "", roll->why);
	return roll->answer == ROLL_GO ? ROLE_GOOD : ROLE_CRIT;
}

static enum sign
roll_sign(const struct roll *roll)
{
	if (roll->answer == ROLL_OPEN)
		return SIGN_OPEN;
	if (roll->is_pending)
		return SIGN_DOT;
	return roll->answer == ROLL_GO ? SIGN_GOOD : SIGN_BAD;
}

static void
draw_roll(const struct panel_context *ctx, const struct canvas *c, int y, const struct column *cols,
          const struct roll *roll, bool is_selected)
{
	const struct phase *phase = room_phase(ctx->room, roll->phase);
	const struct person *person = team_on_duty(ctx->room, roll->team, ctx->now_us);
	struct row row = row_begin(c, y, is_selected);
	char text[128], title[96], start[32];
	enum role role = countdown_roll_words(ctx, roll, text, sizeof(text));

	words_print(title, sizeof(title), _("roll call %s"), phase ? phase->title : roll->phase);
	row_put(&row, &cols[SIGN], role, words_sign(c, roll_sign(roll)));
	row_put(&row, &cols[TITLE], ROLE_TEXT, title);
	row_put(&row, &cols[TEAM], ROLE_TEXT, words_team(ctx->room, roll->team));
	row_put(&row, &cols[OWNER], ROLE_TEXT, person ? person->name : "-");
	row_put(&row, &cols[DUE], ROLE_TEXT,
	        words_when_column(ctx->room, phase ? phase->start_us : UNSAID, ctx->now_us, start,
	                          sizeof(start)));
	row_put(&row, &cols[STATE], role, text);
}

void
countdown_draw_row(const struct panel_context *ctx, const struct canvas *c, int y,
                   const struct shown *shown, bool is_selected)
{
	struct column cols[COLUMNS] = {
		[SIGN] = { .least = 1 },
		[TITLE] = { .least = 14, .most = 40 },
		[TEAM] = { .least = 5, .drop = 2 },
		[OWNER] = { .least = 7, .most = 10, .drop = 3 },
		[DUE] = { .least = 11, .drop = 4 },
		[STATE] = { .least = 16, .most = -1, .drop = 1 },
	};

	columns_fit(cols, COLUMNS, 2, c->width - 3);
	if (shown->gate)
		draw_gate(ctx, c, y, cols, shown->gate, is_selected);
	else
		draw_roll(ctx, c, y, cols, &shown->roll, is_selected);
}

void
countdown_row_text(const void *of, int i, const struct panel_context *ctx, GString *to)
{
	const struct shown *row = g_ptr_array_index((const GPtrArray *)of, i);
	const struct gate_state *gate = row->gate;

	if (gate)
		g_string_append_printf(to, "%s %s %s %s", gate->is.title, gate->is.criteria,
		                       words_team(ctx->room, gate->is.team),
		                       words_person(ctx->room, gate->is.owner));
	else
		g_string_append_printf(to, "roll call %s %s %s", row->roll.phase,
		                       words_team(ctx->room, row->roll.team),
		                       words_person(ctx->room, row->roll.by));
}

static void
gate_details(const struct panel_context *ctx, const struct gate_state *gate, GString *to)
{
	const struct canvas plain = { .glyphs = GLYPHS_UTF8 };
	const struct phase *phase = room_phase(ctx->room, gate->is.phase);
	char at[64];

	words_detail(to, _("gate"), "%s", gate->is.title);
	words_detail(to, _("state"), "%s", countdown_gate_words(ctx, &plain, gate).text);
	words_detail(to, _("opens"), "%s", phase ? phase->title : gate->is.phase);
	if (phase)
		words_detail(to, _("opens at"), "%s",
		             words_instant(ctx->room, phase_start_us(phase), at, sizeof(at)));
	words_detail(to, _("due"), "%s", words_instant(ctx->room, gate->is.due_us, at, sizeof(at)));
	words_detail(to, _("accepted when"), "%s", gate->is.criteria);
	words_detail(to, _("team"), "%s", words_team(ctx->room, gate->is.team));
	words_detail(to, _("owner"), "%s", words_person(ctx->room, gate->is.owner));
	if (gate->answer != GATE_OPEN)
		words_detail(to, _("answered"), _("%s by %s: %s"),
		             words_instant(ctx->room, gate->at_us, at, sizeof(at)),
		             words_person(ctx->room, gate->by), gate->why);
}

static void
roll_details(const struct panel_context *ctx, const struct roll *roll, GString *to)
{
	const struct phase *phase = room_phase(ctx->room, roll->phase);
	char text[128], at[64];

	countdown_roll_words(ctx, roll, text, sizeof(text));
	words_detail(to, _("roll call"), "%s", phase ? phase->title : roll->phase);
	words_detail(to, _("team"), "%s", words_team(ctx->room, roll->team));
	words_detail(to, _("answer"), "%s", text);
	if (phase)
		words_detail(to, _("starts"), "%s",
		             words_instant(ctx->room, phase->start_us, at, sizeof(at)));
	words_detail(to, _("who answers"), _("a member of the team, or a lead"));
}

void
countdown_row_details(const struct panel_context *ctx, const struct shown *row, GString *to)
{
	if (row->gate)
		gate_details(ctx, row->gate, to);
	else
		roll_details(ctx, &row->roll, to);
}
