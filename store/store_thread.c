/* The store thread: takes what is to be kept, answers when it is durable, and says what is due
 * to leave. */
#include "store/store_thread.h"

#include "base/lang.h"
#include "room/message.h"

#include <poll.h>
#include <string.h>

/* How often a journal that cannot be written is tried again. */
#define RETRY_US (2 * SEC_US)
/* An action waits so long for another program's lock, and shows as pending meanwhile: counted from
 * when it was asked for, or from the last one that was kept, as a queue that moves is no held lock; */
#define PATIENCE_US (15 * SEC_US)
/* one that waited behind others for that long still gets a try. */
#define LAST_PATIENCE_US (100 * MSEC_US)
/* How often it is seen to that the journal stays small, and the pause between two slices of that. */
#define GROWTH_US (10 * MIN_US)
#define GROWTH_SLICE_US (50 * MSEC_US)
/* So many observations are one transaction. */
enum { OBSERVED_SLICE = 500 };
/* No more of them are written before what a rule derived. */
enum { SLICES_BEFORE = 4 };
/* Observations are collected so long before they are written, */
#define COLLECT_US SEC_US
/* and at the end no longer than this is spent on them. */
#define LAST_OBSERVED_US (SEC_US / 2)

static void
post_state(struct store *s)
{
	mailbox_post(s->to_ui, MESSAGE_JOURNAL, g_memdup2(&s->state, sizeof s->state), g_free);
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
		post_state(s);
}

static void
post_past(struct event_batch *batch, void *store)
{
	struct store *s = store;

	mailbox_post(s->to_ui, MESSAGE_PAST, batch, event_batch_free_payload);
}

/* An upgrade that others have made: what is known of it is shown, but not written to. The sentence
 * of journal_open() stays. */
static bool
is_newer(struct store *s)
{
	if (s->journal.schema <= SCHEMA_VERSION)
		return false;
	s->only_reads = s->state.is_newer = s->journal.takes_newer = true;
	return true;
}

static bool
open_file(struct store *s, struct err *e)
{
	s->journal.is_drill = s->is.is_drill;
	if (!s->only_reads && (journal_open(&s->journal, s->is.path, e) || !is_newer(s)))
		return s->journal.db != NULL;
	if (!g_file_test(s->is.path, G_FILE_TEST_EXISTS))
		return err_set(e, _("there is no journal %s yet"), s->is.path);
	if (!journal_open_reading(&s->journal, s->is.path, e))
		return false;
	if (journal_check_drill(&s->journal, e))
		return true;
	journal_close(&s->journal);
	return false;
}

/* Once: later the sources have said more. */
static bool
tell_present(struct store *s, struct err *e)
{
	bool ok = s->has_told_present || journal_tell_present(&s->journal, post_past, s, e);

	s->has_told_present |= ok;
	return ok;
}

static void
open_journal(struct store *s)
{
	struct err e = { "" };
	bool is_first = s->journal.seq == 0;
	bool ok;

	wal_watch_end(&s->wal); /* that of the file before */
	ok = open_file(s, &e) &&
	     journal_follow_checkpoint(&s->journal, s->is.basis, post_past, s, &e);

	if (ok && is_first)
		s->state.checkpoint_seq = s->journal.seq;
	ok = ok && journal_follow(&s->journal, post_past, s, &e) &&
	     journal_follow_retries(&s->journal, post_past, s, &e) && tell_present(s, &e);
	if (!ok)
		journal_close(&s->journal);
	tell_state(s, ok && !s->only_reads, e.text);
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
	if (is_kept)
		batch->seq = s->journal.seq;
	mailbox_post(s->to_ui, MESSAGE_STORED, batch, event_batch_free_payload);
}

/* All that wait behind one lock are answered when their own time is over. */
static bool
append(struct store *s, const struct append *a, struct err *e)
{
	int64_t since_us = MAX(a->asked_us, s->kept_us);
	int64_t left_us = since_us + PATIENCE_US - clock_monotonic_us();
	bool ok;

	s->journal.patience_us = MAX(left_us, LAST_PATIENCE_US);
	ok = journal_append(&s->journal, a->events, a->deliveries, post_past, s, e);
	s->journal.patience_us = PATIENCE_US;
	if (ok)
		s->kept_us = clock_monotonic_us();
	return ok;
}

/* Written at that instant at the latest. */
static void
observe(struct store *s, struct event_batch *batch, int64_t at_us)
{
	observed_add(s->observed, batch);
	if (s->observe_us == UNSAID && observed_count(s->observed) > 0)
		s->observe_us = at_us;
	else if (!s->is_observed_late)
		s->observe_us = MIN(s->observe_us, at_us);
	/* a flood costs memory while it waits; one that could not be written waits for its time */
	if (observed_count(s->observed) >= OBSERVED_SLICE && !s->is_observed_late)
		s->observe_us = MIN(s->observe_us, clock_monotonic_us());
}

