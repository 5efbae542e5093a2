/* The console on a shared terminal: who is at the keyboard, the lock, and the wall. */
#include "app/console.h"

#include "app/identity.h"
#include "base/lang.h"
#include "room/team.h"

#include <stdio.h>

/* A wall that somebody touched turns on when nobody has pressed a key for so long. */
#define WALL_REST_US MIN_US

static void
welcome(struct console *c)
{
	const struct person *p = room_person(c->session->room, c->session->person);

	view_say(c->view, ROLE_MESSAGE, _("%s is at the keyboard"),
	         p ? p->name : c->session->person);
}

static void
ask_pin(struct console *c)
{
	char label[80];

	snprintf(label, sizeof label, _("PIN of %.40s: "), c->session->claimant);
	console_ask(c, QUESTION_PIN, label, "");
	prompt_hide(c->view->prompt);
}

void
console_identify(struct console *c, const char *who)
{
	struct err e;

	switch (identity_claim(c->session, who, &e)) {
	case CLAIM_TAKEN:
		welcome(c);
		break;
	case CLAIM_NEEDS_PIN:
		ask_pin(c);
		break;
	case CLAIM_REFUSED:
		view_say(c->view, ROLE_ERROR, "%s", e.text);
		break;
	}
}

void
console_prove(struct console *c, const char *pin)
{
	struct err e;

	if (identity_prove(c->session, pin, &e))
		welcome(c);
	else
		view_say(c->view, ROLE_ERROR, "%s", e.text);
}

void
console_say_locked(struct console *c, enum role role)
{
	view_say(c->view, role, _("locked: %s says who you are"),
	         keymap_key(c->view->keymap, ACTION_IDENTIFY));
}

void
console_lock(struct console *c)
{
	identity_lock(c->session);
	/* what was half said was said by somebody who is gone */
	console_withdraw_filter(c);
	prompt_free(&c->view->prompt);
	choice_free(&c->view->choice);
	c->question = QUESTION_NONE;
	c->must_draw = true;
	console_say_locked(c, ROLE_WARN);
}

void
console_wall(struct console *c, bool is_on)
{
	c->view->is_wall = is_on;
	c->view->is_zoomed = false;
	c->turned_us = clock_monotonic_us();
	if (is_on) {
		overlay_close(c->view);
		console_withdraw_filter(c);
		prompt_free(&c->view->prompt);
		c->question = QUESTION_NONE;
		view_say(c->view, ROLE_MESSAGE, _("wall mode: any key leaves it"));
	} else {
		view_say(c->view, ROLE_MESSAGE, _("wall mode is off: %s starts it again"),
		         keymap_key(c->view->keymap, ACTION_WALL));
	}
}

static void
turn(struct console *c)
{
	struct view *v = c->view;

	c->turned_us = clock_monotonic_us();
	v->layout = (v->layout + 1) % v->layouts->len;
	v->focus = NULL;
	c->must_draw = true;
}

void
console_pass_time(struct console *c)
{
	const struct config *config = c->session->config;
	int64_t now_us = clock_monotonic_us();

	if (config->idle_us > 0 && !c->session->is_locked && !c->session->is_read_only &&
	    now_us - c->key_us >= config->idle_us)
		console_lock(c);
	if (c->is_of_wall && !c->view->is_wall && now_us - c->key_us >= WALL_REST_US)
		console_wall(c, true);
	if (c->view->is_wall && now_us - c->turned_us >= config->wall_turn_us)
		turn(c);
}
