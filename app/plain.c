/* The linear mode: its loop, and what it reads and writes. */
#include "app/plain.h"

#include "app/drill.h"
#include "app/out.h"
#include "app/replay.h"
#include "base/lang.h"
#include "base/text.h"
#include "room/team.h"
#include "tui/glyph.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

/* The sources' first answers are waited for so long, before the first overview. */
#define READY_US (6 * SEC_US)
/* ... and what the rules derive from them. */
#define SETTLE_US (SEC_US * 3 / 2)
/* When the input ends: for the journal to keep what was done last. */
#define KEEP_US (10 * SEC_US)

enum { LINE_MOST = 4096, OUT_MOST = 1 << 20, LEAVE_WAIT_MS = 1000 };

bool
plain_is_wanted(const struct options *o)
{
	const char *accessible = g_getenv("ACCESSIBLE");

	return o->is_plain || (accessible && *accessible && strcmp(accessible, "0") != 0) ||
	       term_is_linear();
}

static void
append(struct plain *p, const char *text)
{
	char *ascii = p->is_ascii ? glyph_ascii_text(text) : NULL;

	/* nobody takes it: what is said now is not worth keeping */
	if (p->out->len < OUT_MOST)
		g_string_append(p->out, ascii ? ascii : text);
	g_free(ascii);
}

void
plain_say(struct plain *p, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	append(p, text);
	append(p, "\n");
	g_free(text);
}

void
plain_say_at(struct plain *p, int64_t at_us, const char *text)
{
	char at[32];

	plain_say(p, "%s %s",
	          instant_format(at_us, p->c.session->room->zone, "%H:%M:%S", at, sizeof at), text);
}

unsigned
plain_number(struct plain *p, const struct panel_ops *ops, const char *id)
{
	char *name = g_strdup_printf("%s %s", ops->name, id);
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(p->numbers, name));
	struct plain_row *row;

	if (number) {
		g_free(name);
		return number;
	}
	row = g_new(struct plain_row, 1);
	*row = (struct plain_row){ ops, g_strdup(id) };
	g_ptr_array_add(p->rows, row);
	g_hash_table_insert(p->numbers, name, GUINT_TO_POINTER(p->rows->len));
	return p->rows->len;
}

static void
row_free(void *data)
{
	struct plain_row *row = data;

	g_free(row->id);
	g_free(row);
}

/* A secret is not shown while it is typed. */
static void
set_echo(struct plain *p, bool is_on)
{
	struct termios modes;

	if (p->is_silent == !is_on || tcgetattr(STDIN_FILENO, &modes) != 0)
		return;
	p->is_silent = !is_on;
	modes.c_lflag = is_on ? modes.c_lflag | ECHO : modes.c_lflag & ~(tcflag_t)ECHO;
	tcsetattr(STDIN_FILENO, TCSANOW, &modes);
}

/* O_NONBLOCK is on only for the write itself: others share the descriptor. */
static void
write_out(struct plain *p)
{
	int flags = fcntl(STDOUT_FILENO, F_GETFL);
	ssize_t n;

	if (p->out->len == 0)
		return;
	fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK);
	n = write(STDOUT_FILENO, p->out->str, p->out->len);
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		p->c.is_over = true;
	fcntl(STDOUT_FILENO, F_SETFL, flags);
	if (n > 0)
		g_string_erase(p->out, 0, n);
}

static void
heard(void *data, const struct event *event)
{
	plain_news_hear(data, event);
}

/* What the console said or asks after a line. */
static void
say_answer(struct plain *p)
{
	struct view *v = p->c.view;

	if (v->message_until_us) {
		plain_say(p, "%s%s", v->message_role == ROLE_ERROR ? _("Error: ") : "", v->message);
		v->message_until_us = 0;
	}
	if (v->overlay != OVERLAY_NONE) {
		plain_say_page(p, v->overlay_text);
		overlay_close(v);
	}
	if (v->prompt) {
		plain_say(p, "%s", prompt_label(v->prompt));
		p->asked_us = clock_monotonic_us();
	}
	set_echo(p, p->c.question != QUESTION_PIN);
}

