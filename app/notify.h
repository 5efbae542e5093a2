/* Notices: what happens in the room goes out to web hooks, such as chat robots and pagers. */
#ifndef APP_NOTIFY_H
#define APP_NOTIFY_H

#include "room/delivery.h"
#include "room/room.h"

/* A target as configured. Where and how is in the source_conf of the same name. Owned. */
struct notify_conf {
	char *name;
	GArray *kinds;    /* enum event_kind: what goes there */
	GPtrArray *tiers; /* char *: of alerts only those of these tiers; empty: all */
	bool is_source;   /* a source that takes notes: only of its own alerts, and of persons */
	int64_t quiet_us; /* the same news about the same thing is not told again within */
};
struct notify_conf *notify_conf_new(const char *name);
void notify_conf_free(void *conf); /* for GPtrArray */

/* The kinds of event that can be told, by name: "escalate", ...; NULL-terminated. */
const char *const *notify_kinds(void);

/* What was told when. UI thread. */
struct notify;

/* targets: struct notify_conf *, lent. */
struct notify *notify_new(const GPtrArray *targets);
/* Sets *n to NULL. */
void notify_free(struct notify **n);

/* Every event that the room lets in, also the past: so that any console on a journal knows what has been
 * told, whoever told it. */
void notify_hear(struct notify *n, const struct event *event);

/*
 * Adds a delivery (struct delivery *, the caller's) for each event and target that wants it and has not
 * been told the same lately. Its id is made from the event's and the target's name, so that
 * several consoles that derive one event tell it once. Call it before the events are let in, but on a
 * room that knows their subjects.
 */
void notify_add(const struct notify *n, const struct room *room, const struct event_batch *events,
                GPtrArray *deliveries);

#endif
