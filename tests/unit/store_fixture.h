/* For the tests of store/: one console's end of a journal, and what it heard. */
#ifndef TESTS_STORE_FIXTURE_H
#define TESTS_STORE_FIXTURE_H

#include "room/message.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct desk {
	char *dir, *path;
	struct mailbox *mailbox;
	struct store *store;
	/* what was heard so far */
	GPtrArray *kept, *lost, *due; /* ids; due: struct delivery */
	GHashTable *past;             /* id -> kind name */
	struct journal_state journal;
	guint complaints; /* how often the journal was said not to be open */
	guint repeats;    /* how often what is shown was asked for again */
	char reason[256];
	GPtrArray *order;   /* ids in the order in which they were confirmed, own and others' */
	GPtrArray *retries; /* "id: reason" */
	char *consoles;     /* "lin@pts/1 sun@tty1" */
};

/* For cmocka: a desk in a directory of its own, without a store. */
int desk_set_up(void **state);
int desk_tear_down(void **state);
/* Another desk on the same file; desk_close() ends it. */
struct desk *desk_beside(const struct desk *d);
void desk_close(struct desk *d);

/* Starts the store, and listens until the journal has been read. Forgets what was heard before. */
void desk_start(struct desk *d);
/* Listens until *count reaches n, or the time is up. */
void desk_listen(struct desk *d, const guint *count, guint n, int ms);

/* An acknowledgement as the session makes it; gives its id (the caller's). */
char *acknowledge(struct store *store, const char *key, int64_t grace_us);
void take_back(struct store *store, const char *key, const char *ack_id);
void tell_outcome(struct store *store, enum event_kind kind, const char *id, const char *remote_id,
                  int64_t delay_us);

#endif
