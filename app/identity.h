/* Who is at the keyboard: claims, PINs, and the lock of a shared terminal. UI thread only. */
#ifndef APP_IDENTITY_H
#define APP_IDENTITY_H

#include "app/session.h"

/* So many wrong PINs in a row bar identification for so long. */
enum { IDENTITY_TRIES = 5, IDENTITY_BAR_S = 60 };

/*
 * At the start: --as, or the OS user, whose login is the proof. A name that the room does not know
 * stays as it is. Somebody with a PIN by --as: the session is locked, with that claimant.
 */
void identity_start(struct session *session, const struct options *options);

enum claim {
	CLAIM_REFUSED,  /* with the reason; who was here stays */
	CLAIM_TAKEN,    /* this person is at the keyboard now */
	CLAIM_NEEDS_PIN /* of session->claimant, by identity_prove(); who was here stays */
};
/* Somebody says who they are: a person's id, or the start of one id, name or its initials. */
enum claim identity_claim(struct session *session, const char *who, struct err *e) MUST_USE;

/* The claimant's PIN. Takes as long as the hash is meant to take: some ms up to 100 ms with the
 * usual methods; the screen waits for it. False with the reason; the claim is then over. */
bool identity_prove(struct session *session, const char *pin, struct err *e) MUST_USE;

/* The claimant gives no PIN after all. */
void identity_withdraw(struct session *session);

/* Forgets who is at the keyboard: nothing acts until somebody says who they are. */
void identity_lock(struct session *session);

#endif