static void
take_line(struct plain *p, const char *bytes, size_t len)
{
	char *line = g_strstrip(text_clean(bytes, len, TEXT_MAX_BODY, NULL));

	p->c.key_us = clock_monotonic_us();
	p->is_acting = true;
	plain_take_line(p, line);
	p->is_acting = false;
	say_answer(p);
	if (p->is_silent)
		memset(line, 0, strlen(line));
	g_free(line);
}

/* One a time, so that what a line does is seen by the next one. */
static bool
take_next_line(struct plain *p)
{
	const char *end = memchr(p->in->str, '\n', p->in->len);
	size_t len = end ? (size_t)(end - p->in->str) : p->in->len;
	char *line;

	if (!end && !(p->is_input_over && len > 0) && len < LINE_MOST)
		return false;
	line = g_strndup(p->in->str, len);
	g_string_erase(p->in, 0, (gssize)(end ? len + 1 : len));
	take_line(p, line, len);
	g_free(line);
	return true;
}

static void
read_input(struct plain *p)
{
	char bytes[1024];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);

	if (n > 0)
		g_string_append_len(p->in, bytes, n);
	else if (n == 0 || (errno != EINTR && errno != EAGAIN))
		p->is_input_over = true;
}

static void
suspend(struct plain *p)
{
	set_echo(p, true);
	raise(SIGSTOP);
	set_echo(p, p->c.question != QUESTION_PIN);
	session_pump(p->c.session);
	plain_say_at(p, session_now_us(p->c.session), _("Back."));
	if (p->is_ready)
		plain_say_status(p);
}

static void
take_signals(struct plain *p, int fd)
{
	struct signalfd_siginfo info;

	while (read(fd, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGTSTP)
			suspend(p);
		else if (info.ssi_signo != SIGWINCH && info.ssi_signo != SIGCONT)
			p->c.is_over = true;
	}
}

static void
greet(struct plain *p)
{
	const struct session *s = p->c.session;
	char when[64];

	plain_say(p, _("War room %s. It is %s."), s->room->is.name,
	          instant_format(session_now_us(s), s->room->zone, "%Y-%m-%d %H:%M:%S %Z", when,
	                         sizeof when));
	if (s->player)
		plain_say(
		    p,
		    _("This is a replay: 'at 08:05', 'goto ack', 'n', 'l', ']' move it, 'Space' plays."));
	else if (s->is_read_only)
		plain_say(p, _("You may look, and change nothing."));
	else if (s->claimant)
		plain_say(p, _("Nobody is at the keyboard yet."));
	else if (s->room->people->len == 0 || room_person(s->room, s->person))
		plain_say(p, _("You are %s."), s->person);
	else
		plain_say(p,
		          _("You are %s, who is nobody of this room: 'as NAME' says who you are."),
		          s->person);
	plain_say(p, _("Type a line: 'help' lists what can be said."));
}

static void
begin(struct plain *p)
{
	p->is_ready = true;
	plain_news_begin(p);
	plain_say_status(p);
}

static bool
is_ready(struct plain *p)
{
	const struct session *s = p->c.session;
	bool has_past = !s->store || s->journal.read;
	int64_t now_us = clock_monotonic_us();

	if (!p->heard_us && has_past && session_heard_all(s))
		p->heard_us = now_us;
	return s->player || (p->heard_us && now_us - p->heard_us > SETTLE_US) ||
	       now_us - p->opened_us > READY_US;
}

/* All that was typed is done, and the journal has said what became of it. */
static bool
is_done(const struct plain *p)
{
	return p->is_input_over && p->is_ready && p->in->len == 0 &&
	       (plain_news_open(p) == 0 || clock_monotonic_us() - p->c.key_us > KEEP_US);
}

