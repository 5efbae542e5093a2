/* The console on the past: the keys and commands that move the player. */
#include "app/console.h"

#include "app/player.h"
#include "app/replay.h"

#include "base/lang.h"

#include <string.h>

/* The session's room is the player's of now. */
static void
moved(struct console *c)
{
	c->session->room = player_room(c->session->player);
	c->session->passed_us = clock_monotonic_us();
	c->must_draw = true;
}

static void
say_none(struct console *c, int direction)
{
	const char *kind = c->sought.urgent ? _("urgent alert") : event_kind_name(c->sought.kind);

	if (c->sought.kind == EVENT_NONE)
		view_say(c->view, ROLE_WARN, "%s",
		         direction > 0 ? _("there is no later event after this one")
		                       : _("there is no earlier event before this one"));
	else if (direction > 0)
		view_say(c->view, ROLE_WARN, _("there is no later event of kind %s after this one"),
		         kind);
	else
		view_say(c->view, ROLE_WARN,
		         _("there is no earlier event of kind %s before this one"), kind);
}

static void
find(struct console *c, int direction)
{
	if (!player_find(c->session->player, &c->sought, direction))
		say_none(c, direction);
	moved(c);
}

static void
step(struct console *c, int direction)
{
	static const struct player_search any = { .kind = EVENT_NONE };

	player_play(c->session->player, false);
	if (!player_find(c->session->player, &any, direction))
		view_say(c->view, ROLE_MESSAGE, "%s",
		         direction > 0 ? _("this is the end of the journal")
		                       : _("this is the beginning of the journal"));
	moved(c);
}

static void
move(struct console *c, int64_t by_us)
{
	player_go(c->session->player, player_at_us(c->session->player) + by_us);
	moved(c);
}

static void
toggle(struct console *c)
{
	struct player *p = c->session->player;

	player_play(p, !player_is_playing(p));
	moved(c);
}

static bool
is_one_of(const char *key, const char *const *keys)
{
	return g_strv_contains(keys, key);
}

bool
console_replay_key(struct console *c, const char *key)
{
	static const char *const back[] = { "h", "Left", NULL }, *const on[] = { "l", "Right",
		                                                                 NULL };
	static const char *const faster[] = { "+", "=", NULL }, *const next[] = { "n", "F3", NULL };

	if (!c->session->player)
		return false;
	if (!strcmp(key, "Space"))
		toggle(c);
	else if (is_one_of(key, back))
		step(c, -1);
	else if (is_one_of(key, on))
		step(c, 1);
	else if (!strcmp(key, "["))
		move(c, -MIN_US);
	else if (!strcmp(key, "]"))
		move(c, MIN_US);
	else if (!strcmp(key, "{"))
		move(c, -HOUR_US);
	else if (!strcmp(key, "}"))
		move(c, HOUR_US);
	else if (is_one_of(key, faster))
		player_change_speed(c->session->player, 1);
	else if (!strcmp(key, "-"))
		player_change_speed(c->session->player, -1);
	else if (is_one_of(key, next))
		find(c, 1);
	else if (!strcmp(key, "N"))
		find(c, -1);
	else
		return false;
	return true;
}

static bool
is_replay(struct console *c)
{
	if (!c->session->player)
		view_say(c->view, ROLE_ERROR,
		         _("that moves a replay, and this is the present: see"
		           " 'warroom replay'"));
	return c->session->player != NULL;
}

void
console_goto(struct console *c, const char *words)
{
	struct player_search sought;
	struct err e;

	if (!is_replay(c))
		return;
	if (!player_search_read(words, &sought, &e)) {
		view_say(c->view, ROLE_ERROR, "%s", e.text);
		g_free(sought.subject);
		return;
	}
	g_free(c->sought.subject);
	c->sought = sought;
	player_play(c->session->player, false);
	find(c, 1);
}

void
console_at(struct console *c, const char *words)
{
	int64_t us;
	struct err e;

	if (!is_replay(c))
		return;
	if (!replay_instant(c->session, words, &us, &e)) {
		view_say(c->view, ROLE_ERROR, "%s", e.text);
		return;
	}
	player_go(c->session->player, us);
	moved(c);
	if (us < player_first_us(c->session->player) || us > player_last_us(c->session->player))
		view_say(c->view, ROLE_WARN, _("the journal does not reach %s"), words);
}
