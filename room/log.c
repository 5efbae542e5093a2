/* The timeline: lines in the order of their instants, whatever order they came in. */
#include "room/ack.h"
#include "room/apply.h"

#include <string.h>

void
log_entry_free(void *data)
{
	struct entry *entry = data;

	g_free(entry->subject);
	g_free(entry->text);
	ack_text(&entry->id, "");
	g_free(entry);
}

static bool
is_before(const struct entry *entry, int64_t at_us, const char *text, const char *person)
{
	int order = entry->at_us < at_us ? -1 : entry->at_us > at_us;

	if (!order)
		order = strcmp(entry->text, text);
	return (order ? order : strcmp(entry->person, person)) < 0;
}

/* The place of the first line that is not before this one. */
static guint
place_of(const GPtrArray *log, int64_t at_us, const char *text, const char *person)
{
	guint low = 0, high = log->len;

	while (low < high) {
		guint mid = low + (high - low) / 2;

		if (is_before(g_ptr_array_index(log, mid), at_us, text, person))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void
insert(struct room *room, struct entry *entry)
{
	g_ptr_array_insert(
	    room->log, (gint)place_of(room->log, entry->at_us, entry->text, entry->person), entry);
	room->version++;
}

static void
add(struct room *room, const struct event *event, const char *team, char *text)
{
	struct entry *entry = g_new(struct entry, 1);

	/* Trimmed by the eighth: one by one would move the whole list for each line of a storm. */
	if (room->log->len >= ROOM_LOG_MAX)
		g_ptr_array_remove_range(room->log, 0, ROOM_LOG_MAX / 8);
	entry->at_us = event->at_us;
	entry->kind = event->kind;
	entry->number = room->logged++;
	entry->person = room_str(room, event->person);
	entry->team = room_str(room, team);
	entry->subject = g_strdup(event->subject);
	entry->text = text;
	entry->id = ack_no_text;
	ack_text(&entry->id, event->id);
	entry->terminal_user = room_str(room, event->terminal_user);
	entry->proof = room_str(room, event->proof);
	insert(room, entry);
}

void
room_log(struct room *room, const struct event *event, const char *team, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(room, event, team, g_strdup_vprintf(fmt, ap));
	va_end(ap);
}

/* The first line of this instant at or after `i`, of this kind, person and subject; G_MAXUINT = none. */
static guint
find(const GPtrArray *log, const struct event *event, const char *text)
{
	for (guint i = place_of(log, event->at_us, text, event->person); i < log->len; i++) {
		const struct entry *entry = g_ptr_array_index(log, i);

		if (entry->at_us != event->at_us)
			break;
		if (entry->kind == event->kind && g_str_equal(entry->person, event->person) &&
		    g_str_equal(entry->subject, event->subject) && g_str_equal(entry->text, text))
			return i;
	}
	return G_MAXUINT;
}

void
log_once(struct room *room, const struct event *event, const char *team, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	if (find(room->log, event, text) == G_MAXUINT)
		add(room, event, team, text);
	else
		g_free(text);
}

void
log_reword(struct room *room, const struct event *event, const char *before, const char *text)
{
	guint i = find(room->log, event, before);
	struct entry *entry;

	if (i == G_MAXUINT)
		return;
	entry = g_ptr_array_steal_index(room->log, i);
	g_free(entry->text);
	entry->text = g_strdup(text);
	insert(room, entry);
}