/* A slice, so that an action that came meanwhile is looked at before the next one. False: later. */
static bool
write_observed(struct store *s)
{
	GPtrArray *slice = observed_slice(s->observed, OBSERVED_SLICE);
	struct err e = { "" };
	bool ok = journal_observe(&s->journal, slice, &e);

	if (ok)
		observed_drop(s->observed, slice->len);
	g_ptr_array_unref(slice);
	return ok;
}

/* What a rule derived rests on what was observed, and may be due since long ago: a replay is to come to know both in
 * the order in which the room did. What a person did goes first: somebody waits for it. */
static void
write_what_it_rests_on(struct store *s, const struct event_batch *events)
{
	bool is_derived = false;

	for (guint i = 0; i < events->events->len; i++) {
		const struct event *event = g_ptr_array_index(events->events, i);

		is_derived |= !*event->person && event_is_kept_apart(event->kind);
	}
	for (int i = 0; is_derived && i < SLICES_BEFORE && !s->is_observed_late; i++) {
		if (observed_count(s->observed) > 0)
			s->is_observed_late = !write_observed(s);
	}
}

/* What the rules derived that is no event of the journal is kept as observed, by those that watch. */
static void
take_append(struct store *s, struct append *a)
{
	struct err e = { "" };
	bool ok = s->journal.db && !s->only_reads;

	if (ok) {
		write_what_it_rests_on(s, a->events);
		ok = append(s, a, &e);
	} else {
		err_set(&e, "%s",
		        s->is.is_reading ? _("the journal is only read") : s->state.reason);
	}
	answer(s, a->events, ok, e.text);
	if (s->journal.db && !s->only_reads)
		tell_state(s, ok, e.text);
	s->next_due_us = 0; /* look */
	if (ok && s->is.path && !s->is.leaves_due)
		observe(s, g_steal_pointer(&a->events), clock_monotonic_us() + COLLECT_US);
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

	/* that it can again is found by mend(), which asks for more than this takes */
	if (ok)
		post_consoles(s);
	else
		tell_state(s, false, e.text);
	s->next_presence_us = clock_monotonic_us() + PRESENCE_US;
	s->next_due_us = 0; /* look whether one that has died left something */
}

/* What other consoles did meanwhile. */
static void
follow(struct store *s)
{
	int64_t now_us = clock_monotonic_us(), written = journal_written(&s->journal);
	bool is_ours = written != s->written, has_changed;
	struct err e = { "" };

	s->written = written;
	if (!wal_watch_take(&s->wal, journal_log_path(&s->journal), is_ours, now_us))
		return;
	has_changed = journal_has_changed(&s->journal);
	wal_watch_looked(&s->wal, has_changed, now_us);
	if (!has_changed)
		return;
	if (!journal_follow(&s->journal, post_past, s, &e) ||
	    !journal_follow_retries(&s->journal, post_past, s, &e))
		tell_state(s, false, e.text);
	post_consoles(s);
	s->next_due_us = 0;
}

static void
end_observed(struct store *s)
{
	bool has_given_up = observed_has_given_up(s->observed);

	s->observe_us = UNSAID;
	if (atomic_exchange(&s->has_missed, false) || has_given_up)
		mailbox_post(s->to_ui, MESSAGE_REPEAT, NULL, NULL);
}

static void
tend_observed(struct store *s)
{
	int64_t now_us = clock_monotonic_us();

	if (s->observe_us == UNSAID && atomic_load(&s->has_missed))
		end_observed(s);
	if (s->observe_us == UNSAID || s->observe_us > now_us)
		return;
	s->is_observed_late = !write_observed(s);
	if (s->is_observed_late)
		s->observe_us = now_us + RETRY_US;
	else if (observed_count(s->observed) == 0)
		end_observed(s);
}

static void
tend_growth(struct store *s)
{
	struct growth growth;
	struct err e = { "" };
	int64_t now_us = clock_monotonic_us();

	if (!s->is.path || s->next_growth_us > now_us)
		return;
	s->next_growth_us = now_us + GROWTH_US;
	if (!journal_tend_growth(&s->journal, s->is.limit_bytes, &growth, &e))
		return; /* the next action says so where it matters */
	if (growth.more)
		s->next_growth_us = now_us + GROWTH_SLICE_US;
	if (growth.is_too_large == (*s->state.warning != '\0'))
		return;
	*s->state.warning = '\0';
	if (growth.is_too_large)
		store_warning(growth.used_bytes, s->is.limit_bytes, s->state.warning,
		              sizeof s->state.warning);
	post_state(s);
}

