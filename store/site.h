/* Several sites that share one room: the link between this machine's journal and etcd. */
#ifndef STORE_SITE_H
#define STORE_SITE_H

#include "base/mailbox.h"
#include "store/etcd.h"

/* Texts are owned by whoever made it. */
struct site_conf {
	char *name;   /* of this site: letters, digits, '-' and '_' */
	char *prefix; /* of the room's keys in etcd: "warroom/double11" */
	struct etcd_conf etcd;
	int64_t take_over_us; /* after another site is gone for so long its deliveries leave here */
	GPtrArray *targets; /* char *: names of the sources that deliveries of other sites may leave
	                       through; empty: none leave here */
};

/* Payload of MESSAGE_SITE: how this site stands to the others. */
struct site_state {
	char name[65];       /* of this site; "": the room is not shared */
	bool is_linked;      /* what happens here and there is exchanged */
	int64_t since_us;    /* real clock: linked or cut off since then */
	int64_t sites;       /* that are linked now, this one among them */
	char reason[256];    /* why it is cut off; "" */
	unsigned came, went; /* events exchanged when it was linked again after it was cut off */
	bool is_healed;      /* that has just happened */
};

struct site;

/*
 * Starts the link's thread with a connection of its own to the journal file, which is there.
 * Lends conf. Of all processes on one journal one keeps the link, and another takes over when it
 * ends; all of them post MESSAGE_SITE to `to_ui` when the state changes. Events of other sites
 * are appended to the journal, so the store's thread finds them there.
 */
struct site *site_start(const struct site_conf *conf, const char *journal, struct mailbox *to_ui);
/* Sends what is not sent yet if it is linked, and stops the thread: within a second or a few when
 * etcd does not answer. Sets *site to NULL. */
void site_stop(struct site **site);

/* The state as it stands in the journal file; read-only. `name` "" when no link was ever there.
 * False with a sentence. Any thread. */
bool site_look(const char *journal, const char *name, struct site_state *state,
               struct err *e) MUST_USE;

/* "site sh: 2 sites", "site sh: CUT OFF 00:42"; now_us of the real clock. Returns buf. */
char *site_text(const struct site_state *state, int64_t now_us, char *buf, size_t size);

#endif
