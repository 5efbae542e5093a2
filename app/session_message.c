/* The messages of the other threads: what each makes of the room, the journal and the sources. */
#include "app/session_message.h"

#include "base/lang.h"
#include "net/net.h"
#include "room/alert.h"
#include "room/message.h"

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

static void
take_past_or_news(struct session *s, const struct event_batch *batch)
{
	if (s->journal.read) /* another console's: it is news */
		session_enter(s, batch);
	else
		session_let_in(s, batch);
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

void
session_take(struct session *s, const struct message *m)
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
