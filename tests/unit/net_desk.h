/* The UI thread's side of the net thread: starts it, and takes messages until the wanted one came. */
#ifndef TESTS_UNIT_NET_DESK_H
#define TESTS_UNIT_NET_DESK_H

#include "tests/unit/net_fixture.h"

#define PATIENCE_US (60 * SEC_US)

struct desk {
	struct mailbox *mail;
	struct net *net;
	GPtrArray *batches; /* all that came, so that events stay */
	guint batch, event; /* what is looked at next */
};

/* With one source, or with an array of them (taken over). */
struct desk desk_open(struct source_conf *conf, const struct net_options *options);
struct desk desk_open_all(GPtrArray *sources, const struct net_options *options);
/* Asserts that the thread ends soon. */
void desk_close(struct desk *desk);

/* The next event of this kind (and, if source is not NULL, of this source); those before it are passed
 * over. Fails when none comes. */
const struct event *desk_wait(struct desk *desk, enum event_kind kind);
const struct event *desk_wait_of(struct desk *desk, enum event_kind kind, const char *source);
/* How many events of this kind came by now, passed over or not. */
unsigned desk_count(const struct desk *desk, enum event_kind kind);

#endif
