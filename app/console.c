/* The loop: waits for keys, messages, signals and the next second, and draws what changed. */
#include "app/console.h"

#include "app/drill.h"
#include "app/out.h"
#include "app/plain.h"
#include "app/replay.h"

#include "base/lang.h"
#include "net/net.h"
#include "room/alert.h"
#include "room/team.h"
#include "tui/mouse.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* Data may come faster than eyes: no more frames than this for it. Keys do not wait. */
#define FRAME_US (SEC_US / 30)
/* ... and drawing for data takes at most one part in so many of the time. */
enum { FRAME_SHARE = 8 };

int
console_signals(void)
{
	sigset_t set;

	term_restore_on_crash();
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGWINCH);
	sigaddset(&set, SIGCONT);
	sigaddset(&set, SIGTSTP);
	/* before any thread starts, so that none of them takes a signal */
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void
suspend(struct console *c)
{
	term_suspend(c->term);
	c->must_draw_anew = true;
}

static void
take_signals(struct console *c, int fd)
{
	struct signalfd_siginfo info;

	while (read(fd, &info, sizeof info) == (ssize_t)sizeof info) {
		switch (info.ssi_signo) {
		case SIGWINCH:
			term_resized(c->term);
			c->must_draw = true;
			break;
		case SIGCONT:
			c->must_draw_anew = true;
			break;
		case SIGTSTP:
			suspend(c);
			break;
		default:
			c->is_over = true;
		}
	}
}

static void
draw(struct console *c)
{
	int width, height;

	term_size(c->term, &width, &height);
	if (!c->grid || c->grid->width != width || c->grid->height != height) {
		grid_free(&c->grid);
		c->grid = grid_new(width, height);
	}
	view_draw(c->view, c->grid, session_now_us(c->session));
	console_ring(c);
	term_show(c->term, c->grid, c->must_draw_anew);
	c->must_draw = c->must_draw_anew = false;
}

/* False: there were none. */
static bool
take_keys(struct console *c)
{
	char key[32], *paste = NULL;
	bool were_some = false;

	while (!c->is_over && term_key(c->term, key, sizeof key, &paste)) {
		c->key_us = clock_monotonic_us();
		if (paste)
			console_paste(c, paste);
		else if (mouse_is(key))
			console_mouse(c, key);
		else if (!strcmp(key, "C-z"))
			suspend(c);
		else
			console_key(c, key);
		if (!c->view->focus) /* another layout: the next key is for its first pane */
			draw(c);
		g_clear_pointer(&paste, g_free);
		c->must_draw = were_some = true;
	}
	return were_some;
}

int
console_second_ms(const struct console *c)
{
	int64_t rest_us = SEC_US - session_now_us(c->session) % SEC_US;
	int64_t share_us = SEC_US / session_second_us(c->session);
	int ms = (int)(rest_us / share_us / MSEC_US) + 1;

	return c->session->player ? replay_wait_ms(c->session, ms) : ms;
}

/* Until the clock on the screen shows another second, or a lone Esc has waited long enough. */
static int
wait_ms(const struct console *c)
{
	int key_ms = term_wait_ms(c->term), second_ms = console_second_ms(c);

	return key_ms >= 0 && key_ms < second_ms ? key_ms : second_ms;
}

static void
wait_for_something(struct console *c, int signals, int timeout_ms)
{
	struct pollfd fds[] = {
		{ .fd = term_fd(c->term), .events = POLLIN },
		{ .fd = mailbox_fd(c->session->mailbox), .events = POLLIN },
		{ .fd = signals, .events = POLLIN },
		{ .fd = term_unsent(c->term) ? STDOUT_FILENO : -1, .events = POLLOUT },
	};

	if (poll(fds, G_N_ELEMENTS(fds), timeout_ms) < 0 && errno != EINTR)
		c->is_over = true;
	if (fds[2].revents)
		take_signals(c, signals);
	/* a terminal that hung up stays readable for ever: that is the end, not a key */
	if ((fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) || !term_flush(c->term))
		c->is_over = true;
}

/* Time shows in whole seconds, so a frame is due when the second changed. Keys draw at once; time and data
 * when the last frame is old enough, so that a burst of answers settles into one. */
