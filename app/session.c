/* The session: starts and stops what a room runs on, and lets in what the other threads tell. */
#include "app/session.h"

#include "app/demo.h"
#include "app/drill.h"
#include "app/example.h"
#include "app/identity.h"
#include "app/notify.h"
#include "app/player.h"
#include "net/net.h"
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
#define PUMP_US (10 * MSEC_US)
/* So many alerts are handed to the journal again a second, when it has asked for them. */
enum { REPEAT_SLICE = 4000 };

static bool
load(struct session *s, const char *file, const char *text, struct err *e)
{
	GPtrArray *problems = NULL;

	s->config = config_load(file, text, &problems);
	if (!s->config) {
		config_print_problems(problems);
		err_set(e, "%s", "");
	}
	if (problems)
		g_ptr_array_unref(problems);
	return s->config != NULL;
}

static bool
load_demo(struct session *s, struct err *e)
{
	char *text = demo_start(&s->sim, session_now_us(s), s->clock.speed, e);
	bool ok = text && load(s, "double11.cfg", text, e);

	g_free(text);
	return ok;
}

/* The room of a drill: the example's, or the one that the file defines, on the simulator. */
static bool
load_drill(struct session *s, const struct options *o, struct err *e)
{
	bool is_builtin = !o->config_file;

	if (!load(s, is_builtin ? "double11.cfg" : o->config_file,
	          is_builtin ? example_double11 : NULL, e))
		return false;
	s->sim =
	    drill_simulate(s->drill, s->config, is_builtin, session_now_us(s), s->clock.speed, e);
	return s->sim != NULL;
}

static bool
load_file(struct session *s, const struct options *o, struct err *e)
{
	char *file = o->config_file ? g_strdup(o->config_file)
	                            : g_build_filename(g_get_user_config_dir(), "warroom",
	                                               "warroom.cfg", NULL);
	bool ok = false;

	if (o->config_file || g_file_test(file, G_FILE_TEST_EXISTS))
		ok = load(s, file, NULL, e);
	else
		err_set(
		    e,
		    "there is no configuration at %s: write one (see 'man 5 warroom.cfg'), name one with -c, or look "
		    "at 'warroom demo'",
		    file);
	g_free(file);
	return ok;
}

/* The room's clock: shifted when the demo or --at says what time it is. */
static bool
set_clock(struct session *s, const struct options *o, struct err *e)
{
	const char *at = o->at ? o->at : o->demo || o->scenario ? DEMO_START : NULL;
	GTimeZone *zone;
	int64_t us;
	bool ok;

	if (s->drill && *s->drill->file->at)
		at = s->drill->file->at;
	s->clock = (struct clock_pace){ clock_real_us(), clock_real_us(), o->speed };
	if (!at)
		return true;
	zone =
	    s->room ? g_time_zone_ref(s->room->zone) : g_time_zone_new_identifier("Asia/Shanghai");
	ok = instant_parse(at, zone, &us, e);
	g_time_zone_unref(zone);
	if (!ok)
		return err_in(e, s->drill ? "at" : "--at");
	s->clock.at_us = us;
	return true;
}

/* Real sources keep their own time. */
static bool
may_hurry(const struct options *o, struct err *e)
{
	return o->speed <= 1 || o->demo || o->scenario ||
	       err_set(e, "--speed is for a simulated room: a demo or a drill");
}

/* An answer takes real time however fast the room's clock runs, so no source is called late for what it
 * could not have done within a second or two of ours. */
static void
allow_time(struct session *s)
{
	struct event_batch *batch = event_batch_new();

	for (guint i = 0; s->clock.speed > 1 && i < s->room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(s->room->sources, i);
		struct define_source *slower = event_batch_alloc(batch, sizeof *slower);

		*slower = source->is;
		slower->period_us = MAX(slower->period_us, s->clock.speed * SEC_US);
		event_batch_add(batch, EVENT_DEFINE_SOURCE, 0)->define_source = slower;
	}
	room_apply_batch(s->room, batch);
	event_batch_free(&batch);
}

/* Each drill has a journal of its own: what was done in the last one would count in this one. */
static bool
start_drill(struct session *s, const struct options *o, struct err *e)
{
	if (o->journal && g_file_test(o->journal, G_FILE_TEST_EXISTS))
		return err_set(
		    e, "%s is there already: a drill has a journal of its own, name a new file",
		    o->journal);
	s->drill = drill_run_new(o->scenario, e);
	return s->drill && set_clock(s, o, e) && load_drill(s, o, e);
}

static bool
fits_room(const struct session *s, struct err *e)
{
	GPtrArray *problems = g_ptr_array_new_with_free_func(config_problem_free);
	bool fits = scenario_file_fits(s->drill->file, s->room, problems);

	config_print_problems(problems);
	g_ptr_array_unref(problems);
	return fits || err_set(e, "%s", "");
}

struct session *
session_new(const struct options *options, struct err *e)
{
	struct session *s = g_new0(struct session, 1);

	if (!options_check_speed(options, e) || !may_hurry(options, e))
		goto fail;
	s->is_demo = options->demo;
	s->is_read_only = options->is_read_only || options->is_wall;
	if (options->scenario && !start_drill(s, options, e))
		goto fail;
	if (options->demo ? !set_clock(s, options, e) || !load_demo(s, e)
	                  : !options->scenario && !load_file(s, options, e))
		goto fail;
	s->room = room_new();
	room_apply_batch(s->room, s->config->definitions);
	allow_time(s);
	if (s->drill && !fits_room(s, e))
		goto fail;
	if (options->demo || (s->drill && !options->config_file))
		demo_remember(s->room, session_now_us(s));
	else if (!s->drill && !set_clock(s, options, e))
		goto fail;
	if (options->journal) {
		g_free(s->config->journal);
		s->config->journal = g_strdup(options->journal);
	}
	identity_start(s, options);
	s->notify = notify_new(s->config->notify);
	s->mailbox = mailbox_new();
	if (!s->mailbox) {
		err_set(e, "the system has no file descriptor left");
		goto fail;
	}
	return s;
fail:
	session_free(&s);
	return NULL;
}

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
		                   .once = once };

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

/* What no longer is listed by a source that answers is gone, though only the room remembers it. */
static void
take_observed(struct session *s, struct event_batch *batch)
{
	struct event_batch *gone = event_batch_new();

	session_enter(s, batch);
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

	g_string_printf(text, "site %s: ", now->name);
	if (now->is_linked)
		g_string_append_printf(text, "linked, %d site%s", (int)now->sites,
		                       now->sites == 1 ? "" : "s");
	else
		g_string_append_printf(text, "CUT OFF: %s", now->reason);
	if (now->is_healed && now->came + now->went > 0)
		g_string_append_printf(text, "; meanwhile %u events came, %u went", now->came,
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
	unsigned long before = s->room->version;
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
		session_derive(s);
		if (s->drill)
			drill_answer(s);
		make_checkpoint(s);
		repeat(s);
	}
	return s->room->version != before;
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
