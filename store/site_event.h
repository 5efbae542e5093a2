/* An event as it travels between sites, and what is let in of one that comes. */
#ifndef STORE_SITE_EVENT_H
#define STORE_SITE_EVENT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A row of the journal; all texts are owned. */
struct site_event {
	char *id, *kind, *person, *terminal_user, *body, *site;
	int64_t at_us;
	int64_t seq;      /* in the journal of the site that wrote it to etcd */
	int64_t revision; /* etcd's; 0 */
	char *delivery;   /* NULL: none */
	char *cause;      /* when it is sent: of what an outcome ends the claim; NULL */
};

struct site_event *site_event_new(void);
void site_event_free(void *event);

/* As JSON; g_free. Pure. */
char *site_event_write(const struct site_event *event);

/*
 * Reads what stands under the key of this id. All of it is hostile until it was cleaned: NULL when
 * it is no event of a known durable kind, or its id is neither a UUID nor UUID/OUTCOME. Pure.
 */
struct site_event *site_event_read(const char *id, const char *text, size_t len);

/* Is it a name of a site: 1 to 64 letters, digits, '-' and '_'? Pure. */
bool site_is_name(const char *text);

#endif
