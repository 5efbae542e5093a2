/* Is the journal what was written? The proof by its hash chain and its anchor. */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include "base/err.h"
#include "store/anchor.h"

enum integrity {
	INTEGRITY_OK,
	INTEGRITY_CHANGED,   /* the event at seq is not as it was written */
	INTEGRITY_MISSING,   /* after the event at seq some were taken out (0: at the beginning) */
	INTEGRITY_REORDERED, /* the event at seq stood further back */
	INTEGRITY_ADDED,     /* after the event at seq one or more were put in later */
	INTEGRITY_CUT, /* the end after the event at seq was cut off: the anchor knows of more */
	/* the chain is whole, but not the one that was anchored: the event at seq is another */
	INTEGRITY_REPLACED
};

struct verification {
	enum integrity integrity; /* the first thing that is wrong, from the beginning */
	int64_t seq;
	int64_t events;       /* how many were read */
	struct anchor head;   /* the last event */
	struct anchor anchor; /* seq 0: there is none */
};

/*
 * Reads the whole journal, also one that consoles write meanwhile; changes nothing. False with
 * a sentence: it cannot be read, or is of another version. Any thread.
 */
bool store_verify(const char *path, struct verification *v, struct err *e) MUST_USE;

/* What it found as a sentence for a person; g_free. */
char *verification_text(const struct verification *v);

#endif
