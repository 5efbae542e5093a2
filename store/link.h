/* What the link between a journal and etcd reads and writes in the journal. */
#ifndef STORE_LINK_H
#define STORE_LINK_H

#include "store/site.h"
#include "store/site_event.h"
#include "store/sqlite.h"

/* The row of this site. */
struct link_row {
	int64_t pushed_seq; /* events of this site up to here are in etcd */
	int64_t revision;   /* changes in etcd up to here are in the journal; 0: read everything */
	char cluster[24];   /* whose revisions these are */
	char identity[37];  /* of this journal: two machines of one name are told apart by it */
	bool is_held;       /* some process keeps the link now */
	bool is_mine;       /* it is this connection */
	struct site_state state; /* as the keeper last told */
};

/* Reads the row; one of zeros (identity "") where there is none. */
bool link_read(struct journal *j, const char *site, struct link_row *row, struct err *e) MUST_USE;
/* Becomes the keeper, or stays it, if no other process that lives is; row as above. */
bool link_take(struct journal *j, const char *site, struct link_row *row, struct err *e) MUST_USE;
/* Ends it, so that another takes over at once. */
void link_leave(struct journal *j, const char *site);
/* Writes how far the two are in step, and that this one still keeps the link. */
bool link_note(struct journal *j, const char *site, const struct link_row *row,
               struct err *e) MUST_USE;
/* Writes the state. */
bool link_tell(struct journal *j, const struct site_state *state, struct err *e) MUST_USE;

/* Up to `most` events after pushed_seq that this site wrote (all: that any site wrote), in their
 * order, into list (struct site_event *); *last_seq: up to here there are no more. */
bool link_unsent(struct journal *j, const struct site_conf *conf, int64_t pushed_seq, bool all,
                 guint most, GPtrArray *list, int64_t *last_seq, struct err *e) MUST_USE;
/* Does the journal know an event with this id? */
bool link_knows(struct journal *j, const char *id);
/* Appends those of the events (struct site_event *) that the journal does not know, with their
 * deliveries, in one transaction with row->revision; *came counts them. */
bool link_merge(struct journal *j, const struct site_conf *conf, const GPtrArray *events,
                const struct link_row *row, unsigned *came, struct err *e) MUST_USE;

/* In sqlite_outbox.c. A delivery that waits: all texts owned. */
struct link_delivery {
	char *id, *source, *holder; /* holder: the site that delivers it, "" = this one */
	bool is_claimed;            /* no other site will */
};
/* struct link_delivery *, the caller's. */
GPtrArray *link_waiting(struct journal *j);
/* Gives it to this site ("": to be delivered here, after a look) or another. */
bool link_give(struct journal *j, const char *id, const char *holder, struct err *e) MUST_USE;
/* No other site will deliver it: it may leave here. */
bool link_claim(struct journal *j, const char *id, struct err *e) MUST_USE;
/* Another site has delivered the same already. */
bool link_settle(struct journal *j, const char *id, struct err *e) MUST_USE;
/* In sqlite_outbox.c, inside the transaction of link_merge(). */
bool outbox_take_in(struct journal *j, const char *holder, const struct site_event *event);

/* In sqlite_console.c: who is at other sites. */
bool link_put_consoles(struct journal *j, const char *site, const struct peer *peers, size_t n,
                       struct err *e) MUST_USE;
/* "": all of them. */
bool link_drop_consoles(struct journal *j, const char *site, struct err *e) MUST_USE;
/* They are still there. */
bool link_refresh_consoles(struct journal *j, struct err *e) MUST_USE;
/* Those of this site, as EVENT_CONSOLES; the caller's. */
struct event_batch *link_consoles_here(struct journal *j);

#endif
