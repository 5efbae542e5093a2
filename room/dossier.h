/* Inside room/: what the durable events say about one alert, shown or not, in whatever order they came. */
#ifndef ROOM_DOSSIER_H
#define ROOM_DOSSIER_H

#include "room/escalate.h"

/* Everything here is a function of the set of durable events, not of the order of their arrival: among events
 * that do not know of each other (at_us, id) decides. */
struct dossier {
	char *key;
	/* struct ack * (lent), the durable ones by (at_us, id); the oldest of those that ended are let go */
	GPtrArray *acks;
	int64_t expired_us;          /* the last end of one that time ended; UNSAID */
	GPtrArray *escalations;      /* struct escalation * by (at_us, id) */
	struct assignment *assigned; /* the last one (room/roster.h); NULL */
	char *title;                 /* of the alert, as the room last saw it; "" */
	char *done_id;               /* of the last EVENT_DONE, standing or over; "" */
	int64_t done_us;             /* its instant; UNSAID */
	int64_t done_over_us;        /* when time ended it; UNSAID */
	char *undone_id;    /* of the EVENT_UNACK that took it back: nothing was said; "" */
	bool is_supervised; /* counted in order->supervised (supervise.c) */
};

/* The dossier of a key: NULL if there is none; made if there is none. */
struct dossier *dossier_find(const struct room *room, const char *key);
struct dossier *dossier_get(struct room *room, const char *key);
/* For room->dossiers. */
void dossier_free(void *dossier);

/* Since when the alert asks by these events alone; UNSAID: they say nothing. NULL is fine. */
int64_t dossier_asks_since_us(const struct dossier *dossier);

/* Is (a_us, a_id) before (b_us, b_id)? */
bool dossier_is_before(int64_t a_us, const char *a_id, int64_t b_us, const char *b_id);

/* When it was last said to be handled, and was not taken back; UNSAID. */
int64_t dossier_done_us(const struct dossier *dossier);

/* Takes in an acknowledgement that has become durable. */
void dossier_add_ack(struct dossier *dossier, struct ack *ack);

/* Does `later` take the place of `ack` on an alert? Otherwise the first one stands. */
bool dossier_takes_place(const struct ack *later, const struct ack *ack);

/* Puts what stands on the alert into its chain, the first one in front, those that are not durable yet where
 * they would stand; ends the rest. Call it after anything that the dossier holds changed. */
void dossier_settle(struct room *room, struct dossier *dossier);

/* Who had it, when this durable acknowledgement of another person came; "" = nobody. Lent. */
const char *dossier_who_was_first(const struct dossier *dossier, const struct ack *ack);

/* The furthest step that was taken at or after this instant; NULL: none. Lent. */
const struct escalation *dossier_escalated(const struct dossier *dossier, int64_t since_us);

#endif
