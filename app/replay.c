/* A session on the past: the room is a player's, nothing is asked, written or delivered. */
#include "app/replay.h"

#include "app/demo.h"
#include "app/player.h"
#include "base/lang.h"
#include "base/text.h"
#include "sim/sim.h"

#include <stdio.h>
#include <string.h>

/* The screen of a second is drawn when what the rules derive at its beginning is in the room. */
#define DRAWN_US (200 * MSEC_US)

enum { BAR_LEAST = 8, BAR_MOST = 40 };
/* A line that is slow gets no more frames than this; a screen that stands still need not be drawn. */
enum { FRAME_MS = 100, PAUSED_MS = 1000 };

static struct room *
begin(void *session)
{
	const struct session *s = session;
	struct room *room = room_new();

	room_apply_batch(room, s->config->definitions);
	if (s->is_demo)
		demo_remember(room, clock_pace_now_us(&s->clock));
	return room;
}

static bool
open_player(struct session *s, struct err *e)
{
	char *path = session_journal_path(s);
	struct player *player = path ? player_new(path, begin, s, e) : NULL;

	if (!path)
		err_set(e, _("a demo keeps no journal: name one with --journal, for the demo too"));
	g_free(path);
	if (!player)
		return false;
	room_free(&s->room);
	s->player = player;
	s->room = player_room(player);
	s->passed_us = clock_monotonic_us();
	return true;
}

static bool
go(struct session *s, const char *at, struct err *e)
{
	int64_t us;

	if (!at)
		return true;
	if (!replay_instant(s, at, &us, e))
		return err_in(e, "--at");
	player_go(s->player, us);
	s->room = player_room(s->player);
	return true;
}

struct session *
replay_new(const struct options *options, struct err *e)
{
	struct options o = *options;
	struct session *s;

	o.at = NULL; /* of the past, not of the clock */
	o.is_read_only = true;
	s = session_new(&o, e);
	if (!s)
		return NULL;
	sim_stop(&s->sim);
	if (!open_player(s, e) || !go(s, options->at, e))
		session_free(&s);
	return s;
}

static bool
read_instant(const struct session *s, const char *text, int64_t *us, struct err *e)
{
	int64_t now_us = player_at_us(s->player), length_us;
	char day[16], *local;
	int hour, minute, end = 0;
	struct err ignored;
	bool ok;

	if (*text == '-' || *text == '+') {
		ok = duration_parse(text + 1, &length_us, e);
		*us = ok ? now_us + (*text == '-' ? -length_us : length_us) : now_us;
		return ok;
	}
	if (sscanf(text, "%2d:%2d%n", &hour, &minute, &end) != 2 || end < 4 ||
	    (text[end] && text[end] != ':'))
		return instant_parse(text, s->room->zone, us, e);
	local = g_strdup_printf(
	    "%s %s", instant_format(now_us, s->room->zone, "%Y-%m-%d", day, sizeof day), text);
	ok = instant_parse(local, s->room->zone, us, &ignored) ||
	     err_set(e, _("'%.40s' is no time: write 08:05, -10m or 2026-10-24 08:05"), text);
	g_free(local);
	return ok;
}

bool
replay_instant(const struct session *s, const char *text, int64_t *us, struct err *e)
{
	if (!read_instant(s, text, us, e))
		return false;
	if (*us % SEC_US == 0)
		*us += DRAWN_US;
	return true;
}

int
replay_wait_ms(const struct session *s, int second_ms)
{
	if (!player_is_playing(s->player))
		return PAUSED_MS;
	return MAX(second_ms / player_speed(s->player), FRAME_MS);
}

/* "━━━━●────": where the player stands between the first event and the last. */
static int
draw_bar(const struct session *s, const struct canvas *c, int x, int y, int width)
{
	const struct player *p = s->player;
	int64_t first_us = player_first_us(p), span_us = MAX(player_last_us(p) - first_us, 1);
	int at =
	    (int)((double)(width - 1) * (double)(player_at_us(p) - first_us) / (double)span_us);
	bool is_ascii = c->glyphs == GLYPHS_ASCII;

	for (int i = 0; i < width; i++)
		canvas_text(c, x + i, y,
		            i == at  ? ROLE_REPLAY
		            : i < at ? ROLE_BAR
		                     : ROLE_BAR_REST,
		            i == at    ? (is_ascii ? "O" : "●")
		            : i < at   ? (is_ascii ? "=" : "━")
		            : is_ascii ? "-"
		                       : "─");
	return x + width + 1;
}

void
replay_draw_line(const struct session *s, const struct canvas *c, int y)
{
	const struct player *p = s->player;
	const struct entry *said = player_said(p);
	char text[160], at[32], clock[32];
	int x = 1;

	canvas_fill(c, 0, y, c->width, 1, ROLE_FOOTER);
	snprintf(text, sizeof text, "%s x%d", player_is_playing(p) ? _("PLAY ") : _("PAUSE"),
	         player_speed(p));
	canvas_field(c, x, y, 10, ROLE_REPLAY, text);
	x += 11;
	snprintf(text, sizeof text, "%s",
	         instant_day(player_at_us(p), s->room->zone, DAY_SECOND, at, sizeof at));
	x += canvas_field(c, x, y, c->width - x, ROLE_STRONG, text) + 1;
	x = draw_bar(s, c, x, y, CLAMP((c->width - 40) / 3, BAR_LEAST, BAR_MOST));
	snprintf(text, sizeof text, "%u/%u", player_done(p), player_count(p));
	x += canvas_field(c, x, y, c->width - x, ROLE_FOOTER, text) + 2;
	if (!said || x >= c->width)
		return;
	instant_format(said->at_us, s->room->zone, "%H:%M:%S", clock, sizeof clock);
	x += canvas_field(c, x, y, c->width - x, ROLE_DIM, clock) + 1;
	if (*said->person && x < c->width)
		x += canvas_field(c, x, y, c->width - x, ROLE_STRONG, said->person) + 1;
	if (x < c->width)
		canvas_field(c, x, y, c->width - x, ROLE_TEXT, said->text);
}

void
replay_draw_keys(const struct canvas *c, int y)
{
	static const struct {
		const char *key, *label;
	} keys[] = {
		{ "Space", N_("play") }, { "h l", N_("event") },  { "[ ]", N_("minute") },
		{ "{ }", N_("hour") },   { "- +", N_("speed") },  { "N n", N_("found") },
		{ ":goto", N_("find") }, { ":at", N_("time") },   { "Q", N_("quit") },
		{ "?", N_("help") },     { "1-9", N_("layout") }, { "Tab", N_("pane") },
	};
	int x = 1;

	canvas_fill(c, 0, y, c->width, 1, ROLE_FOOTER);
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		const char *label = _(keys[i].label);
		int width = text_width(keys[i].key) + 1 + text_width(label);

		if (x + width > c->width)
			return;
		x += canvas_text(c, x, y, ROLE_KEY, keys[i].key) + 1;
		x += canvas_text(c, x, y, ROLE_FOOTER, label) + 2;
	}
}
