/* A row of the teams panel: everything about it, and what can be done with it. */
#include "panels/teams.h"

#include "base/lang.h"
#include "panels/words.h"
#include "room/alert.h"
#include "room/decision.h"
#include "room/roster.h"
#include "room/rota.h"
#include "room/sideways.h"
#include "room/team.h"

#include <string.h>

enum { NOTICES_SHOWN = 3, NOTICES_FROM_HEIGHT = 10 };

const char *
teams_duty_word(const struct panel_context *ctx, const struct team_row *row)
{
	if (row->person && person_sign(ctx->room, row->person, ctx->now_us))
		return row->duty == DUTY_ON ? lang_in("duty", "in") : lang_in("duty", "out");
	switch (row->duty) {
	case DUTY_STANDBY:
		return lang_in("duty", "standby");
	case DUTY_OFF:
		return lang_in("duty", "off");
	case DUTY_AWAY:
		return lang_in("duty", "away");
	default:
		return lang_in("duty", "on");
	}
}

const char *
teams_role(const struct team_row *row, char *buf, size_t size)
{
	const char *role =
	    row->turn && *row->turn->is.role ? row->turn->is.role : row->person->role;

	if (row->turn && row->turn->is.level > 1)
		words_print(buf, size, _("%s%slevel %d"), role, *role ? ", " : "",
		            (int)row->turn->is.level);
	else
		words_print(buf, size, "%s", role);
	return buf;
}

/* Where what a roster says comes from, and how old it is when its source does not answer. */
static void
add_roster(GString *to, const struct panel_context *ctx, const char *name)
{
	const struct source_state *source = room_source(ctx->room, name);
	char age[16];

	if (source && source->last_ok_us != UNSAID && source_is_stale(source, ctx->now_us))
		words_detail(to, _("roster"), _("%s, last known %s ago%s%s"), name,
		             duration_coarse(ctx->now_us - source->last_ok_us, age, sizeof(age)),
		             *source->reason ? ": " : "", source->reason);
	else
		words_detail(to, _("roster"), "%s", name);
}

/* What a person has: the firing alerts that they acknowledged, or that were given to them. */
static void
add_load(GString *to, const struct panel_context *ctx, const struct person *person)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, ctx->room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct alert *alert = value;
		const struct assignment *given = alert_assigned(ctx->room, alert);
		bool is_had = alert->ack && alert->ack->kind == ACK_SEEN;

		if (alert->recovered_us != UNSAID)
			continue;
		if (is_had && strcmp(alert->ack->person, person->id) == 0)
			words_detail(to, _("has"), "%s %s", alert->title,
			             words_ack(alert, ctx->now_us).text);
		else if (!is_had && given && strcmp(given->to, person->id) == 0)
			words_detail(to, _("was given"), _("%s by %s"), alert->title, given->by);
	}
}

static void
add_person(GString *to, const struct panel_context *ctx, const struct person *person)
{
	int64_t end_us = person_shift_end_us(ctx->room, person, ctx->now_us);
	const struct person *next = person_relief(ctx->room, person, ctx->now_us);
	const struct duty_sign *sign = person_sign(ctx->room, person, ctx->now_us);
	char text[64];

	words_detail(to, _("who"), "%s (%s)", person->name, person->id);
	if (person->is_guest)
		words_detail(to, _("known to"),
		             _("the roster alone: may look, and acts when people = "
		               "(...) has this e-mail or name"));
	words_detail(to, _("role"), "%s", person->role);
	words_detail(to, _("contact"), "%s", person->contact);
	if (sign)
		words_detail(to, sign->is_in ? _("signed in") : _("signed out"), _("%s by %s%s%s"),
		             words_instant(ctx->room, sign->at_us, text, sizeof(text)), sign->by,
		             *sign->text ? ": " : "", sign->text);
	if (end_us != UNSAID) {
		words_detail(to, _("shift ends"), "%s",
		             words_instant(ctx->room, end_us, text, sizeof(text)));
		words_detail(to, lang_in("shift", "next"), "%s",
		             next ? next->name : _("! nobody takes over"));
	}
	add_load(to, ctx, person);
}

static void
add_team(GString *to, const struct panel_context *ctx, const struct team *team)
{
	const struct watch *watch = team_watch(ctx->room, team->id);
	const struct rota *rota = team_rota(ctx->room, team->id, ctx->now_us);
	GPtrArray *notices = room_open_notices(ctx->room, team->id);
	char when[64];

	if (rota)
		add_roster(to, ctx, rota->source);
	if (watch)
		words_detail(to, _("handed over"), _("%s by %s to %s: %s"),
		             words_instant(ctx->room, watch->at_us, when, sizeof(when)), watch->by,
		             watch->to, watch->text);
	for (guint i = 0; i < notices->len; i++) {
		const struct notice *notice = g_ptr_array_index(notices, i);

		words_detail(to, _("notice"), _("%s %s, %s (a answers)"),
		             words_when(ctx->room, notice->at_us, ctx->now_us, when, sizeof(when)),
		             subject_title(ctx->room, notice->subject),
		             notice->is_late ? _("answer OVERDUE") : _("not answered"));
	}
	g_ptr_array_unref(notices);
}

