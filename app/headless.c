/* A session without a terminal: pumps messages until something is so, or a time is over. */
#include "app/headless.h"
#include "app/locale.h"
#include "app/out.h"

#include "base/lang.h"

#include <poll.h>
#include <string.h>

/* A source's own time limit is 4 s unless configured. */
#define LOOK_US (6 * SEC_US)

struct session *
headless_new(const struct options *o, struct err *e)
{
	locale_need_utf8();
	return session_new(o, e);
}

struct session *
headless_open(const struct options *o, enum headless_kind kind, struct err *e)
{
	struct session *s = headless_new(o, e);

	if (!s)
		return NULL;
	s->leaves_deliveries = kind == HEADLESS_ACT;
	s->mode = kind == HEADLESS_WATCH ? "watch" : "script";
	if ((kind == HEADLESS_LOOK && !session_remember(s, e)) ||
	    !session_go(s, kind == HEADLESS_LOOK, e))
		session_free(&s);
	return s;
}

bool
headless_wait(struct session *s, int stop_fd, int64_t limit_us, bool (*is_done)(void *data),
              void *data)
{
	int64_t until_us = clock_monotonic_us() + limit_us;

	for (;;) {
		int64_t rest_us = limit_us < 0 ? SEC_US : until_us - clock_monotonic_us();
		struct pollfd fds[] = {
			{ .fd = mailbox_fd(s->mailbox), .events = POLLIN },
			{ .fd = stop_fd, .events = POLLIN },
		};

		session_pump(s);
		if (is_done(data))
			return true;
		if (rest_us <= 0)
			return false;
		/* time passes in the room once a second */
		poll(fds, G_N_ELEMENTS(fds),
		     (int)(MIN(rest_us, session_second_us(s)) / MSEC_US) + 1);
		if (fds[1].revents)
			return false;
	}
}

bool
headless_heard_all(void *session)
{
	return session_heard_all(session);
}

struct session *
headless_look(const struct options *o, struct err *e)
{
	struct session *s = headless_open(o, HEADLESS_LOOK, e);

	if (s)
		headless_wait(s, -1, LOOK_US, headless_heard_all, s);
	if (s)
		session_derive(s);
	return s;
}

int
headless_fail(const struct err *e)
{
	if (*e->text)
		out_error("%s", e->text);
	return 1;
}

bool
headless_complain(const struct session *s)
{
	bool is_well = true;

	for (guint i = 0; i < s->room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(s->room->sources, i);

		if (source->health == SOURCE_LIVE)
			continue;
		out_error(_("source %s: %s"), source->is.name,
		          source->health == SOURCE_WAITING ? _("no answer in time")
		                                           : source->reason);
		is_well = false;
	}
	return is_well;
}

int
headless_list(const struct options *o, void (*print)(const struct session *s))
{
	struct err e = { "" };
	struct session *s = headless_look(o, &e);
	bool is_whole;

	if (!s)
		return headless_fail(&e);
	print(s);
	is_whole = headless_complain(s);
	session_free(&s);
	return is_whole ? 0 : 1;
}
