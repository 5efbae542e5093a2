/* Notices to web hooks: what became of each stands in the log. */
#include "base/lang.h"
#include "room/ack.h"
#include "room/apply.h"

#include <string.h>

/* A notice's id is its event's and the name of its target: "ID/TARGET". */
static bool
is_of_notice(const struct event *event)
{
	const char *slash = strrchr(event->cause, '/');

	return slash && strcmp(slash + 1, event->source) == 0;
}

void
notice_apply(struct room *room, const struct event *event)
{
	bool is_sent = event->kind == EVENT_SENT;

	if ((!is_sent && event->kind != EVENT_REFUSED) || !is_of_notice(event))
		return;
	room_log(room, event, "", "%s %s: %s%s%s", is_sent ? _("told") : _("NOT TOLD"),
	         event->source, *event->subject ? ack_title(room, event->subject) : _("the room"),
	         *event->text ? ": " : "", event->text);
	room->version++;
}
