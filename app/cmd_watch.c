/* `warroom watch`: the room without a screen: polls, delivers, expires, says what happens. */
#include "app/command.h"
#include "app/headless.h"
#include "app/out.h"
#include "base/lang.h"
#include "room/alert.h"

#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <unistd.h>

struct watch {
	struct session *s;
	unsigned long logged; /* lines of the room's log that were printed, or are of the past */
	bool is_past_read;
	char reason[256]; /* why the journal is not open, as it was last said */
};

static void
say(const struct watch *w, int64_t at_us, const char *person, const char *text)
{
	char at[32];

	out_say("%s  %s  %s\n",
	        instant_format(at_us, w->s->room->zone, "%Y-%m-%dT%H:%M:%S%:z", at, sizeof at),
	        *person ? person : "-", text);
}

/* What the room's log does not tell: how deliveries go. */
static void
heard(void *data, const struct event *event)
{
	const struct watch *w = data;
	const struct ack *ack = room_ack(w->s->room, event->cause);
	const struct alert *alert = ack ? room_alert(w->s->room, ack->alert_key) : NULL;
	const char *what = alert ? alert->title : ack ? ack->alert_key : event->cause;
	char *text = NULL;

	if (event->kind == EVENT_SENT)
		text = g_strdup_printf(*event->remote_id ? _("delivered: %s as %s")
		                                         : _("delivered: %s"),
		                       what, event->remote_id);
	else if (event->kind == EVENT_RETRY)
		text = g_strdup_printf(_("not delivered yet: %s: %s"), what, event->text);
	if (text)
		say(w, event->at_us, ack ? ack->person : event->person, text);
	g_free(text);
}

static void
say_journal(struct watch *w)
{
	const struct journal_state *journal = &w->s->journal;

	if (!journal->read || !g_strcmp0(journal->reason, w->reason))
		return;
	g_strlcpy(w->reason, journal->reason, sizeof w->reason);
	say(w, session_now_us(w->s), "", *w->reason ? w->reason : _("the journal is open again"));
}

/* After each pump. Never done: a signal ends it. */
static bool
tell(void *data)
{
	struct watch *w = data;
	const struct room *room = w->s->room;

	say_journal(w);
	/* what was done before this start is no news */
	if (w->is_past_read)
		for (guint i = 0; room->logged > w->logged && i < room->log->len; i++) {
			const struct entry *entry = g_ptr_array_index(room->log, i);

			if (entry->number >= w->logged)
				say(w, entry->at_us, entry->person, entry->text);
		}
	w->logged = room->logged;
	w->is_past_read |= w->s->journal.read || !w->s->store;
	fflush(stdout);
	return false;
}

static int
signals_to_fd(void)
{
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
}

static bool
watch(const struct options *o, struct err *e)
{
	/* before the threads start, so that no thread takes the signals instead */
	int signals = signals_to_fd();
	struct watch w = { .s = headless_open(o, HEADLESS_WATCH, e) };
	bool ok = w.s != NULL;
	struct session_listener listener = { heard, NULL, &w };

	if (w.s) {
		char *path = session_journal_path(w.s);
		char *text = g_strdup_printf(_("watching %s, journal %s"), w.s->room->is.name,
		                             path ? path : _("in memory"));

		w.s->listener = &listener;
		say(&w, session_now_us(w.s), w.s->person, text);
		headless_wait(w.s, signals, -1, tell, &w);
		say(&w, session_now_us(w.s), w.s->person, _("ended by a signal"));
		g_free(text);
		g_free(path);
	}
	close(signals);
	if (w.s)
		w.s->listener = NULL;
	session_free(&w.s);
	return ok;
}

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	struct err e = { "" };
	int code = options_parse(
	    &o, OPTIONS_ROOM | OPTIONS_SPEED,
	    N_("Polls, delivers what people and scripts decided, and lets acknowledgements expire, until\n"
	       "SIGTERM, SIGINT or SIGHUP. Prints a line for what happens: time, who, what."),
	    &argc, argv);

	if (code < 0)
		code = watch(&o, &e) ? 0 : headless_fail(&e);
	options_fini(&o);
	return code;
}

const struct command cmd_watch = {
	.name = "watch",
	.run = run,
	.synopsis = "[-c FILE]",
	.help =
	    N_("no screen: poll, deliver and expire round the clock, one line for what happens"),
};
