/* What the threads tell each other, through mailboxes. */
#ifndef ROOM_MESSAGE_H
#define ROOM_MESSAGE_H

enum message_kind {
	/* to the UI thread; payload: struct event_batch */
	MESSAGE_OBSERVED = 1, /* from net: apply */
	/* from net: SENT, RETRY, REFUSED: append to the journal, then apply */
	MESSAGE_OUTCOME,
	/* from store: journaled events, read at start or appended by other consoles since, in
	 * order, each action followed by its EVENT_KEPT; also other consoles' EVENT_RETRY: apply */
	MESSAGE_PAST,
	MESSAGE_STORED,  /* from store: EVENT_KEPT or EVENT_LOST for appended actions: apply */
	MESSAGE_PRESENT, /* from store: EVENT_CONSOLES: who is connected: apply */
	/* to the UI thread; payload: struct delivery: hand it to net_deliver() */
	MESSAGE_DUE, /* from store: an outbox row whose time has come */
	/* to the UI thread; payload: struct journal_state (store/store.h) */
	MESSAGE_JOURNAL, /* from store: opened, degraded, recovered */
	/* to the UI thread; no payload */
	MESSAGE_REPEAT, /* from store: observations were given up: hand over what is shown, by and by */
	/* to the UI thread; payload: struct site_state (store/site.h) */
	MESSAGE_SITE, /* from the link: linked to the other sites, or cut off */
};

#endif