static void
loop(struct console *c, int signals)
{
	int64_t shown_second = -1, data_due_us = 0;
	bool has_news = false, has_work = false, was_key = false;

	c->must_draw = true;
	while (!c->is_over) {
		int64_t second = session_now_us(c->session) / SEC_US, now_us = clock_monotonic_us();
		int timeout_ms = wait_ms(c), data_ms = (int)((data_due_us - now_us) / MSEC_US) + 1;

		console_pass_time(c);
		has_news |= second != shown_second;
		c->must_draw |= has_news && now_us >= data_due_us;
		if (c->must_draw || c->must_draw_anew) {
			draw(c);
			shown_second = second;
			data_due_us =
			    now_us + MAX(FRAME_US, FRAME_SHARE * (clock_monotonic_us() - now_us));
			has_news = false;
		}
		if (has_news)
			timeout_ms = CLAMP(data_ms, 0, timeout_ms);
		wait_for_something(c, signals, has_work || was_key ? 0 : timeout_ms);
		was_key = take_keys(c) && !was_key;
		/* its frame first, then what has come meanwhile; but never twice in a row */
		if (was_key)
			continue;
		has_news |= session_pump(c->session);
		console_follow(c);
		has_work = console_work(c);
		has_news |= has_work;
	}
}

bool
console_set_theme(struct console *c, const char *name, struct err *e)
{
	struct theme theme;

	if (!theme_load(name, &theme, e))
		return false;
	console_show_theme(c, &theme);
	return true;
}

void
console_show_theme(struct console *c, const struct theme *theme)
{
	c->theme = *theme;
	if (c->term)
		term_set_theme(c->term, &c->theme);
	c->must_draw_anew = true;
}

/* Actions are signed with a name: one that the room does not know is worth a look before the first
 * of them. */
static void
greet(struct console *c)
{
	const struct session *s = c->session;
	const struct keymap *keys = c->view->keymap;

	if (s->is_read_only)
		return;
	if (s->room->people->len > 0 && !room_person(s->room, s->person))
		view_say(
		    c->view, ROLE_WARN,
		    _("'%.40s' is nobody of this room, and will sign what you do: %s says who you are"),
		    s->person, keymap_key(keys, ACTION_IDENTIFY));
	else if (s->is_demo)
		view_say(c->view, ROLE_MESSAGE,
		         _("demo: %s acknowledges the marked alert, %s shows all keys, %s leaves"),
		         keymap_key(keys, ACTION_ACK), keymap_key(keys, ACTION_HELP),
		         keymap_key(keys, ACTION_QUIT));
}

static bool
open_console(struct console *c, const struct options *o, struct err *e)
{
	c->session = o->is_replay ? replay_new(o, e) : session_new(o, e);
	if (!c->session)
		return false;
	c->view = view_new(c->session, o->layout, e);
	if (!c->view || !console_set_theme(c, o->theme ? o->theme : c->session->config->theme, e))
		return false;
	c->term = term_open(e);
	if (!c->term)
		return false;
	term_set_theme(c->term, &c->theme);
	c->view->glyphs = o->is_ascii || !term_utf8(c->term) ? GLYPHS_ASCII : GLYPHS_UTF8;
	if (c->view->glyphs == GLYPHS_ASCII)
		c->view->graphs = GRAPHS_ASCII;
	c->key_us = clock_monotonic_us();
	console_set_mouse(c, c->session->config->mouse && !o->is_wall);
	c->is_of_wall = o->is_wall;
	if (o->is_wall)
		console_wall(c, true);
	else if (c->session->claimant)
		console_identify(c, c->session->claimant);
	else
		greet(c);
	/* the frame first: what it shows of dead endpoints is known without them */
	draw(c);
	if (c->session->player)
		return true;
	return session_go(c->session, false, e);
}

void
console_fini(struct console *c)
{
	grid_free(&c->grid);
	view_free(&c->view);
	session_free(&c->session);
	intent_fini(&c->intent);
	g_free(c->search);
	g_free(c->filter);
	g_free(c->followed);
	g_free(c->words);
	g_free(c->sought.subject);
}

int
console_run(const struct options *o)
{
	struct console c = { .question = QUESTION_NONE };
	struct err e = { "" };
	bool is_open;
	int signals;

	if (plain_is_wanted(o))
		return plain_run(o);
	signals = console_signals();
	intent_init(&c.intent);
	is_open = open_console(&c, o, &e);
	if (is_open)
		loop(&c, signals);
	/* the terminal is given back before anything that could wait */
	term_close(&c.term);
	if (is_open && c.session->drill)
		drill_say(c.session, o->is_json);
	console_fini(&c);
	close(signals);
	if (!is_open && *e.text)
		out_error("%s", e.text);
	return is_open ? 0 : 1;
}
