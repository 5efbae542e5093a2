/* What is common to reading the answers of sources: alerts that are there and gone, elements, what is broken. */
#include "net/source.h"

#include "base/lang.h"
#include "net/elements.h"
#include "room/alert.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
reading_broken(struct reading *r, const char *fmt, ...)
{
	va_list args;

	if (r->slot->broken++ > 0)
		return;
	va_start(args, fmt);
	vsnprintf(r->slot->first_broken.text, sizeof r->slot->first_broken.text, fmt, args);
	va_end(args);
}

static void
count_alerts(const struct reading *r)
{
	size_t n = changes_count(r->slot->alerts);

	*r->source->alerts += n - r->slot->counted;
	r->slot->counted = n;
}

bool
reading_has_room(struct reading *r, const char *fingerprint)
{
	count_alerts(r);
	if (*r->source->alerts < ROOM_ALERTS_MAX || changes_has(r->slot->alerts, fingerprint))
		return true;
	reading_broken(
	    r,
	    _("content: an alert is left out, since the sources show %d already, which is "
	      "all that the room holds: ask for fewer, by a filter"),
	    ROOM_ALERTS_MAX);
	r->has_undated = true; /* there may be room for it at the next answer */
	return false;
}

const char *
reading_alert_key(struct reading *r, const char *fingerprint)
{
	size_t head = strlen(r->source->conf->name), size = strlen(fingerprint) + 1;
	char *key = event_batch_bytes(r->batch, NULL, head + size);

	memcpy(key, r->source->conf->name, head);
	key[head] = '/';
	memcpy(key + head + 1, fingerprint, size);
	return key;
}

/* The source's name in the batch: the events of a reading share it. */
static const char *
source_name(const struct reading *r)
{
	const GPtrArray *events = r->batch->events;
	const struct event *last = events->len ? g_ptr_array_index(events, events->len - 1) : NULL;

	if (last && !strcmp(last->source, r->source->conf->name))
		return last->source;
	return event_batch_str(r->batch, r->source->conf->name);
}

struct event *
reading_add(struct reading *r, enum event_kind kind, const char *subject)
{
	const char *source = source_name(r);
	struct event *event = event_batch_add(r->batch, kind, r->now_us);

	event->source = source;
	event->subject = event_batch_str(r->batch, subject);
	return event;
}

static void
tell_if_full(struct reading *r)
{
	if (r->tell && r->batch->events->len >= READING_EVENTS)
		r->tell(r);
}

void
reading_gone(void *user, const char *fingerprint)
{
	struct reading *r = user;

	reading_add(r, EVENT_ALERT_GONE, reading_alert_key(r, fingerprint));
	tell_if_full(r);
}

void
reading_begin(struct reading *r)
{
	r->slot->rows = r->slot->broken = 0;
	r->slot->first_broken.text[0] = '\0';
	count_alerts(r);
	changes_begin(r->slot->alerts);
	changes_begin(r->slot->others);
	if (r->source->ops->read_begin)
		r->source->ops->read_begin(r);
}

void
reading_element(void *user, const char *bytes, size_t len, const char *why)
{
	struct reading *r = user;

	if (bytes)
		r->source->ops->read_element(r, bytes, len);
	else
		reading_broken(r, _("content: an element %s"), why);
	tell_if_full(r);
}

static size_t
know_element(void *user, const char *bytes, size_t len)
{
	struct reading *r = user;

	return r->source->ops->know_element(r, bytes, len);
}

struct elements *
reading_elements(struct reading *r)
{
	struct elements *elements = elements_new(reading_element, r);

	if (r->source->ops->list_head)
		elements_in(elements, r->source->ops->list_head, r->source->ops->list_tail);
	if (r->source->ops->know_element)
		elements_knowing(elements, know_element);
	return elements;
}
