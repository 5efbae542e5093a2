/* The session: starts and stops what a room runs on, and lets in what the other threads tell. */
#include "app/session.h"

#include "app/drill.h"
#include "app/notify.h"
#include "app/player.h"
#include "app/session_message.h"
#include "net/net.h"
#include "base/text.h"
#include "room/alert.h"
#include "room/derive.h"
#include "room/needs.h"
#include "sim/sim.h"
#include "store/admin.h"

#include <string.h>
#include <unistd.h>

/* A flood of observations must not keep a key waiting. */
#define PUMP_US (4 * MSEC_US)
/* So many alerts are handed to the journal again a second, when it has asked for them. */
enum { REPEAT_SLICE = 1000 };

char *
session_journal_path(const struct session *s)
{
	if ((s->is_demo || s->drill) && !s->config->journal)
		return NULL; /* each starts afresh */
	return config_journal_path(s->config, s->room->is.name);
}

char *
session_find_journal(const struct options *options, struct err *e)
{
	struct session *s;
	char *path;

	if (options->journal)
		return g_strdup(options->journal);
	s = session_new(options, e);
	if (!s)
		return NULL;
	path = session_journal_path(s);
	session_free(&s);
	return path;
}

void
session_let_in(struct session *s, const struct event_batch *batch)
{
	room_apply_batch(s->room, batch);
	for (guint i = 0; i < batch->events->len; i++) {
		notify_hear(s->notify, g_ptr_array_index(batch->events, i));
		if (s->drill)
			drill_hear(s->drill->score, g_ptr_array_index(batch->events, i));
	}
}

static void
take_past(struct event_batch *batch, void *session)
{
	session_let_in(session, batch);
	event_batch_free(&batch);
}

bool
session_remember(struct session *s, struct err *e)
{
	char *path = session_journal_path(s);
	bool ok = admin_read_present(path, s->config->basis, take_past, s, e);

	if (ok && s->config->site.name)
		ok = site_look(path, s->config->site.name, &s->site, e);
	g_free(path);
	return ok;
}

void
session_present(struct session *s)
{
	const char *terminal = ttyname(STDIN_FILENO);
	char *name =
	    terminal ? text_clean(terminal, strlen(terminal), TEXT_MAX_LABEL, NULL) : g_strdup("");
	struct presence who = { .person = s->person,
		                .terminal_user = s->terminal_user,
		                .terminal =
		                    name + (g_str_has_prefix(name, "/dev/") ? strlen("/dev/") : 0),
		                .mode = s->mode ? s->mode : "console" };

	store_present(s->store, &who);
	g_free(name);
}

/* One that is read-only follows the journal of the others. */
static void
start_store(struct session *s)
{
	char *path = session_journal_path(s);
	struct store_options options = { .path = path,
		                         .basis = s->config->basis,
		                         .limit_bytes = s->config->journal_limit_bytes,
		                         .leaves_due = s->leaves_deliveries,
		                         .is_reading = s->is_read_only,
		                         .is_drill = s->drill != NULL };

	if (path || !s->is_read_only)
		s->store = store_start_with(&options, s->mailbox);
	if (s->store && !s->is_read_only)
		session_present(s);
	g_free(path);
}

bool
session_go(struct session *s, bool once, struct err *e)
{
	struct net_options net = { .clock = s->clock,
		                   .read_only = s->is_read_only || once,
		                   .once = once,
		                   .connects = s->connects };

	s->is_once = once;
	if (!once)
		start_store(s);
	s->net = net_start(config_take_sources(s->config), &net, s->mailbox, e);
	return s->net != NULL;
}

void
session_free(struct session **session)
{
	struct session *s = *session;

	if (!s)
		return;
	*session = NULL;
	net_stop(&s->net);
	store_stop(&s->store);
	site_stop(&s->link);
	sim_stop(&s->sim);
	drill_run_free(&s->drill);
	mailbox_free(&s->mailbox);
	if (s->player)
		player_free(&s->player);
	else
		room_free(&s->room);
	notify_free(&s->notify);
	config_free(&s->config);
	g_free(s->person);
	g_free(s->claimant);
	g_free(s->terminal_user);
	g_free(s);
}

