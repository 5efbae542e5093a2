/* What the person at the keyboard did last, and how it is taken back: read from the room's timeline, so that
 * it outlives the console. */
#include "app/undo.h"

#include "base/clock.h"
#include "base/lang.h"
#include "room/alert.h"

#include <stdio.h>
#include <string.h>

static bool
ack_stands(const struct room *room, const struct entry *entry)
{
	const struct alert *alert = room_alert(room, entry->subject);

	/* the line of an acknowledgement bears no id */
	return alert && alert->ack && alert->ack->at_us == entry->at_us &&
	       strcmp(alert->ack->person, entry->person) == 0 && !*alert->ack->taken_back_by;
}

static bool
done_stands(const struct room *room, const struct entry *entry)
{
	const struct alert *alert = room_alert(room, entry->subject);

	return alert && *entry->id && strcmp(alert->more->done_id, entry->id) == 0;
}

/* What can be taken back. */
static const struct {
	enum event_kind kind;
	enum intent_kind back;
	bool (*stands)(const struct room *room, const struct entry *entry);
	const char *did;
} ways[] = {
	{ EVENT_ACK, INTENT_UNACK, ack_stands, N_("you acknowledged it") },
	{ EVENT_SILENCE, INTENT_UNACK, ack_stands, N_("you silenced it") },
	{ EVENT_DONE, INTENT_REOPEN, done_stands, N_("you said it is handled") },
};

/* Why the others stay. */
static const struct {
	enum event_kind kind;
	const char *why;
} stays[] = {
	{ EVENT_ACK, N_("your last acknowledgement has ended already") },
	{ EVENT_SILENCE, N_("your last silence has ended already") },
	{ EVENT_UNACK, N_("your last act was to take something back: do it again to undo that") },
	{ EVENT_DONE, N_("what you said is done last is no alert's, or no more so") },
	{ EVENT_NOTE, N_("your last note stays; 'correct' in the log puts other words beside it") },
	{ EVENT_DECIDE,
	  N_("your last decision stays; 'correct' in the log puts other words beside it") },
	{ EVENT_GATE,
	  N_("what you said about a gate stays; sign or refuse it again to change it") },
	{ EVENT_ESCALATE, N_("your last escalation stays: who was told knows it") },
	{ EVENT_ASSIGN,
	  N_("your last act gave an alert to somebody: assign it again to change that") },
};

static int
way_of(enum event_kind kind)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
		if (ways[i].kind == kind)
			return (int)i;
	return -1;
}

static void
say_why(const struct entry *last, char *why, size_t size)
{
	const char *text = _("your last act cannot be taken back");

	if (!last)
		text = _("you have done nothing that could be taken back");
	for (size_t i = 0; last && i < G_N_ELEMENTS(stays); i++)
		if (stays[i].kind == last->kind)
			text = _(stays[i].why);
	g_strlcpy(why, text, size);
}

static const struct entry *
entry_at(const struct session *s, guint i)
{
	return g_ptr_array_index(s->room->log, i);
}

/* All that was done by one key: entries of one kind and instant. */
static void
add_batch(const struct session *s, const struct entry *first, int way, struct intent *intent)
{
	for (guint i = s->room->log->len; i > 0; i--) {
		const struct entry *entry = entry_at(s, i - 1);

		if (entry->at_us < first->at_us)
			break;
		if (entry->at_us == first->at_us && entry->kind == first->kind &&
		    strcmp(entry->person, first->person) == 0 && ways[way].stands(s->room, entry))
			intent_add(intent, entry->subject);
	}
}

bool
undo_last(const struct session *s, struct intent *intent, char *why, size_t size)
{
	const struct entry *last = NULL;
	char ago[32];

	for (guint i = s->room->log->len; i > 0; i--) {
		const struct entry *entry = entry_at(s, i - 1);
		int way = way_of(entry->kind);

		if (!*s->person || strcmp(entry->person, s->person) != 0)
			continue;
		last = last ? last : entry;
		if (way < 0 || !ways[way].stands(s->room, entry))
			continue;
		intent->kind = ways[way].back;
		intent->ask = true;
		add_batch(s, entry, way, intent);
		duration_coarse(MAX(session_now_us(s) - entry->at_us, 0), ago, sizeof ago);
		intent->text = g_strdup_printf(_("%s (%s ago)"), _(ways[way].did), ago);
		return true;
	}
	say_why(last, why, size);
	return false;
}