static void
wait_for_something(struct plain *p, int signals, int timeout_ms)
{
	bool reads = !p->is_input_over && p->in->len < LINE_MOST;
	struct pollfd fds[] = {
		{ .fd = reads ? STDIN_FILENO : -1, .events = POLLIN },
		{ .fd = mailbox_fd(p->c.session->mailbox), .events = POLLIN },
		{ .fd = signals, .events = POLLIN },
		{ .fd = STDOUT_FILENO, .events = p->out->len ? POLLOUT : 0 },
	};

	if (poll(fds, G_N_ELEMENTS(fds), timeout_ms) < 0 && errno != EINTR)
		p->c.is_over = true;
	if (fds[2].revents)
		take_signals(p, signals);
	if (fds[0].revents)
		read_input(p);
	if (fds[3].revents & (POLLERR | POLLNVAL))
		p->c.is_over = true;
}

static void
loop(struct plain *p, int signals)
{
	bool is_busy;

	while (!p->c.is_over) {
		session_pump(p->c.session);
		console_pass_time(&p->c);
		if (!p->is_ready && is_ready(p))
			begin(p);
		is_busy = p->is_ready && take_next_line(p);
		if (p->is_ready)
			plain_news_look(p);
		write_out(p);
		p->c.is_over |= is_done(p);
		if (!p->c.is_over)
			wait_for_something(p, signals, is_busy ? 0 : console_second_ms(&p->c));
	}
}

static bool
open_plain(struct plain *p, const struct options *o, struct err *e)
{
	struct console *c = &p->c;

	c->session = o->is_replay ? replay_new(o, e) : session_new(o, e);
	if (!c->session)
		return false;
	c->view = view_new(c->session, o->layout, e);
	if (!c->view)
		return false;
	keymap_name_actions(c->view->keymap);
	p->is_ascii = o->is_ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	p->listener = (struct session_listener){ heard, NULL, p };
	c->session->listener = &p->listener;
	c->key_us = p->opened_us = clock_monotonic_us();
	greet(p);
	if (c->session->claimant)
		console_identify(c, c->session->claimant);
	say_answer(p);
	write_out(p);
	return c->session->player || session_go(c->session, false, e);
}

/* What is left to say, as long as somebody takes it. */
static void
flush(struct plain *p)
{
	int64_t until_us = clock_monotonic_us() + LEAVE_WAIT_MS * MSEC_US;
	struct pollfd output = { .fd = STDOUT_FILENO, .events = POLLOUT };

	while (p->out->len > 0 && clock_monotonic_us() < until_us &&
	       poll(&output, 1, LEAVE_WAIT_MS) > 0 && !(output.revents & (POLLERR | POLLNVAL)))
		write_out(p);
}

int
plain_run(const struct options *o)
{
	struct plain p = { .c = { .question = QUESTION_NONE, .confirms = true } };
	struct err e = { "" };
	int signals = console_signals();
	bool is_open;

	p.numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	p.rows = g_ptr_array_new_with_free_func(row_free);
	p.in = g_string_new(NULL);
	p.out = g_string_new(NULL);
	intent_init(&p.c.intent);
	plain_news_init(&p);
	is_open = open_plain(&p, o, &e);
	if (is_open)
		loop(&p, signals);
	set_echo(&p, true);
	flush(&p);
	if (is_open && p.c.session->drill)
		drill_say(p.c.session, o->is_json);
	if (p.c.session)
		p.c.session->listener = NULL;
	plain_news_fini(&p);
	console_fini(&p.c);
	g_strfreev(p.rest);
	g_string_free(p.in, TRUE);
	g_string_free(p.out, TRUE);
	g_ptr_array_unref(p.rows);
	g_hash_table_unref(p.numbers);
	close(signals);
	if (!is_open && *e.text)
		out_error("%s", e.text);
	return is_open ? 0 : 1;
}