char *
teams_row_details(const struct panel_context *ctx, const struct team_row *row)
{
	GString *to = g_string_new(NULL);

	words_detail(to, _("team"), "%s", row->team ? row->team->title : _("none"));
	words_detail(to, _("group"), "%s", row->team ? row->team->group : "");
	words_detail(to, _("duty"), "%s",
	             row->person ? teams_duty_word(ctx, row) : _("nobody is on duty"));
	if (row->person)
		add_person(to, ctx, row->person);
	if (row->team)
		add_team(to, ctx, row->team);
	return g_string_free(to, FALSE);
}

static enum reaction
answer(const struct panel_context *ctx, const struct team_row *row, struct intent *intent)
{
	GPtrArray *notices = room_open_notices(ctx->room, row->team ? row->team->id : "");

	for (guint i = 0; i < notices->len; i++)
		intent_add(intent, ((const struct notice *)notices->pdata[i])->id);
	g_ptr_array_unref(notices);
	if (intent->subjects->len == 0)
		return rows_say(intent, _("no notice waits for an answer of this team"));
	intent->kind = INTENT_ANSWER;
	intent->ask = intent->subjects->len > 1;
	return REACTION_INTENT;
}

enum reaction
teams_row_act(const struct panel_context *ctx, const struct team_row *row, enum action action,
              struct intent *intent)
{
	if (action == ACTION_ACK)
		return answer(ctx, row, intent);
	if (action != ACTION_DUTY && action != ACTION_HAND_OVER)
		return REACTION_PASS;
	if (!row->person)
		return rows_say(intent, _("select a person: nobody of this team is on duty"));
	if (action == ACTION_DUTY) {
		intent->kind = row->duty == DUTY_ON ? INTENT_SIGN_OUT : INTENT_SIGN_IN;
		intent_add(intent, row->person->id);
		return REACTION_INTENT;
	}
	intent->kind = INTENT_HAND_OVER;
	intent->target = g_strdup(row->person->id);
	intent_add(intent, row->person->team);
	return REACTION_INTENT;
}

int
teams_draw_rosters(const struct panel_context *ctx, const struct canvas *c, int bottom)
{
	int n = 0;
	char age[16];

	for (guint i = 0; i < ctx->room->sources->len && bottom >= NOTICES_FROM_HEIGHT; i++) {
		const struct source_state *source = g_ptr_array_index(ctx->room->sources, i);
		struct pen pen = { .c = c, .x = 2, .y = bottom - n - 1 };

		if (strcmp(source->is.shows, "roster") != 0 || source->last_ok_us == UNSAID ||
		    !source_is_stale(source, ctx->now_us) || n >= NOTICES_SHOWN)
			continue;
		pen_write(&pen, ROLE_WARN, _("! roster %s: last known, %s"), source->is.name,
		          duration_coarse(ctx->now_us - source->last_ok_us, age, sizeof(age)));
		pen_write(&pen, ROLE_DIM, "  %s", source->reason);
		n++;
	}
	return n;
}

int
teams_draw_notices(const struct panel_context *ctx, const struct canvas *c, int bottom)
{
	GPtrArray *notices = room_open_notices(ctx->room, NULL);
	int n = bottom < NOTICES_FROM_HEIGHT ? 0 : MIN((int)notices->len, NOTICES_SHOWN);
	char when[32];

	for (int i = 0; i < n; i++) {
		const struct notice *notice = g_ptr_array_index(notices, (guint)i);
		struct pen pen = { .c = c, .x = 2, .y = bottom - n + i };

		pen_write(&pen, notice->is_late ? ROLE_WARN : ROLE_DIM, _("%snotice %s"),
		          notice->is_late ? "! " : "",
		          words_when(ctx->room, notice->at_us, ctx->now_us, when, sizeof(when)));
		pen_write(&pen, ROLE_STRONG, " %s", words_team(ctx->room, notice->team));
		pen_write(&pen, ROLE_TEXT, "  %s", subject_title(ctx->room, notice->subject));
		pen_write(&pen, notice->is_late ? ROLE_WARN : ROLE_DIM, "  %s",
		          notice->is_late ? _("answer OVERDUE") : _("not answered (a)"));
	}
	if (n < (int)notices->len && n > 0) {
		struct pen pen = { .c = c, .x = c->width - 8, .y = bottom - 1 };

		pen_write(&pen, ROLE_DIM, _("%d more"), (int)notices->len - n);
	}
	g_ptr_array_unref(notices);
	return n;
}
