/* A first configuration: what is known of the room, and the text that says it. */
#ifndef APP_INIT_H
#define APP_INIT_H

#include "net/identify.h"

#include <glib.h>

struct init_room {
	char *name, *zone, *start, *end; /* start, end: "YYYY-MM-DD HH:MM" in the zone */
	char *person;                    /* who may do everything: the user of the machine */
	struct identify_login login;     /* of what is asked; lent */
	GPtrArray *found;                /* struct identified * */
};

/* The text of the configuration, with comments; g_free. Pure. */
char *init_text(const struct init_room *room);

/* A text as a string of the configuration's language, with its quotes; g_free. */
char *init_quoted(const char *text);

#endif
