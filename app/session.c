/* The session: starts and stops what a room runs on, and lets in what the other threads tell. */
#include "app/session.h"

#include "app/drill.h"
#include "app/notify.h"
#include "app/player.h"
#include "net/net.h"
#include "base/lang.h"
#include "base/text.h"
#include "room/alert.h"
#include "room/derive.h"
#include "room/message.h"
#include "room/needs.h"
#include "room/team.h"
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

/* The room first, then who remembers what was told. */
static void
let_in(struct session *s, const struct event_batch *batch)
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
	let_in(session, batch);
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
	let_in(s, batch);
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

/* Outcomes must outlive this process: the journal keeps the durable ones; then the room sees all of
 * them. */
static void
take_outcome(struct session *s, struct event_batch *batch)
{
	session_enter(s, batch);
	session_keep(s, batch, NULL);
}

/* Values that go on being measured, and sources that go on as they were: two hundred sources say such
 * things a dozen times a second. */
static bool
is_routine(const struct room *room, const struct event_batch *batch)
{
	bool is_so = true;

	for (guint i = 0; is_so && i < batch->events->len; i++) {
		const struct event *event = g_ptr_array_index(batch->events, i);

		is_so = event->kind == EVENT_SAMPLE || source_goes_on(room, event);
	}
	return is_so;
}

/* What no longer is listed by a source that answers is gone, though only the room remembers it. */
static void
take_observed(struct session *s, struct event_batch *batch)
{
	struct event_batch *gone = event_batch_new();
	unsigned long before = s->room->version;
	bool can_wait = is_routine(s->room, batch);

	session_enter(s, batch);
	if (can_wait)
		s->waiting += s->room->version - before;
	for (guint i = 0; i < batch->events->len; i++)
		alert_unlisted(s->room, g_ptr_array_index(batch->events, i), gone);
	session_enter(s, gone);
	if (s->store && !s->leaves_deliveries) {
		store_observe(s->store, batch);
		store_observe(s->store, gone);
	} else {
		event_batch_free(&batch);
		event_batch_free(&gone);
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

static void
take_past_or_news(struct session *s, const struct event_batch *batch)
{
	if (s->journal.read) /* another console's: it is news */
		session_enter(s, batch);
	else
		let_in(s, batch);
	s->told_seq = MAX(s->told_seq, batch->seq);
}

static void
take_stored(struct session *s, const struct event_batch *batch)
{
	session_enter(s, batch);
	s->unanswered--;
	s->told_seq = MAX(s->told_seq, batch->seq);
}

static void
take_state(struct session *s, const struct journal_state *state)
{
	if (!s->journal.read)
		s->checkpoint_seq = state->checkpoint_seq;
	s->journal = *state;
	s->room->version++;
}

/* Scripts leave the link, as what is due, to consoles and to `warroom watch`. The journal's file
 * must be there before a second connection opens it. */
static void
start_link(struct session *s)
{
	char *path;

	if (s->link || !s->config->site.name || !s->journal.open || s->leaves_deliveries)
		return;
	path = session_journal_path(s);
	if (path)
		s->link = site_start(&s->config->site, path, s->mailbox);
	g_free(path);
}

/* What of it is news stands in the room's log. */
static void
take_site(struct session *s, const struct site_state *now)
{
	const struct site_state *was = &s->site;
	bool is_news = !*was->name || was->is_linked != now->is_linked ||
	               was->sites != now->sites || now->is_healed;
	struct event_batch *batch = event_batch_new();
	struct event *event = event_batch_add(batch, EVENT_LINK, session_now_us(s));
	GString *text = g_string_new(NULL);

	if (now->is_linked)
		g_string_printf(text,
		                lang_count("site %s: linked, %d site", "site %s: linked, %d sites",
		                           (unsigned long)now->sites),
		                now->name, (int)now->sites);
	else
		g_string_printf(text, _("site %s: CUT OFF: %s"), now->name, now->reason);
	if (now->is_healed && now->came + now->went > 0)
		g_string_append_printf(text, _("; meanwhile %u events came, %u went"), now->came,
		                       now->went);
	event->text = event_batch_str(batch, text->str);
	s->site = *now;
	s->room->version++;
	if (is_news)
		session_enter(s, batch);
	event_batch_free(&batch);
	g_string_free(text, TRUE);
}

static void
take_message(struct session *s, const struct message *m)
{
	switch ((enum message_kind)m->kind) {
	case MESSAGE_PAST:
		take_past_or_news(s, m->payload);
		break;
	case MESSAGE_OBSERVED:
		take_observed(s, m->payload);
		return; /* handed on */
	case MESSAGE_STORED:
		take_stored(s, m->payload);
		break;
	case MESSAGE_PRESENT:
		session_enter(s, m->payload);
		break;
	case MESSAGE_OUTCOME:
		take_outcome(s, m->payload);
		return; /* handed on */
	case MESSAGE_DUE:
		if (s->net)
			net_deliver(s->net, m->payload);
		else
			delivery_free_payload(m->payload);
		return; /* handed on */
	case MESSAGE_JOURNAL:
		take_state(s, m->payload);
		start_link(s);
		break;
	case MESSAGE_REPEAT:
		s->repeats = true;
		s->repeated = 0;
		return; /* nothing to free */
	case MESSAGE_SITE:
		take_site(s, m->payload);
		break;
	}
	m->free_payload(m->payload);
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
		take_message(s, &m);
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