int64_t
session_now_us(const struct session *s)
{
	return s->player ? player_at_us(s->player) : clock_pace_now_us(&s->clock);
}

int64_t
session_second_us(const struct session *s)
{
	return SEC_US / MAX(s->clock.speed, 1);
}

void
session_enter(struct session *s, const struct event_batch *batch)
{
	session_let_in(s, batch);
	for (guint i = 0; s->listener && i < batch->events->len; i++)
		s->listener->heard(s->listener->data, g_ptr_array_index(batch->events, i));
}

void
session_keep(struct session *s, struct event_batch *batch, GPtrArray *deliveries)
{
	if (s->store && !s->is_read_only) {
		s->unanswered++;
		store_append(s->store, batch, deliveries);
		return;
	}
	event_batch_free(&batch);
	if (deliveries) {
		g_ptr_array_set_free_func(deliveries, delivery_free_payload);
		g_ptr_array_unref(deliveries);
	}
}

/* A slice a second, less than the journal writes in that time. */
static void
repeat(struct session *s)
{
	struct event_batch *batch;

	if (!s->repeats)
		return;
	batch = event_batch_new();
	s->repeats = alert_tell_again(s->room, s->repeated, s->repeated + REPEAT_SLICE,
	                              session_now_us(s), batch);
	s->repeated += REPEAT_SLICE;
	store_observe(s->store, batch);
}

/* When the journal has grown long since the last one, and the room knows of nothing that is not in
 * it. */
static void
make_checkpoint(struct session *s)
{
	if (s->is_read_only || s->is_demo || s->unanswered || !s->journal.open ||
	    s->told_seq - s->checkpoint_seq < STORE_CHECKPOINT_EVERY)
		return;
	store_checkpoint(s->store, room_needs(s->room), s->told_seq);
	s->checkpoint_seq = s->told_seq;
}

/* Before the past was read, the room would derive what has happened long ago. Without a journal
 * the rules count all the same, so that every screen shows the same room. */
void
session_derive(struct session *s)
{
	struct event_batch *batch;
	GPtrArray *deliveries;

	if (s->store && !s->journal.read)
		return;
	batch = event_batch_new();
	deliveries = g_ptr_array_new();
	room_derive(s->room, session_now_us(s), batch);
	notify_add(s->notify, s->room, batch, deliveries);
	session_enter(s, batch);
	if (batch->events->len > 0) {
		session_keep(s, batch, deliveries);
	} else {
		g_ptr_array_unref(deliveries);
		event_batch_free(&batch);
	}
}

static void
look_at_clock(struct session *s)
{
	struct event_batch *batch = event_batch_new();

	clock_guard_look(&s->clock_guard, session_now_us(s), batch);
	session_enter(s, batch);
	event_batch_free(&batch);
}

/* The past: nothing is derived, the journal has what was. */
static bool
pump_past(struct session *s)
{
	int64_t now_us = clock_monotonic_us();
	bool is_moved = player_pass(s->player, now_us - s->passed_us);

	s->passed_us = now_us;
	s->room = player_room(s->player);
	return is_moved;
}

bool
session_pump(struct session *s)
{
	int64_t until_us = clock_monotonic_us() + PUMP_US;
	unsigned long before = s->room->version - s->waiting;
	int64_t now_us = session_now_us(s);
	struct message m;

	if (s->player)
		return pump_past(s);
	while (clock_monotonic_us() < until_us && mailbox_take(s->mailbox, &m))
		session_take(s, &m);
	/* it looks at every alert: once a second is as fine as the screen shows time, once a key is
	 * too often */
	if (now_us / SEC_US != s->expired_second) {
		s->expired_second = now_us / SEC_US;
		look_at_clock(s);
		session_derive(s);
		if (s->drill)
			drill_answer(s);
		make_checkpoint(s);
		repeat(s);
	}
	return s->room->version - s->waiting != before;
}

bool
session_heard_all(const struct session *s)
{
	return room_source_counts(s->room, session_now_us(s)).waiting == 0;
}

bool
session_text_begins(const char *text, const char *start)
{
	char *a = g_utf8_casefold(text, -1), *b = g_utf8_casefold(start, -1);
	bool yes = g_str_has_prefix(a, b);

	g_free(a);
	g_free(b);
	return yes;
}
