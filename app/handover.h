/* The shift digest: what the next person at the console has to know. */
#ifndef APP_HANDOVER_H
#define APP_HANDOVER_H

#include "app/session.h"
#include "room/alert.h"

/* An alert that somebody of this room acted on since, and that no longer fires. Texts are owned. */
struct handover_resolved {
	char *key, *title;
	char *person;  /* who acknowledged it, or said that it is done */
	char *how;     /* what was done; "" */
	int64_t at_us; /* of that action: when it stopped firing is not known */
};

/* Arrays of struct alert * and struct gate_state * lend them from the room. */
struct handover {
	int64_t since_us;
	GPtrArray *unseen; /* alerts, most pressing first */
	GPtrArray *seen; /* alerts that somebody has and that still fire; by owner, oldest first */
	GPtrArray *expiring; /* alerts: what stands on them ends soon; the next to end first */
	GPtrArray *resolved; /* struct handover_resolved *, oldest first */
	GPtrArray *supervised; /* struct supervised *: missed limits without feedback, oldest first */
	GPtrArray *chains;     /* struct chain *: open decisions and signals, oldest first */
	GPtrArray *notices;    /* struct notice *, lent: nobody of the team answered */
	GPtrArray *gates;    /* gates not accepted, and due within a day or past due */
	GPtrArray *outbox;   /* struct outbox_row *, lent: waiting or refused */
	GPtrArray *all_rows; /* struct outbox_row *: owns them */
};

/* Collects it from the room, its journal and its outbox. The caller's: handover_free(), before the
 * room changes. NULL with a sentence. */
struct handover *handover_new(const struct session *session, int64_t since_us,
                              struct err *e) MUST_USE;
/* Sets *handover to NULL. */
void handover_free(struct handover **handover);

/* The digest in a line, for the log: "unseen 2, seen 3 (lin 2, oldest 38m), ...". g_free. */
char *handover_words(const struct session *session, int64_t since_us);

/* Who has an alert, and since when: a person's id, or who holds it at its source. */
const char *handover_owner(const struct alert *alert);
int64_t handover_owned_us(const struct alert *alert);

#endif
