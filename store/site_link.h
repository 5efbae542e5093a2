/* Inside store/site*.c: the link and its parts. All of it lives on the link's thread. */
#ifndef STORE_SITE_LINK_H
#define STORE_SITE_LINK_H

#include "store/etcd_json.h"
#include "store/link.h"

#include <pthread.h>

/* etcd forgets a site that is silent for so long. */
enum { SITE_LEASE_S = 15 };

enum link_stage {
	STAGE_IDLE,     /* another process keeps the link */
	STAGE_CUT,      /* etcd did not answer, or refused */
	STAGE_CATCHING, /* the watch has not yet shown what was there when it began */
	STAGE_LINKED
};

struct site {
	pthread_t thread;
	atomic_bool is_stopping;
	atomic_bool gives_up; /* no request is waited for any more */
	const struct site_conf *conf;
	char *path;
	struct mailbox *to_ui;
	struct site_state told; /* what was posted last */

	struct journal journal;
	struct etcd *etcd;
	struct link_row row;
	enum link_stage stage;
	struct site_state state; /* as this keeper sees it */
	bool is_shown_cut;       /* people were told that it is cut off */
	bool sends_all;          /* etcd has lost events: those of other sites are sent as well */
	unsigned came, went;     /* since it was cut off */
	int64_t next_take_us, next_try_us, next_check_us, next_keep_us; /* monotonic */
	bool has_news; /* the journal was written since this site last spoke of itself */

	int64_t lease;
	int64_t seen_revision; /* the latest that the watch has shown */
	int64_t said_revision; /* of this site's own last word: the watch must show it */
	int64_t
	    heard_us; /* monotonic: the watch began or showed something, or this site said something */
	char *said;         /* this site's word of itself as it stands in etcd */
	GHashTable *others; /* name -> struct other_site */

	/* of the lines under reading */
	GPtrArray *arrived; /* struct site_event * that the journal does not know */
	struct err failed;  /* the journal could not take something; "" */
};

/* What is known of another site. */
struct other_site {
	bool is_here;
	int64_t gone_us; /* monotonic: since then it is not */
};

/* A key of this room; g_free. */
char *site_key(const struct site *s, const char *folder, const char *name);

/* Keeps the leases in etcd and in the journal when it is time for it; also called where something may
 * take long. */
bool site_keep(struct site *s, struct err *e) MUST_USE;

/* --- site_sync.c: events --- */

/* Notes a key that a list or the watch shows. */
void sync_take(const struct etcd_change *change, void *site);
/* Reads every event that etcd has, in the order in which they were written, and the sites. */
bool sync_list(struct site *s, struct err *e) MUST_USE;
/* Takes what the watch shows into the journal. */
bool sync_watch(struct site *s, struct err *e) MUST_USE;
/* Begins the watch after what the journal has. */
bool sync_begin_watch(struct site *s, struct err *e) MUST_USE;
/* Sends what is not in etcd yet. */
bool sync_send(struct site *s, struct err *e) MUST_USE;

/* --- site_presence.c: this site and the others --- */

/* Gets a lease and says under it that this site is there. */
bool presence_begin(struct site *s, struct err *e) MUST_USE;
/* Says it again if who is here has changed, or `anew`. */
bool presence_say(struct site *s, bool anew, struct err *e) MUST_USE;
/* Keeps the lease. */
bool presence_keep(struct site *s, struct err *e) MUST_USE;
/* Another site says who is there; text NULL: it is gone. */
void presence_hear(struct site *s, const char *name, const char *text, size_t len);
/* How many sites are linked, with this one. */
int64_t presence_count(const struct site *s);

/* --- site_claim.c: who delivers what --- */

/* Claims what waits here and is not claimed yet; `anew`, after it was cut off: all that waits here.
 * What another site has claimed meanwhile is that site's. */
bool claim_own(struct site *s, bool anew, struct err *e) MUST_USE;
/* Takes over what waits at sites that are gone. */
bool claim_left(struct site *s, struct err *e) MUST_USE;

#endif