/* What waits in the outbox is due by the wall clock: one that was set back would hold it. */
static void
tend_clock(struct store *s)
{
	int64_t step_us = clock_watch_step_us(&s->clock);
	struct err e = { "" };

	if (step_us == 0)
		return;
	if (step_us < 0 && !journal_move_due(&s->journal, step_us, &e))
		tell_state(s, false, e.text);
	s->next_due_us = 0; /* look */
}

static void
tend(struct store *s)
{
	if (s->is.path)
		follow(s);
	if (s->only_reads)
		return;
	if (s->who && s->next_presence_us <= clock_monotonic_us())
		present(s);
	tend_clock(s);
	if (s->is.leaves_due)
		s->next_due_us = UNSAID;
	else if (s->next_due_us != UNSAID && s->next_due_us <= clock_real_us())
		post_due(s);
	tend_observed(s);
	tend_growth(s);
}

/* A journal that could not be opened or written is tried again: when the disk has room, actions
 * count again. */
static void
mend(struct store *s)
{
	struct err e = { "" };

	if (!s->journal.db)
		open_journal(s);
	else if (!s->only_reads && journal_probe(&s->journal, &e))
		tell_state(s, true, "");
}

static int64_t
rest_until(int64_t rest_us, int64_t at_us, int64_t now_us)
{
	int64_t until_us;

	if (at_us == UNSAID)
		return rest_us;
	until_us = MAX(at_us - now_us, 0);
	return rest_us < 0 ? until_us : MIN(rest_us, until_us);
}

static void
wait_for_request(struct store *s)
{
	bool follows = s->journal.db && s->is.path;
	struct pollfd fds[] = {
		{ .fd = mailbox_fd(s->in), .events = POLLIN },
		{ .fd = follows ? s->wal.fd : -1, .events = POLLIN },
	};
	int64_t rest_us = -1;

	if (s->journal.db && !s->only_reads) {
		rest_us = rest_until(rest_us, s->next_due_us, clock_real_us());
		rest_us = rest_until(rest_us, s->observe_us, clock_monotonic_us());
		if (s->is.path)
			rest_us = rest_until(rest_us, s->next_growth_us, clock_monotonic_us());
	}
	if (follows)
		rest_us = rest_until(rest_us, s->wal.next_us, clock_monotonic_us());
	if (!s->state.open)
		rest_us = rest_until(rest_us, RETRY_US, 0);
	poll(fds, G_N_ELEMENTS(fds),
	     rest_us < 0 ? -1 : (int)MIN((rest_us + MSEC_US - 1) / MSEC_US, 60000));
}

void
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

/* Each write wakes this thread some times more, for its disk and to look behind it; so what can wait goes with another
 * one. */
static void
take_observed(struct store *s, struct message *m)
{
	bool waits = m->kind == REQUEST_OBSERVE_LATE && s->who;

	if (s->only_reads)
		m->free_payload(m->payload);
	else
		observe(s, m->payload,
		        waits ? s->next_presence_us : clock_monotonic_us() + COLLECT_US);
}

/* Without one the next start reads more: that is all. */
static void
take_checkpoint(struct store *s, const struct checkpoint *c)
{
	struct err e;

	if (s->journal.db && !s->only_reads)
		(void)!journal_checkpoint(&s->journal, c->ids, c->seq, s->is.basis, &e);
}

static void
take_request(struct store *s, struct message *m)
{
	switch ((enum request_kind)m->kind) {
	case REQUEST_STOP:
		s->is_stopping = true;
		return;
	case REQUEST_PRESENT:
		take_presence(s, m);
		return; /* kept */
	case REQUEST_OBSERVE:
	case REQUEST_OBSERVE_LATE:
		take_observed(s, m);
		return; /* kept */
	case REQUEST_CHECKPOINT:
		take_checkpoint(s, m->payload);
		break;
	case REQUEST_APPEND:
		take_append(s, m->payload);
		break;
	}
	m->free_payload(m->payload);
}

static void
take_requests(struct store *s)
{
	struct message m;

	while (mailbox_take(s->in, &m))
		take_request(s, &m);
}

static void
write_last_observed(struct store *s)
{
	int64_t until_us = clock_monotonic_us() + LAST_OBSERVED_US;

	while (s->journal.db && !s->only_reads && observed_count(s->observed) > 0 &&
	       clock_monotonic_us() < until_us && write_observed(s))
		;
}

void *
store_run(void *store)
{
	struct store *s = store;

	s->only_reads = s->is.is_reading;
	wal_watch_init(&s->wal);
	s->journal.patience_us = PATIENCE_US;
	s->journal.hurry_us = &s->hurry_us;
	open_journal(s);
	while (!s->is_stopping) {
		if (s->journal.db)
			tend(s);
		wait_for_request(s);
		take_requests(s);
		if (!s->state.open && !s->is_stopping)
			mend(s);
	}
	write_last_observed(s);
	wal_watch_end(&s->wal);
	journal_close(&s->journal);
	return NULL;
}
