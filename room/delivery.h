/* What has to leave the room: one request to one target for one action. */
#ifndef ROOM_DELIVERY_H
#define ROOM_DELIVERY_H

#include "room/event.h"

/*
 * Made by the session with its action, kept in the outbox in the same transaction, carried out by
 * the net thread, and ended by an EVENT_SENT or EVENT_REFUSED whose cause is `id`. All text is
 * owned.
 */
struct delivery {
	char *id;             /* = id of the action; the token that makes it happen once */
	enum event_kind kind; /* EVENT_ACK, EVENT_SILENCE or EVENT_UNACK; of a notice any */
	char *source;         /* the target */
	char *alert_key, *fingerprint;
	char *alert_title;
	struct label *labels; /* of the alert at the key press; names and values owned */
	size_t n_labels;
	char *person, *comment;
	char *email;           /* of the person; "" */
	char *tier;            /* id of the alert's tier at the key press; "" */
	int64_t at_us;         /* the key press */
	int64_t until_us;      /* end of the acknowledgement or silence */
	char *remote_id;       /* EVENT_UNACK: what to take back; "" */
	int64_t not_before_us; /* grace: may be sent from then on */
	char *ack_id;          /* EVENT_UNACK: id of the action that is taken back; "" */
	unsigned attempts;     /* 0: never tried; otherwise look before sending again */
};

/* All texts "", all instants unsaid. */
struct delivery *delivery_new(void);
/* Gives a text field of a delivery another text (NULL: ""). */
void delivery_set(char **field, const char *text);
struct delivery *delivery_copy(const struct delivery *d);
void delivery_add_label(struct delivery *d, const char *name, const char *value);
/* Sets *d to NULL. */
void delivery_free(struct delivery **d);
void delivery_free_payload(void *d);

#endif
