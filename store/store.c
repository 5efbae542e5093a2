/* The store thread: takes what is to be kept, answers when it is durable, and says what is due
 * to leave. */
#include "store/store.h"

#include "room/message.h"
#include "store/sqlite.h"

#include <poll.h>
#include <pthread.h>
#include <string.h>

enum request_kind { REQUEST_APPEND = 1, REQUEST_PRESENT, REQUEST_STOP };

/* How often a journal that cannot be written is tried again. */
#define RETRY_US (2 * SEC_US)
/* How often it looks whether another console has written. */
#define FOLLOW_US (200 * MSEC_US)

struct append {
	struct event_batch *events;
	GPtrArray *deliveries; /* NULL: none */
};

struct store {
	pthread_t thread;
	struct mailbox *in, *to_ui;
	char *path;
	bool leaves_due;
	/* of the store thread */
	struct journal journal;
	struct journal_state state;
	int64_t next_due_us;      /* real clock; UNSAID */
	struct presence *who;     /* NULL: not said */
	int64_t next_presence_us; /* monotonic clock */
	char *consoles;           /* who was posted last */
	bool is_stopping;
};

static void
delivery_free_element(gpointer d)
{
	delivery_free_payload(d);
}

static void
append_free(void *payload)
{
	struct append *a = payload;

	event_batch_free(&a->events);
	if (a->deliveries)
		g_ptr_array_unref(a->deliveries);
	g_free(a);
}

static void
tell_state(struct store *s, bool is_open, const char *reason)
{
	bool changed =
	    !s->state.read || s->state.open != is_open || strcmp(s->state.reason, reason) != 0;

	s->state.read = true;
	s->state.open = is_open;
	g_strlcpy(s->state.reason, reason, sizeof s->state.reason);
	if (changed)
		mailbox_post(s->to_ui, MESSAGE_JOURNAL, g_memdup2(&s->state, sizeof s->state),
		             g_free);
}

static void
post_past(struct event_batch *batch, void *store)
{
	struct store *s = store;

	mailbox_post(s->to_ui, MESSAGE_PAST, batch, event_batch_free_payload);
}

static void
open_journal(struct store *s)
{
	struct err e = { "" };
	bool ok = journal_open(&s->journal, s->path, &e) &&
	          journal_follow(&s->journal, post_past, s, &e) &&
	          journal_follow_retries(&s->journal, post_past, s, &e);

	if (!ok)
		journal_close(&s->journal);
	tell_state(s, ok, e.text);
	s->next_presence_us = 0;
}

/* One EVENT_KEPT or EVENT_LOST for each action; outcomes need no answer. */
static void
answer(struct store *s, const struct event_batch *events, bool is_kept, const char *reason)
{
	struct event_batch *batch = event_batch_new();

	for (guint i = 0; i < events->events->len; i++) {
		const struct event *event = g_ptr_array_index(events->events, i);
		struct event *told;

		if (!*event->id)
			continue;
		told = event_batch_add(batch, is_kept ? EVENT_KEPT : EVENT_LOST, event->at_us);
		told->cause = event_batch_str(batch, event->id);
		told->text = event_batch_str(batch, reason);
	}
	mailbox_post(s->to_ui, MESSAGE_STORED, batch, event_batch_free_payload);
}

static void
take_append(struct store *s, const struct append *a)
{
	struct err e = { "" };
	bool ok = s->journal.db
	              ? journal_append(&s->journal, a->events, a->deliveries, post_past, s, &e)
	              : err_set(&e, "%s", s->state.reason);

	answer(s, a->events, ok, e.text);
	if (s->journal.db)
		tell_state(s, ok, e.text);
	s->next_due_us = 0; /* look */
}

static void
post_due(struct store *s)
{
	GPtrArray *due = g_ptr_array_new();
	struct err e = { "" };

	if (journal_take_due(&s->journal, due, &s->next_due_us, &e)) {
		for (guint i = 0; i < due->len; i++)
			mailbox_post(s->to_ui, MESSAGE_DUE, g_ptr_array_index(due, i),
			             delivery_free_payload);
	} else {
		tell_state(s, false, e.text);
		s->next_due_us = clock_real_us() + RETRY_US;
	}
	g_ptr_array_unref(due);
}

/* A text that is another one when something that is shown of the consoles is. */
static char *
consoles_text(const struct event *event)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < event->n_peers; i++) {
		const struct peer *p = &event->peers[i];

		g_string_append_printf(text, "%s\n%s\n%s\n", p->id, p->person, p->mode);
	}
	return g_string_free(text, FALSE);
}

static void
post_consoles(struct store *s)
{
	struct event_batch *batch = journal_consoles(&s->journal);
	char *text = consoles_text(g_ptr_array_index(batch->events, 0));

	if (g_strcmp0(text, s->consoles) == 0) {
		event_batch_free(&batch);
		g_free(text);
		return;
	}
	g_free(s->consoles);
	s->consoles = text;
	mailbox_post(s->to_ui, MESSAGE_PRESENT, batch, event_batch_free_payload);
}

