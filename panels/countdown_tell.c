/* The countdown in sentences: the next boundary, where the phases stand, gates, the roll call, what is late. */
#include "panels/countdown.h"

#include "base/lang.h"
#include "panels/words.h"
#include "room/fever.h"

#include <math.h>

static void
tell_clock(const struct panel_context *ctx, struct tell *t)
{
	struct boundary next = room_next_boundary(ctx->room, ctx->now_us);
	char what[128], span[16], hold[160];

	if (next.at_us == UNSAID) {
		tell_say(t, _("Nothing lies ahead: the event is over."));
		return;
	}
	countdown_boundary_words(ctx, &next, what, sizeof what);
	tell_say(t, _("In %s: %s."), duration_coarse(next.at_us - ctx->now_us, span, sizeof span),
	         what);
	countdown_hold_words(ctx, hold, sizeof hold);
	if (*hold)
		tell_say(t, _("%s."), hold);
}

static void
tell_phase(const struct panel_context *ctx, const struct phase *phase, struct tell *t)
{
	int64_t start_us = phase_expected_start_us(ctx->room, phase, ctx->now_us);
	int64_t end_us = phase_expected_end_us(ctx->room, phase, ctx->now_us);
	bool is_over = end_us != UNSAID && end_us <= ctx->now_us;
	bool is_ahead = start_us == UNSAID || start_us > ctx->now_us;
	char from[32], to[32];

	tell_say(t, _("Phase %s: %s, from %s to %s"), phase->title,
	         is_over    ? _("over")
	         : is_ahead ? lang_in("phase", "ahead")
	                    : _("NOW"),
	         words_when(ctx->room, start_us, ctx->now_us, from, sizeof from),
	         words_when(ctx->room, end_us, ctx->now_us, to, sizeof to));
	if (isfinite(phase->done_share) && !is_ahead)
		tell_also(t, _(", %.0f%% of its work is done"), phase->done_share * 100);
	if (phase_is_red(ctx->room, phase, ctx->now_us))
		tell_also(t, _(", RED: it was entered without its gates"));
	tell_also(t, _("."));
}

static void
tell_late(const struct panel_context *ctx, struct tell *t)
{
	GArray *late = room_late(ctx->room, ctx->now_us);
	char span[16];

	for (guint i = 0; i < late->len; i++) {
		const struct late *row = &g_array_index(late, struct late, i);

		tell_say(t, row->gate ? _("Late by %s: gate %s.") : _("Late by %s: phase %s."),
		         duration_coarse(row->by_us, span, sizeof span),
		         row->gate ? row->gate->is.title : row->phase->title);
	}
	g_array_unref(late);
}

static void
tell_buffer(const struct panel_context *ctx, struct tell *t)
{
	static const char *const zones[] = { N_("green"), N_("YELLOW"), N_("RED") };
	struct fever fever = room_fever(ctx->room, ctx->now_us);
	char work[16], used[16];

	if (isfinite(fever.used))
		tell_say(t, _("Buffer: %s of the work is done, %s of the buffer is used: %s."),
		         words_percent(fever.work, work, sizeof work),
		         words_percent(fever.used, used, sizeof used), _(zones[fever.zone]));
}

static void
tell_row_of(const struct panel_context *ctx, const struct shown *row, struct tell *t)
{
	const struct canvas plain = { .glyphs = GLYPHS_ASCII };
	const struct phase *phase =
	    room_phase(ctx->room, row->gate ? row->gate->is.phase : row->roll.phase);
	char text[128];

	if (row->gate) {
		tell_row(t, row->id, _("Gate %s: %s; opens %s; team %s, owner %s."),
		         row->gate->is.title, countdown_gate_words(ctx, &plain, row->gate).text,
		         phase ? phase->title : row->gate->is.phase,
		         words_team(ctx->room, row->gate->is.team),
		         words_person(ctx->room, row->gate->is.owner));
		return;
	}
	countdown_roll_words(ctx, &row->roll, text, sizeof text);
	tell_row(t, row->id, _("Roll call for %s, team %s: %s."),
	         phase ? phase->title : row->roll.phase, words_team(ctx->room, row->roll.team),
	         text);
}

void
countdown_tell(const struct panel_context *ctx, const GPtrArray *shown, struct tell *t)
{
	unsigned signed_count, all;

	room_gate_counts(ctx->room, &signed_count, &all);
	tell_clock(ctx, t);
	for (guint i = 0; i < ctx->room->phases->len; i++)
		tell_phase(ctx, g_ptr_array_index(ctx->room->phases, i), t);
	tell_late(ctx, t);
	tell_buffer(ctx, t);
	if (all > 0)
		tell_say(t, _("Gates: %u of %u are signed."), signed_count, all);
	for (guint i = 0; i < shown->len; i++)
		tell_row_of(ctx, g_ptr_array_index(shown, i), t);
}
