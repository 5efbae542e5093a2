/* What `warroom doctor` found: one line a check, and how to mend it. */
#ifndef APP_DOCTOR_H
#define APP_DOCTOR_H

#include "app/session.h"

enum doctor_verdict { DOCTOR_OK, DOCTOR_WARN, DOCTOR_FAIL };

/* Texts are owned and clean. */
struct finding {
	enum doctor_verdict verdict;
	char *check; /* "journal", "source prometheus" */
	char *says;
	char *mend; /* one sentence; "" where there is nothing to mend */
};

struct doctor {
	GPtrArray *findings;     /* struct finding *, in order */
	struct session *session; /* lent; NULL while there is none */
};

/* One more finding; mend may be NULL. */
void doctor_say(struct doctor *d, enum doctor_verdict verdict, const char *check, const char *mend,
                const char *fmt, ...) __attribute__((format(printf, 5, 6)));
void finding_free(void *finding); /* for GPtrArray */

/* What is so on this machine whatever the room: terminal, locale, colours. */
void doctor_machine(struct doctor *d);
/* The journal of the session's room: directory, file system, hash chain. Writes and takes away a file
 * beside it. */
void doctor_journal(struct doctor *d);
/* The files that hold secrets. Before the sources are handed over to the net thread. */
void doctor_secrets(struct doctor *d);
/* Asks every source once, connects to every target of notices and every member of etcd. Blocks until all
 * have answered or their time is over. Nothing is sent that acts. */
void doctor_net(struct doctor *d);

/* How to mend what a source's reason says ("network: ..."). Pure; static text. */
const char *doctor_mend(const char *reason);

#endif