/* A journal that cannot take this can take nothing: better said now than at the next key press. */
static void
present(struct store *s)
{
	struct err e = { "" };
	bool ok = journal_present(&s->journal, s->who, &e);

	tell_state(s, ok, e.text);
	if (ok)
		post_consoles(s);
	s->next_presence_us = clock_monotonic_us() + PRESENCE_US;
	s->next_due_us = 0; /* look whether one that has died left something */
}

/* What other consoles did meanwhile. */
static void
follow(struct store *s)
{
	struct err e = { "" };

	if (!journal_has_changed(&s->journal))
		return;
	if (!journal_follow(&s->journal, post_past, s, &e) ||
	    !journal_follow_retries(&s->journal, post_past, s, &e))
		tell_state(s, false, e.text);
	post_consoles(s);
	s->next_due_us = 0;
}

static void
tend(struct store *s)
{
	if (s->path)
		follow(s);
	if (s->who && s->next_presence_us <= clock_monotonic_us())
		present(s);
	if (s->leaves_due)
		s->next_due_us = UNSAID;
	else if (s->next_due_us != UNSAID && s->next_due_us <= clock_real_us())
		post_due(s);
}

/* A journal that could not be opened or written is tried again: when the disk has room, actions
 * count again. */
static void
mend(struct store *s)
{
	struct err e = { "" };

	if (!s->journal.db)
		open_journal(s);
	else if (journal_probe(&s->journal, &e))
		tell_state(s, true, "");
}

static void
wait_for_request(struct store *s)
{
	struct pollfd fd = { .fd = mailbox_fd(s->in), .events = POLLIN };
	int64_t rest_us = s->next_due_us == UNSAID ? -1 : MAX(s->next_due_us - clock_real_us(), 0);

	if (s->journal.db && s->path)
		rest_us = rest_us < 0 ? FOLLOW_US : MIN(rest_us, FOLLOW_US);
	if (!s->state.open && (rest_us < 0 || rest_us > RETRY_US))
		rest_us = RETRY_US;
	poll(&fd, 1, rest_us < 0 ? -1 : (int)MIN(rest_us / MSEC_US + 1, 60000));
}

static void
presence_free(void *presence)
{
	struct presence *who = presence;

	if (!who)
		return;
	g_free((char *)who->person);
	g_free((char *)who->terminal_user);
	g_free((char *)who->terminal);
	g_free((char *)who->mode);
	g_free(who);
}

static void
take_presence(struct store *s, struct message *m)
{
	presence_free(s->who);
	s->who = m->payload;
	s->next_presence_us = 0;
}

static void
take_requests(struct store *s)
{
	struct message m;

	while (mailbox_take(s->in, &m)) {
		if (m.kind == REQUEST_STOP) {
			s->is_stopping = true;
			continue;
		}
		if (m.kind == REQUEST_PRESENT) {
			take_presence(s, &m);
			continue;
		}
		take_append(s, m.payload);
		m.free_payload(m.payload);
	}
}

static void *
run(void *store)
{
	struct store *s = store;

	open_journal(s);
	while (!s->is_stopping) {
		if (s->journal.db)
			tend(s);
		wait_for_request(s);
		take_requests(s);
		if (!s->state.open && !s->is_stopping)
			mend(s);
	}
	journal_close(&s->journal);
	return NULL;
}

static struct store *
start(const char *path, struct mailbox *to_ui, bool leaves_due)
{
	struct store *s = g_new0(struct store, 1);

	s->leaves_due = leaves_due;
	s->in = mailbox_new();
	s->to_ui = to_ui;
	s->path = g_strdup(path);
	if (!s->in || pthread_create(&s->thread, NULL, run, s) != 0)
		g_error("the system has no descriptor or thread left for the journal");
	return s;
}

struct store *
store_start(const char *path, struct mailbox *to_ui)
{
	return start(path, to_ui, false);
}

struct store *
store_start_leaving_due(const char *path, struct mailbox *to_ui)
{
	return start(path, to_ui, true);
}

void
store_stop(struct store **store)
{
	struct store *s = *store;

	if (!s)
		return;
	*store = NULL;
	mailbox_post(s->in, REQUEST_STOP, NULL, NULL);
	pthread_join(s->thread, NULL);
	mailbox_free(&s->in);
	presence_free(s->who);
	g_free(s->consoles);
	g_free(s->path);
	g_free(s);
}

void
store_append(struct store *store, struct event_batch *events, GPtrArray *deliveries)
{
	struct append *a = g_new(struct append, 1);

	if (deliveries)
		g_ptr_array_set_free_func(deliveries, delivery_free_element);
	*a = (struct append){ events, deliveries };
	mailbox_post(store->in, REQUEST_APPEND, a, append_free);
}

void
store_present(struct store *store, const struct presence *who)
{
	struct presence *copy = g_new(struct presence, 1);

	*copy = (struct presence){ g_strdup(who->person), g_strdup(who->terminal_user),
		                   g_strdup(who->terminal), g_strdup(who->mode) };
	mailbox_post(store->in, REQUEST_PRESENT, copy, presence_free);
}
