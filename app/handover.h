/* The shift digest: what the next person at the console has to know. */
#ifndef APP_HANDOVER_H
#define APP_HANDOVER_H

#include "app/session.h"
#include "room/alert.h"

/* An alert that somebody of this room acted on since, and that no longer fires. Texts are owned. */
struct handover_resolved {
	char *key, *title;
	char *person; /* who acknowledged it, or said that it is done */
	char *how;    /* what was done; "" */
	int64_t at_us; /* of that action: when it stopped firing is not known */
};

struct handover {
	int64_t since_us;
	GPtrArray *unseen;   /* struct alert *, lent, most pressing first */
	GPtrArray *seen;     /* struct alert *, lent: somebody has it and it still fires; by owner, oldest first */
	GPtrArray *expiring; /* struct alert *, lent: what stands on it ends soon; the next to end first */
	GPtrArray *resolved; /* struct handover_resolved *, oldest first */
	GPtrArray *gates;    /* const struct gate_state *, lent: not accepted, and due within a day or past due */
	GPtrArray *outbox;   /* struct outbox_row *, lent: waiting or refused */
	GPtrArray *all_rows; /* struct outbox_row *: owns them */
};

/* Collects it from the room, its journal and its outbox. The caller's: handover_free(), before the room changes. NULL with a sentence. */
struct handover *handover_new(const struct session *session, int64_t since_us, struct err *e) MUST_USE;
/* Sets *handover to NULL. */
void handover_free(struct handover **handover);

/* Who has an alert, and since when: a person's id, or who holds it at its source. */
const char *handover_owner(const struct alert *alert);
int64_t handover_owned_us(const struct alert *alert);

#endif
