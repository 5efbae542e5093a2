/* The teams in sentences: who is on duty until when, who follows, what has not been answered. */
#include "panels/teams.h"

#include "base/lang.h"
#include "panels/words.h"
#include "room/decision.h"
#include "room/roster.h"
#include "room/sideways.h"
#include "room/team.h"

static void
tell_person(const struct panel_context *ctx, const struct team_row *row, struct tell *t)
{
	const struct person *person = row->person;
	const struct person *next = person_relief(ctx->room, person, ctx->now_us);
	int64_t end_us = person_shift_end_us(ctx->room, person, ctx->now_us);
	unsigned load = person_load(ctx->room, person);
	char span[16];

	tell_row(t, person->id, _("%s, %s%s%s: duty %s"), person->name,
	         row->team ? row->team->title : _("no team"), *person->role ? _(", ") : "",
	         person->role, teams_duty_word(ctx, row));
	if (load > 0)
		tell_also(t, _(", has %u alerts"), load);
	if (end_us != UNSAID && row->duty == DUTY_ON)
		tell_also(t, _(", hand-over in %s to %s"),
		          duration_coarse(end_us - ctx->now_us, span, sizeof span),
		          next ? next->name : _("NOBODY"));
	tell_also(t, _("%s%s."), *person->contact ? _(", ") : "", person->contact);
}

static void
tell_notices(const struct panel_context *ctx, struct tell *t)
{
	GPtrArray *notices = room_open_notices(ctx->room, NULL);
	char when[32];

	for (guint i = 0; i < notices->len; i++) {
		const struct notice *notice = g_ptr_array_index(notices, i);

		tell_say(t, _("Notice of %s to %s, %s: %s."),
		         words_when(ctx->room, notice->at_us, ctx->now_us, when, sizeof when),
		         words_team(ctx->room, notice->team),
		         subject_title(ctx->room, notice->subject),
		         notice->is_late ? _("answer OVERDUE") : _("not answered"));
	}
	g_ptr_array_unref(notices);
}

void
teams_tell(const struct panel_context *ctx, const GArray *rows, struct tell *t)
{
	unsigned on = 0;

	for (guint i = 0; i < rows->len; i++)
		on += g_array_index(rows, struct team_row, i).duty == DUTY_ON;
	tell_say(t, _("Teams: %u of %u people are on duty."), on, ctx->room->people->len);
	for (guint i = 0; i < rows->len; i++) {
		const struct team_row *row = &g_array_index(rows, struct team_row, i);

		if (row->person)
			tell_person(ctx, row, t);
		else
			tell_row(t, row->team->id, _("%s: NOBODY is on duty."), row->team->title);
	}
	tell_notices(ctx, t);
	for (guint i = 0; i < ctx->room->consoles->len; i++) {
		const struct peer *peer = g_ptr_array_index(ctx->room->consoles, i);

		tell_say(t, _("Connected: %s%s%s%s%s%s."), words_person(ctx->room, peer->person),
		         *peer->site ? _(" at ") : "", peer->site, *peer->terminal ? _(", ") : "",
		         peer->terminal, peer->is_self ? _(" (this one)") : "");
	}
}
